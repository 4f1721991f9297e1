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
        """The directions of many texts, one a row."""
        cut = [self.cut(words) for words in texts]
        told = np.zeros((len(texts), self.size), np.float32)
        lengths = sorted({len(pieces) for pieces in cut if pieces})
        alike = [[row for row, pieces in enumerate(cut) if len(pieces) == length] for length in lengths]
        states = self.states([np.array([cut[row] for row in rows]) for rows in alike], len(self.weights["attend"]))
        for rows, x in zip(alike, states, strict=True):
            mean = x.mean(1)
            told[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return told

    def states(self, texts: Sequence[NDArray[np.intp]], layers: int) -> list[Floats]:
        """What each piece has become behind so many layers; `texts` are arrays of texts with as many pieces each.

        The pieces of all go through the weights together, so that each table of bytes is made numbers once.
        """
        if not texts:
            return []
        flat = np.concatenate([at.ravel() for at in texts])
        places = np.concatenate([np.tile(np.arange(at.shape[1]), len(at)) for at in texts])
        x = _normed(self.rows[flat] * self.scale[flat][:, None] + self.weights["places"][places], self.weights["first"])
        for layer in range(layers):
            x = self._layer(x, layer, [at.shape for at in texts])
        return [part.reshape(*at.shape, -1) for part, at in zip(_parted(x, [at.shape for at in texts]), texts, strict=True)]

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

    def _layer(self, x: Floats, layer: int, shapes: Sequence[tuple[int, ...]]) -> Floats:
        """Attention, each text by itself, then two layers of neurons, each added to what went in; one piece a row."""

        # A table of bytes is made numbers where it is used: they then lie near the processor, and the whole is never held.
        def linear(of: Floats, part: str) -> Floats:
            flat = (self.weights[part][layer].astype(np.float32) @ of.T).T
            return np.asarray(flat * self.weights[f"{part}.scale"][layer] + self.weights[f"{part}.bias"][layer], np.float32)

        three = linear(x, "attend")
        seen = [
            _attended(part.reshape(*shape, 3, HEADS, -1)) for part, shape in zip(_parted(three, shapes), shapes, strict=True)
        ]
        x = _normed(x + linear(np.concatenate(seen), "join"), self.weights["join.norm"][layer])
        hidden = linear(x, "widen")
        hidden *= HALF * (1 + np.tanh(BEND * (hidden + CUBE * hidden * hidden * hidden)))
        return _normed(x + linear(hidden, "narrow"), self.weights["narrow.norm"][layer])


def _parted(x: Floats, shapes: Sequence[tuple[int, ...]]) -> list[Floats]:
    """The rows of each array of texts, as `shapes` has them: how many texts, and pieces of each."""
    return np.split(x, np.cumsum([texts * pieces for texts, pieces in shapes])[:-1])


def _attended(three: Floats) -> Floats:
    """What each piece takes from the others of its text, one piece a row; `three` is what it asks, is known by, and gives."""
    asked, key, value = (three[:, :, part].transpose(0, 2, 1, 3) for part in range(3))
    scores = asked @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(asked.shape[-1]))
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    seen = (scores / scores.sum(-1, keepdims=True) @ value).transpose(0, 2, 1, 3)
    return np.asarray(seen.reshape(seen.shape[0] * seen.shape[1], -1), np.float32)


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
