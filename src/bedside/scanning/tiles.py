"""Results in boxes side by side, as portals show them: the name, below it the value, its bar and its range.

    HDL-C                  LDL-C
    1.55 mmol/L            10.24 mmol/L    Above
                             3.40
    Optimal range: > 1.00  Optimal range: < 3.40

A line of names alone begins a row of boxes; what stands below a name, and left of the next one, is in its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bedside.scanning.columns import Column
from bedside.scanning.dates import Printed, dates
from bedside.scanning.entries import Known, Piece, Units, pieces
from bedside.scanning.layout import Cell, Line
from bedside.scanning.numerals import Span, span
from bedside.scanning.rows import Row, meaning_of_flag
from bedside.scanning.usual import usual

LEFT = 3.0
"""So far, in points, the parts of a box may stand left of its name."""
CLOSE = 5.0
"""A line of a box stands no further below the one before than this many heights."""
MOST = 9
VALUED = ("number", "bound", "word")


@dataclass
class Tile:
    """A box: the cells of its name, its value with the parts beside it, and what else stands in it."""

    name: list[Cell]
    value: tuple[Piece, ...] = ()
    range: Span | None = None
    unit: Piece | None = None
    flags: list[Piece] = field(default_factory=list)
    ticks: list[str] = field(default_factory=list)
    date: Printed | None = None
    cells: list[Cell] = field(default_factory=list)
    strange: bool = False
    """Whether a number stands in the box that belongs to nothing."""

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.name)


Edges = tuple[float, ...]


def tiles(held: Sequence[Line], unit_of: Units, known: Known, before: Edges = ()) -> tuple[list[Row], list[Line], Edges]:
    """The results of such boxes among some lines, the lines that are left, and where boxes begin from left to right.

    `before` is where they began on the page before. There are none where a value stands above the first name.
    """
    found: list[tuple[Line, list[Tile]]] = []
    left: list[Line] = []
    edges = before
    at = 0
    while at < len(held):
        names = _names(held[at], edges, known)
        size, own = _row_of_tiles(held[at:], unit_of, known) if names else (0, [])
        if not any(tile.value for tile in own):
            left.append(held[at])
            at += 1
            continue
        if at and not found and _is_value(held[at - 1], unit_of, known):
            return [], list(held), before
        edges = tuple(tile.name[0].x0 for tile in own) if len(own) >= len(edges) else edges
        found.append((held[at], own))
        at += size
    few = not before and sum(len(own) for _, own in found) < 2
    return [_row(line, tile, few) for line, own in found for tile in own if tile.value], left, edges


def _is_value(line: Line, unit_of: Units, known: Known) -> bool:
    """Whether a line is values and nothing else: it would be the names' that stand below it."""
    kinds = {piece.kind for cell in line.cells for piece in pieces(cell, unit_of, known)}
    return bool(kinds & {"number", "bound"}) and not kinds & {"name", "date"}


def _names(line: Line, edges: Sequence[float], known: Known) -> bool:
    """Whether a line is nothing but names, two or more of known tests, or one where boxes began above."""
    if any(letter.isdigit() for cell in line.cells if not known(cell.text) for letter in cell.text):
        return False
    of_tests = sum(known(cell.text) for cell in line.cells)
    words = all(len(cell.text) < 60 and ":" not in cell.text for cell in line.cells)
    level = bool(edges) and all(any(abs(cell.x0 - x) < LEFT for x in edges) for cell in line.cells)
    return words and (of_tests > 0 if level else of_tests > 1 and 2 * of_tests >= len(line.cells))


def _row_of_tiles(held: Sequence[Line], unit_of: Units, known: Known) -> tuple[int, list[Tile]]:
    """The boxes of a line of names, and how many lines they take."""
    own = [Tile([cell]) for cell in held[0].cells]
    edges = [cell.x0 for cell in held[0].cells]
    size = 1
    for above, line in pairwise(held[: 1 + MOST]):
        if line.y - above.y > CLOSE * max(above.height, line.height) or any(cell.x0 < edges[0] - LEFT for cell in line.cells):
            break
        if not _take(line, own, edges, unit_of, known):
            break
        size += 1
    return size, own


