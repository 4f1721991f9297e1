"""Read a criterion for one patient at one moment, and say why: the obvious, slow reader that the fast one must equal.

A quantity is an interval: what is not known stretches it. One reading of 900 in a window that is not fully covered makes
the highest "900 or more": enough for a known YES, never for a known NO.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bedside.chart import SECOND, Chart
from bedside.criterion import (
    TOLERANCE,
    AtLeast,
    Compare,
    Criterion,
    Ever,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfGroup,
    Op,
    Reviewed,
    Truth,
    children,
)
from bedside.measure import Evidence, Interval, measure, standing_of, threshold_of
from bedside.moments import changes

NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


@dataclass(frozen=True)
class Finding:
    """Whether a criterion holds, and the evidence that made it so; `began` when it had to last or was latched."""

    truth: Truth
    evidence: tuple[Evidence, ...]
    began: int | None = None


def explain(tree: Criterion, chart: Chart, at: int) -> Finding:
    """What is known of `tree` for the person of `chart` at the moment `at`."""
    known = chart.found.get((id(tree), at))
    if known is None:
        known = chart.found[id(tree), at] = (tree, _explain(tree, chart, at))
    finding: Finding = known[1]
    return finding


def _explain(tree: Criterion, chart: Chart, at: int) -> Finding:
    match tree:
        case Compare(quantity, op, threshold):
            value = measure(quantity, chart, at)
            limit = threshold_of(threshold, quantity, chart, at)
            return Finding(compare(value, op, limit), value.evidence + limit.evidence)
        case Flag():
            return _flag(tree, chart, at)
        case Reviewed(concept):
            evidence, fresh = standing_of(concept, chart, at)
            return Finding(YES if fresh else UNKNOWN, (evidence,))
        case Not(arg):
            inner = explain(arg, chart, at)
            return replace(inner, truth=Truth(2 - inner.truth))
        case AtLeast(count, args):
            return _at_least(count, args, chart, at)
        case OfGroup(count):
            return _at_least(count, tree.members, chart, at)
        case Held(arg, duration):
            return _held(arg, duration, chart, at)
        case Latched(when, release):
            return _latched(tree, when, release, chart, at)
        case Ever(arg):
            return _ever(arg, chart, at)


def compare(value: Interval, op: Op, limit: Interval) -> Truth:
    """YES when every number in `value` stands so to every number in `limit`, NO when none does, else UNKNOWN."""
    if limit.unknown:
        return UNKNOWN
    slack = TOLERANCE * max(1.0, abs(limit.low), abs(limit.high))
    below, above = limit.low - slack, limit.high + slack
    match op:
        case ">=":
            return _truth(value.low >= limit.high - slack, value.high < below)
        case ">":
            return _truth(value.low > above, value.high <= limit.low + slack)
        case "<":
            return _truth(value.high < below, value.low >= limit.high - slack)
        case "<=":
            return _truth(value.high <= limit.low + slack, value.low > above)
        case "=":
            exactly = value.low >= limit.high - slack and value.high <= limit.low + slack
            return _truth(exactly, value.high < below or value.low > above)


def _truth(yes: bool, no: bool) -> Truth:
    return YES if yes else NO if no else UNKNOWN


def _flag(flag: Flag, chart: Chart, at: int) -> Finding:
    """Law: once true, true until an explicit false or a later review that does not repeat it; or while a case of it is."""
    own = _own(flag, chart, at)
    if own.truth is not YES:
        for case in flag.cases:
            found = _own(case, chart, at)
            if found.truth is YES:
                return found
    return own


def _own(flag: Flag, chart: Chart, at: int) -> Finding:
    series = chart.of_concept(flag.concept)
    index = series.last(at)
    told, fresh = standing_of(flag.concept, chart, at, of=flag.review)
    there = index >= 0 and bool(series.high[index])
    if flag.review is None:
        return Finding(YES if there else NO if fresh else UNKNOWN, (_clear(told, "recorded") if there and not fresh else told,))
    review, reviewed = standing_of(flag.review, chart, at)
    since = chart.of_concept(flag.review).last(at)
    later = since >= 0 and index >= 0 and chart.of_concept(flag.review).times[since] > series.times[index]
    if there and not later:
        return Finding(YES, (_clear(told, "recorded"),))
    if index >= 0 and not there and fresh:
        return Finding(NO, (_clear(told, "denied"),))
    if reviewed and there:
        return Finding(NO, (_clear(told, f"cleared by {flag.review}"), review))
    return Finding(NO if reviewed else UNKNOWN, (review,))


def _clear(told: Evidence, standing: str) -> Evidence:
    return replace(told, standing=standing, lacking=False)


def _at_least(count: int, args: tuple[Criterion, ...], chart: Chart, at: int) -> Finding:
    found = [explain(arg, chart, at) for arg in args]
    ranked = sorted((finding.truth for finding in found), reverse=True)
    truth = ranked[count - 1] if count <= len(ranked) else NO
    evidence = dict.fromkeys(e for finding in found if finding.truth == truth for e in finding.evidence)
    began = [finding.began for finding in found if finding.truth == truth and finding.began is not None]
    return Finding(truth, tuple(evidence), min(began, default=None))


def _held(arg: Criterion, duration: int, chart: Chart, at: int) -> Finding:
    """The least true moment of the window; a NO is the least there can be, so the search ends with one."""
    start = at - duration * SECOND
    inside = [t for t in changes(arg, chart) if start < t < at]
    worst = explain(arg, chart, at)
    for moment in (start, *reversed(inside)):
        if worst.truth is NO:
            return worst
        if worst.truth is UNKNOWN and not _is_no(arg, chart, moment):
            continue
        worst = min(worst, explain(arg, chart, moment), key=lambda finding: finding.truth)
    return replace(worst, began=start) if worst.truth is YES else worst


def _is_no(tree: Criterion, chart: Chart, at: int) -> bool:
    """Whether `tree` is a known NO; it stops at the first sign that it is not, and keeps no evidence."""
    if not isinstance(tree, AtLeast | OfGroup):
        return explain(tree, chart, at).truth is NO
    missing = tree.count
    for arg in tree.members if isinstance(tree, OfGroup) else tree.args:
        missing -= not _is_no(arg, chart, at)
        if missing == 0:
            return False
    return True


def _past(tree: Criterion, chart: Chart, at: int) -> list[int]:
    """Where a search through the whole record has to look: where it begins, and wherever something changes."""
    return [t for t in (*chart.first, *changes(tree, chart)) if t < at]


def possible(tree: Criterion, chart: Chart) -> bool:
    """False where no reading at all could ever have made `tree` true; most of what is remembered never happened."""
    match tree:
        case Flag(concept, _, cases):
            return any(chart.of_concept(concept).high) or any(possible(case, chart) for case in cases)
        case Compare(Latest(concept), op, Number(_, _, limit)):
            series, mark = chart.of_concept(concept), Interval(limit, limit)
            values = zip(series.low, series.high, strict=True)
            return any(compare(Interval(low, high), op, mark) is YES for low, high in values)
        case AtLeast(count) | OfGroup(count):
            return sum(possible(arg, chart) for arg in children(tree)) >= count
        case Held(arg) | Ever(arg) | Latched(arg):
            return possible(arg, chart)
        case _:
            return True


def _latched(tree: Latched, when: Criterion, release: Criterion, chart: Chart, at: int) -> Finding:
    if not possible(when, chart):
        return explain(when, chart, at)
    began: Finding | None = None
    for moment in _past(tree, chart, at):
        now = explain(when, chart, moment)
        if now.truth is YES:
            began = began or replace(now, began=moment)
        elif began and explain(release, chart, moment).truth is YES:
            began = None
    now = explain(when, chart, at)
    if now.truth is YES:
        return replace(now, began=began.began if began else at)
    freed = explain(release, chart, at)
    if began is None or freed.truth is YES:
        return now
    return replace(began, evidence=tuple(dict.fromkeys(began.evidence + freed.evidence)))


def _ever(arg: Criterion, chart: Chart, at: int) -> Finding:
    now = explain(arg, chart, at)
    if now.truth is YES or not possible(arg, chart):
        return now
    for moment in _past(arg, chart, at):
        then = explain(arg, chart, moment)
        if then.truth is YES:
            return replace(then, began=moment)
    return now
