"""When the truth of a criterion can change: the only moments at which `for`, `until` and `ever` must look."""

from __future__ import annotations

from math import ceil, floor

from bedside.chart import SECOND, Chart
from bedside.criterion import (
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Extreme,
    Flag,
    Held,
    Latest,
    Number,
    OfBaseline,
    OfGroup,
    PerWeight,
    Quantity,
    Reviewed,
    SinceDose,
    Threshold,
    Total,
    children,
)


def changes(tree: Criterion, chart: Chart) -> tuple[int, ...]:
    """Every moment, in order, at which the truth of `tree` may differ from the moment before."""
    known = chart.found.get(id(tree))
    if known is None:
        known = chart.found[id(tree)] = (tree, tuple(sorted(_changes(tree, chart))))
    moments: tuple[int, ...] = known[1]
    return moments


def _changes(tree: Criterion, chart: Chart) -> set[int]:
    match tree:
        case Compare(quantity, _, threshold):
            return _of_quantity(quantity, threshold, chart) | _of_threshold(quantity, threshold, chart)
        case Flag(concept, review, cases):
            told, by = chart.of_concept(concept).times, review or concept
            own = {*told, *(t + chart.fresh(by) + 1 for t in told)} | (_ageing(review, chart) if review else set())
            return own.union(*(_changes(case, chart) for case in cases))
        case Reviewed(concept):
            return _ageing(concept, chart)
        case Held(arg, duration):
            inner = changes(arg, chart)
            return {*inner, *(t + duration * SECOND for t in inner)}
        case OfGroup():
            return {t for member in tree.members for t in changes(member, chart)}
        case _:
            return {t for child in children(tree) for t in changes(child, chart)}


def _ageing(concept: str, chart: Chart) -> set[int]:
    times, fresh = chart.of_concept(concept).times, chart.fresh(concept)
    return {*times, *(t + fresh + 1 for t in times)}


def _of_doses(chart: Chart) -> set[int]:
    gap = chart.rhythm.cycle_gap * SECOND
    return {moment for dose in chart.doses for moment in (dose + 1, dose + gap + 1)}


def _of_quantity(quantity: Quantity, threshold: Threshold, chart: Chart) -> set[int]:
    match quantity:
        case Latest(concept):
            return _ageing(concept, chart)
        case Extreme(_, concept, None):
            return _ageing(concept, chart) | _of_doses(chart)
        case Extreme(_, concept, int(over)) | Change(_, concept, over):
            ageing = _ageing(concept, chart)
            return ageing | {t + over * SECOND for t in ageing}
        case Total(concept, over, _):
            return _ageing(concept, chart) | {t + over * SECOND for t in chart.of_concept(concept).times}
        case Baseline(concept):
            return _of_baseline(concept, chart)
        case Count():
            return _of_doses(chart) | {held + 1 for held in chart.held}
        case SinceDose():
            assert isinstance(threshold, Number)
            marks = [mark * SECOND for mark in whole_seconds(threshold)]
            return {dose + more for dose in chart.doses for more in (1, *marks)}
        case _:
            raise TypeError(quantity)


def whole_seconds(threshold: Number) -> tuple[int, int]:
    """The whole seconds at which a count of whole seconds reaches a threshold, and at which it has passed it."""
    return ceil(threshold.canonical), floor(threshold.canonical) + 1


def _of_baseline(concept: str, chart: Chart) -> set[int]:
    times, age = chart.of_concept(concept).times, chart.rhythm.baseline_age * SECOND
    return {*times, *(t + age + 1 for t in times)} | _of_doses(chart)


def _of_threshold(quantity: Quantity, threshold: Threshold, chart: Chart) -> set[int]:
    match threshold:
        case PerWeight():
            return _ageing("weight", chart)
        case OfBaseline() if isinstance(quantity, Latest):
            return _of_baseline(quantity.concept, chart)
        case _:
            return set()
