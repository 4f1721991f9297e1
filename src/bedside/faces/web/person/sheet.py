"""One page on paper for the doctor: who, what is wrong, the course, the last decision, bloods, response, follow-up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.person.after import following_of, response_of
from bedside.faces.web.person.course import timeline_of
from bedside.faces.web.records.models import Decision, Person
from bedside.faces.web.records.reading import asked_at, patient_of

TREND = ("creatinine", "bilirubin", "platelets", "weight", "urine_output", "systolic_bp")
READINGS = 5
"""The newest readings of each that fit on the page."""
RECENT = timedelta(days=2)
SHOWN = 4


@person_view("see")
@require_safe
def sheet(request: Request, person: Person) -> HttpResponse:
    """The page for the doctor; the newest decision that anybody was shown is on it."""
    at = asked_at(person)
    known = patient_of(person).as_of(at)
    row = Decision.objects.filter(person=person, guide=person.guide).order_by("-id").first()
    request.decisions = [row.id] if row else []
    ctx = {"person": person, "at": at, "stored": row, **problems(known, at)}
    ctx |= timeline_of(person, known, at) | response_of(person, known, at) | following_of(person, known, at)
    ctx |= {"trend": trend(known), "why": _why(row), "shown": SHOWN}
    return render(request, "person/sheet.html", ctx)


def problems(known: bedside.Patient, at: datetime) -> dict[str, list[bedside.Observation]]:
    """Conditions that are on record, and findings of the last two days, each by its newest record."""
    words, newest = bedside.vocabulary(), dict[str, bedside.Observation]()
    for told in sorted(known.observations, key=lambda told: (told.at, told.known)):
        newest[told.concept] = told
    present = [told for told in newest.values() if told.value is True]
    return {
        "conditions": [told for told in present if words[told.concept].kind == "condition"],
        "findings": [told for told in present if words[told.concept].kind == "flag" and told.at > at - RECENT],
        "basics": [newest[concept] for concept in ("age", "weight", "ecog") if concept in newest],
    }


def trend(known: bedside.Patient) -> list[tuple[str, list[bedside.Observation]]]:
    """The newest readings of what matters most, the oldest of them first."""
    found = []
    for concept in TREND:
        told = sorted((each for each in known.observations if each.concept == concept), key=lambda each: each.at)
        if told:
            found.append((concept, told[-READINGS:]))
    return found


def _why(row: Decision | None) -> list[dict[str, Any]]:
    """The rules that the stored answer rests on."""
    if row is None:
        return []
    return [reason for reason in row.answer["reasons"] if reason["truth"] == "yes"][: SHOWN * 2]
