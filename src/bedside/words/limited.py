"""What somebody cannot do because of something else that is told is no weakness: "feet so sore I can't walk to the shop",
"my soles are red raw and peeling, can't walk to the shop".

A limb that is numb, or a back that hurts, may be weak as well: there it is told. What counts is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bedside.words.cues import sentence, table
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

SO = frozenset(("so", "too", "that", "such"))
NEGATED = frozenset(("not", "cannot", "cant", "hardly", "barely", "hobble", "hobbling", "limp", "limping", "walk"))
FARTHEST = 9
"""A "so" more words before what cannot be done is told of something else."""


def unlimited(mentions: Sequence[Mention], tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """The mentions without a weakness that is only what something else that is told keeps somebody from."""
    ids = {each.entry.id for each in mentions if not each.fine}
    if ids & _words("unless"):
        return tuple(mentions)
    return tuple(each for each in mentions if not _kept_from(each, mentions, tokens))


def _kept_from(mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a mention is a weakness told in no word of weakness, behind "so" and something else."""
    if mention.entry.id not in _words("weak") or mention.fine or mention.signs:
        return False
    said = {tokens[place].text for place in mention.taken}
    if said & _words("weakness") or not said & NEGATED:
        return False
    begin, _ = sentence(tokens, mention.first)
    first = max(begin, mention.first - FARTHEST)
    so = next((place for place in range(mention.first, first - 1, -1) if tokens[place].text in SO), -1)
    if so < 0 and "walk" in said:
        return any(
            each.entry.id in _words("feet") and begin <= each.first < mention.first and not each.fine for each in mentions
        )
    if so < 0 or text_at(tokens, so + 1) in _words("weakness"):
        return False
    near = range(max(begin, so - FARTHEST), mention.first)
    return any(
        each is not mention
        and each.first in near
        and (each.entry.of in ("pain", "abdominal_pain") or each.entry.id in _words("keeping"))
        for each in mentions
    )


@cache
def _words(key: str) -> frozenset[str]:
    """One of the lists of words and of effects."""
    return frozenset(table("limited")[key]["words"].split())
