"""Lists that one word denies, what was there before or came to an end, ages and years of then, and questions of nobody."""

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


LISTED = [
    (
        "The nurse asked about chest pain, palpitations and fits: I have none of these.",
        {"-chest_pain", "-palpitations", "-seizure"},
    ),
    ("Fever? Chills? Cough? No to all three.", {"-fever", "-chills", "-cough"}),
    ("He asked about cramps and a rash, I have neither.", {"-cramps", "-rash"}),
    ("You wanted to know about fever and chills, I've had neither.", {"-fever", "-chills"}),
    ("Side effects: nausea, vomiting, diarrhoea: none so far.", {"-nausea", "-vomiting", "-diarrhea"}),
    ("None of the following: chest pain, fits, blood in the urine.", {"-chest_pain", "-seizure", "-blood_urine"}),
    ("nurse asked about chest pain, cough: none of these but I am dizzy", {"-chest_pain", "-cough", "+dizziness"}),
    ("The nurse asked about chest pain and a cough: I have all of these", {"+chest_pain", "+cough"}),
    ("Nurse asked about chest pain and a cough: none of these today but I had both last night", {"+chest_pain", "+cough"}),
    ("I have chest pain and breathlessness. None of these went with the spray.", {"+chest_pain", "+dyspnea"}),
    ("Chest pain and breathlessness, I've had neither before", {"+chest_pain", "+dyspnea"}),
    ("Chest pain, palpitations, none of the tablets help", {"+chest_pain", "+palpitations"}),
]


@pytest.mark.parametrize(("text", "found"), LISTED)
def test_one_word_denies_a_list_that_is_only_offered(text: str, found: set[str]) -> None:
    assert told(text) == found


OTHERS = [
    ("My wife has a cough and a fever, I have neither.", {"ocough", "-cough", "ofever", "-fever"}),
    ("Everyone at home is coughing except me", {"ocough"}),
    ("Everyone at home is coughing and I haven't got it", {"ocough", "-cough"}),
    ("My sister has shingles, I haven't got it.", {"oshingles", "-shingles"}),
    ("The whole family has diarrhoea, not me thank God", {"odiarrhea"}),
    ("My wife has chest pain, I have not had it so bad", {"+chest_pain"}),
    ("My dad has chest pain, I have neither phone credit nor a car", {"+chest_pain"}),
    ("My wife has a cough and a fever, I have both.", {"+cough", "+fever"}),
]


@pytest.mark.parametrize(("text", "found"), OTHERS)
def test_what_others_have_the_writer_may_be_without(text: str, found: set[str]) -> None:
    assert told(text) == found


OVER = [
    ("I'd a headache and a temperature on Sunday but both cleared off by Monday", {"~headache", "~fever"}),
    ("I'd the runs at the weekend, all cleared up by Monday.", {"~diarrhea"}),
    ("Had a rash on Tuesday, gone by Wednesday.", {"~rash"}),
    ("Slipped on ice in the winter of '21 and broke the wrist, it mended.", {"~fall", "~wrist_broken"}),
    ("I had a clot in my lung in the summer of '09.", {"~thrombosis"}),
    ("I tried to kill myself at 17, I am 45 now.", {"~suicide_attempt"}),
    ("I was depressed at twenty, I'm seventy now", {"~depression"}),
    ("no chest pain now, I did on Monday", {"~chest_pain"}),
    ("I was sick on Monday and Tuesday but not since.", {"~vomiting"}),
    ("On cycle one I was sick for days. This time nothing.", {"~vomiting"}),
    ("No fever now, had one on Sunday", {"~fever"}),
    ("not dizzy today, I was yesterday", {"~dizziness"}),
    ("No blood in my stool today, there was some yesterday", {"~blood_stool"}),
]


@pytest.mark.parametrize(("text", "found"), OVER)
def test_what_ended_or_was_there_before_is_over(text: str, found: set[str]) -> None:
    assert told(text) == found


BACK = [
    ("I lost my taste for a fortnight but it's back now.", {"~taste"}),
    ("My hair fell out but it has grown back", {"~hair_loss"}),
    ("lost my taste, it's not back yet", {"+taste"}),
    ("insomnia for a week, it's back now", {"+insomnia"}),
]


@pytest.mark.parametrize(("text", "found"), BACK)
def test_what_was_lost_may_be_back(text: str, found: set[str]) -> None:
    assert told(text) == found


DIALECT = [
    ("I cannae breathe", {"+severe_dyspnea"}),
    ("I dinnae feel sick", {"-nausea"}),
    ("can't keep nowt down", {"+refractory_vomiting"}),
    ("I'm not after vomiting at all today.", {"-vomiting"}),
    ("Himself has the flu with a fever of 39, I'm grand.", {"oflu_like", "ofever"}),
    ("I'd a temperature of 38.9", {"+fever"}),
    ("The doctor says the wrist isn't broken", {"-wrist_broken"}),
    ("my wife says no line infection", {"?line_infection"}),
]


@pytest.mark.parametrize(("text", "found"), DIALECT)
def test_dialect_is_read(text: str, found: set[str]) -> None:
    assert told(text) == found


