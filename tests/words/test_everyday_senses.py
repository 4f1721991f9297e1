"""Words that tell of one thing beside another, or of nothing: what sentences that nobody wrote for the lexicon are read as."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


@pytest.mark.parametrize(
    "text",
    [
        "the cat scratched my arm",
        "a little scratch off the brambles",
        "I used to tan every summer",
        "the nurse had to flush the line",
        "my phone fell down the toilet",
        "climbing the walls of this lockdown",
    ],
)
def test_words_of_another_sense_tell_of_nothing(text: str) -> None:
    assert {each for each in told(text) if not each.startswith("o")} == set()


RISING = [
    ("my ALT is up again", {"+liver_values_up"}),
    ("liver enzymes have gone up", {"+liver_values_up"}),
    ("my haemoglobin is up again", {"-anemia"}),
    ("BP 124/76 today", {"-hypertension"}),
    ("BP 98/60 today", set()),
    ("BP 128 over 96", {"+hypertension"}),
]


@pytest.mark.parametrize(("text", "expected"), RISING)
def test_what_has_gone_up_is_good_news_only_of_what_was_low(text: str, expected: set[str]) -> None:
    assert told(text) == expected


BREATH = [
    ("it stabs me in the chest with each breath", {"+pleuritic_pain"}),
    ("a knife in my chest when I take a deep breath", {"+pleuritic_pain"}),
    ("chest pain, worse on a deep breath", {"+pleuritic_pain"}),
    ("pain in my chest with shortness of breath", {"+chest_pain", "+dyspnea"}),
    ("agony in his chest and he is out of breath", {"+chest_pain", "+dyspnea"}),
]


@pytest.mark.parametrize(("text", "expected"), BREATH)
def test_pain_with_each_breath_is_pleuritic_and_breathlessness_beside_it_is_told(text: str, expected: set[str]) -> None:
    assert told(text) == expected
    assert bedside.understand(text, AT).urgency == "emergency"


BESIDE = [
    ("blisters on my chest and the skin is coming off", {"+blisters"}),
    ("no blisters but my hands are peeling", {"-blisters", "+peeling"}),
    ("palms sore and red and peeling", {"+hand_foot"}),
    ("the chemo leaked under the skin, it is blistering", {"+extravasation"}),
    ("itchy lump where I inject", {"+injection_site"}),
    ("big toe red round the nail with pus at the side", {"+paronychia"}),
    ("knuckles sore, can't open a jar", {"+arthralgia"}),
    ("can't open a jar", {"+arm_weakness"}),
    ("she staggers and her speech is slurred", {"+ataxia", "+speech"}),
    ("tummy bug with vomiting and the runs", {"+vomiting", "+diarrhea"}),
    ("gums sore and bleeding", {"+gum_pain", "+gum_bleeding"}),
    ("blood and slime when I go, and bad cramps", {"+blood_stool", "+abdominal_pain"}),
    ("belly swollen and bringing up green stuff", {"+abdominal_distension", "+vomiting"}),
    ("he is grey and clammy", {"+sweating"}),
    ("wobble in my hands", {"+tremor"}),
    ("wobbly on my feet", {"+gait"}),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_what_is_said_by_the_thing_beside_it_is_told_once(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "entry", "sign"),
    [
        ("my wee is the colour of coke", "dark_urine", "blood_urine"),
        ("my belly is as hard as a board", "severe_abdominal_pain", "perforation"),
        ("coughing up pink froth", "wet_cough", "frothy_sputum"),
        ("he went grey and sweaty", "sweating", "cyanosis"),
        ("blisters all over and the skin is coming off", "blisters", "peeling"),
        ("catheter has not drained since noon", "urine_retention", "urine_none"),
    ],
)
def test_what_is_told_as_what_it_is_stays_as_urgent(text: str, entry: str, sign: str) -> None:
    found = effects(text, AT, dangers()).effects
    assert any(each.entry.id == entry and sign in each.signs for each in found)


PERSONS = [
    ("always cold when others are in t shirts, and constipated", {"+cold_or_hot", "+constipation"}),
    ("my son is off school with a cough and I have a headache", {"ocough", "+headache"}),
    ("my wife is depressed since I got ill", {"odepression"}),
    ("everyone at work has a cough", {"ocough"}),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_a_crowd_held_beside_the_writer_has_nothing(text: str, expected: set[str]) -> None:
    assert told(text) == expected


NEVER = [
    ("queasy but never actually sick", {"+nausea", "-vomiting"}),
    ("I would never do anything to myself", {"-suicidal"}),
    ("I'm not going to do anything stupid", {"-suicidal"}),
    ("eyes are fine", {"-vision_blurred"}),
    ("my sight is fine", {"-vision_lost"}),
    ("I can see fine", {"-vision_lost"}),
    ("my eye is red, no pain at all", {"+red_eye", "-eye_pain"}),
]


@pytest.mark.parametrize(("text", "expected"), NEVER)
def test_what_is_not_there_is_denied_by_its_own_name(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "last night I sat working out how many tablets I'd need",
        "he worked out how many of his pills it would take",
        "I looked up how many paracetamol it takes",
    ],
)
def test_reckoning_how_many_tablets_it_takes_is_a_thought_of_suicide(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"


def test_how_many_tablets_to_take_in_a_day_is_a_plain_question() -> None:
    assert told("how many tablets do I take each day?") == set()


NEARLY = [
    ("I nearly went down in the shower", {"+orthostatic"}),
    ("keep tripping on rugs", {"+gait"}),
    ("takes half an hour before I can make a fist", {"+joint_motion"}),
    ("can't see the point of getting dressed", {"+depression"}),
    ("can't see the point of these tablets", set()),
    ("things are not working in the bedroom", {"+erection"}),
    ("brown marks left where the spots were", {"+dark_skin"}),
    ("spots on my legs with yellow heads", {"+rash_pustular"}),
    ("get up and go has gone", {"+fatigue"}),
    ("walks like he is on a boat", {"+gait"}),
]


@pytest.mark.parametrize(("text", "expected"), NEARLY)
def test_everyday_words_are_read_as_what_they_name(text: str, expected: set[str]) -> None:
    assert told(text) == expected
