"""The board of a ward: one row a person, by the next dose due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce

import bedside
from bedside.faces.web import clock
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.story import Ahead, next_of
from bedside.faces.web.records.decisions import remember
from bedside.faces.web.records.keeping import ALONE, Question, Told, keep, kept
from bedside.faces.web.records.models import Observation, Person
from bedside.faces.web.records.reading import FIELDS, asked_after, observation
from bedside.faces.web.ward.models import Ward

ABOUT = "board"
LATEST = datetime.max.replace(tzinfo=UTC)
SOON = timedelta(hours=12)
"""A slot further away than this is not yet asked about: that nothing has been measured for it is no news."""
AT_ONCE = 25
"""So many people are asked about anew in one drawing on a ward that has no more."""
SOME = 8
"""So many on a larger ward while its rows are drawn again; the others follow at once."""
FIRST = 0
"""So many on a larger ward while somebody waits for the page: it shows what is kept, and the rows follow at once."""


@dataclass(frozen=True)
class Row:
    """What the rules say of a person on the board. Without a slot that is due there is no decision to make.

    `early`: the slot is far away, and all that can be said is that it is not ready. `stored` is the id of the decision as it
    was stored. The answer is without evidence, and without the rules that do not fire.
    """

    ahead: Ahead
    answer: bedside.Answer | None
    early: bool
    stored: int | None


@dataclass(frozen=True)
class Line:
    """One person on the board; without a row, nothing is said of them until they have been asked about again."""

    person: Person
    row: Row | None
    due: datetime | None
    changed: int
    newest: tuple[str, ...]


def lines(ward: Ward, user: User, most: int | None = None) -> list[Line]:
    """Everybody on the ward: those with a dose due first, by time; then the others by name.

    `most` are asked about anew, where it is left out, all: first those of whom nothing was ever said, then by the dose due.
    """
    people = list(Person.objects.filter(ward=ward).select_related("ward"))
    asked = _questions(people)
    held, late = kept(ABOUT, asked.values(), Row)
    waiting = sorted(asked.keys() - held.keys(), key=lambda who: (who in late, late.get(who) or LATEST, who))
    held |= _worked_out([asked[who] for who in waiting[:most]]) if waiting else {}
    new = _entered(_seen(user, people))
    told = [_line(person, held.get(person.id), late.get(person.id), new.get(person.id, [])) for person in people]
    return sorted(told, key=lambda line: (line.due or LATEST, line.person.name))


def _worked_out(questions: list[Question]) -> dict[UUID, Row]:
    """The rows of these people, each with its decision on record, kept until they may be other ones."""
    found = _observations(questions)
    worked = [(question, *_row(question, found[question.person.id])) for question in questions]
    told = []
    with transaction.atomic():
        for question, row, until, answer in worked:
            stored = remember(question.person, answer, question.known).id if answer and not row.early else None
            slot = row.ahead.slot
            told.append(Told(question, replace(row, stored=stored), until, slot.at if slot else None))
    keep(ABOUT, told)
    return {each.question.person.id: each.what for each in told}


def _row(question: Question, rows: list[tuple[Any, ...]]) -> tuple[Row, datetime, bedside.Answer | None]:
    """What the board says of a person, until when it stays so, and the answer in full."""
    person, at = question.person, question.at
    patient, chosen = bedside.Patient.of(observation(*row) for row in rows), medicine(person.medicine)
    following = next_of(person, patient, at)
    until = bedside.steady_until(chosen, patient, at, person.guide, following.plan)
    if not following.slot:
        return Row(following.in_short, None, False, None), until, None
    answer = bedside.check(chosen, patient, at, person.guide)
    early = following.slot.at - at > SOON and answer.decision is bedside.Decision.NOT_READY
    until = min(until, following.slot.at - SOON) if early else until
    return Row(following.in_short, _in_short(answer), early, None), until, answer


def _in_short(answer: bedside.Answer) -> bedside.Answer:
    bare = tuple(replace(reason, finding=replace(reason.finding, evidence=())) for reason in answer.firing)
    return replace(answer, reasons=bare, information=(), measures=())


def _line(person: Person, row: Row | None, late: datetime | None, new: list[tuple[datetime, str]]) -> Line:
    newest = dict.fromkeys(concept for _, concept in sorted(new, reverse=True))
    due = (row.ahead.slot.at if row.ahead.slot else None) if row else late
    return Line(person, row, due, len(new), tuple(newest)[:3])


def _questions(people: Iterable[Person]) -> dict[UUID, Question]:
    """What is asked of each: how many observations there are and when the newest was stored, in one query."""
    each = {person.id: person for person in people}
    found = Observation.objects.filter(person__in=each).values("person_id")
    last = {row[0]: row[1:] for row in found.annotate(n=Max("number"), at=Max("stored")).values_list("person_id", "n", "at")}
    told, minute = {who: last.get(who, (0, None)) for who in each}, clock.this_minute()
    return {who: Question(each[who], known, asked_after(stored, minute)) for who, (known, stored) in told.items()}


def _observations(questions: Iterable[Question]) -> dict[UUID, list[tuple[Any, ...]]]:
    """The observations that are asked about, in one query."""
    known = {question.person.id: question.known for question in questions}
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Observation.objects.filter(person__in=known).order_by("person_id", "number")
    for who, number, *row in rows.values_list("person_id", "number", *FIELDS):
        if number <= known[who]:
            found[who].append(tuple(row))
    return found


def _seen(user: User, people: Iterable[Person]) -> dict[UUID, datetime]:
    """When somebody last opened each person's page."""
    looks = Audit.objects.filter(actor=user.id, deed=Deed.SAW, person__in=[person.id for person in people])
    return dict(looks.values("person").annotate(last=Max("at")).values_list("person", "last"))


def _entered(seen: dict[UUID, datetime]) -> dict[UUID, list[tuple[datetime, str]]]:
    """What was learnt of each since then: when it was true, and of what it speaks."""
    found: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    for some in _in_parts(list(seen.items())):
        later = reduce(or_, (Q(person=who, learnt__gt=then) for who, then in some))
        rows = Observation.objects.annotate(learnt=Coalesce("entered", "at")).filter(later)
        for who, at, concept in rows.values_list("person_id", "at", "concept"):
            found[who].append((at, concept))
    return found


def _in_parts(each: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(each), ALONE):
        yield each[start : start + ALONE]
