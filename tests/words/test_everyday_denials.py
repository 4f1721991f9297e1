"""What is denied, over, somebody else's, only thought of or only asked: and the danger that the same words may tell plainly."""

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


EXCEPTED = [
    ("No chest pain unless I climb the stairs", {"+chest_pain"}),
    ("No chest pain except when I walk uphill", {"+chest_pain"}),
    ("Chest doesn't hurt, only when I breathe in deep", {"+chest_pain"}),
    ("I don't get short of breath apart from when I lie flat", {"+dyspnea"}),
    ("not breathless at rest, only when I climb stairs", {"+dyspnea"}),
    ("I'm not breathless sitting still but I am walking to the loo", {"+dyspnea"}),
    ("Breathing is fine except on the stairs", {"+dyspnea"}),
    ("He isn't confused except at night", {"+confusion"}),
    ("I never faint, well except yesterday", {"+syncope"}),
    ("No chest pain, shortness of breath or palpitations except when I climb", {"+chest_pain", "+dyspnea", "+palpitations"}),
    ("No bleeding apart from my gums", {"+gum_bleeding"}),
    ("No rash anywhere but my chest", {"+rash"}),
    ("No headache unless I cough", {"+headache"}),
    ("No bleeding apart from a nosebleed", {"-bleeding", "+nosebleed"}),
    ("No pain apart from my usual backache", {"-pain", "+back_pain"}),
    ("No rash, only tiredness", {"-rash", "+fatigue"}),
    ("Breathing fine apart from a blocked nose at night", {"-dyspnea", "+stuffy_nose"}),
    ("I never had a seizure except as a child", {"~seizure"}),
]


@pytest.mark.parametrize(("text", "found"), EXCEPTED)
def test_what_is_denied_but_for_a_time_or_a_deed_is_there(text: str, found: set[str]) -> None:
    assert told(text) == found


DENIED = [
    ("I have no fever or chills or vomiting but I'm really dizzy", {"-fever", "-chills", "-vomiting", "+dizziness"}),
    ("no rash but I am really tired", {"-rash", "+fatigue"}),
    ("he says I have no pain but I do, really", {"+pain"}),
    ("I would not say I feel nauseous, no.", {"-nausea"}),
    ("I can't say I've been short of breath", {"-dyspnea"}),
    ("I wouldn't say I have chest pain, more a tightness", {"?chest_pain"}),
    ("He wouldn't say he had chest pain", {"+chest_pain"}),
    ("At no point did I lose consciousness.", {"-syncope"}),
    ("Not exactly blurry, I see two of everything.", {"-vision_blurred", "+vision_double"}),
    ("Not exactly chest pain, more a pressure", {"?chest_pain"}),
    ("No redness, swelling or pus around the line", {"-limb_swelling", "-line_infection"}),
    ("Nurse asked about bleeding: none. Bruising: a bit on the arm.", {"-bleeding", "+bruising"}),
    ("The nurse asked about chest pain and I said yes", {"+chest_pain"}),
    ("It's not that I don't feel sick, I do", {"+nausea"}),
    ("It's not that I'm not in pain, I just don't like to moan", {"+pain"}),
    ("they said I'm not anaemic", {"-anemia"}),
    ("Doctor says I'm not having a stroke", {"?stroke"}),
    ("I would be fine without the chest pain", {"+chest_pain"}),
    ("Not dizzy but unsteady.", {"-dizziness", "+gait"}),
    ("Symptoms: itch ++, rash +, fever -, cough -", {"+itching", "+rash", "-fever", "-cough"}),
    ("fever - 39.2, cough - bad", {"+fever", "+cough"}),
    ("no accidents with either bladder or bowels", {"-urine_leak", "-incontinence_stool"}),
    ("Vision a bit blurry. No floaters or flashes.", {"+vision_blurred", "-floaters", "-flashing_lights"}),
    ("White patches where my skin lost its colour. Doesn't itch, doesn't hurt.", {"+vitiligo", "-itching", "-skin_pain"}),
    ("Dry down below and sex is painful, no bleeding there", {"+vaginal_dry", "+dyspareunia", "-vaginal_bleeding"}),
]


