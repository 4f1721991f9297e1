"""What is measured and asked before a dose, as one form: readings, reviews, and the findings of each review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

import bedside
from bedside.faces.web import words
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.entering import Fact, Sender, checked
from bedside.faces.web.records.models import Person

GROUPS = (
    (lazy("Vital signs"), "each dose", "systolic_bp"),
    (lazy("Support now"), "each dose", "phenylephrine_rate"),
    (lazy("Volumes since the reading before"), "each dose", "urine_output"),
    (lazy("Bloods, twice a day"), "twice daily", "creatinine"),
    (lazy("Bloods, twice a day"), "twice daily", "potassium"),
)
"""Which monitors of the medicine's file make the groups of the form: its title, when it is due, its first concept."""
DAILY = "daily"
STAYS, OVER = "still there", "over"
MINUTE = "%Y-%m-%dT%H:%M"


def moment_field(label: str, required: bool = True) -> forms.DateTimeField:
    """A time that the browser helps to choose, in the time zone of this installation."""
    look = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)
    return forms.DateTimeField(label=label, widget=look, required=required)


def amount_of(text: str) -> tuple[float, str]:
    """A number with or without a unit, with a point or a comma. Raises bedside.RecordError."""
    told = text.strip().replace(",", ".")
    try:
        return float(told), ""
    except ValueError:
        pass
    try:
        return bedside.read_quantity(words.coded(told))
    except bedside.UnitError:
        raise bedside.RecordError("value", f"{text!r} is no number; write one such as 118, or with its unit") from None


