"""Lists as a spreadsheet keeps them, printed as they are: a line for each result, a semicolon or stroke between its fields.

    Date;Time;Test;Result;Unit;Low;High;Flag
    2026-03-01;08:00;Sodium;139;mmol/L;135;145;

Nothing stands over anything there. So the fields are laid out as a table, read as one, and put back where they are printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bedside.scanning.dates import clock, dates
from bedside.scanning.entries import Piece
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import Row

SEPARATORS = (";", "\t", "¦")
FEWEST_FIELDS, FEWEST_LINES = 4, 3
LEVEL = 4.0
"""Strokes that stand so near over one another, in points, part columns."""
WIDE, LETTER = 100.0, 4.0
"""How wide a column of the laid-out table is, in points, and a letter in it at most."""
Place = tuple[int, float, int]
"""A field: the page and height of its line, and which of its fields it is."""


@dataclass(frozen=True)
class Spread:
    """The lines of a page with such fields laid out, and where each of these is printed."""

    lines: tuple[Line, ...]
    printed: dict[Place, Cell]


def spread(held: Sequence[Line]) -> Spread:
    """The lines of a page, those with separated fields laid out as a table; as they are where there are no such."""
    if stroked := _by_strokes(held):
        return stroked
    texts = [" ".join(cell.text for cell in line.cells) for line in held]
    for mark in SEPARATORS:
        counts = Counter(text.count(mark) + 1 for text in texts if text.count(mark) + 1 >= FEWEST_FIELDS)
        size, lines = counts.most_common(1)[0] if counts else (0, 0)
        if lines < FEWEST_LINES:
            continue
        fields = {at: _fields(line, mark) for at, line in enumerate(held) if texts[at].count(mark) + 1 == size}
        head = next((cells for cells in fields.values() if _is_head(cells)), None)
        if head is not None:
            odd = {at for at, text in enumerate(texts) if at not in fields and text.count(mark) > 1}
            return _laid_out(held, fields, odd, _hour(head))
    return Spread(tuple(held), {})


def _by_strokes(held: Sequence[Line]) -> Spread | None:
    """The lines laid out by the strokes between their fields, where these do not stand over one another."""
    counts = Counter(len(line.strokes) for line in held if len(line.strokes) + 1 >= FEWEST_FIELDS)
    size, lines = counts.most_common(1)[0] if counts else (0, 0)
    if lines < FEWEST_LINES:
        return None
    own = {at: line for at, line in enumerate(held) if len(line.strokes) == size}
    places = list(zip(*(line.strokes for line in own.values()), strict=True))
    if all(max(each) - min(each) < LEVEL for each in places):
        return None
    fields = {at: _between_strokes(line) for at, line in own.items()}
    head = next((cells for cells in fields.values() if _is_head(cells)), None)
    odd = {at for at, line in enumerate(held) if at not in fields and len(line.strokes) > 1}
    return _laid_out(held, fields, odd, _hour(head)) if head is not None else None


def _between_strokes(line: Line) -> list[Cell]:
    parts: list[list[Cell]] = [[] for _ in range(len(line.strokes) + 1)]
    for cell in line.cells:
        parts[sum(x < cell.middle for x in line.strokes)].append(cell)
    empty = replace(line.cells[0], text="")
    return [_one(part or [empty]) for part in parts]


def _fields(line: Line, mark: str) -> list[Cell]:
    """The fields of a line, each as a cell where it is printed; one may be empty, or go over several cells."""
    parts: list[list[Cell]] = [[]]
    for cell in line.cells:
        step = (cell.x1 - cell.x0) / max(1, len(cell.text))
        ends = [-1, *(at for at, letter in enumerate(cell.text) if letter == mark), len(cell.text)]
        for number, (before, end) in enumerate(pairwise(ends)):
            if number:
                parts.append([])
            text = cell.text[before + 1 : end]
            bare = text.strip()
            first = before + 1 + len(text) - len(text.lstrip())
            place = replace(cell, text=bare, x0=cell.x0 + first * step, x1=cell.x0 + (first + len(bare)) * step)
            if bare or not parts[-1]:
                parts[-1] = [each for each in parts[-1] if each.text] + [place]
    return [_one(part) for part in parts]


def _one(part: Sequence[Cell]) -> Cell:
    text = " ".join(cell.text for cell in part)
    return replace(part[0], text=text, x1=part[-1].x1, confidence=min(cell.confidence for cell in part))


def _is_head(cells: Sequence[Cell]) -> bool:
    roles = {report_words().column(cell.text) for cell in cells}
    return "result" in roles and bool(roles & {"name", "unit", "low", "range"}) and not any(dates(cell.text) for cell in cells)


def _hour(head: Sequence[Cell]) -> int | None:
    """Which field is the hour alone."""
    return next(
        (at for at, cell in enumerate(head) if report_words().hours.intersection(words_of(cell.text)) and "/" not in cell.text),
        None,
    )


def _laid_out(held: Sequence[Line], fields: dict[int, list[Cell]], odd: set[int], hour: int | None) -> Spread:
    """The lines with their fields laid out; those that are `odd`, with another number of fields, are left out and not read."""
    lines: list[Line] = []
    printed: dict[Place, Cell] = {}
    for at, line in enumerate(held):
        if at not in fields:
            lines += [line] if at not in odd else []
            continue
        cells = _with_hour(fields[at], hour)
        printed |= {(line.page, line.y, place): cell for place, cell in enumerate(cells)}
        apart = tuple(_at(cell, place) for place, cell in enumerate(cells) if cell.text)
        if apart:
            lines.append(replace(line, cells=apart))
    return Spread(tuple(lines), printed)


def _with_hour(cells: Sequence[Cell], hour: int | None) -> list[Cell]:
    """The fields, the hour taken into that of the date where both are known."""
    if hour is None:
        return list(cells)
    day = next((at for at, cell in enumerate(cells) if len(dates(cell.text)) == 1), None)
    if day is None or clock(cells[hour].text) is None:
        return list(cells)
    one, other = cells[day], cells[hour]
    both = replace(one, text=f"{one.text} {other.text}", x0=min(one.x0, other.x0), x1=max(one.x1, other.x1))
    return [both if at == day else replace(cell, text="") if at == hour else cell for at, cell in enumerate(cells)]


def _at(cell: Cell, place: int) -> Cell:
    """A field in its column."""
    wide = min(LETTER * len(cell.text), 0.9 * WIDE)
    return replace(cell, x0=place * WIDE, x1=place * WIDE + wide)


def put_back(row: Row, printed: dict[Place, Cell], lines: Sequence[Line]) -> Row:
    """A row that was read from such a table, with its cells where they are printed."""
    line = next((each for each in lines if (each.page, each.y) == (row.page, row.y)), None)
    if line is None or (line.page, line.y, 0) not in printed:
        return row

    def cell(one: Cell) -> Cell:
        place = printed.get((line.page, line.y, round(one.x0 // WIDE)))
        return replace(one, x0=place.x0, x1=place.x1) if place else one

    def piece(one: Piece | None) -> Piece | None:
        return replace(one, cell=cell(one.cell), x0=cell(one.cell).x0, x1=cell(one.cell).x1) if one else None

    return replace(
        row,
        cells=tuple(cell(each) for each in row.cells),
        others=tuple(cell(each) for each in row.others),
        value=piece(row.value),
        unit=piece(row.unit),
        date=piece(row.date),
        name_cell=cell(row.name_cell) if row.name_cell else None,
    )
