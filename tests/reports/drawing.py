"""Content drawn by a layout: what is printed of each result is remembered, and becomes the truth about the report."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from reports import printing
from reports.content import Content, Entry, Result, Section
from reports.layouts import Column, Layout
from reports.sheet import BOLD, Mark, Sheet, wide, wrapped
from reports.truth import Row
from reports.words import BLOCK, COMMENTS, FOOT, HEADERS, INTERPRETATION, METHODS

MARGIN = 42.0
TREND: tuple[Column, ...] = (("name", 0.0, "left"), ("unit", 0.25, "left"), ("range", 0.385, "left"), ("first", 0.54, "left"))
"""The columns on the left of a table whose headers are dates."""


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
                _iso(self.layout, at, date),
                date == 0,
                self.sheet.page,
                self.sheet.box(marks),
                self.sheet.box(value),
                self.person,
                entry.doubtful,
            )
        )


def draw(layout: Layout, content: Content, lots: random.Random, sheet: Sheet, person: int) -> list[Row]:
    """Draw one person's results from the top of the sheet's page; gives the rows in the order of print."""
    pen = Pen(layout, sheet, lots, content, person)
    top_of_page(pen)
    {"table": tables, "trend": trends, "pair": pairs, "inline": running, "lines": sentences, "cards": cards}[layout.kind](pen)
    return pen.rows


def top_of_page(pen: Pen) -> None:
    """The laboratory, the person and the dates; on later pages only the person."""
    layout, content, block = pen.layout, pen.content, BLOCK[pen.layout.language]
    pen.y, pen.printed = 50, 0
    pen.say(pen.left, content.laboratory, bold=True, size=layout.size + 3)
    pen.say(pen.right, block["title"], "right", size=layout.size + 1)
    pen.y += 1.6 * pen.step
    birth = printing.date(layout, datetime.fromisoformat(content.person.birth))
    told = [
        ((block["person"], content.person.name), (block["birth"], birth)),
        ((block["number"], content.person.number), (block["collected"], printing.moment(layout, content.collected))),
        ((block["doctor"], "Dr. A. Invented"), (block["reported"], printing.moment(layout, content.reported))),
    ]
    middle = pen.left + 0.52 * (pen.right - pen.left)
    for pair in told:
        for (label, value), x in zip(pair, (pen.left, middle), strict=True):
            mark = pen.say(x, f"{label}:", grey=0.25)
            pen.say(mark.x + mark.width + 5, value)
        pen.y += pen.step
    pen.sheet.line(pen.left, pen.y - 0.4 * pen.step, pen.right)
    pen.y += 0.9 * pen.step


def next_page(pen: Pen) -> None:
    """Go on at the top of another page."""
    pen.sheet.page += 1
    top_of_page(pen)


# --- one table below the other


def tables(pen: Pen) -> None:
    """Every section as a table, or all of them as one."""
    heads = chosen_heads(pen, pen.layout.columns, pen.right - pen.left)
    header(pen, heads)
    for section in pen.content.sections:
        if pen.full(4):
            next_page(pen)
            header(pen, heads)
        heading(pen, section)
        for entry in section.entries:
            if pen.full(3):
                next_page(pen)
                header(pen, heads)
            begun = pen.y
            row(pen, entry, pen.left, pen.right)
            remarks(pen, entry)
            rules(pen, begun)


def chosen_heads(pen: Pen, columns: Sequence[Column], width: float) -> dict[str, str]:
    """A header for each column that has room for it: nothing reaches into the next column."""
    font, size = BOLD[pen.layout.font], pen.layout.size
    edges = sorted([(place * width, align) for _, place, align in columns] + [(width, "right")])
    heads = {}
    for role, place, align in columns:
        told = HEADERS[pen.layout.language].get(role, ("",))
        x = place * width
        others = [edge - (40 if side == "right" and edge < width else 0) for edge, side in edges if edge > x]
        room = (
            (min(others, default=width) - x - 4)
            if align == "left"
            else x - max([edge for edge, _ in edges if edge < x], default=0) - 40
        )
        fitting = [text for text in told if wide(text, font, size) <= room]
        heads[role] = pen.lots.choice(fitting or [min(told, key=len)])
    return heads


def header(pen: Pen, heads: dict[str, str]) -> None:
    """The line of headers; a previous result stands under its date."""
    if not pen.layout.headers:
        return
    past = 0
    for role, place, align in pen.layout.columns:
        text = heads[role]
        if role == "previous":
            past += 1
            text = printing.date(pen.layout, pen.content.dates[past])
        if text:
            pen.say(_x(pen.left, pen.right, place), text, align, bold=True)
    if pen.layout.rules != "none":
        pen.sheet.line(pen.left, pen.y + 0.4 * pen.step, pen.right)
    pen.y += 1.2 * pen.step


def heading(pen: Pen, section: Section) -> None:
    """A section's heading."""
    if not pen.layout.sections:
        return
    pen.y += 0.35 * pen.step
    if pen.layout.rules == "zebra":
        pen.sheet.band(pen.left, pen.y - pen.step * 0.7, pen.right, pen.y + pen.step * 0.3)
    pen.say(pen.left, section.title, bold=True)
    pen.y += 1.1 * pen.step


