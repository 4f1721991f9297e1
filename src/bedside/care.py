"""What to do now: what the sources do about the rules that fire, for trained staff. It never changes a decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bedside.answer import Measure, Reason
from bedside.chart import Chart
from bedside.criterion import Change, Compare, Count, Criterion, Extreme, Flag, Latest, OfGroup, Total, Truth, walk
from bedside.explain import explain
from bedside.measure import Evidence
from bedside.medicine import CAUTION, SERVE_NOTHING, Care, Decision, Guide, Medicine, Rule

NONE_NAMED = "none named"
NOTHING = "No measure is named in the sources that were read. The ward's own way of treating it holds."
NOT_SHOWN = "not shown"


@dataclass(frozen=True)
class Weighed:
    """A row, whether it is shown, and the firing rules that it is for.

    `against` are the concepts that speak against a row which would be shown without them; `unsure` those of which it is
    not known whether they do.
    """

    row: Care
    truth: Truth
    causes: tuple[Rule, ...]
    against: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


Placed = tuple[tuple[int, int, int], Measure]
"""A measure with its place: how strong its rules are, then the place of its group in the file, then its own."""


def measures_for(
    medicine: Medicine,
    guide: Guide,
    rules: Sequence[Reason],
    steps: Sequence[Reason],
    decision: Decision,
    chart: Chart,
    now: int,
) -> tuple[Measure, ...]:
    """What is shown beside the firing `rules` of a guide and its `decision`: for the strongest rules first, cautions last.

    A file that has no such rows says nothing of measures at all.
    """
    if not medicine.cares:
        return ()
    strength = _strengths(guide, steps, chart, now)
    weighed = weigh_cares(medicine, rules, decision, chart, now)
    shown = [each for each in weighed if each.truth is Truth.YES]
    hidden = _not_shown([each for each in weighed if each.against], shown, chart)
    placed = list(_placed(shown, strength, chart))
    served = {rule for _, measure in placed if measure.kind not in SERVE_NOTHING for rule in measure.rules}
    served |= {rule for measure in hidden for rule in measure.rules}
    left = [reason.rule.id for reason in rules if reason.truth is Truth.YES and reason.rule.id not in served]
    if left:
        none = Measure(NONE_NAMED.replace(" ", "_"), NONE_NAMED, tuple(left), NOTHING, "", "", False)
        placed.append(((-max(strength.get(rule, 0) for rule in left), -1, -1), none))
    told = [measure for _, measure in sorted(placed, key=lambda each: each[0])]
    cautions = [measure for measure in told if measure.kind == CAUTION]
    return (*(measure for measure in told if measure.kind != CAUTION), *hidden, *cautions)


def weigh_cares(medicine: Medicine, rules: Sequence[Reason], decision: Decision, chart: Chart, now: int) -> list[Weighed]:
    """Every row of the medicine with its truth; a caution that names nothing holds where anything else is told."""
    fired = [(reason.rule, _fired(reason, chart)) for reason in rules if reason.truth is Truth.YES]
    found = [_weigh(row, fired, decision, chart, now) for row in medicine.cares]
    anything = bool(fired) or any(each.truth is Truth.YES or each.against for each in found)
    bare = Truth.YES if anything else Truth.NO
    return [each if each.row.on or each.row.when else replace(each, truth=bare) for each in found]


def _weigh(row: Care, fired: Sequence[tuple[Rule, set[str]]], decision: Decision, chart: Chart, now: int) -> Weighed:
    if row.decisions and decision not in row.decisions:
        return Weighed(row, Truth.NO, ())
    causes = tuple(rule for rule, concepts in fired if concepts.intersection(row.on))
    own = explain(row.when, chart, now).truth if row.when else Truth.NO
    truth = Truth.YES if causes else own
    if truth is not Truth.YES or row.unless is None:
        return Weighed(row, truth, causes)
    guard = explain(row.unless, chart, now)
    asked = _asked(row.unless, chart.rhythm.dose)
    match guard.truth:
        case Truth.YES:
            against = dict.fromkeys(e.concept for e in guard.evidence if e.concept in asked)
            return Weighed(row, Truth.NO, causes, against=tuple(against))
        case Truth.UNKNOWN:
            lacking = [e for e in guard.evidence if e.lacking] or guard.evidence
            unsure = dict.fromkeys(e.concept for e in lacking)
            return Weighed(row, truth, causes, unsure=tuple(unsure))
        case _:
            return Weighed(row, truth, causes)


def _placed(shown: Sequence[Weighed], strength: dict[str, int], chart: Chart) -> Iterator[Placed]:
    """Each row that is shown, with its place: those for the same rules stand together, in the order of the file.

    What is no measure stands below all that is one for a rule, and above what has a criterion of its own.
    """
    first: dict[tuple[Rule, ...], int] = {}
    for place, each in enumerate(shown):
        group = first.setdefault(each.causes, place)
        strongest = max((strength.get(rule.id, 0) for rule in each.causes), default=-1)
        if each.causes and each.row.kind in SERVE_NOTHING:
            strongest = 0
        yield (-strongest, group, place), _measure(each, chart)


def _measure(weighed: Weighed, chart: Chart) -> Measure:
    row, causes = weighed.row, weighed.causes
    document = row.source.split(",")[0]
    same = any(rule.source.split(",")[0] == document for rule in causes)
    sure = f" Make sure of: {_labels(weighed.unsure, chart)}." if weighed.unsure else ""
    return Measure(row.id, row.kind, tuple(rule.id for rule in causes), row.say + sure, row.source, row.read, same)


def _not_shown(hidden: Sequence[Weighed], shown: Sequence[Weighed], chart: Chart) -> tuple[Measure, ...]:
    """One entry for all that speaks against a measure; it is for the rules that have no other measure than these."""
    if not hidden:
        return ()
    other = {rule.id for each in shown if each.row.kind not in SERVE_NOTHING for rule in each.causes}
    rules = dict.fromkeys(rule.id for each in hidden for rule in each.causes if rule.id not in other)
    why: dict[tuple[str, ...], dict[str, None]] = {}
    for each in hidden:
        why.setdefault(each.against, {})[each.row.kind] = None
    told = "; ".join(f"{', '.join(kinds)} (against it: {_labels(against, chart)})" for against, kinds in why.items())
    say = f"The sources name a measure that does not fit here: {told}."
    return (Measure(NOT_SHOWN.replace(" ", "_"), NOT_SHOWN, tuple(rules), say, "", "", False),)


def _labels(concepts: Sequence[str], chart: Chart) -> str:
    return ", ".join(chart.words[concept].label for concept in concepts)


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


def _strengths(guide: Guide, steps: Sequence[Reason], chart: Chart, now: int) -> dict[str, int]:
    """Of each rule, the strength of the strongest firing step that it makes fire, alone or with others of its group."""
    found: dict[str, int] = {}
    for step, reason in zip(guide.steps, steps, strict=True):
        for node in walk(step.rule.when) if reason.truth is Truth.YES else ():
            if isinstance(node, OfGroup) and explain(node, chart, now).truth is Truth.YES:
                found |= {rule: max(step.do.strength, found.get(rule, 0)) for rule in node.rules}
    return found
