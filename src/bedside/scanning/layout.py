"""Words with their places on a page, and the lines and cells that they make.

Places are points (72 to the inch) from the upper left corner of the upright page. A cell is what a person sees as one
entry of a table: words that no wide gap parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from statistics import median
from typing import Literal

from bedside.scanning.levelling import Word, in_rows, levelled
from bedside.scanning.stroked import (
    DOTTED,
    FEWEST,
    FLAGGED,
    LIKE_STROKE,
    LINES,
    LONG,
    MOST,
    MOSTLY,
    NEAR,
    STROKES,
    drawn,
    parts_of,
)

Method = Literal["text", "ocr"]
SIGNS = frozenset(("<", ">", "≤", "≥", "<=", ">=", "=<", "=>"))
"""What stands before a number, however far, is a part of it."""
END = re.compile(r"[^\W_] (?=[^\W\d_]{3})")
"""A lone letter or digit before a word."""
LEADING = frozenset("._…")
GAP = 0.9
"""A gap this wide, in heights of the line, parts two cells."""


@dataclass(frozen=True)
class Cell:
    """One entry of a line. `sure` is False where a second look read something else."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0
    sure: bool = True

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Line:
    """The cells of one line from left to right; `y` is where it stands, `height` the height of its letters.

    `apart` is how far its cells stray from one straight line, in heights: much, where two rows may have been mixed.
    """

    page: int
    y: float
    height: float
    cells: tuple[Cell, ...]
    apart: float = 0.0
    strokes: tuple[float, ...] = ()
    """Where upright strokes stand between the cells."""

    @property
    def text(self) -> str:
        return "  ".join(cell.text for cell in self.cells)

    @property
    def x0(self) -> float:
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1].x1


@dataclass(frozen=True)
class Page:
    """What was read of one page: its size in points, and its words. `doubt` says what makes all of it doubtful."""

    number: int
    width: float
    height: float
    method: Method
    words: tuple[Word, ...]
    doubt: str = ""


@dataclass(frozen=True)
class Box:
    """A place on a page, as fractions of its width and height."""

    x0: float
    y0: float
    x1: float
    y1: float

    def to_json(self) -> list[float]:
        return [round(each, 4) for each in (self.x0, self.y0, self.x1, self.y1)]


def box_of(cells: Iterable[Cell], page: Page) -> Box:
    """The place that some cells take up together."""
    every = list(cells)
    left, top = min(c.x0 for c in every) / page.width, min(c.y0 for c in every) / page.height
    right, foot = max(c.x1 for c in every) / page.width, max(c.y1 for c in every) / page.height
    return Box(*(min(1.0, max(0.0, each)) for each in (left, top, right, foot)))


def lines(page: Page) -> tuple[Line, ...]:
    """The lines of a page from top to bottom."""
    rows = levelled(_unstroked(page.words)) if page.method == "ocr" else in_rows(page.words)
    made = (_line(page, row) for row in rows)
    return tuple(sorted((line for line in made if line.cells), key=lambda line: line.y))


def _line(page: Page, row: list[Word]) -> Line:
    height = median(word.size for word in row)
    base = median(word.base for word in row)
    ordered = sorted(row, key=lambda each: each.x0)
    words, strokes = _without_strokes(ordered) if page.method == "text" else (_without_ends_of_others(ordered), ())
    cells: list[list[Word]] = []
    for word in _without_leaders(words):
        near = bool(cells) and word.x0 - cells[-1][-1].x1 < GAP * height and page.method == "text"
        barred = bool(cells) and any(cells[-1][-1].x0 < x < word.x1 for x in strokes)
        if (near and not barred) or (cells and cells[-1][-1].text in SIGNS and word.text[:1].isdigit()):
            cells[-1].append(word)
        else:
            cells.append([word])
    made = tuple(_cell(words) for words in cells)
    apart = max(abs(word.base - base) for word in row) / max(height, 1e-6)
    middle = median((word.y0 + word.y1) / 2 for word in row) if page.method == "text" else base
    return Line(page.number, middle, height, made, apart, strokes)


