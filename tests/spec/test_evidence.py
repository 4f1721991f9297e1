"""What every finding shows: concept, value in its own unit, hour, standing, conversion; ! marks what was lacking."""

from __future__ import annotations

import pytest

from bedside import vocabulary
from bedside.chart import clock, moment
from bedside.criterion import Latest
from bedside.explain import explain
from bedside.grammar import parse
from bedside.measure import Evidence, measure
from readings import START, chart

DOSES = "0 il2_dose 1e7; 8 il2_dose 1e7"
HOLDS = (16.0,)


def told(evidence: Evidence) -> str:
    at = "-" if evidence.at is None else f"{(clock(evidence.at) - START).total_seconds() / 3600:g}"
    value = f"{evidence.value:g}" if isinstance(evidence.value, float) else evidence.value
    more = f" = {evidence.conversion}" if evidence.conversion else ""
    return f"{'!' * evidence.lacking}{evidence.concept} {value} {evidence.unit} @{at} {evidence.standing}{more}".replace(
        "  ", " "
    )


@pytest.mark.parametrize(
    ("criterion", "readings", "hour", "expected"),
    [
        ("creatinine > 2 mg/dL", "", 1, ["!creatinine None mg/dL @- never"]),
        ("creatinine > 2 mg/dL", "0 creatinine 1", 14, ["creatinine 1 mg/dL @0 fresh"]),
        ("creatinine > 2 mg/dL", "0 creatinine 1", 15, ["!creatinine 1 mg/dL @0 stale since 2026-05-04T14:00:00Z"]),
        ("creatinine > 2 mg/dL", "0 creatinine 230 umol/L", 1, ["creatinine 2.60176 mg/dL @0 fresh = 230 umol/L = 2.60 mg/dL"]),
        (
            "creatinine > 2 mg/dL",
            "0 creatinine 1; 0 creatinine 3",
            1,
            ["!creatinine 3 mg/dL @0 readings disagree = 1.0 mg/dL and 3.0 mg/dL"],
        ),
        ("diabetes", "0 diabetes true", 1, ["diabetes True @0 fresh"]),
        ("coma", "0 coma true", 1, ["coma True @0 recorded"]),
        ("coma", "0 coma true", 9, ["coma True @0 recorded"]),
        ("coma", "0 coma false", 1, ["coma False @0 denied"]),
        ("coma", "0 coma false", 3, ["!neuro_review None @- never"]),
        ("coma", "0 coma true; 1 neuro_review done", 2, ["coma True @0 cleared by neuro_review", "neuro_review done @1 fresh"]),
        ("coma", "0 coma true; 1 neuro_review done", 9, ["!neuro_review done @1 stale since 2026-05-04T03:00:00Z"]),
        ("coma", "1 neuro_review done", 2, ["neuro_review done @1 fresh"]),
        ("neuro_review", "", 2, ["!neuro_review None @- never"]),
        (
            "weight > 115 % of baseline",
            "-20 weight 80; 0 il2_dose 1e7; 10 weight 90",
            12,
            ["weight 90 kg @10 fresh", "weight 80 kg @-20 baseline"],
        ),
        ("baseline weight > 90 kg", "", 12, ["!weight None kg @- never"]),
        ("baseline weight > 90 kg", "-400 weight 80", 1, ["!weight 80 kg @-400 too old to be a baseline"]),
        ("baseline weight > 90 kg", "-4 weight 176 [lb_av]", 1, ["weight 79.8323 kg @-4 baseline = 176 [lb_av] = 79.8 kg"]),
        (
            "total urine_output over 8 h < 4 mL/kg",
            "8 weight 80; 8 urine_output 0.3 L; 16 urine_output 300",
            16.5,
            ["urine_output 300 mL @16 total from 2026-05-04T08:00:00Z to 2026-05-04T16:00:00Z", "weight 80 kg @8 fresh"],
        ),
        (
            "total urine_output over 16 h < 80 mL",
            "8 urine_output 0.3 L; 16 urine_output 300",
            16,
            ["urine_output 600 mL @16 total from 2026-05-04T00:00:00Z to 2026-05-04T16:00:00Z = 0.3 L = 300 mL"],
        ),
        (
            "total urine_output over 24 h < 9 mL",
            "8 urine_output 1; 16 urine_output 2",
            16,
            ["!urine_output 3 mL @16 total from 2026-05-03T16:00:00Z to 2026-05-04T16:00:00Z, not all of it recorded"],
        ),
        (
            "total urine_output over 8 h < 9 mL",
            "4 urine_output 5; 9 urine_output 6",
            9,
            ["!urine_output 6 mL @9 total from 2026-05-04T01:00:00Z to 2026-05-04T09:00:00Z, between 6 and 11"],
        ),
        (
            "total urine_output over 8 h < 9 mL",
            "4 urine_output 5",
            12,
            ["!urine_output 5 mL @4 nothing recorded in the 8 h to 2026-05-04T12:00:00Z"],
        ),
        (
            "total urine_output over 2 h < 9 mL",
            "4 urine_output 5",
            4,
            ["!urine_output 5 mL @4 recorded over a longer time than the rule asks about"],
        ),
        ("total urine_output over 8 h < 9 mL", "", 4, ["!urine_output None mL @- never"]),
        (
            "highest systolic_bp over 4 h > 90 mm[Hg]",
            "0 systolic_bp 95; 2 systolic_bp 99; 4 systolic_bp 91",
            4,
            ["systolic_bp 99 mm[Hg] @2 highest from 2026-05-04T00:00:00Z"],
        ),
        (
            "lowest systolic_bp over 4 h > 90 mm[Hg]",
            "0 systolic_bp 95; 2 systolic_bp 99; 4 systolic_bp 98",
            4,
            ["systolic_bp 95 mm[Hg] @0 lowest from 2026-05-04T00:00:00Z"],
        ),
        (
            "highest systolic_bp over 4 h > 90 mm[Hg]",
            "3 systolic_bp 80",
            4,
            ["!systolic_bp 80 mm[Hg] @3 readings do not cover 2026-05-04T00:00:00Z to 2026-05-04T04:00:00Z"],
        ),
        ("highest systolic_bp over 4 h > 90 mm[Hg]", "", 4, ["!systolic_bp None mm[Hg] @- never"]),
        (
            "lowest systolic_bp over 4 h < 90 mm[Hg]",
            "3 systolic_bp 80",
            4,
            ["!systolic_bp 80 mm[Hg] @3 readings do not cover 2026-05-04T00:00:00Z to 2026-05-04T04:00:00Z"],
        ),
        (
            "rise in creatinine over 24 h > 1 mg/dL",
            "0 creatinine 1; 12 creatinine 2; 20 creatinine 1.8",
            20,
            ["creatinine 1.8 mg/dL @20 fresh", "creatinine 1 mg/dL @0 lowest from 2026-05-03T20:00:00Z"],
        ),
        (
            "fall in creatinine over 24 h > 1 mg/dL",
            "0 creatinine 1; 12 creatinine 2; 20 creatinine 1.8",
            20,
            ["creatinine 1.8 mg/dL @20 fresh", "creatinine 2 mg/dL @12 highest from 2026-05-03T20:00:00Z"],
        ),
        (
            "rise in creatinine over 24 h > 1 mg/dL",
            "20 creatinine 1.8",
            20,
            ["!creatinine 1.8 mg/dL @20 measured once since 2026-05-03T20:00:00Z"],
        ),
        ("rise in creatinine over 24 h > 1 mg/dL", "", 20, ["!creatinine None mg/dL @- never"]),
        ("doses >= 14", DOSES, 10, ["il2_dose 2 {doses} @8 counted in this cycle"]),
        ("holds >= 3", DOSES, 18, ["il2_dose 1 {holds} @8 counted in this cycle"]),
        ("doses >= 14", "", 10, ["il2_dose 0 {doses} @- counted in this cycle"]),
        ("time since last dose > 1 h", DOSES, 10.5, ["il2_dose 2.5 h @8 time since last dose"]),
        ("time since last dose > 1 h", "", 10, ["il2_dose None h @- time since last dose"]),
        (
            "coma until diabetes",
            "0 coma true; 1 neuro_review done",
            2,
            ["coma True @0 recorded", "!diabetes None @- never"],
        ),
        ("coma or diabetes", "0 diabetes true", 1, ["diabetes True @0 fresh"]),
        ("coma or diabetes", "0 diabetes false", 1, ["!neuro_review None @- never"]),
        ("coma and diabetes", "0 diabetes false", 1, ["diabetes False @0 fresh"]),
        ("coma for 2 h", "0 neuro_review done", 1, ["neuro_review done @0 fresh"]),
        ("ever diabetes", "0 diabetes true; 1 diabetes false", 2, ["diabetes True @0 fresh"]),
    ],
)
def test_a_finding_shows_its_evidence(criterion: str, readings: str, hour: float, expected: list[str]) -> None:
    at = START.timestamp() + hour * 3600
    finding = explain(parse(criterion, vocabulary()), chart(readings, HOLDS), round(at * 1e6))
    assert [told(evidence) for evidence in finding.evidence] == expected


def test_evidence_remembers_the_moment_at_which_it_was_looked_at() -> None:
    now = moment(START)
    for readings in ("", "-1 creatinine 1", "-99 creatinine 1"):
        assert {evidence.seen for evidence in measure(Latest("creatinine"), chart(readings), now).evidence} == {now}
    earlier = explain(parse("coma for 2 h", vocabulary()), chart("-3 coma false; -1 coma true"), now).evidence
    assert {evidence.seen for evidence in earlier} == {now - 2 * 3600 * 1_000_000}
    for criterion in (
        "highest creatinine over 1 h > 1 mg/dL", "rise in creatinine over 1 h > 1 mg/dL", "doses > 1", "baseline weight > 1 kg",
        "total urine_output over 8 h > 9 mL", "time since last dose > 1 h", "baseline creatinine > 1 mg/dL",
    ):  # fmt: skip
        for readings in ("", "-1 urine_output 5; -1 weight 80; -1 creatinine 1", "-9 creatinine 1; -7 creatinine 2"):
            found = explain(parse(criterion, vocabulary()), chart(readings), now).evidence
            assert {evidence.seen for evidence in found} == {now}, criterion
