"""What the columns of a table hold, from its head and from where its numbers stand.

A number belongs to a column by the column of numbers that it stands in, not by itself: all numbers of a table are gathered into
columns first, and those are matched to the heads in order. So a result set to
the right edge is not taken for the next column's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bedside.scanning.dates import CLOCK, Printed, clock, dates
from bedside.scanning.entries import Piece
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.numerals import PLAIN
from bedside.scanning.report_words import Phrase, ReportWords, Role, report_words

NUMERIC: frozenset[Role] = frozenset(("result", "previous", "date", "low", "high", "other"))
BESIDE_A_DATE: frozenset[Role] = frozenset(("name", "unit", "range", "flag", "method"))
CLEARLY = 6.0
"""So much further, in points, the heads of another matching must be for one to be beyond doubt."""
ALONE = 200.0
"""A column of numbers is left without a head where all others stand under theirs, and else heads were further away by this."""
UP_TO = (("a",), ("al",), ("ate",), ("bis",), ("to",), ("hasta",))
LONG = 12
"""A cell with more words than this is no head."""


@dataclass(frozen=True)
class Column:
    """A head: what its column holds, where it stands, and its date where it has one."""

    role: Role
    x0: float
    x1: float
    date: Printed | None = None
    text: str = ""
    """The words of the head itself."""
    sure: bool = True
    """False where the head is none of the known, and what it is was concluded from the others."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Stack:
    """Numbers that stand over one another; `column` is the head they belong to."""

    x0: float
    x1: float
    count: int
    column: Column | None = None
    left: float = 1e9
    """How far the cells of its numbers reach, with their units and flags."""
    right: float = -1e9

    def holds(self, piece: Piece) -> bool:
        return min(self.x1, piece.x1) - max(self.x0, piece.x0) > -1.0

    def near(self, piece: Piece) -> bool:
        """Whether a number stands over the cells of this column: set to the right with its unit, it begins where it may."""
        first, last = (piece.cell.x0, piece.cell.x1) if piece.alone else (piece.x0, piece.x1)
        return min(max(self.x1, self.right), last) - max(min(self.x0, self.left), first) > 0.0


def head(line: Line, next_line: Line | None = None) -> tuple[tuple[Column, ...], int]:
    """The columns that a line is the head of, and how many lines the head takes; none where it is no head."""
    if sum(PLAIN.fullmatch(cell.text.strip()) is not None and not dates(cell.text) for cell in line.cells) > 1:
        return (), 0
    own = _heads(line.cells)
    if next_line is not None and next_line.y - line.y < 2.2 * max(line.height, next_line.height):
        both = [column for cell in one_over_another(line.cells, next_line.cells) for column in heads_of(cell, joined=True)]
        beneath = _heads(next_line.cells)
        if _is_head(both) and len(both) > len(own) and not _is_head(beneath):
            return _with_others(both, one_over_another(line.cells, next_line.cells)), 2
    if not _is_head(own) or (2 * len(own) < len(line.cells) and not _is_plain_head(own)):
        return (), 0
    whole = _with_others(own, line.cells)
    more = goes_on(whole, next_line) if next_line is not None and next_line.y - line.y < 2.2 * line.height else ()
    return (more, 2) if more else (whole, 1)


def _with_others(known: Sequence[Column], cells: Iterable[Cell]) -> tuple[Column, ...]:
    """The heads with those that say nothing known: what stands below such a head belongs to no other one."""
    free = [cell for cell in cells if not any(min(c.x1, cell.x1) > max(c.x0, cell.x0) for c in known)]
    others = [Column("other", cell.x0, cell.x1, None, cell.text) for cell in free]
    return tuple(_to_its_end(sorted((*known, *others), key=lambda each: each.x0)))


def _to_its_end(columns: Sequence[Column]) -> Iterable[Column]:
    """The heads; `to` right of `from` is the one for upper limits, whatever it is else."""
    open_ended = "low" in {column.role for column in columns} and "high" not in {column.role for column in columns}
    for before, column in zip((None, *columns), columns, strict=False):
        ends = open_ended and before is not None and before.role == "low" and words_of(column.text) in UP_TO
        yield replace(column, role="high") if ends else column


def goes_on(columns: Sequence[Column], line: Line) -> tuple[Column, ...]:
    """The head with a second line taken in: dates below `Result`, or the rest of a wrapped head; nothing where it is a row."""
    found = list(columns)
    ends: list[Column] = []
    crowded = sum(clock(cell.text) is not None for cell in line.cells) > sum(column.date is not None for column in found)
    for cell in line.cells:
        told, role = dates(cell.text), report_words().column(cell.text)
        near = min(range(len(found)), key=lambda at: _apart(found[at], cell.x0, cell.x1))
        if role in ("low", "high"):
            ends.append(Column(role, cell.x0, cell.x1, None, cell.text))
        elif told and len(cell.text) < 22 and _apart(found[near], cell.x0, cell.x1) < 12:
            found[near] = replace(found[near], date=found[near].date or told[0])
        elif (day := found[near].date) and day.clock is None and (hour := clock(cell.text)):
            found[near] = replace(found[near], date=replace(day, clock=hour), sure=found[near].sure and not crowded)
        elif (
            role is None
            and not CLOCK.fullmatch(cell.text.strip())
            and words_of(found[near].text + " " + cell.text) not in report_words().columns
        ):
            return ()
    kept = [column for column in found if not ends or column.role != "range"]
    return tuple(sorted((*kept, *ends), key=lambda each: each.x0))


