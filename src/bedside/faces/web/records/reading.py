"""Rows into a Patient: the one way from the table to the core."""

from __future__ import annotations

import bedside
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
    last = Observation.objects.filter(person=person).order_by("-number").values_list("number", flat=True).first()
    return int(last or 0)


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
