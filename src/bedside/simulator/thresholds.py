"""What if a number of a guide were another one: the guide with changed thresholds, by rule and place.

consensus-2014.absolute.creatinine.threshold=3.5 mg/dL
consensus-2014.relative.heart_rate.threshold.2=120      the second number of the rule, in the rule's own unit
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from bedside.concepts import Vocabulary
from bedside.criterion import Compare, Criterion, Number, OfBaseline, OfGroup, PerWeight, children, rebuilt
from bedside.grammar import GrammarError, parse
from bedside.medicine import Guide, Rule
from bedside.refusal import Refusal
from bedside.render import render, show_quantity, show_threshold

SETTING = re.compile(r"\s*(?P<rule>[^=\s]+?)\.threshold(?:\.(?P<place>\d+))?\s*=\s*(?P<value>.+?)\s*")
GLUED = re.compile(r"^([+-]?\d+(?:\.\d+)?)(?=[a-zA-Z%\[])")
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")


class BadThreshold(Refusal):
    """A change of a guide that has no meaning; the message says which would."""


@dataclass(frozen=True)
class Changed:
    """One threshold that was changed: of which rule, and how the rule read before and reads now."""

    rule: str
    before: str
    now: str


def with_thresholds(guide: Guide, settings: Sequence[str], words: Vocabulary) -> tuple[Guide, tuple[Changed, ...]]:
    """The guide with each setting made, and what was changed. Raises BadThreshold."""
    changed: list[Changed] = []
    for setting in settings:
        found = SETTING.fullmatch(setting)
        if found is None:
            raise BadThreshold(f"{setting!r} does not set a threshold; write RULE.threshold=VALUE, such as {_example(guide)}")
        rule = _rule(guide, found["rule"])
        new = _with_threshold(rule, found["place"], found["value"], words)
        changed.append(Changed(rule.id, rule.text, new.text))
        guide = _with_rule(guide, new)
    return guide, tuple(changed)


def _example(guide: Guide) -> str:
    for rule in guide.rules:
        for compare in _comparisons(rule.when):
            return f'"{rule.id}.threshold={show_threshold(compare.threshold)}"'
    return '"creatinine.threshold=3.5 mg/dL"'


def _rule(guide: Guide, name: str) -> Rule:
    known = {rule.id: rule for rule in guide.rules}
    found = known.get(name) or known.get(f"{guide.id}.{name}")
    if found is not None:
        return found
    if any(step.rule.id in (name, f"{guide.id}.{name}") for step in guide.steps):
        raise BadThreshold(f"{name} is a step of the decision and has no threshold of its own; change one of its rules")
    near = get_close_matches(name, [*known, *(key.removeprefix(f"{guide.id}.") for key in known)], 1)
    raise BadThreshold(f"{guide.id} has no rule {name!r}" + (f"; did you mean {near[0]}?" if near else ""))


def _comparisons(tree: Criterion) -> Iterator[Compare]:
    """Every comparison in the order in which the text of the rule has them."""
    if isinstance(tree, Compare):
        yield tree
    for child in children(tree):
        yield from _comparisons(child)


def _with_threshold(rule: Rule, place: str | None, value: str, words: Vocabulary) -> Rule:
    found = list(_comparisons(rule.when))
    if not found:
        raise BadThreshold(f"{rule.id} has no threshold: {rule.text}")
    if place is None and len(found) > 1:
        raise BadThreshold(f"{rule.id} has {len(found)} thresholds; name one: {_places(rule, found)}")
    if place is not None and not 1 <= int(place) <= len(found):
        raise BadThreshold(f"{rule.id} has no threshold {place}; it has: {_places(rule, found)}")
    new = _compared(found[int(place or 1) - 1], value, rule, words)
    count = iter(range(1, len(found) + 1))

    def change(node: Criterion) -> Criterion:
        return new if isinstance(node, Compare) and next(count) == int(place or 1) else node

    tree = rebuilt(rule.when, change)
    text = render(tree)
    return replace(rule, when=tree, text=text, say=f"Changed for this simulation: {text} (the guide has: {rule.text}).")


def _places(rule: Rule, found: Sequence[Compare]) -> str:
    return ", ".join(f"{rule.id}.threshold.{n}={show_threshold(each.threshold)}" for n, each in enumerate(found, 1))


def _compared(old: Compare, value: str, rule: Rule, words: Vocabulary) -> Compare:
    """The comparison with another threshold, read as the language reads it; a number alone is in the rule's own unit."""
    text = f"{value} {_unit(old)}".strip() if PLAIN.fullmatch(value) else GLUED.sub(r"\1 ", value)
    try:
        new = parse(f"{show_quantity(old.quantity)} {old.op} {text}", words)
    except GrammarError as trouble:
        told = trouble.sentence()
        raise BadThreshold(f"{rule.id}: {value!r} cannot stand in place of {show_threshold(old.threshold)}: {told}") from None
    if not isinstance(new, Compare):
        raise BadThreshold(f"{rule.id}: {value!r} is more than one threshold; {show_threshold(old.threshold)} is one")
    return new


def _unit(old: Compare) -> str:
    match old.threshold:
        case Number(_, unit, _) | PerWeight(_, unit, _):
            return unit
        case OfBaseline():
            return "% of baseline"


def _with_rule(guide: Guide, new: Rule) -> Guide:
    """The guide with one rule in the place of the rule of its id, there and in every group that counts it."""

    def change(node: Criterion) -> Criterion:
        if not isinstance(node, OfGroup) or new.id not in node.rules:
            return node
        pairs = zip(node.rules, node.args, strict=True)
        return replace(node, args=tuple(new.when if key == new.id else arg for key, arg in pairs))

    rules = tuple(new if rule.id == new.id else rule for rule in guide.rules)
    steps = tuple(replace(step, rule=replace(step.rule, when=rebuilt(step.rule.when, change))) for step in guide.steps)
    return replace(guide, rules=rules, steps=steps)
