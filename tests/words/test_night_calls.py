"""What carers and patients tell a night nurse: each danger at its level, and calm talk in the same words stays calm."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import LEVELS, dangers, most_urgent, reasons

AT = bedside.parse_time("2026-03-04T18:00:00Z")


def told(text: str) -> set[str]:
    return {each.entry.id for each in effects(text, AT, dangers()).effects if each.there}


def level(text: str) -> str:
    return most_urgent(why.level for why in reasons(effects(text, AT, dangers()).effects, False, ""))


EMERGENCIES = [
    # the heart, and a faint
    "heart fluttering and everything goes far away as if I'll drop",
    "one second my heart was thumping, the next I was on the carpet",
    "my smartwatch shows 165 lying in bed",
    # one leg that swells, and the breath
    "my left leg has swelled up and now I'm short of breath",
    "swelling in my left leg since Monday and I can't get my breath today",
    # breath that fails over a few steps
    "so out of breath she couldn't make it to the commode",
    "lifting a cup leaves me out of breath",
    "can't get from the chair to the toilet without stopping for breath",
    # blood
    "blood pouring from my stoma",
    "the ileostomy bag fills up with blood every half hour",
    "pouring from both nostrils and down the back of his throat",
    # the head
    "splitting head, never known anything like it",
    "pain in my head like never before",
    # skin
    "rash turned into blisters and it's spread from his chest to his legs overnight",
    "peeling all over, bare red flesh under it",
    # voices that command, and wishes to die
    "the voices say I should harm my wife",
    "dont wanna be here no more",
    "he's taken the rope up to the loft and won't come down",
    # nerves
    "both feet numb and she can't put one foot in front of the other",
    "left hand started jerking by itself and then it spread up the arm",
]

TELL_NOW = [
    # pain past bearing
    "howling in pain with his shoulder",
    "my shoulder hurts so much I can't bear anyone touching it",
    "crying out with her back, oramorph every hour isn't taking the edge off",
    "pain in my leg a 9, biting my pillow",
    # medicines
    "he's been having the weekly methotrexate every morning",
    "swapped the pill boxes and I've had my wife's heart tablets",
    "I must have had eighteen paracetamol today for the pain",
    # what does not stay down
    "up it all comes again, every sip, for a day now",
    "she's been bringing up every drink since yesterday dinner time",
    # harm to others
    "he's threatening to kill the neighbour",
    "he went for his brother with a spade",
    # liver, and a calf
    "tea coloured wee and poo the colour of putty",
    "cramp in my calf that won't go and the ankle's swollen, other one's fine",
    "Shivering and shaking, 39, and gone yellow",
]

CALM = [
    "I'm always moaning about my back, had a stiff one since I was forty",
    "A ten minute walk makes my knee ache a bit",
    "my hip aches a little after a nine hole round of golf",
    "grandson was screaming with laughter and now my ears ache",
    "gone through two tea towels mopping up the spilt tea",
    "watch says 8 30, is the clinic open?",
    "my watch says 120 steps so far",
    "got the rope out the shed to tie up the roses",
    "We have a hive at the bottom of the garden",
    "Our washing line snapped",
    "The left leg rest on the wheelchair has gone floppy",
    "took two paracetamol for my head and feel fine",
    "I'd kill for a cup of tea",
    "drank every cup of tea they gave me",
    "the doctor says the spots on my lung have shrunk",
]

SENTENCES = [
    ("calf rock hard, puffed up and sore", "dyspnea", False),
    ("My mother brought up blood when she coughed", "vomiting", False),
    ("The palms of my hands and soles of my feet are red and tender", "cellulitis", False),
    ("I'm burning up with fever and I keep getting confused", "sepsis", False),
    ("lost all control of wee and poo since last night", "incontinence_stool", True),
    ("nothing coming into the catheter bag since noon", "urine_none", True),
    ("her whole face has ballooned", "weight_gain", False),
    ("can't move for the pain in my neck", "neck_pain", True),
    ("Shaking, 39", "fever", True),
]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_told_as_one(text: str) -> None:
    assert level(text) == "emergency"


@pytest.mark.parametrize("text", TELL_NOW)
def test_what_is_told_now_is_told_now(text: str) -> None:
    assert LEVELS.index(level(text)) <= LEVELS.index("tell now")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", CALM)
def test_calm_talk_in_the_same_words_stays_calm(text: str) -> None:
    assert level(text) in ("today", "note")


@pytest.mark.parametrize(("text", "entry", "there"), SENTENCES)
def test_a_thing_is_told_as_what_it_is(text: str, entry: str, there: bool) -> None:
    assert (entry in told(text)) is there
