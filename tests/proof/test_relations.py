"""What the proofs take for granted is true of records: of random people whose past is fully known, read by `explain`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from random import Random

import pytest

from bedside import Observation, Patient, Truth, observe, vocabulary
from bedside.chart import Chart, Rhythm, moment
from bedside.criterion import Baseline, Count, Criterion, Extreme, Latest, Quantity, SinceDose, Total, counts_holds
from bedside.explain import explain
from bedside.grammar import parse
from bedside.measure import measure
from bedside.proof.logic import Logic

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 1, tzinfo=UTC)
GAP = 48
WORDS = vocabulary()
SHIFT = 9
RHYTHM = Rhythm({"urine_output": SHIFT * 3600}, "il2_dose", GAP * 3600, 365 * 86400)
FLAGS = ("coma", "intubated", "dialysis")
TEXTS = (
    "creatinine > 2 mg/dL",
    "creatinine > 3 mg/dL",
    "creatinine >= 150 % of baseline",
    "baseline creatinine > 2 mg/dL and doses < 2",
    "total urine_output over 8 h < 4 mL/kg",
    "coma for 2 h",
    "coma for 6 h",
    "(coma and intubated) for 3 h",
    "(coma or intubated) for 6 h",
    "(coma for 2 h) for 3 h",
    "ever coma",
    "ever intubated",
    "ever (coma or dialysis)",
    "ever (coma and intubated)",
    "ever (coma until intubated)",
    "ever coma for 4 h",
    "ever creatinine > 3 mg/dL",
    "ever creatinine > 2 mg/dL",
    "creatinine > 3 mg/dL for 6 h",
    "creatinine > 2 mg/dL for 4 h",
    "coma until intubated",
    "coma until intubated or dialysis",
    "coma and dialysis until intubated",
    "coma or dialysis until intubated",
    "coma until not coma",
    "creatinine > 3 mg/dL until creatinine < 2 mg/dL",
    "creatinine > 2 mg/dL until creatinine < 2 mg/dL",
    "rise in creatinine over 12 h > 1 mg/dL until fall in creatinine over 12 h > 1 mg/dL",
    "holds >= 1 for 2 h",
    "neuro_review",
)
TREES: tuple[Criterion, ...] = tuple(parse(text, WORDS) for text in TEXTS)
NUMBERS: tuple[Quantity, ...] = (
    Latest("creatinine"),
    Latest("urine_output"),
    Latest("weight"),
    Baseline("creatinine"),
    *(Extreme(which, "creatinine", over) for which in ("highest", "lowest") for over in (4 * 3600, 12 * 3600, None)),  # type: ignore[arg-type]
    *(Total("urine_output", hours * 3600) for hours in (4, 8, 12, 16)),
    Total("urine_output", 4 * 3600, True),
    Total("urine_output", 8 * 3600, True),
    Count("doses"),
    Count("holds"),
    SinceDose(),
)


@pytest.fixture(scope="module")
def logic() -> Logic:
    logic = Logic(WORDS, RHYTHM.cycle_gap)
    for tree in TREES:
        logic.of(tree, "any")
    for quantity in NUMBERS:
        logic.number(quantity, "any")
    logic.close()
    return logic


def someone(random: Random) -> tuple[Chart, int]:
    """Three days on a ward: every finding said at every look, and nothing ever stale."""
    told: list[Observation] = []
    looks = sorted({0, *random.sample(range(1, 72), random.randint(3, 20))})
    for look in looks:
        at = START + look * HOUR
        told.append(observe("neuro_review", at, "done"))
        told.extend(observe(flag, at, random.random() < 0.4) for flag in FLAGS)
        told.append(observe("creatinine", at, random.randint(2, 9) / 2, "mg/dL"))
        told.append(observe("weight", at, random.choice([60, 80, 100]), "kg"))
    for hour in range(0, 73, random.choice([1, 2, 4, 8])):
        told.append(observe("urine_output", START + hour * HOUR, random.choice([0, 50, 100, 400]), "mL"))
    doses = random.sample(range(1, 72), random.randint(0, 4))
    told.extend(observe("il2_dose", START + dose * HOUR, 48e6, "[IU]") for dose in doses)
    now = moment(START + random.choice([*range(16, 72), *looks[1:]]) * HOUR)
    chart = Chart.of(Patient.of(told), RHYTHM, WORDS)
    held = random.sample(range(1, 72), random.randint(0, 2))
    return chart.with_held([moment(START + slot * HOUR) for slot in held]), now


def known(logic: Logic, chart: Chart, now: int) -> list[object]:
    """Everything that is known of a person, as the solver writes it."""
    told: list[object] = []
    for tree in TREES:
        truth = explain(tree, chart, now).truth
        if truth is not Truth.UNKNOWN:
            formula = logic.of(tree, "any")
            told.append(formula if truth is Truth.YES else logic.z3.Not(formula))
    for quantity in NUMBERS:
        found, value = measure(quantity, chart, now), logic.number(quantity, "any")
        if not found.unknown and abs(found.low) < 1e9:
            told.append(value >= logic.term(Fraction(found.low)))
        if not found.unknown and abs(found.high) < 1e9:
            told.append(value <= logic.term(Fraction(found.high)))
    return told


def test_every_record_keeps_what_proofs_take_for_granted(logic: Logic) -> None:
    random = Random(20260301)
    facts = 0
    for _ in range(250):
        chart, now = someone(random)
        told = known(logic, chart, now)
        facts += len(told)
        assert logic.possible(*told), [str(fact) for fact in told]
    assert facts > 250 * 60, "too little is known of these people for this to prove anything"


def test_slots_held_belong_to_a_guide_and_all_else_does_not(logic: Logic) -> None:
    assert [counts_holds(tree) for tree in TREES].count(True) == 1
    for tree in TREES:
        assert (logic.of(tree, "any") is logic.of(tree, "other")) is not counts_holds(tree)
