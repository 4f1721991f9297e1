"""What a ward looks back on: overrides, who saw and changed what, and the handover on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bedside.faces.web import clock
from bedside.faces.web.access import RIGHTS, Request, person_view, ward_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Action, Person, SignOff
from bedside.faces.web.ward.board import lines
from bedside.faces.web.ward.models import Ward

ON_A_PAGE = 100
"""Rows of a long list on one page."""


@ward_view("oversee")
@require_safe
def overrides(request: Request, ward: Ward) -> HttpResponse:
    """Every sign-off that was another than the guide asked for, with its reason, listed and counted."""
    signed = SignOff.objects.filter(person__ward=ward)
    rows = list(signed.filter(override=True).select_related("person", "decision").order_by("-id"))
    counts = Counter((row.decision.decision, row.action) for row in rows)
    pages = Paginator(rows, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    ctx = {
        "ward": ward,
        "signed": signed.count(),
        "page": page,
        "counts": [(told, Action(done).label, n) for (told, done), n in counts.most_common()],
        "total": len(rows),
        "rows": [{"row": row, "by": people.get(row.by)} for people in [named(page)] for row in page],
    }
    return render(request, "ward/overrides.html", ctx)


@ward_view("audit")
@require_safe
def ward_audit(request: Request, ward: Ward) -> HttpResponse:
    """Who saw and changed what on a ward, the newest first."""
    ctx = deeds(request, Audit.objects.filter(ward=ward.id))
    return render(request, "ward/audit.html", ctx | {"ward": ward})


@person_view("audit")
@require_safe
def person_audit(request: Request, person: Person) -> HttpResponse:
    """Who saw and changed what of one person, the newest first."""
    ctx = deeds(request, Audit.objects.filter(person=person.id))
    return render(request, "person/audit.html", ctx | {"person": person})


@ward_view("board")
@require_safe
def handover(request: Request, ward: Ward) -> HttpResponse:
    """Everybody on the ward, for paper: where in the course, the decision and what was signed, what is missing, what is due."""
    at = clock.this_minute()
    told = lines(ward, request.user)
    request.decisions = [line.row.stored for line in told if line.row and line.row.stored]
    last = {row.person_id: row for row in SignOff.objects.filter(person__ward=ward).order_by("id")}
    people = User.objects.in_bulk({row.by for row in last.values() if row.by})
    rows = [{"line": line, "signed": row, "by": people.get(row.by) if row else None} for line, row in _with(told, last)]
    guide = medicine(ward.medicine).guides[ward.guide]
    return render(request, "ward/handover.html", {"ward": ward, "rows": rows, "at": at, "guide": guide})


def _with(told: Iterable[Any], last: dict[Any, SignOff]) -> Iterable[tuple[Any, SignOff | None]]:
    return [(line, last.get(line.person.id)) for line in told]


def deeds(request: Request, found: Any) -> dict[str, Any]:
    """One page of the audit, with the names that its ids stand for as long as they are known."""
    page = Paginator(found.order_by("-id"), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(page)
    actors = User.objects.in_bulk({row.actor for row in rows if row.actor})
    people = Person.objects.in_bulk({row.person for row in rows if row.person})
    told = [{"row": row, "actor": actors.get(row.actor), "about": people.get(row.person)} for row in rows]
    return {"page": page, "rows": told, "sees": bool(request.roles & RIGHTS["see"])}


def named(rows: Iterable[SignOff]) -> dict[Any, User]:
    """The accounts of those who signed, as far as they are still there."""
    return User.objects.in_bulk({row.by for row in rows if row.by})
