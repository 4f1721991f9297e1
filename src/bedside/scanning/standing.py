"""How sure a result is: `ready` when everything agrees, `check` with the reasons, or not understood.

Each test below can only take `ready` away. A result read from a picture has to pass more of them: nothing tells a lost decimal
point from a true value but what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bedside.quantity import UnitError, show
from bedside.scanning.analytes import Analyte
from bedside.scanning.coding import Name, range_fits
from bedside.scanning.entries import FLAGS
from bedside.scanning.layout import Cell
from bedside.scanning.numerals import EITHER, Sign, Span, decimals
from bedside.scanning.rows import DOUBTS, Row

SURE = 0.9
"""Below this confidence of the picture reader a cell has to be looked at."""
NEAR = 3.0
"""A value from a picture that is further outside its range than by this factor has to be looked at."""
CROSSES = re.compile(r"\+[1-4]")
UP, DOWN = ("H", "HH"), ("L", "LL")


@dataclass(frozen=True)
class Reading:
    """A row with its numbers read: the value, the ends of the range, and the analyte and unit that fit."""

    row: Row
    analyte: Analyte | None
    unit: str
    value: float | str | None
    comparator: str
    low: float | None
    high: float | None
    sign: Sign
    pictured: bool
    readings: int = 1


def doubts(reading: Reading, flags_used: bool) -> Iterator[str]:
    """Every reason why a result has to be looked at. `flags_used`: whether the report marks what is not usual."""
    yield from (DOUBTS[key] for key in reading.row.doubts)
    if reading.value is None:
        yield "the value cannot be read as one number"
    if reading.row.value is not None and begins_with_a_mark(reading.row):
        yield "the value begins with a decimal mark, and its range does not: the mark may be one of a line of dots"
    if reading.readings > 1:
        yield f"{reading.row.value.text if reading.row.value else ''} can be two numbers: with decimals, or with thousands"
    yield from _of_kind(reading)
    if isinstance(reading.value, float):
        yield from _of_thousands(reading, reading.value)
        yield from _of_unit(reading)
        yield from _of_range(reading, flags_used)
        if reading.pictured:
            yield from _of_picture(reading, reading.value)
    elif reading.analyte is not None and reading.value is not None and reading.analyte.kind == "quantity":
        yield f"{reading.analyte.label} is a number, not a word"
    if reading.pictured:
        yield from _of_letters(reading)


def _of_kind(reading: Reading) -> Iterator[str]:
    """A number where only words are expected, and a test of which two kinds go by one name."""
    analyte = reading.analyte
    if analyte is None:
        return
    if isinstance(reading.value, float) and analyte.kind != "quantity" and not reading.unit:
        yield f"{analyte.label} is a word, not a number"
    if not (analyte.loinc or analyte.loinc_moles):
        yield f"{analyte.label}: nothing says which kind was measured, and they differ"


def is_crosses(row: Row, name: Name) -> bool:
    """Whether +1 is a finding, as of a test strip: no unit stands beside it, and its name may be one of a finding."""
    crosses = row.value is not None and CROSSES.fullmatch(row.value.text) is not None
    return crosses and row.unit is None and any(each.kind != "quantity" for each in name.analytes)


def begins_with_a_mark(row: Row) -> bool:
    """Whether a value is printed as .281 where the ends of its range are not: the mark may be the last of a line of dots."""
    value = row.value.text.lstrip("<>=≤≥ ") if row.value else ""
    ends = [row.range.low, row.range.high] if row.range else []
    return value[:1] in (".", ",") and not any(end[:1] in (".", ",") for end in ends if end)


def _of_thousands(reading: Reading, value: float) -> Iterator[str]:
    """1.234 where the rest of the report says which mark is which: the range has to say the same."""
    text = reading.row.value.text.lstrip("<>=≤≥ ") if reading.row.value else ""
    if not EITHER.fullmatch(text):
        return
    ends = [end for end in (reading.row.range.low, reading.row.range.high) if end] if reading.row.range else []
    as_decimal = "." in text if reading.sign.mark == "." else "," in text
    if as_decimal and (not ends or max(decimals(end, reading.sign) for end in ends) < 2):
        yield f"{text} is printed with more decimals than its range: it may be thousands"
    other = float(text.replace(",", "").replace(".", "")) if as_decimal else value / 1000
    low, high = reading.low if reading.low is not None else 0.0, reading.high
    if high is not None and low <= other <= high and not low <= value <= high:
        yield f"{text} would be within its range as {show(other)}"


def _of_unit(reading: Reading) -> Iterator[str]:
    analyte, value = reading.analyte, reading.value
    if analyte is None or not isinstance(value, float):
        return
    if not reading.unit and not analyte.unitless:
        if reading.row.unit is None:
            yield "no unit is printed, and none is guessed"
        return
    try:
        amount = analyte.canonical(value, reading.unit)
    except UnitError:
        yield "the unit cannot be turned into one of this analyte"
        return
    low, high = analyte.possible or (-1e15, 1e15)
    if not low <= amount <= high:
        yield f"{show(value)} {reading.unit} is outside what is possible, {show(low)}-{show(high)} {analyte.unit}"


def _of_range(reading: Reading, flags_used: bool) -> Iterator[str]:
    row, value, low, high = reading.row, reading.value, reading.low, reading.high
    assert isinstance(value, float)
    if row.range is not None and (low, high) == (None, None) and not _worded(row.range):
        yield "the printed range cannot be read"
    if low is not None and high is not None and low > high:
        yield "the printed range ends below where it begins"
    if (
        reading.analyte is not None
        and (low, high) != (None, None)
        and not range_fits(reading.analyte, reading.unit, (low, high))
    ):
        yield _contradiction(reading.analyte, reading.unit, (low, high))
    above, below = high is not None and value > high, low is not None and value < low
    at_edge = value in (low, high) or reading.comparator != ""
    flag = row.flag
    if (flag in UP and not above and not at_edge and high is not None) or (
        flag in DOWN and not below and not at_edge and low is not None
    ):
        yield "the flag says something else than the value against its range"
    if flag == "N" and (above or below) and not at_edge:
        yield "it is marked as normal, but the value is outside the range"
    if flag in ("*", "!", "A") and (low, high) != (None, None) and not (above or below or at_edge):
        yield "it is marked, but the value is within the range"
    if flags_used and not flag and (above or below) and not at_edge:
        yield "the report marks what is outside the range, and this is not marked"


def _contradiction(analyte: Analyte, unit: str, limits: tuple[float | None, float | None]) -> str:
    fits = [other for other in analyte.units if other != unit and range_fits(analyte, other, limits)]
    more = f"; it would fit {' or '.join(fits)}" if fits else ""
    return f"the printed range does not fit {analyte.label} in {unit or 'no unit'}{more}"


def _worded(span: Span) -> bool:
    return not span.low and not span.high and not any(letter.isdigit() for letter in span.text)


def _of_picture(reading: Reading, value: float) -> Iterator[str]:
    """A lost or misread decimal point: held against the range and the way its ends are printed."""
    row, low, high = reading.row, reading.low, reading.high
    if low is None and high is None:
        yield "it was read from a picture, and no range stands beside it to hold it against"
        return
    ends = [end for end in (row.range.low, row.range.high) if end] if row.range else []
    places = [decimals(end, reading.sign) for end in ends]
    text = row.value.text if row.value else ""
    own = decimals(text.lstrip("<>=≤≥ "), reading.sign)
    if places and min(places) > own and value != 0:
        yield "the range is printed with more decimals than the value"
    if places and own > max(places) + 1:
        yield "the value is printed with more decimals than the range"
    far = (high is not None and value > high * NEAR) or (low is not None and low > 0 and value < low / NEAR)
    alike = bool(places) and own > 0 and set(places) == {own}
    if far and not alike and not _flag_says_so(reading, value):
        yield "it is far outside its range: a decimal point may have been misread"


def _flag_says_so(reading: Reading, value: float) -> bool:
    """Whether the printed flag holds for the value, and for none that a decimal point at another place would make of it."""
    flag, low, high = reading.row.flag, reading.low, reading.high
    others = [value * 10.0**places for places in (-3, -2, -1, 1, 2, 3)]
    if flag in UP and high is not None and value > high:
        return all(other <= high for other in others if other < value)
    if flag in DOWN and low is not None and value < low:
        return all(other >= low for other in others if other > value)
    return False


def _of_letters(reading: Reading) -> Iterator[str]:
    """What was not read surely, but for flags and units on which all else agrees."""
    row = reading.row
    if row.value is not None and not row.value.cell.sure:
        yield "a second look at the value read something else"
    own = row.value.cell if row.value else None
    unclear = [cell for cell in (*row.cells, *([own] if own else [])) if cell.confidence < SURE]
    if any(cell is own or not (_is_flag(cell.text) or _upheld(reading, cell)) for cell in unclear):
        yield "the picture is not clear here"


def _is_flag(text: str) -> bool:
    """Whether a cell is a flag and nothing else; it is held against the value and its range elsewhere."""
    return text.strip().casefold() in FLAGS


def _upheld(reading: Reading, cell: Cell) -> bool:
    """Whether a cell is a unit that the printed range allows, and the only one of the analyte that it does."""
    row, analyte, limits = reading.row, reading.analyte, (reading.low, reading.high)
    if row.unit is None or row.unit.cell is not cell or row.unit.text != cell.text or analyte is None or not reading.unit:
        return False
    if limits == (None, None) or not range_fits(analyte, reading.unit, limits):
        return False
    return not any(range_fits(analyte, other, limits) for other in analyte.units if not analyte.same(other, reading.unit))
