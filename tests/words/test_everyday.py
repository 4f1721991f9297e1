"""What people of every walk of life write at home, and what of it is a symptom: tables of sister sentences."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import Told, effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")


def told(text: str) -> Told:
    return effects(text, AT, dangers())


def found(text: str, status: str = "present") -> set[str]:
    return {each.entry.id for each in told(text).effects if each.status == status}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("the shin is shiny, red and sore to touch", "limb_pain"),
        ("my knee is hot, swollen and very tender", "arthralgia"),
        ("my tooth is loose and sore", "toothache"),
        ("my ankle went over, now swollen", "limb_swelling"),
        ("stung on the finger, swollen now", "limb_swelling"),
        ("the gum is red and swollen", "dental"),
        ("gums sore and bleeding", "gum_bleeding"),
        ("my nose has been bleeding since noon", "nosebleed"),
        ("I'm tired and achey", "myalgia"),
        ("One of his balls is hot, huge and very painful", "testicle_pain"),
    ],
)
def test_what_is_sore_swollen_or_bleeds_is_the_part_named_beside_it(text: str, entry: str) -> None:
    assert entry in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "it's a sore point with my wife",
        "picking up my gout tablets on Friday",
        "the stroke nurse rang me",
        "I collect the epilepsy meds on Monday",
        "is there a vaccine for shingles",
        "felt like I'd wet myself with the heat",
        "I take one tablet twice a day",
        "I have the tablets twice a day",
        "two bags of blood on Friday",
        "I am a born worrier",
        "I'm very low on iron",
        "the parking is hopeless",
        "red spots on my hand since Monday, vaginal cream is for my sister",
    ],
)
def test_what_names_a_medicine_a_likeness_or_a_habit_is_no_symptom(text: str) -> None:
    ids = found(text)
    assert not ids & {
        "pain", "seizure", "stroke", "shingles", "urine_leak", "missed_dose", "hematoma", "anxiety", "depression",
        "vaginal_bleeding",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "entry", "sign"),
    [
        ("woozy getting up off the chair", "dizziness", "orthostatic"),
        ("head rush every time I get out of bed", "dizziness", "orthostatic"),
        ("came out in hives after the antibiotic", "hives", "allergic_reaction"),
        ("itchy during the infusion", "itching", "infusion_reaction"),
        ("neck stiff and fever", "stiff_neck", "meningitis"),
        ("legs weak and I wet myself", "urine_leak", "cord"),
        ("bruises everywhere and red spots on my shins", "bruising", "low_platelets"),
        ("right arm weak and slurring", "weak_right", "stroke"),
        ("my tongue is swollen", "face_swelling", "stridor"),
    ],
)
def test_signs_are_told_as_what_they_are_and_as_urgent_as_what_they_may_be(text: str, entry: str, sign: str) -> None:
    effects_told = told(text).effects
    assert entry in {each.entry.id for each in effects_told}
    assert any(sign in each.signs for each in effects_told)


@pytest.mark.parametrize(
    "text",
    [
        "hit my head on the press door this morning. I take warfarin",
        "she is on eliquis. Slipped on the ice and whacked her head",
        "bumped his head on the car boot, he's on a blood thinner",
    ],
)
def test_a_knock_to_the_head_on_a_thinner_of_blood_is_an_emergency_wherever_the_thinner_is_named(text: str) -> None:
    assert "head_injury_thinned" in found(text)
    assert bedside.understand(text, AT).urgency == "emergency"


def test_a_thinner_that_is_denied_makes_no_emergency_of_a_knock() -> None:
    assert found("banged my head. not on any blood thinners") == {"head_injury"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("had the baby 8 days ago, gushing blood, nearly fainted in the hall", "heavy_bleeding"),
        ("baby of 10 months, jerking all over, eyes rolled, after her needles", "seizure"),
        ("my baby is wheezing since the antibiotic", "wheezing"),
        ("found my flatmate on the floor, won't wake", "unresponsive"),
    ],
)
def test_who_is_ill_is_the_patient(text: str, entry: str) -> None:
    assert entry in {each.entry.id for each in told(text).effects if each.there} | {
        sign for each in told(text).effects if each.there for sign in each.signs
    }


def test_a_baby_of_a_patient_who_writes_is_somebody_else() -> None:
    assert found("the baby has a cold, should I stay away? I am on chemo", "other person") == {"head_cold"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("got sick three times after dinner", "vomiting"),
        ("she's getting sick after every meal", "vomiting"),
        ("boaking all morning", "vomiting"),
        ("heart going like the clappers", "palpitations"),
        ("coughed up about an egg cup of blood", "hemoptysis"),
        ("driving at night is impossible now", "night_blind"),
        ("213 over 124, blinding headache", "headache"),
        ("lying awake half the night", "insomnia"),
        ("his meter just says LO", "low_sugar"),
        ("the cut on my leg is weeping green stuff", "wound_infection"),
        ("dead arm since the tetanus jab", "injection_site"),
        ("I went hot all over", "flushing"),
        ("been so low since the interferon, I have been so low lately", "depression"),
        ("I can't read the road signs any more", "vision_lost"),
        ("it comes out as gibberish when she talks", "speech_lost"),
    ],
)
def test_what_people_say_at_home(text: str, entry: str) -> None:
    assert entry in found(text)


def test_what_somebody_is_called_beside_a_symptom_is_only_an_explanation() -> None:
    assert found("he is panting like a dog. he says he's only tired") == {"dyspnea"}
    assert "nerve_pain" not in found("legs weak and back killing me but it's likely just sciatica")


def test_what_passed_in_the_next_sentence_is_past_but_no_danger_is() -> None:
    assert "dizziness" in found("Was dizzy after the scan. That passed.", "past")
    assert "chest_pain" in found("Had chest pain on Monday. That settled.")
