"""Illnesses, injuries and blood values that people name, and words of every organ: each read as its own term, nothing else."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import LEVELS, dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    """What the lexicon reads, each with the sign of its status."""
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


def terms(text: str) -> set[str]:
    return {each.entry.ctcae for each in effects(text, AT, dangers()).effects if each.status == "present"}


NAMED = [
    ("I scalded my hand on the kettle", "Burn"),
    ("spilled boiling water on my foot", "Burn"),
    ("burned myself cooking", "Burn"),
    ("pain in my missing breast", "Phantom pain"),
    ("phantom pain in the foot they took off", "Phantom pain"),
    ("scan showed a pneumothorax", "Pneumothorax"),
    ("they say my lung has collapsed", "Pneumothorax"),
    ("I have a detached retina", "Retinal detachment"),
    ("told I have appendicitis", "Appendicitis"),
    ("otitis media since Monday", "Otitis media"),
    ("smelly stuff out of my left ear", "Otitis media"),
    ("another sinus infection", "Sinusitis"),
    ("bronchitis again", "Bronchial infection"),
    ("pyelonephritis last week and still now", "Kidney infection"),
    ("yeast infection down below", "Vaginal infection"),
    ("folliculitis on my scalp", "Folliculitis"),
    ("a cavity in my tooth", "Dental caries"),
    ("stomach ulcer, they say", "Gastric ulcer"),
    ("food just sits in my stomach", "Gastroparesis"),
    ("greasy floating stools", "Malabsorption"),
    ("my stoma has prolapsed", "Prolapse of intestinal stoma"),
    ("my stoma bleeds when I clean it", "Intestinal stoma site bleeding"),
    ("my urostomy bag keeps leaking", "Urostomy leak"),
    ("the scrotum hurts", "Scrotal pain"),
    ("my womb hurts", "Uterine pain"),
    ("my prostate aches", "Prostatic pain"),
    ("pain in the perineum", "Perineal pain"),
    ("my nipple has turned inwards", "Nipple deformity"),
    ("menopause at 35", "Premature menopause"),
    ("eyes keep flicking from side to side", "Nystagmus"),
    ("a whole evening is missing from my memory", "Amnesia"),
    ("a seroma under the scar", "Seroma"),
    ("clear fluid leaks from my leg", "Lymph leakage"),
    ("I broke my ankle", "Ankle fracture"),
    ("gland under my arm swollen since the covid jab", "Vaccination site lymphadenopathy"),
    ("my skin crackles like bubble wrap when pressed", "Subcutaneous emphysema"),
    ("my old radiation patch is burnt again after the chemo", "Radiation recall reaction (dermatologic)"),
    ("my spine is curved", "Scoliosis"),
    ("hair growing thick all over my back", "Hypertrichosis"),
    ("uric acid too high", "Hyperuricemia"),
    ("LDH was raised", "Blood lactate dehydrogenase increased"),
    ("my lymphocytes are low", "Lymphocyte count decreased"),
]


@pytest.mark.parametrize(("text", "term"), NAMED)
def test_what_is_named_is_its_own_term_and_no_other(text: str, term: str) -> None:
    assert terms(text) == {term}


NOT_NAMED = [
    "I leapt out of bed like a scalded cat",
    "the oven burned the cake",
    "no ear infection",
    "no burns from the radiotherapy",
    "I had appendicitis as a child",
]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_nobody_has_now_is_not_present(text: str) -> None:
    ids = {each[1:] for each in told(text) if each[0] == "+"}
    assert not ids & {"burn", "pneumothorax", "middle_ear", "appendicitis", "radiation_skin"}


READ = [
    # a danger beside a word that was read as something else
    ("can't wake him, he only groans when I shake his shoulder", {"+unresponsive"}),
    ("she won't wake up, I shook her arm", {"+unresponsive"}),
    ("passing blood clots in my urine", {"+blood_urine"}),
    ("passed dark clots in the wee twice", {"+blood_urine"}),
    ("my period is so heavy that I soak a pad every 30 minutes", {"+heavy_period"}),
    ("he was out cold for a minute", {"+syncope"}),
    ("he is out cold and has been for an hour", {"+unresponsive"}),
    ("counting out the pills to end it all", {"+suicidal"}),
    ("I have been saving up tablets to end my life", {"+suicidal"}),
    ("I took forty tablets to end it", {"+suicide_attempt"}),
    ("my face is droopy", {"+face_droop"}),
    ("my face isn't droopy", {"-face_droop"}),
    ("shingles all down one side of my ribs", {"+shingles"}),
    ("tumour in my groin hurts. It isn't bleeding.", {"+tumor_pain", "-tumor_bleed"}),
    ("waterworks are fine, no blood", {"-blood_urine"}),
    # what will not clear up denies nothing behind it
    ("cough that won't go with green phlegm", {"+wet_cough"}),
    ("rash that will not clear with itching", {"+rash", "+itching"}),
    ("headache that doesn't go away with nausea", {"+headache", "+nausea"}),
    # each part of the body in plain words
    ("what's left has turned white", {"+hair_colour"}),
    ("sleeping 16 hours a day", {"+hypersomnia"}),
    ("I have to run for it to wee", {"+urine_urgent"}),
    ("ankles swell in this heat wave", {"+limb_swelling"}),
    ("I'm just sitting on the sofa and my pulse is 138", {"+tachycardia"}),
    ("feel like I have the flu, every muscle aches", {"+flu_like", "+myalgia"}),
    ("one lid won't open fully", {"+eyelid_droop"}),
    ("walls of my chest hurt", {"+chest_wall"}),
    ("I have the telly on full volume", {"+hearing"}),
    ("my bum cheek hurts when I sit", {"+buttock_pain"}),
    ("lost my sense of taste and smell", {"+taste", "+smell"}),
    ("no taste or smell problems", {"-taste", "-smell"}),
    ("blood in the sink when I brush", {"+gum_bleeding"}),
    ("my penis hurts", {"+penile_pain"}),
    ("voice sounds different", {"+voice_altered"}),
    ("skin paper thin, tears at a bump", {"+thin_skin"}),
    ("ants crawling under my skin", {"+tingling"}),
    ("put my back out", {"+back_pain"}),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_each_organ_in_plain_words(text: str, expected: set[str]) -> None:
    assert told(text) == expected


URGENT = [
    ("nosebleed for 30 minutes won't stop", "emergency"),
    ("my nosebleed, twenty minutes now, won't stop", "emergency"),
    ("my face is numb on the left", "emergency"),
    ("gone numb all down one side", "emergency"),
    ("kidney infection and now I am confused", "emergency"),
    ("infected lip, I'm shaking with chills and confused", "emergency"),
    ("a detached retina", "tell now"),
    ("my scrotum hurts and I am being sick", "tell now"),
    ("hip snapped when I fell", "tell now"),
]


@pytest.mark.parametrize(("text", "least"), URGENT)
def test_named_dangers_are_as_urgent_as_what_they_are_cases_of(text: str, least: str) -> None:
    assert LEVELS.index(bedside.understand(text, AT).urgency) <= LEVELS.index(least)
