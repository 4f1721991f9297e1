"""Tables that lie on their side: the tests stand in the head, and each line below is a date, or says units or ranges.

>>> #              Na       K
>>> # Units        mmol/L   mmol/L
>>> # Reference    135-145  3.5-5.1
>>> # 21/01/2026   144      3.7 L
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bedside.scanning.columns import Column, one_over_another
from bedside.scanning.dates import dates
from bedside.scanning.entries import LABEL, Known, Piece, Units, pieces
from bedside.scanning.layout import Cell, Line
from bedside.scanning.numerals import span
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import Row, meaning_of_flag

NEAR = 4.0
"""A cell this near to its test, in points, or four times as near as to any other, belongs to it beyond doubt."""
Told = Mapping[int, tuple[Piece, ...]]


@dataclass(frozen=True)
class Head:
    """The tests of such a table, each with its place, and how many lines they take."""

    names: tuple[Cell, ...]
    size: int

    def at(self, cell: Cell) -> tuple[int, bool]:
        """The test that a cell stands under, and whether that is beyond doubt."""
        ranked = sorted((_apart(cell, name), place) for place, name in enumerate(self.names))
        return ranked[0][1], ranked[0][0] < NEAR or (len(ranked) > 1 and ranked[0][0] * 4 < ranked[1][0])


def sideways(held: Sequence[Line], unit_of: Units, known: Known) -> tuple[list[Row], list[Line]]:
    """The rows of such tables among some lines, and the lines that are left."""
    found: list[Row] = []
    left: list[Line] = []
    at = 0
    while at < len(held):
        head, below = _table_at(held[at:], known)
        if head is None:
            left.append(held[at])
            at += 1
            continue
        found += _rows(head, below, unit_of, known)
        at += head.size + len(below)
    return found, left


def _table_at(held: Sequence[Line], known: Known) -> tuple[Head | None, list[Line]]:
    """The head that the first line is, or the first two, and the lines below it; no head where there is no such table."""
    for size in (2, 1):
        below = list(_below(held[size:]))
        if not any(_date(line) for line in below) or (
            size == 2 and held[1].y - held[0].y > 2.2 * min(held[0].height, held[1].height)
        ):
            continue
        cells = one_over_another(held[0].cells, held[1].cells) if size == 2 else held[0].cells
        names = _head(cells, known)
        if len(names) > 1 or (names and not _date(below[0])):
            return Head(names, size), below
    return None, []


def _head(cells: Sequence[Cell], known: Known) -> tuple[Cell, ...]:
    """The tests of a head: known ones and nothing else, but for a word over the dates; none where it is no head."""
    parts = [part for cell in cells for part in _apart_names(cell, known)]
    names = [cell for cell in parts if known(cell.text.strip())]
    others = [cell for cell in parts if cell not in names]
    if not names or 3 * len(names) < 2 * len(parts) or any(letter.isdigit() for cell in others for letter in cell.text):
        return ()
    return tuple(cell for cell in parts if cell in names or cell.x0 > names[0].x0)


def _apart_names(cell: Cell, known: Known) -> list[Cell]:
    """A cell as it is, or as the two known names that it holds: heads may stand close together."""
    if known(cell.text.strip()):
        return [cell]
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    for at, letter in enumerate(cell.text):
        one, other = cell.text[:at], cell.text[at + 1 :]
        if letter == " " and known(one) and known(other):
            return [replace(cell, text=one, x1=cell.x0 + at * step), replace(cell, text=other, x0=cell.x0 + (at + 1) * step)]
    return [cell]


def _below(held: Sequence[Line]) -> Iterator[Line]:
    """The lines that begin with a date, or with a word for units or ranges."""
    for line in held:
        if not (_date(line) or report_words().column(line.cells[0].text) in ("unit", "range")) or len(line.cells) < 2:
            return
        yield line


def _date(line: Line) -> bool:
    found = dates(line.cells[0].text)
    return len(found) == 1 and len(line.cells[0].text) < 20


def _rows(head: Head, below: Sequence[Line], unit_of: Units, known: Known) -> Iterator[Row]:
    units: Told = {}
    ranges: Told = {}
    for line in below:
        told, doubts = _told(head, line, unit_of, known)
        role = report_words().column(line.cells[0].text)
        if role == "unit":
            units = told
        elif role == "range":
            ranges = told
        else:
            for place, parts in told.items():
                base = _row(head.names[place], line, parts, place in doubts)
                if base is not None:
                    yield _with(base, units.get(place, ()), ranges.get(place, ()))


def _told(head: Head, line: Line, unit_of: Units, known: Known) -> tuple[dict[int, tuple[Piece, ...]], set[int]]:
    """What a line says under each test, and under which it is in doubt."""
    told: dict[int, tuple[Piece, ...]] = {}
    doubts = set()
    for cell in line.cells[1:]:
        place, sure = head.at(cell)
        if not sure or (place in told and not all(piece.kind in ("flag", "unit") for piece in pieces(cell, unit_of, known))):
            doubts.add(place)
        told[place] = (*told.get(place, ()), *pieces(cell, unit_of, known))
    return told, doubts


def _row(name: Cell, line: Line, parts: Sequence[Piece], doubtful: bool) -> Row | None:
    values = [piece for piece in parts if piece.kind in ("number", "bound", "word")]
    if not values:
        return None
    flags = [piece for piece in parts if piece.kind == "flag"]
    first = line.cells[0]
    doubts = ["columns"] if doubtful else []
    doubts += ["two"] if len(values) > 1 else []
    doubts += ["rest"] if any(piece.kind in ("name", "range", "date") for piece in parts) else []
    return Row(
        page=line.page,
        y=line.y,
        height=line.height,
        name=name.text,
        cells=tuple(dict.fromkeys(piece.cell for piece in parts)),
        value=values[0],
        flag=meaning_of_flag(flags[0].text) if flags else "",
        column=Column("date", first.x0, first.x1, dates(first.text)[0], first.text),
        doubts=tuple(doubts),
        headed=True,
        name_cell=name,
    )


def _with(row: Row, units: Sequence[Piece], ranges: Sequence[Piece]) -> Row:
    """The row with the unit and the range of its test."""
    told = [piece for piece in units if piece.kind == "unit"]
    if len(told) == 1 and row.unit is None:
        row = replace(row, unit=told[0])
    reach = span(LABEL.sub("", ranges[0].text)) if len(ranges) == 1 else None
    return replace(row, range=reach) if reach else row


def _apart(cell: Cell, name: Cell) -> float:
    """How far a cell stands from its head, whichever way the column is set."""
    return min(abs(cell.x0 - name.x0), abs(cell.x1 - name.x1), abs(cell.middle - name.middle))
