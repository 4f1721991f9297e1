"""The charts of a person's pages: vital signs and bloods with the guide's thresholds, and how the disease has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

import bedside
from bedside.faces.web.charts.drawing import BOTTOM, LEFT, RIGHT, TOP, Bars, Dot, Drawing, Tick, draw, in_pairs
from bedside.faces.web.charts.scale import Scale, numbers
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Person
from bedside.faces.words import number

CHARTED = (
    *("systolic_bp", "heart_rate", "oxygen_saturation", "temperature", "phenylephrine_rate", "oxygen_flow"),
    *("creatinine", "urine_output", "bicarbonate", "bilirubin", "platelets", "weight", "tumor_burden"),
)
"""Which concepts have a chart, in this order."""
FEWEST = 2
"""Assessments that make a picture: one alone is a baseline."""
MOST = 8
"""The newest scans of which there are bars; all of them stand in the table."""


def pictures(
    person: Person, known: bedside.Patient, start: datetime, at: datetime, concepts: Iterable[str] = CHARTED
) -> list[Drawing]:
    """A chart of each concept that was measured between two times. Take `known` as of `at`."""
    chosen = medicine(person.medicine)
    guide = chosen.guides.get(person.guide)
    drawn = (draw(known, concept, guide, chosen.rhythm.dose, start, at) for concept in concepts)
    return [each for each in drawn if each]


def spider(response: bedside.Response) -> Drawing | None:
    """The change of the sum since the baseline over time; None where there is nothing to compare."""
    seen = [each for each in response.assessments if each.change_from_baseline is not None]
    if len(seen) < FEWEST:
        return None
    changes = [float(each.change_from_baseline or 0) for each in seen]
    steps = numbers([-100.0, 0.0, *changes])
    last = max(seen[-1].days, 1)
    up, across = Scale(steps[0], steps[-1], BOTTOM, TOP), Scale(0, last, LEFT, RIGHT - 12)
    return Drawing(
        concept="response",
        label=_("Change since the first scan"),
        unit="%",
        dots=tuple(
            Dot(across.at(each.days), up.at(change), each.at, f"{number(round(change, 1))} %")
            for each, change in zip(seen, changes, strict=True)
        ),
        lines=(),
        doses=(),
        across=tuple(Tick(across.at(day), _("%(day)s d") % {"day": day}) for day in (0, last // 2, last)),
        up=tuple(Tick(up.at(step), number(step)) for step in steps),
        rules=(),
    )


def waterfall(response: bedside.Response) -> Bars | None:
    """The change at each scan since the first one and since the smallest sum; None where there is nothing to compare."""
    seen = [each for each in response.assessments[1:] if each.change_from_baseline is not None]
    if not seen:
        return None
    rows = [(date_format(each.date, "j M y"), each.change_from_baseline, each.change_from_nadir) for each in seen]
    return in_pairs(_("Change at each scan"), (_("since the first scan"), _("since the smallest")), rows[-MOST:])
