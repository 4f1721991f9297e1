"""The tumour after treatment, and what scans say of it by RECIST 1.1: the rules and numbers of `respond`, on arrays."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from bedside.response.recist import CR, GROWN, GROWN_MM, PD, PR, SD, SHRUNK, TOLERANCE
from bedside.simulator.body import STATES, numbers_of, tumour_growth
from bedside.simulator.people import People
from bedside.simulator.shapes import BestWords, Days, Millimetres, States, Words

WORDS = (PD, SD, PR, CR)
PROGRESSED, STABLE, PARTIAL, COMPLETE = range(4)
USUAL_MM = 100.0
"""The sum of diameters of everybody before the first dose. Assumed: it matters only for the 5 mm of RECIST's progression."""
UNSEEN = 0.005
"""A tumour below this share of its first volume is no longer seen: 17 % of the diameters."""
HOURS = 24
"""The step in which the tumour is followed once the medicine has gone."""


def sums_of_diameters(state: States, people: People, day: int, scans: tuple[int, ...]) -> Millimetres:
    """Whole mm at each scan, [scans, people]; `state` is that of the end of a day on which no medicine is left."""
    effectors, volume, treg = (state[STATES.index(name)] for name in ("ET", "X", "TREG"))
    p = numbers_of(people)
    half, whole, calmed = (np.exp(-rate * HOURS) for rate in (p.KET / 2, p.KET, p.KTREG))
    found = []
    for scan in scans:
        for _ in range(day, scan):
            halfway = SimpleNamespace(ET=effectors * half, X=volume, TREG=treg)
            volume = volume * np.exp(HOURS * tumour_growth(halfway, p, np))
            effectors, treg = effectors * whole, p.TREG0 + (treg - p.TREG0) * calmed
        day = scan
        found.append(np.where(volume < UNSEEN, 0.0, np.rint(USUAL_MM * np.cbrt(volume))))
    return np.stack(found)


def responses(sums: Millimetres) -> Words:
    """What RECIST says at each scan, [scans, people], as places in WORDS: of one target, no node, nothing else."""
    smallest, complete, found = np.full(sums.shape[1], USUAL_MM), np.zeros(sums.shape[1], bool), []
    for mm in sums:
        slack = TOLERANCE * np.maximum(1.0, smallest)
        gone = mm <= TOLERANCE
        grown = (mm >= smallest * (1 + GROWN) - slack) & (mm - smallest >= GROWN_MM - slack)
        shrunk = mm <= USUAL_MM * (1 - SHRUNK) + TOLERANCE * USUAL_MM
        word = np.where(shrunk, PARTIAL, STABLE)
        word = np.where(grown | (complete & ~gone), PROGRESSED, np.where(gone, COMPLETE, word))
        found.append(word)
        smallest, complete = np.minimum(smallest, mm), complete | (word == COMPLETE)
    return np.stack(found)


def best_response(words: Words) -> BestWords:
    """The best word before the first progression, as a place in WORDS; every scan is late enough for stable disease."""
    before = np.logical_and.accumulate(words != PROGRESSED, axis=0)
    best: BestWords = np.where(before, words, PROGRESSED).max(axis=0)
    return best


def progression(words: Words, scans: tuple[int, ...]) -> Days:
    """The day of the first scan that shows progression; 0 where none does."""
    progressed = words == PROGRESSED
    return np.where(progressed.any(axis=0), np.array(scans)[progressed.argmax(axis=0)], 0)
