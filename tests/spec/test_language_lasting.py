"""The language, what lasts: for, until, ever, and groups of rules. Readings in, a criterion, the truth at each hour out."""

from __future__ import annotations

import pytest

from readings import says

table = pytest.mark.parametrize
LOW = "systolic_bp < 90 mm[Hg]"


# --- for: at every moment of the last so many hours, both ends included


@table(
    ("readings", "expected"),
    [
        ("", "4 unknown"),
        ("0 systolic_bp 80; 2 systolic_bp 80; 4 systolic_bp 80", "3 unknown, 4- unknown, 4 yes, 6 yes, 6+ unknown"),
        ("-1 systolic_bp 95; 0 systolic_bp 80; 2 systolic_bp 80; 4 systolic_bp 80", "3 no, 4- no, 4 yes"),
        ("0 systolic_bp 80; 2 systolic_bp 95; 4 systolic_bp 80", "4 no, 5 no"),
        ("0 systolic_bp 80; 2 systolic_bp 80; 4 systolic_bp 95", "4- unknown, 4 no"),
        ("0 systolic_bp 80; 2.001 systolic_bp 80; 4 systolic_bp 80", "4 unknown, 6 unknown"),
        ("0 systolic_bp 80; 2 systolic_bp 80; 2 systolic_bp 95; 4 systolic_bp 80", "4 unknown"),
    ],
)
def test_for_is_known_only_where_fresh_readings_cover_the_whole_time(readings: str, expected: str) -> None:
    says(f"{LOW} for 4 h", readings, expected)


def test_one_reading_that_says_otherwise_is_enough_to_deny_for() -> None:
    says(f"{LOW} for 72 h", "0 systolic_bp 95", "0 no, 2+ no, 50 no, 74 no, 74+ unknown")
    says(f"{LOW} for 72 h", "0 systolic_bp 95; 60 systolic_bp 80", "60 no, 62 no, 72 no, 74 no, 74+ unknown")


@table(
    ("readings", "expected"),
    [
        ("0 intubated true", "71 unknown, 72- unknown, 72 yes, 1000 yes"),
        ("-1 lungs_review done; 0 intubated true", "71 no, 72- no, 72 yes"),
        ("0 intubated true; 40 lungs_review done; 41 intubated true", "72 no, 113- no, 113 yes"),
        ("0 intubated true; 40 lungs_review done; 40 intubated true", "72 yes"),
        ("0 intubated true; 40 intubated false", "72 no"),
    ],
)
def test_a_flag_lasts_from_where_it_was_recorded_to_where_it_was_denied(readings: str, expected: str) -> None:
    says("intubated for 72 h", readings, expected)


def test_not_and_for_may_both_be_said() -> None:
    readings = "0 systolic_bp 95; 2 systolic_bp 95; 4 systolic_bp 95"
    says(f"not ({LOW}) for 4 h", readings, "4 yes")
    says(f"not ({LOW} for 4 h)", readings, "4 yes, 6+ yes, 10 yes, 10+ unknown")


def test_for_within_and_binds_to_the_criterion_before_it() -> None:
    readings = "0 diabetes false; 1 diabetes true; 0 systolic_bp 80; 2 systolic_bp 80; 4 systolic_bp 80"
    says(f"diabetes and {LOW} for 4 h", readings, "4 yes")
    says(f"(diabetes and {LOW}) for 4 h", readings, "4 no, 5 yes")


# --- until: in force from a known yes to a known yes of the release


@table(
    ("readings", "expected"),
    [
        ("", "0 unknown"),
        ("0 creatinine 4.2", "0 no, 14+ unknown"),
        ("0 creatinine 4.6", "0 yes, 14 yes, 14+ yes, 1000 yes"),
        ("0 creatinine 4.6; 12 creatinine 4.2", "12 yes, 26 yes, 26+ yes"),
        ("0 creatinine 4.6; 12 creatinine 4.0", "12 yes"),
        ("0 creatinine 4.6; 12 creatinine 3.9", "12- yes, 12 no, 26 no, 26+ unknown"),
        ("0 creatinine 4.6; 12 creatinine 3.9; 24 creatinine 4.2", "24 no"),
        ("0 creatinine 4.6; 12 creatinine 3.9; 24 creatinine 4.6; 30 creatinine 4.2", "24 yes, 30 yes"),
        ("0 creatinine 4.4; 0 creatinine 4.6", "0 unknown, 14+ unknown"),
        ("0 creatinine 4.6; 12 creatinine 4.1; 12 creatinine 3.9", "12 yes, 26+ yes"),
    ],
)
def test_a_hold_lasts_until_it_is_known_to_be_released(readings: str, expected: str) -> None:
    says("creatinine > 4.5 mg/dL until creatinine < 4 mg/dL", readings, expected)


