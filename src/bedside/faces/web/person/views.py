"""The pages about one person: rows into a Patient, a verb, a template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web import words
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.after import following_of
from bedside.faces.web.person.pictures import pictures
from bedside.faces.web.person.story import RECENT, changes, last_look, next_of, reviewed, reviews, since
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at, patient_of

SHOWN = 8
"""Changes that the home page shows before it folds the rest away."""


@person_view("see")
@require_safe
def home(request: Request, person: Person) -> HttpResponse:
    """What is next, what changed, what to tell the nurse."""
    at, patient = asked_at(person), patient_of(person)
    following = next_of(person, patient, at)
    screened = None if following.plan else bedside.screen(medicine(person.medicine), patient, at)
    looked = last_look(request.user, person, "person")
    back = min(looked or at, at - RECENT)
    changed = changes(patient, back, at)
    ctx = {
        "person": person,
        "next": following,
        "screening": screened,
        "looked": looked,
        "changed": changed[:SHOWN],
        "more": changed[SHOWN:],
        "reviewed": reviewed(patient, back, at),
        "reviews": reviews(person),
        **({} if following.slot or not following.plan else following_of(person, patient, at)),
    }
    return render(request, "person/home.html", ctx)


@person_view("see")
@require_safe
def charts(request: Request, person: Person) -> HttpResponse:
    """Vital signs and bloods since the latest cycle began, with the guide's thresholds and the doses."""
    at = asked_at(person)
    patient, chosen = patient_of(person).as_of(at), medicine(person.medicine)
    start = since(patient, chosen.rhythm.dose, at)
    ctx = {"person": person, "charts": pictures(person, patient, start, at), "start": start}
    return render(request, "person/charts.html", ctx)


def shown(reasons: Iterable[bedside.Reason]) -> list[dict[str, object]]:
    """Reasons ready for a template: the rule, its evidence, since when."""
    told = []
    for reason in reasons:
        rows: Any = reason.to_json()["evidence"]
        began = reason.finding.began
        since = None if began is None else bedside.clock(began)
        told.append({"rule": reason.rule, "evidence": words.evidence(rows), "since": since})
    return told
