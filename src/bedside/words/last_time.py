"""What came with an earlier course, and not with this one: "sick as a dog after cycle one, nothing this time"."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence
from bedside.words.tokens import Token, text_at

LATER = frozenset(("now", "today", "tonight", "still", "again", "back", "yesterday", "since"))
"""Between what came and its end one of these may tell that it is there."""
SOFT = frozenset(
    (
        *(",", ":", "-", "so", "far", "yet", "i", "have", "had", "has", "been", "there", "was", "is", "it", "with", "the"),
        *("but"),
        *("and", "touch", "wood", "thankfully", "luckily", "thank", "goodness", "god", "only", "really", "even"),
    )
)
"""Between the words of this course and those that it did not come stand at most a few of these."""
BETWEEN = 4
BEHIND = frozenset(("and", "so", "though", "touch", "thankfully", "thank", "yet", "which", "luckily", "round", "around", "but"))


def last_time(tokens: Sequence[Token], first: int, last: int) -> tuple[int, ...]:
    """The places of the words that say that it did not come this time; empty where nothing says so."""
    begin, end = sentence(tokens, first)
    end = sentence(tokens, end + 1)[1] if end + 1 < len(tokens) else end
    if not any(at(tokens, place, phrases("past", "earlier_course")) for place in range(begin, end)):
        return ()
    for place in range(last + 1, end):
        if text_at(tokens, place) in LATER:
            return ()
        told = _told(tokens, place, "not_this_course", "this_course") or _told(tokens, place, "this_course", "not_this_course")
        told = told or at(tokens, place, phrases("past", "better_this_course"))
        if told and _closed(tokens, place + told):
            return tuple(range(place, place + told))
    return ()


def _told(tokens: Sequence[Token], place: int, one: str, other: str) -> int:
    """How many words from a place on tell the one and then the other; 0 where they do not."""
    size = at(tokens, place, phrases("past", one))
    if not size:
        return 0
    behind = place + size
    while (
        text_at(tokens, behind) in SOFT and behind - place - size < BETWEEN and not at(tokens, behind, phrases("past", other))
    ):
        behind += 1
    more = at(tokens, behind, phrases("past", other))
    return behind + more - place if more else 0


def _closed(tokens: Sequence[Token], behind: int) -> bool:
    """Whether the clause ends there: "nothing this time", not "nothing this time stays down"."""
    return behind >= len(tokens) or not tokens[behind].word or tokens[behind].text in BEHIND
