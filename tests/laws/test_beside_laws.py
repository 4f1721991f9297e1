"""Information and measures stand beside a decision: with them or without them, the rest of an answer is the same."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from people import ALDESLEUKIN, AT, GUIDES, fact, records

from bedside import Observation, Patient, Truth, check, check_all, check_many, inform
from bedside.chart import Chart, moment
from bedside.explain import explain
from bedside.medicine import CAUTION, SERVE_NOTHING

BARE = replace(ALDESLEUKIN, informs=(), cares=())
guides = st.sampled_from(GUIDES)
CONDITIONS = ("diabetes", "insulin", "metformin", "glucose_lowering_medicine", "systemic_corticosteroid", "antihypertensive")


@st.composite
def people(draw: st.DrawFn) -> list[Observation]:
    """Anybody, and what the rows of information ask about."""
    record = draw(records())
    for concept in draw(st.sets(st.sampled_from(CONDITIONS))):
        record.append(fact(concept, 60, draw(st.booleans())))
    for hours in draw(st.sets(st.integers(0, 40), max_size=3)):
        record.append(fact("glucose", hours, float(draw(st.integers(10, 500)))))
        record.append(fact("temperature", hours / 10, draw(st.integers(350, 410)) / 10))
    return record


@given(people(), guides)
def test_the_rest_of_an_answer_is_the_same_byte_for_byte(record: list[Observation], guide: str) -> None:
    with_, without = (check(medicine, Patient.of(record), AT, guide).to_json() for medicine in (ALDESLEUKIN, BARE))
    assert {"information", "measures"}.isdisjoint(without)
    rest = {key: value for key, value in with_.items() if key not in ("information", "measures")}
    assert json.dumps(rest) == json.dumps(without)


@given(people())
def test_all_guides_and_many_people_are_decided_as_without(record: list[Observation]) -> None:
    person = Patient.of(record)
    one, other = (check_all(medicine, person, AT) for medicine in (ALDESLEUKIN, BARE))
    assert [answer.decision for answer in one.answers] == [answer.decision for answer in other.answers]
    assert one.to_json()["disagreement"] == other.to_json()["disagreement"]
    for guide in GUIDES:
        assert check_many(ALDESLEUKIN, [person], [AT], guide) == check_many(BARE, [person], [AT], guide)


@given(people(), guides)
def test_every_firing_rule_has_a_measure_or_is_said_to_have_none(record: list[Observation], guide: str) -> None:
    answer = check(ALDESLEUKIN, Patient.of(record), AT, guide)
    firing = {reason.rule.id for reason in answer.firing if reason.rule.group != "decide"}
    assert {rule for measure in answer.measures for rule in measure.rules} == firing
    none = [measure for measure in answer.measures if measure.kind == "none named"]
    served = {rule for m in answer.measures if m.kind not in (*SERVE_NOTHING, "none named") for rule in m.rules}
    assert [rule for measure in none for rule in measure.rules] == [
        reason.rule.id for reason in answer.firing if reason.rule.id in firing - served
    ]


@given(people(), guides)
def test_no_measure_stands_beside_what_is_known_to_speak_against_it(record: list[Observation], guide: str) -> None:
    answer, rows = check(ALDESLEUKIN, Patient.of(record), AT, guide), {row.id: row for row in ALDESLEUKIN.cares}
    chart = Chart.of(Patient.of(record).as_of(AT), ALDESLEUKIN.rhythm)
    for measure in answer.measures:
        row = rows.get(measure.id)
        if row and row.unless:
            truth = explain(row.unless, chart, moment(AT)).truth
            assert truth is not Truth.YES
            assert ("Make sure of: " in measure.say) is (truth is Truth.UNKNOWN)
        assert not row or not row.decisions or answer.decision in row.decisions


@given(people(), guides)
def test_the_deciding_steps_are_those_of_the_decision(record: list[Observation], guide: str) -> None:
    answer = check(ALDESLEUKIN, Patient.of(record), AT, guide)
    firing = {reason.rule.id for reason in answer.firing}
    assert answer.deciding == tuple(
        step.rule.id for step in ALDESLEUKIN.guides[guide].steps if step.rule.id in firing and step.do is answer.decision
    )
    assert bool(answer.deciding) is (str(answer.decision) not in ("give", "not ready"))


@given(people(), guides)
def test_cautions_stand_last_and_wherever_anything_is_told(record: list[Observation], guide: str) -> None:
    kinds = [measure.kind for measure in check(ALDESLEUKIN, Patient.of(record), AT, guide).measures]
    cautions = [kind for kind in kinds if kind == CAUTION]
    assert kinds[len(kinds) - len(cautions) :] == cautions
    assert len(cautions) == (2 if kinds else 0)


@given(people(), guides)
def test_every_sentence_has_its_source_or_speaks_of_the_record_alone(record: list[Observation], guide: str) -> None:
    answer = check(ALDESLEUKIN, Patient.of(record), AT, guide)
    for told in answer.information:
        assert (told.truth is Truth.YES and ALDESLEUKIN.source_of(told.source)) or told.about == "not known"
    for measure in answer.measures:
        assert measure.kind in ("none named", "not shown") or ALDESLEUKIN.source_of(measure.source)


@given(people(), guides)
def test_information_is_the_same_under_every_guide_and_by_itself(record: list[Observation], guide: str) -> None:
    person = Patient.of(record)
    assert check(ALDESLEUKIN, person, AT, guide).information == inform(ALDESLEUKIN, person, AT)
    open_ = [told for told in inform(ALDESLEUKIN, person, AT) if told.truth is Truth.UNKNOWN]
    assert len(open_) <= 1
    assert {e.concept for told in open_ for e in told.finding.evidence} <= {"glucose", "diabetes"}


@given(people(), guides, st.integers(1, 40))
def test_what_is_observed_later_tells_nothing_now(record: list[Observation], guide: str, minutes: int) -> None:
    later = [fact("glucose", -minutes / 60, 30.0), fact("temperature", -minutes / 60, 40.0)]
    one, other = (check(ALDESLEUKIN, Patient.of(r), AT, guide).to_json() for r in (record, [*record, *later]))
    assert one == other
