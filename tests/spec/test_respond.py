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
        (
            "0 target:a 20 mm left-lung\n60 target:a 18 mm right-lung",
            "is in right lung at 2026-03-06T10:00:00Z, but was in left lung",
        ),
        ("0 target:a 20 mm left-lung, target:b 20 mm right-lung, target:c 20 mm lung", "3 target lesions in one organ, lung"),
        ("0 target:a 20 mm l_kidney, target:b 20 mm kidney-right, target:c 20 mm kidney", "in one organ, kidney"),
        ("0 target:a 20 mm inguinal-node, target:b 20 mm neck_LN, target:c 20 mm lymphnode", "in one organ, node"),
        (
            "0 target:a 8 mm node",
            "target:a is 8 mm at 2026-01-05T10:00:00Z, the first assessment: a node shorter than 10 mm is normal",
        ),
        ("0 target:a 9.9 mm lymphnode", "a node shorter than 10 mm is normal, and no lesion. Leave it out."),
        ("0 target:a 50 mm lung\n1 nontarget:brain present", "or, if it was there at the baseline, date it to that day"),
    ],
)
def test_what_cannot_be_judged_is_refused(table: str, told: str) -> None:
    with pytest.raises(ResponseError) as trouble:
        response(table)
    assert told in str(trouble.value)


@pytest.mark.parametrize(
    "organ",
    [
        "node", "nodes", "Node", "lymph-node", "lymph-nodes", "lymph node", "lymph_node", "lymphnode", "LN", "lns", "neck-LN",
        "inguinal-node", "left-axillary-node", "left lymph nodes", "lymphatic",
    ],
)  # fmt: skip
def test_every_word_for_a_node_is_one(organ: str) -> None:
    """recist-2009, section 4.3.1: a node is gone below 10 mm of its short axis, however it is spelt."""
    baseline = observe("target:a", on_day(0), 20, "mm", note=f"organ={organ}; short axis")
    assert response("56 target:a 8 mm", more=(baseline,)).best == "CR"
    assert response("56 target:a 8 mm", more=(baseline,)).remarks == ()


@pytest.mark.parametrize("organ", ["lung", "left-lung", "LEFT lung", "liver", "ovary-r", "gland", "bone; near a lymph node"])
def test_other_organs_are_no_nodes(organ: str) -> None:
    baseline = observe("target:a", on_day(0), 20, "mm", note=f"organ = {organ}")
    assert response("56 target:a 8 mm", more=(baseline,)).best == "PR"


@pytest.mark.parametrize("organ", ["cervical lymph node", "lung near a node", "axillary LN"])
def test_a_node_behind_another_word_is_refused(organ: str) -> None:
    baseline = observe("target:a", on_day(0), 20, "mm", note=f"organ={organ}; short axis")
    with pytest.raises(ResponseError, match="is it a node"):
        response("56 target:a 8 mm", more=(baseline,))


def test_a_target_node_of_10_mm_is_judged_with_a_remark() -> None:
    assert any("less than the 15 mm across" in note.say for note in response("0 target:a 10 mm node").remarks)


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


def told(table: str, day: float, needs: str, more: tuple[Observation, ...] = COURSE) -> tuple[str, str, list[str]]:
    """The decision, why for what is needed, and what is named as missing."""
    said = response(table, day, "uspi-2012", (*more, *reviews(day)))
    (answer,) = said.retreatment.answers
    (why,) = (needed.why for needed in answer.criteria if needed.rule.needs == needs)
    return answer.decision, why, [lack.why for lack in said.missing]


