"""Is it only asked of, and nobody has it? "When should I worry about a cough?", "is a rash common?", "who do I ring if sick?"

This is for what is no danger: of a danger somebody who asks may have it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.general import claimed, spoken_of
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

NEAR = 4
BEHIND = 6
ARTICLES = frozenset(("a", "an", "any", "some", "getting", "having", "the", "of", "and", "or", ",", "mild", "bad", "slight"))
OWN = frozenset(("my", "this", "these", "his", "her", "such", "it"))


def asked_of_it(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a sentence only asks of it. Any word of now in the whole text makes it none."""
    begin, end = sentence(tokens, mention.first)
    marked = end < len(tokens) and tokens[end].text == "?"
    wondering = at(tokens, begin, phrases("uncertain", "wondering")) > 0
    if not (marked or wondering) or _of_now(tokens, mention) or claimed(tokens) or spoken_of(tokens, mention):
        return False
    return _worried_about(tokens, begin, mention) or _common(tokens, begin, end, mention) or _in_a_case(tokens, begin, mention)


def _of_now(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether anything outside the mention is of now."""
    for place in range(len(tokens)):
        if mention.first <= place <= mention.last:
            continue
        if at(tokens, place, phrases("past", "these_days")) or tokens[place].text in single("uncertain", "asked_by_now"):
            return True
    return False


def _worried_about(tokens: Sequence[Token], begin: int, mention: Mention) -> bool:
    """Whether it is asked when to worry or to ring about it."""
    place = mention.first - 1
    while place > begin and tokens[place].text in ARTICLES:
        place -= 1
    asks = any(at(tokens, each, phrases("uncertain", "when_to_ring")) for each in range(begin, min(begin + NEAR, place)))
    return asks and text_at(tokens, place) in ("about", "for", "with", "over")


def _common(tokens: Sequence[Token], begin: int, end: int, mention: Mention) -> bool:
    """Whether it is asked how usual it is, or how long it lasts, of nobody: "are headaches a side effect?"."""
    before = {token.text for token in tokens[begin : mention.first]}
    behind = [token.text for token in tokens[mention.last + 1 : min(end, mention.last + 1 + BEHIND)]]
    if before & (OWN | {"i", "he", "she", "we"}) or "?" not in {token.text for token in tokens[end : end + 1]}:
        return False
    first = text_at(tokens, begin)
    usual = first in ("is", "are", "would", "can", "could", "will") and mention.first - begin <= NEAR
    usual = usual and bool(set(behind) & single("uncertain", "how_usual"))
    lasts = first == "how" and text_at(tokens, begin + 1) in ("long", "soon", "common", "likely") and not OWN & set(behind)
    return usual or lasts


def _in_a_case(tokens: Sequence[Token], begin: int, mention: Mention) -> bool:
    """Whether it is asked whom to ring in a case that is thought of: "who do I ring if I'm sick in the night?"."""
    place = mention.first - 1
    while place > begin and tokens[place].text not in ("if", "should", "case"):
        if tokens[place].text in (",", "and", "but") or mention.first - place > NEAR:
            return False
        place -= 1
    cues = [each for each in range(begin, place) if at(tokens, each, phrases("uncertain", "whom_to_ring"))]
    coming = {token.text for token in tokens[place : mention.last + 1]} & single("uncertain", "coming")
    return bool(cues) and (bool(coming) or any(tokens[each].text != "what" for each in cues))
