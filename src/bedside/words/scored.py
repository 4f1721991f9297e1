"""Scores and signs that say it is not there: "pain score 0 out of 10", "nausea is zero", "itch ++, fever -"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bedside.words.cues import sentence, single
from bedside.words.tokens import Token, text_at

NOUGHT = frozenset(("zero", "nil", "nought", "0"))
"""A score of this much tells of nothing; with a mark behind it it denies nothing that follows: "pain score zero, sick"."""
SCORED = frozenset(
    (
        "score",
        "scores",
        "level",
        "levels",
        "rating",
        "scale",
        "is",
        "was",
        "at",
        "of",
        "=",
        ":",
        "-",
        "today",
        "now",
        "currently",
    )
)
SCORES = frozenset((*"123456789", "10", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
TURNING = frozenset(("but", "when", "until", "then", "or"))
BEHIND_A_SIGN = frozenset(("", ",", ";", ".", "\n", "ve"))


def scored_nought(tokens: Sequence[Token], last: int, covered: Collection[int]) -> tuple[int, ...]:
    """The place of a score of nought behind a mention that ends at `last`; none where another score follows: "pain 0 or 1"."""
    place = last + 1
    while text_at(tokens, place) in SCORED:
        place += 1
    if text_at(tokens, place) not in NOUGHT:
        return ()
    _, end = sentence(tokens, place)
    for each in range(place + 1, end):
        if each in covered or _heads_another(tokens, each):
            break
        of_ten = text_at(tokens, each - 1) in ("/", "of")
        if text_at(tokens, each) in TURNING or (text_at(tokens, each) in SCORES and not of_ten):
            return ()
    behind = text_at(tokens, place + 1)
    out_of = behind == "/" or (behind, text_at(tokens, place + 2)) == ("out", "of")
    return (place,) if out_of or not behind[:1].isalnum() or behind in ("today", "now", "at", "this", "and") else ()


def _heads_another(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word behind a comma heads a score of its own: "fits: 0, falls: 2"; not a time, "pain: 0, evening: 4"."""
    word, before = text_at(tokens, place), text_at(tokens, place - 1)
    marked = text_at(tokens, place + 1) in (":", "=", "-") and text_at(tokens, place + 2)[:1].isalnum()
    timed = word in single("denied", "times") | single("past", "time_words")
    plural = word.endswith("s") and text_at(tokens, place + 1) in SCORES
    return before in (",", ";", "and", "/") and word[:1].isalpha() and not timed and (marked or plural) and word not in SCORED


def denies_ahead(tokens: Sequence[Token], place: int) -> bool:
    """Whether a nought there is no score, and may deny what follows: "zero nausea", not "pain score zero, nausea"."""
    return text_at(tokens, place) not in NOUGHT or text_at(tokens, place + 1)[:1].isalpha()


def minus(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "-" there is the sign of a list that is marked with plus and minus: "itch ++, fever -"."""
    marked = any(token.text == "+" for token in tokens)
    return marked and text_at(tokens, place) == "-" and text_at(tokens, place + 1) in BEHIND_A_SIGN
