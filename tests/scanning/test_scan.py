"""`scan`: what is printed on a report, and what becomes of it. All reports and persons are invented."""

from __future__ import annotations

import dataclasses
import io
import json
import math
import random
from collections.abc import Sequence
from datetime import date, timedelta, timezone

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

import bedside
from bedside.scanning import numerals, thresholds
from bedside.scanning.analytes import analytes
from bedside.scanning.coding import known, name_of, unit_codes, unit_codes_of_picture
from bedside.scanning.dates import dates, order_of
from bedside.scanning.entries import pieces
from bedside.scanning.facts import Identity, Person, compared
from bedside.scanning.grading import grade_of, rows
from bedside.scanning.layout import Cell, Page, lines
from bedside.scanning.levelling import Word, bend
from bedside.scanning.pdf_words import pdf_words
from bedside.scanning.results import results_of
from bedside.verbs.scan import made
from reports.layouts import layouts
from reports.making import report
from reports.truth import Report

Lines = Sequence[Sequence[tuple[float, str]]]
HEAD = ((50, "Test"), (220, "Result"), (300, "Unit"), (380, "Reference range"))
TOP: Lines = (
    ((50, "INVENTED LABORATORY"),),
    ((50, "Patient: Ada Invented"), (300, "Date of birth: 25/12/1950")),
    ((50, "Collected: 03/04/2026 08:15"), (300, "Patient ID: 0012345")),
)


def printed(body: Lines, top: Lines = TOP) -> bytes:
    """A page with these cells, line below line."""
    held = io.BytesIO()
    canvas = Canvas(held)
    for number, cells in enumerate((*top, *body)):
        for x, text in cells:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x, 800 - 15 * number, text)
    canvas.save()
    return held.getvalue()


def read(body: Lines, top: Lines = TOP) -> bedside.Scan:
    document = pypdfium2.PdfDocument(printed(body, top))
    return made([page for at in range(len(document)) if (page := pdf_words(document[at], at + 1)) is not None])


def row(name: str, value: str, unit: str = "", limits: str = "") -> tuple[tuple[float, str], ...]:
    return tuple((x, text) for x, text in zip((50, 220, 300, 380), (name, value, unit, limits), strict=True) if text)


# ------------------------------------------------------------------------------------------------------- parts of a cell

CELLS = {
    "13.5 L g/dL": [("number", "13.5"), ("flag", "L"), ("unit", "g/dL")],
    "13.5 g/dL <-- LOW!": [("number", "13.5"), ("unit", "g/dL"), ("flag", "<-- LOW!")],
    "*HH* 13.5": [("flag", "*HH*"), ("number", "13.5")],
    "349 *U/L": [("number", "349"), ("flag", "*"), ("unit", "U/L")],
    ".. 13.5 g/dL": [("number", "13.5"), ("unit", "g/dL")],
    "13.5L": [("number", "13.5"), ("flag", "L")],
    "< 0.41": [("bound", "< 0.41")],
    "4.1 mmol/l (3.5-5.1)": [("number", "4.1"), ("unit", "mmol/l"), ("range", "(3.5-5.1)")],
    "Sodium 138 mmol/L (135-145)": [("name", "Sodium"), ("number", "138"), ("unit", "mmol/L"), ("range", "(135-145)")],
    "Hemoglobin A1c 5.6 %": [("name", "Hemoglobin A1c"), ("number", "5.6"), ("unit", "%")],
    "CA 19-9": [("name", "CA 19-9")],
    "2+": [("word", "2+")],
    "2 +": [("number", "2"), ("flag", "+")],
    "de 3,5 à 5,0": [("range", "de 3,5 à 5,0")],
    "hasta 40": [("bound", "hasta 40")],
    "bis 1,2": [("bound", "bis 1,2")],
    "Ref: < 5.0": [("range", "< 5.0")],
    "3.5 - 5.0 mmol/L": [("range", "3.5 - 5.0"), ("unit", "mmol/L")],
    "(Negative)": [("range", "(Negative)")],
    "05.03.2026": [("date", "05.03.2026")],
    "x10^9/L": [("unit", "x10^9/L")],
    "Collected: 14-Mar-2026 08:00": [("name", "Collected: 14-Mar-2026 08:00")],
}


