"""A finding is there when a case of it is: coma is a change of mental status. And a guide says what it is silent about."""

from __future__ import annotations

import pytest
from people import ALDESLEUKIN, AT, fact, ready

from bedside import Answer, Decision, Patient, check, vocabulary
from bedside.chart import moment
from bedside.criterion import Truth
from bedside.explain import explain
from bedside.faces.words import answer_lines, short_reasons
from bedside.grammar import parse
from readings import chart, says

IMPLIED = {
    "coma": "mental_status_change",
    "toxic_psychosis": "mental_status_change",
    "sustained_ventricular_tachycardia": "ventricular_arrhythmia",
    "repetitive_seizures": "seizure",
    "sepsis_unstable": "infection_suspected",
    "gi_bleeding_needing_surgery": "frank_blood",
    "distension_impairs_breathing": "abdominal_distension",
}


def test_these_findings_are_cases_of_others_and_no_more() -> None:
    assert {key: c.implies[0] for key, c in vocabulary().items() if c.implies} == IMPLIED
    parted = {narrow for narrow, wide in IMPLIED.items() if vocabulary()[narrow].review != vocabulary()[wide].review}
    assert parted == {"gi_bleeding_needing_surgery"}
    says("frank_blood", "0 gi_bleeding_needing_surgery true; 1 bleeding_review done", "1 yes")
    says("frank_blood", "0 gi_bleeding_needing_surgery true; 1 bleeding_review done; 2 gut_review done", "2 no")


@pytest.mark.parametrize(("narrow", "wide"), IMPLIED.items())
def test_both_readers_see_the_wider_finding_until_a_review_clears_it(narrow: str, wide: str) -> None:
    says(wide, f"0 {narrow} true", "0- unknown, 0 yes, 50 yes")
    says(f"not {wide}", f"0 {narrow} false", "0 unknown")


def test_the_wider_finding_goes_with_the_narrower_at_the_next_review() -> None:
    says("mental_status_change", "0 coma true; 1 neuro_review done", "1- yes, 1 no, 3 no, 3+ unknown")
    says("mental_status_change", "0 coma true; 1 neuro_review done; 1 coma true", "1 yes, 9 yes")


def test_denying_the_milder_finding_does_not_deny_the_graver() -> None:
    says("mental_status_change", "0 coma true; 1 mental_status_change false", "1 yes, 5 yes")
    says("mental_status_change for 2 h", "0 coma true; 1 mental_status_change false", "2 yes")


def test_of_one_moment_the_finding_that_is_there_counts() -> None:
    says("mental_status_change", "0 coma true; 0 mental_status_change false", "0 yes")


def test_evidence_names_what_was_recorded() -> None:
    found = explain(parse("mental_status_change", vocabulary()), chart("0 coma true"), moment(AT))
    assert found.truth is Truth.YES
    assert [(e.concept, e.standing, e.lacking) for e in found.evidence] == [("coma", "recorded", False)]


def decided(guide: str, *concepts: str) -> tuple[Decision, tuple[str, ...]]:
    answer = check(ALDESLEUKIN, Patient.of([*ready(), *(fact(c, 0.5, True) for c in concepts)]), AT, guide)
    return answer.decision, answer.silent_about


@pytest.mark.parametrize(
    ("guide", "concepts", "decision", "silent"),
    [
        ("consensus-2014", ("coma",), Decision.CORRECT, ()),
        ("community-2015", ("coma",), Decision.STOP_CYCLE, ()),
        ("til-2024", ("coma",), Decision.GIVE, ("coma",)),
        ("til-2024", ("coma", "intubated"), Decision.GIVE, ("intubated", "coma")),
        ("til-2024", ("coma", "fluid_refractory_hypotension"), Decision.STOP_CYCLE, ("coma",)),
        ("community-2015", ("supraventricular_tachycardia",), Decision.GIVE, ("supraventricular_tachycardia",)),
        ("consensus-2014", ("supraventricular_tachycardia",), Decision.HOLD, ()),
        ("uspi-2024", ("seizure",), Decision.GIVE, ("seizure",)),
        ("uspi-2024", ("toxic_psychosis",), Decision.HOLD, ()),
        ("consensus-2014", (), Decision.GIVE, ()),
    ],
)
def test_a_guide_says_which_findings_no_firing_rule_of_it_rests_on(
    guide: str, concepts: tuple[str, ...], decision: Decision, silent: tuple[str, ...]
) -> None:
    assert decided(guide, *concepts) == (decision, silent)


def test_a_finding_that_a_review_has_cleared_is_nothing_to_be_silent_about() -> None:
    record = [*ready(), fact("seizure", 5, True)]
    assert check(ALDESLEUKIN, Patient.of(record), AT, "uspi-2024").silent_about == ()


def test_silence_is_told_in_words_and_in_json_and_only_where_there_is_any() -> None:
    loud = check(ALDESLEUKIN, Patient.of(ready()), AT, "til-2024")
    assert "silent_about" not in loud.to_json()
    quiet = check(ALDESLEUKIN, Patient.of([*ready(), fact("coma", 0.5, True)]), AT, "til-2024")
    assert quiet.to_json()["silent_about"] == ["coma"]
    told = "\n".join(answer_lines(quiet, "notice"))
    assert "GIVE: by this guide alone" in told and "coma. Judge" in " ".join(told.split())
    assert "the dose may be given" not in told
    assert any("no rule that fires on: coma" in line for line in short_reasons(quiet))


@pytest.mark.parametrize(("hours", "silent"), [(0, True), (0.2, True), (3.9, True), (4, False), (8, False)])
def test_a_dose_that_this_slot_has_had_already_is_pointed_out(hours: float, silent: bool) -> None:
    record = [o for o in ready() if o.concept != "il2_dose"] + [fact("il2_dose", 16, 48e6), fact("il2_dose", hours, 48e6)]
    answer = check(ALDESLEUKIN, Patient.of(record), AT, "uspi-2024")
    assert answer.silent_about == (("il2_dose",) if silent else ())


def test_a_finding_that_only_a_later_review_has_ended_is_named_for_a_day() -> None:
    for hours, named in ((0.7, ("coma",)), (24, ("coma",)), (24.1, ())):
        answer = check(ALDESLEUKIN, Patient.of([*ready(), fact("coma", hours, True)]), AT, "til-2024")
        assert (answer.decision, answer.cleared) == (Decision.GIVE, named)
        assert ("cleared" in answer.to_json()) == bool(named)
    assert "make sure that it is over" in "\n".join(answer_lines(_hasty(), "notice"))
    assert check(ALDESLEUKIN, Patient.of([*ready(), fact("coma", 0.6, True)]), AT, "til-2024").cleared == ()


def _hasty() -> Answer:
    return check(ALDESLEUKIN, Patient.of([*ready(), fact("coma", 0.7, True)]), AT, "til-2024")
