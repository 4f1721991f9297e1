"""Every danger has a twin: the same words, and a relative who plays them down, which makes nothing less urgent."""

from __future__ import annotations

from functools import cache

import pytest

import bedside
from bedside.words.lexicon import lexicon
from bedside.words.patterns import phrasings
from bedside.words.urgency import LEVELS, dangers, emergencies

AT = bedside.parse_time("2026-03-04T18:00:00Z")
PLAYED_DOWN = (
    "my wife says it is nothing. {}",
    "{} but my wife says it is nothing",
    "{}, my husband thinks I am making a fuss",
    "my daughter says it's just nerves but {}",
    "{}. He says it is only wind and not to worry",
    "probably nothing, but {}",
    "I don't want to bother anybody but {}",
    "{}, it's no big deal",
    "my son told me everybody gets that. {}",
    "no fever. {}. My sister says I don't need a doctor",
    "{} and my mother insists that it is normal",
    "sorry to trouble you, {}, my partner says I always exaggerate",
    "according to my brother it is nothing serious: {}",
)
SAID = {
    "chest_pain": "my chest hurts",
    "severe_dyspnea": "I can't breathe",
    "confusion": "I am confused",
    "syncope": "I passed out",
    "urine_none": "I haven't peed since morning",
    "seizure": "I had a seizure",
    "face_swelling": "my face is swelling",
    "suicidal": "I want to die",
    "line_infection": "the skin around my port is red and sore",
    "blood_stool": "there is blood in my stool",
    "hemoptysis": "I am coughing up blood",
    "blood_vomit": "I vomited blood",
    "fever": "I have a fever",
    "stroke": "my face is drooping",
    "stridor": "my throat is closing",
    "heavy_bleeding": "the bleeding won't stop",
}
"""How the dangers that are named first are said; of every other danger the first phrases of the lexicon are taken."""


@cache
def urgency(text: str, ward: bool = False) -> int:
    return LEVELS.index(bedside.understand(text, AT, ward=ward).urgency)


def phrases(entry: str) -> list[str]:
    """The first phrases of an entry that name it, without a gap: the first of each way to say it."""
    told = [SAID[entry]] if entry in SAID else []
    for way in lexicon()[entry].say:
        if len(told) == 2:
            break
        phrase = next(phrasings(way)).replace("... ", "")
        if entry in {each.entry.id for each in bedside.understand(phrase, AT).effects if each.there}:
            told.append(phrase)
    return told


@pytest.mark.parametrize("entry", sorted(dangers()))
def test_a_danger_is_as_urgent_when_a_relative_plays_it_down(entry: str) -> None:
    told = phrases(entry)
    assert told, f"no phrase of {entry} names it"
    for phrase in told:
        alone = urgency(phrase)
        assert alone <= (0 if entry in emergencies() else 1), (phrase, LEVELS[alone])
        for twin in PLAYED_DOWN:
            assert urgency(twin.format(phrase)) <= alone, twin.format(phrase)


@pytest.mark.parametrize("entry", sorted(SAID))
def test_a_relative_who_denies_it_denies_nothing(entry: str) -> None:
    """A denial by somebody else leaves the danger uncertain, and as urgent."""
    for who in ("my wife", "my husband", "the doctor", "my daughter"):
        said = f"{who} says that is nothing. {SAID[entry]}. {who} says I should wait"
        assert urgency(said) == urgency(SAID[entry]), said


DENIED_BY_OTHERS = (
    ("my wife says I have no chest pain", "emergency"),
    ("he says I have no chest pain but I do", "emergency"),
    ("the doctor told me there is no blood in my stool", "tell now"),
    ("my son thinks I am not confused", "emergency"),
    ("my husband says I did not faint", "emergency"),
    ("she says I don't have a fever", "tell now"),
)


@pytest.mark.parametrize(("text", "level"), DENIED_BY_OTHERS)
def test_a_denial_by_somebody_else_is_no_denial(text: str, level: str) -> None:
    found = bedside.understand(text, AT)
    assert found.urgency == level
    assert all(effect.status in ("present", "uncertain") for effect in found.effects if effect.entry.id in dangers())


OWN_DENIALS = (
    "I have no chest pain",
    "no chest pain, palpitations or shortness of breath",
    "I don't have any chest pain and I am not confused",
    "denies chest pain",
    "chest pain: no",
)


@pytest.mark.parametrize("text", OWN_DENIALS)
def test_what_the_patient_denies_is_denied(text: str) -> None:
    found = bedside.understand(text, AT)
    assert found.urgency == "note" and {effect.status for effect in found.effects} == {"denied"}


HELD_BESIDE_THE_PAST = (
    "I fainted today like I did as a child",
    "I had chest pain this morning like the one years ago",
    "I fainted just now like years ago",
    "I passed out again, same as years ago",
)


@pytest.mark.parametrize("text", HELD_BESIDE_THE_PAST)
def test_a_danger_of_today_is_not_past_because_it_is_like_one_of_long_ago(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"


IN_DOUBT = (
    ("no fever, chest pain since noon", "chest_pain"),
    ("no cough and chest pain", "chest_pain"),
    ("not sure if it is chest pain", "chest_pain"),
    ("no nausea, blood in my stool", "blood_stool"),
)


@pytest.mark.parametrize(("text", "entry"), IN_DOUBT)
def test_a_doubtful_denial_of_a_danger_is_uncertain_and_urgent(text: str, entry: str) -> None:
    found = bedside.understand(text, AT)
    assert {effect.status for effect in found.effects if effect.entry.id == entry} == {"uncertain"}
    assert found.urgency in ("emergency", "tell now")


def test_the_danger_comes_first_in_the_answer() -> None:
    found = bedside.understand("I am tired, my skin is dry, I have a runny nose, and my chest hurts", AT)
    assert found.effects[0].entry.id == "chest_pain" and found.why[0].level == "emergency"
    assert found.to_json()["tell"].startswith("Call your local emergency number now")  # type: ignore[union-attr,attr-defined]
    assert bedside.understand("my chest hurts", AT, ward=True).tell.startswith("Press the bell now")
