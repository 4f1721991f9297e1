"""May the next dose be given, for a whole cohort at once: the same guide, the same answers as `check`, on arrays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from bedside.chart import Chart, moment
from bedside.cohort import View
from bedside.columns import FAR, Array, Cohort
from bedside.gauge import Gauge
from bedside.medicine import STRENGTH, Decision, Guide, Medicine, Regimen, Schedule
from bedside.patient import Patient
from bedside.planning.slots_many import passed_slots
from bedside.verbs.check import MARKS, choose_guide

CODES = (*STRENGTH, Decision.NOT_READY)
NOT_READY = CODES.index(Decision.NOT_READY)
CHUNK = 1 << 16
"""Patients decided in one go: enough that calls cost little beside their work, few enough to need little memory."""


def check_many(
    medicine: Medicine, patients: Sequence[Patient], at: Sequence[datetime], guide: str | None = None
) -> list[Decision]:
    """What `guide` says of each patient's dose at their own time. Raises GuideNeeded as `check` does."""
    chosen = choose_guide(medicine, guide)
    charts = [Chart.of(p.as_of(t), medicine.rhythm) for p, t in zip(patients, at, strict=True)]
    if not charts:
        return []
    codes = decide_cohort(medicine, chosen, Cohort.of(charts), np.array([moment(t) for t in at]))
    return [CODES[code] for code in codes]


def decide_cohort(medicine: Medicine, guide: Guide, cohort: Cohort, at: Array) -> Array:
    """The decision of each patient of a cohort at `at` (shape [patients], in the cohort's ticks), as places in CODES."""
    regimen = medicine.regimens[guide.regimen]
    parts = []
    for first in range(0, cohort.size, CHUNK):
        part = slice(first, first + CHUNK)
        some = _with_held(guide, regimen, cohort.take(part), at[part])
        parts.append(_decide(guide, some, at[part]))
    return np.concatenate(parts) if parts else np.empty(0, np.int8)


def _decide(guide: Guide, cohort: Cohort, at: Array) -> Array:
    """The same as `decide_for`: to a guide that is a part of its document, it is never closed that nothing applies."""
    view = View(cohort, at[None, :])
    strongest, open_ = np.zeros(len(at), np.int8), np.full(len(at), bool(guide.part))
    for step in guide.steps:
        truth = view.truth(step.rule.when)[0]
        strongest = np.maximum(strongest, np.where(truth == 2, np.int8(step.do.strength), np.int8(0)))
        open_ |= truth == 1
    return np.where((strongest == 0) & open_, np.int8(NOT_READY), strongest)


def _with_held(guide: Guide, regimen: Regimen | Schedule, cohort: Cohort, at: Array) -> Cohort:
    """The cohort with the slots that passed without a dose and at which this guide said hold or more."""
    if not guide.counts_slots or isinstance(regimen, Schedule):
        return cohort
    held: list[Array] = []
    for slot in passed_slots(regimen, cohort, _cycle_start(cohort, at), at):
        which = np.flatnonzero(slot < FAR)
        if not len(which):
            continue
        then = cohort.with_held(_stack(held, cohort.size)).take(which)
        holds = np.zeros(len(which), bool)
        for mark in range(MARKS):
            said = _decide(guide, then, slot[which] + mark * regimen.interval * cohort.second // (2 * MARKS))
            holds |= (said >= STRENGTH.index(Decision.HOLD)) & (said < NOT_READY)
        row = np.full(cohort.size, FAR)
        row[which[holds]] = slot[which[holds]]
        held.append(row)
    return cohort.with_held(_stack(held, cohort.size))


def _cycle_start(cohort: Cohort, at: Array) -> Array:
    start: Array = Gauge(cohort, at[None, :], np).doses.start[0]
    return start


def _stack(rows: list[Array], size: int) -> Array:
    return np.stack(rows) if rows else np.empty((0, size), np.int64)
