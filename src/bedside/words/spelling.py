"""Misspelt words of a text, read as the word of the lexicon that was meant; never one word of the lexicon as another.

>>> meant("diarhea")
'diarrhea'
>>> meant("couch")   # an ordinary word, however near to "cough"
'couch'
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bedside.words import cues, devices
from bedside.words.lexicon import lexicon
from bedside.words.stems import stem
from bedside.words.tokens import Token

SHORTEST = 5
"""A shorter word is taken as it is written: one slip in "pee" or "rash" is another word."""
LONG = 8
"""From so many letters on two slips are allowed, below one."""
PART = 4


@cache
def _slips() -> Mapping[str, str]:
    """Misspellings that are too far from the word for a rule, and other ways to spell it."""
    table = tomllib.loads(files("bedside").joinpath("words", "spellings.toml").read_text("utf-8"))
    return {slip: right for right, slips in table["slips"].items() for slip in slips.split()}


@cache
def _ordinary() -> frozenset[str]:
    """Words of every day that look like a word of the lexicon, and mean nothing of it."""
    return frozenset(files("bedside").joinpath("words", "ordinary.txt").read_text("utf-8").split())


@cache
def _targets() -> tuple[str, ...]:
    return tuple(sorted(word for word in lexicon().vocabulary if word.isalpha() and len(word) >= SHORTEST))


@lru_cache(maxsize=20_000)
def meant(word: str) -> str:
    """The word that was meant; the word itself where that is not certain."""
    if word in _slips():
        return _slips()[word]
    if not word.isalpha() or len(word) < SHORTEST or _known(word):
        return word
    for whole in _whole(word):
        if stem(whole) in lexicon().stems or whole in cues.words():
            return whole
    allowed = 2 if len(word) >= LONG else 1
    near = process.extract(word, _targets(), scorer=OSA.distance, score_cutoff=allowed, limit=6)
    near = [each for each in near if _alike(word, each[0])]
    best = min((distance for _, distance, _ in near), default=0)
    near = [each for each in near if each[1] == best]
    same = [each for each in near if _undoubled(each[0]) == _undoubled(word)]
    stems = {stem(target): target for target, _, _ in same or near}
    if len(stems) == 1:
        return next(iter(stems.values()))
    single = word[:-1] if word.endswith("s") and not word.endswith("ss") else ""
    return meant(single) if single and not stems and meant(single) != single else word


def _undoubled(word: str) -> str:
    """A word with each doubled letter once: the slip that is made most often."""
    return "".join(letter for letter, _ in groupby(word))


def _whole(word: str) -> tuple[str, ...]:
    """A word with the end that was swallowed: "killin" is "killing"."""
    return (word + "g",) if word.endswith("in") else ()


def _known(word: str) -> bool:
    return stem(word) in lexicon().stems or word in cues.words() or word in devices.words() or word in _ordinary()


def _alike(word: str, target: str) -> bool:
    """Whether a slip could have made one of the other: the same first letter, or the first two changed round."""
    return word[0] == target[0] or (word[:2] == target[1::-1]) or word[1:] == target


def parted(word: str) -> tuple[str, str] | None:
    """Two words of the lexicon written as one, such as "chestpain"."""
    if len(word) < 2 * PART or not word.isalpha() or _known(word):
        return None
    for cut in range(PART, len(word) - PART + 1):
        left, right = word[:cut], word[cut:]
        if {left, right} <= lexicon().vocabulary:
            return left, right
    return None


def corrected(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The text with every word read as the word that was meant; places in the text stay."""
    told: list[Token] = []
    for token in tokens:
        if not token.text[0].isalpha():
            told.append(token)
            continue
        right = meant(token.text)
        halves = parted(token.text) if right == token.text else None
        words = halves or tuple(right.split())
        told += [token if word == token.text else replace(token, text=word, stem=stem(word)) for word in words]
    return tuple(told)
