"""Read a criterion for many patients at once: the same tree that `explain` reads, on arrays.

Everything is an array of shape [moments, patients]. Nothing here is particular to NumPy but the saving in `_flag`, `_held`
and `_rare`, which leave out patients for whom a search cannot matter; under another array library they do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import numpy as np

from bedside.columns import FAR, Array, Cohort
from bedside.criterion import (
    TOLERANCE,
    AtLeast,
    Compare,
    Criterion,
    Ever,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfGroup,
    Op,
    Reviewed,
    children,
)
from bedside.gauge import Bounds, Gauge, Newest

SEARCHED = 1 << 14
"""The most patients that a search back in time looks at in one go: what it needs grows with them and with their moments."""


def truths(tree: Criterion, cohort: Cohort, at: Array, xp: ModuleType = np) -> Array:
    """The Truth of `tree` as int8, for each patient at the moments `at` of shape [patients] or [moments, patients]."""
    if at.ndim == 1:
        return View(cohort, at[None, :], xp).truth(tree)[0]
    return View(cohort, at, xp).truth(tree)


class View:
    """A cohort looked at from given moments; what was read once is kept, as rules share most of what they ask."""

    def __init__(self, cohort: Cohort, at: Array, xp: ModuleType = np) -> None:
        self.cohort, self.at, self.xp = cohort, at, xp
        self.gauge = Gauge(cohort, at, xp)
        self.known: dict[Criterion, Array] = {}

    def truth(self, tree: Criterion) -> Array:
        found = self.known.get(tree)
        if found is None:
            found = self.known[tree] = self._truth(tree)
        return found

    def _truth(self, tree: Criterion) -> Array:
        match tree:
            case Compare(quantity, op, threshold):
                value = self.gauge.measure(quantity)
                return self._compare(value, op, self.gauge.threshold(threshold, quantity))
            case Flag(concept, review, cases):
                return self._with_cases(self._flag(concept, review), cases)
            case Reviewed(concept):
                return self.gauge.is_fresh(concept).astype(self.xp.int8) + self.xp.int8(1)
            case Not(arg):
                return 2 - self.truth(arg)
            case AtLeast(count, args):
                return self._at_least(count, args)
            case OfGroup(count):
                return self._at_least(count, tree.members)
            case Held(arg, duration):
                return self._held(arg, duration * self.cohort.second)
            case Latched(when, _):
                return self._rare(tree, when)
            case Ever(arg):
                return self._rare(tree, arg)

    def _from(self, yes: Array, no: Array) -> Array:
        return yes.astype(self.xp.int8) + self.xp.int8(1) - no.astype(self.xp.int8)

    def _compare(self, value: Bounds, op: Op, limit: Bounds) -> Array:
        xp = self.xp
        size = xp.maximum(1.0, xp.maximum(xp.abs(limit.low), xp.abs(limit.high)))
        unknown = xp.isinf(limit.low) | xp.isinf(limit.high)
        slack = xp.where(unknown, xp.nan, TOLERANCE * size)
        match op:
            case ">=":
                return self._from(value.low >= limit.high - slack, value.high < limit.low - slack)
            case ">":
                return self._from(value.low > limit.high + slack, value.high <= limit.low + slack)
            case "<":
                return self._from(value.high < limit.low - slack, value.low >= limit.high - slack)
            case "<=":
                return self._from(value.high <= limit.low + slack, value.low > limit.high + slack)
            case "=":
                exactly = (value.low >= limit.high - slack) & (value.high <= limit.low + slack)
                return self._from(exactly, (value.high < limit.low - slack) | (value.low > limit.high + slack))

    def _with_cases(self, own: Array, cases: tuple[Flag, ...]) -> Array:
        for case in cases:
            if len(self.cohort.column(case.concept).times):
                own = self.xp.where(self.truth(case) == 2, 2, own).astype(self.xp.int8)
        return own

    def _flag(self, concept: str, review: str | None) -> Array:
        if review is None:
            told, fresh = self.gauge.newest(concept), self.gauge.is_fresh(concept)
            return self._from((told.time < FAR) & (told.value > 0), fresh & (told.value == 0))
        unsaid, column = self.truth(Not(Reviewed(review))), self.cohort.column(concept)
        if self.xp is not np:
            return self._said(self.gauge.newest(concept), review) if len(column.times) else unsaid
        said = np.flatnonzero(column.times[0] < FAR) if len(column.times) else np.empty(0, int)
        if not len(said):
            return unsaid
        told = self.gauge.at_or_before(column.take(said), self.at[:, said])
        found: Array = unsaid.copy()
        found[:, said] = self._said(told, review, said)
        return found

    def _said(self, told: Newest, review: str, of: Array | slice = slice(None)) -> Array:
        """A flag that somebody recorded at some time, for the patients at the places `of`."""
        later, reviewed = self.gauge.newest(review).time[:, of], self.gauge.is_fresh(review)[:, of]
        seen = told.time < FAR
        yes = seen & (told.value > 0) & ~((later < FAR) & (later > told.time))
        denied = seen & (told.value == 0) & (self.at[:, of] - told.time <= self.cohort.fresh(review))
        return self._from(yes, ~yes & (denied | reviewed))

    def _at_least(self, count: int, args: tuple[Criterion, ...]) -> Array:
        xp, found = self.xp, [self.truth(arg) for arg in args]
        if not found or count > len(found):
            return xp.zeros(self.at.shape, xp.int8)
        if count in (1, len(found)):
            reduce = xp.maximum if count == 1 else xp.minimum
            least = found[0]
            for truth in found[1:]:
                least = reduce(least, truth)
            return least
        yes = sum((truth == 2).astype(xp.int8) for truth in found)
        maybe = sum((truth > 0).astype(xp.int8) for truth in found)
        return (yes >= count).astype(xp.int8) + (maybe >= count).astype(xp.int8)

    def _some(self, where: Array) -> Iterator[tuple[Array, Array, View]]:
        """The patients at the places `where`, a few at a time, each at its own moment."""
        moments, patients = np.nonzero(where)
        for first in range(0, len(patients), SEARCHED):
            m, p = moments[first : first + SEARCHED], patients[first : first + SEARCHED]
            yield m, p, View(self.cohort.take(p), self.at[m, p][None, :], np)

    def _held(self, arg: Criterion, duration: int) -> Array:
        now = self.truth(arg)
        if self.xp is not np:
            least = self.xp.minimum(now, View(self.cohort, self.at - duration, self.xp).truth(arg))
            return self.xp.stack([self._least(arg, t - duration, t, k) for t, k in zip(self.at, least, strict=True)])
        held = np.zeros_like(now)
        for m, p, some in self._some(now):
            held[m, p] = some._lasting(arg, duration, now[m, p])
        return held

    def _lasting(self, arg: Criterion, duration: int, now: Array) -> Array:
        """The least that `arg` was during `duration`, of a view of one moment of each patient."""
        start = self.at[0] - duration
        least = np.minimum(now, View(self.cohort, start[None, :], np).truth(arg)[0])
        for truth in (2, 1):
            which = np.flatnonzero(least == truth)
            some = View(self.cohort.take(which), self.at[:, which], np)
            least[which] = truth - some._ever_below(truth, arg, start[which], some.at[0])
        return least

    def _ever_below(self, truth: int, arg: Criterion, start: Array, at: Array) -> Array:
        """Whether `arg` is below `truth` at some moment between `start` and `at`: what is cheapest to know is asked first."""
        left, cohort = np.arange(self.cohort.size), self.cohort
        inside = self._between(arg, start, at, losing=truth == 2)
        for part in _alternatives(arg):
            inside = _in_order(np.where(View(cohort, inside, np).truth(part) < truth, inside, FAR))
            still = np.flatnonzero((inside < FAR).any(axis=0))
            left, inside, cohort = left[still], inside[:, still], cohort.take(still)
        below = np.zeros(self.cohort.size, bool)
        below[left] = True
        return below

    def _least(self, arg: Criterion, start: Array, at: Array, least: Array) -> Array:
        """The least of `least` and of what `arg` is between `start` and `at`."""
        xp = self.xp
        inside = self._between(arg, start, at)
        if not len(inside):
            return least
        found = View(self.cohort, inside, xp).truth(arg)
        return xp.minimum(least, xp.where(inside < FAR, found, 2).min(axis=0)).astype(xp.int8)

    def _between(self, tree: Criterion, start: Array | None, at: Array, losing: bool = True) -> Array:
        """The moments after `start` and before `at` at which `tree` can change, in order, FAR where there are fewer.

        Without a `start` the moment at which the record begins is one of them. For `losing` see `changes`.
        """
        xp = self.xp
        found = [*{id(some): some for some in changes(tree, self.cohort, self.gauge, losing)}.values()]
        if start is None:
            found.append(self.cohort.first)
        if not found:
            return xp.empty((0, self.cohort.size), at.dtype)
        every = xp.concatenate(found)
        outside = (every >= at) if start is None else (every <= start) | (every >= at)
        every = xp.where(outside, FAR, every)
        return xp.sort(every, axis=0) if xp is not np else _in_order(every)

    def _rare(self, tree: Latched | Ever, begins: Criterion) -> Array:
        """A search through the whole past, only for those for whom it can ever have begun."""
        now = self.truth(begins)
        if self.xp is not np:
            return self._searched(tree, now)
        if not (now < 2).any():
            return now
        found = now.copy()
        for m, p, some in self._some((now < 2) & self._possible(begins)):
            found[m, p] = some._searched(tree, now[m, p][None, :])[0]
        return found

    def _searched(self, tree: Latched | Ever, now: Array) -> Array:
        xp = self.xp
        rows = []
        for m in range(len(self.at)):
            begun = self._begun(tree, self.at[m])
            if isinstance(tree, Latched):
                begun = begun & (View(self.cohort, self.at[m][None, :], xp).truth(tree.release)[0] < 2)
            rows.append(xp.where(begun, 2, now[m]).astype(xp.int8))
        return xp.stack(rows)

    def _begun(self, tree: Latched | Ever, at: Array) -> Array:
        """Whether it is in force when everything strictly before `at` has happened."""
        xp = self.xp
        before = self._between(tree, None, at)
        begun = xp.zeros(at.shape, bool)
        if not len(before):
            return begun
        then, past = View(self.cohort, before, xp), before < FAR
        begins = (then.truth(tree.when if isinstance(tree, Latched) else tree.arg) == 2) & past
        if isinstance(tree, Ever):
            return begins.any(axis=0)
        ends = (then.truth(tree.release) == 2) & past
        for k in range(len(before)):
            begun = begins[k] | (begun & ~ends[k])
        return begun

    def _possible(self, tree: Criterion) -> Array:
        """False for patients for whom `tree` cannot have been true at any moment; True does not mean that it was."""
        match tree:
            case Flag(concept, _, cases):
                own = (self.cohort.column(concept).high > 0).any(axis=0)
                return own | sum((self._possible(case) for case in cases), np.zeros_like(own))
            case Compare(Latest(concept), op, Number(_, _, limit)):
                column = self.cohort.column(concept)
                edge = column.high if op in (">", ">=") else column.low
                bounds, mark = Bounds(edge, edge), np.float64(limit)
                return (self._compare(bounds, op, Bounds(mark, mark)) == 2).any(axis=0)
            case Compare():
                before = self._between(tree, None, self.at.max(axis=0), losing=False)
                return (View(self.cohort, before, np).truth(tree) == 2).any(axis=0)
            case AtLeast(count, args) if count == len(args):
                return self._all_possible(args)
            case AtLeast(count) | OfGroup(count):
                return sum(self._possible(arg).astype(np.int16) for arg in children(tree)) >= count
            case Held(arg) | Ever(arg):
                return self._possible(arg)
            case Latched(when, _):
                return self._possible(when)
            case _:
                return np.ones(self.cohort.size, bool)

    def _all_possible(self, args: tuple[Criterion, ...]) -> Array:
        possible: Array = self._possible(args[0])
        for arg in args[1:]:
            left = np.flatnonzero(possible)
            some = View(self.cohort.take(left), self.at[:, left], np)
            possible[left] = some._possible(arg)
        return possible


def _in_order(moments: Array) -> Array:
    """Each patient's moments sorted, each once, FAR where there are fewer than the most."""
    moments = np.sort(_packed(moments), axis=0)
    again = np.zeros(moments.shape, bool)
    again[1:] = (moments[1:] == moments[:-1]) & (moments[1:] < FAR)
    return np.sort(_packed(np.where(again, FAR, moments)), axis=0) if again.any() else moments


