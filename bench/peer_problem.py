"""The reference problem of the simulation benchmark: ten states, 84 slots of eight hours, a dose held by two simple rules.

Invented, and nobody's physiology: small enough that every solver can be given it, with what makes such problems hard, an effect
that saturates within a minute of an infusion of fifteen. Amounts in MIU, hours, levels in MIU/L. Needs NumPy alone, so
that solvers in environments of their own can read it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
STATES = ("A1", "A2", "M", "V", "S", "CR", "P", "L", "E", "T")
NAMES = tuple(
    "k10 k12 k21 V1 rate EC50 kM kVi kVo kS S0 aS bS kC CR0 aC kP P0 aP kL L0 aL bL kE aE g Tmax kk T0".split()  # noqa: SIM905
)
SLOTS, HOURS, INFUSION = 84, 8.0, 0.25
DOSED = np.zeros(SLOTS, bool)
DOSED[:14] = DOSED[42:56] = True
FLOORS = np.array([10.0, 10.0, 0.1, 1.0, 100.0, 1.0, 100.0, 1.0, 1.0, 1.0])
"""What an error of each state is at least compared with, a hundredth of it."""
LOW_PRESSURE, HIGH_CREATININE = 90.0, 3.0


def people(count: int, seed: int = 20240701) -> dict[str, Numbers]:
    """Numbers of so many people."""
    chance = np.random.default_rng(seed)

    def spread(cv: float) -> Numbers:
        return np.exp(np.sqrt(np.log(1 + cv * cv)) * chance.standard_normal(count))

    weight = 70 * spread(0.2)
    size = weight / 70
    cleared, v1 = 16.08 * size**0.75 * spread(0.3), 8.04 * size * spread(0.25)
    across, v2 = 7.28 * size**0.75 * spread(0.3), 9.30 * size * spread(0.3)
    found = {"k10": cleared / v1, "k12": across / v1, "k21": across / v2, "V1": v1, "rate": 0.6 * weight / INFUSION}
    drawn = (
        ("EC50", 0.3, 0.4), ("kM", 0.25, 0.3), ("kVi", 0.35, 0.4), ("kVo", 0.02, 0.3), ("kS", 0.5, 0.3), ("S0", 125, 0.1),
        ("aS", 0.35, 0.3), ("bS", 0.15, 0.3), ("kC", 0.04, 0.3), ("CR0", 0.9, 0.2), ("aC", 3.0, 0.4), ("kP", 0.01, 0.3),
        ("P0", 250, 0.25), ("aP", 3, 0.3), ("kL", 0.15, 0.3), ("L0", 1.8, 0.3), ("aL", 4, 0.3), ("bL", 0.1, 0.4),
        ("kE", 0.02, 0.3), ("aE", 20, 0.5), ("g", 0.0008, 0.4), ("Tmax", 25, 0.2), ("kk", 0.0002, 0.6), ("T0", 5, 0.5),
    )  # fmt: skip
    return found | {name: median * spread(cv) for name, median, cv in drawn}


def start(p: dict[str, Numbers]) -> Numbers:
    """Everybody before the first dose."""
    nothing = np.zeros(len(p["k10"]))
    rows = (nothing, nothing, nothing, nothing, p["S0"], p["CR0"], p["P0"], p["L0"] * (1 + p["bL"]), nothing + 1, p["T0"])
    return np.stack(rows)


def slopes(t: float, y: Numbers, p: Any, inflow: float) -> list[float]:
    """The same for solvers that want one function of one person; written out, for `numbalsoda` and SciPy."""
    a1, a2, m, v, s, cr, pl, ly, e, tu = y
    (
        k10,
        k12,
        k21,
        v1,
        _,
        ec50,
        km,
        kvi,
        kvo,
        ks,
        s0,
        a_s,
        b_s,
        kc,
        cr0,
        ac,
        kp,
        p0,
        ap,
        kl,
        l0,
        al,
        bl,
        ke,
        ae,
        g,
        tmax,
        kk,
        _,
    ) = p
    level = a1 / v1
    u = level / (ec50 + level)
    return [
        inflow - (k10 + k12) * a1 + k21 * a2,
        k12 * a1 - k21 * a2,
        km * (u - m),
        kvi * m - kvo * v,
        ks * (s0 * (1 - a_s * m - b_s * v / (v + 6.0)) - s),
        kc * (cr0 - cr / (1 + ac * m + 2.0 * (1 - s / s0))),
        kp * (p0 - pl * (1 + ap * m)),
        kl * (l0 * (1 + bl * e) - ly * (1 + al * m)),
        ke * (1 + ae * u - e),
        tu * (g * (1 - tu / tmax) - kk * e),
    ]


def exact(p: dict[str, Numbers], which: int, tolerance: float = 1e-11) -> Numbers:
    """One person's states at every slot, [85, 10], by SciPy's DOP853."""
    from scipy.integrate import solve_ivp

    numbers = [float(p[name][which]) for name in NAMES]
    y, found = start({name: row[which : which + 1] for name, row in p.items()})[:, 0], []
    found.append(y)
    for slot in range(SLOTS):
        give = DOSED[slot] and y[4] >= LOW_PRESSURE and y[5] <= HIGH_CREATININE
        for hours, inflow in ((INFUSION, numbers[4] * give), (HOURS - INFUSION, 0.0)):
            y = solve_ivp(slopes, (0, hours), y, "DOP853", args=(numbers, inflow), rtol=tolerance, atol=tolerance * FLOORS).y[
                :, -1
            ]
        found.append(y)
    return np.array(found)
