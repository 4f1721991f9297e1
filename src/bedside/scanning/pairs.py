"""Rows that give one thing twice, each time with its own unit: `62 %  4.1 G/L (1.8-7.5)`, `0.95 g/L (0.70-1.10)  5.3 mmol/L`.

Two numbers of one row are else a doubt, as one of them may be an earlier result; an earlier result has the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from bedside.scanning.entries import Piece

APART = 5.0
"""Numbers in two units that differ by this factor are told apart by a third one."""


@dataclass(frozen=True)
class Part:
    """One of the two: its number, the unit behind it, and the ranges that stand behind that."""

    value: Piece
    unit: Piece
    ranges: tuple[Piece, ...]


def parts_of(held: Iterable[Piece]) -> tuple[Part, ...]:
    """The two parts of such a row; none where a row is something else."""
    row = sorted((piece for piece in held if piece.kind in ("number", "bound", "unit", "range")), key=lambda piece: piece.x0)
    numbers = [at for at, piece in enumerate(row) if piece.kind == "number"]
    if len(numbers) != 2 or numbers[0] != 0 or any(at + 1 == len(row) or row[at + 1].kind != "unit" for at in numbers):
        return ()
    one, other = (_part(row[a:b]) for a, b in zip(numbers, [numbers[1], len(row)], strict=True))
    if one is None or other is None or set(one.unit.units) & set(other.unit.units):
        return ()
    return one, other


def _part(row: Sequence[Piece]) -> Part | None:
    ranges = tuple(row[2:])
    if any(piece.kind == "unit" and piece.units != row[1].units for piece in ranges):
        return None
    return Part(row[0], row[1], tuple(piece for piece in ranges if piece.kind != "unit"))


def all_paired(rows: Iterable[Sequence[Piece]]) -> bool:
    """Whether some rows of a table have two numbers, and all of these are such pairs."""
    several = [row for row in rows if sum(piece.kind == "number" for piece in row) > 1]
    return bool(several) and all(parts_of(row) for row in several)


def nearer(values: Sequence[str], text: str) -> int:
    """Which of the numbers of one result in several units is most like another number of it."""
    return min(range(len(values)), key=lambda at: abs(log10(_about(values[at]) / _about(text))))


def far_apart(values: Sequence[str]) -> bool:
    """Whether such numbers differ so much that another one of the result shows in which unit it is."""
    every = [_about(value) for value in values]
    return max(every) / min(every) >= APART


def _about(text: str) -> float:
    """About how much a printed number is; for comparing, not for reading."""
    digits = re.sub(r"[^\d.,]", "", text).strip(".,").replace(",", ".")
    whole, _, rest = digits.rpartition(".")
    return max(float(f"{whole.replace('.', '')}.{rest}" if whole else rest or "1"), 1e-6)
