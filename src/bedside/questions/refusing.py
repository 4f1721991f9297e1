"""When to say "I do not know": the library has nothing near enough to what was asked."""

from __future__ import annotations

from bedside.questions.asking import sections_asked
from bedside.questions.reading import Read
from bedside.questions.searching import Passage

ALIKE, SHARE = 1.6, 0.34
"""A passage answers from this likeness on, and when it accounts for so much of what the question speaks of; both are calibrated
on questions inside and outside the library."""
SURE = 2.4
"""From this likeness on the share counts no more."""
WITH_OTHERS = "other-medicines"


def refusal(question: Read, best: Passage | None) -> str | None:
    """Why the library has no answer; None where its best passage is one."""
    strangers = question.named.strangers
    if strangers and WITH_OTHERS not in sections_asked(question.plain) and not question.named.medicines:
        return f"{strangers[0].capitalize()} is not in this library."
    if best is None or not question.words:
        return "I found no question in this."
    if best.score < ALIKE or (best.score < SURE and best.share < SHARE):
        return "The library has no answer to this."
    return None
