"""Numbers worth trying in a witness: the thresholds themselves, and a round number between any two neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from math import floor, isqrt

NEAR = Fraction(1, 5)
"""How far beyond the outermost thresholds a witness looks first, as a share of them."""


def points(
    marks: Iterable[Fraction], low: Fraction | None, high: Fraction | None, edges: Iterable[Fraction] = ()
) -> tuple[Fraction, ...]:
    """Round numbers between `marks` and `edges` and just outside them, then the marks, all within what is possible.

    Those come first that are near the middle of what is possible, where most people are.
    """
    known = {mark for mark in marks if (low is None or low <= mark) and (high is None or mark <= high)}
    lines = sorted(known | {edge for edge in edges if (low or edge) <= edge <= (high or edge)})
    middle = _middle(low, high)
    if not lines:
        return (middle,)
    below, above = lines[0] - (abs(lines[0]) * NEAR or 1), lines[-1] + (abs(lines[-1]) * NEAR or 1)
    lines = [below if low is None else max(below, low), *lines, above if high is None else min(above, high)]
    rounds = {between(a, b) for a, b in pairwise(lines) if a < b}
    return (*sorted(rounds, key=lambda p: (abs(p - middle), p)), *sorted(known - rounds))


def whole_points(usual: int, thresholds: Iterable[tuple[str, Fraction]]) -> tuple[Fraction, ...]:
    """Counts worth trying: the usual one, none, and the last on one side of each threshold with the first on the other."""
    steps = {">=": (-1, 0), "<": (-1, 0), ">": (0, 1), "<=": (0, 1), "=": (-1, 0, 1)}
    near = {mark + step for op, mark in thresholds for step in steps[op]}
    return tuple(dict.fromkeys([Fraction(usual), Fraction(0), *sorted(count for count in near if count >= 0)]))


def between(low: Fraction, high: Fraction) -> Fraction:
    """The roundest number strictly between two, the one nearest to their middle.

    >>> between(Fraction(100), Fraction(130)), between(Fraction(5, 2), Fraction(3))
    (Fraction(110, 1), Fraction(27, 10))
    """
    step = Fraction(1)
    while step < high - low:
        step *= 10
    while True:
        first = floor(low / step) + 1
        inside = [step * n for n in range(first, first + 11) if step * n < high]
        if inside:
            return min(inside, key=lambda n: abs(n - (low + high) / 2))
        step /= 10


def _middle(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is None or high is None:
        return low or high or Fraction(0)
    return between(low, high) if low <= 0 else Fraction(isqrt(floor(low * high)) or between(low, high))
