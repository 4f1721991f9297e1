"""Rows into a Patient: the one way from the table to the core."""

from __future__ import annotations

from datetime import datetime

import bedside
from bedside.faces.web import clock
from bedside.faces.web.records.models import Observation, Person

FIELDS = ("concept", "at", "amount", "word", "unit", "note", "entered", "by", "corrects", "name")
Value = float | bool | str | None


def patient_of(person: Person, known: int | None = None) -> bedside.Patient:
    """Everything that is stored of a person; with `known`, no more than the first so many observations."""
    rows = Observation.objects.filter(person=person).order_by("number")
    if known is not None:
        rows = rows.filter(number__lte=known)
    return bedside.Patient.of(observation(*row) for row in rows.values_list(*FIELDS))


def known_of(person: Person) -> int:
    """The number of the last observation of a person; 0 before the first."""
    return newest_of(person)[0]


def last_of(person: Person) -> tuple[int, datetime | None]:
    """The number of the last observation of a person, and when it was stored; 0 and None before the first."""
    rows = Observation.objects.filter(person=person).order_by("-number").values_list("number", "stored")
    return rows.first() or (0, None)


def newest_of(person: Person) -> tuple[int, datetime]:
    """The number of the last observation of a person, and the moment at which a page asks about what is known."""
    number, stored = last_of(person)
    return number, asked_after(stored, clock.this_minute())


def asked_at(person: Person) -> datetime:
    """The moment at which a page asks about a person."""
    return newest_of(person)[1]


def asked_after(stored: datetime | None, minute: datetime) -> datetime:
    """The minute under way, or the moment of the newest entry where that came later: it is seen at once."""
    return minute if stored is None else max(minute, stored)


def observation(concept, at, amount, word, unit, note, entered, by, corrects, name) -> bedside.Observation:  # type: ignore[no-untyped-def]
    """One row, by the same constructor that checked it when it was entered."""
    value = value_of(amount, word)
    more = {"note": note, "entered": entered, "by": by, "corrects": corrects, "id": name}
    return bedside.observe(concept, at, value, unit, **more)


def value_of(amount: float | None, word: str) -> Value:
    """The value that the two columns stand for."""
    if amount is not None:
        return amount
    return {"true": True, "false": False, "": None}.get(word, word)


def columns_of(value: Value) -> tuple[float | None, str]:
    """The two columns that stand for a value."""
    if isinstance(value, bool):
        return None, "true" if value else "false"
    if isinstance(value, (int, float)):
        return float(value), ""
    return None, value or ""
