"""Where the thresholds of one guide for one thing that is measured leave a gap, or overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Criterion,
    Ever,
    Latched,
    Latest,
    Not,
    Quantity,
    Total,
    children,
    walk,
)
from bedside.medicine import Guide, Rule
from bedside.proof.logic import Formula, Logic
from bedside.proof.proved import Proved
from bedside.proof.relations import exact
from bedside.proof.witness import Witness, Witnesses
from bedside.render import show_quantity

FAR = 1e9
"""Beyond any amount."""


def by_concept(guide: Guide) -> dict[str, tuple[tuple[Rule, Criterion], ...]]:
    """The rules of `guide` that ask nothing but numbers of one concept, each with what makes it begin."""
    found: dict[str, tuple[tuple[Rule, Criterion], ...]] = {}
    for rule in guide.rules:
        begins = _begins(rule.when)
        concept = _only_concept(begins)
        if concept is not None:
            found[concept] = (*found.get(concept, ()), (rule, begins))
    return found


def _begins(tree: Criterion) -> Criterion:
    match tree:
        case Latched(arg, _) | Ever(arg):
            return _begins(arg)
        case _:
            return tree


def _only_concept(tree: Criterion) -> str | None:
    leaves = [node for node in walk(tree) if not children(node)]
    plain = all(isinstance(node, Not | AtLeast | Compare) for node in walk(tree))
    concepts = {getattr(leaf.quantity, "concept", None) for leaf in leaves if isinstance(leaf, Compare)}
    return concepts.pop() if plain and len(concepts) == 1 else None


def overlaps(logic: Logic, witnesses: Witnesses, guide: Guide) -> Iterator[Proved]:
    """Rules of two groups about one concept that fire in the same patient."""
    for concept, rules in by_concept(guide).items():
        for (one, first), (other, second) in combinations(rules, 2):
            if one.group == other.group:
                continue
            found = witnesses.find(logic.of(first, guide.id), logic.of(second, guide.id))
            if found:
                say = f"{one.id} ({one.group}) and {other.id} ({other.group}) can fire at once for {concept}."
                trees = [(first, guide.id), (second, guide.id)]
                facts = found.facts(guide.id)
                yield Proved("overlap", "to read", guide.id, (one.id, other.id), say, found.lines(trees), facts)


def gaps(logic: Logic, witnesses: Witnesses, guide: Guide) -> Iterator[Proved]:
    """Values at which no rule fires although one fires below and one above."""
    for concept, rules in by_concept(guide).items():
        for quantity in _quantities(tree for _, tree in rules):
            yield from _Line(logic, witnesses, guide, concept, rules, quantity).gaps()


def _quantities(trees: Iterator[Criterion]) -> tuple[Quantity, ...]:
    """The numbers that `trees` are about; a change moves with the newest reading."""
    asked = (node.quantity for tree in trees for node in walk(tree) if isinstance(node, Compare))
    return tuple(dict.fromkeys(Latest(q.concept) if isinstance(q, Change) else q for q in asked))


@dataclass(frozen=True)
class _Line:
    """The values of one quantity from the least to the greatest, all else the same, and where rules fire on it."""

    logic: Logic
    witnesses: Witnesses
    guide: Guide
    concept: str
    rules: tuple[tuple[Rule, Criterion], ...]
    quantity: Quantity

    def gaps(self) -> Iterator[Proved]:
        z3, here = self.logic.z3, self._here
        below, above, again, beyond = (z3.FreshConst(here.sort()) for _ in range(4))
        between = (*self._fires(below), z3.Not(self._any(here)), *self._fires(above), below < here, here < above)
        both_ends = z3.And(self._any(self._end(0)), self._any(self._end(1)))
        one_sided = () if isinstance(self.quantity, Baseline) else (z3.Not(both_ends),)
        if found := self.witnesses.find(*between, *one_sided):
            yield self._gap(found, found.number(below), found.number(above))
            return
        quiet = (*self._exists(again), z3.Not(self._any(again)), above < again)
        if found := self.witnesses.find(*between, *quiet, *self._fires(beyond), again < beyond):
            yield self._gap(found, found.number(below), found.number(beyond), found.number(again))

    def _gap(self, found: Witness, below: Fraction, above: Fraction, again: Fraction | None = None) -> Proved:
        """A gap at what `found` has; rules meant for low and for high values leave one more, and only one, on purpose."""
        here = found.number(self._here)
        tried = [point for point in self.witnesses.points(self.quantity) if self._firing(found, point)]
        below = max((p for p in tried if below <= p < here), default=below)
        above = min((p for p in tried if here < p <= above and again is None), default=above)
        around = dict.fromkeys(rule for point in (below, above) for rule in self._firing(found, point))
        told = [found.amount(self.quantity, value) for value in (below, above, here)]
        what, quiet = show_quantity(self.quantity), [value for value in (here, again) if value is not None]
        also = "" if again is None else f" and at {found.amount(self.quantity, again)}, where only one can be meant"
        say = f"Rules about {what} fire at {told[0]} and at {told[1]}, but none at {told[2]}{also}."
        trees = [(tree, self.guide.id) for rule, tree in self.rules if rule.id in around]
        silent = (f"{what} = {found.amount(self.quantity, value)}" for value in quiet)
        lines = dict.fromkeys((*silent, *found.lines((), trees)))
        return Proved("gap", "fault", self.guide.id, tuple(around), say, tuple(lines), found.facts(self.guide.id))

    @property
    def _here(self) -> Formula:
        return self.logic.number(self.quantity, self.guide.id)

    def _any(self, value: Formula) -> Formula:
        """That some rule fires when the quantity has `value`."""
        return self.logic.z3.Or([self._at(tree, value) for _, tree in self.rules])

    def _at(self, tree: Criterion, value: Formula) -> Formula:
        return self.logic.z3.substitute(self.logic.of(tree, self.guide.id), (self._here, value))

    def _exists(self, value: Formula) -> tuple[Formula, ...]:
        """That the same patient could have `value`."""
        moved = [(known, self.logic.z3.substitute(known, (self._here, value))) for known in self.logic.relations]
        return tuple(after for before, after in moved if not before.eq(after))

    def _fires(self, value: Formula) -> tuple[Formula, ...]:
        return (*self._exists(value), self._any(value))

    def _firing(self, found: Witness, point: Fraction) -> tuple[str, ...]:
        """The rules that fire when `found` has `point` instead."""
        value = self.logic.term(point)
        if not all(found.holds(known) for known in self._exists(value)):
            return ()
        return tuple(rule.id for rule, tree in self.rules if found.holds(self._at(tree, value)))

    def _end(self, which: int) -> Formula:
        limits = self.logic.words[self.concept].possible
        if limits is None or (which and isinstance(self.quantity, Total)):
            limits = (-FAR, FAR)
        return self.logic.term(exact(limits[which]))
