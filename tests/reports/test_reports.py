"""The generator keeps its word: what it says is printed stands there, the same seed gives the same bytes, nothing overlaps."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from bedside.scanning.analytes import LANGUAGES, analytes, named, printed_unit
from reports.abroad import Abroad
from reports.drawing import KINDS
from reports.golden import NAMES
from reports.golden import told as golden
from reports.layouts import ALL, HELD_OUT_SEEDS, Layout, layouts
from reports.making import printed, report
from reports.pictures import CONDITIONS, picture
from reports.printing import number
from reports.specimens import habit
from reports.trimmings import DECOYS, MISSING
from reports.truth import Box, Report, Row

GOLDEN = Path(__file__).parent / "golden"
SEED = 5


def text_in(page: pypdfium2.PdfPage, box: Box) -> str:
    """What a PDF says within a box that is given as fractions from the upper left corner."""
    width, height = page.get_size()
    left, top, right, bottom = box
    told = page.get_textpage().get_text_bounded(
        left=left * width - 0.5,
        right=right * width + 0.5,
        top=height - top * height + 0.5,
        bottom=height - bottom * height - 0.5,
    )
    return " ".join(str(told).split())


def value_as_printed(layout: Layout, row: Row, digits: int) -> str:
    if not isinstance(row.value, float):
        return str(row.value)
    gap = " " if row.comparator and isinstance(layout, Abroad) and layout.spaced else ""
    return f"{row.comparator}{gap}{number(layout, row.value, digits)}"


@pytest.fixture(scope="module", params=ALL, ids=lambda each: each.id)
def made(request: pytest.FixtureRequest) -> tuple[Layout, Report]:
    return request.param, report(request.param.id, SEED)


def test_there_are_enough_layouts_of_every_kind() -> None:
    assert len(ALL) == len({each.id for each in ALL}) == 98 and len(layouts(held_out=True)) == 27
    assert len(layouts(held_out=False, abroad=True)) == len(layouts(held_out=True, abroad=True)) == 8
    assert all(each.id.startswith("held_") is each.held_out for each in ALL)
    assert {each.language for each in layouts(held_out=False)} == set(LANGUAGES)
    assert {each.language for each in layouts(held_out=True)} == set(LANGUAGES)
    assert {each.kind for each in ALL} == set(KINDS)
    for part in (True, False):
        assert {"trend", "sideways", "letter", "scales", "blocks"} <= {each.kind for each in layouts(held_out=part)}
    assert any(each.also for each in layouts(held_out=False)) and any(each.labels for each in layouts(held_out=False))
    assert {each.decimal for each in ALL} == {".", ","} and {each.unit_at for each in ALL} == {
        "column",
        "result",
        "name",
        "range",
    }
    assert HELD_OUT_SEEDS > SEED


def test_boxes_cover_what_is_printed(made: tuple[Layout, Report]) -> None:
    layout, told = made
    document = pypdfium2.PdfDocument(told.pdf)
    assert len(document) == told.truth.pages
    for row in told.truth.rows:
        page = document[row.page - 1]
        found = {value_as_printed(layout, row, digits) for digits in range(4)}
        assert text_in(page, row.value_box) in found, row
        whole = text_in(page, row.box)
        assert text_in(page, row.value_box) in whole
        assert row.name.split()[0] in whole and (not row.flag or row.flag in whole), (row, whole)
        if row.unit and row.is_current:
            assert "".join(row.unit.split()) in "".join(whole.split()), (row, whole)
    document.close()


def test_the_truth_agrees_with_itself(made: tuple[Layout, Report]) -> None:
    layout, told = made
    assert told.truth.rows and told.truth.collected < told.truth.reported
    assert len(told.truth.people) == layout.people == len({row.person for row in told.truth.rows})
    for row in told.truth.rows:
        assert type(row.value) in (float, str)
        assert row.person or row.is_current is (row.at == told.truth.collected)
        if isinstance(row.value, float) and row.analyte:
            high = row.high is not None and row.value > row.high
            low = row.low is not None and row.value < row.low
            assert row.side == ("" if row.comparator else "high" if high else "low" if low else "")
            assert bool(row.flag) <= bool(row.side)


def test_values_are_possible_and_names_tell_what_is_meant(made: tuple[Layout, Report]) -> None:
    layout, told = made
    for row in told.truth.rows:
        if not row.analyte:
            assert not named(row.name)
            continue
        analyte = analytes()[row.analyte]
        # Laboratories abroad have names and spellings that no table has; their lists say what each means.
        assert isinstance(layout, Abroad) or analyte in named(row.name)
        assert analyte.takes(row.ucum) or (row.doubtful and not row.ucum)
        if row.doubtful:
            continue
        assert not row.unit or isinstance(layout, Abroad) or row.ucum in printed_unit(row.unit), row
        if analyte.possible and row.ucum and isinstance(row.value, float):
            assert analyte.possible[0] <= analyte.canonical(row.value, row.ucum) <= analyte.possible[1], row
        for limit in (row.low, row.high):
            if limit and analyte.limits and row.ucum:
                least, most = analyte.limits
                assert least * 0.999 <= analyte.canonical(limit, row.ucum) <= most * 1.001, (row, analyte.limits)


@pytest.mark.parametrize("name", ["en_doubts", "held_es_doubts"])
def test_some_rows_are_printed_so_that_nobody_may_be_sure(name: str) -> None:
    """Without a unit; with a unit that no laboratory gives with such a range: creatinine 53 - 106 mg/dL; or not there yet."""
    rows = [row for seed in range(4) for row in report(name, seed).truth.rows if row.doubtful]
    assert any(not row.unit for row in rows)
    for row in (row for row in rows if row.unit):
        least, most = analytes()[row.analyte].limits or (0.0, 0.0)
        told = [analytes()[row.analyte].canonical(limit, row.ucum) for limit in (row.low, row.high) if limit]
        assert told and all(limit < least or limit > most for limit in told), row
    assert any(row.unit for row in rows)


def rows_of(name: str, seeds: int = 6) -> list[Row]:
    return [row for seed in range(seeds) for row in report(name, seed).truth.rows]


@pytest.mark.parametrize("layout", [each for each in ALL if each.missing or each.decoys], ids=lambda each: each.id)
def test_words_in_the_place_of_a_result_and_numbers_in_remarks_are_no_results(layout: Layout) -> None:
    words = {*MISSING[layout.language], *DECOYS[layout.language]}
    marks = [mark.text for seed in range(6) for mark in printed(layout.id, seed)[0].marks]
    assert words & set(marks)
    assert not any(row.value in words for row in rows_of(layout.id))


@pytest.mark.parametrize("layout", [each for each in ALL if each.hours], ids=lambda each: each.id)
def test_results_of_several_hours_have_their_time(layout: Layout) -> None:
    told = report(layout.id, SEED).truth
    times = {datetime.fromisoformat(row.at) for row in told.rows}
    newest = datetime.fromisoformat(told.collected)
    assert times == {newest - timedelta(hours=layout.hours * at) for at in range(max(layout.trend, layout.rounds))}


@pytest.mark.parametrize("layout", [each for each in ALL if each.formula], ids=lambda each: each.id)
def test_a_share_of_cells_and_its_count_are_two_results_of_one_name(layout: Layout) -> None:
    rows = [row for row in rows_of(layout.id) if row.is_current]
    pairs = [(one, two) for one, two in pairwise(rows) if {one.analyte, two.analyte} == {"monocytes", "monocytes_percent"}]
    assert pairs and all(one.name == two.name and "%" in (one.unit, two.unit) for one, two in pairs)
    assert all(one.value != two.value or one.unit != two.unit for one, two in pairs)


@pytest.mark.parametrize("layout", [each for each in ALL if each.groups], ids=lambda each: each.id)
def test_ranges_by_sex_and_age_are_no_limits(layout: Layout) -> None:
    rows = [row for row in rows_of(layout.id) if row.analyte == "creatinine"]
    assert rows and all(row.low is None and row.high is None and not row.flag for row in rows)


@pytest.mark.parametrize("layout", [each for each in ALL if each.kind == "letter"], ids=lambda each: each.id)
def test_a_letter_has_no_ranges_and_tells_what_was_before(layout: Layout) -> None:
    rows = rows_of(layout.id)
    assert any(not row.is_current for row in rows) and all(row.low is None and row.high is None for row in rows)


@pytest.mark.parametrize("layout", [each for each in ALL if each.also], ids=lambda each: each.id)
def test_a_result_in_two_units_is_one_result(layout: Layout) -> None:
    rows = rows_of(layout.id)
    pairs = [(one, two) for one, two in pairwise(rows) if two.again]
    assert pairs and len(pairs) == sum(row.again for row in rows)
    for one, two in pairs:
        assert (one.analyte, one.at, one.name, one.comparator) == (two.analyte, two.at, two.name, two.comparator)
        assert not one.again and one.ucum != two.ucum
        analyte, half = analytes()[one.analyte], 0.5001 * 10 ** -printed_digits(layout, two)
        assert isinstance(one.value, float) and isinstance(two.value, float)
        told = analyte.canonical(one.value, one.ucum)
        assert analyte.canonical(two.value - half, two.ucum) <= told <= analyte.canonical(two.value + half, two.ucum)


def printed_digits(layout: Layout, row: Row) -> int:
    return habit(layout.also, row.analyte).digits


@pytest.mark.parametrize("layout", [each for each in ALL if each.past_below or each.past_form], ids=lambda each: each.id)
def test_a_previous_result_has_its_own_date_beside_it(layout: Layout) -> None:
    told = report(layout.id, SEED)
    document = pypdfium2.PdfDocument(told.pdf)
    rows = [row for row in told.truth.rows if not row.is_current]
    assert rows
    for row in rows:
        day = f"{datetime.fromisoformat(row.at):{layout.dates}}"
        assert day in text_in(document[row.page - 1], row.box), row
    document.close()


@pytest.mark.parametrize("layout", [each for each in ALL if each.kind in ("log", "separated")], ids=lambda each: each.id)
def test_each_line_of_a_list_has_its_own_time(layout: Layout) -> None:
    told = report(layout.id, SEED)
    document = pypdfium2.PdfDocument(told.pdf)
    for row in told.truth.rows:
        at, text = datetime.fromisoformat(row.at), text_in(document[row.page - 1], row.box)
        assert f"{at:{layout.dates}}" in text and f"{at:%H:%M}" in text, row
    document.close()


@pytest.mark.parametrize("layout", [each for each in ALL if each.kind == "separated"], ids=lambda each: each.id)
def test_every_line_of_a_file_has_as_many_fields(layout: Layout) -> None:
    document = pypdfium2.PdfDocument(report(layout.id, SEED).pdf)
    lines = document[0].get_textpage().get_text_range().replace("\r", "").split("\n")
    found = [line.split(layout.separator) for line in lines if layout.separator in line]
    assert len(found) > 10 and {len(each) for each in found} == {len(layout.columns)}
    document.close()


@pytest.mark.parametrize("layout", [each for each in ALL if each.labels], ids=lambda each: each.id)
def test_words_stand_above_the_dates_of_a_trend(layout: Layout) -> None:
    marks = [mark for mark in printed(layout.id, SEED)[0].marks if mark.page == 1]
    labels = [next(mark for mark in marks if mark.text == label) for label in layout.labels]
    assert len(labels) == layout.trend
    for label, date in zip(labels, reversed(content_dates(layout)), strict=True):
        ends = label.x + label.width
        below = [mark for mark in marks if mark.y > label.y and abs(mark.x + mark.width - ends) < 1]
        assert below[0].text == f"{date:{layout.dates}}"


def content_dates(layout: Layout) -> list[datetime]:
    """The dates of a report, the current one first."""
    return sorted({datetime.fromisoformat(row.at) for row in report(layout.id, SEED).truth.rows}, reverse=True)


def test_the_same_seed_gives_the_same_bytes(made: tuple[Layout, Report]) -> None:
    layout, told = made
    again = report(layout.id, SEED)
    assert again.pdf == told.pdf and again.truth == told.truth
    assert report(layout.id, SEED + 1).truth.rows != told.truth.rows


@pytest.mark.parametrize("layout", ALL, ids=lambda each: each.id)
def test_nothing_is_printed_over_anything_else_or_over_the_edge(layout: Layout) -> None:
    for seed in (SEED, 11):
        sheet, _ = printed(layout.id, seed)
        width, height = sheet.size
        for page in range(1, sheet.page + 1):
            marks = [mark for mark in sheet.marks if mark.page == page and mark.text.strip(" .")]
            for at, one in enumerate(marks):
                assert one.x >= 20 and one.x + one.width <= width - 20 and one.y < height - 15, one
                for other in marks[at + 1 :]:
                    beside = one.x + 0.5 >= other.x + other.width or other.x + 0.5 >= one.x + one.width
                    assert beside or abs(one.y - other.y) >= 0.55 * min(one.size, other.size), (one, other)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_picture_is_a_jpeg_of_the_page_and_always_the_same(condition: str) -> None:
    told = report("us_plain", SEED)
    first = picture(told, 1, condition, 2)
    assert first[:3] == b"\xff\xd8\xff"
    assert first == picture(told, 1, condition, 2)
    assert condition == "clean" or first != picture(told, 1, condition, 3)
    seen = cv2.imdecode(np.frombuffer(first, np.uint8), cv2.IMREAD_COLOR)
    assert (seen.shape[0] < seen.shape[1]) is (condition == "quarter_turn")


@pytest.mark.parametrize("page", [1, 2])
def test_every_page_can_be_a_picture(page: int) -> None:
    assert len(picture(report("en_two_people", SEED), page, "clean", 0)) > 10_000


@pytest.mark.parametrize("name", NAMES)
def test_the_golden_reports_read_as_they_did(name: str) -> None:
    """The text and the truth of small reports, to be read by people; `python -m reports.golden` writes them again."""
    assert golden(name) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_a_truth_can_be_kept_as_json() -> None:
    truth = report("de_plain", SEED).truth
    assert json.loads(json.dumps(asdict(truth)))["rows"][0]["name"] == truth.rows[0].name
