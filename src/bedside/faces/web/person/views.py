"""The pages about one person: rows into a Patient, a verb, a template."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web import words
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.after import following_of
from bedside.faces.web.person.drawing import Drawn, View, drawn, parts, view_of
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
    view = view_of(person)
    page = drawn("home", view, lambda: _home(view)).safe
    looked = last_look(request.user, person, "person")
    changed: str = page["changed"]
    if looked and looked < view.at - RECENT:
        changed = _changed(view, patient_of(person, view.known), looked)
    return render(request, "person/home.html", {"person": person, "drawn": page, "looked": looked, "changed": changed})


def _home(view: View) -> Drawn:
    """What the home page says to everybody who may see it; what changed is told of the last day."""
    person, at = view.person, view.at
    patient = patient_of(person, view.known)
    following = next_of(person, patient, at)
    ctx = {
        "person": person,
        "now": view.now,
        "next": following,
        "screening": None if following.plan else bedside.screen(medicine(person.medicine), patient, at),
        "reviews": reviews(person),
        **({} if following.slot or not following.plan else following_of(person, patient, at)),
    }
    told = parts("person/home", ["next", "tell"], ctx)
    return Drawn(told | {"changed": _changed(view, patient, view.at - RECENT)})


def _changed(view: View, patient: bedside.Patient, back: datetime) -> str:
    """What was learnt after a moment."""
    changed = changes(patient, back, view.at)
    ctx = {"changed": changed[:SHOWN], "more": changed[SHOWN:], "reviewed": reviewed(patient, back, view.at), "now": view.now}
    return parts("person/home", ["changed"], ctx)["changed"]


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
