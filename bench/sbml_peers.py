"""The reference problem by solvers that read SBML, one a call: python sbml_peers.py SOLVER FOLDER, like `simulate_peers.py`.

The model is written in Antimony, with the flow into the first volume as a number that is set before each slot and after each
infusion, and goes to all of them as the same SBML.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from peer_problem import DOSED, HOURS, INFUSION, NAMES, SLOTS, STATES, start
from simulate_peers import Found, given, rows, tell

EQUATIONS = """
u := (A1 / V1) / (EC50 + A1 / V1);
A1' = inflow - (k10 + k12) * A1 + k21 * A2;
A2' = k12 * A1 - k21 * A2;
M' = kM * (u - M);
VF' = kVi * M - kVo * VF;
S' = kS * (S0 * (1 - aS * M - bS * VF / (VF + 6.0)) - S);
CR' = kC * (CR0 - CR / (1 + aC * M + 2.0 * (1 - S / S0)));
P' = kP * (P0 - P * (1 + aP * M));
L' = kL * (L0 * (1 + bL * E) - L * (1 + aL * M));
E' = kE * (1 + aE * u - E);
T' = T * (g * (1 - T / Tmax) - kk * E);
"""
SPELT = tuple("VF" if name == "V" else name for name in STATES)
"""States by the names above: V would be taken for a volume by eye, and V1 is one."""
Segment = Callable[[np.ndarray, float, float], np.ndarray]


def model() -> str:
    """The SBML of the first person."""
    import antimony

    numbers, first = rows(1)
    told = dict(zip((*NAMES, *SPELT), (*numbers[0], *first[0]), strict=True)) | {"inflow": 0.0}
    text = "".join(f"{name} = {float(value)!r};\n" for name, value in told.items())
    antimony.clearPreviousLoads()
    if antimony.loadAntimonyString(f"model reference()\n{EQUATIONS}{text}end\n") < 0:
        raise SystemExit(antimony.getLastError())
    return str(antimony.getSBMLString("reference"))


def slot_by_slot(count: int, person: Callable[[np.ndarray], Segment]) -> Found:
    """People one after the other; a solver makes of a person's numbers what goes on from a state, for hours, with an inflow."""
    numbers, states = rows(count)
    found, begin = np.empty((SLOTS, len(STATES), count)), time.process_time()
    for i in range(count):
        y, go = states[i], person(numbers[i])
        for slot in range(SLOTS):
            left = HOURS
            if DOSED[slot] and given(y[None], slot)[0]:
                y, left = go(y, INFUSION, numbers[i, NAMES.index("rate")]), HOURS - INFUSION
            y = go(y, left, 0.0)
            found[slot, :, i] = y
    return time.process_time() - begin, count, found


def by_roadrunner() -> Found:
    """CVODE of libroadrunner, its equations compiled by LLVM; the method of Adams, as it is the faster one here."""
    import roadrunner

    solver = roadrunner.RoadRunner(model())
    solver.timeCourseSelections = list(SPELT)
    tolerance = 3e-8
    told = {"relative_tolerance": tolerance, "absolute_tolerance": 0.1 * tolerance, "stiff": False}
    for name, value in told.items():
        solver.integrator.setValue(name, value)
    read = solver.model
    ids = list(read.getGlobalParameterIds())
    numbers, states, inflow = (np.array([ids.index(name) for name in names], np.int32) for names in (NAMES, SPELT, ("inflow",)))

    def go(y: np.ndarray, hours: float, flow: float) -> np.ndarray:
        read.setGlobalParameterValues(inflow, np.array([flow]))
        return np.array(solver.simulate(0, hours, 2)[-1])

    def person(p: np.ndarray) -> Segment:
        read.setGlobalParameterValues(numbers, p)
        read.setGlobalParameterValues(states, start_of(p))
        return go

    return slot_by_slot(8, person)


