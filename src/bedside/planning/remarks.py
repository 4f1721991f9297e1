"""What a plan has to say beside its slots: doses late or early, slots that fall away, rest cut short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from bedside.answer import Json, json_time
from bedside.medicine import Read, Regimen
from bedside.planning.slots import DAY, GIVEN, MISSED, Course, Cycle, Slot

PERIODS = ((timedelta(weeks=1), "week"), (DAY, "day"))


@dataclass(frozen=True)
class Note:
    """One sentence of a plan. What only repeats the record, or what the caller said, has no source."""

    say: str
    source: str | None = None
    read: Read | None = None

    def to_json(self) -> Json:
        return {"say": self.say, "source": self.source, "read": self.read}


def cited(regimen: Regimen, say: str) -> Note:
    """A sentence that follows from the regimen."""
    return Note(say, regimen.source, regimen.read)


def span(time: timedelta) -> str:
    """A duration in whole weeks or days, else in hours and minutes.

    >>> span(timedelta(days=49)), span(timedelta(hours=7.5))
    ('7 weeks', '7 hours 30 minutes')
    """
    for size, name in PERIODS:
        if time >= size and not time % size:
            return _counted(time // size, name)
    hours, rest = divmod(time, timedelta(hours=1))
    parts = [_counted(n, name) for n, name in ((hours, "hour"), (rest // timedelta(minutes=1), "minute")) if n]
    return " ".join(parts) or "less than a minute"


def on_course(course: Course, cycles: tuple[Cycle, ...]) -> Iterator[Note]:
    """Everything about the course that its bare slots would hide, in the order of time."""
    for cycle in cycles:
        yield from _on_begin(course, cycle)
        yield from _on_doses(course, cycle)
        yield from _on_end(course, cycle)
    yield from _on_holds(course, cycles)


def _on_begin(course: Course, cycle: Cycle) -> Iterator[Note]:
    regimen, index = course.regimen, cycle.number - 1
    day = course.start + (regimen.starts[index] - regimen.starts[0]) * DAY
    if index and cycle.doses and cycle.begin < cycle.earliest - course.interval / 2:
        told = f"Cycle {cycle.number} began at {json_time(cycle.begin)}, before {json_time(cycle.earliest)}"
        yield cited(regimen, f"{told}: the rest before it was shorter than the regimen's.")
    if index and not cycle.doses and course.delay:
        yield Note(f"Cycle {cycle.number} is planned {span(course.delay)} later than the regimen's day, as was asked.")
    if not cycle.doses and cycle.begin == cycle.earliest > day:
        told = f"Cycle {cycle.number} begins at {json_time(cycle.begin)}, not at {json_time(day)}"
        yield cited(regimen, f"{told}: the cycle before it lasted longer, and the rest is kept.")
    if not cycle.doses and any(slot.status == MISSED for slot in cycle.slots):
        told = f"Cycle {cycle.number} was planned from {json_time(cycle.begin)} and no dose of it is recorded"
        yield Note(f"{told}; name a later start, or a delay, to plan it anew.")


def _on_doses(course: Course, cycle: Cycle) -> Iterator[Note]:
    regimen = course.regimen
    allowed = timedelta(seconds=max(regimen.infusion, regimen.longest_interval - regimen.interval))
    for slot in (slot for slot in cycle.slots if slot.status == GIVEN):
        late = slot.at - slot.planned
        if late > allowed:
            yield cited(regimen, f"{_name(slot)} was given {span(late)} late: the slots after it move later.")
        if slot.at >= cycle.begin + regimen.days * DAY:
            yield cited(regimen, f"{_name(slot)} was given after the cycle's {_counted(regimen.days, 'day')}.")
    for before, dose in pairwise(cycle.doses):
        if dose - before < course.interval:
            told = f"The dose at {json_time(dose)} was given {span(dose - before)} after the one before"
            yield cited(regimen, f"{told}; the interval is {span(course.interval)}.")
    if cycle.surplus:
        times = ", ".join(str(json_time(time)) for time in cycle.surplus)
        told = f"Cycle {cycle.number} has no slot left for {_counted(len(cycle.surplus), 'recorded dose')}: {times}"
        yield cited(regimen, f"{told}. It has at most {regimen.doses} slots.")


def _on_end(course: Course, cycle: Cycle) -> Iterator[Note]:
    beyond = [slot for slot in cycle.dropped if slot.planned >= cycle.end]
    if beyond:
        names = ", ".join(str(slot.number) for slot in beyond)
        told = f"Dropped from cycle {cycle.number}, because the cycle's days are over by then: slot {names}"
        yield cited(course.regimen, f"{told}. They are not made up.")
    open_slots = [slot for slot in cycle.slots if slot.status == "due"]
    if course.now is not None and open_slots and open_slots[0].planned < course.now:
        told = f"{_name(open_slots[0])} was due at {json_time(open_slots[0].planned)} and is still open"
        yield Note(f"{told}: a dose given now puts the next at least {span(course.interval)} later.")


def _on_holds(course: Course, cycles: tuple[Cycle, ...]) -> Iterator[Note]:
    slots = [slot for cycle in cycles for slot in cycle.slots]
    for time in course.held:
        near = [s for s in slots if -course.interval / 2 <= time - s.planned < course.interval / 2]
        if not near:
            yield Note(f"The hold at {json_time(time)} falls in no slot of this plan and changes nothing.")
        elif near[0].status == GIVEN:
            told = f"The slot at {json_time(time)} was named as held, but a dose was given at {json_time(near[0].at)}"
            yield Note(f"{told}: it counts as given.")


def _name(slot: Slot) -> str:
    return f"Slot {slot.number} of cycle {slot.cycle}"


def _counted(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"
