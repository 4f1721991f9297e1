"""Is this still usual? The elapsed time, the published figure, and what is said where one of them is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from people import ALDESLEUKIN

from bedside import FollowUp, Observation, Patient, follow_up, observe, vocabulary
from bedside.criterion import concepts_of

LAST = datetime(2026, 5, 21, 8, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
COURSE = [LAST - 19 * DAY, LAST - 19 * DAY + 8 * HOUR, LAST - 5 * DAY + HOUR, LAST]
BEFORE = {"creatinine": 0.9, "bilirubin": 0.5, "albumin": 4.2, "platelets": 250, "lymphocytes": 1.9, "weight": 80, "lvef": 60}


def fact(concept: str, days: float, value: float | bool | str, unit: str = "") -> Observation:
    """An observation so many days after the last dose."""
    return observe(concept, LAST + days * DAY, value, unit or vocabulary()[concept].unit)


def record(*more: Observation, without: tuple[str, ...] = ()) -> Patient:
    """A course of two short cycles, with what was usual for the person before it."""
    doses = [observe("il2_dose", at, 48e6, "[IU]") for at in COURSE]
    before = [fact(concept, -20, value) for concept, value in BEFORE.items() if concept not in without]
    return Patient.of([*doses, *before, *more])


def said(row: str, patient: Patient, days: float) -> dict[str, object]:
    """What the answer, asked so many days after the last dose, says of one row."""
    return row_of(row, follow_up(ALDESLEUKIN, patient, LAST + days * DAY))


def row_of(row: str, answer: FollowUp) -> dict[str, object]:
    told: list[dict[str, object]] = answer.to_json()["recovery"]  # type: ignore[assignment]
    return next(each for each in told if each["id"] == f"recovery.{row}")


@pytest.mark.parametrize(
    ("days", "value", "standing"),
    [
        (1, 2.4, "usual"), (6.99, 2.1, "usual"), (7, 2.1, "usual"), (12, 2.1, "usual"), (13.99, 2.1, "usual"),
        (14, 2.1, "not usual"), (20, 2.1, "not usual"), (40, 1.0, "not usual"), (12, 0.99, "recovered"), (40, 0.9, "recovered"),
    ],
)  # fmt: skip
def test_creatinine_is_usual_until_four_fifths_had_recovered(days: float, value: float, standing: str) -> None:
    told = said("creatinine", record(fact("creatinine", days, value)), days)
    assert told["standing"] == standing
    assert (told["value"], told["unit"], told["days"]) == (value, "mg/dL", int(days * 10) / 10)
    assert told["figures"] == [
        {"after": 7, "recovered": 62},
        {"after": 14, "recovered": 84},
        {"after": 30, "recovered": 95},
    ]
    assert (told["source"], told["read"]) == ("belldegrun-1987, abstract", "secondary")
    assert "62 of 100" in str(told["say"]) and "84 by day 14" in str(told["say"])


def test_the_time_that_counts_is_that_of_the_reading_not_of_the_question() -> None:
    """Twelve days after, creatinine was 2.1: on day 20 that is still what was usual on day 12."""
    told = said("creatinine", record(fact("creatinine", 12, 2.1)), 20)
    assert (told["standing"], told["days"]) == ("usual", 12)


@pytest.mark.parametrize(
    ("hours", "told"),
    [(0.5, "Within an hour of the last dose"), (1, "1 hour after the last dose"), (7.9, "7 hours after the last dose"),
     (47.9, "47 hours after the last dose"), (48, "2 days after the last dose"), (60, "2.5 days after the last dose")],
)  # fmt: skip
def test_the_first_two_days_are_told_in_hours(hours: float, told: str) -> None:
    said_of = said("creatinine", record(fact("creatinine", hours / 24, 2.4)), hours / 24)
    assert str(said_of["say"]).startswith(f"{told} ")


def test_an_old_reading_is_to_be_repeated() -> None:
    answer = follow_up(ALDESLEUKIN, record(fact("creatinine", 12, 2.1)), LAST + 26.5 * DAY)
    assert "The record is old: look again." in str(row_of("creatinine", answer)["say"])
    (lack,) = [missing for missing in answer.missing if missing.concept == "creatinine"]
    assert lack.why.startswith("stale since") and lack.last == LAST + 12 * DAY


def test_a_baseline_is_from_before_the_course_not_from_between_its_cycles() -> None:
    """1.4 before the second cycle is not what the person started from."""
    between = fact("creatinine", -6, 1.4)
    told = said("creatinine", record(between, fact("creatinine", 12, 1.4)), 12)
    assert told["standing"] == "usual"
    (baseline,) = [row for row in told["evidence"] if row["standing"] == "baseline"]  # type: ignore[attr-defined, index, union-attr]
    assert baseline["value"] == 0.9


@pytest.mark.parametrize(
    ("patient", "why"),
    [
        (record(), "nothing recorded since the last dose"),
        (record(fact("creatinine", -0.1, 2.1)), "nothing recorded since the last dose"),
        (record(fact("creatinine", 0, 2.1)), "nothing recorded since the last dose"),
        (record(fact("creatinine", 12, 2.1), without=("creatinine",)), "no baseline from before the course"),
        (record(fact("creatinine", 12, 2.1), fact("creatinine", -40, 0.9), without=("creatinine",)), "no baseline"),
        (record(fact("creatinine", 12, 2.1), fact("creatinine", 12, 0.9)), "readings disagree"),
    ],
)
def test_what_is_lacking_is_named(patient: Patient, why: str) -> None:
    answer = follow_up(ALDESLEUKIN, patient, LAST + 13 * DAY)
    assert row_of("creatinine", answer)["standing"] == "not known"
    (lack,) = [missing for missing in answer.missing if missing.concept == "creatinine"]
    assert why in lack.why


@pytest.mark.parametrize(
    ("row", "told", "days", "standing"),
    [
        ("bilirubin", ("bilirubin", 3.0), 9.9, "usual"), ("bilirubin", ("bilirubin", 3.0), 10, "not usual"),
        ("albumin", ("albumin", 2.4), 6, "usual"), ("albumin", ("albumin", 2.4), 6.1, "not known"),
        ("platelets", ("platelets", 60), 1, "not known"), ("lvef", ("lvef", 40), 30, "not known"),
        ("lymphocytes", ("lymphocytes", 0.4), 3.9, "usual"), ("lymphocytes", ("lymphocytes", 0.4), 4, "not usual"),
        ("lymphocytes_high", ("lymphocytes", 3.8), 4, "usual"), ("lymphocytes_high", ("lymphocytes", 3.8), 5, "not known"),
        ("weight", ("weight", 85), 12, "not known"), ("weight", ("weight", 84), 12, "recovered"),
        ("mood", ("vivid_dreams", True), 3, "grave"), ("skin", ("skin_review", "done"), 3, "recovered"),
        ("gut", ("refractory_vomiting", False), 3, "not known"),
    ],
)  # fmt: skip
def test_what_is_published_decides_and_what_is_not_is_not_known(
    row: str, told: tuple[str, float | bool | str], days: float, standing: str
) -> None:
    assert said(row, record(fact(told[0], days, told[1])), days)["standing"] == standing


def test_a_reading_in_another_unit_stands_the_same() -> None:
    ours = said("creatinine", record(fact("creatinine", 12, 2.1)), 12)
    theirs = said("creatinine", record(fact("creatinine", 12, 2.1 * 88.4017, "umol/L")), 12)
    assert (theirs["standing"], theirs["say"], theirs["unit"]) == (ours["standing"], ours["say"], "mg/dL")


def test_a_finding_stands_until_it_is_denied_or_a_review_does_not_repeat_it() -> None:
    confused = fact("mental_status_change", 2, True)
    assert said("mind", record(confused), 20)["days"] == 20
    reviewed = said("mind", record(confused, fact("neuro_review", 9, "done")), 12)
    assert (reviewed["standing"], reviewed["days"]) == ("recovered", 9)


def test_a_finding_from_before_the_last_dose_that_nobody_looked_at_since_is_not_known() -> None:
    answer = follow_up(ALDESLEUKIN, record(fact("bullous_dermatitis", -1, True)), LAST + 5 * DAY)
    told = row_of("skin", answer)
    assert (told["standing"], told["concept"], told["days"]) == ("not known", "bullous_dermatitis", None)
    assert {"bullous_dermatitis"} <= {missing.concept for missing in answer.missing}


def test_a_review_from_before_the_last_dose_says_nothing_about_after() -> None:
    assert said("skin", record(fact("skin_review", -0.1, "done")), 5)["standing"] == "not known"


def test_every_toxicity_that_a_check_names_has_its_row() -> None:
    """Rates and volumes end with the stay, and doses are not toxicities."""
    words = vocabulary()
    apart = {"phenylephrine_rate", "dopamine_rate", "oxygen_flow", "inspired_oxygen", "urine_output", "diarrhea_volume"}
    named = {c for guide in ALDESLEUKIN.guides.values() for rule in guide.rules for c in concepts_of(rule.when)}
    covered = {concept for row in ALDESLEUKIN.recovery for concept in concepts_of(row.rule.when)}
    assert {c for c in named if words[c].kind in ("quantity", "flag")} - apart - covered == set()


def test_the_share_is_data_of_the_file() -> None:
    assert ALDESLEUKIN.usual is not None and (ALDESLEUKIN.usual.share, ALDESLEUKIN.usual.source.split(",")[0]) == (
        80,
        "bedside",
    )
    strict = replace(ALDESLEUKIN, usual=replace(ALDESLEUKIN.usual, share=60))
    answer = follow_up(strict, record(fact("creatinine", 12, 2.1)), LAST + 12 * DAY)
    assert row_of("creatinine", answer)["standing"] == "not usual"


def test_without_a_convention_nothing_is_called_usual() -> None:
    assert follow_up(replace(ALDESLEUKIN, usual=None), record(fact("creatinine", 12, 2.1)), LAST + 12 * DAY).recovery == ()


def test_recovery_counts_from_the_last_dose_given_while_the_course_is_under_way() -> None:
    doses = [observe("il2_dose", LAST + 8 * hour * HOUR, 48e6, "[IU]") for hour in range(3)]
    patient = Patient.of([*doses, fact("creatinine", -1, 0.9), fact("creatinine", 4, 1.9)])
    answer = follow_up(ALDESLEUKIN, patient, LAST + 5 * DAY)
    assert answer.since is not None and answer.since.planned
    assert row_of("creatinine", answer)["days"] == 3.3


# --- how bad, whatever is usual


@pytest.mark.parametrize(
    ("row", "told", "days", "guides"),
    [
        ("creatinine", ("creatinine", 20), 12, {"consensus-2014", "community-2015", "uspi-2024", "uspi-2012", "til-2024"}),
        ("creatinine", ("creatinine", 3), 2, {"consensus-2014", "community-2015", "til-2024"}),
        ("creatinine", ("creatinine", 2.5), 2, {"til-2024"}),
        ("pressure", ("systolic_bp", 55), 2, {"uspi-2024"}),
        ("heart_rate", ("heart_rate", 190), 2, {"consensus-2014", "community-2015"}),
        ("lungs", ("rales_half", True), 2, {"consensus-2014", "community-2015"}),
        ("gut", ("severe_abdominal_pain", True), 2, {"consensus-2014", "community-2015"}),
        ("gut", ("distension_impairs_breathing", True), 2, {"consensus-2014", "community-2015"}),
        ("coma", ("coma", True), 12, {"community-2015", "uspi-2024", "uspi-2012"}),
        ("psychosis", ("toxic_psychosis", True), 25, {"community-2015", "uspi-2024", "uspi-2012"}),
        ("liver_failure", ("hepatic_failure_signs", True), 30, {"uspi-2024", "uspi-2012"}),
        ("platelets", ("platelets", 29), 40, {"consensus-2014", "community-2015"}),
    ],
)  # fmt: skip
def test_what_would_hold_or_stop_a_dose_is_grave_however_long_it_has_lasted(
    row: str, told: tuple[str, float | bool], days: float, guides: set[str]
) -> None:
    found = said(row, record(fact(told[0], days, told[1])), days)
    assert found["standing"] == "grave"
    assert "it needs a look now, however long it has lasted" in str(found["say"])
    rules: list[dict[str, str]] = found["grave"]  # type: ignore[assignment]
    assert {rule["guide"] for rule in rules} >= guides
    for rule in rules:
        assert rule["guide"] in str(found["say"]) and rule["say"] and ALDESLEUKIN.source_of(rule["source"])
        own = {each.id: each.read for each in ALDESLEUKIN.guides[rule["guide"]].rules}
        assert own[rule["rule"]] == rule["read"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("creatinine", ("creatinine", 2.49)), ("bilirubin", ("bilirubin", 30)), ("heart_rate", ("heart_rate", 130)),
        ("lungs", ("rales_third", True)), ("lungs", ("dyspnea_at_rest", True)),
    ],
)  # fmt: skip
def test_what_guides_only_count_with_others_is_not_grave(row: str, told: tuple[str, float | bool]) -> None:
    """Relative criteria; of bilirubin no guide has any other."""
    found = said(row, record(fact(told[0], 2, told[1])), 2)
    assert (found["standing"], found["grave"]) == ("usual", [])


def test_a_reading_is_grave_without_anything_to_compare_it_with() -> None:
    found = said("creatinine", record(fact("creatinine", 12, 20), without=("creatinine",)), 12)
    assert found["standing"] == "grave"
    low = record(fact("platelets", -20, 25), fact("platelets", 12, 25), without=("platelets",))
    assert said("platelets", low, 12)["standing"] == "grave"


def test_a_rule_that_remembers_does_not_make_grave_what_is_over() -> None:
    """Chest pain ends the treatment for good (label-2024, table 2); a year later it is not there."""
    patient = record(fact("chest_pain", 1, True), fact("circulation_review", 300, "done"))
    assert said("heart_damage", patient, 300)["standing"] == "recovered"
    kidney = record(fact("creatinine", 1, 5), fact("creatinine", 2, 4.2), fact("creatinine", 20, 0.9))
    assert (said("creatinine", kidney, 3)["standing"], said("creatinine", kidney, 20)["standing"]) == ("grave", "recovered")


def test_every_usual_sentence_says_that_it_tells_how_long_and_not_how_bad() -> None:
    patient = record(fact("creatinine", 2, 2.1), fact("albumin", 2, 2.4), fact("heart_rate", 2, 104), fact("bilirubin", 2, 3))
    usual = [found for found in follow_up(ALDESLEUKIN, patient, LAST + 2 * DAY).recovery if found.standing == "usual"]
    assert len(usual) == 4
    assert all("tells how long, not how bad" in found.say for found in usual)


def test_the_graver_comes_first() -> None:
    told = [fact("creatinine", 20, 20), fact("bilirubin", 20, 3), fact("albumin", 20, 4), fact("lymphocytes", 2, 0.5)]
    answer = follow_up(ALDESLEUKIN, record(*told), LAST + 20 * DAY)
    words = [found.standing for found in answer.recovery]
    order = ["grave", "not usual", "not known", "usual", "recovered"]
    assert words == sorted(words, key=order.index) and set(words) == set(order)


# --- the mind


@pytest.mark.parametrize(
    ("days", "standing"), [(13.9, "usual"), (14, "not known"), (27.9, "not known"), (28, "not usual"), (40, "not usual")]
)
def test_between_two_and_four_weeks_nobody_knows_how_soon_the_mind_recovers(days: float, standing: str) -> None:
    """All 39 were well when seen 2 to 4 weeks after discharge (denicoff-1987, abstract); read here without any guide."""
    apart = replace(ALDESLEUKIN, guides={})
    found = row_of("mind", follow_up(apart, record(fact("lethargy", days, True)), LAST + days * DAY))
    assert (found["standing"], found["figures"]) == (standing, [{"within": 28, "unclear_from": 14}])
    assert "2 to 4 weeks after discharge" in str(found["say"])
    for flag, row in (("coma", "coma"), ("toxic_psychosis", "psychosis")):
        answer = follow_up(apart, record(fact(flag, days, True)), LAST + days * DAY)
        assert {row_of(each, answer)["standing"] for each in (row, "mind")} == {"not known"}


def test_what_has_a_row_of_its_own_is_no_case_of_another_nor_lets_it_be_called_recovered() -> None:
    patient = record(fact("neuro_review", 11, "done"), fact("coma", 12, True))
    found = said("mind", patient, 12)
    assert (found["standing"], found["concept"], found["grave"]) == ("not known", "coma", [])
    assert "which has a row of its own" in str(found["say"])
    bled = said("bleeding", record(fact("gi_bleeding_needing_surgery", 2, True)), 3)
    assert (bled["standing"], bled["concept"]) == ("not known", "gi_bleeding_needing_surgery")


# --- a second course


def again(*more: Observation) -> Patient:
    """A second course of one dose, ten weeks after the first; times count from that dose."""
    first = [observe("il2_dose", LAST - 80 * DAY, 48e6, "[IU]"), observe("il2_dose", LAST - 66 * DAY, 48e6, "[IU]")]
    return Patient.of([*first, observe("il2_dose", LAST, 48e6, "[IU]"), *more])


def test_back_to_the_second_course_and_not_to_the_first_is_not_recovered() -> None:
    told = (fact("creatinine", -81, 0.9), fact("creatinine", -2, 2.0), fact("creatinine", 19, 2.1))
    found = said("creatinine", again(*told), 19)
    assert found["standing"] == "not known"
    assert "2 mg/dL" in str(found["say"]) and "0.9 mg/dL" in str(found["say"])
    values = [(row["value"], row["standing"]) for row in found["evidence"]]  # type: ignore[attr-defined, index, union-attr]
    assert values == [(2.1, "fresh"), (2.0, "baseline"), (0.9, "baseline, before the first course")]


@pytest.mark.parametrize(
    ("told", "standing"),
    [
        ([(-81, 0.9), (-2, 2.0), (19, 0.95)], "recovered"), ([(-81, 2.0), (-2, 2.0), (19, 2.1)], "recovered"),
        ([(-81, 0.9), (-2, 2.0), (19, 2.3)], "not usual"), ([(-81, 0.9), (-2, 2.6), (19, 2.6)], "grave"),
        ([(-2, 2.0), (19, 2.1)], "recovered"),
    ],
)  # fmt: skip
def test_both_baselines_count(told: list[tuple[float, float]], standing: str) -> None:
    found = said("creatinine", again(*(fact("creatinine", day, value) for day, value in told)), 19)
    assert found["standing"] == standing


def test_a_first_baseline_that_nobody_knows_is_said_to_be_unknown() -> None:
    found = said("creatinine", again(fact("creatinine", -2, 2.0), fact("creatinine", 19, 2.1)), 19)
    assert "what it was before the first course is not known" in str(found["say"])


def test_days_are_rounded_down() -> None:
    found = said("creatinine", record(fact("creatinine", 13.999, 2.1)), 14)
    assert (found["days"], found["standing"]) == (13.9, "usual")
