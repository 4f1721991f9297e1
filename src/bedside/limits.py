"""The numbers that a guide holds a concept against: what a chart of it draws as lines.

Only numbers on the scale of the reading itself, its newest, highest or lowest value. Sums, changes, shares of a
baseline and amounts for each kilogram are on other scales and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from bedside.criterion import Compare, Extreme, Latest, Number, Op, walk
from bedside.medicine import Guide, Rule


@dataclass(frozen=True)
class Mark:
    """A rule compares the concept with `value`, in the concept's own unit, by `op`."""

    value: float
    op: Op
    rule: Rule


def marks(guide: Guide, concept: str) -> tuple[Mark, ...]:
    """Every number that the rules of a guide hold a concept against, in the order of the file."""
    found = []
    for rule in guide.rules:
        for node in walk(rule.when):
            match node:
                case Compare(Latest() | Extreme() as quantity, op, Number() as number) if quantity.concept == concept:
                    found.append(Mark(number.canonical, op, rule))
    return tuple(dict.fromkeys(found))
