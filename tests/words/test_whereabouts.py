"""Where it bleeds or hurts, what is told as a joke or a comparison, and thoughts of suicide in veiled words."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


BLEEDS = [
    ("they found bleeding in my liver", {"+liver_bleed"}),
    ("I had a bleed in the liver after the biopsy", {"+liver_bleed"}),
    ("my stomach ulcer is bleeding, they say", {"+stomach_bleed"}),
    ("internal bleeding, they said", {"+belly_bleed"}),
    ("the scan shows a bleed in my left kidney", {"+kidney_bleed"}),
    ("the scan shows a bleed in the back of the eye", {"+eye_bleed_inside"}),
    ("I have a vitreous haemorrhage in my left eye", {"+eye_bleed_inside"}),
    ("bleeding from where they took my gallbladder out", {"+wound_bleeding"}),
    ("my scar is bleeding two days after the op", {"+wound_bleeding"}),
    ("he has a bleed on the brain", {"+worst_headache"}),
    ("my lip is bleeding", {"+mouth_oozing"}),
    ("blood from up the back passage this morning", {"+rectal_bleeding"}),
    ("blood in my wee and poo", {"+blood_urine", "+blood_stool"}),
    ("no blood in my poo or my wee", {"-blood_urine", "-blood_stool"}),
    ("I brought up a cupful of bright red blood", {"+blood_vomit"}),
    ("I vomited a load of blood", {"+blood_vomit"}),
    ("I brought up a mouthful of blood when I coughed", {"+hemoptysis"}),
    ("gums bleeding, nose is fine", {"+gum_bleeding", "-nosebleed"}),
]


@pytest.mark.parametrize(("text", "expected"), BLEEDS)
def test_blood_is_told_with_the_place_it_comes_from(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "stitches from the operation are bleeding heavily",
        "the socket where the tooth was is pouring blood",
        "internal bleeding, they said, and I feel faint",
        "there's bleeding in my liver and I'm dizzy",
        "my stomach ulcer is bleeding heavily",
        "the scar from my surgery won't stop bleeding",
    ],
)
def test_much_blood_of_a_place_is_an_emergency(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"


PLACES = [
    ("pain in the back of my knee", {"+arthralgia"}),
    ("pain in the back of my hand", {"+limb_pain"}),
    ("I get a pain at the back of my throat", {"+sore_throat"}),
    ("aching right up inside my back passage", {"+rectal_pain"}),
    ("skin on my stomach feels sore", {"+skin_pain"}),
    ("my backside hurts on the right cheek", {"+buttock_pain"}),
    ("my left cheek is sore", {"+face_pain"}),
    ("pain in my side with every breath", {"+pleuritic_pain"}),
    ("my mouth is sore", {"+mouth_pain"}),
    ("a sore on my tongue", {"+mouth_sores"}),
    ("sores in my mouth", {"+mouth_sores"}),
    ("there are sores on my back", set()),
    ("pain in a foot that's not there", {"+phantom_pain"}),
    ("it is deep in the thigh bone, like toothache", {"+bone_pain"}),
    ("vein in my arm is hard and sore", {"+vein_inflammation"}),
    ("the hip they replaced is infected", {"+joint_infection"}),
    ("the wound on my leg is infected", {"+wound_infection"}),
]


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_pain_is_of_the_place_that_is_named(text: str, expected: set[str]) -> None:
    assert told(text) == expected


KEPT_FROM = [
    ("my feet are so sore I can't walk to the shop", {"+limb_pain"}),
    ("my knee is so painful I can't climb the stairs", {"+arthralgia"}),
    ("so tired I can't lift a kettle", {"+fatigue"}),
    ("my hands shake so much I can't hold a cup", {"+tremor"}),
    ("so weak I can't lift a kettle", {"+weakness"}),
    ("my muscles ache so I can't climb the stairs, and my arms are weak too", {"+myalgia", "+arm_weakness"}),
    ("headache so bad and I can't lift my left arm", {"+headache", "+weak_left"}),
    ("I can't lift my arm and my face has dropped", {"+arm_weakness", "+face_droop"}),
]


@pytest.mark.parametrize(("text", "expected"), KEPT_FROM)
def test_what_pain_keeps_somebody_from_is_no_weakness(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I'm sick of this rain",
        "my head's swelled up with all the compliments",
        "the jokes about my bald head don't bother me",
        "paying for the taxi hurt more than the needle ever did",
        "my husband can't breathe without me barking at him",
        "sorry to be blunt",
        "I can't remember knocking them",
        "my ears were burning, were you talking about me?",
        "I nearly had a stroke when I saw the price",
        "I'm angry that they lost my letter",
        "we were out for two hours in the garden",
        "rings come off easy",
        "drinking fine",
    ],
)
def test_ordinary_life_and_jokes_tell_of_nothing(text: str) -> None:
    assert {each for each in told(text) if not each.startswith("o")} == set()


@pytest.mark.parametrize(
    "text",
    [
        "I keep thinking how easy it would be to drive off the bridge",
        "I keep thinking how easy it would be to step in front of a train",
        "I wonder how peaceful it would be to just go to sleep and not come back",
        "when I drive I think about steering into a lorry",
        "they would all manage better without me around",
        "I wouldn't mind if I didn't wake up tomorrow",
        "part of me hopes the next scan kills me",
        "it would be so easy to take the lot",
        "I keep eyeing the tablets in the drawer",
        "I don't see the point in tomorrow",
    ],
)
def test_veiled_thoughts_of_suicide_are_emergencies(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "how easy it would be to drive to the coast this weekend",
        "I keep thinking how easy it would be to move house",
        "it would be so easy to skip a tablet",
        "we drove off the bridge and into town",
    ],
)
def test_what_is_easy_may_be_no_such_thought(text: str) -> None:
    assert told(text) == set()


def test_an_answer_denies_all_of_the_list_that_was_asked_about() -> None:
    assert told("the nurse asked about chest pain and breathlessness, neither") == {"-chest_pain", "-dyspnea"}
    assert "+chest_pain" in told("the nurse asked about chest pain and breathlessness, neither gets any better")


THIS_TIME = [
    ("I had the shivers after the first dose but none this time", {"~chills"}),
    ("vomited after the first dose, nothing this time", {"~vomiting"}),
    ("I had chest pain after the first dose, nothing this time helps it", {"+chest_pain"}),
    ("I had chest pain after the first dose and again this time", {"+chest_pain"}),
]


@pytest.mark.parametrize(("text", "expected"), THIS_TIME)
def test_what_came_with_an_earlier_dose_and_not_this_time_is_over(text: str, expected: set[str]) -> None:
    assert told(text) == expected


MOODS = [
    ("not down, just tired", {"+fatigue"}),
    ("I'm not down at all", {"-depression"}),
    ("my temperature is not down yet", set()),
    ("I'm low and flat", {"+depression"}),
    ("high as a kite, her psychiatrist says it is mania", {"+mania"}),
    ("blissful and giggly since the painkiller", {"+euphoria"}),
    ("I burn so easily since the new tablet", {"+photosensitivity"}),
    ("trousers feel a bit loose", {"+weight_loss"}),
]


@pytest.mark.parametrize(("text", "expected"), MOODS)
def test_moods_and_ways_to_look_are_told_as_they_are_meant(text: str, expected: set[str]) -> None:
    assert told(text) == expected