def _take(line: Line, own: Sequence[Tile], edges: Sequence[float], unit_of: Units, known: Known) -> bool:
    """Take in a line, each cell into its box; nothing where the line begins other boxes, or is no part of any."""
    started = any(tile.value for tile in own)
    parts = list(_parts(line, edges))
    words = [not any(piece.kind != "name" for piece in pieces(cell, unit_of, known)) for _, cell in parts]
    if all(words) and (any(known(cell.text) for _, cell in parts) if started else not _wrapped(parts, own, edges, known)):
        return False
    if all(words) and not started:
        for at, cell in parts:
            own[at].name.append(cell)
        return True
    if any(_is_row(cell, unit_of, known) for _, cell in parts):
        return False
    for at, cell in parts:
        _into(own[at], line, cell, unit_of, known)
    return True


def _parts(line: Line, edges: Sequence[float]) -> Iterator[tuple[int, Cell]]:
    for cell in line.cells:
        yield max((at for at, x in enumerate(edges) if x <= cell.x0 + LEFT), default=0), cell


def _wrapped(parts: Sequence[tuple[int, Cell]], own: Sequence[Tile], edges: Sequence[float], known: Known) -> bool:
    """Whether words below names go on with them."""
    level = all(abs(cell.x0 - edges[at]) < LEFT for at, cell in parts)
    return level and all(known(f"{own[at].text} {cell.text}") or not known(own[at].text) for at, cell in parts)


def _is_row(cell: Cell, unit_of: Units, known: Known) -> bool:
    """Whether a cell is a row of a table: a known test with a value behind it."""
    held = pieces(cell, unit_of, known)
    return held[:1] != () and held[0].kind == "name" and known(held[0].text) and len(held) > 1


def _into(tile: Tile, line: Line, cell: Cell, unit_of: Units, known: Known) -> None:
    """Take a cell into its box."""
    tile.cells.append(cell)
    if reach := usual(Line(line.page, line.y, line.height, (cell,)), 0, unit_of):
        tile.strange = tile.strange or tile.range is not None
        tile.range, tile.unit = tile.range or reach[0].range, tile.unit or reach[0].unit
        return
    if days := dates(cell.text):
        tile.date, tile.strange = days[0], tile.strange or len(days) > 1 or tile.date is not None
        return
    held = pieces(cell, unit_of, known)
    if tile.value and set(cell.text) <= {"+", "-"}:
        held = (replace(held[0], kind="flag", text=cell.text),)
    kinds = {piece.kind for piece in held}
    tile.flags += [piece for piece in held if piece.kind == "flag"]
    if "name" in kinds:
        tile.strange = tile.strange or any(letter.isdigit() for letter in cell.text)
    elif not tile.value and kinds & set(VALUED):
        tile.value = held
    elif kinds <= {"unit"}:
        tile.unit = tile.unit or held[0]
    elif kinds <= {"range", "unit"}:
        tile.range = next(span(piece.text) for piece in held if piece.kind == "range")
    elif kinds & set(VALUED):
        tile.ticks += [piece.text for piece in held if piece.kind in VALUED]


def _row(line: Line, tile: Tile, few: bool) -> Row:
    """The result of a box; in doubt where another number stands in it than its limits."""
    value = next(piece for piece in tile.value if piece.kind in VALUED)
    units = [piece for piece in tile.value if piece.kind == "unit"]
    ranges = [span(piece.text) for piece in tile.value if piece.kind == "range"]
    reach = tile.range or (ranges[0] if ranges else None)
    ends = {reach.low, reach.high} if reach else set()
    several = sum(piece.kind in VALUED for piece in tile.value) > 1
    day = tile.date
    row = Row(
        page=line.page,
        y=line.y,
        height=line.height,
        name=tile.text,
        cells=(*tile.name, *tile.cells),
        value=value,
        unit=units[0] if units else tile.unit,
        range=reach,
        flag=meaning_of_flag(tile.flags[0].text) if tile.flags else "",
        column=Column("date", value.x0, value.x1, day) if day else None,
        headed=True,
        name_cell=tile.name[0],
    )
    two = several or any(tick not in ends for tick in tile.ticks)
    return row.doubted(*(["two"] if two else []), *(["rest"] if tile.strange else []), *(["columns"] if few else []))
