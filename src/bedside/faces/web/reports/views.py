"""My reports: the list of them, bringing one, its file and pictures, deleting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import PATIENT, Request, person_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records import files
from bedside.faces.web.records.models import Person, Printed, Report, Stage
from bedside.faces.web.reports import reading
from bedside.faces.web.reports.archive import ENDINGS, archive
from bedside.faces.web.reports.filing import MB, bring, discard

KINDS = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg", "heic": "image/heic"}
"""How each shape of file is told to a browser."""


class Paper(forms.Form):
    """The file of a report. Its name is not looked at: it may hold somebody's."""

    report = forms.FileField(
        label=lazy("A PDF, or a picture of the paper"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        required=False,
    )
    photo = forms.FileField(
        label=lazy("Or take a picture of it now"),
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class Compared(forms.Form):
    """What reports print beside the name."""

    born = forms.DateField(label=lazy("Birth date"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    number = forms.CharField(label=lazy("Number at the hospital"), required=False, max_length=50)

    @classmethod
    def of(cls, known: Printed | None) -> Compared:
        """The form with what is known."""
        return cls(initial={"born": known.born, "number": known.number} if known else {})


@person_view("enter")
@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: Request, person: Person) -> HttpResponse:
    """The reports there are; a file that is sent here is kept, and read by another process."""
    if request.method != "POST":
        reading.see_to_it()
        return render(request, "reports/reports.html", shown(person, Paper(initial={"key": uuid4()})))
    form = Paper(request.POST, request.FILES)
    sent = request.FILES.get("report") or request.FILES.get("photo")
    if form.is_valid() and sent is None:
        form.add_error("report", _nothing(request))
    if form.is_valid() and sent is not None:
        try:
            report, before = bring(person, sent.read(), request.user, clock.now(), form.cleaned_data["key"])
        except bedside.Refusal as trouble:
            form.add_error("report", _(str(trouble)))
        else:
            reading.see_to_it()
            if before:
                messages.info(request, _("This file was brought before, and is here already. Nothing was stored twice."))
            return redirect("report", person=person.id, report=report.id)
    return render(request, "reports/reports.html", shown(person, form), status=422)


@person_view("enter")
@require_POST
def printed(request: Request, person: Person) -> HttpResponse:
    """Keep the birth date and the number that reports print, to compare them."""
    form = Compared(request.POST)
    if form.is_valid():
        Printed.objects.update_or_create(person=person, defaults=form.cleaned_data)
        messages.success(request, _("Kept. Every report is compared with it."))
        return redirect("reports", person=person.id)
    return render(request, "reports/reports.html", shown(person, compared=form), status=422)


@person_view("enter")
@require_safe
def picture(request: Request, person: Person, report: UUID, page: int) -> HttpResponse:  # noqa: ARG001
    """One page of a report as a picture."""
    return HttpResponse(_file(found(person, report), f"page-{page}"), content_type="image/png")


@person_view("enter")
@require_safe
def original(request: Request, person: Person, report: UUID) -> HttpResponse:  # noqa: ARG001
    """The file as it was brought, to keep; it is never shown in the page."""
    told = found(person, report)
    answer = HttpResponse(_file(told, files.ORIGINAL), content_type=KINDS[told.shape])
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{told.id}.{ENDINGS[told.shape]}"'
    return answer


@person_view("enter")
@require_POST
def again(request: Request, person: Person, report: UUID) -> HttpResponse:  # noqa: ARG001
    """Read a report again whose reading was interrupted."""
    told = found(person, report)
    Report.objects.filter(pk=told.pk, stage=Stage.INTERRUPTED).update(stage=Stage.WAITING, page=0)
    reading.see_to_it()
    return redirect("report", person=person.id, report=told.id)


@person_view("enter")
@require_POST
def delete(request: Request, person: Person, report: UUID) -> HttpResponse:
    """Delete a report: the person any, everybody else those that they have brought."""
    told = found(person, report)
    if not may_delete(request, told):
        messages.error(request, _("Only the person, and whoever brought it, deletes a report."))
        return redirect("report", person=person.id, report=told.id)
    discard(told, request.user, clock.now())
    messages.success(request, _("The report is deleted. What was confirmed of it stays in the record."))
    return redirect("reports", person=person.id)


@person_view("take out")
@require_safe
def export(request: Request, person: Person) -> HttpResponse:
    """Every report of a person, the file and what was read of it, as one archive."""
    about = {"person": person.id, "ward": person.ward_id, "route": "export_reports"}
    Audit.objects.create(at=clock.now(), actor=request.user.id, deed=Deed.EXPORTED, **about)
    answer = StreamingHttpResponse(archive(person), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="bedside-reports-{person.id}.zip"'
    return answer  # type: ignore[return-value]


def found(person: Person, report: UUID) -> Report:
    """A report of this person; of anybody else's it is not told that it is there."""
    told = Report.objects.select_related("person").filter(person=person, pk=report).first()
    if told is None:
        raise Http404
    return told


def may_delete(request: Request, report: Report) -> bool:
    """Whether the asker may delete a report."""
    return PATIENT in request.roles or report.by == request.user.id


def shown(person: Person, form: Paper | None = None, compared: Compared | None = None) -> dict[str, Any]:
    """What the page of all reports shows."""
    every = list(person.reports.order_by("-added", "id"))
    names: dict[Any, str] = {user.id: user.called for user in User.objects.filter(id__in={each.by for each in every})}
    known = Printed.objects.filter(person=person).first()
    return {
        "person": person,
        "form": form or Paper(initial={"key": uuid4()}),
        "compared": compared or Compared.of(known),
        "known": known,
        "reports": [{"report": each, "by": names.get(each.by, "")} for each in every],
        "most": settings.BEDSIDE_REPORT_MB,
    }


def _nothing(request: Request) -> str:
    """Why no file came with a form."""
    length = int(request.headers.get("Content-Length") or 0)
    if length > settings.BEDSIDE_REPORT_MB * MB:
        return _("The file is too large; at most %(most)d MB are taken. Send fewer pages.") % {
            "most": settings.BEDSIDE_REPORT_MB
        }
    return _("Choose a file, or take a picture.")


def _file(report: Report, name: str) -> bytes:
    try:
        return files.get(report, name)
    except files.NoFile:
        raise Http404 from None
