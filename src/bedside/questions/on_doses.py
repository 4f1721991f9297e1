"""Questions about doses that the timeline answers: why was it held, was it given, how many, where do I stand, what next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bedside.medicine import Medicine
from bedside.patient import Patient
from bedside.planning.slots import DUE, GIVEN, HELD, MISSED
from bedside.planning.states import CycleState, SlotState, why
from bedside.questions.reply import Cited, Line, computed, said_at
from bedside.questions.when_asked import span_asked
from bedside.verbs.course import Timeline, course

WHY = r"\b(why|reason|how come|what for|because)\b"
COUNT = r"\b(how many|number of|count|so far|til(l)? (now|today)|until now|left|remain\w*)\b"
NEXT = r"\b(next|following|second|another|course 2|when may|earliest)\b"
MOST = 3
"""Slots without a dose that are told one by one, the latest first."""


def on_doses(medicine: Medicine, patient: Patient, at: datetime, guide: str | None, text: str) -> Iterator[Line]:
    """What the timeline says to such a question. Raises PlanError."""
    told = course(medicine, patient, at, None, guide)
    plain = text.casefold()
    if not told.courses:
        yield _line(medicine, told.state.note.say)
    elif re.search(WHY, plain) or re.search(r"\b(held|skipped|missed|left out|stopped)\b", plain):
        yield from _not_given(medicine, told, plain, at)
    elif re.search(r"\bgive[n]?\b|\bgave\b|\bget\b|\bgot\b", plain) and (span_asked(plain, at) or re.search(r"dose \d", plain)):
        yield from _slots_asked(medicine, told, plain, at)
    elif re.search(COUNT, plain):
        yield from _counts(medicine, told)
    else:
        yield _line(medicine, told.state.note.say, told.state.note)
        yield from (_line(medicine, f"{said_at(n.at)}: {n.say}", n) for n in told.next)


def _line(medicine: Medicine, say: str, row: Cited | None = None) -> Line:
    return computed(medicine.id, "course", say, row)


def _cycles(told: Timeline) -> Iterator[tuple[int, CycleState]]:
    for one in told.courses:
        yield from ((one.number, cycle) for cycle in one.cycles)


def _name(number: int, cycle: CycleState, state: SlotState) -> str:
    slot = f"Slot {state.slot.number} of cycle {cycle.number}" if state.slot.number else f"A slot before cycle {cycle.number}"
    return f"{slot}, course {number}, {said_at(state.slot.at)}"


def _slots(told: Timeline) -> list[tuple[str, SlotState]]:
    found = [
        (_name(number, cycle, state), state)
        for number, cycle in _cycles(told)
        for state in (*cycle.put_off, *cycle.slots, *cycle.surplus)
        if state.slot.status != DUE
    ]
    return sorted(found, key=lambda pair: pair[1].slot.at)


def _wanted(found: list[tuple[str, SlotState]], plain: str, at: datetime) -> list[tuple[str, SlotState]]:
    span = span_asked(plain, at)
    number = re.search(r"\b(?:dose|slot) (\d+)", plain)
    if span is not None:
        return [pair for pair in found if span.begin <= pair[1].slot.at < span.end]
    if number is not None:
        return [pair for pair in found if pair[1].slot.number == int(number[1])]
    return found


def _not_given(medicine: Medicine, told: Timeline, plain: str, at: datetime) -> Iterator[Line]:
    """The slots that had no dose, the latest first, with what the guide said of each; then how a cycle ended."""
    asked = _wanted(_slots(told), plain, at)
    without = [pair for pair in asked if pair[1].slot.status in (HELD, MISSED)]
    for number, cycle in _cycles(told):
        if cycle.ended is not None:
            for rule in why(cycle.ended.said):
                lead = f"Cycle {cycle.number} of course {number} was ended at {said_at(cycle.ended.at)}"
                yield _line(medicine, f"{lead}: {rule.say}", rule)
    for name, state in reversed(without[-MOST:]):
        yield from _reason(medicine, name, state, told.guide)
    if not without:
        yield _line(medicine, "No slot without a dose is known " + ("of then." if asked != _slots(told) else "so far."))


def _reason(medicine: Medicine, name: str, state: SlotState, guide: str) -> Iterator[Line]:
    rules = why(state.said)
    for rule in rules:
        yield _line(medicine, f"{name}: {state.slot.status}. {rule.say}", rule)
    if not rules:
        unknown = "No guide was named, so the reason cannot be worked out." if not guide else "The record does not tell why."
        yield _line(medicine, f"{name}: {state.slot.status}. {unknown} Ask your nurse or doctor.")


def _slots_asked(medicine: Medicine, told: Timeline, plain: str, at: datetime) -> Iterator[Line]:
    found = _wanted(_slots(told), plain, at)
    for name, state in found[-MOST:]:
        yield _line(medicine, f"{name}: {state.slot.status}.")
    if not found:
        yield _line(medicine, "No slot of then is known in the record.")


def _counts(medicine: Medicine, told: Timeline) -> Iterator[Line]:
    for one in told.courses:
        cycles = (f"{cycle.count(GIVEN)} in cycle {cycle.number}" for cycle in one.cycles if cycle.count(GIVEN))
        planned = one.course.regimen.doses * len(one.course.regimen.starts)
        say = f"Course {one.number}: {len(one.course.given)} doses given ({', '.join(cycles)}), of at most {planned}."
        yield _line(medicine, say, one.course.regimen)