@table(
    ("readings", "expected"),
    [
        ("0 atrial_fibrillation true", "0 yes, 100 yes"),
        ("0 atrial_fibrillation true; 5 circulation_review done", "5- yes, 5 no, 7 no, 7+ unknown"),
        ("0 atrial_fibrillation true; 5 circulation_review done; 5 supraventricular_tachycardia true", "5 yes, 8 yes"),
        ("0 atrial_fibrillation true; 5 atrial_fibrillation false", "5 yes, 8 yes"),
    ],
)
def test_a_release_may_ask_for_more_than_the_end_of_what_began(readings: str, expected: str) -> None:
    release = "not (atrial_fibrillation or supraventricular_tachycardia)"
    says(f"atrial_fibrillation until {release}", readings, expected)


def test_what_begins_and_is_released_at_the_same_moment_is_in_force() -> None:
    says(f"{LOW} until systolic_bp < 100 mm[Hg]", "0 systolic_bp 80; 1 systolic_bp 95", "0 yes, 1 no, 2 no")


def test_until_takes_in_everything_before_it() -> None:
    readings = "0 diabetes true; 1 diabetes false; 0 seizure_disorder false; 2 pregnancy true"
    says("diabetes or seizure_disorder until pregnancy", readings, "0 yes, 1 yes, 2 no")
    says("diabetes or (seizure_disorder until pregnancy)", readings, "0 yes, 1 no")


def test_a_hold_on_the_time_since_the_last_dose_lasts_through_the_next_dose() -> None:
    readings = "0 il2_dose 48000000; 1 circulation_review done; 20 il2_dose 48000000"
    says("time since last dose >= 8 h until circulation_review", readings, "1 no, 9 yes, 20 yes, 21 yes")
    says("time since last dose > 8 h until circulation_review", readings, "1 no, 9 yes, 20 yes, 21 yes")


def test_what_began_while_it_lasted_stays_until_its_release() -> None:
    readings = "0 systolic_bp 80; 2 systolic_bp 80; 4 systolic_bp 95; 6 systolic_bp 95; 8 systolic_bp 95"
    reviewed = f"{readings}; 9 circulation_review done"
    says(f"{LOW} for 2 h until circulation_review", reviewed, "2 yes, 4 yes, 9- yes, 9 no")


# --- ever


@table(
    ("readings", "expected"),
    [
        ("", "0 unknown"),
        ("0 circulation_review done", "0 no, 2+ unknown"),
        ("0 chest_pain true", "0- unknown, 0 yes, 100 yes"),
        ("0 chest_pain true; 1 circulation_review done", "1 yes, 100 yes"),
        ("0 chest_pain true; 1 chest_pain false", "1 yes, 100 yes"),
        ("0 chest_pain true; 0 chest_pain false; 1 circulation_review done", "1 yes"),
    ],
)
def test_ever_is_said_once_it_was_known_and_is_no_while_it_is_known_not_to_be(readings: str, expected: str) -> None:
    says("ever chest_pain", readings, expected)


def test_ever_for_asks_whether_it_ever_lasted_so_long() -> None:
    cleared = "0 intubated true; 72 intubated false"
    says("ever intubated for 72 h", cleared.replace("72", "71"), "70 unknown, 71 no, 72 no")
    says("ever intubated for 72 h", cleared.replace("72", "73"), "72 yes, 73 yes, 200 yes")
    says("ever intubated for 72 h", cleared, "72 no")


# --- groups: any, N of, all; each rule for so long, or some rule at every moment

RULES = {"mild": {"pressure": LOW, "pulse": "heart_rate > 130 /min", "sugar": "diabetes"}}
NORMAL = "0 systolic_bp 120; 0 heart_rate 80; 0 diabetes false"


@table(
    ("readings", "any_", "two", "three"),
    [
        (NORMAL, "no", "no", "no"),
        ("0 systolic_bp 80; 0 heart_rate 80; 0 diabetes false", "yes", "no", "no"),
        ("0 systolic_bp 80; 0 heart_rate 140; 0 diabetes false", "yes", "yes", "no"),
        ("0 systolic_bp 80; 0 heart_rate 140; 0 diabetes true", "yes", "yes", "yes"),
        ("", "unknown", "unknown", "unknown"),
        ("0 systolic_bp 80", "yes", "unknown", "unknown"),
        ("0 systolic_bp 80; 0 heart_rate 80", "yes", "unknown", "no"),
        ("0 systolic_bp 120; 0 heart_rate 80", "unknown", "no", "no"),
        ("0 systolic_bp 80; 0 heart_rate 140", "yes", "yes", "unknown"),
    ],
)
def test_so_many_of_a_group_count_what_is_known_and_what_may_be(readings: str, any_: str, two: str, three: str) -> None:
    says("any mild", readings, f"0 {any_}", groups=RULES)
    says("1 of mild", readings, f"0 {any_}", groups=RULES)
    says("2 of mild", readings, f"0 {two}", groups=RULES)
    says("3 of mild", readings, f"0 {three}", groups=RULES)
    says("all mild", readings, f"0 {three}", groups=RULES)


