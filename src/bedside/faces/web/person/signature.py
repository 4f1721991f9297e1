"""The sign-off of a slot as a form: what was done, in sight of which decision, and why where it is another than asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

import bedside
from bedside.faces.web.person.assessment import amount_of, moment_field
from bedside.faces.web.person.drawing import Drawn
from bedside.faces.web.person.story import Ahead, Next
from bedside.faces.web.records.entering import Sender
from bedside.faces.web.records.models import Action, Decision, Person, SignOff
from bedside.faces.web.records.signing import Signature, Slot, sign, signed_before

MILLION = 1e6
CHANGED = lazy("The record or the time has moved on since this page was drawn; nothing was stored. Read it, then sign again.")


class Signing(forms.Form):
    """One slot, one signature. What the page had shown travels with it, so that a stale page is refused."""

    action = forms.ChoiceField(label=lazy("What was done"), choices=Action.choices, widget=forms.RadioSelect)
    units = forms.CharField(
        label=lazy("Dose given, in million IU"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=lazy("Reason"),
        help_text=lazy("Needed where this is not what the guide asks for."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.IntegerField(widget=forms.HiddenInput)
    slot = forms.DateTimeField(widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S%z"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given"] = moment_field(gettext("Given at"), required=False)
        self.order_fields(["action", "given", "units", "reason"])

    def signed(self, person: Person, following: Next, decision: Decision, sender: Sender) -> SignOff | None:
        """Store it; None, with the field named, where it is refused."""
        told = self.cleaned_data
        before = signed_before(person, told["key"])
        if not before and (following.slot is None or (following.slot.at, decision.id) != (told["slot"], told["decision"])):
            self.add_error(None, CHANGED)
            return None
        number = (following.slot.cycle, following.slot.number) if following.slot else (0, 0)
        slot = Slot(told["slot"], *number)
        try:
            amount = amount_of(told["units"])[0] * MILLION if told["units"].strip() else None
            signed = Signature(slot, Action(told["action"]), told["seen"], told["reason"], told["given"], amount)
            return sign(person, decision, signed, sender)
        except bedside.RecordError as trouble:
            field = {"value": "units"}.get(trouble.field, trouble.field)
            self.add_error(field if field in self.fields else None, str(trouble))
            return None


def blank(ahead: Ahead, at: datetime) -> Signing | None:
    """The form as a page draws it: the dose of the plan, this minute; None when no slot is due."""
    if ahead.slot is None or ahead.dose is None:
        return None
    dose = f"{ahead.dose:.2f}".rstrip("0").rstrip(".")
    return Signing(initial={"units": dose, "given": at})


def shows(page: Drawn, seen: int) -> dict[str, Any]:
    """What a page shows at this moment, as the hidden fields of its form have it; `seen` is the newest sign-off on it."""
    slot = page.slot.strftime("%Y-%m-%dT%H:%M:%S%z") if page.slot else ""
    return {"key": uuid4(), "seen": seen, "decision": page.stored, "slot": slot}
