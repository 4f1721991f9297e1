"""What became of each test: its name and what is usual, and below them its results by date."""

from __future__ import annotations

from reports import printing
from reports.content import Entry
from reports.headings import heading
from reports.letterhead import next_page
from reports.pen import Pen
from reports.sheet import Mark
from reports.words import HEADERS


def histories(pen: Pen) -> None:
    """A line for each date, with a dot where the value is on the scale of the test."""
    for section in pen.content.sections:
        if pen.full(pen.layout.trend + 6):
            next_page(pen)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(pen.layout.trend + 3):
                next_page(pen)
            marks = _title(pen, entry)
            for date in _order(pen):
                _line(pen, entry, date, marks)
            pen.sheet.line(pen.left, pen.y - 0.5 * pen.step, pen.right)
            pen.y += 0.7 * pen.step


def strips(pen: Pen) -> None:
    """The dates beside each other, and each value below its date."""
    for section in pen.content.sections:
        if pen.full(9):
            next_page(pen)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(5):
                next_page(pen)
            _strip(pen, entry, _title(pen, entry))


def _order(pen: Pen) -> list[int]:
    order = list(range(pen.layout.trend))
    return order if pen.layout.newest_first else order[::-1]


def _title(pen: Pen, entry: Entry) -> list[Mark]:
    """The name, and at the other edge the range with its unit."""
    marks = [pen.say(pen.left, entry.name, bold=True)]
    word = HEADERS[pen.layout.language]["range"][-1]
    if entry.range.text:
        told = dict(pen.layout.heads).get("range", word)
        marks.append(pen.say(pen.right, f"{told}: {entry.range.text} {entry.unit}".strip(), "right", grey=0.3))
    pen.y += pen.step
    return marks


def _line(pen: Pen, entry: Entry, date: int, title: list[Mark]) -> None:
    result, width = entry.results[date], pen.right - pen.left
    if result is None:
        return
    day = pen.say(pen.left + 14, printing.date(pen.layout, pen.content.dates[date]))
    value = pen.say(pen.left + 0.34 * width, result.text, "right", bold=pen.layout.bold == "values")
    marks = [*title, day, value]
    for text, place in ((entry.unit, 0.36), (result.flag, 0.56)):
        if text:
            marks.append(pen.say(pen.left + place * width, text))
    pen.remember(entry, result, date, marks, [value])
    begin, long, y = pen.left + 0.68 * width, 0.3 * width, pen.y - 0.3 * pen.layout.size
    low, high = entry.range.low or 0.0, entry.range.high
    if isinstance(result.value, float) and high is not None and high > low:
        at = begin + long * min(max(0.3 + 0.4 * (result.value - low) / (high - low), 0.02), 0.98)
        pen.sheet.band(begin + 0.3 * long, y - 0.5 * pen.step, begin + 0.7 * long, y + 0.5 * pen.step)
        pen.sheet.dark(at - 2, y - 2, at + 2, y + 2)
    pen.y += pen.step


def _strip(pen: Pen, entry: Entry, title: list[Mark]) -> None:
    top, width = pen.y, (pen.right - pen.left - 8) / pen.layout.trend
    for at, date in enumerate(_order(pen)):
        x, result = pen.left + 8 + at * width, entry.results[date]
        pen.y = top
        day = pen.say(x, printing.date(pen.layout, pen.content.dates[date]), size=pen.layout.size - 1, grey=0.35)
        pen.y = top + pen.step
        if result is None:
            pen.say(x, "-")
            continue
        value = pen.say(x, result.text, bold=pen.layout.bold == "values")
        marks, end = [*title, day, value], value.x + value.width
        for text in (result.flag, entry.unit):
            if text:
                marks.append(pen.say(end + 4, text))
                end += 4 + marks[-1].width
        pen.remember(entry, result, date, marks, [value])
    pen.sheet.line(pen.left, top + 1.4 * pen.step, pen.right)
    pen.y = top + 2.5 * pen.step
