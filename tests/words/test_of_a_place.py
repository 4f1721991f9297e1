"""An infection, blood, a swelling or a discharge is told as that of its place; and what nobody has is not told at all."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    """Everything that a text tells, what it only asks of in general marked with a star."""
    return {f"{SIGNS[each.status]}{each.entry.id}{'*' * each.general}" for each in effects(text, AT, dangers()).effects}


INFECTED = [
    ("My scar is hot and oozing smelly green stuff", {"+wound_infection"}),
    ("The nurse swabbed my wound and it grew something", {"+wound_infection"}),
    ("I've cut my shin on the gate. It looks infected", {"+cellulitis"}),
    ("I've an abscess in my armpit", {"+cellulitis"}),
    ("There's an infected insect bite on my ankle", {"+cellulitis"}),
    ("My tooth throbs, could be an abscess, not sure", {"+toothache", "?tooth_infection"}),
    ("Nails are brittle, no infection round them", {"+nails", "-paronychia"}),
    ("Yellow pus round my port and the skin there is hot", {"+line_infection"}),
    ("I picked up an infection in hospital", {"+infection"}),
    ("green discharge from my wound", {"+wound_infection"}),
    ("yellow discharge from my nose", {"+runny_nose"}),
    ("thick yellow discharge in my eye", {"+eye_infection"}),
    ("smelly discharge in my knickers", {"+vaginal_discharge"}),
]


@pytest.mark.parametrize(("text", "found"), INFECTED)
def test_an_infection_or_a_discharge_is_of_its_place(text: str, found: set[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize("text", ["infection in my ear", "My scar looks infected", "abscess on my breast"])
def test_an_infection_of_any_place_is_told_at_once(text: str) -> None:
    assert bedside.understand(text, AT).urgency in ("tell now", "emergency")


BLEEDING = [
    ("Just threw up a bowl of blood", {"+blood_vomit"}),
    ("I've been sick twice, and I'm bleeding heavily", {"+vomiting", "+heavy_bleeding"}),
    ("My wound is bleeding through the dressing", {"+wound_bleeding"}),
    ("The op site has started bleeding", {"+wound_bleeding"}),
    ("Blood is coming out of my PICC site", {"+line_site"}),
    ("My stool has blood in it", {"+blood_stool"}),
    ("I spat out blood when brushing", {"+gum_bleeding"}),
    ("Bleeding from the stoma", {"+stoma_bleeding"}),
    ("I bruise and bleed easily", {"+bruising"}),
    ("I cut my finger, blood everywhere", {"+heavy_bleeding"}),
    ("They took blood from my arm", set()),
]


@pytest.mark.parametrize(("text", "found"), BLEEDING)
def test_blood_is_of_its_place(text: str, found: set[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("Just threw up a bowl of blood", "emergency"),
        ("The dressing on my wound is soaked with blood", "emergency"),
        ("Passing clots like liver in my wee", "emergency"),
        ("blood at my port site", "tell now"),
        ("I bruise and bleed easily", "tell now"),
    ],
)
def test_blood_of_a_place_stays_as_urgent(text: str, urgency: str) -> None:
    assert bedside.understand(text, AT).urgency == urgency


SWOLLEN = [
    ("Itchy red patch where I inject, not swollen", {"+injection_site", "-local_swelling"}),
    ("There's some swelling behind my ear", {"+local_swelling"}),
    ("I'm so swollen", {"+swelling"}),
    ("She is puffy all over", {"+swelling"}),
    ("My ankles. So swollen by evening.", {"+limb_swelling"}),
]


@pytest.mark.parametrize(("text", "found"), SWOLLEN)
def test_a_swelling_is_of_some_place_unless_somebody_is_swollen(text: str, found: set[str]) -> None:
    assert told(text) == found


NOBODYS = [
    ("I dreamt I was fainting, silly really", set()),
    ("I dreamt I had chest pain and woke up with chest pain", {"+chest_pain"}),
    ("I woke from a dream with crushing chest pain", {"+vivid_dreams", "+chest_pain"}),
    ("After the dream I couldn't breathe", {"+vivid_dreams", "+severe_dyspnea"}),
    ("I was dreaming and had a fit my wife says", {"+vivid_dreams", "+seizure"}),
    ("I never dreamt I'd have a stroke at 50", {"+stroke", "-vivid_dreams"}),
    ("dreamt I was fainting, found on the floor by my wife", {"+syncope", "+fall"}),
    ("rather be dead than live in this pain", {"+suicidal", "+pain"}),
    ("sooner be dead than go to hospital again", {"+suicidal"}),
    ("I'd rather be dead than eat this food", set()),
    ("joking about suicide all week, now the tablets are gone", {"+suicidal"}),
    ("my knees went weak when he stood me up", {"+leg_weakness"}),
    ("knees went weak when he smiled", set()),
    ("bp 90/60, a bit low", {"+hypotension"}),
    ("BP 100/60 this morning, which is a bit low", {"+hypotension"}),
    ("bp 90/60, not low", set()),
    ("bp 90/60, low mood", {"+depression"}),
    ("I'm reading the leaflet, it lists chest pain and fits as side effects. Should I take anything?", set()),
    ("I've read the leaflet, it lists chest pain and fits, and I have chest pain", {"+chest_pain", "+seizure"}),
    ("I'm reading the leaflet, it lists chest pain, and mine is crushing", {"+chest_pain"}),
    ("The baby next door has a temperature of 39", {"ofever"}),
    ("She sees people in the wardrobe that aren't there and is thrashing about", {"+hallucinations", "+agitation"}),
    ("Tight pain across my chest, probably just heartburn my husband reckons", {"+chest_pain"}),
    ("the cancer isn't responding to treatment", set()),
    ("He's not responding to my voice", {"+unresponsive"}),
    ("Husband says it's beetroot but I haven't eaten any", set()),
    ("She hasn't eaten any of her dinner", {"+anorexia"}),
]


@pytest.mark.parametrize(("text", "found"), NOBODYS)
def test_what_nobody_has_is_not_told(text: str, found: set[str]) -> None:
    assert told(text) == found


ONE_THING = [
    ("My bilirubin is high and my eyes look yellow", {"+bilirubin_up"}),
    ("bilirubin 38 but nobody sees any yellow on me", {"+bilirubin_up", "-jaundice"}),
    ("My heart keeps going out of rhythm", {"+palpitations"}),
    ("When I need to pee I need it NOW and I often leak before I get there", {"+urine_urgent", "+urine_leak"}),
    ("Not a drop of pee since 7 this morning, mind you I haven't drunk much", {"+urine_none"}),
    ("I whistle when I breathe out", {"+wheezing"}),
    ("She whistles when she breathes in", {"+stridor"}),
    ("Calf cramps wake me, I walk it off", {"+cramps"}),
    ("Gritty dry eyes, then they stream in the wind", {"+dry_eye", "+watery_eye"}),
    ("I took two tablets instead of one", {"+missed_dose"}),
    ("could be food poisoning, belly cramps and the runs", {"+abdominal_pain", "+diarrhea"}),
    ("My hands are so sore I can't open a jar", {"+limb_pain"}),
    ("Fingertips numb and I keep dropping things", {"+tingling"}),
    ("skin dry and peeling on my hands", {"+dry_skin"}),
]


@pytest.mark.parametrize(("text", "found"), ONE_THING)
def test_the_narrowest_that_the_words_support_is_told(text: str, found: set[str]) -> None:
    assert told(text) == found
