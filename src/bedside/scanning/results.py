"""From the pages of a report to its results: read, coded, checked, each with its place on the page.

This is the whole of `scan` but for the files: pages of words in, results out, the same every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from bedside.quantity import UnitError
from bedside.scanning.analytes import Analyte
from bedside.scanning.coding import Coding, coded, known, name_of, of_urine, range_fits, unit_codes, unit_codes_of_picture
from bedside.scanning.dates import Printed as Moment
from bedside.scanning.entries import Piece
from bedside.scanning.facts import Facts, facts, row_date
from bedside.scanning.layout import Box, Line, Page, box_of, lines
from bedside.scanning.leftover import BESIDE, Taken, leftovers
from bedside.scanning.levelling import bend
from bedside.scanning.numerals import BOUND, Sign, Span, bound, sign_of
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import DOUBTS, Row
from bedside.scanning.speech import english, other_specimen, writes_the_day_first
from bedside.scanning.standing import Reading, begins_with_a_mark, doubts, is_crosses
from bedside.scanning.tables import Reader
from bedside.scanning.whose_range import fitted, person_of

Standing = Literal["ready", "check"]
Json = dict[str, object]
TWO_PEOPLE = "the report names more than one person"
SHIFTED = "several rows of this page contradict themselves: its lines may have been mixed"
SHIFTED_SHARE, SHIFTED_LEAST = 0.15, 3
JOINED = "the name was put together from several lines of a picture"
BENT = "the page is strongly bent: lay it flat and take the picture again"
MOST_BENT = 24.0
"""Points by which the lines of a page may rise and fall before every row of it has to be looked at: two lines of print."""
SAME = 0.03
"""Two units of one amount differ by no more than this, as both are rounded, and laboratories round their factors too."""
WHICH_DAY = "its date can be read as two days, and nothing on the report says which"
UNSEEN_DAY = "several days stand above results on this report, and a line of a picture that was not read may hide one"
TWICE = "the report has another value of this for the same time"


@dataclass(frozen=True)
class Result:
    """One result of a report: as printed, as coded, where it stands, and how sure it is.

    `value`, `low` and `high` are in `unit`, a UCUM code; `at` is the local time that the report prints, without an offset.
    """

    concept: str | None
    loinc: str | None
    name: str
    value: float | str | None
    comparator: str
    unit: str
    printed_unit: str
    low: float | None
    high: float | None
    flag: str
    at: str | None
    page: int
    box: Box
    confidence: float
    standing: Standing
    why: tuple[str, ...]
    analyte: Analyte | None = field(default=None, repr=False)
    printed: str = ""
    moment: Moment | None = None
    """The date as printed, also where it is not certain which day that is."""

    def to_json(self) -> Json:
        told: Json = {"concept": self.concept, "loinc": self.loinc, "name": self.name, "value": self.value}
        told |= {"comparator": self.comparator, "unit": self.unit, "printed_unit": self.printed_unit}
        told |= {"low": self.low, "high": self.high, "flag": self.flag, "at": self.at, "page": self.page}
        told |= {"box": self.box.to_json(), "confidence": round(self.confidence, 3)}
        return told | {"standing": self.standing, "why": list(self.why)}


@dataclass(frozen=True)
class NotUnderstood:
    """A row that looks like a result and could not be understood: shown as it is, never dropped."""

    text: str
    page: int
    box: Box
    why: str

    def to_json(self) -> Json:
        return {"text": self.text, "page": self.page, "box": self.box.to_json(), "why": self.why}


@dataclass(frozen=True)
class Found:
    """Everything that was found in the pages of a report."""

    facts: Facts
    results: tuple[Result, ...]
    not_understood: tuple[NotUnderstood, ...]


def results_of(pages: Sequence[Page]) -> Found:
    """The results of a report."""
    pictured = {page.number for page in pages if page.method == "ocr"}
    reader = Reader(unit_codes_of_picture if pictured else unit_codes, known)
    held = [lines(page) for page in pages]
    every = [line for page in held for line in page]
    sign = sign_of(cell.text for line in every for cell in line.cells)
    fit = fitted(held, person_of(every, sign))
    rows = [fit.looked_at(row) for row in reader.rows(fit.lines) if row.value is not None]
    columns = dict.fromkeys(row.column.date for row in rows if row.column and row.column.date)
    in_english = english(every)
    told = facts(every, sign.mark == "," or (not in_english and writes_the_day_first(every)), list(columns))
    spoken = _spoken(every, rows)
    by_number = {page.number: _looked_at(page) for page in pages}
    readings = [_reading(row, sign, any(at <= (row.page, row.y + 1) for at in spoken), row.page in pictured) for row in rows]
    flags_used = _flags_used(readings)
    results, taken, unknown = list[Result](), list[Taken](), list[NotUnderstood]()
    undated: list[tuple[int, Taken]] = []
    for reading, coding in readings:
        page = by_number[reading.row.page]
        if why := _why_none(reading, coding):
            unknown.append(NotUnderstood(_text(reading.row), page.number, box_of(reading.row.cells, page), why))
        elif reading.row.current or _dated(reading.row):
            results.append(_result(reading, coding, told, flags_used, page, in_english))
            taken.append(_taken_of(reading, results[-1].box, page))
        elif reading.row.value is not None:
            undated.append((page.number, _taken_of(reading, box_of([reading.row.value.cell], page), page)))
    results = _twice(_unshifted(results, pictured))
    for own, page in zip(held, by_number.values(), strict=True):
        here = [each for each, result in zip(taken, results, strict=True) if result.page == page.number]
        here += [each for number, each in undated if number == page.number]
        here += [Taken(each.box) for each in unknown if each.page == page.number]
        results, more = _with_leftovers(page, own, results, here, reader, sign)
        unknown += more
    return Found(told, tuple(results), tuple(dict.fromkeys(unknown)))


def _spoken(every: Sequence[Line], rows: Sequence[Row]) -> list[tuple[int, float]]:
    """Where another specimen than blood is spoken of, or a test of urine alone stands."""
    told = [(line.page, line.y) for line in every if other_specimen(line.text)]
    return told + [(row.page, row.y) for row in rows if of_urine(row.name)]


def _taken_of(reading: Reading, box: Box, page: Page) -> Taken:
    row = reading.row
    assert row.value is not None
    numbers = frozenset(each for each in (reading.value, reading.low, reading.high) if isinstance(each, float))
    reach = row.range.text if row.range else ""
    return Taken(box, numbers, f"{row.value.text} {row.name} {reach}", row.value.x0 / page.width, row.codes)


def _with_leftovers(
    page: Page, held: Sequence[Line], results: list[Result], own: Sequence[Taken], reader: Reader, sign: Sign
) -> tuple[list[Result], list[NotUnderstood]]:
    """The results, those beside a number that nothing was made of to be looked at; and all that was left over on a page."""
    found = tuple(leftovers(page, held, own, sign, reader.known, reader.unit_of))
    beside = [each.y for each in found if each.beside]
    doubtful = [
        replace(each, standing="check", why=tuple(dict.fromkeys((*each.why, BESIDE))))
        if each.page == page.number and any(each.box.y0 <= y <= each.box.y1 for y in beside)
        else each
        for each in results
    ]
    return doubtful, [NotUnderstood(each.text, page.number, each.box, each.why) for each in found]


def _why_none(reading: Reading, coding: Coding) -> str:
    """Why a row is not understood; "" where it is a result, or an earlier one of a day that nobody says."""
    row = reading.row
    if not coding.candidates:
        return coding.why
    if _no_number(reading, coding):
        return DOUBTS["word"]
    if "carried" in row.doubts and not coding.unit:
        return DOUBTS["carried"]
    if row.value is None or row.value.kind == "none":
        return "no result is printed"
    return "" if row.current or _dated(row) else "; ".join(DOUBTS[key] for key in row.doubts)


def _no_number(reading: Reading, coding: Coding) -> bool:
    """Whether words that nobody knows stand where a number belongs: `sample haemolysed`."""
    row = reading.row
    numeric = row.unit is not None or (reading.low, reading.high) != (None, None)
    return (
        "word" in row.doubts
        and row.value is not None
        and row.value.kind == "word"
        and (numeric or all(analyte.kind == "quantity" for analyte in coding.candidates))
    )


def _looked_at(page: Page) -> Page:
    """The page, with a doubt on all of it where it was too bent before the camera."""
    bent = page.method == "ocr" and bend(page.words) > MOST_BENT
    return replace(page, doubt=BENT) if bent else page


def _reading(row: Row, sign: Sign, urine: bool, pictured: bool) -> tuple[Reading, Coding]:
    """A row with its numbers read, and what it is about."""
    name = name_of(row.name)
    value = row.value
    assert value is not None
    text, comparator = _value_text(value)
    numeric = value.kind in ("number", "bound") and not is_crosses(row, name)
    numbers = sign.readings(text) if numeric else ()
    if numeric and begins_with_a_mark(row):
        numbers = (*numbers, *sign.readings(text[1:]))
    low, high = (_end(each, sign) for each in ((row.range.low, row.range.high) if row.range else ("", "")))
    codes = row.unit.units if row.unit else unit_codes(name.unit) if name.unit else ()
    coding = coded(name, codes, row.heading, not numeric, (low, high), urine)
    if low is None and high is None and row.range is not None:
        low, high = _ends(row.range, sign, coding)
    numbers = _able(numbers, coding) or numbers
    word = report_words().spelt(value.text) if pictured else value.text
    read: float | str | None = _likeliest(numbers, coding, low, high) if numeric else word
    reading = Reading(row, coding.analyte, coding.unit, read, comparator, low, high, sign, pictured, len(numbers))
    return reading, coding


def _value_text(value: Piece) -> tuple[str, str]:
    found = BOUND.fullmatch(value.text) if value.kind == "bound" else None
    if found is None:
        return value.text, ""
    printed = bound(found)
    return printed.text, printed.comparator


def _end(text: str, sign: Sign) -> float | None:
    found = sign.readings(text) if text else ()
    return found[0] if len(found) == 1 else None


def _able(numbers: tuple[float, ...], coding: Coding) -> tuple[float, ...]:
    """The only one of the numbers that is possible for the analyte in its unit; none where there is no such one."""
    if coding.analyte is None or not (coding.unit or coding.analyte.unitless):
        return ()
    able = tuple(each for each in numbers if _possible(each, coding))
    return able if len(able) == 1 else ()


def _ends(printed: Span, sign: Sign, coding: Coding) -> tuple[float | None, float | None]:
    """The ends of a range that can be read in two ways, where only one of them is a range of the analyte."""
    if coding.analyte is None or coding.analyte.limits is None:
        return None, None
    found: list[float | None] = []
    for text in (printed.low, printed.high):
        able = [each for each in sign.readings(text) if range_fits(coding.analyte, coding.unit, (each, None))] if text else []
        if text and len(able) != 1:
            return None, None
        found.append(able[0] if able else None)
    return found[0], found[1]


def _likeliest(numbers: tuple[float, ...], coding: Coding, low: float | None, high: float | None) -> float | None:
    """Of two numbers that a text can be the one that is possible and nearer to its range; a person looks at it anyway."""
    if len(numbers) < 2:
        return numbers[0] if numbers else None
    able = [each for each in numbers if _possible(each, coding)] or list(numbers)
    if high or low:
        middle = high or low or 1.0
        return min(able, key=lambda each: abs(each - middle))
    return able[0]


def _possible(value: float, coding: Coding) -> bool:
    if coding.analyte is None or coding.analyte.possible is None:
        return True
    try:
        amount = coding.analyte.canonical(value, coding.unit)
    except UnitError:
        return True
    return coding.analyte.possible[0] <= amount <= coding.analyte.possible[1]


def _flags_used(readings: Iterable[tuple[Reading, Coding]]) -> bool:
    """Whether the report marks values outside their ranges: more of them are marked than not."""
    outside = [
        bool(each.row.flag)
        for each, _ in readings
        if isinstance(each.value, float)
        and each.row.current
        and ((each.high is not None and each.value > each.high) or (each.low is not None and each.value < each.low))
    ]
    return sum(outside) > len(outside) / 2


def _dated(row: Row) -> bool:
    return row.column is not None and row.column.date is not None


def _result(reading: Reading, coding: Coding, told: Facts, flags_used: bool, page: Page, english: bool) -> Result:
    """One result. `english`: whether the report is in English, whose readers are asked for a day that is not certain."""
    row, analyte = reading.row, reading.analyte
    assert row.value is not None
    cells = [cell for cell in row.cells if cell not in row.others or cell is row.value.cell]
    flags = (
        flags_used and row.current and not (row.column and row.column.role == "date" and not row.flag and len(row.others) > 1)
    )
    why = [coding.why] if coding.why else []
    why += doubts(reading, flags)
    why += [page.doubt] if page.doubt else []
    why += [JOINED] if reading.pictured and _joined(row) else []
    why += [TWO_PEOPLE] if told.people > 1 else []
    when = _when(row, told)
    why += (
        [UNSEEN_DAY] if reading.pictured and told.several and row.date is None and not (row.column and row.column.date) else []
    )
    asked = english and when is not None and _is_of_now(when, told.collected)
    why += [WHICH_DAY] if when is not None and told.at(when) is None and not asked else []
    unit = reading.unit
    return Result(
        concept=analyte.id if analyte else None,
        loinc=(analyte.code(unit) or None) if analyte else None,
        name=row.name,
        value=reading.value,
        comparator=reading.comparator,
        unit=unit,
        printed_unit=row.unit.text.strip("[]()") if row.unit else name_of(row.name).unit,
        low=reading.low,
        high=reading.high,
        flag=row.flag,
        at=told.at(when),
        page=row.page,
        box=box_of(cells, page),
        confidence=min(cell.confidence for cell in cells),
        standing="check" if why else "ready",
        why=tuple(dict.fromkeys(why)),
        analyte=analyte,
        printed=row.value.text,
        moment=when,
    )


def _when(row: Row, told: Facts) -> Moment | None:
    """When a row was collected: by the head of its column, by its own date, or by what stands above it."""
    if row.column and row.column.date:
        return row.column.date
    return row_date([row.date.cell]) if row.date else told.collected_at(row.page, row.y)


def _is_of_now(one: Moment, collected: Moment | None) -> bool:
    """Whether a moment is that of the collection, whatever day its date means."""
    if collected is None:
        return False
    return (one.dmy, one.mdy) == (collected.dmy, collected.mdy) and one.clock in (None, collected.clock)


def _joined(row: Row) -> bool:
    """Whether the name was put together from several lines."""
    return row.name_cell is None or len(row.name) > len(row.name_cell.text)


def _unshifted(results: list[Result], pictured: set[int]) -> list[Result]:
    """Results of pages read from pictures, all of them to be checked where several of a page contradict themselves.

    A row that took the next number mostly has a range or a unit that does not fit it; of those that fit nothing else tells.
    """
    shifted = set()
    for page in pictured:
        own = [each for each in results if each.page == page]
        amiss = sum(any("does not fit" in why for why in each.why) for each in own)
        if amiss >= SHIFTED_LEAST and amiss >= SHIFTED_SHARE * len(own):
            shifted.add(page)
    return [replace(each, standing="check", why=(*each.why, SHIFTED)) if each.page in shifted else each for each in results]


def _text(row: Row) -> str:
    return "  ".join(dict.fromkeys(cell.text for cell in row.cells))


def _twice(results: list[Result]) -> list[Result]:
    """Of two values for one time a person has to choose; one carried down is sure where both say the same in two units."""
    values: dict[object, list[Result]] = {}
    for each in results:
        values.setdefault((each.concept, each.moment), []).append(each)
    told = []
    for each in results:
        own = values[each.concept, each.moment] if each.concept else [each]
        alike = [_alike(each, other) for other in own if other is not each]
        why = tuple(why for why in each.why if why != DOUBTS["carried"]) if alike and all(alike) else each.why
        why = why if all(alike) else (*why, TWICE)
        told.append(replace(each, standing="check" if why else "ready", why=why))
    return told


def _alike(one: Result, other: Result) -> bool:
    """Whether two results are the same amount, in the same unit or to the last digit printed in another."""
    if (one.value, one.comparator, one.unit) == (other.value, other.comparator, other.unit):
        return True
    measured = isinstance(one.value, float) and isinstance(other.value, float) and one.unit and other.unit
    if one.analyte is None or one.unit == other.unit or one.comparator != other.comparator or not measured:
        return False
    try:
        first, second = (one.analyte.canonical(each.value, each.unit) for each in (one, other) if isinstance(each.value, float))
    except UnitError:
        return False
    return abs(first - second) <= SAME * max(abs(first), abs(second))
