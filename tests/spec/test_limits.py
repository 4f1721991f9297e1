"""Which numbers a guide holds a concept against."""

from __future__ import annotations

import pytest

from bedside.limits import marks
from bedside.load import load_medicine

GUIDES = load_medicine("aldesleukin").guides


@pytest.mark.parametrize(
    ("guide", "concept", "told"),
    [
        ("consensus-2014", "creatinine", {(">=", 2.5), ("<", 3.0), (">=", 3.0)}),  # dutcher-2014, table 3, renal
        ("consensus-2014", "bicarbonate", {("<=", 18.0)}),  # dutcher-2014, table 3, renal
        ("consensus-2014", "systolic_bp", {("<=", 80.0), ("<=", 85.0), ("<=", 90.0)}),  # card-2007, target pressure
    ],
)
def test_numbers_on_the_scale_of_the_reading(guide: str, concept: str, told: set[tuple[str, float]]) -> None:
    assert {(mark.op, mark.value) for mark in marks(GUIDES[guide], concept)} == told


def test_a_baseline_of_the_concept_is_not_a_reading_of_it() -> None:
    found = marks(GUIDES["consensus-2014"], "systolic_bp")
    assert 100.0 not in {mark.value for mark in found}, "'baseline systolic_bp < 100' is about another moment"


def test_sums_and_shares_of_a_baseline_are_on_other_scales() -> None:
    assert marks(GUIDES["consensus-2014"], "urine_output") == ()
    assert marks(GUIDES["consensus-2014"], "weight") == ()


def test_a_mark_names_its_rule() -> None:
    first, *_ = marks(GUIDES["consensus-2014"], "creatinine")
    assert (first.rule.group, first.rule.id.startswith("consensus-2014.")) == ("relative", True)
