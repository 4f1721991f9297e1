"""The questions before treatment as a form: what the screening asks for, what is known already, what an answer says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import bedside
from bedside.faces.web import clock, words
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.entering import Fact
from bedside.faces.words import number

GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("About you"), ("metastatic_renal_cell_carcinoma", "metastatic_melanoma", "age", "weight", "ecog")),
    (
        _("Heart and lungs"),
        (
            *("coronary_disease", "heart_failure", "wall_motion_abnormality", "abnormal_stress_test", "lvef"),
            *("lung_disease", "fev1", "fev1_percent_predicted"),
        ),
    ),
)
ILLNESSES, BLOODS = _("Other illnesses and medicines"), _("Blood tests")
ASK: dict[str, str | Promise] = {
    "metastatic_renal_cell_carcinoma": _("Kidney cancer that has spread"),
    "metastatic_melanoma": _("Melanoma (skin cancer) that has spread"),
    "coronary_disease": _("Narrowed heart arteries, or a heart attack in the past"),
    "heart_failure": _("A weak heart (heart failure)"),
    "wall_motion_abnormality": _("A heart wall that does not move normally, in an ultrasound or scan"),
    "abnormal_stress_test": _("A heart stress test that was not normal"),
    "lvef": _("Pumping strength of the heart (ejection fraction)"),
    "lung_disease": _("A lasting lung disease, such as asthma or COPD"),
    "fev1": _("Breath blown out in one second (FEV1)"),
    "fev1_percent_predicted": _("FEV1 as a share of what is expected"),
    "aldesleukin_hypersensitivity": _("A severe reaction to aldesleukin (interleukin-2) before"),
    "organ_allograft": _("A transplanted organ"),
    "liver_disease": _("A lasting liver disease"),
    "kidney_disease": _("A lasting kidney disease"),
    "brain_metastases": _("Cancer in the brain that is active or untreated"),
    "seizure_disorder": _("Seizures (epilepsy)"),
    "active_infection": _("An infection now"),
    "autoimmune_disease": _("An autoimmune disease"),
    "immunodeficiency": _("A severely weakened immune system"),
    "diabetes": _("Diabetes"),
    "systemic_corticosteroid": _("Cortisone or another steroid, as tablets or by drip"),
    "antihypertensive": _("A medicine for high blood pressure"),
    "pregnancy": _("Pregnant"),
    "breastfeeding": _("Breastfeeding"),
}
"""What is asked in plainer words than the concept's own."""
ABLE = (
    ("", _("not answered")),
    ("0", _("0: active as before")),
    ("1", _("1: hard work is too much, light work is not")),
    ("2", _("2: up and about, not able to work")),
    ("3", _("3: in bed or a chair more than half of the day")),
    ("4", _("4: in bed or a chair all day")),
)
YES_NO = (("", _("not answered")), ("true", _("yes")), ("false", _("no")))
SAID = (("said by the person", _("what I know myself")), ("read from a report", _("a letter or a report")))


@cache
def asked(name: str) -> tuple[str, ...]:
    """Everything that the screening of a medicine asks for: what it misses of nobody."""
    nobody = bedside.screen(medicine(name), bedside.Patient.of([]), bedside.parse_time("2000-01-01T00:00:00Z"))
    return tuple(lack.concept for lack in nobody.missing)


class Questions(forms.Form):
    """One field for each thing that is asked; `known` are the newest readings that still count."""

    def __init__(self, *args: Any, name: str, known: dict[str, bedside.Observation], today: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.known = known
        for concept in asked(name):
            self.fields[concept] = _field(concept, known.get(concept))
        day = forms.DateInput(attrs={"type": "date", "max": today.isoformat()}, format="%Y-%m-%d")
        self.fields["day"] = forms.DateField(
            label=_("Of which day are these answers?"), initial=today, widget=day, input_formats=["%Y-%m-%d"],
            help_text=_("What was measured on another day: fill in and keep it by itself."),
        )  # fmt: skip
        self.fields["said"] = forms.ChoiceField(label=_("Where the answers come from"), choices=SAID, initial=SAID[0][0])
        self.fields["key"] = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)
        self.today = today

    def clean_day(self) -> Any:
        """A day that has begun."""
        day = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(gettext("This day lies in the future."))
        return day

    def groups(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields under their headings."""
        vocabulary = bedside.vocabulary()
        rest = [name for name in self.fields if name in vocabulary and not any(name in group for _, group in GROUPS)]
        for title, group in GROUPS:
            yield title, [self[name] for name in group if name in self.fields]
        yield ILLNESSES, [self[name] for name in rest if not vocabulary[name].numeric]
        yield BLOODS, [self[name] for name in rest if vocabulary[name].numeric]

    def facts(self, now: datetime) -> list[Fact]:
        """What was answered, can be read, and differs from what is known, as facts of the day that was named."""
        if self.errors.keys() & {"day", "said"}:
            return []
        at, told = self._at(now), []
        for concept, answer in self.cleaned_data.items():
            if concept in bedside.vocabulary() and answer and answer != self[concept].initial:
                value, unit = read(concept, answer)
                told.append(Fact(concept, at, value, unit, note=self.cleaned_data["said"]))
        return told

    def _at(self, now: datetime) -> datetime:
        """Now, for today; else the beginning of the day: what was measured then counts no longer than it should."""
        day = self.cleaned_data["day"]
        if day >= self.today:
            return now
        return words.local(now).replace(year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0)


def read(concept: str, answer: str) -> tuple[float | bool, str]:
    """An answer as a value and its unit. Raises bedside.Refusal."""
    if answer in ("true", "false"):
        return answer == "true", ""
    try:
        return float(answer), bedside.vocabulary()[concept].unit
    except ValueError:
        return bedside.read_quantity(words.coded(answer))


def _checks(concept: str) -> Any:
    def check(answer: str) -> None:
        if "," in answer:
            raise forms.ValidationError(gettext("Write the number with a point, such as 1.2"))
        try:
            bedside.observe(concept, clock.now(), *read(concept, answer))
        except bedside.Refusal as trouble:
            raise forms.ValidationError(str(trouble)) from trouble

    return check


def _field(concept: str, known: bedside.Observation | None) -> forms.Field:
    """A choice for what is yes or no, and for a grade; for a number a text in which a unit may stand."""
    found = bedside.vocabulary()[concept]
    common: dict[str, Any] = {"label": ASK.get(concept) or words.label(concept), "required": False}
    if not found.numeric:
        initial = "" if known is None else str(known.value).lower()
        return forms.ChoiceField(choices=YES_NO, initial=initial, **common)
    initial = "" if known is None else number(known.amount)
    if found.kind == "grade":
        return forms.ChoiceField(choices=ABLE, initial=initial, help_text=_("How active you can be (ECOG)"), **common)
    box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    told: dict[str, Any] = {
        "widget": box,
        "max_length": 40,
        "help_text": words.unit(found.unit),
        "validators": [_checks(concept)],
    }
    return forms.CharField(initial=initial, **told, **common)
