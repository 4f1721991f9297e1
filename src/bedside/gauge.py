"""Measure quantities of a cohort at given moments: what `measure` does for one patient, on arrays."""

from __future__ import annotations

from math import inf
from types import ModuleType
from typing import NamedTuple

from bedside.columns import FAR, Array, Cohort, Column
from bedside.criterion import (
    Baseline,
    Change,
    Count,
    Extreme,
    Latest,
    Number,
    OfBaseline,
    PerWeight,
    Quantity,
    SinceDose,
    Threshold,
    Total,
)
from bedside.moments import whole_seconds


class Bounds(NamedTuple):
    """All that a number can be, as far as is known: arrays, or plain numbers where all patients share them."""

    low: Array
    high: Array


class Newest(NamedTuple):
    """The newest reading before a moment: `time` is FAR where there is none."""

    time: Array
    value: Array
    low: Array


class Spread(NamedTuple):
    """The extreme of a window; whether fresh readings cover all of it, and whether there are two readings or more."""

    low: Array
    high: Array
    covered: Array
    several: Array


class Doses(NamedTuple):
    """The cycle under way: when it began (FAR where none), doses in it; `last_ever` and `latest_start` are of any cycle."""

    start: Array
    count: Array
    last_ever: Array
    latest_start: Array


class Gauge:
    """The quantities of `cohort` at the moments `at`, of shape [moments, patients]; each is measured once."""

    def __init__(self, cohort: Cohort, at: Array, xp: ModuleType) -> None:
        self.cohort, self.at, self.xp = cohort, at, xp
        self._measured: dict[Quantity, Bounds] = {}
        self._newest: dict[str, Newest] = {}
        self._fresh: dict[str, Array] = {}
        self._ageing: dict[tuple[str, str | None], tuple[Array, Array]] = {}
        self._doses: Doses | None = None

    def measure(self, quantity: Quantity) -> Bounds:
        found = self._measured.get(quantity)
        if found is None:
            found = self._measured[quantity] = self._measure(quantity)
        return found

    def threshold(self, threshold: Threshold, quantity: Quantity) -> Bounds:
        match threshold:
            case Number(_, _, canonical):
                return Bounds(self.xp.float64(canonical), self.xp.float64(canonical))
            case PerWeight(_, _, canonical):
                base, scale = self.measure(Latest("weight")), canonical
            case OfBaseline(percent):
                assert isinstance(quantity, Latest)
                base, scale = self.measure(Baseline(quantity.concept)), percent / 100
        return Bounds(scale * base.low, scale * base.high)

    def newest(self, concept: str) -> Newest:
        found = self._newest.get(concept)
        if found is None:
            found = self._newest[concept] = self.at_or_before(self.cohort.column(concept), self.at)
        return found

    def is_fresh(self, concept: str) -> Array:
        found = self._fresh.get(concept)
        if found is None:
            newest = self.newest(concept)
            found = self._fresh[concept] = self.at - newest.time <= self.cohort.fresh(concept)
            found = self._fresh[concept] = found & (newest.time < FAR)
        return found

    def at_or_before(self, column: Column, at: Array) -> Newest:
        """The newest reading of a column at or before each moment of `at`."""
        xp = self.xp
        time, value = xp.full(at.shape, FAR), xp.full(at.shape, xp.nan)
        low = value
        for r in range(len(column.times)):
            seen = column.times[r] <= at
            time, value = xp.where(seen, column.times[r], time), xp.where(seen, column.high[r], value)
            low = value if column.high is column.low else xp.where(seen, column.low[r], low)
        return Newest(time, value, low)

    def _known(self, low: Array, high: Array, known: Array) -> Bounds:
        return Bounds(self.xp.where(known, low, -inf), self.xp.where(known, high, inf))

    def _measure(self, quantity: Quantity) -> Bounds:
        match quantity:
            case Latest(concept):
                newest = self.newest(concept)
                return self._known(newest.low, newest.value, self.is_fresh(concept))
            case Extreme(which, concept, over):
                start = self._since_dose() if over is None else self.at - over * self.cohort.second
                return self._extreme(which, concept, start)
            case Change(which, concept, over):
                return self._change(which, concept, over)
            case Total(concept, over, previous):
                return self._total(concept, over * self.cohort.second, previous)
            case Baseline(concept):
                return self._baseline(concept)
            case Count("doses"):
                return Bounds(self.doses.count, self.doses.count)
            case Count("holds"):
                held = self._held()
                return Bounds(held, held)
            case SinceDose():
                last = self.doses.last_ever
                seconds = self.xp.where(last < FAR, (self.at - last) // self.cohort.second, inf)
                return Bounds(seconds, seconds)
            case _:
                raise TypeError(quantity)

    @property
    def doses(self) -> Doses:
        if self._doses is None:
            self._doses = self._count_doses()
        return self._doses

    def _count_doses(self) -> Doses:
        xp, at, gap = self.xp, self.at, self.cohort.rhythm.cycle_gap * self.cohort.second
        start, last, count = xp.full(at.shape, FAR), xp.full(at.shape, FAR), xp.zeros(at.shape)
        for dose in self.cohort.doses:
            seen = dose < at
            first = seen & ((last == FAR) | (dose - last > gap))
            start = xp.where(first, dose, start)
            count = xp.where(first, 1.0, count + seen)
            last = xp.where(seen, dose, last)
        over = (last == FAR) | (at - last > gap)
        return Doses(xp.where(over, FAR, start), xp.where(over, 0.0, count), last, start)

    def _held(self) -> Array:
        count = self.xp.zeros(self.at.shape)
        for held in self.cohort.held:
            count = count + ((held >= self.doses.start) & (held < self.at))
        return count

    def _since_dose(self) -> Array:
        return self.xp.where(self.doses.start < FAR, self.doses.last_ever, self.at)

    def _extreme(self, which: str, concept: str, start: Array) -> Bounds:
        found = self._spread(which, concept, start)
        if which == "highest":
            return Bounds(found.low, self.xp.where(found.covered, found.high, inf))
        return Bounds(self.xp.where(found.covered, found.low, -inf), found.high)

    def _spread(self, which: str, concept: str, start: Array) -> Spread:
        xp, at, fresh = self.xp, self.at, self.cohort.fresh(concept)
        column = self.cohort.column(concept)
        pick, nothing = (xp.maximum, -inf) if which == "highest" else (xp.minimum, inf)
        low = high = xp.full(at.shape, nothing)
        carried = unbroken = xp.zeros(at.shape, bool)
        last, several = xp.full(at.shape, FAR), xp.zeros(at.shape, bool)
        for r in range(len(column.times)):
            time = column.times[r]
            after = column.times[r + 1] if r + 1 < len(column.times) else FAR
            in_force = (time <= start) & (after > start) & (start - time <= fresh)
            inside = in_force | ((time > start) & (time <= at))
            low = xp.where(inside, pick(low, column.low[r]), low)
            high = xp.where(inside, pick(high, column.high[r]), high)
            unbroken = xp.where(inside, (last == FAR) | (unbroken & (time - last <= fresh)), unbroken)
            several = several | (inside & (last < FAR))
            carried, last = carried | in_force, xp.where(inside, time, last)
        covered = carried & unbroken & (last < FAR) & (at - last <= fresh)
        return Spread(low, high, covered, several)

    def _change(self, which: str, concept: str, over: int) -> Bounds:
        now = self.measure(Latest(concept))
        far = self._spread("lowest" if which == "rise" else "highest", concept, self.at - over * self.cohort.second)
        known = (now.low > -inf) & far.several
        least, most = self.xp.where(known, far.low, 0.0), self.xp.where(known, far.high, 0.0)
        if which == "rise":
            return self._known(now.low - most, now.high - least, known)
        return self._known(least - now.high, most - now.low, known)

    def _total(self, concept: str, over: int, previous: bool) -> Bounds:
        xp, at = self.xp, self.at
        column, newest = self.cohort.column(concept), self.newest(concept)
        assert column.start is not None
        low = high = xp.zeros(at.shape)
        reached, alive, some = xp.zeros(at.shape, bool), xp.ones(at.shape, bool), xp.zeros(at.shape, bool)
        end = newest.time - (over if previous else 0)
        for r in reversed(range(len(column.times))):
            time, start = column.times[r], column.start[r]
            seen = time <= at
            inside, length = 4 * (xp.minimum(time, end) - xp.maximum(start, end - over)), time - start
            partly = seen & (inside > length)
            low = low + xp.where(seen & (inside >= 3 * length), column.low[r], 0.0)
            high = high + xp.where(partly, column.high[r], 0.0)
            some = some | partly
            reached = reached | (seen & alive & (start <= end - over))
            alive = alive & (~seen | (start == column.times[r - 1] if r else False))
        known = self.is_fresh(concept) & (at - newest.time < over) & some
        return self._known(low, xp.where(reached, high, inf), known)

    def _baseline(self, concept: str) -> Bounds:
        column, doses = self.cohort.column(concept), self.doses
        first = self.xp.where(doses.latest_start < FAR, doses.latest_start, self.at)
        none = (self.at_or_before(column, first).time == FAR) & (doses.start == FAR)
        first = self.xp.where(none, self.at, first)
        newest = self.at_or_before(column, first)
        age = self.cohort.rhythm.baseline_age * self.cohort.second
        return self._known(newest.low, newest.value, (newest.time < FAR) & (first - newest.time <= age))

    def ageing(self, concept: str, by: str | None = None, losing: bool = True) -> list[Array]:
        """When readings of a concept arrive, and when they stop being fresh (by the freshness of `by` where given)."""
        found = self._ageing.get((concept, by))
        if found is None:
            times = self.cohort.column(concept).times
            found = self._ageing[concept, by] = (times, times + self.cohort.fresh(by or concept) + 1)
        return list(found if losing else found[:1])

    def _changes_of_doses(self) -> list[Array]:
        doses, gap = self.cohort.doses, self.cohort.rhythm.cycle_gap * self.cohort.second
        return [doses + 1, doses + gap + 1]

    def changes_of(self, quantity: Quantity, threshold: Threshold, losing: bool = True) -> list[Array]:
        """Every moment at which a comparison of `quantity` with `threshold` may change; see `cohort.changes`."""
        return self._changes_of_threshold(threshold, quantity, losing) + self._changes_of_quantity(quantity, threshold, losing)

    def _changes_of_threshold(self, threshold: Threshold, quantity: Quantity, losing: bool) -> list[Array]:
        match threshold:
            case PerWeight():
                return self.ageing("weight", losing=losing)
            case OfBaseline() if isinstance(quantity, Latest):
                return self._changes_of_baseline(quantity.concept)
            case _:
                return []

    def _changes_of_quantity(self, quantity: Quantity, threshold: Threshold, losing: bool) -> list[Array]:
        second = self.cohort.second
        match quantity:
            case Latest(concept):
                return self.ageing(concept, losing=losing)
            case Extreme(_, concept, None):
                return self.ageing(concept, losing=losing) + self._changes_of_doses()
            case Extreme(_, concept, int(over)) | Change(_, concept, over):
                leaving = [moments + over * second for moments in self.ageing(concept)]
                return self.ageing(concept, losing=losing) + leaving
            case Total(concept, over, _):
                arriving = self.ageing(concept, losing=False)
                return [*self.ageing(concept), arriving[0] + over * second] if losing else arriving
            case Baseline(concept):
                return self._changes_of_baseline(concept)
            case Count():
                return [*self._changes_of_doses(), self.cohort.held + 1]
            case SinceDose():
                assert isinstance(threshold, Number)
                return [self.cohort.doses + 1, *(self.cohort.doses + mark * second for mark in whole_seconds(threshold))]
            case _:
                raise TypeError(quantity)

    def _changes_of_baseline(self, concept: str) -> list[Array]:
        times = self.cohort.column(concept).times
        age = self.cohort.rhythm.baseline_age * self.cohort.second
        return [times, times + age + 1, *self._changes_of_doses()]
