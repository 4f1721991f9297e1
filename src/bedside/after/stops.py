"""Is the treatment over before its last planned slot? What the guides and the discharge in the record say of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bedside.after.grave import is_enough
from bedside.after.schedule import End, course_end
from bedside.answer import json_time
from bedside.chart import Chart, moment
from bedside.criterion import Truth, counts_holds
from bedside.explain import explain, possible
from bedside.medicine import Decision, Guide, Medicine
from bedside.planning.guided import Ended, under
from bedside.planning.remarks import Note
from bedside.planning.slots import MISSED, Course, lay_out


@dataclass(frozen=True)
class Stopped:
    """The end of the course, the guides by which it ended for good, and the sentences that say so."""

    end: End
    guides: tuple[str, ...]
    notes: tuple[Note, ...]


def end_under(
    guide: Guide, number: int, course: Course, discharges: Iterable[datetime], chart: Chart, now: datetime
) -> Stopped:
    """The end of the course as this one guide reads it: the cycles that it ended have nothing due any more."""
    read, ended = under(guide, course, chart, now)
    end = course_end(number, read, discharges, read.over)
    if not read.over:
        return Stopped(end, (), tuple(each.note for each in ended))
    return Stopped(
        end, (guide.id,), (*_why(guide, ended), Note(f"{_from_last_dose(end)}: {guide.id} has stopped it for good."))
    )


def end_of_record(
    medicine: Medicine, number: int, course: Course, discharges: Iterable[datetime], chart: Chart, now: datetime
) -> Stopped:
    """The end of the course where no guide was named.

    Once one guide of the regimen has stopped the medicine for good, or the person was discharged and had no dose since,
    the last dose counts. The guides are told apart: what one says is not what another says.
    """
    asked = [guide for guide in medicine.guides.values() if guide.regimen == course.regimen.id]
    said = [(guide, *under(guide, course, chart, now)) for guide in asked if _may_stop(guide, course, chart, now)]
    stopping = [(guide, ended) for guide, read, ended in said if read.over]
    left = min((time for time in discharges if time > course.given[-1]), default=None)
    waiting = course_end(number, course, discharges).planned
    end = course_end(number, course, discharges, over=bool(stopping or left))
    notes = [note for guide, ended in stopping for note in _why(guide, ended)]
    if stopping:
        stops = [guide.id for guide, _ in stopping]
        others = ", ".join(guide.id for guide in asked if guide.id not in stops)
        rivals = f"; {others} did not, and guides are not merged" if others else ""
        notes.append(Note(f"{_from_last_dose(end)}: stopped for good by {', '.join(stops)}{rivals}."))
    elif left and waiting:
        told = f"{_from_last_dose(end)}: a discharge is recorded at {json_time(left)}, and no dose since"
        notes.append(Note(f"{told}. A cycle that is still to come starts them again."))
    return Stopped(end, tuple(guide.id for guide, _ in stopping), tuple(notes))


def _may_stop(guide: Guide, course: Course, chart: Chart, now: datetime) -> bool:
    """Whether the guide can have stopped for good at a slot that passed, or now: to read the whole course takes long."""
    steps = [step.rule.when for step in guide.steps if step.do is Decision.STOP_FOR_GOOD]
    steps = [when for when in steps if counts_holds(when) or possible(when, chart)]
    passed = [slot.planned for cycle in lay_out(course) for slot in cycle.slots if slot.status == MISSED] if steps else []
    times = [moment(time) for time in (now, *passed)]
    return any(counts_holds(when) or any(explain(when, chart, time).truth is Truth.YES for time in times) for when in steps)


def _from_last_dose(end: End) -> str:
    return f"The dates count from the last dose, at {json_time(end.last)}"


def _why(guide: Guide, ended: tuple[Ended, ...]) -> Iterator[Note]:
    """Each rule by which the guide stopped for good, with its own source and how that was read."""
    last = next(each for each in ended if each.said.decision is Decision.STOP_FOR_GOOD)
    step = last.said.step
    assert step is not None
    behind = [rule for rule in last.said.rules if is_enough(rule, step.when)]
    for rule in behind or [step]:
        told = f"At {json_time(last.at)} {guide.id} said {last.said.decision}, by {rule.id}"
        yield Note(f"{told}: {rule.say}", rule.source, rule.read)
