"""What was it? Readings of the person's own record: the latest, those of a day, the highest, the lowest, the change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bedside.concepts import vocabulary
from bedside.patient import Observation, Patient
from bedside.questions.reply import COMPUTED, RECORD, Line, said_at
from bedside.questions.when_asked import Span, span_asked

MOST = 8
"""Readings of one concept that are told one by one; of more, the first, the last, the highest and the lowest."""
HIGHEST, LOWEST = r"\b(high|highest|peak|max|maximum|worst|most)\b", r"\b(low|lowest|min|minimum|nadir|least)\b"
CHANGED = r"\b(chang\w*|trend\w*|rising|falling|going (up|down)|went (up|down)|gone (up|down)|develop\w*|over time|history)\b"


def values(concepts: tuple[str, ...], patient: Patient, medicine: str, text: str, at: datetime) -> Iterator[Line]:
    """The readings that a question asks for, as known at `at`; where there is none, that is said."""
    span = span_asked(text, at)
    known = [o for o in patient.as_of(at).observations if o.at <= at and o.value is not None]
    for concept in concepts:
        found = sorted((o for o in known if o.concept == concept), key=lambda o: o.at)
        told = [o for o in found if span is None or span.begin <= o.at < span.end]
        yield Line(_said(concept, told, found, text, span), COMPUTED, _source(concept, told), medicine, "record")


def _source(concept: str, told: list[Observation]) -> str:
    by = sorted({o.by for o in told if o.by})
    return f"{RECORD}, {concept}" + (f", entered by {', '.join(by)}" if by else "")


def _said(concept: str, told: list[Observation], found: list[Observation], text: str, span: Span | None) -> str:
    name = vocabulary()[concept].label
    when = f" ({span.words})" if span else ""
    if not told:
        last = f" The latest is {_value(found[-1])}." if found else ""
        return f"{name}: nothing is recorded{when}.{last}" if span else f"{name}: nothing is recorded."
    low, high = min(told, key=lambda o: o.amount), max(told, key=lambda o: o.amount)
    if re.search(HIGHEST, text.casefold()):
        return f"{name}, the highest{when}: {_value(high)}."
    if re.search(LOWEST, text.casefold()):
        return f"{name}, the lowest{when}: {_value(low)}."
    if re.search(CHANGED, text.casefold()) and len(told) > 1:
        return (
            f"{name}{when}: first {_value(told[0])}, latest {_value(told[-1])}; lowest {_value(low)}, highest {_value(high)}."
        )
    if span is None:
        return f"{name}, the latest: {_value(told[-1])}."
    if len(told) > MOST:
        return f"{name}{when}, {len(told)} readings: latest {_value(told[-1])}; lowest {_value(low)}, highest {_value(high)}."
    return f"{name}{when}: {'; '.join(map(_value, told))}."


def _value(o: Observation) -> str:
    if isinstance(o.value, bool):
        return f"{'yes' if o.value else 'no'}, {said_at(o.at)}"
    number = f"{o.value:g}" if isinstance(o.value, (int, float)) else str(o.value)
    return f"{number} {o.unit}".rstrip(" {}") + f", {said_at(o.at)}"
