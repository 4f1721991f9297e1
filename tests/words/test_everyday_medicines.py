"""What people write of their medicines among themselves: of others who have them, of long ago, of prices and lists."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


def urgency(text: str) -> str:
    return bedside.understand(text, AT).urgency


OF_OTHERS = (
    "Nan sees little men in the garden on her Parkinson's pills. Me, I only take a multivitamin.",
    "uncle has fits and takes the same phenobarb as me. No problems here.",
    "my mum had a stroke on HRT so I'm nervous about the patches, not begun them",
    "mum collapsed on the same tablets. I've had no trouble",
    "My nan had a stroke on the pill back in the 70s so I'm wary",
    "My other half had a stroke on HRT, is it safe for me?",
)
OF_NOW = (
    "my son is having a fit, I've been fine",
    "my husband has chest pain. he's been on the statin a week, it suits me fine",
    "Dad's just collapsed, I take the same tablets and I've been fine",
    "mum had a stroke this morning, I'm nervous to leave her",
    "my other half can't breathe",
    "my OH collapsed, he is on amiodarone",
    "Could you get someone, she has collapsed",
)


@pytest.mark.parametrize("text", OF_OTHERS)
def test_what_somebody_had_on_the_same_medicine_is_no_alarm(text: str) -> None:
    assert urgency(text) == "note"
    assert any(each.startswith("o") for each in told(text))


@pytest.mark.parametrize("text", OF_NOW)
def test_what_somebody_has_now_is_one(text: str) -> None:
    assert urgency(text) == "emergency"


LONG_AGO = (
    "Before the stent I had crushing chest pain on the hills. That was 2 yrs ago, not a twinge since.",
    "I had chest pain before the bypass. That was 3 years ago. Nothing since.",
    "I blacked out once years ago on a blood pressure pill. Nothing since.",
    "I fainted once a long time ago on that drug, not since",
    "had a seizure decades ago on tramadol, none since",
)
LATELY = (
    "I had chest pain after the infusion. That was an hour ago.",
    "She fainted. That was 2 years ago and again today.",
    "my mouth drooped and I was slurring this morning but it passed after 20 mins",
    "Before the drip my chest was fine. Now I can't breathe.",
)


@pytest.mark.parametrize("text", LONG_AGO)
def test_what_the_next_sentence_dates_long_ago_is_past(text: str) -> None:
    assert urgency(text) == "note"
    assert any(each.startswith("~") for each in told(text))


@pytest.mark.parametrize("text", LATELY)
def test_a_danger_of_these_days_is_told(text: str) -> None:
    assert urgency(text) == "emergency"


NOTHING = (
    "Went to the heart attack support group last night, my neighbour drove me home.",
    "stroke survivors group on Tuesday, taking cakes",
    "Bleeding cost of these prescriptions! Nearly ten quid an item now.",
    "this bleeding app won't let me order my repeat",
    "it's a headache trying to get through to the surgery",
    "my psychiatrist's a pain, won't up the dose",
    "I'm gutted they stopped my brand",
    "busted a gut laughing",
    "sick to the back teeth of phone queues",
    "on nystatin and oxybutynin",
    "sitting on the loo scrolling",
    "just a spoonful of soup for dinner",
    "how do you store insulin on a hot holiday?",
    "The leaflet says it can cause fits and liver failure. Is it worth starting?",
    "read the Yellow Card reports on suicidal thoughts, scary stuff, feel fine myself",
)


@pytest.mark.parametrize("text", NOTHING)
def test_prices_lists_and_turns_of_speech_tell_of_nothing(text: str) -> None:
    assert told(text) == set()
    assert urgency(text) == "note"


READ = [
    ("Spiro for acne. Periods all over the shop", {"+irregular_period"}),
    ("codeine for my back pain, bunged up", {"+constipation"}),
    ("the ibuprofen for my back pain does not touch it", {"+back_pain"}),
    ("heart was going bonkers", {"+palpitations"}),
    ("he's gone mental", {"+psychosis"}),
    ("raging with thirst", {"+thirst"}),
    ("raging at everyone", {"+irritability"}),
    ("head spinning", {"+dizziness"}),
    ("the room is spinning", {"+vertigo"}),
    ("hands flaking", {"+dry_skin"}),
    ("infected sore skin round my thumbnail", {"+paronychia"}),
    ("kids both have D&V", {"odiarrhea", "ovomiting"}),
    ("cannot keep water down", {"+refractory_vomiting"}),
    ("voices are telling me to end it", {"+suicidal", "+hallucinations"}),
    ("finasteride flatlined my libido", {"+libido_low"}),
    ("like licking a battery", {"+taste"}),
    ("I haven't had so much as a headache", {"-headache"}),
    ("knees and hands achy", {"+arthralgia"}),
    ("weight down 2 stone on Ozempic", {"+weight_loss"}),
    ("itchy red lump where the Humira went in", {"+injection_site"}),
    ("hands flaking, they stopped my brand", {"+dry_skin"}),
]


@pytest.mark.parametrize(("text", "found"), READ)
def test_everyday_words_are_read_as_what_they_are(text: str, found: set[str]) -> None:
    assert told(text) == found


ANSWERED = [
    ("doc asked if I'd had any dark thoughts on it, told him no", "note"),
    ("nurse asked if I had chest pain, I said no", "note"),
    ("asked if I'd go to hospital for the chest pain, I said no", "emergency"),
    ("I asked if the chest pain was normal, he said no", "emergency"),
    ("doc asked if I'd any chest pain, told him no but I do really", "emergency"),
    ("can you get fits from stopping it suddenly?", "note"),
    ("can you get an ambulance, chest pain", "emergency"),
    ("reading reports of suicidal thoughts, and I have them too", "emergency"),
]


@pytest.mark.parametrize(("text", "level"), ANSWERED)
def test_a_no_to_a_question_is_a_no(text: str, level: str) -> None:
    assert urgency(text) == level
