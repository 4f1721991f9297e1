"""What stands on a page and was not read: a number in the row of a result, a test without one, an amount of nothing.

A reader that passes over what it cannot place would show a report as whole that is not. So whatever looks like a result and
is in none is shown, and a result beside a number that belongs to nothing is looked at by a person: it may be the other one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bedside.scanning.dates import dates
from bedside.scanning.layout import Box, Cell, Line, Page, box_of
from bedside.scanning.numerals import PLAIN, Sign

BESIDE = "another number stands in this row, and I cannot place it"
UNREAD = "a test is named here with a number, and I cannot read it as a result"
AMOUNT = "an amount stands here, and I do not know of what"
NUMBER = re.compile(r"[<>≤≥]?=?\s?[(\[]?(?P<digits>\d[\d.,'’]*(?:\s\d{3})*)[)\]]?(?:\s?[*!HL↑↓]{1,2}|\s(?P<rest>\S+))?")
DIGITS = re.compile(r"\d[\d.,'’]*")
COUNTED = re.compile(r"\d{1,2}")
"""The number of a row where it stands before the result, and of a department wherever it begins with 0."""
NEAR = 0.004
"""Share of the page by which a line may stand beside the box of what was read of it."""
LIMITS = frozenset("<>≤≥=-–—÷~")


@dataclass(frozen=True)
class Taken:
    """A result or a row not understood: where it is, and the numbers and words that were read of it."""

    box: Box
    numbers: frozenset[float] = frozenset()
    printed: str = ""
    value_at: float = 0.0
    """Where its box ends on the left of the value, as a share of the width; 0 for a row that is not understood."""
    codes: tuple[Cell, ...] = ()
    """The cells that hold the number of the test itself."""


@dataclass(frozen=True)
class Leftover:
    """Something that was not read. `beside` tells whether it stands in the row of a result."""

    text: str
    box: Box
    why: str
    y: float
    beside: bool = False


def leftovers(
    page: Page,
    held: Sequence[Line],
    taken: Sequence[Taken],
    sign: Sign,
    knows: Callable[[str], bool],
    units: Callable[[str], object],
) -> Iterator[Leftover]:
    """All that looks like a result on a page and is in nothing that was `taken`, from top to bottom."""
    for line in held:
        y = line.y / page.height
        on = [each for each in taken if each.box.y0 - NEAR <= y <= each.box.y1 + NEAR]
        named = [cell for cell in line.cells if knows(cell.text) and not any(_holds(each.box, cell, page) for each in on)]
        if named and any(_number(cell, units) for cell in line.cells):
            yield Leftover(line.text, box_of(line.cells, page), UNREAD, y)
        elif on:
            for cell in _unplaced(line, on, page, sign, units):
                yield Leftover(cell.text, box_of([cell], page), BESIDE, y, beside=True)
        elif _amount(line.text.split(), units):
            yield Leftover(line.text, box_of(line.cells, page), AMOUNT, y)


def _number(cell: Cell, units: Callable[[str], object]) -> str:
    """The digits of a cell that holds a number and no more, or one with its unit."""
    found = NUMBER.fullmatch(cell.text.strip()) if not dates(cell.text) else None
    return found["digits"] if found and (not found["rest"] or units(found["rest"])) else ""


def _unplaced(line: Line, on: Sequence[Taken], page: Page, sign: Sign, units: Callable[[str], object]) -> Iterator[Cell]:
    """The numbers of a line that are in none of its results."""
    results = [each for each in on if each.printed]
    if not results:
        return
    numbers = frozenset[float]().union(*(each.numbers for each in results))
    printed = {digits for each in results for digits in DIGITS.findall(each.printed)}
    first = min(each.value_at for each in results)
    codes = [cell for each in results for cell in each.codes]
    for cell in line.cells:
        bare = _number(cell, units)
        if not bare or cell in codes or bare in printed or numbers.intersection(sign.readings(bare)):
            continue
        counted = COUNTED.fullmatch(bare) and (bare[0] == "0" or cell.x1 / page.width <= first)
        if not counted and not any(_holds(each.box, cell, page) for each in on if not each.printed):
            yield cell


def _amount(words: Sequence[str], units: Callable[[str], object]) -> bool:
    """Whether a number with a unit stands among words, and is neither a limit nor an end of a range."""
    for place in range(len(words) - 1):
        ends = place > 0 and (bool(set(words[place - 1]) & LIMITS) or PLAIN.fullmatch(words[max(place - 2, 0)]) is not None)
        if PLAIN.fullmatch(words[place]) and len(words[place + 1]) > 1 and units(words[place + 1]) and not ends:
            return True
    return False


def _holds(box: Box, cell: Cell, page: Page) -> bool:
    x, y = cell.middle / page.width, (cell.y0 + cell.y1) / 2 / page.height
    return box.x0 - NEAR <= x <= box.x1 + NEAR and box.y0 - NEAR <= y <= box.y1 + NEAR
