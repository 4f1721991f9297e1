"""My course: every cycle with its slots, what was given, what was held and why, and what is next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.pictures import pictures
from bedside.faces.web.person.story import since
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at, patient_of

TOLD = ("held", "missed")
"""Slots of which a line is written, beside their mark: those without a dose."""


@person_view("see")
@require_safe
def course(request: Request, person: Person) -> HttpResponse:
    """The courses of a person as a timeline, with the charts of the latest cycle."""
    at = asked_at(person)
    known, chosen = patient_of(person).as_of(at), medicine(person.medicine)
    ctx: dict[str, Any] = {"person": person, **timeline_of(person, known, at)}
    start = since(known, chosen.rhythm.dose, at)
    ctx["charts"] = pictures(person, known, start, at)
    return render(request, "person/course.html", ctx)


def timeline_of(person: Person, patient: bedside.Patient, at: Any) -> dict[str, Any]:
    """The timeline under the person's guide, its courses newest first; or why there is none."""
    try:
        found = bedside.course(medicine(person.medicine), patient, at, guide=person.guide or None)
    except bedside.PlanError as trouble:
        return {"why_not": str(trouble)}
    told: dict[str, Any] = found.to_json()
    courses = [_course(each) for each in reversed(told["courses"])]
    return {"timeline": told, "courses": courses, "regimen": found.regimen}


def _course(told: dict[str, Any]) -> dict[str, Any]:
    """A course ready for its template: with each cycle, the slots of which something is to be said."""
    cycles = []
    for cycle in told["cycles"]:
        slots = [*cycle["put_off"], *cycle["slots"], *cycle["surplus"]]
        against = [slot for slot in slots if slot["status"] in TOLD or slot["why"]]
        cycles.append(cycle | {"told": against, "every": slots, "shown": cycle["state"] not in ("to come", "not given")})
    return told | {"cycles": cycles}
