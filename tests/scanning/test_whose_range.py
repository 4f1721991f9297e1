"""Of several ranges of a row the person's own is taken where the report says of whom it is, and none where that is unclear."""

from __future__ import annotations

import random

import pypdfium2
import pytest

import bedside
from bedside.scanning.coding import name_of
from bedside.scanning.layout import Cell, Line
from bedside.scanning.pdf_words import pdf_words
from bedside.scanning.whose_range import Whose, stated
from bedside.verbs.scan import made
from scanning.test_scan import Lines, bent, printed, read

HEAD = ((50, "TEST"), (220, "RESULT"), (300, "UNIT"), (400, "REFERENCE"))
NEXT = ((50, "Platelets"), (220, "211"), (300, "10^9/L"), (400, "150 - 400"))
SEXES = "its range is one for men and one for women, or by age"


def seen(body: Lines, above: Lines) -> bedside.Scan:
    """What is read of a picture of such a page."""
    document = pypdfium2.PdfDocument(printed(body, above))
    page = pdf_words(document[0], 1)
    assert page is not None
    return made([bent(page, 0.0, random.Random(1))])


def top(sex: str, born: str = "25/12/1950") -> Lines:
    return (
        ((50, "INVENTED LABORATORY"),),
        ((50, "Patient: Ada Invented"), (300, f"Date of birth: {born}")),
        ((50, "Collected: 03/04/2026 08:15"), (300, sex)),
    )


def hemoglobin(*ranges: str) -> Lines:
    first = ((50, "Haemoglobin"), (220, "131"), (300, "g/L"), (400, ranges[0]))
    return (HEAD, first, *(((400, each),) for each in ranges[1:]), NEXT)


TAKEN = {
    "letters, a woman": ("Sex: Female", ("M: 130 - 180", "F: 120 - 160"), (120, 160)),
    "letters, a man": ("Sex: Male", ("M: 130 - 180", "F: 120 - 160"), (130, 180)),
    "a letter for the sex too": ("Age / Sex : 75 Y / F", ("M: 130 - 180", "F: 120 - 160"), (120, 160)),
    "in one line": ("Sexo: Femenino", ("H: 130 - 180 M: 120 - 160",), (120, 160)),
    "letters that could be flags": ("Jenis Kelamin : Perempuan", ("L 130 - 180", "P 120 - 160"), (120, 160)),
    "words": ("Cinsiyet: Erkek", ("Erkek: 130 - 180", "Bayan: 120 - 160"), (130, 180)),
    "limits": ("Geschlecht: weiblich", ("m < 180", "w < 160"), (None, 160)),
    "with their unit": ("Gender: Male", ("Male : 130 - 180 g/L", "Female : 120 - 160 g/L"), (130, 180)),
    "adults and children": ("Sex: Male", ("Adult : 130 - 180", "Child : 110 - 140"), (130, 180)),
    "the usual class": ("", ("Deficient: < 120", "Sufficient: 120 - 160", "High: > 160"), (120, 160)),
    "a class over two lines": ("", ("Low: <", "120", "Optimal: 120 - 160"), (120, 160)),
}


@pytest.mark.parametrize("case", TAKEN)
def test_the_range_of_the_person_is_taken(case: str) -> None:
    sex, ranges, limits = TAKEN[case]
    found = read(hemoglobin(*ranges), top(sex)).results
    assert [(each.low, each.high) for each in found] == [limits, (150, 400)]
    assert [each.standing for each in found] == ["ready", "ready"], [each.why for each in found]


LEFT = {
    "no sex is stated": ("", ("M: 130 - 180", "F: 120 - 160")),
    "two are stated": ("Sex: Male / Female", ("M: 130 - 180", "F: 120 - 160")),
    "M is a man or a woman": ("Sexo: M", ("H: 130 - 180", "M: 120 - 160")),
    "two ranges of nobody": ("Sex: Female", ("130 - 180", "120 - 160")),
    "a class that nobody knows": ("Sex: Female", ("Trimester: 100 - 140", "Others: 120 - 160")),
    "ages": ("Sex: Female", ("18 - 60 years: 130 - 180", "> 60 years: 120 - 160")),
    "classes by risk": ("Sex: Female", ("High risk: < 120", "Low risk: < 160")),
    "the other sex alone": ("Sex: Female", ("Male: 130 - 180",)),
}


@pytest.mark.parametrize("case", LEFT)
def test_no_range_is_sure_where_anything_is_unclear(case: str) -> None:
    sex, ranges = LEFT[case]
    first = read(hemoglobin(*ranges), top(sex)).results[0]
    assert (first.value, first.standing) == (131, "check") and SEXES in first.why


def test_a_child_has_no_range_of_adults() -> None:
    found = read(hemoglobin("Adult : 130 - 180", "Child : 110 - 140"), top("Sex: Male", "25/12/2015")).results[0]
    assert (found.low, found.high, found.standing) == (None, None, "check")


def test_rows_whose_values_are_missing_are_no_list() -> None:
    body = (HEAD, ((50, "Sodium"), (220, "139"), (300, "mmol/L"), (400, "135 - 145")), ((50, "Potassium"), (400, "3.5 - 5.1")))
    assert read(body).results[0].standing == "ready"


