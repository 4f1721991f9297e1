"""Plain text, as it comes by mail: a line of dots to each value, and below it what is usual and what was before."""

from __future__ import annotations

from dataclasses import replace

from reports.content import Entry, Section
from reports.letterhead import next_page
from reports.pen import Pen
from reports.rows import said_past
from reports.sheet import Mark, wide
from reports.words import HEADERS

DOTS = 42
"""Where values begin, in letters."""


def typed(pen: Pen) -> None:
    """Sections under lines of strokes, each test in two lines."""
    for section in pen.content.sections:
        if pen.full(6):
            next_page(pen)
        _title(pen, section)
        for entry in section.entries:
            if pen.full(3):
                next_page(pen)
            _two_lines(pen, entry)
        pen.y += pen.step


def _title(pen: Pen, section: Section) -> None:
    pen.say(pen.left, section.title.upper())
    pen.y += pen.step
    pen.say(pen.left, "=" * len(section.title))
    pen.y += pen.step


def _two_lines(pen: Pen, entry: Entry) -> None:
    layout, words, result = pen.layout, HEADERS[pen.layout.language], entry.results[0]
    assert result is not None
    letter = wide("m", layout.font, layout.size)
    marks = [pen.say(pen.left, entry.name)]
    pen.say(pen.left + letter * (len(entry.name) + 1), "." * max(DOTS - len(entry.name) - 2, 0))
    value = pen.say(pen.left + letter * DOTS, result.text)
    marks.append(value)
    for text in (entry.unit, result.flag):
        if text:
            marks.append(pen.say(marks[-1].x + marks[-1].width + letter, text))
    pen.y += pen.step
    x = pen.left + 4 * letter
    if entry.range.text:
        word = dict(layout.heads).get("range", words["range"][0])
        marks.append(pen.say(x, f"{word} {entry.range.text} {entry.unit}".strip()))
        x += marks[-1].width + 3 * letter
    pen.remember(entry, result, 0, marks, [value])
    _before(pen, entry, marks, x)
    pen.y += pen.step


def _before(pen: Pen, entry: Entry, marks: list[Mark], x: float) -> None:
    """The results before, each with its date."""
    word = dict(pen.layout.heads).get("previous", HEADERS[pen.layout.language]["previous"][0])
    for past, before in enumerate(entry.results[1:], 1):
        if before is not None:
            label = pen.say(x, f"{word} ")
            said = said_past(pen, before, past, label.x + label.width, "left")
            x = max(each.x + each.width for each in said) + 3 * wide("m", pen.layout.font, pen.layout.size)
            pen.remember(entry, replace(before, flag=""), past, [*marks, *said], said[:1])
