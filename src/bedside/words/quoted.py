"""Is somebody else quoted, or only worried: "Hubby: just tired" quotes, "my wife is worried" says nothing of the patient."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import single
from bedside.words.matching import Mention
from bedside.words.tokens import Token, text_at

FEARS = frozenset(("anxiety", "panic", "insomnia", "crying"))
"""What somebody who cares for a patient feels as well; it does not make the writer the patient."""
NEAR = 4
PLAYED_DOWN, QUOTED = frozenset(("just", "only", "probably", "nothing", "maybe", "nerves")), 3
"""With one of these so soon behind the name of a relative and a colon, that relative says what it may be."""


def feels_it(tokens: Sequence[Token], place: int, mention: Mention) -> bool:
    """Whether the first word of saying is the mention's own, what is felt: "my daughter is worried sick"."""
    if mention.entry.id not in FEARS:
        return False
    own = {each for each in mention.taken if tokens[each].text in single("person", "says")}
    said = (each for each in range(place + 1, place + 1 + NEAR) if text_at(tokens, each) in single("person", "says"))
    return next(said, -1) in own


def quoted(tokens: Sequence[Token], place: int) -> bool:
    """Whether a relative is quoted there who plays something down: "Hubby: just tired"."""
    quotes = tokens[place].text in single("person", "relatives") and [t.text for t in tokens[place + 1 : place + 2]] == [":"]
    return quotes and bool({token.text for token in tokens[place + 2 : place + 2 + QUOTED]} & PLAYED_DOWN)
