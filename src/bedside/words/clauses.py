"""The clauses of a text: whole sentences, and what stands between their commas and turns; each as the places of its words.

>>> from bedside.words.tokens import read
>>> tokens = read("I went out, but my legs gave way")
>>> [" ".join(tokens[place].text for place in clause) for clause in clauses(tokens)]
['i went out but my legs gave way', 'i went out', 'my legs gave way']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedside.words.tokens import Token

TURNING = frozenset((",", "but", "-", "–", ":", "(", ")", '"', "though", "although"))
"""Behind one of these something else may be told."""
JOINING = frozenset(("and", "so", "because", "since", "then", "while"))
"""These join what may be two things, or one told in two parts: both are looked at."""
LONGEST, STRIDE = 16, 8
"""Words of a clause that are looked at together; of a longer one, windows that begin so many words apart."""
Places = tuple[int, ...]


def clauses(tokens: Sequence[Token]) -> tuple[Places, ...]:
    """Every sentence, then its parts of two words or more, the larger ones first; none twice."""
    found: list[Places] = []
    for first, last in _sentences(tokens):
        found += _windows([place for place in range(first, last) if said(tokens[place])])
        for parting in (TURNING, TURNING | JOINING):
            parts = _parts(tokens, first, last, parting)
            for part in parts if len(parts) > 1 else ():
                found += _windows(part) if len(part) > 1 else ()
    return tuple(dict.fromkeys(found))


def said(token: Token) -> bool:
    """Whether it is a word or a number, and no mark."""
    return token.word or token.text == "'s"


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    begin = 0
    for place, token in enumerate(tokens):
        if token.hard:
            yield begin, place
            begin = place + 1
    yield begin, len(tokens)


def _parts(tokens: Sequence[Token], first: int, last: int, parting: frozenset[str]) -> list[list[int]]:
    """What stands between the marks and words that part a sentence."""
    parts: list[list[int]] = [[]]
    for place in range(first, last):
        if tokens[place].text in parting:
            parts.append([])
        elif said(tokens[place]):
            parts[-1].append(place)
    return [part for part in parts if part]


def _windows(places: Sequence[int]) -> list[Places]:
    """The places, or where they are many, some of them at a time."""
    if len(places) <= LONGEST:
        return [tuple(places)] if places else []
    return [tuple(places[begin : begin + LONGEST]) for begin in range(0, len(places) - STRIDE, STRIDE)]