@pytest.mark.parametrize(("text", "told"), CELLS.items())
def test_what_the_text_of_a_cell_is(text: str, told: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.text) for each in pieces(Cell(text, 0, 0, 100, 10), unit_codes, known)] == told


NUMBERS = [
    (["13,5", "4,2"], "1.250", (1250.0,)),
    (["13.5", "4.2"], "1.250", (1.25,)),
    (["13.5"], "1,250", (1250.0,)),
    ([], "1.234", (1.234, 1234.0)),
    (["13,5", "4.2"], "1.234", (1.234, 1234.0)),
    ([], "0.123", (0.123,)),
    ([], "1.234,5", (1234.5,)),
    ([], "1,234.5", (1234.5,)),
    ([], "150 000", (150000.0,)),
    ([], "1.23.4", ()),
]


@pytest.mark.parametrize(("others", "text", "told"), NUMBERS)
def test_what_a_printed_number_may_be(others: list[str], text: str, told: tuple[float, ...]) -> None:
    assert numerals.sign_of(others).readings(text) == told


def test_dates_in_six_languages_and_of_two_orders() -> None:
    for text in (
        "3 de marzo de 2026",
        "3. März 2026",
        "3 marzo 2026",
        "3 mars 2026",
        "3 de março de 2026",
        "March 3, 2026",
        "2026-03-03",
    ):
        (found,) = dates(text)
        assert found.by(None) == date(2026, 3, 3), text
    (unclear,) = dates("03/04/2026 08:15")
    assert unclear.by(None) is None and unclear.by("dmy") == date(2026, 4, 3) and unclear.by("mdy") == date(2026, 3, 4)
    assert order_of([unclear, *dates("25/12/1950")]) == "dmy" and order_of([unclear, *dates("12/25/1950")]) == "mdy"
    assert dates("03.04.2026")[0].by(None) == date(2026, 4, 3), "nobody writes the month first with points"


def test_units_of_pictures_are_set_right_and_unknown_ones_stay_unknown() -> None:
    assert "10*9/L" in unit_codes_of_picture("G/") and "g/L" in unit_codes_of_picture("G/")
    assert unit_codes_of_picture("U1/L") == unit_codes_of_picture("UI/L")
    assert unit_codes("109/L") == ("10*9/L",) and unit_codes_of_picture("mmo1/L") == ("mmol/L",)
    assert unit_codes("bananas") == () == unit_codes_of_picture("b4n/1")


def test_a_name_with_its_unit_or_without_its_spaces_is_known() -> None:
    assert name_of("Sodium (mmol/L)").analytes[0].id == "sodium" and name_of("Sodium (mmol/L)").unit == "mmol/L"
    assert [each.id for each in name_of("Alanineaminotransferase").analytes] == ["alt"]
    assert not name_of("Sodiem").analytes, "nothing is taken for what it nearly is"


# ------------------------------------------------------------------------------------------------------------- standing

STANDING = [
    (("Creatinine", "2.46 H", "mg/dL", "0.70 - 1.30"), "ready", ""),
    (("Creatinine", "100", "mg/dL", "60 - 110"), "check", "it would fit umol/L"),
    (("Potassium", "4.1", "", "3.5 - 5.1"), "check", "no unit is printed, and none is guessed"),
    (("Sodium", "138 H", "mmol/L", "135 - 145"), "check", "the flag says something else"),
    (("Sodium", "13.8", "mmol/L", "135 - 145"), "check", "outside what is possible"),
    (("Ferritin", "1.234", "ng/mL", "30 - 400"), "check", "may be thousands"),
    (("Sodium", "138", "mg/dL", "135 - 145"), "check", "the unit does not fit"),
    (("Sodium", "negative", "mmol/L", "135 - 145"), "check", "is a number, not a word"),
]


@pytest.mark.parametrize(("cells", "standing", "why"), STANDING)
def test_how_sure_a_result_is(cells: tuple[str, str, str, str], standing: str, why: str) -> None:
    found = read(
        [HEAD, row(*cells), row("Hemoglobin", "13.5", "g/dL", "12.0 - 16.0"), row("Platelets", "250", "x10^9/L", "150 - 400")]
    )
    result = found.results[0]
    assert result.standing == standing and (not why or any(why in each for each in result.why)), result.why


