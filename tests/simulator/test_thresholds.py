"""What if a number of a guide were another one: which thresholds can be set, and what is refused."""

from __future__ import annotations

import pytest

from bedside import BadThreshold
from bedside.concepts import vocabulary
from bedside.criterion import OfGroup, walk
from bedside.medicine import Guide
from bedside.simulator.thresholds import with_thresholds
from closed_loop import MEDICINE

CONSENSUS, COMMUNITY, LABEL, TIL = (
    MEDICINE.guides[key] for key in ("consensus-2014", "community-2015", "uspi-2024", "til-2024")
)

CHANGES = (
    (CONSENSUS, "consensus-2014.absolute.creatinine.threshold=3.5 mg/dL", "creatinine >= 3.5 mg/dL"),
    (CONSENSUS, "absolute.creatinine.threshold=3.5mg/dL", "creatinine >= 3.5 mg/dL"),
    (CONSENSUS, "absolute.creatinine.threshold=3.5", "creatinine >= 3.5 mg/dL"),
    (CONSENSUS, "absolute.creatinine.threshold = 310 umol/L", "creatinine >= 310 umol/L"),
    (CONSENSUS, "relative.heart_rate.threshold.1=110", "heart_rate >= 110 /min and heart_rate <= 130 /min"),
    (CONSENSUS, "relative.heart_rate.threshold.2=120 /min", "heart_rate >= 100 /min and heart_rate <= 120 /min"),
    (CONSENSUS, "relative.weight.threshold=120", "weight > 120 % of baseline"),
    (CONSENSUS, "absolute.urine_output.threshold=1 mL/kg", "total urine_output over 8 h < 1 mL/kg"),
    (TIL, "hold.urine_output.threshold=3", "total urine_output over 8 h < 3 mL/kg"),
    (COMMUNITY, "limit.holds.threshold=2", "holds >= 2"),
    (LABEL, "withhold.systolic_bp.threshold.1=85", "systolic_bp < 85 mm[Hg] until systolic_bp >= 90 mm[Hg]"),
    (LABEL, "withhold.systolic_bp.threshold.2=95", "systolic_bp < 90 mm[Hg] until systolic_bp >= 95 mm[Hg]"),
    (LABEL, "end_course.hepatic_failure_signs.threshold=30", "time since last dose >= 30 d"),
)


@pytest.mark.parametrize(("guide", "setting", "text"), CHANGES)
def test_a_threshold_is_another_one_in_the_rule_and_wherever_the_rule_counts(guide: Guide, setting: str, text: str) -> None:
    new, (change,) = with_thresholds(guide, [setting], vocabulary())
    (rule,) = [rule for rule in new.rules if rule.id == change.rule]
    (old,) = [rule for rule in guide.rules if rule.id == change.rule]
    assert text in rule.text and change.now == rule.text and change.before == old.text
    assert text in rule.say and old.text in rule.say
    counted = [
        (key, arg)
        for step in new.steps
        for node in walk(step.rule.when)
        if isinstance(node, OfGroup)
        for key, arg in zip(node.rules, node.args, strict=True)
    ]
    assert (rule.id, rule.when) in counted and (rule.id, old.when) not in counted
    assert [r for r in new.rules if r.id != rule.id] == [r for r in guide.rules if r.id != rule.id]


def test_settings_are_made_one_after_the_other() -> None:
    settings = ["absolute.creatinine.threshold=4", "relative.creatinine.threshold.2=4", "relative.creatinine.threshold.1=3"]
    new, changed = with_thresholds(CONSENSUS, settings, vocabulary())
    texts = {rule.id.partition(".")[2]: rule.text for rule in new.rules}
    assert texts["absolute.creatinine"] == "creatinine >= 4 mg/dL"
    assert texts["relative.creatinine"] == "creatinine >= 3 mg/dL and creatinine < 4 mg/dL"
    assert len(changed) == 3


REFUSED = (
    (CONSENSUS, "absolute.creatinin.threshold=4", "has no rule 'absolute.creatinin'; did you mean absolute.creatinine?"),
    (CONSENSUS, "absolute.intubated.threshold=4", "consensus-2014.absolute.intubated has no threshold: intubated"),
    (CONSENSUS, "decide.hold.threshold=4", "decide.hold is a step of the decision and has no threshold of its own"),
    (
        CONSENSUS,
        "relative.creatinine.threshold=4",
        "has 2 thresholds; name one: consensus-2014.relative.creatinine.threshold.1=2.5 mg/dL, "
        "consensus-2014.relative.creatinine.threshold.2=3 mg/dL",
    ),
    (CONSENSUS, "relative.creatinine.threshold.3=4", "has no threshold 3; it has:"),
    (CONSENSUS, "absolute.creatinine.threshold=4 mm[Hg]", "'4 mm[Hg]' cannot stand in place of 3 mg/dL"),
    (CONSENSUS, "absolute.creatinine.threshold=high", "'high' cannot stand in place of 3 mg/dL"),
    (CONSENSUS, "absolute.creatinine.threshold=4 mg/dL or intubated", "is more than one threshold"),
    (COMMUNITY, "limit.holds.threshold=2.5", "'2.5' cannot stand in place of 3"),
    (CONSENSUS, "absolute.creatinine=4", "does not set a threshold; write RULE.threshold=VALUE"),
    (CONSENSUS, "threshold=4", "does not set a threshold; write RULE.threshold=VALUE"),
)


@pytest.mark.parametrize(("guide", "setting", "message"), REFUSED)
def test_what_has_no_meaning_is_refused_with_what_has(guide: Guide, setting: str, message: str) -> None:
    with pytest.raises(BadThreshold) as refused:
        with_thresholds(guide, [setting], vocabulary())
    assert message in str(refused.value)
