"""Which statements of the library answer a question, the best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bedside.questions.asking import sections_asked
from bedside.questions.page_index import Found, PageIndex, medicine_token, page_index
from bedside.questions.reading import Read

COMPARES, RIVAL = 0.6, 0.8
"""What is added where two medicines are compared: to sections that compare, and to statements that name the other one."""
COMPARING = ("comparison", "alternatives")


@dataclass(frozen=True)
class Passage:
    """A statement with its score, how near in meaning the question is to a way to ask for it, the share of what the question
    speaks of that it accounts for, the share that its page does not have at all, and how much its section is asked for."""

    found: Found
    score: float
    meaning: float
    share: float
    strange: float
    asked: float


def passages(question: Read, medicines: tuple[str, ...]) -> list[Passage]:
    """The statements of these medicines' pages, the best answer first."""
    asked = sections_asked(question.plain)
    told: list[Passage] = []
    for medicine in medicines:
        others = frozenset(medicines) - {medicine}
        told += _of_page(question, page_index(medicine), asked, others)
    return sorted(told, key=lambda each: (-each.score, each.found.key))


def _of_page(question: Read, index: PageIndex, asked: dict[str, float], others: frozenset[str]) -> Iterator[Passage]:
    things = (*question.things, *map(medicine_token, sorted(others)))
    alike = index.likeness(things, question.words)
    for at, one in enumerate(index.found):
        section = one.statement.section
        score = float(alike.alike[at]) + asked.get(section, 0.0)
        score += COMPARES if others and section in COMPARING else 0.0
        score += RIVAL if others & index.names[at] else 0.0
        known = (float(alike.meaning[at]), float(alike.share[at]), alike.strange, asked.get(section, 0.0))
        yield Passage(one, score, *known)
