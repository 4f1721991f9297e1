"""What a study is to work out: the form, each of its errors beside the field that has it, and the protocols that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as lazy

import bedside
from bedside.faces.web.medicines import medicine

INSTALL = "pip install 'bedside[simulate]'"
NEEDED = ("llvmlite", "pyarrow", "matplotlib")
HOUR = 3600
LARGEST_SEED = (1 << 63) - 1
IN_TURN = ("regimen", "dose", "interval", "doses", "changes")
"""Each is tried by itself with the guide, so that what is wrong is said beside its field."""


def cannot(name: str) -> str:
    """Why no study of a medicine can run here; nothing where it can."""
    if any(find_spec(each) is None for each in NEEDED):
        return INSTALL
    try:
        bedside.load_model(name)
    except bedside.Refusal as trouble:
        return str(trouble)
    return ""


class Asked(forms.Form):
    """What is to be worked out. What is left empty is as the guide and its regimen have it."""

    guide = forms.ChoiceField(label=lazy("Guide"))
    regimen = forms.ChoiceField(label=lazy("Regimen"), required=False)
    dose = forms.CharField(
        label=lazy("Each dose"), max_length=40, required=False, help_text=lazy("For each kilogram, such as 600000 IU/kg.")
    )
    interval = forms.IntegerField(label=lazy("Hours between two doses"), required=False, help_text=lazy("From 8 to 24."))
    doses = forms.IntegerField(label=lazy("The most doses of a cycle"), required=False)
    pressors = forms.BooleanField(label=lazy("Vasopressors may be given"), required=False, initial=True)
    changes = forms.CharField(
        label=lazy("Other thresholds"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=lazy("One in each line, such as absolute.creatinine.threshold=3.5 mg/dL."),
    )
    people = forms.IntegerField(label=lazy("How many people"), min_value=1, initial=1000)
    seed = forms.IntegerField(
        label=lazy("Seed"),
        min_value=0,
        max_value=LARGEST_SEED,
        initial=0,
        help_text=lazy("The same seed gives the same people again."),
    )
    compare = forms.ChoiceField(label=lazy("Compare with the guide"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, of: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        chosen = medicine(of)
        guides = [(name, name) for name, guide in chosen.guides.items() if not guide.part]
        slots = [(name, name) for name, regimen in chosen.regimens.items() if hasattr(regimen, "starts")]
        self._choices("guide", guides)
        self._choices("regimen", [("", lazy("the guide's own")), *slots])
        self._choices("compare", [("", lazy("none")), *guides])
        most = settings.BEDSIDE_STUDY_PEOPLE
        people = self.fields["people"]
        people.validators = [*people.validators, MaxValueValidator(most)]

    def clean(self) -> dict[str, Any]:
        """What was filled in; what the simulator does not take is said beside the field."""
        told = super().clean() or {}
        told["changes"] = [line.strip() for line in told.get("changes", "").splitlines() if line.strip()]
        if not self.errors:
            self._try(told)
        return told

    def wanted(self) -> dict[str, Any]:
        """What is kept of the form."""
        kept = ("guide", "regimen", "dose", "interval", "doses", "pressors", "changes", "seed", "compare")
        return {name: self.cleaned_data[name] for name in kept}

    def _choices(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)

    def _try(self, told: Mapping[str, Any]) -> None:
        empty = {"guide": told["guide"], "regimen": "", "dose": "", "interval": None, "doses": None, "changes": []}
        for field in ("guide", *IN_TURN, "compare"):
            asked = dict(empty) | ({field: told[field]} if field != "compare" else {"guide": told["compare"] or told["guide"]})
            if field == "doses":
                asked["interval"] = told["interval"]
            try:
                protocol(self.of, asked)
            except bedside.Refusal as trouble:
                self.add_error(field, str(trouble))
                return


def protocol(of: str, wanted: Mapping[str, Any], guide: str = "") -> bedside.Protocol:
    """The protocol that is wanted; with `guide` as it was published, on the same doses. Raises Refusal."""
    return bedside.protocol_of(
        medicine(of),
        guide or wanted["guide"],
        wanted["regimen"] or None,
        dose=wanted["dose"] or None,
        interval=wanted["interval"] * HOUR if wanted["interval"] is not None else None,
        doses=wanted["doses"],
        changes=() if guide else wanted["changes"],
        pressors=wanted.get("pressors", True),
    )
