"""What is true of the numbers of every patient, whatever was measured: ranges, and which number bounds which.

Each line follows from `measure`: a window that reaches further back holds every reading of a shorter one, the newest
reading is part of every window, and before the first dose of a cycle a window since the last dose is that reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

from bedside.concepts import Vocabulary
from bedside.criterion import Baseline, Count, Extreme, Latest, Quantity, SinceDose, Total

Formula = Any
Numbers = Mapping[tuple[Any, str], Formula]


def exact(value: float) -> Fraction:
    """The number that was written: what a change of units left behind the twelfth digit is not part of it."""
    return Fraction(f"{value:.12g}")


def relations(z3: Any, numbers: Numbers, words: Vocabulary, cycle_gap: int) -> Iterator[Formula]:
    """Everything that holds between the variables of `numbers`, which has the doses given among them."""
    for (quantity, _), value in numbers.items():
        yield from _alone(z3, quantity, value, words)
        yield from _to_doses(z3, quantity, value, numbers, cycle_gap)
    for (this, _), (that, _) in permutations(numbers, 2):
        if getattr(this, "concept", 0) == getattr(that, "concept", 1):
            yield from _between(z3, this, that, numbers, words)


def _alone(z3: Any, quantity: Quantity, value: Formula, words: Vocabulary) -> Iterator[Formula]:
    """What is possible for one number by itself."""
    match quantity:
        case Latest(concept) | Baseline(concept) | Extreme(_, concept, _) if limits := words[concept].possible:
            yield value >= _exact(z3, limits[0], value.ctx)
            yield value <= _exact(z3, limits[1], value.ctx)
        case Total(concept) if _never_negative(concept, words):
            yield value >= 0
        case Count():
            yield value >= 0
        case SinceDose():
            yield value > 0


def _to_doses(z3: Any, quantity: Quantity, value: Formula, numbers: Numbers, cycle_gap: int) -> Iterator[Formula]:
    """What the doses of the cycle under way say of a number; a cycle is under way from its first dose."""
    doses = numbers[Count("doses"), ""]
    match quantity:
        case SinceDose():
            yield (doses >= 1) == (value <= cycle_gap)
        case Count("holds"):
            yield z3.Implies(value >= 1, doses >= 1)
        case Extreme(_, concept, None):
            yield z3.Implies(doses == 0, value == numbers[Latest(concept), ""])


def _between(z3: Any, this: Quantity, that: Quantity, numbers: Numbers, words: Vocabulary) -> Iterator[Formula]:
    """What `this` says of `that`, another number of the same concept."""
    one, other = numbers[this, ""], numbers[that, ""]
    match this, that:
        case Extreme(which), Latest():
            yield _at_least(which, one, other)
        case Extreme(which, _, None), Baseline():
            yield z3.Implies(numbers[Count("doses"), ""] == 1, _at_least(which, one, other))
        case Extreme(which, _, long), Extreme(also, _, short) if which == also:
            yield from _windows(z3, which, (one, long), (other, short), numbers)
        case Total(concept, _, False), Latest() if _never_negative(concept, words):
            yield one >= other
        case Total(concept, long, False), Total(_, short, previous) if _never_negative(concept, words):
            if long >= (2 * short if previous else short):
                yield one >= other


def _windows(
    z3: Any, which: str, wide: tuple[Formula, int | None], narrow: tuple[Formula, int | None], numbers: Numbers
) -> Iterator[Formula]:
    """The extreme of a window that holds another; a window since the last dose is as long as that dose is ago."""
    (one, long), (other, short) = wide, narrow
    since, doses = numbers.get((SinceDose(), "")), numbers[Count("doses"), ""]
    if long is not None and short is not None:
        if long >= short:
            yield _at_least(which, one, other)
    elif since is not None and long is not None:
        yield z3.Implies(z3.And(doses >= 1, since <= long), _at_least(which, one, other))
    elif since is not None and short is not None:
        yield z3.Implies(z3.And(doses >= 1, since >= short), _at_least(which, one, other))


def _at_least(which: str, extreme: Formula, value: Formula) -> Formula:
    return extreme >= value if which == "highest" else extreme <= value


def _never_negative(concept: str, words: Vocabulary) -> bool:
    limits = words[concept].possible
    return limits is not None and limits[0] >= 0


def _exact(z3: Any, value: float, context: Any) -> Formula:
    return z3.Q(*exact(value).as_integer_ratio(), context)
