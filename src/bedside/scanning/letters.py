"""Letters without what printers and picture readers change: accents, case, odd spaces, odd dashes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ODD = dict.fromkeys("‐‑–—−", "-") | dict.fromkeys("’‘", "'") | dict.fromkeys("\u00a0\u2009\u202f", " ")
ODD |= {"：": ":", "（": "(", "）": ")", "，": ",", "\u03bc": "\u00b5", "İ": "i"}
WORD = re.compile(r"[a-z0-9%#]+")
ALONE = {"ß": "s", "æ": "a", "ø": "o", "œ": "o", "ł": "l", "ı": "i"}


class _Bare(dict[int, str]):
    """The bare letter for each letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _bare(chr(code))
        return found


BARE = _Bare()


def unaccented(text: str) -> str:
    """The text in small letters without accents; every letter keeps its place."""
    return text.translate(BARE)


def _bare(letter: str) -> str:
    if letter in ODD:
        return ODD[letter]
    low = letter.lower()
    bare = unicodedata.normalize("NFD", low)[:1] if low else letter
    return ALONE.get(bare, bare) if len(low) == 1 else letter


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, bare: for finding it among known phrases."""
    return tuple(WORD.findall(unaccented(text)))
