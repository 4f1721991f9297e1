"""Several heads above each other: cycles above dates, hours below days, `pre` and `post` beside times.

    Test   Unit     C1 D1        C1 D8         |          10/03/2026       11/03/2026
                    10/03/2026   17/03/2026    |  Test    06:00   23:00    16:00

The lowest line with a date or an hour for each column of numbers makes the columns. Where a day stands above several hours, it
is that of the hours below it only where its place and the order of the hours say the same; else its columns are in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import combinations, pairwise

from bedside.scanning.columns import Column, heads_of
from bedside.scanning.dates import CLOCK, Printed, clock, dates
from bedside.scanning.entries import Known
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.report_words import Role, report_words

MOST, CLOSE = 4, 2.2
"""A head has no more lines than this, none further below the one before than this many heights."""
WORDS = 4
"""What stands above or below a date has no more words than this."""
CYCLE = re.compile(r"(?:[^\W\d_]{1,6}\.? ?\d{1,2}[ ,/-]*){2}")
"""`C1 D8`: a cycle and a day, whatever test it may look like."""
OTHERS = ("name", "unit", "range", "flag", "method", "low", "high")


@dataclass(frozen=True)
class Kinds:
    """The cells of one line of a head by what they are."""

    roles: tuple[Column, ...]
    days: tuple[tuple[Cell, Printed], ...]
    hours: tuple[tuple[Cell, time], ...]
    labels: tuple[Cell, ...]


def stacked(held: Sequence[Line], known: Known) -> tuple[tuple[Column, ...], int]:
    """The columns of a head of several lines that begins here, and how many lines it takes; none where it is no such head."""
    kinds: list[Kinds] = []
    if not any(dates(cell.text) for line in held[:MOST] for cell in line.cells):
        return (), 0
    for at, line in enumerate(held[:MOST]):
        found = _kinds(line, known) if not at or line.y - held[at - 1].y < CLOSE * line.height else None
        if found is None:
            break
        kinds.append(found)
    while kinds and not (kinds[-1].days or kinds[-1].hours or kinds[-1].roles):
        kinds.pop()
    for size in range(len(kinds), 1, -1):
        columns = _columns(kinds[:size])
        if columns and not _is_heading(kinds[0], columns):
            return columns, size
    return (), 0


def of_fields(above: Line, line: Line) -> bool:
    """Whether the dates of a line stand under labels of fields, as `Collected` and `Released`: they head no columns then."""
    days = [cell for cell in line.cells if dates(cell.text)]
    if not days:
        return False
    fields = report_words().fields.values()
    labels = [cell for cell in above.cells if any(words_of(cell.text.rstrip(" :")) in phrases for phrases in fields)]
    return all(any(min(day.x1, cell.x1) > max(day.x0, cell.x0) for cell in labels) for day in days)


def _is_heading(first: Kinds, columns: Sequence[Column]) -> bool:
    """Whether a first line is a heading above the head: words alone that do not stand over columns of results."""
    if first.roles or first.days or first.hours:
        return False
    return sum(any(_over(cell, column) for column in columns if column.role == "date") for cell in first.labels) < 2


def _kinds(line: Line, known: Known) -> Kinds | None:
    """What the cells of a line are; None where one of them belongs in no head."""
    words = report_words()
    roles: list[Column] = []
    days: list[tuple[Cell, Printed]] = []
    hours: list[tuple[Cell, time]] = []
    labels: list[Cell] = []
    for cell in (part for each in line.cells for part in apart(each)):
        told, hour, role = dates(cell.text), clock(cell.text), words.column(cell.text)
        rest = words_of(cell.text[: told[0].first] + " " + cell.text[told[0].last :]) if told else ()
        if told and (len(told) > 1 or len(rest) > WORDS or _says_else(rest)):
            return None
        if told:
            days.append((cell, told[0]))
        elif hour:
            hours.append((cell, hour))
        elif role in OTHERS:
            roles.append(Column(role, cell.x0, cell.x1, None, cell.text))
        elif _of_results(cell.text) or _is_label(cell, known):
            labels.append(cell)
        else:
            return None
    return Kinds(tuple(roles), tuple(days), tuple(hours), tuple(labels))


def apart(cell: Cell) -> list[Cell]:
    """A cell as it is; or its parts, where it is nothing but several dates, hours, or known heads that stand close together."""
    days = [(each.first, each.last) for each in dates(cell.text)]
    hours = [found.span() for found in CLOCK.finditer(cell.text)] if not days else []
    parts = days or hours
    if len(parts) > 1 and not words_of(_without(cell.text, parts)):
        step = (cell.x1 - cell.x0) / len(cell.text)
        return [replace(cell, text=cell.text[a:b], x0=cell.x0 + a * step, x1=cell.x0 + b * step) for a, b in parts]
    if parts or report_words().column(cell.text):
        return [cell]
    several = heads_of(cell)
    return [replace(cell, text=each.text, x0=each.x0, x1=each.x1) for each in several] if len(several) > 1 else [cell]


def _without(text: str, parts: Sequence[tuple[int, int]]) -> str:
    for first, last in parts:
        text = text[:first] + " " * (last - first) + text[last:]
    return text


def _says_else(words: Sequence[str]) -> bool:
    """Whether words beside a date say that it is none of a column of results: printed, born, received."""
    fields = report_words().fields
    size = len(words)
    every = {tuple(words[a:b]) for a in range(size) for b in range(a + 1, size + 1)}
    return any(every & fields[name] for name in ("reported", "received", "born", "name", "number"))


def _is_label(cell: Cell, known: Known) -> bool:
    """Whether a cell may say which cycle, day or hour of a treatment a column is: few words, some letters, no test."""
    text = cell.text.strip()
    few = 0 < len(text.split()) <= WORDS and len(text) < 24 and any(letter.isalpha() for letter in text)
    test = known(text) and not CYCLE.fullmatch(text)
    field = any(words_of(text) in phrases for phrases in report_words().fields.values())
    return few and ":" not in text and not test and not field and not report_words().section(text)


def _columns(kinds: Sequence[Kinds]) -> tuple[Column, ...]:
    """The columns of some lines; none where they are no head of this kind."""
    roles = [column for kind in kinds for column in kind.roles]
    days = [kind.days for kind in kinds if kind.days]
    hours = [kind.hours for kind in kinds if kind.hours]
    labels = [cell for kind in kinds for cell in kind.labels]
    if len(days) != 1 or len(hours) > 1 or not (roles or (len(days[0]) > 1 and len(labels) >= len(days[0]))):
        return ()
    if not hours and (not labels or len(days[0]) < 2):
        return ()
    if hours and len(hours[0]) < max(2, len(days[0])):
        return ()
    dated = _by_hours(days[0], hours[0]) if hours else _by_labels(days[0], labels)
    if not dated:
        return ()
    free = [cell for cell in labels if not any(_over(cell, column) for column in (*dated, *roles))]
    others = [Column(_of_results(cell.text) or "other", cell.x0, cell.x1, None, cell.text) for cell in free]
    return tuple(sorted((*roles, *dated, *others), key=lambda each: each.x0))


def _of_results(text: str) -> Role | None:
    role = report_words().column(text)
    return role if role in ("result", "previous") else None


def _over(cell: Cell, column: Column) -> bool:
    return min(cell.x1, column.x1) > max(cell.x0, column.x0)


def _by_labels(days: Sequence[tuple[Cell, Printed]], labels: Sequence[Cell]) -> list[Column]:
    """A column for each date; in doubt where more words than one date for each stand over or under them."""
    columns = [Column("date", cell.x0, cell.x1, day, cell.text) for cell, day in days]
    shared = any(sum(_over(cell, column) for column in columns) > 1 for cell in labels)
    crowded = any(sum(_over(cell, column) for cell in labels) > MOST - 1 for column in columns)
    return [replace(column, sure=not (shared or crowded)) for column in columns]


def _by_hours(days: Sequence[tuple[Cell, Printed]], hours: Sequence[tuple[Cell, time]]) -> list[Column]:
    """A column for each hour with the day above it."""
    days, hours = sorted(days, key=lambda each: each[0].x0), sorted(hours, key=lambda each: each[0].x0)
    if len(days) == len(hours):
        beside = all(_aligned(day, hour) for (day, _), (hour, _) in zip(days, hours, strict=True))
        return [_hourly(cell, hour, day, beside) for (cell, hour), (_, day) in zip(hours, days, strict=True)]
    ways = [(0, *way) for way in combinations(range(1, len(hours)), len(days) - 1) if _in_order(days, hours, (0, *way))]
    seen = [way for way in (_from_the_left(days, hours), _from_the_middle(days, hours)) if way is not None]
    good = [way for way in seen if way in ways]
    likely = good or (ways if len(ways) == 1 else seen)
    if not likely:
        return []
    chosen = likely[0]
    sure = good[:1] == seen[:1] and (len(ways) == 1 or good == [chosen, chosen])
    of = [max(at for at, begin in enumerate(chosen) if begin <= place) for place in range(len(hours))]
    return [_hourly(cell, hour, days[at][1], sure) for (cell, hour), at in zip(hours, of, strict=True)]


def _hourly(cell: Cell, hour: time, day: Printed, sure: bool) -> Column:
    return Column("date", cell.x0, cell.x1, replace(day, clock=hour), cell.text, sure)


def _aligned(one: Cell, other: Cell) -> bool:
    return min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.middle - other.middle)) < 3


def _from_the_left(days: Sequence[tuple[Cell, Printed]], hours: Sequence[tuple[Cell, time]]) -> tuple[int, ...] | None:
    """At which hour each day begins, where days stand at the left of their hours."""
    found = [next((at for at, (cell, _) in enumerate(hours) if cell.middle > day.x0), -1) for day, _ in days]
    return tuple(found) if found and found[0] == 0 and all(a < b for a, b in pairwise(found)) else None


def _from_the_middle(days: Sequence[tuple[Cell, Printed]], hours: Sequence[tuple[Cell, time]]) -> tuple[int, ...] | None:
    """The same, where each day stands in the middle over its hours, or wherever it is nearest."""
    near = [min(range(len(days)), key=lambda at: abs(days[at][0].middle - cell.middle)) for cell, _ in hours]
    if sorted(set(near)) != list(range(len(days))) or near != sorted(near):
        return None
    return tuple(near.index(at) for at in range(len(days)))


def _in_order(days: Sequence[tuple[Cell, Printed]], hours: Sequence[tuple[Cell, time]], begins: Sequence[int]) -> bool:
    """Whether hours run one way within each day, the way that the days run."""
    ends = [*begins[1:], len(hours)]
    ordered = [day.dmy or day.mdy for _, day in days]
    forward = all(a < b for a, b in pairwise(ordered) if a and b)
    for begin, end in zip(begins, ends, strict=True):
        told = [hour for _, hour in hours[begin:end]]
        if any((a > b) if forward else (a < b) for a, b in pairwise(told)):
            return False
    return True
