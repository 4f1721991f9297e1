"""A question as it is read: its words mended, the medicines that it names, what it speaks of, what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from bedside.questions.named import Named, named
from bedside.questions.page_index import lines_of, page_index
from bedside.questions.sentences import Floats, sentences
from bedside.questions.spelling import mended
from bedside.questions.tables import INDEX, MED, numbers
from bedside.questions.wording import wording

LONGEST = 1000
"""Characters of a question that are read."""
FEWEST, MOST = 4, 8
"""Words that a sentence has to have to be read by itself, and sentences that are."""


@dataclass(frozen=True)
class Read:
    """`words` are the question's, mended, a medicine's name being MED; `things` are the tokens that it speaks of."""

    words: tuple[str, ...]
    things: tuple[str, ...]
    named: Named

    @cached_property
    def plain(self) -> str:
        """The question in small letters without marks, as patterns read it."""
        return " ".join(self.words)

    parts: tuple[tuple[str, ...], ...] = ()
    """The words of each sentence, where a question has several: who tells a story asks in one of them."""

    @cached_property
    def direction(self) -> Floats:
        """What the question means, as a direction."""
        return sentences().of(self.words)

    @cached_property
    def directions(self) -> Floats:
        """The same, and then what each of its sentences means."""
        return np.vstack([self.direction, sentences().of_all(self.parts)]) if self.parts else self.direction[None, :]


def read_question(question: str, medicine: str) -> Read:
    """The question as it is read when it is about `medicine`, if it names no other."""
    text = question[:LONGEST]
    told = named(text, _known((medicine,)))
    pages = told.pages(medicine)
    known, own = _known(pages), _own(pages)
    words = mended(told.words, known, own)
    things = wording().tokens_of(tuple(word for word in words if word != MED))
    parts = tuple(mended(named(each, known).words, known, own) for each in _sentences(text))
    return Read(words, tuple(dict.fromkeys(things)), told, parts)


def _sentences(question: str) -> list[str]:
    """The sentences that are long enough to ask something; none where there is only one."""
    parts = [each for each in re.split(r"[.?!;:\n]+(?:\s|$)", question) if len(each.split()) >= FEWEST]
    alone = len(parts) < 2 and not (parts and len(parts[0].split()) < len(question.split()))
    return [] if alone else parts[:MOST]


@cache
def _known(medicines: tuple[str, ...]) -> frozenset[str]:
    """Words that are no slip of the pen."""
    common = lines_of(numbers(INDEX, "known/")["words"])
    return frozenset(common) | _own(medicines) | wording().chat | {MED}


@cache
def _own(medicines: tuple[str, ...]) -> frozenset[str]:
    """The words of the pages, and those of which other forms are told."""
    return wording().words.union(*(page_index(each).words for each in medicines))
