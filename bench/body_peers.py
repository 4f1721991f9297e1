"""The whole model by other solvers, one a call: python body_peers.py SOLVER FOLDER, in the environment of the peers.

The folder holds the equations as text (`body.json`, written by `whole_model.py` from those of Bedside), numbers
[people, numbers], first states [people, states] and errors of measurement [slots, people]. Prints one line of JSON; the states
before the first slot and after every one, [85, states, people], go to a file of the solver's name, the doses to another.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from written import read

SLOTS, HOURS, INFUSION, DOSE = 84, 8.0, 0.25, 0.6
LOW_PRESSURE, HIGH_DRIP, HIGH_CREATININE = 85.0, 0.8, 3.0
CYCLE, DOSES, FLUIDS = 42, 14, 17
TAYLOR, EXACT, LOOSE, LOOSER = 1e-7, 1e-11, 1e-3, 1e-4
"""Tolerances. The loose ones are those at which decisions are the same and the error is about that of Bedside's steps."""
PLAIN = {"exp": np.exp, "log": np.log, "sqrt": np.sqrt, "minimum": min, "maximum": max}


class Told:
    """What the folder says, of the first so many people."""

    def __init__(self, folder: Path, people: int) -> None:
        told = json.loads((folder / "body.json").read_text("utf-8"))
        self.text, self.states, self.floors = told["text"], told["states"], np.array(told["floors"])
        self.numbers = np.ascontiguousarray(np.load(folder / "numbers.npy")[:people])
        self.start = np.ascontiguousarray(np.load(folder / "start.npy")[:people])
        self.noise = np.ascontiguousarray(np.load(folder / "noise.npy")[:, :people])
        self.drip, self.creatinine = self.states.index("PRESS"), self.states.index("CR")
        self.found = np.empty((SLOTS + 1, len(self.states), len(self.start)))
        self.doses = np.zeros((SLOTS, len(self.start)), bool)

    def given(self, slot: int, y: np.ndarray, pressure: np.ndarray) -> np.ndarray:
        """Who gets the dose of a slot, of states [people, states] and pressures."""
        held = (pressure + self.noise[slot] < LOW_PRESSURE) | (y[:, self.drip] > HIGH_DRIP)
        give = ~held & (y[:, self.creatinine] < HIGH_CREATININE) & (slot % CYCLE < DOSES)
        self.doses[slot] = give
        return give


def by_scipy(folder: Path) -> tuple[float, Told]:
    """LSODA, one person after the other, the equations in Python."""
    from scipy.integrate import solve_ivp

    told = Told(folder, 4)
    slopes, pressure = (read(text, name, PLAIN) for name, text in told.text.items())
    y, begin = told.start.copy(), time.process_time()
    for slot in range(SLOTS):
        told.found[slot] = y.T
        numbers = [np.append(row, (0, slot % CYCLE < FLUIDS, 1, 1)) for row in told.numbers]
        seen = np.array([pressure(row, p)[0] for row, p in zip(y, numbers, strict=True)])
        give = told.given(slot, y, seen)
        for i, p in enumerate(numbers):
            for hours, dose in ((INFUSION, DOSE * give[i]), (HOURS - INFUSION, 0.0)) if give[i] else ((HOURS, 0.0),):
                p[-4] = dose
                at = {"args": (p,), "rtol": LOOSE, "atol": LOOSE * told.floors}
                done = solve_ivp(lambda _, y, p: slopes(y, p), (0, hours), y[i], "LSODA", **at)
                y[i] = done.y[:, -1]
    told.found[SLOTS] = y.T
    return time.process_time() - begin, told


