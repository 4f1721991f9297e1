"""The language, windows of time: highest, lowest, rise, fall, total. Readings in, a criterion, the truth at each hour out."""

from __future__ import annotations

import pytest

from readings import says

table = pytest.mark.parametrize
COVERED = "0 systolic_bp 150; 2 systolic_bp 100; 4 systolic_bp 110; 6 systolic_bp 105"


# --- highest and lowest over


def test_a_window_takes_in_the_value_in_force_when_it_begins() -> None:
    says("highest systolic_bp over 4 h > 140 mm[Hg]", COVERED, "4 yes, 6- yes, 6 no, 8 no")


@table(
    ("readings", "expected"),
    [
        ("", "4 unknown"),
        (COVERED, "6 no, 8 no, 8+ unknown"),
        ("2 systolic_bp 100; 4 systolic_bp 100", "4 unknown, 5 unknown, 6 no, 6+ unknown"),
        ("0 systolic_bp 100; 2.001 systolic_bp 100; 4 systolic_bp 100", "4 unknown"),
        ("-1 systolic_bp 100; 1 systolic_bp 100; 3 systolic_bp 100", "4 no, 5 no, 5+ unknown"),
        ("-2.001 systolic_bp 100; 1 systolic_bp 100; 3 systolic_bp 100", "4 unknown"),
        ("0 systolic_bp 100; 3 systolic_bp 150", "3 yes, 4 yes, 7 yes, 9 yes, 9+ unknown"),
        ("3 systolic_bp 150", "2 unknown, 3 yes, 5+ yes, 9 yes, 9+ unknown"),
    ],
)
def test_highest_is_known_low_only_where_fresh_readings_cover_the_window_and_known_high_by_one(
    readings: str, expected: str
) -> None:
    says("highest systolic_bp over 4 h > 140 mm[Hg]", readings, expected)


@table(
    ("readings", "expected"),
    [
        ("3 systolic_bp 150", "3 no, 5 no"),
        ("3 systolic_bp 100", "3 unknown, 5 unknown"),
        (COVERED, "4 no, 6 yes"),
    ],
)
def test_one_high_reading_is_also_enough_to_deny_that_the_highest_is_low(readings: str, expected: str) -> None:
    says("highest systolic_bp over 4 h <= 140 mm[Hg]", readings, expected)


@table(
    ("readings", "expected"),
    [
        ("", "4 unknown"),
        ("3 systolic_bp 85", "3 yes, 7 yes, 9 yes, 9+ unknown"),
        ("3 systolic_bp 95", "3 unknown, 5 unknown"),
        ("0 systolic_bp 85; 2 systolic_bp 95; 4 systolic_bp 95; 6 systolic_bp 95", "4 yes, 6- yes, 6 no, 8 no, 8+ unknown"),
    ],
)
def test_lowest_mirrors_highest(readings: str, expected: str) -> None:
    says("lowest systolic_bp over 4 h < 90 mm[Hg]", readings, expected)


def test_two_readings_of_one_moment_stretch_the_highest() -> None:
    readings = "0 systolic_bp 100; 2 systolic_bp 120; 2 systolic_bp 150; 4 systolic_bp 100"
    says("highest systolic_bp over 4 h > 140 mm[Hg]", readings, "4 unknown")
    says("highest systolic_bp over 4 h > 110 mm[Hg]", readings, "4 yes")
    says("highest systolic_bp over 4 h > 150 mm[Hg]", readings, "4 no")


# --- highest and lowest since last dose


@table(
    ("readings", "expected"),
    [
        ("7 phenylephrine_rate 2; 9 phenylephrine_rate 0.4", "10 yes, 15 yes"),
        ("7 phenylephrine_rate 0.4; 9 phenylephrine_rate 2; 10 phenylephrine_rate 0.4", "8 no, 9 yes, 15 yes"),
        ("7 phenylephrine_rate 0.4; 12 phenylephrine_rate 0.4", "10 no, 12 no, 21 no, 21+ unknown"),
        ("9 phenylephrine_rate 0.4", "9 unknown, 12 unknown"),
        ("9 phenylephrine_rate 2", "9 yes, 12 yes, 40 yes"),
        ("", "9 unknown"),
    ],
)
def test_since_last_dose_begins_with_the_dose_and_what_was_in_force_then(readings: str, expected: str) -> None:
    says("highest phenylephrine_rate since last dose > 1 ug/kg/min", f"8 il2_dose 48000000; {readings}", expected)


