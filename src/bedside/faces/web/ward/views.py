"""The pages about a ward."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bedside import Decision
from bedside.faces.web import clock
from bedside.faces.web.access import Request, ward_view
from bedside.faces.web.medicines import medicine
from bedside.faces.web.ward.board import AT_ONCE, FIRST, SOME, lines
from bedside.faces.web.ward.models import Ward


@ward_view("board")
@require_safe
def board(request: Request, ward: Ward) -> HttpResponse:
    """Everybody by the next dose due; asked again by the page itself, only the rows are drawn."""
    at = clock.this_minute()
    few = SOME if request.htmx else FIRST
    told = lines(ward, request.user, few if ward.people.count() > AT_ONCE else AT_ONCE)
    rows = [line.row for line in told if line.row]
    request.decisions = [row.stored for row in rows if row.stored]
    counts = Counter(row.answer.decision for row in rows if row.answer and row.stored)
    ctx = {
        "ward": ward,
        "lines": told,
        "waiting": len(told) - len(rows),
        "at": at,
        "counts": [(decision, counts[decision]) for decision in reversed(Decision) if counts[decision]],
        "guide": medicine(ward.medicine).guides[ward.guide],
    }
    return render(request, "ward/board_rows.html" if request.htmx else "ward/board.html", ctx)
