"""The board of a ward: one row a person, by the next dose due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.story import Next, next_of
from bedside.faces.web.records.decisions import remember
from bedside.faces.web.records.models import Decision, Observation, Person
from bedside.faces.web.records.reading import FIELDS, observation
from bedside.faces.web.ward.models import Ward

LATEST = datetime.max.replace(tzinfo=UTC)
SOON = timedelta(hours=12)
"""A slot further away than this is not yet asked about: that nothing has been measured for it is no news."""


@dataclass(frozen=True)
class Line:
    """One person on the board. Without a slot that is due there is no decision to make.

    `early`: the slot is far away, and all that can be said is that it is not ready.
    """

    person: Person
    next: Next
    answer: bedside.Answer | None
    decision: Decision | None
    early: bool
    changed: int
    newest: tuple[str, ...]

    @property
    def at(self) -> datetime:
        return self.next.slot.at if self.next.slot else LATEST

    @property
    def tally(self) -> dict[str, int] | None:
        """The cycle under way or the last one, and how many of its doses were given and left out; None before a course."""
        plan = self.next.plan
        begun = [slot for slot in plan.slots if slot.status != "due"] if plan else []
        if not begun:
            return None
        mine = Counter(slot.status for slot in begun if slot.cycle == begun[-1].cycle)
        return {"cycle": begun[-1].cycle, "given": mine["given"], "held": mine.total() - mine["given"]}


@dataclass(frozen=True)
class Kept:
    """What was worked out for a person: it holds for this many observations, this guide, from `at` to just before `until`."""

    known: int
    guide: str
    at: datetime
    until: datetime
    next: Next
    answer: bedside.Answer | None
    early: bool
    stored: int | None
    told: tuple[tuple[datetime, datetime, str], ...]

    def holds(self, known: int, guide: str, at: datetime) -> bool:
        """Whether it still says what would be worked out again."""
        return (self.known, self.guide) == (known, guide) and self.at <= at < self.until


KEPT: dict[UUID, Kept] = {}
"""Of each person on a board of this process. What holds no longer is dropped when a board is drawn, after a day at most."""


def lines(ward: Ward, user: User, at: datetime) -> list[Line]:
    """Everybody on the ward: those with a dose due first, by time; then the others by name."""
    people = list(Person.objects.filter(ward=ward).select_related("ward"))
    known, seen = _known(people), _seen(user, people)
    for gone in [who for who, kept in tuple(KEPT.items()) if kept.until <= at]:
        KEPT.pop(gone, None)
    held = {person.id: KEPT[person.id] for person in people if person.id in KEPT}
    stored = Decision.objects.in_bulk({kept.stored for kept in held.values() if kept.stored})
    anew = [person for person in people if not _holds(held.get(person.id), person, known[person.id], at, stored)]
    rows = _rows(anew) if anew else {}
    for person in anew:
        kept, decision = _worked_out(person, rows[person.id], at)
        held[person.id] = KEPT[person.id] = kept
        if decision is not None:
            stored[decision.id] = decision
    told = [_line(person, held[person.id], stored, seen.get(person.id)) for person in people]
    return sorted(told, key=lambda line: (line.at, line.person.name))


def _holds(kept: Kept | None, person: Person, known: int, at: datetime, stored: dict[int, Decision]) -> bool:
    """Whether what is kept may be shown: it says the same as now, and its decision is on record for this person."""
    if kept is None or not kept.holds(known, person.guide, at):
        return False
    return kept.stored is None or (kept.stored in stored and stored[kept.stored].person_id == person.id)


def _worked_out(person: Person, rows: list[tuple[Any, ...]], at: datetime) -> tuple[Kept, Decision | None]:
    """The next slot and the answer, the decision as it is stored, and until when they stay."""
    patient = bedside.Patient.of(observation(*row[1:]) for row in rows)
    following, chosen = next_of(person, patient, at), medicine(person.medicine)
    answer = decision = None
    early = False
    until = bedside.steady_until(chosen, patient, at, person.guide, following.plan)
    if following.slot:
        answer = bedside.check(chosen, patient, at, person.guide)
        early = following.slot.at - at > SOON and answer.decision is bedside.Decision.NOT_READY
        decision = None if early else remember(person, answer, len(rows))
        until = min(until, following.slot.at - SOON) if early else until
    told = tuple((each.known, each.at, each.concept) for each in patient.observations)
    stored = decision.id if decision else None
    return Kept(len(rows), person.guide, at, until, following, answer, early, stored, told), decision


def _line(person: Person, kept: Kept, stored: dict[int, Decision], seen: datetime | None) -> Line:
    new = sorted((each for each in kept.told if seen is not None and each[0] > seen), key=lambda each: each[1], reverse=True)
    newest = tuple(dict.fromkeys(concept for _, _, concept in new))[:3]
    decision = stored[kept.stored] if kept.stored else None
    return Line(person, kept.next, kept.answer, decision, kept.early, len(new), newest)


def _known(people: Iterable[Person]) -> dict[UUID, int]:
    """How many observations there are of each person, in one query."""
    found = Observation.objects.filter(person__in=[person.id for person in people]).values("person_id")
    told = dict(found.annotate(last=Max("number")).values_list("person_id", "last"))
    return {person.id: told.get(person.id, 0) for person in people}


def _rows(people: Iterable[Person]) -> dict[UUID, list[tuple[Any, ...]]]:
    """Every observation of these people, in one query."""
    found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
    rows = Observation.objects.filter(person__in=[person.id for person in people]).order_by("number")
    for row in rows.values_list("person_id", *FIELDS):
        found[row[0]].append(row)
    return found


def _seen(user: User, people: Iterable[Person]) -> dict[UUID, datetime]:
    """When somebody last opened each person's page."""
    looks = Audit.objects.filter(actor=user.id, deed=Deed.SAW, person__in=[person.id for person in people])
    return dict(looks.values("person").annotate(last=Max("at")).values_list("person", "last"))
