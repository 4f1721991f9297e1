"""Sentences as patients and carers write them, labelled by a reader, and how much of it is found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import bedside
from bedside.words.lexicon import lexicon

AT = bedside.parse_time("2026-03-04T18:00:00Z")
STATUS = {"+": "present", "-": "denied", "~": "past", "?": "uncertain", "o": "other person"}
LEVEL = {"e": "emergency", "n": "tell now", "t": "today", "o": "note"}


@dataclass(frozen=True)
class Sentence:
    part: str
    urgency: str
    effects: dict[str, str]
    text: str


@cache
def sentences() -> tuple[Sentence, ...]:
    rows = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith(("#", "part"))]
    return tuple(
        Sentence(part, LEVEL.get(urgency, ""), {lexicon()[each[1:]].ctcae: STATUS[each[0]] for each in effects.split()}, text)
        for part, urgency, effects, text in cells
    )


@cache
def read(text: str) -> dict[str, set[str]]:
    """What is read from a text: by CTCAE term, what is said of it."""
    found: dict[str, set[str]] = {}
    for effect in bedside.understand(text, AT).effects:
        found.setdefault(effect.entry.ctcae, set()).add(effect.status)
    return found


def test_there_are_enough_sentences_of_each_part() -> None:
    assert len(sentences()) >= 400
    assert all(sum(each.part == part for each in sentences()) >= 150 for part in "dh")
    assert len({each.text for each in sentences()}) == len(sentences())


@pytest.mark.parametrize("part", ["d", "h"])
def test_what_they_tell_of_is_found_and_nothing_else(part: str) -> None:
    chosen = [each for each in sentences() if each.part == part]
    right = sum(len(each.effects.keys() & read(each.text).keys()) for each in chosen)
    assert right / sum(len(each.effects) for each in chosen) >= 0.98
    assert right / sum(len(read(each.text)) for each in chosen) >= 0.97


@pytest.mark.parametrize("part", ["d", "h"])
def test_what_they_say_of_it_is_read_right(part: str) -> None:
    pairs = [
        (status, read(each.text)[term])
        for each in sentences()
        if each.part == part
        for term, status in each.effects.items()
        if term in read(each.text)
    ]
    assert sum((status == "denied") == ("denied" in found) for status, found in pairs) / len(pairs) >= 0.99
    assert sum(status in found for status, found in pairs) / len(pairs) >= 0.98


def test_every_urgency_is_as_the_reader_set_it() -> None:
    wrong = [
        (each.text, each.urgency, found)
        for each in sentences()
        if each.urgency and (found := bedside.understand(each.text, AT).urgency) != each.urgency
    ]
    assert not wrong
