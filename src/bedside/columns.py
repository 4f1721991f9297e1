"""Many charts as arrays: for each concept, readings down and patients across, in order of time, padded at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import ModuleType
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

    def take(self, which: Array) -> Column:
        low = self.low[:, which]
        high = low if self.high is self.low else self.high[:, which]
        return Column(self.times[:, which], low, high, None if self.start is None else self.start[:, which])


@dataclass(frozen=True)
class Cohort:
    """What `Chart` is for one patient, for `size` of them. `held` has shape [slots, patients]; `second` is its ticks."""

    columns: Mapping[str, Column]
    rhythm: Rhythm
    held: Array
    size: int
    second: int = SECOND
    begin: Array | None = None
    """When each record begins, where `columns` no longer tells: see `only`."""

    @classmethod
    def of(cls, charts: Sequence[Chart]) -> Cohort:
        """The cohort of charts that were made with the same rhythm."""
        names = sorted({name for chart in charts for name in chart.series})
        columns = {name: _column(name, charts) for name in names}
        held = _pad([chart.held for chart in charts], FAR, np.int64)
        return cls(columns, charts[0].rhythm, held, len(charts))

    def take(self, which: Array) -> Cohort:
        """The patients at the places `which`, an array of indices or a slice."""
        columns = {name: column.take(which) for name, column in self.columns.items()}
        held, begin = self.held[:, which], None if self.begin is None else self.begin[:, which]
        return replace(self, columns=columns, held=held, size=held.shape[1], begin=begin)

    def only(self, concepts: Iterable[str]) -> Cohort:
        """The same patients with these concepts, and doses, and no others: little to copy when few are taken."""
        names = dict.fromkeys((*concepts, self.rhythm.dose))
        columns = {name: self.columns[name] for name in names if name in self.columns}
        return replace(self, columns=columns, begin=self.first)

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
        if self.begin is not None:
            return self.begin
        first = np.full((1, self.size), FAR)
        for column in self.columns.values():
            for times in column.times[:1]:
                first = np.minimum(first, times[None, :])
        return first

    @property
    def doses(self) -> Array:
        """The times of doses, [doses, patients]."""
        return self.column(self.rhythm.dose).times


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
