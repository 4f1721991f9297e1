"""May the next dose be given? Decisions, what lasts, what is missing, and the answer as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from people import ALDESLEUKIN, AT, GUIDES, RATES, REVIEWS, SHIFT, VITALS, fact, ready

from bedside import Decision, GuideNeeded, Observation, Patient, Truth, check, check_all, check_many, observe
from bedside.medicine import STRENGTH
from bedside.verbs.check import decide

GIVE, CORRECT, HOLD, STOP_CYCLE, STOP_FOR_GOOD = STRENGTH
NOT_READY = Decision.NOT_READY
YES, UNKNOWN, NO = Truth.YES, Truth.UNKNOWN, Truth.NO


def without(*concepts: str) -> list[Observation]:
    return [o for o in ready() if o.concept not in concepts]


def decided(observations: list[Observation], guide: str, later: timedelta = timedelta()) -> Decision:
    """What both readers decide."""
    patient = Patient.of(observations)
    one = check(ALDESLEUKIN, patient, AT + later, guide).decision
    assert check_many(ALDESLEUKIN, [patient], [AT + later], guide) == [one]
    return one


# --- give < correct < hold < stop cycle < stop for good; not ready stands outside


def test_the_actions_have_an_order() -> None:
    assert [str(decision) for decision in STRENGTH] == ["give", "correct", "hold", "stop cycle", "stop for good"]
    assert [decision.strength for decision in STRENGTH] == [0, 1, 2, 3, 4]
    with pytest.raises(ValueError, match="not in"):
        _ = NOT_READY.strength


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), GIVE),
        (((HOLD, NO), (CORRECT, NO)), GIVE),
        (((HOLD, NO), (CORRECT, UNKNOWN)), NOT_READY),
        (((HOLD, UNKNOWN), (CORRECT, YES)), CORRECT),
        (((HOLD, YES), (CORRECT, YES)), HOLD),
        (((CORRECT, YES), (HOLD, YES), (STOP_CYCLE, NO)), HOLD),
        (((HOLD, YES), (STOP_CYCLE, YES), (STOP_FOR_GOOD, UNKNOWN)), STOP_CYCLE),
        (((STOP_FOR_GOOD, YES), (HOLD, YES), (CORRECT, UNKNOWN)), STOP_FOR_GOOD),
    ],
)
def test_the_strongest_step_that_is_known_to_hold_decides_and_one_that_is_open_forbids_give(
    steps: tuple[tuple[Decision, Truth], ...], expected: Decision
) -> None:
    assert decide(steps) is expected
    assert decide(steps[::-1]) is expected


@pytest.mark.parametrize(
    ("guide", "changes", "expected"),
    [
        ("consensus-2014", [], GIVE),
        ("consensus-2014", [("heart_rate", 110.0)], CORRECT),
        ("consensus-2014", [("systolic_bp", 80.0)], CORRECT),
        ("consensus-2014", [("heart_rate", 110.0), ("oxygen_flow", 3.0)], CORRECT),
        ("consensus-2014", [("heart_rate", 110.0), ("oxygen_flow", 3.0), ("platelets", 40.0)], HOLD),
        ("consensus-2014", [("heart_rate", 131.0)], HOLD),
        ("community-2015", [("heart_rate", 125.0)], HOLD),
        ("community-2015", [("heart_rate", 125.0), ("oxygen_flow", 3.0), ("platelets", 40.0)], STOP_CYCLE),
        ("community-2015", [("heart_rate", 131.0)], STOP_CYCLE),
        ("community-2015", [("phenylephrine_rate", 0.1)], STOP_CYCLE),
        ("uspi-2024", [("systolic_bp", 89.0)], HOLD),
        ("uspi-2024", [("hepatic_failure_signs", True)], STOP_CYCLE),
        ("uspi-2024", [("chest_pain", True)], STOP_FOR_GOOD),
        ("uspi-2024", [("chest_pain", True), ("systolic_bp", 89.0)], STOP_FOR_GOOD),
        ("uspi-2012", [("systolic_bp", 89.0)], GIVE),
        ("uspi-2012", [("systolic_bp", 89.0), ("pressor_need_increasing", True)], HOLD),
        ("til-2024", [("creatinine", 2.6)], HOLD),
        ("til-2024", [("fluid_refractory_hypotension", True)], STOP_CYCLE),
    ],
)
def test_each_guide_decides_in_its_own_way(guide: str, changes: list[tuple[str, float]], expected: Decision) -> None:
    assert decided([*ready(), *(fact(concept, 0.2, value) for concept, value in changes)], guide) is expected


# --- a hold lasts until it is released; what is permanent was ever seen


@pytest.mark.parametrize(
    ("now", "expected"), [(4.6, HOLD), (4.5, HOLD), (4.2, HOLD), (4.0, HOLD), (3.9, GIVE), (1.0, GIVE), (None, HOLD)]
)
def test_creatinine_of_4_6_holds_under_the_label_until_it_is_below_4(now: float | None, expected: Decision) -> None:
    newest = [] if now is None else [fact("creatinine", 1, now)]
    assert decided([*ready(), fact("creatinine", 8, 4.6), *newest], "uspi-2024") is expected


def test_creatinine_that_never_passed_the_limit_does_not_hold() -> None:
    assert decided([*ready(), fact("creatinine", 8, 4.5), fact("creatinine", 1, 4.2)], "uspi-2024") is GIVE


def test_a_hold_is_not_released_by_a_reading_that_grows_stale() -> None:
    assert decided([*without("systolic_bp"), fact("systolic_bp", 5, 85.0)], "uspi-2024") is HOLD
    assert decided([*without("systolic_bp"), fact("systolic_bp", 5, 95.0)], "uspi-2024") is NOT_READY


def test_a_reason_that_lasts_says_since_when() -> None:
    answer = check(ALDESLEUKIN, Patient.of([*ready(), fact("creatinine", 8, 4.6), fact("creatinine", 1, 4.2)]), AT, "uspi-2024")
    (reason,) = [r for r in answer.firing if r.rule.id == "uspi-2024.withhold.creatinine"]
    assert reason.finding.began is not None
    began = AT - timedelta(hours=8)
    assert reason.finding.began == int(began.timestamp()) * 1_000_000
    assert {(e.value, e.at) for e in reason.finding.evidence if e.concept == "creatinine"} == {
        (4.6, reason.finding.began),
        (4.2, int((AT - timedelta(hours=1)).timestamp()) * 1_000_000),
    }


def test_what_is_permanent_stops_for_good_though_it_has_cleared() -> None:
    pain = observe("chest_pain", AT - timedelta(hours=30), True, id="p1")
    record = [*ready(), pain, fact("chest_pain", 29, False), fact("circulation_review", 20, "done")]
    assert decided(record, "uspi-2024") is STOP_FOR_GOOD
    assert decided(record, "community-2015") is GIVE


def test_what_is_permanent_does_not_count_once_it_was_corrected_away() -> None:
    pain = observe("chest_pain", AT - timedelta(hours=30), True, id="p1")
    record = [*ready(), pain]
    record.append(observe("chest_pain", pain.at, None, entered=AT - timedelta(hours=1), corrects="p1"))
    assert decided(record, "uspi-2024", timedelta(hours=-1, microseconds=-1)) is STOP_FOR_GOOD
    assert decided(record, "uspi-2024") is GIVE


# --- doses and slots


def doses(*hours: float) -> list[Observation]:
    return [fact("il2_dose", hour, 48e6) for hour in hours]


def test_fourteen_doses_end_the_cycle_and_a_dose_at_the_very_moment_is_not_counted() -> None:
    thirteen = [*without("il2_dose"), *doses(*range(8, 112, 8))]
    for guide in ("consensus-2014", "community-2015", "uspi-2024", "uspi-2012"):
        started = [*thirteen, fact("weight", 110, 80.0), fact("systolic_bp", 110, 124.0), fact("creatinine", 110, 0.9)]
        assert decided(started, guide) is GIVE
        assert decided([*started, *doses(0)], guide) is GIVE
        assert decided([*started, *doses(0)], guide, timedelta(microseconds=1)) is STOP_CYCLE
        assert decided([*started, *doses(112)], guide) is STOP_CYCLE


def test_six_doses_end_the_treatment_after_cells() -> None:
    assert decided([*without("il2_dose"), *doses(*range(8, 48, 8))], "til-2024") is GIVE
    assert decided([*without("il2_dose"), *doses(*range(8, 56, 8))], "til-2024") is STOP_CYCLE


def looked_at(slot: float, **instead: float) -> list[Observation]:
    """Everything that a dose needs, a little before a slot so many hours ago."""
    labs = {"creatinine": 1.4, "bicarbonate": 22.0, "bilirubin": 1.5, "platelets": 170.0, "weight": 82.0}
    early = VITALS | RATES | labs | instead
    told = [fact(concept, slot + 0.7, value) for concept, value in early.items()]
    told += [fact(review, slot + 0.6, "done") for review in REVIEWS]
    return told + [fact(concept, slot + 0.4, value) for concept, value in SHIFT.items()]


def slots(*seen: float | None) -> list[Observation]:
    """A first dose 32 hours ago, and at each slot since then a heart rate with all that is normal, or nothing at all."""
    usual = {"weight": 80.0, "systolic_bp": 124.0, "creatinine": 0.9, "heart_rate": 70.0}
    record = [fact(concept, 52, value) for concept, value in usual.items()] + doses(32) + looked_at(32) + looked_at(0)
    for slot, heart_rate in zip((24, 16, 8), seen, strict=True):
        record += looked_at(slot, heart_rate=heart_rate) if heart_rate is not None else []
    return record


@pytest.mark.parametrize(
    ("seen", "given", "expected"),
    [
        ((90.0, 90.0, 90.0), (), GIVE),
        ((125.0, 125.0, 90.0), (), GIVE),
        ((125.0, 125.0, 125.0), (), STOP_CYCLE),
        ((125.0, 90.0, 125.0), (), GIVE),
        ((125.0, 125.0, 125.0), (16,), GIVE),
        ((125.0, 125.0, 125.0), (19.9,), GIVE),
        ((125.0, 125.0, 125.0), (12.1,), GIVE),
    ],
)
def test_three_slots_that_were_held_stop_the_cycle_in_the_community_guide(
    seen: tuple[float, ...], given: tuple[float, ...], expected: Decision
) -> None:
    """A slot that passed without a dose though the guide said give was missed, not held."""
    assert decided([*slots(*seen), *doses(*given)], "community-2015") is expected
    assert decided([*slots(*seen), *doses(*given)], "consensus-2014") is not STOP_CYCLE


def test_a_dose_half_an_interval_from_two_slots_belongs_to_the_later() -> None:
    assert decided([*slots(125.0, 125.0, 125.0), *doses(20)], "community-2015") is GIVE
    longer = [fact("creatinine", 60, 0.9), *doses(40, 20), *looked_at(40), *slots(125.0, 90.0, 125.0)]
    longer = [o for o in longer if o.concept != "il2_dose"] + doses(40, 20)
    held_first = [replace(o, value=125.0, amount=125.0) if _slot_32(o) else o for o in longer]
    assert decided(held_first, "community-2015") is STOP_CYCLE


def test_slots_after_one_that_was_given_are_looked_at_too() -> None:
    longer = [*looked_at(40), *slots(90.0, 125.0, 125.0)]
    longer = [o for o in longer if o.concept != "il2_dose"] + doses(40, 24)
    held_first = [replace(o, value=125.0, amount=125.0) if _slot_32(o) else o for o in longer]
    assert decided(held_first, "community-2015") is STOP_CYCLE
    assert decided(longer, "community-2015") is GIVE


def _slot_32(o: Observation) -> bool:
    return o.concept == "heart_rate" and o.at == AT - timedelta(hours=32.7)


def test_the_comparison_says_of_what_when_and_by_which_medicine() -> None:
    told = check_all(ALDESLEUKIN, Patient.of(ready()), AT).to_json()
    assert (told["verb"], told["medicine"], told["at"]) == ("check", "aldesleukin", "2026-05-05T16:00:00Z")


def test_a_slot_at_which_nothing_was_known_was_not_held() -> None:
    assert decided(slots(125.0, None, 125.0), "community-2015") is GIVE


def test_the_slot_now_is_not_counted_before_it_has_passed() -> None:
    two = [*slots(125.0, 125.0, 90.0), fact("heart_rate", 0.2, 125.0)]
    assert decided(two, "community-2015") is HOLD
    later = [*two, *(replace(o, at=o.at + timedelta(hours=4)) for o in looked_at(0, heart_rate=125.0))]
    assert decided(later, "community-2015", timedelta(hours=4, microseconds=-1)) is HOLD
    assert decided(later, "community-2015", timedelta(hours=4)) is STOP_CYCLE


# --- which guide?


@pytest.mark.parametrize("guide", [None, "uspi", ""])
def test_a_guide_must_be_named_where_there_are_several(guide: str | None) -> None:
    with pytest.raises(GuideNeeded) as caught:
        check(ALDESLEUKIN, Patient.of(ready()), AT, guide)
    assert all(known in str(caught.value) for known in GUIDES)
    with pytest.raises(GuideNeeded):
        check_many(ALDESLEUKIN, [Patient.of(ready())], [AT], guide)


def test_the_only_guide_needs_no_name() -> None:
    only = replace(ALDESLEUKIN, guides={"uspi-2024": ALDESLEUKIN.guides["uspi-2024"]})
    assert check(only, Patient.of(ready()), AT).guide == "uspi-2024"
    with pytest.raises(GuideNeeded):
        check(only, Patient.of(ready()), AT, "til-2024")


# --- what is not known


@pytest.mark.parametrize("guide", GUIDES)
def test_nothing_known_is_not_ready_and_everything_is_missing(guide: str) -> None:
    answer = check(ALDESLEUKIN, Patient(), AT, guide)
    assert answer.decision is NOT_READY
    assert {missing.why for missing in answer.missing} == {"never"}
    assert {missing.last for missing in answer.missing} == {None}
    assert "urine_output" in {missing.concept for missing in answer.missing}


@pytest.mark.parametrize("concept", ["systolic_bp", "circulation_review", "creatinine", "urine_output", "neuro_review"])
def test_a_fact_that_was_never_recorded_is_named(concept: str) -> None:
    answer = check(ALDESLEUKIN, Patient.of(without(concept)), AT, "uspi-2024")
    (missing,) = [m for m in answer.missing if m.concept == concept]
    assert (answer.decision, missing.why, missing.last) == (NOT_READY, "never", None)


def test_a_fact_that_is_too_old_is_named_with_the_end_of_its_freshness_and_its_time() -> None:
    old = [*without("systolic_bp"), fact("systolic_bp", 3, 110.0)]
    answer = check(ALDESLEUKIN, Patient.of(old), AT, "uspi-2024")
    assert [m.to_json() for m in answer.missing] == [
        {"concept": "systolic_bp", "why": "stale since 2026-05-05T15:00:00Z", "last": "2026-05-05T13:00:00Z"}
    ]


def test_readings_that_disagree_are_named() -> None:
    record = [*ready(), fact("systolic_bp", 0.2, 85.0), fact("systolic_bp", 0.2, 110.0)]
    answer = check(ALDESLEUKIN, Patient.of(record), AT, "uspi-2024")
    (missing,) = answer.missing
    assert (answer.decision, missing.concept, missing.why) == (NOT_READY, "systolic_bp", "readings disagree")


def test_a_known_hold_does_not_wait_for_the_rest_and_still_says_what_is_missing() -> None:
    record = [*without("creatinine", "neuro_review"), fact("systolic_bp", 0.2, 80.0)]
    answer = check(ALDESLEUKIN, Patient.of(record), AT, "uspi-2024")
    assert answer.decision is HOLD
    assert [missing.concept for missing in answer.missing] == ["creatinine", "neuro_review"]
    assert [reason.rule.id for reason in answer.firing if reason.rule.group == "withhold"] == ["uspi-2024.withhold.systolic_bp"]


def test_a_complete_record_misses_nothing() -> None:
    for guide in GUIDES:
        assert check(ALDESLEUKIN, Patient.of(ready()), AT, guide).missing == ()


# --- the answer


def evidence(record: list[Observation], rule: str) -> list[dict[str, object]]:
    answer = check(ALDESLEUKIN, Patient.of(record), AT, rule.split(".")[0]).to_json()
    (reason,) = [r for r in answer["reasons"] if r["rule"] == rule]  # type: ignore[attr-defined]
    return reason["evidence"]  # type: ignore[no-any-return]


def test_evidence_says_what_was_converted() -> None:
    record = [*ready(), observe("creatinine", AT - timedelta(hours=1), 230, "umol/L")]
    (told,) = evidence(record, "consensus-2014.relative.creatinine")
    assert told == {
        "concept": "creatinine",
        "value": pytest.approx(2.6018, abs=1e-3),
        "unit": "mg/dL",
        "at": "2026-05-05T15:00:00Z",
        "standing": "fresh",
        "conversion": "230 umol/L = 2.60 mg/dL",
    }


def test_evidence_that_was_not_converted_has_no_conversion() -> None:
    assert evidence(ready(), "consensus-2014.absolute.heart_rate") == [
        {"concept": "heart_rate", "value": 92.0, "unit": "/min", "at": "2026-05-05T15:18:00Z", "standing": "fresh"}
    ]


def test_evidence_of_a_flag_is_the_flag_or_its_review() -> None:
    (told,) = evidence(ready(), "consensus-2014.absolute.atrial_fibrillation")
    assert told == {
        "concept": "circulation_review", "value": "done", "unit": "", "at": "2026-05-05T15:24:00Z", "standing": "fresh",
    }  # fmt: skip
    (told,) = evidence([*ready(), fact("atrial_fibrillation", 0.2, True)], "consensus-2014.absolute.atrial_fibrillation")
    assert (told["concept"], told["value"], told["standing"]) == ("atrial_fibrillation", True, "recorded")


def test_the_keys_of_an_answer_are_fixed() -> None:
    record = [*without("weight"), observe("creatinine", AT - timedelta(hours=1), 230, "umol/L")]
    told = check(ALDESLEUKIN, Patient.of(record), AT, "consensus-2014").to_json()
    assert list(told) == [
        *("verb", "medicine", "guide", "at", "decision", "reasons", "missing", "digest"),
        *("information", "measures"),
    ]
    assert (told["verb"], told["medicine"], told["guide"]) == ("check", "aldesleukin", "consensus-2014")
    assert (told["at"], told["digest"]) == ("2026-05-05T16:00:00Z", ALDESLEUKIN.digest)
    for reason in told["reasons"]:  # type: ignore[attr-defined]
        assert list(reason) == ["rule", "group", "truth", "say", "source", "read", "evidence"]
        for piece in reason["evidence"]:
            assert [key for key in piece if key != "conversion"] == ["concept", "value", "unit", "at", "standing"]
            assert ("conversion" in piece) is (piece["concept"] == "creatinine" and piece["at"] == "2026-05-05T15:00:00Z")
    assert [list(missing) for missing in told["missing"]] == [["concept", "why", "last"]]  # type: ignore[attr-defined]
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_an_answer_without_any_dose_is_json_too() -> None:
    told = [check(ALDESLEUKIN, Patient.of(without("il2_dose")), AT, guide).to_json() for guide in GUIDES]
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_reasons_hold_every_rule_those_that_fire_first_then_those_that_are_open() -> None:
    record = [*without("weight"), fact("heart_rate", 0.2, 110.0)]
    answer = check(ALDESLEUKIN, Patient.of(record), AT, "consensus-2014")
    guide = ALDESLEUKIN.guides["consensus-2014"]
    truths = [reason.truth for reason in answer.reasons]
    assert truths == sorted(truths, reverse=True)
    assert {r.rule.id for r in answer.reasons} == {r.id for r in guide.rules} | {step.rule.id for step in guide.steps}
    assert [r.rule.id for r in answer.firing] == ["consensus-2014.decide.correct", "consensus-2014.relative.heart_rate"]
    assert [r.rule.id for r in answer.open] == [
        "consensus-2014.relative.weight",
    ]


def test_a_reason_carries_where_it_comes_from_and_how_that_was_read() -> None:
    told = check(ALDESLEUKIN, Patient.of([*ready(), fact("creatinine", 1, 4.6)]), AT, "uspi-2024").to_json()
    (reason,) = [r for r in told["reasons"] if r["rule"] == "uspi-2024.withhold.creatinine"]  # type: ignore[attr-defined]
    assert (reason["truth"], reason["read"]) == ("yes", "recalled")
    assert reason["source"].startswith("label-2024, ")


# --- all guides, side by side


def test_all_guides_stand_side_by_side_with_where_they_disagree() -> None:
    record = [*ready(), fact("heart_rate", 0.2, 125.0)]
    told = check_all(ALDESLEUKIN, Patient.of(record), AT).to_json()
    assert list(told) == ["verb", "medicine", "at", "answers", "disagreement"]
    assert told["answers"] == [check(ALDESLEUKIN, Patient.of(record), AT, guide).to_json() for guide in GUIDES]
    assert told["disagreement"] == [
        {"decision": "hold", "guides": ["community-2015"],
         "because": ["community-2015.decide.hold", "community-2015.relative.heart_rate"]},
        {"decision": "correct", "guides": ["consensus-2014"],
         "because": ["consensus-2014.decide.correct", "consensus-2014.relative.heart_rate"]},
        {"decision": "give", "guides": ["uspi-2024", "uspi-2012", "til-2024"], "because": []},
    ]  # fmt: skip


def test_not_ready_stands_last_and_agreement_is_no_disagreement() -> None:
    assert check_all(ALDESLEUKIN, Patient.of(ready()), AT).to_json()["disagreement"] == []
    told = check_all(ALDESLEUKIN, Patient.of([*without("oxygen_saturation"), fact("creatinine", 1, 3.0)]), AT).disagreement
    assert [str(decision) for decision, _ in told] == ["stop cycle", "hold", "not ready"]


# --- many people at once


def test_a_cohort_larger_than_a_part_is_decided_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    sick = [*ready(), fact("frank_blood", 0.5, True)]
    people = [Patient.of(sick if place in (1, 4) else ready()) for place in range(5)]
    whole = check_many(ALDESLEUKIN, people, [AT] * 5, "consensus-2014")
    assert whole == [GIVE, HOLD, GIVE, GIVE, HOLD]
    for size in (1, 2, 3, 5):
        monkeypatch.setattr("bedside.verbs.check_many.CHUNK", size)
        assert check_many(ALDESLEUKIN, people, [AT] * 5, "consensus-2014") == whole


def test_nobody_gets_no_decision() -> None:
    assert check_many(ALDESLEUKIN, [], [], "consensus-2014") == []


def test_each_of_many_needs_a_time() -> None:
    with pytest.raises(ValueError, match="zip"):
        check_many(ALDESLEUKIN, [Patient.of(ready())] * 2, [AT], "consensus-2014")
