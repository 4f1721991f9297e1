"""Tables whose headers are dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports import printing
from reports.content import Entry
from reports.headings import heading
from reports.layout import Column, Layout
from reports.letterhead import next_page
from reports.pen import Pen, across
from reports.rows import chosen_heads, rules, said_name, value_at
from reports.trimmings import PATIENT


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
        _labels(pen, places)
        for form in _dates_in_lines(layout):
            if layout.day_once and form == layout.dates:
                _days(pen, places, (end - begin) * (pen.right - pen.left) / len(order))
                continue
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


def _labels(pen: Pen, places: dict[int, float]) -> None:
    """Words above the dates: cycles of a treatment, before and after it."""
    if not pen.layout.labels:
        return
    for date, place in places.items():
        pen.say(across(pen.left, pen.right, place), pen.layout.labels[-1 - date], "right", bold=True)
    pen.y += 0.95 * pen.step


def _days(pen: Pen, places: dict[int, float], width: float) -> None:
    """Each day once, above all its hours, with a line from the first to the last of them."""
    shown: dict[str, list[float]] = {}
    for date, place in places.items():
        shown.setdefault(printing.date(pen.layout, pen.content.dates[date]), []).append(across(pen.left, pen.right, place))
    for day, ends in shown.items():
        pen.say(ends[0] - width + 6, day, bold=True)
        pen.sheet.line(ends[0] - width + 6, pen.y + 0.25 * pen.step, ends[-1])
        pen.sheet.upright(ends[0] - width + 2, pen.y - 0.7 * pen.step, pen.y + 1.3 * pen.step)
    pen.y += 0.95 * pen.step


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
    until = min(place for _, place, _ in layout.trend_columns[1:] if place)
    name, lower = said_name(pen, entry, pen.left, across(pen.left, pen.right, until))
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
            value = value_at(pen, glued, result, across(pen.left, pen.right, place), "right")
            pen.remember(
                entry, result if layout.flag_at != "column" else replace(result, flag=""), date, [*marks, *value], value[:1]
            )
    pen.y += pen.step + lower
    rules(pen, begun)
    pen.printed += 1
