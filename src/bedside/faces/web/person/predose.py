"""The pages before a dose: the decision with everything behind it, the entry of what it needs, and the sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import bedside
from bedside.faces.web import clock, words
from bedside.faces.web.access import RIGHTS, Request, person_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.asking import asked_of
from bedside.faces.web.person.assessment import Assessment, renewed
from bedside.faces.web.person.drawing import Drawn, View, drawn, parts, view_of
from bedside.faces.web.person.signature import Signing, blank, shows
from bedside.faces.web.person.story import next_of
from bedside.faces.web.person.views import shown
from bedside.faces.web.records.decisions import decide
from bedside.faces.web.records.entering import MEANWHILE, Sender, enter
from bedside.faces.web.records.models import Person, SignOff
from bedside.faces.web.records.reading import asked_at, known_of, newest_of, patient_of

MAY = ("enter", "prepare", "sign off")
"""The rights on which it depends what stands on the page before a dose; no two begin with the same letter."""
SIGNED = 5
"""The newest sign-offs that the page shows."""


@person_view("check")
@require_safe
def predose(request: Request, person: Person) -> HttpResponse:
    """May the next dose be given? The decision of the ward's guide with its reasons, and every guide side by side."""
    return render(request, "person/predose.html", asked(request, person))


@person_view("sign off")
@require_POST
def sign_off(request: Request, person: Person) -> HttpResponse:
    """Sign what was done with the slot that is due, in sight of the decision that the page had shown."""
    now, patient = clock.now(), patient_of(person)
    at = asked_at(person)
    following = next_of(person, patient, at)
    _answer, decision = decide(person, at, person.guide, patient)
    form = Signing(request.POST)
    if form.is_valid() and form.signed(person, following, decision, Sender(request.user, now, "sign_off", _key(form))):
        messages.success(request, _("Signed."))
        return redirect("predose", person=person.id)
    ctx = asked(request, person, form)
    return render(request, "person/predose.html", ctx, status=422)


@person_view("enter")
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: Request, person: Person) -> HttpResponse:
    """Enter everything that is measured and asked before a dose, on one form, with the keyboard."""
    (known, at), patient = newest_of(person), patient_of(person)
    form = Assessment(person, patient, at, known, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sender = Sender(request.user, clock.now(), "assess", _key(form))
        if _stored(form, person, sender):
            messages.success(request, _("Saved."))
            there = "predose" if request.roles & {"nurse", "physician", "pharmacist"} else "person"
            return redirect(there, person=person.id)
    ctx = {"person": person, "form": form, "groups": form.groups(), "daily": form.daily(), "checklist": form.checklist()}
    return render(request, "person/assess.html", ctx, status=422 if form.errors else 200)


def _stored(form: Assessment, person: Person, sender: Sender) -> bool:
    facts = form.facts(sender)
    if form.errors:
        return False
    try:
        enter(person, facts, sender, seen=form.cleaned_data["known"])
    except bedside.RecordError as trouble:
        form.add_error(None, str(trouble))
        if str(trouble) == MEANWHILE:
            form.data = renewed(form.data, {"known": known_of(person)})
    return not form.errors


def _key(form: Any) -> UUID:
    key: UUID = form.cleaned_data["key"]
    return key


def asked(request: Request, person: Person, form: Signing | None = None) -> dict[str, Any]:
    """Everything that the page before a dose shows; `form` is a sign-off that was refused, with what was typed."""
    may, view = [right for right in MAY if request.roles & RIGHTS[right]], view_of(person)
    page = drawn(f"predose {''.join(right[0] for right in may)}", view, lambda: _drawn(view, may))
    request.decisions = [page.stored] if page.stored else []
    rows = signed(person)
    hidden = shows(page, rows[0]["row"].id if rows else 0)
    return {
        "person": person,
        "drawn": page.safe,
        "refused": again(form, hidden) if form else None,
        "hidden": hidden | ({"key": form.data.get("key", "")} if form else {}),
        "signed": rows,
    }


def _drawn(view: View, may: Sequence[str]) -> Drawn:
    """The parts of the page that are the same for everybody who may do the same."""
    person, told = view.person, asked_of(view.asks)
    answer, form = told.answer, blank(told.ahead, view.at)
    ctx = {
        "person": person,
        "now": view.now,
        "answer": answer,
        "look": words.LOOKS[answer.decision],
        "rules": fired(answer),
        "steps": shown(reason for reason in answer.firing if reason.rule.group == "decide"),
        "information": answer.information,
        "next": told.ahead,
        "guide": medicine(person.medicine).guides[person.guide],
        "others": [{"answer": each, "rules": fired(each)} for each in told.others],
        "may": may,
        "stored": told.stored,
        "clear": told.clear,
        "asked": told.rules,
        "reviews": told.reviews,
        "signing": form,
    }
    names = ["lead", "checks", "guides", *(["fields"] if form and "sign off" in may else [])]
    slot = told.ahead.slot.at if told.ahead.slot else None
    return Drawn(parts("person/before", names, ctx), told.stored, slot)


def fired(answer: bedside.Answer) -> list[dict[str, object]]:
    """The rules that are known to hold, without what the guide makes of them."""
    return shown(reason for reason in answer.firing if reason.rule.group != "decide")


def again(form: Signing, shows: dict[str, Any]) -> Signing:
    """A refused form on a page drawn anew: what was typed stays, what the page shows is that of now."""
    form.data = renewed(form.data, {name: value for name, value in shows.items() if name != "key"})
    return form


def signed(person: Person) -> list[dict[str, Any]]:
    """The newest sign-offs, with who signed."""
    found = SignOff.objects.filter(person=person).select_related("decision").defer("decision__answer")
    rows = list(found.order_by("-id")[:SIGNED])
    people = User.objects.in_bulk([row.by for row in rows if row.by])
    return [{"row": row, "by": people.get(row.by)} for row in rows]
