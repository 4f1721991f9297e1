"""What was looked for and not found, and what a later clause denies: "tested for myasthenia and it was negative"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.tokens import Token, text_at
from bedside.words.undenied import asked_whether, came_since, likened

SEARCHED = 4
NEGATORS = frozenset(("not", "never"))
LISTING = frozenset(("and", "or", ",", "any", "the", "a", "an", "/"))
"""What was asked about may be a list: "she asked about fever and chills, neither"."""


def searched(tokens: Sequence[Token], first: int, last: int, covered: Collection[int]) -> tuple[int, ...]:
    """What was looked for and not found: "they tested for myasthenia and it was negative"."""
    begin, end = sentence(tokens, first)
    before = [text_at(tokens, each) for each in range(max(begin, first - SEARCHED), first)]
    looked = bool(single("denied", "looked") & set(before)) and bool({"for", "at"} & set(before))
    looked = looked or before[-3:] == ["to", "rule", "out"] or before[-2:] == ["ruling", "out"]
    for place in range(last + 1, min(end, last + 2 * SEARCHED)):
        word = text_at(tokens, place)
        if place in covered or word in single("denied", "turn"):
            return ()
        if looked and word in single("denied", "not_found"):
            return (place,)
        size = at(tokens, place, phrases("denied", "excluded"))
        if size:
            negated = NEGATORS & {text_at(tokens, each) for each in range(place - 3, place)}
            return () if negated else tuple(range(place, place + size))
    return ()


def denied_later(tokens: Sequence[Token], first: int, last: int, covered: frozenset[int]) -> tuple[int, ...]:
    """Whether a later clause says that the person has it not, with nothing told between."""
    _, end = sentence(tokens, last)
    listed = asked_whether(tokens, first, covered)
    if text_at(tokens, end) in (".", "?", "") and text_at(tokens, end + 1) in ("no", "nope") and end > last:
        size = at(tokens, end + 1, phrases("denied", "answered")) if listed else 0
        closed = end + 1 + size >= len(tokens) or not tokens[end + 1 + size].word
        told = any(each in covered for each in range(last + 1, end))
        if size and closed and not told and not came_since(tokens, end + 1 + size):
            return tuple(range(end + 1, end + 1 + size))
    for place in range(last + 1, end):
        if place in covered and listed:
            continue
        if place in covered:
            return ()
        listed = listed and text_at(tokens, place) in LISTING
        size = at(tokens, place, phrases("denied", "later"))
        if not size and asked_whether(tokens, first, covered):
            size = at(tokens, place, phrases("denied", "answered"))
            size = 0 if came_since(tokens, place + size) else size
        joined = text_at(tokens, place - 1) in ("and", "but", "though", "although", ",")
        if size and joined and not likened(tokens, first, last) and (place + size >= end or not tokens[place + size].word):
            return tuple(range(place, place + size))
    return ()


def never_had(tokens: Sequence[Token], first: int, last: int, covered: frozenset[int]) -> tuple[int, ...]:
    """The words right behind it that say that it is not there, and end the clause: "cream for the rash that never came"."""
    place = last + 1 + (text_at(tokens, last + 1) in ("that", "which"))
    size = at(tokens, place, phrases("denied", "never_had"))
    behind = place + size
    behind += text_at(tokens, behind) in ("yet", "anyway", "though")
    ended = behind >= len(tokens) or (not tokens[behind].word and text_at(tokens, behind) not in ("'", '"'))
    named = place > last + 1 or text_at(tokens, first - 1) in ("the", "any", "those", "all")
    return tuple(range(place, place + size)) if size and ended and named and place not in covered else ()
