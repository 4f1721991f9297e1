"""The preparation sheet: what one dose is, how it is made ready, who did it, and who checked it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_POST

import bedside
from bedside.faces.web import clock
from bedside.faces.web.access import Request, person_view
from bedside.faces.web.accounts.models import User
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.assessment import renewed
from bedside.faces.web.person.story import Next, next_of
from bedside.faces.web.records.decisions import decide
from bedside.faces.web.records.entering import Sender
from bedside.faces.web.records.models import Person, Preparation
from bedside.faces.web.records.preparing import confirm, prepare
from bedside.faces.web.records.reading import asked_at, patient_of
from bedside.faces.web.records.signing import Slot

MADE = 5
"""The newest preparations that the sheet shows."""


class Bag(forms.Form):
    """Into how much the dose is given, where that is not what the medicine's file says."""

    bag = forms.FloatField(label=lazy("Bag, in mL"), min_value=1, max_value=1000, required=False)


class Made(forms.Form):
    """That the dose was made ready as the sheet says."""

    lot = forms.CharField(label=lazy("Batch of the vials"), max_length=100, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    units = forms.IntegerField(widget=forms.HiddenInput)
    bag = forms.FloatField(min_value=1, max_value=1000, required=False, widget=forms.HiddenInput)
    slot = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S%z"])

    def store(self, person: Person, following: Next, request: Request) -> Preparation | None:
        """Store it; None, with the reason, where the sheet has changed since it was drawn."""
        told, now = self.cleaned_data, clock.now()
        before: Preparation | None = Preparation.objects.filter(person=person, key=told["key"]).first()
        if before:
            return before
        plan, slot = following.plan, following.slot
        if plan is None or slot is None or _shown(plan, slot) != (told["digest"], told["units"], told["slot"]):
            self.add_error(None, _("The sheet has changed since this page was drawn; nothing was stored. Read it again."))
            return None
        if not _fits(plan):
            self.add_error(None, _("The strength is outside what the source allows; nothing was stored. Choose another bag."))
            return None
        signed = Slot(slot.at, slot.cycle, slot.number)
        return prepare(person, signed, plan, told["lot"], Sender(request.user, now, "preparation", told["key"]))


@person_view("prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def preparation(request: Request, person: Person) -> HttpResponse:
    """Dose, vials, volume, bag, strength and warnings for the slot that is due; sent, it is stored as prepared."""
    at, patient = asked_at(person), patient_of(person)
    sent = request.method == "POST"
    bag = Bag(request.POST if sent else request.GET if "bag" in request.GET else None, auto_id="other_%s")
    chosen = bag.cleaned_data["bag"] if bag.is_valid() else None
    following = next_of(person, patient, at, chosen)
    form = Made(request.POST) if sent else _blank(following, chosen)
    if sent and form and form.is_valid() and form.store(person, following, request):
        messages.success(request, _("Stored as prepared. A second person checks it."))
        return redirect("preparation", person=person.id)
    if sent and form and (anew := _blank(following, chosen)):
        form.data = renewed(form.data, {name: value for name, value in anew.initial.items() if name != "key"})
    answer, row = decide(person, at, person.guide, patient)
    request.decisions = [row.id]
    ctx = {"person": person, "next": following, "plan": following.plan, "answer": answer, "form": form, "made": made(person)}
    ctx |= {"bag": bag, "fits": bool(following.plan and _fits(following.plan))}
    ctx["how"] = how = medicine(person.medicine).preparation
    ctx["notes"] = [note for note in (following.plan.notes if following.plan else ()) if not how or note.say != how.say]
    return render(request, "person/preparation.html", ctx, status=422 if sent or bag.errors else 200)


@person_view("prepare")
@require_POST
def second_check(request: Request, person: Person, prepared: int) -> HttpResponse:
    """A second person has checked a dose that was made ready."""
    try:
        confirm(person, prepared, Sender(request.user, clock.now(), "second_check"))
    except bedside.RecordError as trouble:
        messages.error(request, str(trouble))
    else:
        messages.success(request, _("Stored: checked by a second person."))
    return redirect("preparation", person=person.id)


def made(person: Person) -> list[dict[str, Any]]:
    """The newest preparations, with who made and who checked each."""
    rows = list(Preparation.objects.filter(person=person).select_related("second").order_by("-id")[:MADE])
    seconds = [getattr(row, "second", None) for row in rows]
    ids = {each.by for each in (*rows, *seconds) if each is not None}
    people = User.objects.in_bulk(ids)
    return [
        {"row": row, "by": people.get(row.by), "second": second, "checker": people.get(second.by) if second else None}
        for row, second in zip(rows, seconds, strict=True)
    ]


def _blank(following: Next, bag: float | None) -> Made | None:
    if following.slot is None or following.plan is None:
        return None
    digest, units, slot = _shown(following.plan, following.slot)
    shown = {"digest": digest, "units": units, "bag": "" if bag is None else bag}
    return Made(initial={"key": uuid4(), **shown, "slot": slot.strftime("%Y-%m-%dT%H:%M:%S%z")})


def _shown(plan: bedside.Plan, slot: Any) -> tuple[str, int, Any]:
    return plan.digest, round(plan.dose.units), slot.at


def _fits(plan: bedside.Plan) -> bool:
    """Whether the strength in the bag is within what the source allows; a file that names none allows any."""
    return plan.dose.concentration_ug_ml is None or not plan.dose.warnings
