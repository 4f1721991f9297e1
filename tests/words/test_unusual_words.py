"""Dangers in unusual words, as urgent as the rules say, and beside them calm sentences that only sound alike."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import Told, effects
from bedside.words.urgency import Level, dangers, most_urgent, reasons

AT = bedside.parse_time("2026-03-04T18:00:00Z")


def told(text: str) -> Told:
    return effects(text, AT, dangers())


def urgency(text: str) -> Level:
    return most_urgent(why.level for why in reasons(told(text).effects, ward=False, medicine=""))


EMERGENCIES = """
blood_vomit           | sicked up his breakfast and there was claret all through it
blood_vomit           | what came up was the colour of beetroot
blood_vomit           | the sink went red when I was sick
hemoptysis            | each cough leaves a red spot on the hanky
hemoptysis            | what I cough up has gone from pink to red
hemoptysis            | got rusty coloured phlegm
dose_grave            | ive had 24 panadol today for my tooth
dose_grave            | took about 16 paracetamol since breakfast
dose_grave            | I took my weekly methotrexate daily for a week
dose_grave            | gave her methotrexate every morning, it should be once a week
dose_grave            | the chemo pump should last two days and it's run out already
dose_grave            | the 5fu bottle is flat already
dose_grave            | the little one got into my capecitabine
dose_grave            | found the baby chewing my tablets
hypotension           | nurse lent us a machine. 68 systolic
hypotension           | Pressure's 79 over something
hypotension           | blood pressure machine says 74 over I don't know what
hypotension           | it was 68 on the top
hypoxia               | the oxigen thing was 79
cyanosis              | fingers look like he's been picking blackberries
cyanosis              | lips the colour of a bruise
headache              | felt like someone whacked the back of my skull with a hammer, came from nowhere
headache              | it was like a gun going off in my head
severe_abdominal_pain | my belly has me curled in a ball on the bathroom floor
severe_abdominal_pain | cramps that fold me in two
severe_abdominal_pain | pressing hurts but letting go hurts worse
severe_abdominal_pain | like razor blades going round in my tummy
severe_abdominal_pain | her tum is like concrete
syncope               | He got up for a pee and went down like a felled tree
syncope               | out like a light on the landing
syncope               | i stood up and then nothing till i saw the ceiling
syncope               | folded up like a deckchair in the hall
syncope               | came to with a lady fanning me
severe_dyspnea        | Nan can't blow out a match held at her nose
severe_dyspnea        | she's hunched over the table on her elbows and won't lie back
severe_dyspnea        | short of puff just lying here
severe_dyspnea        | like somebody's holding me under water
severe_dyspnea        | he's fetching his breath from his boots
syncope               | I was gone, just gone, on the landing
confusion             | she didn't know what a fork was for
confusion             | he's asked me the same thing forty times since lunch
stroke                | the left half of me is fast asleep
tingling              | numb down there, like sitting on cushions
throat_swelling       | my throat's down to a straw
suicidal              | it'd be easier on them all if I wasn't
chest_pain            | Woke at 3 with an anvil on me
chest_pain            | heartburn but it goes down my arm
weak_left             | He puts hand up, the left one it falls
face_droop            | his mouth has slid down one side
speech                | words coming out like soup
seizure               | His left hand started dancing on its own, then the arm, then the side of his mouth
seizure               | his whole body was going like a jackhammer
confusion             | Nana's calling the telly remote a sandwich
confusion             | He got lost coming back from the loo
confusion             | in the 1960s one minute and here the next
hallucinations        | Mum is picking things off the blanket that aren't there
unresponsive          | I can't get sense or a sip into her
tingling              | there's a band round me middle and from there down it's pins and needles
leg_weakness          | My feet don't get the message anymore
urine_leak            | dads lost control of both ends and one leg keeps giving way under him
peeling               | I rubbed her arm to comfort her and the skin slid
throat_swelling       | my throat feels like there's a hand round it
face_swelling         | lips like a pair of slugs since the antibiotic
suicidal              | I don't want to wake in the morning
suicidal              | He's given away his dogs and oiled the shotgun
suicidal              | I'd rather be under the ground
nosebleed             | his nose has soaked two bath towels
peripheral_ischemia   | his foot is white and cold, can't find a pulse in it
vaginal_bleeding      | I'm going through a pad every twenty minutes, it's from below
"""

TOLD_NOW = """
missed_dose        | mum put a new patch on without taking the old ones off
missed_dose        | been on my wife's blood thinners by mistake for a week
missed_dose        | I had her pills and she had mine
orthostatic        | can't sit up without everything going grey and far off
orthostatic        | paddock tilted and I was on one knee
orthostatic        | had to grab the cooker or I'd have been on the floor
palpitations       | Fluttering like a bird in a chimney
palpitations       | my ticker has been skipping since the new tablet
urine_none         | hasn't needed the commode all day
urine_none         | bag's bone dry since this morning
urine_low          | she's been to the loo once since yesterday
urine_retention    | Standing at the pan forty minutes with the tap running and nothing
blood_urine        | the water in the toilet turned like cherry kool aid
blood_urine        | passing ribena
blood_stool        | Whatever's coming out is the colour of pomegranate juice
rectal_bleeding    | when I wipe the paper's scarlet
jaundice           | eyeballs the colour of piccalilli
line_infection     | yellow gunk oozing round the button under my collarbone
line_infection     | white cream came from the skin beside the tube
refractory_vomiting| Nothing stays. Water, flat Coke, ice
refractory_vomiting| she returns everything, also her own saliva
refractory_vomiting| seventeen heaves since last night's dinner
diarrhea           | 14 times since I got up
diarrhea           | going nine times a day
heavy_diarrhea     | The imodium did nothing
dehydration        | hasn't had a sup since yesterday morning
rigors             | very cold, I tremble so the glass of water spills
stiff_neck         | my neck has locked up
violent            | He threw the kettle at me
violent            | Daddy swung at Mama with the walkin' stick
severe_depression  | No fun in anything, no hope in anything
hip_broken         | something cracked in my hip and I can't put the foot under me
priapism           | my willy won't go down since last night
dyspnea            | each breath is a job of work
rectal_bleeding    | there was a slice of liver in the toilet
fever              | I could light a match on him
line_out           | cap came off the neck tube and it sucked air in
"""

CALM = """
I bought 32 paracetamol at the chemist
I have 12 painkillers left
methotrexate once a week as told, folic acid daily
new patch on, old one in the bin
the toddler got into my handbag
I took my husband's car
the petrol pump was empty again
it popped into my head to ask
everything went grey and rainy
my sister came round with the dog
he went down on one knee and proposed
we nearly fell out over the telly
a glass of milk on my stomach helps
I called the kettle black
I tried to eat the soup
got lost on the way to the clinic, roadworks
I couldn't work out how to use the app
the spoon fell out of the drawer on the right hand side
I don't want to wake him
my boss has a heart of gold
my heart skipped a beat when I saw the bill
Paint the hall? Yellow as a canary she wants it
the cattle are drowning in it
the horse stood on my foot
thought my phone was on vibrate, sorry I missed you
nothing stays the same
he brings everything back up from the cellar
be back up in five minutes
more than six trips since Easter, love the coast
runs through me like a song
threw the ball at me in the garden
she has 82 on the top shelf
I'm dizzy with joy but the sofa's so comfy its chill
Some girl passed out at the concert in front of us, first aid got her
Read in the paper about a poor man given ten times the dose in some hospital
Fainted once at my own wedding in '74
cut myself shaving, plaster on
I was gone a minute to get the milk
it'd be easier for everyone if I went by bus
engine oil when I go to the garage
I am a radiator fitter
"""


def rows(table: str) -> list[tuple[str, str]]:
    split = (line.split("|") for line in table.strip().splitlines())
    return [(entry.strip(), text.strip()) for entry, text in split]


@pytest.mark.parametrize(("entry", "text"), rows(EMERGENCIES))
def test_a_danger_in_unusual_words_is_an_emergency(entry: str, text: str) -> None:
    assert entry in {each.entry.id for each in told(text).effects if each.there}
    assert urgency(text) == "emergency"


@pytest.mark.parametrize(("entry", "text"), rows(TOLD_NOW))
def test_a_red_flag_in_unusual_words_is_told_now(entry: str, text: str) -> None:
    assert entry in {each.entry.id for each in told(text).effects if each.there}
    assert urgency(text) in ("emergency", "tell now")


@pytest.mark.parametrize("text", CALM.strip().splitlines())
def test_words_that_only_sound_like_a_danger_stay_calm(text: str) -> None:
    assert urgency(text) in ("today", "note")


@pytest.mark.parametrize(
    "text",
    ["I fainted today like in '74", "I passed out in '09 and again today", "my poor man passed out", "bp 70 over", "top is 71"],
)
def test_a_year_a_kind_word_or_half_a_reading_takes_no_danger_away(text: str) -> None:
    assert urgency(text) == "emergency"


@pytest.mark.parametrize("text", ["bp 120 over 80", "130 systolic", "he is 82 on Tuesday", "I made 82 over the weekend"])
def test_a_number_that_is_no_low_pressure_is_none(text: str) -> None:
    assert "hypotension" not in {each.entry.id for each in told(text).effects if each.there}


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("her eyes went up in her head and she shook all over, had a fit", "rigors"),
        ("my neck has locked up", "cramps"),
        ("the fever is down now", "depression"),
        ("it was only a wee turn", "urine_low"),
        ("the cap fell off", "fall"),
        ("dropped half a stone", "kidney_stone"),
        ("itching the skin off myself", "suicidal"),
        ("everything went black", "depression"),
        ("never raised a hand to me", "arm_weakness"),
    ],
)
def test_what_belongs_to_something_else_is_no_effect_of_its_own(text: str, without: str) -> None:
    assert without not in {each.entry.id for each in told(text).effects if each.there}
