"""What reviews and posts about a medicine tell besides its effects: what it is for, what others think, and what was before."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> set[str]:
    return {f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects}


TAKEN_FOR = (
    ("Amitriptyline 10mg at night for nerve pain, mouth is so dry.", {"+dry_mouth"}),
    ("I take four aspirin a day for my arthritis. Ears are ringing.", {"+tinnitus"}),
    ("Taltz was wonderful for my psoriasis. But now diarrhoea.", {"+diarrhea"}),
    ("Works for my fibro but I've a dry mouth.", {"+dry_mouth"}),
    ("On cipro for a UTI, now I'm dizzy.", {"+dizziness"}),
    ("On codeine for headache and blurred vision", {"+headache", "+vision_blurred"}),
    ("It made me sleepy, so they moved me to naloxone", {"+sleepiness"}),
    ("It gave me a rash so they moved me to steroids", {"+rash"}),
    ("Thought I had a fever, it was 36.8 this morning now 39", {"+fever"}),
    ("No fever now, had one this morning 39", {"~fever"}),
    ("On my third antibiotic for a UTI, still burning, and dizzy.", {"+uti", "+dizziness"}),
    ("Aimovig cut my migraines in half. Constipated though.", {"+constipation"}),
    ("Migraines down from 12 to 2 a month, but so constipated.", {"+constipation"}),
    ("Migraine group: my fingers tingle on topiramate.", {"+tingling"}),
    ("Helped the back pain but I've a dry mouth.", {"+dry_mouth"}),
    ("It didn't help the back pain and I've a dry mouth.", {"+back_pain", "+dry_mouth"}),
    ("On apixaban after my stroke, nosebleeds.", {"~stroke", "+nosebleed"}),
    ("Took it for a chest infection and my ears ring.", {"~pneumonia", "+tinnitus"}),
    ("I took it for a chest infection, still coughing.", {"+pneumonia", "+cough"}),
    ("It's for my epilepsy and I have a dry mouth.", {"+dry_mouth"}),
    ("My nerve pain is better and my mouth is dry.", {"+dry_mouth"}),
    ("My nerve pain is better than before but bad, and my mouth is dry.", {"+nerve_pain", "+dry_mouth"}),
    ("Put on heparin yesterday after a stroke, nosebleeds.", {"+stroke", "+nosebleed"}),
)
THOUGHT = (
    ("I'm wheezing and hubby says I'm panicking.", {"+wheezing"}),
    ("I've a cough and my flatmate says hay fever.", {"+cough"}),
    ("Heart pounding all day. Dad says anxiety.", {"+palpitations"}),
    ("My wife says I'm anxious and snappy since the steroids.", {"+anxiety", "+irritability"}),
    ("Mum has a rash. Mum says she's tired.", {"+rash", "+fatigue"}),
    ("I have a rash all over, the nurse wasn't worried.", {"+rash"}),
    ("My husband is not worried but my ankles are swollen.", {"+limb_swelling"}),
    ("I'm worried about the rash on my chest.", {"+rash"}),
    ("I'm worried about everything, and the rash is back.", {"+anxiety", "+rash"}),
    ("Was worried about acne, nothing. Got thrush instead.", {"-acne", "+thrush"}),
    ("Read on here that finasteride kills your libido. I have a cough.", {"+cough"}),
    ("read that it makes you faint, it did", {"+syncope"}),
    ("heard it can make you confused, husband is", {"+confusion"}),
    ("My husband thinks I've gone mad but I see double.", {"+vision_double"}),
)
EARLIER = (
    ("Crestor gave me cramps at night. Off it since Easter and no more cramps.", {"~cramps"}),
    ("I was on lisinopril and coughed for months. Losartan now, cough gone.", {"~cough"}),
    ("Tramadol made me itch, so the GP swapped it for codeine.", {"~itching"}),
    ("Metformin gave me the runs. Slow release fixed it completely.", {"~diarrhea"}),
    ("Ramipril gave me a cough. Switched to candesartan and it vanished.", {"~cough"}),
    ("On Zoloft I had no sex drive. Wellbutrin sorted that.", {"~libido_low"}),
    ("The worst thing was the metallic taste. Ended when I finished the course.", {"~taste"}),
    ("First weeks no appetite and a headache. Both gone by week 4.", {"~anorexia", "~headache"}),
    ("Mouth sores healed, sickness over.", {"~mouth_sores", "~nausea"}),
    # it goes on, or another thing ended
    ("Ramipril gave me a cough. Switched to candesartan and the cough is still there.", {"+cough"}),
    ("Ramipril gave me a cough. Switched to candesartan, now my ankles swell.", {"+cough", "+limb_swelling"}),
    ("They gave me morphine and I itched all night so they changed the sheets.", {"+itching"}),
    ("I had a rash. Now on antihistamines and it went on to spread.", {"+rash"}),
    ("My ankles are swollen. Now on furosemide, no more room in my shoes.", {"+limb_swelling"}),
    ("It itches all over my back", {"+itching"}),
    # a danger is not over with a medicine
    ("The pills gave me chest pain. Switched to new ones and it vanished.", {"+chest_pain"}),
)
ANSWERED = (
    ("The nurse asked if I had any rash, no I haven't.", {"-rash"}),
    ("Doctor asked if my pee was dark, no it isn't.", {"-dark_urine"}),
    ("dr asked if I had chest pain. I said none. I wasn't honest", {"?chest_pain"}),
    ("dr asked if I had chest pain. I said none. I lied", {"?chest_pain"}),
    ("dr asked if I had chest pain. I said none, to be honest", {"-chest_pain"}),
    ("asked if I had thoughts of ending my life, I said neither, wasn't honest", {"?suicidal"}),
    ("husband says it's just a bit of diarrhoea, 12 times today", {"?diarrhea"}),
    ("he says it's just vomiting, ten times", {"?vomiting"}),
    ("husband says it's just a bit of tiredness", set()),
    ("They asked had I any pain in my chest. No I haven't.", {"-chest_pain"}),
    ("Doesn't burn or sting when I go.", {"-dysuria"}),
    ("I've grown moobs. They don't hurt.", {"+gynecomastia", "-breast_pain"}),
    ("I took all seven days and had no reaction at all.", {"-allergic_reaction"}),
    ("It isn't conjunctivitis, and the jab leaves a welt.", {"-eye_infection", "+injection_site"}),
    ("My mother, also on it, had pneumonia at christmas. All I have is a drippy nose.", {"opneumonia", "+runny_nose"}),
)
WORDS = (
    ("I've got a raging sore throat.", {"+sore_throat"}),
    ("I'm raging at everyone.", {"+irritability"}),
    ("I haven't run since 1998.", set()),
    ("Black tarry stools since Friday.", {"+black_stool"}),
    ("Eight loose stools since Friday.", {"+diarrhea"}),
    ("PSA 0.02 so no complaints.", set()),
    ("It gave me a headache.", {"+headache"}),
    ("The forms gave me a headache.", set()),
    ("My BP is down to a lovely 120/75.", {"-hypertension"}),
    ("My BP is down to 80/40.", {"+hypotension"}),
    ("I've dropped a stone.", {"+weight_loss"}),
    ("The drain looks like a hamster, hair everywhere.", set()),
    ("My face looks like a hamster.", {"+face_swelling"}),
    ("I came up in a rash like bubble wrap.", {"+rash"}),
    ("I put it in the bin.", set()),
    ("She put her shoes in the bin and doesn't know me.", {"+confusion"}),
    ("Felt something pop in my calf.", set()),
    ("Something popped in my belly.", {"+perforation"}),
    ("A clot in my lung.", {"+thrombosis"}),
    ("Brought clots up from my lungs.", {"+hemoptysis"}),
    ("The first month I was dizzy.", {"+dizziness"}),
    ("Dark patches round my eyes.", set()),
    ("A shadow came across my right eye.", {"+vision_lost"}),
    ("My heart does a little jig when I lie down.", {"+palpitations"}),
    ("Spotty as a teenager.", {"+acne"}),
    ("My teenager said she wants to die.", {"+suicidal"}),
    ("It took my hot flushes away.", {"~hot_flashes"}),
    ("My eczema flared the week I stopped the cream.", {"+skin_disease"}),
    ("Hives and a tight throat.", {"+hives", "+throat_swelling"}),
    ("Grey and no puff on the stairs.", {"+dyspnea"}),
    ("The telly has gone quiet.", {"+hearing"}),
    ("A red itchy lump where it went in.", {"+injection_site"}),
    ("Red spots and bumps over my chest.", {"+rash"}),
)


@pytest.mark.parametrize(("text", "expected"), TAKEN_FOR)
def test_what_a_medicine_is_taken_for_is_no_effect_of_it(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), THOUGHT)
def test_what_others_take_it_for_and_what_was_feared_is_none(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), EARLIER)
def test_what_an_earlier_medicine_did_is_over_where_it_ended(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), ANSWERED)
def test_whoever_is_asked_and_says_no_has_it_not(text: str, expected: set[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_of_another_sense_tell_of_nothing_and_the_plain_word_still_does(text: str, expected: set[str]) -> None:
    assert told(text) == expected


def test_what_was_years_ago_and_never_came_back_is_no_alarm() -> None:
    text = "I threw a chair and yes I thought of ending it. That was 2018. Switched and neither has ever come back."
    assert "~suicidal" in told(text)
    assert bedside.understand(text, AT).urgency == "note"
