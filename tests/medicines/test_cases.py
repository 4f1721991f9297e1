"""The readable cases of every shipped medicine hold, reach every rule, and are refused when they cannot be read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bedside.cases import Case, CaseError, faults_of, read_cases, untested
from bedside.criterion import Truth
from bedside.load import SHIPPED, load_medicine, shipped_medicines
from bedside.medicine import Decision, Medicine
from bedside.verbs.check import check

MEDICINES = {name: load_medicine(name) for name in shipped_medicines()}


def cases_of(name: str) -> tuple[Case, ...]:
    return read_cases(SHIPPED.joinpath(name, "cases.toml").read_text("utf-8"))


EVERY_CASE = [
    pytest.param(case, medicine, id=f"{name}: {case.guide or case.verb}: {case.name}")
    for name, medicine in MEDICINES.items()
    for case in cases_of(name)
]


@pytest.mark.parametrize(("case", "medicine"), EVERY_CASE)
def test_the_case_holds(case: Case, medicine: Medicine) -> None:
    assert faults_of(case, medicine) == ()


@pytest.mark.parametrize("name", MEDICINES)
def test_every_rule_and_decide_row_fires_in_some_case(name: str) -> None:
    assert untested(cases_of(name), MEDICINES[name]) == ()


def test_all_three_truths_and_all_decisions_occur_under_aldesleukin() -> None:
    cases = cases_of("aldesleukin")
    assert len(cases) >= 170
    assert {case.truth for case in cases} == set(Truth)
    assert {case.expect for case in cases if case.verb == "check"} == {
        "give", "correct", "hold", "stop cycle", "stop for good", "not ready",
    }  # fmt: skip
    assert {case.expect for case in cases if case.verb == "screen"} == {
        "candidate", "needs judgement", "not a candidate", "not known",
    }  # fmt: skip
    assert {case.expect for case in cases if case.verb == "follow_up"} == {
        "grave", "usual", "not usual", "recovered", "not known", "done", "overdue", "due", "watch", "over",
    }  # fmt: skip


@pytest.mark.parametrize("guide", MEDICINES["aldesleukin"].guides)
def test_every_guide_gives_to_the_person_who_is_ready(guide: str) -> None:
    people = SHIPPED.joinpath("aldesleukin", "cases.toml").read_text("utf-8").partition("[[case]]")[0]
    (ready,) = read_cases(people + case_text(**{"from": "ready"}).removeprefix(BASE))
    assert check(MEDICINES["aldesleukin"], ready.patient, ready.at, guide).decision is Decision.GIVE


BASE = """
[base.one]
at    = 2026-05-05T16:00:00Z
facts = ["-14 h  creatinine 1.0 mg/dL", "-2 h  creatinine 1.1 mg/dL"]
"""
EXPECTED = {
    "name": "a case",
    "tests": "uspi-2024.withhold.creatinine",
    "truth": "no",
    "guide": "uspi-2024",
    "from": "one",
    "expect": "not ready",
    "cites": "label-2024, table 2, renal",
}


def case_text(extra: str = "", **other: str) -> str:
    rows = {key: value for key, value in (EXPECTED | other).items() if value}
    return BASE + "[[case]]\n" + "\n".join(f'{key} = "{value}"' for key, value in rows.items()) + f"\n{extra}\n"


def case_about(extra: str = "", **other: str) -> Case:
    return read_cases(case_text(extra, **other))[0]


def readings(case: Case) -> list[tuple[timedelta, object]]:
    return sorted((o.at - case.at, o.value) for o in case.patient.observations if o.concept == "creatinine")


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("creatinine 3 mg/dL", [(-14 * HOUR, 1.0), (-2 * HOUR, 3.0)]),
        ("-10 h  creatinine 3 mg/dL", [(-14 * HOUR, 1.0), (-10 * HOUR, 3.0), (-2 * HOUR, 1.1)]),
        ("-14 h  creatinine 3 mg/dL", [(-14 * HOUR, 3.0), (-2 * HOUR, 1.1)]),
        ("-0.5 h  creatinine 3 mg/dL", [(-14 * HOUR, 1.0), (-2 * HOUR, 1.1), (-HOUR / 2, 3.0)]),
        ("now  creatinine 3 mg/dL", [(-14 * HOUR, 1.0), (-2 * HOUR, 1.1), (0 * HOUR, 3.0)]),
        ("+1 h  creatinine 3 mg/dL", [(-14 * HOUR, 1.0), (-2 * HOUR, 1.1), (HOUR, 3.0)]),
        ("without creatinine", []),
    ],
)
def test_a_change_does_what_its_line_says(change: str, expected: list[tuple[timedelta, object]]) -> None:
    assert readings(case_about(f'change = ["{change}"]')) == expected


def test_a_change_of_what_was_never_recorded_stands_40_minutes_ago() -> None:
    case = case_about('change = ["heart_rate 90 /min"]')
    assert [case.at - o.at for o in case.patient.observations if o.concept == "heart_rate"] == [timedelta(minutes=40)]


def test_a_base_stands_on_another_with_its_changes_first_and_its_facts_added() -> None:
    two = '[base.two]\nfrom = "one"\nchange = ["without creatinine"]\nfacts = ["-1 h  creatinine 2 mg/dL"]\n'
    (case,) = read_cases(case_text(**{"from": "two"}).replace("[[case]]", two + "[[case]]"))
    assert readings(case) == [(-HOUR, 2.0)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[base", "TOML"),
        (BASE.replace("16:00:00Z", "16:00:00"), "offset"),
        (BASE.replace("-2 h  creatinine", "creatinine"), "has no time"),
        (case_text(tests=""), "lacks tests"),
        (case_text('because = "x"'), "because"),
        (case_text(guide=""), "check comes with a guide"),
        (case_text(verb="screen"), "screen comes without a guide"),
        (case_text(verb="scan"), "the verb is one of"),
        (case_text(truth="maybe"), "'maybe'"),
        (case_text(**{"from": "nobody"}), "'nobody'"),
        (case_text('change = ["without platelets"]'), "no platelets to take away"),
        (case_text('change = ["creatinin 3 mg/dL"]'), "did you mean 'creatinine'"),
        (case_text('change = ["creatinine 3 mmHg"]'), "mm[Hg]"),
        (case_text('change = ["creatinine 300 mg/dL"]'), "outside"),
        (case_text('change = ["creatinine high"]'), "high"),
        (case_text('change = ["-2 hours  creatinine 3 mg/dL"]'), "hours"),
        (case_text() + case_text().split(BASE)[1], "2 times"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(text: str, word: str) -> None:
    with pytest.raises(CaseError) as trouble:
        read_cases(text)
    assert word in str(trouble.value)


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"truth": "yes"}, "uspi-2024.withhold.creatinine is no, expected yes"),
        ({"expect": "give"}, "decided 'not ready', expected 'give'; firing: nothing"),
        ({"cites": "label-2024, table 1"}, "cites 'label-2024, table 2, renal', expected 'label-2024, table 1'"),
        ({"tests": "uspi-2024.withhold.creatinin"}, "there is no rule 'uspi-2024.withhold.creatinin' here"),
    ],
)
def test_a_case_that_does_not_hold_says_how(other: dict[str, str], fault: str) -> None:
    (said,) = faults_of(case_about(**other), MEDICINES["aldesleukin"])
    assert fault in said


def test_what_is_expected_to_be_missing_must_be_named() -> None:
    assert faults_of(case_about('missing = ["heart_rate"]'), MEDICINES["aldesleukin"])[0].startswith("heart_rate is not named")
    assert faults_of(case_about('missing = ["systolic_bp", "lungs_review"]'), MEDICINES["aldesleukin"]) == ()
