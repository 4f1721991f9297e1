"""Every danger has a twin: the same words, and a relative who plays them down, which makes nothing less urgent."""

from __future__ import annotations

from functools import cache

import pytest

import bedside
from bedside.words.lexicon import lexicon
from bedside.words.patterns import phrasings
from bedside.words.urgency import LEVELS, dangers, emergencies

AT = bedside.parse_time("2026-03-04T18:00:00Z")
PLAYED_DOWN = (
    "my wife says it is nothing. {}",
    "{} but my wife says it is nothing",
    "{}, my husband thinks I am making a fuss",
    "my daughter says it's just nerves but {}",
    "{}. He says it is only wind and not to worry",
    "probably nothing, but {}",
    "I don't want to bother anybody but {}",
    "{}, it's no big deal",
    "my son told me everybody gets that. {}",
    "no fever. {}. My sister says I don't need a doctor",
    "{} and my mother insists that it is normal",
    "sorry to trouble you, {}, my partner says I always exaggerate",
    "according to my brother it is nothing serious: {}",
)
SAID = {
    "chest_pain": "my chest hurts",
    "severe_dyspnea": "I can't breathe",
    "confusion": "I am confused",
    "syncope": "I passed out",
    "urine_none": "I haven't peed since morning",
    "seizure": "I had a seizure",
    "face_swelling": "my face is swelling",
    "suicidal": "I want to die",
    "line_infection": "the skin around my port is red and sore",
    "blood_stool": "there is blood in my stool",
    "hemoptysis": "I am coughing up blood",
    "blood_vomit": "I vomited blood",
    "fever": "I have a fever",
    "stroke": "my face is drooping",
    "stridor": "my throat is closing",
    "heavy_bleeding": "the bleeding won't stop",
}
"""How the dangers that are named first are said; of every other danger the first phrases of the lexicon are taken."""


@cache
def urgency(text: str, ward: bool = False) -> int:
    return LEVELS.index(bedside.understand(text, AT, ward=ward).urgency)


def phrases(entry: str) -> list[str]:
    """The first phrases of an entry that name it, without a gap: the first of each way to say it."""
    told = [SAID[entry]] if entry in SAID else []
    for way in lexicon()[entry].say:
        if len(told) == 2:
            break
        phrase = next(phrasings(way)).replace("... ", "")
        if entry in {each.entry.id for each in bedside.understand(phrase, AT).effects if each.there}:
            told.append(phrase)
    return told


@pytest.mark.parametrize("entry", sorted(dangers()))
def test_a_danger_is_as_urgent_when_a_relative_plays_it_down(entry: str) -> None:
    told = phrases(entry)
    assert told, f"no phrase of {entry} names it"
    for phrase in told:
        alone = urgency(phrase)
        assert alone <= (0 if entry in emergencies() else 1), (phrase, LEVELS[alone])
        for twin in PLAYED_DOWN:
            assert urgency(twin.format(phrase)) <= alone, twin.format(phrase)


