"""The medicine that ships has no fault, and where its guides are said to disagree real people are decided differently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bedside import Observation, Patient, Truth, check, load_medicine, observe, shipped_medicines, vocabulary
from bedside.chart import Chart, moment
from bedside.criterion import Baseline, Count, Ever, Extreme, Flag, Held, Latched, Latest, SinceDose, Total
from bedside.explain import explain
from bedside.measure import measure
from bedside.proof import Proved, verify
from bedside.proof.logic import Node

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = vocabulary()
Facts = dict[Node, float | bool]


@cache
def proved() -> tuple[Proved, ...]:
    return verify(load_medicine("aldesleukin"))


def test_no_rule_of_the_shipped_medicine_is_at_fault() -> None:
    assert [found.say for found in proved() if found.severity == "fault"] == []


def test_every_two_guides_are_shown_where_they_disagree() -> None:
    pairs = {found.guide for found in proved() if found.kind == "disagree"}
    guides = len(load_medicine("aldesleukin").guides)
    assert len(pairs) == guides * (guides - 1) / 2


def test_a_witness_is_short() -> None:
    assert all(1 <= len(found.witness) <= 5 for found in proved() if found.kind == "disagree")


NORMAL = {
    "weight": 80,
    "systolic_bp": 125,
    "heart_rate": 75,
    "bilirubin": 1,
    "platelets": 200,
    "bicarbonate": 24,
    "oxygen_saturation": 97,
    "inspired_oxygen": 21,
}
"""Until three hours ago; of what is not named, the least that is possible."""


def number(concept: str, hours_ago: float, value: float) -> Observation:
    return observe(concept, NOW - hours_ago * HOUR, value, WORDS[concept].unit)


def readings(facts: Facts, first_dose: float) -> list[Observation]:
    """What was measured: peaks an hour ago, totals at the end of each shift, baselines with the first dose."""
    told: list[Observation] = []
    for node, value in facts.items():
        match node:
            case Latest(concept) if not WORDS[concept].interval:
                least = WORDS[concept].possible[0] if WORDS[concept].possible else 0
                before = facts.get(Extreme("lowest", concept, 86400), NORMAL.get(concept, least))
                told += [number(concept, 0, value), *(number(concept, ago, before) for ago in range(3, 150, 6))]
            case Extreme("highest", concept, _):
                told += [number(concept, 1, value)]
            case Baseline(concept) if facts[Count("doses")]:
                told += [number(concept, first_dose, value)]
            case Total(concept, 28800, previous):
                told += [number(concept, 8 if previous else 0, value)]
            case Total(concept, 57600, False):
                told += [number(concept, 8, value - facts[Total(concept, 28800)]), number(concept, 16, 0)]
    return told


def findings(facts: Facts) -> list[Observation]:
    """Everything looked at now and three hours ago, when nothing was found yet."""
    told = [observe(c.id, NOW - ago * HOUR, "done") for c in WORDS.values() if c.kind == "review" for ago in (3, 0)]
    for node, value in facts.items():
        if isinstance(node, Flag):
            told += [observe(node.concept, NOW - 3 * HOUR, False), observe(node.concept, NOW, bool(value))]
    return told


def someone(facts: Facts) -> Patient:
    """A patient to whom all of `facts` apply, without a past other than doses given on time."""
    since = float(facts.get(SinceDose(), 8 * 3600)) / 3600
    doses = [since + 8 * n for n in range(max(int(facts[Count("doses")]), 1))]
    told = [observe("il2_dose", NOW - ago * HOUR, 48e6, "[IU]") for ago in doses]
    return Patient.of([*told, *readings(facts, doses[-1]), *findings(facts)])


def remembers(facts: Facts, chart: Chart) -> bool:
    """Whether something is only so because of what was: then more than today's facts would have to be told."""
    for node, value in facts.items():
        match node:
            case Held() | Count("holds") if value:
                return True
            case Latched(arg, _) | Ever(arg) if value and explain(arg, chart, moment(NOW)).truth is not Truth.YES:
                return True
    return False


def applies(node: Node, value: float | bool, chart: Chart) -> bool:
    """Whether the reader of records finds in `chart` what the witness says."""
    if isinstance(node, Flag | Held | Latched | Ever):
        node = Flag(node.concept, WORDS[node.concept].review) if isinstance(node, Flag) else node
        return explain(node, chart, moment(NOW)).truth is (Truth.YES if value else Truth.NO)
    found = measure(node, chart, moment(NOW))
    return abs(found.low - value) < 1e-9 and abs(found.high - value) < 1e-9


def test_witnesses_of_disagreement_are_people() -> None:
    medicine = load_medicine("aldesleukin")
    met = 0
    for found in proved():
        facts = dict(found.facts)
        if found.kind != "disagree":
            continue
        patient = someone(facts)
        chart = Chart.of(patient, medicine.rhythm)
        if remembers(facts, chart):
            continue
        wrong = [(node, value) for node, value in facts.items() if not applies(node, value, chart)]
        assert wrong == [], found.say
        for guide, decision in found.decisions:
            assert check(medicine, patient, NOW, guide).decision is decision, (found.say, found.witness)
        met += 1
    assert met >= 60


@pytest.mark.parametrize("medicine", shipped_medicines())
def test_no_rule_of_any_shipped_medicine_is_at_fault(medicine: str) -> None:
    assert [found.say for found in verify(load_medicine(medicine)) if found.severity == "fault"] == []