def start_of(p: np.ndarray) -> np.ndarray:
    """The states of a person before the first dose."""
    return start({name: np.array([value]) for name, value in zip(NAMES, p, strict=True)})[:, 0]


def by_copasi() -> Found:
    """LSODA of COPASI, by its own interface, without what makes tables of the results."""
    import COPASI

    data = COPASI.CRootContainer.addDatamodel()
    if not data.importSBMLFromString(model()):
        raise SystemExit("COPASI does not read the model")
    read, tolerance = data.getModel(), 1e-6
    values = {each.getObjectName(): each for each in map(read.getModelValue, range(read.getNumModelValues()))}
    task = data.getTask("Time-Course")
    task.setMethodType(COPASI.CTaskEnum.Method_deterministic)
    task.setUpdateModel(False)
    problem, method = task.getProblem(), task.getMethod()
    problem.setStepNumber(1)
    problem.setTimeSeriesRequested(False)
    method.getParameter("Relative Tolerance").setDblValue(tolerance)
    method.getParameter("Absolute Tolerance").setDblValue(0.1 * tolerance)

    def go(y: np.ndarray, hours: float, flow: float) -> np.ndarray:
        for name, value in zip((*SPELT, "inflow"), (*y, flow), strict=True):
            values[name].setInitialValue(float(value))
        problem.setDuration(hours)
        read.applyInitialValues()
        if not task.process(True):
            raise SystemExit("COPASI does not get through a slot")
        return np.array([values[name].getValue() for name in SPELT])

    def person(p: np.ndarray) -> Segment:
        for name, value in zip(NAMES, p, strict=True):
            values[name].setInitialValue(float(value))
        return go

    return slot_by_slot(8, person)


def by_amici() -> Found:
    """CVODES of AMICI, compiled from C++, the method of Adams; everybody through the same stretch of time in one call."""
    from amici.importers.sbml import SbmlImporter
    from amici.sim.sundials import ExpData, LinearMultistepMethod, run_simulations

    folder, tolerance, count = Path(sys.argv[2]) / "amici", 1e-8, 24
    read = SbmlImporter(model(), from_file=False).sbml2amici(
        "reference", folder, generate_sensitivity_code=False, compute_conservation_laws=False
    )
    solver = read.create_solver()
    solver.set_relative_tolerance(tolerance)
    solver.set_absolute_tolerance(0.1 * tolerance)
    solver.set_stability_limit_flag(False)
    solver.set_linear_multistep_method(LinearMultistepMethod.adams)
    numbers, y = rows(count)
    order = [(*NAMES, "inflow").index(name) for name in read.get_free_parameter_ids()]
    places = [SPELT.index(name) for name in read.get_state_ids()]
    asked = [ExpData(read) for _ in range(count)]

    def go(who: np.ndarray, hours: np.ndarray, flow: np.ndarray) -> None:
        for i in who:
            asked[i].free_parameters = np.append(numbers[i], flow[i])[order]
            asked[i].x0 = y[i, places]
            asked[i].set_timepoints(hours[i : i + 1])
        for i, found in zip(who, run_simulations(read, solver, [asked[i] for i in who]), strict=True):
            y[i, places] = found.x[-1]

    found, begin = np.empty((SLOTS, len(STATES), count)), time.process_time()
    for slot in range(SLOTS):
        give = given(y, slot)
        if give.any():
            go(np.flatnonzero(give), np.full(count, INFUSION), numbers[:, NAMES.index("rate")])
        go(np.arange(count), HOURS - INFUSION * give, np.zeros(count))
        found[slot] = y.T
    return time.process_time() - begin, count, found


SOLVERS: Mapping[str, tuple[str, Callable[[], Found]]] = {
    "libroadrunner": ("libroadrunner, CVODE", by_roadrunner),
    "COPASI": ("COPASI, LSODA", by_copasi),
    "AMICI": ("AMICI, CVODES", by_amici),
}

if __name__ == "__main__":
    sys.exit(tell(SOLVERS))