LINES = (
    # text, at home; each row tests a rule of urgency.toml that asks for more than one effect, and names its source
    ("my left ball has twisted", "emergency"),  # fernhouse-testicle, key facts
    ("sudden pain in my left testicle", "emergency"),  # fernhouse-testicle, key facts
    ("agony in my right testicle since an hour ago", "emergency"),  # fernhouse-testicle, key facts
    ("my erection won't go down", "tell now"),  # ucla-priapism: from four hours on it is an emergency
    ("my erection has lasted five hours", "emergency"),  # ucla-priapism, treatment
    ("my erection is still up six hours later", "emergency"),  # ucla-priapism, treatment
    ("a painful erection that will not go down", "emergency"),  # ucla-priapism, what it is
    ("I have not taken my hydrocortisone for two days", "tell now"),  # uhb-acute-oncology, when you should call
    ("hydrocortisone not taken for two days and being sick", "emergency"),  # addisons-emergency, danger signs
    ("I have Addison's and I am vomiting", "emergency"),  # addisons-emergency, danger signs
    ("pituitary removed, on hydrocortisone, vomiting since morning", "emergency"),  # addisons-emergency, danger signs
    ("shaking uncontrollably with a fever of 39", "emergency"),  # sepsis-adults, extreme shivering
    ("a temperature of 38.4 and pulse 132", "emergency"),  # cornwall-sepsis, red flags
    ("a temperature of 38.4 and pulse 124", "tell now"),  # christie-infection, signs of an infection
    ("not passed wind for two days, vomiting, tummy swollen", "emergency"),  # medlineplus-bowel, symptoms
    ("bringing up brown stuff that smells like poo, my belly is swollen", "emergency"),  # medlineplus-bowel, symptoms
    ("pulse 145 and dizzy", "emergency"),  # upmc-emergency-team, cardiovascular
    ("pulse 145", "tell now"),  # library-page, rhythm
    ("bp 85/50 and dizzy", "emergency"),  # cleveland-low-pressure, when it is an emergency
    ("bp 85/50", "tell now"),  # library-page, capillary-leak
    ("blood pressure 180/90", "tell now"),  # aha-pressure, hypertensive urgency
    ("blood pressure 180/90 and my speech is slurred", "emergency"),  # aha-pressure, hypertensive emergency
    ("my PICC line came out and I am light-headed", "emergency"),  # osu-picc, when to call the emergency number
    ("my heart is racing and I am short of breath", "emergency"),  # hopkins-heart-rate, when to call an ambulance
    ("my eyes hurt, I take topiramate", "emergency"),  # kellogg-topiramate
    ("my eyes hurt", "today"),
    ("I have a sore throat and take clozapine", "tell now"),  # headmeds-clozapine, tell a doctor straight away
    ("constipated for four days on clozapine", "tell now"),  # headmeds-clozapine, tell a doctor straight away
    ("I have a sore throat", "today"),
    ("my achilles tendon hurts and I am on ciprofloxacin", "tell now"),  # mddus-fluoroquinolones
    ("my achilles tendon hurts", "today"),
    ("I have shingles", "tell now"),  # leukemia-bc-shingles, what to do
    ("my grandson has chickenpox and I held him", "tell now"),  # schn-chickenpox, exposure
    ("the chemo leaked out of the vein", "tell now"),  # macmillan-cannula, cannula
    ("the doctor says it is serotonin syndrome", "tell now"),  # stclair-serotonin, when to seek immediate care
    ("I broke my hip", "emergency"),  # hct-hip, symptoms
    ("I broke my wrist", "tell now"),  # nidirect-fractures, when to seek medical help
    ("rigors after my port was flushed", "emergency"),  # sepsis-adults, signs; lothian-lines, infections
    ("I gave myself too much insulin", "emergency"),  # medway-emergency, overdose or poisoning
    ("took my methotrexate every day by mistake", "emergency"),  # mhra-methotrexate; medway-emergency
    ("seeing things that are not there and agitated", "emergency"),  # wales-confusion, how to tell
    ("I went deaf in one ear this morning", "tell now"),  # bjgp-hearing, sudden loss within 30 days
    ("flashes and new floaters in my right eye", "tell now"),  # sight-advice, when to seek immediate attention
    ("blurry patch in one eye since the MEK tablets", "tell now"),  # medlineplus-cobimetinib, call your doctor immediately
    ("he nods off in the middle of a sentence since this morning", "tell now"),  # bersted-sepsis
    ("I have pinched my nose for half an hour and it is still bleeding", "emergency"),  # newham-emergency, heavy bleeding
    ("lots of black specks and lightning flashes in one eye", "tell now"),  # sight-advice, when to seek immediate attention
    ("floaters with bright flashes", "tell now"),  # sight-advice, when to seek immediate attention
)


@pytest.mark.parametrize(("text", "level"), LINES)
def test_a_line_that_a_source_draws_stands_and_a_relative_moves_it_nowhere(text: str, level: str) -> None:
    assert LEVELS[urgency(text)] == level
    assert urgency(text, ward=True) <= urgency(text)
    for twin in PLAYED_DOWN[:5]:
        assert urgency(twin.format(text)) <= urgency(text), twin.format(text)


