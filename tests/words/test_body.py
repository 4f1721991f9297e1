"""What is chosen from the body list and answered to the next questions: read beside a text, and never less urgent for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import bedside
from bedside.words.answered import questions
from bedside.words.lexicon import lexicon
from bedside.words.urgency import LEVELS, emergencies

AT = bedside.parse_time("2026-03-04T18:00:00Z")
CHOSEN = tuple(dict.fromkeys(entry.id for place in bedside.body() for entry in place.felt))


def sentences() -> list[str]:
    """The texts of the labelled sentences."""
    rows = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
    return [row.split("\t")[3] for row in rows if row and not row.startswith(("#", "part"))]


def test_every_place_has_a_title_and_complaints_each_once() -> None:
    places = bedside.body()
    assert len({place.id for place in places}) == len(places) >= 8
    for place in places:
        assert place.title and len({entry.id for entry in place.felt}) == len(place.felt) >= 5


@pytest.mark.parametrize("concept", CHOSEN)
def test_what_is_chosen_is_as_urgent_as_its_own_words(concept: str) -> None:
    found = bedside.understand("", AT, felt=[concept])
    assert [(effect.entry.id, effect.status) for effect in found.effects] == [(concept, "present")]
    assert (found.urgency == "emergency") >= (concept in emergencies())
    assert found.why and found.effects[0].entry.label in found.effects[0].words


@pytest.mark.parametrize("key", [key for key, question in questions().items() if not question.meant])
def test_a_yes_is_as_urgent_as_the_question_says_and_is_never_recorded(key: str) -> None:
    question = questions()[key]
    found = bedside.understand("", AT, answers={key: True})
    assert {effect.entry.id for effect in found.effects} == set(question.adds)
    assert {effect.status for effect in found.effects} == {"uncertain"} and found.observations == ()
    assert found.effects[0].words == f"yes to: {question.ask}"
    chosen = bedside.understand("", AT, felt=question.adds)
    assert found.urgency == chosen.urgency


@pytest.mark.parametrize("text", ["I feel dizzy", "a cough", "I have a fever", "my wife says I am fine, but I am sick"])
def test_a_question_that_is_answered_is_not_asked_again_and_a_yes_gives_what_it_promised(text: str) -> None:
    first = bedside.understand(text, AT)
    for question, level in first.questions:
        yes = bedside.understand(text, AT, answers={question.id: True})
        no = bedside.understand(text, AT, answers={question.id: False})
        assert yes.urgency == level and no.urgency == first.urgency
        for again in (yes, no):
            assert question.id not in {each.id for each, _ in again.questions}


def test_a_no_takes_nothing_away_from_what_was_told() -> None:
    text = "my chest hurts"
    found = bedside.understand(text, AT, answers={"chest": False})
    assert [(effect.entry.id, effect.status) for effect in found.effects] == [("chest_pain", "present")]
    assert found.urgency == "emergency"
    both = bedside.understand("no chest pain", AT, answers={"chest": True})
    assert {effect.status for effect in both.effects} == {"denied", "uncertain"} and both.urgency == "emergency"


def test_nothing_that_is_chosen_or_answered_makes_any_sentence_less_urgent() -> None:
    """Each labelled sentence with a few of the list and of the answers; which ones goes round with the sentence."""
    keys = [key for key, question in questions().items() if not question.meant]
    for number, text in enumerate(sentences()):
        before = LEVELS.index(bedside.understand(text, AT).urgency)
        felt = [CHOSEN[(number * 7 + step) % len(CHOSEN)] for step in (0, 3)]
        answers = {keys[number % len(keys)]: False, keys[(number + 5) % len(keys)]: number % 2 == 0}
        for more in ({"felt": felt}, {"answers": answers}, {"felt": felt, "answers": answers}):
            assert LEVELS.index(bedside.understand(text, AT, **more).urgency) <= before, (text, more)


def test_a_grave_thing_told_as_over_is_not_milder_for_being_chosen_too() -> None:
    past = bedside.understand("I had severe chest pain but it has gone", AT)
    chosen = bedside.understand("I had severe chest pain but it has gone", AT, felt=["chest_pain"])
    assert LEVELS.index(chosen.urgency) <= LEVELS.index(past.urgency)


def test_what_is_chosen_becomes_an_observation_once_it_is_confirmed() -> None:
    found = bedside.understand("temp 39.2", AT, felt=["hallucinations"])
    told = {each.concept: each.value for each in found.confirm(["hallucinations"])}
    assert told == {"hallucinations": True}
    assert {each.concept for each in found.observations} >= {"hallucinations", "temperature"}


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(bedside.CannotUnderstand, match="the lexicon has no concept 'nothing'"):
        bedside.understand("I feel sick", AT, felt=["nothing"])
    with pytest.raises(bedside.CannotUnderstand, match="there is no question 'nothing'; it has: breath"):
        bedside.understand("I feel sick", AT, answers={"nothing": True})
    with pytest.raises(bedside.CannotUnderstand, match="there are no words"):
        bedside.understand(" ", AT)
    assert lexicon()["fever"] in bedside.body()[0].felt
