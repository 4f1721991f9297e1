"""One table of everything that was seen and changed. It holds no name and no value, and outlives what it is about."""

from __future__ import annotations

from django.db import models

from bedside.faces.web.audit.appendonly import AppendOnly


class Deed(models.TextChoices):
    """What somebody did."""

    SAW = "saw"
    REFUSED = "refused"
    ENTERED = "entered"
    SIGNED_OFF = "signed off"
    PREPARED = "prepared"
    CHECKED = "checked"
    EXPORTED = "exported"
    IMPORTED = "imported"
    INVITED = "invited"
    ACCEPTED = "accepted"
    ENDED = "ended"
    ERASED = "erased"
    ACCOUNT = "account"
    CHOSE = "chose a guide"
    BROUGHT = "brought a report"
    REMOVED = "removed a report"


class Audit(AppendOnly):
    """One deed: who (`actor`, an account's id), when, about whom, on which page.

    `decisions` are the stored decisions that the page showed, `rows` the first and last number of the observations that
    were added. No foreign keys: a row here stays when the person, the account and the ward are gone.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.UUIDField(null=True, db_index=True)
    person = models.UUIDField(null=True, db_index=True)
    ward = models.BigIntegerField(null=True, db_index=True)
    deed = models.CharField(max_length=20, choices=Deed.choices)
    route = models.CharField(max_length=100)
    decisions = models.JSONField(default=list)
    rows = models.JSONField(default=list)