def by_heyoka(folder: Path) -> tuple[float, Told]:
    """Taylor series, people in batches, compiled for the processor."""
    import heyoka as hy

    width = hy.recommended_simd_size()
    told = Told(folder, 3 * width)
    maths = {
        "exp": hy.exp, "log": hy.log, "sqrt": hy.sqrt,
        "minimum": lambda x, y: x - hy.relu(x - y), "maximum": lambda x, y: x + hy.relu(y - x),
    }  # fmt: skip
    slopes, _ = (read(text, name, maths) for name, text in told.text.items())
    pressure = read(told.text["pressure"], "pressure", PLAIN | {"minimum": np.minimum, "maximum": np.maximum})
    count = told.numbers.shape[1] + 4
    names = hy.make_vars(*(f"s_{name}" for name in told.states))
    system = list(zip(names, slopes(names, [hy.par[k] for k in range(count)]), strict=True))
    solver = hy.taylor_adaptive_batch(
        system, np.ones((len(names), width)), pars=np.ones((count, width)), tol=TAYLOR, compact_mode=True
    )
    y, begin = told.start.copy(), time.process_time()
    for slot in range(SLOTS):
        told.found[slot] = y.T
        numbers = np.hstack([told.numbers, np.tile([0.0, slot % CYCLE < FLUIDS, 1, 1], (len(y), 1))])
        give = told.given(slot, y, pressure(y.T, numbers.T)[0])
        for first in range(0, len(y), width):
            some = slice(first, first + width)
            solver.pars[:], solver.state[:] = numbers[some].T, y[some].T
            for hours, dose in ((INFUSION, DOSE * give[some]), (HOURS - INFUSION, np.zeros(width))):
                solver.set_time(0.0)
                solver.pars[-4] = dose
                solver.propagate_for(np.full(width, hours))
            y[some] = solver.state.T
    told.found[SLOTS] = y.T
    return time.process_time() - begin, told


def by_numbalsoda(folder: Path, people: int = 64, tolerance: float = LOOSER, method: str = "dop853") -> tuple[float, Told]:
    """DOP853 of compiled equations, everything else compiled as well."""
    import numba
    import numbalsoda

    solve, lsoda_sig = getattr(numbalsoda, method), numbalsoda.lsoda_sig
    told = Told(folder, people)
    slopes, pressure = (numba.njit(read(text, name, PLAIN)) for name, text in told.text.items())
    states, count = len(told.states), told.numbers.shape[1] + 4

    @numba.cfunc(lsoda_sig)
    def rhs(t: Any, y: Any, dy: Any, p: Any) -> None:
        for place, each in enumerate(slopes(numba.carray(y, (states,)), numba.carray(p, (count,)))):
            dy[place] = each

    address, drip, creatinine, floors = rhs.address, told.drip, told.creatinine, told.floors

    @numba.njit
    def go(numbers: Any, start: Any, noise: Any, found: Any, doses: Any) -> None:
        p, times, least = np.ones(count), np.zeros(2), tolerance * floors.min()
        for i in range(len(start)):
            p[: count - 4] = numbers[i]
            y = start[i].copy()
            for slot in range(SLOTS):
                found[slot, :, i] = y
                p[count - 3], left = 1.0 if slot % CYCLE < FLUIDS else 0.0, HOURS
                held = pressure(y, p)[0] + noise[slot, i] < LOW_PRESSURE or y[drip] > HIGH_DRIP
                if slot % CYCLE < DOSES and not held and y[creatinine] < HIGH_CREATININE:
                    doses[slot, i] = True
                    p[count - 4], times[1], left = DOSE, INFUSION, HOURS - INFUSION
                    y = solve(address, y, times, p, tolerance, least)[0][1].copy()
                p[count - 4], times[1] = 0.0, left
                y = solve(address, y, times, p, tolerance, least)[0][1].copy()
            found[SLOTS, :, i] = y

    first = Told(folder, 1)
    go(first.numbers, first.start, first.noise, first.found, first.doses)
    begin = time.process_time()
    go(told.numbers, told.start, told.noise, told.found, told.doses)
    return time.process_time() - begin, told


def exactly(folder: Path) -> tuple[float, Told]:
    """LSODA again, as exactly as it can."""
    return by_numbalsoda(folder, 24, EXACT, "lsoda")


SOLVERS = {"scipy": by_scipy, "heyoka": by_heyoka, "numbalsoda": by_numbalsoda, "exactly": exactly}
TITLES = {
    "scipy": "SciPy solve_ivp, LSODA",
    "heyoka": "heyoka, Taylor, in batches",
    "numbalsoda": "numbalsoda, DOP853",
    "exactly": "LSODA, as exactly as it can",
}


def main() -> int:
    """One solver."""
    solver, folder = sys.argv[1], Path(sys.argv[2])
    seconds, told = SOLVERS[solver](folder)
    people = len(told.start)
    np.savez(folder / f"{solver}.npz", found=told.found, doses=told.doses)
    print(json.dumps({"solver": TITLES[solver], "seconds": seconds * 10_000 / people, "people": people}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
