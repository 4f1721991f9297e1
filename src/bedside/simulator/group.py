"""One group of virtual people from beginning to end: drawn, treated by each protocol, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bedside.simulator.came import treated
from bedside.simulator.comparing import differences
from bedside.simulator.model import Model
from bedside.simulator.people import draw
from bedside.simulator.protocol import Protocol
from bedside.simulator.shapes import Bands, Each, Sums
from bedside.simulator.table import columns
from bedside.simulator.tally import Tally, tally

SIZE = 1 << 14
"""People of one group: enough that decisions cost less than bodies, few enough to need little memory."""


@dataclass(frozen=True)
class Work:
    """What is to be done with each group: one or two protocols, from one seed; whether rows and traces are wanted.

    `given` are numbers of the model that were not drawn, one for each person of the whole cohort.
    """

    model: Model
    protocols: tuple[Protocol, ...]
    seed: int
    people: int
    given: Mapping[str, Each] = field(default_factory=dict)
    rows: bool = False
    traces: bool = False
    size: int = SIZE

    @property
    def groups(self) -> tuple[tuple[int, int], ...]:
        """The first number and the one after the last of each group."""
        return tuple((first, min(first + self.size, self.people)) for first in range(0, self.people, self.size))


@dataclass(frozen=True)
class Group:
    """What came of one group: for each protocol a tally and, if wanted, a trace; rows of the first; differences."""

    people: int
    tallies: tuple[Tally, ...]
    rows: dict[str, Any] | None
    traces: tuple[Bands, ...]
    differences: Sums


def group(work: Work, first: int, last: int) -> Group:
    """What comes of the people with the numbers from `first` to before `last`."""
    ids = np.arange(first, last, dtype=np.int64)
    people = draw(work.model, ids, work.seed, {name: values[first:last] for name, values in work.given.items()})
    came = [treated(protocol, people, work.traces) for protocol in work.protocols]
    one = came[0]
    return Group(
        people=last - first,
        tallies=tuple(tally(each.courses, each.outcomes, each.words, each.best) for each in came),
        rows=columns(one.courses, one.outcomes, one.sums, one.words, one.best) if work.rows else None,
        traces=tuple(each.trace.counts for each in came if each.trace is not None),
        differences=differences(came),
    )
