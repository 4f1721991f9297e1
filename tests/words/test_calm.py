"""What is told calmly is no alarm: what is over, somebody else's, only asked of, or sounds alike; what is there stays one.

Each table holds calm sentences and sister sentences of a danger that is there.
"""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import LEVELS, dangers, most_urgent, named_medicine, reasons

AT = bedside.parse_time("2026-03-04T18:00:00Z")
OVER = (
    "had afib with dose 7. No more flutters since",
    "Had a reaction to the infusion first time, they slowed it down, since then nothing",
    "Came out in hives with the first dose, none with the second",
    "BP was low in the unit and I came over giddy, all settled before they let me go.",
    "The chest tightness I told you about in April was looked into and is gone.",
    "chest pain I had at Easter was checked, and it hasn't been back",
    "Had a hypo in November, none since they changed the insulin",
    "Had fever and chills the night of the vaccine, right as rain now",
    "38.5 the night of the vaccine, nothing since, feel grand",
    "I had hives from penicillin when I was six",
    "Last cycle I was vomiting for two days, this time I'm only a little queasy",
    "I fainted in church back in October. Never again since.",
    "allergic to cats and pollen",
    "hypos all through November, none since they changed the pump",
    "the hives cleared within a day of the piriton last month",
)
NOT_OVER = (
    "I had chest pain in April and it's back today",
    "Had chest pain an hour ago, gone now",
    "fever last night 38.6, right as rain now",
    "Had afib with dose 7 and my heart is fluttering again",
    "had afib with dose 7, none since, but I'm getting it tonight",
    "hypo in November, none since, until last night 2.9",
    "Since the last course my blood pressure goes very low",
    "first cycle, temp 38.4, otherwise I've been fine",
    "blood in my urine, was fine last month",
    "Last year I was fine, this year the chest pain started",
    "passed out after the first dose, fine now",
    "my dad had a fit with dose 3, no bother before",
    "I'm allergic to penicillin and they gave me amoxicillin",
    "I fainted in October, never again, and today I passed out",
)
ANOTHER = (
    "My sister is allergic to penicillin, me not that I know of.",
    "Read about a man who got myasthenia on this drug. Nothing like that here",
    "My brother had a heart attack at 52, does that matter for starting lenvatinib?",
    "My father had a stroke at 60, does that put me at risk on this?",
    "wee one has croup and a temp of 38.5, he isn't the patient, I am",
    "Grandson has a temperature of 39, can I visit him?",
    "Neighbour's BP was 80/50 yesterday, mine is 125/80",
    "There's a girl at school whose mum has Addison's",
    "My sister's little girl has epilepsy and had another fit on Monday",
    "My friend's mum fainted at bingo",
    "My late wife had seizures at the end",
    "my cousin's barber had a stroke",
)
ONE_S_OWN = (
    "My husband has chest pain, does that matter?",
    "My baby has a temperature of 39 after his jabs",
    "My friend took my temperature, 39.2",
    "My little girl had a fit on Monday",
    "My brother had a heart attack at 52 and I have chest pain now",
    "Neighbour here, he has chest pain",
    "Neighbour here, his temp is 39",
    "my sister's boy found me unconscious",
    "the lady next door checked my blood pressure, 82/50",
    "night aide here, resident in 12 is floppy, eyes open but nobody in",
    "she's chatting to my late aunt at the end of the bed and she is confused",
    "Life is not worth it, I want to join my late husband",
    "temp of 38.5, my grandson has a cold too",
)
ASKED = (
    "What should I do if I get a fever over the weekend?",
    "If I get short of breath at the weekend which number do I ring?",
    "The nurse said to ring if I get short of breath or have chest pain, is that the same number at night?",
    "They told me to look out for shortness of breath, rash and diarrhea. Is there a leaflet in Polish?",
    "Does this really cause blood clots in the leg? Just wondering before I say yes to it.",
    "Can you tell me what the normal range for blood pressure is at 70?",
    "what temperature counts as a fever, 37.5 or 38?",
    "The booklet lists seizures, bleeding and heart failure. Cheery reading!",
    "Scared of getting a clot on the plane, do I need stockings?",
    "ECG to rule out AF came back normal",
)
TOLD = (
    "I have chest pain, which number do I ring at night?",
    "What should I do if I have chest pain right now",
    "what do I do if I get chest pain again at night?",
    "The nurse said to ring if I get chest pain and I have it now",
    "They said ring if I get a temp over 38 and it's 38.4",
    "told to ring if my temp is over 38: it's 38.3",
    "They told me to report any blood and I coughed up a cupful",
    "Is my temp of 38.5 too high?",
    "what's the normal range, my pulse is 130?",
    "booklet lists fever as urgent, mine is 38.4",
    "worried I'll have another seizure, had one this morning",
    "told to watch for chest pain, chest is tight",
    "nurse told me to report any bleeding, gums bled a lot and bruises",
    "the leaflet mentions breathlessness and I am gasping",
    "told to look out for a stroke, face drooped and arm went",
    "myocarditis was what the card warned about: chest hurts, went down like a sack an hour ago",
    "what if I get a fever at home?",
    "ruled out a heart attack but chest pain came back tonight",
)
ALIKE = (
    "My beard has gone snow white, the barber didn't recognise me.",
    "Toes curl up with cramp and tummy a bit loose.",
    "Since the neck radiation my jaw opens only one finger wide.",
    "bruises everywhere from the jabs and a bit sore at the spots",
    "Muscles sore like after threshing",
    "Muscles and joints all ache and I'm dead on my feet",
    "My hands are full with the lambs this week",
    "Hiccups and a blown-up stomach after supper",
    "Heart echo down to 48. I don't feel it",
    "The palms of my hands and soles of my feet are red and tender",
    "Gums sore, bit of blood on toothbrush",
    "these hot flushes! soaking the sheets every night",
    "Do you think I'll be tired after radiotherapy?",
    "nosebleed for two minutes after blowing my nose",
    "lips blue from blueberry pie",
    "passed out certificates at the school",
)
MEANT = (
    "he does not recognise me, his own wife",
    "curled up in bed with belly pain, it's agony",
    "neck raw and weeping",
    "bruises everywhere and tiny red dots",
    "he is thrashing about in the bed",
    "my hands are week, can't grip",
    "burst appendix they think",
    "heart rate down to 38",
    "hand is red, hot and swollen, red streaks up the arm",
    "gums bleeding and nose bleeding",
    "nosebleed for two hours",
    "blue lips after the drip",
    "passed out in the school hall",
    "chest pain in the first hour of the drip",
)


