"""After treatment: did it work, what is due, what to watch for, and is what has remained still usual?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.pictures import spider, waterfall
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at, patient_of

SOON = 6
"""Dates that are shown before the others are folded away."""


@person_view("see")
@require_safe
def after(request: Request, person: Person) -> HttpResponse:
    """Response and follow-up."""
    at, patient = asked_at(person), patient_of(person)
    ctx = {"person": person, **response_of(person, patient, at), **following_of(person, patient, at)}
    return render(request, "person/after.html", ctx)


def response_of(person: Person, patient: bedside.Patient, at: datetime) -> dict[str, Any]:
    """What the scans say, and what each guide that has a rule about it says of another course; or why that is not known."""
    try:
        found = bedside.respond(medicine(person.medicine), patient, at)
    except bedside.ResponseError as trouble:
        return {"not_judged": str(trouble)}
    answers = [answer for answer in found.retreatment.answers if answer.criteria]
    return {
        "response": found,
        "picture": spider(found),
        "bars": waterfall(found),
        "answers": [answer.to_json() for answer in answers],
    }


def following_of(person: Person, patient: bedside.Patient, at: datetime) -> dict[str, Any]:
    """What is due, watched for and still there; what is overdue and next comes first."""
    try:
        found = bedside.follow_up(medicine(person.medicine), patient, at, guide=person.guide or None)
    except bedside.PlanError as trouble:
        return {"not_followed": str(trouble)}
    told: dict[str, Any] = found.to_json()
    by = {status: [due for due in told["due"] if due["status"] == status] for status in ("overdue", "due")}
    return {
        "follow": told,
        "overdue": by["overdue"],
        "soon": by["due"][:SOON],
        "watch": [row for row in told["watch"] if row["status"] == "watch"],
        "recovery": [row for row in told["recovery"] if row["evidence"] and row["standing"] != "recovered"],
        "gone": [row for row in told["recovery"] if row["evidence"] and row["standing"] == "recovered"],
        "not_known": found.missing,
    }
