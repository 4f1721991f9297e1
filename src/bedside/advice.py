"""Read the rows of a medicine file that are for people to know and never decide: information, and what to do now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bedside.concepts import Vocabulary
from bedside.criterion import Criterion, concepts_of, counts_holds
from bedside.grammar import GrammarError, parse
from bedside.medicine import ABOUT, CAUTION, KINDS, Care, Decision, Inform

Fault = Callable[..., None]
"""Takes the table, which row, the key, the id and what is wrong; and what to show below it."""
Rows = Sequence[dict[str, Any]]


def read_informs(rows: Rows, words: Vocabulary, fault: Fault) -> Iterator[Inform]:
    """The rows of `inform`; what is wrong with one is told to `fault`."""
    for which, row in enumerate(rows):
        tree = _criterion("inform", which, row, words, fault)
        if row["about"] not in ABOUT:
            fault("inform", which, "about", row["id"], f"found about {row['about']!r}, expected {', '.join(ABOUT)}")
        for key in ("asks", "points"):
            for concept in row.get(key, ()):
                if tree is None or concept not in concepts_of(tree):
                    fault("inform", which, key, row["id"], f"{concept!r} is not asked about by this row's own 'when'")
        texts = (row["say"], row["source"], row["read"])
        named = (tuple(row.get("asks", ())), tuple(row.get("points", ())))
        yield Inform(row["id"], row["topic"], row["about"], tree, row.get("when", ""), *named, *texts)


def read_cares(rows: Rows, words: Vocabulary, fault: Fault) -> Iterator[Care]:
    """The rows of `care`; what is wrong with one is told to `fault`."""
    for which, row in enumerate(rows):
        tree, guard = (_criterion("care", which, row, words, fault, key) for key in ("when", "unless"))
        if row["kind"] not in KINDS:
            fault("care", which, "kind", row["id"], f"found kind {row['kind']!r}, expected {', '.join(KINDS)}")
        for concept in row.get("on", ()):
            if concept not in words:
                near = words.nearest(concept)
                found = f"found {concept!r}, expected an observation" + (f"; did you mean {near!r}?" if near else "")
                fault("care", which, "on", row["id"], found)
        if "on" not in row and "when" not in row and row["kind"] != CAUTION:
            fault("care", which, "", row["id"], "names neither 'on' nor 'when', so it is never shown; only a caution may")
        decisions = tuple(_decisions(which, row, fault))
        texts = (row["say"], row["source"], row["read"])
        shown = (tuple(row.get("on", ())), tree, row.get("when", ""), guard, row.get("unless", ""), decisions)
        yield Care(row["id"], row["kind"], *shown, *texts)


def _decisions(which: int, row: dict[str, Any], fault: Fault) -> Iterator[Decision]:
    for found in row.get("decisions", ()):
        try:
            yield Decision(found)
        except ValueError:
            fault("care", which, "decisions", row["id"], f"found decision {found!r}, expected {', '.join(Decision)}")


def _criterion(
    table: str, which: int, row: dict[str, Any], words: Vocabulary, fault: Fault, key: str = "when"
) -> Criterion | None:
    if key not in row:
        return None
    try:
        tree = parse(row[key], words, {})
    except GrammarError as trouble:
        fault(table, which, key, row["id"], trouble.sentence(), trouble.caret())
        return None
    if counts_holds(tree):
        fault(table, which, key, row["id"], "holds are counted under one guide, and this row is for all of them")
    return tree
