"""For every kind of finding a rule set that has it, and one that just has not."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import replace

import pytest

from bedside import Decision, Medicine, load_medicine
from bedside.proof import Proved, verify
from proof.exemplin import exemplin, one


def found(medicine: Medicine, kind: str) -> tuple[Proved, ...]:
    return tuple(proved for proved in verify(medicine) if proved.kind == kind)


NEVER_AND_ONCE = [
    ("creatinine >= 3 mg/dL and creatinine < 3 mg/dL", "creatinine >= 3 mg/dL and creatinine <= 3 mg/dL"),
    ("weight >= 100 kg and weight < 100000 g", "weight >= 100 kg and weight <= 100000 g"),
    ("creatinine > 40 mg/dL", "creatinine >= 40 mg/dL"),
    ("creatinine = 41 mg/dL", "creatinine = 39 mg/dL"),
    ("baseline creatinine < 0.05 mg/dL", "baseline creatinine <= 0.05 mg/dL"),
    ("rise in creatinine over 24 h < 0 mg/dL", "rise in creatinine over 24 h <= 0 mg/dL"),
    ("fall in creatinine over 24 h < 0 mg/dL", "fall in creatinine over 24 h <= 0 mg/dL"),
    ("rise in creatinine over 24 h > 39.95 mg/dL", "rise in creatinine over 24 h >= 39.95 mg/dL"),
    (
        "highest systolic_bp over 8 h < 90 mm[Hg] and systolic_bp >= 90 mm[Hg]",
        "lowest systolic_bp over 8 h < 90 mm[Hg] and systolic_bp >= 90 mm[Hg]",
    ),
    (
        "highest systolic_bp over 8 h < 90 mm[Hg] and highest systolic_bp over 4 h >= 90 mm[Hg]",
        "highest systolic_bp over 4 h < 90 mm[Hg] and highest systolic_bp over 8 h >= 90 mm[Hg]",
    ),
    (
        "lowest systolic_bp over 8 h > 90 mm[Hg] and lowest systolic_bp over 4 h <= 90 mm[Hg]",
        "lowest systolic_bp over 4 h > 90 mm[Hg] and lowest systolic_bp over 8 h <= 90 mm[Hg]",
    ),
    (
        "highest systolic_bp over 8 h < 90 mm[Hg] and highest systolic_bp since last dose >= 90 mm[Hg] and "
        "time since last dose <= 8 h",
        "highest systolic_bp over 8 h < 90 mm[Hg] and highest systolic_bp since last dose >= 90 mm[Hg] and "
        "time since last dose <= 9 h",
    ),
    (
        "highest systolic_bp since last dose < 90 mm[Hg] and highest systolic_bp over 8 h >= 90 mm[Hg] and "
        "time since last dose >= 8 h and doses >= 1",
        "highest systolic_bp since last dose < 90 mm[Hg] and highest systolic_bp over 8 h >= 90 mm[Hg] and "
        "time since last dose >= 7 h and doses >= 1",
    ),
    (
        "doses = 1 and lowest systolic_bp since last dose > 90 mm[Hg] and baseline systolic_bp < 90 mm[Hg]",
        "doses < 3 and lowest systolic_bp since last dose > 90 mm[Hg] and baseline systolic_bp < 90 mm[Hg]",
    ),
    (
        "doses < 1 and highest systolic_bp since last dose > 90 mm[Hg] and systolic_bp < 90 mm[Hg]",
        "doses < 2 and highest systolic_bp since last dose > 90 mm[Hg] and systolic_bp < 90 mm[Hg]",
    ),
    (
        "total urine_output over 16 h < 80 mL and total urine_output over 8 h >= 80 mL",
        "total urine_output over 8 h < 80 mL and total urine_output over 16 h >= 80 mL",
    ),
    (
        "total urine_output over 16 h < 80 mL and previous total urine_output over 8 h >= 80 mL",
        "total urine_output over 15 h < 80 mL and previous total urine_output over 8 h >= 80 mL",
    ),
    (
        "total urine_output over 8 h < 80 mL and urine_output >= 80 mL",
        "previous total urine_output over 8 h < 80 mL and urine_output >= 80 mL",
    ),
    ("previous total urine_output over 8 h < 0 mL", "previous total urine_output over 8 h <= 0 mL"),
    (
        "total urine_output over 8 h < 4 mL/kg and total urine_output over 8 h >= 1400 mL",
        "total urine_output over 8 h < 4 mL/kg and total urine_output over 8 h >= 1399 mL",
    ),
    ("weight > 1750 % of baseline", "weight >= 1750 % of baseline"),
    ("doses < 0", "doses <= 0"),
    ("holds >= 1 and doses < 1", "holds >= 1 and doses <= 1"),
    ("doses >= 1 and time since last dose > 96 h", "doses >= 1 and time since last dose >= 96 h"),
    ("doses < 1 and time since last dose <= 96 h", "doses < 1 and time since last dose > 96 h"),
    ("time since last dose <= 0 h", "time since last dose < 1 s"),
    ("not neuro_review", "neuro_review"),
    ("coma for 48 h and not coma", "ever coma and not coma"),
    ("coma for 48 h and not (coma for 24 h)", "coma for 24 h and not (coma for 48 h)"),
    ("(coma for 24 h) for 24 h and not (coma for 48 h)", "(coma for 24 h) for 24 h and not (coma for 49 h)"),
    (
        "(coma and intubated) for 24 h and not (coma for 24 h)",
        "(coma or intubated) for 24 h and not (coma for 24 h)",
    ),
    (
        "creatinine > 4 mg/dL for 24 h and not (creatinine > 3 mg/dL for 24 h)",
        "creatinine > 3 mg/dL for 24 h and not (creatinine > 4 mg/dL for 24 h)",
    ),
    ("coma and not (ever coma)", "not coma and ever coma"),
    ("ever (coma and intubated) and not (ever coma)", "ever (coma or intubated) and not (ever coma)"),
    ("ever (coma until intubated) and not (ever coma)", "ever (coma until intubated) and not (ever intubated)"),
    ("(coma until intubated) and not (ever coma)", "(coma until intubated) and not coma"),
    ("(coma until not coma) and not coma", "(coma until not intubated) and not coma"),
    ("(coma until intubated) and not coma and intubated", "(coma until intubated) and coma and intubated"),
    (
        "(coma and dialysis until intubated) and not (coma until intubated)",
        "(coma or dialysis until intubated) and not (coma until intubated)",
    ),
    (
        "(coma until intubated or dialysis) and not (coma until intubated)",
        "(coma until intubated) and not (coma until intubated or dialysis)",
    ),
]


@pytest.mark.parametrize(("never", "once"), NEVER_AND_ONCE)
def test_a_rule_that_can_never_fire_is_found(never: str, once: str) -> None:
    proved = found(one(never, once), "never fires")
    assert [p.rules for p in proved] == [("only.rule.1",)]
    assert proved[0].severity == "fault" and proved[0].witness == () and proved[0].guide == "only"


SAME_AND_NOT = [
    ("creatinine >= 3 mg/dL", "not creatinine < 3 mg/dL", "not creatinine <= 3 mg/dL"),
    ("creatinine >= 3 mg/dL", "creatinine >= 30 mg/L", "creatinine > 30 mg/L"),
    ("coma", "coma or coma for 2 h", "coma and coma for 2 h"),
    ("ever (coma or intubated)", "ever coma or ever intubated", "ever coma and ever intubated"),
    ("(coma and intubated) for 2 h", "coma for 2 h and intubated for 2 h", "coma for 2 h and intubated"),
    ("coma until not coma", "coma", "coma until not intubated"),
    ("neuro_review", "creatinine <= 40 mg/dL", "creatinine <= 39 mg/dL"),
]


@pytest.mark.parametrize(("rule", "same", "other"), SAME_AND_NOT)
def test_two_rules_that_can_never_differ_are_found(rule: str, same: str, other: str) -> None:
    proved = found(one(rule, same, other), "never differ")
    assert [p.rules for p in proved] == [("only.rule.1", "only.rule.2")]
    assert proved[0].severity == "fault" and proved[0].witness == ()


def test_two_rules_that_never_fire_are_not_said_to_be_the_same() -> None:
    impossible = one("creatinine > 40 mg/dL", "systolic_bp > 300 mm[Hg]")
    assert found(impossible, "never differ") == ()


RELEASES = [
    ("systolic_bp < 90 mm[Hg] until systolic_bp < 90 mm[Hg]", "systolic_bp < 90 mm[Hg] until systolic_bp <= 90 mm[Hg]"),
    ("coma until creatinine > 40 mg/dL", "coma until creatinine >= 40 mg/dL"),
    ("coma until coma and neuro_review", "coma until not coma and neuro_review"),
    ("coma until not neuro_review", "ever coma"),
    ("(coma until coma) for 2 h", "(coma until not coma) for 2 h"),
]


@pytest.mark.parametrize(("stuck", "free"), RELEASES)
def test_a_hold_that_is_never_released_is_found(stuck: str, free: str) -> None:
    proved = found(one(stuck, free), "never released")
    assert [p.rules for p in proved] == [("only.rule.1",)]
    assert proved[0].severity == "fault"


def test_a_step_with_a_hold_that_is_never_released_is_found() -> None:
    rules = {"rule.1": "coma", "rule.2": "creatinine > 3 mg/dL"}
    stuck = exemplin(only=(rules, {"hold": "any rule until creatinine > 40 mg/dL"}))
    assert [p.rules for p in found(stuck, "never released")] == [("only.decide.hold",)]
    assert found(exemplin(only=(rules, {"hold": "any rule until not any rule"})), "never released") == ()


def test_a_step_that_never_decides_is_found() -> None:
    rules = {"low.1": "coma", "high.1": "intubated"}
    hidden = exemplin(only=(rules, {"hold": "any low", "stop_cycle": "any low or any high"}))
    proved = found(hidden, "never decides")
    assert [(p.rules, p.severity) for p in proved] == [(("only.decide.hold",), "fault")]
    assert found(exemplin(only=(rules, {"hold": "any low", "stop_cycle": "any high"})), "never decides") == ()


def test_a_step_that_asks_for_more_than_can_be_never_decides() -> None:
    levels = {"low.1": "creatinine > 2 mg/dL", "low.2": "creatinine < 1 mg/dL", "low.3": "coma"}
    three = exemplin(only=(levels, {"hold": "3 of low"}))
    assert [p.rules for p in found(three, "never decides")] == [("only.decide.hold",)]
    assert found(exemplin(only=(levels, {"hold": "2 of low"})), "never decides") == ()


def thresholds(relative: str, absolute: str) -> Medicine:
    rules = {"relative.1": relative, "absolute.1": absolute}
    return exemplin(only=(rules, {"hold": "any relative", "stop_cycle": "any absolute"}))


OVERLAPS = [
    ("systolic_bp <= 90 mm[Hg]", "systolic_bp < 80 mm[Hg]", "systolic_bp <= 90 mm[Hg] and systolic_bp >= 80 mm[Hg]"),
    (
        "creatinine >= 2.5 mg/dL and creatinine <= 3 mg/dL",
        "creatinine >= 3 mg/dL",
        "creatinine >= 2.5 mg/dL and creatinine < 3 mg/dL",
    ),
    (
        "systolic_bp < 90 mm[Hg] until systolic_bp >= 90 mm[Hg]",
        "ever systolic_bp < 80 mm[Hg]",
        "systolic_bp < 90 mm[Hg] and systolic_bp >= 80 mm[Hg]",
    ),
]


@pytest.mark.parametrize(("wide", "absolute", "narrow"), OVERLAPS)
def test_relative_and_absolute_that_overlap_are_found(wide: str, absolute: str, narrow: str) -> None:
    proved = found(thresholds(wide, absolute), "overlap")
    assert [(p.rules, p.severity) for p in proved] == [(("only.relative.1", "only.absolute.1"), "to read")]
    assert len(proved[0].witness) == 1
    assert found(thresholds(narrow, absolute), "overlap") == ()


def test_rules_about_different_things_do_not_overlap() -> None:
    assert found(thresholds("creatinine > 3 mg/dL", "systolic_bp < 80 mm[Hg]"), "overlap") == ()
    assert found(thresholds("creatinine > 3 mg/dL", "creatinine > 2 mg/dL and coma"), "overlap") == ()


def test_rules_of_one_group_may_overlap() -> None:
    assert found(one("creatinine > 3 mg/dL", "creatinine > 2 mg/dL"), "overlap") == ()


GAPS = [
    (
        "creatinine >= 2.5 mg/dL and creatinine < 3 mg/dL",
        "creatinine > 3 mg/dL",
        "creatinine = 3 mg/dL",
        "creatinine >= 3 mg/dL",
    ),
    (
        "heart_rate >= 100 /min and heart_rate <= 130 /min",
        "heart_rate >= 140 /min",
        "heart_rate = 135 /min",
        "heart_rate > 130 /min",
    ),
    (
        "platelets >= 30 10*3/uL and platelets <= 50 10*3/uL",
        "platelets < 25 10*3/uL",
        "platelets = 27 10*3/uL",
        "platelets < 30 10*3/uL",
    ),
    (
        "total urine_output over 8 h >= 80 mL and total urine_output over 8 h <= 160 mL",
        "total urine_output over 8 h < 70 mL",
        "total urine_output over 8 h = 75 mL",
        "total urine_output over 8 h < 80 mL",
    ),
    (
        "weight > 110 % of baseline and weight < 115 % of baseline",
        "weight > 120 % of baseline",
        "",
        "weight >= 115 % of baseline",
    ),
    (
        "rise in creatinine over 24 h > 0.5 mg/dL and rise in creatinine over 24 h < 1 mg/dL",
        "rise in creatinine over 24 h > 1 mg/dL",
        "",
        "rise in creatinine over 24 h >= 1 mg/dL",
    ),
    (
        "potassium < 2.5 mmol/L",
        "potassium < 3 mmol/L and potassium > 2.5 mmol/L",
        "potassium = 2.5 mmol/L",
        "potassium < 3 mmol/L",
    ),
]


@pytest.mark.parametrize(("relative", "beyond", "witness", "closed"), GAPS)
def test_a_gap_between_thresholds_is_found(relative: str, beyond: str, witness: str, closed: str) -> None:
    proved = found(thresholds(relative, beyond), "gap")
    assert [(p.severity, sorted(p.rules)) for p in proved] == [("fault", ["only.absolute.1", "only.relative.1"])]
    assert witness == "" or proved[0].witness == (witness,)
    assert found(thresholds(relative, closed), "gap") == ()


def test_low_and_high_may_both_be_bad() -> None:
    assert found(one("potassium < 3 mmol/L", "potassium > 6 mmol/L"), "gap") == ()
    holed = one("potassium < 3 mmol/L", "potassium > 6 mmol/L", "potassium >= 5.5 mmol/L and potassium < 6 mmol/L")
    proved = found(holed, "gap")
    assert [p.witness for p in proved] == [("potassium = 4 mmol/L", "potassium = 6 mmol/L")]


def test_a_gap_in_one_rule_is_a_gap() -> None:
    inside = "creatinine >= 2 mg/dL and creatinine < 3 mg/dL or creatinine > 3 mg/dL"
    assert [p.witness for p in found(one(inside), "gap")] == [("creatinine = 3 mg/dL",)]


def test_a_usual_pressure_that_no_rule_speaks_of_is_a_gap() -> None:
    low = "baseline systolic_bp < 100 mm[Hg] and systolic_bp <= 80 mm[Hg]"
    middle = "baseline systolic_bp >= 100 mm[Hg] and baseline systolic_bp <= 120 mm[Hg] and systolic_bp <= 85 mm[Hg]"
    high = "baseline systolic_bp > 120 mm[Hg] and systolic_bp <= 90 mm[Hg]"
    assert found(one(low, middle, high), "gap") == ()
    proved = found(one(low, high), "gap")
    (usual,) = (float(p.witness[0].removeprefix("baseline systolic_bp = ").removesuffix(" mm[Hg]")) for p in proved)
    assert 100 <= usual <= 120


def test_a_rate_now_and_its_peak_since_the_last_dose_leave_no_gap() -> None:
    peak, now = "highest phenylephrine_rate since last dose", "phenylephrine_rate"
    unit = "ug/kg/min"
    relative = f"{peak} >= 1 {unit} and {peak} <= 1.5 {unit} or {now} > 0.5 {unit} and {now} <= 0.8 {unit}"
    assert found(thresholds(relative, f"{peak} > 1.5 {unit} or {now} > 0.8 {unit}"), "gap") == ()
    assert found(thresholds(relative, f"{peak} > 1.6 {unit} or {now} > 0.8 {unit}"), "gap")


def rivals(one: str, other: str) -> Medicine:
    return exemplin(first=({"rule.1": one}, {"hold": "any rule"}), second=({"rule.1": other}, {"hold": "any rule"}))


def test_guides_that_disagree_are_found_each_way() -> None:
    proved = found(rivals("creatinine > 3 mg/dL or coma", "creatinine >= 3 mg/dL"), "disagree")
    give, hold = Decision.GIVE, Decision.HOLD
    assert [p.decisions for p in proved] == [
        (("first", give), ("second", hold)),
        (("first", hold), ("second", give)),
    ]
    assert [p.witness for p in proved] == [("creatinine = 3 mg/dL",), ("coma = true",)]
    assert all(p.severity == "to read" and p.guide == "first, second" for p in proved)
    assert proved[0].rules == ("second.rule.1", "second.decide.hold")


def test_guides_that_say_the_same_in_other_words_do_not_disagree() -> None:
    assert found(rivals("creatinine > 3 mg/dL or coma", "coma or not creatinine <= 3 mg/dL"), "disagree") == ()


def test_the_strongest_step_decides() -> None:
    rules = {"rule.1": "coma", "rule.2": "intubated"}
    first = (rules, {"hold": "any rule", "stop_cycle": "2 of rule"})
    proved = found(exemplin(first=first, second=(rules, {"hold": "any rule"})), "disagree")
    assert [(p.decisions, p.witness) for p in proved] == [
        ((("first", Decision.STOP_CYCLE), ("second", Decision.HOLD)), ("coma = true", "intubated = true"))
    ]


def test_slots_held_are_counted_for_each_guide_by_itself() -> None:
    proved = found(rivals("holds >= 3", "not holds < 3"), "disagree")
    assert [p.witness for p in proved] == [("holds = 3 under second",), ("holds = 3 under first",)]


def test_what_was_is_told_with_what_is() -> None:
    proved = found(rivals("ever coma", "coma"), "disagree")
    assert [p.witness for p in proved] == [("ever coma = true", "coma = false")]
    proved = found(rivals("coma for 2 h", "coma"), "disagree")
    assert [p.witness for p in proved] == [("coma = true",)]


def test_what_is_observed_and_never_used_is_found() -> None:
    medicine = one("creatinine > 3 mg/dL")
    assert found(medicine, "unused") == ()
    more = replace(medicine.rhythm, fresh={**medicine.rhythm.fresh, "potassium": 3600})
    proved = found(replace(medicine, rhythm=more), "unused")
    assert [(p.say.split()[0], p.severity) for p in proved] == [("potassium", "to read")]


def test_candidacy_is_proved_too() -> None:
    medicine = load_medicine("aldesleukin")
    never = replace(medicine.screen[0], when=one("age < 0 a").guides["only"].rules[0].when)
    screened = replace(medicine, guides={}, monitors=(), screen=(never, *medicine.screen[1:]))
    proved = [p for p in verify(screened) if p.severity == "fault"]
    assert [(p.kind, p.guide, p.rules) for p in proved] == [("never fires", "screen", (never.id,))]


def test_faults_come_first_and_say_one_sentence() -> None:
    medicine = exemplin(
        first=({"rule.1": "creatinine > 3 mg/dL"}, {"hold": "any rule"}),
        second=({"rule.1": "creatinine > 2 mg/dL", "rule.2": "creatinine > 40 mg/dL"}, {"hold": "any rule"}),
    )
    proved = verify(medicine)
    assert [p.kind for p in proved] == ["never fires", "disagree"]
    assert all(p.say.endswith(".") and "\n" not in p.say for p in proved)
    told = json.loads(json.dumps([p.to_json() for p in proved]))
    assert set(told[0]) == {"kind", "severity", "guide", "rules", "say", "witness"}
    assert told[1]["decisions"] == {"first": "give", "second": "hold"}
    assert proved == verify(medicine)


def test_without_the_solver_the_install_line_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("bedside.proof")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    proof = importlib.import_module("bedside.proof")
    with pytest.raises(ValueError, match=r"^pip install 'bedside\[verify\]'$") as trouble:
        proof.verify(one("coma"))
    assert trouble.type is proof.ExtraMissing
