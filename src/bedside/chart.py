"""A patient as one medicine reads them at one time: sorted readings in the concepts' own units, with their freshness.

Moments are whole microseconds since 1970 (UTC), so that "just after" is one more and nothing depends on rounding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bedside.concepts import Concept, Vocabulary, vocabulary
from bedside.patient import Observation, Patient

SECOND = 1_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(time: datetime) -> int:
    """A time with an offset as whole microseconds since 1970."""
    return (time - EPOCH) // timedelta(microseconds=1)


def clock(moment: int) -> datetime:
    """The time, in UTC, of a moment."""
    return EPOCH + timedelta(microseconds=moment)


@dataclass(frozen=True)
class Rhythm:
    """How one medicine lets readings age: `fresh` in seconds by concept, absent for ever.

    A cycle ends when no dose was given for `cycle_gap` seconds; a baseline may be `baseline_age` seconds older than the
    first dose. `dose` is the concept that records a dose.
    """

    fresh: Mapping[str, int]
    dose: str
    cycle_gap: int
    baseline_age: int


@dataclass(frozen=True)
class Series:
    """The readings of one concept in order of time: low and high differ where two readings of a moment disagree.

    `start` is where the interval of an interval quantity begins: the reading before, at most `fresh` earlier.
    """

    times: tuple[int, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    start: tuple[int, ...] = ()
    observations: tuple[tuple[Observation, ...], ...] = ()

    def last(self, at: int) -> int:
        """The index of the newest reading at or before `at`; -1 where there is none."""
        return bisect_right(self.times, at) - 1


EMPTY = Series()
FOREVER = 1 << 60


@dataclass(frozen=True)
class Chart:
    """What `explain` and `cohort` read; `held` are the moments of slots that were held under the guide in use."""

    series: Mapping[str, Series]
    rhythm: Rhythm
    words: Vocabulary
    held: tuple[int, ...] = ()
    found: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out once for this chart: rules are asked by several steps. It lives and ends with the chart."""

    @classmethod
    def of(cls, patient: Patient, rhythm: Rhythm, words: Vocabulary | None = None) -> Chart:
        """The chart of everything in `patient` but lesions, which no rule asks about: they begin no record and age not.

        Take `patient.as_of(time)` first for what was known then.
        """
        words = words or vocabulary()
        grouped: dict[str, list[Observation]] = {}
        for observation in patient.observations:
            grouped.setdefault(observation.concept, []).append(observation)
        series = {name: _series(words[name], found, rhythm) for name, found in grouped.items() if not words.family(name)}
        return cls(series, rhythm, words)

    @classmethod
    def known(cls, patient: Patient, at: datetime, rhythm: Rhythm) -> Chart:
        """The chart of what was known of `patient` at `at`; the same one for every verb that asks about that moment."""
        kept: tuple[datetime, dict[int, tuple[Rhythm, Chart]]] | None = patient.found.get("charts")
        if kept is None or kept[0] != at:
            kept = patient.found["charts"] = (at, {})
        if id(rhythm) not in kept[1]:
            kept[1][id(rhythm)] = (rhythm, cls.of(patient.as_of(at), rhythm))
        return kept[1][id(rhythm)][1]

    def with_held(self, held: Iterable[int]) -> Chart:
        """The same chart, with these slots held."""
        told = tuple(sorted(held))
        if told == self.held:
            return self
        if ("held", told) not in self.found:
            self.found["held", told] = replace(self, held=told, found={})
        chart: Chart = self.found["held", told]
        return chart

    def of_concept(self, concept: str) -> Series:
        return self.series.get(concept, EMPTY)

    def fresh(self, concept: str) -> int:
        """How long, in microseconds, a reading of `concept` stays true."""
        seconds = self.rhythm.fresh.get(concept)
        return FOREVER if seconds is None else seconds * SECOND

    @property
    def first(self) -> tuple[int, ...]:
        """The moment at which the record begins; nothing where it is empty."""
        beginnings = [series.times[0] for series in self.series.values() if series.times]
        return (min(beginnings),) if beginnings else ()

    @property
    def doses(self) -> tuple[int, ...]:
        return self.of_concept(self.rhythm.dose).times

    def cycle_start(self, at: int) -> int | None:
        """The moment of the first dose of the cycle under way at `at`; None before it begins."""
        last = self.last_dose(at)
        over = last is None or at - last > self.rhythm.cycle_gap * SECOND
        return None if over else self.latest_start(at)

    def latest_start(self, at: int) -> int | None:
        """The moment of the first dose of the latest cycle, under way or over; None before the first dose ever."""
        doses, gap = self.doses, self.rhythm.cycle_gap * SECOND
        index = bisect_left(doses, at) - 1
        if index < 0:
            return None
        while index > 0 and doses[index] - doses[index - 1] <= gap:
            index -= 1
        return doses[index]

    def last_dose(self, at: int) -> int | None:
        """The moment of the latest dose before `at`, in any cycle."""
        index = bisect_left(self.doses, at) - 1
        return self.doses[index] if index >= 0 else None

    def doses_given(self, at: int) -> int:
        """Doses of the cycle under way, before `at`."""
        start = self.cycle_start(at)
        return 0 if start is None else bisect_left(self.doses, at) - bisect_left(self.doses, start)

    def slots_held(self, at: int) -> int:
        """Slots of the cycle under way that were held, before `at`."""
        start = self.cycle_start(at)
        return 0 if start is None else bisect_left(self.held, at) - bisect_left(self.held, start)


def _series(concept: Concept, found: list[Observation], rhythm: Rhythm) -> Series:
    at: dict[int, list[Observation]] = {}
    for observation in found:
        at.setdefault(moment(observation.at), []).append(observation)
    times = tuple(sorted(at))
    rows = tuple(tuple(sorted(at[t], key=lambda o: (o.amount, o.unit, o.note))) for t in times)
    low = tuple(row[0].amount for row in rows)
    high = tuple(row[-1].amount for row in rows)
    if not concept.numeric:
        low = high
    start: tuple[int, ...] = ()
    if concept.interval:
        longest = rhythm.fresh.get(concept.id, 0) * SECOND
        before = (-FOREVER, *times)
        start = tuple(max(t - longest, b) for t, b in zip(times, before, strict=False))
    return Series(times, low, high, start, rows)
