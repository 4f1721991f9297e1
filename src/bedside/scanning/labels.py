"""What stands before a colon: a word for the usual range, for an earlier result, or for the result.

Laboratories make their own: `Optimal range`, `Ref. interval`, `Vorwert vom`. One telling word is enough here, as a value in the
right form has to stand behind it.
"""

from __future__ import annotations

from bedside.scanning.letters import words_of
from bedside.scanning.report_words import ReportWords, Role, report_words

ENDINGS = ("bereich", "bereiche", "intervall", "range", "ranges")
"""Ends of words for a range, as they are put together in German."""
MOST = 5
"""A label has no more words than this."""


def role_of_label(text: str) -> Role | None:
    """What a label announces: as the head of a column it would, or by one telling word of it."""
    words, known = words_of(text), report_words()
    if not words or len(words) > MOST:
        return None
    if role := known.columns.get(words):
        return role
    if known.of_sex(text):
        return None
    if any(_is_earlier(word, known) for word in words):
        return "previous"
    return "range" if any(known.columns.get((word,)) == "range" or word.endswith(ENDINGS) for word in words) else None


def _is_earlier(word: str, known: ReportWords) -> bool:
    return word in known.earlier or known.columns.get((word,)) == "previous"
