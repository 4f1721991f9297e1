"""What people on cancer medicines write from the ward and from home, patients and those who care for them."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")
SIGNS = {"present": "+", "denied": "-", "past": "~", "uncertain": "?", "other person": "o"}


def told(text: str) -> str:
    return " ".join(sorted(f"{SIGNS[each.status]}{each.entry.id}" for each in effects(text, AT, dangers()).effects))


def urgency(text: str) -> str:
    return bedside.understand(text, AT).urgency


TELLING = (
    # Cold after oxaliplatin, and what is no cold of the head.
    ("throat tingles whenever I drink anything cold since FOLFOX", "+throat_cold"),
    ("Can't swallow anything cold since the oxaliplatin", "+throat_cold"),
    ("cold drinks feel like swallowing glass", "+throat_cold"),
    ("I have a cold drink with lunch", ""),
    ("I've got a cold sore", "+cold_sore"),
    # Joints and muscles told of together.
    ("Everything hurts, muscles and joints alike", "+arthralgia +myalgia"),
    ("I ache everywhere, joints as well as muscles, after taxol", "+arthralgia +myalgia"),
    ("My left knee is sore every morning and the other one's got fluid on it", "+arthralgia +joint_swelling"),
    ("My bones ache after the growth factor jab", "+bone_pain"),
    # Blood that is brought up.
    ("I've thrown up a cupful of bright red blood", "+blood_vomit"),
    ("puked half a basin of blood", "+blood_vomit"),
    # Days without a motion.
    ("Six days without a bowel movement since the ondansetron", "+constipation"),
    ("Haven't had a poo since Tuesday", "+constipation"),
    ("5 days w/o pooping on zofran", "+constipation"),
    ("straining for days on the codeine", "+constipation"),
    ("Two poos a day, as ever", ""),
    ("first poo since Tuesday!", ""),
    # Flushes on hormones, and without.
    ("No flushes on tamoxifen", "-hot_flashes"),
    ("I'm flushing like my wife used to, on leuprorelin", "+hot_flashes"),
    ("Flushing after each dose of niacin", "+flushing"),
    # How a voice is.
    ("My voice goes up and down like a lad's since axitinib", "+voice_altered"),
    ("They say I sound like somebody else on the phone", "+voice_altered"),
    ("voice gone husky on axitinib", "+hoarseness"),
    # Always cold; a wound that weeps; nights awake; spots; what hands cannot do.
    ("I always feel the cold since pembro", "+cold_or_hot"),
    ("shivering and freezing cold", "+chills"),
    ("My scar is still weeping six weeks after the op", "+wound"),
    ("op wound oozing pus", "+wound_infection"),
    ("not slept for two nights on dex", "+insomnia"),
    ("Spotty as a teenager since erlotinib", "+acne"),
    ("Awful mouth sores", "+mouth_sores"),
    ("Hands and feet red raw on capecitabine, can't grip the steering wheel", "+hand_foot"),
    ("Shaking so hard I can't hold the thermometer", "+rigors"),
    ("I can't control my bowels", "+incontinence_stool"),
    ("Low as anything since interferon", "+depression"),
    ("potassium and magnesium came back low", "+low_magnesium +low_potassium"),
    ("counts came back good", ""),
    ("the pain came back", "+pain"),
    ("Razor blades in my throat since Thursday", "+sore_throat"),
    ("Can't watch telly without nodding off", "+sleepiness"),
    ("two stone lost since the sunitinib", "+weight_loss"),
    ("Cramps, bunged up and full of wind", "+abdominal_pain +constipation +flatulence"),
    ("39 out of nowhere", "+fever"),
    ("I thought I had a fever but the thermometer says 37", "-fever"),
    ("Knees were agony on letrozole, swapped to tamoxifen and now they're fine", "~arthralgia"),
    ("Does letrozole give everyone sore joints?", ""),
)


@pytest.mark.parametrize(("text", "what"), TELLING)
def test_what_is_told_is_found_and_nothing_beside_it(text: str, what: str) -> None:
    assert told(text) == what


AS_URGENT = (
    "Cold drink and my throat felt like it was closing for a minute, oxaliplatin yesterday, breathing normal",
    "Breathing in cold air makes my throat seize up after oxali",
    "Had a cold drink with the new antibiotic and my throat is closing and I'm covered in hives",
    "Oxaliplatin running and my throat is closing up, can't get my breath",
    "Mum has brought up a bowlful of blood",
    "She doesn't know where she is and is talking to people who aren't there",
    "He doesn't know where he is and he is picking at spiders",
    "Banged my head, no pain, on apixaban",
    "My husband collapsed on my kitchen floor",
    "had a fit at my house this morning",
    "Chest pain after dose one and it's back, nothing this time helps",
    "Had a stroke this morning, recovered fully",
    "I have chest pain and I'm breathless. Took aspirin and paracetamol, none of them touched it",
    "Chest pain and breathlessness since noon. My son says none of them matter.",
    "He had a fit. Neither of us has seen one before.",
    "They asked about chest pain and fainting and I said no to all of them but I do have chest pain",
    "Asked about chest pain: no. But I've had it since this morning",
    "No fits. But I had one on Friday",
    "took codeine for back pain and wet myself twice",
    "on cipro for a UTI, haven't peed all day",
    "Taken all my tablets today. I just want peace",
)


@pytest.mark.parametrize("text", AS_URGENT)
def test_a_danger_told_beside_other_words_stays_one(text: str) -> None:
    assert urgency(text) == "emergency"


NOTES = (
    "My nephew had a fit at my house last night. Am I ok to come Thursday?",
    "My friend had a seizure in my car yesterday, I'm fine",
    "Nurse asked about pain in my chest, breathlessness or a funny heartbeat: none of them.",
    "Doctor asked if I'd had chest pain, breathlessness or palpitations: none.",
    "Fever, chills, cough: none of these.",
    "Doctor asked about chest pain and fits, I told him none of it",
    "Vomiting? Diarrhoea? Happy to say neither.",
    "Chest pain? Breathlessness? Neither.",
    "She asked whether I'd had faints or fits and I have had neither.",
    "Sick as a dog with the first cycle. This time nothing at all.",
    "How much paracetamol can I take for a headache on interleukin?",
    "Which painkiller is best for backache during immunotherapy?",
    "If I run a temperature over 38, where do I go?",
)


@pytest.mark.parametrize("text", NOTES)
def test_what_is_denied_or_somebody_elses_or_only_asked_is_a_note(text: str) -> None:
    assert urgency(text) == "note"
    assert "+" not in told(text)


EARLIER = (
    ("Was violently sick after cycle one, nothing this time.", "~vomiting"),
    ("Dreadful headache after cycle one but not a twinge this time", "~headache"),
    ("Had terrible runs last cycle, fine this time round", "~diarrhea"),
    ("I was sick last time and nothing this time has stopped it", "+vomiting"),
    ("Rash with the first infusion. No fever this time.", "+rash -fever"),
)


@pytest.mark.parametrize(("text", "what"), EARLIER)
def test_what_came_with_an_earlier_course_and_not_this_time_is_past(text: str, what: str) -> None:
    assert told(text) == what


def test_whose_house_it_was_does_not_say_whose_fit_it_was() -> None:
    assert told("My cousin had a fit in my kitchen") == "oseizure"
    assert told("I had a fit in my car") == "+seizure"
