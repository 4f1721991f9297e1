"""What a page may not say: each fault with its line and the nearest repair; all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bedside.load import MedicineError, read_medicine
from bedside.pages.library import page
from bedside.pages.page import SECTIONS
from bedside.pages.read_page import read_page
from pages.exemplin_page import EXEMPLIN, MEDICINE, PAGE, statement


def line_of(text: str, page: str = PAGE) -> int:
    return page[: page.index(text)].count("\n") + 1


def faults(text: str) -> list[str]:
    with pytest.raises(MedicineError) as trouble:
        read_page(text, "page.toml", MEDICINE)
    return [f"{fault.line}: {fault.problem}" for fault in trouble.value.faults]


def test_a_whole_page_is_read_in_the_order_of_its_sections() -> None:
    read = read_page(PAGE, "page.toml", MEDICINE)
    assert [section.id for section in read.sections] == list(SECTIONS)
    assert [len(section.statements) for section in read.sections] == [1] * len(SECTIONS)
    assert {row.reviewed.isoformat() for row in read.statements} == {"2026-01-02"}
    assert (read.source_of("trial, abstract").year, read.source_of("label, section 1").year) == (2022, 2024)


def test_a_statement_may_have_been_looked_at_on_a_day_of_its_own() -> None:
    text = PAGE.replace('text = "Exemplin: names."', 'text = "Exemplin: names."\nreviewed = 2026-02-03')
    days = {row.id: row.reviewed.isoformat() for row in read_page(text, "page.toml", MEDICINE).statements}
    assert days["names.1"] == "2026-02-03" and days["used-for.1"] == "2026-01-02"


NAMES = 'id = "names.1"\nsection = "names"\ntext = "Exemplin: names."\nsource = "label, section 1"\nread = "primary"'
ONE_FAULT = {
    "a statement without a source": (
        NAMES, NAMES.replace('source = "label, section 1"\n', ""), "names.1", -1,
        "the key 'source' is missing; every statement has a source"),
    "a source that is nowhere": (
        NAMES, NAMES.replace("label, section", "lable, section"), "lable", 0,
            "found source 'lable', expected one of label, trial"),
    "a source without its place": (
        NAMES, NAMES.replace("label, section 1", "label"), '"label"\n', 0,
        "the source 'label' needs its section or table after a comma"),
    "an unknown way of reading": (
        NAMES, NAMES.replace("primary", "skimmed"), "skimmed", 0,
            "found read 'skimmed', expected primary, secondary, recalled"),
    "an unknown section": (
        NAMES, NAMES.replace('section = "names"', 'section = "name"'), 'section = "name"\n', 0, "there is no section 'name': "),
    "a side effect that does not say how often": (
        'often = "1 in 10 people"\n', "", 'id = "common-effects.1"', -1, "'often' is told of side effects"),
    "how often of what is no side effect": (
        NAMES, NAMES + '\noften = "always"', 'often = "always"', 0, "'often' is told of side effects"),
    "a question in another section": (
        NAMES, NAMES + '\nquestion = "Why?"', 'question = "Why?"', 0,
            "a question stands in the section questions, and only there"),
    "an unknown glance": (
        NAMES, NAMES + '\nglance = "price"', 'glance = "price"', 0,
        "found glance 'price', expected indication, route, schedule, setting, serious"),
    "a topic that nothing brings up": (
        NAMES, NAMES + '\ntopics = ["skin"]', 'topics = ["skin"]', 0, "no focus brings up the topic 'skin'"),
    "a focus on no statement": ('topic = "scans"', 'topic = "scan"', 'topic = "scan"\n', 0,
        "no statement has the topic 'scan'"),
    "a focus on an unknown event": (
        'scheduled = "contrast_scan"', 'scheduled = "creatinine"', 'scheduled = "creatinine"', 0,
        "found 'creatinine', expected an event of the vocabulary or 'next dose'"),
    "a criterion that cannot be read": (
        "or kidney_disease", "or kidney_diseases", "kidney_diseases", 0, "found 'kidney_diseases'"),
    "a criterion about what grows old nowhere": (
        "creatinine > 1.5 mg/dL or", "bilirubin > 1.5 mg/dL or", "bilirubin", 0,
        "bilirubin is not in [observe] of medicine.toml"),
    "a figure of no trial": ('trial = "one"', 'trial = "two"', 'trial = "two"', 0, "there is no trial 'two' in [trials]"),
    "a figure without a source": (
        'against = "nothing: 5 %"\nsource = "trial, abstract"\n', 'against = "nothing: 5 %"\n', "[[figure]]", 0,
        "the key 'source' is missing; every rule has a source"),
    "an unknown measure": (
        'measure = "response"', 'measure = "luck"', 'measure = "luck"', 0, "found measure 'luck', expected response, "),
    "a source told twice": (
        "[sources.trial]", "[sources.label]\ntitle = \"x\"\nyear = 2020\n\n[sources.trial]", "[sources.label]", 0,
        "the source 'label' is in medicine.toml already; leave it out here"),
    "an id told twice": (NAMES, NAMES.replace("names.1", "used-for.1"), 'id = "used-for.1"', 0,
        "the id 'used-for.1' is used 2 times"),
    "a date in quotes": (
        "reviewed = 2026-01-02", 'reviewed = "2026-01-02"', "reviewed", 0,
        "reviewed is a date such as 2026-11-25, found '2026-01-02'"),
    "people that are no number": ("people = 40", 'people = "40"', 'people = "40"', 0, "people is a whole number, found '40'"),
    "an unknown table": ("[[focus]]", "[[focusses]]", "[[focusses]]", 0,
        "found the table 'focusses', expected one of page, sources"),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE_FAULT)
def test_a_fault_is_told_with_its_line(name: str) -> None:
    before, after, at, shift, told = ONE_FAULT[name]
    text = PAGE.replace(before, after, 1)
    assert text != PAGE
    found = faults(text)
    assert any(fault.startswith(f"{line_of(at, text) + shift}: {told}") for fault in found), found


def test_a_section_without_a_statement_is_a_fault() -> None:
    assert any(
        "the section 'diabetes' has no statement; say at least what is not known" in each
        for each in faults(PAGE.replace(statement("diabetes"), ""))
    )


def test_a_focus_has_either_a_criterion_or_something_due() -> None:
    told = "a focus has either 'when', a criterion, or 'scheduled', what is due"
    assert any(told in each for each in faults(PAGE.replace('scheduled = "contrast_scan"\n', "")))
    both = PAGE.replace('scheduled = "contrast_scan"\n', 'scheduled = "contrast_scan"\nwhen = "kidney_disease"\n')
    assert any(told in each for each in faults(both))


def test_all_faults_are_told_at_once() -> None:
    text = PAGE.replace("primary", "skimmed", 3).replace('measure = "response"', 'measure = "luck"')
    assert len(faults(text)) == 4


def test_what_is_no_toml_is_refused() -> None:
    assert "toml" not in faults("[page")[0] and faults("[page")


def test_a_folder_of_your_own_has_a_page_too(tmp_path: Path) -> None:
    (tmp_path / "medicine.toml").write_text(EXEMPLIN, "utf-8")
    with pytest.raises(MedicineError, match=r"page\.toml: \[file\] cannot be read: No such file"):
        page(tmp_path)
    (tmp_path / "page.toml").write_bytes(b"\xff")
    with pytest.raises(MedicineError, match="is not UTF-8 text"):
        page(tmp_path / "medicine.toml")
    (tmp_path / "page.toml").write_text(PAGE, "utf-8")
    assert page(tmp_path).name == "Exemplin"


def test_a_regimen_that_is_told_needs_no_weight_and_says_how_much() -> None:
    told = read_medicine(EXEMPLIN, "x", "exemplin").regimens["told"]
    assert (told.amount, told.lower, told.interval) == ("50 mg", ("25 mg",), 86400)  # type: ignore[union-attr]
    with pytest.raises(MedicineError, match="the key 'route' is missing; it needs title, amount, route, interval"):
        read_medicine(EXEMPLIN.replace('route = "by mouth"\n', ""), "x", "exemplin")
