"""The plan in a calendar: as a file, or by a link that a calendar reads without a login, until it is ended."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bedside.faces.calendar import calendar, nothing_planned
from bedside.faces.web import clock, words
from bedside.faces.web.access import RIGHTS, Request, anybody, person_view
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.person.models import Subscription
from bedside.faces.web.person.story import next_of
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at, patient_of

SHOWN = 6
"""Slots that the page shows of what lies ahead."""


@person_view("see")
@require_safe
def dates(request: Request, person: Person) -> HttpResponse:
    """What lies ahead, and the ways to have it in a calendar."""
    return _page(request, person)


@person_view("see")
@require_safe
def download(request: Request, person: Person) -> HttpResponse:  # noqa: ARG001
    """The plan as a file."""
    return _file(person)


@person_view("invite")
@require_POST
def subscribe(request: Request, person: Person) -> HttpResponse:
    """Make a link; it is shown once, and only its digest is kept."""
    token = token_urlsafe(32)
    Subscription.objects.create(person=person, digest=digest(token), made=clock.now())
    _note(person, Deed.INVITED, "calendar_subscribe", request)
    link = f"{request.build_absolute_uri(reverse('calendar_feed', args=[token]))}?language={get_language() or 'en'}"
    return _page(request, person, link)


@person_view("invite")
@require_POST
def end(request: Request, person: Person, pk: int) -> HttpResponse:
    """End a link: whoever has it reads nothing more."""
    found = get_object_or_404(Subscription, pk=pk, person=person)
    if found.until is None:
        found.until = clock.now()
        found.save(update_fields=["until"])
        _note(person, Deed.ENDED, "calendar_end", request)
    messages.success(request, _("The link has ended."))
    return redirect("calendar", person=person.id)


@anybody
@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """The plan, for the calendar that has the link, and nothing but the plan."""
    found = Subscription.objects.select_related("person__ward").filter(digest=digest(token), until=None).first()
    if found is None:
        raise Http404
    _note(found.person, Deed.SAW, "calendar_feed")
    asked = request.GET.get("language", "")
    with override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        return _file(found.person)


def digest(token: str) -> str:
    """What is kept of a link."""
    return sha256(token.encode()).hexdigest()


def _page(request: Request, person: Person, link: str = "") -> HttpResponse:
    at, patient = asked_at(person), patient_of(person)
    following = next_of(person, patient, at)
    due = [slot for slot in following.plan.slots if slot.status == "due" and slot.at >= at] if following.plan else []
    ctx = {
        "person": person,
        "next": following,
        "due": due[:SHOWN],
        "more": len(due) - SHOWN,
        "links": Subscription.objects.filter(person=person, until=None).order_by("-id"),
        "link": link,
        "may_share": bool(request.roles & RIGHTS["invite"]),
    }
    return render(request, "person/calendar.html", ctx)


def _file(person: Person) -> HttpResponse:
    at, patient = clock.now(), patient_of(person)
    plan = next_of(person, patient, at).plan
    content = calendar(plan, at, str(person.id), words.said) if plan else nothing_planned()
    head = {"Content-Disposition": 'attachment; filename="plan.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=head)


def _note(person: Person, deed: Deed, route: str, request: Request | None = None) -> None:
    """Write down that a link was made, ended or read; who reads by it is not known."""
    who = request.user.id if request else None
    Audit.objects.create(at=clock.now(), actor=who, person=person.id, ward=person.ward_id, deed=deed, route=route)
