"""Until when an answer stays the same while nothing more is entered: what may be kept, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bedside.chart import SECOND, Chart, clock, moment
from bedside.criterion import Criterion
from bedside.medicine import Guide, Medicine
from bedside.moments import changes
from bedside.patient import Patient
from bedside.verbs.check import DAY, choose_guide, held_slots
from bedside.verbs.plan import Plan, PlanError, plan_record


def steady_until(medicine: Medicine, patient: Patient, at: datetime, guide: str, plan: Plan | None = None) -> datetime:
    """The next moment at which `check` or `plan_record` may say something else, at most a day on, if nothing more is entered.

    From `at` to just before it the decision, the rules that fire, what is missing, and the slots that are due stay as they
    are. It may be early, and is never late: every reading that ages, every window that moves past a reading, every slot
    that opens or closes is a moment to ask again. `plan` is that of `plan_record` under this guide, where the caller has it.
    """
    chosen, now = choose_guide(medicine, guide), moment(at)
    chart = Chart.known(patient, at, medicine.rhythm)
    chart = chart.with_held(held_slots(chosen, medicine.regimens[chosen.regimen], chart, now))
    found = {*_of_readings(chart), *(moment(told.known) for told in patient.observations)}
    found |= {then for tree in _asked(medicine, chosen) for then in changes(tree, chart)}
    plan = plan or _plan(medicine, patient, at, guide)
    if plan is not None:
        longest = plan.regimen.longest_interval * SECOND
        found |= {*_of_plan(plan), *(dose + late for dose in chart.doses for late in (longest, longest + 1))}
    return clock(min(then for then in (*found, now + DAY) if then > now))


def _plan(medicine: Medicine, patient: Patient, at: datetime, guide: str) -> Plan | None:
    try:
        return plan_record(medicine, patient, at, guide=guide)
    except PlanError:
        return None


def _asked(medicine: Medicine, guide: Guide) -> Iterator[Criterion]:
    yield from (rule.when for rule in guide.rules)
    yield from (step.rule.when for step in guide.steps)
    yield from (row.when for row in medicine.informs if row.when)
    yield from (row.when for row in medicine.cares if row.when)


def _of_readings(chart: Chart) -> Iterator[int]:
    """When a reading is made, when it has aged, and when a finding is a day old."""
    for concept, series in chart.series.items():
        for then in series.times:
            yield from (then, then + chart.fresh(concept) + 1, then + DAY, then + DAY + 1)


def _of_plan(plan: Plan) -> Iterator[int]:
    """When a slot is due, opens and closes, and when what follows the last one has come."""
    interval = plan.regimen.interval * SECOND
    for slot in (*plan.slots, *plan.dropped):
        for then in {moment(slot.at), moment(slot.planned)}:
            for edge in (then - interval // 2, then, then + interval // 2, then + interval):
                yield from (edge, edge + 1)
    for stone in (plan.evaluation, plan.next_course):
        if stone is not None:
            yield from (moment(stone.at), moment(stone.at) + 1)
