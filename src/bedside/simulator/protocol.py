"""What is done to virtual people: whose rules decide, which doses at which slots, and what nobody's rules speak of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from bedside.concepts import Vocabulary, vocabulary
from bedside.criterion import concepts_of
from bedside.medicine import Guide, Medicine, Regimen
from bedside.planning.slots import Course, lay_out
from bedside.quantity import UnitError, convert, read_quantity
from bedside.refusal import Refusal
from bedside.simulator.thresholds import Changed, with_thresholds
from bedside.verbs.check import choose_guide

HOUR = 3600
DAY = 24 * HOUR
BEGIN = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""When every virtual course begins: a date for exported records, with no meaning."""
PIECE = 8 * HOUR
"""The longest time that the body is followed in one go, and the shortest between two doses."""
WEEK, TRIES = 7 * DAY, 3
"""Who is not fit for the next cycle is looked at again a week later, and once more."""
AFTER = 5 * DAY
"""How long everything is followed after the last slot that anybody can have."""
SCANS = (84, 126, 182)
"""Days after the first dose at which the tumour is measured: weeks 12, 18 and 26."""
LARGEST_DOSE = 10.0
"""MIU for each kilogram; more was never given, and a slip of the unit is likelier."""
ALIKE = {"IU/kg": "[IU]/kg", "MIU/kg": "10*6.[IU]/kg"}


class CannotSimulate(Refusal):
    """What cannot be simulated, and what could be."""


@dataclass(frozen=True)
class Chances:
    """Shares of what the model has no state for: a dose left out or a cycle ended for another reason, by slot; no next cycle.

    Invented, to stand for diarrhoea, rash, arrhythmia, infection and refusal; from the second and the fourth slot on.
    """

    hold: float = 0.02
    stop: float = 0.05
    no_next_cycle: float = 0.08
    hold_from: int = 2
    stop_from: int = 4


class Piece(NamedTuple):
    """Some hours of every course, in seconds since the first dose; `slot` says that a dose may be due when they begin."""

    time: int
    seconds: int
    slot: bool


