"""A guide that holds a part of its label never says give: over the cases of each, with readings left out and changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside import Decision, Medicine, Observation, Patient, Truth, check, check_all, check_many, load_medicine, vocabulary
from bedside.cases import Case, read_cases
from bedside.chart import Chart, moment
from bedside.load import SHIPPED, shipped_medicines
from bedside.medicine import Guide
from bedside.planning.guided import said
from bedside.verbs.check import decide_for

MEDICINES = tuple(load_medicine(name) for name in shipped_medicines())
PARTIAL = tuple(each for each in MEDICINES if any(guide.part for guide in each.guides.values()))
CASES = {
    each.id: [c for c in read_cases(SHIPPED.joinpath(each.id, "cases.toml").read_text("utf-8")) if c.verb == "check"]
    for each in PARTIAL
}


def whole(medicine: Medicine) -> Medicine:
    """The same medicine as if its guides held all of their documents."""
    return replace(medicine, guides={key: replace(guide, part="") for key, guide in medicine.guides.items()})


@st.composite
def changed(draw: st.DrawFn) -> tuple[Medicine, Case, Patient]:
    """A person of a case, some of whose readings are left out, are lower or higher, or are the other way round."""
    medicine = draw(st.sampled_from(PARTIAL))
    case = draw(st.sampled_from(CASES[medicine.id]))
    record = []
    for told in case.patient.observations:
        match draw(st.sampled_from(("kept", "kept", "kept", "kept", "left out", "changed", "later"))):
            case "kept":
                record.append(told)
            case "changed":
                record.append(_other(told, draw(st.sampled_from((0.0, 0.5, 2.0)))))
            case "later":
                record.append(replace(told, at=told.at + timedelta(days=1), entered=told.at + timedelta(days=1)))
    return medicine, case, Patient.of(record)


def _other(told: Observation, factor: float) -> Observation:
    if isinstance(told.value, bool):
        return replace(told, value=not told.value)
    if not isinstance(told.value, float):
        return told
    low, high = vocabulary()[told.concept].possible or (told.value, told.value)
    return replace(told, value=min(max(told.value * factor, low), high))


def test_every_guide_but_those_of_aldesleukin_is_a_part_of_its_label() -> None:
    partial = {each.id: {bool(guide.part) for guide in each.guides.values()} for each in MEDICINES}
    assert partial.pop("aldesleukin") == {False}
    assert len(partial) == 7 and all(found == {True} for found in partial.values())


@given(changed())
def test_a_guide_that_is_a_part_never_says_give_and_says_all_else_as_a_whole_one(told: tuple[Medicine, Case, Patient]) -> None:
    medicine, case, patient = told
    answer, other = check(medicine, patient, case.at, case.guide), check(whole(medicine), patient, case.at, case.guide)
    assert answer.decision is (Decision.NOT_READY if other.decision is Decision.GIVE else other.decision)
    assert check_all(medicine, patient, case.at).answers[0] == answer
    assert check_many(medicine, [patient], [case.at], case.guide) == [answer.decision]
    assert (
        said(medicine.guides[case.guide], Chart.of(patient.as_of(case.at), medicine.rhythm), moment(case.at)).decision
        is answer.decision
    )
    assert answer.to_json()["part"] == medicine.guides[case.guide].part and "part" not in other.to_json()


@pytest.mark.parametrize("medicine", PARTIAL, ids=lambda medicine: medicine.id)
def test_who_would_be_given_by_the_same_rules_as_a_whole_guide_is_not_ready(medicine: Medicine) -> None:
    ready = [case for case in CASES[medicine.id] if case.expect == "not ready" and not case.missing]
    wholly = [case for case in ready if check(whole(medicine), case.patient, case.at, case.guide).decision is Decision.GIVE]
    assert wholly
    for case in wholly:
        answer = check(medicine, case.patient, case.at, case.guide)
        assert (answer.decision, answer.missing, answer.firing) == (Decision.NOT_READY, (), ())


@given(st.lists(st.sampled_from(Truth), min_size=30, max_size=30), st.sampled_from(PARTIAL))
def test_whatever_is_true_of_the_steps_of_a_part_it_is_not_give(truths: list[Truth], medicine: Medicine) -> None:
    guide: Guide = next(iter(medicine.guides.values()))
    assert decide_for(guide, truths[: len(guide.steps)]) is not Decision.GIVE
