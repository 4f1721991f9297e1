"""What a record says of one course: its doses, the weight that they go by, and whether it comes too soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.answer import json_time
from bedside.chart import Chart, clock, moment
from bedside.medicine import Regimen
from bedside.planning.remarks import Note, cited, span
from bedside.planning.slots import Course, PlanError, courses
from bedside.quantity import show


@dataclass(frozen=True)
class Weight:
    """The body weight, in kg, that the doses go by; `at` is when it was measured, None where the caller named it."""

    kg: float
    at: datetime | None = None


def latest_course(
    regimen: Regimen, known: tuple[datetime, ...], start: datetime | None, gap: timedelta
) -> tuple[datetime, tuple[datetime, ...]]:
    """The start and the doses of the latest course, or of the one that starts at `start`."""
    if start is None:
        if not known:
            raise PlanError("The record has no dose and no start was named: name the time of the first dose.")
        latest = courses(known, regimen, gap)[-1]
        return latest[0], latest
    border = start - timedelta(seconds=regimen.interval) / 2
    before = [time for time in known if time < border]
    if before and start - before[-1] <= gap:
        told = f"At {json_time(start)} a cycle was under way, with a dose at {json_time(before[-1])}"
        raise PlanError(f"{told}; leave the start out, and it is taken from the record.")
    own = courses((time for time in known if time >= border), regimen, gap)
    return start, own[0] if own else ()


def course_weight(chart: Chart, first: datetime, now: datetime) -> tuple[Weight, tuple[Note, ...]]:
    """The last weight at or before the first dose decides; where there is none, the latest one, and that is said."""
    series = chart.of_concept("weight")
    before, latest = series.last(moment(first)), series.last(moment(now))
    index = before if 0 <= before <= latest else latest
    if index < 0:
        raise PlanError("The record has no weight, and the dose goes by it: measure it and record it.")
    kg, at = series.low[index], clock(series.times[index])
    if kg != series.high[index]:
        told = f"{show(kg)} and {show(series.high[index])} kg are both recorded at {json_time(at)}"
        raise PlanError(f"{told}: correct the record, the dose goes by the weight.")
    said = f"The doses go by {show(kg)} kg, measured at {json_time(at)}"
    if index != before:
        return Weight(kg, at), (Note(f"{said}, after the first dose: no earlier weight is recorded. Make sure of it."),)
    old = first - at > timedelta(microseconds=chart.fresh("weight"))
    more = f"{span(first - at)} before the first dose: weigh again" if old else "the last weight before the first dose"
    return Weight(kg, at), (Note(f"{said}, {more}."),)


def too_soon(chart: Chart, course: Course, known: tuple[datetime, ...]) -> tuple[Note, ...]:
    """Whether this course comes too soon after one before it."""
    regimen = course.regimen
    before = [time for time in known if time < min([course.start, *course.given])]
    if not before or regimen.next_course_after is None:
        return ()
    left = [clock(t) for t in chart.of_concept("discharge").times if before[-1] < clock(t) < course.start]
    since, wait = max(left, default=before[-1]), timedelta(seconds=regimen.next_course_after)
    if course.start - since >= wait:
        return ()
    what = "discharge" if left else "last dose"
    told = f"This course starts at {json_time(course.start)}, less than {span(wait)} after the {what} of the one before"
    return (cited(regimen, f"{told}, at {json_time(since)}."),)


def last_amount(chart: Chart, doses: tuple[datetime, ...]) -> float | None:
    """The IU of the last dose in the record, where it is recorded in IU."""
    series = chart.of_concept(chart.rhythm.dose)
    if not doses or chart.words[chart.rhythm.dose].unit != "[IU]":
        return None
    return series.high[series.last(moment(doses[-1]))]


def after_cells(chart: Chart, course: Course) -> tuple[Note, ...]:
    """Whether the first dose follows what the regimen says that it follows, such as the cells, in time."""
    follows = course.regimen.follows
    if follows is None or not course.given:
        return ()
    first, name = course.given[0], chart.words[follows.concept].label
    before = [clock(time) for time in chart.of_concept(follows.concept).times if clock(time) <= first]
    right = f"it follows by {span(follows.soonest)} to {span(follows.latest)}"
    if not before:
        told = f"The first dose was given at {json_time(first)}, and no earlier time is known of this: {name}"
        return (Note(f"{told}; {right}.", follows.source, follows.read),)
    waited = first - before[-1]
    if follows.soonest <= waited <= follows.latest:
        return ()
    told = f"The first dose was given {span(waited)} after this: {name}"
    return (Note(f"{told}; {right}.", follows.source, follows.read),)