def _packed(moments: Array) -> Array:
    """The moments of each patient, moved up to fill the gaps."""
    there = moments < FAR
    count = there.sum(axis=0)
    patient, row = np.nonzero(there.T)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    packed = np.full((int(count.max(initial=0)), moments.shape[1]), FAR)
    packed[place, patient] = moments[row, patient]
    return packed


def _alternatives(tree: Criterion) -> tuple[Criterion, ...]:
    """Parts of which one is enough for `tree`: first all that is only a flag, then the rest."""
    open_, flags, rest = [tree], [], []
    while open_:
        match open_.pop():
            case AtLeast(1, args):
                open_ += args
            case OfGroup(1) as group:
                open_ += group.members
            case Flag() as flag:
                flags.append(flag)
            case other:
                rest.append(other)
    return tuple(AtLeast(1, tuple(parts)) for parts in (flags, rest) if parts)


def changes(tree: Criterion, cohort: Cohort, gauge: Gauge, losing: bool = True) -> list[Array]:
    """Arrays [moments, patients] that hold every moment at which the truth of `tree` may change.

    Without `losing`, only those at which it may become yes or no: when a reading grows stale and nothing else happens, a
    criterion can only become unknown. What looks back, or lasts until released, may turn either way whenever it looks.
    """
    match tree:
        case Compare(quantity, _, threshold):
            return gauge.changes_of(quantity, threshold, losing)
        case Reviewed(concept):
            return gauge.ageing(concept, losing=losing)
        case Flag(concept, review, cases):
            own = gauge.ageing(concept, review, losing) + (gauge.ageing(review, losing=losing) if review else [])
            return own + [found for case in cases for found in changes(case, cohort, gauge, losing)]
        case Held(arg, duration):
            inner = changes(arg, cohort, gauge)
            return inner + [moments + duration * cohort.second for moments in inner]
        case OfGroup():
            return [found for member in tree.members for found in changes(member, cohort, gauge, losing)]
        case Latched() | Ever():
            return [found for child in children(tree) for found in changes(child, cohort, gauge)]
        case _:
            return [found for child in children(tree) for found in changes(child, cohort, gauge, losing)]
