"""Sixteen invented people, one at each stage of the story, with times counted back from a given now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from bedside.faces.web.demo.course import INVENTED, SLOT, Cycle, Row, charted, work_up

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist: a name, where in the story they are, and how their record is written."""

    name: str
    stage: str
    rows: Callable[[datetime], Iterator[Row]]


def due_in(now: datetime, minutes: int, slot: int) -> datetime:
    """The start of a cycle whose `slot` is due so many minutes from now."""
    return now + timedelta(minutes=minutes) - (slot - 1) * SLOT


def _course(start: datetime, age: float, cycle: Cycle, melanoma: bool = False) -> Iterator[Row]:
    return chain(work_up(start - timedelta(hours=20), age, cycle.weight, melanoma), charted(cycle))


def _before(now: datetime) -> Iterator[Row]:
    at = now - 3 * DAY
    yield at, "age", 57, "a", INVENTED
    yield at, "metastatic_renal_cell_carcinoma", True, "", ""
    yield at, "ecog", 1, "{score}", ""
    yield at, "weight", 83.5, "kg", ""


def _candidate(now: datetime) -> Iterator[Row]:
    return work_up(now - 4 * DAY, 49, 71.0, melanoma=True)


def _not_candidate(now: datetime) -> Iterator[Row]:
    return work_up(now - 6 * DAY, 66, 90.0, creatinine=1.9, lvef=44, heart_failure=True)


def _day_one(now: datetime) -> Iterator[Row]:
    start = due_in(now, 40, 2)
    return _course(start, 44, Cycle(start, 2, 69.0), melanoma=True)


def _raised_creatinine(now: datetime) -> Iterator[Row]:
    start = due_in(now, 25, 5)
    differ = {4: {"creatinine": 2.1}, 5: {"creatinine": 2.6, "systolic_bp": 96, "heart_rate": 96}}
    return _course(start, 61, Cycle(start, 5, 78.5, different=differ))


def _held(now: datetime) -> Iterator[Row]:
    start = due_in(now, 35, 8)
    wet = {"urine_output": 60, "creatinine": 2.2}
    differ = {7: {"urine_output": 190, "creatinine": 1.9}, 8: wet}
    return _course(start, 58, Cycle(start, 8, 82.0, frozenset({6}), different=differ))


def _hypotensive(now: datetime) -> Iterator[Row]:
    start = due_in(now, 30, 6)
    low = {"systolic_bp": 84, "diastolic_bp": 44, "heart_rate": 118, "phenylephrine_rate": 0.6}
    return _course(start, 39, Cycle(start, 6, 64.0, different={6: low}), melanoma=True)


def _not_ready(now: datetime) -> Iterator[Row]:
    start = due_in(now, 45, 3)
    lacking = frozenset({"neuro_review", "gut_review", "urine_output", "systolic_bp"})
    return _course(start, 52, Cycle(start, 3, 88.0, last_without=lacking))


def _confused(now: datetime) -> Iterator[Row]:
    start = due_in(now, 20, 10)
    differ = {9: {"mental_status_change": True}, 10: {"mental_status_change": True, "failed_cognitive_test": True}}
    return _course(start, 63, Cycle(start, 10, 77.0, frozenset({9}), different=differ))


def _stopped(now: datetime) -> Iterator[Row]:
    start = due_in(now, 15, 11)
    bad = {"creatinine": 3.4, "urine_output": 55}
    differ = {9: bad, 10: bad, 11: bad | {"creatinine": 3.8}}
    return _course(start, 67, Cycle(start, 11, 84.0, frozenset({9, 10}), different=differ))


def _resting(now: datetime) -> Iterator[Row]:
    start = now - 9 * DAY
    return _course(start, 55, Cycle(start, 12, 91.0, frozenset({11}), dose_in_last=True))


def _second_cycle(now: datetime) -> Iterator[Row]:
    again = due_in(now, 55, 4)
    first = Cycle(again - 14 * DAY, 12, 74.0, frozenset({10}), dose_in_last=True)
    return chain(_course(first.start, 47, first, melanoma=True), charted(Cycle(again, 4, 73.0)))


def _whole_course(end: datetime, weight: float, age: float) -> Iterator[Row]:
    first = Cycle(end - 18 * DAY, 12, weight, frozenset({12}), dose_in_last=False)
    second = Cycle(end - 4 * DAY, 11, weight - 1, frozenset({10}), dose_in_last=True)
    yield from _course(first.start, age, first)
    yield from charted(second)
    yield end + DAY, "discharge", "done", "", ""


def _lesions(at: datetime, lung: float, liver: float) -> Iterator[Row]:
    """A scan: two lesions, whose diameters are the sum that is recorded beside them."""
    yield at, "target:lung-1", lung, "mm", "organ=lung"
    yield at, "target:liver-1", liver, "mm", "organ=liver"


def _after_course(now: datetime) -> Iterator[Row]:
    yield from _whole_course(now - 16 * DAY, 79.0, 60)
    yield now - 7 * DAY, "creatinine", 1.0, "mg/dL", "clinic visit"
    yield now - 7 * DAY, "weight", 77.5, "kg", "clinic visit"


def _responder(now: datetime) -> Iterator[Row]:
    yield from _whole_course(now - 58 * DAY, 86.0, 53)
    yield now - 28 * DAY, "tumor_burden", 51, "mm", "first scan after the course"
    yield now - 3 * DAY, "tumor_burden", 38, "mm", "scan before the next course"
    yield from work_up(now - 3 * DAY, 53, 85.0, tumor_burden=None)
    for days, lung, liver in ((80, 52, 42), (28, 29, 22), (3, 22, 16)):
        yield from _lesions(now - days * DAY, lung, liver)


def _two_years(now: datetime) -> Iterator[Row]:
    yield from _whole_course(now - 760 * DAY, 72.0, 45)
    for months, size in ((1, 60), (3, 35), (6, 18), (12, 6), (18, 0), (24, 0)):
        yield now - (760 - 30 * months) * DAY, "tumor_burden", size, "mm", f"scan, month {months}"
    for months, lung, liver in ((-1, 52, 42), (1, 34, 26), (3, 20, 15), (6, 10, 8), (12, 6, 0), (18, 0, 0), (24, 0, 0)):
        yield from _lesions(now - (760 - 30 * months) * DAY, lung, liver)


def _steady(now: datetime) -> Iterator[Row]:
    start = due_in(now, 130, 7)
    return _course(start, 50, Cycle(start, 7, 76.0))


PEOPLE = (
    Invented("Alice Example", "day 2, creatinine raised", _raised_creatinine),
    Invented("Ben Beispiel", "before screening", _before),
    Invented("Carla Muster", "candidate", _candidate),
    Invented("Dev Demo", "not a candidate", _not_candidate),
    Invented("Emil Entwurf", "day 1", _day_one),
    Invented("Fatima Fable", "day 3, held", _held),
    Invented("Goran Gedacht", "day 2, low blood pressure", _hypotensive),
    Invented("Hana Hypothesis", "day 1, not ready", _not_ready),
    Invented("Ivo Imaginary", "day 4, confused", _confused),
    Invented("Jana Jemand", "day 4, cycle stopped", _stopped),
    Invented("Kim Kunstname", "resting between cycles", _resting),
    Invented("Lena Lehrbuch", "second cycle, day 2", _second_cycle),
    Invented("Mila Model", "after course 1", _after_course),
    Invented("Noor Nobody", "responder before course 2", _responder),
    Invented("Omar Ohneland", "two years after", _two_years),
    Invented("Pia Placeholder", "day 3, steady", _steady),
)