def test_ranges_in_two_units_are_two_lists() -> None:
    head = ((50, "TEST"), (170, "RESULT"), (220, "UNIT"), (270, "RANGE"), (370, "RESULT"), (420, "UNIT"), (470, "RANGE"))
    row = (
        (50, "Creatinine"),
        (170, "88"),
        (220, "umol/L"),
        (270, "M: 62 - 115"),
        (370, "1.0"),
        (420, "mg/dL"),
        (470, "M: 0.7 - 1.3"),
    )
    found = read((head, row, ((270, "F: 53 - 97"), (470, "F: 0.6 - 1.1"))), top("Sex: Female")).results
    assert [(each.unit, each.low, each.high, each.standing) for each in found] == [
        ("umol/L", 53, 97, "ready"),
        ("mg/dL", 0.6, 1.1, "ready"),
    ]


def test_a_row_read_from_a_picture_has_the_range_of_the_person() -> None:
    ranges = ("M: 130 - 180", "F: 120 - 160")
    found = seen(hemoglobin(*ranges), top("Sex: Female")).results[0]
    assert (found.low, found.high, found.standing) == (120, 160, "ready"), found.why
    unsaid = seen(hemoglobin(*ranges), top("")).results[0]
    assert (unsaid.low, unsaid.high, unsaid.standing) == (None, None, "check")


@pytest.mark.parametrize(("bare", "spelt"), [("Acik Sari", "Açık Sarı"), ("Zolty", "Żółty"), ("Nao reagente", "Não reagente")])
def test_a_finding_read_from_a_picture_has_its_accents(bare: str, spelt: str) -> None:
    body = (HEAD, ((50, "Urine colour"), (220, bare), (400, "-")), NEXT)
    assert [each.value for each in seen(body, top("")).results] == [spelt, 211]
    assert [each.value for each in read(body, top("")).results] == [bare, 211]


def test_days_under_the_labels_of_fields_head_no_columns() -> None:
    above = (((50, "PHYSICIAN"), (250, "LAB NO."), (346, "DATE COLLECTED"), (462, "RELEASED")),)
    above += (((50, "DR. J. INVENTED"), (250, "LB2658760"), (346, "01/21/2026 06:53 AM"), (462, "01/23/2026 01:20 AM")),)
    head = ((50, "TEST"), (191, "SI RESULT"), (256, "UNIT"), (309, "REFERENCE"), (413, "CONV. RESULT"), (488, "REFERENCE"))
    row = ((50, "Glucose"), (210, "4.28"), (256, "mmol/L"), (309, "3.90 - 5.80"), (420, "77 mg/dL"), (488, "70 - 105"))
    found = read((*above, head, row), ()).results
    assert [(each.value, each.unit, each.at) for each in found] == [
        (4.28, "mmol/L", "2026-01-21T06:53"),
        (77, "mg/dL", "2026-01-21T06:53"),
    ]


@pytest.mark.parametrize(
    ("name", "analyte"),
    [
        ("Ortalama Eritrosit Hacmi (MCV)", "mcv"),
        ("Volumen de la plaqueta, medio (MPV)", "mpv"),
        ("Antikörper (IgG)", None),
    ],
)
def test_a_name_that_nobody_knows_is_told_by_its_short_one_where_that_means_one_thing(name: str, analyte: str | None) -> None:
    assert [each.id for each in name_of(name).analytes] == ([analyte] if analyte else [])


SAID = {
    "Sex: M": "men",
    "JK : P": "women",
    "Edad/Sexo: 45/F": "women",
    "Sex / Age : F/45": "women",
    "Płeć: K": "women",
    "Age/Sex : 45 Y/M": "men",
    "Sex: 45 L": None,
    "Sex: M / F": None,
    "Sister: F": None,
}


@pytest.mark.parametrize("text", SAID)
def test_a_sex_is_known_where_it_is_stated(text: str) -> None:
    line = Line(1, 10, 8, (Cell(text, 10, 10, 100, 20),))
    assert stated([line], adult=False) == Whose(SAID[text], stated([line], adult=False).letter)


NAMES = {
    "Nötrofil %": ["neutrophils_percent"],
    "NEUTROFILOS TOTALES #": ["neutrophils"],
    "Lymphozyten abs.": ["lymphocytes"],
    "Eosinófilos relativos": ["eosinophils_percent"],
    "ALT (ICD-9: I17)": ["alt"],
    "GOT (ASAT) 37°C": ["ast"],
    "CRP Kuantitatif": ["crp"],
    "Glucose nüchtern (NaF)": ["glucose"],
    "Glucose 1 h": [],
    "Creatinine clearance 24": [],
}


@pytest.mark.parametrize("name", NAMES)
def test_what_only_says_how_it_was_measured_is_no_part_of_a_name(name: str) -> None:
    assert [each.id for each in name_of(name).analytes] == NAMES[name]


FINDINGS = {"+1": ("+1", "ready"), "1+": ("1+", "ready"), "1": (1.0, "check"), "Positive(++)": ("Positive", "check")}


@pytest.mark.parametrize("text", FINDINGS)
def test_a_finding_of_a_strip_is_no_number(text: str) -> None:
    body = (((50, "URINALYSIS"),), HEAD, ((50, "Ketones"), (220, text), (400, "Negative")))
    found = read(body).results[0]
    assert (found.value, found.standing) == FINDINGS[text]


def test_below_a_test_of_urine_a_name_that_blood_has_too_is_not_taken_for_blood() -> None:
    found = read(
        (HEAD, ((50, "Specific gravity"), (220, "1.020"), (400, "1.005 - 1.030")), ((50, "pH"), (220, "7.2")))
    ).results[1]
    assert found.concept is None and found.standing == "check"


def test_a_dimer_of_an_unknown_kind_is_looked_at() -> None:
    found = read((HEAD, ((50, "D-dimer"), (220, "400"), (300, "ng/mL"), (400, "< 500")))).results[0]
    assert found.standing == "check" and "kind" in found.why[0]
