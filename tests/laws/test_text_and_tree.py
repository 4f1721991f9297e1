"""Text -> tree -> text: what `render` writes, `parse` reads back to the same tree."""

from __future__ import annotations

from hypothesis import given
from worlds import WORDS, criteria

from bedside.criterion import Criterion, OfGroup, walk
from bedside.grammar import parse
from bedside.render import render


@given(criteria)
def test_a_tree_survives_being_written_and_read(tree: Criterion) -> None:
    groups = {}
    for node in walk(tree):
        if isinstance(node, OfGroup):
            groups[node.group] = tuple(zip(node.rules, node.args, strict=True))
    if len({node for node in walk(tree) if isinstance(node, OfGroup)}) > 1:
        return
    text = render(tree)
    again = parse(text, WORDS, groups)
    assert again == tree
    assert render(again) == text