CALM = (
    "I couldn't sleep, I'm still up six hours later",
    "we were playing ball and I am fine",
    "I had chickenpox as a child",
    "I put hydrocortisone cream on it",
    "I take hydrocortisone every day and feel fine",
    "the ball was suddenly painful to kick",
    "no pain in my testicles",
    "my balls ache a bit",
    "I was near the chicken shop",
)


@pytest.mark.parametrize("text", CALM)
def test_what_only_sounds_like_one_of_these_is_no_alarm(text: str) -> None:
    assert LEVELS[urgency(text)] == "note"


def test_another_medicine_counts_beside_the_treatment() -> None:
    text = "my eyes hurt, I take Topamax for migraine"
    assert bedside.understand(text, AT, bedside.load_medicine("aldesleukin")).urgency == "emergency"


@pytest.mark.parametrize("entry", sorted(SAID))
def test_a_relative_who_denies_it_denies_nothing(entry: str) -> None:
    """A denial by somebody else leaves the danger uncertain, and as urgent."""
    for who in ("my wife", "my husband", "the doctor", "my daughter"):
        said = f"{who} says that is nothing. {SAID[entry]}. {who} says I should wait"
        assert urgency(said) == urgency(SAID[entry]), said


DENIED_BY_OTHERS = (
    ("my wife says I have no chest pain", "emergency"),
    ("he says I have no chest pain but I do", "emergency"),
    ("the doctor told me there is no blood in my stool", "tell now"),
    ("my son thinks I am not confused", "emergency"),
    ("my husband says I did not faint", "emergency"),
    ("she says I don't have a fever", "tell now"),
)


@pytest.mark.parametrize(("text", "level"), DENIED_BY_OTHERS)
def test_a_denial_by_somebody_else_is_no_denial(text: str, level: str) -> None:
    found = bedside.understand(text, AT)
    assert found.urgency == level
    assert all(effect.status in ("present", "uncertain") for effect in found.effects if effect.entry.id in dangers())


OWN_DENIALS = (
    "I have no chest pain",
    "no chest pain, palpitations or shortness of breath",
    "I don't have any chest pain and I am not confused",
    "denies chest pain",
    "chest pain: no",
)


@pytest.mark.parametrize("text", OWN_DENIALS)
def test_what_the_patient_denies_is_denied(text: str) -> None:
    found = bedside.understand(text, AT)
    assert found.urgency == "note" and {effect.status for effect in found.effects} == {"denied"}


HELD_BESIDE_THE_PAST = (
    "I fainted today like I did as a child",
    "I had chest pain this morning like the one years ago",
    "I fainted just now like years ago",
    "I passed out again, same as years ago",
)


@pytest.mark.parametrize("text", HELD_BESIDE_THE_PAST)
def test_a_danger_of_today_is_not_past_because_it_is_like_one_of_long_ago(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "emergency"


IN_DOUBT = (
    ("no fever, chest pain since noon", "chest_pain"),
    ("no cough and chest pain", "chest_pain"),
    ("not sure if it is chest pain", "chest_pain"),
    ("no nausea, blood in my stool", "blood_stool"),
)


@pytest.mark.parametrize(("text", "entry"), IN_DOUBT)
def test_a_doubtful_denial_of_a_danger_is_uncertain_and_urgent(text: str, entry: str) -> None:
    found = bedside.understand(text, AT)
    assert {effect.status for effect in found.effects if effect.entry.id == entry} == {"uncertain"}
    assert found.urgency in ("emergency", "tell now")


def test_the_danger_comes_first_in_the_answer() -> None:
    found = bedside.understand("I am tired, my skin is dry, I have a runny nose, and my chest hurts", AT)
    assert found.effects[0].entry.id == "chest_pain" and found.why[0].level == "emergency"
    assert found.to_json()["tell"].startswith("Call your local emergency number now")  # type: ignore[union-attr,attr-defined]
    assert bedside.understand("my chest hurts", AT, ward=True).tell.startswith("Press the bell now")
