"""What a guide makes of one value alone: from which number on its rules would correct, hold or stop.

    creatinine 2.46 mg/dL: under consensus-2014 a dose needs a correction first from 2.5 mg/dL, is held from 3 mg/dL

It is read from the guide's own criteria. Rules that ask for more than the one value are not reduced to it, but named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bedside.criterion import (
    AtLeast,
    Compare,
    Criterion,
    Extreme,
    Held,
    Latched,
    Latest,
    Number,
    OfGroup,
    Op,
    concepts_of,
    walk,
)
from bedside.medicine import Decision, Guide, Rule
from bedside.quantity import show

MEANS = {
    Decision.CORRECT: "a dose needs a correction first",
    Decision.HOLD: "a dose is held",
    Decision.STOP_CYCLE: "the cycle is stopped",
    Decision.STOP_FOR_GOOD: "the medicine is stopped for good",
}
FROM: dict[Op, str] = {">=": "from", ">": "above", "<=": "at or below", "<": "below", "=": "at"}


@dataclass(frozen=True)
class Threshold:
    """A number of a guide for one concept alone, what follows from it, and whether a value has reached it."""

    op: Op
    value: float
    rule: Rule
    decision: Decision | None
    reached: bool
    alone: bool


def thresholds(guide: Guide, concept: str, value: float) -> tuple[Threshold, ...]:
    """The numbers that a guide holds `concept` against, the mildest first; `value` is in the concept's own unit."""
    found = list(_alone(guide, concept, value))
    named = {each.rule.id for each in found}
    for rule in guide.rules:
        if rule.id not in named and (marks := _marks(rule.when, concept)):
            op, number = marks[0]
            found.append(Threshold(op, number, rule, _decision(guide, rule), _holds(op, value, number), False))
    return tuple(sorted(found, key=lambda each: (not each.alone, each.decision.strength if each.decision else 9, each.value)))


def _alone(guide: Guide, concept: str, value: float) -> Iterator[Threshold]:
    """Of the rules that ask for this value and nothing else."""
    for rule in guide.rules:
        parts = _simple(rule.when, concept)
        if parts:
            op, number = _entry(parts, guide, concept)
            reached = all(_holds(each, value, limit) for each, limit in parts)
            yield Threshold(op, number, rule, _decision(guide, rule), reached, True)


def _simple(tree: Criterion, concept: str) -> list[tuple[Op, float]]:
    """The comparisons of a rule that is one comparison of the newest value, or several of which all must hold; else none."""
    if concepts_of(tree) != (concept,):
        return []
    match tree:
        case Compare(Latest(), op, Number() as number):
            return [(op, number.canonical)]
        case AtLeast(count, args) if count == len(args):
            parts = [_simple(arg, concept) for arg in args]
            return [part for each in parts for part in each] if all(parts) else []
        case _:
            return []


def _entry(parts: list[tuple[Op, float]], guide: Guide, concept: str) -> tuple[Op, float]:
    """Of a band, the end on which it is entered: the one that the guide's one-sided rules of this concept point to."""
    if len(parts) == 1:
        return parts[0]
    ones = [found[0][0] for rule in guide.rules if len(found := _simple(rule.when, concept)) == 1]
    falling = bool(ones) and all(op.startswith("<") for op in ones)
    return next((part for part in parts if part[0].startswith("<") == falling), parts[0])


def _marks(tree: Criterion, concept: str) -> list[tuple[Op, float]]:
    """The comparisons of a concept's own value anywhere in what brings a rule into force."""
    parts = walk(tree.when if isinstance(tree, Latched) else tree)
    found: list[tuple[Op, float]] = []
    for node in parts:
        match node:
            case Compare(Latest() | Extreme() as quantity, op, Number() as number) if quantity.concept == concept:
                found.append((op, number.canonical))
    return found


def _decision(guide: Guide, rule: Rule) -> Decision | None:
    """What follows from one rule of a group at once: the strongest step that one rule is enough for."""
    found = [step.do for step in guide.steps if _enough(step.rule.when, rule.group)]
    return max(found, key=lambda each: each.strength, default=None)


def _enough(tree: Criterion, group: str) -> bool:
    match tree:
        case OfGroup(1, name, _, _, None):
            return name == group
        case AtLeast(1, args):
            return any(_enough(arg, group) for arg in args)
        case Held():
            return False
        case _:
            return False


def _holds(op: Op, value: float, limit: float) -> bool:
    near = abs(value - limit) <= 1e-9 * abs(limit)
    match op:
        case "<":
            return value < limit and not near
        case "<=":
            return value < limit or near
        case ">":
            return value > limit and not near
        case ">=":
            return value > limit or near
    return near


def told(guide: Guide, unit: str, found: tuple[Threshold, ...]) -> str:
    """The thresholds of a guide in one sentence; of several that lead to the same, the one that is met first."""
    parts: dict[str, str] = {}
    for each in found:
        if each.alone:
            means = MEANS[each.decision] if each.decision else "a rule is met"
            parts.setdefault(means, f"{means} {FROM[each.op]} {show(each.value)} {unit}{' (reached)' if each.reached else ''}")
    rest = [each.rule.say for each in found if not each.alone]
    sentence = "; ".join(parts.values())
    more = f" Rules that ask for more than this value: {' '.join(rest)}" if rest else ""
    return (
        f"under {guide.id} {sentence}.{more}"
        if sentence
        else f"under {guide.id}, where more than this value counts: {' '.join(rest)}"
    )
