"""Is a pain past bearing? What people tell of it in place of a number: "screaming with it", "the morphine does not touch it".

Which words say so, and of which pains, is data, in `cues.toml`. CTCAE version 5 counts such pain as severe.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bedside.words.cues import at, phrases, sentence, single, table
from bedside.words.matching import Mention
from bedside.words.tokens import Token

FARTHEST = 10
"""So many words from the pain on, the words are told of something else."""
TURNING = frozenset(("but", "though", "although", "however"))
NOT = frozenset(("not", "never", "no", "without", "nor"))
DENYING = frozenset(("not", "nothing", "no", "never"))
"""A phrase that begins with one of these is not taken back by a "not" before it."""


def unbearable(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the words around a pain say that nobody could bear it."""
    if mention.entry.id not in _pains():
        return False
    begin, end = sentence(tokens, mention.first)
    begin, end = max(begin, mention.first - FARTHEST), min(end, mention.last + 1 + FARTHEST)
    strong = any(tokens[place].text in single("bearing", "strong") for place in range(begin, end))
    return any(_says_so(tokens, mention, place, strong) for place in range(begin, end))


def _says_so(tokens: Sequence[Token], mention: Mention, place: int, strong: bool) -> bool:
    """Whether a phrase that says so begins here, and is told of this pain."""
    size = at(tokens, place, phrases("bearing", "told"))
    if size and place + size < len(tokens) and tokens[place + size].text in single("bearing", "joy"):
        return False
    if not size and strong:
        size = at(tokens, place, phrases("bearing", "useless"))
    if not size:
        size = at(tokens, place, phrases("bearing", "scored"))
        behind = tokens[place + size] if size and place + size < len(tokens) else None
        size = 0 if behind is not None and behind.word and behind.text not in single("bearing", "at_the_end") else size
    between = range(place + size, mention.first) if place < mention.first else range(mention.last + 1, place)
    turned = any(tokens[each].text in TURNING for each in between)
    return size > 0 and not turned and not _taken_back(tokens, place)


def _taken_back(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "not" stands before it."""
    return tokens[place].text not in DENYING and any(each.text in NOT for each in tokens[max(0, place - 2) : place])


@cache
def _pains() -> frozenset[str]:
    """The pains that it is told of."""
    return frozenset(table("unbearable")["pain"]["of"].split())
