"""The layout on arrays is the layout of one person: the same slots passed without a dose, whenever the doses came."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bedside.chart import Chart, clock, moment
from bedside.columns import FAR, Cohort
from bedside.patient import Patient, observe
from bedside.planning.slots import MISSED, Course, lay_out
from bedside.planning.slots_many import passed_slots
from bedside.verbs.check_many import _cycle_start
from ward import ALDESLEUKIN, hours

doses = st.lists(st.sampled_from([0.1, 3.5, 4, 5, 7.5, 8, 8, 8, 8.5, 11.5, 12, 15, 16, 24, 40, 100, 230]), max_size=18)
people = st.lists(st.tuples(doses, st.integers(0, 200), st.booleans()), min_size=1, max_size=6)


@given(people, st.sampled_from(["high-dose", "after-til"]))
def test_the_slots_that_passed_without_a_dose_are_those_of_the_plan(
    told: list[tuple[list[float], int, bool]], name: str
) -> None:
    regimen = ALDESLEUKIN.regimens[name]
    charts, now = [], []
    for steps, after, none in told:
        times = np.cumsum([0, *steps]) if not none else []
        record = [observe("il2_dose", hours(float(hour)), 48e6, "[IU]") for hour in dict.fromkeys(times)]
        charts.append(Chart.of(Patient.of(record), ALDESLEUKIN.rhythm))
        now.append(moment(hours(float(max(times, default=0)) + after)))
    cohort, at = Cohort.of(charts), np.array(now)
    rows = list(passed_slots(regimen, cohort, _cycle_start(cohort, at), at))
    many = [[int(row[place]) for row in rows if row[place] < FAR] for place in range(len(told))]
    assert many == [_one(chart, time, regimen) for chart, time in zip(charts, now, strict=True)]


def _one(chart: Chart, at: int, regimen: object) -> list[int]:
    start = chart.cycle_start(at)
    if start is None:
        return []
    one = replace(regimen, starts=regimen.starts[:1])  # type: ignore[type-var, attr-defined]
    given = tuple(clock(dose) for dose in chart.doses if start <= dose <= at)
    gap = timedelta(seconds=chart.rhythm.cycle_gap)
    (cycle,) = lay_out(Course(one, gap, clock(start), given, now=clock(at)))
    return [moment(slot.planned) for slot in cycle.slots if slot.status == MISSED]
