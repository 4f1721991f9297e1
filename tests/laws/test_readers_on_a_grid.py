"""Law 9 once more, without chance: every kind of quantity under every operator that looks back, on a fixed ward.

Random trees seldom put a window inside a duration and have a reading leave it just then; here each pair meets people with
readings at all hours, and is asked just before, at and just after the moments at which something can change.
"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from worlds import HOUR, START, WORDS, at_hour, chart

from bedside.chart import Chart, moment
from bedside.cohort import truths
from bedside.columns import Cohort
from bedside.explain import explain
from bedside.grammar import parse
from bedside.patient import Observation, Patient, observe

LEAVES = (
    "pressure < 3 mm[Hg]",
    "pressure > 125 % of baseline",
    "baseline salt >= 3 mg/dL",
    "highest pressure over 5 h > 3 mm[Hg]",
    "lowest salt over 9 h < 3 mg/dL",
    "highest salt since last dose >= 5 mg/dL",
    "rise in salt over 12 h > 1 mg/dL",
    "fall in pressure over 4 h >= 1 mm[Hg]",
    "total urine over 8 h < 4 mL",
    "previous total urine over 6 h >= 2 mL",
    "total urine over 7 h < 1 mL/kg",
    "doses >= 2",
    "holds >= 1",
    "time since last dose > 6 h",
    "time since last dose >= 6 h",
    "flutter",
    "not sleepy",
    "sugar",
    "heart_review",
)
OPERATORS = (
    "{}",
    "({}) for 3 h",
    "({}) for 10 h",
    "ever ({})",
    "({}) until heart_review",
    "sleepy until ({})",
    "not ({}) for 2 h",
    "ever (({}) for 4 h)",
    "(({}) for 2 h) until not flutter",
)
KINDS = {"pressure": 9, "salt": 5, "weight": 2, "urine": 6, "flutter": 2, "sleepy": 2, "sugar": 1, "heart_review": 6,
         "nerve_review": 4, "dose": 4}  # fmt: skip


def _person(seed: int) -> Chart:
    chance = Random(seed)
    record: list[Observation] = []
    for concept, most in KINDS.items():
        for _ in range(chance.randint(0, most)):
            words = WORDS[concept]
            value = (
                float(chance.randint(0, 6)) if words.numeric else chance.random() < 0.6 if words.kind != "review" else "done"
            )
            record.append(observe(concept, at_hour(chance.randint(0, 80) / 2), value, words.unit, words=WORDS))
    return chart(Patient.of(record), [moment(at_hour(chance.randint(0, 40))) for _ in range(chance.randint(0, 2))])


PEOPLE = [_person(seed) for seed in range(60)]
TIMES = [moment(START) + (hour * HOUR) * 1_000_000 + tick for hour in (9, 20, 27, 41, 60) for tick in (-1, 0, 1)]


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("leaf", LEAVES)
def test_both_readers_agree(leaf: str, operator: str) -> None:
    tree = parse(operator.format(leaf), WORDS)
    one = [[int(explain(tree, person, at).truth) for person in PEOPLE] for at in TIMES]
    at = np.array(TIMES)[:, None] + np.zeros((1, len(PEOPLE)), np.int64)
    assert truths(tree, Cohort.of(PEOPLE), at).tolist() == one
