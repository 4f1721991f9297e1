"""What a text may tell of besides what the lexicon found in it: the finds of the second reader, with what is said of each.

Nothing that was found is changed by them. Denied, past and somebody else's are known by the same rules as for the lexicon's
words, and a clause of which all that the lexicon found is denied or over tells of nothing more; what would be present is
*uncertain*, until somebody confirms it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bedside.words.blood import placed
from bedside.words.cues import single, spoken
from bedside.words.effects import Effect, Told
from bedside.words.lexicon import Lexicon, lexicon
from bedside.words.matching import idiomatic, mentions
from bedside.words.meant import may_mean
from bedside.words.spelling import corrected
from bedside.words.standing import Standing, standings
from bedside.words.tokens import Token, read


def with_meaning(text: str, told: Told, dangers: Collection[str], emergencies: Collection[str], urgent: bool = True) -> Told:
    """What a text tells, with what its clauses may mean besides; with dangers only where they are looked for (`urgent`).

    A danger of which it is not clear which it is counts, and is no effect: it is kept apart.
    """
    found = tuple(_found(text, told, dangers, emergencies, urgent))
    clear = tuple(effect for effect, is_clear in found if is_clear)
    return replace(told, effects=(*told.effects, *clear), perhaps=tuple(effect for effect, is_clear in found if not is_clear))


def _found(
    text: str, told: Told, dangers: Collection[str], emergencies: Collection[str], urgent: bool
) -> Iterator[tuple[Effect, bool]]:
    """What clauses may mean, each with whether it is clear."""
    words = lexicon()
    tokens = corrected(read(text))
    known = placed(mentions(tokens, words), tokens, words)
    measured = {place for each in told.readings for place in range(each.first, each.last + 1)}
    over = {effect.entry.id for effect in told.effects} - {effect.entry.id for effect in told.effects if effect.there}
    terms = {effect.entry.ctcae for effect in told.effects}
    for may in may_mean(tokens, known, measured, words, dangers, emergencies, urgent, terms):
        told_of = standings(tokens, (*known, may.mention), words, dangers).standings
        standing = next((each for each in told_of if each.mention is may.mention), None)
        said = {mention.entry.id for mention in known if set(mention.taken) & set(may.clause)}
        if said <= over if said else _idle(tokens, may.clause, words):
            continue
        if standing is not None and standing.status != "denied" and not standing.general:
            yield _effect(standing, spoken(tokens, may.clause, text), tokens[may.clause[0]].start), may.clear


def _idle(tokens: Sequence[Token], clause: Sequence[int], words: Lexicon) -> bool:
    """Whether idioms, which tell of nothing, are all that a clause says."""
    return idiomatic(tokens, words) >= {place for place in clause if _tells(tokens[place], words)}


def _tells(token: Token, words: Lexicon) -> bool:
    """Whether a word may tell something: no filler, and nobody's name."""
    return token.word and token.stem not in words.filler and token.text not in single("person", "me")


def _effect(standing: Standing, said: str, first: int) -> Effect:
    status = "uncertain" if standing.status == "present" else standing.status
    return Effect(standing.mention.entry, status, None, None, None, said, first, meant=True)
