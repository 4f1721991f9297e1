"""What words are near in meaning: a small table of word vectors, made once from a sentence model and shipped as numbers.

The table, its making and its licence are told in docs/decisions. A text's vector is the mean of those of its words.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bedside.questions.tables import vector_bytes
from bedside.questions.wording import wording

CHAT = 0.25
"""What a word that says little counts in the mean."""


@dataclass(frozen=True)
class Vectors:
    """Word vectors: the row of each word, and the rows."""

    rows: Mapping[str, int]
    table: NDArray[np.float32]

    def of(self, words: Iterable[str]) -> NDArray[np.float32]:
        """The direction of a text: the weighted mean of its words' vectors, of length 1; zero where it knows none."""
        known = [word for word in words if word in self.rows]
        if not known:
            return np.zeros(self.table.shape[1], np.float32)
        chat = wording().chat
        weights = np.array([CHAT if word in chat else 1.0 for word in known], np.float32)
        total = weights @ self.table[[self.rows[word] for word in known]]
        length = float(np.linalg.norm(total))
        return total / length if length else total

    def of_all(self, texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """The directions of many texts, one a row."""
        return np.stack([self.of(words) for words in texts]) if texts else np.zeros((0, self.table.shape[1]), np.float32)


@cache
def vectors() -> Vectors:
    """The vectors that ship with Bedside."""
    raw = vector_bytes()
    with np.load(io.BytesIO(raw), allow_pickle=False) as stored:
        words = bytes(stored["words"]).decode("ascii").split("\n")
        table = stored["table"].astype(np.float32) * stored["scale"].astype(np.float32)
    return Vectors({word: row for row, word in enumerate(words)}, table)
