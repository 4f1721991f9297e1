"""Values of the blood as people repeat them, "my platelets are 32": read where the name stands.

Nobody tells the unit, so a number counts only where one unit makes it possible; and nothing of this is recorded: a value for
the record comes from the laboratory. The limits are those of CTCAE version 5, or the lower end of the usual range where a
grade begins there. They are data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bedside.words.cues import table
from bedside.words.numbers import Number, Reading, named
from bedside.words.tokens import Token


@dataclass(frozen=True)
class Count:
    """One value: its concept of the vocabulary, the names that people give it, and by unit the numbers that it may have.

    `below` and `above` are the values, in the unit of the vocabulary, from which on it shows the effect beside them.
    """

    concept: str
    names: frozenset[str]
    units: tuple[tuple[str, float, float], ...]
    below: tuple[float, str] | None = None
    above: tuple[float, str] | None = None

    def shows(self, value: float) -> str | None:
        """The effect that a value shows, in the unit of the vocabulary; None where it is usual."""
        if self.below and value < self.below[0]:
            return self.below[1]
        return self.above[1] if self.above and value > self.above[0] else None


@cache
def counts() -> dict[str, Count]:
    """Every value that is known, by its concept."""
    found = {}
    for concept, row in table("counts").items():
        units = tuple((unit, low, high) for unit, low, high in row["units"])
        ends = {end: (row[end][0], row[end][1]) for end in ("below", "above") if end in row}
        found[concept] = Count(concept, frozenset(row["names"]), units, **ends)
    return found


def counted(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    """Every value of the blood that a text tells."""
    for number in known:
        for count in counts().values():
            place = named(tokens, number, count.names)
            unit = next((unit for unit, low, high in count.units if low <= number.value <= high), None)
            if place is not None and unit is not None:
                yield Reading(count.concept, number.value, unit, place, number.last)
                break
