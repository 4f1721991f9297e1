"""A page for one person: what concerns them comes first and says why; nothing is ever removed, whoever reads it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.concepts import vocabulary
from bedside.files import demo_record, load_record
from bedside.load import load_medicine
from bedside.pages.focus import FocusedPage, focus
from bedside.pages.library import library, page
from bedside.pages.page import NEVER_FOLDED, Page
from bedside.pages.read_page import read_page
from bedside.patient import Observation, Patient, observe
from pages.exemplin_page import MEDICINE, PAGE

NOW = datetime(2026, 5, 5, 16, tzinfo=UTC)
ALDESLEUKIN, MEDICINE_A = page("aldesleukin"), load_medicine("aldesleukin")
PAGES = {each.id: each for each in library()}
EXEMPLIN = read_page(PAGE, "page.toml", MEDICINE)


def told(*facts: Observation, of: Page = ALDESLEUKIN, at: datetime = NOW) -> FocusedPage:
    return focus(of, load_medicine(of.id), Patient.of(facts), at)


def fact(
    concept: str, value: float | bool | str, unit: str = "", hours: float = -1, entered: datetime | None = None
) -> Observation:
    return observe(concept, NOW + timedelta(hours=hours), value, unit, entered=entered)


def concerns(focused: FocusedPage) -> list[str]:
    return [concern.focus.id for concern in focused.concerns]


BROUGHT = {
    "weak kidneys": (fact("creatinine", 1.9, "mg/dL"), "kidneys", "kidney-disease"),
    "creatinine in another unit": (fact("creatinine", 168, "umol/L"), "kidneys", "kidney-disease"),
    "kidney disease": (fact("kidney_disease", True), "kidneys", "kidney-drugs"),
    "diabetes": (fact("diabetes", True), "diabetes", "not-excluded"),
    "a heart attack before": (fact("coronary_disease", True), "heart", "heart-disease"),
    "asthma": (fact("lung_disease", True), "lungs", "lung-disease"),
    "tablets for blood pressure": (fact("antihypertensive", True), "blood-pressure", "bp-tablets"),
    "a steroid": (fact("systemic_corticosteroid", True), "steroid", "steroids"),
    "lupus": (fact("autoimmune_disease", True), "autoimmune", "autoimmune-disease"),
    "a scan with contrast in three days, which nobody says when it was written down": (
        fact("contrast_scan", "done", hours=72), "contrast-scan", "contrast-tell"),
    "a scan with contrast in three days": (
        fact("contrast_scan", "done", hours=72, entered=NOW - timedelta(hours=2)), "contrast-scan", "contrast-tell"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROUGHT)
def test_what_concerns_the_person_comes_first_with_its_reason(name: str) -> None:
    observation, concern, statement = BROUGHT[name]
    focused = told(observation)
    assert concerns(focused) == [concern]
    (found,) = focused.concerns
    assert statement in focused.moved
    assert found.focus.say and ALDESLEUKIN.source_of(found.focus.source)
    assert found.at or any(row.concept == observation.concept for row in found.evidence)


NOT_BROUGHT = {
    "healthy kidneys": fact("creatinine", 0.9, "mg/dL"),
    "no diabetes": fact("diabetes", False),
    "an old creatinine": fact("creatinine", 1.9, "mg/dL", hours=-24 * 40),
    "a scan that is over": fact("contrast_scan", "done", hours=-5),
    "a scan that nobody knew of yet": fact("contrast_scan", "done", hours=72, entered=NOW + timedelta(hours=1)),
}


@pytest.mark.parametrize("name", NOT_BROUGHT)
def test_what_is_not_so_or_not_known_yet_brings_nothing(name: str) -> None:
    assert concerns(told(NOT_BROUGHT[name])) == []


def test_the_next_dose_is_told_with_its_time() -> None:
    focused = focus(ALDESLEUKIN, MEDICINE_A, load_record(demo_record()), NOW)
    assert concerns(focused)[:1] == ["next-dose"]
    assert focused.concerns[0].at == NOW
    assert "checked-before-each" in focused.moved
    later = focus(ALDESLEUKIN, MEDICINE_A, load_record(demo_record()), NOW + timedelta(hours=1))
    assert later.concerns[0].at and later.concerns[0].at > NOW


def test_what_the_record_does_not_tell_is_said_to_be_not_known() -> None:
    focused = told(fact("diabetes", True))
    unknown = {row.id: [lack.concept for lack in lacking] for row, lacking in focused.unknown}
    assert "kidneys" in unknown and "creatinine" in unknown["kidneys"]
    assert "diabetes" not in unknown
    assert not told(fact("creatinine", 0.9, "mg/dL"), fact("kidney_disease", False)).moved


def test_a_statement_of_two_topics_stands_under_the_first_only() -> None:
    focused = told(fact("kidney_disease", True), fact("liver_disease", True))
    moved = [row.id for concern in focused.concerns for row in concern.statements]
    assert len(moved) == len(set(moved))
    assert concerns(focused) == ["kidneys", "liver"]


def test_without_a_concern_nothing_is_moved_and_nothing_is_folded() -> None:
    focused = told()
    assert not focused.moved and not focused.folded and focused.sections == ALDESLEUKIN.sections


def test_warnings_are_never_folded_and_what_has_something_brought_forward_is_not() -> None:
    focused = told(fact("diabetes", True))
    assert focused.folded and not focused.folded.intersection(NEVER_FOLDED)
    assert "diabetes" not in focused.folded and "preparation" in focused.folded


def test_the_json_of_a_focus_names_statements_reasons_and_what_is_missing() -> None:
    body = told(fact("diabetes", True)).to_json()
    assert body.keys() == {"at", "concerns", "not_known", "folded"}
    (concern,) = body["concerns"]  # type: ignore[misc, attr-defined]
    assert concern["say"] == "You have diabetes." and concern["evidence"][0]["concept"] == "diabetes"
    assert "not-excluded" in concern["statements"]


RECORDED = [c for c in vocabulary().values() if c.kind in ("condition", "quantity", "grade", "event", "flag", "review")]


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    concept = draw(st.sampled_from(RECORDED))
    at = NOW + timedelta(hours=draw(st.integers(-400, 100)))
    entered = NOW - timedelta(hours=draw(st.integers(0, 5))) if draw(st.booleans()) else None
    if concept.unit:
        low, high = concept.possible or (0, 100)
        return observe(concept.id, at, draw(st.floats(low, high)), concept.unit, entered=entered)
    value: bool | str = draw(st.booleans()) if concept.kind in ("condition", "flag") else "done"
    return observe(concept.id, at, value, entered=entered)


@given(st.lists(observations(), max_size=12), st.sampled_from(sorted(PAGES)))
def test_nothing_is_ever_removed_or_doubled(facts: list[Observation], medicine: str) -> None:
    of = PAGES[medicine]
    focused = told(*facts, of=of)
    there = [row for concern in focused.concerns for row in concern.statements]
    there += [row for section in focused.sections for row in section.statements]
    assert Counter(row.id for row in there) == Counter(row.id for row in of.statements)
    assert [section.id for section in focused.sections] == [section.id for section in of.sections]
    for section, whole in zip(focused.sections, of.sections, strict=True):
        kept = [row.id for row in whole.statements if row.id not in focused.moved]
        assert [row.id for row in section.statements] == kept


@given(st.lists(observations(), max_size=8))
def test_what_is_learnt_later_changes_nothing(facts: list[Observation]) -> None:
    late = fact("diabetes", True, hours=-3, entered=NOW + timedelta(seconds=1))
    assert told(*facts) == told(*facts, late)


def test_a_page_of_your_own_is_focused_too() -> None:
    found = focus(EXEMPLIN, MEDICINE, Patient.of([fact("creatinine", 2, "mg/dL")]), NOW)
    assert concerns(found) == ["weak-kidneys"] and found.moved == {"other-medicines.1"}
