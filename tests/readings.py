"""Tables of readings as text, and what both readers say of a criterion at given hours.

0    systolic_bp 80              hours since START, concept, value, and a unit where it is not the concept's own
1.5  creatinine 221 umol/L
2    circulation_review done

"0 yes, 2 yes, 2+ unknown"       the truth at those hours; 2- and 2+ are a microsecond before and after
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from bedside.chart import Chart, Rhythm, moment
from bedside.cohort import truths
from bedside.columns import Cohort
from bedside.concepts import vocabulary
from bedside.criterion import Criterion, Truth
from bedside.explain import explain
from bedside.grammar import Groups, parse
from bedside.patient import Observation, Patient, Value, observe

START = datetime(2026, 5, 4, tzinfo=UTC)
HOUR = 3600
FRESH = {
    "systolic_bp": 2, "heart_rate": 2, "circulation_review": 2, "neuro_review": 2, "lungs_review": 2,
    "phenylephrine_rate": 9, "urine_output": 9, "diarrhea_volume": 9, "creatinine": 14, "weight": 26,
}  # fmt: skip
RHYTHM = Rhythm({name: hours * HOUR for name, hours in FRESH.items()}, "il2_dose", 96 * HOUR, 14 * 24 * HOUR)
WORDS: dict[str, Value] = {"true": True, "false": False, "done": "done"}


def at_hour(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def reading(line: str, **more: object) -> Observation:
    """The observation of one line of a table."""
    hour, concept, told, *unit = line.split(maxsplit=3)
    value = WORDS[told] if told in WORDS else float(told)
    own = "" if told in WORDS else vocabulary()[concept].unit
    return observe(concept, at_hour(float(hour)), value, unit[0] if unit else own, **more)  # type: ignore[arg-type]


def readings(table: str) -> tuple[Observation, ...]:
    """The observations of a table: one a line, or several parted by semicolons."""
    return tuple(reading(line) for line in table.replace("\n", ";").split(";") if line.strip())


def chart(table: str, held: Sequence[float] = ()) -> Chart:
    """The chart of a table, with slots held at these hours."""
    return Chart.of(Patient.of(readings(table)), RHYTHM).with_held(moment(at_hour(hour)) for hour in held)


def says(
    criterion: str, table: str, expected: str, *, groups: dict[str, dict[str, str]] | None = None, held: Sequence[float] = ()
) -> None:
    """Both readers say of `criterion` what `expected` says, at each of its hours."""
    tree = read(criterion, groups or {})
    hours = [part.split()[0] for part in expected.split(", ")]
    moments = [_moment(hour) for hour in hours]
    person = chart(table, held)
    one = [explain(tree, person, at).truth.word for at in moments]
    many = truths(tree, Cohort.of([person]), np.array(moments)[:, None])[:, 0]
    for reader, truth in (("explain", one), ("cohort", [Truth(t).word for t in many])):
        told = ", ".join(f"{hour} {word}" for hour, word in zip(hours, truth, strict=True))
        assert told == expected, f"{reader} says {told!r} of {criterion!r}, expected {expected!r}; readings: {table}"


def read(criterion: str, groups: dict[str, dict[str, str]]) -> Criterion:
    """The tree of a criterion; `groups` names each group's rules with their texts."""
    named: Groups = {
        group: tuple((rule, parse(text, vocabulary())) for rule, text in rules.items()) for group, rules in groups.items()
    }
    return parse(criterion, vocabulary(), named)


def _moment(hour: str) -> int:
    just = {"+": 1, "-": -1}.get(hour[-1], 0)
    return moment(at_hour(float(hour.rstrip("+-") if just else hour))) + just
