"""A course as one guide reads it: what it said of each slot, which were held, and which cycles it has ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bedside.answer import json_time, missing_from
from bedside.chart import Chart, clock, moment
from bedside.criterion import Truth
from bedside.explain import Finding, explain
from bedside.medicine import Decision, Guide, Regimen, Rule
from bedside.planning.remarks import Note
from bedside.planning.slots import DUE, MISSED, Course, Cycle, lay_out
from bedside.verbs.check import decide_for, open_marks


@dataclass(frozen=True)
class Said:
    """What a guide said of a dose at one moment: the step that decided, the rules that fired, what was not known.

    `step` is None for give and not ready, which no step says; `missing` are concepts, empty where a step decided.
    `began` is the moment since which the step is known to hold.
    """

    decision: Decision
    step: Rule | None
    rules: tuple[Rule, ...]
    missing: tuple[str, ...]
    ends_course: bool = False
    began: int | None = None


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
    counts = guide.counts_slots
    cycles = lay_out(course)
    under_way = max((cycle.number for cycle in cycles if cycle.doses), default=0)
    passed = [(slot.planned, slot.cycle) for c in cycles for slot in c.slots if slot.status == MISSED]
    for time, number in [*passed, (now, under_way)]:
        if number in ended:
            continue
        told = said_in_slot(guide, chart.with_held(held) if counts else chart, time, course.regimen, passed=time != now)
        if told.step is None or told.decision.strength < Decision.HOLD.strength:
            continue
        if time != now:
            held.append(moment(time))
        for cycle in cycles:
            if _ends(told, cycle, number, time, now):
                ended.setdefault(cycle.number, Ended(cycle.number, guide.id, _since(told, time), told))
    over = any(each.said.decision is Decision.STOP_FOR_GOOD for each in ended.values())
    stopped = {number: each.at for number, each in ended.items()}
    course = replace(course, held=tuple(map(clock, held)), stopped=stopped, over=over)
    return course, tuple(each for _, each in sorted(ended.items()))


def _ends(told: Said, cycle: Cycle, number: int, time: datetime, now: datetime) -> bool:
    """Whether what was said at `time`, in the cycle `number`, ends this cycle: no dose of it was given after."""
    if told.decision is Decision.HOLD or any(dose > time for dose in cycle.doses):
        return False
    if told.decision is Decision.STOP_FOR_GOOD or (told.ends_course and cycle.number > number):
        return cycle.number >= number
    due = any(slot.status == DUE for slot in cycle.slots)
    return cycle.number == number and bool(cycle.doses) and (due or time != now)


def _began(finding: Finding) -> int | None:
    """Since when a finding is known to hold: what it remembers, or the oldest fact that it rests on."""
    known = [fact.at for fact in finding.evidence if fact.at is not None]
    return finding.began if finding.began is not None else min(known, default=None)


def _since(told: Said, asked: datetime) -> datetime:
    """When a stop for good came about: the event itself, not the question that found it."""
    if told.decision is not Decision.STOP_FOR_GOOD or told.began is None:
        return asked
    return min(asked, clock(told.began))


def said_in_slot(guide: Guide, chart: Chart, planned: datetime, regimen: Regimen, passed: bool = True) -> Said:
    """What the guide said of a slot: when it was due, or the strongest hold or stop on a mark while it was open."""
    marks = open_marks(moment(planned), regimen) if passed else (moment(planned),)
    told = [said(guide, chart, mark) for mark in marks]
    held = [each for each in told if each.step is not None and each.decision.strength >= Decision.HOLD.strength]
    return max(held, key=lambda each: each.decision.strength) if held else told[0]


def said(guide: Guide, chart: Chart, at: int) -> Said:
    """What the guide says of a dose at a moment, from everything in the chart."""
    steps = [(step, explain(step.rule.when, chart, at)) for step in guide.steps]
    decision = decide_for(guide, (finding.truth for _, finding in steps))
    deciding = [(step, finding) for step, finding in steps if finding.truth is Truth.YES and step.do is decision]
    step, began = (deciding[0][0].rule, _began(deciding[0][1])) if deciding else (None, None)
    ends = any(each.ends_course and finding.truth is Truth.YES for each, finding in steps)
    rules = [(rule, explain(rule.when, chart, at)) for rule in guide.rules]
    firing = tuple(rule for rule, finding in rules if finding.truth is Truth.YES)
    open_rules = (finding for _, finding in rules) if decision is Decision.NOT_READY else ()
    missing = tuple(lack.concept for lack in missing_from(open_rules, at))
    return Said(decision, step, firing, missing, ends, began)