def test_a_value_without_a_flag_where_others_are_marked_is_looked_at() -> None:
    marked = [row("Sodium", "150 H", "mmol/L", "135 - 145"), row("Potassium", "6.0 H", "mmol/L", "3.5 - 5.1")]
    found = read([HEAD, *marked, row("Chloride", "120", "mmol/L", "98 - 107")])
    assert [each.standing for each in found.results] == ["ready", "ready", "check"]


def test_two_values_for_one_time_are_both_looked_at() -> None:
    found = read([HEAD, row("Sodium", "138", "mmol/L", "135 - 145"), row("Sodium", "141", "mmol/L", "135 - 145")])
    assert [each.standing for each in found.results] == ["check", "check"]


def test_what_is_not_known_is_shown_and_never_dropped() -> None:
    found = read([HEAD, row("Sodium", "138", "mmol/L", "135 - 145"), row("Quibblin", "3.3", "U/L", "1 - 5")])
    assert [each.text for each in found.not_understood] == ["Quibblin  3.3  U/L  1 - 5"] and len(found.results) == 1


def test_a_name_that_is_two_things_stays_so_and_a_heading_tells() -> None:
    body = [HEAD, ((50, "URINE"),), row("Glucose", "negative", "", "negative"), row("Creatinine", "90", "mg/dL", "")]
    assert [each.concept for each in read(body).results] == ["urine_glucose_strip", "urine_creatinine"]


# ------------------------------------------------------------------------------------------------------ tables and places


def test_an_earlier_result_is_never_taken_for_todays() -> None:
    head = ((50, "Test"), (200, "Result"), (270, "Previous result"), (380, "Unit"), (440, "Range"))
    body = [((50, "Sodium"), (270, "129"), (380, "mmol/L"), (440, "135 - 145"))]
    body += [((50, "Potassium"), (200, "4.1"), (270, "5.0"), (380, "mmol/L"), (440, "3.5 - 5.1"))]
    found = read([head, *body])
    assert [(each.concept, each.value) for each in found.results] == [("potassium", 4.1)]


def test_a_trend_table_gives_each_value_its_own_date() -> None:
    head = ((50, "Untersuchung"), (180, "Einheit"), (260, "Referenz"), (360, "05.03.2026"), (440, "01.03.2026"))
    body = [((50, "Natrium"), (180, "mmol/l"), (260, "135 - 145"), (365, "138"), (445, "139"))]
    assert [(each.value, each.at) for each in read([head, *body]).results] == [(138.0, "2026-03-05"), (139.0, "2026-03-01")]


def test_numbers_set_to_the_right_edge_belong_to_their_own_head() -> None:
    head = ((50, "Test"), (180, "Result"), (290, "Previous"), (400, "Unit"), (470, "Range"))
    body = [
        ((50, name), (265, new), (375, old), (400, "mmol/L"), (470, limits))
        for name, new, old, limits in (("Sodium", "138", "129", "135 - 145"), ("Chloride", "101", "99", "98 - 107"))
    ]
    assert [each.value for each in read([head, *body]).results] == [138.0, 101.0]


def test_where_a_column_is_empty_and_the_head_is_far_the_column_is_in_doubt() -> None:
    head = ((50, "Test"), (180, "Result"), (290, "Previous"), (400, "Unit"), (470, "Range"))
    body = [((50, "Sodium"), (265, "138"), (400, "mmol/L"), (470, "135 - 145"))]
    found = read([head, *body])
    assert not found.results and found.not_understood[0].why == "it is not clear in which column this result stands"


def test_what_a_number_means_is_no_result() -> None:
    meaning = [
        ((50, "Normal"), (220, "< 5.7 %")),
        ((50, "Prediabetes"), (220, "5.7 - 6.4 %")),
        ((50, "Diabetes"), (220, "> 6.4 %")),
    ]
    found = read([HEAD, row("HbA1c", "5.6", "%", "< 5.7"), *meaning, ((50, "Comment: glucose > 126 mg/dL suggests diabetes"),)])
    assert [each.name for each in found.results] == ["HbA1c"]


