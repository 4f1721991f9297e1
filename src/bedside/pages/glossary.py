"""Plain words for technical terms, found in a text so that they can be explained where they stand.

>>> [term.id for term in terms_in("Creatinine may rise.")]
['creatinine']
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """One technical term, what it means in plain words, and the other ways it is written."""

    id: str
    meaning: str
    also: tuple[str, ...] = ()


@cache
def glossary() -> Mapping[str, Term]:
    """Every term that the library explains, by its id."""
    table = tomllib.loads(files("bedside").joinpath("pages", "glossary.toml").read_text("utf-8"))
    return {key: Term(key, row["meaning"], tuple(row.get("also", ()))) for key, row in table.items()}


def terms_in(text: str) -> tuple[Term, ...]:
    """The terms that a text uses, in the order in which they first stand there; the longest one wins where two overlap."""
    found = {_by_name()[match[0].casefold()]: None for match in _pattern().finditer(text)}
    return tuple(glossary()[key] for key in found)


def in_pieces(text: str) -> tuple[tuple[str, Term | None], ...]:
    """The text cut into pieces, each with the term that it is; a term counts where it first stands, and None elsewhere."""
    told: list[tuple[str, Term | None]] = []
    seen: set[str] = set()
    end = 0
    for match in _pattern().finditer(text):
        term = glossary()[_by_name()[match[0].casefold()]]
        if term.id not in seen:
            told += [(text[end : match.start()], None), (match[0], term)]
            end = match.end()
            seen.add(term.id)
    return tuple(piece for piece in (*told, (text[end:], None)) if piece[0])


def new_terms(texts: Iterable[str]) -> tuple[tuple[Term, ...], ...]:
    """For each text the terms that no text before it used: each is explained once, where it first stands."""
    seen: set[str] = set()
    told = []
    for text in texts:
        fresh = tuple(term for term in terms_in(text) if term.id not in seen)
        seen.update(term.id for term in fresh)
        told.append(fresh)
    return tuple(told)


@cache
def _by_name() -> Mapping[str, str]:
    return {name.casefold(): term.id for term in glossary().values() for name in (term.id, *term.also)}


@cache
def _pattern() -> re.Pattern[str]:
    """Every name, the longest first; one in capitals, such as TEN or IV, only as it is written."""
    names = sorted({name for term in glossary().values() for name in (term.id, *term.also)}, key=len, reverse=True)
    told = (f"(?-i:{re.escape(name)})" if name.isupper() else re.escape(name) for name in names)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(told)})(?![\w-])", re.IGNORECASE)
