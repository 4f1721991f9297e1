"""Where a person stands: what is next, what has changed, what the nurse will ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import bedside
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Person

RECENT = timedelta(hours=24)


@dataclass(frozen=True)
class Next:
    """What comes next: the open slot, or the milestone after the last one; `plan` is None before a course."""

    plan: bedside.Plan | None
    slot: Any = None
    milestone: Any = None
    why_not: str = ""

    @property
    def at(self) -> datetime | None:
        return self.slot.at if self.slot else self.milestone.at if self.milestone else None


def next_of(person: Person, patient: bedside.Patient, at: datetime) -> Next:
    """The next slot that is due under the person's guide, or what follows when none is left."""
    try:
        plan = bedside.plan_record(medicine(person.medicine), patient, at, guide=person.guide or None)
    except bedside.PlanError as trouble:
        return Next(None, why_not=str(trouble))
    due = next((slot for slot in plan.slots if slot.status == "due"), None)
    if due:
        return Next(plan, slot=due)
    stones = [stone for stone in (plan.evaluation, plan.next_course) if stone]
    ahead = [stone for stone in stones if stone.at >= at]
    return Next(plan, milestone=min(ahead or stones[-1:], key=lambda stone: stone.at, default=None))


def last_look(user: Any, person: Person, route: str) -> datetime | None:
    """When somebody last saw a page of this person; None for the first time."""
    seen = Audit.objects.filter(actor=user.id, person=person.id, deed=Deed.SAW, route=route)
    return seen.order_by("-id").values_list("at", flat=True).first()


def changes(patient: bedside.Patient, since: datetime, at: datetime) -> list[bedside.Observation]:
    """What was learnt after `since`, the newest first, each concept once, with what a correction has replaced left out."""
    newest: dict[str, bedside.Observation] = {}
    for told in sorted(patient.as_of(at).observations, key=lambda told: (told.at, told.known)):
        if told.known > since:
            newest[told.concept] = told
    return sorted(newest.values(), key=lambda told: told.at, reverse=True)


def before(patient: bedside.Patient, told: bedside.Observation) -> bedside.Observation | None:
    """The reading of the same concept before this one."""
    earlier = [other for other in patient.observations if other.concept == told.concept and other.at < told.at]
    return max(earlier, key=lambda other: other.at, default=None)


def reviews(person: Person) -> Iterable[Any]:
    """What is asked before each dose, with its source: the monitors of the medicine's file that are reviews."""
    words = bedside.vocabulary()
    due = (monitor for monitor in medicine(person.medicine).monitors if monitor.due == "each dose")
    return [monitor for monitor in due if all(words[concept].kind == "review" for concept in monitor.concepts)]