def test_boxes_hold_what_is_printed() -> None:
    (result,) = read([HEAD, row("Sodium", "138", "mmol/L", "135 - 145")]).results
    assert result.box.x0 == pytest.approx(50 / 595.27, abs=0.003) and result.box.y0 < (842 - 800 + 15 * 4) / 842 < result.box.y1


def test_json_has_the_keys_of_the_report() -> None:
    told = read([HEAD, row("Sodium", "138", "mmol/L", "135 - 145")]).to_json()
    assert list(told) == ["report", "results", "not_understood"]
    assert list(told["report"]) == ["collected", "reported", "laboratory", "pages", "method"]  # type: ignore[call-overload]
    keys = [
        "concept",
        "loinc",
        "name",
        "value",
        "comparator",
        "unit",
        "printed_unit",
        "low",
        "high",
        "flag",
        "at",
        "page",
        "box",
    ]
    keys += ["confidence", "standing", "why"]
    assert [list(each) for each in told["results"]] == [keys]  # type: ignore[attr-defined]
    assert "Ada" not in json.dumps(told) and "0012345" not in json.dumps(told), "who it is about is in no answer"


# -------------------------------------------------------------------------------------------------- generated reports


def words(made_report: Report) -> list[Page]:
    document = pypdfium2.PdfDocument(made_report.pdf)
    found = [pdf_words(document[at], at + 1) for at in range(len(document))]
    return [page for page in found if page is not None]


def score(made_report: Report, pages: list[Page]) -> tuple[int, int, int, int]:
    """Rows, rows that were found, rows of these that are ready, and wrong values among the ready."""
    found = results_of(pages).results
    keys = [(each.concept, each.value, each.comparator, each.page, (each.at or "")[:10]) for each in found]
    truth = [(t.analyte, t.value, t.comparator, t.page, t.at[:10]) for t in made_report.truth.rows if t.analyte]
    loose = [(*key[:4], "") for key in truth]
    hits = [key in keys or there in keys for key, there in zip(truth, loose, strict=True)]
    ready = [key for key, each in zip(keys, found, strict=True) if each.standing == "ready"]
    wrong = sum(key not in truth and key not in loose for key in ready)
    return len(truth), sum(hits), len(ready), wrong


@pytest.mark.parametrize("layout", [each.id for each in layouts(held_out=False)])
def test_no_ready_value_is_wrong_in_any_layout(layout: str) -> None:
    made_report = report(layout, 11)
    count, found, ready, wrong = score(made_report, words(made_report))
    assert not wrong and found >= 0.97 * count
    doubtful = sum(row.doubtful for row in made_report.truth.rows)
    assert ready >= 0.85 * (found - doubtful) or len(made_report.truth.people) > 1


LEAST_ABROAD = {
    "my_chain": (0.85, 0.85),
    "id_clinic": (0.99, 0.95),
    "tr_hospital": (0.99, 0.95),
    "py_laboratory": (0.99, 0.95),
    "mx_hospital": (0.99, 0.95),
    "de_cumulative": (0.99, 0.95),
    "in_chain": (0.99, 0.95),
    "pl_chain": (0.99, 0.95),
}
"""Of laboratories abroad: the share of rows that is found at least, and the share of those that is ready."""


@pytest.mark.parametrize("layout", [each.id for each in layouts(held_out=False, abroad=True)])
def test_no_ready_value_is_wrong_in_any_layout_abroad(layout: str) -> None:
    made_report = report(layout, 11)
    count, found, ready, wrong = score(made_report, words(made_report))
    least_found, least_ready = LEAST_ABROAD[layout]
    assert not wrong and found >= least_found * count and ready >= least_ready * found


