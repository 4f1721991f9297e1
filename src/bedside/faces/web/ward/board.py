"""The board of a ward: one row a person, by the next dose due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

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


def lines(ward: Ward, user: User, at: datetime) -> list[Line]:
    """Everybody on the ward: those with a dose due first, by time; then the others by name."""
    people = list(Person.objects.filter(ward=ward).select_related("ward"))
    rows = _rows(people)
    seen = _seen(user, people)
    told = [_line(person, rows[person.id], seen.get(person.id), at) for person in people]
    return sorted(told, key=lambda line: (line.at, line.person.name))


def _line(person: Person, rows: list[tuple[Any, ...]], seen: datetime | None, at: datetime) -> Line:
    patient = bedside.Patient.of(observation(*row[1:]) for row in rows)
    following = next_of(person, patient, at)
    answer = decision = None
    early = False
    if following.slot:
        answer = bedside.check(medicine(person.medicine), patient, at, person.guide)
        early = following.slot.at - at > SOON and answer.decision is bedside.Decision.NOT_READY
        decision = None if early else remember(person, answer, len(rows))
    new = [told for told in patient.observations if seen is not None and told.known > seen]
    newest = dict.fromkeys(told.concept for told in sorted(new, key=lambda told: told.at, reverse=True))
    return Line(person, following, answer, decision, early, len(new), tuple(newest)[:3])


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
    return dict(looks.order_by("id").values_list("person", "at"))
