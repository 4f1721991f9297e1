"""How sure a difference of two shares is when the same people are counted twice.

The score interval of Tango (Stat Med 1998;17:891): of all differences that a score test of the pairs would not reject, the
least and the largest. It is never empty: where nobody differs, a share of z² / (people + z²) still may.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

NORMAL_95 = 1.959964
"""Standard errors on each side within which 95 % of a normal distribution lie."""
HALVINGS = 50


def score_interval(gained: int, lost: int, people: int, z: float = NORMAL_95) -> tuple[float, float]:
    """The least and the largest difference of the shares (second less first), between -1 and 1.

    Of so many `people`, `gained` are counted the second time alone and `lost` the first time alone.
    """
    found = (gained - lost) / people

    def high(apart: float) -> bool:
        return _score(gained, lost, people, apart) > -z

    def low(apart: float) -> bool:
        return _score(gained, lost, people, apart) > z

    return _turn(low, -1.0, found), _turn(high, found, 1.0)


def _score(gained: int, lost: int, people: int, apart: float) -> float:
    """How many standard errors the pairs are above a difference `apart`, which is taken to be true; it falls with `apart`."""
    over = gained - lost - people * apart
    spread = people * (2 * _lost_share(gained, lost, people, apart) + apart * (1 - apart))
    if spread <= 0:
        return 0.0 if over == 0 else float("inf") if over > 0 else float("-inf")
    return over / sqrt(spread)


def _lost_share(gained: int, lost: int, people: int, apart: float) -> float:
    """The likeliest share of those who are lost where the difference is `apart`."""
    b = (2 * people - gained + lost) * apart - gained - lost
    c = -lost * apart * (1 - apart)
    return max((sqrt(max(b * b - 8 * people * c, 0.0)) - b) / (4 * people), 0.0, -apart)


def _turn(holds: Callable[[float], bool], first: float, last: float) -> float:
    """Where a condition that holds at first and not at last turns."""
    for _ in range(HALVINGS):
        middle = (first + last) / 2
        first, last = (middle, last) if holds(middle) else (first, middle)
    return (first + last) / 2
