"""A range that stands behind a word for it, in one cell or several: `Ref. interval: 2.8-7.2 mmol/L`, `V.N.: 4,0 a 11,0`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bedside.scanning.entries import Piece, Units
from bedside.scanning.labels import role_of_label
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.numerals import Span, span
from bedside.scanning.report_words import report_words

RANGED = re.compile(r"\s*[\[(]?\s*(?P<label>[^\W\d_][^:=<>≤≥]{0,40}?)\s*(?:[:=]|(?=\s[\d<>≤≥\[(]))\s*(?P<rest>.+)$")


@dataclass(frozen=True)
class Usual:
    """A range in a line of its own, with the unit behind it."""

    page: int
    y: float
    range: Span
    unit: Piece | None
    cell: Cell


def usual(line: Line, at: int, unit_of: Units) -> tuple[Usual, int] | None:
    """The range that stands behind a word for it at the beginning of a line, and how many cells it takes."""
    for size in range(min(3, len(line.cells) - at), 0, -1):
        cells = line.cells[at : at + size]
        found = RANGED.match(joined(cells))
        if found is None or not (
            role_of_label(found["label"]) == "range" or words_of(found["label"]) in report_words().range_short
        ):
            continue
        reach, unit = _reach(found["rest"], cells[-1], unit_of)
        if reach is not None:
            return Usual(line.page, line.y, reach, unit, cells[0] if size == 1 else _whole(cells)), size
    return None


def _whole(cells: Sequence[Cell]) -> Cell:
    return replace(cells[0], text=joined(cells), x1=cells[-1].x1, y1=max(cell.y1 for cell in cells))


def _reach(text: str, cell: Cell, unit_of: Units) -> tuple[Span | None, Piece | None]:
    """A range, and the unit behind it, where a text is nothing else."""
    words = text.strip().rstrip(".").split()
    for size in range(len(words), 0, -1):
        found = span(" ".join(words[:size])) or span(" ".join(words[:size]).rstrip(")]"))
        rest = " ".join(words[size:]).strip(" ()[]")
        if found and (not rest or unit_of(rest)):
            return found, Piece("unit", rest, cell.x0, cell.x1, cell, unit_of(rest)) if rest else None
    return None, None


def joined(cells: Sequence[Cell]) -> str:
    """The text of some cells as one."""
    return "  ".join(cell.text for cell in cells)
