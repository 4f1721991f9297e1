"""A dose made ready: what one person prepared, and what a second one checked. Both are stored, neither is changed."""

from __future__ import annotations

from django.db import transaction

import bedside
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records.entering import Sender, lock
from bedside.faces.web.records.models import Person, Preparation, PreparationCheck
from bedside.faces.web.records.signing import Refused, Slot


def prepare(person: Person, slot: Slot, plan: bedside.Plan, lot: str, sender: Sender) -> Preparation:
    """Store that a dose was prepared, with the figures of the sheet. Sent twice, it is stored once."""
    with transaction.atomic():
        lock(person)
        done: Preparation | None = Preparation.objects.filter(person=person, key=sender.key).first()
        if done:
            return done
        sheet = {"dose": plan.dose.to_json(), "weight": plan.to_json()["weight"], "regimen": plan.regimen.id}
        new: Preparation = Preparation.objects.create(
            person=person,
            key=sender.key,
            slot=slot.at,
            cycle=slot.cycle,
            dose=slot.dose,
            sheet=sheet,
            digest=plan.digest,
            lot=lot.strip(),
            at=sender.at,
            by=sender.user.id,
        )
        _written(person, sender, Deed.PREPARED)
    return new


def confirm(person: Person, prepared: int, sender: Sender) -> PreparationCheck:
    """Store that a second person checked a dose. Raises Refused where it is the same person, or nothing to check."""
    with transaction.atomic():
        lock(person)
        made: Preparation | None = Preparation.objects.filter(person=person, pk=prepared).first()
        if made is None:
            raise Refused("prepared", "there is no such preparation of this person; open the sheet again")
        if made.by == sender.user.id:
            raise Refused("prepared", "whoever prepared a dose does not check it: a second person signs in and checks")
        done: PreparationCheck | None = PreparationCheck.objects.filter(preparation=made).first()
        if done:
            if done.by == sender.user.id:
                return done
            raise Refused("prepared", "somebody else has checked this preparation meanwhile; nothing was stored")
        told: PreparationCheck = PreparationCheck.objects.create(
            person=person, preparation=made, at=sender.at, by=sender.user.id
        )
        _written(person, sender, Deed.CHECKED)
    return told


def _written(person: Person, sender: Sender, deed: Deed) -> None:
    about = {"at": sender.at, "actor": sender.user.id, "person": person.id, "ward": person.ward_id}
    Audit.objects.create(**about, deed=deed, route=sender.route)
