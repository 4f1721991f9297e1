"""Where it is that is sore: pain of the back of something else, of the skin over a place, and what is only a sore.

"Pain in the back of my knee" is of the knee, "the skin on my stomach is sore" of the skin, and "sores on my back" are no pain.
Of which place pain is what is data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bedside.words.cues import by_place, sentence, single
from bedside.words.lexicon import Lexicon
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

BACK = "back_pain"
SKIN = "skin_pain"
CHEEK, SEAT = "face_pain", "buttock_pain"
SORES, MOUTH = "mouth_sores", "mouth_pain"
GRAVE = frozenset(("chest_pain", "severe_abdominal_pain", "pleuritic_pain"))
"""What is never read as pain of the skin over it."""
NOUN = frozenset(("a", "the", "one", "another", "this", "that", "of", "big", "little", "large", "nasty", "white"))
"""Behind one of these "sore" is a sore."""
OF_THE = frozenset(("of", "the", "my", "his", "her", "both", "left", "right", "one", "each", "your", "our", "their"))
OVER = frozenset(("on", "of", "over", "around", "round", "across", "my", "his", "her", "the", "both", "left", "right", "lower"))
FARTHEST = 5
INSIDE = frozenset(("mouth_pain", "mouth_sores", "dyspareunia", "dysuria", "sore_throat"))
"""What has no skin of its own, and what sores are a name of."""


def located(mentions: Sequence[Mention], tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """The mentions, pain with the place that the words around it give it; sores, and what is no part of a body, left out."""
    found: list[Mention] = []
    for mention in mentions:
        entry = _place(mention, tokens)
        if entry == "":
            continue
        signs = mention.signs | {SORES} if entry == MOUTH else mention.signs
        found.append(replace(mention, entry=words[entry], signs=signs) if entry else mention)
    return tuple(found)


def _place(mention: Mention, tokens: Sequence[Token]) -> str | None:
    """What pain it is; None where it is what it seems, and empty where it is none."""
    if mention.entry.id == SORES:
        return MOUTH if _only_hurts(mention, tokens) else None
    if mention.entry.id in INSIDE | GRAVE or "pain" not in mention.entry.ctcae.lower():
        return None
    if any(tokens[place].text == "sores" for place in mention.taken):
        return ""
    if mention.entry.id == BACK:
        return _of_the_back(mention, tokens)
    if mention.entry.id == CHEEK and any(tokens[place].text in ("cheek", "cheeks") for place in mention.taken):
        begin, end = sentence(tokens, mention.first)
        return SEAT if any(token.text in single("place", "seat") for token in tokens[begin:end]) else None
    return SKIN if _of_skin(mention, tokens) else None


def _only_hurts(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether a mouth is told to be sore, with no sore named: "my mouth hurts", not "a sore on my lip"."""
    said = {tokens[place].text for place in mention.taken}
    sore = next((place for place in mention.taken if tokens[place].text == "sore"), 0)
    noun = sore > 0 and (tokens[sore - 1].text in NOUN and text_at(tokens, sore + 1) not in single("place", "mouth"))
    hurts = said & single("place", "hurting")
    return not mention.fine and bool(hurts) and said <= single("place", "hurting") | single("place", "mouth") and not noun


def _of_the_back(mention: Mention, tokens: Sequence[Token]) -> str | None:
    """What pain at the back of something is: "the back of my knee"; "my back garden" is no part of a body."""
    back = next((place for place in mention.taken if tokens[place].text == "back"), -1)
    behind = text_at(tokens, back + 1)
    if back < 0 or behind in single("place", "no_back"):
        return None if back < 0 else ""
    place = back + 1
    while behind == "of" and text_at(tokens, place) in OF_THE:
        place += 1
    return by_place("aching", "back").get(tokens[place].stem) if behind == "of" and place < len(tokens) else None


def _of_skin(mention: Mention, tokens: Sequence[Token]) -> bool:
    """Whether "skin on my" or the like stands right before the part of the body with which a mention begins."""
    place = mention.first - 1
    while place >= 0 and mention.first - place < FARTHEST and tokens[place].text in OVER:
        place -= 1
    return place >= 0 and place < mention.first - 1 and tokens[place].text == "skin"