@pytest.mark.parametrize(("text", "found"), DENIED)
def test_denials_reach_what_they_mean_and_no_more(text: str, found: set[str]) -> None:
    assert told(text) == found


SCORED = [
    ("Pain score 0 out of 10 today.", {"-pain"}),
    ("Pain score zero, sickness score zero", {"-pain", "-nausea"}),
    ("nausea 0 out of 10, pain 7 out of 10", {"-nausea", "+pain"}),
    ("Pain score zero, vomiting", {"-pain", "+vomiting"}),
    ("pain 0 or 1", {"+pain"}),
    ("Pain 0 this morning but a 7 now", {"+pain"}),
    ("pain zero at rest, eight when I move", {"+pain"}),
    ("fever nil, chest pain since noon", {"-fever", "+chest_pain"}),
    ("I'm 39 and have a temp of 36.8", {"-fever"}),
    ("had a temp of 37.9", {"+fever"}),
    ("T 39.1 HR 128 BP 82/46", {"+fever", "+tachycardia", "+hypotension"}),
    ("100 ml of wee in 24 hours", {"+urine_low"}),
    ("In the last 24 hours I have passed 100 ml", {"+urine_low"}),
    ("100 ml of urine in the last hour", set()),
    ("My sugar dropped to 2.6 on Friday", {"+low_sugar"}),
]


@pytest.mark.parametrize(("text", "found"), SCORED)
def test_scores_and_vital_signs(text: str, found: set[str]) -> None:
    assert told(text) == found


CASES = [
    ("What would happen if I got a rash?", set()),
    ("If I were to come out in a rash who would I tell?", set()),
    ("If I get a sore mouth, what mouthwash do you recommend?", set()),
    ("Should I stop the tablets if I develop a rash?", set()),
    ("If my wife were to faint in the night, which number do I ring?", {"?syncope*"}),
    ("If I were to faint again, who do I ring?", {"?syncope"}),
    ("If he were to faint in the night like he did last night who do I ring?", {"?syncope"}),
    ("what do I do if I get chest pain", {"?chest_pain"}),
    ("What should I do if I get diarrhoea again like yesterday?", {"?diarrhea"}),
    ("What if I got a rash like the one I have on my arms now?", {"?rash"}),
    ("How long does the tiredness usually last in most patients?", set()),
    ("Does everyone get chest pain like mine?", {"?chest_pain"}),
    ("Does anyone else get chest pains?", {"?chest_pain"}),
    ("Quick one, what are the symptoms of a stroke?", {"?stroke*"}),
    ("I've gone numb down one side: what are the signs of a stroke?", {"+tingling", "+stroke"}),
    ("Without the tablets I'd be vomiting all day; with them no sickness at all", {"-nausea"}),
    ("Without the oxygen I'd be gasping for breath", {"+severe_dyspnea"}),
    ("I'd be vomiting all night without stopping", {"+refractory_vomiting"}),
    ("I think it's probably just hayfever, streaming eyes and sneezing", {"+watery_eye", "+sneezing"}),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_cases_that_are_only_thought_of(text: str, found: set[str]) -> None:
    assert told(text) == found


PAST = [
    ("When I was on the steroids I couldn't sleep and was as high as a kite, that's all over", {"~insomnia", "~euphoria"}),
    ("When I was on the stairs I had palpitations", {"+palpitations"}),
    ("The hiccups lasted two days and then stopped.", {"~hiccups"}),
    ("The fit lasted two minutes and then stopped", {"+seizure"}),
    ("Years ago I had depression, these days my mood is good.", {"~depression", "-severe_depression"}),
    ("I had a TIA in 2015 and my right hand was weak for an hour; nothing like it since", {"~mini_stroke", "~weak_right"}),
    ("I had chest pain in 2019 and this morning", {"+chest_pain"}),
    ("I had chest pain in 2019, none since, but it is back today", {"+chest_pain"}),
    ("Had a fit when I was seven, none in fifty years.", {"~seizure"}),
    ("He had a fit about an hour ago", {"+seizure"}),
    ("She had a fit when I was giving her lunch", {"+seizure"}),
    ("She had a fit when I told her the price", set()),
]


@pytest.mark.parametrize(("text", "found"), PAST)
def test_what_is_over_and_what_is_not(text: str, found: set[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "I was dying of embarrassment in the clinic",
        "Forget it, I'm ok now.",
        "The new scheme is a headache for everyone",
        "That bill made my eyes water",
        "I had a lump in my throat when they rang the bell",
        "my grip",
    ],
)
def test_sayings_tell_of_nothing(text: str) -> None:
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There is a lump in my throat when I swallow", "+"),
        ("I am dying, please help", "+doom"),
        ("All I have is a headache", "+headache"),
        ("I forget it as soon as I am told", "+memory"),
    ],
)
def test_what_sounds_like_a_saying_and_is_none(text: str, found: str) -> None:
    assert any(each.startswith(found) for each in told(text))


