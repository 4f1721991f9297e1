"""What is told without a text: effects that were chosen from a list, and answers to the next questions.

They stand beside what a text says and take nothing away from it. A question asks for several things at once, so a yes makes an
effect *uncertain*: it counts for the urgency and is never recorded. A no is a denial only of what nothing else has told. Where
a question asks whether words mean what they were taken for, a yes makes it *present*, and a no changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bedside.words.asking import Question, bank, meant_question
from bedside.words.effects import Effect, Told, joined
from bedside.words.lexicon import lexicon
from bedside.words.standing import Status

CHOSEN = "chosen from the list"
YES, NO = "yes to", "no to"


def beside(told: Told, felt: Iterable[str], answers: Mapping[str, bool]) -> Told:
    """What a text tells with what was chosen and answered. Ids are those of the lexicon and of the questions."""
    found, perhaps = list(told.effects), list(told.perhaps)
    place = 1 + max((effect.first for effect in found), default=0)
    for extra in (*_chosen(felt, place), *_answers(answers, place)):
        asked = next((effect for effect in perhaps if effect.entry == extra.entry and extra.status == "present"), None)
        if asked is not None:
            perhaps.remove(asked)
            found.append(asked)
        same = [effect for effect in found if effect.entry == extra.entry and effect.status != "other person"]
        meant = next((effect for effect in same if effect.meant and extra.status == "present"), None)
        if meant is not None:
            found[found.index(meant)] = replace(extra, words=f"{meant.words} … {extra.words}", first=meant.first)
            continue
        twin = next((effect for effect in same if effect.status == extra.status), None)
        if twin is not None:
            found[found.index(twin)] = joined(twin, extra)
        elif extra.status != "denied" or not same:
            found.append(extra)
    return replace(told, effects=tuple(found), perhaps=tuple(perhaps))


def questions() -> Mapping[str, Question]:
    """Every question that may be asked, by its id."""
    meant = (meant_question(entry) for entry in lexicon())
    return {question.id: question for question in (*bank(), *meant)}


def _chosen(felt: Iterable[str], place: int) -> Iterator[Effect]:
    for concept in dict.fromkeys(felt):
        yield _effect(concept, "present", f"{CHOSEN}: {lexicon()[concept].label}", place)


def _answers(answers: Mapping[str, bool], place: int) -> Iterator[Effect]:
    for key, yes in answers.items():
        question = questions()[key]
        if question.meant:
            yield from (_effect(each, "present", f"{YES}: {question.ask}", place) for each in question.adds if yes)
            continue
        for concept in question.adds:
            yield _effect(concept, "uncertain" if yes else "denied", f"{YES if yes else NO}: {question.ask}", place)


def _effect(concept: str, status: Status, words: str, place: int) -> Effect:
    entry = lexicon()[concept]
    there = status != "denied"
    return Effect(entry, status, entry.severity if there else None, entry.grade if there else None, None, words, place)
