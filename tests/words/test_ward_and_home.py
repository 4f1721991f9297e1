"""What people write from the ward and from home: one effect beside another, one part of the body with two, what is over or only
reckoned, what a question asks of the time to come, and words that are of another sense."""

from __future__ import annotations

import pytest

import bedside

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in bedside.understand(text, AT).effects if not each.meant}


BESIDE = [
    # what words mean beside something else
    ("he had the shakes and a temp of 38.5", {"+rigors", "+fever"}),
    ("no shakes, no fever", {"-rigors", "-fever"}),
    ("I've got the shakes in my hands when I hold a cup", {"+tremor"}),
    ("sugar reads HI on the meter and running to the loo every half hour", {"+very_high_sugar", "+urine_frequent"}),
    ("small nosebleed after blowing my nose", {"+nosebleed"}),
    ("blowing my nose all day", {"+runny_nose"}),
    ("every joint aches like I've been hit by a bus", {"+arthralgia"}),
    ("I leak a little when I laugh or cough", {"+urine_leak"}),
    ("nothing tastes right, everything is like cardboard", {"+taste"}),
    ("she had a fit, her arms jerking", {"+seizure"}),
    # two things of one part of the body
    ("nose is blocked and bleeding", {"+stuffy_nose", "+nosebleed"}),
    ("my eyes are red and watery", {"+red_eye", "+watery_eye"}),
    ("skin dry and itchy", {"+dry_skin", "+itching"}),
    ("ankle swollen and tender", {"+limb_swelling", "+arthralgia"}),
    ("blocked and runny nose", {"+stuffy_nose", "+runny_nose"}),
    # swelling and blood of what was told before
    ("my arm is sore. Not swollen.", {"+limb_pain", "-limb_swelling"}),
    ("legs achy but no swelling", {"+limb_pain", "-limb_swelling"}),
    ("my piles are out, not bleeding", {"+hemorrhoids", "-rectal_bleeding"}),
    ("watery stools all day. No cramps.", {"+diarrhea", "-abdominal_pain"}),
    # parts of what no word names
    ("my heart is racing", {"+palpitations"}),
    ("my neutrophils were 0.3 and my temp is 38.5", {"+low_neutrophils", "+fever"}),
    ("my neutrophils are on the floor, the nurse calls it febrile neutropenia", {"+febrile_neutropenia"}),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_what_words_mean_beside_others(text: str, expected: set[str]) -> None:
    assert told(text) == expected


STANDING = [
    # what somebody only reckons
    ("His speech is slurred. He says leave it, he's just tired.", {"+speech"}),
    ("I see two of everything. I assumed it was tiredness.", {"+vision_double"}),
    ("my legs are swollen, I thought I was just tired", {"+limb_swelling"}),
    ("sweating buckets and feel sick. My son reckons it's anxiety.", {"+sweating", "+nausea"}),
    # what is over
    ("In ICU I saw spiders on the ceiling. Not since I'm home.", {"~hallucinations"}),
    ("The week in hospital was rigors, puking and the runs. All behind me.", {"~rigors", "~vomiting", "~diarrhea"}),
    ("cold and shivery for 20 minutes, they gave me pethidine, it stopped", {"~chills"}),
    ("nose bled, it stopped, then started again", {"+nosebleed"}),
    ("the rash has calmed down", {"~rash"}),
    # what is denied
    ("mood not low, belly not swollen", {"-depression", "-abdominal_distension", "-bloating"}),
    ("no history of seizures", {"-seizure"}),
    ("the leaflet mentions hallucinations and I have not had any", {"-hallucinations"}),
    ("never had any chest pain with this", {"-chest_pain"}),
    ("I have never had chest pain like this", {"?chest_pain"}),
    ("orange pee, like they said it would be, no stinging", {"+dark_urine", "-dysuria"}),
    # whose it is
    ("he is picking at his blanket and calling me by my sister's name", {"+confusion"}),
    ("my sister fell and broke her hip, so I can't come Thursday", {"ofall", "ohip_broken"}),
    ("my wife has the flu, should I stay away", {"oflu_like"}),
    ("my wife has chest pain, should I call someone", {"+chest_pain"}),
    ("I tripped over the cat, no pain", {"+fall", "-pain"}),
    # what may come, and what is only read about
    ("Should I expect hair loss and tiredness?", set()),
    ("Is it normal to gain weight during this?", set()),
    ("Is it normal to be so tired?", {"+fatigue"}),
    ("Reading about heart attacks makes me nervous", {"+anxiety"}),
    ("If the rash comes back should I stop the tablets?", {"?rash"}),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_what_is_over_denied_reckoned_or_somebody_elses(text: str, expected: set[str]) -> None:
    assert told(text) == expected


WORDS = [
    ("I'm hardly making any wee", {"+urine_low"}),
    ("she's making very little pee", {"+urine_low"}),
    ("he coughed up about two tablespoons of bright blood", {"+hemoptysis"}),
    ("purple pinhead spots on both shins", {"+petechiae"}),
    ("my mouth stings when I eat", {"+mouth_pain"}),
    ("my mouth is full of sores", {"+mouth_sores"}),
    ("mouth is dry but no sores in it", {"+dry_mouth", "-mouth_sores"}),
    ("cold drinks feel like broken glass in my throat", {"+throat_cold"}),
    ("can climb stairs without stopping", {"-dyspnea"}),
    ("can't lie flat, need three pillows", {"+dyspnea"}),
    ("she hasn't drunk or eaten since Sunday", {"+anorexia"}),
    ("my neck has swollen up", {"+neck_swelling"}),
    ("slipped in the bath", {"+fall"}),
    ("lump where the nurse put the needle", {"+injection_site"}),
    ("split in the corner of my mouth", {"+cracked_lips"}),
    ("edge of my thumb nail is red and throbbing", {"+paronychia"}),
    ("queasy but keeping food down", {"+nausea", "-vomiting"}),
    ("not keeping food down", {"+vomiting"}),
    ("can't speak properly", {"+speech"}),
    ("I know where I am and what day it is", {"-confusion"}),
    ("forgets what day it is", {"+confusion"}),
    ("bathroom 9 times since midnight, all water", {"+diarrhea"}),
    ("doctor says it's erythema multiforme", {"+erythema_multiforme"}),
    ("the doctor says I have a bladder infection", {"+bladder_infection"}),
    ("my hay fever is back", {"+hay_fever"}),
    ("brown stains on my teeth", {"+tooth_colour"}),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_more_ways_to_say_it(text: str, expected: set[str]) -> None:
    assert told(text) == expected


ANOTHER_SENSE = [
    "I was shaking with laughter",
    "it will drain by itself",
    "eating is misery",
    "on the left edge of the bed",
    "peeling potatoes for supper",
    "the epilepsy leaflet was in my pack",
    "my hay is in the barn",
    "no need to worry",
]


@pytest.mark.parametrize("text", ANOTHER_SENSE)
def test_words_of_another_sense_tell_of_nothing(text: str) -> None:
    assert told(text) == set()


URGENT = [
    ("my nose has been bleeding for half an hour", "emergency"),
    ("nose has bled 45 minutes", "emergency"),
    ("the loo is full of blood", "emergency"),
    ("creatinin 4.1 and I am not making much pee", "tell now"),
    ("woke soaked in sweat", "note"),
    ("bladder infection and she is muddled", "emergency"),
]


@pytest.mark.parametrize(("text", "level"), URGENT)
def test_how_urgent_it_is(text: str, level: str) -> None:
    assert bedside.understand(text, AT).urgency == level
