"""The dose slots of one course: where each cycle's slots fall once the doses that were given have moved them.

A slot that passes without a dose is never made up: it keeps its number, and no slot is added for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bedside.medicine import Monitor, Regimen
from bedside.refusal import Refusal

GIVEN, HELD, MISSED, DUE, DROPPED = "given", "held", "missed", "due", "dropped"
DAY = timedelta(days=1)
HALF_DAY = timedelta(hours=12)


class PlanError(Refusal):
    """Why there can be no plan, in a plain sentence. Nothing is guessed in place of what is missing."""


@dataclass(frozen=True)
class Slot:
    """One place for a dose. `at` is when the dose was given, else when the slot is planned; `tests` come before it."""

    cycle: int
    number: int
    at: datetime
    status: str
    planned: datetime
    tests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """What is known of one course. `given` is in order; `now` may be left open.

    `stopped` are the cycles that a guide has ended, each with the moment; `over` says that it has ended the treatment
    for good.
    """

    regimen: Regimen
    cycle_gap: timedelta
    start: datetime
    given: tuple[datetime, ...] = ()
    held: tuple[datetime, ...] = ()
    delay: timedelta = timedelta(0)
    now: datetime | None = None
    stopped: Mapping[int, datetime] = field(default_factory=dict)
    over: bool = False

    @property
    def interval(self) -> timedelta:
        return timedelta(seconds=self.regimen.interval)

    def open_at(self, time: datetime, planned: datetime, last: datetime | None) -> bool:
        """Whether a slot can still take a dose at `time`: for half an interval, or as late as the regimen allows."""
        longest = timedelta(seconds=self.regimen.longest_interval)
        return time < planned + self.interval / 2 or (last is not None and time - last <= longest)

    def names_held(self, planned: datetime) -> bool:
        return any(-self.interval / 2 <= time - planned < self.interval / 2 for time in self.held)


@dataclass(frozen=True)
class Cycle:
    """One cycle of a course: `earliest` is the soonest that the planned rest allows.

    `surplus` are doses without a slot: a second one in the slot of the one before, or more than the cycle has slots.
    """

    number: int
    begin: datetime
    end: datetime
    earliest: datetime
    doses: tuple[datetime, ...]
    slots: tuple[Slot, ...]
    dropped: tuple[Slot, ...]
    surplus: tuple[datetime, ...] = ()


def runs(times: Iterable[datetime], gap: timedelta) -> tuple[tuple[datetime, ...], ...]:
    """The times, parted wherever more than `gap` lies between two of them: the cycles that really were."""
    parted: list[list[datetime]] = []
    for time in sorted(set(times)):
        if parted and time - parted[-1][-1] <= gap:
            parted[-1].append(time)
        else:
            parted.append([time])
    return tuple(map(tuple, parted))


def courses(doses: Iterable[datetime], regimen: Regimen, gap: timedelta) -> tuple[tuple[datetime, ...], ...]:
    """The doses of each course: a new one begins once a course has all its cycles, or after a next course's rest."""
    found: list[list[tuple[datetime, ...]]] = []
    rest = regimen.next_course_after
    for run in runs(doses, gap):
        rested = bool(found and rest) and run[0] - found[-1][-1][-1] >= timedelta(seconds=rest or 0)
        if not found or rested or len(found[-1]) == len(regimen.starts):
            found.append([])
        found[-1].append(run)
    return tuple(tuple(time for run in course for time in run) for course in found)


def lay_out(course: Course, monitors: tuple[Monitor, ...] = ()) -> tuple[Cycle, ...]:
    """Every cycle of the course with its slots; cycles that have doses begin where their doses say."""
    parted = runs(course.given, course.cycle_gap)
    cycles: list[Cycle] = []
    for index in range(len(course.regimen.starts)):
        doses = parted[index] if index < len(parted) else ()
        then = parted[index + 1][0] if index + 1 < len(parted) else None
        earliest = _earliest(course, index, cycles)
        begin = _begin(course, doses, earliest, cycles)
        end = begin + course.regimen.days * DAY
        cycle = Cycle(index + 1, begin, min(end, then or end), earliest, doses, (), ())
        laid, surplus = _slots(course, cycle, then is not None)
        kept = tuple(slot for slot in laid if slot.status != DROPPED)
        dropped = tuple(slot for slot in laid if slot.status == DROPPED)
        cycles.append(replace(cycle, slots=_with_tests(kept, begin, monitors), dropped=dropped, surplus=surplus))
    return tuple(cycles)


