"""All phrases of the lexicon as one net of words, so that a text is read once, however many phrases there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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


def told_of(start: Knot) -> list[str]:
    """A net as lines, to be written down: of each knot where any word leads, what is complete, and where each word leads."""
    known, found = {id(start): 0}, [start]
    for knot in found:
        for other in (*(each for into in knot.next.values() for each in into), *knot.gaps):
            if id(other) not in known:
                known[id(other)] = len(found)
                found.append(other)

    def places(knots: list[Knot]) -> str:
        return " ".join(str(known[id(knot)]) for knot in knots)

    return [
        "|".join(
            (places(knot.gaps), " ".join(map(str, knot.ends)), *(f"{word} {places(into)}" for word, into in knot.next.items()))
        )
        for knot in found
    ]


def net_of(lines: Sequence[str]) -> Knot:
    """The net that was written down; its first knot."""
    return _Written(lines).knot(0)


class _Written:
    """A net as lines, and those of its knots that a text has led to: a text comes to few of them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._known: dict[int, Knot] = {}

    def knot(self, at: int) -> Knot:
        """The knot of a line: always the same one."""
        return self._known.get(at) or self._known.setdefault(at, _Unread(self, at))

    def read(self, at: int) -> tuple[dict[str, list[Knot]], list[Knot], list[int]]:
        """Where each word leads from a knot, where any word leads, and which entries are complete."""
        gaps, ends, *words = self._lines[at].split("|")
        parted = [each.split(" ") for each in words]
        return {word: self._knots(into) for word, *into in parted}, self._knots(gaps.split()), list(map(int, ends.split()))

    def _knots(self, places: Sequence[str]) -> list[Knot]:
        return [self.knot(int(place)) for place in places]


class _Unread(Knot):
    """A knot that is read from its line when it is first looked at."""

    __slots__ = ("_at", "_net")

    def __init__(self, net: _Written, at: int) -> None:
        self._net, self._at = net, at

    def __getattr__(self, name: str) -> object:
        if name not in ("next", "gaps", "ends"):
            raise AttributeError(name)
        self.next, self.gaps, self.ends = self._net.read(self._at)
        return getattr(self, name)
