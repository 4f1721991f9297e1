"""The grade of CTCAE version 5 that follows from a number and the report's own limit.

>>> grade_of(analytes()["alt"], 130.0, "U/L", None, 41.0)
Grade(grade=2, term='Alanine aminotransferase increased', ...)
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bedside.quantity import UnitError
from bedside.scanning.analytes import Analyte


@dataclass(frozen=True)
class Row:
    """How the grades of one term follow from a number: by multiples of a limit, or by numbers in `unit`."""

    analyte: str
    term: str
    side: str
    times: tuple[tuple[int, float], ...] = ()
    steps: tuple[tuple[int, float | str], ...] = ()
    unit: str = ""
    more: str = ""


@dataclass(frozen=True)
class Grade:
    """A grade with its term; `more` is what else the grade depends on, which a number does not tell."""

    grade: int
    term: str
    more: str
    source: str
    read: str


@dataclass(frozen=True)
class Course:
    """Which statement of a medicine's library page speaks of the course of which analytes."""

    medicine: str
    statement: str
    analytes: tuple[str, ...]


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("bedside").joinpath("scanning/grades.toml").read_text("utf-8"))


@cache
def rows() -> tuple[Row, ...]:
    """Every row of the table."""
    return tuple(_row(row) for row in _table()["grade"])


@cache
def courses() -> tuple[Course, ...]:
    """What pages say of the course of values."""
    return tuple(Course(row["medicine"], row["statement"], tuple(row["analytes"])) for row in _table()["course"])


def _row(told: Mapping[str, Any]) -> Row:
    plain = dict(told) | {key: tuple(map(tuple, told[key])) for key in ("times", "steps") if key in told}
    return Row(**plain)


def grade_of(analyte: Analyte, value: float, unit: str, low: float | None, high: float | None) -> Grade | None:
    """The grade of a value in `unit` with the report's own limits in the same unit; None where it has none."""
    found = [(_grade(row, analyte, value, unit, low, high), row) for row in rows() if row.analyte == analyte.id]
    best, row = max(found, key=lambda each: each[0], default=(0, None))
    if row is None or not best:
        return None
    source = _table()["source"]
    return Grade(best, row.term, row.more, f"{source['key']}, {row.term}", source["read"])


def _grade(row: Row, analyte: Analyte, value: float, unit: str, low: float | None, high: float | None) -> int:
    limit = high if row.side == "high" else low
    if row.times:
        return _highest(row.side, value, [(grade, times * limit) for grade, times in row.times]) if limit else 0
    try:
        amount, ends = analyte.canonical(value, unit), (None if limit is None else analyte.canonical(limit, unit))
        steps = [(grade, ends if step == "limit" else analyte.canonical(float(step), row.unit)) for grade, step in row.steps]
    except UnitError:
        return 0
    known = [(grade, step) for grade, step in steps if step is not None]
    beyond = ends is None or (amount > ends if row.side == "high" else amount < ends)
    return _highest(row.side, amount, known) if beyond or row.steps[0][1] != "limit" else 0


def _highest(side: str, value: float, steps: Iterable[tuple[int, float]]) -> int:
    reached = [grade for grade, step in steps if (value > step if side == "high" else value < step)]
    return max(reached, default=0)
