"""What is said of a result beside it or in lines below it: what it was before and when, and what is usual.

    Sodium ........ 139 mmol/L     [ 141 - 23/02/2026 ]
      Ref.: 135 - 145 mmol/L   prev: 140 (03/01/2026)

A date and a value that stand together in one entry are one earlier result. They belong to the result in their line, else to the
nearest above, where no other test stands between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bedside.scanning.columns import Column
from bedside.scanning.dates import Printed, dates
from bedside.scanning.entries import FLAGS, Known, Piece, Units
from bedside.scanning.labels import role_of_label, says_earlier
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.numerals import NUMBER
from bedside.scanning.pairs import far_apart, nearer
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import Row
from bedside.scanning.usual import Usual, joined, usual

AMOUNT = re.compile(rf"(?<![\w.,/])(?:[<>≤≥]=?\s*)?(?:{NUMBER.replace('[+-]?', '', 1)})(?![\w/:]|[.,]\d)")
LABEL = re.compile(r"\s*(?P<label>[^\W\d_][^\d:=<>≤≥\[\]()]{0,40}?)\s*[:=.]*\s*(?=[\d<>≤≥\[(]|$)")
LINES = 5
"""So many heights of its letters below a result may a line stand that speaks of it."""


@dataclass(frozen=True)
class Past:
    """An earlier result with its date: `sure` where a word, brackets or a head say that it is an earlier one."""

    page: int
    y: float
    value: Piece
    date: Printed | None
    unit: Piece | None
    below: bool
    sure: bool


TOLD, CLEAR = 4, 0.8
"""So many results in two units tell in which of them the earlier ones are, where that share of them says the same."""
Said = Past | Usual


def said_below(
    held: Sequence[Line], columns: Sequence[Column], unit_of: Units
) -> tuple[list[Line], list[Said], tuple[Column, ...]]:
    """The lines without what is said of a result in them, that, and the heads that something else still stands under."""
    left: list[Line] = []
    found: list[Said] = []
    emptied: list[Column] = []
    for line in held:
        own, rest, heads = _of_line(line, columns, unit_of)
        found += own
        emptied += heads
        if rest:
            left.append(replace(line, cells=tuple(rest)) if own else line)
    free = [head for head in emptied if not any(_holds_number(head, cell) for line in left for cell in line.cells)]
    return left, found, tuple(column for column in columns if column not in free)


def _holds_number(head: Column, cell: Cell) -> bool:
    return min(head.x1, cell.x1) > max(head.x0, cell.x0) and re.match(r"[<>≤≥]?\s?\d", cell.text) is not None


def _of_line(line: Line, columns: Sequence[Column], unit_of: Units) -> tuple[list[Said], list[Cell], list[Column]]:
    """What a line says of a result, its other cells, and the heads that it stood under."""
    found: list[Said] = []
    rest: list[Cell] = []
    heads: list[Column] = []
    labelled = False
    at = 0
    line = _apart(line, unit_of)
    while at < len(line.cells):
        over = [head for head in columns if head.role == "previous" and _over(head, line.cells[at])]
        size, told, labelled = _from(line, at, rest, labelled, bool(over), unit_of)
        if not told and not rest and (reach := usual(line, at, unit_of)):
            told, size = [reach[0]], reach[1]
        if not told:
            rest += line.cells[at : at + size]
            at += size
            continue
        heads += over
        found += [replace(each, sure=True) if over and isinstance(each, Past) else each for each in told]
        at += size
    return found, rest, heads


def _apart(line: Line, unit_of: Units) -> Line:
    """The line with a cell for each earlier result that stands behind something: `139 mmol/L, prev: 141 (...) prev: 140 (...)`.

    One in brackets is read with its text.
    """
    parts = [part for cell in line.cells for part in _parts(cell)]
    if len(parts) == len(line.cells):
        return line
    labels = [at for at, part in enumerate(parts) if _past_label(part.text) is not None]
    for at, end in zip(labels, (*labels[1:], len(parts)), strict=True):
        if not _pasts(joined(parts[at:end]), _past_label(parts[at].text) or 0, parts[at:end], unit_of):
            return line
    return replace(line, cells=tuple(parts))


def _parts(cell: Cell) -> list[Cell]:
    """A cell parted before each word for earlier results."""
    begins = [begin for begin in _begins(cell.text) if _past_label(cell.text[begin:]) is not None]
    parts = [_part(cell, begin, end) for begin, end in zip((0, *begins), (*begins, len(cell.text)), strict=True)]
    return [part for part in parts if part.text] if begins else [cell]


def _begins(text: str) -> list[int]:
    """Where a word for earlier results stands behind something else, outside brackets."""
    found = [word for word in re.finditer(r"(?<=[\s,;(])[^\W\d_]{3,}", text) if says_earlier(word[0])]
    return [word.start() for word in found if text[: word.start()].rstrip()[-1:] not in ("(", "[")]


def _part(cell: Cell, first: int, last: int) -> Cell:
    """A part of a cell, without the marks at its ends."""
    text = cell.text[first:last].rstrip(" ,;.(" if last < len(cell.text) else " ;.")
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    return replace(cell, text=text, x0=cell.x0 + first * step, x1=cell.x0 + (first + len(text)) * step)


def _over(head: Column, cell: Cell) -> bool:
    return min(head.x1, cell.x1) > max(head.x0, cell.x0)


def _from(
    line: Line, at: int, before: Sequence[Cell], labelled: bool, headed: bool, unit_of: Units
) -> tuple[int, list[Said], bool]:
    """The earlier results from a cell on: how many cells they take, they themselves, and whether a label stands before them.

    `headed` where the head of earlier results stands over the cell: then they may stand in a row that has no result now.
    """
    cell = line.cells[at]
    label = _past_label(cell.text)
    valued = any(re.search(r"\d", each.text) for each in before) or (headed and bool(before))
    for size in range(min(6, len(line.cells) - at), 0, -1) if label is not None else (1,):
        cells = line.cells[at : at + size]
        text, begin = joined(cells), label or 0
        told = _pasts(text, begin, cells, unit_of) if re.search(r"\d", text[begin:]) else []
        told = told or (_undated(text, begin, cells, unit_of) if label is not None else [])
        if told:
            marked = label is not None or labelled or text[begin:].strip()[:1] in ("[", "(")
            if not (marked or valued):
                return 1, [], False
            below = not valued
            return size, [Past(line.page, line.y, *each, below, marked) for each in told], marked
    return 1, [], False


def _past_label(text: str) -> int | None:
    """Where the words before an earlier result end; None where no such words stand there."""
    found = LABEL.match(text)
    return found.end() if found and role_of_label(found["label"]) == "previous" else None


Earlier = tuple[Piece, Printed | None, Piece | None]
"""A value, its date, and the unit behind it."""


def _pasts(text: str, begin: int, cells: Sequence[Cell], unit_of: Units) -> list[Earlier]:
    """The values of a text that is nothing but values with their dates, each with its date and unit; none where it is more."""
    days = [day for day in dates(text) if day.first >= begin]
    bare = " " * begin + text[begin:]
    for day in days:
        bare = bare[: day.first] + " " * (day.last - day.first) + bare[day.last :]
    numbers = list(AMOUNT.finditer(bare))
    if not days or len(days) != len(numbers):
        return []
    order = sorted([(day.first, "day") for day in days] + [(found.start(), "value") for found in numbers])
    kinds = [kind for _, kind in order]
    if any(one == other for one, other in pairwise(kinds)):
        return []
    ends = [*(at for at, _ in order[2::2]), len(text)]
    told: list[Earlier] = []
    for day, number, end in zip(days, numbers, ends, strict=True):
        units = _units_of(bare, number.end(), end, cells, unit_of)
        if units is None:
            return []
        value, place = number[0].strip(), _place(cells, *number.span())
        piece = Piece("bound" if value[0] in "<>≤≥" else "number", value, *place)
        told.append((piece, day, units[0] if units else None))
    between = bare[begin : numbers[0].start()]
    return told if not _strange(between) else []


def _undated(text: str, begin: int, cells: Sequence[Cell], unit_of: Units) -> list[Earlier]:
    """The one value of a text that is nothing else, of a day that nobody says."""
    numbers = list(AMOUNT.finditer(text, begin))
    if len(numbers) != 1 or dates(text) or _strange(text[begin : numbers[0].start()]):
        return []
    units = _units_of(text, numbers[0].end(), len(text), cells, unit_of)
    if units is None:
        return []
    value, place = numbers[0][0].strip(), _place(cells, *numbers[0].span())
    return [(Piece("bound" if value[0] in "<>≤≥" else "number", value, *place), None, units[0] if units else None)]


def _units_of(text: str, begin: int, end: int, cells: Sequence[Cell], unit_of: Units) -> list[Piece] | None:
    """The unit behind a value; None where something else than a unit, a flag or a mark stands there."""
    rest = text[begin:end]
    found = re.match(r"\s*(?P<unit>[^\s()\[\],;:]\S*(?<![)\],;:]))", rest)
    if found and (codes := unit_of(found["unit"])):
        x0, x1, cell = _place(cells, begin + found.start("unit"), begin + found.end("unit"))
        if _strange(rest[found.end() :]):
            return None
        return [Piece("unit", found["unit"], x0, x1, cell, codes)]
    return None if _strange(rest) else []


def _strange(text: str) -> bool:
    """Whether words stand in a text that are neither flags nor such as stand between a value and its date."""
    return any(word not in report_words().between and word not in FLAGS for word in words_of(text)) or bool(
        re.search(r"\d", text)
    )


def _place(cells: Sequence[Cell], first: int, last: int) -> tuple[float, float, Cell]:
    """Where a part of some joined cells stands."""
    begin = 0
    for cell in cells:
        if first < begin + len(cell.text):
            step = (cell.x1 - cell.x0) / max(1, len(cell.text))
            return cell.x0 + (first - begin) * step, min(cell.x1, cell.x0 + (last - begin) * step), cell
        begin += len(cell.text) + 2
    return cells[-1].x0, cells[-1].x1, cells[-1]


def with_said(rows: Sequence[Row], said: Sequence[Said], held: Sequence[Line], unit_of: Units, known: Known) -> list[Row]:
    """The rows with their ranges, and those of earlier results; what belongs to no row is a row without a name.

    A range with no result above it, and no line that may be one, means that ranges stand above their results here.
    """
    found = list(rows)
    usuals = [each for each in said if isinstance(each, Usual)]
    stray = any(not _of(each, rows, held, unit_of, known) and not _unread(each, rows, held, unit_of, known) for each in usuals)
    for each in usuals:
        own = _of(each, found, held, unit_of, known)
        found = [_ranged(row, each, stray) if row in own else row for row in found]
    past = [(each, sorted(_of(each, found, held, unit_of, known), key=_begin)) for each in said if isinstance(each, Past)]
    which = _which_unit(past)
    earlier = [(own[-1] if own else None, _earlier(each, own, which)) for each, own in past]
    after = [row for of, row in earlier if of is None]
    return [*(told for row in found for told in (row, *(new for of, new in earlier if of is row))), *after]


def _begin(row: Row) -> float:
    return row.value.x0 if row.value else 0.0


def _values(rows: Sequence[Row]) -> list[str]:
    return [row.value.text for row in rows if row.value]


def _which_unit(past: Sequence[tuple[Past, list[Row]]]) -> int | None:
    """In which of two units, the first or the second, earlier results are printed; None where their numbers do not say.

    All of a report are in the same: nearly all that can be told apart have to be most like the result in that one.
    """
    told = [
        nearer(_values(own), each.value.text)
        for each, own in past
        if len(own) == 2 and not each.unit and far_apart(_values(own))
    ]
    most = max(set(told), key=told.count, default=0)
    return most if len(told) >= TOLD and told.count(most) >= CLEAR * len(told) else None


def _of(said: Said, rows: Sequence[Row], held: Sequence[Line], unit_of: Units, known: Known) -> list[Row]:
    """The rows of the result that something is said of: all of one line and name."""
    left = said.value.x0 if isinstance(said, Past) else said.cell.x0
    inline = isinstance(said, Past) and not said.below
    able = [row for row in rows if row.page == said.page and row.value is not None and row.current and row.name]
    if inline:
        able = [row for row in able if abs(row.y - said.y) < 0.5 * row.height and _left(row) <= left]
    else:
        able = [row for row in able if 0 < said.y - row.y < LINES * row.height and _left(row) - 3 <= left]
    last = max(able, key=lambda row: row.y, default=None)
    if last is None or _between(last, said, held, unit_of, known):
        return []
    able = [row for row in able if row.y == last.y]
    if isinstance(said, Past) and said.unit and not any(_same_unit(row.unit, said.unit) for row in able):
        return []
    near = max(_left(row) for row in able)
    return [row for row in able if _left(row) == near]


def _same_unit(one: Piece | None, other: Piece) -> bool:
    return one is None or bool(set(one.units) & set(other.units))


def _left(row: Row) -> float:
    return row.name_cell.x0 if row.name_cell else row.cells[0].x0


def _between(top: Row, said: Said, held: Sequence[Line], unit_of: Units, known: Known) -> bool:
    """Whether the name of a test, or what may be the row of another, stands between a result and what is said."""
    for line in held:
        if line.page == said.page and top.y + 1 < line.y < said.y - 1:
            number = len(line.cells) > 1 or any(letter.isdigit() for letter in line.text)
            if known(line.cells[0].text) or any(_is_amount(cell, unit_of) for cell in line.cells):
                return True
            if line.x0 <= _left(top) + 2 and number and not report_words().remarks(line.text):
                return True
    return False


def _unread(said: Usual, rows: Sequence[Row], held: Sequence[Line], unit_of: Units, known: Known) -> bool:
    """Whether the line next above what is said is that of a test which was not read as a result."""
    near = [line for line in held if line.page == said.page and 0 < said.y - line.y < LINES * line.height]
    last = max(near, key=lambda line: line.y, default=None)
    own = [row for row in rows if last is not None and row.page == last.page and abs(row.y - last.y) < 1]
    if last is None or any(row.name and "carried" not in row.doubts for row in own):
        return False
    return known(last.cells[0].text) or any(_is_amount(cell, unit_of) for cell in last.cells)


def _is_amount(cell: Cell, unit_of: Units) -> bool:
    """Whether a cell holds a number with its unit, and no word before it."""
    found = AMOUNT.match(cell.text.lstrip(" ._…"))
    rest = cell.text.lstrip(" ._…")[found.end() :].split() if found else []
    return bool(rest) and bool(unit_of(rest[0]))


def _ranged(row: Row, said: Usual, stray: bool) -> Row:
    """The row with the range below it; in doubt where it has another one, or where the units differ.

    A limit that stands alone in the row is its value then, as the range stands elsewhere.
    """
    cells = (*row.cells, said.cell)
    other = row.range is not None and (row.range.low, row.range.high) != (said.range.low, said.range.high)
    differ = said.unit is not None and not _same_unit(row.unit, said.unit)
    if other or differ or stray:
        return replace(row, cells=cells).doubted("ranges")
    plain = tuple(doubt for doubt in row.doubts if doubt != "bound")
    return replace(row, range=said.range, unit=row.unit or said.unit, cells=cells, doubts=plain)


def _earlier(past: Past, own: Sequence[Row], which: int | None) -> Row:
    """The row of an earlier result: name, unit and range are those of the result that it belongs to."""
    head = Column("previous", past.value.x0, past.value.x1, past.date)
    if not own:
        size = past.value.cell.y1 - past.value.cell.y0
        return Row(past.page, past.y, size, "", (past.value.cell,), past.value, past.unit, column=head, current=False)
    several = len(own) > 1 and past.unit is None
    row = own[which if which is not None and len(own) == 2 else nearer(_values(own), past.value.text)]
    name = (row.name_cell,) if row.name_cell else ()
    told = replace(row, value=past.value, unit=past.unit or row.unit, column=head, current=False, flag="", date=None)
    told = replace(told, cells=(*name, past.value.cell), others=())
    return told.doubted(*(["dated"] if not past.sure else []), *(["whose"] if several and which is None else []))
