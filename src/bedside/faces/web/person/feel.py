"""How I feel: what it means, how urgent it is, what to ask next; and what is right goes into the record.

What is typed is sent in the body of a form only: no address, no log and no audit has a word of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import CLINICAL, PATIENT, RIGHTS, Request, person_view
from bedside.faces.web.person.feeling import Said, read, shown
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at

UNPROCESSABLE, OUR_FAULT = 422, 500
AGES = timedelta(days=1)
"""So long an answer may be looked at before what was said is put into the record."""
URGENT = ("emergency", "tell now")
NOTHING = lazy("Nothing was ticked, and nothing was kept.")


class Keeping(forms.Form):
    """The hidden fields of an answer: of which moment and of which words it is, and which effects are right."""

    at = forms.DateTimeField()
    read = forms.CharField(max_length=64)
    key = forms.UUIDField()

    def trouble(self, said: Said, ticked: list[str], now: datetime) -> str:
        """Why nothing can be kept; empty where something can."""
        if not self.is_valid() or not now - AGES <= self.cleaned_data["at"] <= now + timedelta(minutes=1):
            return _("This page was open too long, and nothing was kept. Here is what it means now: look, then tick again.")
        if self.cleaned_data["read"] != said.digest:
            return _("You changed something meanwhile, and nothing was kept. Here is what it means now: look, then tick again.")
        return "" if ticked else str(NOTHING)


@person_view("see")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def feel(request: Request, person: Person) -> HttpResponse:
    """Words or a list of the body; sent here they are read, and nothing is kept."""
    if request.method != "POST":
        return render(request, "person/feel.html", _page(request, person, Said.of(QueryDict())))
    return answer(request, person, Said.of(request.POST))


@person_view("enter")
@sensitive_post_parameters()
@require_POST
def keep(request: Request, person: Person) -> HttpResponse:
    """Put into the record what somebody has ticked, of the answer that was looked at."""
    said, now, form = Said.of(request.POST), clock.now(), Keeping(request.POST)
    ticked = request.POST.getlist("confirm")
    trouble = form.trouble(said, ticked, now)
    if trouble:
        return answer(request, person, said, trouble)
    try:
        told = read(person, said, form.cleaned_data["at"])
        facts = [_fact(each) for each in told.found.confirm(ticked)] if told else []
        if told is None or not facts:
            return answer(request, person, said, str(NOTHING))
        enter(person, facts, Sender(request.user, now, "feel_keep", form.cleaned_data["key"]))
    except bedside.Refusal as reason:
        return answer(request, person, said, refused=str(reason))
    return _kept(request, person, told.found, len(facts))


def answer(request: Request, person: Person, said: Said, trouble: str = "", refused: str = "") -> HttpResponse:
    """What was said, read; on the whole page, or for the part of the page that asked. What was typed stays.

    `trouble` is in the reader's language; what the core `refused` is in English, unless it has a translation.
    """
    request.shows, status = True, UNPROCESSABLE if trouble or refused else 200
    ctx = _page(request, person, said) | {"trouble": trouble, "refused": refused, "key": uuid4()}
    try:
        found = read(person, said, ctx["at"])
    except bedside.CannotUnderstand as reason:
        ctx["refused"], status = refused or str(reason), UNPROCESSABLE
    else:
        ctx |= shown(found, ctx["may_keep"]) if found else {"failed": True}
        status = status if found else OUR_FAULT
    if request.htmx:
        return render(request, "person/felt.html", ctx)
    return render(request, "person/feel.html", ctx, status=status)


def _page(request: Request, person: Person, said: Said) -> dict[str, Any]:
    return {
        "person": person,
        "at": _asked_at(person),
        "said": said,
        "body": bedside.body(),
        "own": PATIENT in request.roles,
        "may_keep": bool(request.roles & RIGHTS["enter"]),
        "confirmed": request.POST.getlist("confirm"),
    }


def _asked_at(person: Person) -> datetime:
    """The moment of the answer; what to do in an emergency waits for no database."""
    try:
        return asked_at(person)
    except Exception:
        return clock.this_minute()


def _fact(told: bedside.Observation) -> Fact:
    return Fact(told.concept, told.at, told.value, told.unit, note=told.note)


def _kept(request: Request, person: Person, found: bedside.Understanding, count: int) -> HttpResponse:
    """To where the record is seen; what is urgent is told there again."""
    kept = ngettext("Kept in the record: %(n)d entry.", "Kept in the record: %(n)d entries.", count) % {"n": count}
    messages.success(request, kept)
    if found.urgency in URGENT:
        messages.error(request, " ".join(_(each) for each in found.tells))
    return redirect("predose" if request.roles & CLINICAL else "person", person=person.id)
