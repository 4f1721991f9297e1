"""When to say "I do not know": what the question is about is not here, or nothing in the library is near enough to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from bedside.questions.asking import sections_asked
from bedside.questions.named import MED
from bedside.questions.page_index import directions_of, lines_of
from bedside.questions.reading import Read
from bedside.questions.searching import Passage
from bedside.questions.sentences import Floats
from bedside.questions.tables import ELSEWHERE, INDEX, WEIGHTS, numbers, table
from bedside.questions.wording import wording

LONG = 10
"""A question of more words counts no more than this."""
ABOUT_OTHERS = frozenset(("names", "other-medicines"))
"""Sections that speak of other medicines."""
NOTHING = "I found no question in this."
NOT_HERE = "The library has no answer to this."


@dataclass(frozen=True)
class Elsewhere:
    """Questions that nothing here answers: their directions, and which row of elsewhere.toml each is of."""

    directions: Floats
    kinds: tuple[str, ...]

    def nearest(self, direction: Floats) -> tuple[float, str]:
        """How near a question is to the nearest of them, and of which row that is."""
        near = self.directions @ direction
        at = int(near.argmax())
        return float(near[at]), self.kinds[at]


def refusal(question: Read, best: Passage) -> str | None:
    """Why there is no answer in the library; None where its best passage is one."""
    if not question.words:
        return NOTHING
    for pattern, why in _patterns():
        if pattern.search(question.plain):
            return why
    for name, what in question.named.alike:
        if not question.named.medicines and not sections_asked(question.plain).keys() & ABOUT_OTHERS:
            return f"{name.capitalize()} is another medicine: {what}. It is not in this library."
    elsewhere, kind = outside().nearest(question.direction)
    if odds(question, best, elsewhere) >= 0:
        return None
    if question.named.strangers and not question.named.medicines:
        return f"{question.named.strangers[0].capitalize()} is not in this library."
    nearer = elsewhere > float(best.likeness.nearest[best.at])
    return str(table(ELSEWHERE)[kind]["why"]) if nearer else NOT_HERE


def odds(question: Read, best: Passage, elsewhere: float) -> float:
    """The log odds, less those from which a passage is told, that the best passage answers the question."""
    weights = table(WEIGHTS)["refusing"]
    return float(sum(weights[name] * value for name, value in signs(question, best, elsewhere).items()))


def signs(question: Read, best: Passage, elsewhere: float) -> dict[str, float]:
    """What tells whether the best passage answers the question."""
    alike, at, chat = best.likeness, best.at, wording().chat
    told = {name: float(getattr(alike, name)[at]) for name in ("nearest", "few", "itself", "things", "words", "share")}
    return told | {
        "bias": 1.0,
        "elsewhere": elsewhere,
        "score": best.score,
        "strange": alike.strange,
        "strangers": float(bool(question.named.strangers)),
        "asked": best.asked,
        "length": min(len(question.words) / LONG, 1.0),
        "named": float(bool(question.named.medicines)),
        "chat": float(all(word in chat or word == MED or word.isdigit() for word in question.words)),
    }


@cache
def outside() -> Elsewhere:
    """The questions that nothing here answers, as they ship with Bedside."""
    stored = numbers(INDEX, "elsewhere/")
    return Elsewhere(np.asarray(directions_of(stored)), tuple(lines_of(stored["kinds"])))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of what is not here, each with what is said of it."""
    told = table(ELSEWHERE)
    return tuple((re.compile(pattern), row["why"]) for row in told.values() for pattern in row["any"])
