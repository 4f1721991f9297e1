"""Criteria for people in whom few findings occur say the same as the whole ones, in fewer words."""

from __future__ import annotations

import numpy as np
import pytest

from bedside.chart import Chart
from bedside.cohort import View
from bedside.columns import Cohort
from bedside.concepts import vocabulary
from bedside.grammar import parse
from bedside.render import render
from bedside.simulator.protocol import protocol_of
from bedside.simulator.readings import FLAGS
from bedside.simulator.simpler import simpler
from closed_loop import MEDICINE, written

SHORTER = (
    ("intubated", "not lungs_review"),
    ("ever intubated for 72 h", "not lungs_review for 72 h"),
    ("lethargy until not lethargy", "not neuro_review"),
    ("atrial_fibrillation or supraventricular_tachycardia", "not circulation_review"),
    ("chest_pain and ischemic_ecg", "not circulation_review"),
    ("coma or creatinine > 3 mg/dL", "not neuro_review or creatinine > 3 mg/dL"),
    ("coma until creatinine > 3 mg/dL", "not neuro_review"),
    ("creatinine > 3 mg/dL until not coma", "creatinine > 3 mg/dL until not not neuro_review"),
    ("mental_status_change for 2 h", "mental_status_change for 2 h"),
    ("ever creatinine > 3 mg/dL", "ever creatinine > 3 mg/dL"),
)


@pytest.mark.parametrize(("text", "short"), SHORTER)
def test_what_nobody_has_is_what_its_review_leaves_unknown(text: str, short: str) -> None:
    assert render(simpler(parse(text, vocabulary()), FLAGS)) == short


@pytest.mark.parametrize("guide", MEDICINE.guides)
def test_every_step_and_rule_is_as_true_as_before_at_every_moment(guide: str) -> None:
    """At slots, between them, and long after, when nothing is known any more."""
    chosen = MEDICINE.guides[guide]
    told = written(protocol_of(MEDICINE, guide), 12, seed=9)
    charts = [Chart.of(record, MEDICINE.rhythm) for record in told.records]
    moments = np.array([[time + hours * 3_600_000_000] * 12 for time, _, _ in told.said[::4] for hours in (0, 3, 30)])
    view = View(Cohort.of(charts), moments)
    for rule in (*chosen.rules, *(step.rule for step in chosen.steps)):
        short = simpler(rule.when, FLAGS)
        assert np.array_equal(view.truth(rule.when), view.truth(short)), rule.id
