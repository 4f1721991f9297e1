"""One concept of one person over time: readings, the guide's thresholds as lines, doses as marks; and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils.formats import date_format

import bedside
from bedside.faces.web import words
from bedside.faces.web.charts.scale import Scale, numbers, times
from bedside.faces.words import number

WIDTH, HEIGHT = 360, 196
LEFT, RIGHT, TOP, BOTTOM = 44, 350, 10, 160
LEAST_SPAN = 0.1
"""A picture spans at least this share of its largest value: a change that is nothing must not look like a cliff."""


@dataclass(frozen=True)
class Dot:
    """One reading, where it is drawn and what it says; `when` in words where it was at no time of the calendar."""

    x: float
    y: float
    at: datetime | None
    told: str
    when: str = ""


@dataclass(frozen=True)
class Tick:
    """A place on an axis, with what is written there."""

    place: float
    told: str


@dataclass(frozen=True)
class Line:
    """A threshold of the guide."""

    y: float
    told: str


@dataclass(frozen=True)
class Drawing:
    """A chart, ready for its template. `doses` are where doses were given; `rules` tell what the lines mean."""

    concept: str
    label: str
    unit: str
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    doses: tuple[float, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    rules: tuple[object, ...]
    frame: ClassVar[dict[str, int]] = {
        "width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM,
    }  # fmt: skip

    @property
    def path(self) -> str:
        """The readings joined, as SVG writes it."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True)
class Bar:
    """One bar, from nothing to what was measured, and what it says."""

    x: float
    y: float
    width: float
    height: float
    label: str
    told: str


@dataclass(frozen=True)
class Bars:
    """A chart of bars beside each other, in pairs; `zero` is where nothing lies."""

    id: str
    label: str
    first: tuple[Bar, ...]
    second: tuple[Bar, ...]
    zero: float
    up: tuple[Tick, ...]
    across: tuple[Tick, ...]
    frame: ClassVar[dict[str, int]] = Drawing.frame


def in_pairs(label: str, names: tuple[str, str], rows: Sequence[tuple[str, float | None, float | None]]) -> Bars:
    """Two bars for each row, in percent, from zero up or down; what is not known has none."""
    steps = numbers([-100.0, 0.0, *(value for _, *pair in rows for value in pair if value is not None)])
    up, room = Scale(steps[0], steps[-1], BOTTOM, TOP), (RIGHT - LEFT) / len(rows)
    wide, zero = round(min(room / 3, 36.0), 1), up.at(0)

    def bars(place: int) -> Iterator[Bar]:
        for n, (_, first, second) in enumerate(rows):
            if (value := (first, second)[place]) is not None:
                x = round(LEFT + room * (n + 0.5) - wide * (1 - place), 1)
                top = min(up.at(value), zero)
                told = f"{number(round(value, 1))} %"
                yield Bar(x, top, wide - 2, max(round(abs(up.at(value) - zero), 1), 1.0), names[place], told)

    return Bars(
        id="waterfall",
        label=label,
        first=tuple(bars(0)),
        second=tuple(bars(1)),
        zero=zero,
        up=tuple(Tick(up.at(step), number(step)) for step in steps),
        across=tuple(Tick(round(LEFT + room * (n + 0.5), 1), row[0]) for n, row in enumerate(rows)),
    )


def draw(patient: bedside.Patient, concept: str, guide: Any, dose: str, start: datetime, end: datetime) -> Drawing | None:
    """The chart of what `patient` has of a concept between two times; None where there is nothing to draw.

    Take `patient.as_of(time)` first: what was corrected is not drawn.
    """
    told = [each for each in patient.observations if each.concept == concept and start <= each.at <= end]
    if not told:
        return None
    told.sort(key=lambda each: each.at)
    marks = bedside.marks(guide, concept) if guide else ()
    unit = bedside.vocabulary()[concept].unit
    steps = steps_of([each.amount for each in told], marks, concept)
    up = Scale(steps[0], steps[-1], BOTTOM, TOP)
    across = Scale(start.timestamp(), end.timestamp(), LEFT, RIGHT)
    seen = {mark.value: mark for mark in marks if steps[0] <= mark.value <= steps[-1]}
    given = [each.at for each in patient.observations if each.concept == dose and start <= each.at <= end]
    return Drawing(
        concept=concept,
        label=words.label(concept),
        unit=words.unit(unit),
        dots=tuple(
            Dot(across.at(each.at.timestamp()), up.at(each.amount), each.at, words.value(each.amount, unit)) for each in told
        ),
        lines=tuple(Line(up.at(value), number(value)) for value in sorted(seen)),
        doses=tuple(across.at(time.timestamp()) for time in sorted(given)),
        across=tuple(Tick(across.at(time.timestamp()), _time(time)) for time in times(words.local(start), end)),
        up=tuple(Tick(up.at(step), number(step)) for step in steps),
        rules=tuple(dict.fromkeys(mark.rule for mark in seen.values())),
    )


def steps_of(values: list[float], marks: tuple[bedside.Mark, ...], concept: str) -> tuple[float, ...]:
    """What is written on the axis: round numbers round the readings and the thresholds near them, none impossible."""
    shown = [*values, *_near(marks, values)]
    lack = LEAST_SPAN * max(map(abs, shown)) - (max(shown) - min(shown))
    wide = [*shown, min(shown) - lack / 2, max(shown) + lack / 2] if lack > 0 else shown
    lowest, highest = bedside.vocabulary()[concept].possible or (0.0, max(wide))
    return numbers([min(max(value, lowest), highest) for value in wide])


def _near(marks: tuple[bedside.Mark, ...], values: list[float]) -> list[float]:
    """Thresholds that belong on the picture: within as much again as the readings span, or as their size."""
    low, high = min(values), max(values)
    room = max(high - low, abs(high) * 0.5)
    return [mark.value for mark in marks if low - room <= mark.value <= high + room]


def _time(time: datetime) -> str:
    there = words.local(time)
    return f"{there:%H:%M}" if there.hour else date_format(there, "j M")
