"""How people write who keep a diary, answer in a few words or work on a farm, and what each sentence is read as."""

from __future__ import annotations

import pytest

import bedside

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in bedside.understand(text, AT).effects if not each.meant}


HEADED = [
    ("Appetite: nil", {"+anorexia"}),
    ("Appetite: good", {"-anorexia"}),
    ("Sleep: bad", {"+insomnia"}),
    ("Ankles: puffy", {"+limb_swelling"}),
    ("Breathing: fine", {"-dyspnea"}),
    ("Energy: poor", {"+fatigue"}),
    ("Fever no, cough yes.", {"-fever", "+cough"}),
    ("no to nausea, yes to diarrhoea", {"-nausea", "+diarrhea"}),
    ("peeing well, no swelling", {"-urine_low", "-limb_swelling"}),
]


@pytest.mark.parametrize(("text", "found"), HEADED)
def test_an_entry_of_a_diary_is_read_behind_its_heading(text: str, found: set[str]) -> None:
    assert told(text) == found


EATING = [
    ("he leaves most of his dinner", {"+anorexia"}),
    ("plate goes back half full every night", {"+anorexia"}),
    ("Ate two bites of toast and left the rest", {"+anorexia"}),
    ("have to be coaxed to eat", {"+anorexia"}),
    ("can't manage anything but soup", {"+anorexia"}),
    ("I left my dinner money at home", set()),
    ("can't taste a thing", {"+taste"}),
    ("can neither smell nor taste anything", {"+smell", "+taste"}),
    ("taste came back", {"~taste"}),
    ("never actually sick", {"-vomiting"}),
    ("loose twice a day", {"+diarrhea"}),
    ("trots again, five today", {"+diarrhea"}),
    ("runs mixed with blood", {"+diarrhea", "+blood_stool"}),
    ("belt two notches tighter", {"+weight_loss"}),
    ("carrying 4 kilos of water", {"+weight_gain"}),
    ("blown-up belly after supper", {"+bloating"}),
]


@pytest.mark.parametrize(("text", "found"), EATING)
def test_of_food_and_the_belly(text: str, found: set[str]) -> None:
    assert told(text) == found


BODY = [
    ("My shoulder won't lift past my ear.", {"+joint_motion"}),
    ("takes me an hour to get my fingers to bend", {"+joint_motion"}),
    ("knee up like a football", {"+joint_swelling"}),
    ("ankles like bolsters", {"+limb_swelling"}),
    ("sock marks deep in my ankles", {"+limb_swelling"}),
    ("skin on my arms like a cheese grater", {"+hyperkeratosis"}),
    ("my skin's gone papery", {"+dry_skin"}),
    ("ten minutes in the sun and my arms burnt", {"+photosensitivity"}),
    ("Back aches low down.", {"+back_pain"}),
    ("tearing pain at the back end", {"+anal_pain"}),
    ("tips of my fingers hurt", {"+limb_pain"}),
    ("my feet are sore", {"+limb_pain"}),
    ("arthritis in my knees", {"+arthritis_inflamed"}),
    ("my lips sting", {"+lip_pain"}),
    ("lips sore", {"+lip_pain"}),
    ("lost my voice altogether", {"+aphonia"}),
    ("I don't sweat anymore even in the sauna", {"+hypohidrosis"}),
    ("one side of my face is swollen", {"+face_swelling"}),
    ("Hair is not falling out", {"-hair_loss"}),
    ("not sleeping more than four hours", {"+insomnia"}),
    ("barking at the wife", {"+irritability"}),
    ("the light is agony for me", {"+light_sensitive"}),
    ("can't see to drive when it gets dark", {"+night_blind"}),
]


@pytest.mark.parametrize(("text", "found"), BODY)
def test_of_the_body_in_plain_words(text: str, found: set[str]) -> None:
    assert told(text) == found


OVER = [
    ("my mouth has healed", {"~mouth_sores"}),
    ("the rash faded", {"~rash"}),
    ("the cough is finished now", {"~cough"}),
    ("was hoarse, voice is my own again", {"~hoarseness"}),
    ("It is my husband who is tired, from looking after me. I am fine.", {"ofatigue"}),
    ("My sister lost her hair with it, I hope I won't", {"ohair_loss"}),
    ("The mare has a cough.", set()),
    ("horse stood on my foot, it is sore", {"+limb_pain"}),
]


@pytest.mark.parametrize(("text", "found"), OVER)
def test_what_is_over_or_somebody_elses(text: str, found: set[str]) -> None:
    assert told(text) == found


URGENT = [
    ("headache came like a clap of thunder", {"+headache"}, "emergency"),
    ("can't walk in a straight line since this morning", {"+ataxia"}, "tell now"),
    ("left calf fatter than the other", {"+limb_swelling"}, "tell now"),
    ("one leg swollen, is it a clot", {"+limb_swelling", "?thrombosis"}, "tell now"),
    ("nothing in the catheter bag since this morning", {"+urine_none"}, "tell now"),
    ("39 since this morning", {"+fever"}, "tell now"),
    ("legs give way and I can't pee", {"+leg_weakness", "+urine_retention"}, "tell now"),
    ("wheezing for breath", {"+dyspnea", "+wheezing"}, "tell now"),
    ("they rang: neutropenic fever, come in", {"+febrile_neutropenia"}, "emergency"),
    ("My left arm will not lift above my shoulder since this morning", {"+weak_left"}, "emergency"),
]


@pytest.mark.parametrize(("text", "found", "level"), URGENT)
def test_dangers_in_plain_words(text: str, found: set[str], level: str) -> None:
    levels = ("emergency", "tell now", "today", "note")
    assert told(text) >= found
    assert levels.index(bedside.understand(text, AT).urgency) <= levels.index(level)


NOTHING = [
    "My hands are full this week.",
    "I slept through the alarm and missed the tablet",
    "nurse says my blood is good",
    "water drips from the tap",
    "two hours on the gravel road",
    "the wireless is broken",
    "39 years married today",
    "scratched my arms on the thorns",
]


@pytest.mark.parametrize("text", NOTHING)
def test_everyday_words_tell_of_nothing(text: str) -> None:
    assert told(text) == set()
