"""What was worked out is kept in the database: for every process and over a restart, until it may be something else.

Nothing of a person stays in the memory of a process. What is kept is told again only of the same observations, by the same
guide, file and program, and before the moment that whoever kept it has named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import RLock
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from cattrs.preconf.json import JsonConverter, make_converter
from django.db import transaction

import bedside
from bedside.faces.web.medicines import edition, medicine
from bedside.faces.web.records.models import Kept, Person

T = TypeVar("T")
RULE = get_type_hints(bedside.Reason)["rule"]
ALONE = 100
"""So many are asked for in one query: a database takes a limited number of values."""
TURNS = tuple(RLock() for _ in range(64))
"""Whose turn it is to work something out: one for each person, who share them by chance. Nobody waits for two."""
INSTANT = timedelta(microseconds=1)
"""What names the moment that it was asked of is told again of that moment alone."""


@dataclass(frozen=True)
class Question:
    """What is asked: about a person of whom `known` observations are stored, at a moment. The guide is the person's."""

    person: Person
    known: int
    at: datetime


@dataclass(frozen=True)
class Told:
    """What is to be kept of a question: from its moment to just before `until`; `due` is when a dose is due by it."""

    question: Question
    what: Any
    until: datetime
    due: datetime | None = None


def kept(about: str, questions: Iterable[Question], shape: type[T]) -> tuple[dict[UUID, T], dict[UUID, datetime | None]]:
    """What is kept for these questions and holds, by person; and of what holds no longer, when a dose was due by it."""
    asked = {each.person.id: each for each in questions}
    held: dict[UUID, T] = {}
    late: dict[UUID, datetime | None] = {}
    for row in Kept.objects.filter(about=about, person__in=asked):
        question = asked[row.person_id]
        if _holds(row, question):
            held[row.person_id] = _writer(question.person.medicine).loads(row.told, shape)
        else:
            late[row.person_id] = row.due
    return held, late


def keep(about: str, told: Iterable[Told]) -> None:
    """Keep it in the place of what was kept before. Of somebody who has been erased meanwhile nothing is kept."""
    rows = {each.question.person.id: _row(about, each) for each in told}
    changes = [field.name for field in Kept._meta.fields if field.name not in ("id", "person", "about")]
    with transaction.atomic():
        there = Person.objects.select_for_update(no_key=True).filter(pk__in=rows).order_by("pk")
        Kept.objects.bulk_create(
            [rows[who] for who in there.values_list("pk", flat=True)],
            update_conflicts=True,
            unique_fields=["person", "about"],
            update_fields=changes,
            batch_size=ALONE,
        )


def once(about: str, question: Question, shape: type[T], work: Callable[[], Told]) -> T:
    """What is kept for a question, or what `work` makes of it, which is kept.

    Of those in one process who ask about a person at once, one works it out, and the others find it kept.
    """
    who = question.person.id
    held, _ = kept(about, [question], shape)
    if who in held:
        return held[who]
    with TURNS[who.int % len(TURNS)]:
        held, _ = kept(about, [question], shape)
        if who in held:
            return held[who]
        made = work()
        keep(about, [made])
        what: T = made.what
        return what


def _holds(row: Kept, question: Question) -> bool:
    rests = (row.known, row.guide, row.edition)
    same = rests == (question.known, question.person.guide, edition(question.person.medicine))
    return same and row.at <= question.at < row.until


def _row(about: str, told: Told) -> Kept:
    question = told.question
    person = question.person
    return Kept(
        person_id=person.id,
        about=about,
        known=question.known,
        guide=person.guide,
        edition=edition(person.medicine),
        at=question.at,
        until=told.until,
        due=told.due,
        told=_writer(person.medicine).dumps(told.what),
    )


@cache
def _writer(name: str) -> JsonConverter:
    """Writes answers as JSON and reads them back; a rule is written as its id, and read from the medicine's file."""
    rules: dict[str, Any] = {}
    for guide in medicine(name).guides.values():
        rules |= {rule.id: rule for rule in (*guide.rules, *(step.rule for step in guide.steps))}
    writer = make_converter()
    writer.register_unstructure_hook(RULE, lambda rule: rule.id)
    writer.register_structure_hook(RULE, lambda told, _: rules[told])
    return writer
