"""The statements of one page, and how well each answers a question: by its words, its meaning, and how people ask for it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bedside.pages.library import page
from bedside.pages.page import Page, Statement
from bedside.questions.named import Named
from bedside.questions.similar import Arrays, Floats, Similar
from bedside.questions.tables import INDEX, MED, numbers
from bedside.questions.wording import wording
from bedside.words.stems import stem

CHATTY, PAIR = 0.5, 0.7
"""What a word that says little, and a pair of neighbouring words, count beside a word."""
RARE = 5.0
"""How rare a token is taken to be that the page does not have."""
NEAREST, AROUND = 5, 10
"""So many ways to ask for a statement, and for any of the page, that a question is near to are looked at."""


@dataclass(frozen=True)
class Found:
    """A statement and its page."""

    page: Page
    statement: Statement

    @property
    def key(self) -> str:
        return f"{self.page.id}/{self.statement.id}"


@dataclass(frozen=True)
class Likeness:
    """For each statement of a page how alike a question is to it: in meaning to the nearest way to ask for it, to the second,
    to the nearest few, to the statement itself; `chosen`, how likely it is to be the one of the page that is asked for, by a
    regression on directions (1 and a tenth of the log of the chance, not below 0); in the things spoken of and in the words and
    pairs of words, best and second way; and the share of the question's tokens, weighted by how rare they are, that it accounts
    for. `strange` is the share of the question's tokens that the page does not have; `any` and `around` are how alike in
    meaning the question is to the nearest row of the whole page, and to the nearest ten."""

    nearest: Floats
    second: Floats
    few: Floats
    itself: Floats
    chosen: Floats
    things: Floats
    things_second: Floats
    words: Floats
    words_second: Floats
    share: Floats
    strange: float
    any: float
    around: float


class PageIndex:
    """One page, ready to be asked."""

    def __init__(self, told: Page, stored: Arrays) -> None:
        """`stored` is what tools/make_index.py made of the page. Raises ValueError where it is of another state of it."""
        self.found = tuple(Found(told, statement) for statement in told.statements)
        if [one.statement.id for one in self.found] != lines_of(stored["statements"]):
            raise ValueError(f"The index is of another state of the page {told.id}: run tools/make_index.py.")
        self._of = stored["of"].astype(np.intp)
        self._order = np.argsort(self._of, kind="stable")
        self._begin = np.searchsorted(self._of[self._order], np.arange(len(self.found)))
        self._things = Similar(part(stored, "things."), lambda _: 1.0)
        self._phrases = Similar(part(stored, "phrases."), _telling)
        self._directions = directions_of(stored)
        self._choice = stored["choice"].astype(np.float32)
        self.names = [frozenset(each.split()) for each in lines_of(stored["others"])]
        self.words = frozenset(lines_of(stored["words"]))

    def likeness(self, things: tuple[str, ...], words: tuple[str, ...], directions: NDArray[np.float32]) -> Likeness:
        """How a question's tokens, its words and what it or one of its sentences means compare with each statement."""
        near = (self._directions @ directions.T).max(1)
        best = self._best(near)
        spoken, said = self._best(self._things.to(things)), self._best(self._phrases.to(phrases(words)))
        rare = {token: self._things.rarity(token) or RARE for token in things}
        share = np.zeros(len(self.found))
        for token in things:
            there = np.zeros(len(self.found), bool)
            there[self._of[self._things.rows(token)]] = True
            share += rare[token] * there
        strange = sum(token not in self._things for token in things) / max(1, len(things))
        return Likeness(
            *(best[0], best[1], best.mean(0), near[: len(self.found)], self._chosen(directions)),
            *(spoken[0], spoken[1], said[0], said[1]),
            share / (sum(rare.values()) or 1.0),
            strange,
            *nearness(near, (1, AROUND)),
        )

    def _chosen(self, directions: NDArray[np.float32]) -> Floats:
        """For each statement how likely it is the one that is asked for, of the question or of one of its sentences."""
        odds = directions @ self._choice[:, :-1].T + self._choice[:, -1]
        odds -= odds.max(1, keepdims=True)
        chance = odds - np.log(np.exp(odds).sum(1, keepdims=True))
        return np.asarray(np.maximum(0.0, 1 + chance.max(0) / 10), np.float64)

    def _best(self, rows: Floats) -> Floats:
        """For each statement its best rows, the best first; what it has too few of is as its last one."""
        order = np.lexsort((-rows, self._of))
        places = self._begin[None, :] + np.arange(NEAREST)[:, None]
        last = np.r_[self._begin[1:], len(rows)] - 1
        return np.asarray(rows[order][np.minimum(places, last[None, :])], np.float64)


def nearness(near: Floats | NDArray[np.float32], sizes: tuple[int, ...]) -> tuple[float, ...]:
    """The mean of the greatest few, for each of the sizes."""
    most = np.sort(np.partition(near, -max(sizes))[-max(sizes) :])[::-1] if len(near) > max(sizes) else np.sort(near)[::-1]
    return tuple(float(most[:size].mean()) for size in sizes)


def part(stored: Arrays, lead: str) -> Arrays:
    """The arrays whose names begin with `lead`, without it."""
    return {name.removeprefix(lead): each for name, each in stored.items() if name.startswith(lead)}


def directions_of(stored: Arrays) -> NDArray[np.float32]:
    """The directions that were stored as bytes."""
    return np.asarray(stored["directions"].astype(np.float32) * stored["scale"][:, None], np.float32)


def lines_of(spelt: NDArray[np.uint8]) -> list[str]:
    """Lines of text that were stored as an array."""
    return bytes(spelt).decode().split("\n")


@cache
def page_index(medicine: str) -> PageIndex:
    """The index of a shipped page. Raises MedicineError."""
    return PageIndex(page(medicine), numbers(INDEX, f"{medicine}/"))


def tokens(told: Named, own: str) -> tuple[str, ...]:
    """The tokens of a text; another medicine's name becomes one of its own, and that of the page `own` falls away."""
    names = [name.medicine for name in told.found]
    found: list[str] = []
    held: list[str] = []
    for word in (*told.words, MED):
        if word != MED:
            held.append(word)
            continue
        found += wording().tokens_of(tuple(held))
        held = []
        name = names.pop(0) if names else own
        found += [medicine_token(name)] if name != own else []
    return tuple(found)


def medicine_token(medicine: str) -> str:
    """The token of a medicine's name."""
    return f"={medicine}"


def phrases(words: tuple[str, ...]) -> tuple[str, ...]:
    """The stems of words, and each pair of neighbours."""
    stems = [stem(word) for word in words]
    return (*stems, *(f"{one} {other}" for one, other in itertools.pairwise(stems)))


@cache
def _little() -> frozenset[str]:
    return frozenset(map(stem, wording().chat))


def _telling(phrase: str) -> float:
    first, _, second = phrase.partition(" ")
    if first in _little() and (not second or second in _little()):
        return CHATTY
    return PAIR if second else 1.0
