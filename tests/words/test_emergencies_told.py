"""Emergencies of the textbook in ordinary words: each at its level, also where a relative plays it down, and calm twins."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.urgency import LEVELS

AT = bedside.parse_time("2026-03-04T18:00:00Z")
DOWN = ("{}. My wife says it is nothing", "my mother thinks I am making a fuss, {}", "{}, probably nothing")

EMERGENCIES = [
    # what cannot get in, out or down
    "bursting for a wee since noon and not a drop comes",
    "catheter stopped draining hours ago and my bladder is in agony, tummy like a balloon",
    "the clots have blocked my wee",
    "a lump of beef got stuck and I can't swallow my own spit",
    "drooling into a bowl because I can't swallow",
    # swallowed and breathed in
    "our toddler ate a button battery off the remote",
    "granddaughter swallowed two magnets from her toy",
    "I drank a mouthful of bleach by mistake",
    "the carbon monoxide alarm went off and I feel sick",
    "since we lit the wood burner both of us have headaches",
    # belly, back and blood
    "stomach pain going right through to my back and I keep throwing up",
    "sudden belly pain straight through to the back and I feel faint",
    "spotting for two days and I nearly passed out at the till",
    "my scar burst open and a loop of bowel is hanging out",
    # salts, sugar, bile
    "potassium 6.3 on the blood test and my heart is skipping",
    "my breath smells of pear drops and I can't catch my breath",
    "gone yellow since Tuesday and now I'm shivering with 38.9",
    # the head
    "my shunt was put in last year, head hurts and I've been vomiting since this morning",
    "he keeps trying to get out of the house to catch a train in the middle of the night",
    "she asked me six times what day it is",
    "she sees rats on the ceiling and is shaking like a leaf",
    # nerves that climb
    "tingling feet on Monday, then legs gone wobbly, now I can't lift a cup",
    "an adder bit me on the ankle",
    "purple dots that don't fade and I'm shivering",
    # a limb
    "my arm is at a funny angle since I slipped",
    "can't find a pulse in my foot and it's white",
]

TELL_NOW = [
    "since they took my thyroid out my lips tingle and my hands curl up into claws",
    "the neighbour's cat bit me on the thumb, I had chemo on Monday",
    "BP 94/60 and I'm dizzy when I stand",
    "I'm 9 weeks pregnant with pain low down on one side",
    "I haven't felt the baby move since last night, 33 weeks",
]

CALM = [
    "bursting for a wee on long drives but I can go fine",
    "swallowing is fine, my spit is a bit thick in the morning",
    "the remote's battery is flat, no headache",
    "we lit the stove and had a lovely evening, I have a cold",
    "I have a shunt and a sore toe",
    "BP 98/62 as always, feeling well",
    "I am trying to get out of the house to catch a train on time, no symptoms",
    "I slept with my arm at a funny angle and it is stiff",
    "in the 35 degree heat I was fine",
    "bra fitting on Friday, feeling well",
    "ten years since the serum for a snake bite, feeling well",
    "an adder lay on the path and slid away, feeling well",
    "the baby is asleep and not moving much, I feel fine",
    "my fingers go white then blue when it is cold, as ever since bleomycin",
    "I put my glasses in the fridge, chemo brain",
]

SAID = [
    ("no fever, feel washed out", "fatigue", "present"),
    ("no pain or cough, feel sick", "nausea", "present"),
    ("I don't vomit, feel sick or ache", "nausea", "denied"),
    ("me and my husband have headaches", "headache", "present"),
    ("my husband has headaches and I feel well", "headache", "other person"),
    ("housemate is confused, shivering and has a temperature of 40", "confusion", "present"),
    ("my friend had a stroke, her face drooped and her arm was weak", "stroke", "other person"),
    ("my legs have gone weak", "leg_weakness", "present"),
    ("ALT 640 on my last bloods", "liver_values_up", "present"),
    ("the stitches popped when I stood up", "wound_open", "present"),
    ("itchy pink spots on my chest", "rash", "present"),
    ("nose is dripping blood", "nosebleed", "present"),
    ("lost about half a stone in a fortnight", "weight_loss", "present"),
    ("half the page has gone black", "vision_lost", "present"),
    ("my lips and tongue keep moving on their own", "involuntary", "present"),
]

NONE = [
    ("lost my keys three times this week", "diarrhea"),
    ("took a cold and flu capsule for my headache", "flu_like"),
    ("it hurts when I put weight on that foot", "weight_gain"),
    ("soaked through a pad every hour with clots", "sweating"),
    ("the skin round my nail is red and weepy", "crying"),
    ("sneezing from the hay fever and an itchy nose", "itching"),
    ("my neck is swelling like a goitre", "hyperthyroid"),
    ("they said not to worry", "anxiety"),
    ("redness where the fulvestrant injection went in", "blood_stool"),
    ("dropped half a stone in a week", "weight_gain_fast"),
    ("spiders on the wall, my wife can't see them", "vision_lost"),
    ("my voice is muffled", "hearing"),
]


def status(text: str, entry: str) -> set[str]:
    return {each.status for each in bedside.understand(text, AT).effects if each.entry.id == entry}


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_is_one_whoever_plays_it_down(text: str) -> None:
    for told in ("{}", *DOWN):
        assert bedside.understand(told.format(text), AT).urgency == "emergency", told


@pytest.mark.parametrize("text", TELL_NOW)
def test_what_is_for_now_is_told_now_whoever_plays_it_down(text: str) -> None:
    for told in ("{}", *DOWN):
        assert LEVELS.index(bedside.understand(told.format(text), AT).urgency) <= LEVELS.index("tell now"), told


@pytest.mark.parametrize("text", CALM)
def test_what_only_sounds_like_it_stays_calm(text: str) -> None:
    assert bedside.understand(text, AT).urgency in ("today", "note")


@pytest.mark.parametrize(("text", "entry", "expected"), SAID)
def test_what_is_said_is_read(text: str, entry: str, expected: str) -> None:
    assert expected in status(text, entry)


@pytest.mark.parametrize(("text", "entry"), NONE)
def test_what_the_same_words_do_not_say_is_not_read(text: str, entry: str) -> None:
    assert not status(text, entry)
