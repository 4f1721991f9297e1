"""What only names what was measured, where the number says that nothing is wrong: "I have a temp of 36.8"."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import sentence
from bedside.words.matching import Mention
from bedside.words.measured import shown
from bedside.words.numbers import Reading
from bedside.words.pressures import AS_LOW_AS, NOT_LOW
from bedside.words.tokens import Token

NAMES_OF_FEVER = frozenset(("temp", "temperature", "temps"))
THOUGHT = frozenset(("thought", "suspected", "convinced"))


def measured_normal(mention: Mention, present: bool, measured: Sequence[Reading], tokens: Sequence[Token]) -> bool:
    """Whether it is only the name of what was measured, and the number is none: "I have a temp of 36.8", or what was thought
    before it was measured: "I thought I had a temperature but it is 36.9"."""
    if mention.entry.id == "hypoxia" and tokens[mention.last].text[0].isdigit():
        return any(each.concept == "systolic_bp" and each.first <= mention.last <= each.last for each in measured)
    if present and mention.entry.id == "hypotension":
        near = [each for each in measured if each.concept == "systolic_bp" and each.first - mention.last <= AS_LOW_AS]
        near = [each for each in near if each.last >= mention.first]
        return bool(near) and all(each.value >= NOT_LOW for each in near)
    begin, end = sentence(tokens, mention.first)
    thought = bool({token.text for token in tokens[begin : mention.first]} & THOUGHT)
    names = NAMES_OF_FEVER | {"fever"} if thought else NAMES_OF_FEVER
    named = present and tokens[mention.last].text in names and mention.entry.id == "fever"
    at_it = range(mention.last, end if thought else mention.last + 1)
    over = [reading for reading in measured if reading.first in at_it and reading.concept == "temperature"]
    if thought and over and any(token.text.replace(".", "", 1).isdigit() for token in tokens[over[-1].last + 1 :]):
        return False
    return named and bool(over) and not any(each.there for reading in over for each in shown(reading))
