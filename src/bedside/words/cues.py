"""The words that say whether something is there, and where they stand in a text. They are data, in `cues.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from bedside.words.stems import stem
from bedside.words.tokens import ANY_NUMBER, Token, read

LONGEST = 60
"""Words on each side: who writes without a full stop begins something new by then."""
BEGINNING = frozenset(("no", "not", "blood", "any"))
"""A sentence that begins with one of these may speak of what the one before told: "fourteen loose ones. No blood"."""
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def phrases(table: str, key: str) -> Phrases:
    """The phrases of one list, each as its words, by their first word, the longest first."""
    return grouped(_cues()[table][key])


def grouped(said: Iterable[str]) -> Phrases:
    """Phrases as their words, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in said:
        told = tuple(token.text for token in read(phrase))
        found.setdefault(told[0], []).append(told)
    return {first: tuple(sorted(each, key=lambda told: -len(told))) for first, each in found.items()}


@cache
def single(table: str, key: str) -> frozenset[str]:
    """The phrases of one list that are one word."""
    return frozenset(first for first, each in phrases(table, key).items() if (first,) in each)


@cache
def ids(table: str, key: str) -> frozenset[str]:
    """The ids of effects of one list, as they are written there."""
    return frozenset(_cues()[table][key])


@cache
def words() -> frozenset[str]:
    """Every word of every cue: none is ever taken for a misspelt word of the lexicon."""
    return frozenset(
        word
        for table in _cues()
        for key in _cues()[table]
        for each in phrases(table, key).values()
        for told in each
        for word in told
    )


def table(name: str) -> dict[str, dict[str, Any]]:
    """A table of rows that are no lists of phrases."""
    found: dict[str, dict[str, Any]] = _file()[name]
    return found


@cache
def by_place(*names: str) -> Mapping[str, str]:
    """The effect that each place of some tables of rows stands for, by the stem of the place; the later table counts."""
    return {stem(word): entry for name in names for entry, row in table(name).items() for word in row["places"].split()}


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    return {name: keys for name, keys in _file().items() if not any(isinstance(each, dict) for each in keys.values())}


@cache
def _file() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("bedside").joinpath("words", "cues.toml").read_text("utf-8"))


def at(tokens: Sequence[Token], place: int, known: Phrases) -> int:
    """How many words from `place` on are one of the phrases, the longest; 0 where none is."""
    for phrase in known.get(tokens[place].text, ()) if place < len(tokens) else ():
        if place + len(phrase) <= len(tokens) and all(_is(tokens[place + i].text, word) for i, word in enumerate(phrase)):
            return len(phrase)
    return 0


def _is(text: str, word: str) -> bool:
    """Whether a word of a text is that of a cue; 0 stands for any number in figures."""
    return text == word or (word == ANY_NUMBER and text[0].isdigit())


def sentence(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """The first place of the sentence around `place`, and the place behind its last word, none of them far away."""
    begin = place
    while begin and place - begin < LONGEST and not tokens[begin - 1].hard:
        begin -= 1
    end = place
    while end < len(tokens) and end - place < LONGEST and not tokens[end].hard:
        end += 1
    return begin, end


def spoken(tokens: Sequence[Token], places: Iterable[int], text: str) -> str:
    """The words of the text itself at these places, from the first to the last of each run."""
    told: list[tuple[int, int]] = []
    before = -2
    for place in sorted(set(places)):
        start, end = tokens[place].start, tokens[place].end
        if told and place - before <= 2:
            told[-1] = (told[-1][0], max(end, told[-1][1]))
        else:
            told.append((start, end))
        before = place
    return " … ".join(text[start:end] for start, end in told)
