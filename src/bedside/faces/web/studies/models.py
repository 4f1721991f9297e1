"""The table of studies. Nobody real is in it: what was asked for, how far it is, and where its files lie."""

from __future__ import annotations

import uuid

from django.db import models

from bedside.faces.web.ward.models import Ward


class Stage(models.TextChoices):
    """How far a study is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


UNDER_WAY = (Stage.WAITING, Stage.RUNNING)


class Study(models.Model):
    """One run of virtual people; `wanted` is what was asked for, `done` how many people are worked out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ward = models.ForeignKey(Ward, models.PROTECT, related_name="studies")
    by = models.UUIDField()
    added = models.DateTimeField()
    wanted = models.JSONField()
    people = models.PositiveIntegerField()
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.WAITING)
    done = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True)

    @property
    def under_way(self) -> bool:
        """Whether it waits or runs."""
        return self.stage in UNDER_WAY
