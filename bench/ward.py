"""An invented ward: dose slots by the thousand, drawn straight into the columns that `cohort` reads.

One person may appear once. Every slot has what a ward writes down before a dose: pressure, pulse and saturation every two
hours, blood tests twice a day, volumes every shift, drips and oxygen, the check-list of reviews, findings, doses. Some
readings are missing, some are stale, some people are very ill. The same slots can be had as Patients.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from bedside import Medicine, Observation, Patient, observe, vocabulary
from bedside.chart import SECOND, clock, moment
from bedside.columns import FAR, Array, Cohort, Column
from bedside.criterion import concepts_of

HOUR = 3600 * SECOND
MINUTE = 60 * SECOND
NOON = moment(datetime(2026, 5, 5, 12, tzinfo=UTC))
SHIFTS = (24.4, 16.4, 8.4, 0.4)
"""Hours before the slot at which a shift is closed: volumes are added up, drips and the check-list written down."""

VITALS = tuple(2 * k + 0.6 for k in range(8, -1, -1))
LABS = (72.0, 48.0, 36.0, 24.0, 12.0, 1.5)
DAILY = (50.0, 26.5, 2.5)
SEEN = 0.01
"""The share of people in whom any one finding is there in a given stretch of days."""


@dataclass(frozen=True)
class Ward:
    """`size` slots: their columns, the moment `at` of each, and how ill each person is, from 0 to 1."""

    cohort: Cohort
    at: Array

    @property
    def size(self) -> int:
        return self.cohort.size

    @property
    def data_bytes(self) -> int:
        """The memory of the readings themselves."""
        arrays = {id(a): a.nbytes for c in self.cohort.columns.values() for a in (c.times, c.low, c.start) if a is not None}
        return sum(arrays.values()) + self.at.nbytes

    def first(self, count: int) -> Ward:
        """The first slots only."""
        return Ward(self.cohort.take(slice(0, count)), self.at[:count])


def ward(medicine: Medicine, size: int, seed: int = 2014) -> Ward:
    """`size` slots, drawn in blocks that do not depend on `size`, so that a small ward is the beginning of a large one."""
    block = 1 << 14
    seeds = np.random.SeedSequence(seed).spawn(-(-size // block))
    names = asked(medicine)
    at, columns = np.empty(size, np.int64), {}
    for first, some in zip(range(0, size, block), seeds, strict=True):
        place = slice(first, min(first + block, size))
        moments, made = _Draw(np.random.default_rng(some), block, medicine, names).columns()
        at[place] = moments[: place.stop - first]
        columns = {name: _with_block(columns.get(name), column, place, size) for name, column in made.items()}
    return Ward(Cohort(columns, medicine.rhythm, np.empty((0, size), np.int64), size), at)


def asked(medicine: Medicine) -> tuple[str, ...]:
    """Every concept that some guide of the medicine asks about."""
    rules = [rule for guide in medicine.guides.values() for rule in guide.rules]
    return tuple(dict.fromkeys(name for rule in rules for name in concepts_of(rule.when)))


def _with_block(whole: Column | None, block: Column, place: slice, size: int) -> Column:
    low = _filled(whole and whole.low, block.low, place, size, np.nan)
    start = None if block.start is None else _filled(whole and whole.start, block.start, place, size, FAR)
    return Column(_filled(whole and whole.times, block.times, place, size, FAR), low, low, start)


def _filled(table: Array | None, block: Array, place: slice, size: int, filler: float) -> Array:
    """The table with one more block of slots in it, and more rows where the block has more."""
    rows = 0 if table is None else len(table)
    if rows < len(block):
        more = np.full((len(block) - rows, size), filler, block.dtype)
        table = more if table is None else np.concatenate([table, more])
    assert table is not None
    table[: len(block), place] = block[:, : place.stop - place.start]
    return table


class _Draw:
    """One block of slots, drawn with one generator. Arrays here are [slots, readings]."""

    def __init__(self, rng: np.random.Generator, size: int, medicine: Medicine, names: tuple[str, ...]) -> None:
        self.rng, self.size, self.medicine, self.names = rng, size, medicine, names
        self.at = NOON + rng.integers(0, 200 * 24 * 4, size) * 15 * MINUTE
        self.ill = rng.beta(1.2, 3.0, (size, 1))
        self.given = rng.integers(0, 15, size)
        self.began = self.at - (self.given * 8 * HOUR) - 5 * MINUTE

    def columns(self) -> tuple[Array, dict[str, Column]]:
        kinds = {name: vocabulary()[name].kind for name in self.names}
        made = {self.medicine.rhythm.dose: self.doses()}
        for name in self.names:
            if kinds[name] == "review":
                made[name] = self.column(self.times(SHIFTS, 8, 0.004), np.ones((self.size, len(SHIFTS))))
            elif kinds[name] != "flag":
                made[name] = self.measured(name)
        for name in self.names:
            if kinds[name] == "flag":
                made[name] = self.flag(made[vocabulary()[name].review].times.T)
        for name in self.names:
            for implied in vocabulary()[name].implies:
                made[implied] = self.either(made.get(implied), made[name])
        return self.at, made

    def either(self, one: Column | None, other: Column) -> Column:
        """A finding that is there wherever one of two is."""
        times = np.sort(other.times if one is None else np.concatenate([one.times, other.times]), axis=0)
        times[1:][times[1:] == times[:-1]] = FAR
        return _trimmed(self.column(times.T, 1.0))

    def column(self, times: Array, values: Array, interval: int | None = None) -> Column:
        """Readings in order of time, the missing ones last, turned to [readings, slots]."""
        order = np.argsort(times, axis=1, kind="stable")
        times = np.take_along_axis(times, order, 1)
        values = np.where(times < FAR, np.take_along_axis(np.broadcast_to(values, times.shape), order, 1), np.nan)
        start = None
        if interval is not None:
            before = np.concatenate([np.full((self.size, 1), -FAR), times[:, :-1]], axis=1)
            start = np.where(times < FAR, np.maximum(times - interval * SECOND, before), FAR).T.copy()
        values = values.T.copy()
        return Column(times.T.copy(), values, values, start)

    def times(self, hours: tuple[float, ...], jitter: float, missing: float) -> Array:
        """About so many hours before the slot, to the minute; now and then one is left out, or the whole concept is."""
        ages = np.array(hours) * 60 + self.rng.uniform(-jitter, jitter, (self.size, len(hours)))
        times = self.at[:, None] - np.maximum(ages, 1).astype(np.int64) * MINUTE
        gone = self.rng.random(times.shape) < 3 * missing
        gone[:, -1] = self.rng.random(self.size) < missing
        gone |= self.rng.random((self.size, 1)) < missing / 2
        return np.where(gone, FAR, times)

    def noise(self, scale: float, readings: int) -> Array:
        """A person's own deviation and that of each reading, of about `scale` in all."""
        return scale * (self.rng.normal(0, 0.8, (self.size, 1)) + self.rng.normal(0, 0.6, (self.size, readings)))

    def doses(self) -> Column:
        """8 h apart since the cycle began, one in ten left out; some people had a cycle two weeks before."""
        index = np.arange(14)
        times = self.began[:, None] + (index * 8 * 60 + self.rng.integers(0, 25, (self.size, 14))) * MINUTE
        times = np.where((index < self.given[:, None]) & (times < self.at[:, None]), times, FAR)
        times[:, 1:-1][self.rng.random((self.size, 12)) < 0.1] = FAR
        before = self.began[:, None] - (14 * 24 - 8 * np.arange(3)) * HOUR
        before[self.rng.random(self.size) < 0.8] = FAR
        return self.column(np.concatenate([before, times], axis=1), 48e6)

    def flag(self, reviews: Array) -> Column:
        """A finding that is written down with each review from one shift to another, in few people."""
        some = self.rng.random(self.size) < SEEN * (0.4 + 2.2 * self.ill[:, 0])
        begin = self.rng.integers(0, len(SHIFTS), self.size)
        end = begin + self.rng.integers(0, 3, self.size)
        shift = np.arange(len(SHIFTS))
        on = some[:, None] & (begin[:, None] <= shift) & (shift <= end[:, None])
        return _trimmed(self.column(np.where(on, reviews, FAR), 1.0))

    def measured(self, name: str) -> Column:
        hours, jitter, missing, values, digits = self.quantity(name)
        times = self.times(hours, jitter, missing)
        if name in ("weight", "systolic_bp"):
            usual = self.began - self.rng.integers(60, 1200, self.size) * MINUTE
            usual[self.rng.random(self.size) < 0.004] = FAR
            times = np.concatenate([usual[:, None], np.where(times < self.began[:, None], FAR, times)], axis=1)
        low, high = vocabulary()[name].possible or (0, np.inf)
        fresh = self.medicine.rhythm.fresh.get(name)
        values = np.round(np.clip(values, low, high), digits)
        return self.column(times, values, fresh if vocabulary()[name].interval else None)

    def quantity(self, name: str) -> tuple[tuple[float, ...], float, float, Array, int]:
        """Hours before the slot, minutes of jitter, share missing, values, digits."""
        ill, n = self.ill, self.noise
        match name:
            case "heart_rate":
                return VITALS, 12, 0.006, 76 + 45 * ill + n(9, 9), 0
            case "systolic_bp":
                return VITALS, 12, 0.006, 118 - np.array([0] + [30] * 9) * ill + n(9, 10), 0
            case "oxygen_saturation":
                return VITALS, 12, 0.006, 98 - 6 * ill + n(1.2, 9), 0
            case "creatinine":
                return LABS, 90, 0.006, 0.8 + 2.6 * ill * np.linspace(0.2, 1, 6) + n(0.2, 6), 1
            case "bilirubin":
                return LABS[::2], 90, 0.006, 0.7 + 5 * ill**1.5 + n(0.4, 3), 1
            case "platelets":
                return LABS[::2], 90, 0.006, 190 - 160 * ill + n(20, 3), 0
            case "bicarbonate":
                return LABS[::2], 90, 0.006, 26 - 7 * ill + n(1, 3), 0
            case "weight":
                gain = np.array([0, 0.05, 0.1, 0.14]) * ill
                return DAILY, 60, 0.006, (78 + self.rng.normal(0, 14, (self.size, 1))) * (1 + gain) + n(0.4, 4), 1
            case "urine_output":
                return SHIFTS, 10, 0.006, 520 - 420 * ill + n(90, 4), 0
            case "diarrhea_volume":
                return SHIFTS, 10, 0.006, np.maximum(0, 900 * ill - 150) + n(90, 4), 0
            case "phenylephrine_rate":
                return (*SHIFTS, 0.2), 4, 0.006, np.maximum(0, 2 * (ill - 0.45)) * self.rng.random((self.size, 5)), 2
            case "dopamine_rate":
                return SHIFTS, 10, 0.006, np.zeros((self.size, 4)), 1
            case "oxygen_flow":
                return SHIFTS, 10, 0.006, np.maximum(0, 9 * (ill - 0.5)) + 0 * n(1, 4), 0
            case "inspired_oxygen":
                return SHIFTS, 10, 0.006, 21 + np.maximum(0, 50 * (ill - 0.6)) + 0 * n(1, 4), 0
            case _:
                raise KeyError(f"the ward does not know how to draw {name}")


def _trimmed(column: Column) -> Column:
    """The same readings without the rows in which nobody has any."""
    rows = int((column.times < FAR).any(axis=1).sum())
    low = column.low[:rows].copy()
    return Column(column.times[:rows].copy(), low, low)


def patients(some: Ward) -> list[tuple[Patient, datetime]]:
    """The same slots as Patients, each with the time of the slot."""
    return [(Patient.of(_observations(some.cohort, place)), clock(int(some.at[place]))) for place in range(some.size)]


def _observations(cohort: Cohort, place: int) -> list[Observation]:
    words, made = vocabulary(), []
    for name, column in cohort.columns.items():
        kind, unit = words[name].kind, words[name].unit
        for time, value in zip(column.times[:, place], column.low[:, place], strict=True):
            if time < FAR:
                told = bool(value) if kind == "flag" else "done" if kind == "review" else float(value)
                made.append(observe(name, clock(int(time)), told, unit))
    return made
