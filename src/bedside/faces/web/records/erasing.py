"""Delete-my-data: everything about a person goes; that it went, when, and by whom, stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records import files
from bedside.faces.web.records.models import (
    Confirmed,
    Decision,
    Entry,
    Erasure,
    Kept,
    Observation,
    Person,
    Preparation,
    PreparationCheck,
    SignOff,
)

GOES = (PreparationCheck, Preparation, SignOff, Decision, Confirmed, Entry, Observation)
"""In an order in which nothing refers to what is gone."""


def erase(person: Person, by: User, at: datetime, route: str) -> None:
    """Delete a person's rows, files, name, carers, invitations, and the account where it has no other use."""
    about = {"at": at, "actor": by.id, "person": person.id, "ward": person.ward_id, "deed": Deed.ERASED, "route": route}
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        Erasure.objects.create(person=person.id, at=at, by=by.id)
        Audit.objects.create(**about)
        Kept.objects.filter(person=person).delete()
        for table in GOES:
            table.objects.filter(person=person).erase()
        account, gone = person.account, person.id
        person.delete()
        transaction.on_commit(lambda: files.remove(gone))
        if account and not _used_otherwise(account):
            account.delete()


def _used_otherwise(account: User) -> bool:
    """Whether an account works on a ward or cares for somebody."""
    return account.memberships.exists() or account.cares_for.exists() or account.username == User.SINGLE
