"""Which statements of the library answer a question, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from bedside.questions.asking import sections_asked
from bedside.questions.page_index import Found, Likeness, PageIndex, medicine_token, page_index
from bedside.questions.reading import Read
from bedside.questions.similar import Floats
from bedside.questions.tables import WEIGHTS, table

COMPARING = ("comparison", "alternatives")
"""Sections that speak of other medicines as a matter of course."""
BESIDE = "comparison"
"""The only section that is searched of the person's own page where the question names another medicine."""
MOST_ASKED = 2.0
"""What is asked for more counts no more than this."""


@dataclass(frozen=True)
class Passage:
    """A statement with its score; `likeness` is that of its page, in which it has the place `at`; `asked` is how much its
    section is asked for."""

    found: Found
    score: float
    likeness: Likeness
    at: int
    asked: float


def passages(question: Read, medicines: tuple[str, ...], beside: str | None = None) -> list[Passage]:
    """The statements of these medicines' pages, and what the page of the one `beside` says of others, the best answer first."""
    asked = sections_asked(question.plain)
    told: list[Passage] = []
    for medicine in (*medicines, *((beside,) if beside else ())):
        others = frozenset((*medicines, *((beside,) if beside else ()))) - {medicine}
        found = _of_page(question, page_index(medicine), asked, others)
        told += found if medicine != beside else (each for each in found if each.found.statement.section == BESIDE)
    return sorted(told, key=lambda each: (-each.score, each.found.key))


def _of_page(question: Read, index: PageIndex, asked: dict[str, float], others: frozenset[str]) -> Iterator[Passage]:
    alike = index.likeness(things_of(question, others), question.words, question.directions)
    sections = np.array([min(asked.get(one.statement.section, 0.0), MOST_ASKED) for one in index.found])
    told = features(alike, sections, *rivals(index, others))
    scores = told @ weights()
    for at, one in enumerate(index.found):
        yield Passage(one, float(scores[at]), alike, at, float(sections[at]))


def things_of(question: Read, others: frozenset[str]) -> tuple[str, ...]:
    """What a question speaks of, the other medicines that it names among it."""
    return (*question.things, *map(medicine_token, sorted(others)))


def rivals(index: PageIndex, others: frozenset[str]) -> tuple[Floats, Floats]:
    """Where two medicines are compared: the statements in sections that compare, and those that name the other one."""
    comparing = [float(bool(others) and one.statement.section in COMPARING) for one in index.found]
    return np.array(comparing), np.array([float(bool(others & names)) for names in index.names])


FEATURES = (
    *("nearest", "second", "few", "itself", "chosen", "things", "things_second", "words", "words_second", "share"),
    *("asked", "comparing", "rival"),
)


def features(alike: Likeness, asked: Floats, comparing: Floats, rival: Floats) -> Floats:
    """What the score is made of: a row a statement, in the order of FEATURES."""
    told = [getattr(alike, name) for name in FEATURES[:-3]]
    return np.stack([*told, asked, comparing, rival], 1)


@cache
def weights() -> Floats:
    """What each feature counts: fitted by tools/fit_ask.py."""
    told = table(WEIGHTS)["ranking"]
    return np.array([told[name] for name in FEATURES])
