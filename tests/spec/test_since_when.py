"""Since when a finding has been so: where it had to last, was latched, or once was."""

from __future__ import annotations

import pytest

from bedside import vocabulary
from bedside.chart import moment
from bedside.criterion import AtLeast, Flag, concepts_of, counts_holds
from bedside.explain import explain
from bedside.grammar import Groups, parse
from readings import at_hour, chart

GROUPS: Groups = {"two": (("a", parse("coma for 2 h", vocabulary())), ("b", parse("intubated", vocabulary())))}
READINGS = "0 systolic_bp 80; 1 systolic_bp 120; 3 coma true; 4 intubated true; 5 systolic_bp 85; 7 systolic_bp 84"


@pytest.mark.parametrize(
    ("criterion", "hour", "since"),
    [
        ("coma", 8, None),
        ("coma for 2 h", 8, 6),
        ("coma for 2 h", 4, None),
        ("not coma for 2 h", 8, None),
        ("coma until neuro_review", 8, 3),
        ("systolic_bp < 90 mm[Hg] until systolic_bp >= 90 mm[Hg]", 7, 5),
        ("systolic_bp < 90 mm[Hg] until systolic_bp >= 90 mm[Hg]", 20, 5),
        ("systolic_bp < 90 mm[Hg] until systolic_bp >= 90 mm[Hg]", 5, 5),
        ("systolic_bp < 90 mm[Hg] until systolic_bp >= 90 mm[Hg]", 2, None),
        ("ever systolic_bp < 90 mm[Hg]", 2, 0),
        ("ever systolic_bp < 70 mm[Hg]", 2, None),
        ("ever systolic_bp < 90 mm[Hg]", 6, None),
        ("coma for 2 h or intubated for 3 h", 8, 5),
        ("coma for 2 h and intubated for 3 h", 8, 5),
        ("any two", 8, 6),
        ("coma for 2 h or dialysis for 7 h", 8, 6),
    ],
)
def test_a_finding_says_since_when(criterion: str, hour: float, since: float | None) -> None:
    tree = parse(criterion, vocabulary(), GROUPS)
    began = explain(tree, chart(READINGS), moment(at_hour(hour))).began
    assert began == (None if since is None else moment(at_hour(since)))


def test_more_of_fewer_than_there_are_never_holds() -> None:
    flags = (Flag("coma", "neuro_review"), Flag("intubated", "lungs_review"))
    assert explain(AtLeast(3, flags), chart(READINGS), moment(at_hour(8))).truth == 0


@pytest.mark.parametrize(
    ("criterion", "concepts"),
    [
        ("systolic_bp < 90 mm[Hg]", ["systolic_bp"]),
        ("total urine_output over 8 h < 4 mL/kg", ["urine_output", "weight"]),
        ("weight > 115 % of baseline", ["weight"]),
        ("rise in creatinine over 24 h > 1 mg/dL or baseline systolic_bp < 90 mm[Hg]", ["creatinine", "systolic_bp"]),
        ("highest phenylephrine_rate since last dose > 1 ug/kg/min", ["phenylephrine_rate"]),
        ("coma", ["coma", "neuro_review"]),
        ("diabetes", ["diabetes"]),
        ("neuro_review", ["neuro_review"]),
        ("doses >= 14 or holds >= 3 or time since last dose > 1 h", []),
        ("ever not coma for 2 h until any two", ["coma", "neuro_review", "intubated", "lungs_review"]),
    ],
)
def test_the_concepts_of_a_criterion_are_all_that_it_names(criterion: str, concepts: list[str]) -> None:
    assert list(concepts_of(parse(criterion, vocabulary(), GROUPS))) == concepts


@pytest.mark.parametrize(
    ("criterion", "counts"),
    [("holds >= 3", True), ("coma or not holds >= 3", True), ("doses >= 14", False), ("coma", False), ("any two", False)],
)
def test_whether_a_criterion_counts_held_slots(criterion: str, counts: bool) -> None:
    assert counts_holds(parse(criterion, vocabulary(), GROUPS)) is counts