def row(pen: Pen, entry: Entry, left: float, right: float) -> None:
    """One test across the columns, with its previous results where the layout has them."""
    layout = pen.layout
    places = {role: _x(left, right, place) for role, place, _ in layout.columns}
    if layout.rules == "zebra" and pen.printed % 2:
        pen.sheet.band(left, pen.y - 0.72 * pen.step, right, pen.y + 0.28 * pen.step)
    name, lower = _name(pen, entry, places["name"], min([x for role, x in places.items() if x > places["name"] + 1] or [right]))
    result = entry.results[0]
    if result is None:
        _, place, align = next(column for column in layout.columns if column[0] == "result")
        value = [pen.say(_x(left, right, place), entry.pending, align)]
    else:
        value = _value(pen, entry, result, "result")
    marks = [*name, *value]
    if "flag" in places and result is not None and result.flag and layout.flag_at == "column":
        marks.append(pen.say(places["flag"], result.flag))
    if "unit" in places and layout.unit_at == "column" and entry.unit:
        marks.append(pen.say(places["unit"], entry.unit))
    told = f"{entry.range.text} {entry.unit}".strip() if layout.unit_at == "range" and entry.range.text else entry.range.text
    if told:
        marks.append(pen.say(places["range"], told))
    if result is not None:
        pen.remember(entry, result, 0, marks, value[:1])
    for past, (place, align) in enumerate(((place, align) for role, place, align in layout.columns if role == "previous"), 1):
        before = entry.results[past]
        if before is not None:
            mark = pen.say(_x(left, right, place), before.text, align)
            pen.remember(entry, replace(before, flag=""), past, [*name, mark], [mark])
    pen.y += pen.step + lower
    pen.printed += 1


def rules(pen: Pen, begun: float) -> None:
    """The lines around a row and its remarks, which began on the line `begun`."""
    above, below = begun - 0.7 * pen.step, pen.y - 0.7 * pen.step
    if pen.layout.rules in ("lines", "grid"):
        pen.sheet.line(pen.left, below, pen.right)
    if pen.layout.rules == "grid":
        for x in (pen.left - 3, pen.right + 3):
            pen.sheet.upright(x, above, below)


