"""Is it grave, however long it has lasted? The rules of guides by which what is there now would hold or stop a dose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bedside.answer import Json
from bedside.chart import Chart
from bedside.criterion import (
    AtLeast,
    Compare,
    Count,
    Criterion,
    Ever,
    Flag,
    Held,
    Latched,
    OfGroup,
    SinceDose,
    Truth,
    children,
    rebuilt,
    walk,
)
from bedside.explain import explain
from bedside.medicine import Decision, Guide, Medicine, Rule


@dataclass(frozen=True)
class Alarm:
    """A rule that holds or stops a dose by itself, and `now`, its criterion without what it remembers of the past.

    `asks` are the concepts that `now` compares or looks for.
    """

    guide: str
    rule: Rule
    now: Criterion
    asks: frozenset[str]

    def to_json(self) -> Json:
        rule = self.rule
        return {"guide": self.guide, "rule": rule.id, "say": rule.say, "source": rule.source, "read": rule.read}


def alarms(medicine: Medicine) -> tuple[Alarm, ...]:
    """The rules of all guides by each of which alone its guide would hold or stop a dose; guides are not merged."""
    found = []
    for guide in medicine.guides.values():
        for rule in (rule for rule in guide.rules if stands_alone(guide, rule)):
            now = rebuilt(rule.when, _forgetting)
            found.append(Alarm(guide.id, rule, now, _asked(now)))
    return tuple(found)


def stands_alone(guide: Guide, rule: Rule) -> bool:
    """Whether the guide holds or stops because of this rule alone; a rule that it counts with others is a milder one."""
    steps = [step.rule.when for step in guide.steps if step.do.strength >= Decision.HOLD.strength]
    groups = [group for when in steps for group in _groups(when) if rule.id in group.rules]
    return all(group.count == 1 for group in groups) and any(is_enough(rule, when) for when in steps)


def _groups(step: Criterion) -> Iterator[OfGroup]:
    """The groups that a step asks about; what is in them is not looked through."""
    if isinstance(step, OfGroup):
        yield step
    else:
        for child in children(step):
            yield from _groups(child)


def is_enough(rule: Rule, step: Criterion) -> bool:
    """Whether a step holds once this rule does, whatever else is known."""
    match step:
        case OfGroup(count, _, rules):
            return count == 1 and rule.id in rules
        case AtLeast(count, args):
            return sum(is_enough(rule, arg) for arg in args) >= count
        case Held(arg):
            return is_enough(rule, arg)
        case _:
            return False


def met(known: Iterable[Alarm], chart: Chart, concepts: frozenset[str], moments: Iterable[int]) -> tuple[Alarm, ...]:
    """The alarms that what is recorded of these concepts meets, at one of these moments."""
    times = tuple(moments)
    near = [alarm for alarm in known if alarm.asks & concepts]
    return tuple(alarm for alarm in near if any(_meets(alarm, chart, concepts, time) for time in times))


def _meets(alarm: Alarm, chart: Chart, concepts: frozenset[str], at: int) -> bool:
    finding = explain(alarm.now, chart, at)
    rests_on = {evidence.concept for evidence in finding.evidence}
    return finding.truth is Truth.YES and bool(alarm.asks & concepts & rests_on)


def _forgetting(node: Criterion) -> Criterion:
    return node.when if isinstance(node, Latched) else node.arg if isinstance(node, Ever) else node


def _asked(tree: Criterion) -> frozenset[str]:
    """What a criterion is about: not the weight that a threshold goes by, nor the review behind a flag."""
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, Flag):
            found |= {node.concept, *(case.concept for case in node.cases)}
        elif isinstance(node, Compare) and not isinstance(node.quantity, Count | SinceDose):
            found.add(node.quantity.concept)
    return frozenset(found)
