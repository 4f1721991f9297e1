"""What nobody named is told by its parts, pain by the place beside it, and neither is less urgent for that."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import LEVELS, dangers, most_urgent, reasons

AT = bedside.parse_time("2026-03-04T18:00:00Z")
MARKS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {MARKS[each.status] + each.entry.id for each in effects(text, AT, dangers()).effects}


def urgency(text: str) -> int:
    found = effects(text, AT, dangers()).effects
    return LEVELS.index(most_urgent(why.level for why in reasons(found, False, "")))


SIGNS = [
    ("her left calf is fat and tender", {"+limb_swelling", "+limb_pain"}, "thrombosis", 1),
    ("one leg is twice the size of the other, out of breath", {"+limb_swelling", "+dyspnea"}, "thrombosis", 0),
    ("one side of his face has dropped", {"+face_droop"}, "stroke", 0),
    ("my left arm has gone weak", {"+weak_left"}, "stroke", 0),
    ("his right arm went limp", {"+weak_right"}, "stroke", 0),
    ("worst headache of my life", {"+headache"}, "worst_headache", 0),
    ("skin coming off in sheets", {"+peeling"}, "severe_skin", 0),
    ("throat closing up", {"+throat_swelling"}, "stridor", 0),
    ("saddle area gone numb", {"+tingling"}, "cord", 0),
    ("her eyelids are drooping", {"+eyelid_droop"}, "myasthenia", 1),
    ("foot went white and ice cold", {"+peripheral_ischemia"}, "arterial_clot", 0),
    ("soaking a pad every hour", {"+vaginal_bleeding"}, "heavy_bleeding", 0),
]


@pytest.mark.parametrize(("text", "parts", "sign", "least"), SIGNS)
def test_a_sign_is_told_by_its_parts_and_as_urgent_as_what_it_may_be(text: str, parts: set[str], sign: str, least: int) -> None:
    assert told(text) == parts
    assert any(sign in each.signs for each in effects(text, AT, dangers()).effects)
    assert urgency(text) <= least


NAMED = [
    ("I had a stroke last night", "+stroke"),
    ("clot in my calf, they found it today", "+thrombosis"),
    ("stevens johnson, the skin doctor said so to me", "+severe_skin"),
    ("anaphylaxis after the second bag", "+anaphylaxis"),
    ("they found a brain bleed", "+worst_headache"),
]


@pytest.mark.parametrize(("text", "whole"), NAMED)
def test_what_is_named_is_told_by_its_name(text: str, whole: str) -> None:
    assert whole in told(text)


def test_the_finding_of_the_record_goes_with_the_first_part() -> None:
    found = effects("skin coming off in sheets", AT, dangers()).effects
    assert {each.entry.flag for each in found} == {"severe_skin_reaction_suspected"}


PLACES = [
    ("red eye since Friday and it hurts", "+eye_pain"),
    ("belly hard and swollen, hurts a lot", "+abdominal_pain"),
    ("the ankles are thick by evening, no pain", "-limb_pain"),
    ("my ear is blocked and it hurts", "+ear_pain"),
    ("eyes are dry but they don't hurt", "-eye_pain"),
    ("slipped, now bad pain low back", "+back_pain"),
    ("hurts all over", "+pain"),
    ("nails turned brown, no pain", "-pain"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_pain_is_of_the_place_that_is_named_beside_it(text: str, expected: str) -> None:
    assert expected in told(text)


BLEEDING = [
    ("nose bleeding for 40 minutes and won't stop", "+nosebleed"),
    ("bleeding heavily from down below", "+vaginal_bleeding"),
    ("the toilet bowl was full of blood", "+rectal_bleeding"),
]


@pytest.mark.parametrize(("text", "expected"), BLEEDING)
def test_much_blood_is_told_of_its_place_and_is_an_emergency(text: str, expected: str) -> None:
    assert expected in told(text)
    assert "+heavy_bleeding" not in told(text)
    assert urgency(text) == 0


SICK = [
    ("she keeps being sick", "+vomiting", "+nausea"),
    ("I have been sick twice", "+vomiting", "+nausea"),
    ("feeling sick all morning", "+nausea", "+vomiting"),
    ("so sick after the drip", "+nausea", "+vomiting"),
]


@pytest.mark.parametrize(("text", "meant", "other"), SICK)
def test_the_words_beside_sick_say_which_is_meant(text: str, meant: str, other: str) -> None:
    assert meant in told(text)
    assert other not in told(text)


STATUSES = [
    ("I fainted once in 2019, not dizzy now", "~syncope"),
    ("a clot in my leg in 2018", "~thrombosis"),
    ("short of breath in 2019 and now it is back", "+dyspnea"),
    ("had a hypo on Sunday. None since.", "~low_sugar"),
    ("fever and sore throat are gone", "~fever"),
    ("fever and sore throat are worse", "+fever"),
    ("urine gone like cola and thighs sore", "+dark_urine"),
    ("the boy next door had a seizure", "oseizure"),
    ("my brother had a stroke at 52, should I mention it", "ostroke"),
    ("my lad is 14 and has a fever", "+fever"),
    ("I can hardly wake her, her lips look blue", "+cyanosis"),
]


@pytest.mark.parametrize(("text", "expected"), STATUSES)
def test_who_has_it_and_when(text: str, expected: str) -> None:
    assert expected in told(text)


def test_what_something_is_may_be_asked_and_nobody_has_it() -> None:
    asked = [
        "what are the warning signs of a stroke?",
        "which number counts as a fever?",
        "the leaflet lists seizures and clots",
    ]
    assert all(urgency(text) == 3 for text in asked)
    there = ["are these signs of a stroke", "I have signs of a stroke", "what are the signs of a stroke? my mouth is drooping"]
    assert all(urgency(text) == 0 for text in there)


def test_an_explanation_of_something_else_is_no_finding_and_takes_no_urgency() -> None:
    text = "elephant on my chest, I am sure it's only heartburn"
    assert "+chest_pain" in told(text)
    assert not {each for each in told(text) if each.endswith("heartburn")}
    assert urgency(text) == 0
    assert told("it's only heartburn") == {"+heartburn"}


CALM = [
    "terrible wind after the beans",
    "bags under my eyes in the morning",
    "this form is a pain in the neck",
    "bleeding expensive, that taxi",
    "he has a fit every time I mention the bill",
    "the drain is blocked again",
    "one eye drop in the morning and one at night",
    "the cellar flooded last week",
    "can I freeze it for later",
]


@pytest.mark.parametrize("text", CALM)
def test_ordinary_words_in_another_sense_are_no_alarm(text: str) -> None:
    assert urgency(text) >= 2
