"""What nobody is said to have: what something is kept ready for, "a cream in case of a rash", and what is said of everybody,
"they say hair loss is rare".

Only of what is no danger: whoever speaks of a danger so may have it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

FAR = 5
"""So many words before it "in case of" still speaks of it, through a list."""
PASSED = frozenset(("of", "a", "an", "any", "some", "the", "i", "get", "got", "have", "it", "or", "and", ",", "bad"))
OWN = frozenset(("my", "this", "these", "his", "her", "such", "our", "same"))
BEING = frozenset(("is", "are", "'s", "was"))
BETWEEN = frozenset(
    ("a", "an", "the", "very", "quite", "one", "of", "most", "fairly", "pretty", "really", "not", "so", "also", "only")
)


def kept_for(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether something is only kept ready for it, "tablets for the nausea, just in case", or was not needed; nobody
    asks about it."""
    _, end = sentence(tokens, mention.first)
    if text_at(tokens, end) == "?":
        return False
    behind = mention.last + 1
    behind += text_at(tokens, behind) in (",", "-", "(")
    if at(tokens, behind, phrases("uncertain", "not_needed")):
        return True
    place = mention.first - 1
    while mention.first - place <= FAR and text_at(tokens, place) in PASSED:
        place -= 1
    between = {text_at(tokens, each) for each in range(place + 1, mention.first)}
    return (text_at(tokens, place - 1), text_at(tokens, place)) == ("in", "case") and "of" in between


def said_of_all(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether it is only said how often it comes at all: "hair loss is rare with this one"."""
    place = mention.last + 1
    whose = {text_at(tokens, mention.first), text_at(tokens, mention.first - 1), text_at(tokens, mention.first - 2)}
    if text_at(tokens, place) not in BEING or whose & OWN:
        return False
    place += 1
    while text_at(tokens, place) in BETWEEN:
        place += 1
    return text_at(tokens, place) in single("uncertain", "how_common")