EXPECTED = [
    ("My consultant said I might lose my hair. I haven't so far.", {"-hair_loss"}),
    ("They warned me about bleeding, I haven't had any", {"-bleeding"}),
    ("They warned me about fits, so far so good", {"?seizure"}),
    ("I was expecting to be sick but I've been fine", {"-nausea", "-vomiting"}),
    ("I'd braced myself for diarrhoea; instead I'm constipated", {"-diarrhea", "+constipation"}),
    ("I think I may be having a stroke. I was fine until 2pm", {"?stroke"}),
    ("I might be having a heart attack, rang 999, it never came", {"?myocardial_infarction"}),
    ("I may have a rash, not yet seen the doctor", {"?rash"}),
    ("I've had every side effect going except hair loss", {"-hair_loss"}),
    ("Everything is fine except vomiting", {"+vomiting"}),
    ("They thought it was gout, it isn't", {"-arthritis_inflamed"}),
    ("They thought it was a clot, it isn't", {"+thrombosis"}),
    ("My wife says it's nothing, chest pain, it is not", {"+chest_pain"}),
    ("No side effects bar dry eyes", {"+dry_eye"}),
    ("Headache, yes; rash, no; cough, no", {"+headache", "-rash", "-cough"}),
]


@pytest.mark.parametrize(("text", "found"), EXPECTED)
def test_what_was_expected_and_did_not_come(text: str, found: set[str]) -> None:
    assert told(text) == found


OTHERS = [
    ("The nurse who came had a terrible cough", {"ocough"}),
    ("The nurse had a look at my rash", {"+rash"}),
    ("The doctor is worried about my rash", {"+rash"}),
    ("Mum's on chemo and her temp is 39, I'm fine", {"+fever"}),
    ("It feels like the stroke I had in 2020", {"+stroke"}),
    ("It's not like her to be so confused", {"+confusion"}),
    ("The bleeding stopped but started again", {"+bleeding"}),
    ("then my speech went", {"+speech"}),
    ("my speech has gone back to normal", {"-speech"}),
    ("The leaflet says ring if you bleed, so I'm ringing", {"?bleeding"}),
    ("No way can I breathe lying down", {"+dyspnea"}),
    ("Bruises are going yellow", {"+bruising"}),
    ("Bruises all over and my eyes are going yellow", {"+bruising", "+jaundice"}),
    ("Eyelids droop so I can't keep them open, food sticks when I swallow", {"+eyelid_droop", "+dysphagia"}),
    ("Loose motions 8 times with blood mixed in it", {"+diarrhea", "+blood_stool"}),
]


@pytest.mark.parametrize(("text", "found"), OTHERS)
def test_whose_it_is_and_what_is_there(text: str, found: set[str]) -> None:
    assert told(text) == found


