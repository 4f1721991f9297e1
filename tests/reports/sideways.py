"""Tables whose headers are tests: a line for each date, with units and ranges in lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

from reports import printing
from reports.content import Entry
from reports.headings import heading
from reports.letterhead import next_page
from reports.pen import Pen
from reports.sheet import BOLD, Mark, wide, wrapped
from reports.words import HEADERS

FIRST, ROOM = 76.0, 62.0
"""How wide the column of dates is, and at least each other one, in points."""


def sideways(pen: Pen) -> None:
    """So many tests beside each other as there is room for, and the next below them."""
    room = pen.right - pen.left - FIRST
    most = int(room / ROOM)
    for section in pen.content.sections:
        for begin in range(0, len(section.entries), most):
            if pen.full(pen.layout.trend + 7):
                next_page(pen)
            if not begin:
                heading(pen, section)
            _block(pen, section.entries[begin : begin + most], room / most)
            pen.y += 0.8 * pen.step


def _block(pen: Pen, entries: Sequence[Entry], width: float) -> None:
    layout, font = pen.layout, BOLD[pen.layout.font]
    words, top, deep = HEADERS[layout.language], pen.y, 0
    known: list[list[Mark]] = []
    for at, entry in enumerate(entries):
        lines = wrapped(entry.name, font, layout.size, width - 6)
        deep = max(deep, len(lines))
        known.append([])
        for down, line in enumerate(lines):
            pen.y = top + 0.9 * down * pen.step
            known[at].append(pen.say(_end(pen, at, width), line, "right", bold=True))
    pen.y = top + (0.9 * (deep - 1) + 1) * pen.step
    for label, texts in (
        (words["unit"][0], [layout.unit_form.format(entry.unit) if entry.unit else "" for entry in entries]),
        (words["range"][0], [entry.range.text for entry in entries]),
    ):
        small = layout.size - 0.5
        while wide(label, layout.font, small) > FIRST + 10:
            small -= 0.5
        pen.say(pen.left, label, size=small)
        for at, text in enumerate(texts):
            if text:
                known[at].append(pen.say(_end(pen, at, width), text, "right"))
        pen.y += pen.step
    pen.sheet.line(pen.left, pen.y - 0.7 * pen.step, pen.right)
    order = range(layout.trend) if layout.newest_first else reversed(range(layout.trend))
    for date in order:
        _line(pen, entries, known, date, width)
    pen.sheet.line(pen.left, pen.y - 0.7 * pen.step, pen.right)


def _line(pen: Pen, entries: Sequence[Entry], known: Sequence[Sequence[Mark]], date: int, width: float) -> None:
    layout = pen.layout
    pen.say(pen.left, printing.date(layout, pen.content.dates[date]))
    for at, entry in enumerate(entries):
        result = entry.results[date]
        if result is None:
            pen.say(_end(pen, at, width), "-", "right")
            continue
        bold = layout.bold == "abnormal" and bool(result.side)
        font = BOLD[layout.font] if bold else layout.font
        gap = wide(f" {result.flag}", font, layout.size) if result.flag else 0.0
        value = pen.say(_end(pen, at, width) - gap, result.text, "right", bold=bold)
        flag = [pen.say(_end(pen, at, width), result.flag, "right", bold=bold)] if result.flag else []
        pen.remember(entry, result, date, [*known[at], value, *flag], [value])
    pen.y += pen.step


def _end(pen: Pen, at: int, width: float) -> float:
    return pen.left + FIRST + width * (at + 1)
