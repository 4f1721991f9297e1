"""A ward follows one published guide of one medicine."""

from __future__ import annotations

from django.db import models


class Ward(models.Model):
    """A place where people are treated; every decision shown there is that of its guide."""

    name = models.CharField(max_length=100, unique=True)
    medicine = models.CharField(max_length=100, default="aldesleukin")
    guide = models.CharField(max_length=100)
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
