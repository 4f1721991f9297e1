"""Skin, gut, glands, eyes, joints and mouth in words that nobody wrote for the lexicon: what each sentence is read as."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.lexicon import lexicon

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    """What is read by phrases; what is only read by meaning is asked of, and no matter here."""
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in bedside.understand(text, AT).effects if not each.meant}


def terms(text: str) -> set[str]:
    return {each.entry.ctcae for each in bedside.understand(text, AT).effects if not each.meant}


PLACED = [
    # pain and swellings without a place of their own are of the place that is told before them
    ("calf twice the size of the other, tender and warm", "+limb_pain"),
    ("blisters on my arm, sore", "+skin_pain"),
    ("shingles round my ribs, burning", "+skin_pain"),
    ("mouth full of ulcers, it hurts", "+mouth_pain"),
    ("my wrists ache, not swollen", "-joint_swelling"),
    ("Hives on my belly. Lips not swollen.", "-face_swelling"),
    ("heart skips now and then, no pain", "-chest_pain"),
    ("Loose stools twice. No pain.", "-abdominal_pain"),
    ("sight is blurry in one eye, no pain", "-eye_pain"),
    ("loose stools, no pain or blood", "-blood_stool"),
    ("no fever, eyes sore", "+eye_pain"),
    ("no temperature, skin itchy", "+itching"),
]


@pytest.mark.parametrize(("text", "expected"), PLACED)
def test_pain_and_swelling_are_of_the_place_that_is_told(text: str, expected: str) -> None:
    assert expected in told(text)


TWO_OF_ONE = [
    ("gums swollen and bleeding", {"+dental", "+gum_bleeding"}),
    ("eyes sting and are bloodshot", {"+eye_pain", "+red_eye"}),
    ("hair gone grey and thinner", {"+hair_colour", "+hair_loss"}),
    ("ears blocked and ringing", {"+hearing", "+tinnitus"}),
    ("knees stiff and swollen", {"+stiffness", "+joint_swelling"}),
    ("eyes red and legs hurt", {"+red_eye", "+limb_pain"}),
]


@pytest.mark.parametrize(("text", "expected"), TWO_OF_ONE)
def test_two_things_are_told_of_one_part_of_the_body(text: str, expected: set[str]) -> None:
    assert told(text) == expected


ONE_IS_ENOUGH = [
    ("soles peeling", {"+hand_foot"}),
    ("my knees are like balloons", {"+joint_swelling"}),
    ("heart racing since lunch", {"+palpitations"}),
    ("throat like sandpaper", {"+sore_throat"}),
    ("no get up and go", {"+fatigue"}),
    ("sore gums", {"+gum_pain"}),
    ("spotty face", {"+acne"}),
    ("cold all the time", {"+cold_or_hot"}),
    ("face round like the moon", {"+moon_face"}),
    ("no protein in my wee", {"-proteinuria"}),
    ("my eyesight is fine", {"-vision_blurred"}),
]


@pytest.mark.parametrize(("text", "expected"), ONE_IS_ENOUGH)
def test_the_same_words_tell_one_thing(text: str, expected: set[str]) -> None:
    assert told(text) == expected


MOLE = "Neoplasms benign, malignant and unspecified (incl cysts and polyps) - Other, specify"
NAMED = [
    ("they found osteopenia", "Osteoporosis"),
    ("an abscess under my back tooth", "Tooth infection"),
    ("my piles are bleeding again", "Hemorrhoidal hemorrhage"),
    ("horny skin on my heels", "Hyperkeratosis"),
    ("the mole on my arm is getting darker", MOLE),
    ("my TSH came back high", "Thyroid stimulating hormone increased"),
    ("ejection fraction 42", "Ejection fraction decreased"),
    ("AST 240", "Aspartate aminotransferase increased"),
    ("raised lipase", "Lipase increased"),
    ("bilirubin 44", "Blood bilirubin increased"),
    ("she has gone yellow", "Hepatobiliary disorders - Other, specify"),
    ("the corner of my thumb nail is puffy and weeping", "Paronychia"),
    ("white patches on both hands", "Skin hypopigmentation"),
    ("bright red like a lobster after ten minutes in the sun", "Photosensitivity"),
    ("cannot see a thing driving at dusk", "Night blindness"),
    ("a curtain over the top half of one eye", "Vision decreased"),
    ("tender lumps in my groin", "Lymph node pain"),
    ("bowels open eight times since midnight", "Diarrhea"),
    ("lost 3 kg in two weeks", "Weight loss"),
    ("I've ballooned on these tablets", "Weight gain"),
    ("not bothered about food", "Anorexia"),
    ("toothpaste stings", "Oral pain"),
    ("dead bone in my jaw", "Osteonecrosis of jaw"),
    ("37.8 this morning", "Fever"),
    ("my left side hurts", "Flank pain"),
]


@pytest.mark.parametrize(("text", "term"), NAMED)
def test_each_is_told_by_its_own_term(text: str, term: str) -> None:
    assert terms(text) == {term}


NONE = [
    "I lost my blue badge on the bus",
    "he wears an alert bracelet",
    "the scan results are spot on",
    "I was given two bags of blood in May",
    "this was my third double dose of immunotherapy",
    "they slowed the drip down",
    "my sea sickness patch came in the post",
    "TSH is 12",
    "echo was 62",
    "lipase 35",
    "readings 152 and 92 this week were in the diary",
    "too weak a tea to dry my hair with",
]


@pytest.mark.parametrize("text", NONE)
def test_things_of_every_day_tell_of_nothing(text: str) -> None:
    assert not told(text)


def test_what_only_a_card_warns_about_is_not_there() -> None:
    assert "+colitis" not in told("colitis was mentioned in the booklet, I have a rash")
    assert "+rash" in told("colitis was mentioned in the booklet, I have a rash")


def test_what_is_only_supposed_hides_nothing_that_is_there() -> None:
    assert {"?uveitis", "+red_eye"} <= told("they think it could be uveitis; my eye is red")


GRAVE = [
    ("my belly is swollen and hard as a board", "emergency"),
    ("toes went white then black", "emergency"),
    ("my legs and thighs are sore and weak", "tell now"),
    ("blisters on my soles", "tell now"),
    ("an abscess under my back tooth", "tell now"),
    ("my piles are bleeding", "tell now"),
    ("bilirubin 44", "tell now"),
]


@pytest.mark.parametrize(("text", "level"), GRAVE)
def test_another_name_is_no_less_urgent(text: str, level: str) -> None:
    levels = ("emergency", "tell now", "today", "note")
    assert levels.index(bedside.understand(text, AT).urgency) <= levels.index(level)


@pytest.mark.parametrize("entry", ["tooth_infection", "hemorrhoid_bleeding", "hyperkeratosis", "osteoporosis", "mole"])
def test_a_term_of_its_own_has_phrases(entry: str) -> None:
    assert lexicon()[entry].count >= 5
