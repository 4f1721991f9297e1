"""From pages of lines to rows: where a table begins, which stand side by side, and what its lines say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bedside.scanning.below import said_below, with_said
from bedside.scanning.blocks import blocks
from bedside.scanning.columns import NUMERIC, Column, groups, head
from bedside.scanning.entries import Known, Piece, Units, pieces
from bedside.scanning.heads import of_fields, stacked
from bedside.scanning.histories import History, histories
from bedside.scanning.layout import Cell, Line
from bedside.scanning.naming import named, sectioned
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import VALUES, Row, Shape, rows_of, shape
from bedside.scanning.running_text import Told, in_running_text, joined, may_go_on
from bedside.scanning.separated import put_back, spread
from bedside.scanning.sideways import sideways
from bedside.scanning.tiles import tiles

MOST_LINES = 4
"""A result that runs over lines is read with the next ones, up to so many."""


@dataclass(frozen=True)
class Region:
    """Lines under one head, or under none."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


class Reader:
    """Reads the rows of pages; it knows what is a unit, and which names are known."""

    def __init__(self, unit_of: Units, known: Known) -> None:
        self.unit_of = unit_of
        self.known = known
        self._blocks = False
        self._history: History | None = None
        self._edges: tuple[float, ...] = ()

    def rows(self, pages: Iterable[Sequence[Line]]) -> list[Row]:
        """Every row of a report, in the order of its pages, each of which comes as its lines."""
        found: list[Row] = []
        held: tuple[Column, ...] = ()
        section = ""
        for page in pages:
            laid = spread(page)
            own, begun = regions(laid.lines, self.known), len(found)
            for region in own:
                columns = region.columns or (held if self._continues(region, own) else ())
                told, section = self._region(replace(region, columns=columns), section)
                found += told
                held = region.columns or held
            if laid.printed:
                found[begun:] = [put_back(row, laid.printed, page) for row in found[begun:]]
        return found

    def _continues(self, region: Region, own: Sequence[Region]) -> bool:
        """Whether the lines at the top of a page go on with the table of the page before."""
        return region is own[0] and any(len(line.cells) > 2 and self.known(line.cells[0].text) for line in region.lines)

    def _region(self, region: Region, section: str) -> tuple[list[Row], str]:
        found, held = sideways(region.lines, self.unit_of, self.known)
        dated = histories(held, self.unit_of, self.known, self._history)
        held, self._history = dated.left, dated.last
        boxed: list[Row] = []
        if not region.columns:
            boxed, held, self._edges = tiles(held, self.unit_of, self.known, self._edges)
            own, held = blocks(held, self.unit_of, self.known, self._blocks)
            self._blocks = self._blocks or any(not row.doubts for row in own)
            found += own
        found, section = (
            named(_in_order([*found, *_headings(_words_alone(held))]), self.known, section) if found else ([], section)
        )
        if whole := [*dated.rows, *boxed]:
            told, section = sectioned(whole, held, section)
            found += told
        held, said, columns = said_below(held, region.columns, self.unit_of)
        region = replace(region, columns=columns, lines=tuple(held))
        running, rest = self._running(region)
        heading = section
        for columns, part in self._beside(region.columns, rest):
            told, heading = self._table(columns, part, section)
            found += told
        in_text, heading = (
            named(_in_order([*running, *_headings(rest)]), self.known, heading) if running and not found else (running, heading)
        )
        return with_said([*found, *in_text], said, region.lines, self.unit_of, self.known), heading

    def _running(self, region: Region) -> tuple[list[Row], list[Line]]:
        """The results in running text, and the lines that are left."""
        found: list[Row] = []
        rest: list[Line] = []
        at = 0
        while at < len(region.lines):
            line, size, held = self._text_from(region.lines[at : at + MOST_LINES])
            several = sum(map(len, held))
            at += size
            if several < 1 or (region.columns and several < 2) or not self._whole(line, held):
                rest.append(line)
                continue
            for result in (each for results in held for each in results):
                own = list(rows_of(_only(line, result.pieces), result.pieces, Shape((), (), None, False), ""))
                if result.day:
                    own = [replace(row, column=Column("date", row.cells[0].x0, row.cells[0].x1, result.day)) for row in own]
                found += own
                if result.earlier and result.date and len(own) == 1:
                    head = Column("previous", result.earlier.x0, result.earlier.x1, result.date)
                    found.append(replace(own[0], value=result.earlier, flag="", current=False, column=head, others=()))
        return found, rest

    def _text_from(self, held: Sequence[Line]) -> tuple[Line, int, list[list[Told]]]:
        """The first line, or the first few that are one text, how many they are, and the results in each of its cells."""
        line = held[0]
        first = [in_running_text(cell, self.unit_of, self.known) for cell in line.cells]
        if len(line.cells) > 1 or first[0] or not may_go_on(line.cells[0], self.known):
            return line, 1, first
        cell = line.cells[0]
        for size, below in enumerate(held[1:], 2):
            if len(below.cells) > 1 or below.y - held[size - 2].y > 2.2 * line.height:
                break
            cell = joined(cell, below.cells[0])
            if told := in_running_text(cell, self.unit_of, self.known):
                return replace(line, cells=(cell,)), size, [told]
        return line, 1, first

    def _whole(self, line: Line, held: Sequence[Sequence[Told]]) -> bool:
        """Whether every cell of the line is made of results: then none of them is a column of a table."""
        return all(results or report_words().section(cell.text) for cell, results in zip(line.cells, held, strict=True))

    def _beside(self, columns: Sequence[Column], held: Sequence[Line]) -> Iterator[tuple[tuple[Column, ...], list[Line]]]:
        """Tables that stand side by side, each with its own heads and its own part of the lines."""
        if columns:
            tables = groups(columns)
            edges = [(a[-1].x1 + b[0].x0) / 2 for a, b in pairwise(tables)]
        else:
            edge = self._edge(held)
            edges = [edge] if edge else []
            tables = ((),) * (len(edges) + 1)
        for left, right, table in zip([-1e9, *edges], [*edges, 1e9], tables, strict=True):
            yield table, [part for line in held if (part := _between(line, left, right)) is not None]

    def _edge(self, held: Sequence[Line]) -> float | None:
        """Where a second table begins, when lines have a second known name at the same place."""
        places = [cell.x0 for line in held for cell in line.cells[1:] if self._starts_row(line, cell)]
        best = max(places, key=lambda x: sum(abs(x - each) < 8 for each in places), default=None)
        if best is None or sum(abs(best - each) < 8 for each in places) < 3:
            return None
        return best - 6

    def _starts_row(self, line: Line, cell: Cell) -> bool:
        before = [each for each in line.cells if each.x1 <= cell.x0]
        return self.known(cell.text) and bool(before) and self.known(before[0].text) and len(before) > 1

    def _table(self, columns: tuple[Column, ...], held: Sequence[Line], section: str) -> tuple[list[Row], str]:
        told = _unnumbered([(line, self._pieces(line)) for line in held], columns, self.known)
        bodies = [parts for line, parts in told if self._is_row(line, parts, bool(columns))]
        form = shape(bodies, columns)
        rows: list[Row] = []
        for line, parts in told:
            if parts and not _aside(line, parts, self.known):
                rows += rows_of(line, parts, form, section)
        found, heading = named(rows, self.known, section)
        places = [row.y for row in found if row.name and self.known(row.name)]
        among = (min(places), max(places)) if len(places) > 2 else (1e9, -1e9)
        return [row for row in found if row.headed or (row.name and (self.known(row.name) or _among(row, among)))], heading

    def _is_row(self, line: Line, parts: Sequence[Piece], headed: bool) -> bool:
        """Whether parts may be those of a row: where no head says so, they begin with a known name."""
        if not _body(parts) or _aside(line, parts, self.known):
            return False
        names = [piece for piece in parts[:2] if piece.kind == "name"]
        known = bool(names) and self.known(names[0].text)
        return known or (headed and any(piece.kind in ("unit", "range", "bound") for piece in parts))

    def _pieces(self, line: Line) -> list[Piece]:
        lettered = next((at for at, cell in enumerate(line.cells) if any(letter.isalpha() for letter in cell.text)), 0)
        return [piece for at, cell in enumerate(line.cells) for piece in pieces(cell, self.unit_of, self.known, at == lettered)]


