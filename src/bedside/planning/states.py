"""Where a course and its cycles stand: what each slot came to, what the guide said of it, and how each cycle ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.answer import Json, json_time
from bedside.chart import Chart, clock, moment
from bedside.medicine import Decision, Guide, Regimen, Rule
from bedside.planning.guided import Ended, Said, said, said_in_slot, under
from bedside.planning.slots import DAY, DUE, GIVEN, HELD, MISSED, Course, Cycle, Slot, lay_out

TO_COME, UNDER_WAY, COMPLETE, STOPPED, OVER = "to come", "under way", "complete", "stopped", "over"
NOT_BEGUN, NOT_GIVEN = "not begun", "not given"


@dataclass(frozen=True)
class SlotState:
    """One slot, and what the guide said of a dose there; `said` is None for what is still due, and without a guide."""

    slot: Slot
    said: Said | None

    def to_json(self) -> Json:
        return {
            "dose": self.slot.number,
            "planned": json_time(self.slot.planned),
            "at": json_time(self.slot.at),
            "status": self.slot.status,
            "said": self.said and str(self.said.decision),
            "why": [rule_json(rule) for rule in why(self.said)],
            "missing": list(self.said.missing) if self.said else [],
        }


@dataclass(frozen=True)
class CycleState:
    """One cycle: `planned` is the regimen's day for it, `ended` what the guide said when it ended the cycle, if it did.

    `surplus` are doses that no slot is left for; `put_off` are the slots between the planned day and a later beginning.
    Both have the number 0.
    """

    number: int
    planned: datetime
    begin: datetime
    end: datetime
    state: str
    slots: tuple[SlotState, ...]
    ended: Ended | None
    surplus: tuple[SlotState, ...] = ()
    put_off: tuple[SlotState, ...] = ()

    @property
    def stopped_for_good(self) -> bool:
        return self.ended is not None and self.ended.said.decision is Decision.STOP_FOR_GOOD

    def count(self, status: str) -> int:
        """How many of its slots are given, held, missed or due."""
        return sum(each.slot.status == status for each in self.slots)

    def to_json(self) -> Json:
        ended = self.ended
        return {
            "number": self.number,
            "planned": json_time(self.planned),
            "begin": json_time(self.begin),
            "state": self.state,
            **{status: self.count(status) for status in (GIVEN, HELD, MISSED, DUE)},
            "ended": ended
            and {
                "at": json_time(ended.at),
                "said": str(ended.said.decision),
                "why": [rule_json(rule) for rule in why(ended.said)],
            },
            "slots": [each.to_json() for each in self.slots],
            "surplus": [each.to_json() for each in self.surplus],
            "put_off": [each.to_json() for each in self.put_off],
        }


@dataclass(frozen=True)
class CourseState:
    """One course, from its doses and what was known at `now`; `over` says that the guide stopped the medicine for good."""

    number: int
    course: Course
    laid: tuple[Cycle, ...]
    cycles: tuple[CycleState, ...]
    discharges: tuple[datetime, ...]
    over: bool

    @property
    def discharge(self) -> datetime | None:
        """The last discharge after the last dose; None where none is known."""
        return max((time for time in self.discharges if time > self.last_dose), default=None)

    @property
    def last_dose(self) -> datetime:
        return self.course.given[-1]

    @property
    def begun(self) -> CycleState:
        """The latest cycle of which a dose was given."""
        return next(cycle for cycle in reversed(self.cycles) if cycle.count(GIVEN))

    def to_json(self) -> Json:
        return {
            "number": self.number,
            "start": json_time(self.course.start),
            "last_dose": json_time(self.last_dose),
            "discharges": [json_time(time) for time in self.discharges],
            "given": len(self.course.given),
            "planned": self.course.regimen.doses * len(self.course.regimen.starts),
            "cycles": [cycle.to_json() for cycle in self.cycles],
        }


def why(told: Said | None) -> tuple[Rule, ...]:
    """The step that decided, then the rules that fired; nothing where the guide had no objection."""
    if told is None or told.step is None:
        return ()
    return (told.step, *told.rules)


def rule_json(rule: Rule) -> Json:
    """A rule as a reason of the timeline."""
    return {"rule": rule.id, "say": rule.say, "source": rule.source, "read": rule.read}


def course_states(
    runs: tuple[tuple[datetime, ...], ...], regimen: Regimen, gap: timedelta, guide: Guide | None, chart: Chart, now: datetime
) -> tuple[CourseState, ...]:
    """The state of each course, given the doses of each, as the guide reads them from everything in the chart."""
    found = []
    for index, doses in enumerate(runs):
        following = runs[index + 1][0] if index + 1 < len(runs) else None
        until = now if following is None else following - timedelta(microseconds=1)
        course = Course(regimen, gap, doses[0], doses, now=until)
        course, ended = (course, ()) if guide is None else under(guide, course, chart, until)
        cycles = lay_out(course)
        seen = chart.with_held(moment(time) for time in course.held) if guide and guide.counts_slots else chart
        states = tuple(_cycle(course, cycle, ended, guide, seen, following is None) for cycle in cycles)
        left = tuple(time for time in _discharges(chart) if doses[0] < time <= until)
        found.append(CourseState(index + 1, course, cycles, states, left, course.over))
    return tuple(found)


def _discharges(chart: Chart) -> list[datetime]:
    return [clock(time) for time in chart.of_concept("discharge").times]


def _cycle(
    course: Course, cycle: Cycle, ended: tuple[Ended, ...], guide: Guide | None, chart: Chart, latest: bool
) -> CycleState:
    regimen = course.regimen
    planned = course.start + (regimen.starts[cycle.number - 1] - regimen.starts[0]) * DAY
    slots = tuple(SlotState(slot, _said_of(slot, guide, chart, regimen)) for slot in cycle.slots)
    end = next((each for each in ended if each.cycle == cycle.number), None)
    return CycleState(
        number=cycle.number,
        planned=planned,
        begin=cycle.begin,
        end=cycle.end,
        state=_state(course, cycle, slots, end, latest),
        slots=slots,
        ended=end,
        surplus=tuple(
            SlotState(slot, _said_of(slot, guide, chart, regimen))
            for slot in (Slot(cycle.number, 0, dose, GIVEN, dose) for dose in cycle.surplus)
        ),
        put_off=tuple(_put_off(course, cycle, planned, guide, chart)) if cycle.number > 1 and cycle.doses else (),
    )


def _put_off(course: Course, cycle: Cycle, planned: datetime, guide: Guide | None, chart: Chart) -> Iterator[SlotState]:
    """The slots that passed between the day that was planned and the first dose, with what the guide said of each."""
    time = max(planned, cycle.earliest)
    for _ in range(course.regimen.doses):
        if guide is None or time > cycle.begin - course.interval / 2:
            return
        told = said_in_slot(guide, chart, time, course.regimen)
        held = told.step is not None and told.decision.strength >= Decision.HOLD.strength
        yield SlotState(Slot(cycle.number, 0, time, HELD if held else MISSED, time), told)
        time += course.interval


def _said_of(slot: Slot, guide: Guide | None, chart: Chart, regimen: Regimen) -> Said | None:
    if guide is None or slot.status == DUE:
        return None
    if slot.status == GIVEN:
        return said(guide, chart, moment(slot.at))
    return said_in_slot(guide, chart, slot.planned, regimen)


def _state(course: Course, cycle: Cycle, slots: tuple[SlotState, ...], ended: Ended | None, latest: bool) -> str:
    statuses = [each.slot.status for each in slots]
    if statuses.count(GIVEN) == course.regimen.doses:
        return COMPLETE
    if not cycle.doses:
        return _without_doses(course, cycle, ended, latest)
    if DUE in statuses:
        return UNDER_WAY
    return STOPPED if ended else OVER


def _without_doses(course: Course, cycle: Cycle, ended: Ended | None, latest: bool) -> str:
    """Still to come, or put off; or never given, once a next course may have begun."""
    rest, now = course.regimen.next_course_after, course.now
    assert now is not None
    rested = rest is not None and now - course.given[-1] >= timedelta(seconds=rest)
    if not latest or ended or rested:
        return NOT_GIVEN
    return TO_COME if now < cycle.begin + course.interval / 2 else NOT_BEGUN
