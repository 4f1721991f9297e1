"""Content drawn by a layout: what is printed of each result is remembered, and becomes the truth about the report."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reports import printing
from reports.blocks import blocks, scales
from reports.content import Content, Entry, Result, Section, partner
from reports.headings import heading
from reports.layout import Column, Layout
from reports.letterhead import closing, next_page, top_of_page
from reports.pen import Pen, across, unranged
from reports.sentences import cards, letter, running, sentences
from reports.sheet import BOLD, Mark, Sheet, wide, wrapped
from reports.sideways import sideways
from reports.trimmings import DECOYS, HEADS, PATIENT, SAMPLES, THAT_IS
from reports.truth import Row
from reports.words import BLOCK, COMMENTS, HEADERS, INTERPRETATION, METHODS


def draw(layout: Layout, content: Content, lots: random.Random, sheet: Sheet, person: int) -> list[Row]:
    """Draw one person's results from the top of the sheet's page; gives the rows in the order of print."""
    pen = Pen(layout, sheet, lots, content, person)
    top_of_page(pen)
    KINDS[layout.kind](pen)
    closing(pen)
    return pen.rows


# --- one table below the other


def tables(pen: Pen) -> None:
    """Every section as a table, or all of them as one; where there are several rounds, each below its date."""
    heads = chosen_heads(pen, pen.layout.columns, pen.right - pen.left)
    for date in range(pen.layout.rounds):
        pen.round = date
        if pen.full(7):
            next_page(pen)
        _begin_round(pen)
        header(pen, heads)
        for section in pen.content.sections:
            if pen.full(4):
                _next_table(pen, heads)
            heading(pen, section)
            for entry in section.entries:
                if pen.full(3 + len(entry.range.below)):
                    _next_table(pen, heads)
                    if pen.layout.continued and entry is not section.entries[0]:
                        heading(pen, section, again=True)
                _table_row(pen, section, entry)
    pen.round = 0


def _next_table(pen: Pen, heads: dict[str, str]) -> None:
    """Go on with the table on another page."""
    next_page(pen)
    _begin_round(pen)
    header(pen, heads)


def _begin_round(pen: Pen) -> None:
    """The date and the time of a round of results, where there are several."""
    if pen.layout.rounds == 1:
        return
    pen.y += 0.6 * pen.step * bool(pen.round)
    told = printing.moment(pen.layout, pen.content.dates[pen.round])
    pen.say(pen.left, f"{BLOCK[pen.layout.language]['collected']}: {told}", bold=True, size=pen.layout.size + 1)
    pen.y += 1.3 * pen.step


def _table_row(pen: Pen, section: Section, entry: Entry) -> None:
    """A row with its lines; a share of cells with its count, which then has no row of its own."""
    begun = pen.y
    if pen.layout.rounds > 1:
        if entry.results[pen.round] is None and not (entry.pending and not pen.round):
            return
        entry = replace(entry, results=entry.results[pen.round :])
    other = next((each for each in section.entries if each.analyte == partner(entry.analyte)), None)
    if not pen.layout.formula or other is None or None in (entry.results[0], other.results[0]):
        row(pen, entry, pen.left, pen.right)
    elif not entry.analyte.endswith("_percent"):
        return
    elif pen.layout.formula == "below":
        _share_above_count(pen, entry, other)
    else:
        _share_beside_count(pen, entry, other)
    remarks(pen, entry)
    rules(pen, begun)


def _share_above_count(pen: Pen, share: Entry, count: Entry) -> None:
    """The share in its row, and below it what that amounts to."""
    name = row(pen, share, pen.left, pen.right)
    said = pen.say(across(pen.left, pen.right, 0.2), THAT_IS[pen.layout.language], "right")
    row(pen, count, pen.left, pen.right, (*name, said))


def _share_beside_count(pen: Pen, share: Entry, count: Entry) -> None:
    """One row with both: the share, and the count with its unit and range."""
    line = pen.y
    name = row(pen, count, pen.left, pen.right)
    following, pen.y = pen.y, line
    places = {role: (across(pen.left, pen.right, place), align) for role, place, align in pen.layout.columns}
    result = share.results[0]
    assert result is not None
    if "percent_range" not in places:
        share, result = unranged(share, result)
    value = pen.say(places["percent"][0] - wide(" %", pen.layout.font, pen.layout.size), result.text, "right")
    marks = [*name, value, pen.say(value.x + value.width, " %")]
    if share.range.text:
        marks.append(pen.say(places["percent_range"][0], share.range.text, places["percent_range"][1]))
    pen.remember(share, replace(result, flag=""), 0, marks, [value])
    if not pen.layout.headers:
        pen.say(places["percent"][0] + 32, THAT_IS[pen.layout.language], "right")
    pen.y = following


def chosen_heads(pen: Pen, columns: Sequence[Column], width: float) -> dict[str, str]:
    """A header for each column that has room for it: nothing reaches into the next column."""
    font, size = BOLD[pen.layout.font], pen.layout.size
    edges = sorted([(place * width, align) for _, place, align in columns] + [(width, "right")])
    heads = {}
    for role, place, align in columns:
        told = HEADERS[pen.layout.language].get(role, HEADS.get(role, ("",)))
        x = place * width
        others = [edge - (40 if side == "right" and edge < width else 0) for edge, side in edges if edge > x]
        room = (
            (min(others, default=width) - x - 4)
            if align == "left"
            else x - max([edge for edge, _ in edges if edge < x], default=0) - 40
        )
        own = dict(pen.layout.heads).get(role)
        if own is not None:
            heads[role] = own
            continue
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
            pen.say(across(pen.left, pen.right, place), text, align, bold=True)
    if pen.layout.rules != "none":
        pen.sheet.line(pen.left, pen.y + 0.4 * pen.step, pen.right)
    pen.y += 1.2 * pen.step


def row(pen: Pen, entry: Entry, left: float, right: float, above: Sequence[Mark] = ()) -> list[Mark]:
    """One test across the columns, with its previous results where the layout has them; its name may stand above."""
    layout = pen.layout
    places = {role: (across(left, right, place), align) for role, place, align in layout.columns}
    if layout.rules == "zebra" and pen.printed % 2:
        pen.sheet.band(left, pen.y - 0.72 * pen.step, right, pen.y + 0.28 * pen.step)
    begin = places["name"][0]
    until = min([x for x, _ in places.values() if x > begin + 1] or [right])
    name, lower = (list(above), 0.0) if above else _name(pen, entry, begin, until)
    result = entry.results[0]
    if result is None:
        x, align = places["result"]
        marks = [pen.say(x, entry.pending, align)]
    else:
        value = _value(pen, entry, result, "out" if "out" in places and result.side else "result")
        marks = [*name, *value]
    for role, text in _cells(pen, entry, result):
        if role in places and text:
            marks.append(pen.say(places[role][0], text, places[role][1]))
    below = pen.y
    for text in entry.range.below:
        below += 0.85 * pen.step
        pen.sheet.text(places["range"][0], below, text, layout.font, layout.size, places["range"][1])
    if layout.samples and entry.analyte and not above:
        lower += 0.75 * pen.step
        small, text = layout.size - 2.5, pen.lots.choice(SAMPLES[layout.language])
        pen.sheet.text(begin + 6, pen.y + lower, text, layout.font, small, grey=0.35)
    if result is not None:
        pen.remember(entry, result, 0, marks, value[:1])
        _extras(pen, entry, result, places)
    unsaid = layout.missing and result is None and layout.unit_at == "column"
    told = replace(entry, unit="", ucum="", doubtful=True) if unsaid else entry
    for past, (place, align) in enumerate(((place, align) for role, place, align in layout.columns if role == "previous"), 1):
        before = entry.results[past]
        if before is not None:
            mark = pen.say(across(left, right, place), before.text, align)
            pen.remember(told, replace(before, flag=""), past, [*name, mark], [mark])
    pen.y += pen.step + max(lower, below - pen.y)
    pen.printed += 1
    return name


def _cells(pen: Pen, entry: Entry, result: Result | None) -> list[tuple[str, str]]:
    """What stands in the columns of flags, units and ranges; words in the place of a result need the unit's room."""
    layout = pen.layout
    flag = result.flag if result is not None and layout.flag_at == "column" else ""
    unit = entry.unit if layout.unit_at == "column" and not (layout.missing and result is None) else ""
    told = f"{entry.range.text} {entry.unit}".strip() if layout.unit_at == "range" and entry.range.text else entry.range.text
    return [("flag", flag), ("unit", layout.unit_form.format(unit) if unit else ""), ("range", told)]


