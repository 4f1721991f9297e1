"""What is said on a cancer helpline at night: what each sentence tells of, and how urgent the grave ones are."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import LEVELS, dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


NAMED_BY_NOBODY = [
    # what it may mean stays urgent, and is told as what it is
    ("I've been itching ever since they put me on the new antibiotic", {"+itching"}),
    ("She came up in hives after the penicillin", {"+hives"}),
    ("we think it's an allergic reaction", {"+allergic_reaction"}),
    ("Mum's muddled since tea and seeing spiders", {"+confusion", "+hallucinations"}),
    ("I go light-headed when I stand up", {"+dizziness"}),
    ("nearly passed out when I stood up", {"+orthostatic"}),
    ("my heart is racing", {"+palpitations"}),
    ("her legs have gone and she wet herself without knowing", {"+leg_weakness", "+urine_leak"}),
    ("he's limp as a rag", {"+lethargy"}),
    ("the skin round his PICC line is red and sore", {"+line_site", "+skin_pain"}),
    ("there is pus coming out round his Hickman", {"+line_infection"}),
]


PLACES_AND_SIDES = [
    ("no pain in her side", {"-kidney_pain"}),
    ("sharp pain in my left side", {"+kidney_pain"}),
    ("she can't lift her right arm", {"+weak_right"}),
    ("his left leg is dragging", {"+weak_left"}),
    ("My heart flutters. No pain.", {"+palpitations", "-chest_pain"}),
    ("Loose four times today, no pain", {"+diarrhea", "-abdominal_pain"}),
    ("my sight has gone dim in the left eye and it aches, I am on the new drip", {"+vision_lost", "+eye_pain"}),
    ("the cough came back and it hurts", {"+cough", "+pain"}),
    ("legs ache in bed, not swollen", {"+limb_pain", "-limb_swelling"}),
    ("the piles are out, no bleeding", {"+hemorrhoids", "-rectal_bleeding"}),
    ("jaw ache since noon", {"+face_pain"}),
    ("the back of my hand is puffy where the needle was", {"+local_swelling"}),
    ("his stoma bag keeps leaking", {"+stoma_leak"}),
    ("the lump on her neck is bleeding", {"+tumor_bleed"}),
]


SHAKING = [
    ("39.6 and shaking", {"+fever", "+rigors"}),
    ("No temps. No shakes.", {"-fever", "-rigors"}),
    ("his hands shake", {"+tremor"}),
    ("Feels shivery but 36.8 each time", {"+chills", "-fever"}),
]


OVER = [
    ("the mouth ulcers have healed", {"~mouth_sores"}),
    ("the rash went on Tuesday", {"~rash"}),
    ("a nosebleed last week, five minutes, none since", {"~nosebleed"}),
    ("sore throat for a week, gone now", {"~sore_throat"}),
    ("the spotting has stopped", {"~vaginal_bleeding"}),
    ("is it a water infection like last time?", {"?uti"}),
]


WHOSE = [
    ("Husband ringing, he is shaking so hard the bed rattles", {"+rigors"}),
    ("Dad tripped over the dog, no headache, big bruise on the hip", {"+fall", "-headache", "+bruising"}),
    ("My father had a heart attack at my age. No chest pain myself.", {"omyocardial_infarction", "-chest_pain"}),
    ("It's my wife with the headache, she's been nursing me", {"oheadache"}),
    ("She had a fit and half an hour later she does not know me", {"+seizure", "+confusion"}),
    ("skin as soft as a baby's, not itching", {"-dry_skin", "-itching"}),
]


OTHER_SENSES = [
    "wiped it with a tissue",
    "the drain comes out on Friday",
    "the drain is due out on Friday",
    "her shoulders were heaving with laughter",
    "lump in my throat when they rang the bell",
    "the boiler is broken and we're freezing",
    "nobody to talk to at this hour",
    "every time I sneeze the cat runs",
]


FINE = [
    ("breathing's the same as ever", {"-dyspnea"}),
    ("grip is fine", {"-arm_weakness"}),
    ("sleeping like a baby", {"-insomnia"}),
    ("my back is fine", {"-back_pain"}),
    ("sight is the same", {"-vision_lost"}),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*NAMED_BY_NOBODY, *PLACES_AND_SIDES, *SHAKING, *OVER, *WHOSE, *FINE, *((text, set()) for text in OTHER_SENSES)],
)
def test_each_is_read_as_what_it_says(text: str, expected: set[str]) -> None:
    assert told(text) == expected


GRAVE = [
    ("Tongue swelling since the new tablet and he can't swallow his spit", "emergency"),
    ("his gums have bled since lunch and will not stop", "emergency"),
    ("my nose won't stop bleeding", "emergency"),
    ("catheter bag full of clots like liver", "emergency"),
    ("huffing and puffing just talking to you", "emergency"),
    ("both legs heavy since noon, and back pain", "emergency"),
    ("muddled since tea, sees cats on the curtain", "emergency"),
    ("neutrophils 0.2 and 38.5", "tell now"),
    ("skin round my port is red and tender", "tell now"),
]


@pytest.mark.parametrize(("text", "level"), GRAVE)
@pytest.mark.parametrize("played", ["{}", "{}. He says it is nothing."])
def test_what_no_word_names_is_as_urgent_as_what_it_may_mean(text: str, level: str, played: str) -> None:
    found = bedside.understand(played.format(text), AT).urgency
    assert LEVELS.index(found) <= LEVELS.index(level)
