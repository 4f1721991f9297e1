"""Were tablets only taken as they should be? "I've taken all my tablets today" tells of no overdose, unless more is told."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import at, phrases, sentence, single
from bedside.words.matching import Mention
from bedside.words.tokens import Token

OVERDOSE = "suicide_attempt"
TAKING = frozenset(("taken", "took", "have", "had", "all", "of", "my", "the"))


def taken_as_told(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether the tablets of one day were taken, and the text says nothing else that an overdose may be known by."""
    if mention.entry.id != OVERDOSE or tokens[mention.first].text not in TAKING:
        return False
    begin, end = sentence(tokens, mention.last)
    told = [token.text for token in tokens[mention.first : mention.last + 1]]
    size = at(tokens, mention.last + 1, phrases("past", "taken_on"))
    plain = set(told) <= TAKING | single("denied", "medicines") and "my" in told and "all" in told
    closed = size > 0 and mention.last + 1 + size >= end and begin <= mention.first
    return plain and closed and not {token.text for token in tokens} & single("past", "farewell")
