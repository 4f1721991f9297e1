"""Sentences as patients and carers write them every day, labelled with CTCAE terms by people who had not seen the lexicon."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import bedside
from bedside.words.urgency import LEVELS
from words.test_sentences import AT, LEVEL, STATUS, Sentence, found_of


@cache
def natural() -> tuple[Sentence, ...]:
    rows = (Path(__file__).parent / "natural.tsv").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith(("#", "part"))]
    return tuple(Sentence(part, LEVEL.get(urgency, ""), _terms(effects), text) for part, urgency, effects, text in cells)


def _terms(effects: str) -> dict[str, str]:
    labels = (each.strip() for each in effects.split(";"))
    return {each[1:]: STATUS[each[0]] for each in labels if each}


FOUND = [("m", 0.931, 0.922), ("n", 0.889, 0.856), ("v", 0.816, 0.813), ("w", 0.642, 0.67)]
RED = [("m", 1338, 1348), ("n", 813, 841), ("v", 358, 381), ("w", 277, 349)]


@pytest.mark.parametrize(("part", "recall", "precision"), FOUND)
def test_what_they_tell_of_is_found_and_nothing_else(part: str, recall: float, precision: float) -> None:
    found, true = found_of([each for each in natural() if each.part == part])
    assert found >= recall and true >= precision


@pytest.mark.parametrize(("part", "least", "many"), RED)
def test_red_flags_are_as_urgent_as_they_must_be(part: str, least: int, many: int) -> None:
    red = [each for each in natural() if each.part == part and each.urgency in LEVELS[:2]]
    urgent = (LEVELS.index(bedside.understand(each.text, AT).urgency) <= LEVELS.index(each.urgency) for each in red)
    assert len(red) == many
    assert sum(urgent) >= least
