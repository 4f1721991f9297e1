"""Virtual courses in closed loop: before each slot a ward looks at everybody, the guide decides, and the body goes on.

People go side by side through the same times. Nothing that happens to one depends on who else is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol as Shape
from typing import runtime_checkable

import numpy as np

from bedside.chart import SECOND, moment
from bedside.columns import FAR
from bedside.concepts import vocabulary
from bedside.criterion import concepts_of
from bedside.medicine import STRENGTH, Decision
from bedside.simulator.body import DOSED, STATES, go_through, signs, start, steps_of
from bedside.simulator.people import People, chance
from bedside.simulator.protocol import BEGIN, DAY, HOUR, PIECE, TRIES, WEEK, Piece, Protocol
from bedside.simulator.readings import FLAGS, INTERVALS, SEEN, USUAL, observed
from bedside.simulator.shapes import (
    Cycles,
    DosePerWeight,
    Firing,
    OfSome,
    PerCycle,
    Places,
    Seconds,
    SecondsPerCycle,
    Signs,
    States,
    Switch,
    WholeOfSome,
    Yes,
    YesOfSome,
)
from bedside.simulator.ward import Told, Ward
from bedside.verbs.check_many import CODES

ZERO = moment(BEGIN)
LEAD = 10 * 60
"""Seconds before a slot at which everything is looked at."""
ON_TREATMENT = DAY
"""Fluids of the treatment run for so long after the last slot of a cycle."""
LOWEST_AFTER, STEPS_TO_LOWEST = 5.0, 17
"""Hours after a dose at which the pressure is near its lowest; so many steps of a slot lead there."""
URINE = STATES.index("URINE")
GIVING = (CODES.index(Decision.GIVE), CODES.index(Decision.CORRECT))
STOP, STOP_FOR_GOOD = STRENGTH.index(Decision.STOP_CYCLE), STRENGTH.index(Decision.STOP_FOR_GOOD)
OTHER_HOLD, OTHER_STOP = len(CODES), len(CODES) + 1
OTHER = {OTHER_HOLD: "other hold", OTHER_STOP: "other stop"}
"""A dose left out, and a cycle ended, by chance: for what the model has no state for. They continue the places in CODES."""
FIT = {"creatinine": 1.6, "platelets": 100.0, "confusion": 0.5, "pressure": 0.8, "saturation": 94.0, "weight": 1.06}
"""Who may begin a next cycle: creatinine and confusion below these, platelets and saturation above; the rest by the usual."""


@runtime_checkable
class Observer(Shape):
    """Who sees the signs: of everybody when a piece of so many seconds begins, and of some in between, for 0 seconds."""

    def see(self, time: int, seconds: int, who: Places | slice, signs: Signs, /) -> None: ...


@runtime_checkable
class Scribe(Shape):
    """Who writes down everything that a ward would: readings, what was said of each slot, and doses."""

    def write(self, concept: str, time: int, who: Places, values: OfSome) -> None: ...

    def tell(self, time: int, who: Places, slots: tuple[WholeOfSome, WholeOfSome], told: Told) -> None: ...

    def give(self, time: int, who: Places) -> None: ...


@dataclass(frozen=True)
class LeftOut:
    """One slot at which people, at the places `who`, had no dose: what was said, and which rules held, [rules, people]."""

    cycle: WholeOfSome
    slot: WholeOfSome
    who: Places
    codes: WholeOfSome
    firing: Firing


@dataclass
class Courses:
    """What came of a group of people. Arrays are [cycles, people] or [people]; `begun` is seconds, FAR where never."""

    protocol: Protocol
    people: People
    doses: PerCycle
    slots: PerCycle
    begun: SecondsPerCycle
    ended: PerCycle
    state: States
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass
class Standing:
    """Where everybody stands: cycle under way or last had, whether it is open, whether there will be no other one."""

    cycle: Cycles
    open: Yes
    over: Yes
    begin: Seconds
    last_live: Seconds


class Loop:
    """One group of people on one protocol, piece by piece of time."""

    def __init__(self, protocol: Protocol, people: People, observer: Observer, scribe: Scribe | None = None) -> None:
        self.protocol, self.people, self.observer, self.scribe = protocol, people, observer, scribe
        self.size = len(people)
        self.ward = Ward(protocol, self.size)
        cycles = len(protocol.regimen.starts)
        shape = (cycles, self.size)
        rest = start(people)
        self.usual = signs(rest, people)
        self.courses = Courses(
            protocol,
            people,
            np.zeros(shape, np.int64),
            np.zeros(shape, np.int64),
            np.full(shape, FAR),
            np.full(shape, -1),
            rest,
        )
        none, far = np.zeros(self.size, bool), np.full(self.size, FAR)
        self.standing = Standing(np.full(self.size, -1), none.copy(), none.copy(), far.copy(), -far)
        self.urine = rest[URINE].copy()
        self.looked = {concept: np.full(self.size, -FAR) for concept in INTERVALS}
        self.asked = self._asked()
        self.rates = {"pressor_allowed": np.full(self.size, float(protocol.pressors))}

    def _asked(self) -> frozenset[str]:
        """What rules ask for and no monitor of the medicine lists: it is looked at before every slot."""
        listed = set().union(*self.protocol.due)
        asked = {concept for rule in self.protocol.guide.rules for concept in concepts_of(rule.when)}
        words = vocabulary()
        return frozenset(c for c in asked - listed if c in SEEN or c in USUAL or words[c].kind == "review")

    def run(self) -> Courses:
        """The whole course of everybody."""
        nothing = np.zeros(self.size)
        self._advance(nothing, nothing, PIECE)
        for piece in self.protocol.pieces:
            seen = signs(self.courses.state, self.people)
            self.observer.see(piece.time, piece.seconds, slice(None), seen)
            given = self._slot(piece, seen) if piece.slot else self._between(piece, seen)
            on = (piece.time - self.standing.last_live < ON_TREATMENT).astype(np.float64)
            self._advance(np.where(given, self.protocol.dose, 0.0), on, piece.seconds, piece.time)
        return self.courses

    # ------------------------------------------------------------------------------------------------ the body

    def _advance(self, dose: DosePerWeight, on: Switch, seconds: int, time: int | None = None) -> None:
        """The body of everybody goes on; those with a dose are seen when their pressure is near its lowest, too."""
        state, hours = self.courses.state, seconds / HOUR
        self.urine = state[URINE].copy()
        rows = {"dose": dose, "on": on, **self.rates}
        with_dose, without = np.flatnonzero(dose > 0), np.flatnonzero(dose <= 0)
        after = np.empty_like(state)
        for who, given in ((with_dose, True), (without, False)):
            if not len(who):
                continue
            some, people, before = rows, self.people, state
            if len(who) < self.size:
                some, people = {name: row[who] for name, row in rows.items()}, self.people.take(who)
                before = state.take(who, axis=1)
            if given:
                lowest = go_through(before, people, some, DOSED[:STEPS_TO_LOWEST])
                assert time is not None
                self.observer.see(time + int(LOWEST_AFTER * HOUR), 0, who, signs(lowest, people))
                found = go_through(lowest, people, some, DOSED[STEPS_TO_LOWEST:])
            else:
                found = go_through(before, people, some, steps_of(hours, dosed=False))
            if len(who) < self.size:
                after[:, who] = found
            else:
                after = found
        self.courses.state = after

    # ------------------------------------------------------------------------------------------------ the ward

    def _slot(self, piece: Piece, seen: Signs) -> Yes:
        """Whether each person gets a dose now."""
        self._begin_cycles(piece.time, seen)
        standing, due = self.standing, self.protocol.due
        age = piece.time - standing.begin
        who = np.flatnonzero(standing.open & (age % self.protocol.regimen.interval == 0))
        given = np.zeros(self.size, bool)
        if not len(who):
            return given
        number = age[who] // self.protocol.regimen.interval
        for each in np.unique(number):
            self._look(piece.time, who[number == each], due[each] | self.asked, seen)
        told = self.ward.decide(ZERO + piece.time * SECOND, who)
        codes = self._with_chance(told.codes, who, number, piece.time)
        dosed = np.isin(codes, GIVING)
        given[who[dosed]] = True
        self._note(piece.time, who, number, Told(codes, told.firing), dosed)
        return given

    def _between(self, piece: Piece, seen: Signs) -> Yes:
        """A long slot's later hours: only the urine of those who are in a cycle is measured."""
        self._look(piece.time, np.flatnonzero(self.standing.open), frozenset({"urine_output"}), seen)
        return np.zeros(self.size, bool)

    def _look(self, time: int, who: Places, due: frozenset[str], seen: Signs) -> None:
        """Everything that is due is looked at, shortly before the time."""
        words, at = vocabulary(), ZERO + (time - LEAD) * SECOND
        reviews = {concept for concept in due if words[concept].kind == "review"}
        flags = {flag for flag in FLAGS if words[flag].review in reviews}
        wanted = (due | flags) & (SEEN.keys() | USUAL.keys() | set(FLAGS) | reviews)
        if self.scribe is None:
            wanted &= self.ward.reach.seconds.keys()
        some = {name: values[who] for name, values in seen.items()}
        some["urine_output"] = self.courses.state[URINE][who] - self.urine[who]
        found = observed(some, self.people.take(who), time // HOUR, wanted)
        for concept in sorted(wanted):
            values = np.ones(len(who)) if concept in reviews else found[concept]
            self._write(concept, at, who, values)

    def _write(self, concept: str, at: int, who: Places, values: OfSome) -> None:
        begins = None
        if concept in INTERVALS:
            longest = self.protocol.medicine.rhythm.fresh.get(concept, 0) * SECOND
            begins = np.maximum(at - longest, self.looked[concept][who])
            self.looked[concept][who] = at
        self.ward.write(concept, at, who, values, begins)
        if self.scribe is not None:
            self.scribe.write(concept, at, who, values)

    def _with_chance(self, codes: WholeOfSome, who: Places, number: WholeOfSome, time: int) -> WholeOfSome:
        """What was said, and what else can come in between."""
        chances, hour = self.protocol.chances, time // HOUR
        seed, ids = self.people.seed, self.people.ids[who]
        hold = (chance(seed, ids, hour, "hold") < chances.hold) & (number + 1 >= chances.hold_from)
        stop = (chance(seed, ids, hour, "stop") < chances.stop) & (number + 1 >= chances.stop_from)
        told = np.where(np.isin(codes, GIVING) & hold, OTHER_HOLD, codes.astype(np.int64))
        stronger = (codes == STOP) | (codes == STOP_FOR_GOOD)
        return np.where(stop & ~stronger, OTHER_STOP, told)

    def _note(self, time: int, who: Places, number: WholeOfSome, told: Told, dosed: YesOfSome) -> None:
        """Doses, slots without one, and cycles that end here."""
        standing, courses, codes = self.standing, self.courses, told.codes
        cycle = standing.cycle[who]
        courses.slots[cycle, who] += 1
        courses.doses[cycle[dosed], who[dosed]] += 1
        standing.last_live[who] = time
        at = ZERO + time * SECOND
        if self.scribe is not None:
            self.scribe.tell(at, who, (cycle, number), told)
        if dosed.any():
            self.ward.give(at, who[dosed])
            if self.scribe is not None:
                self.scribe.give(at, who[dosed])
        missed = np.flatnonzero(~dosed)
        if len(missed):
            left = LeftOut(cycle[missed], number[missed], who[missed], codes[missed], told.firing[:, missed])
            courses.left_out.append(left)
        stopped = (codes == STOP) | (codes == STOP_FOR_GOOD) | (codes == OTHER_STOP)
        ends = stopped | (number + 1 == len(self.protocol.due))
        courses.ended[cycle[ends], who[ends]] = np.where(stopped[ends], codes[ends], GIVING[0])
        standing.open[who[ends]] = False
        standing.over[who[codes == STOP_FOR_GOOD]] = True
        passed = ~dosed & ~ends
        if passed.any():
            said = np.where(codes >= len(CODES), GIVING[0], codes)
            self.ward.pass_over(at, who[passed], said[passed])

    # ------------------------------------------------------------------------------------------------ cycles

    def _begin_cycles(self, time: int, seen: Signs) -> None:
        standing = self.standing
        for number in range(len(self.protocol.regimen.starts)):
            ready = ~standing.open & ~standing.over & (standing.cycle == number - 1)
            if number:
                late = time - (standing.begin + self.protocol.gaps[number - 1])
                ready &= (late >= 0) & (late % WEEK == 0) & (late < TRIES * WEEK)
                ready &= self._fit(seen) & self._comes_back(number)
            elif time:
                continue
            standing.cycle[ready], standing.open[ready], standing.begin[ready] = number, True, time
            self.courses.begun[number, ready] = time

    def _comes_back(self, number: int) -> Yes:
        drawn = chance(self.people.seed, self.people.ids, number, "no next cycle")
        return drawn >= self.protocol.chances.no_next_cycle

    def _fit(self, seen: Signs) -> Yes:
        usual = self.usual
        fit: Yes = (seen["creatinine"] < FIT["creatinine"]) & (seen["platelets"] > FIT["platelets"])
        fit &= (seen["confusion_score"] < FIT["confusion"]) & (seen["oxygen_saturation"] > FIT["saturation"])
        fit &= seen["systolic_bp"] > FIT["pressure"] * usual["systolic_bp"]
        return fit & (seen["weight"] < FIT["weight"] * usual["weight"])


def run(protocol: Protocol, people: People, observer: Observer, scribe: Scribe | None = None) -> Courses:
    """What comes of these people on this protocol."""
    return Loop(protocol, people, observer, scribe).run()
