"""Turns of everyday speech: what is so today and not as a rule, what pain keeps somebody from, and what tells nothing."""

from __future__ import annotations

import pytest

from bedside.words.urgency import LEVELS
from words.test_everyday_treatment import told, urgency

TELLING = (
    # As a rule not, and these days.
    ("No nosebleeds as a rule. Had three this morning.", "+nosebleed"),
    ("he has no fits normally, tonight he did", "+seizure"),
    ("no chest pain normally and none today", "-chest_pain"),
    ("No fits normally. Today I had a scan.", "-seizure"),
    ("never had hives before, now they're everywhere", "+hives"),
    ("no hives before, and none now", "-hives"),
    # What ends with a "without", and what only hangs on what was thought.
    ("I soiled the bed without knowing, and the back pain is dreadful", "+back_pain +incontinence_stool"),
    ("a day without feeling sick and dizzy", "-dizziness -nausea"),
    ("I was scared I would be sick but I wasn't", "-nausea"),
    ("expected to lose my hair but didn't", "-hair_loss"),
    ("the hair loss stopped and it's growing back", "~hair_loss"),
    ("the rash stopped and then came back", "+rash"),
    ("allergic to latex, are these gloves ok", "~allergic_reaction"),
    ("allergic to latex and they gave me these gloves", "+allergic_reaction"),
    # Who says it, and whose it is.
    ("I'm dizzy. Wife: only tired", "+dizziness"),
    ("I'm dizzy and tired. Wife: temperature 39", "+dizziness +fatigue +fever"),
    ("my wife is worried, I've got a cough", "+cough oanxiety"),
    ("my wife is worried about my cough", "+cough"),
    # What cannot be done because of something else.
    ("Soles blistered on sorafenib, can't walk to the post box", "+hand_foot"),
    ("Legs weak, can't walk to the post box", "+leg_weakness"),
    ("stomach pain, can't lie still", "+abdominal_pain"),
    ("he hardly lifts his head off the pillow", "+lethargy"),
    # Pain and a swelling of their place.
    ("fell on my elbow, nothing hurts", "+fall -pain"),
    ("My ankles ache. No swelling in them", "+arthralgia -limb_swelling"),
    ("it's the knees, not the muscles, that hurt", "+arthralgia"),
    ("sore ribs after all the sneezing, hurts when I press", "+chest_wall +sneezing"),
    ("red and itchy where the radiotherapy was", "+itching +radiation_skin"),
    ("Radiation patch is pink, doesn't hurt", "+radiation_skin -skin_pain"),
    # One thing in two words, and two things in one.
    ("so dry down there that sex hurts", "+dyspareunia +vaginal_dry"),
    ("she's wheezing to get air", "+severe_dyspnea +wheezing"),
    ("my speech has gone all slurred", "+speech"),
    ("flaky forehead and split sore lips", "+cracked_lips +dry_skin"),
    ("pussy rash on my chest", "+rash_pustular"),
    ("nails yellow and they're all ridgy", "+nail_colour +nail_ridges"),
    ("can't be bothered with dinner", "+anorexia"),
    ("can't be bothered with anything", "+apathy"),
    ("tea is like metal", "+taste"),
    ("trays come up and he has not eaten any of it since Sunday", "+anorexia"),
    ("had not eaten any of it when the phone rang", ""),
    ("the arm with the PICC in it is swollen", "+limb_swelling"),
    ("the PICC site is puffy", "+line_site"),
    ("nothing comes back up, only heartburn", "+heartburn -vomiting"),
    ("worked myself into a right state before the results", "+anxiety"),
    ("shaking like a leaf before the needle", "+anxiety"),
    ("a spot of blood on the hanky when I blow my nose", "+nosebleed"),
    ("shivery and cold, 34.9", "+chills +hypothermia"),
    ("I'm cold, weight 34.9 kg", "+chills"),
    ("his head is pulled to one side and the eyes rolled up", "+extrapyramidal"),
)


@pytest.mark.parametrize(("text", "what"), TELLING)
def test_what_is_told_is_read_and_no_more(text: str, what: str) -> None:
    assert told(text) == what


NOTHING = (
    "Lost three shingles off the roof in the gale",
    "Buttons are a right pain these days",
    "the dog was howling all night",
    "hayfever tablets run out",
    "Everyone thinks I'm crying",
    "the ibuprofen isn't doing anything",
    "my periods stopped ten years ago",
    "feel terrible about shouting",
    "had two today",
    "this week I've had one every day",
)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_like_it_tells_nothing(text: str) -> None:
    assert told(text) == ""


RED = (
    ("migraine last night, it went, woke with it the worst ever", "emergency"),
    ("migraine last night, it went. My knees are the worst ever", "today"),
    ("indigestion, and now it's in my left arm", "emergency"),
    ("indigestion, and now hiccups", "note"),
    ("my jaw hurts on the hill and my arm goes heavy", "emergency"),
    ("no fits normally, today I had", "emergency"),
    ("my feet are so swollen I can't walk", "tell now"),
    ("my feet are so swollen I can't walk far", "today"),
    ("heard a snap and the shin is bent the wrong way", "emergency"),
    ("the nosebleed, forty minutes now", "emergency"),
    ("all my morphine is lined up in front of me and I will take it tonight", "emergency"),
    ("On lithium for years. Being sick and my hands shake badly", "tell now"),
    ("On lithium, staggering about since Sunday", "tell now"),
    ("On lithium, hair a bit thin", "note"),
    ("Dad was bleeding from his bowel for years. Me, just a bit tired", "note"),
    ("like sitting on a cactus, goes off after an hour", "note"),
)


@pytest.mark.parametrize(("text", "least"), RED)
def test_how_urgent_it_is(text: str, least: str) -> None:
    assert urgency(text) == least


DOWN = (
    "My son says don't fuss, it's wind: heartburn, now in my jaw and shoulder",
    "headache Monday, it eased, woke with it worst ever, the husband says sleep it off",
    "no fits normally, today I had, but she thinks it was only a faint",
    "ankles so swollen I can't walk, wife says put them up",
    "the shin is bent the wrong way, he reckons it's a sprain",
    "on lithium, sick all night and shaking, dad calls it nerves",
)


@pytest.mark.parametrize("text", DOWN)
def test_what_somebody_thinks_of_it_takes_nothing_away(text: str) -> None:
    assert LEVELS.index(urgency(text)) <= LEVELS.index("tell now")
