"""Slips of the pen in a question, mended to the nearest word that the library knows, and only where it is near."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bedside.words.stems import stem

SHORT, LONG = 4, 7
"""A word of fewer than SHORT letters is never mended; from LONG letters on two slips are."""
DOUBLE = re.compile(r"(.)\1")


def mended(words: tuple[str, ...], known: frozenset[str], own: frozenset[str]) -> tuple[str, ...]:
    """The words, those that nobody knows replaced by the nearest that is known, where there is one.

    `own` are the words of the library: another form of one of them is known, too.
    """
    stems = _stems(own)
    return tuple(
        word if word in known or stem(word) in stems or not word.isalpha() else _nearest(word, known, own) for word in words
    )


@lru_cache(maxsize=20)
def _stems(known: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, known))


@lru_cache(maxsize=20)
def _by_letter(known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    told: dict[str, list[str]] = {}
    for word in sorted(known):
        told.setdefault(word[0], []).append(word)
    return {letter: tuple(found) for letter, found in told.items()}


@lru_cache(maxsize=20)
def _undoubled(own: frozenset[str]) -> dict[str, str]:
    """The library's words without their doubled letters: the slip that is made most often."""
    return {DOUBLE.sub(r"\1", word): word for word in sorted(own)}


@lru_cache(maxsize=20_000)
def _nearest(word: str, known: frozenset[str], own: frozenset[str]) -> str:
    """The nearest known word that begins with the same letter, else the word itself; of equally near ones the library's own."""
    slips = 0 if len(word) < SHORT else 1 if len(word) < LONG else 2
    if not slips or word.isupper():
        return word
    doubled = _undoubled(own).get(DOUBLE.sub(r"\1", word))
    if doubled is not None:
        return doubled
    among = _by_letter(known).get(word[0], ())
    near = process.extractOne(word, among, scorer=OSA.distance, score_cutoff=slips)
    if near is None:
        return word
    ours = process.extractOne(word, _by_letter(own).get(word[0], ()), scorer=OSA.distance, score_cutoff=near[1])
    found = str((ours or near)[0])
    return word if len(found) < SHORT else found
