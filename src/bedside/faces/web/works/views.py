"""How it works: one invented person's treatment hour by hour and dose by dose, beside the readings of whoever's page it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.library import telling
from bedside.faces.web.medicines import medicine, pages
from bedside.faces.web.person.pictures import pictures
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_at, patient_of
from bedside.faces.web.works.drawing import LEVEL, by_day, by_hour, span
from bedside.faces.web.works.invented import Invented, Slot, invented
from bedside.faces.words import number

MECHANISM = ("same-signal", "cells", "leak", "volume-up", "leaves-fast")
OFTEN = ("fever", "low-pressure", "fast-heart", "blood-tests-change", "temporary")
LEFT_OUT = ("skipped-dose", "as-much-as-safe", "stop-early")
"""Statements of the medicine's page of the library that are told again here, each with its source."""
AN_HOUR, SOME_HOURS = 1.0, 4.0
"""Hours after the dose at which it is told how much of the medicine is left."""


@person_view("see")
@require_safe
def works(request: Request, person: Person) -> HttpResponse:
    """How the medicine works, shown by an invented person; beside it the person's own first cycle, where there is one."""
    told = invented()
    if person.medicine != told.medicine:
        raise Http404
    kidneys = told.first_cycle["creatinine"]
    ctx: dict[str, Any] = {
        "person": person,
        "told": told,
        "by_hour": by_hour(told),
        "left": (told.first_dose[LEVEL].left(AN_HOUR), told.first_dose[LEVEL].left(SOME_HOURS)),
        "low": number(told.first_dose["systolic_bp"].lowest[0]),
        "warm": number(told.first_dose["temperature"].highest[0]),
        "kidneys": (number(kidneys.values[0]), number(kidneys.highest[1])),
        "cycles": [_cycle(told, which) for which in told.cycles],
        "mechanism": _statements(told, MECHANISM),
        "often": _statements(told, OFTEN),
        "left_out": _statements(told, LEFT_OUT),
    }
    ctx["terms"] = telling.terms(each.row for name in ("mechanism", "often", "left_out") for each in ctx[name])
    return render(request, "works/works.html", ctx | _beside(told, person))


def _beside(told: Invented, person: Person) -> dict[str, Any]:
    """Each curve of the first cycle beside the same sign of the person, from the newest course's beginning and for as long."""
    at = asked_at(person)
    known = patient_of(person).as_of(at)
    start = _start(person, known, at)
    own = pictures(person, known, start, min(at, start + span(told)), told.first_cycle) if start else []
    by_concept = {each.concept: each for each in own}
    drawn = zip(by_day(told), told.first_cycle, strict=True)
    return {"start": start, "by_day": [(chart, by_concept.get(concept)) for chart, concept in drawn]}


def _start(person: Person, known: bedside.Patient, at: datetime) -> datetime | None:
    """When the newest course began; None before the first dose, and where no plan tells courses apart."""
    try:
        found = bedside.course(medicine(person.medicine), known, at, guide=person.guide or None)
    except bedside.PlanError:
        return None
    return found.courses[-1].course.start if found.courses else None


def _cycle(told: Invented, which: int) -> dict[str, Any]:
    """A cycle ready for its template: every slot, and of those without a dose the rules that held."""
    slots = told.cycle(which)
    rules = {rule.id: rule for rule in medicine(told.medicine).guides[told.guide].rules}

    def why(slot: Slot) -> list[Any]:
        return [rules[each] for each in slot.because]

    without = [{"slot": slot, "because": why(slot)} for slot in slots if not slot.given]
    corrected = sum(slot.said == "correct" for slot in slots)
    given = sum(slot.given for slot in slots)
    return {"number": which, "slots": slots, "given": given, "without": without, "corrected": corrected}


def _statements(told: Invented, names: Iterable[str]) -> list[telling.Told]:
    """Statements of the library's page, in the order that is given here."""
    rows = {row.id: row for row in pages()[told.medicine].statements}
    return telling.told(rows[name] for name in names)
