"""What stands before a colon: a word for the usual range, for an earlier result, or for the result.

Laboratories make their own: `Optimal range`, `Ref. interval`, `Vorwert vom`. So it is enough that all words are of one kind;
`last dose` and `normal weight` are none.
"""

from __future__ import annotations

from functools import cache

from bedside.scanning.letters import words_of
from bedside.scanning.report_words import Role, report_words

MOST = 5
"""A label has no more words than this."""


def role_of_label(text: str) -> Role | None:
    """What a label announces: as the head of a column it would, or as words that are all of one kind."""
    words, known = words_of(text), report_words()
    if not words or len(words) > MOST:
        return None
    if role := known.columns.get(words):
        return role
    if known.of_sex(text):
        return None
    earlier, usual = _words("previous"), _words("range")
    if any(says_earlier(word) for word in words):
        return "previous" if all(word in earlier or word in known.beside or says_earlier(word) for word in words) else None
    told = any(known.columns.get((word,)) == "range" or word.endswith(known.range_endings) for word in words)
    return "range" if told and all(word in usual or word.endswith(known.range_endings) for word in words) else None


def says_earlier(word: str) -> bool:
    """Whether a word alone says that a value is an earlier one."""
    bare, known = words_of(word), report_words()
    return len(bare) == 1 and (bare[0] in known.was or bare[0] in known.earlier or known.columns.get(bare) == "previous")


@cache
def _words(role: Role) -> frozenset[str]:
    """Every word of the known heads of a kind of column."""
    return frozenset(word for phrase, own in report_words().columns.items() if own == role for word in phrase)
