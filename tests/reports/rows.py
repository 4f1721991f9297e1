"""A row of a table: its name, its value, its other columns, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from reports import printing
from reports.content import Entry, Result
from reports.layout import Column
from reports.pen import Pen, across, unranged
from reports.sheet import BOLD, Mark, wide, wrapped
from reports.trimmings import DECOYS, HEADS, SAMPLES
from reports.words import BLOCK, COMMENTS, HEADERS, INTERPRETATION, METHODS


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
        if role == "previous" and "{date}" not in pen.layout.past_form:
            past += 1
            text = printing.date(pen.layout, pen.content.dates[past])
        if text:
            pen.say(across(pen.left, pen.right, place), text, align, bold=True)
    if pen.layout.rules == "typed":
        pipes(pen, pen.y)
        pen.y += pen.step
        pen.say(pen.left, "-" * int((pen.right - pen.left) / wide("-", pen.layout.font, pen.layout.size)))
        pen.y += pen.step
        return
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
    name, lower = (list(above), 0.0) if above else said_name(pen, entry, begin, until)
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
    grouped = _groups(pen, entry, places)
    lower, reach = _below(pen, entry, begin + 6, lower, sample=not above)
    if result is not None:
        pen.remember(entry, result, 0, [*marks, *reach], value[:1])
        _extras(pen, entry, result, places)
        _in_other_unit(pen, entry.again, name, places)
    lower = _past(pen, entry, name, (left, right), lower)
    if layout.rules == "typed":
        pipes(pen, pen.y)
    pen.y += pen.step + max(lower, grouped)
    pen.printed += 1
    return name


def _below(pen: Pen, entry: Entry, x: float, lower: float, sample: bool) -> tuple[float, list[Mark]]:
    """The sample and the range in lines of their own below the name: how far they reach, and the marks of the range."""
    layout = pen.layout
    if layout.samples and entry.analyte and sample:
        lower += 0.75 * pen.step
        small, text = layout.size - 2.5, pen.lots.choice(SAMPLES[layout.language])
        pen.sheet.text(x, pen.y + lower, text, layout.font, small, grey=0.35)
    if not layout.range_below or not entry.range.text:
        return lower, []
    lower += 0.85 * pen.step
    text = layout.range_below.format(f"{entry.range.text} {entry.unit}".strip())
    return lower, [pen.sheet.text(x, pen.y + lower, text, layout.font, layout.size - 1)]


def _groups(pen: Pen, entry: Entry, places: dict[str, tuple[float, str]]) -> float:
    """Ranges for others than those of the first line, below it: how far they reach."""
    below = pen.y
    for text in entry.range.below:
        below += 0.85 * pen.step
        x, align = places["range"]
        pen.sheet.text(x, below, text, pen.layout.font, pen.layout.size, align)
    return below - pen.y


def _past(pen: Pen, entry: Entry, name: Sequence[Mark], edges: tuple[float, float], lower: float) -> float:
    """Previous results in their columns, or in a line below the row: how far all that is below the row reaches then."""
    layout = pen.layout
    beside = layout.unit_at == "column" and not layout.range_below
    unsaid = layout.missing and entry.results[0] is None and beside and bool(entry.unit)
    told = replace(entry, unit="", ucum="", doubtful=True) if unsaid else entry
    for past, (place, align) in enumerate(((place, align) for role, place, align in layout.columns if role == "previous"), 1):
        before = entry.results[past]
        if before is not None:
            said = said_past(pen, before, past, across(*edges, place), align)
            pen.remember(told, replace(before, flag=""), past, [*name, *said], said[:1])
    if not layout.past_below or not any(entry.results[1:]):
        return lower
    lower += 0.85 * pen.step
    _past_below(pen, entry, name, name[0].x + 6, pen.y + lower)
    return lower


def _in_other_unit(pen: Pen, entry: Entry | None, name: Sequence[Mark], places: dict[str, tuple[float, str]]) -> None:
    """The same result in another unit, with its range where there is a column for it."""
    if entry is None or "also" not in places:
        return
    result = entry.results[0]
    assert result is not None
    if "also_range" not in places:
        entry, result = unranged(entry, result)
    value = pen.say(places["also"][0], result.text, places["also"][1])
    marks = [*name, value]
    for role, text in (("also_unit", entry.unit), ("also_range", entry.range.text)):
        if text:
            marks.append(pen.say(places[role][0], text, places[role][1]))
    pen.remember(entry, result, 0, marks, [value])


def said_past(pen: Pen, before: Result, past: int, x: float, align: str, size: float = 0) -> list[Mark]:
    """A previous result, with its date where the layout prints that beside it; the first mark is the value alone."""
    layout, day = pen.layout, printing.date(pen.layout, pen.content.dates[past])
    told = (layout.past_form or "{value}").format(value="\0", date=day).partition("\0")
    parts = [part for part in (told[0], before.text, told[2]) if part]
    total = sum(wide(part, layout.font, size or layout.size) for part in parts)
    here = x if align == "left" else x - total
    marks = []
    for part in parts:
        marks.append(pen.say(here, part, size=size))
        here += marks[-1].width
    return sorted(marks, key=lambda mark: mark.text != before.text)


def _past_below(pen: Pen, entry: Entry, name: Sequence[Mark], x: float, y: float) -> None:
    """What was before, in small print below the row."""
    line, pen.y, small = pen.y, y, pen.layout.size - 1
    mark = pen.say(x, f"{HEADERS[pen.layout.language]['previous'][0]}:", size=small, grey=0.25)
    x = mark.x + mark.width + 6
    for past, before in enumerate(entry.results[1:], 1):
        if before is not None:
            said = said_past(pen, before, past, x, "left", small)
            x = max(each.x + each.width for each in said) + 12
            pen.remember(entry, replace(before, flag=""), past, [*name, *said], said[:1])
    pen.y = line


def pipes(pen: Pen, y: float) -> None:
    """Upright strokes of a typewriter between the columns."""
    for _, place, _ in pen.layout.columns[1:]:
        pen.sheet.text(across(pen.left, pen.right, place) - 5, y, "|", pen.layout.font, pen.layout.size)


def _cells(pen: Pen, entry: Entry, result: Result | None) -> list[tuple[str, str]]:
    """What stands in the columns of flags, units and ranges; words in the place of a result need the unit's room."""
    layout = pen.layout
    flag = result.flag if result is not None and layout.flag_at == "column" else ""
    unit = entry.unit if layout.unit_at == "column" and not (layout.missing and result is None) else ""
    told = f"{entry.range.text} {entry.unit}".strip() if layout.unit_at == "range" and entry.range.text else entry.range.text
    low, high = (
        "" if each is None else printing.number(layout, each, entry.told.digits) for each in (entry.range.low, entry.range.high)
    )
    at = printing.moment(layout, pen.content.dates[pen.round])
    unit = layout.unit_form.format(unit) if unit else ""
    return [("flag", flag), ("unit", unit), ("range", told), ("low", low), ("high", high), ("at", at)]


def _extras(pen: Pen, entry: Entry, result: Result, places: dict[str, tuple[float, str]]) -> None:
    """Columns that hold no result: the row's number, the department, a bar between the limits."""
    code = f"{1000 + crc32(entry.analyte.encode()) % 9000}"
    lab = f"0{1 + len(entry.analyte) % 3}"
    for role, text in (("number", str(len(pen.rows))), ("lab", lab), ("code", code), ("bar", _bar(entry, result))):
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


def _bar(entry: Entry, result: Result) -> str:
    """A scale of letters, with the limits and where the value is."""
    low, high = entry.range.low or 0.0, entry.range.high
    if not isinstance(result.value, float) or high is None or high <= low:
        return ""
    scale = list("....[......]....")
    scale[min(max(round(4.5 + 6 * (result.value - low) / (high - low)), 0), 15)] = "*"
    return "".join(scale)


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


def said_name(pen: Pen, entry: Entry, x: float, until: float) -> tuple[list[Mark], float]:
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
    return value_at(pen, entry, result, across(pen.left, pen.right, place), align)


def value_at(pen: Pen, entry: Entry, result: Result, x: float, align: str) -> list[Mark]:
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
