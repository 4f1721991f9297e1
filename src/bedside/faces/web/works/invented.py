"""The course of one invented person, as `tools/make_works.py` has written it: nothing is worked out when it is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "course.json"


@dataclass(frozen=True)
class Curve:
    """Values of one sign at some hours after the first dose."""

    concept: str
    hours: tuple[float, ...]
    values: tuple[float, ...]

    def left(self, hour: float) -> int:
        """How much of the highest value is there at an hour, in percent."""
        return round(100 * self.values[self.hours.index(hour)] / max(self.values))

    @property
    def lowest(self) -> tuple[float, float]:
        """When the curve is lowest, and how low; the first time of several."""
        return min(zip(self.hours, self.values, strict=True), key=lambda told: told[1])

    @property
    def highest(self) -> tuple[float, float]:
        """When the curve is highest, and how high."""
        return max(zip(self.hours, self.values, strict=True), key=lambda told: told[1])


@dataclass(frozen=True)
class Slot:
    """One slot: what the guide said, and the ids of its rules that held."""

    cycle: int
    number: int
    hours: int
    given: bool
    said: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Invented:
    """The whole course; `model` says what the model rests on, in numbers."""

    medicine: str
    guide: str
    weight: int
    dose: float
    model: Mapping[str, Any]
    slots: tuple[Slot, ...]
    first_dose: Mapping[str, Curve]
    first_cycle: Mapping[str, Curve]

    def cycle(self, number: int) -> tuple[Slot, ...]:
        """The slots of one cycle."""
        return tuple(slot for slot in self.slots if slot.cycle == number)

    @property
    def cycles(self) -> tuple[int, ...]:
        """The numbers of the cycles."""
        return tuple(dict.fromkeys(slot.cycle for slot in self.slots))


@cache
def invented() -> Invented:
    """The invented person's course, read once by each process."""
    told = json.loads(FILE.read_text("utf-8"))
    return Invented(
        medicine=told["medicine"],
        guide=told["guide"],
        weight=told["weight"],
        dose=told["dose"],
        model=told["model"],
        slots=tuple(
            Slot(row["cycle"], row["slot"], row["hours"], row["given"], row["said"], tuple(row["because"]))
            for row in told["slots"]
        ),
        first_dose=_curves(told["first_dose"]),
        first_cycle=_curves(told["first_cycle"]),
    )


def _curves(told: Mapping[str, list[float]]) -> dict[str, Curve]:
    hours = tuple(told["hours"])
    return {name: Curve(name, hours, tuple(values)) for name, values in told.items() if name != "hours"}
