"""A swelling of which nobody says that it is everywhere, nor whose it is, is one of some place: "red patch, not swollen".

Whoever says "I am swollen", "all over" or "water" tells of the whole body. What is of one place stays as urgent as any
swelling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bedside.words.cues import sentence, single
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

WHOLE, LOCAL = "swelling", "local_swelling"
SAID = frozenset(
    ("swelling", "swellings", "swollen", "swell", "swells", "swelled", "puffy", "puffiness", "up", "no", "not", "any")
)
"""Whoever says no more than this names no place."""
EVERYWHERE = frozenset(
    ("all", "everywhere", "whole", "body", "everything", "anywhere", "generally", "general", "over", "head", "bags")
)
PASSED = frozenset(
    (
        *("am", "is", "are", "was", "were", "been", "be", "'s", "have", "has", "had", "got", "get", "getting", "gets", "look"),
        *("looks", "looking", "feel", "feels", "feeling", "felt", "very", "so", "really", "quite", "bit", "a", "rather"),
        *("more", "pretty", "little", "becoming", "become", "just", "also", "not", "no", "any", "too", "still", "go", "gone"),
    )
)
"""Between whoever is swollen and the word for it stand only these."""


def swollen(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, a swelling of no one's whole body as one of some place."""
    return tuple(_somewhere(mention, tokens, words) for mention in mentions)


def _somewhere(mention: Mention, tokens: Sequence[Token], words: Lexicon) -> Mention:
    if mention.entry.id != WHOLE or not {tokens[place].text for place in mention.taken} <= SAID:
        return mention
    begin, end = sentence(tokens, mention.first)
    told = {tokens[place].text for place in range(begin, end)}
    place = mention.first - 1
    while place >= begin and tokens[place].text in PASSED:
        place -= 1
    whose = tokens[place].text if place >= begin else ""
    if told & EVERYWHERE or whose in single("person", "me") | single("person", "third") | single("person", "relatives"):
        return mention
    return replace(mention, entry=words[LOCAL], signs=mention.signs | {WHOLE})