def _extras(pen: Pen, entry: Entry, result: Result, places: dict[str, tuple[float, str]]) -> None:
    """Columns that hold no result: the row's number, the department, a bar between the limits."""
    for role, text in (("number", str(len(pen.rows))), ("lab", f"0{1 + len(entry.analyte) % 3}"), ("graph", "")):
        if role in places and text:
            pen.say(places[role][0], text, places[role][1], size=pen.layout.size - 1.5, grey=0.3)
    low, high = entry.range.low or 0.0, entry.range.high
    if "graph" not in places or not isinstance(result.value, float) or high is None or high <= low:
        return
    x, y, long = places["graph"][0], pen.y - 0.3 * pen.layout.size, 54.0
    pen.sheet.line(x, y, x + long)
    for share in (0.25, 0.75):
        pen.sheet.upright(x + share * long, y - 2.5, y + 2.5)
    at = x + long * min(max(0.25 + 0.5 * (result.value - low) / (high - low), 0.02), 0.98)
    pen.sheet.dark(at - 1.7, y - 1.7, at + 1.7, y + 1.7)


def rules(pen: Pen, begun: float) -> None:
    """The lines around a row and its remarks, which began on the line `begun`."""
    above, below = begun - 0.7 * pen.step, pen.y - 0.7 * pen.step
    if pen.layout.rules in ("lines", "grid"):
        pen.sheet.line(pen.left, below, pen.right)
    if pen.layout.rules == "grid":
        for x in (pen.left - 3, pen.right + 3):
            pen.sheet.upright(x, above, below)
    if pen.layout.rules == "columns":
        columns = pen.layout.trend_columns if pen.layout.kind == "trend" else pen.layout.columns
        for x in (
            pen.left - 3,
            *(across(pen.left, pen.right, place) - 4 for _, place, align in columns[1:] if align == "left"),
            pen.right + 3,
        ):
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
    return _value_at(pen, entry, result, across(pen.left, pen.right, place), align)