def _among(row: Row, places: tuple[float, float]) -> bool:
    """Whether a row with a number, of a name that nobody knows, stands among those with known names: it is shown."""
    return places[0] < row.y < places[1] and row.value is not None and row.value.kind in ("number", "bound")


def _unnumbered(
    told: list[tuple[Line, list[Piece]]], columns: Sequence[Column], known: Known
) -> list[tuple[Line, list[Piece]]]:
    """The lines without the numbers that count them, where each begins with the next number and then a name."""
    apart = [_counted(parts, known) for _, parts in told]
    counted = [each for each in apart if each is not None]
    if len(counted) < 2 or any(column.role in NUMERIC - {"other"} and column.x0 < counted[0][1][0].x0 for column in columns):
        return told
    if any(not a < b < a + 4 and b != 1 for (a, _), (b, _) in pairwise(counted)):
        return told
    return [(line, each[1] if each is not None else parts) for (line, parts), each in zip(told, apart, strict=True)]


def _counted(parts: Sequence[Piece], known: Known) -> tuple[int, list[Piece]] | None:
    """The number that counts a line, and its other parts; the two may stand in one cell."""
    if len(parts) > 2 and parts[1].kind == "name" and parts[0].kind == "number" and re.fullmatch(r"\d{1,3}", parts[0].text):
        return int(parts[0].text), list(parts[1:])
    found = re.fullmatch(r"(\d{1,3})[.)]? (\D.*)", parts[0].text) if len(parts) > 1 and parts[0].kind == "name" else None
    if found and known(found[2]):
        return int(found[1]), [replace(parts[0], text=found[2]), *parts[1:]]
    return None


