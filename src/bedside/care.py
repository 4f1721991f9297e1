"""What to do now: what the sources do about the rules that fire, for trained staff. It never changes a decision."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.answer import Measure, Reason
from bedside.chart import Chart
from bedside.criterion import Change, Compare, Count, Criterion, Extreme, Flag, Latest, OfGroup, Total, Truth, walk
from bedside.explain import explain
from bedside.measure import Evidence
from bedside.medicine import CAUTION, Care, Guide, Medicine, Rule

NONE_NAMED = "none named"
NOTHING = "No measure is named in the sources that were read. The ward's own way of treating it holds."

Weighed = tuple[Care, Truth, tuple[Rule, ...]]
"""A row, whether it is shown, and the firing rules that it is shown for."""


def measures_for(
    medicine: Medicine, guide: Guide, rules: Sequence[Reason], steps: Sequence[Reason], chart: Chart, now: int
) -> tuple[Measure, ...]:
    """What is shown beside the firing `rules` of a guide, those of the strongest step first, cautions last.

    A file that has no such rows says nothing of measures at all.
    """
    if not medicine.cares:
        return ()
    strength = _strengths(guide, steps)
    firing = [reason.rule for reason in rules if reason.truth is Truth.YES]
    shown = [weighed for weighed in weigh_cares(medicine, rules, chart, now) if weighed[1] is Truth.YES]

    def place(weighed: Weighed) -> tuple[bool, int]:
        row, _, causes = weighed
        return row.kind == CAUTION, -max((strength.get(rule.id, 0) for rule in causes), default=-1)

    told = [_measure(row, causes) for row, _, causes in sorted(shown, key=place)]
    served = {rule for measure in told for rule in measure.rules}
    left = tuple(rule.id for rule in firing if rule.id not in served)
    none = [Measure(NONE_NAMED.replace(" ", "_"), NONE_NAMED, left, NOTHING, "", "", False)] if left else []
    cautions = [measure for measure in told if measure.kind == CAUTION]
    others = [measure for measure in told if measure.kind != CAUTION]
    alone = [measure for measure in others if not measure.rules]
    return (*(measure for measure in others if measure.rules), *none, *alone, *cautions)


def weigh_cares(medicine: Medicine, rules: Sequence[Reason], chart: Chart, now: int) -> list[Weighed]:
    """Every row of the medicine with its truth; a caution that names nothing holds where anything else is shown."""
    found: list[Weighed] = []
    fired = [(reason.rule, _fired(reason, chart)) for reason in rules if reason.truth is Truth.YES]
    for row in medicine.cares:
        causes = tuple(rule for rule, concepts in fired if concepts.intersection(row.on))
        own = explain(row.when, chart, now).truth if row.when else Truth.NO
        found.append((row, Truth.YES if causes else own, causes))
    anything = bool(fired) or any(truth is Truth.YES for _, truth, _ in found)
    bare = Truth.YES if anything else Truth.NO
    return [(row, truth if row.on or row.when else bare, causes) for row, truth, causes in found]


def _measure(row: Care, causes: tuple[Rule, ...]) -> Measure:
    document = row.source.split(",")[0]
    same = any(rule.source.split(",")[0] == document for rule in causes)
    return Measure(row.id, row.kind, tuple(rule.id for rule in causes), row.say, row.source, row.read, same)


def _fired(reason: Reason, chart: Chart) -> set[str]:
    """The concepts that a firing rule asks about and that made it fire: not those of its other alternatives."""
    told: set[str] = set()
    for evidence in reason.finding.evidence:
        if _speaks(evidence):
            told |= {evidence.concept, *chart.words[evidence.concept].implies}
    return told & _asked(reason.rule.when, chart.rhythm.dose)


def _speaks(evidence: Evidence) -> bool:
    return evidence.value not in (None, False) and not evidence.standing.startswith("cleared by")


def _asked(tree: Criterion, dose: str) -> set[str]:
    found: set[str] = set()
    for node in walk(tree):
        match node:
            case Compare(Count()):
                found.add(dose)
            case Compare(Latest() | Extreme() | Change() | Total() as quantity):
                found.add(quantity.concept)
            case Flag(concept, _, cases):
                found |= {concept, *(case.concept for case in cases)}
    return found


def _strengths(guide: Guide, steps: Sequence[Reason]) -> dict[str, int]:
    """Of each rule, the strength of the strongest firing step that counts it."""
    found: dict[str, int] = {}
    for step, reason in zip(guide.steps, steps, strict=True):
        for node in walk(step.rule.when) if reason.truth is Truth.YES else ():
            if isinstance(node, OfGroup):
                found |= {rule: max(step.do.strength, found.get(rule, 0)) for rule in node.rules}
    return found
