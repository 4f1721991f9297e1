"""Lists of results, each with its own date: as a record's list of them, and as a file that a spreadsheet reads."""

from __future__ import annotations

from dataclasses import replace

from reports import printing
from reports.content import Entry, Result
from reports.letterhead import next_page
from reports.pen import Pen
from reports.rows import chosen_heads, header, row, rules
from reports.sheet import Mark
from reports.words import HEADERS


def log(pen: Pen) -> None:
    """A line for each result: all of one time, then all of the time before."""
    heads = chosen_heads(pen, pen.layout.columns, pen.right - pen.left)
    header(pen, heads)
    for date in range(pen.layout.rounds):
        for entry in _every(pen):
            if entry.results[date] is None:
                continue
            if pen.full(2):
                next_page(pen)
                header(pen, heads)
            begun, pen.round = pen.y, date
            row(pen, replace(entry, results=entry.results[date:]), pen.left, pen.right)
            rules(pen, begun)
    pen.round = 0


def separated(pen: Pen) -> None:
    """Fields with a separator between them, a line for each result: all of one test, from the first time to the last."""
    words, own = HEADERS[pen.layout.language], dict(pen.layout.heads)

    def head() -> None:
        _fields(pen, [own.get(role, words.get(role, (role,))[0]) for role, _, _ in pen.layout.columns])

    head()
    for entry in _every(pen):
        for date in reversed(range(pen.layout.rounds)):
            result = entry.results[date]
            if result is None:
                continue
            if pen.full(2):
                next_page(pen)
                head()
            marks = _fields(pen, _texts(pen, entry, result, date))
            at = [role for role, _, _ in pen.layout.columns].index("result")
            pen.remember(entry, result, date, marks, [marks[at]])


def _every(pen: Pen) -> list[Entry]:
    return [entry for section in pen.content.sections for entry in section.entries]


def _texts(pen: Pen, entry: Entry, result: Result, date: int) -> list[str]:
    layout, digits = pen.layout, entry.told.digits
    low, high = ("" if each is None else printing.number(layout, each, digits) for each in (entry.range.low, entry.range.high))
    at = pen.content.dates[date]
    told = {
        "at": printing.date(layout, at),
        "time": f"{at:%H:%M}",
        "name": entry.name,
        "result": result.text,
        "unit": entry.unit,
        "low": low,
        "high": high,
        "flag": result.flag,
    }
    return [told[role] for role, _, _ in layout.columns]


def _fields(pen: Pen, texts: list[str]) -> list[Mark]:
    """A line of fields; gives the fields without what separates them."""
    x, marks = pen.left, []
    for at, text in enumerate(texts):
        if at:
            x += pen.say(x, pen.layout.separator).width
        marks.append(pen.say(x, text))
        x += marks[-1].width
    pen.y += pen.step
    return marks
