"""What is only said not to be the word for it: "I would not say I feel sick", "I can't say I've been short of breath".

Where another word for it follows, "I would not say I have pain, more a tightness", that it is not there is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence
from bedside.words.tokens import Token, text_at

WITHIN = 8
PASSED = frozenset(
    (
        *("feel", "felt", "feels", "feeling", "am", "is", "was", "have", "had", "been", "any", "a"),
        *("particularly", "especially"),
    )
)
WHO = frozenset(("i", "he", "she"))
RATHER = frozenset(
    (
        *("does", "do", "says", "thinks", "thought", "said", "more", "rather", "but", "just", "only", "exactly"),
        *("as", "though", "however"),
    )
)


def not_the_word(tokens: Sequence[Token], first: int) -> tuple[int, ...]:
    """The places of the words that say so of what begins at `first`; only of oneself: "he would not say" hides what he has."""
    place = first - (text_at(tokens, first) not in WHO)
    while text_at(tokens, place) in PASSED:
        place -= 1
    if text_at(tokens, place) not in WHO:
        return ()
    place -= 1 + (text_at(tokens, place - 1) == "that")
    for begin in range(max(0, place - WITHIN), place):
        size = at(tokens, begin, phrases("denied", "not_said"))
        own = text_at(tokens, begin - 1) in ("", "i", ".", ",", "but", "and", "really")
        if size and own and begin + size == place + 1:
            return tuple(range(begin, place + 1))
    return ()


def rather(tokens: Sequence[Token], last: int) -> bool:
    """Whether another word for it follows, or somebody else says otherwise: "my wife does"."""
    _, end = sentence(tokens, last)
    return bool({token.text for token in tokens[last + 1 : end]} & RATHER)
