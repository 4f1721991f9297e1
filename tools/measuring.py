"""What is measured of virtual people who were treated: the quantities that published cohorts tell, and response by size."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from bedside.simulator import body
from treating import SLOTS_A_DAY, Course

Numbers = NDArray[np.float64]
GONE = 0.005
"""A tumour of less than this share of its volume is not seen any more."""
LATER_STEP = 12.0
"""Hours of a step of the tumour alone, after all else has come to rest."""


def share(which: Numbers) -> float:
    """Percent of people."""
    return 100 * float(np.mean(which))


def measures(course: Course) -> dict[str, float]:
    """Every quantity by name; percent where it is a share of people."""
    high, low, people = course.highest, course.lowest, course.people
    second = course.cycles >= 2
    usual = people["CR0"]
    first_doses, second_doses = course.doses[1], course.doses[2][second]
    risen, days = recovery(course)
    weeks_12, weeks_26 = response(course)
    drip = high["pressor_rate"] > 0.2
    return {
        "doses 1": float(np.median(first_doses)),
        "doses 1 q25": float(np.percentile(first_doses, 25)),
        "doses 1 q75": float(np.percentile(first_doses, 75)),
        "doses 2": float(np.median(second_doses)) if second.any() else 0.0,
        "doses mean": float((course.doses.sum()) / (len(people) + second.sum())),
        "hypotension": share((low["systolic_bp"] < 90) | drip),
        "drip": share(high["pressor_rate"] > 0.5),
        "pulse": float(np.median(high["heart_rate"])),
        "creatinine 1.5x": share(high["creatinine"] >= 1.5 * usual),
        "creatinine 2x": share(high["creatinine"] >= 2 * usual),
        "creatinine 3": share(high["creatinine"] >= 3),
        "peak 1": float(course.peak[1, "creatinine"].mean()),
        "peak 2": float(course.peak[2, "creatinine"][second].mean()) if second.any() else 0.0,
        "back 7": share(days[risen] <= 7),
        "back 14": share(days[risen] <= 14),
        "back 30": share(days[risen] <= 30),
        "oliguria": share(course.least_urine < 4 * people["WT"]),
        "bilirubin": share(high["bilirubin"] > 1.8),
        "platelets": share(low["platelets"] < 100),
        "confusion 1": share(high["confusion_score"] >= 1),
        "confusion 3": share(high["confusion_score"] >= 3),
        "oxygen 94": share(low["oxygen_saturation"] < 94),
        "oxygen 90": share(low["oxygen_saturation"] < 90),
        "weight 10": share(high["weight_gain"] >= 10),
        "weight": float(high["weight_gain"].mean()),
        "albumin": float(low["albumin"].mean()),
        "lymphocytes low": float(np.median(low["lymphocytes"])),
        "lymphocytes high": float(np.median(high["lymphocytes"])),
        "eosinophils": float(np.median(high["eosinophils"])),
        "receptor": float(np.median(high["soluble_receptor"] / people["SR0"])),
        "treg": float(np.median(high["TREG"])),
        "nk": float(np.median(high["NK"])),
        "ORR": share(weeks_26 >= 2),
        "CR": share(weeks_26 == 3),
        "SD 12": share(weeks_12 == 1),
        "PD 12": share(weeks_12 == 0),
        "ORR drip": share(weeks_26[drip] >= 2) if drip.any() else 0.0,
        "ORR no drip": share(weeks_26[~drip] >= 2) if (~drip).any() else 0.0,
    }


def recovery(course: Course) -> tuple[NDArray[np.bool_], Numbers]:
    """Whose creatinine rose by half or more, and after how many days from its peak it was back to 1.15 times the usual."""
    seen, usual = np.array(course.creatinine), course.people["CR0"]
    after = np.arange(len(seen))[:, None] >= seen.argmax(axis=0)
    back = after & (seen <= 1.15 * usual)
    slots = np.where(back.any(axis=0), back.argmax(axis=0) - seen.argmax(axis=0), 999 * SLOTS_A_DAY)
    return seen.max(axis=0) >= 1.5 * usual, slots / SLOTS_A_DAY


def response(course: Course) -> tuple[Numbers, Numbers]:
    """The best response by week 12 and by week 26: 3 complete, 2 partial, 1 stable, 0 progressed."""
    days = [(slot + 1) / SLOTS_A_DAY for slot in range(len(course.volume))]
    volumes = list(course.volume)
    for hours, volume in tumour_alone(course, 26 * 7 * 24 - days[-1] * 24):
        days.append(days[len(course.volume) - 1] + hours / 24)
        volumes.append(volume)
    return best(days, volumes, (84,)), best(days, volumes, (84, 126, 182))


def tumour_alone(course: Course, hours: float) -> list[tuple[float, Numbers]]:
    """The tumour after everything else has come to rest, every twelve hours."""
    rows, p = dict(zip(body.STATES, course.state, strict=True)), body.numbers_of(course.people)
    cells, volume, treg = rows["ET"], rows["X"], rows["TREG"]
    found, h = [], LATER_STEP
    for k in range(1, int(hours / h) + 1):
        halfway = SimpleNamespace(ET=cells * np.exp(-p.KET * h / 2), X=volume, TREG=treg)
        volume = volume * np.exp(h * body.tumour_growth(halfway, p, np))
        cells, treg = cells * np.exp(-p.KET * h), p.TREG0 + (treg - p.TREG0) * np.exp(-p.KTREG * h)
        found.append((k * h, volume))
    return found


def best(days: list[float], volumes: list[Numbers], looked: tuple[int, ...]) -> Numbers:
    """The best response at these days, before progression: by the sum of diameters, the cube root of the volume."""
    n = volumes[0].shape
    found, smallest, over = np.zeros(n), np.ones(n), np.zeros(n, bool)
    for day in looked:
        volume = volumes[int(np.searchsorted(days, day - 1e-9))]
        size = np.cbrt(volume)
        worse = (size >= 1.2 * smallest) & (volume > GONE)
        code = np.where(volume < GONE, 3, np.where(size <= 0.7, 2, 1))
        found = np.where(~over & ~worse, np.maximum(found, code), found)
        over, smallest = over | worse, np.minimum(smallest, size)
    return found
