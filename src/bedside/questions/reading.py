"""A question as it is read: its words mended, the medicines that it names, what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bedside.questions.named import MED, Named, named
from bedside.questions.page_index import page_index
from bedside.questions.spelling import mended
from bedside.questions.vectors import vectors
from bedside.questions.wording import wording

LONGEST = 1000
"""Characters of a question that are read."""


@dataclass(frozen=True)
class Read:
    """`words` are the question's, mended, a medicine's name being MED; `things` are the tokens that it speaks of."""

    words: tuple[str, ...]
    things: tuple[str, ...]
    named: Named

    @property
    def plain(self) -> str:
        """The question in small letters without marks, as patterns read it."""
        return " ".join(self.words)


def read_question(question: str, medicine: str) -> Read:
    """The question as it is read when it is about `medicine`, if it names no other."""
    known = _known(medicine)
    told = named(question[:LONGEST], known)
    words = mended(told.words, known, _own(medicine))
    things = wording().tokens_of(tuple(word for word in words if word != MED))
    return Read(words, tuple(dict.fromkeys(things)), told)


@cache
def _known(medicine: str) -> frozenset[str]:
    """Words that are no slip of the pen."""
    return frozenset(vectors().rows) | _own(medicine) | wording().chat | {MED}


@cache
def _own(medicine: str) -> frozenset[str]:
    """The words of the page, and those of which other forms are told."""
    return wording().words | page_index(medicine).words
