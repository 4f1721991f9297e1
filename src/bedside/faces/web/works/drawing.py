"""The invented person's curves as pictures: the hours after the first dose, and the days of the first cycle."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

import bedside
from bedside.faces.web import words
from bedside.faces.web.charts.drawing import BOTTOM, LEFT, RIGHT, TOP, Dot, Drawing, Line, Tick, steps_of
from bedside.faces.web.charts.scale import Scale, numbers
from bedside.faces.web.medicines import medicine
from bedside.faces.web.works.invented import Curve, Invented
from bedside.faces.words import number

LEVEL = "concentration"
"""The one curve that is no concept: nobody measures it on a ward. It is told in percent of its highest."""
HOURS, DAYS = (0, 2, 4, 6, 8), (1, 3, 5, 7, 9, 11, 13)
"""What is written on the axis of time."""
DAY = 24


def by_hour(told: Invented) -> list[Drawing]:
    """What the first dose does, hour by hour."""
    return [_level(curve) if name == LEVEL else _sign(curve, None, ()) for name, curve in told.first_dose.items()]


def by_day(told: Invented) -> list[Drawing]:
    """The first cycle and the days after it, with the doses and the thresholds of the guide."""
    guide = medicine(told.medicine).guides[told.guide]
    given = tuple(float(slot.hours) for slot in told.cycle(1) if slot.given)
    return [_sign(curve, guide, given) for curve in told.first_cycle.values()]


def span(told: Invented) -> timedelta:
    """For how long the first cycle and the days after it are told."""
    return timedelta(hours=max(curve.hours[-1] for curve in told.first_cycle.values()))


def _sign(curve: Curve, guide: Any, given: tuple[float, ...]) -> Drawing:
    """A curve of a concept. With a guide it goes by days, without one by hours."""
    unit = bedside.vocabulary()[curve.concept].unit
    marks = bedside.marks(guide, curve.concept) if guide else ()
    steps = steps_of(list(curve.values), marks, curve.concept)
    up, across = Scale(steps[0], steps[-1], BOTTOM, TOP), Scale(0, curve.hours[-1], LEFT, RIGHT)
    seen = {mark.value: mark for mark in marks if steps[0] <= mark.value <= steps[-1]}
    by_days = guide is not None
    return Drawing(
        concept=f"{'days' if by_days else 'hours'}-{curve.concept}",
        label=words.label(curve.concept),
        unit=words.unit(unit),
        dots=_dots(curve, up, across, words.unit(unit), by_days),
        lines=tuple(Line(up.at(value), number(value)) for value in sorted(seen)),
        doses=tuple(across.at(hour) for hour in given),
        across=_ticks(across, by_days),
        up=tuple(Tick(up.at(step), number(step)) for step in steps),
        rules=tuple(dict.fromkeys(mark.rule for mark in seen.values())),
    )


def _level(curve: Curve) -> Drawing:
    """How much of the medicine is in the blood, in percent of the highest level."""
    shares = tuple(100 * value / max(curve.values) for value in curve.values)
    steps = numbers([0.0, 100.0])
    up, across = Scale(0, 100, BOTTOM, TOP), Scale(0, curve.hours[-1], LEFT, RIGHT)
    return Drawing(
        concept="hours-level",
        label=_("The medicine in the blood"),
        unit=_("percent of the highest level"),
        dots=_dots(Curve(LEVEL, curve.hours, tuple(map(round, shares))), up, across, "%", by_days=False),
        lines=(),
        doses=(across.at(0),),
        across=_ticks(across, by_days=False),
        up=tuple(Tick(up.at(step), number(step)) for step in steps),
        rules=(),
    )


def _dots(curve: Curve, up: Scale, across: Scale, unit: str, by_days: bool) -> tuple[Dot, ...]:
    return tuple(
        Dot(across.at(hour), up.at(value), None, f"{number(value)} {unit}".strip(), _when(hour, by_days))
        for hour, value in zip(curve.hours, curve.values, strict=True)
    )


def _when(hour: float, by_days: bool) -> str:
    """When in the invented course something was: hours after the dose, or a day and the hours after its first slot."""
    if not by_days:
        return _("%(hours)s h after the dose") % {"hours": number(hour)}
    day, rest = divmod(round(hour), DAY)
    return _("day %(day)d, %(hours)d h") % {"day": day + 1, "hours": rest} if rest else _("day %(day)d") % {"day": day + 1}


def _ticks(across: Scale, by_days: bool) -> tuple[Tick, ...]:
    if by_days:
        return tuple(Tick(across.at((day - 1) * DAY), _("%(day)s d") % {"day": day}) for day in DAYS)
    return tuple(Tick(across.at(hour), _("%(hour)s h") % {"hour": hour}) for hour in HOURS)
