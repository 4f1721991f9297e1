"""How alike is a question to many short texts: the cosine of vectors of weighted tokens (TF-IDF; Salton and Buckley 1988)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Arrays = Mapping[str, NDArray[Any]]
UNKNOWN = 25.0
"""The squared weight of a token that stands in no row: what nobody knows makes a question less alike to everything."""


def counted(rows: Sequence[Sequence[str]]) -> dict[str, NDArray[Any]]:
    """Rows of tokens as arrays: the tokens, how often each is found, and in which rows, one token after the other."""
    found: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for token in dict.fromkeys(row):
            found.setdefault(token, []).append(number)
    tokens = sorted(found)
    return {
        "tokens": np.frombuffer("\n".join(tokens).encode(), np.uint8),
        "counts": np.array([len(found[token]) for token in tokens], np.int32),
        "rows": np.array([row for token in tokens for row in found[token]], np.int32),
        "size": np.array(len(rows)),
    }


class Similar:
    """Rows of tokens, held so that all of them are compared with a question at once."""

    def __init__(self, told: Arrays, weight: Callable[[str], float]) -> None:
        """`told` is what `counted` made of the rows; `weight` is what a token counts beside how rare it is."""
        tokens = bytes(told["tokens"]).decode().split("\n")
        counts = told["counts"]
        self.size = int(told["size"])
        self._at = {token: at for at, token in enumerate(tokens)}
        rarity = np.log(1 + (self.size - counts + 0.5) / (counts + 0.5))
        self._weights = rarity * np.array([weight(token) for token in tokens])
        self._ends = np.cumsum(counts)
        self._rows = told["rows"]
        squares = np.bincount(self._rows, np.repeat(self._weights**2, counts), self.size)
        self._lengths = np.where(squares > 0, np.sqrt(squares), 1.0)

    def __contains__(self, token: str) -> bool:
        return token in self._at

    def rarity(self, token: str) -> float:
        """How much a token tells: 0 where it stands in no row."""
        return float(self._weights[self._at[token]]) if token in self._at else 0.0

    def rows(self, token: str) -> NDArray[np.int32]:
        """The rows that have a token."""
        at = self._at.get(token)
        return self._rows[:0] if at is None else self._rows[self._ends[at - 1] if at else 0 : self._ends[at]]

    def to(self, tokens: Iterable[str]) -> Floats:
        """The cosine of each row with a question's tokens, from 0 to 1."""
        total, square = np.zeros(self.size), 0.0
        for token in dict.fromkeys(tokens):
            weight = self.rarity(token)
            total[self.rows(token)] += weight * weight
            square += weight * weight if token in self._at else UNKNOWN
        return total / self._lengths / sqrt(square) if square else total
