"""Small boxes, three beside each other, as portals on a telephone show results."""

from __future__ import annotations

from reports import printing
from reports.content import Entry
from reports.headings import heading
from reports.letterhead import next_page
from reports.pen import Pen
from reports.sheet import BOLD, Mark, wide, wrapped
from reports.words import HEADERS

BESIDE, GAP = 3, 10.0
"""How many stand beside each other, and how far apart, in points."""
HIGH = 6.6
"""How high a box is, in lines."""


def tiles(pen: Pen) -> None:
    """The tests of a section in boxes, from left to right and then below."""
    width = (pen.right - pen.left - GAP * (BESIDE - 1)) / BESIDE
    for section in pen.content.sections:
        if pen.full(10):
            next_page(pen)
        heading(pen, section)
        for begin in range(0, len(section.entries), BESIDE):
            if pen.full(8):
                next_page(pen)
            top = pen.y
            for at, entry in enumerate(section.entries[begin : begin + BESIDE]):
                pen.y = top
                _tile(pen, entry, pen.left + at * (width + GAP), width)
            pen.y = top + HIGH * pen.step + 8


def _tile(pen: Pen, entry: Entry, left: float, width: float) -> None:
    layout, top, result = pen.layout, pen.y, entry.results[0]
    assert result is not None
    bottom = top + HIGH * pen.step - 0.8 * pen.step
    for y in (top - 0.8 * pen.step, bottom):
        pen.sheet.line(left, y, left + width)
    for x in (left, left + width):
        pen.sheet.upright(x, top - 0.8 * pen.step, bottom)
    marks = list[Mark]()
    for line in wrapped(entry.name, BOLD[layout.font], layout.size, width - 12):
        pen.y += 0.85 * pen.step * bool(marks)
        marks.append(pen.say(left + 6, line, bold=True))
    pen.y = top + 2.9 * pen.step
    value = pen.say(left + 6, result.text, bold=True, size=layout.size + 6)
    marks.append(value)
    if entry.unit:
        marks.append(pen.say(value.x + value.width + 4, entry.unit))
    marks += _badge(pen, result.flag, left + width - 6)
    if entry.range.text:
        pen.y = top + 5.3 * pen.step
        word = dict(layout.heads).get("range", HEADERS[layout.language]["range"][0])
        marks.append(pen.say(left + 6, f"{word}: {entry.range.text}", size=layout.size - 1, grey=0.25))
    pen.remember(entry, result, 0, marks, [value])
    _bar(pen, entry, left + 6, width - 12, top + 3.7 * pen.step)


def _badge(pen: Pen, flag: str, right: float) -> list[Mark]:
    """What is out of range in white letters on dark ground."""
    if not flag:
        return []
    small = pen.layout.size - 1.5
    width = wide(flag, BOLD[pen.layout.font], small)
    pen.sheet.dark(right - width - 6, pen.y - small, right, pen.y + 0.4 * small)
    return [pen.say(right - 3, flag, "right", bold=True, size=small, grey=1)]


def _bar(pen: Pen, entry: Entry, left: float, long: float, y: float) -> None:
    """Where the value is between the limits, which stand below the bar in small print."""
    result, low, high = entry.results[0], entry.range.low or 0.0, entry.range.high
    if result is None or not isinstance(result.value, float) or high is None or high <= low:
        return
    pen.sheet.band(left, y, left + long, y + 4)
    pen.sheet.dark(left + 0.3 * long, y + 1, left + 0.7 * long, y + 3)
    at = left + long * min(max(0.3 + 0.4 * (result.value - low) / (high - low), 0.02), 0.98)
    pen.sheet.upright(at, y - 3, y + 7)
    pen.y = y + 4 + 0.55 * pen.step
    for share, limit in ((0.3, entry.range.low), (0.7, high)):
        if limit is not None:
            text = printing.number(pen.layout, limit, entry.told.digits)
            pen.say(left + share * long, text, "centre", size=pen.layout.size - 3, grey=0.4)
