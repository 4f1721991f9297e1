"""Everything that is stored of a person: taken out, brought in, deleted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import RIGHTS, Request, person_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.records.entering import Sender
from bedside.faces.web.records.erasing import erase
from bedside.faces.web.records.exchange import as_csv, as_json_lines, take
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import known_of, patient_of

SHAPES = {"csv": (as_csv, "text/csv"), "jsonl": (as_json_lines, "application/jsonl")}


class File(forms.Form):
    """A record's file."""

    record = forms.FileField(label=lazy("Record, as CSV or JSON Lines"))
    key = forms.UUIDField(widget=forms.HiddenInput)


class Sure(forms.Form):
    """The name, typed again, so that nothing is deleted by a slip."""

    name = forms.CharField(label=lazy("Type the name of the person to delete everything"), max_length=150)


@person_view("take out")
@require_safe
def data(request: Request, person: Person) -> HttpResponse:
    """How many observations there are, and what can be done with them."""
    return render(request, "person/data.html", shown(request, person, File(initial={"key": uuid4()})))


@person_view("take out")
@require_safe
def export(request: Request, person: Person, shape: str) -> HttpResponse:
    """Everything that is stored of a person, as a file."""
    write, kind = SHAPES[shape]
    about = {"person": person.id, "ward": person.ward_id, "route": "export"}
    Audit.objects.create(at=clock.now(), actor=request.user.id, deed=Deed.EXPORTED, **about)
    name = f'attachment; filename="bedside-{person.id}.{shape}"'
    answer = HttpResponse(write(patient_of(person)), content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = name
    return answer


@person_view("bring in")
@require_POST
def bring_in(request: Request, person: Person) -> HttpResponse:
    """Add a record's file; what cannot be read, or is here already, is said, and then nothing of it is stored."""
    form = File(request.POST, request.FILES)
    if form.is_valid():
        told, sender = form.cleaned_data["record"], Sender(request.user, clock.now(), "import", form.cleaned_data["key"])
        try:
            stored = take(person, told.read(), told.name, sender)
        except (bedside.BadRecord, bedside.RecordError) as trouble:
            form.add_error("record", str(trouble))
        else:
            n = stored.last - stored.first + 1
            messages.success(request, _("%(n)d observations were added.") % {"n": n})
            return redirect("data", person=person.id)
    return render(request, "person/data.html", shown(request, person, form), status=422)


@person_view("erase")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request, person: Person) -> HttpResponse:
    """Delete everything about the person, after their name has been typed."""
    form = Sure(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.cleaned_data["name"].strip() != person.name:
        form.add_error("name", _("This is not the name; nothing was deleted."))
    if not form.is_valid():
        ctx = {"person": person, "form": form, "known": known_of(person)}
        return render(request, "person/delete.html", ctx, status=422 if form.errors else 200)
    erase(person, request.user, clock.now(), "delete")
    if not User.objects.filter(pk=request.user.pk).exists():
        logout(request)
    messages.success(request, _("Everything about this person has been deleted."))
    return redirect("home")


def shown(request: Request, person: Person, form: File) -> dict[str, Any]:
    """What the page about the data shows."""
    may = {right for right in ("bring in", "erase", "take out") if request.roles & RIGHTS[right]}
    has_reports = person.reports.exists()
    return {"person": person, "form": form, "known": known_of(person), "may": may, "has_reports": has_reports}
