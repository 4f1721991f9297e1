"""Tables below each other, round by round, or two beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.content import Entry, Section, partner
from reports.headings import heading, round_heading
from reports.letterhead import next_page
from reports.pen import Pen, across, unranged
from reports.rows import chosen_heads, header, remarks, row, rules
from reports.sheet import wide
from reports.trimmings import THAT_IS


def tables(pen: Pen) -> None:
    """Every section as a table, or all of them as one; where there are several rounds, each below its date."""
    heads = chosen_heads(pen, pen.layout.columns, pen.right - pen.left)
    for date in range(pen.layout.rounds):
        pen.round = date
        if pen.full(7):
            next_page(pen)
        round_heading(pen)
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
    round_heading(pen)
    header(pen, heads)


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
