"""The statements of one page, and how well each answers a question: by its words, and by how people ask for it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from bedside.pages.library import page
from bedside.pages.page import NOT_KNOWN, Page, Statement
from bedside.questions.named import MED, Named, named
from bedside.questions.similar import Floats, Similar
from bedside.questions.tables import ASKS, table
from bedside.questions.vectors import vectors
from bedside.questions.wording import wording
from bedside.words.stems import stem

CHATTY, PAIR = 0.5, 0.7
"""What a word that says little, and a pair of neighbouring words, count beside a word."""
THINGS, PHRASES, MEANING, SHARE = 1.5, 1.0, 2.0, 0.4
"""What counts of a likeness: the things spoken of, the words and pairs of words, the meaning, the share accounted for."""
RARE = 5.0
"""How rare a token is taken to be that the page does not have."""
SECOND = 0.6
"""What the second way to ask that a question is like adds to the first."""


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
    """For each statement of a page: how alike a question is to its best ways to be asked for, how near in meaning to the
    nearest, and the share of the question's tokens, weighted by how rare they are, that it accounts for. `strange` is the
    share of its tokens that the page does not have."""

    alike: Floats
    meaning: Floats
    share: Floats
    strange: float


class PageIndex:
    """One page, ready to be asked."""

    def __init__(self, told: Page, asks: Mapping[str, list[str]]) -> None:
        self.found = tuple(Found(told, statement) for statement in told.statements)
        titles = {section.id: section.title for section in told.sections}
        texts = [(at, _text(one.statement, titles)) for at, one in enumerate(self.found)]
        texts += [(at, ask) for at, one in enumerate(self.found) for ask in asks.get(one.statement.id, ())]
        told_of = [named(text, near=False) for _, text in texts]
        words = [each.words for each in told_of]
        things = [tokens(each, told.id) for each in told_of]
        self._of = np.array([at for at, _ in texts])
        self._things = Similar(things, lambda _: 1.0)
        self._phrases = Similar([phrases(each) for each in words], _telling)
        self._vectors = vectors().of_all(words)
        self.names = [frozenset(each.medicines) - {told.id} for each in told_of[: len(self.found)]]
        self.words = frozenset(word for each in words for word in each)
        held: list[set[str]] = [set() for _ in self.found]
        for (at, _), row in zip(texts, things, strict=True):
            held[at].update(row)
        self._has = [frozenset(each) for each in held]

    def likeness(self, things: tuple[str, ...], words: tuple[str, ...]) -> Likeness:
        """How a question's tokens and words compare with each statement."""
        near = self._vectors @ vectors().of(words)
        rows = THINGS * self._things.to(things) + PHRASES * self._phrases.to(phrases(words)) + MEANING * np.maximum(near, 0.0)
        rare = {token: self._things.rarity(token) or RARE for token in things}
        whole = sum(rare.values()) or 1.0
        share = np.array([sum(rare[token] for token in things if token in has) / whole for has in self._has])
        meaning = np.zeros(len(self.found))
        np.maximum.at(meaning, self._of, near)
        strange = sum(token not in self._things for token in things) / max(1, len(things))
        return Likeness(_best_two(rows, self._of, len(self.found)) + SHARE * share, meaning, share, strange)


def _best_two(rows: Floats, of: np.ndarray, size: int) -> Floats:
    """For each statement its best row, and a part of its second."""
    order = np.lexsort((-rows, of))
    first = np.r_[True, of[order][1:] != of[order][:-1]]
    second = np.r_[False, first[:-1]] & ~first
    best, next_best = np.zeros(size), np.zeros(size)
    best[of[order][first]] = rows[order][first]
    next_best[of[order][second]] = rows[order][second]
    return best + SECOND * next_best


@cache
def page_index(medicine: str) -> PageIndex:
    """The index of a shipped page. Raises MedicineError."""
    return PageIndex(page(medicine), _asks().get(medicine, {}))


@cache
def _asks() -> Mapping[str, Mapping[str, list[str]]]:
    return table(ASKS)


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
    if all(part in _little() for part in phrase.split()):
        return CHATTY
    return PAIR if " " in phrase else 1.0


def _text(statement: Statement, titles: Mapping[str, str]) -> str:
    figures = (part for part in (statement.often, statement.starts, statement.ends) if part != NOT_KNOWN)
    return " ".join((titles[statement.section], statement.question, statement.text, *figures))
