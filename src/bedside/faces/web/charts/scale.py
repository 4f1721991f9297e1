"""Where a number or a time lies on a picture, and which of them are written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

STEPS = (timedelta(hours=1), timedelta(hours=2), timedelta(hours=6), timedelta(hours=12))
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scale:
    """From `low`, drawn at `start`, to `high`, drawn at `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value is drawn, to a tenth of a unit of the picture."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def round_step(span: float, most: int) -> float:
    """The smallest step of 1, 2, 2.5 or 5 times a power of ten that cuts a span in at most so many.

    >>> round_step(3.1, 5), round_step(140, 4)
    (1.0, 50.0)
    """
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(power * step for step in (1.0, 2.0, 2.5, 5.0, 10.0) if span / (power * step) <= most)


def numbers(values: Iterable[float], most: int = 4) -> tuple[float, ...]:
    """Round numbers that enclose all values: the first and the last are the ends of the scale.

    >>> numbers([0.9, 3.4])
    (0.0, 1.0, 2.0, 3.0, 4.0)
    """
    low, high = min(values := list(values)), max(values)
    if low == high:
        low, high = (low - abs(low) / 10, high + abs(high) / 10) if low else (0.0, 1.0)
    step = round_step(high - low, most)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(step * n, 10) for n in range(first, last + 1))


def times(start: datetime, end: datetime, most: int = 5) -> tuple[datetime, ...]:
    """Full hours, midnights or whole days between two times, in the time zone of `start`."""
    span = end - start
    step = next((step for step in STEPS if span / step <= most), DAY * math.ceil(span / DAY / most))
    first = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while first < start:
        first += min(step, DAY)
    found = []
    while first <= end:
        found.append(first)
        first += step
    return tuple(found)