def test_a_dose_at_the_very_moment_does_not_begin_the_window() -> None:
    readings = "0 il2_dose 48000000; 0 phenylephrine_rate 2; 5 phenylephrine_rate 0; 8 phenylephrine_rate 0"
    says("highest phenylephrine_rate since last dose > 1 ug/kg/min", f"{readings}; 8 il2_dose 48000000", "8 yes, 8+ no")


def test_without_a_dose_in_this_cycle_the_newest_value_stands_alone() -> None:
    readings = "0 phenylephrine_rate 2; 5 phenylephrine_rate 0"
    says("highest phenylephrine_rate since last dose > 1 ug/kg/min", readings, "4 yes, 6 no, 14 no, 14+ unknown")
    old = "-100 il2_dose 48000000; -90 phenylephrine_rate 2; 0 phenylephrine_rate 0"
    says("highest phenylephrine_rate since last dose > 1 ug/kg/min", old, "-4 yes, 1 no")


def test_lowest_since_last_dose_mirrors_highest() -> None:
    readings = "0 il2_dose 48000000; 0 systolic_bp 95; 1 systolic_bp 85; 2 systolic_bp 95; 4 systolic_bp 95"
    says("lowest systolic_bp since last dose < 90 mm[Hg]", readings, "0 no, 1- no, 1 yes, 9 yes")
    says("lowest systolic_bp since last dose < 80 mm[Hg]", readings, "6 no, 6+ unknown")


# --- rise and fall


@table(
    ("readings", "expected"),
    [
        ("", "24 unknown"),
        ("0 creatinine 1.0; 12 creatinine 1.0; 24 creatinine 1.6", "24 yes, 36 yes, 38 yes, 38+ unknown"),
        ("0 creatinine 1.0; 12 creatinine 1.3; 24 creatinine 1.4", "24 no, 24+ no, 38 no"),
        ("0 creatinine 1.0; 12 creatinine 1.0; 24 creatinine 1.5", "24 no"),
        ("20 creatinine 1.0; 24 creatinine 1.6", "24 yes"),
        ("20 creatinine 1.0; 24 creatinine 1.2", "24 no"),
        ("24 creatinine 4", "24 unknown"),
        ("0 creatinine 3.0; 12 creatinine 1.0; 24 creatinine 1.2", "24 no"),
    ],
)
def test_a_rise_is_from_the_lowest_of_the_window_to_the_newest(readings: str, expected: str) -> None:
    says("rise in creatinine over 24 h > 0.5 mg/dL", readings, expected)


def test_a_rise_ends_when_the_low_value_is_no_longer_in_force_in_the_window() -> None:
    readings = "0 creatinine 1.0; 12 creatinine 2.0; 24 creatinine 2.0; 36 creatinine 2.0"
    says("rise in creatinine over 24 h > 0.5 mg/dL", readings, "24 yes, 36- yes, 36 no, 38 no")


def test_a_falling_value_has_no_rise_and_one_reading_says_nothing_of_a_rise() -> None:
    falling = "0 creatinine 3; 12 creatinine 2; 24 creatinine 1"
    says("rise in creatinine over 24 h > 0 mg/dL", falling, "24 no")
    says("rise in creatinine over 24 h >= 0 mg/dL", "24 creatinine 1", "24 unknown")
    says("rise in creatinine over 24 h > 0 mg/dL", "24 creatinine 1", "24 unknown")


@table(
    ("readings", "expected"),
    [
        ("0 creatinine 3; 12 creatinine 2; 24 creatinine 1.4", "24 yes, 36- yes, 36 no, 38 no, 38+ unknown"),
        ("0 creatinine 3; 12 creatinine 2; 24 creatinine 1.5", "24 no"),
        ("20 creatinine 3; 24 creatinine 1.4", "24 yes"),
        ("20 creatinine 2; 24 creatinine 1.4", "24 no"),
    ],
)
def test_a_fall_is_from_the_highest_of_the_window_to_the_newest(readings: str, expected: str) -> None:
    says("fall in creatinine over 24 h > 1.5 mg/dL", readings, expected)


def test_a_rise_of_a_temperature_is_a_difference_whatever_the_unit() -> None:
    readings = "0 temperature 37; 1 temperature 38"
    says("rise in temperature over 1 h >= 1.8 [degF]", readings, "1 yes")
    says("rise in temperature over 1 h > 1.8 [degF]", readings, "1 no")


# --- total and previous total of what is gathered over time