def groups(columns: Sequence[Column]) -> tuple[tuple[Column, ...], ...]:
    """The heads of each table that stands beside another one."""
    found: list[list[Column]] = [[]]
    for column in sorted(columns, key=lambda each: each.x0):
        roles = {each.role for each in found[-1]}
        if column.role == "name" and "name" in roles and roles & {"result", "date", "previous"}:
            found.append([])
        found[-1].append(column)
    return tuple(tuple(group) for group in found)


def _is_head(columns: Sequence[Column]) -> bool:
    roles = [column.role for column in columns]
    numeric = sum(role in ("result", "previous", "date") for role in roles)
    other = len(set(roles) & {"name", "unit", "range", "flag"})
    return numeric >= 1 and other >= 1 and len(set(roles)) >= 2


def _is_plain_head(columns: Sequence[Column]) -> bool:
    """Whether heads are those of a table however many unknown ones stand among them."""
    roles = {column.role for column in columns}
    return {"name", "result", "unit"} <= roles and bool(roles & {"range", "low", "high", "flag", "previous"})


def _heads(cells: Iterable[Cell]) -> list[Column]:
    return [column for cell in cells for column in heads_of(cell)]


def heads_of(cell: Cell, joined: bool = False) -> list[Column]:
    """The columns that one cell of a head names: mostly one; two where their heads stand close together.

    One that was `joined` from two lines has no word beside its date, but above it.
    """
    text, words = cell.text, report_words()
    told = dates(text)
    if not told and (bare := words_of(text)) and bare[0] not in words.head_words:
        return []
    if len(told) > 1 and not words_of(re.sub(r"\d", "", text)):
        step = (cell.x1 - cell.x0) / len(text)
        return [Column("date", cell.x0 + each.first * step, cell.x0 + each.last * step, each, text) for each in told]
    if len(told) == 1:
        rest = text[: told[0].first] + text[told[0].last :]
        role = words.column(rest) if words_of(rest) else "date"
        if role is not None and role in BESIDE_A_DATE and not joined:
            return _beside_a_date(cell, told[0], role)
        return [Column(role, cell.x0, cell.x1, told[0], text)] if role else []
    role = words.column(text) or words.column(text.split("(")[0].split("[")[0])
    if role:
        return [Column(role, cell.x0, cell.x1, None, text)]
    return _several(cell, words)


def _beside_a_date(cell: Cell, day: Printed, role: Role) -> list[Column]:
    """The two heads of a cell in which a date stands beside a word that has no dates below it, such as `Flag 03.05.2026`."""
    step = (cell.x1 - cell.x0) / len(cell.text)
    first, last = cell.x0 + day.first * step, cell.x0 + day.last * step
    own = Column("date", first, last, day, cell.text[day.first : day.last])
    if cell.text[: day.first].strip():
        return [Column(role, cell.x0, first - step, None, cell.text[: day.first].strip()), own]
    return [own, Column(role, last + step, cell.x1, None, cell.text[day.last :].strip())]


def _several(cell: Cell, words: ReportWords) -> list[Column]:
    parts = cell.text.split()
    if len(parts) > LONG:
        return []
    bare = [words_of(part) for part in parts]
    found: list[Column] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            phrase: Phrase = tuple(word for each in bare[at:end] for word in each)
            role = words.columns.get(phrase)
            if role or not phrase:
                break
        else:
            return []
        if role:
            step = (cell.x1 - cell.x0) / max(1, len(cell.text))
            first = len(" ".join(parts[:at])) + (at > 0)
            last = len(" ".join(parts[:end]))
            found.append(Column(role, cell.x0 + first * step, cell.x0 + last * step, None, " ".join(parts[at:end])))
        at = end
    return found


def one_over_another(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell]:
    """The cells of two lines, those that stand over one another read as one."""
    found = list(above)
    for cell in below:
        over = [at for at, each in enumerate(found) if min(each.x1, cell.x1) - max(each.x0, cell.x0) > 0]
        if len(over) == 1:
            old = found[over[0]]
            found[over[0]] = replace(old, text=f"{old.text} {cell.text}", x0=min(old.x0, cell.x0), x1=max(old.x1, cell.x1))
        else:
            found.append(cell)
    return sorted(found, key=lambda each: each.x0)


def _apart(column: Column, x0: float, x1: float) -> float:
    return max(0.0, x0 - column.x1, column.x0 - x1) + 0.05 * abs(column.middle - (x0 + x1) / 2)


