"""Read the rows of a medicine file that are for people to know and never decide: information, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bedside.concepts import Vocabulary
from bedside.criterion import Criterion, concepts_of, counts_holds
from bedside.grammar import GrammarError, parse
from bedside.medicine import ABOUT, CAUTION, KINDS, Care, Inform

Fault = Callable[..., None]
"""Takes the table, which row, the key, the id and what is wrong; and what to show below it."""
Rows = Sequence[dict[str, Any]]


def read_informs(rows: Rows, words: Vocabulary, fault: Fault) -> Iterator[Inform]:
    """The rows of `inform`; what is wrong with one is told to `fault`."""
    for which, row in enumerate(rows):
        tree = _criterion("inform", which, row, words, fault)
        if row["about"] not in ABOUT:
            fault("inform", which, "about", row["id"], f"found about {row['about']!r}, expected {', '.join(ABOUT)}")
        for concept in row.get("asks", ()):
            if tree is None or concept not in concepts_of(tree):
                fault("inform", which, "asks", row["id"], f"{concept!r} is not asked about by this row's own 'when'")
        texts = (row["say"], row["source"], row["read"])
        yield Inform(row["id"], row["topic"], row["about"], tree, row.get("when", ""), tuple(row.get("asks", ())), *texts)


def read_cares(rows: Rows, words: Vocabulary, fault: Fault) -> Iterator[Care]:
    """The rows of `care`; what is wrong with one is told to `fault`."""
    for which, row in enumerate(rows):
        tree = _criterion("care", which, row, words, fault)
        if row["kind"] not in KINDS:
            fault("care", which, "kind", row["id"], f"found kind {row['kind']!r}, expected {', '.join(KINDS)}")
        for concept in row.get("on", ()):
            if concept not in words:
                near = words.nearest(concept)
                found = f"found {concept!r}, expected an observation" + (f"; did you mean {near!r}?" if near else "")
                fault("care", which, "on", row["id"], found)
        if "on" not in row and "when" not in row and row["kind"] != CAUTION:
            fault("care", which, "", row["id"], "names neither 'on' nor 'when', so it is never shown; only a caution may")
        texts = (row["say"], row["source"], row["read"])
        yield Care(row["id"], row["kind"], tuple(row.get("on", ())), tree, row.get("when", ""), *texts)


def _criterion(table: str, which: int, row: dict[str, Any], words: Vocabulary, fault: Fault) -> Criterion | None:
    if "when" not in row:
        return None
    try:
        tree = parse(row["when"], words, {})
    except GrammarError as trouble:
        fault(table, which, "when", row["id"], trouble.sentence(), trouble.caret())
        return None
    if counts_holds(tree):
        fault(table, which, "when", row["id"], "holds are counted under one guide, and this row is for all of them")
    return tree
