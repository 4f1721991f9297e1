"""The reference problem as Bedside's own machinery takes it; `peer_problem.py` says what it is."""

from __future__ import annotations

from typing import Any

import numpy as np

from bedside.simulator.stepping import Maths, Named, Rates, Step, System, Value
from peer_problem import DOSED, HIGH_CREATININE, LOW_PRESSURE, SLOTS, STATES, Numbers, start


def rates(y: Named, p: Named, u: Named, m: Maths) -> Rates:
    """Constant for a person."""
    return Rates(p.k10, p.k12, p.k21, u.given * u.infusing * p.rate)


def changes(y: Named, p: Named, u: Named, m: Maths) -> dict[str, Value]:
    """How fast everything but the medicine changes."""
    level = y.A1 * (1 / p.V1)
    effect = level / (p.EC50 + level)
    return {
        "M": p.kM * (effect - y.M),
        "V": p.kVi * y.M - p.kVo * y.V,
        "S": p.kS * (p.S0 * (1 - p.aS * y.M - p.bS * y.V / (y.V + 6.0)) - y.S),
        "CR": p.kC * (p.CR0 - y.CR / (1 + p.aC * y.M + 2.0 * (1 - y.S * (1 / p.S0)))),
        "P": p.kP * (p.P0 - y.P * (1 + p.aP * y.M)),
        "L": p.kL * (p.L0 * (1 + p.bL * y.E) - y.L * (1 + p.aL * y.M)),
        "E": p.kE * (1 + p.aE * effect - y.E),
        "T": y.T * (p.g * (1 - y.T * (1 / p.Tmax)) - p.kk * y.E),
    }


PROBLEM = System(STATES, rates, changes, constant_rates=True)


def room(people: int) -> Numbers:
    """Room for everybody's states at every slot, [85, 10, people], that is there already."""
    return np.full((SLOTS + 1, len(STATES), people), np.nan)


def closed_loop(
    p: dict[str, Numbers], solver: Any, tables: tuple[list[Step], list[Step]], method: Any, found: Numbers
) -> Numbers:
    """Everybody's states at every slot, in `found`; `tables` are the steps of a slot with doses and of one without."""
    y = found[0] = start(p)
    for slot in range(SLOTS):
        give = DOSED[slot] & (y[4] >= LOW_PRESSURE) & (y[5] <= HIGH_CREATININE)
        y = solver.go(PROBLEM, y, p, {"given": give.astype(np.float64)}, tables[0 if DOSED[slot] else 1], method)
        found[slot + 1] = y
    return found
