"""Laboratories abroad: their lists of tests say what is meant, and the truth has the range of the person's sex."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bedside.scanning.analytes import analytes, named
from reports.abroad import Abroad
from reports.catalogue import Bounds, Listed, bounds, for_sex, parsed
from reports.charts_abroad import EVERY_LETTERHEAD
from reports.layouts import layouts
from reports.making import printed, report
from reports.words import FOOT

ABROAD = tuple(each for part in (False, True) for each in layouts(held_out=part, abroad=True) if isinstance(each, Abroad))
LIST = """
# Haematology | EDTA blood
## Counts
hemoglobin | Hb | g/dL | 1 | m13.0..17.0 f12.0..15.0 | sub=(SLS)
neutrophils | Neutrofil | ribu/µL | 2 | 1.80..7.70 | share=40.0..75.0;1
> Below 0.50 the ward is called.
#? Lipids
cholesterol | Cholesterol | mmol/L | 2 | [Desirable ..5.2* / Borderline 5.2..6.2 / High 6.2..] | also=mg/dL;0
ldl_cholesterol | LDL | mmol/L | 2 | [Low risk ..3.0 / High risk ..1.8] ~1.2..4.8
urine_nitrite | Nitrit | | | =Negatif | words=Negatif;Positif
inr | INR | | 2 | ~0.9..3.2
"""


def listed(layout: Abroad) -> list[Listed]:
    return [test for part in parsed(layout.tests) for test in part.tests]


def test_a_list_is_read_as_it_is_written() -> None:
    first, second = parsed(LIST)
    assert (first.title, first.below, first.always, second.always) == ("Haematology", "EDTA blood", True, False)
    hb, neutrophils = first.tests
    assert (hb.analyte, hb.name, hb.unit, hb.digits, hb.heading, hb.more) == (
        "hemoglobin",
        "Hb",
        "g/dL",
        1,
        "Counts",
        {"sub": "(SLS)"},
    )
    assert (neutrophils.unit, neutrophils.ucum, neutrophils.heading) == ("ribu/µL", "10*3/uL", "")
    assert neutrophils.remarks == ("Below 0.50 the ward is called.",)
    assert second.tests[2].range.word == "Negatif" and second.tests[3].range.drawn == Bounds("0.9", "3.2")


@pytest.mark.parametrize(
    ("name", "man", "woman"),
    [
        ("Hb", (13.0, 17.0), (12.0, 15.0)),
        ("Neutrofil", (1.8, 7.7), (1.8, 7.7)),
        ("Cholesterol", (None, 5.2), (None, 5.2)),
        ("LDL", (None, None), (None, None)),
        ("Nitrit", (None, None), (None, None)),
        ("INR", (None, None), (None, None)),
    ],
)
def test_the_range_that_holds(
    name: str, man: tuple[float | None, float | None], woman: tuple[float | None, float | None]
) -> None:
    """By sex that of the person; of classes the one that is called usual; none where the report leaves it open."""
    (told,) = [test.range for part in parsed(LIST) for test in part.tests if test.name == name]
    assert (for_sex(told, is_man=True).ends, for_sex(told, is_man=False).ends) == (man, woman)


@pytest.mark.parametrize(
    "line",
    [
        "# A\nsodium | Sodium | mmol/L",
        "# A\nsodium | Sodium | mmol/L | 0 | 135-145",
        "# A\nsodium | Na | mmol/L | 0 | m1..2 f3",
    ],
)
def test_a_line_that_is_not_as_it_should_be_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        parsed(line)


def test_bounds_are_open_where_nothing_stands() -> None:
    assert bounds("..40").ends == (None, 40.0) and bounds("60..").ends == (60.0, None) and bounds("-2..2.5").ends == (-2.0, 2.5)


@pytest.mark.parametrize("layout", ABROAD, ids=lambda each: each.id)
def test_every_list_names_known_tests_in_units_that_they_are_told_in(layout: Abroad) -> None:
    for test in listed(layout):
        if not test.analyte:
            assert not named(test.name), test
            continue
        analyte = analytes()[test.analyte]
        assert not test.ucum or analyte.takes(test.ucum), test
        assert analyte.kind == "quantity" or "words" in test.more, test
    assert layout.letterhead in EVERY_LETTERHEAD
    assert {role for role, _, _ in layout.columns} >= {"name", "result", "unit"}


@pytest.mark.parametrize("layout", ABROAD, ids=lambda each: each.id)
def test_the_truth_has_the_range_of_the_sex_that_the_report_states(layout: Abroad) -> None:
    seen = set()
    for seed in range(8):
        sheet, truth = printed(layout.id, seed)
        person, texts = truth.people[0], " ".join(mark.text for mark in sheet.marks if mark.page == 1)
        is_man = person.sex == layout.people_named.sexes[0]
        assert person.sex in texts and person.name in texts and person.number in texts
        seen.add(is_man)
        for row in truth.rows:
            told = [test for test in listed(layout) if (test.analyte, test.name) == (row.analyte, row.name)]
            if told and told[0].range.men is not None and row.unit == told[0].unit:
                assert (row.low, row.high) == for_sex(told[0].range, is_man).ends, row
    assert seen == {True, False}


@pytest.mark.parametrize("layout", ABROAD, ids=lambda each: each.id)
def test_every_page_says_that_it_is_invented_and_names_the_laboratory_of_the_truth(layout: Abroad) -> None:
    sheet, truth = printed(layout.id, 3)
    for page in range(1, truth.pages + 1):
        texts = [mark.text for mark in sheet.marks if mark.page == page]
        assert FOOT in texts and layout.page_form.format(page, truth.pages) in texts
        assert any(truth.laboratory in text for text in texts) and truth.laboratory == layout.laboratory[0]


def rows_in_two_units(layout: Abroad) -> bool:
    return any("also" in test.more for test in listed(layout))


@pytest.mark.parametrize("layout", [each for each in ABROAD if rows_in_two_units(each)], ids=lambda each: each.id)
def test_a_result_in_two_units_is_one_result(layout: Abroad) -> None:
    rows = [row for seed in range(3) for row in report(layout.id, seed).truth.rows]
    pairs = [(one, two) for one, two in pairwise(rows) if two.again]
    assert pairs and len(pairs) == sum(row.again for row in rows)
    for one, two in pairs:
        assert (one.analyte, one.at, one.name, one.comparator) == (two.analyte, two.at, two.name, two.comparator)
        assert one.ucum != two.ucum and isinstance(one.value, float) and isinstance(two.value, float)
        told = analytes()[one.analyte].canonical(one.value, one.ucum)
        again = analytes()[two.analyte].canonical(two.value, two.ucum)
        assert again == pytest.approx(told, rel=0.06), (one, two)


@pytest.mark.parametrize("layout", [each for each in ABROAD if "share=" in each.tests], ids=lambda each: each.id)
def test_a_count_of_cells_is_its_share_of_all(layout: Abroad) -> None:
    for seed in range(6):
        of = {row.analyte: row.value for row in report(layout.id, seed).truth.rows if row.is_current}
        for cells in ("neutrophils", "lymphocytes"):
            if {cells, f"{cells}_percent", "leukocytes"} <= of.keys():
                count, share, whole = of[cells], of[f"{cells}_percent"], of["leukocytes"]
                assert isinstance(count, float) and isinstance(share, float) and isinstance(whole, float)
                assert count == pytest.approx(whole * share / 100, abs=0.6 if whole > 300 else 0.006)
