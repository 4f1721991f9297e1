"""Typewritten tables: upright strokes between the columns, and scales that are drawn with letters.

>>> # Leukocytes   |/nL   |4.0 - 11.0 |8.1  |   |....[...*..]....

A stroke parts two cells, however near they stand; a scale says nothing that its row does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

STROKES = re.compile(r"[|│┃¦║]")
MOST = 12
"""A scale has no more words than this."""
FILL = r"[.\-_=·~:]"
SCALE = re.compile(rf"(?=(?:.*{FILL}){{4}})(?=.*[*xXoO+#^●•◆\[(<])[\[({{<]?(?:{FILL}|[*xXoO+#^●•◆\[\](){{}}<>])+")
"""At least four letters of a line, with a mark on it or brackets for its limits."""
RULED = re.compile(r"={3,}|[-–—]{4,}|[*#~]{4,}")
"""A line drawn with letters, as below a heading."""
LIKE_STROKE = re.compile(r"[1lI!](?=[^,.]|$)")
"""What picture readers make of a stroke; the 1 of 1,23 is none, as no number begins with its mark."""
FLAGGED = re.compile(r"[|1lI!]\s?[+\-*]{0,2}")
"""A stroke with a flag or none, as the whole column of flags reads."""
DOTTED = re.compile(r"\.{2,}\S*[.\]]{2,}")
"""A scale as it is read from a picture: dots at both ends."""
FEWEST, LONG = 5, 8
"""Fewer strokes than this are none of a table; a shorter row of dots is no scale."""
NEAR, LINES, MOSTLY = 3.0, 14, 0.8
"""Strokes of one column begin so near to each other in points, within so many heights, and nearly all of its words have one."""
INSIDE = re.compile(rf"(?:{FILL}|[*xX+#^●•◆])+")


def parts_of(text: str) -> list[tuple[int, int]]:
    """The parts of a word that strokes part, each as where it begins and ends; a stroke is a part of its own."""
    found: list[tuple[int, int]] = []
    at = 0
    for stroke in STROKES.finditer(text):
        found += [(at, stroke.start()), stroke.span()]
        at = stroke.end()
    return [(first, last) for first, last in (*found, (at, len(text))) if last > first]


def drawn(words: Sequence[str]) -> int:
    """How many words from the first are a scale or a drawn line: one, or those from an opening bracket to the closing one."""
    if SCALE.fullmatch(words[0]) or RULED.fullmatch(words[0]):
        return 1
    if words[0][:1] != "[" or not INSIDE.fullmatch(words[0][1:] or "-"):
        return 0
    for size, word in enumerate(words[1:MOST], 2):
        if word[-1:] == "]" and INSIDE.fullmatch(word[:-1] or "-"):
            return size
        if not INSIDE.fullmatch(word):
            return 0
    return 0
