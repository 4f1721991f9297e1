"""What a "not" does not deny: "no headaches until I started it" tells of headaches, "no effect on the pain" of pain."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, single
from bedside.words.tokens import Token

WITHIN = 8
"""So many words behind a mention say that it began then."""

ANEW = frozenset(["i", "we", "he", "she", "it", "my", "his", "her", "the", "not", "no", "is", "am", "was", "will", "can"])
"""Behind an "and" one of these begins something else: "no fever and I see nobody until Monday"."""


def begun_since(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether words in a mention or behind it say that it has begun since: "none until I started", "never before this drug"."""
    for place in range(first + 1, min(last + 1 + WITHIN, len(tokens))):
        told, before = tokens[place].text, tokens[place - 1].text
        stops = tokens[place].hard or told in (",", "but", "so", "because") or (before == "and" and told in ANEW)
        if stops and place > last:
            return False
        if at(tokens, place, phrases("denied", "until_now")):
            return True
    return False


def uncontrolled(tokens: Sequence[Token], last: int) -> bool:
    """Whether it is only not held down: "can not get the pain under control"."""
    return bool(at(tokens, last + 1, phrases("denied", "held_down")))


def without_effect(tokens: Sequence[Token], between: range) -> bool:
    """Whether the words between a denial and a mention say that nothing helped: "no effect on", "not touched my"."""
    return any(at(tokens, place, phrases("denied", "helped")) for place in between)


def turned_back(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "not" or "nothing" stands just before a place: "has not cured my", "nothing takes away"."""
    return bool({token.text for token in tokens[max(0, place - 3) : place]} & single("denied", "not_yet"))