def regions(held: Sequence[Line], known: Known) -> list[Region]:
    """The lines of a page by the heads of its tables."""
    found: list[Region] = [Region((), ())]
    at = 0
    while at < len(held):
        line = held[at]
        below = held[at + 1] if at + 1 < len(held) else None
        columns, used = ((), 0) if at and of_fields(held[at - 1], line) else stacked(held[at : at + 4], known)
        if not columns:
            columns, used = head(line, below)
        if used == 2 and not stacked(held[at : at + 4], known)[0] and stacked(held[at + 1 : at + 5], known)[0]:
            columns, used = (), 1
        if columns:
            found.append(Region(columns, ()))
        else:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
        at += max(1, used)
    return [region for region in found if region.lines or region.columns]


def _between(line: Line, left: float, right: float) -> Line | None:
    cells = tuple(cell for cell in line.cells if left <= cell.x0 < right)
    return replace(line, cells=cells) if cells else None


def _only(line: Line, held: Sequence[Piece]) -> Line:
    return replace(line, cells=tuple(dict.fromkeys(piece.cell for piece in held)))


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row.page, row.y))


def _words_alone(held: Iterable[Line]) -> list[Line]:
    """The lines that may be headings."""
    return [line for line in held if len(line.cells) == 1 and not any(letter.isdigit() for letter in line.text)]


def _headings(held: Iterable[Line]) -> list[Row]:
    return [Row(line.page, line.y, line.height, line.text, line.cells) for line in held]


def _body(parts: Sequence[Piece]) -> bool:
    return len(parts) > 1 and any(piece.kind in (*VALUES, "range") for piece in parts)


def _aside(line: Line, parts: Sequence[Piece], known: Known) -> bool:
    """Whether a line is a remark, or lays out what numbers mean."""
    first = parts[0]
    if first.kind == "name" and known(first.text):
        return False
    words = report_words()
    return words.interprets(line.cells[0].text) or (words.remarks(line.cells[0].text) and not words.section(line.cells[0].text))
