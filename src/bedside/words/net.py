"""All phrases of the lexicon as one net of words, so that a text is read once, however many phrases there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bedside.words.patterns import Choice, Gap, Piece, Row, Word
from bedside.words.stems import stem


@dataclass(eq=False, slots=True)
class Knot:
    """A place in the net: where each word leads, where any word leads, and which entries are complete here."""

    next: dict[str, list[Knot]] = field(default_factory=dict)
    gaps: list[Knot] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def add(start: Knot, row: Row, entry: int) -> None:
    """Tie a phrase into the net; `entry` is what it means."""
    for knot in _tie(row, [start]):
        if entry not in knot.ends:
            knot.ends.append(entry)


def _tie(piece: Piece, starts: Sequence[Knot], into: Knot | None = None) -> list[Knot]:
    """The knots at which a piece is complete, begun at any of `starts`."""
    if isinstance(piece, Word):
        return [_word(piece, starts, into or Knot())]
    if isinstance(piece, Gap):
        knot = Knot()
        for start in starts:
            start.gaps.append(knot)
        return [*starts, knot]
    if isinstance(piece, Row):
        found = list(starts)
        last = len(piece.pieces) - 1
        for place, each in enumerate(piece.pieces):
            found = _tie(each, found, into if place == last else None)
        return found
    return _choice(piece, starts)


def _word(piece: Word, starts: Sequence[Knot], knot: Knot) -> Knot:
    word = stem(piece.text) if piece.text[0].isalpha() else piece.text
    for start in starts:
        known = start.next.setdefault(word, [])
        if knot not in known:
            known.append(knot)
    return knot


def _choice(piece: Choice, starts: Sequence[Knot]) -> list[Knot]:
    """Every way through a choice ends in one knot where it can, so that what follows is tied once."""
    joined, found = Knot(), []
    for row in piece.rows:
        single = bool(row.pieces) and isinstance(row.pieces[-1], Word)
        found += _tie(row, starts, joined if single else None)
    if piece.maybe:
        found += starts
    return list({id(knot): knot for knot in found}.values())


def told_of(start: Knot) -> list[list[object]]:
    """A net as lists, to be written down: of each knot where each word leads, where any word leads, and what is complete."""
    known, found = {id(start): 0}, [start]
    for knot in found:
        for other in (*(each for into in knot.next.values() for each in into), *knot.gaps):
            if id(other) not in known:
                known[id(other)] = len(found)
                found.append(other)

    def places(knots: list[Knot]) -> list[int]:
        return [known[id(knot)] for knot in knots]

    return [[{word: places(into) for word, into in knot.next.items()}, places(knot.gaps), knot.ends] for knot in found]


def net_of(told: list[Any]) -> Knot:
    """The net that was written down."""
    knots = [Knot(ends=ends) for _, _, ends in told]
    for knot, (words, gaps, _) in zip(knots, told, strict=True):
        knot.next = {word: [knots[at] for at in into] for word, into in words.items()}
        knot.gaps = [knots[at] for at in gaps]
    return knots[0]