def _value_at(pen: Pen, entry: Entry, result: Result, x: float, align: str) -> list[Mark]:
    layout = pen.layout
    before = result.flag if layout.flag_at == "before" else ""
    after = result.flag if layout.flag_at == "after" else ""
    unit = entry.unit if layout.unit_at == "result" else ""
    told = [part for part in (before, result.text, f"{unit} {after}".strip() if unit else after) if part]
    bold = layout.bold == "values" or (layout.bold == "abnormal" and bool(result.side))
    font = BOLD[layout.font] if bold else layout.font
    gap = 0.0 if layout.flag_at == "after" and layout.id.endswith("glued") else wide(" ", layout.font, layout.size)
    total = sum(wide(part, font, layout.size) for part in told) + gap * (len(told) - 1)
    here = x if align == "left" else x - total * (1 if align == "right" else 0.5)
    marks = []
    for part in told:
        marks.append(pen.say(here, part, bold=bold))
        here += wide(part, font, layout.size) + gap
    return sorted(marks, key=lambda mark: mark.text != result.text)


def remarks(pen: Pen, entry: Entry) -> None:
    """What stands between rows and is no result: methods, comments, tables of what a value means."""
    layout, lots = pen.layout, pen.lots
    if layout.decoys and lots.random() < 0.12:
        pen.say(pen.left + 14, lots.choice(DECOYS[layout.language]), size=layout.size - 1)
        pen.y += pen.step
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
        half = Half(pen.layout, pen.sheet, pen.lots, pen.content, pen.person, pen.y, pen.rows, begin=left, end=left + width)
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
    """Names, units and ranges beside a column for each date."""
    layout = pen.layout
    order = list(range(layout.trend)) if layout.newest_first else list(reversed(range(layout.trend)))
    edges = {role: place for role, place, _ in layout.trend_columns}
    begin, end = edges["first"], edges["last"]
    places = {date: begin + (end - begin) * (at + 1) / len(order) for at, date in enumerate(order)}
    columns = tuple(column for column in layout.trend_columns if column[0] not in ("first", "last"))
    heads = chosen_heads(pen, layout.trend_columns, pen.right - pen.left)

    def head() -> None:
        for role, place, align in columns:
            pen.say(across(pen.left, pen.right, place), heads[role], align, bold=True)
        for form in _dates_in_lines(layout):
            for date, place in places.items():
                pen.say(across(pen.left, pen.right, place), f"{pen.content.dates[date]:{form}}", "right", bold=True)
            pen.y += (1.2 if form == _dates_in_lines(layout)[-1] else 0.95) * pen.step
        if layout.requests:
            _requests(pen, places)

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
            _trend_row(pen, entry, places, columns)


