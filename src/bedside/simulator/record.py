"""A virtual person's course as an ordinary record: observations that `check`, `course` and `respond` read like any other.

The first observation says that the person is not real.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from bedside.chart import clock
from bedside.concepts import vocabulary
from bedside.patient import Observation, Patient, Value, observe
from bedside.quantity import show
from bedside.records import COLUMNS
from bedside.simulator.protocol import BEGIN, Protocol
from bedside.simulator.shapes import Kilograms, OfSome, Places, WholeOfSome
from bedside.simulator.ward import Told

INVENTED = "virtual person of a simulation; nobody real"
TUMOUR, ORGAN = "target:tumour", "organ=liver"


@dataclass
class Book:
    """What a ward wrote down of a group of virtual people, what was said of each slot, and the doses: a Scribe."""

    rows: list[tuple[str, int, Places, OfSome]] = field(default_factory=list)
    said: list[tuple[int, Places, tuple[WholeOfSome, WholeOfSome], Told]] = field(default_factory=list)
    doses: list[tuple[int, Places]] = field(default_factory=list)

    def write(self, concept: str, time: int, who: Places, values: OfSome) -> None:
        """Readings of the people at the places `who`."""
        self.rows.append((concept, time, who, values))

    def tell(self, time: int, who: Places, slots: tuple[WholeOfSome, WholeOfSome], told: Told) -> None:
        """What was said of the people at the places `who`; it is no part of a record, whose reader finds it out again."""
        self.said.append((time, who, slots, told))

    def give(self, time: int, who: Places) -> None:
        """A dose for the people at the places `who`."""
        self.doses.append((time, who))

    def of_each(self, protocol: Protocol, weights: Kilograms) -> list[list[Observation]]:
        """The observations of each person, in the order in which they were made."""
        found: list[list[Observation]] = [[] for _ in weights]
        for concept, time, who, values in self.rows:
            at, unit = clock(time), vocabulary()[concept].unit
            for place, value in zip(who, values, strict=True):
                if not np.isnan(value):
                    found[place].append(observe(concept, at, _value(concept, float(value)), unit))
        concept = protocol.medicine.rhythm.dose
        for time, who in self.doses:
            for place in who:
                amount = float(np.rint(protocol.dose * weights[place] * 1e6))
                found[place].append(observe(concept, clock(time), amount, vocabulary()[concept].unit))
        for each in found:
            each.sort(key=lambda o: (o.at, o.concept))
        return found


def _value(concept: str, value: float) -> Value:
    match vocabulary()[concept].kind:
        case "review":
            return "done"
        case "flag":
            return bool(value)
        case _:
            return value


def tumour_observations(days: Sequence[int], sums: Sequence[float]) -> Iterator[Observation]:
    """What scans show, in mm; the first is the baseline, on the day before the first dose."""
    for day, mm in zip(days, sums, strict=True):
        at = BEGIN + timedelta(days=day) - timedelta(hours=0 if day else 20)
        yield observe(TUMOUR, at, float(mm), "mm", note=ORGAN)


def record_text(patient: Patient) -> str:
    """The record as CSV, as Bedside reads it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, o in enumerate(sorted(patient.observations, key=lambda o: (o.at, o.concept))):
        value = str(o.value).lower() if isinstance(o.value, bool) else show(o.value) if isinstance(o.value, float) else o.value
        note = "; ".join(part for part in (o.note, "" if number else INVENTED) if part)
        writer.writerow([o.at.strftime("%Y-%m-%dT%H:%M:%SZ"), o.concept, value, o.unit, note])
    return text.getvalue()
