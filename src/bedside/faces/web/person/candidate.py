"""Am I a candidate? A form whose every answer changes the result; answers are tried, or kept as observations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import bedside
from bedside.faces.web import clock, words
from bedside.faces.web.access import RIGHTS, Request, person_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.questions import Questions, asked
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at, patient_of

UNPROCESSABLE = 422


@person_view("see")
@require_http_methods(["GET", "HEAD", "POST"])
def candidate(request: Request, person: Person) -> HttpResponse:
    """The questions with what is known, and the result; answers that are sent here change it and are not kept."""
    at, patient = asked_at(person), patient_of(person)
    form = questions(person, patient, at, request.POST if request.method == "POST" else None)
    facts = form.facts(at) if form.is_bound else []
    ctx = _result(request, person, patient, at, facts) | {"form": form}
    if request.htmx:
        return render(request, "person/screened.html", ctx)
    return render(request, "person/candidate.html", ctx, status=UNPROCESSABLE if form.errors else 200)


@person_view("enter")
@require_POST
def keep(request: Request, person: Person) -> HttpResponse:
    """Store the answers that differ from what is known."""
    at, patient = asked_at(person), patient_of(person)
    form = questions(person, patient, at, request.POST)
    if form.is_valid():
        try:
            facts = form.facts(clock.now())
            if facts:
                enter(person, facts, Sender(request.user, clock.now(), "candidate_keep", form.cleaned_data["key"]))
        except bedside.RecordError as trouble:
            form.add_error(None, str(trouble))
        else:
            messages.success(request, _("Your answers are kept.") if facts else _("There was nothing new to keep."))
            return redirect("candidate", person=person.id)
    ctx = _result(request, person, patient, at, []) | {"form": form}
    return render(request, "person/candidate.html", ctx, status=UNPROCESSABLE)


def questions(person: Person, patient: bedside.Patient, at: datetime, data: Any = None) -> Questions:
    """The form, with the newest readings that still count before the start."""
    lacking = {lack.concept for lack in bedside.screen(medicine(person.medicine), patient, at).missing}
    known: dict[str, bedside.Observation] = {}
    for told in sorted(patient.as_of(at).observations, key=lambda told: (told.at, told.known)):
        if told.concept in asked(person.medicine) and told.concept not in lacking and told.value is not None:
            known[told.concept] = told
    return Questions(data, name=person.medicine, known=known, today=words.local(at).date())


def _result(request: Request, person: Person, patient: bedside.Patient, at: datetime, facts: list[Fact]) -> dict[str, Any]:
    """What the screening says of the record with these answers."""
    tried = [bedside.observe(fact.concept, fact.at, fact.value, fact.unit) for fact in facts]
    found = bedside.screen(medicine(person.medicine), patient.add(*tried), at)
    firing = [reason.rule for reason in found.reasons if reason.truth is bedside.Truth.YES]
    return {
        "person": person,
        "screening": found,
        "against": [rule for rule in firing if rule.group != "judgement"],
        "weigh": [rule for rule in firing if rule.group == "judgement"],
        "begun": any(told.concept == medicine(person.medicine).rhythm.dose for told in patient.as_of(at).observations),
        "tried": len(facts),
        "may_keep": bool(request.roles & RIGHTS["enter"]),
    }
