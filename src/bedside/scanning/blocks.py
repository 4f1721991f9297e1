"""Results that are printed one below the other, each as a block: a name, and below it its value, its range, its method.

    Sodium
    Normal range: 135 - 145 mmol/L
    139 mmol/L

A value belongs to the name above it where the block says so: by a word such as `Result`, by being set further in, or by
standing nearer to the name above than to the one below. Else it is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from bedside.scanning.columns import Column
from bedside.scanning.dates import Printed, dates
from bedside.scanning.entries import LABEL, LEADERS, Known, Piece, Units, pieces
from bedside.scanning.layout import Cell, Line
from bedside.scanning.numerals import Span, span
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import Row, meaning_of_flag

MOST = 9
"""A block has no more lines than this below its name."""
LABELLED = re.compile(r"\s*(?P<label>[^:\d]{3,40}?)\s*[.…\s]*:\s*(?P<rest>.*)$")
INWARD = 4.0
"""So far in, in points, the lines of a block stand that is set in."""
SMALL = 0.93
VALUED = ("number", "bound", "word")


@dataclass
class Block:
    """A name and what was found below it."""

    name: Line
    lines: list[Line] = field(default_factory=list)
    values: list[tuple[tuple[Piece, ...], bool]] = field(default_factory=list)
    """Lines that may be the value, and whether a word says that they are."""
    ranges: list[tuple[str, Cell]] = field(default_factory=list)
    units: list[Piece] = field(default_factory=list)
    ticks: list[str] = field(default_factory=list)
    dated: list[tuple[tuple[Piece, ...], Column]] = field(default_factory=list)
    """Lines that give the value of one date."""
    earlier: list[tuple[tuple[Piece, ...], Column]] = field(default_factory=list)
    """Lines that give an earlier value, with or without its date."""
    sexes: bool = False


def blocks(held: Sequence[Line], unit_of: Units, known: Known, before: bool = False) -> tuple[list[Row], list[Line]]:
    """The rows of such blocks among some lines, and the lines that are left; none where there are fewer than two blocks.

    One is enough where the page `before` plainly had some.
    """
    found: list[Block] = []
    used: set[int] = set()
    stray = False
    at = 0
    while at < len(held):
        if not _is_name(held[at], known):
            stray = stray or (not found and _is_value(held[at], unit_of, known))
            at += 1
            continue
        block = Block(held[at])
        size = _gather(block, held[at + 1 : at + 1 + MOST], unit_of, known)
        if block.values or block.dated:
            found.append(block)
            used |= set(range(at, at + 1 + size))
        at += 1 + size
    if len(found) < (1 if before else 2):
        return [], list(held)
    sure = not stray and (_plainly_below(found) or (before and len(found) == 1))
    rows = [row for block in found for row in _rows(block, sure)]
    return rows, [line for at, line in enumerate(held) if at not in used]


def _is_name(line: Line, known: Known) -> bool:
    return len(line.cells) == 1 and known(_name(line))


def _name(line: Line) -> str:
    """The name that a line is, without a label such as `Test name:`."""
    text = line.cells[0].text
    found = LABELLED.match(text)
    if found and found["rest"] and report_words().column(found["label"]) == "name":
        return found["rest"].strip()
    return text.strip().rstrip(":")


def _is_value(line: Line, unit_of: Units, known: Known) -> bool:
    parts = _parts(line, unit_of, known)
    return any(piece.kind in VALUED for piece in parts) and not any(piece.kind in ("name", "date") for piece in parts)


def _parts(line: Line, unit_of: Units, known: Known) -> tuple[Piece, ...]:
    return tuple(piece for cell in line.cells for piece in pieces(cell, unit_of, known))


def _gather(block: Block, held: Sequence[Line], unit_of: Units, known: Known) -> int:
    """Take in the lines below a name that belong to it; gives how many."""
    ways = (_earlier, _labelled, _bare)
    for count, line in enumerate(held):
        if _is_name(line, known):
            return count
        if not any(way(block, line, unit_of, known) for way in ways) and (count or not _in_small_print(line, block.name)):
            return count
        block.lines.append(line)
    return len(held)


def _in_small_print(line: Line, name: Line) -> bool:
    """Whether a line below a name is in clearly smaller letters: how and on what it was measured."""
    return len(line.cells) == 1 and line.height < SMALL * name.height and line.y - name.y < 1.6 * name.height


def _earlier(block: Block, line: Line, unit_of: Units, known: Known) -> bool:
    """A line such as `Previous result (03.05.2026): 139 mmol/L`, below a value of today's."""
    first = line.cells[0]
    label, colon, rest = first.text.rpartition(":")
    if not colon or not block.values:
        return False
    days = dates(label)
    words = label[: days[0].first].rstrip(" (,") if days else label
    if len(days) > 1 or report_words().column(words) != "previous":
        return False
    cells = [*([_rest_of(first, rest.strip())] if rest.strip() else []), *line.cells[1:]]
    parts = tuple(piece for cell in cells for piece in pieces(cell, unit_of, known))
    good = sum(piece.kind in VALUED for piece in parts) == 1 and not any(piece.kind in ("name", "date") for piece in parts)
    if good:
        day = days[0] if days else None
        block.earlier.append((parts, Column("date" if day else "previous", first.x0, first.x1, day, first.text)))
    return good


