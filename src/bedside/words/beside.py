"""What a word elsewhere in the text makes of a thing: a knock to the head of somebody who takes warfarin is one on warfarin.

Which words make what of what is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bedside.words.cues import table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

NOT = frozenset(("no", "not", "never", "without"))
BEFORE = 4
"""A "not" so many words before the word takes it back: "he is not on warfarin"."""


def made(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, those for which another word of the text counts as what it makes of them."""
    rows = table("beside")
    found = []
    for mention in mentions:
        row = rows.get(mention.entry.id)
        named = row is not None and not mention.fine and _named(tokens, frozenset(row["words"].split()))
        found.append(replace(mention, entry=words[row["then"]]) if row is not None and named else mention)
    return tuple(found)


def _named(tokens: Sequence[Token], words: frozenset[str]) -> bool:
    """Whether one of the words is there, and not denied."""
    return any(
        token.text in words and not NOT & {each.text for each in tokens[max(0, place - BEFORE) : place]}
        for place, token in enumerate(tokens)
    )
