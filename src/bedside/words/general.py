"""Is a text only a question of what a treatment does in general, "can aldesleukin cause seizures", with nobody who has it?

This is the only reading that takes urgency away, so it is narrow: a question of a known form, in which nobody is spoken of, no
time is told, and nothing is said to be there. Where it is in doubt, somebody has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.matching import Mention
from bedside.words.tokens import Token

NAMED_WITHIN = 9
LONGEST = 16
"""A longer text is no short question, and is read as a tale."""


def asked_in_general(tokens: Sequence[Token]) -> bool:
    """Whether a whole text is one general question. Numbers measured or counted make it none."""
    words = [token for token in tokens if token.word]
    if not words or len(words) > LONGEST or any(token.hard and token.text != "?" for token in tokens[:-1]):
        return False
    told = {token.text for token in words}
    if told & (single("uncertain", "somebody") | single("person", "relatives") | single("denied", "before")):
        return False
    if any(token.text[0].isdigit() for token in words):
        return False
    chances = any(at(tokens, place, phrases("uncertain", "chances")) for place in range(len(tokens)))
    return chances or _begins(words) or bool(at(words, 0, phrases("uncertain", "general")))


def asked_what_it_is(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a sentence only asks what something is, or says that a leaflet names it: "what are the signs of a stroke"."""
    begin, end = sentence(tokens, mention.first)
    told = [token.text for token in tokens[begin:end]]
    if not told or set(told) & (single("uncertain", "had") | single("person", "relatives")):
        return False
    cue = next((place for place in range(begin, mention.first) if at(tokens, place, phrases("uncertain", "asked_for"))), -1)
    if cue < 0:
        return False
    asks = told[0] in single("uncertain", "asks") and end < len(tokens) + 1
    return "leaflet" in told[: cue - begin + 2] or asks


def asked_ahead(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether its sentence only asks what may come: "should I expect hair loss", "will I be tired after it"."""
    begin, end = sentence(tokens, mention.first)
    size = at(tokens, begin, phrases("uncertain", "ahead"))
    if not size or begin + size > mention.first + 1:
        return False
    told = {token.text for token in tokens[begin + size : end] if token.word}
    return not told & single("uncertain", "by_now") and not spoken_of(tokens, mention)


def named_by_paper(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether only a leaflet or a card names it: "myocarditis was what the card warned about"."""
    _, end = sentence(tokens, mention.last)
    told = [token.text for token in tokens[mention.last + 1 : min(end, mention.last + 1 + NAMED_WITHIN)]]
    papers = single("uncertain", "papers")
    for word in told:
        if word in (",", "and", "but", ":", "-"):
            return False
        if word in single("uncertain", "names"):
            return bool(papers & set(told))
    return False


def spoken_of(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the words before a mention say that it is there: "the confusion", "this rash"."""
    before = mention.first - 1
    return before >= 0 and tokens[before].text in single("uncertain", "there")


def asked_of_the_asker(mention: Mention) -> bool:
    """Whether it is one of the effects of which no question is a general one: whoever asks may have it."""
    return mention.entry.id in single("uncertain", "never_general")


def _begins(words: Sequence[Token]) -> bool:
    """Whether it begins as "can aldesleukin cause": a verb that asks, then a treatment."""
    treatment = single("person", "treated") | single("uncertain", "agents")
    first = words[0].text in single("uncertain", "begins") and len(words) > 2
    return first and any(word.text in treatment for word in words[1:3])
