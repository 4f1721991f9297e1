"""Carers: invited by the person with a link that works once, ended by either of the two."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records.models import Care, Invitation, Person

VALID = timedelta(days=3)
"""How long an invitation can be accepted."""


def invite(person: Person, by: User, at: datetime) -> str:
    """The secret of a new invitation; only its digest is kept, so it is shown this once."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.create(person=person, digest=_digest(secret), made=at, expires=at + VALID)
        _written(person, by, at, Deed.INVITED)
    return secret


def open_invitation(secret: str, at: datetime) -> Invitation | None:
    """The invitation of a secret, while it can be accepted."""
    found = Invitation.objects.filter(digest=_digest(secret), accepted=None, expires__gt=at)
    return found.select_related("person").first()


def accept(secret: str, by: User, at: datetime) -> Care:
    """Whoever has the link becomes a carer, once. Raises bedside.RecordError."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(digest=_digest(secret), accepted=None, expires__gt=at).first()
        if found is None:
            raise bedside.RecordError("invitation", "this invitation was used, or has run out: ask for a new one")
        if found.person.account_id == by.id:
            raise bedside.RecordError("invitation", "this is your own invitation: send it to whoever is to care for you")
        found.accepted = at
        found.save(update_fields=["accepted"])
        care = Care.objects.filter(person=found.person, carer=by, until=None).first()
        care = care or Care.objects.create(person=found.person, carer=by, since=at)
        _written(found.person, by, at, Deed.ACCEPTED)
    return care


def end(care: Care, by: User, at: datetime) -> None:
    """Somebody cares no longer, and sees nothing more from this moment."""
    with transaction.atomic():
        care.until = at
        care.save(update_fields=["until"])
        _written(care.person, by, at, Deed.ENDED)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _written(person: Person, by: User, at: datetime, deed: Deed) -> None:
    about = {"person": person.id, "ward": person.ward_id}
    Audit.objects.create(at=at, actor=by.id, deed=deed, route="carers", **about)
