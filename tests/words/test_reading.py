"""Words, phrases, spelling, denial, persons, numbers, times: each as a table of what is written and what is read."""

from __future__ import annotations

import pytest

import bedside
from bedside.words import spelling
from bedside.words.lexicon import lexicon
from bedside.words.numbers import readings
from bedside.words.patterns import BadPhrase, Sets, count, parse, phrasings
from bedside.words.spelling import corrected, meant
from bedside.words.stems import stem
from bedside.words.times import began, times
from bedside.words.tokens import read

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in bedside.understand(text, AT).effects}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I can't", ["i", "can", "not"]),
        ("cannot cant", ["can", "not", "can", "not"]),
        ("havent peed", ["have", "not", "peed"]),
        ("w/o n/v b4", ["without", "nausea", "and", "vomiting", "before"]),
        ("39.2C 80/50", ["39.2", "c", "80", "/", "50"]),
        ("sooo tiiired", ["soo", "tired"]),
        ("nausée", ["nausee"]),
        ("I’m", ["i", "am"]),
    ],
)
def test_words_are_written_out(text: str, words: list[str]) -> None:
    assert [token.text for token in read(text)] == words


def test_places_are_those_of_the_text() -> None:
    text = "My chest HURTS, can't breathe"
    assert {text[token.start : token.end].lower() for token in read(text)} >= {"my", "chest", "hurts", "can't", "breathe"}


@pytest.mark.parametrize(
    "words",
    ["ache aches aching ached achy", "dizzy dizziness", "itch itches itching itched", "swell swelling swells", "foot feet"],
)
def test_the_forms_of_a_word_are_one(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_a_phrase_is_read_and_written_out() -> None:
    sets = Sets({"ache": ("pain", "ache")}, {})
    row = parse("%ache [really] in (arm|left leg) ~ bad", sets)
    assert count(row) == len(list(phrasings(row))) == 8
    assert "pain in left leg ... bad" in set(phrasings(row))


@pytest.mark.parametrize("line", ["(a|b", "a)", "[a)", "a|b"])
def test_a_phrase_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(BadPhrase):
        parse(line, Sets({}, {}))


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("diahrrea", "diarrhea"),
        ("diarrhoea", "diarrhea"),
        ("vomitting", "vomiting"),
        ("dizzyness", "dizziness"),
        ("headach", "headache"),
        ("brething", "breathing"),
        ("stomache", "stomach"),
        ("seziure", "seizure"),
        ("hallucinatng", "hallucinating"),
        ("unconcious", "unconscious"),
        ("constipaton", "constipation"),
        ("palpatations", "palpitations"),
        ("swolen", "swollen"),
        ("exhuasted", "exhausted"),
        ("shiverring", "shivering"),
    ],
)
def test_misspelt_words_are_read(slip: str, right: str) -> None:
    assert stem(meant(slip)) == stem(right)


@pytest.mark.parametrize(
    "word",
    ["couch", "house", "rush", "three", "chose", "patient", "pills", "seven", "feeder", "plain", "wheat", "brush", "train"],
)
def test_an_ordinary_word_is_never_taken_for_a_symptom(word: str) -> None:
    assert meant(word) == word


def test_no_word_of_the_lexicon_is_taken_for_another() -> None:
    """Only another spelling of the same word may be changed, and those are listed."""
    changed = {word for word in lexicon().vocabulary if word.isalpha() and stem(meant(word)) != stem(word)}
    assert changed <= set(spelling._slips())


def test_words_that_run_together_are_parted() -> None:
    assert [token.text for token in corrected(read("chestpain"))] == ["chest", "pain"]


DENIALS = [
    ("no fever or chills but dizzy", {"-fever", "-chills", "+dizziness"}),
    ("no fever, chills, cough or chest pain", {"-fever", "-chills", "-cough", "-chest_pain"}),
    ("no fever and my chest hurts", {"-fever", "+chest_pain"}),
    ("no vomiting, very tired", {"-vomiting", "+fatigue"}),
    ("not only nauseous but also dizzy", {"+nausea", "+dizziness"}),
    ("no doubt it is a fever", {"+fever"}),
    ("I don't know why my chest hurts", {"+chest_pain"}),
    ("can't stop coughing", {"+cough"}),
    ("nothing helps the itching", {"+itching"}),
    ("no relief from the headache", {"+headache"}),
    ("fever: no", {"-fever"}),
    ("chest pain? none", {"-chest_pain"}),
    ("never had a fever", {"-fever"}),
    ("I have not had any diarrhoea or vomiting", {"-diarrhea", "-vomiting"}),
    ("the fever has not gone away", {"+fever"}),
    ("without my tablets I get headaches", {"+headache"}),
    ("breathing is fine", {"-dyspnea"}),
    ("can't get my nosebleed under control", {"+nosebleed"}),
    ("I can't feel any pain", {"-pain"}),
    ("no temp or cough", {"-fever", "-cough"}),
    ("been sick twice, no blood in it", {"+vomiting", "-blood_vomit"}),
    ("coughing, and there is blood in it", {"+cough", "+hemoptysis"}),
]


