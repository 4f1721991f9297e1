"""Results with their dates below the name of the test, one below the other or side by side:

Urea                          Ref. interval: 2.8-7.2 mmol/L
  19-Jul-2026    10.3  mmol/L   H
  06-Jun-2026     6.8  mmol/L

Urea    2.8-7.2 mmol/L
  19-Jul-2026    06-Jun-2026
  10.3 H mmol/L  6.8 mmol/L
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bedside.scanning.columns import Column
from bedside.scanning.dates import Printed, dates
from bedside.scanning.entries import Known, Piece, Units, pieces
from bedside.scanning.heads import apart
from bedside.scanning.layout import Cell, Line
from bedside.scanning.numerals import Span, span
from bedside.scanning.rows import Row, meaning_of_flag
from bedside.scanning.usual import usual

CLOSE = 3.0
"""A line belongs to the test above it no further than this many heights below the line before."""
ALIGNED = 4.0
"""A value this near to its date, in points, stands below it."""
VALUED = ("number", "bound", "word")
DASHES = frozenset(("-", "–", "—"))


@dataclass(frozen=True)
class Dated:
    """The parts of a value with its date, and the cells they come from; `sure` whether the date is beyond doubt."""

    parts: tuple[Piece, ...]
    date: Printed
    cells: tuple[Cell, ...]
    sure: bool = True


@dataclass
class History:
    """A test with its range and unit, and the results below it."""

    line: Line
    name: Piece
    range: Span | None = None
    unit: Piece | None = None
    found: list[Dated] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """The results of some lines, the lines that are left, and the last test, whose results may go on on the next page."""

    rows: list[Row]
    left: list[Line]
    last: History | None


def histories(held: Sequence[Line], unit_of: Units, known: Known, before: History | None = None) -> Told:
    """The results of such histories among some lines; `before` is the test that the page before ended with."""
    found: list[History] = []
    left: list[Line] = []
    rows: list[Row] = []
    at, stray = 0, False
    while at < len(held):
        own = _title(held[at], unit_of, known) if _dates_below(held, at) else None
        size = _gather(own, held[at + 1 :], held[at], unit_of, known) if own else 0
        if own and own.found:
            found.append(own)
            at += 1 + size
            continue
        told = _dated(held[at], unit_of, known) if not found else None
        if told and before is not None:
            rows.append(_row(replace_name(before, held[at]), told).doubted("carried"))
        else:
            stray = stray or told is not None
            left.append(held[at])
        at += 1
    if stray and found and _title(_last_words(held, unit_of, known) or held[-1], unit_of, known):
        return Told([], list(held), None)
    rows += [_row(each, told).doubted(*(["columns"] if stray else [])) for each in found for told in each.found]
    return Told(rows, left, found[-1] if found else before if rows else None)


def replace_name(own: History, line: Line) -> History:
    """The test of the page before as one of this line, where no name stands."""
    return History(line, replace(own.name, cell=line.cells[0]), own.range, own.unit)


def _dates_below(held: Sequence[Line], at: int) -> bool:
    return at + 1 < len(held) and any(dates(cell.text) for cell in held[at + 1].cells)


def _last_words(held: Sequence[Line], unit_of: Units, known: Known) -> Line | None:
    """The last line that names a test or has a date with a value."""
    return next((line for line in reversed(held) if _title(line, unit_of, known) or _dated(line, unit_of, known)), None)


def _title(line: Line, unit_of: Units, known: Known) -> History | None:
    """The test that a line names, with its range and unit; nothing where the line says more."""
    first = pieces(line.cells[0], unit_of, known, leading=True)
    if not first or first[0].kind != "name" or not known(first[0].text):
        return None
    own = History(line, first[0])
    rest = list(first[1:])
    if len(line.cells) > 1 and (reach := usual(line, 1, unit_of)):
        own.range, own.unit = reach[0].range, reach[0].unit
        cells = line.cells[1 + reach[1] :]
    else:
        cells = line.cells[1:]
    rest += [piece for cell in cells for piece in pieces(cell, unit_of, known)]
    if any(piece.kind not in ("range", "unit") for piece in rest):
        return None
    for piece in rest:
        if piece.kind == "unit":
            own.unit = own.unit or piece
        else:
            own.range = own.range or span(piece.text)
    return own


def _gather(own: History, held: Sequence[Line], above: Line, unit_of: Units, known: Known) -> int:
    """Take in the results below a test; gives how many lines they take."""
    at = 0
    while at < len(held) and held[at].y - above.y < CLOSE * max(above.height, held[at].height):
        line = held[at]
        if told := _dated(line, unit_of, known):
            own.found.append(told)
            above, at = line, at + 1
            continue
        below = held[at + 1] if at + 1 < len(held) else None
        days = _days(line)
        strip = _strip(days, below, unit_of, known) if days and below is not None else []
        if not strip or below is None:
            break
        own.found += strip
        above, at = below, at + 2
    return at


def _dated(line: Line, unit_of: Units, known: Known) -> Dated | None:
    """The result of a line that is a date and one value, in whichever order, with its unit and flag."""
    days = [(cell, day) for cell in line.cells for day in dates(cell.text)]
    if len(days) != 1:
        return None
    holder, day = days[0]
    cells = [part for cell in line.cells for part in (_around(cell, day) if cell is holder else [cell])]
    parts = tuple(piece for cell in cells for piece in pieces(cell, unit_of, known))
    good = sum(piece.kind in VALUED for piece in parts) == 1 and all(piece.kind not in ("name", "date") for piece in parts)
    return Dated(parts, day, line.cells) if good else None


def _around(cell: Cell, day: Printed) -> list[Cell]:
    """What stands before and behind the date of a cell."""
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    found = []
    for first, last in ((0, day.first), (day.last, len(cell.text))):
        text = cell.text[first:last].strip(" :;,=()[]-–·|")
        if text:
            found.append(replace(cell, text=text, x0=cell.x0 + first * step, x1=cell.x0 + last * step))
    return found


def _days(line: Line) -> list[tuple[Cell, Printed]]:
    """The dates of a line that is nothing but dates."""
    parts = [part for cell in line.cells for part in apart(cell)]
    told = [dates(part.text) for part in parts]
    alone = all(len(each) == 1 and not part.text[: each[0].first].strip() for part, each in zip(parts, told, strict=True))
    ends = alone and all(not part.text[each[0].last :].strip(" :") for part, each in zip(parts, told, strict=True))
    return [(part, each[0]) for part, each in zip(parts, told, strict=True)] if ends else []


Edge = Callable[[Cell], float]
EDGES: tuple[Edge, ...] = (lambda cell: cell.x0, lambda cell: cell.x1, lambda cell: cell.middle)


def _strip(days: Sequence[tuple[Cell, Printed]], below: Line, unit_of: Units, known: Known) -> list[Dated]:
    """The values below dates that stand side by side, each with its date; none where the line is something else."""
    full = [cell for cell in below.cells if not _is_gap(cell, days)]
    held = [tuple(pieces(cell, unit_of, known)) for cell in full]
    if any(piece.kind in ("name", "date", "range") for parts in held for piece in parts):
        return []
    leading = [parts[0].cell for parts in held if any(piece.kind in (*VALUED, "none") for piece in parts)]
    if not leading or any(sum(piece.kind in VALUED for piece in parts) > 1 for parts in held):
        return []
    sure = any(all(min(abs(edge(cell) - edge(day)) for day, _ in days) < ALIGNED for cell in leading) for edge in EDGES)
    groups: dict[int, list[Piece]] = {}
    for parts in held:
        near = min(range(len(days)), key=lambda at: min(abs(edge(parts[0].cell) - edge(days[at][0])) for edge in EDGES))
        at = near if any(piece.kind in (*VALUED, "none") for piece in parts) else max(groups, default=near)
        groups.setdefault(at, []).extend(parts)
    good = [(at, parts) for at, parts in groups.items() if sum(piece.kind in VALUED for piece in parts) == 1]
    if any(sum(piece.kind in VALUED for piece in parts) > 1 for parts in groups.values()):
        return []
    return [
        Dated(tuple(parts), days[at][1], (days[at][0], *dict.fromkeys(piece.cell for piece in parts)), sure)
        for at, parts in good
    ]


def _is_gap(cell: Cell, days: Sequence[tuple[Cell, Printed]]) -> bool:
    """Whether a lone dash stands where the value of a date would."""
    return cell.text.strip() in DASHES and any(abs(edge(cell) - edge(day)) < ALIGNED for edge in EDGES for day, _ in days)


def _row(own: History, told: Dated) -> Row:
    """One result of a history."""
    parts = told.parts
    units = [piece for piece in parts if piece.kind == "unit"]
    flags = [piece for piece in parts if piece.kind == "flag"]
    ranges = [span(piece.text) for piece in parts if piece.kind == "range"]
    row = Row(
        page=own.line.page,
        y=told.cells[-1].y0,
        height=own.line.height,
        name=own.name.text,
        cells=(own.name.cell, *told.cells),
        value=next(piece for piece in parts if piece.kind in VALUED),
        unit=units[0] if units else own.unit,
        range=ranges[0] if ranges else own.range,
        flag=meaning_of_flag(flags[0].text) if flags else "",
        column=Column("date", told.cells[0].x0, told.cells[0].x1, told.date),
        headed=True,
        name_cell=own.name.cell,
    )
    differ = own.unit is not None and units and not set(own.unit.units) & set(units[0].units)
    return row.doubted(*([] if told.sure else ["columns"]), *(["rest"] if differ or len(units) > 1 else []))
