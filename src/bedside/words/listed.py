"""What is named by a bare word in a list: a fever, "a cough and a temperature", and falls that are counted, "falls: 2"."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import sentence, single
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

FEVER = "fever"
FALL, FALLS = "fall", "falls"
NAMED = frozenset(("temp", "temps", "temperature", "temperatures"))
LISTING = frozenset((",", "and", "or", "nor", "&", "plus", "/", "with", "without"))
PASSED = frozenset(("a", "an", "any", "some", "bit", "of", "no", "the", "my"))


def with_temperature(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, a fever wherever a list of them has a bare temperature that nobody measured, and falls that are counted."""
    covered = {place for mention in mentions for place in mention.taken}
    found = list(mentions)
    for place, token in enumerate(tokens):
        if token.text in NAMED and place not in covered and _in_a_list(tokens, place, covered):
            found.append(Mention(words[FEVER], (place,)))
        if token.text == FALLS and place not in covered and _scored(tokens, place):
            found.append(Mention(words[FALL], (place,)))
    return tuple(sorted(found, key=lambda each: (each.taken, each.entry.id)))


def _scored(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number in figures counts it, at the beginning or behind a mark: "fits: 0, falls: 2"."""
    behind = place + 1 + (text_at(tokens, place + 1) in (":", "=", "-"))
    begins = place == 0 or not tokens[place - 1].word
    return begins and text_at(tokens, behind).isdigit()


def _in_a_list(tokens: Sequence[Token], place: int, covered: set[int]) -> bool:
    begin, end = sentence(tokens, place)
    if {token.text for token in tokens[begin:end]} & single("uncertain", "measuring"):
        return False
    before, behind = place - 1, place + 1
    if behind < end and text_at(tokens, behind) not in LISTING | {"but", "on", "since", "last", "today", "yesterday", "-", ")"}:
        return False
    while before >= begin and text_at(tokens, before) in PASSED:
        before -= 1
    left = before >= begin and text_at(tokens, before) in LISTING
    own = text_at(tokens, place - 1) in ("the", "my")
    follows = left and before - 1 in covered and not own
    first = before < begin and text_at(tokens, behind) in LISTING and _leads(tokens, behind, end, covered)
    return follows or (first and not own)


def _leads(tokens: Sequence[Token], place: int, end: int, covered: set[int]) -> bool:
    """Whether what follows a comma or an "and" is something that is felt."""
    while place < end and text_at(tokens, place) in LISTING | PASSED:
        place += 1
    return place in covered