class Assessment(forms.Form):
    """One form for one person: every reading with its unit and the last value, every review with its findings under it.

    Nothing is filled in but the time. A finding on record that a review would end asks whether it is still there.
    """

    def __init__(self, person: Person, patient: bedside.Patient, at: datetime, known: int, data: Any = None) -> None:
        self.chosen = medicine(person.medicine)
        self.last = newest(patient.as_of(at))
        super().__init__(data, initial={"at": at, "key": uuid4(), "known": known})
        self.fields["at"] = moment_field(gettext("Measured and asked at"))
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput)
        self.fields["known"] = forms.IntegerField(widget=forms.HiddenInput)
        for concept in self.quantities():
            self.fields[concept] = _reading(concept)
        for review in self.reviews:
            self.fields[review] = forms.BooleanField(label=words.label(review), required=False)
            for flag in findings(review):
                self.fields[flag] = self._finding(flag)

    @property
    def reviews(self) -> tuple[str, ...]:
        """The reviews that are asked for before each dose."""
        each = (monitor for monitor in self.chosen.monitors if monitor.due == "each dose")
        return next(monitor.concepts for monitor in each if bedside.vocabulary()[monitor.concepts[0]].kind == "review")

    def quantities(self) -> Iterator[str]:
        """Every reading that the form asks for, once."""
        for _, concepts in (*self._groups(), ("", self._daily())):
            yield from concepts

    def groups(self) -> list[dict[str, Any]]:
        """The groups of readings for a template."""
        merged: dict[str, list[str]] = {}
        for title, concepts in self._groups():
            merged.setdefault(str(title), []).extend(concepts)
        return [{"title": title, "rows": [self._row(each) for each in concepts]} for title, concepts in merged.items()]

    def daily(self) -> dict[str, Any]:
        """The bloods of the day, which are folded away until something of them is typed or wrong."""
        rows = [self._row(each) for each in self._daily()]
        return {"rows": rows, "open": any(row["field"].value() or row["field"].errors for row in rows)}

    def checklist(self) -> list[dict[str, Any]]:
        """The reviews for a template, each with its findings: those on record first."""
        told: list[dict[str, Any]] = []
        for number, review in enumerate(self.reviews, 1):
            flags: list[dict[str, Any]] = [{"field": self[flag], "last": self.last.get(flag)} for flag in findings(review)]
            there = [flag for flag in flags if self.there(flag["field"].name)]
            rest = [flag for flag in flags if flag not in there]
            ticked = any(flag["field"].value() for flag in rest)
            about = {"number": number, "field": self[review], "last": self.last.get(review)}
            told.append(about | {"there": there, "rest": rest, "open": ticked})
        return told

    def there(self, flag: str) -> bool:
        """Whether a finding is on record and no later review has ended it."""
        told, review = self.last.get(flag), self.last.get(bedside.vocabulary()[flag].review or "")
        return told is not None and told.value is True and not (review is not None and review.at > told.at)

    def facts(self, sender: Sender) -> list[Fact]:
        """What the form says, each fact checked by itself, so that the field at fault is named."""
        at, found = self.cleaned_data["at"], []
        for concept in (*self.quantities(), *self._ticked()):
            fact = self._fact(concept, at)
            if fact is None:
                continue
            try:
                checked(fact, sender)
            except bedside.RecordError as trouble:
                self.add_error("at" if trouble.field == "time" else concept, str(trouble))
            found.append(fact)
        if not found and not self.errors:
            self.add_error(None, gettext("Nothing was filled in."))
        return found

    def clean(self) -> dict[str, Any]:
        """A review may end a finding that is on record only when somebody says that it is over."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for review in self.reviews:
            for flag in findings(review):
                if self.there(flag) and told.get(review) and not told.get(flag):
                    self.add_error(flag, gettext("This is on record: say whether it is still there, or over."))
                if self.there(flag) and told.get(flag) == OVER and not told.get(review):
                    self.add_error(review, gettext("A finding is over when its review has been done: tick the review too."))
        return told

    def _fact(self, concept: str, at: datetime) -> Fact | None:
        told = self.cleaned_data.get(concept)
        if not told:
            return None
        if bedside.vocabulary()[concept].kind == "review":
            return Fact(concept, at, "done")
        if bedside.vocabulary()[concept].kind == "flag":
            return Fact(concept, at, told != OVER)
        try:
            amount, unit = amount_of(told)
        except bedside.RecordError as trouble:
            self.add_error(concept, str(trouble))
            return None
        return Fact(concept, at, amount, unit or bedside.vocabulary()[concept].unit)

    def _ticked(self) -> Iterator[str]:
        for review in self.reviews:
            yield review
            yield from findings(review)

    def _groups(self) -> Iterator[tuple[Any, tuple[str, ...]]]:
        for title, due, first in GROUPS:
            for monitor in self.chosen.monitors:
                if monitor.due == due and monitor.concepts[0] == first:
                    yield title, tuple(each for each in monitor.concepts if due == "each dose" or each not in VOLUMES)

    def _daily(self) -> tuple[str, ...]:
        return tuple(c for monitor in self.chosen.monitors if monitor.due == DAILY for c in monitor.concepts)

    def _row(self, concept: str) -> dict[str, Any]:
        unit = words.unit(bedside.vocabulary()[concept].unit)
        return {"field": self[concept], "unit": unit, "last": self.last.get(concept)}

    def _finding(self, flag: str) -> forms.Field:
        if not self.there(flag):
            return forms.BooleanField(label=words.label(flag), required=False)
        choices = [(STAYS, lazy("still there")), (OVER, lazy("over"))]
        return forms.ChoiceField(label=words.label(flag), choices=choices, widget=forms.RadioSelect, required=False)


VOLUMES = ("urine_output", "diarrhea_volume")
"""Asked once, though two monitors name them."""


def findings(review: str) -> tuple[str, ...]:
    """The findings that a review makes known, in the order of the vocabulary."""
    return tuple(each.id for each in bedside.vocabulary().values() if each.kind == "flag" and each.review == review)


def renewed(data: Any, shows: dict[str, Any]) -> Any:
    """What was typed, on a page drawn anew: `shows` are the hidden fields as the page has them now."""
    typed = data.copy()
    for name, value in shows.items():
        typed[name] = str(value)
    return typed


def newest(patient: bedside.Patient) -> dict[str, bedside.Observation]:
    """The latest reading of each concept; of two at the same time the one that was learnt later."""
    told = sorted(patient.observations, key=lambda each: (each.at, each.known))
    return {each.concept: each for each in told}


def _reading(concept: str) -> forms.CharField:
    attrs = {"inputmode": "decimal", "autocomplete": "off", "size": 6}
    return forms.CharField(label=words.label(concept), required=False, max_length=30, widget=forms.TextInput(attrs=attrs))
