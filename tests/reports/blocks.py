"""A paragraph for each test: as a portal shows it on a scale, and as laboratories of Brazil and Spain print it."""

from __future__ import annotations

from dataclasses import replace

from reports import printing
from reports.content import Entry, Result
from reports.headings import heading
from reports.letterhead import next_page
from reports.pen import Pen
from reports.sheet import BOLD, Mark, wide
from reports.trimmings import SAMPLES
from reports.words import HEADERS


def scales(pen: Pen) -> None:
    """The name, the usual range, and the value above a bar on which the limits stand."""
    word = HEADERS[pen.layout.language]["range"][2]
    for section in pen.content.sections:
        if pen.full(9):
            next_page(pen)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(6):
                next_page(pen)
            result = entry.results[0]
            assert result is not None
            name = pen.say(pen.left, entry.name, bold=True, size=pen.layout.size + 1)
            marks = [name]
            pen.y += pen.step
            if entry.range.text:
                marks.append(pen.say(pen.left, f"{word}: {entry.range.text} {entry.unit}".strip(), grey=0.3))
            pen.y += 1.4 * pen.step
            value = _on_scale(pen, entry, result, marks)
            pen.remember(entry, result, 0, marks, [value])
            pen.y += 0.7 * pen.step
            pen.sheet.line(pen.left, pen.y, pen.right)
            pen.y += 1.4 * pen.step


def _on_scale(pen: Pen, entry: Entry, result: Result, marks: list[Mark]) -> Mark:
    """The value where it belongs, its unit and flag beside it, and below them the bar with its limits in small print."""
    layout, left, long = pen.layout, pen.left + 20, 0.72 * (pen.right - pen.left)
    low, high = entry.range.low, entry.range.high
    share = 0.5
    if isinstance(result.value, float) and high is not None:
        floor = low or 0.0
        share = min(max(0.3 + 0.4 * (result.value - floor) / (high - floor), 0.04), 0.92)
    value = pen.say(left + share * long, result.text, bold=True)
    marks.append(value)
    for text in (entry.unit, result.flag):
        if text:
            marks.append(pen.say(marks[-1].x + marks[-1].width + 4, text, bold=text == result.flag))
    y = pen.y + 0.5 * pen.step
    if high is not None:
        pen.sheet.band(left, y, left + long, y + 5)
        pen.sheet.dark(left + 0.3 * long, y, left + 0.7 * long, y + 5)
        pen.y = y + 5 + 0.7 * pen.step
        for at, limit in ((0.3, low), (0.7, high)):
            if limit is not None:
                pen.say(left + at * long, printing.number(layout, limit, entry.told.digits), "centre", size=layout.size - 2)
    return value


def blocks(pen: Pen) -> None:
    """The name, sample and method, the result after a colon, what it was before, and the ranges below their heading."""
    for section in pen.content.sections:
        if pen.full(9):
            next_page(pen)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(6 + len(entry.range.below)):
                next_page(pen)
            _paragraph(pen, entry)


def _paragraph(pen: Pen, entry: Entry) -> None:
    layout, words = pen.layout, HEADERS[pen.layout.language]
    result = entry.results[0]
    assert result is not None
    name = pen.say(pen.left, entry.name, bold=True)
    pen.y += pen.step
    if layout.samples:
        pen.say(pen.left + 8, pen.lots.choice(SAMPLES[layout.language]), size=layout.size - 1.5, grey=0.3)
        pen.y += 0.9 * pen.step
    label = pen.say(pen.left + 8, f"{words['result'][0]}{_dots(pen, words['result'][0])}:")
    font = BOLD[layout.font] if layout.bold == "values" else layout.font
    value = pen.say(label.x + label.width + 6, result.text, bold=layout.bold == "values")
    marks, x = [name, value], value.x + wide(result.text, font, layout.size) + 4
    for text in (entry.unit, result.flag):
        if text:
            marks.append(pen.say(x, text))
            x += marks[-1].width + 5
    pen.y += pen.step
    if layout.trend and (before := entry.results[1]) is not None:
        told = f"{words['previous'][0]} ({printing.date(layout, pen.content.dates[1])}): "
        said = pen.say(pen.left + 8, told, size=layout.size - 1)
        was = pen.say(said.x + said.width, before.text, size=layout.size - 1)
        pen.remember(entry, replace(before, flag=""), 1, [*marks, was], [was])
        pen.y += pen.step
    pen.remember(entry, result, 0, [*marks, *_ranges(pen, entry, words["range"][0])], [value])
    pen.y += 0.7 * pen.step


def _ranges(pen: Pen, entry: Entry, word: str) -> list[Mark]:
    """The ranges below their heading, or beside it where there is one."""
    if not entry.range.text:
        return []
    small = pen.layout.size - 1
    if not entry.range.below:
        marks = [pen.say(pen.left + 8, f"{word}: {entry.range.text}", size=small)]
        pen.y += pen.step
        return marks
    marks = [pen.say(pen.left + 8, f"{word.upper()}:", size=small)]
    pen.y += pen.step
    for text in (entry.range.text, *entry.range.below):
        marks.append(pen.say(pen.left + 20, f"{text} {entry.unit}", size=small))
        pen.y += 0.95 * pen.step
    return marks


def _dots(pen: Pen, word: str) -> str:
    return "." * (22 - len(word)) if pen.layout.leaders else ""