def _without_strokes(row: Sequence[Word]) -> tuple[list[Word], tuple[float, ...]]:
    """The words of a typed line without its upright strokes, scales and drawn lines; and where strokes stand."""
    words, strokes = list(row), list[float]()
    if any(STROKES.search(word.text) for word in row):
        parts = [part for word in row for part in _parts(word)]
        strokes = [(word.x0 + word.x1) / 2 for word in parts if STROKES.fullmatch(word.text)]
        words = [word for word in parts if not STROKES.fullmatch(word.text)]
    found: list[Word] = []
    at = 0
    while at < len(words):
        size = drawn([word.text for word in words[at : at + MOST]])
        if not size:
            found.append(words[at])
        at += max(1, size)
    return found, tuple(strokes)


def _without_ends_of_others(row: Sequence[Word]) -> list[Word]:
    """The words of a picture without drawn scales, none with a letter at its beginning that is the end of the word before it:
    boxes may overlap.
    """
    found: list[Word] = []
    for word in row:
        if drawn([word.text]):
            continue
        shared = found[-1].x1 - word.x0 if found else 0.0
        step = (word.x1 - word.x0) / max(1, len(word.text))
        if shared > 0 and (end := END.match(word.text)) and end.end() * step < shared + 1.5 * step:
            cut = end.end() * step
            word = replace(word, text=word.text[end.end() :], x0=word.x0 + cut)
        found.append(word)
    return found


def _parts(word: Word) -> Iterator[Word]:
    step = (word.x1 - word.x0) / max(1, len(word.text))
    for first, last in parts_of(word.text):
        yield replace(word, text=word.text[first:last], x0=word.x0 + first * step, x1=word.x0 + last * step)


def _without_leaders(row: Sequence[Word]) -> Iterator[Word]:
    """The words without dots that lead the eye from a name to its value: three of them in a row or more."""
    dots = [set(word.text) <= LEADING for word in row]
    runs = [
        "".join(word.text for word, dot in group if dot) for _, group in groupby(zip(row, dots, strict=True), key=itemgetter(1))
    ]
    if max(map(len, runs), default=0) < 3:
        yield from row
        return
    yield from (word for word, dot in zip(row, dots, strict=True) if not dot)


def _cell(words: Sequence[Word]) -> Cell:
    text = " ".join(word.text for word in words)
    return Cell(
        text=text,
        x0=min(word.x0 for word in words),
        y0=min(word.y0 for word in words),
        x1=max(word.x1 for word in words),
        y1=max(word.y1 for word in words),
        confidence=min(word.confidence for word in words),
        sure=all(word.again is None or word.again == word.text for word in words),
    )


def _unstroked(words: Sequence[Word]) -> list[Word]:
    """The words of a picture of a typed table, without its strokes and scales.

    A stroke that was read as 1 or l stands where the strokes of the lines nearby stand. What it was taken from is not sure
    then, and neither is what begins with a 1 near strokes.
    """
    begun = [word for word in words if STROKES.match(word.text)]
    if len(begun) < FEWEST:
        return list(words)
    found = []
    for word in words:
        stroke = STROKES.match(word.text) is not None
        alike = not stroke and LIKE_STROKE.match(word.text) is not None and _in_column(word, words)
        bare = word.text[1:].strip() if stroke or alike else word.text
        if not bare or (len(bare) >= LONG and DOTTED.fullmatch(bare)):
            continue
        step = (word.x1 - word.x0) / max(1, len(word.text))
        again = bare if stroke and word.again is not None else word.again
        if alike or (
            not stroke and LIKE_STROKE.match(word.text) and any(_stands_near(word, other, 3 * NEAR) for other in begun)
        ):
            again = word.text if alike else word.text[1:]
        found.append(replace(word, text=bare, x0=word.x0 + (step if stroke or alike else 0.0), again=again))
    return found


def _in_column(word: Word, words: Sequence[Word]) -> bool:
    """Whether the words that begin where a word does nearly all begin with a stroke, or what may be one."""
    near = [other for other in words if other is not word and _stands_near(word, other, NEAR)]
    strokes = sum(STROKES.match(other.text) is not None for other in near)
    alike = sum(LIKE_STROKE.match(other.text) is not None for other in near)
    flags = len(near) >= FEWEST and all(FLAGGED.fullmatch(other.text) for other in (word, *near))
    return flags or (strokes > 0 and strokes + alike >= MOSTLY * len(near))


def _stands_near(one: Word, other: Word, reach: float) -> bool:
    return abs(other.x0 - one.x0) < reach and abs(other.base - one.base) < LINES * one.size
