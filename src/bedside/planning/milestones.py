"""What comes after the last dose of a course: the look at the response, and the earliest next course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.answer import json_time
from bedside.medicine import Read
from bedside.planning.remarks import span
from bedside.planning.slots import DUE, GIVEN, Course, Cycle


@dataclass(frozen=True)
class Milestone:
    """Something that comes after the last dose: when, and why then."""

    at: datetime
    say: str
    source: str
    read: Read


def milestones(
    course: Course, cycles: tuple[Cycle, ...], discharge: datetime | None
) -> tuple[Milestone | None, Milestone | None]:
    """The evaluation and the earliest next course, counted from the last slot that was or is to be given."""
    regimen, slots = course.regimen, [slot for cycle in cycles for slot in cycle.slots]
    last = max([*course.given, *(slot.at for slot in slots if slot.status in (GIVEN, DUE))], default=None)
    last = last or max((slot.at for slot in slots), default=course.start)
    evaluation = following = None
    if regimen.evaluate_after is not None:
        wait = timedelta(seconds=regimen.evaluate_after)
        say = f"About {span(wait)} after the last slot, at {json_time(last)}."
        evaluation = Milestone(last + wait, say, regimen.source, regimen.read)
    if regimen.next_course_after is not None and not course.over:
        wait = timedelta(seconds=regimen.next_course_after)
        since, why = last, "the last slot, because no discharge after it is recorded (count again from that)"
        if discharge is not None and discharge > last:
            since, why = discharge, "the discharge"
        say = f"Not before {json_time(since + wait)}: {span(wait)} after {why}, at {json_time(since)}."
        following = Milestone(since + wait, say, regimen.next_course_source or regimen.source, regimen.read)
    return evaluation, following
