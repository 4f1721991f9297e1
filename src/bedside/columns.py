"""Many charts as arrays: for each concept, readings down and patients across, in order of time, padded at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from bedside.chart import SECOND, Chart, Rhythm

FAR = 1 << 60
"""A time that never comes: the padding of a row that has fewer readings than the longest."""

Array = Any
"""A NumPy or JAX array; the reader only uses what both have."""


@dataclass(frozen=True)
class Column:
    """Readings of one concept, each array of shape [readings, patients]; `high is low` where no two disagree."""

    times: Array
    low: Array
    high: Array
    start: Array | None = None

    def take(self, which: Array | slice) -> Column:
        """The readings of the patients at the places `which`."""
        low = _take(self.low, which)
        high = low if self.high is self.low else _take(self.high, which)
        return Column(_take(self.times, which), low, high, None if self.start is None else _take(self.start, which))


@dataclass(frozen=True)
class Cohort:
    """What `Chart` is for one patient, for `size` of them. `held` has shape [slots, patients]; `second` is its ticks."""

    columns: Mapping[str, Column]
    rhythm: Rhythm
    held: Array
    size: int
    second: int = SECOND

    @classmethod
    def of(cls, charts: Sequence[Chart]) -> Cohort:
        """The cohort of charts that were made with the same rhythm."""
        names = sorted({name for chart in charts for name in chart.series})
        columns = {name: _column(name, charts) for name in names}
        held = _pad([chart.held for chart in charts], FAR, np.int64)
        return cls(columns, charts[0].rhythm, held, len(charts))

    def take(self, which: Array | slice) -> Cohort:
        """The patients at the places `which`; of chosen places, a column is copied when it is first asked for."""
        held = _take(self.held, which)
        if isinstance(which, slice):
            columns = {name: column.take(which) for name, column in self.columns.items()}
            return replace(self, columns=columns, held=held, size=held.shape[1])
        chosen = self.columns.take(which) if isinstance(self.columns, Chosen) else Chosen(self, which)
        return replace(self, columns=chosen, held=held, size=held.shape[1])

    def with_held(self, held: Array) -> Cohort:
        """The same patients with these slots held."""
        return replace(self, held=held)

    def column(self, concept: str) -> Column:
        """The readings of a concept; none where nobody has any."""
        found = self.columns.get(concept)
        if found is not None:
            return found
        times, values = np.empty((0, self.size), np.int64), np.empty((0, self.size))
        return Column(times, values, values, times)

    def fresh(self, concept: str) -> int:
        """How many ticks a reading stays true."""
        seconds = self.rhythm.fresh.get(concept)
        return FAR if seconds is None else seconds * self.second

    @cached_property
    def first(self) -> Array:
        """When each patient's record begins, [1, patients]; FAR for an empty one."""
        if isinstance(self.columns, Chosen):
            return _take(self.columns.whole.first, self.columns.which)
        first = np.full((1, self.size), FAR)
        for column in self.columns.values():
            for times in column.times[:1]:
                first = np.minimum(first, times[None, :])
        return first

    @property
    def doses(self) -> Array:
        """The times of doses, [doses, patients]."""
        return self.column(self.rhythm.dose).times


class Chosen(Mapping[str, Column]):
    """The columns of a cohort for the patients at the places `which`, each made when it is first asked for.

    Where these are some of `among` others, at their places `there`, a column that was made for them is taken from it.
    """

    def __init__(self, whole: Cohort, which: Array, among: Chosen | None = None, there: Array | None = None) -> None:
        self.whole, self.which, self.among, self.there = whole, which, among, there
        self._made: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        if name not in self._made:
            near = self.among._made.get(name) if self.among else None
            self._made[name] = near.take(self.there) if near else self.whole.columns[name].take(self.which)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole.columns)

    def __len__(self) -> int:
        return len(self.whole.columns)

    def take(self, which: Array) -> Chosen:
        """Some of these patients."""
        return Chosen(self.whole, self.which[which], self, which)


def _take(table: Array, which: Array | slice) -> Array:
    return table[:, which] if isinstance(which, slice) else table.take(which, axis=1)


def _column(name: str, charts: Sequence[Chart]) -> Column:
    rows = [chart.of_concept(name) for chart in charts]
    times = _pad([row.times for row in rows], FAR, np.int64)
    low = _pad([row.low for row in rows], np.nan, np.float64)
    agree = all(row.low == row.high for row in rows)
    high = low if agree else _pad([row.high for row in rows], np.nan, np.float64)
    interval = any(row.start for row in rows)
    return Column(times, low, high, _pad([row.start for row in rows], FAR, np.int64) if interval else None)


def _pad(rows: Sequence[Sequence[float]], filler: float, kind: type) -> Array:
    width = max(map(len, rows), default=0)
    table: Array = np.full((width, len(rows)), filler, kind)
    for place, row in enumerate(rows):
        table[: len(row), place] = row
    return table
