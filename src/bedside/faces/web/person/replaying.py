"""A stored decision, worked out again from the same observations: the same, or what differs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

import bedside
from bedside.faces.web import words
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.decisions import Difference, history, replay
from bedside.faces.web.records.models import Decision, Person, SignOff

SHOWN = 20
"""The newest decisions that are listed."""
TRUTHS = ("yes", "unknown")


@person_view("see")
@require_safe
def stored_decision(request: Request, person: Person, decision: int) -> HttpResponse:
    """What was shown, from what, by which rules; and what the same record and the rules of now say of the same moment."""
    row = get_object_or_404(Decision, pk=decision, person=person)
    request.decisions = [row.id]
    found = replay(row)
    ctx = {
        "person": person,
        "row": row,
        "replay": found,
        "digest": medicine(row.medicine).digest,
        "differs": [_told(each) for each in found.differs],
        "rules": [_reason(reason) for reason in row.answer["reasons"] if reason["truth"] in TRUTHS],
        "signed": SignOff.objects.filter(decision=row).order_by("id"),
        "history": history(person, SHOWN),
    }
    return render(request, "person/decision.html", ctx)


def _told(difference: Difference) -> dict[str, Any]:
    """A difference ready for a template."""
    shown = {"what": difference.what, "rule": difference.rule}
    if difference.what == "evidence":
        return shown | {name: words.evidence(getattr(difference, name)["evidence"]) for name in ("before", "now")}
    if difference.what in ("missing", "silent_about", "cleared"):
        return shown | {name: _concepts(getattr(difference, name) or []) for name in ("before", "now")}
    return shown | {"before": difference.before, "now": difference.now}


def _concepts(told: list[Any]) -> str:
    named = [each["concept"] if isinstance(each, dict) else each for each in told]
    return ", ".join(words.label(each) if each in bedside.vocabulary() else each for each in named)


def _reason(reason: dict[str, Any]) -> dict[str, Any]:
    return reason | {"evidence": words.evidence(reason["evidence"])}
