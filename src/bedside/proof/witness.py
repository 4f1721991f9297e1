"""A patient in whom something is so, as near as can be to one in whom no rule fires: few facts to read, round numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Ever,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfBaseline,
    OfGroup,
    PerWeight,
    Quantity,
    SinceDose,
    Threshold,
    Total,
)
from bedside.proof.grid import points, whole_points
from bedside.proof.logic import Formula, Logic, Node, Place, spread
from bedside.proof.relations import exact
from bedside.quantity import show
from bedside.render import render, show_quantity

Value = float | bool
MOST = 8
"""So many deviations are looked for one by one; beyond that any witness will do."""


class Witnesses:
    """Finds patients, for which it first settles on one in whom as few as possible of `rules` fire.

    `interval` is the usual time between two doses, in seconds.
    """

    def __init__(self, logic: Logic, rules: Iterable[Formula], interval: int) -> None:
        self.logic, self.interval = logic, interval
        self.calm: dict[tuple[Quantity, str], Fraction] = {}
        self._settle(list(rules))
        self._cost = [*self._of_numbers(), *self._of_findings()]
        self._near = (self._only(self.points), self._only(lambda q: (*self.points(q), *self._edges(q))))
        self._limits: list[Formula] = []

    def find(self, *wanted: Formula) -> Witness | None:
        """The nearest patient of whom all of `wanted` is true; None where there is none."""
        if not self.logic.possible(*wanted):
            return None
        anyone = self.logic.solver.model()
        for rounded in (*((near,) for near in self._near), ()):
            for most in range(MOST + 1) if self.logic.possible(*wanted, *rounded) else ():
                if self.logic.possible(*wanted, *rounded, self._at_most(most)):
                    return Witness(self, self.logic.solver.model())
        return Witness(self, anyone)

    def points(self, quantity: Quantity) -> tuple[Fraction, ...]:
        """Values of `quantity` worth trying, given what is settled of weight and baselines."""
        marks = [(op, exact(limit.canonical)) for op, limit in self._asked(quantity) if isinstance(limit, Number)]
        match quantity:
            case Count(what):
                return whole_points(1 if what == "doses" else 0, marks)
            case SinceDose():
                hours = [mark / 3600 for mark in (*(mark for _, mark in marks), Fraction(self.logic.cycle_gap))]
                return (Fraction(self.interval), *(3600 * point for point in points(hours, Fraction(0), None)))
            case _:
                limits = self.logic.words[quantity.concept].possible or (None, None)
                low, high = (None if limit is None else exact(limit) for limit in limits)
                return points((mark for _, mark in marks), low, high, self._edges(quantity))

    def _asked(self, quantity: Quantity) -> list[tuple[str, Threshold]]:
        return [(op, limit) for other, op, limit in self.logic.thresholds if _alike(other, quantity)]

    def _edges(self, quantity: Quantity) -> tuple[Fraction, ...]:
        """Thresholds of `quantity` that hang on another number: seldom round, so they are looked at last."""
        shares = (self._share(_concept(quantity) or "", limit) for _, limit in self._asked(quantity))
        return tuple(dict.fromkeys(share for share in shares if share is not None))

    def _share(self, concept: str, limit: Threshold) -> Fraction | None:
        """A threshold that hangs on another number, for the patient settled on."""
        match limit:
            case PerWeight(_, _, canonical) if weight := self.calm.get((Latest("weight"), "")):
                return exact(canonical) * weight
            case OfBaseline(percent) if base := self.calm.get((Baseline(concept), "")):
                return exact(percent) / 100 * base
            case _:
                return None

    def _settle(self, rules: list[Formula]) -> None:
        """A patient in whom no rule fires, or few: findings absent first, then every number in turn."""
        logic = self.logic
        logic.solver.push()
        self._deny(rules)
        self._deny([*logic.flags.values(), *logic.lasting.values()])
        for place in sorted(logic.numbers, key=_rank):
            self.calm[place] = self._settle_on(place)
            logic.solver.add(logic.numbers[place] == logic.term(self.calm[place]))
        logic.solver.pop()

    def _deny(self, formulas: list[Formula]) -> None:
        logic = self.logic
        denied = [logic.z3.Not(formula) for formula in formulas]
        if logic.possible(*denied):
            logic.solver.add(*denied)
            return
        for formula in denied:
            if logic.possible(formula):
                logic.solver.add(formula)

    def _settle_on(self, place: tuple[Quantity, str]) -> Fraction:
        alike = [value * _ratio(place[0], other) for (other, _), value in self.calm.items() if _same(place[0], other)]
        value = self.logic.numbers[place]
        for point in (*alike, *self.points(place[0])):
            if self.logic.possible(value == self.logic.term(point)):
                return point
        self.logic.possible()
        return _number(self.logic.solver.model().eval(value, model_completion=True))

    def _only(self, values: Callable[[Quantity], tuple[Fraction, ...]]) -> Formula:
        """A Boolean that keeps every number to the settled one and to `values`."""
        z3, chosen = self.logic.z3, self.logic.switch()
        for place, number in self.logic.numbers.items():
            near = dict.fromkeys((self.calm[place], *values(place[0])))
            same = [number == self.logic.term(value) for value in near]
            self.logic.solver.add(z3.Implies(chosen, z3.Or(same)))
        return chosen

    def _of_numbers(self) -> Iterator[tuple[Formula, int]]:
        """For each number a Boolean that must be true when it is another than the settled one; slots held are history."""
        z3 = self.logic.z3
        for place, value in self.logic.numbers.items():
            other = self.logic.switch()
            self.logic.solver.add(z3.Or(other, value == self.logic.term(self.calm[place])))
            yield other, 2 if place[0] == Count("holds") else 1

    def _of_findings(self) -> Iterator[tuple[Formula, int]]:
        """Each finding that is there, and each memory of what is no longer so, which is harder to read."""
        z3 = self.logic.z3
        yield from ((flag, 1) for flag in self.logic.flags.values())
        for (tree, guide), lasts in self.logic.lasting.items():
            match tree:
                case Held():
                    yield lasts, 1
                case Latched(arg, _) | Ever(arg):
                    yield z3.And(lasts, z3.Not(self.logic.of(arg, guide))), 2

    def _at_most(self, most: int) -> Formula:
        z3 = self.logic.z3
        while len(self._limits) <= most:
            limit = self.logic.switch()
            self.logic.solver.add(z3.Implies(limit, z3.PbLe(self._cost, len(self._limits))))
            self._limits.append(limit)
        return self._limits[most]


class Witness:
    """One patient, known in full."""

    def __init__(self, finder: Witnesses, model: Any) -> None:
        self.logic, self.calm, self._model = finder.logic, finder.calm, model

    def holds(self, formula: Formula) -> bool:
        return bool(self.logic.z3.is_true(self._model.eval(formula, model_completion=True)))

    def number(self, term: Formula) -> Fraction:
        return _number(self._model.eval(term, model_completion=True))

    def value(self, node: Node, guide: str) -> Fraction | bool:
        """What this patient has for `node`, as `guide` sees it."""
        if isinstance(node, Flag | Held | Latched | Ever):
            return self.holds(self.logic.of(node, guide))
        return self.number(self.logic.number(node, guide))

    def facts(self, *guides: str) -> tuple[tuple[Node, Value], ...]:
        """Every variable with its value, but for what belongs to guides other than `guides`."""
        places = (*self.logic.numbers, *self.logic.flags, *self.logic.lasting)
        found = ((node, self.value(node, guide)) for node, guide in places if guide in ("", *guides))
        return tuple((node, value if isinstance(value, bool) else float(value)) for node, value in found)

    def lines(self, deciding: Iterable[tuple[Criterion, str]], others: Iterable[tuple[Criterion, str]] = ()) -> tuple[str, ...]:
        """What makes each tree of `deciding` true, and whatever else that they or `others` ask about is out of the calm."""
        deciding = tuple(deciding)
        why = {place for tree, guide in deciding for place in self._support(tree, guide, True)}
        asked = dict.fromkeys(place for tree, guide in (*deciding, *others) for place in _asked(tree, guide))
        return tuple(dict.fromkeys(self.line(*place) for place in asked if place in why or self._deviates(*place)))

    def line(self, node: Node, guide: str) -> str:
        """One fact as people read it."""
        value = self.value(node, guide)
        match node:
            case Flag(concept):
                text = concept
            case Held() | Latched() | Ever():
                text = f"({render(node)})" if set("<>=") & set(render(node)) else render(node)
            case _:
                text = show_quantity(node)
        return f"{text} = {str(value).lower() if isinstance(value, bool) else self.amount(node, value, guide)}"

    def amount(self, node: Node, value: Fraction, guide: str = "") -> str:
        """A value of `node` with its unit."""
        match node:
            case SinceDose():
                return f"{show(float(value / 3600))} h"
            case Count("holds"):
                return f"{show(float(value))} under {guide}"
            case Count():
                return show(float(value))
            case _:
                concept = _concept(node)
                return f"{show(float(value))} {self.logic.words[concept].unit if concept else ''}".rstrip()

    def _deviates(self, node: Node, guide: str) -> bool:
        value = self.value(node, guide)
        match node:
            case Latched(arg, _) | Ever(arg):
                return bool(value) and not self.holds(self.logic.of(arg, guide))
            case Flag() | Held() | Latched() | Ever():
                return bool(value)
            case _:
                place = (node, guide if node == Count("holds") else "")
                return place in self.calm and value != self.calm[place]

    def _support(self, tree: Criterion, guide: str, wanted: bool) -> Iterator[Place]:
        """The facts that make `tree` true, or untrue where that is `wanted`."""
        tree = spread(tree)
        match tree:
            case Not(arg):
                yield from self._support(arg, guide, not wanted)
            case AtLeast() | OfGroup():
                for arg in _parts(tree):
                    if self.holds(self.logic.of(arg, guide)) == wanted:
                        yield from self._support(arg, guide, wanted)
            case Latched(arg, release) if wanted:
                now = self.holds(self.logic.of(arg, guide))
                yield from self._support(arg, guide, True) if now else [(tree, guide)]
                yield from () if now else self._support(release, guide, False)
            case Ever(arg) if wanted and self.holds(self.logic.of(arg, guide)):
                yield from self._support(arg, guide, True)
            case Held(arg, _) if wanted:
                yield tree, guide
                yield from self._support(arg, guide, True)
            case _:
                yield from _asked(tree, guide)


def _parts(tree: AtLeast | OfGroup) -> tuple[Criterion, ...]:
    return tree.members if isinstance(tree, OfGroup) else tree.args


def _asked(tree: Criterion, guide: str) -> Iterator[Place]:
    """Every fact that `tree` asks about, in order."""
    tree = spread(tree)
    match tree:
        case Compare(quantity, _, threshold):
            yield quantity, guide
            if isinstance(quantity, Change):
                yield Latest(quantity.concept), guide
            if isinstance(threshold, PerWeight):
                yield Latest("weight"), guide
            if isinstance(threshold, OfBaseline) and isinstance(quantity, Latest):
                yield Baseline(quantity.concept), guide
        case Flag(concept):
            yield Flag(concept, None), guide
        case Not(arg):
            yield from _asked(arg, guide)
        case AtLeast() | OfGroup():
            for part in _parts(tree):
                yield from _asked(part, guide)
        case Held(arg, _) | Ever(arg):
            yield tree, guide
            yield from _asked(arg, guide)
        case Latched(arg, release):
            yield tree, guide
            yield from _asked(arg, guide)
            yield from _asked(release, guide)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are measured in the same way, so that thresholds of the one say something about the other."""
    return not isinstance(one, Change) and (_concept(one) or one) == (_concept(other) or other)


def _same(one: Quantity, other: Quantity) -> bool:
    return _concept(one) is not None and _concept(one) == _concept(other)


def _ratio(one: Quantity, other: Quantity) -> Fraction:
    """Twice as much is gathered in twice the time."""
    return Fraction(one.over, other.over) if isinstance(one, Total) and isinstance(other, Total) else Fraction(1)


def _rank(place: tuple[Quantity, str]) -> int:
    """What others are compared with is settled first."""
    match place[0]:
        case Latest("weight") | Baseline("weight"):
            return 0
        case Baseline():
            return 1
        case Latest():
            return 2
        case _:
            return 3


def _concept(node: Node) -> str | None:
    return getattr(node, "concept", None)


def _number(value: Any) -> Fraction:
    fraction = value.as_fraction() if hasattr(value, "as_fraction") else value.as_long()
    return Fraction(int(fraction.numerator), int(fraction.denominator))
