"""What a word elsewhere in the text makes of a thing: a knock to the head of somebody who takes warfarin is one on warfarin.

Which words make what of what is data, in `cues.toml`. A row with `of` is for mentions that have one of these words, one with
`and` needs one of these phrases too, and with `stays` it is as urgent as it is by itself: a throat that closes at a cold drink
after oxaliplatin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bedside.words.cues import at, grouped, table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token

NOT = frozenset(("no", "not", "never", "without"))
TAKING = frozenset(
    (
        *("on", "take", "takes", "taking", "took", "taken", "any", "a", "the", "my", "his", "her", "more", "longer", "using"),
        *("had", "have", "having", "given", "with", "blood", "and", "or", ","),
    )
)
"""Between a "not" and what somebody does not take stand only these."""
BEFORE = 4
"""A "not" so many words before the word takes it back: "he is not on warfarin"."""


def made(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, those for which another word of the text counts as what it makes of them."""
    rows = table("beside")
    found = []
    for mention in mentions:
        row = rows.get(mention.entry.id)
        if row is None or mention.fine or not _fits(mention, tokens, row):
            found.append(mention)
            continue
        signs = mention.signs | {mention.entry.id} if row.get("stays") else mention.signs
        found.append(replace(mention, entry=words[row["then"]], signs=signs))
    return tuple(found)


def _fits(mention: Mention, tokens: Sequence[Token], row: Mapping[str, Any]) -> bool:
    """Whether a mention has the words of a row, and everything else is there that the row needs."""
    own, known = frozenset(row.get("of", "").split()), grouped(row.get("and", ()))
    if own and not own & {tokens[place].text for place in mention.taken}:
        return False
    besides = not known or any(at(tokens, place, known) for place in range(len(tokens)))
    return besides and _named(tokens, mention, frozenset(row["words"].split()))


def _named(tokens: Sequence[Token], mention: Mention, words: frozenset[str]) -> bool:
    """Whether one of the words is there, and not denied; in "no flushes on letrozole" the flushes are."""
    return any(token.text in words and not _taken_back(tokens, place, mention) for place, token in enumerate(tokens))


def _taken_back(tokens: Sequence[Token], place: int, mention: Mention) -> bool:
    """Whether a "not" before a word at `place` denies it, and no other thing: "no sore knees on letrozole"."""
    begin = max(0, place - BEFORE, mention.last + 1 if place > mention.last else 0)
    not_at = [each for each in range(begin, place) if tokens[each].text in NOT]
    return bool(not_at) and all(tokens[each].text in TAKING for each in range(not_at[-1] + 1, place))
