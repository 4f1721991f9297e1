"""When to say "I do not know": what the question is about is not here, or nothing in the library is near enough to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedside.questions.page_index import directions_of, lines_of, nearness
from bedside.questions.reading import Read
from bedside.questions.searching import Passage
from bedside.questions.sentences import Floats
from bedside.questions.tables import ELSEWHERE, INDEX, MED, WEIGHTS, numbers, table
from bedside.questions.wording import wording, words_of

LONG, MANY = 20, 8
"""A question of more words, or that speaks of more things, counts no more than these."""
FEW = (1, 3, 10)
"""So many of the questions that nothing here answers, the nearest ones, are looked at together."""
NOTHING = "I found no question in this."
NOT_HERE = "The library has no answer to this."


@dataclass(frozen=True)
class Beyond:
    """How near a question is to each of those that nothing here answers; and the log odds, by its direction alone, that it is
    asked of the library."""

    near: NDArray[np.float32]
    lean: float


def lean(direction: Floats, leaning: Floats) -> float:
    """The log odds of a direction by weights that tools/make_index.py fitted, the last of them by itself."""
    return float(direction @ leaning[:-1] + leaning[-1])


@dataclass(frozen=True)
class Elsewhere:
    """Questions that nothing here answers: their directions, which row of elsewhere.toml each is of, and what leans to them."""

    directions: Floats
    kinds: tuple[str, ...]
    leaning: Floats

    def near(self, direction: Floats) -> NDArray[np.float32]:
        """How near a question is to each of them."""
        return np.asarray(self.directions @ direction, np.float32)

    def of(self, direction: Floats) -> Beyond:
        """How far beyond the library a question is."""
        return Beyond(self.near(direction), lean(direction, self.leaning))


def refusal(question: Read, best: Passage, second: float) -> str | None:
    """Why there is no answer in the library; None where its best passage is one. `second` is the score of the next one."""
    if not question.words:
        return NOTHING
    said = pattern_found(question.plain)
    if said and said.get("always"):
        return str(said["why"])
    if not fits_names(question, best):
        name, what = question.named.alike[0]
        return f"{name.capitalize()} is another medicine: {what}. It is not in this library."
    beyond = outside().of(question.direction)
    if odds(question, best, second, beyond) >= 0:
        return None
    if said:
        return str(said["why"])
    if question.named.strangers and not question.named.medicines:
        return f"{question.named.strangers[0].capitalize()} is not in this library."
    at = int(beyond.near.argmax())
    nearer = beyond.near[at] > best.likeness.nearest[best.at]
    return str(table(ELSEWHERE)[outside().kinds[at]]["why"]) if nearer else NOT_HERE


def fits_names(question: Read, passage: Passage) -> bool:
    """Whether a statement may be told where a question names only products that are not here: it names them itself."""
    words = " ".join(words_of(passage.found.statement.text))
    return bool(question.named.medicines) or all(f" {name} " in f" {words} " for name, _ in question.named.alike)


def odds(question: Read, best: Passage, second: float, beyond: Beyond) -> float:
    """The log odds, less those from which a passage is told, that the best passage answers the question."""
    weights = table(WEIGHTS)["refusing"]
    return float(sum(weights[name] * value for name, value in signs(question, best, second, beyond).items()))


def signs(question: Read, best: Passage, second: float, beyond: Beyond) -> dict[str, float]:
    """What tells whether the best passage answers the question."""
    alike, at, chat = best.likeness, best.at, wording().chat
    told = {name: float(getattr(alike, name)[at]) for name in ("nearest", "few", "itself", "things", "words", "share")}
    away = zip(("elsewhere", "elsewhere_few", "elsewhere_around"), nearness(beyond.near, FEW), strict=True)
    return told | {
        "bias": 1.0,
        **dict(away),
        "lean": beyond.lean,
        "any": alike.any,
        "around": alike.around,
        "score": best.score,
        "lead": best.score - second,
        "strange": alike.strange,
        "said": float(pattern_found(question.plain) is not None),
        "strangers": float(bool(question.named.strangers)),
        "asked": best.asked,
        "length": min(len(question.words) / LONG, 1.0),
        "many": min(len(question.things) / MANY, 1.0),
        "chat": float(all(word in chat or word == MED or word.isdigit() for word in question.words)),
    }


@cache
def outside() -> Elsewhere:
    """The questions that nothing here answers, as they ship with Bedside."""
    stored = numbers(INDEX, "elsewhere/")
    return Elsewhere(directions_of(stored), tuple(lines_of(stored["kinds"])), stored["leaning"])


def pattern_found(plain: str) -> Mapping[str, Any] | None:
    """The first row of elsewhere.toml of which a pattern is found in a question."""
    return next((row for pattern, row in _patterns() if pattern.search(plain)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]:
    """Patterns of what is not here, each with its row."""
    told = table(ELSEWHERE)
    return tuple((re.compile(pattern), row) for row in told.values() for pattern in row["any"])
