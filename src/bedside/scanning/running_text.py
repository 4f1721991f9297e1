"""Results that stand in running text: `Sodium 138 mmol/L (135-145), Potassium 4.1 mmol/L (3.5-5.1)`.

A line counts only where it is nothing but results, behind a heading at most: in a sentence such as "glucose above 126 mg/dL
suggests diabetes" the number is no result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bedside.scanning.entries import Known, Piece, Units, pieces
from bedside.scanning.layout import Cell
from bedside.scanning.report_words import report_words

NAME_WORDS = 6
VALUE = re.compile(r"\s*[:=]?\s*(?:[<>≤≥]=?\s*)?\d|\s*[:=]\s*\w|\s+(?:neg|pos|trace|nil|nicht|not|non|no|nao|norm)", re.I)


def in_running_text(cell: Cell, unit_of: Units, known: Known) -> list[tuple[Piece, ...]]:
    """The results of a cell that is nothing but several results, each as its pieces; none where it is something else."""
    text = cell.text
    starts = _starts(text, known)
    if not starts or not _may_precede(text[: starts[0]]):
        return []
    found = []
    for first, last in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[first:last].rstrip(" ,;.|/")
        part = re.sub(r"[;,.]?\s+(?:and|y|und|e|et)$", "", part)
        held = pieces(_part(cell, first, first + len(part)), unit_of, known)
        if not held or held[0].kind != "name" or not any(p.kind in ("number", "bound", "word") for p in held[1:]):
            return []
        found.append(held)
    return found


def _starts(text: str, known: Known) -> list[int]:
    """Where a known name begins that a value follows."""
    ends = [(found.start(), found.end()) for found in re.finditer(r"[^\s]+", text)]
    found: list[int] = []
    at = 0
    while at < len(ends):
        last = _name_from(text, ends, at, known)
        if last is None:
            at += 1
            continue
        found.append(ends[at][0])
        at = last + 1
    return found


def _name_from(text: str, ends: Sequence[tuple[int, int]], at: int, known: Known) -> int | None:
    for last in range(min(at + NAME_WORDS, len(ends)) - 1, at - 1, -1):
        name = text[ends[at][0] : ends[last][1]]
        behind = text[len(text[: ends[last][1]].rstrip(":=")) :]
        if VALUE.match(behind) and known(name.rstrip(":=,")):
            return last
    return None


def _may_precede(text: str) -> bool:
    bare = text.strip(" -•*:;,.")
    return not bare or text.rstrip().endswith(":") or report_words().section(bare) is not None


def _part(cell: Cell, first: int, last: int) -> Cell:
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    return replace(cell, text=cell.text[first:last], x0=cell.x0 + first * step, x1=cell.x0 + last * step)
