"""The researchers' pages: what is to be worked out, how far it is, what came of it, and its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from bedside.faces.web import clock
from bedside.faces.web.access import Request, ward_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.studies import running
from bedside.faces.web.studies.asking import Asked, cannot
from bedside.faces.web.studies.models import UNDER_WAY, Stage, Study
from bedside.faces.web.studies.telling import PICTURES, result_of, rows_as_text, rows_file
from bedside.faces.web.ward.models import Ward

MOST = 50
"""Studies that are kept of one ward."""


@ward_view("study")
@require_http_methods(["GET", "HEAD", "POST"])
def studies(request: Request, ward: Ward) -> HttpResponse:
    """Every study of the ward, and a form that begins one."""
    why_not, begun = cannot(ward.medicine), {"key": uuid4(), "guide": ward.guide}
    form = Asked(ward.medicine, request.POST) if request.method == "POST" else Asked(ward.medicine, initial=begun)
    if request.method == "POST" and not why_not and form.is_valid():
        if Study.objects.filter(ward=ward).count() < MOST:
            study = _begin(form, ward, request.user)
            return redirect("study", ward=ward.id, study=study.id)
        form.add_error(None, _("%(n)d studies are kept already. Delete one that is no longer needed.") % {"n": MOST})
    running.see_to_it()
    rows = list(Study.objects.filter(ward=ward).order_by("-added", "id"))
    people = User.objects.in_bulk({row.by for row in rows})
    told = [{"study": row, "by": people.get(row.by)} for row in rows]
    ctx = {"ward": ward, "form": form, "rows": told, "why_not": why_not, "most": settings.BEDSIDE_STUDY_PEOPLE}
    return render(request, "studies/studies.html", ctx, status=422 if form.errors or (why_not and form.is_bound) else 200)


@ward_view("study")
@require_safe
def study(request: Request, ward: Ward, study: UUID) -> HttpResponse:
    """One study: how far it is, or what came of it. While it is under way the page asks for its state again."""
    running.see_to_it()
    found = _found(ward, study)
    ctx: dict[str, Any] = {"ward": ward, "study": found}
    if request.htmx:
        return render(request, "studies/state.html", ctx) if found.under_way else HttpResponseClientRefresh()
    if found.stage == Stage.DONE:
        try:
            ctx["result"] = result_of(found)
        except OSError:
            ctx["lost"] = True
    return render(request, "studies/study.html", ctx)


@ward_view("study")
@require_POST
def cancel(request: Request, ward: Ward, study: UUID) -> HttpResponse:
    """Nobody wants it any more: a study that waits or runs ends with the group of people that is being worked out."""
    ended = Study.objects.filter(pk=_found(ward, study).pk, stage__in=UNDER_WAY).update(stage=Stage.CANCELLED)
    if ended:
        messages.success(request, _("Cancelled."))
    return redirect("study", ward=ward.id, study=study)


@ward_view("study")
@require_POST
def again(request: Request, ward: Ward, study: UUID) -> HttpResponse:  # noqa: ARG001
    """Work out again what was interrupted or cancelled."""
    ended = (Stage.INTERRUPTED, Stage.CANCELLED)
    Study.objects.filter(pk=_found(ward, study).pk, stage__in=ended).update(stage=Stage.WAITING, done=0, trouble="")
    running.see_to_it()
    return redirect("study", ward=ward.id, study=study)


@ward_view("study")
@require_POST
def delete(request: Request, ward: Ward, study: UUID) -> HttpResponse:
    """Delete a study with its files."""
    found = _found(ward, study)
    found.delete()
    running.forget(study)
    messages.success(request, _("The study is deleted."))
    return redirect("studies", ward=ward.id)


@ward_view("study")
@require_safe
def picture(request: Request, ward: Ward, study: UUID, name: str) -> HttpResponse:  # noqa: ARG001
    """One picture of a study."""
    file = running.folder_of(_found(ward, study).pk) / f"{name}.svg"
    if name not in PICTURES or not file.is_file():
        raise Http404
    return HttpResponse(file.read_bytes(), content_type="image/svg+xml")


@ward_view("study")
@require_safe
def rows(request: Request, ward: Ward, study: UUID, shape: str) -> HttpResponse:  # noqa: ARG001
    """What came of a study as a file: a row for each person as Parquet or CSV, or the summary as JSON."""
    found = _found(ward, study)
    file = rows_file(found) if shape != "json" else running.folder_of(found.pk) / running.RESULT
    if found.stage != Stage.DONE or not file.is_file():
        raise Http404
    name = f"bedside-study-{found.pk}.{shape}"
    if shape == "csv":
        answer: Any = StreamingHttpResponse(rows_as_text(file), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer  # type: ignore[no-any-return]
    return FileResponse(file.open("rb"), as_attachment=True, filename=name)  # type: ignore[return-value]


def _begin(form: Asked, ward: Ward, by: User) -> Study:
    """The study of a form, which may have been sent twice."""
    told = form.cleaned_data
    about = {"ward": ward, "by": by.id, "added": clock.now(), "wanted": form.wanted(), "people": told["people"]}
    found, _new = Study.objects.get_or_create(pk=told["key"], ward=ward, defaults=about)
    running.see_to_it()
    return found


def _found(ward: Ward, study: UUID) -> Study:
    """A study of this ward."""
    return get_object_or_404(Study.objects.select_related("ward"), pk=study, ward=ward)
