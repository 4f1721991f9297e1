"""Sentences that nobody wrote for the lexicon, a few for each way in which words are mistaken: what each is read as."""

from __future__ import annotations

import pytest

import bedside

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}
URGENT = ("emergency", "tell now")


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in bedside.understand(text, AT).effects}


ORDINARY = [
    "did you turn the gas off before we left",
    "the gas man is coming on Friday",
    "his sister is a pain in the neck",
    "the parking here is a pain in the neck",
    "the cat was sick on the carpet",
    "my tablets fell out of the bag",
    "share prices fell again",
    "the bus was shaking all the way here",
    "happy tears at the wedding",
    "the echo of my heart was fine",
    "the receptionist was in a bad mood",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_words_in_another_sense_tell_of_nothing(text: str) -> None:
    assert told(text) == set()


SISTERS = [
    # the thing that was meant, and not what one of its words is elsewhere
    ("the skin around my PICC is hot and angry looking", {"+line_site"}),
    ("a red line up my arm from the cannula", {"+line_infection"}),
    ("he had three falls last week", {"+fall"}),
    ("red all over like a boiled prawn", {"+erythroderma"}),
    ("picking at the bedclothes and rambling", {"+confusion"}),
    ("thumping head since lunch", {"+headache"}),
    # well, in positive words
    ("my eyesight is as sharp as ever", {"-vision_blurred"}),
    ("my teeth are fine", {"-toothache"}),
    ("I still have every hair on my head", {"-hair_loss"}),
    ("I have not lost a pound", {"-weight_loss"}),
    ("he knows us all and knows the date", {"-confusion"}),
    # a "not" inside the phrase
    ("my heart isn't pounding", {"-palpitations"}),
    ("her ankles were not swollen", {"-limb_swelling"}),
    ("my chest isn't hurting", {"-chest_pain"}),
    ("my sight is not clear", {"+vision_blurred"}),
    # years ago
    ("I coughed up blood as a lad", {"~hemoptysis"}),
    ("a fit when I was 12", {"~seizure"}),
    ("I had chest pain years back", {"~chest_pain"}),
    # somebody else's pronoun, and a medicine's leaflet
    ("my cousin had a clot in her lung", {"othrombosis"}),
    ("colitis is possible, says the registrar", {"?colitis"}),
    # temperatures that nothing names
    ("he is 37.8 and rising", {"+fever"}),
    ("40 and she sees spiders on the wall", {"+fever", "+hallucinations"}),
    ("no runs, 36.7", {"-diarrhea", "-fever"}),
    ("39 and never smoked", set()),
    # blood of what the sentence before told
    ("Ten loose stools since noon. No blood.", {"+diarrhea", "-blood_stool"}),
]


@pytest.mark.parametrize(("text", "expected"), SISTERS)
def test_sisters_are_read_alike(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", ["I coughed up blood as a student", "anaphylaxis when I was 8", "a fit in 1987"])
def test_what_was_long_ago_is_no_alarm(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "note"


@pytest.mark.parametrize(
    "text",
    [
        "on pembro, and a new dry cough",
        "since the interferon I cry every day",
        "on interleukin 2, swollen legs and so tired",
        "the meter said 340",
        "I injected my insulin twice",
        "he is flat out and all I get is a groan",
        "She can't finish a sentence, I am only her night carer",
        "I want to go to sleep and never have to wake up",
    ],
)
def test_these_are_told_at_once(text: str) -> None:
    assert bedside.understand(text, AT).urgency in URGENT


def test_a_medicine_that_is_named_counts_only_where_no_other_is_given() -> None:
    text = "on pembro, and a new dry cough"
    assert bedside.understand(text, AT, bedside.load_medicine("sunitinib")).urgency == "note"


@pytest.mark.parametrize(
    "text",
    [
        "he is hard to rouse. Says leave me alone I'm only sleepy when I shake him",
        "she's burning up at 39.8 and her neck is stiff, shouts when I open the curtains, her head is splitting",
        "he can't be woken. Keeps telling me I should let him sleep",
    ],
)
def test_what_somebody_else_is_quoted_with_makes_nothing_less_urgent(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"


@pytest.mark.parametrize(
    "text", ["my husband worries when I get chest pain, it comes at night", "he laughs when I cough, my chest hurts"]
)
def test_what_the_writer_has_stays_the_writers(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"
