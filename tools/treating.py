"""The rules that the published cohorts were treated by, as far as they are known, for virtual people side by side.

They are not a guide: they stand in for the habits of many wards, so that the numbers of the model can be compared with what
those wards published. People are observed every hour; decisions fall every eight.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bedside.simulator import body
from bedside.simulator.people import People, chance, noise

Numbers = NDArray[np.float64]
SLOT_HOURS, SLOTS_A_DAY = 8, 3


@dataclass(frozen=True)
class Rules:
    """When a dose is held, when a cycle stops; `relative` rules hold together, the others alone."""

    dose: float = 0.6
    slots: int = 14
    pressure_absolute: float = 85.0
    pressure_relative: float = 90.0
    drip_absolute: float = 0.8
    drip_relative: float = 0.5
    pulse_absolute: float = 130.0
    pulse_relative: float = 115.0
    oxygen_absolute: float = 90.0
    oxygen_relative: float = 93.0
    creatinine_absolute: float = 3.0
    creatinine_relative: float = 2.5
    creatinine_stop: float = 4.5
    urine_absolute: float = 80.0
    urine_relative: float = 160.0
    platelets_absolute: float = 30.0
    platelets_relative: float = 50.0
    confusion_absolute: float = 2.0
    confusion_relative: float = 1.0
    bilirubin_relative: float = 7.0
    weight_relative: float = 15.0
    together: int = 2
    holds_in_a_row: int = 2
    other_hold: float = 0.02
    other_stop: float = 0.05
    no_second: float = 0.08
    drip: float = 1.0
    cuff_error: float = 5.0
    closed: bool = True


USUAL = Rules()
OF_1985 = Rules(
    holds_in_a_row=5, other_stop=0.005, other_hold=0.01, together=5, creatinine_absolute=6.0, creatinine_relative=5.0,
    urine_absolute=20.0, drip_absolute=2.5, drip_relative=2.0, confusion_absolute=3.0, confusion_relative=2.5,
    oxygen_absolute=86.0, pulse_absolute=150.0, pulse_relative=135.0, platelets_absolute=15.0,
)  # fmt: skip
"""Loosened to resemble the first years."""
NEVER = Rules(other_hold=0.0, other_stop=0.0, no_second=0.0, closed=False)
"""Every dose is given."""
HIGHEST = ("heart_rate", "temperature", "confusion_score", "weight_gain", "creatinine", "bilirubin", "eosinophils",
           "soluble_receptor", "pressor_rate", "lymphocytes", "TREG", "NK")  # fmt: skip
LOWEST = ("systolic_bp", "oxygen_saturation", "platelets", "albumin", "lymphocytes")


@dataclass
class Course:
    """What happened to everybody."""

    people: People
    rules: Rules
    state: Numbers
    highest: dict[str, Numbers] = field(default_factory=dict)
    lowest: dict[str, Numbers] = field(default_factory=dict)
    peak: dict[tuple[int, str], Numbers] = field(default_factory=dict)
    reasons: dict[str, float] = field(default_factory=dict)
    creatinine: list[Numbers] = field(default_factory=list)
    volume: list[Numbers] = field(default_factory=list)
    least_urine: Numbers = field(default_factory=lambda: np.empty(0))
    doses: Numbers = field(default_factory=lambda: np.empty((3, 0)))
    cycles: Numbers = field(default_factory=lambda: np.empty(0))


def hourly(dosed: bool) -> list[tuple[body.Step, ...]]:
    """The steps of a slot, an hour at a time."""
    found: list[tuple[body.Step, ...]] = []
    some: list[body.Step] = []
    for step in body.steps_of(SLOT_HOURS, dosed):
        some.append(step)
        if sum(each.hours for each in some) > 1 - 1e-9:
            found.append(tuple(some))
            some = []
    return found


def treat(people: People, rules: Rules = USUAL, days: int = 84, starts: tuple[int, int] = (0, 14)) -> Course:
    """Two cycles in closed loop, and what was seen of everybody until `days`."""
    n = len(people)
    course = Course(people, rules, body.start(people))
    course.least_urine, course.doses, course.cycles = np.full(n, 1e9), np.zeros((3, n)), np.zeros(n, int)
    used, held, live, delay = np.zeros(n, int), np.zeros(n, int), np.zeros(n, bool), np.zeros(n)
    last, urine = np.full(n, -1e9), np.full(n, 500.0)
    willing = chance(people.seed, people.ids, 0, "no second cycle") >= rules.no_second
    _watch(course)
    for slot in range(days * SLOTS_A_DAY):
        seen = body.signs(course.state, people)
        day = slot / SLOTS_A_DAY
        begins = _begins(course, seen, day, starts, delay, live, willing)
        course.cycles = course.cycles + begins
        live, used, held = live | begins, np.where(begins, 0, used), np.where(begins, 0, held)
        give, hold, stop = _decide(course, seen, slot, urine, used, live)
        held = np.where(live, np.where(hold, held + 1, 0), held)
        used = used + live
        for cycle in (1, 2):
            course.doses[cycle] += give & (course.cycles == cycle)
        last = np.where(live, slot * SLOT_HOURS, last)
        ends = (used >= rules.slots) | (rules.closed & ((held >= rules.holds_in_a_row) | stop))
        live = live & ~ends
        urine = _slot(course, give, slot * SLOT_HOURS - last < 24)
    return course


def _begins(
    course: Course,
    seen: dict[str, Numbers],
    day: float,
    starts: tuple[int, int],
    delay: Numbers,
    live: Numbers,
    willing: Numbers,
) -> NDArray[np.bool_]:
    people = course.people
    ready = (
        (seen["creatinine"] < 1.6)
        & (seen["platelets"] > 100)
        & (seen["confusion_score"] < 0.5)
        & (seen["systolic_bp"] > 0.8 * people["SBP0"])
        & (seen["oxygen_saturation"] > 94)
        & (seen["weight"] < 1.06 * people["WT"])
    )
    first = (course.cycles == 0) & (day >= starts[0]) & ~live
    second = (course.cycles == 1) & (day >= starts[1] + delay) & ~live
    if course.rules.closed:
        second &= willing
        delay[second & ~ready & (abs((day - starts[1]) % 7) < 1e-9)] += 7
        second &= ready & (delay <= 14)
    return first | second


def _decide(
    course: Course, seen: dict[str, Numbers], slot: int, urine: Numbers, used: Numbers, live: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    r, people = course.rules, course.people
    cuff = seen["systolic_bp"] + r.cuff_error * noise(people.seed, people.ids, slot, "systolic_bp")
    gain = 100 * (seen["weight"] / people["WT"] - 1)
    absolute = {
        "pressure or drip": (cuff < r.pressure_absolute) | (seen["pressor_rate"] > r.drip_absolute),
        "heart rate": seen["heart_rate"] > r.pulse_absolute,
        "oxygen": seen["oxygen_saturation"] < r.oxygen_absolute,
        "creatinine": seen["creatinine"] >= r.creatinine_absolute,
        "urine": (urine < r.urine_absolute) & (used > 0),
        "platelets": seen["platelets"] < r.platelets_absolute,
        "confusion": seen["confusion_score"] >= r.confusion_absolute,
    }
    relative = sum(
        each.astype(int)
        for each in (
            cuff < r.pressure_relative, seen["pressor_rate"] > r.drip_relative, seen["heart_rate"] > r.pulse_relative,
            seen["oxygen_saturation"] < r.oxygen_relative, seen["creatinine"] >= r.creatinine_relative,
            (urine < r.urine_relative) & (used > 0), seen["platelets"] < r.platelets_relative,
            seen["confusion_score"] >= r.confusion_relative, gain > r.weight_relative, seen["bilirubin"] > r.bilirubin_relative,
        )
    )  # fmt: skip
    alone = np.any(list(absolute.values()), axis=0)
    both = ~alone & (relative >= r.together)
    other = ~alone & ~both & (chance(people.seed, people.ids, slot, "other hold") < r.other_hold) & (used > 0)
    leaves = (chance(people.seed, people.ids, slot, "other stop") < r.other_stop) & (used > 2)
    if not r.closed:
        return live, np.zeros_like(live), np.zeros_like(live)
    told = absolute | {"two together": both, "not modelled": other | leaves}
    for reason, each in told.items():
        course.reasons[reason] = course.reasons.get(reason, 0) + float((each & live).sum())
    hold = alone | both | other
    grave = (seen["confusion_score"] >= 3) | (seen["creatinine"] >= r.creatinine_stop)
    return live & ~hold & ~leaves, hold, leaves | grave


def _slot(course: Course, give: Numbers, on: Numbers) -> Numbers:
    """Eight hours, seen every hour; the urine of the slot."""
    people, before = course.people, course.state[body.STATES.index("URINE")].copy()
    n = len(people)
    inputs = {"dose": give * course.rules.dose, "on": on.astype(float), "pressor_allowed": np.full(n, course.rules.drip)}
    groups = [(np.flatnonzero(give == each), hourly(bool(each))) for each in (True, False)]
    groups = [(which, people.take(which), pieces) for which, pieces in groups if len(which)]
    for hour in range(SLOT_HOURS):
        for which, some, pieces in groups:
            told = {name: row[which] for name, row in inputs.items()}
            course.state[:, which] = body.go_through(course.state[:, which], some, told, pieces[hour])
        _watch(course)
    urine = course.state[body.STATES.index("URINE")] - before
    course.least_urine = np.minimum(course.least_urine, urine)
    course.creatinine.append(course.state[body.STATES.index("CR")].copy())
    course.volume.append(course.state[body.STATES.index("X")].copy())
    return urine


def _watch(course: Course) -> None:
    seen = body.signs(course.state, course.people)
    seen["weight_gain"] = 100 * (seen["weight"] / course.people["WT"] - 1)
    seen |= {name: course.state[body.STATES.index(name)] / course.people[f"{name}0"] for name in ("TREG", "NK")}
    for kept, pick, names in ((course.highest, np.maximum, HIGHEST), (course.lowest, np.minimum, LOWEST)):
        for name in names:
            kept[name] = pick(kept[name], seen[name]) if name in kept else seen[name].copy()
    for cycle in (1, 2):
        for name in ("creatinine", "pressor_rate"):
            now = np.where(course.cycles == cycle, seen[name], 0.0)
            course.peak[cycle, name] = np.maximum(course.peak.get((cycle, name), 0.0), now)
