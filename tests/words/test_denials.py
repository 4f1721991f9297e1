"""How people say that they do not have something: with a "not" or a "no" anywhere, and in words of well-being."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.lexicon import FOLDER, lexicon
from bedside.words.urgency import dangers, most_urgent, reasons

AT = bedside.parse_time("2026-03-04T18:00:00Z")

WITHIN = """
limb_swelling: my ankles are not swollen
dry_skin: her skin isn't dry
creatinine_up: creatinine has not gone up
face_pain: my jaw doesn't hurt
tachycardia: the pulse is not racing
low_potassium: his potassium wasn't low
hyperthyroid: thyroid isn't overactive
gum_bleeding: my gums never bleed
vision_blurred: my sight hasn't been blurry
black_stool: the stool was neither black nor green
"""
BEHIND = """
seizure: seizure free since March
supraventricular_tachycardia: SVT hasn't shown up on any trace
hives: the hives never appeared
tumor_lysis: tumour lysis never happened
abdominal_pain: belly cramps, none to speak of
encephalitis: they looked for brain inflammation and there was none
myasthenia: he was tested for myasthenia and it was negative
severe_skin: nothing like Stevens-Johnson, they have ruled it out
heartburn: indigestion isn't something I get
bruising: Bruises? Also no.
"""
NOTHING = """
pain: nothing hurts
vision_blurred: nothing's blurry
jaundice: nobody has seen any jaundice on him
flu_like: nothing like flu
rectal_bleeding: nothing red in the toilet
fracture: nothing is broken
panic: not a single panic attack
thrombosis: free of clots
"""
LISTS = """
chills: fever yes, but no shivers or shakes
tachycardia: temperature up but the pulse is not racing
palpitations: a bit breathless but no flutters or thumping
uti: frequent weeing but no urine infection
sore_throat: no cough, no sore throat
night_sweats: tired but no night sweats
myalgia: tired legs but no muscle ache
"""
WELL = """
toothache: teeth fine, thanks
vision_blurred: eyesight as sharp as ever
palpitations: heart beats regularly
hypotension: pressure's spot on
hypertension: pressure's spot on
tachycardia: pulse a healthy 72
vomiting: breakfast stayed down
insomnia: sleeping like a baby
anorexia: he eats like a horse
kidney_failure: kidneys are ticking along nicely
hearing: nothing wrong with my hearing
ear_pain: ears give me no trouble
memory: memory like an elephant
hair_loss: still a full head of hair
weakness: strong as an ox
bruising: not a bruise on me
cyanosis: her lips are pink
low_calcium: calcium is bang in range
covid: the lateral flow was negative
wheezing: chest doesn't whistle
gait: walks straight as a soldier
dysphagia: steak goes down a treat
leg_weakness: two flights of stairs no bother
suicidal: glad to be alive
"""


def rows(table: str) -> list[tuple[str, str]]:
    parted = (line.partition(": ") for line in table.split("\n") if line)
    return [(concept, text) for concept, _, text in parted]


def said(text: str) -> dict[str, set[str]]:
    """What is said of each term."""
    found: dict[str, set[str]] = {}
    for effect in effects(text, AT, dangers()).effects:
        found.setdefault(effect.entry.ctcae, set()).add(effect.status)
    return found


def urgency(text: str) -> str:
    return most_urgent(why.level for why in reasons(effects(text, AT, dangers()).effects, ward=False, medicine=""))


@pytest.mark.parametrize(("concept", "text"), rows(WITHIN + BEHIND + NOTHING + LISTS + WELL))
def test_it_is_denied(concept: str, text: str) -> None:
    assert said(text)[lexicon()[concept].ctcae] == {"denied"}


@pytest.mark.parametrize(
    ("concept", "text"),
    rows("""
chest_pain: my chest has never hurt like this
chest_pain: never had chest pain before
chest_pain: my chest doesn't hurt much
chest_pain: my chest doesn't hurt at rest but it does on the stairs
dyspnea: I have never felt so breathless
confusion: she has never been this confused
headache: never had such a headache
palpitations: not only palpitations
pain: nothing stops the pain
nosebleed: nothing stops the nosebleed
heavy_bleeding: the bleeding hasn't stopped
fever: his fever hasn't come down
local_swelling: the swelling has not gone down
chest_pain: it is nothing, chest pain since noon
"""),
)
def test_it_is_not_denied(concept: str, text: str) -> None:
    assert said(text)[lexicon()[concept].ctcae] & {"present", "uncertain"}


@pytest.mark.parametrize(
    "text",
    [
        "not sleeping well",
        "I am not eating well",
        "my chest was clear until today",
        "she has never been calm",
        "he can not smile evenly",
        "in and out of AF all night",
    ],
)
def test_words_of_well_being_that_are_taken_back_deny_nothing(text: str) -> None:
    assert "denied" not in {status for told in said(text).values() for status in told}


@pytest.mark.parametrize(
    "text",
    [
        "he says his chest is fine but he is grey and sweating",
        "my wife says my breathing is normal",
        "the doctor said my heart is fine, chest pain since noon",
        "breathing is fine sitting up, but I can't breathe lying down",
        "chest fine now, crushing chest pain an hour ago",
        "she insists she's right as rain, her speech is slurred",
        "sats are fine, lips are blue",
        "glad to be alive most days, tonight I want to kill myself",
        "my bowels bleed a lot and are back to normal",
        "teeth fine, eyes fine, face is drooping on one side",
        "mum says his heart is in good nick but he has collapsed",
        "temperature normal, he can't be woken",
    ],
)
def test_no_word_of_well_being_hides_a_danger(text: str) -> None:
    assert urgency(text) in ("emergency", "tell now")


def test_every_word_of_well_being_denies_an_entry_that_there_is() -> None:
    told = tomllib.loads(files("bedside").joinpath(*FOLDER, "well.toml").read_text("utf-8"))
    denied = Counter(entry for row in told.values() for entry in row["denies"])
    assert denied.keys() <= lexicon().keys()
    assert len(denied) >= 300
    assert all(lexicon()[entry].fine for entry in denied)
