"""What things are put down to, what is over since years, whom somebody only sees, and "can't ... without": sister sentences."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


WITHOUT = [
    ("can't lie flat without gasping", {"+severe_dyspnea"}),
    ("can't stand up without passing out", {"+leg_weakness", "+syncope"}),
    ("cannot bend down without pain in my chest", {"+chest_pain"}),
    ("not a meal goes by without me being sick", {"+vomiting"}),
    ("not a single day without vomiting", {"+vomiting"}),
    ("never a night without a fever", {"+fever"}),
    ("I can't lie down without my heart racing", {"+palpitations"}),
    ("I walk two miles without getting breathless", {"-dyspnea"}),
    ("managed the stairs without chest pain", {"-chest_pain"}),
    ("no trouble walking without breathlessness", {"-dyspnea", "-gait", "-leg_weakness"}),
    ("I couldn't be happier, three weeks without a fever", {"-fever"}),
]


@pytest.mark.parametrize(("text", "expected"), WITHOUT)
def test_without_behind_what_cannot_be_done_says_that_it_is_there(text: str, expected: set[str]) -> None:
    assert told(text) == expected


PUT_DOWN = [
    ("Crushing pain in my chest and feeling sick, most likely indigestion", {"+chest_pain", "+nausea"}),
    ("Tight band round my chest. Probably heartburn.", {"+chest_pain"}),
    ("Feeling sick all day, probably a stomach bug", {"+nausea"}),
    ("I can't get my breath just sitting here, prob anxiety", {"+severe_dyspnea"}),
    ("Right arm and leg gone weak and speech slurred, maybe just tired", {"+speech", "+weak_right"}),
    ("Coughing and sneezing, probably a cold", {"+cough", "+sneezing"}),
    ("bad anxiety and probably depression", {"+anxiety", "?depression"}),
    ("probably indigestion", {"?heartburn"}),
    ("Temp 38.7. Husband reckons it's a bug coming", {"+fever"}),
]


@pytest.mark.parametrize(("text", "expected"), PUT_DOWN)
def test_what_a_thing_is_only_put_down_to_is_no_find(text: str, expected: set[str]) -> None:
    assert told(text) == expected


OVER = [
    ("Fainted once in the shower two years ago, before treatment. Never again since.", {"~syncope"}),
    ("I was seeing spiders on the ceiling during the second course, none of that now", {"~hallucinations"}),
    ("I had rigors and low blood pressure in hospital, home now and feeling fine", {"~hypotension", "~rigors"}),
    ("On the ward I got the shakes, back home now and all of it has gone", {"~rigors"}),
    ("I got muddled during the second course and it is back today", {"+confusion"}),
    ("my ankles have gone right down since the water tablet", {"~limb_swelling"}),
    ("all the water weight has come off", {"~weight_gain"}),
    ("The fluid weight I'd put on has gone", {"~weight_gain"}),
    ("My legs have gone down on me twice", {"+leg_weakness"}),
    ("my legs have gone", {"+leg_weakness"}),
    ("my hair has grown back", {"~hair_loss"}),
]


@pytest.mark.parametrize(("text", "expected"), OVER)
def test_what_is_over_is_read_so(text: str, expected: set[str]) -> None:
    assert told(text) == expected


WHOSE = [
    ("since the 9th dose mum sees people who are not there, doesn't know what day it is", {"+confusion", "+hallucinations"}),
    ("he sees children in the room and doesn't know where he is", {"+confusion", "+hallucinations"}),
    ("My brother has epileptic fits, I've never had one myself", {"-seizure", "oseizure"}),
    ("My father had a stroke at 60, I never have", {"-stroke", "ostroke"}),
    ("My husband had a fit an hour ago, I have never had one", {"+seizure"}),
    ("they found a clot in my leg", {"+thrombosis"}),
    ("My sister suffers with depression and I worry about passing this news on to her", {"odepression"}),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_whom_it_is_told_of(text: str, expected: set[str]) -> None:
    assert told(text) == expected


BLOOD = [
    ("8 watery stools since midnight and now there is blood mixed in", {"+blood_stool", "+diarrhea"}),
    ("Loose motions again and there may be blood in it, could be the beetroot", {"+diarrhea", "?blood_stool"}),
    ("A lot of dark red blood came out with my stool", {"+blood_stool"}),
    ("a load of bright blood came out when I went to the toilet", {"+blood_stool"}),
    ("Nose has been pouring blood for half an hour", {"+nosebleed"}),
    ("lots of blood came out of my cut", {"+heavy_bleeding"}),
]


@pytest.mark.parametrize(("text", "expected"), BLOOD)
def test_blood_is_of_what_it_came_with(text: str, expected: set[str]) -> None:
    assert told(text) == expected


PARTS = [
    ("ulcers in my mouth, skin dry as a bone", {"+dry_skin", "+mouth_sores"}),
    ("My arms have been tingling but they're not weak", {"+tingling", "-arm_weakness"}),
    ("my legs tingle but they aren't weak", {"+tingling", "-leg_weakness"}),
    ("feet are numb, no strength in my legs", {"+leg_weakness", "+tingling"}),
    ("cramping and going ten times a day", {"+abdominal_pain", "+diarrhea"}),
    ("cramps in my legs and diarrhoea", {"+cramps", "+diarrhea"}),
    ("mouth ulcers so bad it hurts to swallow", {"+dysphagia", "+mouth_sores"}),
    ("my bottom is raw and sore from the diarrhea", {"+anal_pain", "+diarrhea"}),
    ("joints ache, hard to get out of a chair", {"+arthralgia"}),
    ("my feet won't go in my slippers", {"+limb_swelling"}),
    ("where the Hickman goes in it's all red and there's yellow pus", {"+line_infection"}),
    ("Left ear has been aching and it kept me up", {"+ear_pain"}),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_each_part_has_what_is_told_of_it(text: str, expected: set[str]) -> None:
    assert told(text) == expected


MIND = [
    ("couldn't think what month it was", {"+confusion"}),
    ("still know who and where I am", {"-confusion"}),
    ("I'm not sure he still knows who we are", {"+confusion"}),
    ("lose my thread mid sentence", {"+concentration"}),
    ("he keeps pulling his lines out and is muddled", {"+agitation", "+confusion"}),
    ("he pulled his drip out", {"+line_out"}),
    ("mum is climbing out of bed and shouting", {"+agitation"}),
    ("she is very stiff climbing out of bed", set()),
]


@pytest.mark.parametrize(("text", "expected"), MIND)
def test_the_mind(text: str, expected: set[str]) -> None:
    assert told(text) == expected


SENSES = [
    ("I've got a huge purple bruise down my arm", {"+bruising"}),
    ("hands boiling hot flushes all day", {"+hot_flashes"}),
    ("boil on my back, red and hot", {"+rash_pustular"}),
    ("Windy and bloated", {"+bloating", "+flatulence"}),
    ("hair and nails fine, scaly itchy skin", {"+dry_skin", "+hair_texture", "+itching"}),
]


@pytest.mark.parametrize(("text", "expected"), SENSES)
def test_words_of_another_sense(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("can't lie flat without gasping", "emergency"),
        ("My husband had a fit an hour ago, I have never had one", "emergency"),
        ("A lot of dark red blood came out with my stool", "emergency"),
        ("Nose has been pouring blood for half an hour", "emergency"),
        ("mum sees people who are not there, doesn't know what day it is", "emergency"),
        ("Fainted once in the shower two years ago, before treatment. Never again since.", "note"),
        ("I fainted years ago and again this morning", "emergency"),
        ("My brother has epileptic fits, I've never had one myself", "note"),
        ("My brother has epileptic fits, I've never had one until today", "emergency"),
    ],
)
def test_how_urgent_it_is(text: str, urgency: str) -> None:
    assert bedside.understand(text, AT).urgency == urgency
