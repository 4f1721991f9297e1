"""What to ask next: at most three questions, each of which would make the matter more urgent if the answer is yes.

>>> [question.id for question, level in next_questions((), False, "")]
[]
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bedside.words.effects import Effect
from bedside.words.lexicon import lexicon
from bedside.words.urgency import LEVELS, Level, Why, most_urgent, reasons

MOST = 3
ALWAYS = "*"
MEANT = "meant-"
"""What the ids of the questions begin with that ask whether an effect is meant."""


@dataclass(frozen=True)
class Question:
    """One question: the effects that a yes would mean, and after which effects it is asked.

    `meant` says that it asks whether words mean what they were taken for.
    """

    id: str
    ask: str
    adds: tuple[str, ...]
    after: frozenset[str]
    meant: bool = False


@cache
def bank() -> tuple[Question, ...]:
    """Every question, in the order of the file."""
    table = tomllib.loads(files("bedside").joinpath("words", "questions.toml").read_text("utf-8"))
    return tuple(Question(row["id"], row["ask"], tuple(row["adds"]), frozenset(row["after"])) for row in table["question"])


def next_questions(
    effects: Sequence[Effect], ward: bool, medicine: str, taken: frozenset[str] = frozenset()
) -> tuple[tuple[Question, Level], ...]:
    """The questions whose yes would raise the urgency, with the level that it would raise it to; the highest first."""
    there = frozenset(effect.entry.id for effect in effects if effect.there)
    told = frozenset(effect.entry.id for effect in effects if effect.status != "other person") | frozenset(
        effect.entry.of for effect in effects if effect.there
    )
    now = most_urgent(why.level for why in reasons(effects, ward, medicine, taken))
    found = []
    for question in bank() if there else ():
        if set(question.adds) & told or not (question.after & there or ALWAYS in question.after):
            continue
        level = most_urgent(why.level for why in reasons([*effects, *map(_yes, question.adds)], ward, medicine, taken))
        if LEVELS.index(level) < LEVELS.index(now):
            found.append((question, level))
    found.sort(key=lambda each: (LEVELS.index(each[1]), ALWAYS in each[0].after))
    return tuple(found[:MOST])


def meant_question(entry: str) -> Question:
    """Whether words mean the effect that they were taken for."""
    return Question(MEANT + entry, f"Do you mean this: {lexicon()[entry].label}?", (entry,), frozenset(), meant=True)


def meant_questions(why: Iterable[Why], answers: Collection[str]) -> Iterator[tuple[Question, Level]]:
    """Of each effect that was read by meaning, and not yet answered for, whether it is meant; with the level that it has."""
    for each in why:
        question = meant_question(each.effect.entry.id)
        if each.effect.meant and each.effect.there and question.id not in answers:
            yield question, each.level


def _yes(entry: str) -> Effect:
    return Effect(lexicon()[entry], "present", None, None, None, "", 0)