@dataclass(frozen=True)
class Protocol:
    """One way to treat: `medicine` has the guide and the regimen as they were changed, so that `check` says the same.

    `dose` is MIU for each kilogram; `scans` are days after the first dose.
    """

    medicine: Medicine
    guide: Guide
    regimen: Regimen
    dose: float
    changed: tuple[Changed, ...] = ()
    pressors: bool = True
    chances: Chances = field(default_factory=Chances)
    scans: tuple[int, ...] = SCANS

    @cached_property
    def due(self) -> tuple[frozenset[str], ...]:
        """For each slot of a cycle, the concepts that the medicine's file says are looked at before it."""
        one = replace(self.regimen, starts=self.regimen.starts[:1])
        gap = timedelta(seconds=self.medicine.rhythm.cycle_gap)
        (cycle,) = lay_out(Course(one, gap, BEGIN), self.medicine.monitors)
        return tuple(frozenset(slot.tests) for slot in cycle.slots)

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        """Seconds from the beginning of each cycle to the planned beginning of the next."""
        starts = self.regimen.starts
        return tuple((later - earlier) * DAY for earlier, later in pairwise(starts))

    @cached_property
    def begins(self) -> tuple[int, ...]:
        """Every time at which anybody's cycle can begin."""
        found, latest = {0}, {0}
        for gap in self.gaps:
            latest = {begin + gap + again * WEEK for begin in latest for again in range(TRIES)}
            found |= latest
        return tuple(sorted(found))

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All the time that is followed step by step, in order: from the first dose to some days after the last slot."""
        slots = sorted({begin + n * self.regimen.interval for begin in self.begins for n in range(len(self.due))})
        end = -(-(slots[-1] + AFTER) // DAY) * DAY
        return tuple(_pieces(slots, end))

    @property
    def days(self) -> int:
        """How many days everything is followed."""
        last = self.pieces[-1]
        return (last.time + last.seconds) // DAY


def _pieces(slots: Sequence[int], end: int) -> Iterator[Piece]:
    known = set(slots)
    for begin, after in zip(slots, [*slots[1:], end], strict=True):
        for time in range(begin, after, PIECE):
            yield Piece(time, min(PIECE, after - time), time in known)


def protocol_of(
    medicine: Medicine,
    guide: str | None = None,
    regimen: str | None = None,
    *,
    dose: str | None = None,
    interval: int | None = None,
    doses: int | None = None,
    changes: Sequence[str] = (),
    pressors: bool = True,
    chances: Chances | None = None,
) -> Protocol:
    """The protocol of a guide, with what is to be different. Raises CannotSimulate, GuideNeeded or BadThreshold."""
    chosen = choose_guide(medicine, guide)
    if chosen.part:
        raise CannotSimulate(f"{chosen.id} holds a part of its document alone and never says give: nobody would get a dose")
    own = _regimen(medicine, regimen or chosen.regimen)
    own = _changed_regimen(own, interval, doses)
    told, changed = with_thresholds(chosen, changes, vocabulary())
    told = replace(told, regimen=own.id)
    whole = replace(medicine, guides={**medicine.guides, told.id: told}, regimens={**medicine.regimens, own.id: own})
    per_kg = own.units_per_kg / 1e6 if dose is None else read_dose(dose)
    _asks_nothing_else(told, vocabulary())
    return Protocol(whole, told, own, per_kg, changed, pressors, chances or Chances())


def _regimen(medicine: Medicine, name: str) -> Regimen:
    found = medicine.regimens.get(name)
    planned = [key for key, each in medicine.regimens.items() if isinstance(each, Regimen)]
    if not isinstance(found, Regimen):
        raise CannotSimulate(f"{medicine.id} has no regimen {name!r} with slots; it has: {', '.join(planned)}")
    return found


def _changed_regimen(regimen: Regimen, interval: int | None, doses: int | None) -> Regimen:
    every, many = interval or regimen.interval, regimen.doses if doses is None else doses
    if not PIECE <= every <= DAY:
        raise CannotSimulate(f"doses are given every 8 to 24 hours here, not every {every / HOUR:g} h")
    if many < 1:
        raise CannotSimulate(f"a cycle has at least one dose, not {many}")
    if (many - 1) * every >= WEEK - PIECE:
        raise CannotSimulate(f"{many} doses every {every / HOUR:g} h take longer than a week, the most that a cycle has here")
    days = max(regimen.days, -(-((many - 1) * every + 1) // DAY))
    return replace(regimen, interval=every, longest_interval=max(every, regimen.longest_interval), doses=many, days=days)


def read_dose(text: str) -> float:
    """MIU for each kilogram, from text such as 600000 IU/kg. Raises CannotSimulate."""
    try:
        value, unit = read_quantity(text)
        amount = convert(value, ALIKE.get(unit, unit), "10*6.[IU]/kg")
    except UnitError as trouble:
        raise CannotSimulate(f"the dose is so many IU for each kilogram, such as 600000 IU/kg: {trouble}") from None
    if not 0 < amount <= LARGEST_DOSE:
        raise CannotSimulate(f"the dose is above 0 and at most {LARGEST_DOSE:g} MIU/kg, not {amount:g} MIU/kg")
    return amount


def _asks_nothing_else(guide: Guide, words: Vocabulary) -> None:
    """Raises CannotSimulate where a rule asks for a number that is neither simulated nor has a usual value here."""
    from bedside.simulator.readings import SEEN, USUAL

    for rule in guide.rules:
        for concept in concepts_of(rule.when):
            if words[concept].kind in ("quantity", "grade") and concept not in SEEN and concept not in USUAL:
                raise CannotSimulate(f"{rule.id} asks for {concept}, which the model does not have")
