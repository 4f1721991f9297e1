"""How alike is a question to many short texts: the cosine of vectors of weighted tokens (TF-IDF; Salton and Buckley 1988)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
UNKNOWN = 25.0
"""The squared weight of a token that stands in no row: what nobody knows makes a question less alike to everything."""


class Similar:
    """Rows of tokens, held so that all of them are compared with a question at once."""

    def __init__(self, rows: Sequence[Sequence[str]], weight: Callable[[str], float]) -> None:
        """`weight` is what a token counts beside how rare it is."""
        self.size = len(rows)
        counts = Counter(token for row in rows for token in set(row))
        self._idf = {token: _rarity(count, self.size) * weight(token) for token, count in counts.items()}
        found: dict[str, tuple[list[int], list[float]]] = {token: ([], []) for token in counts}
        for index, row in enumerate(rows):
            length = sqrt(sum(self._idf[token] ** 2 for token in set(row))) or 1.0
            for token in set(row):
                found[token][0].append(index)
                found[token][1].append(self._idf[token] / length)
        self._rows = {token: (np.array(at), np.array(part)) for token, (at, part) in found.items()}

    def __contains__(self, token: str) -> bool:
        return token in self._rows

    def rarity(self, token: str) -> float:
        """How much a token tells: 0 where it stands in no row."""
        return self._idf.get(token, 0.0)

    def to(self, tokens: Iterable[str]) -> Floats:
        """The cosine of each row with a question's tokens, from 0 to 1."""
        total, square = np.zeros(self.size), 0.0
        for token in dict.fromkeys(tokens):
            if token not in self._rows:
                square += UNKNOWN
                continue
            weight = self._idf[token]
            rows, parts = self._rows[token]
            total[rows] += weight * parts
            square += weight * weight
        return total / sqrt(square) if square else total


def _rarity(count: int, size: int) -> float:
    """The inverse document frequency, as BM25 has it (Robertson and Sparck Jones 1976), never below 0."""
    return log(1 + (size - count + 0.5) / (count + 0.5))
