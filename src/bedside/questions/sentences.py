"""What a whole sentence means: a small model of language, fitted to how people ask, read with NumPy alone.

The model, its making and its licence are told in docs/decisions. A text becomes a direction; texts that mean nearly the same
have directions that lie close together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedside.questions.tables import MED, MODEL, numbers

Floats = NDArray[np.float32]
HEADS, LONGEST = 12, 40
"""Heads of attention, and pieces of a text that are read."""
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
SPOKEN = "it"
"""What a medicine's name is read as: what is asked does not depend on the name."""
TINY = 1e-12
TABLES = ("attend", "join", "widen", "narrow")
"""The weights of the layers that are bytes, with one scale a row."""
HALF, BEND, CUBE = np.float32(0.5), np.float32(np.sqrt(2 / np.pi)), np.float32(0.044715)
"""The bend of a neuron (GELU, by its tanh form)."""


@dataclass(frozen=True)
class Sentences:
    """The pieces of words that the model knows, their rows, and the weights of its layers, the large ones as bytes."""

    pieces: Mapping[str, int]
    rows: NDArray[np.int8]
    scale: Floats
    weights: Mapping[str, NDArray[Any]]

    @property
    def size(self) -> int:
        """How many numbers a direction has."""
        return int(self.rows.shape[1])

    def of(self, words: Sequence[str]) -> Floats:
        """The direction of a text that was cut into words: of length 1; zero where there is no word."""
        return np.asarray(self.of_all([words])[0], np.float32)

    def of_all(self, texts: Sequence[Sequence[str]]) -> Floats:
        """The directions of many texts, one a row; those with as many pieces are read together."""
        cut = [self.cut(words) for words in texts]
        told = np.zeros((len(texts), self.size), np.float32)
        for length in {len(pieces) for pieces in cut if pieces}:
            rows = [row for row, pieces in enumerate(cut) if len(pieces) == length]
            told[rows] = self._read(np.array([cut[row] for row in rows]))
        return told

    def _read(self, at: NDArray[np.intp]) -> Floats:
        """The directions of texts with as many pieces each."""
        x = self.states(at, len(self.weights["attend"]))
        mean = np.asarray(x.mean(1), np.float32)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    def states(self, at: NDArray[np.intp], layers: int) -> Floats:
        """What each piece has become behind so many layers, in texts with as many pieces each."""
        x = self.rows[at] * self.scale[at][..., None] + self.weights["places"][: at.shape[1]]
        x = _normed(x, self.weights["first"])
        for layer in range(layers):
            x = self._layer(x, layer)
        return x

    def cut(self, words: Sequence[str]) -> list[int]:
        """A text in pieces, between the marks of its beginning and its end; none where it has no word."""
        cut = [piece for word in words for piece in self._cut(SPOKEN if word == MED else word)][: LONGEST - 2]
        return [self.pieces[START], *cut, self.pieces[END]] if cut else []

    def _cut(self, word: str) -> list[int]:
        """A word in the model's pieces, the longest first."""
        found, at = [], 0
        while at < len(word):
            lead = "##" if at else ""
            end = next((end for end in range(len(word), at, -1) if lead + word[at:end] in self.pieces), at)
            if end == at:
                return [self.pieces[UNKNOWN]]
            found.append(self.pieces[lead + word[at:end]])
            at = end
        return found

    def _layer(self, x: Floats, layer: int) -> Floats:
        """Attention, then two layers of neurons, each added to what went in."""

        # A table of bytes is made numbers where it is used: they then lie near the processor, and the whole is never held.
        def linear(of: Floats, part: str) -> Floats:
            flat = (self.weights[part][layer].astype(np.float32) @ of.reshape(-1, of.shape[-1]).T).T
            flat = flat * self.weights[f"{part}.scale"][layer] + self.weights[f"{part}.bias"][layer]
            return np.asarray(flat.reshape(*of.shape[:-1], -1), np.float32)

        three = linear(x, "attend").reshape(*x.shape[:2], 3, HEADS, -1)
        asked, key, value = (three[:, :, part].transpose(0, 2, 1, 3) for part in range(3))
        scores = asked @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(asked.shape[-1]))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        x = _normed(x + linear(seen, "join"), self.weights["join.norm"][layer])
        hidden = linear(x, "widen")
        hidden *= HALF * (1 + np.tanh(BEND * (hidden + CUBE * hidden * hidden * hidden)))
        return _normed(x + linear(hidden, "narrow"), self.weights["narrow.norm"][layer])


def _normed(x: Floats, told: Floats) -> Floats:
    """Layer normalisation: `told` is what it is multiplied by, and what is added."""
    middle = x - x.mean(-1, keepdims=True)
    return np.asarray(middle / np.sqrt((middle**2).mean(-1, keepdims=True) + TINY) * told[0] + told[1], np.float32)


@cache
def sentences() -> Sentences:
    """The model that ships with Bedside."""
    stored = numbers(MODEL)
    pieces = bytes(stored.pop("pieces")).decode("ascii").split("\n")
    rows, scale = stored.pop("rows"), stored.pop("rows.scale")
    weights = {name: told if name in TABLES else np.asarray(told, np.float32) for name, told in stored.items()}
    return Sentences({piece: at for at, piece in enumerate(pieces)}, rows, scale, weights)
