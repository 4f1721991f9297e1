"""Random criteria and random people over a small vocabulary, for the laws."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bedside.chart import Chart, Rhythm, moment
from bedside.concepts import Concept, Vocabulary
from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Ever,
    Extreme,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfBaseline,
    OfGroup,
    PerWeight,
    Reviewed,
    SinceDose,
    Total,
)
from bedside.patient import Observation, Patient, observe

START = datetime(2026, 5, 4, tzinfo=UTC)
HOUR = 3600

WORDS = Vocabulary(
    (
        Concept("pressure", "Pressure", "quantity", "circulation", "mm[Hg]", possible=(0, 300)),
        Concept("salt", "Salt", "quantity", "kidneys", "mg/dL", possible=(0, 300), molar_mass=100.0),
        Concept("weight", "Weight", "quantity", "general", "kg", possible=(0, 300)),
        Concept("urine", "Urine", "quantity", "kidneys", "mL", possible=(0, 9000), interval=True),
        Concept("flutter", "Flutter", "flag", "circulation", review="heart_review"),
        Concept("sleepy", "Sleepy", "flag", "nerves", review="nerve_review"),
        Concept("sugar", "Sugar", "condition", "general"),
        Concept("heart_review", "Heart", "review", "circulation"),
        Concept("nerve_review", "Nerves", "review", "nerves"),
        Concept("dose", "Dose", "event", "general", "[IU]", possible=(0, 1e9)),
    )
)
FRESH = {"pressure": 2, "salt": 14, "weight": 26, "urine": 9, "heart_review": 2, "nerve_review": 5}
RHYTHM = Rhythm({name: hours * HOUR for name, hours in FRESH.items()}, "dose", 20 * HOUR, 30 * HOUR)

hours = st.integers(1, 30).map(lambda h: h * HOUR)
numbers = st.integers(0, 6).map(float)
measured = st.sampled_from(["pressure", "salt", "weight"])
quantities = (
    measured.map(Latest)
    | st.builds(Extreme, st.sampled_from(["highest", "lowest"]), measured, hours | st.none())
    | st.builds(Change, st.sampled_from(["rise", "fall"]), measured, hours)
    | st.builds(Total, st.just("urine"), st.integers(2, 20).map(lambda h: h * HOUR), st.booleans())
    | measured.map(Baseline)
)
OPS = st.sampled_from(["<", "<=", ">", ">=", "="])


def _threshold(concept: str) -> st.SearchStrategy[Number | PerWeight]:
    unit = WORDS[concept].unit
    plain = st.builds(lambda v: Number(v, unit, v), numbers)
    if unit == "mL":
        return plain | st.builds(lambda v: PerWeight(v, "mL/kg", v), numbers.map(lambda v: v + 1))
    return plain


def _compare(quantity: Latest | Extreme | Change | Total | Baseline) -> st.SearchStrategy[Compare]:
    return st.builds(Compare, st.just(quantity), OPS, _threshold(quantity.concept))


compares = (
    quantities.flatmap(_compare)
    | st.builds(Compare, measured.map(Latest), OPS, st.integers(1, 300).map(lambda p: OfBaseline(float(p))))
    | st.builds(Compare, st.sampled_from(["doses", "holds"]).map(Count), OPS, numbers.map(lambda v: Number(v, "", v)))
    | st.builds(Compare, st.just(SinceDose()), OPS, st.integers(0, 40).map(lambda h: Number(float(h), "h", h * 3600.0)))
)
leaves = (
    compares
    | st.sampled_from([Flag("flutter", "heart_review"), Flag("sleepy", "nerve_review"), Flag("sugar", None)])
    | st.sampled_from([Reviewed("heart_review"), Reviewed("nerve_review")])
)


def _group(count: int, args: list[Criterion], lasting: int | None) -> OfGroup:
    rules = tuple(f"rule {i}" for i in range(len(args)))
    return OfGroup(min(count, len(args)), "mild", rules, tuple(args), lasting)


def _grow(inner: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    some = st.lists(inner, min_size=2, max_size=3)
    return (
        st.builds(Not, inner)
        | some.map(lambda args: AtLeast(1, tuple(args)))
        | some.map(lambda args: AtLeast(len(args), tuple(args)))
        | st.builds(_group, st.integers(1, 3), some, hours | st.none())
        | st.builds(Held, inner, hours)
        | st.builds(Latched, inner, inner)
        | st.builds(Ever, inner)
    )


criteria = st.recursive(leaves, _grow, max_leaves=6)


def at_hour(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def _observation(concept: str) -> st.SearchStrategy[Observation]:
    words = WORDS[concept]
    value: st.SearchStrategy[object] = st.just("done")
    if words.numeric:
        value = numbers
    elif words.kind in ("flag", "condition"):
        value = st.booleans()
    hour = st.integers(0, 100).map(lambda quarter: quarter / 2)
    return st.builds(lambda h, v: observe(concept, at_hour(h), v, words.unit, words=WORDS), hour, value)


observations = st.lists(st.sampled_from(sorted(WORDS)).flatmap(_observation), max_size=30)
patients = observations.map(Patient.of)
moments = st.integers(0, 130).map(lambda half: moment(at_hour(half / 2)))
held_slots = st.lists(st.integers(0, 50).map(lambda h: moment(at_hour(h))), max_size=4, unique=True)


def chart(patient: Patient, held: list[int] | tuple[int, ...] = ()) -> Chart:
    """The chart of a random person under the small vocabulary."""
    return Chart.of(patient, RHYTHM, WORDS).with_held(held)


charts = st.builds(chart, patients, held_slots)
