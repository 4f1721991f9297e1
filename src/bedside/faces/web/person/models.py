"""What a person has given out beside the record: links by which a calendar reads the plan."""

from __future__ import annotations

from django.db import models

from bedside.faces.web.records.models import Person


class Subscription(models.Model):
    """A link by which a calendar reads the plan without a login, until it is ended; only a digest of it is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="subscriptions")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
