"""What words mean beside something else that is told: "the shakes" beside a temperature are chills, and to blow the nose beside
a nosebleed is how it began.

Which words these are, and beside what, is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bedside.words.cues import table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token


@dataclass(frozen=True)
class Company:
    """What one effect is beside others.

    `told` is the effect, `words` the stems of which one must be among its own words, `without` those of which none may; `near`
    are the effects beside which it means something else, and `means` what it is then, None where it tells of nothing more.
    """

    told: str
    words: frozenset[str]
    without: frozenset[str]
    near: frozenset[str]
    means: str | None

    def fits(self, mention: Mention, tokens: Sequence[Token], told: Collection[str]) -> bool:
        """Whether this mention is meant, beside everything that is told."""
        if mention.entry.id != self.told or not self.near & (set(told) - {self.told}):
            return False
        said = {tokens[place].stem for place in mention.taken}
        return (not self.words or bool(self.words & said)) and not self.without & said


def in_company(
    mentions: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token], words: Lexicon
) -> tuple[Mention, ...]:
    """The mentions, each as what it means beside the others, and beside the effects that numbers have `measured`."""
    told = {mention.entry.id for mention in mentions}.union(measured)
    found: list[Mention] = []
    for mention in mentions:
        others = {each.entry.id for each in mentions if each.taken != mention.taken}.union(measured)
        found += _meant(mention, (told, others), tokens, words)
    return tuple(found)


def _meant(
    mention: Mention, told: tuple[Collection[str], Collection[str]], tokens: Sequence[Token], words: Lexicon
) -> Iterator[Mention]:
    """What a mention means; `told` is all that is told, then without what its own words tell; a row of no words needs that."""
    row = next((row for row in _rows() if row.fits(mention, tokens, told[not row.words])), None)
    if row is None:
        yield mention
    elif row.means is not None:
        yield replace(mention, entry=words[row.means])


@cache
def _rows() -> tuple[Company, ...]:
    return tuple(
        Company(row["told"], _stems(row, "words"), _stems(row, "without"), frozenset(row["near"].split()), row.get("means"))
        for row in table("company").values()
    )


def _stems(row: dict[str, str], key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in row.get(key, "").split())
