"""The language, what is there or not: flags, the reviews that make their absence known, conditions, and, or, not."""

from __future__ import annotations

import pytest

from readings import says

table = pytest.mark.parametrize


@table(
    ("readings", "expected"),
    [
        ("", "0 unknown, 100 unknown"),
        ("0 systolic_bp 120", "1 unknown"),
        ("0 neuro_review done", "1 unknown"),
        ("0 circulation_review done", "0- unknown, 0 no, 2 no, 2+ unknown"),
        ("0 circulation_review done; 1 circulation_review done", "2 no, 3 no, 3+ unknown"),
    ],
)
def test_a_flag_that_nobody_recorded_is_absent_only_while_the_review_of_its_system_is_fresh(
    readings: str, expected: str
) -> None:
    says("atrial_fibrillation", readings, expected)


@table(
    ("readings", "expected"),
    [
        ("0 atrial_fibrillation true", "0- unknown, 0 yes, 2+ yes, 10000 yes"),
        ("-1 circulation_review done; 0 atrial_fibrillation true", "0- no, 0 yes, 1+ yes, 100 yes"),
        ("0 circulation_review done; 0 atrial_fibrillation true", "0 yes, 2+ yes, 100 yes"),
        ("0 atrial_fibrillation true; 5 neuro_review done", "5 yes, 6 yes"),
        ("0 atrial_fibrillation true; 5 supraventricular_tachycardia false", "5 yes, 6 yes"),
    ],
)
def test_a_flag_once_recorded_true_stays_true(readings: str, expected: str) -> None:
    says("atrial_fibrillation", readings, expected)


@table(
    ("readings", "expected"),
    [
        ("0 atrial_fibrillation true; 5 circulation_review done", "5- yes, 5 no, 7 no, 7+ unknown"),
        ("0 atrial_fibrillation true; 5 circulation_review done; 6 atrial_fibrillation true", "5 no, 6 yes, 100 yes"),
    ],
)
def test_a_later_review_that_does_not_repeat_a_flag_ends_it(readings: str, expected: str) -> None:
    says("atrial_fibrillation", readings, expected)


def test_a_later_review_that_repeats_a_flag_keeps_it() -> None:
    readings = "0 atrial_fibrillation true; 5 circulation_review done; 5 atrial_fibrillation true"
    says("atrial_fibrillation", readings, "5 yes, 7+ yes, 100 yes")


@table(
    ("readings", "expected"),
    [
        ("0 atrial_fibrillation true; 5 atrial_fibrillation false", "5- yes, 5 no, 7 no, 7+ unknown"),
        ("0 atrial_fibrillation false", "0 no, 2 no, 2+ unknown"),
        ("0 atrial_fibrillation false; 1 circulation_review done", "2 no, 3 no, 3+ unknown"),
        ("0 circulation_review done; 1 atrial_fibrillation false", "2 no, 3 no, 3+ unknown"),
        ("0 atrial_fibrillation false; 1 atrial_fibrillation true", "0 no, 1 yes, 100 yes"),
    ],
)
def test_an_explicit_false_ends_a_flag_and_stays_true_as_long_as_a_review_would(readings: str, expected: str) -> None:
    says("atrial_fibrillation", readings, expected)


def test_true_and_false_at_the_same_moment_is_true() -> None:
    says("atrial_fibrillation", "0 atrial_fibrillation true; 0 atrial_fibrillation false", "0 yes, 100 yes")


# --- reviews


def test_a_review_is_known_to_be_done_while_it_is_fresh_and_never_known_not_to_be() -> None:
    says("circulation_review", "", "0 unknown")
    says("circulation_review", "0 circulation_review done", "0- unknown, 0 yes, 2 yes, 2+ unknown")
    says("not circulation_review", "0 circulation_review done", "0- unknown, 0 no, 2+ unknown")


# --- conditions: no review speaks of them, and they stay


@table(
    ("readings", "expected"),
    [
        ("", "0 unknown"),
        ("0 diabetes true", "0- unknown, 0 yes, 100000 yes"),
        ("0 diabetes false", "0- unknown, 0 no, 100000 no"),
        ("0 diabetes true; 5 diabetes false", "5- yes, 5 no"),
        ("0 diabetes false; 0 diabetes true", "0 yes"),
        ("0 circulation_review done; 0 neuro_review done", "1 unknown"),
    ],
)
def test_a_condition_is_what_was_last_said_of_it_and_unknown_until_then(readings: str, expected: str) -> None:
    says("diabetes", readings, expected)


# --- and, or, not: the least, the greatest, the opposite of three truths

SAYING = {
    ("systolic_bp < 90 mm[Hg]", "no"): "0 systolic_bp 120",
    ("systolic_bp < 90 mm[Hg]", "unknown"): "",
    ("systolic_bp < 90 mm[Hg]", "yes"): "0 systolic_bp 80",
    ("diabetes", "no"): "0 diabetes false",
    ("diabetes", "unknown"): "",
    ("diabetes", "yes"): "0 diabetes true",
}


@table(
    ("one", "other", "both", "either"),
    [
        ("no", "no", "no", "no"),
        ("no", "unknown", "no", "unknown"),
        ("no", "yes", "no", "yes"),
        ("unknown", "no", "no", "unknown"),
        ("unknown", "unknown", "unknown", "unknown"),
        ("unknown", "yes", "unknown", "yes"),
        ("yes", "no", "no", "yes"),
        ("yes", "unknown", "unknown", "yes"),
        ("yes", "yes", "yes", "yes"),
    ],
)
def test_and_or_have_three_truths(one: str, other: str, both: str, either: str) -> None:
    readings = SAYING["systolic_bp < 90 mm[Hg]", one] + ";" + SAYING["diabetes", other]
    says("systolic_bp < 90 mm[Hg] and diabetes", readings, f"0 {both}")
    says("systolic_bp < 90 mm[Hg] or diabetes", readings, f"0 {either}")


@table(("truth", "opposite"), [("no", "yes"), ("unknown", "unknown"), ("yes", "no")])
def test_not_turns_yes_and_no_and_leaves_what_is_unknown(truth: str, opposite: str) -> None:
    says("not diabetes", SAYING["diabetes", truth], f"0 {opposite}")
    says("not not diabetes", SAYING["diabetes", truth], f"0 {truth}")
    says("not (systolic_bp < 90 mm[Hg])", SAYING["systolic_bp < 90 mm[Hg]", truth], f"0 {opposite}")


@table(
    ("criterion", "expected"),
    [
        ("diabetes or pregnancy and seizure_disorder", "yes"),
        ("(diabetes or pregnancy) and seizure_disorder", "no"),
        ("not diabetes or diabetes", "yes"),
        ("not (diabetes or diabetes)", "no"),
        ("not pregnancy and diabetes", "yes"),
    ],
)
def test_not_binds_closest_then_and_then_or(criterion: str, expected: str) -> None:
    says(criterion, "0 diabetes true; 0 pregnancy false; 0 seizure_disorder false", f"0 {expected}")
