"""Questions that the other verbs answer: the plan, the check, the screening, the response, what is due afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bedside.after.schedule import LATER, NEXT, OVERDUE
from bedside.answer import Answer, Missing
from bedside.concepts import vocabulary
from bedside.criterion import Truth
from bedside.medicine import Decision, Medicine, Monitor
from bedside.patient import Patient
from bedside.planning.slots import DUE
from bedside.questions.reply import Line, computed, said_at
from bedside.verbs.check import check, check_all
from bedside.verbs.follow_up import FollowUp, follow_up
from bedside.verbs.plan import Plan, plan_record
from bedside.verbs.respond import respond
from bedside.verbs.screen import screen

TEAM = "The ward team decides, and checks again just before a dose."
AMOUNT = r"\b(how (much|strong)|units|volume|vials?|amount|weight|milligrams?|mg)\b"
TESTS = r"\b(tests?|bloods?|labs?|checks?|checked)\b"
REST = r"\b(rest|days off|break|gap|off)\b"
LATER_CYCLE = r"\b(second|2nd|cycle 2|next cycle|next round|other cycle)\b"
AGAIN = r"\b(another|next|again|second|more)\b"
MOST = 4


def on_plan(medicine: Medicine, patient: Patient, at: datetime, guide: str | None, text: str) -> Iterator[Line]:
    """The next slots, the dose, the rest, the tests that go with doses. Raises PlanError."""
    made, plain = plan_record(medicine, patient, at, None, None, guide), text.casefold()
    if re.search(TESTS, plain):
        yield from (computed(medicine.id, "plan", f"{row.due.capitalize()}: {row.say}", row) for row in _during(medicine))
    elif re.search(AMOUNT, plain):
        dose = made.dose
        told = f"{dose.million_iu:.4g} million IU ({dose.mg:.3g} mg)" if dose.units else f"{dose.mg:.4g} mg"
        yield computed(medicine.id, "plan", f"One dose is {told} for a weight of {made.weight.kg:g} kg.", dose)
    elif re.search(REST, plain):
        for rest in made.rest:
            told = f"Days of rest: from {said_at(rest.start)} to {said_at(rest.end)}."
            yield computed(medicine.id, "plan", told, made.regimen)
    else:
        yield from _slots(medicine, made, at, later=re.search(LATER_CYCLE, plain) is not None)


def _during(medicine: Medicine) -> Iterator[Monitor]:
    return (row for row in medicine.monitors if row.due not in ("before start", "after course"))


def _slots(medicine: Medicine, made: Plan, at: datetime, *, later: bool) -> Iterator[Line]:
    due = [slot for slot in made.slots if slot.status == DUE and (not later or slot.number == 1)]
    for slot in due[:MOST]:
        told = f"Slot {slot.number} of cycle {slot.cycle} is due at {said_at(slot.at)}"
        late = " (it is late)" if slot.at < at else ""
        yield computed(medicine.id, "plan", f"{told}{late}: a time to check, not leave to give. {TEAM}", made.regimen)
    if not due:
        yield computed(medicine.id, "plan", "By the plan no dose is due.", made.regimen)


def on_check(medicine: Medicine, patient: Patient, at: datetime, guide: str | None) -> Iterator[Line]:
    """What the guide named, or each guide, says of a dose now. Raises GuideNeeded for an unknown guide."""
    found = (check(medicine, patient, at, guide),) if guide else check_all(medicine, patient, at).answers
    for answer in found:
        yield from _decision(medicine, answer)


def _decision(medicine: Medicine, answer: Answer) -> Iterator[Line]:
    """The decision cites the step that made it; where no step did, the guide's first one."""
    guide, unknown = medicine.guides[answer.guide], answer.decision is Decision.NOT_READY and answer.missing
    steps = [step.rule for step in guide.steps]
    made = next((rule for rule in steps if rule.id in answer.deciding), steps[0])
    told = f"Under {answer.guide}, at {said_at(answer.at)}: {answer.decision}."
    told += f" Not known: {_missing(answer.missing)}." if unknown else ""
    yield computed(medicine.id, "check", f"{told} {TEAM}", made)
    for reason in answer.firing[:MOST]:
        yield computed(medicine.id, "check", f"Under {answer.guide}: {reason.rule.say}", reason.rule)


def on_screen(medicine: Medicine, patient: Patient, at: datetime) -> Iterator[Line]:
    """Whether this person may start, what speaks against it, and what is missing."""
    found = screen(medicine, patient, at)
    told = f"By the criteria: {found.decision}."
    told += f" Still missing: {_missing(found.missing)}." if found.missing else ""
    for reason in found.reasons[:1]:
        yield computed(medicine.id, "screen", f"{told} The team decides.", reason.rule)
    for reason in found.reasons:
        if reason.truth is Truth.YES:
            yield computed(medicine.id, "screen", reason.rule.say, reason.rule)


def on_response(medicine: Medicine, patient: Patient, at: datetime, guide: str | None, text: str) -> Iterator[Line]:
    """The response so far, and whether another course may be considered. Raises ResponseError."""
    found = respond(medicine, patient, at, guide)
    if found.assessments:
        last = found.assessments[-1]
        told = f"At the scan of {last.date}: {last.response or 'baseline'}."
        told += f" The best so far: {found.best}." if found.best else ""
        told += " A new lesion was seen." if last.new else ""
        told += f" The response has lasted {found.duration_days} days." if found.duration_days is not None else ""
        yield computed(medicine.id, "respond", told, found.rule)
    else:
        yield computed(medicine.id, "respond", f"No response is known. Missing: {_missing(found.missing)}.", found.rule)
    for answer in found.retreatment.answers if re.search(AGAIN, text.casefold()) else ():
        for needed in answer.criteria[:1]:
            told = f"Another course, under {answer.guide}: {answer.decision}. {answer.why or ''}".rstrip()
            yield computed(medicine.id, "respond", told, needed.rule)


def on_after(
    medicine: Medicine, patient: Patient, at: datetime, guide: str | None, concepts: tuple[str, ...]
) -> Iterator[Line]:
    """What is due after treatment, or whether what has remained is still usual. Raises PlanError."""
    found = follow_up(medicine, patient, at, None, guide)
    told = [each for each in found.recovery if each.told.concept in concepts]
    for each in told:
        yield computed(medicine.id, "follow_up", f"{each.standing.capitalize()}: {each.say}", each.row.rule)
    if not told:
        yield from _due(medicine, found)


def _due(medicine: Medicine, found: FollowUp) -> Iterator[Line]:
    for due in [each for each in found.due if each.status in (OVERDUE, NEXT, LATER)][:MOST]:
        told = f"{due.status.capitalize()}, {said_at(due.at)}: {due.row.say}"
        yield computed(medicine.id, "follow_up", told, due.row)
    for window in found.watch[:MOST]:
        yield computed(medicine.id, "follow_up", f"To watch for: {window.row.say}", window.row)
    if not found.due and not found.watch:
        yield from (computed(medicine.id, "follow_up", note.say) for note in found.notes[:1])


def _missing(missing: tuple[Missing, ...]) -> str:
    """What is missing in words, the first few by name."""
    words = vocabulary()
    names = [words[each.concept].label for each in missing]
    more = f" and {len(names) - MOST} more" if len(names) > MOST + 1 else ""
    return ", ".join(names[: MOST if more else None]) + more
