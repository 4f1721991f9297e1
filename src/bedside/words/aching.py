"""Pain that is told beside a place is pain of that place: "my eye is red and it hurts", "belly tight as a drum, no pain".

The nearest part of the body before it in the same sentence counts, and one that stands right behind it before that. Cramps
beside loose stools are of the belly. What is felt where is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bedside.words.cues import sentence, table
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.stems import stem
from bedside.words.tokens import Token

PAIN, CRAMP, BELLY = "pain", "cramps", "abdominal_pain"
LOOSE = frozenset(("diarrhea", "heavy_diarrhea", "colitis"))
FARTHEST = 20
"""A part of the body named more words before is not what hurts."""
BEHIND = 3
EVERYWHERE = frozenset(("all", "over", "everywhere", "anywhere", "whole", "body", "i", "we", "everything", "every"))
"""Behind one of these, or before it, pain is of no one place."""


def ached(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, pain that has no place of its own with that of what is named beside it."""
    found: list[Mention] = []
    for mention in mentions:
        entry = _entry(mention, found, tokens) if mention.entry.id == PAIN else _cramp(mention, found, tokens)
        found.append(replace(mention, entry=words[entry]) if entry else mention)
    return tuple(found)


def _entry(mention: Mention, before: Sequence[Mention], tokens: Sequence[Token]) -> str | None:
    """What pain it is; None where no place is named."""
    begin, end = sentence(tokens, mention.first)
    if any(tokens[place].text in EVERYWHERE for place in range(mention.first, min(end, mention.last + BEHIND))):
        return None
    for place in range(mention.last + 1, min(end, mention.last + 1 + BEHIND)):
        if not tokens[place].word:
            break
        if tokens[place].stem in _places():
            return _places()[tokens[place].stem]
    taken = {place: each.entry.id for each in before for place in each.taken}
    for place in range(mention.first - 1, max(begin, mention.first - FARTHEST) - 1, -1):
        if tokens[place + 1].text == "of":
            continue
        known = _places().get(tokens[place].stem) or _beside().get(taken.get(place, ""))
        if known:
            return known
        if tokens[place].text in EVERYWHERE:
            return None
    return None


def _cramp(mention: Mention, before: Sequence[Mention], tokens: Sequence[Token]) -> str | None:
    """Whether cramps are of the belly: told beside loose stools, of no muscle."""
    begin, _ = sentence(tokens, mention.first)
    alone = mention.entry.id == CRAMP and len(mention.taken) == 1
    loose = any(each.entry.id in LOOSE and each.first >= begin for each in before)
    return BELLY if alone and loose else None


@cache
def _places() -> dict[str, str]:
    """What pain in each part of the body is, by the stem of the part."""
    return {stem(word): entry for entry, row in table("aching").items() for word in row["places"].split()}


@cache
def _beside() -> dict[str, str]:
    """What pain is beside another thing that is told."""
    return {other: entry for entry, row in table("aching").items() for other in row.get("beside", "").split()}
