"""Which words are medicines: by a list, or by how names of medicines end."""

from __future__ import annotations

from bedside.words.cues import single

ENDINGS = (
    *("ine", "ol", "pam", "lam", "lin", "one", "ide", "pril", "tan", "statin", "mab", "nib", "oxin", "ate", "azole", "xaban"),
    *("ozole", "xifen", "stane", "relin", "platin", "taxel", "rubicin", "ciclib"),
    *("tide", "caine", "mycin", "micin", "xacin", "triaxone", "profen", "coxib", "pin", "zine", "min", "tin", "mide", "dipine"),
)
"""Endings of names of medicines."""
SHORTEST = 6


def remedy(word: str) -> bool:
    """Whether a word is a medicine, by a list or by how names of medicines end."""
    named = word in single("uncertain", "remedies")
    return named or (word.endswith(ENDINGS) and word not in single("uncertain", "not_remedies") and len(word) >= SHORTEST)
