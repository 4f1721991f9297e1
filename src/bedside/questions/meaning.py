"""What does a word mean? Questions for a term of the glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bedside.pages.glossary import Term, glossary
from bedside.questions.wording import words_of
from bedside.words.stems import stem

ASKED = re.compile(
    r"^(?:(?:so|and|sorry|hi|please) )*"
    r"(?:what(?: is| are|s| does| do| did)?|whats|who is|define|meaning of|explain|definition of|tell me what)"
    r"(?: an?| the| my| exactly| actually| they mean by| the word| they call| by)*"
    r" (?P<term>.+?)"
    r"(?: (?:means?|stands? for|is|exactly|actually|anyway|please|then|in plain words|in plain english|again))*$"
)
"""What in small letters asks for the meaning of a word."""


def term_asked(plain: str) -> Term | None:
    """The term of the glossary whose meaning, and nothing else, a question asks for."""
    found = ASKED.match(plain)
    return _by_name().get(tuple(map(stem, found["term"].split()))) if found else None


@cache
def _by_name() -> Mapping[tuple[str, ...], Term]:
    told = {}
    for term in glossary().values():
        for name in (term.id, *term.also):
            told[tuple(map(stem, words_of(name)))] = term
    return told