def _labelled(block: Block, line: Line, unit_of: Units, known: Known) -> bool:
    """A line such as `Normal range: 135 - 145`, `Result....: 139 mmol/L`, `Method: ...`, `Men: ...`."""
    cell = line.cells[0]
    found = LABELLED.match(LEADERS.sub(" ", cell.text))
    if found is None:
        return False
    words = report_words()
    role = words.column(found["label"])
    rest = found["rest"].strip()
    if role == "range":
        if rest:
            block.ranges.append((rest, cell))
        return True
    if role == "result":
        parts = pieces(_rest_of(cell, rest), unit_of, known) if rest else ()
        parts = (*parts, *(piece for each in line.cells[1:] for piece in pieces(each, unit_of, known)))
        if any(piece.kind == "name" for piece in parts) or not any(piece.kind in VALUED for piece in parts):
            return False
        block.values.append((parts, True))
        return True
    if role == "unit":
        block.units += [piece for piece in pieces(_rest_of(cell, rest), unit_of, known) if piece.kind == "unit"]
        return bool(block.units)
    if words.of_sex(found["label"]):
        block.sexes = True
        return True
    return role in ("method", "previous", "flag")


def _bare(block: Block, line: Line, unit_of: Units, known: Known) -> bool:
    """A line that is nothing but a value, with its unit, flag or range; or the marks below a drawn scale."""
    parts = _parts(line, unit_of, known)
    if days := dates(line.cells[0].text):
        return days[0].first == 0 and _dated(block, line, days[0], unit_of, known)
    if not parts or any(piece.kind == "name" for piece in parts):
        return False
    block.sexes = block.sexes or any(piece.kind == "sexes" for piece in parts)
    if any(piece.kind == "date" for piece in parts):
        return False
    plain = [piece for piece in parts if piece.kind == "number"]
    if len(plain) == len(parts) and (len(plain) > 1 or block.values):
        block.ticks += [piece.text for piece in plain]
        return True
    if all(piece.kind in ("range", "unit", "sexes") for piece in parts):
        block.ranges.append((next(piece for piece in parts if piece.kind == "range").text, line.cells[0])) if any(
            piece.kind == "range" for piece in parts
        ) else None
        return True
    block.values.append((parts, False))
    return any(piece.kind in VALUED for piece in parts)


def _dated(block: Block, line: Line, day: Printed, unit_of: Units, known: Known) -> bool:
    """A line that begins with a date and gives the value of that day."""
    first = line.cells[0]
    rest = first.text[day.last :].strip(" :-")
    cells = [*([_rest_of(first, rest)] if rest else []), *line.cells[1:]]
    parts = tuple(piece for cell in cells for piece in pieces(cell, unit_of, known))
    good = sum(piece.kind in VALUED for piece in parts) == 1 and not any(piece.kind in ("name", "date") for piece in parts)
    if good:
        block.dated.append((parts, Column("date", first.x0, first.x1, day, first.text)))
    return good