@pytest.mark.parametrize(("text", "expected"), DENIALS)
def test_what_a_denial_reaches(text: str, expected: set[str]) -> None:
    assert told(text) == expected


OTHERS = [
    ("the rash has gone", {"~rash"}),
    ("I used to get migraines", {"~headache"}),
    ("history of seizures", {"~seizure"}),
    ("I have had headaches since last year", {"+headache"}),
    ("the pain comes and goes", {"+pain"}),
    ("it went away and came back, the rash", {"+rash"}),
    ("what if I get a fever", {"?fever"}),
    ("if I stand up I get dizzy", {"+dizziness"}),
    ("could this be an allergic reaction?", {"?allergic_reaction"}),
    ("my mother had a stroke and I have a headache", {"ostroke", "+headache"}),
    ("my husband is confused", {"+confusion"}),
    ("I feel ok but my wife has a cough", {"ocough"}),
    ("My husband had his infusion. He is confused and I can't sleep", {"+confusion", "oinsomnia"}),
    ("my wife says I look yellow", {"+jaundice"}),
    ("my wife has a cough, I don't", {"ocough", "-cough"}),
    ("family history of seizures", {"oseizure"}),
    ("shingles in 2015", {"~shingles"}),
    ("shingles since 2015", {"+shingles"}),
    ("vomited once last week, nothing since", {"~vomiting"}),
    ("vomiting and diarrhoea last week, both gone now", {"~vomiting", "~diarrhea"}),
    ("passed out this morning, fine since", {"+syncope"}),
    ("don't want to be here any more", {"+suicidal"}),
    ("I can't sleep any more", {"+insomnia"}),
    ("my daughter thinks it's just indigestion", set()),
    ("my daughter thinks it's just a stroke", {"?stroke"}),
    ("my ankles may be a bit swollen", {"?limb_swelling"}),
    ("the lady next to me was throwing up, I was fine", {"ovomiting"}),
    ("I don't want to bother anybody but he's boiling hot and talking gibberish", {"+fever", "+confusion"}),
    ("could these tablets make me depressed", {"?depression"}),
    ("my lungs feel like they are full of water and I can't pee", {"+severe_dyspnea", "+frothy_sputum", "+urine_retention"}),
    ("my legs hurt and they are swollen, I can't pee", {"+limb_pain", "+limb_swelling", "+urine_retention"}),
    ("my husband says they passed out", {"+syncope"}),
    ("not serious I think, skin is blotchy and she is burning up", {"+rash", "+fever"}),
    ("my nurse friend told me that is normal - HR 160", {"+tachycardia"}),
]


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_past_uncertain_and_other_persons(text: str, expected: set[str]) -> None:
    assert told(text) == expected