def bent(page: Page, high: float, lots: random.Random) -> Page:
    """The page as a camera sees a curled sheet: each cell a word with a slope, moved up and down by a wave."""
    wave = high * lots.choice((-1, 1))
    phase, tilt = lots.uniform(-0.2, 0.2), lots.uniform(-0.012, 0.012)

    def rise(x: float) -> float:
        return wave * math.sin(math.pi * (x / page.width + phase)) + tilt * x

    found = []
    for line in lines(page):
        for cell in line.cells:
            x, height = (cell.x0 + cell.x1) / 2, cell.y1 - cell.y0
            y = (cell.y0 + cell.y1) / 2 + rise(x) + lots.gauss(0, 0.25)
            slope = (rise(x + 2) - rise(x - 2)) / 4 + lots.gauss(0, 0.004)
            found.append(Word(cell.text, cell.x0, y - height / 2, cell.x1, y + height / 2, y, height, 0.98, None, slope))
    return dataclasses.replace(page, method="ocr", words=tuple(found))


@pytest.mark.parametrize("high", [3.0, 8.0, 16.0])
@pytest.mark.parametrize("layout", ["us_plain", "de_trend", "es_plain", "en_pair"])
def test_rows_of_a_curled_page_are_not_mixed(layout: str, high: float) -> None:
    made_report, lots = report(layout, 3), random.Random(f"{layout} {high}")
    count, found, _, wrong = score(made_report, [bent(page, high, lots) for page in words(made_report)])
    assert not wrong and found >= 0.97 * count


def test_a_page_that_is_too_bent_gives_nothing_that_is_ready() -> None:
    made_report, lots = report("es_plain", 3), random.Random(1)
    pages = [bent(page, 60.0, lots) for page in words(made_report)]
    assert all(bend(page.words) > 24 for page in pages)
    assert not [each for each in results_of(pages).results if each.standing == "ready"]


def pictured(found: Page, **change: object) -> Page:
    """The page as if it had been read from a picture, its number 138 with this change."""
    told = [dataclasses.replace(each, **(change if each.text == "138" else {})) for each in found.words]  # type: ignore[arg-type]
    return dataclasses.replace(found, method="ocr", words=tuple(told))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"confidence": 0.7}, "the picture is not clear here"),
        ({"again": "188"}, "a second look at the value read something else"),
        ({"text": "1380"}, "outside what is possible"),
    ],
)
def test_what_was_read_from_a_picture_has_to_pass_more(change: dict[str, object], why: str) -> None:
    document = pypdfium2.PdfDocument(
        printed([HEAD, row("Sodium", "138", "mmol/L", "135-145"), row("Chloride", "101", "mmol/L", "98-107")])
    )
    page = pdf_words(document[0], 1)
    assert page is not None
    cells = [Word(c.text, c.x0, c.y0, c.x1, c.y1, (c.y0 + c.y1) / 2, c.y1 - c.y0) for line in lines(page) for c in line.cells]
    result = results_of([pictured(dataclasses.replace(page, words=tuple(cells)), **change)]).results[0]
    assert (result.standing == "ready") == (not why) and (not why or any(why in each for each in result.why)), result.why


# ------------------------------------------------------------------------------------------------ persons, confirmation

BODY = [HEAD, row("Sodium", "138", "mmol/L", "135 - 145"), row("C-reactive protein", "< 0.41", "mg/L", "< 5.0")]
CONFIRMATION = bedside.Confirmation("Nurse N", bedside.parse_time("2026-11-25T12:00:00Z"), timezone(timedelta(hours=1)))


def test_what_a_person_confirmed_becomes_an_observation_in_their_name() -> None:
    found = read(BODY)
    (sodium,) = bedside.confirm_results(found, found.ready, CONFIRMATION)
    assert (sodium.concept, sodium.value, sodium.by, sodium.at.isoformat()) == (
        "sodium",
        138.0,
        "Nurse N",
        "2026-04-03T08:15:00+01:00",
    )
    (right,) = bedside.confirm_results(found, found.results[:1], CONFIRMATION, corrections={0: 139.0})
    assert right.value == 139.0 and "Sodium 138 mmol/L; corrected to 139" in right.note, "what was read is kept beside it"


