"""How well a reader read: its results held against the truth, row by row.

A row is found where its name or its code is right and its value, with what stands before it, is. A wrong value is one that
the report does not have for that name and that date: of another row, of another date, or of nobody. Who calls a doubtful row
ready is wrong too. Findings in words are compared without their accents, as names are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from bedside.quantity import UnitError, read_unit
from bedside.scanning.analytes import Analyte, analytes, spelled
from bedside.scanning.letters import unaccented
from reports.truth import Row


@dataclass(frozen=True)
class Read:
    """One result as any reader may give it; what it does not tell is empty or None. `analyte` is the id, where it codes."""

    name: str
    value: float | str | None
    comparator: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    at: str | None = None
    page: int = 1
    standing: str = ""
    analyte: str | None = None
    """None of a reader that does not code; "" where it found no code."""
    why: tuple[str, ...] = ()


@dataclass
class Score:
    """Counts over rows; they add up over reports. `ready_wrong` has to be none."""

    rows: int = 0
    given: int = 0
    found: int = 0
    unit: int = 0
    range: int = 0
    full: int = 0
    coded: int = 0
    wrong: int = 0
    ready: int = 0
    ready_right: int = 0
    ready_wrong: int = 0
    unknown: int = 0
    unknown_shown: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def recall(self) -> float:
        return self.found / self.rows if self.rows else 1.0

    @property
    def precision(self) -> float:
        return self.found / self.given if self.given else 1.0


@dataclass(frozen=True)
class Miss:
    """Something to look at: a row that was not found, or a result that is wrong, and how."""

    what: str
    row: Row | None
    read: Read | None


def score(rows: Sequence[Row], reads: Iterable[Read], shown: Iterable[str] = ()) -> tuple[Score, tuple[Miss, ...]]:
    """The score of one report or one page, and all that went wrong. `shown` is what the reader shows as not understood.

    One that is ready claims its row before a doubtful one does. A result that is printed in two units is to be found once;
    who gives it in both is not wrong. A test that the table of analytes does not have is not to be
    found, but to be shown: as a result without a code, or there.
    """
    told, misses = Score(), list[Miss]()
    left = [row for row in rows if row.analyte]
    unknown = [row for row in rows if not row.analyte]
    told.rows, told.unknown = sum(not row.again for row in left), len(unknown)
    given = sorted(reads, key=lambda read: read.standing != "ready")
    told.unknown_shown = sum(_is_shown(row, given, shown) for row in unknown)
    given = [read for read in given if not any(_same_name(read.name, row.name) and not read.analyte for row in unknown)]
    told.given = len(given)
    remaining, spare = [], list[Row]()
    for read in given:
        row = next((row for row in sorted(left, key=lambda row: _distance(row, read)) if _found(row, read)), None)
        if row is None:
            remaining.append(read)
            continue
        twins = [each for each in left if _same_result(each, row)]
        left = [each for each in left if each is not row and each not in twins]
        spare += twins
        misses += _count(told, row, read)
    for read in remaining:
        if any(_right_again(row, read) for row in spare):
            told.given -= 1
            continue
        told.wrong += 1
        told.ready += read.standing == "ready"
        told.ready_wrong += read.standing == "ready"
        near = next((row for row in rows if _same_row(row, read)), None)
        misses.append(Miss("ready and wrong" if read.standing == "ready" else "wrong value", near, read))
    return told, (*misses, *(Miss("not found", row, None) for row in left if not row.again))


def _count(told: Score, row: Row, read: Read) -> list[Miss]:
    """Count a row that was found, and tell what of it is not right."""
    unit, reach = _unit_right(row, read), _near(row.low, read.low) and _near(row.high, read.high)
    coded = read.analyte is None or read.analyte == row.analyte
    told.found += 1
    told.unit += unit
    told.range += reach
    told.coded += coded
    told.full += unit and reach
    told.ready += read.standing == "ready"
    right = unit and coded and not row.doubtful and not _contrary(row, read)
    told.ready_right += read.standing == "ready" and right
    told.ready_wrong += read.standing == "ready" and not right
    faults = [("unit", unit), ("range", reach), ("code", coded), ("ready and wrong", right or read.standing != "ready")]
    return [Miss(what, row, read) for what, good in faults if not good]


def _contrary(row: Row, read: Read) -> bool:
    """Whether a limit was read that is not printed; one that was not read is no wrong value."""
    return any(seen is not None and not _near(seen, true) for seen, true in ((read.low, row.low), (read.high, row.high)))


def _same_result(one: Row, other: Row) -> bool:
    """Whether they are one result in two units."""
    return one.again is not other.again and all(
        getattr(one, each) == getattr(other, each) for each in ("analyte", "name", "at", "page", "person")
    )


def _right_again(row: Row, read: Read) -> bool:
    """Whether a result is what was read before in another unit, and nothing of it is wrong."""
    coded = read.analyte is None or read.analyte == row.analyte
    return _found(row, read) and _unit_right(row, read) and coded and not _contrary(row, read)


def _found(row: Row, read: Read) -> bool:
    return _same_row(row, read) and read.comparator.strip() == row.comparator and _same_value(row.value, read.value)


def _same_row(row: Row, read: Read) -> bool:
    named = read.analyte == row.analyte if read.analyte else False
    return (named or _same_name(read.name, row.name)) and _same_day(row, read)


def _distance(row: Row, read: Read) -> int:
    """The nearer of two rows of one name: the one of its code, its unit, its page."""
    apart = (
        4 * (bool(read.analyte) and read.analyte != row.analyte) + 2 * (not _unit_right(row, read)) + (read.page != row.page)
    )
    return 2 * apart + (not _same_name(read.name, row.name))


def _same_day(row: Row, read: Read) -> bool:
    return row.at[:10] == read.at[:10] if read.at else row.is_current


def _same_name(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    return spelled(name).replace(" ", "")


def _same_value(true: float | str, seen: float | str | None) -> bool:
    if isinstance(true, float) and isinstance(seen, (int, float)):
        return abs(true - seen) <= 1e-9 * max(1.0, abs(true))
    if isinstance(true, str) and isinstance(seen, str):
        return unaccented(true.strip()) == unaccented(seen.strip())
    return False


def _near(true: float | None, seen: float | None) -> bool:
    return (true is None) is (seen is None) and (true is None or seen is None or abs(true - seen) <= 1e-9 * max(1.0, abs(true)))


def _unit_right(row: Row, read: Read) -> bool:
    """Whether the unit means the same, for this analyte; a reader that codes no units gives them as printed."""
    if not row.ucum:
        return read.unit in ("", "1") or read.unit.startswith("{") or read.unit == "[pH]"
    if "".join(read.unit.split()) in (row.ucum, "".join(row.unit.split())):
        return True
    return bool(read.unit) and _means_the_same(analytes()[row.analyte], row.ucum, read.unit)


def _means_the_same(analyte: Analyte, one: str, other: str) -> bool:
    try:
        read_unit(other)
        first, second = analyte.canonical(1, one), analyte.canonical(1, other)
    except UnitError:
        return False
    return abs(first - second) <= 1e-9 * max(abs(first), abs(second)) and analyte.takes(other)


def _is_shown(row: Row, given: Sequence[Read], shown: Iterable[str]) -> bool:
    return any(_same_name(read.name, row.name) for read in given) or any(_bare(row.name) in _bare(text) for text in shown)


def from_scan(found: Any) -> tuple[tuple[Read, ...], tuple[str, ...]]:
    """What `bedside.scan` gives, as it is scored: its results, and the texts that it did not understand."""
    reads = []
    for each in found.to_json()["results"]:
        code = next((a.id for a in analytes().values() if each["loinc"] and each["loinc"] in (a.loinc, a.loinc_moles)), "")
        reads.append(
            Read(
                each["name"],
                each["value"],
                each["comparator"] or "",
                each["unit"] or each["printed_unit"] or "",
                each["low"],
                each["high"],
                each["at"],
                each["page"],
                each["standing"],
                code or (each["concept"] or ""),
                tuple(each["why"]),
            )
        )
    return tuple(reads), tuple(each["text"] for each in found.to_json()["not_understood"])
