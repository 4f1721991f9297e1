"""Is what was told answered with a no right behind it: "fever: no", "chest pain? none"."""

from __future__ import annotations

from collections.abc import Sequence

from bedside.words.cues import single
from bedside.words.matching import Mention
from bedside.words.scored import minus
from bedside.words.tokens import Token, text_at


def answered_no(tokens: Sequence[Token], mention: Mention) -> tuple[int, ...] | None:
    """The places of the words behind a mention that deny it by themselves; None where none do."""
    place = mention.last + 1
    mark = text_at(tokens, place) in ("?", ":", "-", "=")
    place += mark
    place += bool(mark) and text_at(tokens, place) in ("also", "again")
    if minus(tokens, mention.last + 1):
        return (mention.last + 1,)
    word, behind = text_at(tokens, place), text_at(tokens, place + 1)
    if mark and word == "not" and behind in ("me", "us", "him", "her", "now", "today", "here"):
        return place, place + 1
    closed = behind == "" or not tokens[place + 1].word
    if word in single("denied", "after") and (mark or closed) and (closed or behind in ("fever", "and") or mark):
        own = text_at(tokens, mention.first - 1) in ("no", "not")
        return (place,) if closed and not own else None
    return None
