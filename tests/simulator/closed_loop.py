"""Courses in closed loop with everything written down, for tests to read again."""

from __future__ import annotations

from dataclasses import dataclass

from bedside import Patient, load_medicine
from bedside.columns import Array
from bedside.simulator.came import Came, treated
from bedside.simulator.model import load_model
from bedside.simulator.people import draw
from bedside.simulator.protocol import Protocol
from bedside.simulator.record import Book

MEDICINE = load_medicine("aldesleukin")
MODEL = load_model("aldesleukin")


@dataclass(frozen=True)
class Written:
    """Courses of some people, the record of each, and what was said when: (moment, places of people, codes)."""

    came: Came
    records: list[Patient]
    said: list[tuple[int, Array, Array]]


def written(protocol: Protocol, people: int, seed: int = 0) -> Written:
    drawn, book = draw(MODEL, people, seed), Book()
    came = treated(protocol, drawn, scribe=book)
    records = [Patient.of(each) for each in book.of_each(protocol, drawn["WT"])]
    return Written(came, records, [(time, who, told.codes) for time, who, _, told in book.said])
