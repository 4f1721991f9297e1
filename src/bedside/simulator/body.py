"""The body under interleukin-2: the equations of one virtual person, and what could be seen or measured of them.

Time is in hours. A state is a row of an array [states, people], the numbers of a person are those of `model.toml`. Every
equation is written once, for plain numbers, arrays, JAX and machine code alike; docs/explanation/model.md tells their sense.

    >>> from bedside.simulator.model import load_model
    >>> from bedside.simulator.people import typical
    >>> someone = typical(load_model("aldesleukin"))
    >>> after = advance(start(someone), someone, np.array([0.6]), np.array([1.0]), np.array([1.0]))
    >>> int(signs(start(someone), someone)["systolic_bp"][0]), int(signs(after, someone)["systolic_bp"][0])
    (128, 112)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Literal

import numpy as np

from bedside.simulator import machine, on_jax, plain
from bedside.simulator.people import People
from bedside.simulator.shapes import DosePerWeight, Each, States, Switch
from bedside.simulator.stepping import Maths, Named, Rates, Step, System, Value

STATES = (
    *("A1", "A2"),
    *("ACT", "T", "NK", "TREG", "MARG", "SR", "EOP", "EO"),
    *("ET", "X"),
    *("F", "G", "NO"),
    *("VD", "LEAK", "ALB", "PV", "IF", "PRESS", "DTEMP"),
    *("INJ", "WORN", "CR", "URINE"),
    *("BIL", "PLT", "Z"),
)
"""What the body is made of; docs/explanation/model.md has unit and meaning of each."""
AT_REST = {
    "T": "T0", "NK": "NK0", "TREG": "TREG0", "SR": "SR0", "EO": "EO0", "ALB": "ALB0", "CR": "CR0", "BIL": "BIL0", "PLT": "PLT0",
}  # fmt: skip
"""States that begin at a person's usual value; EOP and X begin at 1, PV with the body weight, all others at 0."""
HOURS_OF_SLOT = 8.0
"""The slot that the steps below are made for."""
DOSED = (
    *(Step(hours, 1.0) for hours in (0.005, 0.02, 0.075, 0.15)),
    *(Step(0.25, 0.0) for _ in range(7)),
    *(Step(0.5, 0.0) for _ in range(12)),
)
"""The steps of a slot that begins with an infusion: receptors fill within its first minute, so the first steps are short."""
RESTING_STEP = 1.0
"""The longest step, in hours, of a slot without a dose."""
By = Literal["machine code", "jax", "jax single", "numpy"]
"""What works the equations out; all of them work out the same equations."""
SOLVERS: Mapping[By, Callable[..., States]] = {
    "machine code": machine.go,
    "jax": on_jax.go,
    "jax single": on_jax.in_single_precision,
    "numpy": plain.go,
}
LOG2 = 0.6931471805599453
LEAST_PLASMA, LEAST_PLATELETS = 0.05, 10.0


def start(people: People) -> States:
    """Everybody before the first dose, [states, people]."""
    state = np.zeros((len(STATES), len(people)))
    for name, usual in AT_REST.items():
        state[STATES.index(name)] = people[usual]
    state[STATES.index("EOP")] = state[STATES.index("X")] = 1.0
    state[STATES.index("PV")] = people["PV_PER_KG"] * people["WT"]
    return state


def concentration(y: Named, p: Named) -> Value:
    """IU/mL in plasma."""
    return y.A1 * (1000 / p.V1)


def plasma_share(y: Named, p: Named, m: Maths) -> Value:
    """Plasma volume as a share of the usual."""
    return m.maximum(y.PV * (1 / (p.PV_PER_KG * p.WT)), LEAST_PLASMA)


def unaided_pressure(y: Named, p: Named, m: Maths) -> Value:
    """Systolic pressure as it would be without a drip, mmHg."""
    widened = p.EV * y.VD / (p.VD50 + y.VD)
    return p.SBP0 * (1 - widened) * m.exp(p.BPV * m.log(plasma_share(y, p, m)))


def pressure(y: Named, p: Named, m: Maths) -> Value:
    """Systolic pressure with what the drip adds, mmHg."""
    return unaided_pressure(y, p, m) + p.PRESS_EFFECT * y.PRESS


def filtration(y: Named, p: Named, m: Maths) -> Value:
    """What the kidneys filter, as a share of the usual."""
    perfused = m.minimum(pressure(y, p, m) * (1 / p.SBP0), 1.1)
    return perfused * m.minimum(plasma_share(y, p, m), 1.1) / (1 + y.INJ)


def urine(y: Named, p: Named, m: Maths) -> Value:
    """Urine, L/h."""
    filtered = filtration(y, p, m)
    answer = m.minimum(m.maximum(p.SUO * (plasma_share(y, p, m) - 1), -3.0), 1.4)
    return p.UO0 * filtered * m.sqrt(filtered) * m.exp(answer)


