"""Tables of laboratories abroad: rows of several lines, remarks between them, and what is said at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reports import printing
from reports.blocks_abroad import abroad, facts, frame, say
from reports.content import Result
from reports.content_abroad import Chart, Tested
from reports.letterheads_abroad import LETTERHEADS
from reports.letterheads_abroad_held_out import LETTERHEADS_HELD_OUT
from reports.pen import Pen, across
from reports.sheet import BOLD, Mark, wide, wrapped

EVERY_LETTERHEAD = LETTERHEADS | LETTERHEADS_HELD_OUT
DARK = ("dark", "black", "blue", "teal", "green", "wine", "red", "violet", "orange")
"""Grounds that letters are white on."""


def top(pen: Pen) -> None:
    """The letterhead and the person."""
    layout, _ = abroad(pen)
    pen.y, pen.printed = 50, 0
    if layout.watermark:
        pen.sheet.stamp(layout.watermark)
    EVERY_LETTERHEAD[layout.letterhead](pen)


def charts(pen: Pen) -> None:
    """Every section with its tests, and the end."""
    layout, content = abroad(pen)
    top(pen)
    if not layout.head_again:
        _header(pen)
    for section in content.sections:
        assert isinstance(section, Chart)
        first = section.entries[0]
        assert isinstance(first, Tested)
        if pen.full(round(_measured(pen, first).lines + 4.5 + 2.5 * layout.head_again)):
            _next(pen)
        _section(pen, section)
        if layout.head_again:
            pen.y += 0.5 * pen.step
            _header(pen)
        for entry in section.entries:
            assert isinstance(entry, Tested)
            row = _measured(pen, entry)
            if pen.full(round(row.lines + 1.5 + bool(entry.heading))):
                _next(pen, section)
            _heading(pen, entry)
            _row(pen, row)
            _remarks(pen, entry)
    _end(pen)


def _next(pen: Pen, section: Chart | None = None) -> None:
    """Go on at the top of another page, below the headers."""
    layout, _ = abroad(pen)
    pen.sheet.page += 1
    top(pen)
    if not layout.head_again or section is not None:
        _header(pen)


def _header(pen: Pen) -> None:
    """The headers, in as many lines as they have; a previous result stands under its date."""
    layout, content = abroad(pen)
    if not layout.headers:
        return
    texts, past = list[tuple[float, str, list[str]]](), 0
    for role, place, align in layout.columns:
        text = dict(layout.heads).get(role, "")
        if role == "previous":
            past += 1
            text = content.dates[past].strftime(layout.past_heads)
        elif role == "result" and "%" in text:
            text = content.dates[0].strftime(text)
        texts.append((across(pen.left, pen.right, place), align, text.split("\n")))
    deep = max(len(lines) for _, _, lines in texts)
    filled = layout.table_head == "filled"
    begin, end = pen.y - 0.85 * pen.step, pen.y + (deep - 1) * 0.85 * pen.step + 0.4 * pen.step
    if filled:
        pen.sheet.fill(layout.ground, pen.left - 3, begin, pen.right + 3, end)
    if layout.table_head == "boxed":
        frame(pen, pen.left - 3, begin, pen.right + 3, end)
    if layout.table_head == "ruled":
        pen.sheet.line(pen.left - 3, begin, pen.right + 3)
        pen.sheet.line(pen.left - 3, end, pen.right + 3)
    first = pen.y
    style = (
        "bold white" if filled and layout.ground in DARK else f"bold {layout.ink}" if layout.table_head == "plain" else "bold"
    )
    for x, align, lines in texts:
        for down, line in enumerate(lines):
            pen.y = first + down * 0.85 * pen.step
            if line:
                say(pen, x, line, align, style, layout.size - (0.5 if deep > 1 else 0))
    pen.y = end + 1.05 * pen.step


def _section(pen: Pen, section: Chart) -> None:
    """The heading of a section, and what stands below it."""
    layout, _ = abroad(pen)
    pen.y += 0.45 * pen.step
    style, middle, larger = layout.section_style, (pen.left + pen.right) / 2, layout.size + 0.5
    begin, end = pen.y - 0.85 * pen.step, pen.y + 0.35 * pen.step
    if style == "filled":
        pen.sheet.fill(layout.ground, pen.left - 3, begin, pen.right + 3, end)
        say(
            pen, pen.left + 2, section.title, style="bold white" if layout.ground in DARK else f"bold {layout.ink}", size=larger
        )
    elif style == "boxed":
        frame(pen, pen.left - 3, begin, pen.right + 3, end)
        say(pen, middle, section.title, "centre", f"bold {layout.ink}", larger)
    elif style.startswith("centred"):
        say(pen, middle, section.title, "centre", f"bold underlined {layout.ink}", larger + 0.5)
    else:
        say(pen, pen.left, section.title, style=f"bold {layout.ink} {style}", size=larger)
    pen.y += 1.15 * pen.step
    if section.below:
        x, align = (middle, "centre") if style.startswith("centred") else (pen.left + 2, "left")
        say(pen, x, section.below, align, layout.small if layout.small == "italic" else "", layout.size - 1, 0.3)
        pen.y += 0.95 * pen.step


def _heading(pen: Pen, entry: Tested) -> None:
    """A heading within a section."""
    if entry.heading:
        say(pen, pen.left, entry.heading, style="bold")
        pen.y += pen.step


@dataclass
class _Measured:
    """A row before it is drawn: its texts in lines, and how many lines it takes."""

    entry: Tested
    name: list[str]
    sub: list[str]
    reach: list[str]
    method: list[str]
    lines: float = 0
    places: dict[str, tuple[float, str]] = field(default_factory=dict)


def _measured(pen: Pen, entry: Tested) -> _Measured:
    layout, _ = abroad(pen)
    places = {role: (across(pen.left, pen.right, place), align) for role, place, align in layout.columns}
    text = f"{entry.name} ({entry.unit})" if layout.unit_at == "name" and entry.unit else entry.name
    name = wrapped(text, layout.font, layout.size, _room(pen, "name", places))
    sub = wrapped(entry.sub, layout.font, layout.size - 1.5, _room(pen, "name", places)) if entry.sub else []
    told = [entry.range.text, *entry.range.below] if entry.range.text and "range" in places else []
    if layout.unit_at == "range" and entry.unit:
        told = [f"{each} {entry.unit}" for each in told]
    room = _room(pen, "range", places) if "range" in places else 200
    reach = [line for each in told for line in wrapped(each, layout.font, layout.size, room)]
    method = wrapped(entry.method, layout.font, layout.size - 1, _room(pen, "method", places)) if "method" in places else []
    lines = max(len(name) * 0.9 + len(sub) * 0.8, len(reach) * 0.9, len(method) * 0.85, 0.9) + 0.1
    return _Measured(entry, name, sub, reach, method, lines, places)


def _room(pen: Pen, role: str, places: dict[str, tuple[float, str]]) -> float:
    """How far a text may reach in a column that is set to the left: to the next one, or to what is set to the right there."""
    begin, align = places[role]
    if align != "left":
        return 130
    edges = [x - (46 if side == "right" else 20 if side == "centre" else 4) for x, side in places.values() if x > begin + 1]
    return min(edges, default=pen.right) - begin


def _row(pen: Pen, row: _Measured) -> None:
    """One test across the columns."""
    layout, _ = abroad(pen)
    entry, places, first = row.entry, row.places, pen.y
    if layout.rules == "zebra" and pen.printed % 2:
        pen.sheet.fill("band", pen.left - 3, first - 0.75 * pen.step, pen.right + 3, first + (row.lines - 0.75) * pen.step)
    name = _name(pen, row)
    pen.y = first
    result = entry.results[0]
    assert result is not None
    value = _value(pen, entry, result, *places["result"])
    if layout.leaders and len(name) == 1:
        begin = name[0].x + name[0].width + 2
        end = places["share"][0] - 26 if entry.share else min(mark.x for mark in value) - 3
        say(pen, begin, "." * int((end - begin) / wide(".", layout.font, layout.size)), grey=0.4)
    marks = [*name, *value, *_columns(pen, row, result)]
    marks += _in_lines(pen, row.reach, *places["range"], 0.9) if row.reach else []
    pen.y = first
    pen.remember(entry, result, 0, marks, value[:1])
    _others(pen, row, name)
    pen.y = first + row.lines * pen.step
    if layout.rules in ("lines", "grid"):
        pen.sheet.line(pen.left - 3, pen.y - 0.75 * pen.step, pen.right + 3)
    if layout.rules == "grid":
        begin, end = first - 0.75 * pen.step, pen.y - 0.75 * pen.step
        lefts = [x - 3 for x, align in list(places.values())[1:] if align == "left"]
        for x in (pen.left - 3, *lefts, pen.right + 3):
            pen.sheet.upright(x, begin, end)
    pen.printed += 1


def _name(pen: Pen, row: _Measured) -> list[Mark]:
    """The name in its lines, and in small print what stands below it."""
    layout, _ = abroad(pen)
    x = row.places["name"][0] + layout.indent
    marks = []
    for line in row.name:
        marks.append(say(pen, x, line))
        pen.y += 0.9 * pen.step
    pen.y -= 0.1 * pen.step
    for line in row.sub:
        style, grey = ("italic", 0.0) if layout.small == "italic" else ("", 0.4 if layout.small == "grey" else 0.0)
        say(pen, x, line, style=style, size=layout.size - 1.5, grey=grey)
        pen.y += 0.8 * pen.step
    return marks


def _value(pen: Pen, entry: Tested, result: Result, x: float, align: str) -> list[Mark]:
    """The value with what is glued to it; the first mark is the value alone."""
    layout, _ = abroad(pen)
    usual = entry.range.text
    odd = bool(result.side) or (isinstance(result.value, str) and bool(usual) and result.value != usual)
    # A line below a sign would make another sign of it.
    mark = layout.mark if isinstance(result.value, float) else layout.mark.replace("underlined", "")
    style = mark if odd else "bold" if layout.bold == "values" else ""
    before = result.flag if layout.flag_at == "before" else ""
    after = result.flag if layout.flag_at == "after" else ""
    unit = entry.unit if layout.unit_at == "result" else ""
    parts = [(part, style if part != unit else "") for part in (before, result.text, unit, after) if part]
    fonts = [BOLD[layout.font] if "bold" in each else layout.font for _, each in parts]
    gap = wide(" ", layout.font, layout.size) * 1.2
    widths = [wide(part, font, layout.size) for (part, _), font in zip(parts, fonts, strict=True)]
    if align == "right":
        x -= sum(widths) + gap * (len(parts) - 1)
    elif align == "centre":
        x -= (sum(widths) + gap * (len(parts) - 1)) / 2
    marks = []
    for (part, each), width in zip(parts, widths, strict=True):
        marks.append(say(pen, x, part, style=each))
        x += width + gap
    return sorted(marks, key=lambda mark: mark.text != result.text)


def _columns(pen: Pen, row: _Measured, result: Result) -> list[Mark]:
    """What stands in the columns of units, flags, methods and limits."""
    layout, _ = abroad(pen)
    entry = row.entry
    low, high = (
        "" if each is None else printing.number(layout, each, entry.told.digits) for each in (entry.range.low, entry.range.high)
    )
    marks = []
    cells = {
        "flag": result.flag if layout.flag_at == "column" else "",
        "unit": layout.unit_form.format(entry.unit) if entry.unit and layout.unit_at == "column" else "",
        "low": low,
        "high": high,
        "number": f"{pen.printed + 1}.",
    }
    for role, text in cells.items():
        if role in row.places and text:
            x, align = row.places[role]
            mark = say(pen, x, text, align, layout.mark.replace("underlined", "") if role == "flag" else "")
            marks += [mark] if role != "number" else []
    if "graph" in row.places:
        (_graph if layout.graph_drawn else _graph_of_letters)(pen, entry, result, row.places["graph"][0])
    first = pen.y
    for line in row.method:
        say(pen, row.places["method"][0], line, size=layout.size - 1)
        pen.y += 0.85 * pen.step
    pen.y = first
    return marks


def _graph(pen: Pen, entry: Tested, result: Result, x: float, long: float = 58) -> None:
    """A bar with the usual in its middle, and a stroke where the value is."""
    low, high = entry.range.low or 0.0, entry.range.high
    if not isinstance(result.value, float) or high is None or high <= low:
        return
    y = pen.y - 0.45 * pen.layout.size
    pen.sheet.fill("band", x, y, x + long, y + 5)
    pen.sheet.fill("green", x + 0.3 * long, y + 1.2, x + 0.7 * long, y + 3.8)
    at = x + long * min(max(0.3 + 0.4 * (result.value - low) / (high - low), 0.02), 0.98)
    pen.sheet.fill("black", at - 0.9, y - 2, at + 0.9, y + 7)


def _graph_of_letters(pen: Pen, entry: Tested, result: Result, x: float) -> None:
    """The same typed: `---(--*---)---`."""
    low, high = entry.range.low or 0.0, entry.range.high
    if not isinstance(result.value, float) or high is None or high <= low:
        return
    at = min(max(round(3 + 6 * (result.value - low) / (high - low)), 0), 12)
    say(pen, x, "".join("*" if place == at else sign for place, sign in enumerate("---(-----)---")))


def _in_lines(pen: Pen, lines: Sequence[str], x: float, align: str, apart: float) -> list[Mark]:
    """Lines below each other in a column."""
    marks = []
    for line in lines:
        marks.append(say(pen, x, line, align))
        pen.y += apart * pen.step
    return marks


def _others(pen: Pen, row: _Measured, name: list[Mark]) -> None:
    """Further results of the row: before, in another unit, and as a share."""
    layout, _ = abroad(pen)
    entry = row.entry
    pasts = [(across(pen.left, pen.right, place), align) for role, place, align in layout.columns if role == "previous"]
    for past, (x, align) in enumerate(pasts, 1):
        before = entry.results[past]
        if before is not None:
            shown = before if layout.past_marks else replace(before, flag="")
            value = _value(pen, replace(entry, unit=""), shown, x, align)
            pen.remember(entry, shown, past, [*name, *value], value[:1])
    for other, roles in ((entry.again, ("also", "also_unit", "also_range")), (entry.share, ("share", "", "share_range"))):
        if other is None or roles[0] not in row.places:
            continue
        result = other.results[0]
        assert result is not None
        told = other if roles[2] in row.places else replace(other, range=printing.Printed("", None, None))
        shown = result if roles[2] in row.places else replace(result, side="")
        x, align = row.places[roles[0]]
        value = say(pen, x, result.text, align, layout.mark if shown.side else "")
        marks = [*name, value]
        if roles[1]:
            before, after = layout.also_form
            if before:
                say(pen, value.x - 0.5, before, "right")
            marks.append(say(pen, row.places[roles[1]][0], layout.unit_form.format(other.unit)))
            if after:
                say(pen, marks[-1].x + marks[-1].width, after)
        else:
            marks.append(say(pen, value.x + value.width + 2, other.unit))
        if roles[2] in row.places and other.range.text:
            first = pen.y
            marks += _in_lines(pen, [other.range.text, *other.range.below], *row.places[roles[2]], 0.9)
            pen.y = first
        pen.remember(told, shown, 0, marks, [value])


def _remarks(pen: Pen, entry: Tested) -> None:
    """What the list says of a test, and now and then a remark."""
    layout, _ = abroad(pen)
    told = [line for each in entry.remarks for line in wrapped(each, layout.font, layout.size - 1, pen.right - pen.left - 24)]
    if layout.remarks and pen.lots.random() < 0.06:
        told.append(f"{layout.remark_label}{pen.lots.choice(layout.remarks)}")
    if not told or pen.full(len(told) + 1):
        return
    for line in told:
        say(pen, pen.left + 12, line, style="italic" if layout.small == "italic" else "", size=layout.size - 1)
        pen.y += 0.85 * pen.step
    pen.y += 0.25 * pen.step


def _end(pen: Pen) -> None:
    """Who answers for the report, and that it ends here."""
    layout, _ = abroad(pen)
    deep = max([len(lines) for _, _, lines in layout.ending] or [0])
    if pen.full(deep + 3):
        pen.sheet.page += 1
        top(pen)
    told = facts(pen)
    pen.y += 0.8 * pen.step
    if layout.end_mark:
        say(pen, (pen.left + pen.right) / 2, layout.end_mark, "centre", "bold")
        pen.y += 1.5 * pen.step
    first = pen.y
    for place, align, lines in layout.ending:
        pen.y = first
        for line in lines:
            say(pen, across(pen.left, pen.right, place), line.format(**told), align, size=layout.size - 1)
            pen.y += 0.95 * pen.step