def _rest_of(cell: Cell, rest: str) -> Cell:
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    return replace(cell, text=rest, x0=cell.x1 - step * len(rest))


def _plainly_below(found: Sequence[Block]) -> bool:
    """Whether the values belong to the names above them beyond doubt."""
    if all(block.dated or any(labelled for _, labelled in block.values) for block in found):
        return True
    if all(line.x0 - block.name.x0 > INWARD for block in found for line in block.lines):
        return True
    same = [(a, b) for a, b in pairwise(found) if a.name.page == b.name.page]
    below = [block.lines[0].y - block.name.y for block in found]
    above = [b.name.y - a.lines[-1].y for a, b in same]
    return bool(above) and median(below) < 0.9 * median(above)


def _rows(block: Block, sure: bool) -> list[Row]:
    """The results of a block: one, or one for each date."""
    own = [piece for parts, _ in block.values for piece in parts if piece.kind == "unit"]
    block.units = block.units or own[:1]
    earlier = [
        replace(_row(block, sure, [(parts, True)]), column=column, current=False, flag="") for parts, column in block.earlier
    ]
    if not block.dated:
        return [_row(block, sure, block.values), *earlier]
    rows = [replace(_row(block, sure, [(parts, True)]), column=column) for parts, column in block.dated]
    return [*([row.doubted("two") for row in rows] if block.values else rows), *earlier]


def _row(block: Block, sure: bool, values: Sequence[tuple[tuple[Piece, ...], bool]]) -> Row:
    """A result of a block: the value that a word names, else the one with a unit, else the only one."""
    labelled = [each for each in values if each[1]]
    ranked = labelled or [each for each in values if any(piece.kind == "unit" for piece in each[0])] or list(values)
    parts, _ = ranked[0]
    value = next(piece for piece in parts if piece.kind in VALUED)
    flags = [piece for piece in parts if piece.kind == "flag"]
    units = [piece for piece in parts if piece.kind == "unit"] or block.units
    texts = [text for text, _ in block.ranges] + [piece.text for piece in parts if piece.kind == "range"]
    reach, more = _range(texts, block.sexes)
    doubts = ["columns"] if not sure else []
    doubts += ["two"] if len(ranked) > 1 or sum(piece.kind in VALUED for piece in parts) > 1 else []
    doubts += ["sexes"] if block.sexes else []
    doubts += ["ranges"] if more else []
    ends = {end for end in (reach.low, reach.high) if end} if reach else set()
    doubts += ["two"] if any(tick not in ends for tick in block.ticks) else []
    name = block.name.cells[0]
    cells = (name, *(cell for line in block.lines for cell in line.cells))
    return Row(
        page=block.name.page,
        y=block.name.y,
        height=block.name.height,
        name=_name(block.name),
        cells=cells,
        value=value,
        unit=units[0] if units else None,
        range=reach,
        flag=meaning_of_flag(flags[0].text) if flags else "",
        doubts=tuple(dict.fromkeys(doubts)),
        headed=True,
        name_cell=name,
    )


def _range(texts: Sequence[str], sexes: bool) -> tuple[Span | None, bool]:
    """The range of a block, and whether there is more than one; one that sex decides is no range."""
    if sexes:
        return Span(text=""), False
    found = [reach for text in texts if (reach := _reach(text)) is not None]
    if not found:
        return (Span(text=texts[0]) if texts else None), False
    return found[0], len({(each.low, each.high) for each in found}) > 1


def _reach(text: str) -> Span | None:
    """The range that a text begins with; a unit may stand behind it."""
    plain = LABEL.sub("", text).strip()
    words = plain.split()
    for size in range(len(words), 0, -1):
        if reach := span(" ".join(words[:size])):
            return reach
    return None
