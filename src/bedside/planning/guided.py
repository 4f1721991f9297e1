"""A course as one guide reads it: what it said of each slot, which were held, and which cycles it has ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bedside.answer import json_time, missing_from
from bedside.chart import Chart, clock, moment
from bedside.criterion import Truth
from bedside.explain import explain
from bedside.medicine import Decision, Guide, Rule
from bedside.planning.remarks import Note
from bedside.planning.slots import DUE, MISSED, Course, Cycle, lay_out
from bedside.verbs.check import decide


@dataclass(frozen=True)
class Said:
    """What a guide said of a dose at one moment: the step that decided, the rules that fired, what was not known.

    `step` is None for give and not ready, which no step says; `missing` are concepts, empty where a step decided.
    """

    decision: Decision
    step: Rule | None
    rules: tuple[Rule, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Ended:
    """The moment at which a guide ended a cycle of which slots were still due."""

    cycle: int
    guide: str
    at: datetime
    said: Said

    @property
    def note(self) -> Note:
        """The same as a sentence."""
        assert self.said.step is not None
        told = f"At {json_time(self.at)} {self.guide} said {self.said.decision}: {self.said.step.say}"
        return Note(f"{told} No slot of cycle {self.cycle} is due any more.", self.said.step.source, self.said.step.read)


def under(guide: Guide, course: Course, chart: Chart, now: datetime) -> tuple[Course, tuple[Ended, ...]]:
    """The course as the guide read it: which slots without a dose were held, and which cycles it has ended.

    A cycle of which no dose was given has not begun: what would end it puts it off.
    """
    held: list[int] = []
    ended: dict[int, Ended] = {}
    cycles = lay_out(course)
    under_way = max((cycle.number for cycle in cycles if cycle.doses), default=0)
    passed = [(slot.planned, slot.cycle) for c in cycles for slot in c.slots if slot.status == MISSED]
    for time, number in [*passed, (now, under_way)]:
        if number in ended:
            continue
        told = said(guide, chart.with_held(held), moment(time))
        if told.step is None or told.decision.strength < Decision.HOLD.strength:
            continue
        if time != now:
            held.append(moment(time))
        for cycle in cycles:
            if _ends(told, cycle, number, time, now):
                ended.setdefault(cycle.number, Ended(cycle.number, guide.id, time, told))
    over = any(each.said.decision is Decision.STOP_FOR_GOOD for each in ended.values())
    stopped = {number: each.at for number, each in ended.items()}
    course = replace(course, held=tuple(map(clock, held)), stopped=stopped, over=over)
    return course, tuple(each for _, each in sorted(ended.items()))


def _ends(told: Said, cycle: Cycle, number: int, time: datetime, now: datetime) -> bool:
    """Whether what was said at `time`, in the cycle `number`, ends this cycle: no dose of it was given after."""
    if told.decision is Decision.HOLD or any(dose > time for dose in cycle.doses):
        return False
    if told.decision is Decision.STOP_FOR_GOOD:
        return cycle.number >= number
    due = any(slot.status == DUE for slot in cycle.slots)
    return cycle.number == number and bool(cycle.doses) and (due or time != now)


def said(guide: Guide, chart: Chart, at: int) -> Said:
    """What the guide says of a dose at a moment, from everything in the chart."""
    steps = [(step, explain(step.rule.when, chart, at).truth) for step in guide.steps]
    decision = decide(tuple((step.do, truth) for step, truth in steps))
    step = next((step.rule for step, truth in steps if truth is Truth.YES and step.do is decision), None)
    rules = [(rule, explain(rule.when, chart, at)) for rule in guide.rules]
    firing = tuple(rule for rule, finding in rules if finding.truth is Truth.YES)
    open_rules = (finding for _, finding in rules) if decision is Decision.NOT_READY else ()
    missing = tuple(lack.concept for lack in missing_from(open_rules, at))
    return Said(decision, step, firing, missing)