IN_TURN = (
    "0 systolic_bp 80; 0 heart_rate 80; 2 systolic_bp 80; 2 heart_rate 140; 3 systolic_bp 120; 4 heart_rate 140; "
    "5 systolic_bp 120"
)
PAIR = {"mild": {"pressure": LOW, "pulse": "heart_rate > 130 /min"}}


@table(
    ("criterion", "expected"),
    [
        ("any mild", "0 yes, 2 yes, 4 yes"),
        ("any mild for 4 h", "4 no"),
        ("(any mild) for 4 h", "4 yes"),
        ("any mild for 2 h", "2 yes, 3 no, 4 yes"),
        ("2 of mild for 1 h", "2 no, 2.5 no, 3 no"),
        ("(2 of mild) for 1 h", "2 no, 3 no"),
        ("2 of mild", "2 yes, 2.5 yes, 3 no"),
    ],
)
def test_for_after_a_group_asks_each_rule_and_for_after_brackets_asks_the_group(criterion: str, expected: str) -> None:
    says(criterion, IN_TURN, expected, groups=PAIR)


def test_two_rules_that_each_last_count_even_where_they_began_apart() -> None:
    readings = (
        "0 systolic_bp 80; 1 heart_rate 140; 2 systolic_bp 80; 2.5 heart_rate 140; 3.9 systolic_bp 80; 3.9 heart_rate 140"
    )
    says("2 of mild for 2 h", readings, "3- unknown, 3 yes, 4 yes", groups=PAIR)
    says("(2 of mild) for 2 h", readings, "3- unknown, 3 yes, 4 yes", groups=PAIR)


def test_a_group_may_stand_in_a_longer_criterion() -> None:
    says("any mild and not diabetes", "0 systolic_bp 80; 0 diabetes false", "0 yes", groups=PAIR)
    says("not any mild", "0 systolic_bp 95; 0 heart_rate 80", "0 yes", groups=PAIR)
    says(
        "any mild until diabetes", "0 systolic_bp 80; 1 systolic_bp 95; 1 heart_rate 80; 1 diabetes false", "1 yes", groups=PAIR
    )


NORMAL_THEN_STALE = "1 systolic_bp 110; 1 heart_rate 80"
LOW_RULES = {"low": {"a": "systolic_bp < 90 mm[Hg]", "b": "heart_rate > 130 /min", "c": "creatinine > 3 mg/dL"}}


@table(
    ("criterion", "readings", "expected"),
    [
        (
            "(systolic_bp < 90 mm[Hg] or heart_rate > 130 /min) for 8 h",
            NORMAL_THEN_STALE,
            "3 no, 6 no, 8 no, 11 no, 11+ unknown",
        ),
        ("(systolic_bp < 90 mm[Hg] or heart_rate > 130 /min) for 8 h", "1 systolic_bp 110", "6 unknown"),
        ("(systolic_bp < 90 mm[Hg] and heart_rate > 130 /min) for 8 h", "1 systolic_bp 110", "6 no, 11 no, 11+ unknown"),
        ("(any low) for 8 h", NORMAL_THEN_STALE, "6 unknown"),
        ("(any low) for 8 h", f"{NORMAL_THEN_STALE}; 1 creatinine 1", "6 no"),
        ("(2 of low) for 8 h", NORMAL_THEN_STALE, "6 no"),
        ("(2 of low) for 8 h", "1 systolic_bp 110", "6 unknown"),
        ("(2 of low) for 8 h", "1 systolic_bp 80; 1 heart_rate 80; 1 creatinine 1", "6 no"),
        ("(2 of low) for 8 h", "1 systolic_bp 80; 1 heart_rate 140; 1 creatinine 1", "6 unknown"),
        ("(any low for 1 h) for 8 h", f"{NORMAL_THEN_STALE}; 1 creatinine 1", "6 no"),
    ],
)
def test_a_window_is_a_known_no_when_any_of_its_moments_was(criterion: str, readings: str, expected: str) -> None:
    says(criterion, readings, expected, groups=LOW_RULES)
