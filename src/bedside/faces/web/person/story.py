"""Where a person stands: what is next, what has changed, what the nurse will ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import bedside
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Person

RECENT = timedelta(hours=24)
MONTH = timedelta(days=28)


@dataclass(frozen=True)
class Place:
    """When something is due, and for a slot which one it is."""

    at: datetime
    cycle: int = 0
    number: int = 0


@dataclass(frozen=True)
class Tally:
    """The cycle under way or the last one: how many of its doses were given, and how many slots left out."""

    cycle: int
    given: int
    held: int


@dataclass(frozen=True)
class Ahead:
    """What comes next, without the plan that it is taken from; `dose` is in million IU, None before a course."""

    kind: str
    slot: Place | None
    milestone: Place | None
    dose: float | None
    tally: Tally | None


@dataclass(frozen=True)
class Next:
    """What comes next: the open slot, or the milestone after the last one; `plan` is None before a course.

    `kind` is slot, evaluation, next course, or start.
    """

    plan: bedside.Plan | None
    kind: str = "start"
    slot: Any = None
    milestone: Any = None
    why_not: str = ""

    @property
    def at(self) -> datetime | None:
        return self.slot.at if self.slot else self.milestone.at if self.milestone else None

    @property
    def in_short(self) -> Ahead:
        """The same as it is kept."""
        slot = Place(self.slot.at, self.slot.cycle, self.slot.number) if self.slot else None
        stone = Place(self.milestone.at) if self.milestone else None
        dose = round(self.plan.dose.million_iu, 2) if self.plan else None
        return Ahead(self.kind, slot, stone, dose, _tally(self.plan))


def _tally(plan: bedside.Plan | None) -> Tally | None:
    begun = [slot for slot in plan.slots if slot.status != "due"] if plan else []
    if not begun:
        return None
    mine = Counter(slot.status for slot in begun if slot.cycle == begun[-1].cycle)
    return Tally(begun[-1].cycle, mine["given"], mine.total() - mine["given"])


def next_of(person: Person, patient: bedside.Patient, at: datetime, bag: float | None = None) -> Next:
    """The next slot that is due under the person's guide, or what follows when none is left; `bag` in mL, if not the file's."""
    try:
        plan = bedside.plan_record(medicine(person.medicine), patient, at, guide=person.guide or None, bag_ml=bag)
    except bedside.PlanError as trouble:
        return Next(None, why_not=str(trouble))
    due = next((slot for slot in plan.slots if slot.status == "due"), None)
    if due:
        return Next(plan, "slot", slot=due)
    stones = [(kind, stone) for kind, stone in (("evaluation", plan.evaluation), ("next course", plan.next_course)) if stone]
    ahead = [(kind, stone) for kind, stone in stones if stone.at >= at]
    kind, stone = next(iter(ahead or stones[-1:]), ("start", None))
    return Next(plan, kind, milestone=stone)


def last_look(user: Any, person: Person, route: str) -> datetime | None:
    """When somebody last saw a page of this person; None for the first time."""
    seen = Audit.objects.filter(actor=user.id, person=person.id, deed=Deed.SAW, route=route)
    return seen.order_by("-id").values_list("at", flat=True).first()


@dataclass(frozen=True)
class Change:
    """The newest reading of a concept beside the one before; `share` is by how much of itself it moved."""

    now: bedside.Observation
    before: bedside.Observation | None
    share: float

    @property
    def way(self) -> str:
        """up, down, or nothing."""
        return "" if not self.share else "up" if self.share > 0 else "down"


def changes(patient: bedside.Patient, since: datetime, at: datetime) -> list[Change]:
    """What was learnt after `since`: findings first, then numbers, those that moved most before the others.

    Each concept comes once. Reviews are left out: that they were done is no change.
    """
    words, series = bedside.vocabulary(), _by_concept(patient.as_of(at))
    told = [_change(found) for found in series.values() if found[-1].known > since]
    told = [change for change in told if words[change.now.concept].kind != "review"]
    return sorted(told, key=lambda change: (words[change.now.concept].numeric, -abs(change.share)))


def reviewed(patient: bedside.Patient, since: datetime, at: datetime) -> int:
    """How many reviews were done after `since`."""
    words = bedside.vocabulary()
    known = patient.as_of(at).observations
    return sum(words[told.concept].kind == "review" and told.known > since for told in known)


def since(patient: bedside.Patient, dose: str, at: datetime) -> datetime:
    """From when charts are drawn: two days before the first dose of the last four weeks; without one, four weeks back."""
    doses = [told.at for told in patient.observations if told.concept == dose and at - MONTH <= told.at <= at]
    return min(doses) - 2 * RECENT if doses else at - MONTH


def _by_concept(patient: bedside.Patient) -> dict[str, list[bedside.Observation]]:
    series: dict[str, list[bedside.Observation]] = {}
    for told in sorted(patient.observations, key=lambda told: (told.at, told.known)):
        series.setdefault(told.concept, []).append(told)
    return series


def _change(found: list[bedside.Observation]) -> Change:
    now, before = found[-1], found[-2] if len(found) > 1 else None
    if before is None or now.amount == before.amount:
        return Change(now, before, 0.0)
    return Change(now, before, (now.amount - before.amount) / max(abs(now.amount), abs(before.amount)))


def reviews(person: Person) -> Iterable[Any]:
    """What is asked before each dose, with its source: the monitors of the medicine's file that are reviews."""
    words = bedside.vocabulary()
    due = (monitor for monitor in medicine(person.medicine).monitors if monitor.due == "each dose")
    return [monitor for monitor in due if all(words[concept].kind == "review" for concept in monitor.concepts)]
