"""The language, numbers: a quantity against a threshold. Readings in, a criterion, the truth at each hour out."""

from __future__ import annotations

import pytest

from readings import says

table = pytest.mark.parametrize


# --- NAME: the newest reading, while it is fresh


@table(
    ("readings", "expected"),
    [
        ("", "0 unknown"),
        ("0 systolic_bp 80", "0- unknown, 0 yes, 1 yes, 2 yes, 2+ unknown"),
        ("0 systolic_bp 95", "0- unknown, 0 no, 1 no, 2 no, 2+ unknown"),
        ("0 systolic_bp 95; 1 systolic_bp 80", "1- no, 1 yes, 3 yes, 3+ unknown"),
        ("0 systolic_bp 80; 1 systolic_bp 95", "1- yes, 1 no, 3 no, 3+ unknown"),
        ("0 heart_rate 80", "0 unknown"),
    ],
)
def test_the_newest_reading_counts_to_the_end_of_its_freshness_and_not_a_microsecond_longer(
    readings: str, expected: str
) -> None:
    says("systolic_bp < 90 mm[Hg]", readings, expected)


@table(
    ("criterion", "truth"),
    [
        ("systolic_bp < 90 mm[Hg]", "unknown"),
        ("systolic_bp < 110 mm[Hg]", "yes"),
        ("systolic_bp < 100 mm[Hg]", "unknown"),
        ("systolic_bp <= 100 mm[Hg]", "yes"),
        ("systolic_bp < 80 mm[Hg]", "no"),
        ("systolic_bp <= 80 mm[Hg]", "unknown"),
        ("systolic_bp > 80 mm[Hg]", "unknown"),
        ("systolic_bp >= 80 mm[Hg]", "yes"),
        ("systolic_bp = 80 mm[Hg]", "unknown"),
        ("systolic_bp = 90 mm[Hg]", "unknown"),
        ("systolic_bp = 120 mm[Hg]", "no"),
    ],
)
def test_two_readings_of_one_moment_that_disagree_know_only_what_both_say(criterion: str, truth: str) -> None:
    says(criterion, "0 systolic_bp 80; 0 systolic_bp 100", f"0 {truth}, 2 {truth}, 2+ unknown")


def test_two_readings_of_one_moment_that_agree_are_one_reading() -> None:
    says("systolic_bp = 80 mm[Hg]", "0 systolic_bp 80; 0 systolic_bp 80", "0 yes")
    says("creatinine = 1 mg/dL", "0 creatinine 1; 0 creatinine 0.01 g/L", "0 yes")


def test_a_later_reading_ends_a_disagreement() -> None:
    says("systolic_bp < 90 mm[Hg]", "0 systolic_bp 80; 0 systolic_bp 100; 1 systolic_bp 95", "0 unknown, 1 no")


@table(
    ("op", "below", "at", "above"),
    [
        ("<", "yes", "no", "no"),
        ("<=", "yes", "yes", "no"),
        ("=", "no", "yes", "no"),
        (">=", "no", "yes", "yes"),
        (">", "no", "no", "yes"),
    ],
)
def test_each_comparison_at_its_threshold_and_a_step_to_either_side(op: str, below: str, at: str, above: str) -> None:
    for value, truth in ((89.999, below), (90, at), (90.001, above)):
        says(f"systolic_bp {op} 90 mm[Hg]", f"0 systolic_bp {value}", f"0 {truth}")


# --- units: the same amount in another unit is the same fact


@table(
    ("criterion", "readings", "truth"),
    [
        ("creatinine >= 2.5 mg/dL", "0 creatinine 221.004243281 umol/L", "yes"),
        ("creatinine < 2.5 mg/dL", "0 creatinine 221.004243281 umol/L", "no"),
        ("creatinine >= 2.5 mg/dL", "0 creatinine 221 umol/L", "no"),
        ("creatinine >= 2.5 mg/dL", "0 creatinine 222 umol/L", "yes"),
        ("creatinine >= 221 umol/L", "0 creatinine 2.5", "yes"),
        ("creatinine >= 222 umol/L", "0 creatinine 2.5", "no"),
        ("systolic_bp < 12 kPa", "0 systolic_bp 90.1", "no"),
        ("systolic_bp < 12 kPa", "0 systolic_bp 90", "yes"),
        ("systolic_bp < 90 mm[Hg]", "0 systolic_bp 11.9 kPa", "yes"),
        ("phenylephrine_rate > 0.5 ug/kg/min", "0 phenylephrine_rate 0.03 mg/kg/h", "no"),
        ("phenylephrine_rate > 0.5 ug/kg/min", "0 phenylephrine_rate 0.031 mg/kg/h", "yes"),
        ("temperature > 38 Cel", "0 temperature 100.4 [degF]", "no"),
        ("temperature > 38 Cel", "0 temperature 100.5 [degF]", "yes"),
        ("platelets < 30 10*3/uL", "0 platelets 30000 /uL", "no"),
        ("platelets < 30 10*3/uL", "0 platelets 29999 /uL", "yes"),
        ("platelets <= 30 10*3/uL", "0 platelets 30 10*9/L", "yes"),
    ],
)
def test_threshold_and_reading_may_be_told_in_different_units(criterion: str, readings: str, truth: str) -> None:
    says(criterion, readings, f"0 {truth}")


