"""The slots that passed without a dose, for many people at once: `slots` laid out on arrays, and held equal to it by tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bedside.columns import FAR, Array, Cohort
from bedside.medicine import Regimen

DAY = 24 * 3600


@dataclass
class _Layout:
    """Where each person's layout has come to: the next dose that waits, the slot that is next, and the dose before it.

    `used` counts slots and doses without one; `last` is FAR where there is no dose yet.
    """

    doses: Array
    waits: Array
    planned: Array
    last: Array
    used: Array

    @property
    def next(self) -> Array:
        if not len(self.doses):
            return np.full(len(self.waits), FAR)
        place = np.minimum(self.waits, len(self.doses) - 1)
        found = np.take_along_axis(self.doses, place[None, :], axis=0)[0]
        return np.where(self.waits < len(self.doses), found, FAR)

    def take(self, which: Array) -> None:
        """The dose that waits is given to the slot that is next, or to none."""
        self.last = np.where(which, self.next, self.last)
        self.waits = self.waits + which


def passed_slots(regimen: Regimen, cohort: Cohort, start: Array, at: Array) -> Iterator[Array]:
    """For each slot number, when it was planned where it passed without a dose by `at`; FAR where it did not.

    `start` is the first dose of the cycle under way, FAR where there is none; everything is in the cohort's ticks.
    """
    second = cohort.second
    interval, half, longest = (n * second for n in (regimen.interval, regimen.interval // 2, regimen.longest_interval))
    given = np.where(cohort.doses <= at[None, :], cohort.doses, FAR)
    under_way = start < FAR
    waits = (given < np.where(under_way, start, FAR)[None, :]).sum(axis=0)
    laid = _Layout(given, waits, np.where(under_way, start, FAR), np.full(len(at), FAR), np.zeros(len(at), np.int64))
    end: Array = np.where(under_way, start, 0) + regimen.days * DAY * second
    for _ in range(regimen.doses):
        _surplus(laid, interval, half)
        left = under_way & (laid.used < regimen.doses)
        dosed = left & (laid.next < FAR) & _open(laid, laid.next, half, longest)
        missed = left & ~dosed & (laid.planned < end) & ((laid.next < FAR) | ~_open(laid, at, half, longest))
        yield np.where(missed, laid.planned, FAR)
        reached: Array = np.where(dosed, np.maximum(laid.planned, laid.next), laid.planned)
        laid.take(dosed)
        laid.planned = np.where(under_way, reached + interval, FAR)
        laid.used = laid.used + left


def _open(laid: _Layout, time: Array, half: int, longest: int) -> Array:
    """Whether the slot that is next can still take a dose at `time`."""
    since = np.where(laid.last < FAR, time - laid.last, FAR)
    return np.asarray((time < laid.planned + half) | (since <= longest))


def _surplus(laid: _Layout, interval: int, half: int) -> None:
    """Doses in the slot of the one before: each uses up a slot, and the next is a full interval after it."""
    while (twice := (laid.last < FAR) & (laid.next < laid.planned - half)).any():
        laid.planned = np.where(twice, np.maximum(laid.planned, laid.next + interval), laid.planned)
        laid.take(twice)
        laid.used = laid.used + twice
