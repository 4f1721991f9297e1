"""The administrator's start: who works here, who is treated, what is open, and what the installation is."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, ward_view
from bedside.faces.web.accounts.models import Membership, Role
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Invitation, Observation, Person, SignOff
from bedside.faces.web.ward.models import Ward

WEEK = timedelta(days=7)


@ward_view("administer")
@require_safe
def administration(request: Request, ward: Ward) -> HttpResponse:
    """Figures and what is missing; no name and no record of anybody who is treated."""
    now = clock.now()
    return render(request, "ward/administration.html", {"ward": ward, **_people(ward, now), **_installation(ward)})


def _people(ward: Ward, now: datetime) -> dict[str, Any]:
    here = Membership.objects.filter(ward=ward, until=None)
    roles = Counter(here.values_list("role", flat=True))
    signed = SignOff.objects.filter(person__ward=ward)
    return {
        "members": [(role.label, roles[role]) for role in Role if roles[role]],
        "lacking": [role.label for role in (Role.NURSE, Role.PHYSICIAN, Role.PHARMACIST) if not roles[role]],
        "treated": Person.objects.filter(ward=ward).count(),
        "without_account": Person.objects.filter(ward=ward, account=None).count(),
        "without_guide": Person.objects.filter(ward=None, own_guide="").count(),
        "invitations": Invitation.objects.filter(person__ward=ward, accepted=None, expires__gt=now).order_by("expires"),
        "signed": signed.count(),
        "overridden": signed.filter(override=True).count(),
        "lately": signed.filter(override=True, at__gt=now - WEEK).count(),
        "refused": Audit.objects.filter(ward=ward.id, deed=Deed.REFUSED, at__gt=now - WEEK).count(),
    }


def _installation(ward: Ward) -> dict[str, Any]:
    chosen = medicine(ward.medicine)
    return {
        "guide": chosen.guides.get(ward.guide),
        "medicine": chosen,
        "version": bedside.__version__,
        "database": connection.display_name,
        "stored": _size(),
        "observations": Observation.objects.count(),
        "second_factor": settings.BEDSIDE_SECOND_FACTOR,
    }


def _size() -> int:
    """How many bytes the database takes."""
    asked = {
        "postgresql": "SELECT pg_database_size(current_database())",
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        return int(cursor.fetchone()[0])