# --- baseline NAME, and % of baseline


@table(
    ("readings", "expected"),
    [
        ("", "0 unknown"),
        ("0 weight 70", "0 yes, 100 yes"),
        ("0 weight 70; 5 weight 80", "0 yes, 5 no, 6 no"),
        ("0 weight 70; 1 il2_dose 48000000; 5 weight 80", "4 yes, 5 yes, 30 yes"),
        ("0 weight 70; 1 il2_dose 48000000; 9 il2_dose 48000000; 5 weight 80", "10 yes, 30 yes"),
        ("5 weight 70; 1 il2_dose 48000000", "0 unknown, 1 unknown, 4 unknown, 6 unknown"),
        ("0 weight 70; 0 weight 80; 1 il2_dose 48000000", "2 unknown"),
    ],
)
def test_the_baseline_is_the_last_value_before_the_first_dose_or_the_newest_when_there_was_none(
    readings: str, expected: str
) -> None:
    says("baseline weight < 75 kg", readings, expected)


def test_a_baseline_stays_until_the_next_cycle_begins() -> None:
    """A value must never be its own baseline because a hold was long: that would release the hold."""
    weights = "0 weight 70; 1 il2_dose 48000000; 50 weight 80"
    says("baseline weight < 75 kg", weights, "2 yes, 97 yes, 97+ yes, 120 yes")
    says("baseline weight < 75 kg", weights + "; 120 il2_dose 48000000; 121 weight 60", "120 yes, 120+ no, 121 no, 200 no")


def test_between_cycles_the_newest_value_is_the_baseline_where_no_older_one_is_known() -> None:
    says("baseline weight < 75 kg", "1 il2_dose 48000000; 50 weight 70", "60 unknown, 97 unknown, 97+ yes, 120 yes")


def test_a_gap_of_exactly_its_length_does_not_end_a_cycle() -> None:
    doses = "0 weight 70; 1 il2_dose 48000000; 50 weight 80"
    says("baseline weight < 75 kg", f"{doses}; 97 il2_dose 48000000", "98 yes")
    says("doses >= 2", f"{doses}; 97 il2_dose 48000000", "98 yes, 193 yes, 193+ no")
    says("baseline weight < 75 kg", f"{doses}; 97.001 il2_dose 48000000", "98 no")


def test_a_reading_two_weeks_before_the_first_dose_is_a_baseline_and_an_older_one_is_not() -> None:
    says("baseline weight < 75 kg", "0 weight 70; 336 il2_dose 48000000", "337 yes, 400 yes")
    says("baseline weight < 75 kg", "0 weight 70; 336.001 il2_dose 48000000", "337 unknown, 400 unknown")


@table(
    ("weight", "more", "at_least"),
    [("80.4", "no", "no"), ("80.5", "no", "yes"), ("80.6", "yes", "yes"), ("60", "no", "no")],
)
def test_a_share_of_the_baseline_is_a_threshold(weight: str, more: str, at_least: str) -> None:
    readings = f"0 weight 70; 1 il2_dose 48000000; 9 weight {weight}"
    says("weight > 115 % of baseline", readings, f"9 {more}, 35 {more}, 35+ unknown")
    says("weight >= 115 % of baseline", readings, f"9 {at_least}")


def test_a_share_of_a_baseline_that_nobody_measured_is_unknown() -> None:
    says("weight > 115 % of baseline", "1 il2_dose 48000000; 9 weight 200", "9 unknown")


