"""What is known of many virtual people at once, and what the guide says of the next dose of each: the reader of `cohort`.

The answers are those of `check` on the exported records. What cannot matter any more is not looked at again: readings that
no criterion of the guide reaches, and the past of what lasts until it is released, which is kept up to date instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from bedside.chart import SECOND
from bedside.cohort import View
from bedside.columns import FAR, Cohort, Column
from bedside.concepts import vocabulary
from bedside.criterion import Criterion, Ever, Latched
from bedside.gauge import Gauge
from bedside.medicine import STRENGTH, Decision
from bedside.planning.slots_many import passed_slots
from bedside.simulator.protocol import Protocol
from bedside.simulator.reach import ALWAYS, reach_of, remembering
from bedside.simulator.readings import FLAGS
from bedside.simulator.shapes import (
    Each,
    Firing,
    HeldSlots,
    OfSome,
    Places,
    Seconds,
    SecondsOfSome,
    Truths,
    WholeOfSome,
    Yes,
    YesOfSome,
)
from bedside.simulator.simpler import simpler
from bedside.verbs.check import MARKS
from bedside.verbs.check_many import NOT_READY

HOLD = STRENGTH.index(Decision.HOLD)
NEVER = -FAR
Three = tuple[SecondsOfSome, OfSome, SecondsOfSome | None]
"""Times, values, and where intervals begin."""


@dataclass(frozen=True)
class Row:
    """One round of readings of a concept: when, and of whom; not a number for those who were not looked at."""

    time: int
    values: Each
    start: Seconds | None


@dataclass(frozen=True)
class Told:
    """What the guide said: places in CODES, and which of its rules hold, [rules, people]."""

    codes: WholeOfSome
    firing: Firing


@dataclass
class Reading:
    """The newest reading of each person: when, and what."""

    times: Seconds
    values: Each


class Ward:
    """Everything that was observed of `size` people so far, in ticks of the reader."""

    def __init__(self, protocol: Protocol, size: int) -> None:
        self.protocol, self.size, words = protocol, size, vocabulary()
        self.guide, self.rhythm = protocol.guide, protocol.medicine.rhythm
        self.steps = [(step.do.strength, simpler(step.rule.when, FLAGS)) for step in self.guide.steps]
        self.rules = [simpler(rule.when, FLAGS) for rule in self.guide.rules]
        self.trees = [*(tree for _, tree in self.steps), *self.rules]
        self.reach = reach_of(self.trees, self.rhythm)
        kept = () if self.reach.whole else remembering(self.trees)
        self.memory: dict[Criterion, Yes] = {tree: np.zeros(size, bool) for tree in kept}
        self.folded = np.full(size, NEVER)
        self.rows: dict[str, list[Row]] = {}
        self.doses: list[tuple[int, Yes]] = []
        self.held: dict[int, Yes] = {}
        self.last_dose, self.run, self.run_before = (np.full(size, FAR) for _ in range(3))
        reviews = {words[flag].review or "" for flag in FLAGS}
        self.flagged = {flag: words[flag].review or "" for flag in FLAGS} | {review: review for review in reviews}
        self.newest = {concept: self._nothing() for concept in self.reach.baselines}
        self.baselines = {concept: (self._nothing(), self._nothing()) for concept in self.reach.baselines}

    def _nothing(self) -> Reading:
        return Reading(np.full(self.size, FAR), np.full(self.size, np.nan))

    # ------------------------------------------------------------------------------------------------ what happens

    def write(self, concept: str, time: int, who: Places, values: OfSome, start: SecondsOfSome | None = None) -> None:
        """Readings of a concept of the people at the places `who`, all at one time; none of those whose value is no number."""
        if concept not in self.reach.seconds:
            return
        row = np.full(self.size, np.nan)
        row[who] = values
        begins = None
        if start is not None:
            begins = np.full(self.size, FAR)
            begins[who] = start
        self.rows.setdefault(concept, []).append(Row(time, row, begins))
        if concept in self.newest:
            self.newest[concept].times[who], self.newest[concept].values[who] = time, values

    def give(self, time: int, who: Places) -> None:
        """A dose for the people at the places `who`."""
        given = np.zeros(self.size, bool)
        given[who] = True
        self.doses.append((time, given))
        gap = self.rhythm.cycle_gap * SECOND
        first = who[(self.last_dose[who] == FAR) | (time - self.last_dose[who] > gap)]
        self.run_before[first], self.run[first] = self.run[first], time
        self.last_dose[who] = time
        for concept, (before, now) in self.baselines.items():
            before.times[first], before.values[first] = now.times[first], now.values[first]
            now.times[first], now.values[first] = (part[first] for part in self._parts(concept))

    def _parts(self, concept: str) -> tuple[Seconds, Each]:
        return self.newest[concept].times, self.newest[concept].values

    # ------------------------------------------------------------------------------------------------ what is said

    def decide(self, time: int, who: Places) -> Told:
        """What the guide says of a dose at `time`; asked in the order of time, once for each slot of a person."""
        view = self._view(time, who)
        told = self._told(view)
        for tree in self.memory:
            view.truth(tree)
        for kept, begun in view.begun.items():
            self.memory[kept][who] = begun
        self.folded[who] = time
        return told

    def pass_over(self, time: int, who: Places, codes: WholeOfSome) -> None:
        """A slot passed without a dose: whether it was held, as `check` counts it, by what the guide says while it is open."""
        if not self.guide.counts_slots:
            return
        held = (codes >= HOLD) & (codes < NOT_READY)
        for mark in range(1, MARKS):
            open_ = np.flatnonzero(~held)
            if len(open_):
                at = time + mark * self.protocol.regimen.interval * SECOND // (2 * MARKS)
                said = self._told(self._view(at, who[open_])).codes
                held[open_] = (said >= HOLD) & (said < NOT_READY)
        self.held.setdefault(time, np.zeros(self.size, bool))[who] = held

    def _told(self, view: Remembering) -> Told:
        """The same as `check_many` decides, and which rules hold."""
        strongest, open_ = np.zeros(view.cohort.size, np.int8), np.zeros(view.cohort.size, bool)
        for strength, tree in self.steps:
            truth = view.truth(tree)[0]
            strongest = np.maximum(strongest, np.where(truth == 2, np.int8(strength), np.int8(0)))
            open_ |= truth == 1
        codes = np.where((strongest == 0) & open_, np.int8(NOT_READY), strongest)
        return Told(codes, np.array([view.truth(rule)[0] == 2 for rule in self.rules]))

    def _view(self, time: int, who: Places) -> Remembering:
        cohort = self._cohort(time, who)
        at = np.full(len(who), time)
        if self.guide.counts_slots:
            cohort = cohort.with_held(self._held(cohort, at, who))
        return Remembering(cohort, at, {tree: begun[who] for tree, begun in self.memory.items()}, self.folded[who])

    def _held(self, cohort: Cohort, at: SecondsOfSome, who: Places) -> HeldSlots:
        """The slots of the cycle under way that passed without a dose and were held, [slots, people]."""
        start = Gauge(cohort, at[None, :], np).doses.start[0]
        rows = [np.empty((0, len(who)), np.int64)]
        for slot in passed_slots(self.protocol.regimen, cohort, start, at):
            held = np.zeros(len(who), bool)
            for time, found in self.held.items():
                held |= (slot == time) & found[who]
            if held.any():
                rows.append(np.where(held, slot, FAR)[None, :])
        return np.concatenate(rows)

    # ------------------------------------------------------------------------------------------------ what is looked at

    def _cohort(self, time: int, who: Places) -> Cohort:
        """The readings of these people that can matter at `time`, and since the last decision where something remembers."""
        since = int(self.folded[who].min(initial=time)) if self.memory else time
        whole = self.reach.whole or since == NEVER
        cycle = NEVER if whole else self._cycle(since - self.reach.back * SECOND, who)
        columns = {}
        for concept, rows in self.rows.items():
            seconds = min(self.reach.seconds[concept], ALWAYS)
            first = NEVER if whole else since - seconds * SECOND
            if concept in self.reach.since_dose:
                first = min(first, cycle - seconds * SECOND)
            if concept in self.flagged:
                first = first if whole else self._looked_at(self.flagged[concept], first, who)
            columns[concept] = _column(self._rows(concept, rows, first, who))
        columns[self.rhythm.dose] = self._doses(cycle, who)
        held = np.empty((0, len(who)), np.int64)
        return Cohort({k: c for k, c in columns.items() if len(c.times)}, self.rhythm, held, len(who))

    def _rows(self, concept: str, rows: list[Row], first: int, who: Places) -> list[Three]:
        """Times, values and beginnings of intervals, in the order of time; FAR for those who were not looked at."""
        found: list[Three] = []
        recent = [row for row in rows if row.time >= first]
        if concept in self.baselines and len(recent) < len(rows):
            begin = recent[0].time if recent else FAR
            for base in self._bases(concept, who):
                times = np.where(base.times < begin, base.times, FAR)
                found.append((times, base.values, None if rows[0].start is None else times))
            found = _once(found)
        for row in recent:
            values = row.values[who]
            times = np.where(np.isnan(values), FAR, row.time)
            found.append((times, values, None if row.start is None else row.start[who]))
        return found

    def _bases(self, concept: str, who: Places) -> Iterator[Reading]:
        """The baseline of the cycle before the latest, and that of the latest; before any dose the newest reading."""
        before, now = self.baselines[concept]
        yield Reading(before.times[who], before.values[who])
        none = self.run[who] == FAR
        newest = self.newest[concept]
        pairs = ((newest.times, now.times), (newest.values, now.values))
        yield Reading(*(np.where(none, new[who], old[who]) for new, old in pairs))

    def _cycle(self, since: int, who: Places) -> int:
        """When the latest cycle of anybody began, or the one before where `since` is not after that."""
        run, before = self.run[who], self.run_before[who]
        return int(np.where((run >= since) & (before < FAR), before, run).min(initial=FAR))

    def _looked_at(self, review: str, before: int, who: Places) -> int:
        """When all of them were last reviewed before: a flag stays until a review that does not repeat it."""
        times = (row.time for row in reversed(self.rows[review]) if row.time <= before and not np.isnan(row.values[who]).any())
        return next(times, NEVER)

    def _doses(self, first: int, who: Places) -> Column:
        given = ((time, each[who]) for time, each in self.doses if time >= first)
        return _column([(np.where(each, time, FAR), np.where(each, 1.0, np.nan), None) for time, each in given])


def _once(rows: list[Three]) -> list[Three]:
    """Two rows, the second without what stands in the first already."""
    (early, values, begun), (late, later, begins) = rows
    return [(early, values, begun), (np.where(late == early, FAR, late), later, begins)]


def _column(rows: list[Three]) -> Column:
    """The rows as a column of the reader: each person's readings without a gap."""
    rows = [row for row in rows if (row[0] < FAR).any()]
    if not rows:
        nothing = np.empty((0, 0))
        return Column(nothing, nothing, nothing)
    times, values = np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows])
    starts = None if rows[-1][2] is None else np.stack([np.asarray(row[2]) for row in rows])
    if (times == FAR).any():
        order = np.argsort(times, axis=0, kind="stable")
        times, values = (np.take_along_axis(part, order, axis=0) for part in (times, values))
        starts = None if starts is None else np.take_along_axis(starts, order, axis=0)
    return Column(times, values, values, starts)


