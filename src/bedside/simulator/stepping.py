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
from typing import Any, NamedTuple, Protocol, TypeAlias

Value: TypeAlias = Any
"""A number, an array of people, or lanes of machine code: whatever adds, subtracts, multiplies and divides."""
Named: TypeAlias = Any
"""Values by name, as attributes."""
SMALLEST = 1e-12
CORRECTIONS = 2
"""How often the rates at the middle of a step are found again from the amounts that they lead to."""


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


def exchange(start: Sequence[Value], rates: Rates, m: Maths) -> Callable[[Value], list[Value]]:
    """The amounts in two volumes that exchange, after any number of hours: the exact solution for constant rates."""
    out, across, back, inflow = rates
    total = out + across + back
    root = m.sqrt(m.maximum(total * total - 4 * (out * back), SMALLEST))
    fast = 0.5 * (total + root)
    slow = out * back / fast
    level = (inflow / out, inflow * across / (out * back))
    first, second = start[0] - level[0], start[1] - level[1]
    share = (((fast - out - across) * first + back * second) / root, (across * first + (fast - back) * second) / root)

    def after(hours: Value) -> list[Value]:
        quick, lasting = m.exp(-(fast * hours)), m.exp(-(slow * hours))
        return [level[i] + share[i] * lasting + (whole - share[i]) * quick for i, whole in ((0, first), (1, second))]

    return after


def advance_by(
    system: System, y: Sequence[Value], p: Named, u: Named, hours: Value, m: Maths, method: Method = CLASSIC
) -> list[Value]:
    """All states after one step of so many hours."""
    first = system.slopes(y, p, u, m)
    exact = exchange(y, _rates_at_middle(system, y, first, p, u, hours, m), m)
    seen: dict[Fraction, list[Value]] = {Fraction(0): list(y[:2])}
    slopes = [first]
    for node, row in zip(method.nodes[1:], method.rows[1:], strict=True):
        seen[node] = seen.get(node) or exact(hours * float(node))
        slopes.append(system.slopes(seen[node] + _moved(y, slopes, row, hours), p, u, m))
    end = seen.get(Fraction(1)) or exact(hours)
    return end + _moved(y, slopes, method.weights, hours)


def _rates_at_middle(
    system: System, y: Sequence[Value], first: list[Value], p: Named, u: Named, hours: Value, m: Maths
) -> Rates:
    rates = system.rates(system.named(y), p, u, m)
    if system.constant_rates:
        return rates
    half = hours * 0.5
    rest = [value + half * slope for value, slope in zip(y[2:], first, strict=True)]
    for _ in range(CORRECTIONS):
        rates = system.rates(system.named(exchange(y, rates, m)(half) + rest), p, u, m)
    return rates


def _moved(y: Sequence[Value], slopes: Sequence[list[Value]], weights: Sequence[Fraction], hours: Value) -> list[Value]:
    used = [(hours * float(weight), slope) for weight, slope in zip(weights, slopes, strict=True) if weight]
    found = []
    for i, value in enumerate(y[2:]):
        for scaled, slope in used:
            value = value + scaled * slope[i]
        found.append(value)
    return found