def _dates_in_lines(layout: Layout) -> tuple[str, ...]:
    return (layout.dates, "%H:%M") if layout.hours else (layout.dates,)


def _requests(pen: Pen, places: dict[int, float]) -> None:
    """A line of numbers below the dates that look like results and are none."""
    for date, place in places.items():
        number = f"{pen.content.dates[date]:%j}{1000 + int(pen.content.person.number) % 7919 + date}"
        pen.say(across(pen.left, pen.right, place), number, "right", size=pen.layout.size - 1.5)
    pen.say(pen.left, PATIENT[pen.layout.language]["request"], size=pen.layout.size - 1.5)
    pen.y += 1.2 * pen.step


def _trend_row(pen: Pen, entry: Entry, places: dict[int, float], columns: Sequence[Column]) -> None:
    layout = pen.layout
    begun = pen.y
    if layout.rules == "zebra" and pen.printed % 2:
        pen.sheet.band(pen.left, pen.y - 0.72 * pen.step, pen.right, pen.y + 0.28 * pen.step)
    name, lower = _name(pen, entry, pen.left, across(pen.left, pen.right, min(place for _, place, _ in columns[1:] if place)))
    marks = list(name)
    unit = layout.unit_form.format(entry.unit) if entry.unit else ""
    for role, place, align in columns[1:]:
        text = {"unit": unit, "range": entry.range.text}.get(role, "")
        if text:
            marks.append(pen.say(across(pen.left, pen.right, place), text, align))
    for date, place in places.items():
        result = entry.results[date]
        if result is not None:
            glued = replace(entry, unit="") if layout.unit_at != "result" else entry
            value = _value_at(pen, glued, result, across(pen.left, pen.right, place), "right")
            pen.remember(
                entry, result if layout.flag_at != "column" else replace(result, flag=""), date, [*marks, *value], value[:1]
            )
    pen.y += pen.step + lower
    rules(pen, begun)
    pen.printed += 1


KINDS: dict[str, Callable[[Pen], None]] = {
    "table": tables,
    "trend": trends,
    "sideways": sideways,
    "pair": pairs,
    "inline": running,
    "letter": letter,
    "lines": sentences,
    "cards": cards,
    "scales": scales,
    "blocks": blocks,
}
