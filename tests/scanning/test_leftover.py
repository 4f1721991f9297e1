"""Nothing that looks like a result is passed over: what is not read is shown, and what stands beside it is looked at."""

from __future__ import annotations

import pytest

from bedside.scanning.coding import known, unit_codes
from bedside.scanning.layout import Cell, Line, Page, box_of
from bedside.scanning.leftover import AMOUNT, BESIDE, UNREAD, Taken, leftovers
from bedside.scanning.numerals import Sign
from scanning.test_scan import HEAD, read, row

K = row("Potassium", "4.2", "mmol/L", "3.5 - 5.1")
NA = row("Sodium", "138", "mmol/L", "135 - 145")
STRANGE = ((520, "4.9"),)
"""A number far to the right, below no head."""


def test_a_result_beside_a_number_that_belongs_to_nothing_is_looked_at() -> None:
    found = read([HEAD, (*K, *STRANGE), NA])
    assert [(each.concept, each.standing, BESIDE in each.why) for each in found.results] == [
        ("potassium", "check", True),
        ("sodium", "ready", False),
    ]
    assert [(each.text, each.why) for each in found.not_understood] == [("4.9", BESIDE)]


def test_the_numbers_of_the_rows_take_nothing_away() -> None:
    found = read([HEAD, ((20, "1"), *K), ((20, "2"), *NA)])
    assert [(each.concept, each.standing) for each in found.results] == [("potassium", "ready"), ("sodium", "ready")]
    assert not found.not_understood


@pytest.mark.parametrize("text", ["Wholly unknown 4.9 g/dL", "Gegeben wurden 4 mmol/L"])
def test_an_amount_of_nothing_is_shown(text: str) -> None:
    found = read([HEAD, K, NA, ((50, text),)])
    assert (text, AMOUNT) in [(each.text, each.why) for each in found.not_understood]


@pytest.mark.parametrize(
    "text", ["Deficient < 20 ng/mL", "Children 0.48 - 0.96 mg/dL", "Crianças 2-12 anos: 0,48 a 0,96 mg/dL"]
)
def test_limits_and_ranges_are_no_amounts(text: str) -> None:
    assert not any(each.why == AMOUNT for each in read([HEAD, K, NA, ((50, text),)]).not_understood)


BLOCKS = [
    ((50, "Sódio"),), ((60, "Resultado....: 139 mmol/L"),), ((60, "Valores de referência: 135 a 145 mmol/L"),),
    ((50, "Potássio"),), ((60, "Resultado....: 4,1 mmol/L"),), ((60, "Valores de referência: 3,5 a 5,1 mmol/L"),),
]  # fmt: skip


def test_an_earlier_result_in_a_block_has_its_own_day() -> None:
    body = [*BLOCKS[:2], ((60, "Resultado anterior (12/02/2026): 131"),), *BLOCKS[2:]]
    found = [(each.concept, each.value, each.at) for each in read(body).results]
    assert sorted(found, key=str) == [
        ("potassium", 4.1, "2026-04-03T08:15"),
        ("sodium", 131.0, "2026-02-12"),
        ("sodium", 139.0, "2026-04-03T08:15"),
    ]


def test_an_earlier_result_without_a_date_is_no_result_and_takes_nothing_away() -> None:
    found = read([*BLOCKS[:2], ((60, "Resultado anterior: 131"),), *BLOCKS[2:]])
    assert [(each.concept, each.value, each.standing) for each in found.results] == [
        ("sodium", 139.0, "ready"),
        ("potassium", 4.1, "ready"),
    ]
    head = (*HEAD, (480, "Previous"))
    table = read([head, (*K, (480, "4.9")), (*NA, (480, "131"))])
    assert [(each.value, each.standing) for each in table.results] == [(4.2, "ready"), (138.0, "ready")]
    assert not table.not_understood


def test_a_test_that_is_named_with_a_number_is_never_dropped() -> None:
    cells = (Cell("Ferritin", 50, 100, 90, 110), Cell("seen", 120, 100, 140, 110), Cell("88", 220, 100, 232, 110))
    page, line = Page(1, 595, 842, "text", ()), Line(1, 105, 10, cells)
    found = list(leftovers(page, [line], [], Sign("."), known, unit_codes))
    assert [(each.text, each.why) for each in found] == [("Ferritin  seen  88", UNREAD)]
    taken = [Taken(box_of(cells, page), frozenset({88.0}), "88 Ferritin", 220 / 595)]
    assert not list(leftovers(page, [line], taken, Sign("."), known, unit_codes))