def test_a_report_without_a_time_needs_one() -> None:
    found = read(BODY, TOP[:1])
    with pytest.raises(bedside.CannotConfirm, match="does not say when Sodium was collected"):
        bedside.confirm_results(found, found.ready, CONFIRMATION)
    (sodium,) = bedside.confirm_results(found, found.ready, CONFIRMATION, collected=["2026-03-03T08:15"])
    assert sodium.at.isoformat() == "2026-03-03T08:15:00+01:00"


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (Person("Invented, Ada"), Identity(name="agrees")),
        (Person("Ada Other"), Identity(name="differs")),
        (Person(born=date(1950, 12, 25)), Identity(born="agrees")),
        (Person(born=date(1951, 12, 25)), Identity(born="differs")),
        (Person(number="12345"), Identity(number="agrees")),
        (Person(number="99"), Identity(number="differs")),
    ],
)
def test_another_person_blocks_confirmation(record: Person, told: Identity) -> None:
    assert compared(Person("Ada Invented", date(1950, 12, 25), "0012345"), record) == told
    found = dataclasses.replace(read(BODY), identity=told)
    if told.differs:
        with pytest.raises(bedside.CannotConfirm, match="on the report and in the record differ"):
            bedside.confirm_results(found, found.ready, CONFIRMATION)


def test_nobody_is_no_confirmer() -> None:
    found = read(BODY)
    with pytest.raises(bedside.CannotConfirm, match="name the person"):
        bedside.confirm_results(found, found.ready, dataclasses.replace(CONFIRMATION, by=" "))


# ------------------------------------------------------------------------------------------------------------- explaining

GRADES = [
    ("alt", 41, "U/L", None, 41, None),
    ("alt", 42, "U/L", None, 41, 1),
    ("alt", 124, "U/L", None, 41, 2),
    ("alt", 830, "U/L", None, 41, 4),
    ("creatinine", 2.46, "mg/dL", 0.7, 1.3, 2),
    ("creatinine", 218, "umol/L", 60, 110, 2),
    ("hemoglobin", 112, "g/L", 130, 170, 1),
    ("hemoglobin", 7.9, "g/dL", 13, 17, 3),
    ("platelets", 24, "10*9/L", 150, 400, 4),
    ("sodium", 128, "mmol/L", 135, 145, 2),
    ("sodium", 151, "mmol/L", 135, 145, 2),
    ("potassium", 2.9, "mmol/L", 3.5, 5.1, 3),
    ("inr", 1.6, "{INR}", None, None, 2),
]


@pytest.mark.parametrize(("analyte", "value", "unit", "low", "high", "grade"), GRADES)
def test_grades_are_those_of_ctcae_5(
    analyte: str, value: float, unit: str, low: float | None, high: float | None, grade: int | None
) -> None:
    """ctcae-5: the row of the term."""
    found = grade_of(analytes()[analyte], float(value), unit, low, high)
    assert (found.grade if found else None) == grade


def test_every_graded_analyte_is_one_and_its_unit_can_be_turned() -> None:
    for each in rows():
        assert each.analyte in analytes() and bool(each.times) != bool(each.steps)
        if each.unit:
            analytes()[each.analyte].canonical(1.0, each.unit)


def test_a_guides_thresholds_come_from_its_own_rules() -> None:
    guide = bedside.load_medicine("aldesleukin").guides["consensus-2014"]
    found = thresholds.thresholds(guide, "creatinine", 2.46)
    told = "under consensus-2014 a dose needs a correction first from 2.5 mg/dL; a dose is held from 3 mg/dL."
    assert thresholds.told(guide, "mg/dL", found) == told and not any(each.reached for each in found)
    assert [each.reached for each in thresholds.thresholds(guide, "creatinine", 3.1)] == [False, True]


def test_only_what_is_ready_is_explained() -> None:
    found = read([HEAD, row("Creatinine", "2.46 H", "mg/dL", "0.70 - 1.30"), row("Potassium", "6.0", "", "3.5 - 5.1")])
    medicine = bedside.load_medicine("aldesleukin")
    patient = bedside.load_record(bedside.demo_record())
    beside = bedside.Beside(
        bedside.parse_time("2026-05-05T16:00:00Z"),
        medicine,
        tuple(medicine.guides.values()),
        tuple(bedside.page("aldesleukin").statements),
        patient,
    )
    (creatinine,) = bedside.explain_results(found.results, beside)
    assert [each.about for each in creatinine.told if each.about != "guide"] == [
        "range",
        "grade",
        "baseline",
        "trend",
        "course",
        "course",
    ]
    assert all(each.source for each in creatinine.told)
