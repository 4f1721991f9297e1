"""The equations once more, one person at a time, in plain scalars and in the order of the document: a second opinion.

Nothing here is shared with `bedside.simulator`: a slip in either shows as a difference.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.integrate import solve_ivp

ORDER = (
    "A1", "A2", "ACT", "T", "NK", "TREG", "MARG", "SR", "EOP", "EO", "ET", "X", "F", "G", "NO", "VD", "LEAK", "ALB", "PV", "IF",
    "PRESS", "DTEMP", "INJ", "WORN", "CR", "URINE", "BIL", "PLT", "Z",
)  # fmt: skip


def slopes(t: float, y: Sequence[float], p: Mapping[str, float], dose_rate: float, on: float, drip: float) -> list[float]:
    """Every slope of one person's state."""
    s = dict(zip(ORDER, y, strict=True))
    level = max(1000 * s["A1"] / p["V1"], 0)
    usual_plasma = p["PV_PER_KG"] * p["WT"]
    share = max(s["PV"] / usual_plasma, 0.05)
    free = p["SBP0"] * (1 - p["EV"] * s["VD"] / (p["VD50"] + s["VD"])) * share ** p["BPV"]
    pressed = free + p["PRESS_EFFECT"] * s["PRESS"]
    gfr = min(pressed / p["SBP0"], 1.1) * min(share, 1.1) / (1 + s["INJ"])
    flow = p["UO0"] * gfr**1.5 * math.exp(min(max(p["SUO"] * (share - 1), -3), 1.4))
    cleared = p["CLR"] * min(gfr, 1) + p["CLNR"] + p["VMAX"] * s["SR"] / p["SR0"] / (p["KM"] + level)
    e, er = level / (p["EC50"] + level), level / (p["EC50R"] + level)
    t_, nk, treg = s["T"] / p["T0"], s["NK"] / p["NK0"], s["TREG"] / p["TREG0"]
    mass, drive = (t_ + nk) / 2, (s["G"] + s["NO"]) / 2
    size = p["WT"] / 70
    swelling = max(s["IF"], 0) / (p["TISSUE"] * p["WT"])
    bolus = p["BOLUS"] * size * on / (1 + math.exp((pressed - p["BOLUS_BELOW"]) / p["BOLUS_WIDTH"]))
    taken = ((p["FLUID"] + p["FLUID_ON"] * on) * size + bolus) / (1 + swelling**2)
    leak, refill = p["KLF"] * s["LEAK"] * s["PV"], p["KREF"] * (usual_plasma - s["PV"])
    lymph = p["KLYM"] * s["IF"] / (1 + s["LEAK"])
    wanted = drip * p["PRESS_GAIN"] * math.log1p(math.exp((p["PRESS_TARGET"] - free) / p["PRESS_WIDTH"]))
    hot = s["F"] + p["FEVER_G"] * s["G"]
    across = p["Q"] / p["V1"] * s["A1"] - p["Q"] / p["V2"] * s["A2"]
    killed = max(p["KILL"] * s["ET"] / (1 + p["RHOR"] * max(treg - 1, 0)), 1e-300)
    d = {
        "A1": dose_rate - cleared / p["V1"] * s["A1"] - across,
        "A2": across,
        "ACT": p["KACT"] * (e - s["ACT"]),
        "T": p["KT"] * (p["T0"] - s["T"]) + p["PT"] * s["ACT"] * s["T"] * (1 - t_ / p["CAPT"]),
        "NK": p["KNK"] * (p["NK0"] - s["NK"]) + p["PNK"] * s["ACT"] * s["NK"] * (1 - nk / p["CAPN"]),
        "TREG": p["KTREG"] * (p["TREG0"] - s["TREG"]) + p["PTREG"] * er * s["TREG"] * (1 - treg / p["CAPR"]),
        "MARG": p["KMI"] * e * (p["MMAX"] - s["MARG"]) - p["KMO"] * s["MARG"],
        "SR": p["KSR"] * (p["SR0"] + p["SR0"] * p["SSR"] * (s["ACT"] * t_ + (treg - 1)) / 2 - s["SR"]),
        "EOP": p["KEOP"] * (1 + p["SEO"] * s["ACT"] - s["EOP"]),
        "EO": p["KEO"] * (p["EO0"] * s["EOP"] - s["EO"]),
        "ET": p["PHI"] * s["ACT"] * mass - p["KET"] * s["ET"],
        "X": s["X"] * (p["GROW"] * (1 - s["X"] / p["XMAX"]) - 1 / (1 / killed + 1 / p["KILL_MOST"])),
        "F": p["KF"] * (p["GCYT"] * e * mass - s["F"]),
        "G": p["KG"] * (s["F"] * (1 + p["PRIME"] * s["ACT"] / p["PRIME_AT"]) - s["G"]),
        "NO": p["KNO"] * (s["G"] - s["NO"]),
        "VD": p["KV"] * (p["GV"] * (s["G"] + p["WNO"] * s["NO"]) - s["VD"]),
        "LEAK": p["KL"] * (p["GL"] * drive * p["LEAK_MOST"] / (p["LEAK_MOST"] + p["GL"] * drive) - s["LEAK"]),
        "ALB": p["KALB"] * (p["ALB0"] - s["ALB"]) - p["CALB"] * s["LEAK"] / (1 + p["ALB_HALF"] * s["LEAK"]) * s["ALB"],
        "PV": taken - p["INSENSIBLE"] * size * (1 + p["LOSS"] * s["DTEMP"]) - flow - leak + refill + lymph,
        "IF": leak - refill - lymph,
        "PRESS": p["KPRESS"] * (wanted - s["PRESS"]),
        "DTEMP": p["KTEMP"] * (p["TFEV"] * hot / (p["FEVER_HALF"] + hot) - s["DTEMP"]),
        "INJ": p["GI"] * (1 + s["WORN"]) * s["LEAK"] - math.log(2) / p["TREC"] * s["INJ"],
        "WORN": p["GWORN"] * s["INJ"] / (1 + s["INJ"]) - p["KWORN"] * s["WORN"],
        "CR": p["KCR"] * (p["CR0"] - gfr * s["CR"]),
        "URINE": 1000 * flow,
        "BIL": p["KB"] * (p["BIL0"] * (1 + p["SB"] * s["LEAK"]) - s["BIL"]),
        "PLT": p["KP"] * (p["PLT0"] ** 2 / max(s["PLT"], 10) - s["PLT"] * (1 + p["CP"] * s["LEAK"])),
        "Z": p["KZ"] * (drive - s["Z"]),
    }  # fmt: skip
    return [d[name] for name in ORDER]


def course(start: Sequence[float], p: Mapping[str, float], doses: int, slots: int, tolerance: float = 1e-9) -> np.ndarray:
    """The state at the end of every slot of eight hours, by LSODA; the first `doses` begin with 0.6 MIU/kg."""
    y, found = np.array(start), []
    for slot in range(slots):
        on = float(slot < doses + 3)
        rate = 0.6 * p["WT"] / p["INFUSION"]
        parts = ((p["INFUSION"], rate), (8 - p["INFUSION"], 0.0)) if slot < doses else ((8.0, 0.0),)
        for hours, dose_rate in parts:
            done = solve_ivp(slopes, (0, hours), y, "LSODA", args=(p, dose_rate, on, 1.0), rtol=tolerance, atol=tolerance)
            y = done.y[:, -1]
        found.append(y)
    return np.array(found)
