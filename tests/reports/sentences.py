"""Results in words: running text, letters, a line for each, or the name above its result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports import printing
from reports.content import Entry, Section
from reports.headings import heading, round_heading
from reports.letterhead import next_page
from reports.pen import Pen, unranged
from reports.sheet import Mark, wide, wrapped
from reports.trimmings import BEFORE, LETTERS
from reports.words import HEADERS


def letter(pen: Pen) -> None:
    """A discharge letter: prose with numbers of other things, and results in the midst of it, without ranges."""
    first, last = LETTERS[pen.layout.language]
    for paragraphs, then in ((first, running), (last, None)):
        for text in paragraphs:
            lines = wrapped(text, pen.layout.font, pen.layout.size, pen.right - pen.left)
            if pen.full(len(lines)):
                next_page(pen)
            for line in lines:
                pen.say(pen.left, line)
                pen.y += pen.step
            pen.y += 0.5 * pen.step
        if then is not None:
            then(pen)


def running(pen: Pen) -> None:
    """Results in running text, several on a line, each with its unit and its range in brackets; one round after the other."""
    for date in range(pen.layout.rounds):
        pen.round = date
        if pen.full(8):
            next_page(pen)
        round_heading(pen)
        for section in pen.content.sections:
            _paragraph(pen, section)
    pen.round = 0


def _paragraph(pen: Pen, section: Section) -> None:
    """A section in running text."""
    if pen.full(6):
        next_page(pen)
        round_heading(pen)
    pen.say(pen.left, f"{section.title}:", bold=True)
    pen.y += pen.step
    x = pen.left
    held = [replace(entry, results=entry.results[pen.round :]) for entry in section.entries]
    for entry, last in _with_last([entry for entry in held if entry.results[0] is not None]):
        if pen.layout.kind == "letter":
            assert entry.results[0] is not None
            bare, shown = unranged(entry, entry.results[0])
            entry = replace(bare, results=(shown, *entry.results[1:]))
        told, past = _pieces(pen, entry), _past_pieces(pen, entry)
        width = sum(wide(part, pen.layout.font, pen.layout.size) for part in (*told, *past)) + wide(
            "; ", pen.layout.font, pen.layout.size
        )
        if x > pen.left and x + width > pen.right:
            x = pen.left
            pen.y += pen.step
            if pen.full(1):
                next_page(pen)
                round_heading(pen)
        name = len(pen.sheet.marks)
        x = _say_pieces(pen, entry, told, x)
        x = _say_past(pen, entry, pen.sheet.marks[name], past, x)
        end = pen.say(x, "." if last else "; ")
        x += wide(end.text, pen.layout.font, pen.layout.size)
    pen.y += 1.8 * pen.step


def sentences(pen: Pen) -> None:
    """A line for each result: name, colon, value, unit, range in brackets."""
    for section in pen.content.sections:
        if pen.full(4):
            next_page(pen)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(2):
                next_page(pen)
            _say_pieces(pen, entry, _pieces(pen, entry), pen.left)
            pen.y += pen.step
            pen.printed += 1


def _pieces(pen: Pen, entry: Entry) -> list[str]:
    result = entry.results[0]
    assert result is not None
    colon = ": " if pen.layout.kind == "lines" else " "
    flag = f" {result.flag}" if result.flag else ""
    reach = (
        f" {entry.range.text}" if entry.range.text[:1] in ("(", "[") else f" ({entry.range.text})" if entry.range.text else ""
    )
    return [f"{entry.name}{colon}", result.text, f" {entry.unit}" if entry.unit else "", flag, reach]


def _past_pieces(pen: Pen, entry: Entry) -> list[str]:
    """In a letter, what a result that is out of its range was before, and when."""
    result = entry.results[0]
    before = entry.results[1] if pen.layout.kind == "letter" and pen.layout.trend else None
    if before is None or result is None or not isinstance(result.value, float):
        return []
    if not printing.side(result.value, result.comparator, entry.told.low, entry.told.high):
        return []
    first, then = BEFORE[pen.layout.language].split("{}", 1)
    return [first, before.text, then.format(printing.date(pen.layout, pen.content.dates[1]))]


def _say_past(pen: Pen, entry: Entry, name: Mark, told: Sequence[str], x: float) -> float:
    marks = []
    for part in told:
        marks.append(pen.say(x, part))
        x += marks[-1].width
    before = entry.results[1] if told else None
    if before is not None:
        bare, shown = unranged(entry, before)
        pen.remember(bare, shown, 1, [name, *marks], marks[1:2])
    return x


def _say_pieces(pen: Pen, entry: Entry, told: Sequence[str], x: float) -> float:
    marks = []
    for part in told:
        if part:
            marks.append(pen.say(x, part))
            x += marks[-1].width
    result = entry.results[0]
    assert result is not None
    pen.remember(entry, result, 0, marks, marks[1:2])
    return x


def cards(pen: Pen) -> None:
    """The name in bold, and below it the value with its unit, and what is usual."""
    word = pen.lots.choice(HEADERS[pen.layout.language]["range"])
    for section in pen.content.sections:
        if pen.full(6):
            next_page(pen)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(4):
                next_page(pen)
            name = pen.say(pen.left, entry.name, bold=True)
            pen.y += pen.step
            result = entry.results[0]
            assert result is not None
            marks = [pen.say(pen.left + 10, result.text)]
            for text in (entry.unit, result.flag):
                if text:
                    marks.append(pen.say(marks[-1].x + marks[-1].width + 4, text))
            value = marks[:1]
            if entry.range.text:
                marks.append(pen.say(pen.left + 200, f"{word}: {entry.range.text} {entry.unit}".strip()))
            pen.remember(entry, result, 0, [name, *marks], value)
            pen.y += 1.5 * pen.step


def _with_last(entries: Sequence[Entry]) -> Iterator[tuple[Entry, bool]]:
    return ((entry, entry is entries[-1]) for entry in entries)
