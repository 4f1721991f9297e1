"""What words mean beside something else that is told: "the shakes" beside a temperature are chills, and to blow the nose beside
a nosebleed is how it began.

Which words these are, and beside what, is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bedside.words.cues import sentence, single, table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token

NOT = frozenset(("no", "not", "without", "never", "any"))
BEFORE = 2
"""A "not" so many words before a thing denies it; and words of a sign may stand so far before it: the side of a leg."""


@dataclass(frozen=True)
class Company:
    """What one effect is beside others.

    `told` is the effect, `words` the stems of which one must be among its own words, `without` those of which none may; `near`
    are the effects beside which it means something else, and `means` what it is then, None where it tells of nothing more.
    With `only_there` only what is not plainly denied counts beside it; with `stays` it is as urgent as it is by itself. With
    `sign` it is what it is, and a sign of that besides; `words` may then stand right before it too.
    """

    told: str
    words: frozenset[str]
    without: frozenset[str]
    near: frozenset[str]
    means: str | None
    only_there: bool = False
    stays: bool = False
    sign: str = ""

    def fits(self, mention: Mention, tokens: Sequence[Token], told: Collection[str]) -> bool:
        """Whether this mention is meant, beside everything that is told."""
        if mention.entry.id != self.told or not self.near & (set(told) - {self.told}):
            return False
        places = range(max(0, mention.first - BEFORE), mention.last + 1) if self.sign else mention.taken
        said = {tokens[place].stem for place in places}
        return (not self.words or bool(self.words & said)) and not self.without & said


def in_company(
    mentions: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token], words: Lexicon
) -> tuple[Mention, ...]:
    """The mentions, each as what it means beside the others, and beside the effects that numbers have `measured`."""
    found: list[Mention] = []
    for mention in mentions:
        told = [each for each in mentions if each is not mention]
        found += _meant(mention, told, measured, tokens, words)
    return tuple(found)


def _meant(
    mention: Mention, others: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token], words: Lexicon
) -> Iterator[Mention]:
    """What a mention means; a row of no words looks only beside its own words."""
    row = next((row for row in _rows() if row.fits(mention, tokens, _told(row, mention, others, measured, tokens))), None)
    if row is None:
        yield mention
    elif row.sign:
        yield replace(mention, signs=mention.signs | {row.sign})
    elif row.means is not None:
        signs = mention.signs | {mention.entry.id} if row.stays else mention.signs
        yield replace(mention, entry=words[row.means], signs=signs)


def _told(
    row: Company, mention: Mention, others: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token]
) -> Collection[str]:
    """Every effect that counts beside a mention."""
    beside = [each for each in others if row.words or each.taken != mention.taken]
    if row.means is None and not row.sign:
        beside = [each for each in beside if not _told_anew(mention, each, tokens)]
    return {each.entry.id for each in beside if not (row.only_there and _denied(each, tokens))}.union(measured)


def _told_anew(mention: Mention, other: Mention, tokens: Sequence[Token]) -> bool:
    """Whether a sentence of one's own tells of it: "her boy had a fit. I am shaking all over" is no shaking of that fit."""
    begin, end = sentence(tokens, mention.first)
    return not begin <= other.first < end and tokens[begin].text in single("person", "me")


def _denied(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is plainly said not to be there: "no blisters"."""
    return mention.fine or bool(NOT & {each.text for each in tokens[max(0, mention.first - BEFORE) : mention.first]})


@cache
def _rows() -> tuple[Company, ...]:
    return tuple(
        Company(
            row["told"],
            _stems(row, "words"),
            _stems(row, "without"),
            frozenset(row["near"].split()),
            row.get("means"),
            row.get("only_there", False),
            row.get("stays", False),
            row.get("sign", ""),
        )
        for row in table("company").values()
    )


def _stems(row: dict[str, str], key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in row.get(key, "").split())
