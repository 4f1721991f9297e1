"""Sentences as patients and carers write them, labelled by a reader, and how much of it is found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import bedside
from bedside.words.lexicon import lexicon
from bedside.words.urgency import LEVELS

PLAYED_DOWN = (
    "my wife says it is nothing. {}",
    "{} but my husband thinks I am making a fuss",
    "{}, probably nothing",
    "my daughter says it's just nerves but {}",
    "{}. He says it is only wind and not to worry",
    "I don't want to bother anybody but {}",
    "{} - my mum says it's normal",
    "{}, my brother reckons it will pass, his mate says the same",
)
"""How somebody plays it down; test_red_flags.py does the same with the phrases of the lexicon."""
OTHERWISE_PLAYED_DOWN = (
    "{}. My wife says it is nothing.",
    "{}, but my husband reckons I'm making a fuss.",
    "Mum says not to bother you but {}",
    "{}. Probably just the weather.",
    "{} - dad says it'll pass by itself.",
    "I'm sure it's grand but {}",
    "{}. My sister the nurse says it's only nerves.",
    "Sorry to be a nuisance, it's likely nothing, {}",
    "{}. He says don't ring anyone.",
    "{}. I am not worried about it at all.",
    "My daughter thinks I am exaggerating. {}",
    "{}, my brother had the same and he was fine.",
    "{}. The neighbour told us it is normal with this drug.",
    "{}. I'll just sleep it off.",
    "It's no big deal, {}",
    "{}; my partner thinks it can wait till Monday.",
    "{}. My son googled it and says it's harmless.",
    "Don't want to make a fuss, {}",
    "{}. She insists she is fine.",
    "{}, but I don't think it's anything serious.",
    "{}. It has eased a bit now, so we won't come in.",
    "My mother-in-law says it's just wind. {}",
    "{}. Husband says take a paracetamol and stop moaning.",
    "{}. Happens to everybody, says my friend.",
    "I don't think it's urgent but {}",
    "{}. My wife is telling to ignore it only.",
    "{}. It's all in my head, according to the family.",
    "{} but it's not that bad really",
    "{}. No need to worry, says my aunt.",
    "The whole family agrees that it is not an emergency. {}",
    "{}. He'll be right as rain tomorrow.",
    "{}. No emergency, just letting you know.",
)
"""How the writer of part f plays it down: one of these with each sentence, in turn."""
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
    assert len(sentences()) >= 1000
    assert all(sum(each.part == part for each in sentences()) >= 150 for part in "dhbc")
    assert sum(each.part == "r" for each in sentences()) >= 80
    assert sum(each.part == "f" for each in sentences()) >= 300
    assert len({each.text for each in sentences()}) == len(sentences())


def found_of(chosen: list[Sentence]) -> tuple[float, float]:
    """Of the effects of sentences, how many are found; and of those found, how many are theirs."""
    right = sum(len(each.effects.keys() & read(each.text).keys()) for each in chosen)
    return right / sum(len(each.effects) for each in chosen), right / sum(len(read(each.text)) for each in chosen)


FOUND = [
    ("d", 0.98, 0.97),
    ("h", 0.98, 0.97),
    ("b", 0.94, 0.93),
    ("c", 0.935, 0.94),
    ("r", 0.855, 0.925),
    ("g", 0.80, 0.78),
    ("k", 0.73, 0.74),
]
READ = [
    ("d", 0.99, 0.98),
    ("h", 0.99, 0.98),
    ("b", 0.99, 0.97),
    ("c", 0.99, 0.97),
    ("r", 0.98, 0.95),
    ("g", 0.97, 0.88),
    ("k", 0.96, 0.83),
]


@pytest.mark.parametrize(("part", "recall", "precision"), FOUND)
def test_what_they_tell_of_is_found_and_nothing_else(part: str, recall: float, precision: float) -> None:
    found, true = found_of([each for each in sentences() if each.part == part])
    assert found >= recall and true >= precision


@pytest.mark.parametrize(("part", "denial", "all_of_it"), READ)
def test_what_they_say_of_it_is_read_right(part: str, denial: float, all_of_it: float) -> None:
    pairs = [
        (status, read(each.text)[term])
        for each in sentences()
        if each.part == part
        for term, status in each.effects.items()
        if term in read(each.text)
    ]
    assert sum((status == "denied") == ("denied" in found) for status, found in pairs) / len(pairs) >= denial
    assert sum(status in found for status, found in pairs) / len(pairs) >= all_of_it


def test_every_urgency_is_as_the_reader_set_it() -> None:
    wrong = [
        (each.text, each.urgency, found)
        for each in sentences()
        if each.part in "dh" and each.urgency and (found := bedside.understand(each.text, AT).urgency) != each.urgency
    ]
    assert not wrong


def red_flags() -> list[Sentence]:
    """The sentences of the later parts that have a red flag, with the least urgency that it must have."""
    return [each for each in sentences() if each.part in "bcrf" and each.urgency in ("emergency", "tell now")]


def late(text: str, least: str) -> bool:
    return LEVELS.index(bedside.understand(text, AT).urgency) > LEVELS.index(least)


def test_no_red_flag_is_missed() -> None:
    assert len(red_flags()) >= 400
    assert not [each.text for each in red_flags() if late(each.text, each.urgency)]


@pytest.mark.parametrize("twin", PLAYED_DOWN)
def test_no_red_flag_is_missed_when_somebody_plays_it_down(twin: str) -> None:
    assert not [each.text for each in red_flags() if late(twin.format(each.text), each.urgency)]


def test_no_red_flag_of_part_f_is_missed_in_the_words_of_its_own_writer() -> None:
    told = [each for each in red_flags() if each.part == "f"]
    twins = [
        (OTHERWISE_PLAYED_DOWN[7 * at % len(OTHERWISE_PLAYED_DOWN)].format(each.text), each) for at, each in enumerate(told)
    ]
    assert len(twins) >= 260
    assert not [text for text, each in twins if late(text, each.urgency)]


@pytest.mark.parametrize(("part", "as_urgent", "told"), [("g", 0.86, 0.90), ("k", 0.73, 0.85)])
def test_most_red_flags_of_writers_nobody_learnt_from_are_told(part: str, as_urgent: float, told: float) -> None:
    """Floors under what is measured, so that a change for the worse is seen; the figures stand in bench/README.md."""
    chosen = [each for each in sentences() if each.part == part and each.urgency in ("emergency", "tell now")]
    assert len(chosen) >= 190
    assert sum(not late(each.text, each.urgency) for each in chosen) >= as_urgent * len(chosen)
    assert sum(not late(each.text, "tell now") for each in chosen) >= told * len(chosen)


def test_what_only_sounds_like_a_red_flag_is_seldom_urgent() -> None:
    """A floor, not a goal: what may be urgent stays so, and the rest are known."""
    calm = [each for each in sentences() if each.part in "bcrf" and each.urgency == "note"]
    alarms = [each.text for each in calm if not late(each.text, "tell now")]
    assert len(calm) >= 170
    assert len(alarms) / len(calm) <= 0.1