@pytest.mark.parametrize(("day", "expected"), [(110, "may be considered"), (110.01, "not known"), (7000, "not known")])
def test_a_scan_counts_for_60_days(day: float, expected: str) -> None:
    """label-2024, section 2.2: looked at again just before a next course; the file lets a scan stay true for 60 d."""
    assert [again(SHRUNK, day, guide=guide) for guide in LABELS] == [expected, expected]
    if expected == "not known":
        assert (truths(SHRUNK, day)["shrinkage"], truths(SHRUNK, day)["evaluation"]) == ("unknown", "unknown")
        assert "days old, and a scan counts for 60 days" in told(SHRUNK, day, "shrinkage")[1]
        assert any("the response is looked at again" in lack for lack in told(SHRUNK, day, "evaluation")[2])


@pytest.mark.parametrize("first", [8, 15, 26])
def test_without_a_scan_before_the_course_nothing_is_known_to_have_shrunk(first: int) -> None:
    decision, why, missing = told(f"{first} target:a 50 mm lung\n50 target:a 40 mm", 74, "shrinkage")
    assert decision == "not known" and "No assessment is recorded before the first dose of the last course" in why
    assert any("just before the last course" in lack for lack in missing)


def test_a_scan_before_the_course_before_the_last_is_none_before_the_last() -> None:
    second = (*COURSE, dose(80), dose(94), observe("discharge", on_day(99), "done"))
    table = "0 target:a 100 mm lung\n{}125 target:a 65 mm"
    assert again(table.format("60 target:a 70 mm\n"), 148, second) == "may be considered"
    decision, why, _ = told(table.format(""), 148, "shrinkage", second)
    assert decision == "not known" and "after the course before it, which ended at 2026-01-26T10:00:00Z" in why
    assert again(table.format("60 target:a 50 mm\n"), 148, second) == "no"


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("40 target:a 20 mm, target:n 10 mm", "no"),
        ("40 target:a 20 mm", "not known"),
        ("40 target:a 20 mm, target:n not evaluable", "not known"),
        ("40 target:a 48 mm, target:n 19 mm", "may be considered"),
    ],
)
def test_a_smallest_sum_that_is_not_known_hides_growth(between: str, expected: str) -> None:
    table = f"0 target:a 50 mm lung, target:n 20 mm node\n{between}\n60 target:a 30 mm, target:n 20 mm"
    assert again(table, 74) == expected
    if expected == "not known":
        assert "not every lesion was judged on 2026-02-14" in told(table, 74, "shrinkage")[1]


def test_an_other_lesion_that_was_not_judged_leaves_it_open() -> None:
    table = "0 target:a 50 mm lung, nontarget:b present\n50 target:a 40 mm, nontarget:b {}"
    expected = {
        "present": "may be considered",
        "absent": "may be considered",
        "progression": "no",
        "not evaluable": "not known",
    }
    assert {word: again(table.format(word), 74) for word in expected} == expected
    assert again("0 target:a 50 mm lung, nontarget:b present\n50 target:a 40 mm", 74) == "not known"


@pytest.mark.parametrize(
    "table",
    [
        "0 target:a 50 mm lung\n50 target:a 62 mm\n72 target:a 45 mm",
        "0 target:a 50 mm lung, nontarget:b present\n50 target:a 40 mm, nontarget:b progression\n"
        "72 target:a 40 mm, nontarget:b present",
    ],
)
def test_progression_after_the_course_is_not_undone(table: str) -> None:
    decision, why, _ = told(table, 74, "shrinkage")
    assert decision == "no"
    assert "The assessment of 2026-02-24 is progression (PD), after the last course" in why and "does not undo it" in why


def test_how_much_it_shrank_is_said_and_that_no_document_says_how_much_is_enough() -> None:
    assert "20 % smaller" in told(SHRUNK, 74, "shrinkage")[1]
    assert "0.2 % smaller" in told("0 target:a 50 mm lung\n50 target:a 49.9 mm", 74, "shrinkage")[1]
    assert "less than 0.1 % smaller" in told("0 target:a 50 mm lung\n50 target:a 49.99 mm", 74, "shrinkage")[1]
    rows = [row for row in MEDICINE.retreat if row.needs == "shrinkage"]
    assert len(rows) == 2 and all("how much is enough no document says" in row.say for row in rows)


