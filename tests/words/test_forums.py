"""Sentences as people post them of medicines for mood, pain, cholesterol and joints, a few for each way to misread them."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


ORDINARY = [
    "I have been running on Zocor since May",
    "sorted the beads into equal piles",
    "piles of laundry everywhere",
    "I drink two cups of tea",
    "spent the day buying tools",
    "I lost my mind counting the beads",
    "has the price doubled?",
    "my doctor says watch it",
    "when can I get my flu shot?",
    "he swallowed all of his dinner",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_words_of_every_day_tell_of_nothing(text: str) -> None:
    assert told(text) == set()


SISTERS = [
    # values and states that have a term of their own
    ("my CPK came back elevated", {"+cpk_up"}),
    ("CK was 1900", {"+cpk_up"}),
    ("trigs are 410", {"+triglycerides_high"}),
    ("my testosterone is rock bottom", {"+testosterone_low"}),
    ("it raised my prolactin", {"+prolactin_up"}),
    ("milk is leaking from my breasts", {"+milk_leaks"}),
    ("osteoporosis from the steroids", {"+osteoporosis"}),
    ("a compression fracture", {"+spinal_fracture"}),
    ("I slept 14 hours", {"+hypersomnia"}),
    ("the pill burns all the way down", {"+esophageal_pain"}),
    ("can't make a fist", {"+joint_motion"}),
    ("tore my rotator cuff", {"+tendon_torn"}),
    # a sign is told as what it is
    ("pain in my belly going straight through to my back", {"+abdominal_pain", "+back_pain"}),
    # swelling of the part that was named
    ("my leg aches but it isn't swollen", {"+limb_pain", "-limb_swelling"}),
    ("one knee only, swollen like a melon", {"+joint_swelling"}),
    ("her belly is rigid and very swollen", {"+severe_abdominal_pain", "+abdominal_distension"}),
    # what words mean in the company of others
    ("the soldier no longer salutes and I have no interest", {"+erection", "+libido_low"}),
    ("bloated, gassy and crampy in the guts", {"+bloating", "+flatulence", "+abdominal_pain"}),
    # a walk that cannot be done
    ("can't stand on tiptoe or walk properly", {"+gait"}),
    ("no hearing in my left ear and the room spinning", {"+hearing", "+vertigo"}),
    # sex, mood and sleep in words of posts
    ("sex takes an hour", {"+slow_orgasm"}),
    ("my mood is in the basement", {"+depression"}),
    ("awake, and vacuuming the house at 3am", {"+insomnia"}),
    ("cheeks like apples", {"+flushing"}),
    ("skin like an alligator", {"+dry_skin"}),
    ("I go to the toilet once a week", {"+constipation"}),
    ("spinny head", {"+dizziness"}),
]


@pytest.mark.parametrize(("text", "expected"), SISTERS)
def test_posts_are_read_as_they_are_meant(text: str, expected: set[str]) -> None:
    assert told(text) == expected


STANDING = [
    # it is over
    ("my hip stopped hurting in three days", {"~arthralgia"}),
    ("my memory came back", {"~memory"}),
    ("my drive is back", {"~libido_low"}),
    ("When I was on Remeron I put on 40 pounds", {"~weight_gain"}),
    ("Before Lyrica: no sleep. After Lyrica: eight hours.", {"~insomnia"}),
    ("Tramadol took my back pain away completely", {"~back_pain"}),
    ("Had a rash and itch with Lamictal in 2011", {"~rash", "~itching"}),
    ("In 2019 I had chest pains", {"~chest_pain"}),
    ("the muscle pain I had for four years has disappeared", {"~myalgia"}),
    # "when I was on" something that is no medicine
    ("when I was on the stairs I got chest pain", {"+chest_pain"}),
    # what did not help denies nothing
    ("aspirin did not make the chest pain go away", {"+chest_pain"}),
    # it is denied
    ("it doesn't make me sleepy", {"-sleepiness"}),
    ("it does not cause me any headaches", {"-headache"}),
    ("Not tired like on the Paxil", {"-fatigue"}),
    ("I'm not seeing things like some say here", {"-hallucinations"}),
    # it is somebody else's
    ("Everybody in my group put on weight", {"oweight_gain"}),
    ("it made my best friend's boy depressed", {"odepression"}),
    ("The man on TV ended up with rhabdo", {"orhabdomyolysis"}),
    # a danger of this moment is whoever has it
    ("My roommate swallowed all of her amitriptyline an hour ago", {"+suicide_attempt"}),
    # an animal that is known, or not, has nothing
    ("my father is mixed up, didn't know the dog, bad headache", {"+confusion", "+headache"}),
]


@pytest.mark.parametrize(("text", "expected"), STANDING)
def test_what_is_over_denied_or_of_others_is_known(text: str, expected: set[str]) -> None:
    assert told(text) == expected


def test_a_bare_fever_in_fahrenheit_is_one() -> None:
    assert told("Only 100.9 so I won't bother them") == {"+fever"}
