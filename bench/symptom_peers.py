"""The same lexicon in other programs; run by assistant.py in an environment of their own.

Reads {"which", "phrases": [[concept, phrase]], "texts": []} from standard input, and writes {"found", "ms"}: for each text
the pairs of concept and whether it is negated.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

Found = list[tuple[str, bool]]


def with_medspacy(phrases: list[list[str]]) -> Callable[[str], Found]:
    """Its target matcher on every phrase, its sentence splitter, and its ConText rules for negation."""
    import medspacy
    from medspacy.ner import TargetRule

    nlp = medspacy.load(enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
    nlp.get_pipe("medspacy_target_matcher").add([TargetRule(phrase, concept) for concept, phrase in phrases])
    return lambda text: [(entity.label_, bool(entity._.is_negated)) for entity in nlp(text).ents]


def with_rapidfuzz(phrases: list[list[str]]) -> Callable[[str], Found]:
    """Every phrase whose best place in the text is at least 90 % alike; no negation."""
    from rapidfuzz import fuzz, process

    known = [phrase for _, phrase in phrases]

    def find(text: str) -> Found:
        near = process.extract(text.lower(), known, scorer=fuzz.partial_ratio, score_cutoff=90, limit=None)
        return list(
            {(phrases[place][0], False) for phrase, _, place in near if len(phrase) >= 5 and len(phrase) <= len(text) + 1}
        )

    return find


def main() -> None:
    """Read the task, find, answer."""
    task = json.load(sys.stdin)
    find = {"medspacy": with_medspacy, "rapidfuzz": with_rapidfuzz}[task["which"]](task["phrases"])
    find("warm up")
    began = time.process_time()
    found = [find(text) for text in task["texts"]]
    spent = time.process_time() - began
    json.dump({"found": found, "ms": 1000 * spent / len(task["texts"])}, sys.stdout)


if __name__ == "__main__":
    main()
