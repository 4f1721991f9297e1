"""The words of a question and of a page, brought to one form: the same thing said in two ways becomes the same token.

    >>> wording().tokens("Can I have a pint of beer?")
    ('=alcohol',)

A token that begins with = stands for a row of `wording.toml`; any other is the stem of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from bedside.questions.tables import WORDING, table
from bedside.words.stems import stem

WORD, APOSTROPHE = re.compile(r"[a-z]+|\d+(?:\.\d+)?"), re.compile(r"(?<=\w)['’`](?=\w)")
LONGEST = 600
"""Characters of a question that are read; what a person asks is said by then."""


@dataclass(frozen=True)
class Wording:
    """What words say nothing, and which phrases are one thing: stems of a phrase to the things that it stands for."""

    chat: frozenset[str]
    same: Mapping[tuple[str, ...], tuple[str, ...]]
    words: frozenset[str]

    @cached_property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max(map(len, self.same), default=1)

    def tokens(self, text: str) -> tuple[str, ...]:
        """What a text speaks of, in its order; the longest phrase wins, and words that say nothing fall away."""
        return self.tokens_of(words_of(text))

    def tokens_of(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same of words that were cut already."""
        stems = tuple(map(stem, words))
        found: list[str] = []
        at = 0
        while at < len(words):
            size = next((n for n in range(min(self.longest, len(words) - at), 0, -1) if stems[at : at + n] in self.same), 0)
            if size:
                found += self.same[stems[at : at + size]]
            elif words[at] not in self.chat:
                found.append(stems[at])
            at += size or 1
        return tuple(found)


@cache
def wording() -> Wording:
    """The wording that ships with Bedside."""
    told = table(WORDING)
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    heard: set[str] = set()
    for thing, phrases in told["same"].items():
        for phrase in phrases:
            words = words_of(phrase)
            heard.update(words)
            key = tuple(map(stem, words))
            same[key] = tuple(dict.fromkeys((*same.get(key, ()), f"={thing}")))
    return Wording(frozenset(told["chat"].split()), same, frozenset(heard))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without accents and marks; "don't" is dont, "IL-2" il and 2."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(WORD.findall(APOSTROPHE.sub("", plain)))
