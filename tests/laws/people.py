"""Invented people on a ward: a normal record before dose 5, and random changes to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bedside import Observation, Patient, load_medicine, observe, vocabulary

AT = datetime(2026, 5, 5, 16, tzinfo=UTC)
ALDESLEUKIN = load_medicine("aldesleukin")
GUIDES = tuple(ALDESLEUKIN.guides)
REVIEWS = tuple(key for key, concept in vocabulary().items() if concept.kind == "review")
FLAGS = tuple(key for key, concept in vocabulary().items() if concept.kind == "flag")

BEFORE = {"weight": 80.0, "systolic_bp": 124.0, "creatinine": 0.9, "heart_rate": 70.0}
LABS = {"creatinine": 1.4, "bicarbonate": 22.0, "bilirubin": 1.5, "platelets": 170.0, "weight": 82.0}
VITALS = {"systolic_bp": 110.0, "heart_rate": 92.0, "oxygen_saturation": 97.0}
RATES = {"phenylephrine_rate": 0.0, "dopamine_rate": 0.0, "oxygen_flow": 0.0, "inspired_oxygen": 21.0}
SHIFT = {"urine_output": 400.0, "diarrhea_volume": 100.0}

SCALE = {
    "systolic_bp": (60, 140),
    "heart_rate": (60, 150),
    "oxygen_saturation": (80, 100),
    "creatinine": (5, 60),
    "bicarbonate": (10, 30),
    "bilirubin": (5, 90),
    "platelets": (10, 200),
    "weight": (75, 100),
    "urine_output": (0, 500),
    "diarrhea_volume": (0, 1500),
    "phenylephrine_rate": (0, 25),
    "dopamine_rate": (0, 3),
    "oxygen_flow": (0, 6),
    "inspired_oxygen": (21, 60),
}
TENTHS = ("creatinine", "bilirubin", "phenylephrine_rate")


def fact(concept: str, hours: float, value: float | bool | str) -> Observation:
    """An observation so many hours before the dose that is asked about."""
    return observe(concept, AT - timedelta(hours=hours), value, vocabulary()[concept].unit)


def ready() -> list[Observation]:
    """A complete, normal record: every guide says give."""
    facts = [fact(concept, 52, value) for concept, value in BEFORE.items()]
    facts += [fact("il2_dose", hours, 48e6) for hours in (32, 24, 16, 8)]
    facts += [fact(concept, 10, value) for concept, value in LABS.items()]
    facts += [fact(concept, 8.2, value) for concept, value in (RATES | SHIFT).items()]
    facts += [fact(concept, 0.7, value) for concept, value in (VITALS | RATES).items()]
    facts += [fact(review, 0.6, "done") for review in REVIEWS]
    return facts + [fact(concept, 0.4, value) for concept, value in SHIFT.items()]


@st.composite
def facts(draw: st.DrawFn) -> Observation:
    """Anything that may happen on the ward in the two days before the dose, or just after it."""
    hours = draw(st.integers(-4, 96)) / 2
    kind = draw(st.sampled_from(["measured", "measured", "measured", "flag", "review", "dose"]))
    if kind == "flag":
        return fact(draw(st.sampled_from(FLAGS)), hours, draw(st.booleans()))
    if kind == "review":
        return fact(draw(st.sampled_from(REVIEWS)), hours, "done")
    if kind == "dose":
        return fact("il2_dose", hours, 48e6)
    concept = draw(st.sampled_from(sorted(SCALE)))
    value = draw(st.integers(*SCALE[concept]))
    return fact(concept, hours, value / 10 if concept in TENTHS else float(value))


@st.composite
def records(draw: st.DrawFn) -> list[Observation]:
    """The normal record with parts missing and things happening."""
    kept = draw(st.sets(st.sampled_from(sorted({o.concept for o in ready()})), max_size=3))
    some = [o for o in ready() if o.concept not in kept]
    return some + draw(st.lists(facts(), max_size=12))


patients = records().map(Patient.of)