def rates(y: Named, p: Named, u: Named, m: Maths) -> Rates:
    """How the medicine leaves: by the kidneys, elsewhere, and by receptors, whose number grows with treatment."""
    by_receptors = p.VMAX * (1 / p.SR0) * y.SR / (p.KM + m.maximum(concentration(y, p), 0.0))
    cleared = p.CLR * m.minimum(filtration(y, p, m), 1.0) + p.CLNR + by_receptors
    return Rates(cleared * (1 / p.V1), p.Q / p.V1, p.Q / p.V2, u.infusing * u.dose * (p.WT / p.INFUSION))


def changes(y: Named, p: Named, u: Named, m: Maths) -> dict[str, Value]:
    """How fast every state but the medicine changes, per hour."""
    level = m.maximum(concentration(y, p), 0.0)
    effect, effect_r = level / (p.EC50 + level), level / (p.EC50R + level)
    responders = 0.5 * (y.T * (1 / p.T0) + y.NK * (1 / p.NK0))
    messenger = 0.5 * (y.G + y.NO)
    return {
        **_immune(y, p, effect, effect_r),
        "ET": p.PHI * y.ACT * responders - p.KET * y.ET,
        "X": y.X * tumour_growth(y, p, m),
        "F": p.KF * (p.GCYT * effect * responders - y.F),
        "G": p.KG * (y.F * (1 + y.ACT * (p.PRIME / p.PRIME_AT)) - y.G),
        "NO": p.KNO * (y.G - y.NO),
        "VD": p.KV * (p.GV * (y.G + p.WNO * y.NO) - y.VD),
        "LEAK": p.KL * (p.GL * messenger / (1 + p.GL * messenger * (1 / p.LEAK_MOST)) - y.LEAK),
        "Z": p.KZ * (messenger - y.Z),
        **_fluid(y, p, u, m),
        **_organs(y, p, m),
    }


def _immune(y: Named, p: Named, effect: Value, effect_r: Value) -> dict[str, Value]:
    t, nk, treg = y.T * (1 / p.T0), y.NK * (1 / p.NK0), y.TREG * (1 / p.TREG0)
    return {
        "ACT": p.KACT * (effect - y.ACT),
        "T": p.KT * (p.T0 - y.T) + p.PT * y.ACT * y.T * (1 - t * (1 / p.CAPT)),
        "NK": p.KNK * (p.NK0 - y.NK) + p.PNK * y.ACT * y.NK * (1 - nk * (1 / p.CAPN)),
        "TREG": p.KTREG * (p.TREG0 - y.TREG) + p.PTREG * effect_r * y.TREG * (1 - treg * (1 / p.CAPR)),
        "MARG": p.KMI * effect * (p.MMAX - y.MARG) - p.KMO * y.MARG,
        "SR": p.KSR * (p.SR0 * (1 + p.SSR * 0.5 * (y.ACT * t + treg - 1)) - y.SR),
        "EOP": p.KEOP * (1 + p.SEO * y.ACT - y.EOP),
        "EO": p.KEO * (p.EO0 * y.EOP - y.EO),
    }


def tumour_growth(y: Named, p: Named, m: Maths) -> Value:
    """How fast the tumour grows, as a share of itself per hour; below zero it shrinks."""
    brake = 1 + p.RHOR * m.maximum(y.TREG * (1 / p.TREG0) - 1, 0.0)
    killed = p.KILL * y.ET / brake
    return p.GROW * (1 - y.X * (1 / p.XMAX)) - killed / (1 + killed * (1 / p.KILL_MOST))


def _fluid(y: Named, p: Named, u: Named, m: Maths) -> dict[str, Value]:
    size, unaided = p.WT * (1 / 70), unaided_pressure(y, p, m)
    low = (unaided + p.PRESS_EFFECT * y.PRESS - p.BOLUS_BELOW) * (1 / p.BOLUS_WIDTH)
    bolus = p.BOLUS * size * u.on / (1 + m.exp(m.minimum(m.maximum(low, -30.0), 30.0)))
    swollen = m.maximum(y.IF, 0.0) * (1 / p.TISSUE) / p.WT
    taken = ((p.FLUID + p.FLUID_ON * u.on) * size + bolus) / (1 + swollen * swollen)
    lost = p.INSENSIBLE * size * (1 + p.LOSS * y.DTEMP)
    leak = p.KLF * y.LEAK * y.PV
    refill = p.KREF * (p.PV_PER_KG * p.WT - y.PV)
    lymph = p.KLYM * y.IF / (1 + y.LEAK)
    wanted = p.PRESS_GAIN * _soft((p.PRESS_TARGET - unaided) * (1 / p.PRESS_WIDTH), m)
    hot = y.F + p.FEVER_G * y.G
    return {
        "ALB": p.KALB * (p.ALB0 - y.ALB) - p.CALB * y.LEAK / (1 + p.ALB_HALF * y.LEAK) * y.ALB,
        "PV": taken - lost - urine(y, p, m) - leak + refill + lymph,
        "IF": leak - refill - lymph,
        "PRESS": p.KPRESS * (u.pressor_allowed * wanted - y.PRESS),
        "DTEMP": p.KTEMP * (p.TFEV * hot / (p.FEVER_HALF + hot) - y.DTEMP),
    }


