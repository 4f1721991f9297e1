"""One report: while it is read, beside what was read of it, confirmed, and explained."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.records import files
from bedside.faces.web.records.entering import Sender
from bedside.faces.web.records.models import Person, Report, Stage
from bedside.faces.web.records.reading import asked_at
from bedside.faces.web.reports import reading
from bedside.faces.web.reports.answer import Row, barred, choices, days_of, pages_of, read_of, rows_of, unread_of
from bedside.faces.web.reports.confirming import Chosen, Done, NotConfirmed, confirm, correction_of
from bedside.faces.web.reports.meaning import drawn, meanings
from bedside.faces.web.reports.views import found, may_delete

UNPROCESSABLE, GONE = 422, 410
CLOCK = "clock-"
"""A field whose name begins so holds when the blood of a day was taken."""
GROUPS = ("ready", "check", "kept", "aside")


class Sent(forms.Form):
    """The hidden field of a form that stores."""

    key = forms.UUIDField()


@person_view("enter")
@require_safe
def report(request: Request, person: Person, report: UUID) -> HttpResponse:
    """How far the reading is; once it is done, the pages and the results side by side."""
    reading.see_to_it()
    told = found(person, report)
    if told.stage == Stage.READ:
        return HttpResponseClientRefresh() if request.htmx else side_by_side(request, told)
    ctx = {"person": person, "report": told, "may_delete": may_delete(request, told)}
    return render(request, "reports/state.html" if request.htmx else "reports/waiting.html", ctx)


@person_view("enter")
@sensitive_post_parameters()
@require_POST
def confirm_ready(request: Request, person: Person, report: UUID) -> HttpResponse:
    """Put the ready results that are ticked into the record, all at once."""
    told = found(person, report)
    rows = [int(each) for each in request.POST.getlist("row") if each.isdecimal()]
    return _confirmed(request, told, lambda scan: [Chosen(at) for at in rows if _is_ready(scan, at)])


@person_view("enter")
@sensitive_post_parameters()
@require_POST
def confirm_row(request: Request, person: Person, report: UUID, row: int) -> HttpResponse:
    """Put one result into the record, as it was read or as it was put right."""
    told = found(person, report)

    def chosen(scan: bedside.Scan) -> Iterable[Chosen]:
        if row >= len(scan.results):
            raise NotConfirmed(_("This page is not the one that was read. Open the report again."))
        try:
            yield Chosen(row, correction_of(scan.results[row], request.POST))
        except NotConfirmed as trouble:
            raise NotConfirmed(str(trouble), row) from None

    return _confirmed(request, told, chosen, row)


@person_view("enter")
@require_safe
def meaning(request: Request, person: Person, report: UUID) -> HttpResponse:
    """What the results mean, and how they stand beside those before."""
    told = found(person, report)
    if told.stage != Stage.READ:
        return redirect("report", person=person.id, report=told.id)
    at = asked_at(person)
    try:
        scan = read_of(told)
    except files.NoFile as trouble:
        return _lost(request, told, str(trouble))
    rows, blocked = rows_of(scan, told), barred(scan)
    if blocked:
        rows = [row for row in rows if row.confirmed]
    ctx = {"person": person, "report": told, "scan": scan, "barred": blocked, "meant": meanings(person, rows, at)}
    return render(request, "reports/meaning.html", ctx | {"charts": drawn(person, rows, at)})


def side_by_side(request: Request, told: Report, trouble: NotConfirmed | None = None, row: int | None = None) -> HttpResponse:
    """The pages and the results side by side; with `trouble`, why nothing was stored, and what was typed stays."""
    try:
        scan = read_of(told)
    except files.NoFile as reason:
        return _lost(request, told, str(reason))
    rows, unread = rows_of(scan, told), unread_of(scan)
    groups = {name: [each for each in rows if each.stands == name] for name in GROUPS}
    request.shows = True
    ctx: dict[str, Any] = {
        "person": told.person,
        "report": told,
        "scan": scan,
        "collected": (scan.report.collected or "").replace("T", " "),
        "barred": barred(scan),
        "pages": pages_of(scan, rows, unread),
        "unread": unread,
        "clocks": [{"day": day, "typed": request.POST.get(f"{CLOCK}{day}", "")} for day in days_of(groups["ready"])],
        "choices": choices(),
        "names": _names(rows),
        "trouble": trouble,
        "typed": request.POST,
        "typed_row": row,
        "typed_clock": next((value for name, value in request.POST.items() if name.startswith(CLOCK)), ""),
        "ticked": request.POST.getlist("row") if trouble and row is None else None,
        "key": uuid4(),
        "may_delete": may_delete(request, told),
        **groups,
    }
    return render(request, "reports/report.html", ctx, status=UNPROCESSABLE if trouble else 200)


def _confirmed(request: Request, told: Report, choose: Any, row: int | None = None) -> HttpResponse:
    """Store what was chosen of a report; or say why not, and store nothing."""
    form, now = Sent(request.POST), clock.now()
    clocks = {name.removeprefix(CLOCK): str(value) for name, value in request.POST.items() if name.startswith(CLOCK)}
    try:
        scan = read_of(told)
        blocked = barred(scan)
        if blocked:
            raise NotConfirmed(blocked)
        if not form.is_valid():
            raise NotConfirmed(_("This page was changed on its way, and nothing was stored. Open the report again."))
        chosen = list(choose(scan))
        if not chosen:
            raise NotConfirmed(_("Nothing was ticked, and nothing was kept."))
        done = confirm(told, scan, chosen, clocks, Sender(request.user, now, "report_confirm", form.cleaned_data["key"]))
    except files.NoFile as reason:
        return _lost(request, told, str(reason))
    except bedside.Refusal as reason:
        trouble = reason if isinstance(reason, NotConfirmed) else NotConfirmed(str(reason), row)
        return side_by_side(request, told, trouble, row)
    return _told(request, told, done)


def _told(request: Request, told: Report, done: Done) -> HttpResponse:
    """Say what was stored, on the page where the report is."""
    if done.kept:
        kept = ngettext("Put into the record: %(n)d result.", "Put into the record: %(n)d results.", done.kept)
        messages.success(request, kept % {"n": done.kept})
    if done.there:
        there = ngettext(
            "%(n)d result stood in the record already, with the same value.",
            "%(n)d results stood in the record already, with the same value.",
            done.there,
        )
        messages.info(request, there % {"n": done.there})
    return redirect("report", person=told.person_id, report=told.id)


def _lost(request: Request, told: Report, reason: str) -> HttpResponse:
    """The files of a report cannot be opened: what is missing, for whoever looks after the server."""
    ctx = {"person": told.person, "report": told, "reason": reason, "may_delete": may_delete(request, told)}
    return render(request, "reports/lost.html", ctx, status=GONE)


def _is_ready(scan: bedside.Scan, at: int) -> bool:
    return at < len(scan.results) and scan.results[at].standing == "ready" and bedside.recordable(scan.results[at])


def _names(rows: list[Row]) -> dict[Any, str]:
    """What those who confirmed something are called."""
    ids = {row.confirmed.by for row in rows if row.confirmed}
    return {user.id: user.called for user in User.objects.filter(id__in=ids)}