def _earliest(course: Course, index: int, before: list[Cycle]) -> datetime:
    """The regimen's day for this cycle, or later where the cycle before it ran beyond its days: the rest is kept."""
    if index == 0:
        return course.start
    regimen, last = course.regimen, before[-1]
    planned = course.start + (regimen.starts[index] - regimen.starts[0]) * DAY
    used = max([regimen.days, *((dose - last.begin) // DAY + 1 for dose in last.doses)])
    rest = regimen.starts[index] - regimen.starts[index - 1] - regimen.days
    return max(planned, last.begin + (used + rest) * DAY)


def _begin(course: Course, doses: tuple[datetime, ...], earliest: datetime, before: list[Cycle]) -> datetime:
    """Where a cycle really begins: with its first dose, or with slots held just before it, once the last cycle is over."""
    if not before:
        return course.start
    regimen, last = course.regimen, before[-1]
    if not doses:
        planned = course.start + (regimen.starts[len(before)] - regimen.starts[0]) * DAY
        return max(planned + course.delay, earliest)
    over = max([last.begin + regimen.days * DAY, *last.doses])
    leading = [time for time in course.held if max(over, doses[0] - course.cycle_gap) <= time < doses[0]]
    return min([doses[0], *leading])


def _slots(course: Course, cycle: Cycle, later_doses: bool) -> tuple[list[Slot], tuple[datetime, ...]]:
    """The slots in order, and the doses that have none: a dose takes the slot that it is nearest to.

    The slots after a late dose move later. A dose in the slot of the one before uses up one of the cycle's slots, and the
    next is a full interval after it.
    """
    waiting, surplus = list(cycle.doses), list[datetime]()
    planned, last = cycle.begin, None
    laid: list[Slot] = []
    while len(laid) < course.regimen.doses:
        if waiting and last is not None and waiting[0] < planned - course.interval / 2:
            last = waiting.pop(0)
            surplus.append(last)
            planned = max(planned, last + course.interval)
            continue
        at, status = planned, DROPPED
        left = len(laid) + len(surplus) < course.regimen.doses
        if left and waiting and course.open_at(waiting[0], planned, last):
            at = last = waiting.pop(0)
            status = GIVEN
        elif left and planned < cycle.end:
            status = _without_dose(course, cycle.number, planned, last, bool(waiting) or later_doses)
        laid.append(Slot(cycle.number, len(laid) + 1, at, status, planned))
        planned = max(planned, at) + course.interval
    return laid, (*surplus, *waiting)


def _without_dose(course: Course, cycle: int, planned: datetime, last: datetime | None, dose_after: bool) -> str:
    if cycle in course.stopped and planned > course.stopped[cycle]:
        return DROPPED
    if course.names_held(planned):
        return HELD
    if dose_after or (course.now is not None and not course.open_at(course.now, planned, last)):
        return MISSED
    return DROPPED if cycle in course.stopped else DUE


def _with_tests(slots: tuple[Slot, ...], begin: datetime, monitors: tuple[Monitor, ...]) -> tuple[Slot, ...]:
    """The slots with what is due before each: some before every dose, some once or twice in each treatment day."""
    days: dict[int, list[Slot]] = {}
    for slot in slots:
        days.setdefault(max((slot.at - begin) // DAY, 0), []).append(slot)
    asked: dict[Slot, set[str]] = {slot: {"each dose"} for slot in slots}
    for first, *others in days.values():
        asked[first] |= {"daily", "twice daily"}
        if others:
            noon = first.at + HALF_DAY
            asked[min(others, key=lambda slot: abs(slot.at - noon))].add("twice daily")
    return tuple(replace(slot, tests=_concepts(monitors, asked[slot])) for slot in slots)


def _concepts(monitors: tuple[Monitor, ...], due: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(concept for monitor in monitors if monitor.due in due for concept in monitor.concepts))
