"""One step of a system in time, written once for every kind of number: plain, arrays, JAX, and lanes of machine code.

The first two states are amounts in two volumes that exchange: they move by the exact solution for a clearance frozen at the
middle of the step, so that they stay bounded however fast they are cleared. All others move by a Runge-Kutta method, whose
stages see the exact amounts. Plain Runge-Kutta for everything overflows: receptors clear small amounts within minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

Value: TypeAlias = Any
"""A number, an array of people, or lanes of machine code: whatever adds, subtracts, multiplies and divides."""
Named: TypeAlias = Any
"""Values by name, as attributes."""
SMALLEST = 1e-12
CORRECTIONS = 2
"""How often the rates at the middle of a step are found again from the amounts that they lead to."""


@runtime_checkable
class Maths(Protocol):
    """The functions that equations need, for one kind of value."""

    def exp(self, x: Value, /) -> Value: ...
    def log(self, x: Value, /) -> Value: ...
    def sqrt(self, x: Value, /) -> Value: ...
    def minimum(self, x: Value, y: Value, /) -> Value: ...
    def maximum(self, x: Value, y: Value, /) -> Value: ...


class Rates(NamedTuple):
    """Of two volumes that exchange, in 1/h: out of the first, to the second, back; and what flows in, per hour."""

    out: Value
    across: Value
    back: Value
    inflow: Value


class Step(NamedTuple):
    """How long a step is, in hours, and whether the infusion runs during it (1) or not (0)."""

    hours: float
    infusing: float


@dataclass(frozen=True)
class Method:
    """An explicit Runge-Kutta method by its tableau, which must keep its own laws: rows add up to their nodes."""

    nodes: tuple[Fraction, ...]
    rows: tuple[tuple[Fraction, ...], ...]
    weights: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        assert sum(self.weights) == 1
        assert all(sum(row) == node for row, node in zip(self.rows, self.nodes, strict=True))


def _tableau(nodes: str, rows: Sequence[str], weights: str) -> Method:
    def read(text: str) -> tuple[Fraction, ...]:
        return tuple(Fraction(word) for word in text.split())

    return Method(read(nodes), tuple(read(row) for row in rows), read(weights))


CLASSIC = _tableau("0 1/2 1/2 1", ("", "1/2", "0 1/2", "0 0 1"), "1/6 1/3 1/3 1/6")
"""The method of Kutta 1901, of fourth order."""
FIFTH = _tableau(
    "0 1/4 1/4 1/2 3/4 1",
    ("", "1/4", "1/8 1/8", "0 -1/2 1", "3/16 0 0 9/16", "-3/7 2/7 12/7 -12/7 8/7"),
    "7/90 0 16/45 2/15 16/45 7/90",
)
"""The method of Butcher 1964, of fifth order, for problems that have to be exact."""


@dataclass(frozen=True)
class System:
    """Equations: names of states, the first two of them exchanging; their rates; and how fast all others change.

    `rates(y, p, u, m)` and `changes(y, p, u, m)` get states, numbers of the person and what is done to them by name.
    """

    states: tuple[str, ...]
    rates: Callable[[Named, Named, Named, Maths], Rates]
    changes: Callable[[Named, Named, Named, Maths], dict[str, Value]]
    constant_rates: bool = False

    def named(self, values: Sequence[Value]) -> Named:
        """States by name."""
        return SimpleNamespace(**dict(zip(self.states, values, strict=True)))

    def slopes(self, values: Sequence[Value], p: Named, u: Named, m: Maths) -> list[Value]:
        """How fast every state but the first two changes, in the order of `states`."""
        found = self.changes(self.named(values), p, u, m)
        return [found[name] for name in self.states[2:]]


class Exchange(NamedTuple):
    """Two volumes that exchange at constant rates: the exact solution, a level and two parts that vanish."""

    fast: Value
    slow: Value
    level: tuple[Value, Value]
    quick: tuple[Value, Value]
    lasting: tuple[Value, Value]

    def decays(self, hours: Value, m: Maths) -> tuple[Value, Value]:
        """What is left of the two parts after so many hours."""
        return m.exp(-(self.fast * hours)), m.exp(-(self.slow * hours))

    def amounts(self, left: tuple[Value, Value]) -> list[Value]:
        """The amounts in the two volumes when so much is left of the two parts."""
        return [self.level[i] + self.lasting[i] * left[1] + self.quick[i] * left[0] for i in (0, 1)]


def exchange(start: Sequence[Value], rates: Rates, m: Maths) -> Exchange:
    """The exact solution from these amounts on."""
    out, across, back, inflow = rates
    total = out + across + back
    root = m.sqrt(m.maximum(total * total - 4 * (out * back), SMALLEST))
    fast = 0.5 * (total + root)
    slow = out * back / fast
    level = (inflow * (1 / out), inflow * (across / (out * back)))
    first, second = start[0] - level[0], start[1] - level[1]
    shares = (fast - out - across) * (1 / root), back * (1 / root), across * (1 / root), (fast - back) * (1 / root)
    lasting = (shares[0] * first + shares[1] * second, shares[2] * first + shares[3] * second)
    return Exchange(fast, slow, level, (first - lasting[0], second - lasting[1]), lasting)


def advance_by(
    system: System, y: Sequence[Value], p: Named, u: Named, hours: Value, m: Maths, method: Method = CLASSIC
) -> list[Value]:
    """All states after one step of so many hours."""
    first = system.slopes(y, p, u, m)
    seen = _amounts(exchange(y, _rates_at_middle(system, y, first, p, u, hours, m), m), method, hours, m)
    slopes = [first]
    for node, row in zip(method.nodes[1:], method.rows[1:], strict=True):
        slopes.append(system.slopes(seen[node] + _moved(y, slopes, row, hours), p, u, m))
    return seen[Fraction(1)] + _moved(y, slopes, method.weights, hours)


def _amounts(exact: Exchange, method: Method, hours: Value, m: Maths) -> dict[Fraction, list[Value]]:
    """The amounts at each node of a method and at the end; nodes that are multiples of one need its exponentials alone."""
    nodes = sorted({*method.nodes[1:], Fraction(1)})
    if any(node % nodes[0] for node in nodes):
        return {node: exact.amounts(exact.decays(hours * float(node), m)) for node in nodes}
    unit = left = exact.decays(hours * float(nodes[0]), m)
    found = {}
    for k in range(1, int(1 / nodes[0]) + 1):
        found[k * nodes[0]] = exact.amounts(left)
        left = (left[0] * unit[0], left[1] * unit[1])
    return found


def _rates_at_middle(
    system: System, y: Sequence[Value], first: list[Value], p: Named, u: Named, hours: Value, m: Maths
) -> Rates:
    rates = system.rates(system.named(y), p, u, m)
    if system.constant_rates:
        return rates
    half = hours * 0.5
    rest = [value + half * slope for value, slope in zip(y[2:], first, strict=True)]
    for _ in range(CORRECTIONS):
        rates = system.rates(system.named(_later(exchange(y, rates, m), half, m) + rest), p, u, m)
    return rates


def _later(exact: Exchange, hours: Value, m: Maths) -> list[Value]:
    return exact.amounts(exact.decays(hours, m))


def _moved(y: Sequence[Value], slopes: Sequence[list[Value]], weights: Sequence[Fraction], hours: Value) -> list[Value]:
    used = [(hours * float(weight), slope) for weight, slope in zip(weights, slopes, strict=True) if weight]
    found = []
    for i, value in enumerate(y[2:]):
        for scaled, slope in used:
            value = value + scaled * slope[i]
        found.append(value)
    return found
