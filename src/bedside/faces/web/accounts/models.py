"""Accounts, the roles there are, and who works on which ward. What a role may do is in `access`."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from bedside.faces.web.ward.models import Ward


class Role(models.TextChoices):
    """In which role somebody meets a person: the first two come from the person, the others from a ward."""

    PATIENT = "patient", _("patient")
    CARER = "carer", _("carer")
    NURSE = "nurse", _("nurse")
    PHYSICIAN = "physician", _("physician")
    PHARMACIST = "pharmacist", _("pharmacist")
    ADMINISTRATOR = "administrator", _("administrator")


STAFF = (Role.NURSE, Role.PHYSICIAN, Role.PHARMACIST, Role.ADMINISTRATOR)


class User(AbstractUser):
    """An account. Rows that outlive it name it by its id."""

    SINGLE = "me"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(max_length=150, blank=True)

    @property
    def called(self) -> str:
        """What people read."""
        return self.name or self.username


class Membership(models.Model):
    """Somebody works on a ward, in one role, until the membership ends."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    ward = models.ForeignKey(Ward, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in STAFF])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "ward", "role"], condition=models.Q(until=None), name="one_membership_of_a_kind"
            ),
        )
