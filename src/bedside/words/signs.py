"""What may be a sign of something grave, and names nothing: told as what it is, and as urgent as what it may be a sign of.

"My calf is swollen and sore" is a swollen leg that hurts. That it may be a clot makes it urgent, and nobody has said so. Which
words name a thing, and which parts the others tell of, is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bedside.words.cues import table
from bedside.words.lexicon import Entry, Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token

SIDES = frozenset(("left", "right"))
LIMBS = frozenset(stem(word) for word in ("arm", "leg", "hand", "foot"))


@dataclass(frozen=True)
class Part:
    """One thing that words may tell of: the entry, and the stems of which one must be there, or none may."""

    entry: str
    words: frozenset[str]
    without: frozenset[str]

    def told(self, said: frozenset[str]) -> bool:
        """Whether the words tell of it."""
        return (not self.words or bool(self.words & said)) and not self.without & said


@dataclass(frozen=True)
class Sign:
    """What is named only by some words, and by the others told in parts."""

    named: frozenset[str]
    parts: tuple[Part, ...]


def parted(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, those that name nothing of what they are a sign of with the parts that they tell of."""
    return tuple(each for mention in mentions for each in _parts(mention, tokens, words))


def _parts(mention: Mention, tokens: Sequence[Token], words: Lexicon) -> Iterator[Mention]:
    sign = _signs().get(mention.entry.id)
    said = frozenset(token.stem for token in tokens[mention.first : mention.last + 1]) | _side(mention, tokens)
    if sign is None or sign.named & said:
        yield mention
        return
    told = [words[part.entry] for part in sign.parts if part.told(said)]
    if not told:
        yield mention
    for entry in told:
        signs = mention.signs | {mention.entry.id}
        yield replace(mention, entry=_recorded(entry, mention.entry, entry is told[0]), signs=signs)


def _side(mention: Mention, tokens: Sequence[Token]) -> frozenset[str]:
    """Which side a limb is of that the mention begins with: "right arm weak"."""
    limb = tokens[mention.first].stem in LIMBS and mention.first > 0
    return frozenset({tokens[mention.first - 1].stem} & SIDES) if limb else frozenset()


def _recorded(part: Entry, whole: Entry, first: bool) -> Entry:
    """The part, and for the first of them the finding that the record has of the whole: a guide asks for it."""
    return replace(part, flag=whole.flag, graded="") if first and whole.flag else part


@cache
def _signs() -> dict[str, Sign]:
    return {
        id: Sign(
            _stems(row["named"]), tuple(Part(entry, _stems(any_of), _stems(none_of)) for entry, any_of, none_of in row["parts"])
        )
        for id, row in table("signs").items()
    }


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())
