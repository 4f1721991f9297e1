"""What a person puts right, what a record has a place for, and a scan that is kept as text. Everything here is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import bedside
from bedside.scanning.facts import Person
from bedside.scanning.layout import Page, Word
from bedside.verbs.scan import made

ROWS = (
    ("Patient: Alice Example", "", "Date of birth: 1965-02-03", ""),
    ("Collected: 2026-03-03 08:15", "", "", ""),
    ("Test", "Result", "Unit", "Reference range"),
    ("Creatinine", "2.46", "mg/dL", "0.50 - 0.90"),
    ("Bilirubin, total", "1.9", "", "0.2 - 1.2"),
    ("Troponin T hs", "<3", "ng/L", "< 14"),
    ("MCV", "91", "fL", "80 - 96"),
    ("Lumen index B", "3.1", "AU", "1.0 - 4.0"),
)


def scan() -> bedside.Scan:
    words = [
        Word(text, x, 20.0 * line, x + 5.0 * len(text), 20.0 * line + 10, 20.0 * line + 10, 10.0)
        for line, row in enumerate(ROWS, 1)
        for x, text in zip((40.0, 240.0, 310.0, 400.0), row, strict=True)
        if text
    ]
    return made([Page(1, 595.0, 842.0, "text", tuple(words))])


def result(name: str) -> bedside.Result:
    return next(each for each in scan().results if each.name == name)


@pytest.mark.parametrize(
    ("name", "has"), [("Creatinine", True), ("Bilirubin, total", False), ("Troponin T hs", False), ("MCV", False)]
)
def test_a_record_has_a_place_for_an_exact_number_with_its_unit(name: str, has: bool) -> None:
    assert bedside.recordable(result(name)) is has


@pytest.mark.parametrize(
    ("name", "right", "becomes"),
    [
        ("Creatinine", (2.64, "mg/dL", "creatinine"), (2.64, "mg/dL", "creatinine")),
        ("Creatinine", (217.0, "µmol/L", "creatinine"), (217.0, "umol/L", "creatinine")),
        ("Bilirubin, total", (1.9, "mg/dl", "bilirubin"), (1.9, "mg/dL", "bilirubin")),
        ("Bilirubin, total", (78.0, "U/L", "alt"), (78.0, "U/L", "alt")),
    ],
)
def test_a_result_is_put_right_and_keeps_what_was_read(
    name: str, right: tuple[float, str, str], becomes: tuple[float, str, str]
) -> None:
    before = result(name)
    after = bedside.corrected(before, bedside.Correction(*right))
    assert (after.value, after.unit, after.concept) == becomes
    assert (after.printed, after.printed_unit, after.name, after.box) == (
        before.printed,
        before.printed_unit,
        before.name,
        before.box,
    )


@pytest.mark.parametrize(
    ("right", "says"),
    [
        ((1.9, "", "bilirubin"), "nothing is no unit of Total bilirubin"),
        ((1.9, "bananas", "bilirubin"), "bananas is no unit of"),
        ((19000.0, "mg/dL", "bilirubin"), "cannot be"),
        ((91.0, "fL", "mcv"), "is nothing that records keep"),
        ((1.0, "mg/dL", ""), "is nothing that records keep"),
    ],
)
def test_what_cannot_be_right_is_refused(right: tuple[float, str, str], says: str) -> None:
    with pytest.raises(bedside.CannotConfirm, match=says):
        bedside.corrected(result("Bilirubin, total"), bedside.Correction(*right))


def test_a_scan_is_kept_as_text_and_comes_back() -> None:
    found = scan()
    again = bedside.scan_from_text(bedside.scan_to_text(found))
    assert again.to_json() == found.to_json() and again.printed == found.printed == Person("Alice Example", date(1965, 2, 3))
    assert again == replace(found, results=tuple(replace(each, moment=None) for each in found.results))
    assert len(again.results) == 4 and len(again.not_understood) == 1


def test_a_scan_without_a_birth_date_comes_back_too() -> None:
    found = replace(scan(), printed=Person())
    assert bedside.scan_from_text(bedside.scan_to_text(found)).printed == Person()


def test_who_is_printed_is_compared_later_with_whoever_it_may_be() -> None:
    found = bedside.scan_from_text(bedside.scan_to_text(scan()))
    assert found.about(bedside.Person("EXAMPLE, Alice", date(1965, 2, 3))).identity.differs == ()
    assert found.about(bedside.Person("Zoe Another", date(1966, 2, 3))).identity.differs == ("the name", "the birth date")
    assert "Alice" not in repr(found) and "1965" not in repr(found)


@pytest.mark.parametrize(
    ("begins", "found"),
    [(b"%PDF-1.7", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff\xe0", "jpeg"), (b"0000ftypheic", "heic")],
)
def test_what_a_file_is_is_told_by_its_first_bytes(begins: bytes, found: str) -> None:
    assert bedside.report_format(begins + b"0" * 20) == found


def test_what_is_no_report_has_no_format() -> None:
    with pytest.raises(bedside.CannotScan, match="begins like no PDF"):
        bedside.report_format(b"Creatinine 2.46")