class Remembering(View):
    """The reader at one moment of each person, with what lasts until it is released as it was at the last decision."""

    def __init__(self, cohort: Cohort, at: SecondsOfSome, memory: Mapping[Criterion, YesOfSome], since: SecondsOfSome) -> None:
        super().__init__(cohort, at[None, :], np)
        self.memory, self.since = memory, since
        self.begun: dict[Criterion, YesOfSome] = {}

    def _rare(self, tree: Latched | Ever, begins: Criterion) -> Truths:
        if tree not in self.memory:
            found: Truths = super()._rare(tree, begins)
            return found
        now = self.truth(begins)
        begun = self.begun[tree] = self._brought_up_to_date(tree, begins)
        if isinstance(tree, Latched):
            begun = begun & (self.truth(tree.release)[0] < 2)
        return np.where(begun[None, :], 2, now).astype(np.int8)

    def _brought_up_to_date(self, tree: Latched | Ever, begins: Criterion) -> YesOfSome:
        """Whether it has begun, and was not released since, when everything strictly before this moment has happened."""
        begun = self.memory[tree].copy()
        which = np.flatnonzero(begun | self._possible(begins))
        if not len(which):
            return begun
        cohort, at = self.cohort.take(which), self.at[:, which]
        new = self.since[which] == NEVER
        start = None if new.any() else self.since[which] - 1
        moments = View(cohort, at, np)._between(tree, start, at[0])
        if not len(moments):
            return begun
        then, past = View(cohort, moments, np), moments < FAR
        starts = (then.truth(begins) == 2) & past
        ends = (then.truth(tree.release) == 2) & past if isinstance(tree, Latched) else np.zeros_like(past)
        found = begun[which]
        for k in range(len(moments)):
            found = starts[k] | (found & ~ends[k])
        begun[which] = found
        return begun