def _name(pen: Pen, entry: Entry, x: float, until: float) -> tuple[list[Mark], float]:
    """The name, in several lines where the room is small, and how far the lines below the first reach."""
    layout = pen.layout
    text = f"{entry.name} ({entry.unit})" if layout.unit_at == "name" and entry.unit else entry.name
    lines = wrapped(text, layout.font, layout.size, until - x - 6)
    if layout.leaders and len(lines) == 1:
        dots = int((until - x - 12 - wide(lines[0], layout.font, layout.size)) / wide(" .", layout.font, layout.size))
        pen.say(x + wide(lines[0], layout.font, layout.size) + 3, " ." * max(dots, 0), grey=0.4)
    first, marks = pen.y, []
    for line in lines:
        marks.append(pen.say(x, line))
        pen.y += 0.78 * pen.step
    if entry.mark:
        pen.y = first - 2.5
        pen.say(x + marks[0].width + 1.5, entry.mark, size=layout.size * 0.65)
    pen.y = first
    return marks, (len(lines) - 1) * 0.78 * pen.step


def _value(pen: Pen, entry: Entry, result: Result, role: str) -> list[Mark]:
    """The value with what is glued to it; the first mark is the value alone."""
    place, align = next((place, align) for known, place, align in pen.layout.columns if known == role)
    return _value_at(pen, entry, result, _x(pen.left, pen.right, place), align)


def _value_at(pen: Pen, entry: Entry, result: Result, x: float, align: str) -> list[Mark]:
    layout = pen.layout
    before = result.flag if layout.flag_at == "before" else ""
    after = result.flag if layout.flag_at == "after" else ""
    unit = entry.unit if layout.unit_at == "result" else ""
    told = [part for part in (before, result.text, f"{unit} {after}".strip() if unit else after) if part]
    gap = 0.0 if layout.flag_at == "after" and layout.id.endswith("glued") else wide(" ", layout.font, layout.size)
    total = sum(wide(part, layout.font, layout.size) for part in told) + gap * (len(told) - 1)
    here = x if align == "left" else x - total
    marks = []
    for part in told:
        marks.append(pen.say(here, part))
        here += wide(part, layout.font, layout.size) + gap
    return sorted(marks, key=lambda mark: mark.text != result.text)


def remarks(pen: Pen, entry: Entry) -> None:
    """What stands between rows and is no result: methods, comments, tables of what a value means."""
    layout, lots = pen.layout, pen.lots
    if layout.methods and entry.analyte and lots.random() < 0.5:
        pen.y -= 0.3 * pen.step
        pen.say(
            pen.left + 6,
            f"{BLOCK[layout.language]['method']}: {lots.choice(METHODS[layout.language])}",
            size=layout.size - 2,
            grey=0.35,
        )
        pen.y += pen.step
    if layout.comments and lots.random() < 0.1:
        pen.say(
            pen.left + 12,
            f"{BLOCK[layout.language]['comment']}: {lots.choice(COMMENTS[layout.language])}",
            size=layout.size - 1,
        )
        pen.y += pen.step
    lines = INTERPRETATION[layout.language].get(entry.analyte, ()) if layout.interpretation else ()
    if lines and not pen.full(len(lines) + 1):
        x = pen.left + lots.choice((14, 0.46 * (pen.right - pen.left)))
        for line in lines:
            pen.say(x, line, size=layout.size - 1)
            pen.y += pen.step


# --- two tables beside each other


def pairs(pen: Pen) -> None:
    """The sections in two columns of the page, each with its own headers."""
    width = (pen.right - pen.left - 18) / 2
    heads = chosen_heads(pen, pen.layout.columns, width)
    top = pen.y
    for side, sections in enumerate(_halves(pen.content.sections)):
        left = pen.left + side * (width + 18)
        pen.y = top
        half = Half(pen.layout, pen.sheet, pen.lots, pen.content, pen.person, pen.y, pen.rows, 0, left, left + width)
        header(half, heads)
        for section in sections:
            heading(half, section)
            for entry in section.entries:
                row(half, entry, half.left, half.right)


@dataclass
class Half(Pen):
    """A pen that keeps to one half of the page."""

    begin: float = 0
    end: float = 0

    @property
    def left(self) -> float:
        return self.begin

    @property
    def right(self) -> float:
        return self.end


