"""What words mean beside something else that is told: "the shakes" beside a temperature are chills, and to blow the nose beside
a nosebleed is how it began.

Which words these are, and beside what, is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bedside.words.cues import sentence, single, table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token

NOT = frozenset(("no", "not", "without", "never", "any"))
LISTING = frozenset((",", "and", "&", "/", "+", "-", "or"))
BEFORE = 2
"""A "not" so many words before a thing denies it; and words of a sign may stand so far before it: the side of a leg."""


@dataclass(frozen=True)
class Company:
    """What one effect is beside others.

    `words` are the stems of which one must be among its own words, `without` those of which none may; `near`
    are the effects beside which it means something else, and `means` what it is then, None where it tells of nothing more.
    With `told_there` it is so only where it is not plainly denied itself. With `unlisted` it is not so where both stand in one
    list, and the other is named by one of these stems: "brain fog, memory loss". With `only_there`
    only what is not plainly denied counts beside it; with `stays` it is as urgent as it is by itself. With `sign` it is what it
    is, and a sign of that besides; `words` may then stand right before it too.
    """

    words: frozenset[str]
    without: frozenset[str]
    near: frozenset[str]
    means: str | None
    only_there: bool = False
    stays: bool = False
    sign: str = ""
    told_there: bool = False
    unlisted: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    adds: str = ""

    def fits(self, mention: Mention, tokens: Sequence[Token]) -> bool:
        """Whether the words of a mention of the effect are those that are meant."""
        places = range(max(0, mention.first - BEFORE), mention.last + 1) if self.sign else mention.taken
        said = {tokens[place].stem for place in places}
        return (not self.words or bool(self.words & said)) and not self.without & said and self._told_in(tokens)

    def _told_in(self, tokens: Sequence[Token]) -> bool:
        """Whether the text says what it must, and nothing that it may not."""
        told = {token.stem for token in tokens} if self.said else frozenset[str]()
        return not self.said or (bool(self.said & told) and not self.unsaid & told)


def in_company(
    mentions: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token], words: Lexicon
) -> tuple[Mention, ...]:
    """The mentions, each as what it means beside the others, and beside the effects that numbers have `measured`."""
    found: list[Mention] = []
    for mention in mentions:
        found += _meant(mention, mentions, measured, tokens, words)
    return tuple(found)


def _meant(
    mention: Mention, mentions: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token], words: Lexicon
) -> Iterator[Mention]:
    """What a mention means."""
    rows = (row for row in _rows().get(mention.entry.id, ()) if row.fits(mention, tokens))
    row = next((row for row in rows if _in_it(row, mention, mentions, measured, tokens)), None)
    if row is None:
        yield mention
    elif row.adds:
        yield from (mention, replace(mention, entry=words[row.adds]))
    elif row.sign:
        yield replace(mention, signs=mention.signs | {row.sign})
    elif row.means is not None:
        signs = mention.signs | {mention.entry.id} if row.stays else mention.signs
        yield replace(mention, entry=words[row.means], signs=signs)


def _in_it(
    row: Company, mention: Mention, mentions: Sequence[Mention], measured: Collection[str], tokens: Sequence[Token]
) -> bool:
    """Whether one of the effects that a row looks for is told beside a mention; a row of no words needs other words for it.

    Where a row says that nothing more is told, that is not so in a sentence of one's own: "her boy had a fit. I am shaking all
    over" is no shaking of that fit.
    """
    if not row.near:
        return not (row.told_there and _denied(mention, tokens))
    near = [each for each in mentions if each.entry.id in row.near and (row.words or each.taken != mention.taken)]
    if row.told_there and _denied(mention, tokens):
        return False
    near = [each for each in near if each is not mention and not (row.only_there and _denied(each, tokens))]
    if row.unlisted:
        named = [each for each in near if row.unlisted & {tokens[place].stem for place in each.taken}]
        near = [each for each in near if each not in named or not _one_list(mention, each, mentions, tokens)]
    begin, end = sentence(tokens, mention.first)
    if near and row.means is None and not row.sign and tokens[begin].text in single("person", "me"):
        near = [each for each in near if begin <= each.first < end]
    return bool(near) or bool(row.near.intersection(measured))


def _one_list(mention: Mention, other: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether only other parts of a list stand between two mentions: "brain fog, no energy, memory loss"."""
    first, last = sorted((mention, other), key=lambda each: each.first)
    taken = {place for each in mentions for place in each.taken}
    return all(place in taken or tokens[place].text in LISTING for place in range(first.last + 1, last.first))


def _denied(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether it is plainly said not to be there: "no blisters"."""
    return mention.fine or bool(NOT & {each.text for each in tokens[max(0, mention.first - BEFORE) : mention.first]})


@cache
def _rows() -> Mapping[str, tuple[Company, ...]]:
    """The rows of each effect that is told."""
    found: dict[str, tuple[Company, ...]] = {}
    for row in table("company").values():
        found[row["told"]] = (*found.get(row["told"], ()), _row(row))
    return found


def _row(row: Mapping[str, Any]) -> Company:
    return Company(
        _stems(row, "words"),
        _stems(row, "without"),
        frozenset(row.get("near", "").split()) - {row["told"]},
        row.get("means"),
        row.get("only_there", False),
        row.get("stays", False),
        row.get("sign", ""),
        row.get("told_there", False),
        _stems(row, "unlisted"),
        _stems(row, "said"),
        _stems(row, "unsaid"),
        row.get("adds", ""),
    )


def _stems(row: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in row.get(key, "").split())
