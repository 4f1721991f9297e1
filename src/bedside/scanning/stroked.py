"""Typewritten tables: upright strokes between the columns, and scales that are drawn with letters.

>>> # Leukocytes   |/nL   |4.0 - 11.0 |8.1  |   |....[...*..]....

A stroke parts two cells, however near they stand; a scale says nothing that its row does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bedside.scanning.levelling import Word

STROKES = re.compile(r"[|│┃¦║]+")
MARK = "|"
"""What a word begins with that a stroke stands before."""
FILL = r"[.\-_=·~:]"
SCALE = re.compile(rf"(?=(?:.*{FILL}){{4}})(?=.*[*xXoO+#^●•◆\[(<])[\[({{<]?(?:{FILL}|[*xXoO+#^●•◆\[\](){{}}<>])+")
"""At least four letters of a line, with a mark on it or brackets for its limits."""
RULED = re.compile(r"={3,}|[-–—]{4,}|[*#~]{4,}")
"""A line drawn with letters, as below a heading."""
INSIDE = re.compile(rf"(?:{FILL}|[*xX+#^●•◆])+")


def stroked(row: Sequence[Word]) -> Iterator[Word]:
    """The words of a line without strokes, scales and drawn lines; one begins with MARK where a stroke stands before it."""
    parts = [part for word in row for part in _parts(word)] if any(STROKES.search(word.text) for word in row) else list(row)
    parts = list(_without_scales(parts))
    barred = False
    for word in parts:
        if word.text == MARK:
            barred = True
            continue
        yield replace(word, text=MARK + word.text) if barred else word
        barred = False


def strokes(row: Sequence[Word]) -> tuple[float, ...]:
    """Where the strokes of a line stand, from left to right."""
    return tuple(
        word.x0 + found.start() * (word.x1 - word.x0) / len(word.text) for word in row for found in STROKES.finditer(word.text)
    )


def _parts(word: Word) -> Iterator[Word]:
    """A word apart at its strokes, each of which is a part of its own."""
    step = (word.x1 - word.x0) / max(1, len(word.text))
    at = 0
    for found in (*STROKES.finditer(word.text), None):
        end = found.start() if found else len(word.text)
        if end > at:
            yield replace(word, text=word.text[at:end], x0=word.x0 + at * step, x1=word.x0 + end * step)
        if found:
            yield replace(word, text=MARK, x0=word.x0 + end * step, x1=word.x0 + found.end() * step)
            at = found.end()


def _without_scales(words: Sequence[Word]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        size = _scale(words[at:])
        if not size:
            yield words[at]
        at += max(1, size)


def _scale(words: Sequence[Word]) -> int:
    """How many words from here are a scale: one, or those from an opening bracket to the closing one."""
    if SCALE.fullmatch(words[0].text) or RULED.fullmatch(words[0].text):
        return 1
    if words[0].text[:1] != "[" or not INSIDE.fullmatch(words[0].text[1:] or "-"):
        return 0
    for size, word in enumerate(words[1:12], 2):
        if word.text[-1:] == "]" and INSIDE.fullmatch(word.text[:-1] or "-"):
            return size
        if not INSIDE.fullmatch(word.text):
            return 0
    return 0