FAILING = "hepatic_failure_signs"


@pytest.mark.parametrize(
    ("signs", "day", "expected", "not_before"),
    [
        (((74, True),), 74, "not yet", 123),
        (((73, True),), 74, "not yet", 123),
        (((22, True),), 74, "not yet", 123),
        (((22, True), (72, False)), 74, "not yet", 121),
        (((22, True), (24, False)), 74, "may be considered", 74),
        (((22, True), (30, False)), 78.99, "not yet", 79),
        (((22, True), (30, False)), 79, "may be considered", 79),
        (((22, False),), 74, "may be considered", 74),
    ],
)
def test_a_failing_liver_holds_off_another_course(
    signs: tuple[tuple[float, bool], ...], day: float, expected: str, not_before: float
) -> None:
    """label-2024, table 2, hepatic: no new course within 7 weeks of recovery and discharge (recalled)."""
    more = (*COURSE, *(observe(FAILING, on_day(when), value) for when, value in signs))
    for guide in LABELS:
        said = response(SHRUNK, day, guide, (*more, *reviews(day))).retreatment
        assert (said.decision, said.answers[0].not_before) == (expected, on_day(not_before))


def test_signs_that_only_a_review_has_cleared_count_from_that_review() -> None:
    more = (*COURSE, observe(FAILING, on_day(22), True), *reviews(30))
    assert [again(SHRUNK, day, more) for day in (78.99, 79)] == ["not yet", "may be considered"]
    assert again(SHRUNK, 79, (*COURSE, observe(FAILING, on_day(22), True))) == "not yet"


def test_whether_the_liver_is_failing_is_not_known_without_a_fresh_review() -> None:
    table = response(SHRUNK, 74, "uspi-2012", (*COURSE, *(r for r in reviews(74) if r.concept != "gut_review")))
    (needed,) = (n for n in table.retreatment.answers[0].criteria if n.rule.needs == "course not ended")
    assert (needed.truth.word, table.retreatment.decision) == ("unknown", "not known")
    assert "gut_review" in needed.why and "gut_review" in {lack.concept for lack in table.missing}


def test_signs_that_are_gone_need_the_discharge_too() -> None:
    more = (*COURSE[:2], observe(FAILING, on_day(22), True), observe(FAILING, on_day(23), False))
    assert truths(SHRUNK, 71, more)["course not ended"] == "no"
    assert truths(SHRUNK, 72, more)["course not ended"] == "unknown"
    assert truths(SHRUNK, 74, (*more, COURSE[2]))["course not ended"] == "yes"


@pytest.mark.parametrize(
    ("finding", "needs", "rule", "source", "read"),
    [
        ("anaphylaxis", "nothing permanent", "permanent.anaphylaxis", "contraindications, hypersensitivity", "recalled"),
        (FAILING, "course not ended", "end_course.hepatic_failure_signs", "hold and restart table, hepatic", "recalled"),
        (
            "repetitive_seizures",
            "nothing permanent",
            "permanent.repetitive_seizures",
            "contraindications, retreatment",
            "primary",
        ),
    ],
)
def test_what_stands_against_it_is_named_with_its_own_source(
    finding: str, needs: str, rule: str, source: str, read: str
) -> None:
    said = response(SHRUNK, 74, "uspi-2012", (*COURSE, *reviews(73), *reviews(73.9), observe(finding, on_day(74), True)))
    (answer,) = said.to_json()["retreatment"]["answers"]  # type: ignore[index]
    against = {needed["needs"]: needed["rules"] for needed in answer["criteria"]}
    assert [(r["rule"], r["source"], r["read"]) for r in against.pop(needs)] == [
        (f"uspi-2012.{rule}", f"label-old, {source}", read)
    ]
    assert all(rules == [] for rules in against.values())


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
