"""Which published guide decides for a person without a ward: chosen by the person, never by the program."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bedside.faces.web import clock
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.audit.models import Audit, Deed
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Person


class Choice(forms.Form):
    """One of the guides of the person's medicine."""

    guide = forms.ChoiceField(label=lazy("Guide"), widget=forms.RadioSelect)

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data, initial={"guide": person.own_guide})
        guides = medicine(person.medicine).guides.values()
        self.fields["guide"].choices = [(guide.id, f"{guide.title} ({guide.id})") for guide in guides]  # type: ignore[attr-defined]


@person_view("choose")
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: Request, person: Person) -> HttpResponse:
    """The guides of the medicine, and the one that is followed; on a ward it is the ward's, and nothing is chosen."""
    form = None if person.ward else Choice(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form is None:
        return render(request, "failures/forbidden.html", status=403)
    if request.method == "POST" and form and form.is_valid():
        _store(person, form.cleaned_data["guide"], request)
        messages.success(request, _("Your guide is chosen."))
        return redirect("person", person=person.id)
    ctx = {"person": person, "form": form, "guides": medicine(person.medicine).guides.values()}
    return render(request, "person/guide.html", ctx, status=422 if form and form.errors else 200)


@transaction.atomic
def _store(person: Person, chosen: str, request: Request) -> None:
    person.own_guide = chosen
    person.save(update_fields=["own_guide"])
    Audit.objects.create(at=clock.now(), actor=request.user.id, person=person.id, deed=Deed.CHOSE, route="guide")
