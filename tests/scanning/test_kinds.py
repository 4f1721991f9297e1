"""Kinds of reports: what is printed in each, and the results that it gives. All of them are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bedside.scanning.analytes import analytes, elsewhere, named
from bedside.scanning.coding import known, name_of, unit_codes, unit_codes_of_picture
from bedside.scanning.dates import dates, order_of
from scanning.test_scan import HEAD, TOP, Lines, read, row

Told = tuple[str, object, str, str]
"""The id of the analyte, the value with its comparator, the unit, and its standing."""
K = row("Potassium", "4.2", "mmol/L", "3.5 - 5.1")


def told(body: Lines, top: Lines = TOP) -> list[Told]:
    return [
        (
            each.concept or each.name,
            f"{each.comparator}{each.value:g}" if isinstance(each.value, float) else each.value,
            each.unit,
            each.standing,
        )
        for each in read(body, top).results
    ]


def lines(*texts: str, x: float = 50) -> list[tuple[tuple[float, str], ...]]:
    """One cell a line; a line that begins with a blank is set in."""
    return [((x + (10 if text.startswith(" ") else 0), text.strip()),) for text in texts]


ALT, AST = ("alt", "24", "U/L", "ready"), ("ast", "36", "U/L", "ready")
KINDS: dict[str, tuple[Lines, Sequence[Told]]] = {
    "a share and a count in one row": (
        [
            ((50, "Polynucléaires neutrophiles"), (220, "62,0 %"), (290, "4,12 G/L"), (380, "(1,80 - 7,50)")),
            ((50, "Lymphocytes"), (220, "28,0 %"), (290, "1,86 G/L"), (380, "(1,00 - 4,00)")),
            ((50, "Hémoglobine"), (290, "13,5 g/dL"), (380, "(12,0 - 16,0)")),
        ],
        [
            ("neutrophils_percent", "62", "%", "ready"),
            ("neutrophils", "4.12", "10*9/L", "ready"),
            ("lymphocytes_percent", "28", "%", "ready"),
            ("lymphocytes", "1.86", "10*9/L", "ready"),
            ("hemoglobin", "13.5", "g/dL", "ready"),
        ],
    ),
    "one amount in two units, line below line": (
        [
            ((50, "Glycémie"), (220, "0,95 g/L"), (300, "(0,70 - 1,10)")),
            ((220, "5,27 mmol/L"), (300, "(3,89 - 6,11)")),
        ],
        [("glucose", "0.95", "g/L", "ready"), ("glucose", "5.27", "mmol/L", "ready")],
    ),
    "a second unit that says something else": (
        [
            ((50, "Glycémie"), (220, "0,95 g/L"), (300, "(0,70 - 1,10)")),
            ((220, "7,90 mmol/L"), (300, "(3,89 - 6,11)")),
        ],
        [("glucose", "0.95", "g/L", "check"), ("glucose", "7.9", "mmol/L", "check")],
    ),
    "said again by a word": (
        [
            ((50, "Analyse"), (256, "Valeur"), (369, "Normales")),
            ((50, "Monocytes"), (256, "6,9 %"), (369, "(2,0 à 10,0)")),
            ((131, "soit"), (256, "0,46 G/L"), (369, "(0,20 à 0,90)")),
        ],
        [("monocytes_percent", "6.9", "%", "ready"), ("monocytes", "0.46", "10*9/L", "ready")],
    ),
    "rows that are counted": (
        [
            ((30, "1"), (50, "Sodium"), (240, "138"), (300, "mmol/L"), (380, "135-145")),
            ((30, "2"), (50, "Potassium"), (240, "4.2"), (300, "mmol/L"), (380, "3.5-5.1")),
        ],
        [("sodium", "138", "mmol/L", "ready"), ("potassium", "4.2", "mmol/L", "ready")],
    ),
    "a number of the sample under its own head": (
        [
            ((50, "Test"), (160, "Sample"), (240, "Result"), (300, "Unit"), (380, "Range")),
            ((50, "Sodium"), (165, "01"), (240, "138"), (300, "mmol/L"), (380, "135-145")),
        ],
        [("sodium", "138", "mmol/L", "ready")],
    ),
    "a sign set apart from its number": (
        [HEAD, ((50, "CRP"), (150, "<"), (220, "0.5"), (300, "mg/L"), (380, "0 - 5")), K],
        [("crp", "<0.5", "mg/L", "ready"), ("potassium", "4.2", "mmol/L", "ready")],
    ),
    "results that stand under no head, beside earlier ones": (
        [
            ((300, "Valeurs de référence"), (430, "Antériorités")),
            ((50, "Glycémie"), (220, "0,95 g/L"), (300, "0,70 à 1,10"), (430, "12/01/2026 : 0,92")),
            ((50, "Créatinine"), (220, "9,5 mg/L"), (300, "5,0 à 12,0"), (430, "12/01/2026 : 9,2")),
        ],
        [
            ("glucose", "0.95", "g/L", "ready"),
            ("glucose", "0.92", "g/L", "ready"),
            ("creatinine", "9.5", "mg/L", "ready"),
            ("creatinine", "9.2", "mg/L", "ready"),
        ],
    ),
    "blocks that are set in": (
        lines("ALT", " Method: IFCC", " Result......: 24 U/L", " Reference values: up to 45")
        + lines("AST", " Method: IFCC", " Result......: 36 U/L", " Reference values: 8 to 40"),
        [ALT, AST],
    ),
    "blocks with dates": (
        lines("ALT", " 03/04/2026 24 U/L", " 01/02/2026 77 U/L", "AST", " 03/04/2026 36 U/L", " 01/02/2026 99 U/L"),
        [ALT, ("alt", "77", "U/L", "ready"), AST, ("ast", "99", "U/L", "ready")],
    ),
    "values that may be of the name below": (
        lines("24 U/L", "ALT", "36 U/L", "AST"),
        [("ast", "36", "U/L", "check")],
    ),
    "blocks of which nothing tells which way they go": (
        lines("ALT", "24 U/L", "AST", "36 U/L"),
        [("alt", "24", "U/L", "check"), ("ast", "36", "U/L", "check")],
    ),
    "a block with two values": (
        lines("ALT", " 24 U/L", " 77 U/L", "AST", " 36 U/L"),
        [("alt", "24", "U/L", "check"), AST],
    ),
    "a table on its side": (
        [
            ((150, "ALT"), (220, "AST"), (290, "GGT")),
            ((50, "Units"), (150, "U/L"), (220, "U/L"), (290, "U/L")),
            ((50, "Reference range"), (150, "(<45)"), (220, "(8-40)"), (290, "(<60)")),
            ((50, "21/01/2026"), (220, "35"), (290, "66 H")),
            ((50, "22/01/2026"), (150, "24"), (220, "-"), (290, "<5")),
        ],
        [("ast", "35", "U/L", "ready"), ("ggt", "66", "U/L", "ready"), ALT, ("ggt", "<5", "U/L", "ready")],
    ),
    "a table on its side whose numbers stand between the heads": (
        [
            ((150, "ALT"), (220, "AST")),
            ((50, "Units"), (150, "U/L"), (220, "U/L")),
            ((50, "21/01/2026"), (185, "23")),
        ],
        [("alt", "23", "U/L", "check")],
    ),
    "a letter": (
        lines(
            "Kreatinin 1,77 mg/dl (Vorwert 1,55 vom 23.02.2026); eGFR >90 ml/min/1,73m²; Natrium",
            "143 mmol/l; GGT 30 U/l (Vorwert <3 vom 23.02.2026).",
            "Wir empfehlen Kalium 40 mmol am Tag und Kontrolle ab Kreatinin 2,0 mg/dl.",
        ),
        [
            ("creatinine", "1.77", "mg/dL", "ready"),
            ("creatinine", "1.55", "mg/dL", "ready"),
            ("egfr", ">90", "mL/min/{1.73_m2}", "check"),
            ("sodium", "143", "mmol/L", "ready"),
            ("ggt", "30", "U/L", "ready"),
            ("ggt", "<3", "U/L", "ready"),
        ],
    ),
    "a range for each sex": (
        [HEAD, row("Hemoglobin", "13.0", "g/dL", "Men: 13.5 - 17.5"), K],
        [("hemoglobin", "13", "g/dL", "check"), ("potassium", "4.2", "mmol/L", "ready")],
    ),
    "words in place of a number": (
        [HEAD, row("Sodium", "Sample haemolysed", "", "135 - 145"), K],
        [("potassium", "4.2", "mmol/L", "ready")],
    ),
    "limits under heads of their own": (
        [
            ((50, "Test"), (150, "Result"), (220, "Unit"), (300, "Reference range")),
            ((300, "Low"), (350, "High")),
            ((50, "Sodium"), (150, "138"), (220, "mmol/L"), (300, "135"), (350, "145")),
        ],
        [("sodium", "138", "mmol/L", "ready")],
    ),
    "a name with its value in one cell, ranges where they fall": (
        [((50, "GLUCEMIA: 0,95 g/l"), (300, "V.R.: 0,70 - 1,10")), ((50, "CREATININEMIA: 9,5 mg/l"), (300, "V.R.: 6 - 12"))],
        [("glucose", "0.95", "g/L", "ready"), ("creatinine", "9.5", "mg/L", "ready")],
    ),
    "another language than the six": (
        [
            ((50, "Pemeriksaan"), (200, "Hasil"), (300, "Satuan"), (400, "Nilai Rujukan")),
            ((50, "Leukosit"), (200, "7.200"), (300, "/uL"), (400, "4.000 - 10.000")),
            ((50, "Ureum"), (200, "25,5"), (300, "mg/dL"), (400, "10,0 - 50,0")),
        ],
        [("leukocytes", "7200", "/uL", "ready"), ("urea", "25.5", "mg/dL", "ready")],
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_of_report_gives(kind: str) -> None:
    body, results = KINDS[kind]
    assert told(body) == list(results)


def test_a_range_that_depends_on_the_sex_is_none() -> None:
    found = read([HEAD, row("Hémoglobine", "13.0", "g/dL", "H: 13.5 - 17.5 F: 12.0 - 16.0"), K]).results[0]
    assert (found.low, found.high) == (None, None) and any("men" in why for why in found.why)


@pytest.mark.parametrize("label", ["Previous collection date", "Last sample collected", "Prior collection"])
def test_the_date_of_an_earlier_report_is_not_that_of_this_one(label: str) -> None:
    top = (((50, "Collected: 23/04/2026 08:15"),), ((50, f"{label}: 11/02/2026"),))
    assert [each.at for each in read([HEAD, K], top).results] == ["2026-04-23T08:15"]


EARLIER = ((50, "Test"), (150, "Current"), (250, "06/09/2026"), (350, "Unit"), (420, "Range"))
SODIUM = ((50, "Sodium"), (150, "138"), (250, "129"), (350, "mmol/L"), (420, "135-145"))


def test_no_result_is_later_than_its_report() -> None:
    top = (((50, "Collected: 08/07/2026 09:41"), (300, "Reported: 08/08/2026 01:41")),)
    assert [each.at for each in read([EARLIER, SODIUM], top).results] == ["2026-08-07T09:41", "2026-06-09"]


def test_an_earlier_result_of_an_uncertain_day_is_never_ready() -> None:
    top = (((50, "Collected: 11/12/2026 09:41"),),)
    assert [(each.value, each.at, each.standing) for each in read([EARLIER, SODIUM], top).results] == [
        (138.0, None, "ready"),
        (129.0, None, "check"),
    ]


@pytest.mark.parametrize("before", ["Vorwerte:", "Ziel:", "Previous:", "Goal:", "Ab"])
def test_a_list_of_earlier_values_or_of_goals_is_none_of_todays(before: str) -> None:
    found = read([HEAD, K, *lines(f"{before} Kreatinin 1,55 mg/dl; Natrium 144 mmol/l")])
    assert [each.concept for each in found.results] == ["potassium"]


@pytest.mark.parametrize("heading", ["Previous results", "Vorwerte", "Resultados anteriores"])
def test_below_a_heading_of_earlier_results_nothing_is_ready(heading: str) -> None:
    found = read([HEAD, K, ((50, heading),), row("Sodium", "138", "mmol/L", "135 - 145")])
    assert [each.standing for each in found.results if each.concept == "sodium"] != ["ready"]


def test_a_date_before_a_list_is_that_of_its_results() -> None:
    found = read(lines("Labor vom 23.02.2026: Kreatinin 1,55 mg/dl; Natrium 144 mmol/l"))
    assert [(each.value, each.at) for each in found.results] == [(1.55, "2026-02-23"), (144.0, "2026-02-23")]


def test_an_hour_of_an_uncertain_day_is_ready_only_where_it_is_the_collection() -> None:
    head = ((50, "Test"), (150, "Unit"), (250, "10/07/2026"), (350, "10/07/2026"))
    body = [head, ((262, "05:35"), (362, "09:35")), ((50, "Sodium"), (150, "mmol/L"), (265, "138"), (365, "141"))]
    found = read(body, (((50, "Collected: 10/07/2026 09:35"),),)).results
    assert [(each.value, each.standing) for each in found] == [(138.0, "check"), (141.0, "ready")]


def test_a_number_that_begins_with_a_mark_is_looked_at() -> None:
    found = read([HEAD, row("LDH", ".281", "U/L", "135 - 225"), row("D-Dimer", ".30", "mg/L FEU", "< .50"), K]).results
    assert [each.standing for each in found] == ["check", "ready", "ready"]


def test_a_date_behind_an_earlier_result_is_not_that_of_todays() -> None:
    head = ((50, "Test"), (150, "Result"), (220, "Unit"), (300, "Range"), (400, "Previous"))
    body = [head, ((50, "Sodium"), (150, "138"), (220, "mmol/L"), (300, "135-145"), (400, "129"), (450, "11/02/2026"))]
    assert [(each.value, each.at) for each in read(body).results] == [(138.0, "2026-04-03T08:15")]


def test_hours_below_the_days_of_a_head_part_its_columns() -> None:
    head = ((50, "Test"), (150, "Unit"), (250, "15/02/2026"), (350, "15/02/2026"))
    body = [head, ((262, "07:21"), (362, "15:21")), ((50, "Sodium"), (150, "mmol/L"), (265, "138"), (365, "141"))]
    assert [(each.value, each.at, each.standing) for each in read(body).results] == [
        (138.0, "2026-02-15T07:21", "ready"),
        (141.0, "2026-02-15T15:21", "ready"),
    ]


UNITS_OF_PICTURES = {
    "x10/L": ("10*9/L", "10*12/L"),
    "x10°/L": ("10*9/L", "10*12/L"),
    "10/µL": ("10*3/uL", "10*6/uL"),
    "IUL": ("[IU]/L",),
    "U/": ("U/L",),
    "U/A": ("U/L",),
    "g/": (),
    "mg": (),
}


@pytest.mark.parametrize(("text", "codes"), UNITS_OF_PICTURES.items())
def test_what_a_unit_of_a_picture_may_be(text: str, codes: tuple[str, ...]) -> None:
    assert unit_codes_of_picture(text) == codes and (not codes or unit_codes(text) == ()), "a digital page is taken at its word"


@pytest.mark.parametrize(
    ("seen", "name"), [("HbAlc", "HbA1c"), ("lgG", "IgG"), ("lonized calcium (mmol/L)", "Ionized calcium")]
)
def test_letters_that_look_alike(seen: str, name: str) -> None:
    assert known(seen) and name_of(seen).analytes == name_of(name).analytes


def test_only_one_reading_of_a_number_may_be_possible() -> None:
    found = read([HEAD, ((50, "URINE"),), row("Specific gravity", "1.012", "", "1.005 - 1.030")]).results
    assert [(each.value, each.low, each.high, each.standing) for each in found] == [(1.012, 1.005, 1.03, "ready")]


def test_pairs_of_dates_may_tell_the_order_of_day_and_month() -> None:
    (early,), (late,) = dates("06/09/2026"), dates("08/07/2026")
    assert order_of([early, late]) is None and order_of([early, late], (), [(early, late)]) == "mdy"


@pytest.mark.parametrize("language", elsewhere())
def test_names_of_other_languages_mean_what_they_mean_in_the_six(language: str) -> None:
    for key, names in elsewhere()[language].items():
        assert key in analytes(), key
        for name in names:
            assert key in {each.id for each in named(name)}, name


@pytest.mark.parametrize("value", ["03nicht nachweisbar", "xnot detected"])
def test_a_finding_never_loses_the_word_that_takes_it_back(value: str) -> None:
    found = read([((50, "HBsAg"), (220, value)), ((50, "Sodium"), (220, "138 mmol/L"), (380, "135-145"))])
    assert all(each.value not in ("nachweisbar", "detected") for each in found.results)


def test_a_flag_before_a_range_is_no_letter_of_a_sex() -> None:
    found = read([((50, "Protein, total: 8.8 g/dL H [6.4-8.3]"),), ((50, "ESR: 27 mm/hr H [< 20]"),)]).results
    assert [(each.value, each.low, each.high, each.flag) for each in found] == [(8.8, 6.4, 8.3, "H"), (27.0, None, 20.0, "H")]