@table(
    ("readings", "expected"),
    [
        ("", "8 unknown"),
        ("0 urine_output 400; 8 urine_output 70", "8 yes, 12 yes, 16- yes, 16 unknown"),
        ("0 urine_output 400; 8 urine_output 80", "8 no, 16- no, 16 unknown"),
        ("0 urine_output 400; 4 urine_output 40; 8 urine_output 39", "8 yes"),
        ("0 urine_output 400; 4 urine_output 40; 8 urine_output 40", "8 no"),
        ("0 urine_output 10; 4 urine_output 400; 8 urine_output 10; 12 urine_output 10", "8 no, 12- no, 12 yes"),
        ("0 urine_output 400; 8 urine_output 30; 8 urine_output 90", "8 unknown"),
    ],
)
def test_a_total_sums_the_window_that_ends_with_the_newest_reading(readings: str, expected: str) -> None:
    says("total urine_output over 8 h < 80 mL", readings, expected)


def test_a_lone_reading_reaches_back_as_long_as_one_stays_fresh() -> None:
    says("total urine_output over 8 h < 80 mL", "9 urine_output 70", "9 yes, 17- yes, 17 unknown")
    says("total urine_output over 9 h < 80 mL", "9 urine_output 70", "9 yes, 18- yes, 18 unknown")
    says("total urine_output over 10 h < 80 mL", "9 urine_output 70", "9 unknown, 18 unknown")
    says("total urine_output over 10 h >= 60 mL", "9 urine_output 70", "9 yes, 18 yes, 18+ unknown")


def test_a_gap_leaves_the_total_open_upwards() -> None:
    readings = "0 urine_output 50; 12 urine_output 50"
    says("total urine_output over 16 h < 160 mL", readings, "12 unknown, 21 unknown")
    says("total urine_output over 16 h >= 50 mL", readings, "12 yes")
    says("total urine_output over 16 h < 50 mL", readings, "12 no")
    says("total urine_output over 16 h < 160 mL", "3 urine_output 50; 12 urine_output 50", "12 yes")


def test_a_total_is_known_until_its_newest_reading_is_as_old_as_the_window_or_stale() -> None:
    readings = "0 urine_output 50; 8 urine_output 50; 16 urine_output 50"
    says("total urine_output over 16 h < 160 mL", readings, "16 yes, 25 yes, 25+ unknown")
    says("total urine_output over 8 h < 80 mL", readings, "16 yes, 24- yes, 24 unknown")


@table(
    ("second", "expected"),
    [
        ("2.9 urine_output 400", "9 yes"),
        ("3 urine_output 400", "9 yes"),
        ("3.1 urine_output 400", "9 unknown"),
        ("6.9 urine_output 400", "9 unknown"),
        ("7 urine_output 400", "9 no"),
        ("8 urine_output 400", "9 no"),
    ],
)
def test_a_reading_counts_from_three_quarters_on_not_up_to_one_and_may_count_in_between(second: str, expected: str) -> None:
    """Each covers eight hours to its own time; the window is 1 to 9."""
    start = float(second.split()[0]) - 8
    says("total urine_output over 8 h < 80 mL", f"{start} urine_output 9; {second}; 9 urine_output 70", expected)


def test_a_reading_over_more_than_the_window_is_the_most_that_it_can_have_been() -> None:
    readings = "0 urine_output 10; 8.5 urine_output 100"
    says("total urine_output over 4 h > 100 mL", readings, "9 no")
    says("total urine_output over 4 h < 80 mL", readings, "9 unknown")
    says("total urine_output over 2 h > 100 mL", readings, "9 unknown")


@table(
    ("readings", "expected"),
    [
        ("0 diarrhea_volume 0; 8 diarrhea_volume 1000; 16 diarrhea_volume 0", "8 no, 16 yes, 24- yes, 24 unknown"),
        ("0 diarrhea_volume 0; 8 diarrhea_volume 999; 16 diarrhea_volume 2000", "16 no"),
        ("0 diarrhea_volume 0; 4 diarrhea_volume 500; 8 diarrhea_volume 500; 16 diarrhea_volume 0", "16 yes"),
        ("16 diarrhea_volume 5000", "16 unknown"),
        ("8 diarrhea_volume 1000; 16 diarrhea_volume 0", "8 unknown, 16 yes"),
    ],
)
def test_a_previous_total_is_that_of_the_window_before(readings: str, expected: str) -> None:
    says("previous total diarrhea_volume over 8 h >= 1000 mL", readings, expected)


def test_a_window_in_which_no_reading_mostly_lies_is_not_a_window_with_nothing() -> None:
    readings = "-5 diarrhea_volume 0; 4 diarrhea_volume 9000; 12.9 diarrhea_volume 9000; 16 diarrhea_volume 9000"
    says("previous total diarrhea_volume over 8 h >= 1000 mL", readings, "16 unknown")
