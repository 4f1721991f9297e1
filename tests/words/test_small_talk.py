"""Long chatty posts: small talk, strangers, what somebody does for a living and what is kept ready tell of no effect; beside
each stands the same of somebody who has it."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
AHEAD = "I am on capecitabine and my mouth is dry. "

NOTHING = """
severe_dyspnea | I drown my chips in vinegar and they tell me off
swelling       | she carries a water bottle everywhere she goes
crying         | it's a crying shame about the choir
chills         | that hymn always gives me the chills
chills         | it's so cold here in the flat
vivid_dreams   | the new knee works like a dream
nausea         | it makes me sick how they treat the porters
wheezing       | my hearing aid whistles in church
itching        | this blanket is so itchy
confusion      | I don't know where these marks come from
confusion      | I don't know what day the results come
missed_dose    | the dog chewed my appointment letter
emotional_numb | the surgeon did it with the robot
disease_growth | I worry the cancer will come back
vision_lost    | I'm short sighted and lost my specs
watery_eye     | she wants to plug the tear ducts
irritability   | the skin by my thumbnail is red and angry
rash           | I keep a steroid cream in case of a rash
nausea         | they gave me tablets for the nausea, just in case
hair_loss      | they say hair loss is rare with this one
"""
"""An effect, and words that tell of none."""

TOLD = """
severe_dyspnea | I feel as if I'm drowning when I lie down
chills         | the infusion gave me the chills
chills         | I'm so cold and shaking
nausea         | the smell of food makes me sick
wheezing       | my chest whistles when I breathe out
itching        | my arms are so itchy
confusion      | she doesn't know where she is
missed_dose    | I took a double dose by mistake
emotional_numb | I feel like a robot
disease_growth | the scan shows the cancer has come back
vision_lost    | my sight has gone in one eye
watery_eye     | my tear duct is blocked again
irritability   | he is angry at everybody
rash           | I put a steroid cream on the rash
hair_loss      | my hair loss is getting worse
dysphagia      | swallowing is like broken glass
"""
"""The near miss: the effect is there."""

OTHERS = """
stroke      | a chap I know had a stroke
seizure     | a woman on the forum had a seizure
stroke      | old Tom next door had a stroke
cough       | the taxi driver coughed all the way
rash        | my pal Roy has a rash
head_cold   | the pharmacist had a terrible cold
back_pain   | my consultant was off with a bad back
"""
"""An effect that somebody else has."""

MINE = """
I'm a student with chest pain
Bus driver, 58, with chest pain
I am a retired postman and my chest hurts
Dad is a retired driver with crushing chest pain
Nurse next door says it is my heart, I have chest pain
"""
"""What the writer, or whoever is written of, does for a living hides no danger."""


def _rows(table: str) -> list[tuple[str, str]]:
    return [(one.strip(), text.strip()) for one, text in (line.split("|") for line in table.strip().splitlines())]


def _read(text: str) -> dict[str, str]:
    return {each.entry.id: each.status for each in effects(text, AT, dangers()).effects}


@pytest.mark.parametrize(("effect", "text"), _rows(NOTHING))
def test_small_talk_tells_of_no_effect(effect: str, text: str) -> None:
    """Neither alone nor behind what the writer has."""
    assert effect not in _read(text) and effect not in _read(AHEAD + text)


@pytest.mark.parametrize(("effect", "text"), _rows(TOLD))
def test_the_near_miss_is_told(effect: str, text: str) -> None:
    """The same words of somebody who has it."""
    assert _read(text)[effect] == "present"


@pytest.mark.parametrize(("effect", "text"), _rows(OTHERS))
def test_a_stranger_is_somebody_else(effect: str, text: str) -> None:
    """Behind what the writer has."""
    assert _read(AHEAD + text)[effect] == "other person"


@pytest.mark.parametrize("text", MINE.strip().splitlines())
@pytest.mark.parametrize("behind", ["", ", my wife says it is nothing"])
def test_a_living_hides_no_danger(text: str, behind: str) -> None:
    """Whoever plays it down."""
    assert bedside.understand(text + behind, AT).urgency == "emergency"


def test_a_calf_that_has_swollen_is_a_leg() -> None:
    """A farm animal's calf is not meant; a relative who plays it down changes nothing."""
    for behind in ("", ". My daughter says everybody gets that on planes"):
        found = bedside.understand("my left calf has swollen and it is sore" + behind, AT)
        assert found.urgency == "tell now"
        assert any(each.entry.ctcae == "Edema limbs" and each.there for each in found.effects)


def test_a_pressure_on_a_monitor_is_no_oxygen() -> None:
    """And a pulse on a watch is a pulse."""
    assert "hypoxia" not in _read("the home monitor gave 84 over 46")
    assert _read("the finger monitor says 84")["hypoxia"] == "present"
    assert _read("pulse on my watch is 134")["tachycardia"] == "present"


def test_what_is_over_or_never_came() -> None:
    """All was well only before; what was with an earlier medicine; what never came; and what still does."""
    assert "irregular_period" not in _read("My periods were like clockwork before. Now I have hot flushes")
    assert _read(AHEAD + "They switched me from lisinopril because of the cough")["cough"] == "past"
    assert _read(AHEAD + "They changed me to morphine because of the pain")["pain"] == "present"
    assert _read("I have loperamide for the diarrhoea that never came")["diarrhea"] == "denied"
    assert _read("chest pain that never goes")["chest_pain"] == "present"


def test_a_medicine_or_treatment_says_what_it_is() -> None:
    """Numb fingers on a medicine that harms nerves, not of the cold; raw skin where the rays went; an arm without its nodes."""
    assert "limb_numb" in _read("my fingertips are numb since the oxaliplatin")
    assert "limb_numb" not in _read("my fingers tingle at the fridge since the oxaliplatin")
    assert {"raw_skin", "radiation_skin"} <= _read(
        "week five of radiotherapy. The fold under my breast is raw and weepy"
    ).keys()
    assert "radiation_skin" not in _read("the fold under my breast is raw and weepy")
    assert "lymphedema" in _read("My arm is swollen since they took the lymph nodes in my mastectomy")
    assert "lymphedema" not in _read("my arm is swollen on the picc line side")
