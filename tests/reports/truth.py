"""What a generated report really says: every result where it is printed, and what the report says of itself."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, as fractions of the page, from its upper left corner."""


@dataclass(frozen=True)
class Row:
    """One printed result.

    `analyte` is empty for a test that the table of analytes does not have. `value` is a number, or the words of a result
    that is none. `unit` is as printed, `ucum` what it means; both are empty where none is printed. `flag` is as printed, and
    `side` is "high", "low" or "" by value and range. `box` holds all that is printed of the row, `value_box` the value. A
    `doubtful` row is printed so that nobody may be sure of it: without its unit, or with a unit that its range contradicts.
    A row that is there `again` is the result of the row before it, printed beside it in another unit.
    """

    analyte: str
    name: str
    value: float | str
    comparator: str
    unit: str
    ucum: str
    low: float | None
    high: float | None
    flag: str
    side: str
    at: str
    is_current: bool
    page: int
    box: Box
    value_box: Box
    person: int = 0
    doubtful: bool = False
    again: bool = False


@dataclass(frozen=True)
class Person:
    """An invented person, as the report names them; `sex` in its words, or empty where it states none."""

    name: str
    birth: str
    number: str
    sex: str = ""


@dataclass(frozen=True)
class Truth:
    """All that a report says. Times are ISO, to the minute where the report prints one."""

    layout: str
    seed: int
    language: str
    laboratory: str
    collected: str
    reported: str
    people: tuple[Person, ...]
    pages: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Report:
    """A report as a PDF, and the truth about it."""

    pdf: bytes
    truth: Truth
