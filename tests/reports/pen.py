"""A pen: where the next line of a report goes, and what is remembered of the results that were drawn."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reports.content import Content, Entry, Result
from reports.layout import Layout
from reports.printing import Printed
from reports.sheet import BOLD, Mark, Sheet
from reports.truth import Row

MARGIN = 42.0


@dataclass
class Pen:
    """Where the next line goes, and what is remembered of those before it."""

    layout: Layout
    sheet: Sheet
    lots: random.Random
    content: Content
    person: int = 0
    y: float = 0
    rows: list[Row] = field(default_factory=list)
    printed: int = 0
    """Rows on this page so far."""
    round: int = 0
    """Which of the dates is being printed, where a report prints one block of results after the other."""

    @property
    def step(self) -> float:
        return self.layout.size * self.layout.leading

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def right(self) -> float:
        return self.sheet.size[0] - MARGIN

    @property
    def bottom(self) -> float:
        return self.sheet.size[1] - 55

    def say(self, x: float, text: str, align: str = "left", bold: bool = False, size: float = 0, grey: float = 0) -> Mark:
        """A text on the line."""
        font = BOLD[self.layout.font] if bold else self.layout.font
        return self.sheet.text(x, self.y, text, font, size or self.layout.size, align, grey)

    def full(self, lines: int = 1) -> bool:
        """Whether so many lines more do not fit."""
        return self.y + lines * self.step > self.bottom or bool(self.layout.most and self.printed >= self.layout.most)

    def remember(self, entry: Entry, result: Result, date: int, marks: Sequence[Mark], value: Sequence[Mark]) -> None:
        """A result that was printed, with all that is printed of it, and of its value."""
        date += self.round
        at = self.content.dates[date]
        number = isinstance(result.value, float)
        self.rows.append(
            Row(
                entry.analyte,
                entry.name,
                result.value,
                result.comparator,
                entry.unit,
                entry.ucum,
                entry.range.low if number else None,
                entry.range.high if number else None,
                result.flag,
                result.side,
                iso(self.layout, at, date),
                date == 0,
                self.sheet.page,
                self.sheet.box(marks),
                self.sheet.box(value),
                self.person,
                entry.doubtful,
                entry.is_again,
            )
        )


def unranged(entry: Entry, result: Result) -> tuple[Entry, Result]:
    """A test and its result where no range is printed, and so no flag."""
    return replace(entry, range=Printed("", None, None)), replace(result, flag="", side="")


def across(left: float, right: float, place: float) -> float:
    return left + place * (right - left)


def iso(layout: Layout, at: datetime, date: int) -> str:
    """A date as the report lets one know it: many print the time of the current one alone."""
    return f"{at:%Y-%m-%dT%H:%M}" if layout.times and (not date or layout.hours) else f"{at:%Y-%m-%d}"
