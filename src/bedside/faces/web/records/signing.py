"""Signing off a slot: what was done, in sight of which decision; against the decision only with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

import bedside
from bedside.faces.web.audit.models import Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.entering import AHEAD, Fact, Sender, checked, lock, note, store
from bedside.faces.web.records.models import Action, Decision, Entry, Person, SignOff
from bedside.faces.web.records.reading import patient_of

ASKED = {
    bedside.Decision.GIVE: Action.GIVEN,
    bedside.Decision.CORRECT: Action.CORRECTED,
    bedside.Decision.HOLD: Action.HELD,
    bedside.Decision.STOP_CYCLE: Action.STOPPED,
    bedside.Decision.STOP_FOR_GOOD: Action.STOPPED,
    bedside.Decision.NOT_READY: None,
}
"""What a decision asks for; anything else that is signed in its sight is an override."""


class Refused(bedside.RecordError):
    """A sign-off that is not taken, with the field at fault; nothing was stored."""


@dataclass(frozen=True)
class Slot:
    """The slot that is signed for, as the plan has it."""

    at: datetime
    cycle: int
    dose: int


@dataclass(frozen=True)
class Signature:
    """What a form says of a slot. `seen` is the id of the newest sign-off that its page had shown, 0 for none."""

    slot: Slot
    action: Action
    seen: int
    reason: str = ""
    given: datetime | None = None
    units: float | None = None


def is_override(decision: str, action: Action) -> bool:
    """Whether an action is another than the decision asks for; before a decision that is not ready, every giving is.

    >>> is_override("hold", Action.GIVEN), is_override("hold", Action.HELD), is_override("not ready", Action.HELD)
    (True, False, False)
    """
    asked = ASKED[bedside.Decision(decision)]
    return action is Action.GIVEN if asked is None else action is not asked


def newest_sign_off(person: Person) -> int:
    """The id of the newest sign-off of a person; 0 before the first."""
    return int(SignOff.objects.filter(person=person).order_by("-id").values_list("id", flat=True).first() or 0)


def signed_before(person: Person, key: UUID) -> bool:
    """Whether the form with this key has been stored: then it is not judged again."""
    return bool(Entry.objects.filter(person=person, key=key).exists())


def sign(person: Person, decision: Decision, signed: Signature, sender: Sender) -> SignOff:
    """Store a sign-off, and the dose where one was given. Raises Refused; sent twice, it is stored once."""
    override = is_override(decision.decision, signed.action)
    with transaction.atomic():
        lock(person)
        done = Entry.objects.filter(person=person, key=sender.key).first()
        if done:
            return SignOff.objects.get(person=person, at=done.at, by=done.by, slot=signed.slot.at)
        _refuse(person, decision, signed, override)
        dose = _dose(person, signed, sender)
        stored = store(person, dose, sender.at)
        note(person, stored, sender, Deed.SIGNED_OFF)
        return SignOff.objects.create(
            person=person,
            decision=decision,
            slot=signed.slot.at,
            cycle=signed.slot.cycle,
            dose=signed.slot.dose,
            action=signed.action,
            override=override,
            reason=signed.reason.strip(),
            at=sender.at,
            by=sender.user.id,
            observation=stored.first if dose else None,
        )


def _refuse(person: Person, decision: Decision, signed: Signature, override: bool) -> None:
    if decision.person_id != person.id:
        raise Refused("decision", "this decision is about somebody else; open the page again")
    if newest_sign_off(person) != signed.seen:
        raise Refused("page", "somebody else has signed off meanwhile; nothing was stored. Read it, then sign again")
    if override and not signed.reason.strip():
        raise Refused("reason", "this is not what the guide asks for: write the reason")
    if signed.action is Action.GIVEN and not signed.units:
        raise Refused("units", "a dose that was given has an amount, in IU")


def _dose(person: Person, signed: Signature, sender: Sender) -> list[bedside.Observation]:
    """The observation that a dose becomes; nothing where none was given."""
    if signed.action is not Action.GIVEN:
        return []
    at = signed.given or sender.at
    if at > sender.at + AHEAD:
        raise Refused("given", f"{at.isoformat()} lies in the future; sign when it has been given")
    concept = medicine(person.medicine).rhythm.dose
    told = checked(Fact(concept, at, signed.units, bedside.vocabulary()[concept].unit), sender)
    patient_of(person).add(told)
    return [told]
