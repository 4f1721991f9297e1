"""Phrases of the lexicon: a small notation for the many ways to say one thing, read into a tree.

    (a|b) is a choice, [a] may be left out, ~ stands for up to three other words, 0 for any number in figures, %name for
    any of a set of words, a comma for a comma, and "@name x|y" writes the template `name` for x and for y.

>>> sorted(phrasings(parse("sore (arm|leg)", Sets({}, {}))))
['sore arm', 'sore leg']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from math import prod

from bedside.words.tokens import read

COMMA = ","
TAIL = "'s"
"""What is left of "is" or "has", and the sign of whose it is."""
PART = re.compile(r"[()\[\]|~]|%\w+|[^\s()\[\]|~%]+")
DEEPEST = 6


@dataclass(frozen=True)
class Sets:
    """What phrases share: sets of words by name, and templates by name, in which # stands for the part.

    `read` are the sets that were read already.
    """

    sets: Mapping[str, tuple[str, ...]]
    templates: Mapping[str, tuple[str, ...]]
    read: dict[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True)
class Word:
    """One word."""

    text: str


@dataclass(frozen=True)
class Gap:
    """Up to three other words."""


@dataclass(frozen=True)
class Row:
    """Pieces that follow each other."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Choice:
    """One of several rows; with `maybe`, or none of them."""

    rows: tuple[Row, ...]
    maybe: bool = False


Piece = Word | Gap | Row | Choice


class BadPhrase(ValueError):
    """A phrase of the lexicon that cannot be read: a fault of the package, which its tests find."""


def lines_of(text: str, sets: Sets) -> Iterator[Row]:
    """Every phrase of an entry, templates written out."""
    for line in text.strip().splitlines():
        if line.startswith("@"):
            name, _, parts = line[1:].partition(" ")
            for template in sets.templates[name]:
                yield parse(template.replace("#", f"({parts})"), sets)
        elif line:
            yield parse(line, sets)


def parse(line: str, sets: Sets) -> Row:
    """The tree of one phrase. Raises BadPhrase."""
    parts = PART.findall(line)
    row, rest = _row(parts, sets, 0)
    if rest:
        raise BadPhrase(f"{line!r}: cannot read from {rest[0]!r}")
    return row


def _row(parts: list[str], sets: Sets, depth: int) -> tuple[Row, list[str]]:
    if depth > DEEPEST:
        raise BadPhrase("a set that holds itself")
    pieces: list[Piece] = []
    while parts and parts[0] not in ")]|":
        part, parts = parts[0], parts[1:]
        if part in "([":
            choice, parts = _choice(parts, part == "[", sets, depth)
            pieces.append(choice)
        elif part == "~":
            pieces.append(Gap())
        elif part.startswith("%"):
            if part[1:] not in sets.read:
                rows = tuple(_row(PART.findall(each), sets, depth + 1)[0] for each in sets.sets[part[1:]])
                sets.read[part[1:]] = Choice(rows)
            pieces.append(sets.read[part[1:]])
        else:
            pieces += _words(part)
    return Row(tuple(pieces)), parts


@cache
def _words(part: str) -> tuple[Word, ...]:
    if part == TAIL:
        return (Word(TAIL),)
    return tuple(Word(token.text) for token in read(part) if token.word or token.text == COMMA)


def _choice(parts: list[str], maybe: bool, sets: Sets, depth: int) -> tuple[Choice, list[str]]:
    rows = []
    while True:
        row, parts = _row(parts, sets, depth)
        rows.append(row)
        if not parts:
            raise BadPhrase("a bracket that is not closed")
        mark, parts = parts[0], parts[1:]
        if mark != "|":
            if mark != ("]" if maybe else ")"):
                raise BadPhrase("brackets that do not match")
            return Choice(tuple(rows), maybe), parts


def count(piece: Piece) -> int:
    """How many ways to say it a phrase stands for, what a gap takes in not counted."""
    if isinstance(piece, Row):
        return prod(count(each) for each in piece.pieces)
    if isinstance(piece, Choice):
        return sum(count(row) for row in piece.rows) + piece.maybe
    return 1


def phrasings(piece: Piece) -> Iterator[str]:
    """Every way to say it, written out; a gap is shown as three dots."""
    if isinstance(piece, Word):
        yield piece.text
    elif isinstance(piece, Gap):
        yield "..."
    elif isinstance(piece, Row):
        for parts in product(*(tuple(phrasings(each)) for each in piece.pieces)):
            yield " ".join(part for part in parts if part)
    else:
        for row in piece.rows:
            yield from phrasings(row)
        yield from ("",) if piece.maybe else ()


def words_of(piece: Piece) -> Iterator[str]:
    """Every word that a phrase uses."""
    if isinstance(piece, Word):
        yield piece.text
    elif isinstance(piece, Row | Choice):
        for each in piece.pieces if isinstance(piece, Row) else piece.rows:
            yield from words_of(each)
