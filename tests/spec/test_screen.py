"""May this person start? A candidate, not one, a question for the team, or not known; and the tests that come first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from people import ALDESLEUKIN

from bedside import Observation, Patient, observe, screen, vocabulary

AT = datetime(2026, 5, 3, 18, tzinfo=UTC)
MEASURED = {
    "age": 54, "ecog": 0, "lvef": 62, "fev1": 3.4, "fev1_percent_predicted": 96, "creatinine": 0.9, "weight": 80, "height": 176,
    "hemoglobin": 13.8, "leukocytes": 6.8, "neutrophils": 4.2, "lymphocytes": 1.7, "platelets": 240,
    "sodium": 139, "potassium": 4.1, "bicarbonate": 25, "calcium": 9.3, "magnesium": 2.0, "phosphate": 3.4,
    "glucose": 96, "albumin": 4.1, "urea_nitrogen": 14, "bilirubin": 0.6, "alt": 22, "ast": 24,
    "alkaline_phosphatase": 71,
}  # fmt: skip
ABSENT = [key for key, concept in vocabulary().items() if concept.kind == "condition"]


def measured(concept: str, value: float | bool, days: float = 1) -> Observation:
    return observe(concept, AT - timedelta(days=days), value, vocabulary()[concept].unit)


def candidate(**instead: float | bool | None) -> list[Observation]:
    """Someone with kidney cancer and nothing else; a value of None is not recorded."""
    told = dict.fromkeys(ABSENT, False) | {"metastatic_renal_cell_carcinoma": True} | MEASURED | instead
    return [measured(concept, value) for concept, value in told.items() if value is not None]


def decided(*more: Observation, **instead: float | bool | None) -> str:
    return screen(ALDESLEUKIN, Patient.of([*candidate(**instead), *more]), AT).decision


def test_somebody_with_kidney_cancer_or_melanoma_and_no_obstacle_is_a_candidate() -> None:
    assert decided() == "candidate"
    assert decided(metastatic_renal_cell_carcinoma=False, metastatic_melanoma=True) == "candidate"
    answer = screen(ALDESLEUKIN, Patient.of(candidate()), AT)
    assert answer.missing == ()
    assert len(answer.reasons) == len(ALDESLEUKIN.screen)


@pytest.mark.parametrize(
    "obstacle",
    [
        {"metastatic_renal_cell_carcinoma": False}, {"age": 17}, {"aldesleukin_hypersensitivity": True},
        {"organ_allograft": True}, {"lvef": 49}, {"wall_motion_abnormality": True}, {"coronary_disease": True},
        {"abnormal_stress_test": True}, {"heart_failure": True}, {"fev1": 2.0}, {"fev1_percent_predicted": 74},
        {"creatinine": 1.6}, {"liver_disease": True}, {"brain_metastases": True}, {"seizure_disorder": True},
        {"active_infection": True}, {"ecog": 2},
    ],
    ids=lambda obstacle: next(iter(obstacle)),
)  # fmt: skip
def test_each_obstacle_excludes(obstacle: dict[str, float | bool]) -> None:
    assert decided(**obstacle) == "not a candidate"


@pytest.mark.parametrize(
    "bordering",
    [{"age": 18}, {"lvef": 50}, {"fev1": 2.01}, {"fev1_percent_predicted": 75}, {"creatinine": 1.5}, {"ecog": 1}, {"age": 70}],
    ids=str,
)
def test_a_value_at_its_border_does_not_exclude(bordering: dict[str, float]) -> None:
    assert decided(**bordering) == "candidate"


@pytest.mark.parametrize(
    "question",
    [
        {"lung_disease": True}, {"kidney_disease": True}, {"autoimmune_disease": True}, {"systemic_corticosteroid": True},
        {"immunodeficiency": True}, {"diabetes": True}, {"antihypertensive": True}, {"pregnancy": True},
        {"breastfeeding": True}, {"age": 71},
    ],
    ids=lambda question: next(iter(question)),
)  # fmt: skip
def test_each_question_needs_judgement(question: dict[str, float | bool]) -> None:
    assert decided(**question) == "needs judgement"


def test_an_obstacle_outweighs_a_question_and_what_is_not_known() -> None:
    assert decided(diabetes=True, lvef=40) == "not a candidate"
    assert decided(diabetes=True, lvef=40, creatinine=None, pregnancy=None) == "not a candidate"


def test_a_question_does_not_hide_what_is_not_known() -> None:
    assert decided(diabetes=True, creatinine=None) == "not known"


@pytest.mark.parametrize("concept", ["pregnancy", "organ_allograft", "lvef", "age", "metastatic_melanoma", "brain_metastases"])
def test_what_nobody_recorded_is_not_known_and_is_named(concept: str) -> None:
    instead = {concept: None} | ({"metastatic_renal_cell_carcinoma": False} if concept == "metastatic_melanoma" else {})
    answer = screen(ALDESLEUKIN, Patient.of(candidate(**instead)), AT)
    assert answer.decision == "not known"
    assert [(m.concept, m.why, m.last) for m in answer.missing] == [(concept, "never", None)]


def test_one_indication_is_enough_though_the_other_was_not_recorded() -> None:
    assert decided(metastatic_melanoma=None) == "candidate"


@pytest.mark.parametrize("concept", ["hemoglobin", "platelets", "sodium", "albumin", "alt", "urea_nitrogen", "bilirubin"])
def test_the_tests_that_come_first_are_asked_for_though_no_rule_reads_them(concept: str) -> None:
    answer = screen(ALDESLEUKIN, Patient.of(candidate(**{concept: None})), AT)
    assert (answer.decision, [m.concept for m in answer.missing]) == ("not known", [concept])


@pytest.mark.parametrize(
    ("concept", "days", "expected"),
    [
        ("creatinine", 14, "candidate"), ("creatinine", 14.01, "not known"), ("platelets", 14, "candidate"),
        ("platelets", 14.01, "not known"), ("lvef", 60, "candidate"), ("lvef", 60.01, "not known"),
        ("fev1_percent_predicted", 60.01, "not known"), ("ecog", 14.01, "not known"), ("age", 300, "candidate"),
        ("diabetes", 3000, "candidate"),
    ],
)  # fmt: skip
def test_before_the_start_readings_stay_true_longer_than_before_a_dose(concept: str, days: float, expected: str) -> None:
    value = MEASURED.get(concept, False)
    assert decided(measured(concept, value, days), **{concept: None}) == expected


def test_a_test_that_is_too_old_says_since_when() -> None:
    answer = screen(ALDESLEUKIN, Patient.of([*candidate(sodium=None), measured("sodium", 139, 20)]), AT)
    assert [m.to_json() for m in answer.missing] == [
        {"concept": "sodium", "why": "stale since 2026-04-27T18:00:00Z", "last": "2026-04-13T18:00:00Z"}
    ]


def test_what_was_learnt_later_does_not_count() -> None:
    late = observe("lvef", AT - timedelta(days=1), 40, "%", entered=AT + timedelta(hours=1))
    assert decided(late) == "candidate"


def test_the_keys_of_an_answer_are_fixed() -> None:
    told = screen(ALDESLEUKIN, Patient.of(candidate(diabetes=True, sodium=None)), AT).to_json()
    assert list(told) == ["verb", "medicine", "at", "decision", "reasons", "missing", "digest"]
    assert (told["verb"], told["medicine"], told["at"], told["decision"]) == (
        "screen", "aldesleukin", "2026-05-03T18:00:00Z", "not known",
    )  # fmt: skip
    first = told["reasons"][0]  # type: ignore[index]
    assert list(first) == ["rule", "group", "truth", "say", "source", "read", "evidence"]
    assert (first["rule"], first["truth"]) == ("screen.judgement.diabetes", "yes")
