"""The laws of a decision, on the shipped guides and random records."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import ALDESLEUKIN, AT, GUIDES, REVIEWS, SCALE, TENTHS, fact, patients, ready, records

from bedside import (
    Decision,
    Observation,
    Patient,
    PlanError,
    Truth,
    check,
    check_all,
    check_many,
    course,
    observe,
    plan_record,
    vocabulary,
)

guides = st.sampled_from(GUIDES)


def decision(observations: list[Observation], guide: str) -> Decision:
    return check(ALDESLEUKIN, Patient.of(observations), AT, guide).decision


@pytest.mark.parametrize("guide", GUIDES)
def test_the_normal_record_is_given(guide: str) -> None:
    assert decision(ready(), guide) is Decision.GIVE


@given(st.lists(patients, min_size=1, max_size=3), guides, st.integers(0, 3))
def test_the_cohort_reader_decides_alike(people: list[Patient], guide: str, earlier: int) -> None:
    times = [AT - timedelta(hours=earlier * index) for index in range(len(people))]
    one = [check(ALDESLEUKIN, person, time, guide).decision for person, time in zip(people, times, strict=True)]
    assert check_many(ALDESLEUKIN, people, times, guide) == one


@given(patients, guides)
def test_give_is_said_only_when_every_rule_is_known_not_to_apply(person: Patient, guide: str) -> None:
    answer = check(ALDESLEUKIN, person, AT, guide)
    if answer.decision is Decision.GIVE:
        assert {reason.truth for reason in answer.reasons} == {Truth.NO}
    if answer.decision is Decision.NOT_READY:
        assert answer.missing and not any(r.rule.group == "decide" for r in answer.firing)


@given(patients, guides, st.integers(0, 6))
def test_what_was_asked_before_changes_no_answer(person: Patient, guide: str, earlier: int) -> None:
    """Verbs share what they work out of one patient; the answer is that of a patient of whom nothing was asked."""
    before = AT - timedelta(hours=earlier)
    for time in (AT, before, AT):
        check_all(ALDESLEUKIN, person, time)
        with suppress(PlanError):
            plan_record(ALDESLEUKIN, person, time, guide=guide)
            course(ALDESLEUKIN, person, time, guide=guide)
        anew = Patient.of(person.observations)
        assert check(ALDESLEUKIN, person, time, guide).to_json() == check(ALDESLEUKIN, anew, time, guide).to_json()


@given(patients)
def test_the_strongest_step_known_to_fire_decides(person: Patient) -> None:
    for answer in check_all(ALDESLEUKIN, person, AT).answers:
        steps = {step.rule.id: step.do for step in ALDESLEUKIN.guides[answer.guide].steps}
        fired = [steps[reason.rule.id].strength for reason in answer.firing if reason.rule.group == "decide"]
        if fired:
            assert answer.decision.strength == max(fired)


NEEDED = sorted({o.concept for o in ready()} - {"il2_dose"})


@given(records(), guides, st.sampled_from(NEEDED))
def test_removing_all_readings_of_a_fact_never_turns_anything_into_give(
    record: list[Observation], guide: str, concept: str
) -> None:
    """A flag that nobody recorded is absent by its review; what is removed here are measurements and reviews."""
    before = decision(record, guide)
    after = decision([o for o in record if o.concept != concept], guide)
    assert after is not Decision.GIVE or before is Decision.GIVE


@given(records(), guides, st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(record: list[Observation], guide: str, random: object) -> None:
    shuffled = list(record)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (check(ALDESLEUKIN, Patient.of(r), AT, guide) for r in (record, shuffled))
    assert one.to_json() == other.to_json()


def worst(concept: str) -> float:
    return SCALE[concept][1] / (10 if concept in TENTHS else 1)


@given(records(), guides, st.lists(st.tuples(st.sampled_from(sorted(SCALE)), st.integers(1, 40)), max_size=5))
def test_what_is_observed_later_changes_nothing(record: list[Observation], guide: str, later: list[tuple[str, int]]) -> None:
    extra = [fact(concept, -minutes / 60, worst(concept)) for concept, minutes in later]
    assert check(ALDESLEUKIN, Patient.of(record), AT, guide) == check(ALDESLEUKIN, Patient.of(record + extra), AT, guide)


@given(records(), guides, st.data())
def test_what_is_learnt_later_changes_nothing(record: list[Observation], guide: str, data: st.DataObject) -> None:
    late = data.draw(st.sampled_from(record))
    told = replace(late, entered=AT + timedelta(minutes=5))
    without = [o for o in record if o is not late]
    assert decision(without, guide) == decision([*without, told], guide)


UNITS = {
    "creatinine": ("umol/L", lambda v: v * 10_000 / 113.12),
    "bilirubin": ("umol/L", lambda v: v * 10_000 / 584.66),
    "platelets": ("/uL", lambda v: v * 1000),
    "systolic_bp": ("kPa", lambda v: v * 0.133322387415),
    "urine_output": ("L", lambda v: v / 1000),
    "weight": ("g", lambda v: v * 1000),
    "phenylephrine_rate": ("mg/kg/h", lambda v: v * 0.06),
    "diarrhea_volume": ("dL", lambda v: v / 100),
}


def in_other_units(observation: Observation) -> Observation:
    unit, turn = UNITS.get(observation.concept, ("", None))
    if turn is None:
        return observation
    return observe(observation.concept, observation.at, turn(observation.value), unit)


@given(records(), guides)
def test_a_laboratory_that_uses_other_units_gets_the_same_decision(record: list[Observation], guide: str) -> None:
    assert decision(record, guide) == decision([in_other_units(o) for o in record], guide)


WORSE = {
    "heart_rate": 1,
    "creatinine": 1,
    "bilirubin": 1,
    "diarrhea_volume": 1,
    "weight": 1,
    "oxygen_flow": 1,
    "inspired_oxygen": 1,
    "phenylephrine_rate": 1,
    "dopamine_rate": 1,
    "systolic_bp": -1,
    "oxygen_saturation": -1,
    "platelets": -1,
    "bicarbonate": -1,
    "urine_output": -1,
}


@given(records(), guides, st.sampled_from(sorted(set(WORSE) - {"weight"})), st.integers(1, 30))
def test_a_worse_value_never_turns_hold_or_stop_into_give(
    record: list[Observation], guide: str, concept: str, steps: int
) -> None:
    """The newest reading gets worse; a weight is left out, as it is also the baseline and divides the urine."""
    readings = [o for o in record if o.concept == concept and o.at <= AT]
    if not readings:
        return
    newest = max(o.at for o in readings)
    low, high = vocabulary()[concept].possible or (0, 0)

    def worsen(o: Observation) -> Observation:
        if o.concept != concept or o.at != newest:
            return o
        value = min(high, max(low, o.amount + WORSE[concept] * steps * max(abs(high - low) / 100, 0.1)))
        return observe(concept, o.at, value, vocabulary()[concept].unit)

    before = decision(record, guide)
    if before not in (Decision.GIVE, Decision.NOT_READY):
        assert decision([worsen(o) for o in record], guide) is not Decision.GIVE


@given(records(), guides)
def test_shifting_all_times_by_a_day_changes_nothing(record: list[Observation], guide: str) -> None:
    day = timedelta(days=1)
    moved = Patient.of(replace(o, at=o.at + day) for o in record)
    assert check(ALDESLEUKIN, moved, AT + day, guide).decision == decision(record, guide)


@given(records(), guides, st.sampled_from(REVIEWS))
def test_a_stale_review_is_as_good_as_none(record: list[Observation], guide: str, review: str) -> None:
    without = [o for o in record if o.concept != review]
    stale = [*without, fact(review, 2.01, "done")]
    assert decision(stale, guide) is not Decision.GIVE or decision(without, guide) is Decision.GIVE


@given(records(), guides)
def test_the_same_question_gets_the_same_answer_byte_for_byte(record: list[Observation], guide: str) -> None:
    one, other = (check(ALDESLEUKIN, Patient.of(record), AT, guide).to_json() for _ in range(2))
    assert repr(one) == repr(other)
