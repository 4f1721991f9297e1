"""One virtual person from beginning to end: every slot with what the guide said, the signs over time, and the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from bedside.answer import Json, json_time
from bedside.chart import clock
from bedside.medicine import Rule
from bedside.patient import Observation, Patient
from bedside.simulator.came import Came, treated
from bedside.simulator.model import Model
from bedside.simulator.people import draw
from bedside.simulator.protocol import DAY, Protocol
from bedside.simulator.record import Book, tumour_observations
from bedside.simulator.shapes import Each, Places, WholeOfSome
from bedside.simulator.table import columns
from bedside.simulator.tally import SAID
from bedside.simulator.tumour import USUAL_MM, WORDS
from bedside.simulator.ward import Told
from bedside.verbs.check_many import NOT_READY


@dataclass(frozen=True)
class VirtualSlot:
    """One slot: cycle and number from 1, whether the dose was given, what was said, and the rules that held."""

    cycle: int
    slot: int
    at: datetime
    given: bool
    said: str
    because: tuple[Rule, ...]

    def to_json(self) -> Json:
        return {
            "cycle": self.cycle,
            "slot": self.slot,
            "at": json_time(self.at),
            "given": self.given,
            "said": self.said,
            "because": [{"rule": r.id, "say": r.say, "source": r.source, "read": r.read} for r in self.because],
        }


@dataclass(frozen=True)
class VirtualCourse:
    """One virtual person's course; `days` and `signs` are its curves, `row` what the file of rows has of it."""

    protocol: Protocol
    person: int
    seed: int
    patient: Patient
    slots: tuple[VirtualSlot, ...]
    days: tuple[float, ...]
    signs: Mapping[str, tuple[float, ...]]
    row: Mapping[str, Any]
    scans: tuple[tuple[int, float, str], ...]

    def to_json(self) -> Json:
        return {
            "verb": "simulate",
            "guide": self.protocol.guide.id,
            "person": self.person,
            "seed": self.seed,
            "slots": [slot.to_json() for slot in self.slots],
            "scans": [{"day": day, "sum": mm, "response": word} for day, mm, word in self.scans],
            "best_response": self.row["best_response"],
        }


def virtual_person(
    protocol: Protocol, model: Model, number: int, seed: int = 0, given: Mapping[str, Each] | None = None
) -> VirtualCourse:
    """The virtual person with this number: the same as in a cohort of any size from the same seed."""
    ids = np.array([number], np.int64)
    people = draw(model, ids, seed, {name: values[ids] for name, values in (given or {}).items()})
    book = Book()
    came = treated(protocol, people, scribe=book)
    (observations,) = book.of_each(protocol, people["WT"])
    scans = tuple((day, float(mm), WORDS[word]) for day, mm, word in _scans(protocol, came))
    days, sums = (0, *(day for day, _, _ in scans)), (USUAL_MM, *(mm for _, mm, _ in scans))
    whole: list[Observation] = [*observations, *tumour_observations(days, sums)]
    table = columns(came.courses, came.outcomes, came.sums, came.words, came.best)
    return VirtualCourse(
        protocol=protocol,
        person=number,
        seed=seed,
        patient=Patient.of(sorted(whole, key=lambda o: (o.at, o.concept))),
        slots=tuple(_slot(protocol, *told) for told in book.said),
        days=tuple(time / DAY for time, _ in came.seen),
        signs={name: tuple(float(seen[name][0]) for _, seen in came.seen) for name in came.seen[0][1]},
        row={name: values[0] if isinstance(values, list) else values[0].item() for name, values in table.items()},
        scans=scans,
    )


def _scans(protocol: Protocol, came: Came) -> list[tuple[int, float, int]]:
    return list(zip(protocol.scans, came.sums[:, 0].tolist(), came.words[:, 0].tolist(), strict=True))


def _slot(protocol: Protocol, time: int, _who: Places, slots: tuple[WholeOfSome, WholeOfSome], told: Told) -> VirtualSlot:
    cycle, number, code = int(slots[0][0]), int(slots[1][0]), int(told.codes[0])
    because = tuple(rule for rule, holds in zip(protocol.guide.rules, told.firing[:, 0], strict=True) if holds)
    given = SAID[code] in ("give", "correct")
    return VirtualSlot(cycle + 1, number + 1, clock(time), given, SAID[code], () if code == NOT_READY else because)
