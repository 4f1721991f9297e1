"""Criteria as logic: what every rule asks of one fully known patient, and what is true of every patient.

Each quantity is a number, each finding a Boolean; equal trees share one variable. What a criterion remembers (`for`,
`until`, `ever`) is a Boolean of its own, tied to the present by what the reader of `explain` makes of it. Only relations
that hold of every record are written: one too few makes a proof weaker, one too many would make it wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import Any, TypeVar

from bedside.concepts import Vocabulary
from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Ever,
    Extreme,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfBaseline,
    OfGroup,
    Op,
    PerWeight,
    Quantity,
    Reviewed,
    Threshold,
    concepts_of,
    counts_holds,
)
from bedside.proof.relations import exact, relations
from bedside.refusal import Refusal

Formula = Any
Lasting = Held | Latched | Ever
Node = Quantity | Flag | Lasting
Place = tuple[Node, str]
"""A variable: what it stands for, and the guide that it belongs to where guides can differ about it (slots held)."""
N = TypeVar("N")


class ExtraMissing(Refusal):
    """Something that has to be installed first; the message is the one line that does it."""


def solver_library() -> Any:
    """The module z3. Raises ExtraMissing."""
    try:
        import z3
    except ImportError:
        raise ExtraMissing("pip install 'bedside[verify]'") from None
    return z3


def spread(tree: Criterion) -> Criterion:
    """The same, with `for` brought inside `and`, and `ever` inside `or`: what remembers should be as small as it can."""
    match tree:
        case Held(AtLeast(count, args), duration) if count == len(args):
            return AtLeast(count, tuple(Held(arg, duration) for arg in args))
        case Held(Held(arg, inner), duration):
            return spread(Held(arg, inner + duration))
        case Ever(AtLeast(1, args)):
            return AtLeast(1, tuple(Ever(arg) for arg in args))
        case Ever(OfGroup(1) as group):
            return AtLeast(1, tuple(Ever(arg) for arg in group.members))
        case Ever(Ever(arg) | Latched(arg, _)):
            return spread(Ever(arg))
        case _:
            return tree


class Logic:
    """The variables of all criteria that were asked for, and one solver that knows what is true of every patient."""

    def __init__(self, words: Vocabulary, cycle_gap: int) -> None:
        self.z3 = solver_library()
        self.words = words
        self.cycle_gap = cycle_gap
        self.context = self.z3.Context()
        self.solver = self.z3.Solver(ctx=self.context)
        self.numbers: dict[tuple[Quantity, str], Formula] = {}
        self.flags: dict[tuple[Flag, str], Formula] = {}
        self.lasting: dict[tuple[Lasting, str], Formula] = {}
        self.thresholds: dict[tuple[Quantity, Op, Threshold], None] = {}
        self.relations: tuple[Formula, ...] = ()
        self._known: dict[tuple[Criterion, str], Formula] = {}

    def close(self) -> None:
        """Tell the solver how the variables hang together; to be called once every criterion was asked for."""
        self.number(Count("doses"), "")
        for quantity, _ in tuple(self.numbers):
            if isinstance(quantity, Extreme | Baseline):
                self.number(Latest(quantity.concept), "")
        numbers = relations(self.z3, self.numbers, self.words, self.cycle_gap)
        self.relations = (*numbers, *self._by_meaning())
        self.solver.add(*self.relations)
        self._order_what_lasts()

    def _by_meaning(self) -> Iterator[Formula]:
        """A finding that is a case of another, by the vocabulary, is not there without it."""
        for (flag, _), found in self.flags.items():
            for implied in self.words[flag.concept].implies:
                if (Flag(implied, None), "") in self.flags:
                    yield self.z3.Implies(found, self.flags[Flag(implied, None), ""])

    def possible(self, *formulas: Formula) -> bool:
        """Whether some patient makes all of `formulas` true."""
        found = self.solver.check(*formulas)
        assert found != self.z3.unknown, self.solver.reason_unknown()
        return bool(found == self.z3.sat)

    def term(self, value: Fraction) -> Formula:
        return self.z3.Q(*value.as_integer_ratio(), self.context)

    def switch(self) -> Formula:
        """A new Boolean that nothing is known of."""
        return self.z3.FreshConst(self.z3.BoolSort(self.context))

    def of(self, tree: Criterion, guide: str) -> Formula:
        """`tree` as a formula, read under `guide`."""
        key = (tree, guide if counts_holds(tree) else "")
        if key not in self._known:
            self._known[key] = self._of(spread(key[0]), key[1])
        return self._known[key]

    def _of(self, tree: Criterion, guide: str) -> Formula:
        z3 = self.z3
        match tree:
            case Compare(quantity, op, threshold):
                return self._compare(quantity, op, threshold, guide)
            case Flag():
                return self._variable(self.flags, (Flag(tree.concept, None), ""), z3.BoolSort(self.context))
            case Reviewed():
                return z3.BoolVal(True, self.context)
            case Not(arg):
                return z3.Not(self.of(arg, guide))
            case AtLeast(count, args):
                return self._count(count, args, guide)
            case OfGroup(count):
                return self._count(count, tree.members, guide)
            case Held() | Latched() | Ever():
                return self._lasting(tree, guide)

    def _count(self, count: int, args: tuple[Criterion, ...], guide: str) -> Formula:
        formulas = [self.of(arg, guide) for arg in args]
        if count > len(formulas):
            return self.z3.BoolVal(False, self.context)
        if count == 1:
            return self.z3.Or(formulas)
        return self.z3.And(formulas) if count == len(formulas) else self.z3.PbGe([(f, 1) for f in formulas], count)

    def _lasting(self, tree: Lasting, guide: str) -> Formula:
        """A Boolean for what the past decides, and what the present says of it."""
        z3 = self.z3
        lasts = self._variable(self.lasting, (tree, guide), z3.BoolSort(self.context))
        match tree:
            case Held(arg, _):
                self.solver.add(z3.Implies(lasts, self.of(arg, guide)))
            case Ever(arg):
                self.solver.add(z3.Implies(self.of(arg, guide), lasts))
            case Latched(when, release):
                now, freed = self.of(when, guide), self.of(release, guide)
                self.solver.add(z3.Implies(now, lasts), z3.Implies(lasts, z3.Or(now, z3.Not(freed))))
        return lasts

    def _compare(self, quantity: Quantity, op: Op, threshold: Threshold, guide: str) -> Formula:
        value, limit = self.number(quantity, guide), self.limit(quantity, threshold)
        self.thresholds[quantity, op, threshold] = None
        return {
            "<": lambda: value < limit,
            "<=": lambda: value <= limit,
            ">": lambda: value > limit,
            ">=": lambda: value >= limit,
            "=": lambda: value == limit,
        }[op]()

    def limit(self, quantity: Quantity, threshold: Threshold) -> Formula:
        """A threshold as a term: a number, a share of the baseline, or so much for each kilogram."""
        match threshold:
            case Number(_, _, canonical):
                return self.term(exact(canonical))
            case PerWeight(_, _, canonical):
                scale, base = exact(canonical), self.number(Latest("weight"), "")
            case OfBaseline(percent):
                assert isinstance(quantity, Latest)
                scale, base = exact(percent) / 100, self.number(Baseline(quantity.concept), "")
        return self.term(scale) * base

    def number(self, quantity: Quantity, guide: str) -> Formula:
        """The term of a quantity; a change is the distance between two."""
        match quantity:
            case Change("rise", concept, over):
                return self.number(Latest(concept), "") - self.number(Extreme("lowest", concept, over), "")
            case Change(_, concept, over):
                return self.number(Extreme("highest", concept, over), "") - self.number(Latest(concept), "")
            case Count("holds"):
                return self._variable(self.numbers, (quantity, guide), self.z3.IntSort(self.context))
            case Count():
                return self._variable(self.numbers, (quantity, ""), self.z3.IntSort(self.context))
            case _:
                return self._variable(self.numbers, (quantity, ""), self.z3.RealSort(self.context))

    def _variable(self, table: dict[N, Formula], place: N, sort: Any) -> Formula:
        if place not in table:
            table[place] = self.z3.FreshConst(sort)
        return table[place]

    def _order_what_lasts(self) -> None:
        """What lasts and follows from another at every moment follows from it over time."""
        touched = {place: set(concepts_of(place[0])) for place in self.lasting}
        for (this, mine), (that, yours) in permutations(self.lasting, 2):
            if touched[this, mine] & touched[that, yours] and self._always(_steps(this, that), mine, yours):
                self.solver.add(self.z3.Implies(self.lasting[this, mine], self.lasting[that, yours]))

    def _always(self, steps: Iterable[tuple[Criterion, Criterion]] | None, mine: str, yours: str) -> bool:
        """Whether the second of each of `steps` holds at every moment at which the first does."""
        return steps is not None and all(
            not self.possible(self.of(first, mine), self.z3.Not(self.of(second, yours))) for first, second in steps
        )


def _steps(this: Lasting, that: Lasting) -> tuple[tuple[Criterion, Criterion], ...] | None:
    """What must follow at every moment for `that` to follow from `this`; None where nothing would be enough."""
    match this, that:
        case Held(a, long), Held(b, short) if long >= short:
            return ((a, b),)
        case (Ever(a), Ever(b)) | (Latched(a, _), Ever(b)):
            return ((a, b),)
        case Latched(a, freed), Latched(b, loose):
            return ((a, b), (loose, freed))
        case _:
            return None