def level(text: str) -> int:
    told = effects(text, AT, dangers()).effects
    return LEVELS.index(most_urgent(each.level for each in reasons(told, False, named_medicine(text))))


@pytest.mark.parametrize("text", (*OVER, *ANOTHER, *ASKED, *ALIKE))
def test_what_is_over_of_another_asked_of_or_only_alike_is_no_alarm(text: str) -> None:
    assert level(text) >= LEVELS.index("today")


@pytest.mark.parametrize("text", (*NOT_OVER, *ONE_S_OWN, *TOLD, *MEANT))
def test_a_danger_that_is_there_stays_one(text: str) -> None:
    assert level(text) <= LEVELS.index("tell now")


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("the runs and the cramps stopped two days after the antibiotic", "diarrhea"),
        ("The rash is gone and so is the itch", "itching"),
        ("The rash and the sausage fingers are history", "rash"),
        ("that itchy rash is gone", "itching"),
        ("the itch went after two days of the cream", "itching"),
        ("Runs have stopped", "diarrhea"),
        ("Had a headache on Tuesday but it went with two paracetamol", "headache"),
        ("swelling gone from my legs", "limb_swelling"),
        ("cough went away by itself", "cough"),
    ],
)
def test_what_ended_with_the_rest_or_by_its_own_words_is_past(text: str, entry: str) -> None:
    assert {each.status for each in effects(text, AT, dangers()).effects if each.entry.id == entry} == {"past"}


@pytest.mark.parametrize("text", ["runs never stopped me going out", "has not stopped the diarrhoea", "hearing gone"])
def test_what_has_not_stopped_is_not_past(text: str) -> None:
    assert "past" not in {each.status for each in effects(text, AT, dangers()).effects}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        # what a leaflet or staff named, and somebody says to have
        ("The leaflet says to ring for chest pain. I have had it since lunch.", "chest_pain"),
        ("what are the symptoms of a stroke? I have them", "stroke"),
        ("the nurse said to watch for black stools, mine are black", "black_stool"),
        ("Can aldesleukin cause confusion? He has it.", "confusion"),
        # an earlier time that ended, and the same these days
        ("last cycle I couldn't breathe, it settled, tonight it's the same again", "severe_dyspnea"),
        ("fainted last month, fine since, same thing this morning", "syncope"),
        ("had a fit in June, fine since, but he had another one today", "seizure"),
        # whoever would be gone is not what has gone
        ("they would all be better off if I was gone", "suicidal"),
        ("I've started thinking the family would be better off if I were gone", "suicidal"),
        # a sentence of one's own beside what somebody else has
        ("my sister's boy had a fit. I am shaking all over and cannot stop", "rigors"),
        # who gives the treatment is not whom it happens to
        ("I am allergic to penicillin and they gave it to me, face swelling", "face_swelling"),
        # a knock to the head is no blow to somebody
        ("platelets 12 and i've gone and hit my head on the car boot", "head_injury"),
        ("pain in my belly going straight through to my back", "back_pain"),
    ],
)
def test_what_is_there_is_told_however_it_is_wrapped(text: str, entry: str) -> None:
    found = bedside.understand(text, AT)
    assert entry in {each.entry.id for each in found.effects if each.there}
    assert found.urgency in ("emergency", "tell now")


@pytest.mark.parametrize(
    "text", ["what are the signs of a stroke", "they said to call if I get breathless, is that the same number at night?"]
)
def test_what_nobody_says_to_have_is_only_asked_of(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "note"


def test_a_number_of_somebody_else_or_of_an_earlier_time_is_not_recorded() -> None:
    for text in ("Grandson has a temperature of 39, can I visit him?", "38.5 the night of the vaccine, nothing since"):
        assert not bedside.understand(text, AT).observations
    assert bedside.understand("my temperature is 39", AT).observations
