"""A reader gets what it deserves: rows found, wrong values, and above all wrong values that it called ready."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.making import report
from reports.scoring import Read, score
from reports.truth import Row

ROWS = report("en_previous", 3).truth.rows
TWICE = [row for row in report("fr_two_units", 3).truth.rows if row.analyte == "glucose" and row.is_current]
SODIUM = next(row for row in ROWS if row.analyte == "sodium" and row.is_current)


def as_read(row: Row) -> Read:
    return Read(row.name, row.value, row.comparator, row.ucum, row.low, row.high, row.at[:10], row.page, "ready", row.analyte)


def test_who_reads_everything_gets_everything() -> None:
    told, misses = score(ROWS, map(as_read, ROWS))
    assert told.recall == told.precision == 1 and not misses
    assert told.full == told.coded == told.ready_right == told.rows == len(ROWS)
    assert told.wrong == told.ready_wrong == 0


def test_a_row_that_is_left_out_is_missed() -> None:
    told, misses = score(ROWS, map(as_read, ROWS[1:]))
    assert told.found == len(ROWS) - 1 and told.wrong == 0
    assert [(miss.what, miss.row) for miss in misses] == [("not found", ROWS[0])]


@pytest.mark.parametrize(
    ("change", "found", "wrong", "ready_wrong"),
    [
        ({}, 1, 0, 0),
        ({"unit": "meq/L"}, 1, 0, 0),
        ({"value": 999.0}, 0, 1, 1),
        ({"value": 999.0, "standing": "check"}, 0, 1, 0),
        ({"comparator": "<"}, 0, 1, 1),
        ({"at": "2001-01-01"}, 0, 1, 1),
        ({"at": None}, 1, 0, 0),
        ({"unit": "mg/dL"}, 1, 0, 1),
        ({"unit": ""}, 1, 0, 1),
        ({"high": 1.0}, 1, 0, 1),
        ({"high": None}, 1, 0, 0),
        ({"analyte": "potassium"}, 1, 0, 1),
        ({"analyte": None}, 1, 0, 0),
        ({"name": "sodium "}, 1, 0, 0),
        ({"name": "Potassium", "analyte": "potassium"}, 0, 1, 1),
    ],
)
def test_what_one_result_counts_as(change: dict[str, object], found: int, wrong: int, ready_wrong: int) -> None:
    told, _ = score([SODIUM], [replace(as_read(SODIUM), **change)])
    assert (told.found, told.wrong, told.ready_wrong) == (found, wrong, ready_wrong)


@pytest.mark.parametrize(
    ("read", "found", "wrong", "ready_wrong"),
    [((0,), 1, 0, 0), ((1,), 1, 0, 0), ((0, 1), 1, 0, 0), ((1, 0), 1, 0, 0), ((), 0, 0, 0)],
)
def test_a_result_in_two_units_is_to_be_found_once(read: tuple[int, ...], found: int, wrong: int, ready_wrong: int) -> None:
    told, _ = score(TWICE, [as_read(TWICE[at]) for at in read])
    assert (told.rows, told.found, told.given) == (1, found, found)
    assert (told.wrong, told.ready_wrong) == (wrong, ready_wrong)


def test_the_value_of_one_unit_with_the_other_unit_is_wrong() -> None:
    mixed = replace(as_read(TWICE[1]), unit=TWICE[0].ucum)
    told, misses = score(TWICE, [as_read(TWICE[0]), mixed])
    assert (told.found, told.wrong, told.ready_wrong) == (1, 1, 1)
    assert [miss.what for miss in misses] == ["ready and wrong"]


def test_a_value_of_another_date_is_wrong() -> None:
    """The dangerous one: what was measured before taken for today's."""
    earlier = next(row for row in ROWS if not row.is_current)
    today = next(row for row in ROWS if row.analyte == earlier.analyte and row.is_current)
    assert earlier.value != today.value
    told, _ = score([today, earlier], [replace(as_read(today), value=earlier.value)])
    assert (told.found, told.ready_wrong) == (0, 1)


def test_the_same_name_twice_is_told_apart_by_its_unit() -> None:
    rows = [row for row in ROWS if row.name == "Neutrophils" and row.is_current]
    assert len(rows) == 2
    reads = [replace(as_read(row), analyte=None) for row in reversed(rows)]
    told, misses = score(rows, reads)
    assert told.full == 2 and not misses


def test_nobody_may_be_sure_of_a_doubtful_row() -> None:
    row = replace(SODIUM, unit="", ucum="", doubtful=True)
    told, _ = score([row], [replace(as_read(row), standing="check")])
    assert (told.found, told.ready_wrong) == (1, 0)
    told, _ = score([row], [as_read(row)])
    assert (told.found, told.ready_right, told.ready_wrong) == (1, 0, 1)


def test_one_row_is_found_once() -> None:
    told, _ = score([SODIUM], [as_read(SODIUM)] * 2)
    assert (told.found, told.given, told.wrong) == (1, 2, 1)


def test_a_test_that_is_in_no_table_has_to_be_shown() -> None:
    row = replace(SODIUM, analyte="", name="Filament index", ucum="", unit="")
    assert score([row], [])[0].unknown_shown == 0
    assert score([row], [], ["Filament index 3.1"])[0].unknown_shown == 1
    told, _ = score([row], [replace(as_read(row), analyte="", standing="check")])
    assert (told.unknown_shown, told.given, told.wrong) == (1, 0, 0)
    assert score([row], [replace(as_read(row), analyte="sodium")])[0].ready_wrong == 1
