"""When to say "I do not know": what the question is about is not here, or nothing in the library is near enough to it."""

from __future__ import annotations

import re
from functools import cache

from bedside.questions.asking import sections_asked
from bedside.questions.named import MED
from bedside.questions.reading import Read
from bedside.questions.searching import Passage
from bedside.questions.tables import ELSEWHERE, table
from bedside.questions.wording import wording

WEIGHTS = {
    "bias": -9.05,
    "score": 0.66,
    "share": 1.53,
    "meaning": 3.38,
    "strange": -2.55,
    "strangers": -1.11,
    "asked": 1.36,
    "length": 4.2,
    "chat": 1.79,
}
"""A logistic regression, fitted by hand once on the development part of tests/questions, inside and outside the library; the
wording has grown since, and floors in the tests hold what it does."""
LIKELY = -1.2
"""From these log odds on the best passage is an answer; what it keeps and refuses is told in docs/reference/ask.md."""
MOST_ASKED, LONG = 2.0, 10
"""What is asked for more, or is longer, counts no more than this."""
ABOUT_OTHERS = frozenset(("names", "other-medicines"))
"""Sections that speak of other medicines."""
NOTHING = "I found no question in this."
NOT_HERE = "The library has no answer to this."


def refusal(question: Read, best: Passage | None) -> str | None:
    """Why there is no answer in the library; None where its best passage is one."""
    if best is None or not question.words:
        return NOTHING
    for pattern, why in _elsewhere():
        if pattern.search(question.plain):
            return why
    for name, what in question.named.alike:
        if not question.named.medicines and not sections_asked(question.plain).keys() & ABOUT_OTHERS:
            return f"{name.capitalize()} is another medicine: {what}. It is not in this library."
    if question.named.strangers and not question.named.medicines and _odds(question, best) < 0:
        return f"{question.named.strangers[0].capitalize()} is not in this library."
    return None if _odds(question, best) >= LIKELY else NOT_HERE


def _odds(question: Read, best: Passage) -> float:
    """The log odds that the best passage answers the question."""
    chat = wording().chat
    told = {
        "bias": 1.0,
        "score": best.score,
        "share": best.share,
        "meaning": best.meaning,
        "strange": best.strange,
        "strangers": float(bool(question.named.strangers)),
        "asked": min(best.asked, MOST_ASKED),
        "length": min(len(question.words) / LONG, 1.0),
        "chat": float(all(word in chat or word == MED or word.isdigit() for word in question.words)),
    }
    return sum(WEIGHTS[name] * value for name, value in told.items())


@cache
def _elsewhere() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of what is not here, each with what is said of it."""
    told = table(ELSEWHERE)
    return tuple((re.compile(pattern), row["why"]) for row in told.values() for pattern in row["any"])