def stacks(numbers: Iterable[Piece], columns: Sequence[Column]) -> tuple[tuple[Stack, ...], bool]:
    """The columns of numbers of a table with their heads, and whether another matching would do nearly as well."""
    pieces = list(numbers)
    found = _without_strays(gathered(pieces), pieces)
    heads = sorted((column for column in _with_result(found, columns) if column.role in NUMERIC), key=lambda each: each.middle)
    if not heads or not found:
        return tuple(found), len(found) > 1
    ranked = sorted(_matchings(found, heads), key=lambda each: each[0])
    best = ranked[0]
    rivals = [cost for cost, chosen in ranked[1:] if _differ(chosen, best[1])]
    close = bool(rivals) and min(rivals) - best[0] < CLEARLY
    best[1].update(_set_apart(found, best[1], pieces))
    if len(found) < len(heads):
        close = close or any(not _overlap(column, found[at]) for at, column in best[1].items())
    return tuple(replace(stack, column=best[1].get(at)) for at, stack in enumerate(found)), close


def _set_apart(found: Sequence[Stack], known: dict[int, Column], pieces: Sequence[Piece]) -> dict[int, Column]:
    """Numbers under a head beside those that were matched to it: set to the right with a flag, they overlap none of these.

    No line may have both, as then one would be another column's.
    """
    more: dict[int, Column] = {}
    for at, stack in enumerate(found):
        own = [other for other, column in known.items() if at not in known and _overlap(column, stack)]
        if len(own) == 1 and not _share_a_line(stack, found[own[0]], pieces):
            more[at] = known[own[0]]
    return more


def _without_strays(found: list[Stack], pieces: Sequence[Piece]) -> list[Stack]:
    """The columns without those few numbers whose cells stand over the cells of one much longer column, never beside them."""
    kept = []
    for stack in found:
        own = [piece for piece in pieces if stack.holds(piece)]
        longer = [other for other in found if other is not stack and other.count > 3 * stack.count]
        over = [other for other in longer if all(piece.alone and other.near(piece) for piece in own)]
        if len(over) != 1 or _share_a_line(stack, over[0], pieces):
            kept.append(stack)
    return kept


def _share_a_line(one: Stack, other: Stack, pieces: Sequence[Piece]) -> bool:
    first, second = ([piece.cell for piece in pieces if stack.holds(piece)] for stack in (one, other))
    return any(min(a.y1, b.y1) - max(a.y0, b.y0) > 0.3 * (a.y1 - a.y0) for a in first for b in second)


def _with_result(found: Sequence[Stack], columns: Sequence[Column]) -> Sequence[Column]:
    """The heads with one for the results where none is printed over them: the one full column that stands under no head."""
    if not columns or not found or any(column.role == "result" for column in columns):
        return columns
    dated = [column for column in columns if column.role == "date"]
    most = max(stack.count for stack in found)
    strange = [
        column
        for column in columns
        if column.role == "other" and any(_overlap(column, stack) and 2 * stack.count >= most for stack in found)
    ]
    if len(strange) == 1:
        return [*(column for column in columns if column not in strange), replace(strange[0], role="result", sure=False)]
    free = [stack for stack in found if not any(_overlap(column, stack) for column in columns)]
    if dated or len(free) != 1 or 2 * free[0].count < most:
        return columns
    return [*columns, Column("result", free[0].x0, free[0].x1)]


def _overlap(column: Column, stack: Stack) -> bool:
    return min(column.x1, stack.x1) > max(column.x0, stack.x0)


Matching = tuple[float, dict[int, Column]]


def _differ(one: dict[int, Column], other: dict[int, Column]) -> bool:
    """Whether some number would be of another kind or date."""
    return any(_meaning(one.get(at)) != _meaning(column) for at, column in other.items())


def _meaning(column: Column | None) -> tuple[Role | None, Printed | None]:
    return (column.role, column.date) if column else (None, None)


def _matchings(found: Sequence[Stack], heads: Sequence[Column]) -> Iterable[Matching]:
    """Every way to match columns of numbers to heads in order, with what it costs in points.

    One of them may stay alone where all others stand under their heads.
    """
    most = min(len(found), len(heads))
    for size in (most, most - 1) if most > 1 else (most,):
        for some in combinations(range(len(found)), size):
            for which in combinations(range(len(heads)), size):
                pairs = dict(zip(some, (heads[at] for at in which), strict=True))
                if size == most or all(_overlap(column, found[at]) for at, column in pairs.items()):
                    cost = sum(_apart(column, found[at].x0, found[at].x1) for at, column in pairs.items())
                    yield cost + ALONE * (most - size), pairs


def gathered(pieces: Iterable[Piece]) -> list[Stack]:
    """Pieces that overlap from left to right are one column; of many, one that holds next to none is left out."""
    found: list[Stack] = []
    for piece in sorted(pieces, key=lambda each: each.x0):
        left, right = (piece.cell.x0, piece.cell.x1) if piece.alone else (1e9, -1e9)
        if found and found[-1].holds(piece):
            last = found[-1]
            left, right = min(last.left, left), max(last.right, right)
            found[-1] = Stack(last.x0, max(last.x1, piece.x1), last.count + 1, None, left, right)
        else:
            found.append(Stack(piece.x0, piece.x1, 1, None, left, right))
    most = max((stack.count for stack in found), default=0)
    return sorted((s for s in found if s.count * 12 >= most), key=lambda s: s.x0)[:9]