def _halves(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    first: list[Section] = []
    whole = sum(len(section.entries) for section in sections)
    for section in sections:
        if sum(len(each.entries) for each in first) + 0.5 * len(section.entries) > whole / 2:
            break
        first.append(section)
    first = first or [sections[0]]
    return first, list(sections[len(first) :])


# --- dates as headers


def trends(pen: Pen) -> None:
    """Names, units and ranges on the left, and a column for each date."""
    layout = pen.layout
    order = list(range(layout.trend)) if layout.newest_first else list(reversed(range(layout.trend)))
    begin = TREND[3][1]
    places = {date: begin + (1 - begin) * (at + 1) / len(order) for at, date in enumerate(order)}
    heads = chosen_heads(pen, TREND, pen.right - pen.left)

    def head() -> None:
        for role, place, _ in TREND[:3]:
            pen.say(_x(pen.left, pen.right, place), heads[role], bold=True)
        for date, place in places.items():
            pen.say(_x(pen.left, pen.right, place), printing.date(layout, pen.content.dates[date]), "right", bold=True)
        pen.y += 1.2 * pen.step

    head()
    for section in pen.content.sections:
        if pen.full(4):
            next_page(pen)
            head()
        heading(pen, section)
        for entry in section.entries:
            if pen.full(2):
                next_page(pen)
                head()
            _trend_row(pen, entry, places)


def _trend_row(pen: Pen, entry: Entry, places: dict[int, float]) -> None:
    layout = pen.layout
    name, lower = _name(pen, entry, pen.left, _x(pen.left, pen.right, TREND[1][1]))
    marks = list(name)
    for text, place in ((entry.unit, TREND[1][1]), (entry.range.text, TREND[2][1])):
        if text:
            marks.append(pen.say(_x(pen.left, pen.right, place), text))
    for date, place in places.items():
        result = entry.results[date]
        if result is not None:
            glued = replace(entry, unit="") if layout.unit_at != "result" else entry
            value = _value_at(pen, glued, result, _x(pen.left, pen.right, place), "right")
            pen.remember(
                entry, result if layout.flag_at != "column" else replace(result, flag=""), date, [*marks, *value], value[:1]
            )
    pen.y += pen.step + lower
    rules(pen, pen.y - pen.step - lower)
    pen.printed += 1


# --- sentences


def running(pen: Pen) -> None:
    """Results in running text, several on a line, each with its unit and its range in brackets."""
    for section in pen.content.sections:
        if pen.full(6):
            next_page(pen)
        pen.say(pen.left, f"{section.title}:", bold=True)
        pen.y += pen.step
        x = pen.left
        for entry, last in _with_last(section.entries):
            told = _pieces(pen, entry)
            width = sum(wide(part, pen.layout.font, pen.layout.size) for part in told) + wide(
                "; ", pen.layout.font, pen.layout.size
            )
            if x > pen.left and x + width > pen.right:
                x = pen.left
                pen.y += pen.step
                if pen.full(1):
                    next_page(pen)
            x = _say_pieces(pen, entry, told, x)
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


def foot(sheet: Sheet, layout: Layout) -> None:
    """On every page what it is, and its number."""
    block, width, height = BLOCK[layout.language], *sheet.size
    for page in range(1, sheet.page + 1):
        here = replace(sheet, page=page)
        here.text(MARGIN, height - 26, FOOT, "Helvetica", 7, grey=0.3)
        here.text(
            width - MARGIN, height - 26, f"{block['page']} {page} {block['of']} {sheet.page}", "Helvetica", 7, "right", 0.3
        )


def _with_last(entries: Sequence[Entry]) -> Iterator[tuple[Entry, bool]]:
    return ((entry, entry is entries[-1]) for entry in entries)


def _x(left: float, right: float, place: float) -> float:
    return left + place * (right - left)


def _iso(layout: Layout, at: datetime, date: int) -> str:
    """A date as the report lets one know it: the time is printed of the current one alone."""
    return f"{at:%Y-%m-%dT%H:%M}" if layout.times and not date else f"{at:%Y-%m-%d}"
