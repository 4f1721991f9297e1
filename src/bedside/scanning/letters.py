"""Letters without what printers and picture readers change: accents, case, odd spaces, odd dashes."""

from __future__ import annotations

import re
import unicodedata

ODD = dict.fromkeys("‐‑–—−", "-") | dict.fromkeys("’‘", "'") | dict.fromkeys("\u00a0\u2009\u202f", " ")
ODD |= {"：": ":", "（": "(", "）": ")", "，": ",", "\u03bc": "\u00b5"}
ALONE = {"ß": "s", "æ": "a", "ø": "o", "œ": "o", "ł": "l"}


def unaccented(text: str) -> str:
    """The text in small letters without accents; every letter keeps its place."""
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    if letter in ODD:
        return ODD[letter]
    low = letter.lower()
    bare = unicodedata.normalize("NFD", low)[:1] if low else letter
    return ALONE.get(bare, bare) if len(low) == 1 else letter


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, bare: for finding it among known phrases."""
    return tuple(re.findall(r"[a-z0-9%#]+", unaccented(text)))