NOT_OVER = [
    ("had chest pain on Monday, gone by Tuesday, back now", {"+chest_pain"}),
    ("I took an overdose at nineteen, I'm 58 now and I want to do it again.", {"+suicide_attempt"}),
    ("At nineteen I took an overdose, I'm 58 now and have just taken one more", {"+suicide_attempt"}),
    ("Chest pain and pulse at 30. I'm 78 and on my own.", {"+chest_pain", "+bradycardia"}),
    ("I had chest pain at 14:30. I am 66 now.", {"+chest_pain"}),
    ("had a stroke in the winter of 2019 and my arm is weak since", {"~stroke", "+arm_weakness"}),
    ("sight in left eye gone by Monday", {"+vision_lost"}),
    ("Confused since the winter of '21", {"+confusion"}),
    ("a dry cough over the past few days", {"+cough"}),
    ("weak as water all over and food sticks", {"+weakness", "+dysphagia"}),
    ("no chest pain, I was very dizzy yesterday", {"-chest_pain", "+dizziness"}),
    ("no rash, I had a scan on Monday", {"-rash"}),
]


@pytest.mark.parametrize(("text", "found"), NOT_OVER)
def test_what_goes_on_or_came_again_is_there(text: str, found: set[str]) -> None:
    assert told(text) == found


ASKED = [
    ("When should I worry about a cough?", set()),
    ("Who do I ring if I'm sick in the night?", set()),
    ("Are headaches a side effect?", set()),
    ("How long does nausea last after chemo?", set()),
    ("Wondering what I should do if I get constipated on these", set()),
    ("What's the number to ring if I get a fever?", {"?fever*"}),
    ("Who do I ring if I'm sick in the night? I've just been sick twice.", {"+vomiting"}),
    ("Is this rash common?", {"?rash"}),
    ("What do I do if I have a nosebleed that won't stop?", {"?nosebleed"}),
    ("who do I ring, I get a fever every night", {"+fever"}),
]


@pytest.mark.parametrize(("text", "found"), ASKED)
def test_what_nobody_has_is_only_asked_of(text: str, found: set[str]) -> None:
    assert told(text) == found


COUNTED = [
    ("fits: 0, falls: 2", {"-seizure", "+fall"}),
    ("falls: 0, fits: 0", {"-fall", "-seizure"}),
    ("pain: 0, evening: 4", {"+pain"}),
    ("a cough and a temperature", {"+cough", "+fever"}),
    ("no headache or temperature", {"-headache", "-fever"}),
    ("I check my breathlessness and temperature daily", {"+dyspnea"}),
    ("BP 122/76 today, so not low", {"-hypotension"}),
    ("I haven't had a temperature over 37.5 all week", {"-fever"}),
    ("not sure but temp over 38", {"+fever"}),
    ("can't get my temp down below 39", {"+fever"}),
    ("very little to no anxiety, some weight gain", {"-anxiety", "+weight_gain"}),
    ("no cough and some chest pain", {"-cough", "+chest_pain"}),
    ("no headache, slight nausea", {"-headache", "+nausea"}),
    ("I look for blood each day and there was some", {"+bleeding"}),
    ("I look for blood each day and there hasn't been any", {"-bleeding"}),
    ("the doctor said no infection", {"-infection"}),
    ("my wife says no infection", {"?infection"}),
    ("Vomiting since noon, nothing bloody in it.", {"+vomiting", "-blood_vomit"}),
]


@pytest.mark.parametrize(("text", "found"), COUNTED)
def test_lists_scores_and_what_is_looked_for(text: str, found: set[str]) -> None:
    assert told(text) == found


WELL = [
    ("breathing and swallowing no bother", {"-dyspnea", "-dysphagia"}),
    ("earache but I can hear out of it ok", {"+ear_pain", "-hearing"}),
    ("Sight and hearing fine", {"-vision_lost", "-hearing"}),
    ("I can't hear out of it", {"+hearing"}),
    ("I've taken all my tablets today as prescribed", set()),
    ("I've taken all my tablets today in one go", {"+suicide_attempt"}),
    ("I have taken all my tablets", {"+suicide_attempt"}),
    ("can't get a full sentence out without stopping for breath", {"+severe_dyspnea"}),
]


@pytest.mark.parametrize(("text", "found"), WELL)
def test_what_works_is_no_trouble_and_what_does_not_is(text: str, found: set[str]) -> None:
    assert told(text) == found


FOG = [
    ("Brain fog, memory loss, tired.", {"+fog", "+memory", "+fatigue"}),
    ("Brain fog and loss of concentration", {"+fog", "+concentration"}),
    ("Chemo brain, I keep forgetting names", {"+memory"}),
    ("Foggy head, I can't concentrate on a film", {"+concentration"}),
]


@pytest.mark.parametrize(("text", "found"), FOG)
def test_foggy_thinking_stands_by_itself_in_a_list_and_else_is_told_as_what_fails(text: str, found: set[str]) -> None:
    assert told(text) == found
