"""The rows of a table: a name, its value, unit, range and flag, each from the column where it stands.

A value whose column is not beyond doubt says so; so does a row whose name may go on in the next line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bedside.scanning.columns import NUMERIC, Column, Stack, gathered, stacks
from bedside.scanning.entries import FLAGS, LABEL, Piece
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import unaccented
from bedside.scanning.numerals import Span, span
from bedside.scanning.pairs import Part, all_paired, parts_of
from bedside.scanning.report_words import Role, report_words

STRAY = 0.27
"""Cells of one line that stand further from it than this share of their height may be of two lines."""
CODE = re.compile(r"0\d{1,3}")
MOST_NUMBERS = 2
"""More numbers in a row without heads are of several days or places, and none of them is taken for the result."""
VALUES = ("number", "bound", "word", "none")
DOUBTS = {
    "columns": "it is not clear in which column this result stands",
    "two": "two numbers stand where one result belongs",
    "below": "words below may belong to the name",
    "mixed": "the line is bent, and may mix two rows",
    "ranges": "more than one range is printed for it",
    "rest": "words stand behind it that I cannot place",
    "word": "the result is a word that I do not know",
    "bound": "a limit stands here alone: it may be a range, or what a value means",
    "sexes": "its range is one for men and one for women, or by age",
    "past": "the heading above says that these are earlier results",
    "dated": "a date stands in the row, and may be that of the earlier result",
    "whose": "the result is printed in two units, and in which of them this earlier one is nobody says",
    "carried": "no name stands beside it; the one of the line above was taken",
}
"""Why a row has to be looked at, by a short name."""


@dataclass(frozen=True)
class Row:
    """One result as it is printed. `current` is False for a result of an earlier date; `doubts` are keys of DOUBTS."""

    page: int
    y: float
    height: float
    name: str
    cells: tuple[Cell, ...]
    value: Piece | None = None
    unit: Piece | None = None
    range: Span | None = None
    range_unit: str = ""
    flag: str = ""
    column: Column | None = None
    date: Piece | None = None
    current: bool = True
    heading: str = ""
    doubts: tuple[str, ...] = ()
    headed: bool = False
    name_cell: Cell | None = None
    others: tuple[Cell, ...] = field(default=(), repr=False)
    """The cells of the same line that hold numbers of other dates."""
    codes: tuple[Cell, ...] = field(default=(), repr=False)
    """Numbers of the test itself: whole ones left of its name, under a head that says so."""

    def doubted(self, *doubts: str) -> Row:
        return replace(self, doubts=tuple(dict.fromkeys((*self.doubts, *doubts))))


@dataclass(frozen=True)
class Shape:
    """Where in a table what stands: its heads, its columns of numbers, and where its ranges are."""

    columns: tuple[Column, ...]
    stacks: tuple[Stack, ...]
    ranges: tuple[float, float] | None
    close: bool
    codes: tuple[Stack, ...] = ()
    """Columns of numbers such as 01 and 03, which name the department that measured, whether or not a head says so."""

    def stack(self, piece: Piece) -> Stack | None:
        own = next((stack for stack in self.stacks if stack.holds(piece)), None)
        near = [stack for stack in self.stacks if piece.alone and stack.near(piece)] if own is None else []
        return near[0] if len(near) == 1 else own


def shape(rows: Sequence[Sequence[Piece]], columns: Sequence[Column]) -> Shape:
    """The shape of a table with these heads, from the pieces of its rows."""
    every = [piece for row in rows for piece in row]
    codes = _codes([piece for piece in every if piece.kind == "number"])
    told = [piece for piece in every if piece.kind == "number" and not any(stack.holds(piece) for stack in codes)]
    found, close = stacks([piece for piece in told if not _apart_from_results(piece, columns)], columns)
    if all_paired(rows) and len({stack.column for stack in found if stack.column}) <= 1:
        head = next((stack.column for stack in found if stack.column), None)
        found, close = tuple(replace(stack, column=head) for stack in found), False
    held = [piece for piece in every if piece.kind == "range" and not any(stack.holds(piece) for stack in found)]
    heads = [column for column in columns if column.role == "range"]
    return Shape(tuple(columns), found, _sides(held, heads), close, codes)


def _codes(numbers: Sequence[Piece]) -> tuple[Stack, ...]:
    """The columns in which every number begins with 0 and has no decimals."""
    found = [(stack, [piece.text for piece in numbers if stack.holds(piece)]) for stack in gathered(numbers)]
    return tuple(stack for stack, told in found if len(told) > 2 and all(CODE.fullmatch(text) for text in told))


def _sides(held: Sequence[Piece], heads: Sequence[Column]) -> tuple[float, float] | None:
    """Where ranges stand: the most ranges over one another, with the head that stands over them."""
    found = gathered(held)
    if not found:
        return (heads[0].x0, heads[0].x1) if heads else None
    most = max(found, key=lambda each: each.count)
    over = [head for head in heads if min(head.x1, most.x1) > max(head.x0, most.x0)]
    return min([most.x0, *(head.x0 for head in over)]), max([most.x1, *(head.x1 for head in over)])


def role_of(piece: Piece, form: Shape) -> tuple[Role | None, Column | None]:
    """What a piece is in its table, and the head of its column."""
    if piece.kind == "sexes":
        return "range", None
    if piece.kind == "name" or piece.kind == "unit" or piece.kind == "flag" or piece.kind == "date":
        return piece.kind, None
    if piece.kind == "number" and (_apart_from_results(piece, form.columns) or any(stack.holds(piece) for stack in form.codes)):
        return "method", None
    stack = form.stack(piece)
    if piece.kind == "range":
        if stack and stack.column and form.ranges and not _in(piece, form.ranges):
            return stack.column.role, stack.column
        return "range", None
    if stack is not None and (piece.kind == "number" or _within(piece, (stack.x0, stack.x1)) >= _within(piece, form.ranges)):
        return (stack.column.role if stack.column else None if form.columns else "result"), stack.column
    if piece.kind == "number":
        return (None if form.columns or form.stacks else "result"), None
    if form.ranges and _in(piece, form.ranges):
        return "range", None
    return _nearest(piece, form)


def _in(piece: Piece, sides: tuple[float, float]) -> bool:
    return _within(piece, sides) > 0


def _within(piece: Piece, sides: tuple[float, float] | None) -> float:
    """How much of a piece lies between two sides, in points."""
    return 0.0 if sides is None else max(0.0, min(sides[1], piece.x1) - max(sides[0], piece.x0))


def _nearest(piece: Piece, form: Shape) -> tuple[Role | None, Column | None]:
    """By the nearest column of numbers or head, for what is no plain number."""
    near = [
        (max(0.0, s.x0 - piece.x1, piece.x0 - s.x1), s.column.role if s.column else "result", s.column)
        for s in form.stacks
        if s.column or not form.columns
    ]
    for column in form.columns:
        if column.role in ("result", "previous", "date", "range", "flag", "method", "other"):
            near.append((max(0.0, column.x0 - piece.x1, piece.x0 - column.x1), column.role, column))
    if form.ranges:
        near.append((max(0.0, form.ranges[0] - piece.x1, piece.x0 - form.ranges[1]), "range", None))
    if not near:
        return "result", None
    _, role, head = min(near, key=lambda each: each[0])
    return role, head


def rows_of(line: Line, held: Sequence[Piece], form: Shape, heading: str) -> Iterator[Row]:
    """The results of one line of one table: one, or one for each date. A line without a value gives a row without one."""
    told: Told = [(piece, *role_of(piece, form)) for piece in held]
    first = min((p.x0 for p, role, _ in told if role in ("result", "previous", "date") and p.kind in VALUES), default=1e9)
    names = [piece for piece, role, _ in told if role == "name" and (_names(piece, form, first) or _is_title(held))]
    told, worded = _unknown_words(told, names, form)
    rest = [piece for piece, role, _ in told if role == "name" and piece not in names]
    rest = [piece for piece in rest if not _apart_from_results(piece, form.columns)]
    units = [piece for piece, role, _ in told if role == "unit"]
    told, by_sex = _by_sex(told, rest)
    rest = [] if by_sex else rest
    base = Row(
        page=line.page,
        y=line.y,
        height=line.height,
        name=" ".join(piece.text for piece in names),
        cells=tuple(dict.fromkeys(piece.cell for piece in held)),
        unit=units[0] if units else None,
        heading=heading,
        doubts=(*_line_doubts(line, names, rest, units), *(("word",) if worded else ()), *(("sexes",) if by_sex else ())),
        headed=bool(form.columns),
        name_cell=names[0].cell if names else None,
        codes=_codes_of(told, names),
    )
    if pair := _pair(told):
        for part in pair:
            own = replace(base, unit=part.unit, doubts=_line_doubts(line, names, rest, [part.unit]))
            own = _with_range(own, [(piece, "range", None) for piece in part.ranges])
            flags = [piece for piece, role, _ in told if role == "flag"]
            row = replace(own, value=part.value, others=tuple(each.value.cell for each in pair))
            yield replace(row, flag=_flag(part.value, flags, [each.value for each in pair]), column=_head_of(told))
        return
    base = replace(base, range=Span(text="")) if by_sex else _with_range(base, told)
    told = _crosses_are_flags(told)
    values: Told = [
        (p, role, head) for p, role, head in told if role in ("result", "previous", "date") and p.kind in (*VALUES, "range")
    ]
    if not form.columns:
        values, base = _first_is_value(values, base)
    yield from _by_column(base, values, [piece for piece, role, _ in told if role == "flag"], told, form)


def _codes_of(told: Told, names: Sequence[Piece]) -> tuple[Cell, ...]:
    """The cells of whole numbers left of the name, under a head that is not that of results."""
    return tuple(p.cell for p, role, _ in told if role == "method" and p.text.isdigit() and names and p.x1 <= names[0].x0)


def _by_sex(told: Told, rest: Sequence[Piece]) -> tuple[Told, bool]:
    """The row without its ranges where they are for men, women or children; and whether they are."""
    labels = [piece for piece in rest if report_words().of_sex(piece.text)]
    ranges = [piece for piece, role, _ in told if role == "range" or piece.kind == "range"]
    if any(piece.kind == "sexes" for piece in ranges):
        return [each for each in told if each[0] not in ranges], True
    if not labels or len(labels) < len(rest) or not any(piece.x0 >= labels[0].x0 for piece in ranges):
        return told, False
    return [each for each in told if each[0] not in ranges], True


def _pair(told: Told) -> tuple[Part, ...]:
    """The two parts of a row that gives one thing in two units, where neither is of an earlier date."""
    if any(
        role in ("previous", "date", "low", "high") for piece, role, _ in told if piece.kind in ("number", "bound", "range")
    ):
        return ()
    return parts_of(piece for piece, *_ in told)


def _head_of(told: Told) -> Column | None:
    return next((head for piece, role, head in told if piece.kind == "number" and role == "result" and head), None)


def _unknown_words(told: Told, names: Sequence[Piece], form: Shape) -> tuple[Told, bool]:
    """A text under the head of the results, where no other result stands, is a result; and whether there is one."""
    if not form.columns or any(role == "result" for _, role, _ in told):
        return told, False
    heads = [column for column in form.columns if column.role == "result"]
    found: list[tuple[Piece, Role | None, Column | None]] = [
        (replace(piece, kind="word"), "result", head)
        for piece, role, _ in told
        for head in heads
        if role == "name" and piece not in names and min(head.x1, piece.x1) > max(head.x0, piece.x0)
    ]
    if len(found) != 1:
        return told, False
    return [*(each for each in told if each[0].x0 != found[0][0].x0), found[0]], True


def _crosses_are_flags(told: Told) -> Told:
    """Beside a number, + and ++ and -- are no findings: they mark it as high or low."""
    if not any(piece.kind in ("number", "bound") and role in ("result", "previous", "date") for piece, role, _ in told):
        return told
    marks = {"word": "+", "none": "-"}
    return [
        (replace(piece, kind="flag"), "flag", None) if set(piece.text) == {marks.get(piece.kind, "")} else (piece, role, head)
        for piece, role, head in told
    ]


def _line_doubts(line: Line, names: Sequence[Piece], rest: Sequence[Piece], units: Sequence[Piece]) -> tuple[str, ...]:
    found = []
    if rest or any(piece.text[-1:] in "<>≤≥" for piece in names):
        found.append("rest")
    if line.apart > STRAY:
        found.append("mixed")
    if len({unit.units for unit in units}) > 1:
        found.append("rest")
    return tuple(found)


def _names(piece: Piece, form: Shape, first: float) -> bool:
    """Whether a text is the name of what was measured: by the heads, or because it stands before the first result."""
    heads = [column for column in form.columns if column.role in ("name", "method", "flag", "unit", "range", "other")]
    name = next((column for column in heads if column.role == "name"), None)
    if name is not None:
        near = min(
            heads, key=lambda column: max(0.0, column.x0 - piece.x1, piece.x0 - column.x1) + 0.01 * abs(column.x0 - piece.x0)
        )
        return near.role == "name"
    return piece.x0 < first


def _is_title(held: Sequence[Piece]) -> bool:
    """Whether a line is nothing but a heading, wherever it stands: a known one, or a few words in capitals."""
    text = held[0].text
    return len(held) == 1 and len(text.split()) < 7 and (text.isupper() or report_words().section(text) is not None)


def _apart_from_results(piece: Piece, columns: Sequence[Column]) -> bool:
    """Whether a text, or a number, stands in a column for methods, remarks and numbers of samples."""
    near = -6.0 if piece.kind == "name" else 0.0
    over = [column for column in columns if min(column.x1, piece.x1) - max(column.x0, piece.x0) > near]
    return any(column.role == "method" or (column.role == "previous" and piece.kind == "name") for column in over) and (
        piece.kind == "name" or not any(column.role in NUMERIC for column in over)
    )


Told = Sequence[tuple[Piece, Role | None, Column | None]]


def _with_range(base: Row, told: Told) -> Row:
    """The row with its printed range, from one cell or from a lower and an upper one."""
    held = [piece for piece, role, _ in told if role == "range"]
    ends = {role: piece for piece, role, _ in told if role in ("low", "high")}
    if ends and not held:
        low, high = (ends[side].text if side in ends else "" for side in ("low", "high"))
        return replace(base, range=Span(low, high, f"{low} - {high}"))
    if not held:
        return base
    found = span(LABEL.sub("", held[0].text))
    if found is None:
        found = Span(text=held[0].text)
    extra = len([piece for piece in held if piece.kind in ("range", "bound")]) > 1
    return replace(base, range=found).doubted(*(["ranges"] if extra else []))


def _first_is_value(values: Told, base: Row) -> tuple[Told, Row]:
    """Without heads: the first number, limit or finding is the value, a limit or finding behind it the range."""
    if len(values) > 1 and base.range is None and values[1][0].kind in ("bound", "word", "range"):
        base = replace(base, range=span(values[1][0].text) or Span(text=values[1][0].text))
        values = [values[0], *values[2:]]
    if values and values[0][0].kind == "bound" and base.range is None:
        base = base.doubted("bound")
    return values, base


def _by_column(base: Row, values: Told, flags: Sequence[Piece], told: Told, form: Shape) -> Iterator[Row]:
    if not values:
        stray = any(role is None and piece.kind == "number" for piece, role, _ in told)
        yield base.doubted(*(["columns"] if stray else []))
        return
    by_head: dict[int, list[tuple[Piece, Role | None, Column | None]]] = {}
    for piece, role, column in values:
        by_head.setdefault(id(column), []).append((piece, role, column))
    stray = any(role is None and piece.kind == "number" for piece, role, _ in told)
    beside = len(values) == 1 and values[0][0].cell is base.name_cell
    strange = any(column is not None and not column.sure for *_, column in values)
    doubts = ["columns"] if (form.close and not beside) or stray or strange else []
    dates = [piece for piece, role, _ in told if role == "date" and piece.kind == "date"]
    if dates and (earlier := [head for head in form.columns if head.role == "previous"]):
        doubts += ["dated"] if any(piece.x1 < earlier[0].x0 for piece in dates) else []
        dates = []
    others = tuple(piece.cell for piece, *_ in values)
    if not form.columns and sum(piece.kind == "number" for piece, *_ in values) > MOST_NUMBERS:
        yield replace(base, value=values[0][0], current=False, others=others).doubted("two")
        return
    for group in by_head.values():
        piece, role, column = group[0]
        row = replace(base, value=piece, column=column, current=role != "previous", others=others)
        row = replace(row, flag=_flag(piece, flags, [p for p, *_ in values]), date=dates[0] if len(dates) == 1 else None)
        yield row.doubted(*doubts, *(["two"] if len([p for p, *_ in group if p.kind != "none"]) > 1 else []))


def _flag(value: Piece, flags: Iterable[Piece], values: Sequence[Piece]) -> str:
    """The flag that belongs to this value: of several values of a line, the one that stands nearest to it."""
    own = [flag for flag in flags if min(values, key=lambda each: _distance(flag, each)) is value]
    if not own:
        return ""
    return meaning_of_flag(own[0].text)


def meaning_of_flag(text: str) -> str:
    """A printed flag as H, HH, L, LL, or what else is known of it; `*` where it only says that a value is not usual."""
    bare = unaccented(text)
    stripped = (bare.strip(around) for around in ("", "! ", "()[] ", "* ", "<>-=←→ ", "<>-=←→! "))
    return next((FLAGS[each] for each in (text, *stripped) if each in FLAGS), "*")


def _distance(flag: Piece, value: Piece) -> float:
    return max(0.0, flag.x0 - value.x1) if flag.x0 >= value.x0 else 1.2 * max(0.0, value.x0 - flag.x1) + 3.0


Known = Callable[[str], bool]