def _soft(x: Value, m: Maths) -> Value:
    """Zero far below zero, `x` far above, smooth between."""
    return m.maximum(x, 0.0) + m.log(1 + m.exp(m.minimum(x, -x)))


def _organs(y: Named, p: Named, m: Maths) -> dict[str, Value]:
    return {
        "INJ": p.GI * (1 + y.WORN) * y.LEAK - LOG2 / p.TREC * y.INJ,
        "WORN": p.GWORN * y.INJ / (1 + y.INJ) - p.KWORN * y.WORN,
        "CR": p.KCR * (p.CR0 - filtration(y, p, m) * y.CR),
        "URINE": 1000 * urine(y, p, m),
        "BIL": p.KB * (p.BIL0 * (1 + p.SB * y.LEAK) - y.BIL),
        "PLT": p.KP * (p.PLT0 * p.PLT0 / m.maximum(y.PLT, LEAST_PLATELETS) - y.PLT * (1 + p.CP * y.LEAK)),
    }


BODY = System(STATES, rates, changes)


def steps_of(hours: float, dosed: bool) -> tuple[Step, ...]:
    """The steps of so many hours: after a dose short ones first, without one the fewest of equal length."""
    if not dosed:
        count = max(1, int(np.ceil(hours / RESTING_STEP - 1e-9)))
        return (Step(hours / count, 0.0),) * count
    found, left = [], hours
    for step in DOSED:
        if left > 1e-9:
            found.append(Step(min(step.hours, left), step.infusing))
            left -= found[-1].hours
    return (*found, *(steps_of(left, dosed=False) if left > 1e-9 else ()))


def advance(
    state: States,
    people: People,
    dose: DosePerWeight,
    on: Switch,
    pressor_allowed: Switch,
    hours: float = HOURS_OF_SLOT,
    by: By = "machine code",
) -> States:
    """Everybody after one slot that begins with this dose, in MIU/kg (0: none), of people on treatment (1) or not (0).

    Those with a dose and those without go by different steps, so that nobody depends on who else is there.
    """
    inputs = {"dose": dose, "on": on, "pressor_allowed": pressor_allowed}
    rows = {name: np.broadcast_to(np.asarray(value, np.float64), len(people)) for name, value in inputs.items()}
    dosed = rows["dose"] > 0
    if dosed.all() or not dosed.any():
        return go_through(state, people, rows, steps_of(hours, bool(dosed.all())), by)
    found = np.empty_like(state)
    for which, given in ((np.flatnonzero(dosed), True), (np.flatnonzero(~dosed), False)):
        some = {name: row[which] for name, row in rows.items()}
        found[:, which] = go_through(state[:, which], people.take(which), some, steps_of(hours, given), by)
    return found


def go_through(
    state: States, people: People, inputs: dict[str, Each], steps: Sequence[Step], by: By = "machine code"
) -> States:
    """Everybody after these steps, whatever they are."""
    numbers = dict(people.fixed) | dict(zip(people.names, people.values, strict=True))
    return SOLVERS[by](BODY, state, numbers, inputs, steps)


def signs(state: States, people: People) -> dict[str, Each]:
    """What could be seen or measured of everybody in this state, [people] each, without an error of measurement."""
    y, p = BODY.named(list(state)), numbers_of(people)
    usual_plasma = p.PV_PER_KG * p.WT
    wet = p.LUNG * np.maximum(y.IF, 0) / (p.LUNG_WT * p.WT) * y.LEAK / (1 + y.LEAK)
    cubed = wet**3
    drive = (np.maximum(y.Z, 0) / p.Z50) ** p.Z_STEEP
    fall = np.maximum(1 - unaided_pressure(y, p, np) / p.SBP0, 0)
    return {
        "systolic_bp": pressure(y, p, np),
        "heart_rate": p.HR0 * (1 + p.HRB * fall) + p.HRT * y.DTEMP,
        "oxygen_saturation": p.SPO2_0 - p.SPO2_FALL * cubed / (1 + cubed),
        "temperature": p.TEMP0 + y.DTEMP,
        "creatinine": y.CR,
        "bilirubin": y.BIL,
        "platelets": y.PLT,
        "albumin": y.ALB,
        "weight": p.WT + (y.PV - usual_plasma + y.IF),
        "pressor_rate": y.PRESS,
        "confusion_score": 4 * drive / (1 + drive),
        "urine": y.URINE,
        "urine_rate": 1000 * urine(y, p, np),
        "lymphocytes": (1 - y.MARG) * (y.T + y.NK + y.TREG + p.B0),
        "eosinophils": y.EO,
        "soluble_receptor": y.SR,
        "sum_of_diameters": np.cbrt(np.maximum(y.X, 0)),
        "concentration": concentration(y, p),
        "filtration": filtration(y, p, np),
    }


def numbers_of(people: People) -> Named:
    """Everybody's numbers by name, as the equations take them."""
    return SimpleNamespace(**people.fixed, **dict(zip(people.names, people.values, strict=True)))