TURNED = [
    ("Only the left leg not the right is swollen and hot", {"+limb_swelling"}),
    ("My right knee, not my left, hurts", {"+arthralgia"}),
    ("left eye not the right can't see", {"+vision_lost"}),
    ("my legs are not swollen", {"-limb_swelling"}),
    ("It's not just the tiredness, it's the breathlessness", {"+fatigue", "+dyspnea"}),
    ("I don't think the chest pain is normal", {"+chest_pain"}),
    ("I don't think I have chest pain", {"-chest_pain"}),
    ("I didn't expect the hair loss to be so quick", {"+hair_loss"}),
    ("I can't feel any lumps", {"-lump"}),
    ("I can't see any blood in it", {"-bleeding"}),
    ("I can't see any more", {"+vision_lost"}),
    ("It's not as if I'm in pain", {"-pain"}),
    ("I've neither lost nor gained weight", {"-weight_loss", "-weight_gain"}),
    ("I didn't faint, I just sat down quickly", {"-syncope"}),
    ("my sats sat down at 85", {"+hypoxia"}),
    ("Can't shake this cold", {"+head_cold"}),
    ("Headache then stopped talking", {"+headache"}),
    ("Nil by mouth and bleeding", {"+gum_bleeding"}),
    ("No tears, eyes like sandpaper", {"+dry_eye"}),
]


@pytest.mark.parametrize(("text", "found"), TURNED)
def test_a_denial_of_something_else_denies_nothing(text: str, found: set[str]) -> None:
    assert told(text) == found


HIDDEN = [
    ("no bleeding apart from the black stools", "tell now"),
    ("no bleeding, except from my gums", "tell now"),
    ("that was 2 years ago, the chest pain is back", "emergency"),
    ("last cycle I had chest pain and now it is back", "emergency"),
    ("2 years ago it stopped, the chest pain is back now", "emergency"),
    ("The leaflet lists fits. I had one", "emergency"),
    ("without my tablets I'd have seizures, and I've run out", "emergency"),
    ("my mum takes apixaban and hit her head, no problems here", "emergency"),
    ("My wife collapsed, I never have", "emergency"),
    ("I can't stand up without passing out", "emergency"),
    ("I never have chest pain but today I do", "emergency"),
    ("I don't faint, but this morning I did", "emergency"),
    ("I wish it didn't hurt my chest", "emergency"),
    ("passed 5 mil of urine since morning", "tell now"),
    ("oh he has chest pain", "emergency"),
    ("I wish I wasn't bleeding", "tell now"),
    ("Don't like that feeling of my chest tightening", "emergency"),
    ("I couldn't look at a computer screen or focus my eyes without passing out", "emergency"),
    ("I have never felt so awful as I do today", "tell now"),
    ("he never gets confused but he is tonight", "emergency"),
    ("she does not know the day or the month", "emergency"),
    ("the nurse asked if I had chest pain, I said no but I do", "emergency"),
    ("uncle has fits and takes the same phenobarb as me, and I had one today", "emergency"),
]


@pytest.mark.parametrize(("text", "level"), HIDDEN)
def test_a_danger_that_a_denial_or_somebody_else_stands_before_is_told(text: str, level: str) -> None:
    assert bedside.understand(text, AT).urgency == level


CALM = [
    "chest pain years ago, never again",
    "years ago I had a clot, back to normal now",
    "my dad had a stroke, I have never had one",
    "My brother has epileptic fits, I've never had one myself",
    "The leaflet lists fits, I have not had one",
    "I don't know the date of my scan",
    "no vomiting today, I did eat",
    "I wish to say I have no chest pain",
    "I can eat without nausea",
]


@pytest.mark.parametrize("text", CALM)
def test_what_is_over_or_somebody_else_s_raises_no_alarm(text: str) -> None:
    assert bedside.understand(text, AT).urgency == "note"
