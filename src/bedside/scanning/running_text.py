"""Results that stand in running text: `Sodium 138 mmol/L (135-145), Potassium 4.1 mmol/L (3.5-5.1)`.

A line counts only where it is nothing but results, behind a heading at most: in a sentence such as "glucose above 126 mg/dL
suggests diabetes" the number is no result.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bedside.scanning.dates import Printed, dates
from bedside.scanning.entries import Known, Piece, Units, pieces
from bedside.scanning.layout import Cell
from bedside.scanning.letters import words_of
from bedside.scanning.numerals import NUMBER
from bedside.scanning.report_words import report_words

NAME_WORDS = 6
AMOUNT = re.compile(rf"(?P<sign>[<>≤≥]=?\s*)?{NUMBER}")
BETWEEN = re.compile(r"(?<=[^\W\d_]) (?:of|was|is|at|de|à|di|von|bei|em|es|era|est|war|ist|è) +(?=[<>≤≥]?\s?\d)")
"""A word between a name and its value: `a creatinine of 1.8`."""
ARTICLES = frozenset(("the", "la", "el", "le", "il", "lo", "o", "a", "der", "die", "das", "los", "las", "les"))
REMARK = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
VALUE = re.compile(
    r"\s*[:=]?\s*(?:[*!↑↓▲▼]{1,2}\s?)?(?:[<>≤≥]=?\s*)?\d|\s*[:=]\s*\w|\s+\+{1,4}(?=[\s,;]|$)|\s+(?:neg|pos|tra[cz]|nil|nicht|not|non|no|nao|não|norm|a[bu]?s+en|presen|detect|rea[cgkt]|spur|vest|ind[ií])",
    re.I,
)


@dataclass(frozen=True)
class Told:
    """A result in running text as its pieces, and the earlier one that stands behind it: `(previously 4.55 on 23.02.2026)`."""

    pieces: tuple[Piece, ...]
    earlier: Piece | None = None
    date: Printed | None = None
    day: Printed | None = None
    """The date that stands before the results of a text."""


def may_go_on(cell: Cell, known: Known) -> bool:
    """Whether a line has a result in it, so that the next line may be the rest of the same text."""
    return bool(_starts(_without_remarks(cell.text), known))


def joined(one: Cell, other: Cell) -> Cell:
    """Two lines of a text as one."""
    x0, y0, x1, y1 = min(one.x0, other.x0), min(one.y0, other.y0), max(one.x1, other.x1), max(one.y1, other.y1)
    sure, confidence = one.sure and other.sure, min(one.confidence, other.confidence)
    return Cell(f"{one.text} {other.text}", x0, y0, x1, y1, confidence, sure)


def in_running_text(cell: Cell, unit_of: Units, known: Known) -> list[Told]:
    """The results of a cell that is nothing but several results, each as its pieces; none where it is something else."""
    text = _without_remarks(cell.text)
    starts = _starts(text, known)
    if not starts or not _may_precede(text[: starts[0]]):
        return []
    found = []
    for first, last in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[first:last].rstrip(" ,;.|/")
        part = re.sub(r"[;,.]?\s+(?:and|y|und|e|et)$", "", part)
        held = pieces(_part(replace(cell, text=text), first, first + len(part)), unit_of, known)
        if not held or held[0].kind != "name" or not any(p.kind in ("number", "bound", "word") for p in held[1:]):
            return []
        found.append(Told(held, *_earlier(cell, first, last), next(iter(dates(text[: starts[0]])), None)))
    return found


def _without_remarks(text: str) -> str:
    """The text with blanks for what brackets say of an earlier result, and for words between name and value."""
    plain = REMARK.sub(lambda found: " " * len(found[0]) if _of_earlier(found[1]) else found[0], text)
    return BETWEEN.sub(lambda found: " " * len(found[0]), plain)


def _of_earlier(text: str) -> bool:
    words = words_of(text)
    known = report_words()
    return bool(words) and (words[0] in known.earlier or known.columns.get(words[:1]) == "previous" or bool(dates(text)))


def _earlier(cell: Cell, first: int, last: int) -> tuple[Piece | None, Printed | None]:
    """The earlier value, and its date, in brackets behind a result; nothing where it is not one of each."""
    for found in REMARK.finditer(cell.text, first, last):
        days = dates(found[1])
        if not _of_earlier(found[1]) or len(days) != 1:
            continue
        rest = found[1][: days[0].first] + " " * (days[0].last - days[0].first) + found[1][days[0].last :]
        numbers = list(AMOUNT.finditer(rest))
        if len(numbers) == 1:
            part = _part(cell, found.start(1) + numbers[0].start(), found.start(1) + numbers[0].end())
            return Piece("bound" if numbers[0]["sign"] else "number", part.text, part.x0, part.x1, cell), days[0]
    return None, None


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
    if not any(letter.isalpha() for letter in text[ends[at][0] : ends[at][1]]):
        return None
    for last in range(min(at + NAME_WORDS, len(ends)) - 1, at - 1, -1):
        name = text[ends[at][0] : ends[last][1]]
        if ":" in name[:-1]:
            continue
        behind = text[len(text[: ends[last][1]].rstrip(":=")) :]
        if VALUE.match(behind) and known(name.rstrip(":=,")):
            return last
    return None


def _may_precede(text: str) -> bool:
    bare = text.strip(" -•*:;,.")
    words, known = words_of(bare), report_words()
    if not known.not_now.isdisjoint(words) or any(known.columns.get((word,)) == "previous" for word in words):
        return False
    return not bare or bare.casefold() in ARTICLES or text.rstrip().endswith(":") or report_words().section(bare) is not None


def _part(cell: Cell, first: int, last: int) -> Cell:
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    return replace(cell, text=cell.text[first:last], x0=cell.x0 + first * step, x1=cell.x0 + last * step)
