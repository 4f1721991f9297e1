"""What is said of a blood pressure besides its number: that it is low, or is not, and what somebody feels with it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bedside.words.cues import sentence
from bedside.words.numbers import Reading
from bedside.words.tokens import Token, text_at

AS_LOW_AS = 3
"""A pressure named so many words behind "down" is how low it is: "my BP is down to 120/75" is not low."""
NOT_LOW = 111
"""NEWS2 (Royal College of Physicians, 2017) scores an upper pressure from here on as normal, in mmHg."""
SAID_OF_IT = frozenset(
    (
        *(",", "-", "(", "which", "that", "is", "was", "it", "'s", "so", "a", "bit", "little", "quite", "rather", "very"),
        *("still"),
        *("really", "slightly", "too", "touch", "pretty", "on", "the", "today", "this", "morning", "and", "but", "still"),
    )
)
"""Between a pressure and the word that it is low stand only these."""
BEHIND_LOW = frozenset(
    ("for", "today", "and", "but", "so", "again", "now", "i", "this", "too", "still", "should", "is", "what")
)
"""Before one of these "low" is of the pressure: not "low mood"."""
LOWISH = 101
"""NEWS2 scores an upper pressure below this one; with faintness it is low, in mmHg."""
FAINT = frozenset(("dizziness", "orthostatic", "syncope"))
"""With one of these a pressure that NEWS2 scores is a low one."""
FARTHEST = 8
"""So many words behind a pressure it may be said not to be low."""


def said_low(tokens: Sequence[Token], reading: Reading, faint: bool = False) -> bool:
    """Whether a pressure that is low by no figure alone is said to be low right behind it, "BP 90/60, a bit low", or is felt:
    with `faint`, somebody is dizzy or faints."""
    if faint and reading.concept == "systolic_bp" and reading.value < LOWISH:
        return True
    place = reading.last + 1
    while text_at(tokens, place) in SAID_OF_IT:
        place += 1
    low = text_at(tokens, place) in ("low", "lowish")
    closed = place + 1 >= len(tokens) or not tokens[place + 1].word or tokens[place + 1].text in BEHIND_LOW
    return reading.concept == "systolic_bp" and reading.value < NOT_LOW and low and closed


def said_not_low(tokens: Sequence[Token], reading: Reading, entry: str) -> bool:
    """Whether it is said of a usual pressure that it is not low: "BP 122/76 today, so not low"."""
    _, end = sentence(tokens, reading.last)
    behind = [token.text for token in tokens[reading.last + 1 : min(end, reading.last + FARTHEST)]]
    return entry == "hypertension" and any(pair == ("not", "low") for pair in pairwise(behind))
