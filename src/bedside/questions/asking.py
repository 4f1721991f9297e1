"""What a question asks for: the sections of a page that answer such questions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bedside.questions.tables import ASKINGS, table

HIT, STRONG, MOST = 0.2, 1.2, 3
"""What a way of asking counts, further ones half as much up to MOST; and what a strong one counts more."""


@dataclass(frozen=True)
class Asking:
    """Ways to ask for some sections; the strong ones leave little doubt."""

    sections: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    strong: tuple[re.Pattern[str], ...] = ()

    def weight(self, plain: str) -> float:
        """How much a question asks for these sections: 0 where it does not."""
        hits = sum(pattern.search(plain) is not None for pattern in self.patterns)
        sure = any(pattern.search(plain) for pattern in self.strong)
        return (HIT * (1 + min(hits, MOST)) / 2 if hits else 0.0) + (STRONG if sure else 0.0)


def sections_asked(plain: str) -> dict[str, float]:
    """The sections that a question asks for, and how much; `plain` is its words in small letters."""
    told: dict[str, float] = {}
    for asking in askings():
        weight = asking.weight(plain)
        for section in asking.sections if weight else ():
            told[section] = told.get(section, 0.0) + weight
    return told


@cache
def askings() -> tuple[Asking, ...]:
    """The ways to ask that ship with Bedside."""
    told = table(ASKINGS)
    return tuple(Asking(tuple(row["sections"]), _all(row["any"]), _all(row.get("strong", ()))) for row in told["asking"])


def _all(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))