NUMBERS = [
    ("temp 39.2", [("temperature", 39.2)]),
    ("102 F", [("temperature", 38.9)]),
    ("temperature of 38,6", [("temperature", 38.6)]),
    ("thirty nine point five degrees", [("temperature", 39.5)]),
    ("BP 80 over 50", [("systolic_bp", 80), ("diastolic_bp", 50)]),
    ("bp is 165/95", [("systolic_bp", 165), ("diastolic_bp", 95)]),
    ("eighty over fifty", [("systolic_bp", 80), ("diastolic_bp", 50)]),
    ("pulse 140", [("heart_rate", 140)]),
    ("sats 88%", [("oxygen_saturation", 88)]),
    ("blood sugar 3.1", [("glucose", 3.1)]),
    ("passed 60 ml of urine", [("urine_output", 60)]),
    ("breathing 32 a minute", [("respiratory_rate", 32)]),
    ("SpO2 86", [("oxygen_saturation", 86)]),
    ("sats went from 96 to 87", [("oxygen_saturation", 96), ("oxygen_saturation", 87)]),
    ("the top number is only 78", [("systolic_bp", 78)]),
    ("pulse 132, 38.4", [("heart_rate", 132), ("temperature", 38.4)]),
    ("102.8 this evening", [("temperature", 39.3)]),
    ("HR 158", [("heart_rate", 158)]),
    ("HR is 36", [("heart_rate", 36)]),
    ("half an hour 60 miles away", []),
    ("pulse ox says 86", [("oxygen_saturation", 86)]),
    ("85% oxygen", [("oxygen_saturation", 85)]),
    ("she is breathing 40 times a minute", [("respiratory_rate", 40)]),
    ("breathing exercises 10 times", []),
    ("38.4 kg", []),
    ("200 ml since morning", [("urine_output", 200)]),
    ("drank 200 ml since morning", []),
    ("I am 63 and took 2 pills at 8", []),
    ("pain is 8/10", []),
    ("temp 390", []),
]
COUNTS = [
    ("my platelets are 32", {"+low_platelets"}),
    ("platelets 210", set()),
    ("platelets were 45000", {"+low_platelets"}),
    ("sodium down at 124", {"+low_sodium"}),
    ("potassium 6.3", {"+high_potassium"}),
    ("hb 7.2", {"+anemia"}),
    ("hemoglobin 72", {"+anemia"}),
    ("neutrophils 0.4", {"+low_neutrophils"}),
    ("creatinine is 3.1", {"+creatinine_up"}),
    ("temp 37.8", {"+fever"}),
    ("temp 37.2", {"-fever"}),
    ("oxygen 98%", {"-hypoxia"}),
    ("oxygen 93%", set()),
    ("passed 60 ml of urine", set()),
    ("only passed 60 ml of urine all day", {"+urine_low"}),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_where_their_name_or_unit_stands(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(each.concept, each.value) for each in readings(read(text))] == expected


TIMES = [
    ("since yesterday", "2026-03-03T18:00:00Z"),
    ("for 3 days", "2026-03-01T18:00:00Z"),
    ("two hours ago", "2026-03-04T16:00:00Z"),
    ("since this morning", "2026-03-04T08:00:00Z"),
    ("last night", "2026-03-03T22:00:00Z"),
    ("half an hour ago", "2026-03-04T17:30:00Z"),
    ("a couple of weeks ago", "2026-02-18T18:00:00Z"),
    ("since Monday", "2026-03-02T18:00:00Z"),
    ("an hour after the dose", None),
]


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times_count_back_from_the_question(text: str, expected: str | None) -> None:
    (found,) = times(read(text), text, AT)
    assert found.said == text
    assert began(found, AT) == (bedside.parse_time(expected) if expected else None)


GRADES = [
    ("temp 38.5", "fever", 1),  # CTCAE 5, Fever: 38.0 to 39.0
    ("temp 39.2", "fever", 2),  # above 39.0 to 40.0
    ("temp 40.4", "fever", 3),  # above 40.0
    ("diarrhoea 3 times a day", "diarrhea", 1),  # CTCAE 5, Diarrhea: fewer than 4 more
    ("diarrhoea 5 times a day", "diarrhea", 2),  # 4 to 6 more
    ("loose stools 8 times", "diarrhea", 3),  # 7 and more
    ("mild headache", "headache", 1),  # CTCAE 5, Headache: mild pain
    ("severe headache", "headache", 3),  # severe pain
    ("headache 8/10", "headache", 3),
    ("headache", "headache", None),
    ("so tired I can't get out of bed", "fatigue", 3),  # CTCAE 5, Fatigue: limits self care
    ("I fainted", "syncope", 3),  # CTCAE 5, Syncope has one grade
    ("blood sugar 45", "low_sugar", 2),  # CTCAE 5, Hypoglycemia: below 55 to 40 mg/dL
    ("bp 165/95", "hypertension", 3),  # CTCAE 5, Hypertension: 160 and more
    ("sats 86%", "hypoxia", 3),  # CTCAE 5, Hypoxia: below 88 % at rest
    ("haven't peed since yesterday", "urine_none", 4),  # CTCAE 5, Urine output decreased: under 240 mL in 24 hours
    ("haven't peed since this morning", "urine_none", 3),  # under 80 mL in 8 hours
    ("I feel sick", "nausea", None),
]


@pytest.mark.parametrize(("text", "entry", "grade"), GRADES)
def test_a_grade_is_given_where_the_words_support_one(text: str, entry: str, grade: int | None) -> None:
    assert [each.grade for each in bedside.understand(text, AT).effects if each.entry.id == entry] == [grade]


@pytest.mark.parametrize("words", ["hands and feet and ", "no fever, ", "feel ", "can not get my ", "I am tired "])
def test_a_text_without_an_end_is_answered(words: str) -> None:
    assert bedside.understand(words * (6000 // len(words)), AT).urgency in ("note", "today")


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_what_a_measured_value_shows(text: str, expected: set[str]) -> None:
    assert told(text) == expected


def test_any_number_in_figures_stands_where_a_phrase_has_a_nought() -> None:
    assert told("2 kg up since yesterday") == told("12 kg up since yesterday") == {"+weight_gain_fast"}
