"""Two things that the same words may say, and what decides it: "being sick" is to vomit, "so sick" is to feel like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bedside.words.cues import table
from bedside.words.matching import Mention
from bedside.words.tokens import Token


@dataclass(frozen=True)
class Alike:
    """Two entries, and the words with which the first of them is meant."""

    first: str
    second: str
    words: frozenset[str]


def decided(mentions: Sequence[Mention], tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """The mentions without those of which the same words mean the other thing."""
    return tuple(each for each in mentions if not any(_other(each, row, mentions, tokens) for row in _alike()))


def _other(mention: Mention, row: Alike, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    if mention.entry.id != row.second:
        return False
    same = any(each.entry.id == row.first and each.taken == mention.taken for each in mentions)
    return same and any(tokens[place].text in row.words for place in mention.taken)


@cache
def _alike() -> tuple[Alike, ...]:
    return tuple(Alike(row["first"], row["second"], frozenset(row["with"].split())) for row in table("alike").values())
