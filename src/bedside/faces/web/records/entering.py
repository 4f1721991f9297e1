"""Storing what was observed: checked by the core, numbered in the order of arrival, once for each form that was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import pages
from bedside.faces.web.records.models import Entry, Observation, Person
from bedside.faces.web.records.reading import Value, columns_of, known_of, patient_of

AHEAD = timedelta(minutes=1)
"""How far a clock may be ahead of ours before a time counts as lying in the future."""

MEANWHILE = "something else was entered meanwhile; nothing of this was stored. Look at it, then save again"

LONGEST = 200
"""The most characters of a unit, an id, a name of who entered it."""


@dataclass(frozen=True)
class Fact:
    """What a form says: to be checked, then stored. `corrects` is the id of an observation, or concept@time."""

    concept: str
    at: datetime
    value: Value
    unit: str = ""
    note: str = ""
    corrects: str = ""


@dataclass(frozen=True)
class Stored:
    """Which observations a form has become; `again` when the same form had been stored before."""

    first: int
    last: int
    again: bool = False


@dataclass(frozen=True)
class Sender:
    """Who sends a form, when, with which key, and from which page."""

    user: User
    at: datetime
    route: str
    key: UUID = field(default_factory=uuid4)


def enter(person: Person, facts: Iterable[Fact], sender: Sender, seen: int | None = None) -> Stored:
    """Store what a form says. Raises bedside.RecordError that names the field at fault; then nothing of it is stored.

    `seen` is the number of the last observation that the form's page had shown: what came meanwhile is read first.
    """
    told = [checked(fact, sender) for fact in facts]
    with transaction.atomic():
        lock(person)
        done = Entry.objects.filter(person=person, key=sender.key).first()
        if done:
            return Stored(done.first, done.last, again=True)
        if seen is not None and known_of(person) != seen:
            raise bedside.RecordError("page", MEANWHILE)
        patient_of(person).add(*told)
        stored = store(person, told, sender.at)
        note(person, stored, sender, Deed.ENTERED)
    return stored


def note(person: Person, stored: Stored, sender: Sender, deed: Deed) -> None:
    """Write down that a form was stored, and who sent it."""
    rows = {"first": stored.first, "last": stored.last}
    Entry.objects.create(person=person, key=sender.key, at=sender.at, by=sender.user.id, **rows)
    Audit.objects.create(
        at=sender.at,
        actor=sender.user.id,
        person=person.id,
        ward=person.ward_id,
        deed=deed,
        route=sender.route,
        rows=[stored.first, stored.last],
    )


def store(person: Person, observations: Iterable[bedside.Observation], at: datetime) -> Stored:
    """Add checked observations as they are, in order. The caller holds the person's lock."""
    observations = tuple(observations)
    for told in observations:
        _storable(told)
    first = known_of(person) + 1
    rows = [_row(person, number, each, at) for number, each in enumerate(observations, first)]
    Observation.objects.bulk_create(rows)
    return Stored(first, first + len(rows) - 1)


def lock(person: Person) -> None:
    """Inside a transaction: one writer a person at a time, so that numbers follow each other. SQLite has one in any case."""
    Person.objects.select_for_update().get(pk=person.pk)


def planned() -> frozenset[str]:
    """What may lie ahead: the events that a page of the library waits for, such as a scan with contrast."""
    return frozenset(row.scheduled for page in pages().values() for row in page.focuses) & frozenset(bedside.vocabulary())


def checked(fact: Fact, sender: Sender) -> bedside.Observation:
    """A fact as an observation of this sender. Raises bedside.RecordError."""
    if fact.at > sender.at + AHEAD and fact.concept not in planned():
        raise bedside.RecordError("time", f"{fact.at.isoformat()} lies in the future; enter it when it has happened")
    return bedside.observe(
        fact.concept,
        fact.at,
        fact.value,
        fact.unit,
        note=" ".join(fact.note.split()),
        corrects=fact.corrects,
        entered=sender.at,
        by=sender.user.username,
        id=str(uuid4()),
    )


def _storable(told: bedside.Observation) -> None:
    """Refuse text that a database cannot keep. Raises bedside.RecordError."""
    texts = {"note": told.note, "unit": told.unit, "by": told.by, "corrects": told.corrects, "id": told.id}
    for name, text in texts.items():
        if any(mark == "\0" or "\ud800" <= mark <= "\udfff" for mark in text):
            raise bedside.RecordError(name, f"{text!r} holds a character that is no text; leave it out")
        if name != "note" and len(text) > LONGEST:
            raise bedside.RecordError(name, f"has {len(text)} characters; write at most {LONGEST}")


def _row(person: Person, number: int, told: bedside.Observation, stored: datetime) -> Observation:
    amount, word = columns_of(told.value)
    return Observation(
        person=person,
        number=number,
        concept=told.concept,
        at=told.at,
        amount=amount,
        word=word,
        unit=told.unit,
        note=told.note,
        entered=told.entered,
        by=told.by,
        corrects=told.corrects,
        name=told.id,
        stored=stored,
    )
