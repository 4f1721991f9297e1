"""Just below, at and just above every number of every rule, judged again by Python's own comparison.

The limit is taken as it is written in the file, so a threshold that is lost or turned on its way is found here.
"""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bedside.cases import Case, read_cases
from bedside.chart import Chart, Rhythm, moment
from bedside.concepts import vocabulary
from bedside.criterion import (
    Baseline,
    Change,
    Compare,
    Count,
    Extreme,
    Latest,
    OfBaseline,
    PerWeight,
    SinceDose,
    Total,
    Truth,
    walk,
)
from bedside.explain import explain
from bedside.grammar import SECONDS
from bedside.load import SHIPPED, load_medicine, shipped_medicines
from bedside.medicine import Medicine, Rule
from bedside.patient import Observation, Patient, observe
from bedside.render import render
from bedside.verbs.check import check
from bedside.verbs.screen import screen

MEDICINE, WORDS = load_medicine("aldesleukin"), vocabulary()
NOW = datetime(2026, 5, 5, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOLDS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip
WEIGHT, LEVEL = 80.0, 1.0
USUAL = {"weight": 70.0, "creatinine": 0.8, "lvef": 60.0}
MEDICINES = tuple(load_medicine(name) for name in shipped_medicines())


def rules(medicine: Medicine) -> Iterator[tuple[Rule, Rhythm]]:
    for guide in medicine.guides.values():
        yield from ((rule, medicine.rhythm) for rule in guide.rules)
    yield from ((rule, medicine.screen_rhythm) for rule in medicine.screen)


def points(limit: float, step: float) -> tuple[float, float, float]:
    return limit - step, limit, limit + step


def limit_of(node: Compare) -> float:
    """The limit as it is written, in the unit in which the quantity is measured."""
    match node.threshold:
        case PerWeight(value):
            return value * WEIGHT
        case OfBaseline(percent):
            assert isinstance(node.quantity, Latest)
            return percent / 100 * USUAL[node.quantity.concept]
        case threshold:
            return threshold.value * (SECONDS[threshold.unit] if isinstance(node.quantity, SinceDose) else 1)


def step_of(node: Compare) -> float:
    if isinstance(node.quantity, (Count, SinceDose)):
        return 1.0
    return 1e-6 * max(1.0, limit_of(node))


def possible(node: Compare, value: float) -> bool:
    """Whether a record may hold it: a rate below zero is refused before any rule is asked."""
    match node.quantity:
        case Latest(concept) | Extreme(_, concept, _) | Total(concept, _, _) | Baseline(concept):
            low, high = WORDS[concept].possible or (0.0, float("inf"))
            return low <= value <= high
        case _:
            return value >= 0 or isinstance(node.quantity, Change)


COMPARISONS = [
    pytest.param(node, value, rhythm, id=f"{medicine.id}: {rule.id}: {render(node)}: at {value}")
    for medicine in MEDICINES
    for rule, rhythm in rules(medicine)
    for node in dict.fromkeys(walk(rule.when))
    if isinstance(node, Compare)
    for value in points(limit_of(node), step_of(node))
    if possible(node, value)
]


def told(concept: str, hours_ago: float, value: float) -> Observation:
    return observe(concept, NOW - hours_ago * HOUR, value, WORDS[concept].unit)


def dose(hours_ago: float, concept: str) -> Observation:
    low, high = WORDS[concept].possible or (0.0, 1.0)
    return told(concept, hours_ago, (low + high) / 2)


def smallest_record(node: Compare, value: float, rhythm: Rhythm) -> list[Observation]:
    """The fewest observations of which the quantity of `node` is `value`."""
    given = rhythm.dose
    match node.quantity:
        case Latest(concept):
            return [told(concept, 0, value)]
        case Baseline(concept):
            return [told(concept, 25, value), dose(24, given)]
        case Extreme("highest", concept, None):
            return [dose(8, given), told(concept, 8, 0), told(concept, 4, value), told(concept, 1, 0)]
        case Change(which, concept, over):
            hours, every = over // 3600, rhythm.fresh[concept] // 7200
            then, now = (LEVEL, LEVEL + value) if which == "rise" else (LEVEL + value, LEVEL)
            return [*(told(concept, ago, then) for ago in range(every, hours + every, every)), told(concept, 0, now)]
        case Total(concept, over, previous):
            shifts = over // 3600 // 8
            at = shifts if previous else 0
            return [told(concept, 8 * n, value if n == at else 0) for n in range(2 * shifts + 1)]
        case Count("doses"):
            return [dose(8 * n, given) for n in range(1, int(value) + 1)]
        case Count("holds"):
            return [dose(48, given)]
        case SinceDose():
            return [dose(value / 3600, given)]
        case quantity:
            raise TypeError(quantity)


@pytest.mark.parametrize(("node", "value", "rhythm"), COMPARISONS)
def test_a_comparison_says_what_python_says(node: Compare, value: float, rhythm: Rhythm) -> None:
    record = smallest_record(node, value, rhythm)
    if isinstance(node.threshold, PerWeight):
        record.append(told("weight", 0, WEIGHT))
    if isinstance(node.quantity, Latest) and isinstance(node.threshold, OfBaseline):
        record += [dose(24, rhythm.dose), told(node.quantity.concept, 25, USUAL[node.quantity.concept])]
    chart = Chart.of(Patient.of(record), rhythm)
    if node.quantity == Count("holds"):
        chart = chart.with_held(moment(NOW - 8 * n * HOUR) for n in range(1, int(value) + 1))
    expected = Truth.YES if HOLDS[node.op](value, limit_of(node)) else Truth.NO
    assert explain(node, chart, moment(NOW)).truth is expected


def test_every_limit_is_written_in_the_unit_of_its_concept() -> None:
    for rule, _ in (each for medicine in MEDICINES for each in rules(medicine)):
        for node in walk(rule.when):
            if isinstance(node, Compare) and isinstance(node.quantity, (Latest, Extreme, Total, Change, Baseline)):
                unit = WORDS[node.quantity.concept].unit
                assert isinstance(node.threshold, OfBaseline) or node.threshold.unit in (unit, f"{unit}/kg"), rule.id


# ---------------------------------------------------------------------------------------------- rules about one number

PLAIN = re.compile(r"(?:total )?(\w+)(?: over 8 h)? (<=|>=|<|>) ([\d.]+) (\S+)")


def unit_of(concept: str) -> str:
    return WORDS[concept].unit if concept in WORDS else ""


def plain(rule: Rule) -> list[tuple[str, str, float]]:
    """(concept, comparison, limit) of a rule that begins with comparisons of one newest value; empty for another rule."""
    begins = rule.text.partition(" until ")[0].split(" and ")
    found = [PLAIN.fullmatch(part) for part in begins]
    parts = [(match[1], match[2], float(match[3])) for match in found if match and match[4] == unit_of(match[1])]
    return parts if len(parts) == len(begins) and len({concept for concept, _, _ in parts}) == 1 else []


def fires(rule: Rule, value: float) -> bool:
    return all(HOLDS[op](value, limit) for _, op, limit in plain(rule))


def asked(all_rules: tuple[Rule, ...]) -> Iterator[tuple[str, float]]:
    """(concept, value) at and around every limit, for concepts that only rules about that one number ask about."""
    simple = {parts[0][0] for rule in all_rules if (parts := plain(rule))}
    for concept in sorted(simple):
        mine = [rule for rule in all_rules if re.search(rf"\b{concept}\b", rule.text)]
        if all(plain(rule) for rule in mine):
            limits = sorted({limit for rule in mine for _, _, limit in plain(rule)})
            around = {value for limit in limits for value in points(limit, 1e-6 * max(1.0, limit))}
            between = {(a + b) / 2 for a, b in itertools.pairwise(limits)}
            yield from ((concept, value) for value in sorted(around | between))


MEANS = {
    "consensus-2014": {"relative": "correct", "absolute": "hold"},
    "community-2015": {"relative": "hold", "absolute": "stop cycle"},
    "uspi-2024": {"withhold": "hold"},
    "uspi-2012": {"withhold": "hold"},
    "til-2024": {"hold": "hold"},
    "screen": {"indication": "not a candidate", "excluded": "not a candidate", "judgement": "needs judgement"},
}
ORDER = ("give", "candidate", "correct", "needs judgement", "hold", "stop cycle", "not a candidate")
PEOPLE = SHIPPED.joinpath("aldesleukin", "cases.toml").read_text("utf-8").partition("[[case]]")[0]


def person(base: str, concept: str, value: float) -> Case:
    row = f'name = "x"\ntests = "x"\ntruth = "no"\nguide = "x"\nexpect = "x"\ncites = "x"\nfrom = "{base}"\n'
    return read_cases(f'{PEOPLE}[[case]]\n{row}change = ["{concept} {value!r} {WORDS[concept].unit}"]\n')[0]


def decided(guide: str, concept: str, value: float) -> str:
    if guide == "screen":
        case = person("candidate", concept, value)
        return screen(MEDICINE, case.patient, case.at).decision
    case = person("ready", concept, value)
    return str(check(MEDICINE, case.patient, case.at, guide).decision)


RULES = {guide.id: guide.rules for guide in MEDICINE.guides.values()} | {"screen": MEDICINE.screen}
DECISIONS = [(guide, concept, value) for guide in RULES for concept, value in asked(RULES[guide])]


@pytest.mark.parametrize(("guide", "concept", "value"), DECISIONS)
def test_a_number_alone_decides_what_its_rules_say(guide: str, concept: str, value: float) -> None:
    firing = [rule for rule in RULES[guide] if plain(rule) and plain(rule)[0][0] == concept and fires(rule, value)]
    nothing = "candidate" if guide == "screen" else "give"
    expected = max((MEANS[guide][rule.group] for rule in firing), key=ORDER.index, default=nothing)
    assert decided(guide, concept, value) == expected


def test_numbers_of_every_guide_are_asked_about() -> None:
    assert {guide for guide, _, _ in DECISIONS} == set(RULES)
    assert {concept for guide, concept, _ in DECISIONS if guide == "consensus-2014"} >= {
        "heart_rate", "bilirubin", "platelets", "oxygen_flow", "inspired_oxygen", "urine_output", "creatinine", "bicarbonate",
    }  # fmt: skip
