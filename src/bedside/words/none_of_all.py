"""A list that is denied as a whole behind it: "fever, chills, cough: none of these", "asked about falls or fits, had neither".

The list is one that somebody asked about, or it stands by itself; what somebody says to have is none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bedside.words.cues import at, phrases, single
from bedside.words.tokens import Token, text_at
from bedside.words.undenied import asked_whether

LISTING = frozenset((",", "and", "or", "nor", "?", "/", "&", "any", "a", "an", "the", "my", "of", "some", "in", "had"))
MARKS = frozenset((":", "-", "?", "="))
TURNED = frozenset(("but", "now", "then", "until", "till", "actually", "really", "except", "though", "only", "apart", "bar"))
"""Behind the denial one of these may turn it."""


def none_of_all(tokens: Sequence[Token], first: int, last: int, covered: Collection[int]) -> tuple[int, ...]:
    """The places of the words that deny the list around what is told from `first` to `last`; empty where nothing does."""
    place = _passed(tokens, last + 1, covered)
    marked = text_at(tokens, place) in MARKS or text_at(tokens, place - 1) in MARKS
    place += text_at(tokens, place) in MARKS or (text_at(tokens, place) == "." and place + 1 < len(tokens))
    place += text_at(tokens, place) in ("and", "but")
    place += at(tokens, place, phrases("denied", "answering"))
    size = at(tokens, place, phrases("denied", "none_of_all"))
    size = size or (marked and at(tokens, place, phrases("denied", "after")))
    behind = place + size
    closed = behind >= len(tokens) or tokens[behind].hard
    if not size or not closed or {text_at(tokens, behind), text_at(tokens, behind + 1)} & TURNED:
        return ()
    within = frozenset(each for each in range(first) if each - 1 in covered and each + 1 in covered)
    asked = asked_whether(tokens, first, frozenset(covered) | within)
    return tuple(range(place, behind)) if asked or _alone(tokens, first, covered) else ()


def _passed(tokens: Sequence[Token], place: int, covered: Collection[int]) -> int:
    """The place behind the rest of the list."""
    while place in covered or (
        text_at(tokens, place) in LISTING and text_at(tokens, place + 1) not in single("denied", "after")
    ):
        place += 1
    return place


def _alone(tokens: Sequence[Token], first: int, covered: Collection[int]) -> bool:
    """Whether the list begins its sentence."""
    place = first - 1
    while place >= 0 and (place in covered or tokens[place].text in LISTING):
        place -= 1
    return place < 0 or tokens[place].hard
