"""The verb respond: its JSON, what it refuses, and the rule about another course."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bedside import GuideNeeded, Observation, Patient, ResponseError, load_record, observe, respond
from bedside.files import demo_record
from lesions import BASELINE, MEDICINE, on_day, response, seen

DOSE = 42e6
SYSTEMS = ("circulation", "lungs", "neuro", "gut", "skin", "bleeding", "infection", "fluids")
REVIEWS = tuple(f"{system}_review" for system in SYSTEMS)
LABELS = ("uspi-2024", "uspi-2012")


def dose(day: float) -> Observation:
    return observe("il2_dose", on_day(day), DOSE, "[IU]")


def reviews(day: float) -> tuple[Observation, ...]:
    return tuple(observe(review, on_day(day), "done") for review in REVIEWS)


COURSE = (dose(7), dose(21), observe("discharge", on_day(25), "done"))
SHRUNK = "0 target:a 50 mm lung\n50 target:a 40 mm"


def again(table: str, day: float, more: tuple[Observation, ...] = COURSE, guide: str = "uspi-2012") -> str:
    """The decision about another course, with the reviews done on that day."""
    return response(table, day, guide, (*more, *reviews(day))).retreatment.decision


def truths(table: str, day: float, more: tuple[Observation, ...] = COURSE) -> dict[str, str]:
    (answer,) = response(table, day, "uspi-2012", (*more, *reviews(day))).retreatment.answers
    return {needed.rule.needs: needed.truth.word for needed in answer.criteria}


# --- the answer


def test_the_json_of_an_answer() -> None:
    told = response("0 target:a 50 mm lung, nontarget:b present\n60 target:a 30 mm, nontarget:b present", 60).to_json()
    assert list(told) == [
        "verb", "medicine", "at", "assessments", "best", "confirmed", "best_confirmed", "duration_days", "ongoing",
        "progression", "waterfall", "spider", "retreatment", "remarks", "missing", "criteria", "digest",
    ]  # fmt: skip
    first, latest = told["assessments"]
    assert (first["sum"], first["response"], first["why"]) == (50.0, None, [])
    assert {key: latest[key] for key in latest if key != "why"} == {
        "at": "2026-03-06T10:00:00Z", "date": "2026-03-06", "days": 60, "sum": 30.0, "change_from_baseline": -40.0,
        "change_from_nadir": -40.0, "target": "PR", "nontarget": "non-CR/non-PD", "new": False, "new_lesions": [],
        "equivocal": [], "response": "PR",
    }  # fmt: skip
    assert latest["why"][0] == {
        "rule": "recist.table1.partial",
        "say": "Targets PR, others not progressing or not all judged, nothing new: partial response.",
        "source": "recist-2009, table 1, row 4",
        "read": "secondary",
    }
    assert (told["best"], told["confirmed"], told["best_confirmed"]) == ("PR", False, "SD")
    assert json.loads(json.dumps(told)) == told


def test_a_record_without_lesions_is_answered_with_what_to_record() -> None:
    told = respond(MEDICINE, load_record(demo_record()), on_day(200)).to_json()
    assert (told["assessments"], told["best"], told["confirmed"], told["duration_days"]) == ([], None, False, None)
    assert told["missing"][0]["concept"] == "target"
    assert "tumor_burden alone, a sum, cannot be judged by RECIST" in told["missing"][0]["why"]


def test_what_was_not_known_yet_is_not_there() -> None:
    table = "0 target:a 50 mm lung\n60 target:a 30 mm"
    assert response(table, 59).best is None and response(table, 60).best == "PR"
    late = replace(seen("60 target:a 30 mm")[0], entered=on_day(70))
    assert len(response("0 target:a 50 mm lung", 65, more=(late,)).assessments) == 1
    assert len(response("0 target:a 50 mm lung", 70, more=(late,)).assessments) == 2


def test_the_rows_of_a_date_as_it_was_written_are_one_assessment() -> None:
    evening = BASELINE.replace(hour=23)
    rows = (observe("target:b", evening, 20, "mm"), observe("target:c", BASELINE + timedelta(days=1), 5, "mm"))
    with pytest.raises(ResponseError, match="target:c"):
        response("0 target:a 50 mm lung", more=rows)
    (assessment,) = response("0 target:a 50 mm lung", more=rows[:1]).assessments
    assert (assessment.sum, assessment.at) == (70, evening)


def test_a_medicine_without_the_table_judges_nothing() -> None:
    with pytest.raises(ResponseError, match=r"no table \[respond\]"):
        respond(replace(MEDICINE, respond=None), Patient.of(seen(SHRUNK)), on_day(60))


# --- remarks


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("0 target:a 9 mm lung", "less than the 10 mm that RECIST asks of a target"),
        ("0 target:a 14 mm node", "less than the 15 mm across, as a node"),
        ("0 target:a 50 mm", "No organ is written for target:a: it is taken for no node"),
        ("0 target:a 50 mm\n60 target:a 30 mm node", "The organ of target:a is written on 2026-03-06 only"),
        ("0 target:a 50 mm lung, nontarget:b not evaluable", "nontarget:b could not be judged at the baseline"),
        ("0 target:a 50 mm lung", "a response needs an assessment after it"),
    ],
)
def test_remarks(table: str, told: str) -> None:
    assert any(told in note.say for note in response(table).remarks)


@pytest.mark.parametrize("table", ["0 target:a 10 mm lung\n60 target:a 8 mm", "0 target:a 15 mm node\n60 target:a 8 mm"])
def test_a_lesion_that_can_be_measured_needs_no_remark(table: str) -> None:
    assert response(table).remarks == ()


def test_a_baseline_after_the_first_dose_or_long_before_it_is_remarked() -> None:
    assert any("came before the baseline" in note.say for note in response(SHRUNK, more=(dose(-3),)).remarks)
    assert any("more than 4 weeks older" in note.say for note in response(SHRUNK, more=(dose(29),)).remarks)
    assert response(SHRUNK, more=(dose(28),)).remarks == ()


# --- refusals


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("0 target:a 50 mm lung, target:a 52 mm lung", "target:a is recorded 2 times on 2026-01-05: 50 mm at"),
        ("0 target:a 50 mm lung\n60 target:a 3.0 cm, target:a 31 mm", "3 cm at 2026-03-06T10:00:00Z and 31 mm at"),
        ("0 target:a 50 mm lung\n60 target:b 12 mm", "Record it as new:b"),
        ("0 target:a 50 mm lung\n60 target:a 50 mm, nontarget:b present", "Record it as new:b"),
        ("0 target:a 50 mm lung, new:b present", "nothing is new before a baseline"),
        ("0 target:a 50 mm lung, new:b not evaluable", "nothing is new before a baseline"),
        ("0 target:a 50 mm lung, nontarget:b absent", "a response needs a baseline before it"),
        ("0 nontarget:b progression", "a response needs a baseline before it"),
        ("0 target:a not evaluable", "a target has a diameter at the baseline"),
        ("0 target:a 0 mm lung", "a target has a diameter at the baseline"),
        ("0 " + ", ".join(f"target:{n} 20 mm organ{n}" for n in "abcdef"), "has 6 target lesions"),
        ("0 target:a 20 mm lung, target:b 20 mm lung, target:c 20 mm lung", "3 target lesions in one organ, lung"),
        ("0 target:a 20 mm node, target:b 20 mm lymph-node, target:c 20 mm nodes", "in one organ, node"),
        ("0 target:a 20 mm lung\n60 target:a 18 mm liver", "target:a is in liver at 2026-03-06T10:00:00Z, but was in lung"),
    ],
)
def test_what_cannot_be_judged_is_refused(table: str, told: str) -> None:
    with pytest.raises(ResponseError) as trouble:
        response(table)
    assert told in str(trouble.value)


def test_five_targets_two_in_an_organ_are_judged() -> None:
    organs = ("lung", "lung", "liver", "liver", "node")
    table = "0 " + ", ".join(f"target:{n} 20 mm {organ}" for n, organ in zip("abcde", organs, strict=True))
    assert response(table).assessments[0].sum == 100


def test_a_correction_is_no_second_measurement() -> None:
    right = observe("target:a", on_day(60), 30, "mm", corrects=f"target:a@{on_day(60).isoformat()}", entered=on_day(61))
    table = "0 target:a 50 mm lung\n60 target:a 300 mm"
    assert response(table, 60.5).best == "PD" and response(table, 61, more=(right,)).best == "PR"


def test_an_unknown_guide_is_refused() -> None:
    with pytest.raises(GuideNeeded, match="no guide 'uspi'"):
        response(SHRUNK, guide="uspi")


# --- another course


@pytest.mark.parametrize(
    ("table", "day", "expected"),
    [
        (SHRUNK, 74, "may be considered"),
        (SHRUNK, 73.9, "not yet"),
        (SHRUNK, 30, "not yet"),
        ("0 target:a 50 mm lung\n50 target:a 50 mm", 74, "no"),
        ("0 target:a 50 mm lung\n50 target:a 60 mm", 74, "no"),
        ("0 target:a 50 mm lung\n50 target:a 40 mm, new:b present", 74, "no"),
        ("0 target:a 50 mm lung\n50 target:a 60 mm", 30, "not yet"),
        ("0 target:a 50 mm lung\n50 target:a not evaluable", 74, "not known"),
        ("0 target:a 50 mm lung\n50 target:a 0 mm", 74, "may be considered"),
        ("0 target:a 50 mm lung\n41 target:a 40 mm", 74, "not known"),
        ("0 target:a 50 mm lung\n42 target:a 40 mm", 74, "may be considered"),
        ("0 target:a 50 mm lung", 74, "not known"),
        ("0 nontarget:b present\n50 nontarget:b present", 74, "not known"),
        ("0 nontarget:b present\n50 nontarget:b absent", 74, "may be considered"),
    ],
)
def test_another_course(table: str, day: float, expected: str) -> None:
    assert [again(table, day, guide=guide) for guide in LABELS] == [expected, expected]


def test_shrinkage_is_counted_from_the_assessment_before_the_last_course() -> None:
    second = (*COURSE, dose(80), dose(94), observe("discharge", on_day(99), "done"))
    table = "0 target:a 50 mm lung\n50 target:a 30 mm\n78 target:a 20 mm\n125 target:a {} mm"
    assert again(table.format(19), 148, second) == "may be considered"
    assert truths(table.format(20), 148, second)["shrinkage"] == "no"
    assert truths(table.format(23), 148, second)["shrinkage"] == "no"
    assert truths("0 target:a 50 mm lung\n78 target:a 0 mm\n125 target:a 0 mm", 148, second)["shrinkage"] == "unknown"


def test_an_assessment_during_the_course_is_none_after_it() -> None:
    assert truths("0 target:a 50 mm lung\n15 target:a 40 mm", 74)["shrinkage"] == "unknown"


def test_without_a_discharge_the_rest_is_a_known_no_until_it_could_be_over() -> None:
    course = COURSE[:2]
    assert [truths(SHRUNK, day, course)["rest"] for day in (69.9, 70)] == ["no", "unknown"]
    (answer,) = response(SHRUNK, 69, "uspi-2012", course).retreatment.answers
    assert answer.not_before == on_day(70)


def test_a_discharge_before_the_last_dose_does_not_count() -> None:
    course = (dose(7), observe("discharge", on_day(12), "done"), dose(21))
    assert truths(SHRUNK, 74, course)["rest"] == "unknown"


def test_the_latest_discharge_counts() -> None:
    (answer,) = response(SHRUNK, 74, "uspi-2012", (*COURSE, observe("discharge", on_day(40), "done"))).retreatment.answers
    assert (answer.not_before, answer.decision) == (on_day(89), "not yet")


@pytest.mark.parametrize("finding", ["sustained_ventricular_tachycardia", "cardiac_tamponade", "repetitive_seizures"])
def test_what_ends_the_medicine_for_good_ends_it(finding: str) -> None:
    happened = observe(finding, on_day(22), True)
    for guide in LABELS:
        (answer,) = response(SHRUNK, 74, guide, (*COURSE, *reviews(74), happened)).retreatment.answers
        needed = next(each for each in answer.criteria if each.rule.needs == "nothing permanent")
        assert answer.decision == "no" and finding in {e.concept for e in needed.evidence}


def test_reviews_that_are_not_fresh_leave_it_open_and_are_asked_for() -> None:
    said = response(SHRUNK, 74, "uspi-2012", COURSE)
    assert said.retreatment.decision == "not known"
    assert {"circulation_review", "neuro_review"} <= {lack.concept for lack in said.missing}


def test_without_a_dose_nothing_is_known_of_another_course() -> None:
    assert again(SHRUNK, 74, ()) == "not known"
    assert "il2_dose" in {lack.concept for lack in response(SHRUNK, 74, "uspi-2012", reviews(74)).missing}


def test_guides_without_such_a_rule_say_so_and_are_never_merged() -> None:
    said = response(SHRUNK, 74, None, (*COURSE, *reviews(74))).retreatment
    assert said.decision == "the guides differ"
    assert [(a.guide, a.decision, bool(a.criteria)) for a in said.answers] == [
        ("consensus-2014", "not known", False),
        ("community-2015", "not known", False),
        ("uspi-2024", "may be considered", True),
        ("uspi-2012", "may be considered", True),
        ("til-2024", "not known", False),
    ]
    assert said.answers[0].why == "This guide has no rule about another course."


def test_every_request_has_its_source_and_never_says_give() -> None:
    for answer in response(SHRUNK, 74, None, (*COURSE, *reviews(74))).to_json()["retreatment"]["answers"]:  # type: ignore[index]
        assert answer["decision"] != "give"
        for needed in answer["criteria"]:
            assert needed["source"] and needed["read"] and needed["why"] and needed["say"]
