"""Whoever is named together with the writer, and whoever is the only one spoken of.

"Me and my wife have headaches" tells of the writer. "Flatmate has a banging headache, can't bend her neck, 39.8" speaks of one
person alone, who is as ill as it is written, though a friend is somebody else where the writer tells of the own ills too.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, single
from bedside.words.matching import Mention
from bedside.words.tokens import Token

WRITER = frozenset(("me", "myself", "i"))
"""Whoever is named with one of these has it together with the writer."""
FRIENDS = frozenset(
    (
        *("friend", "neighbour", "neighbor", "flatmate", "roommate", "housemate", "mate", "colleague", "workmate", "classmate"),
        *("lodger", "cousin", "nephew", "niece", "grandson", "granddaughter", "grandchild", "student", "landlady", "landlord"),
    )
)
"""One of these may be all that a text speaks of; a crowd, a stranger of whom somebody read, or an animal may not."""
HELD_BESIDE = frozenset(
    ("too", "also", "same", "like", "as", "other", "another", "had", "died", "years", "ago", "us", "we", "?")
)
"""With one of these what a friend has is told beside something else, or was once."""
TOLD = 3
"""So many things at least are told of whoever is described."""


def with_the_writer(tokens: Sequence[Token], place: int) -> bool:
    """Whether a relative is named with the writer: "me and my wife have headaches", "my husband and I feel sick"."""
    if tokens[place].text not in single("person", "relatives"):
        return False
    before = [token.text for token in tokens[max(0, place - 3) : place]]
    behind = [token.text for token in tokens[place + 1 : place + 3]]
    ahead = len(before) == 3 and before[0] in WRITER and before[1] == "and" and before[2] in ("my", "the", "our")
    return ahead or (len(behind) == 2 and behind[0] == "and" and behind[1] in WRITER)


def little_one(tokens: Sequence[Token], place: int) -> bool:
    """Whether a child of the writer's own is named so: "my little one"."""
    said = [token.text for token in tokens[max(0, place - 1) : place + 2]]
    return len(said) == 3 and said[0] in ("my", "our") and said[1] in ("little", "wee") and said[2] == "one"


def only_one(tokens: Sequence[Token], mentions: Sequence[Mention], told_of: Sequence[str]) -> bool:
    """Whether a friend is the only one spoken of, and several things are told; `told_of` is whom each mention is about."""
    words = [token.text for token in tokens]
    mine = (place for place, word in enumerate(words) if word in single("person", "me"))
    if any(words[place] not in ("my",) or not _a_friend(tokens, place + 1) for place in mine) or HELD_BESIDE & set(words):
        return False
    things = {mention.entry.id for mention, who in zip(mentions, told_of, strict=True) if who == "other"}
    return len(things) >= TOLD and "me" not in told_of and any(_a_friend(tokens, place) for place in range(len(tokens)))


def _a_friend(tokens: Sequence[Token], place: int) -> bool:
    """Whether a friend is named there."""
    return place < len(tokens) and tokens[place].text in FRIENDS and bool(at(tokens, place, phrases("person", "others")))