def test_a_share_of_two_baselines_that_disagree_knows_only_what_holds_of_both() -> None:
    readings = "0 weight 70; 0 weight 80; 1 il2_dose 48000000"
    says("weight > 115 % of baseline", readings + "; 9 weight 93", "9 yes")
    says("weight > 115 % of baseline", readings + "; 9 weight 85", "9 unknown")
    says("weight > 115 % of baseline", readings + "; 9 weight 80", "9 no")


# --- per kg: by the latest weight


@table(
    ("weight", "truth"),
    [("0 weight 80", "no"), ("0 weight 79", "no"), ("0 weight 81", "yes"), ("0 weight 81; 7 weight 79", "no"), ("", "unknown")],
)
def test_a_threshold_for_each_kilogram_goes_by_the_latest_weight(weight: str, truth: str) -> None:
    says("total urine_output over 8 h < 4 mL/kg", f"0 urine_output 400; 8 urine_output 320; {weight}", f"8 {truth}")


def test_a_threshold_for_each_kilogram_needs_a_fresh_weight() -> None:
    urine = "20 urine_output 400; 26 urine_output 100; 27 urine_output 100"
    says("total urine_output over 8 h < 4 mL/kg", f"0 weight 80; {urine}", "26 yes, 26+ unknown, 27 unknown")


def test_two_weights_that_disagree_know_only_what_holds_of_both() -> None:
    weights = "0 weight 70; 0 weight 90; 0 urine_output 400"
    says("total urine_output over 8 h < 4 mL/kg", f"{weights}; 8 urine_output 279", "8 yes")
    says("total urine_output over 8 h < 4 mL/kg", f"{weights}; 8 urine_output 300", "8 unknown")
    says("total urine_output over 8 h < 4 mL/kg", f"{weights}; 8 urine_output 360", "8 no")


# --- doses, holds, time since last dose


@table(
    ("readings", "expected"),
    [
        ("", "0 no"),
        ("0 il2_dose 48000000; 8 il2_dose 48000000", "0 no, 0+ no, 8 no, 8+ yes, 104 yes, 104+ no"),
        ("0 il2_dose 48000000; 0 il2_dose 48000000", "0+ no"),
        ("0 il2_dose 48000000; 96 il2_dose 48000000", "96+ yes"),
        ("0 il2_dose 48000000; 97 il2_dose 48000000", "97+ no"),
        ("0 il2_dose 48000000; 97 il2_dose 48000000; 105 il2_dose 48000000", "105+ yes"),
    ],
)
def test_doses_are_those_of_the_cycle_under_way_before_this_moment(readings: str, expected: str) -> None:
    says("doses >= 2", readings, expected)


@table(
    ("held", "expected"),
    [
        ((), "9 no"),
        ((8.0,), "8 no, 8+ yes, 96 yes, 96+ no"),
        ((-1.0,), "9 no"),
        ((100.0,), "101 no"),
    ],
)
def test_holds_are_those_of_the_cycle_under_way_before_this_moment(held: tuple[float, ...], expected: str) -> None:
    says("holds >= 1", "0 il2_dose 48000000", expected, held=held)


def test_time_since_last_dose_runs_from_the_dose_before_this_moment() -> None:
    doses = "0 il2_dose 48000000; 8 il2_dose 48000000"
    says("time since last dose >= 8 h", doses, "7.999 no, 8 yes, 8+ no, 15.999 no, 16 yes, 200 yes")
    says("time since last dose > 8 h", doses, "8 no, 16 no, 16.001 yes")
    says("time since last dose >= 1 d", doses, "31 no, 32 yes")


def test_time_since_last_dose_has_no_end_where_there_was_none() -> None:
    says("time since last dose >= 49 d", "", "0 yes")
    says("time since last dose < 49 d", "", "0 no")
    says("time since last dose >= 49 d", "0 il2_dose 48000000", "0 yes, 0+ no")


def test_a_threshold_in_another_unit_is_the_same_temperature() -> None:
    says("temperature > 100.4 [degF]", "0 temperature 38.1", "0 yes")
    says("temperature > 100.4 [degF]", "0 temperature 38", "0 no")
    says("temperature >= 100.4 [degF]", "0 temperature 38; 1 temperature 37.9", "0 yes, 1 no")


def test_after_the_gap_no_dose_counts_until_the_next() -> None:
    says("doses >= 1", "0 il2_dose 48000000", "0 no, 0+ yes, 96 yes, 96+ no")
    says("doses = 0", "0 il2_dose 48000000", "0 yes, 1 no, 97 yes")
    says("doses = 1", "0 il2_dose 48000000; 97 il2_dose 48000000", "1 yes, 97 no, 98 yes")
