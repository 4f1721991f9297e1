"""Two protocols on the same people, with the same chance: what differs, person by person, and how sure that is.

Only what differs between the protocols differs between a person's two courses, so that few people show small differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bedside.answer import Json
from bedside.simulator.came import Came
from bedside.simulator.outcomes import SEVERE
from bedside.simulator.paired import NORMAL_95, score_interval
from bedside.simulator.protocol import Protocol
from bedside.simulator.shapes import Counts, Sums
from bedside.simulator.tally import EVENTS
from bedside.simulator.tumour import COMPLETE, PARTIAL, PROGRESSED

COUNTED = "doses"
"""What the names of measures begin with that are a number of each person; every other one is yes or no."""


def measures(came: Came) -> Iterator[tuple[str, Counts]]:
    """Whole numbers of each person that are compared, by name; yes is 1."""
    yield "doses", came.courses.doses.sum(axis=0)
    for number, doses in enumerate(came.courses.doses, 1):
        yield f"doses_{number}", doses
    yield "responded", came.best >= PARTIAL
    yield "complete_response", came.best == COMPLETE
    yield "free_of_progression", ~(came.words == PROGRESSED).any(axis=0)
    grades = came.outcomes.grades()
    for name in EVENTS:
        yield f"{name}_any", grades[name] > 0
        yield f"{name}_severe", grades[name] >= SEVERE


def differences(came: Sequence[Came]) -> Sums:
    """Of the second protocol against the first: sums of each, of the difference and of its square, [4, measures]."""
    if len(came) < 2:
        return np.zeros((4, 0), np.int64)
    first, second = ([values.astype(np.int64) for _, values in measures(each)] for each in came)
    told = [(a.sum(), b.sum(), (b - a).sum(), ((b - a) ** 2).sum()) for a, b in zip(first, second, strict=True)]
    return np.array(told).T


@dataclass(frozen=True)
class Difference:
    """A measure under two protocols: means, and the mean difference (second minus first) with its interval of 95 %.

    Of a share of people it is the score interval of pairs (Tango 1998), of doses that of a mean.
    """

    measure: str
    first: float
    second: float
    difference: float
    low: float
    high: float

    def to_json(self) -> Json:
        names = ("first", "second", "difference", "low", "high")
        return {"measure": self.measure} | {name: round(getattr(self, name), 6) for name in names}


@dataclass(frozen=True)
class Compared:
    """Two protocols on common people."""

    first: Protocol
    second: Protocol
    people: int
    differences: tuple[Difference, ...]

    def to_json(self) -> Json:
        return {
            "guides": [self.first.guide.id, self.second.guide.id],
            "differences": [each.to_json() for each in self.differences],
        }


def compared(first: Protocol, second: Protocol, people: int, sums: Sums) -> Compared:
    """What the sums of `differences` over all people say."""
    found = []
    for name, (one, other, apart, squared) in zip(names_of(first), sums.T.tolist(), strict=True):
        interval = _of_mean if name.startswith(COUNTED) else _of_share
        low, high = interval(apart, squared, people)
        found.append(Difference(name, one / people, other / people, apart / people, low, high))
    return Compared(first, second, people, tuple(found))


def _of_mean(apart: int, squared: int, people: int) -> tuple[float, float]:
    """From the sum of the differences and that of their squares."""
    mean = apart / people
    spread = sqrt(max(squared - people * mean * mean, 0.0) / max(people - 1, 1))
    half = NORMAL_95 * spread / sqrt(people)
    return mean - half, mean + half


def _of_share(apart: int, squared: int, people: int) -> tuple[float, float]:
    """The same where each difference is -1, 0 or 1, so that the squares count those who differ."""
    return score_interval((squared + apart) // 2, (squared - apart) // 2, people)


def names_of(protocol: Protocol) -> list[str]:
    """The measures in their order."""
    cycles = [f"doses_{number + 1}" for number in range(len(protocol.regimen.starts))]
    events = [f"{name}_{kind}" for name in EVENTS for kind in ("any", "severe")]
    return ["doses", *cycles, "responded", "complete_response", "free_of_progression", *events]
