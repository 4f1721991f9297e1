"""What is less, taken away, or only of whoever may have it; what a "not" does not deny; and words of mood in another sense."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")

STATUSES = """
anxiety       | denied  | I worried less about things
anxiety       | denied  | I am less fearful now
anxiety       | denied  | she is less worried and anxious since the talk
depression    | denied  | I sleep better and feel less depressed
depression    | denied  | much less needy and sad these days
depression    | present | I am more or less depressed all week
nausea        | present | less nausea this time
pain          | present | less pain than last week
nausea        | past    | the steroid took away my nausea
nausea        | past    | it has taken away the nausea
pain          | past    | it took away the pain and nausea
nausea        | past    | it took away the pain and nausea
mood_swings   | past    | it stabilised my mood swings
crying        | past    | the tablets relieved my crying spells
headache      | past    | that knocked out my headache
nausea        | present | it did not take away the nausea
nausea        | present | nothing takes away the nausea
constipation  | present | it has not cured my constipation
fatigue       | present | I have not got over the tiredness
pain          | present | no effect on the pain
nausea        | present | neither tablet had any effect on my nausea
itching       | present | it made no difference to the itching
itching       | present | the cream didn't touch the itch
nausea        | present | it did not help my pain nor do anything for my nausea
pain          | present | without relief from pain
depression    | present | my anxiety is not as bad and my depression is not as bad
headache      | present | I never had headaches until I started this drug
panic         | present | I had never had a panic attack until after the second cycle
nausea        | present | I had no nausea until today
heartburn     | present | never had heartburn before this tablet
rash          | present | I didn't have any rash until yesterday
chest_pain    | present | I have no chest pain until I climb the stairs
dyspnea       | present | no breathlessness till I lie flat
rigors        | present | no chills until 3 am, then shaking
confusion     | present | he has not been confused until tonight
bleeding      | denied  | no bleeding since and no clinic until Monday
fever         | denied  | no fever and I see nobody until Monday
nausea        | present | they don't have my nausea under control
pain          | present | I can't get the pain under control
confusion     | denied  | it doesn't make me confused
fog           | denied  | it didn't make me feel like I was zoned out
chest_pain    | denied  | it didn't give me chest pain
zombie        | denied  | I do not feel "zombie-like" or tired
fatigue       | denied  | I do not feel "zombie-like" or tired
depression    | denied  | I have nothing to be depressed about
depression    | denied  | I was never diagnosed with depression
chest_pain    | present | it doesn't make the chest pain go away
heavy_bleeding | present | it did not stop the bleeding
"""
NOBODYS = """
hypertension  | if you have high blood pressure, do not quit
depression    | if you are depressed this drug is worth trying
headache      | do not take it if you have a history of migraines
nausea        | for anyone with nausea, ginger helps
reflux        | a pillow for anyone who suffers from reflux
constipation  | if you are constipated, try prunes
"""
STILL_SOMEBODYS = """
chest_pain    | if you have chest pain, ring
abdominal_pain | when you press my belly it's sore
fatigue       | those tired legs again, I am so tired
nausea        | I have nausea like anyone would
"""
OTHER_SENSES = """
suicide_attempt | it has not done anything to improve this
suicide_attempt | it did not do anything for me
suicide_attempt | I took the whole packet back to the pharmacy
suicidal        | it could be to do with my lifestyle
suicidal        | I no longer had an urge to go out and get drunk
suicidal        | I can't take any more time off work
apathy          | I've never had more interesting dreams
apathy          | I wouldn't give up this drug for anything
apathy          | I don't care for fish
apathy          | I'm not interested in trying another chemo
insomnia        | awful night sweats
insomnia        | it gave me the ability to stay awake
insomnia        | coffee to keep me awake during the day
insomnia        | my sleep tracker is broken
fatigue         | I have exhausted all options
fatigue         | I have a little more energy
fatigue         | to avoid poop-out I have a day off
fatigue         | it ran running down my arms
sleepiness      | I am sleeping more deeply now
weight_gain     | the nurse could gain access first time
weight_gain     | the bag is very heavy
weight_loss     | I'm trying to lose weight
weight_loss     | I lost a few pounds at the bingo
malaise         | this drug is not right for me
malaise         | I have not felt this good for years
confusion       | hot flashes, drowsy all day
confusion       | I don't remember anyone telling me about a diet
confusion       | I get confused between the two clinics
euphoria        | my dose is too high
euphoria        | at too high a price
constipation    | I eventually went home
constipation    | I can finally be me
constipation    | starting back up on this drug
diarrhea        | this drug has been shit
hallucinations  | I saw the children yesterday
hallucinations  | you just saw a dog get hit by a car
erection        | nothing has worked so far
anxiety         | I wound up in hospital
anxiety         | my jittery legs in bed
anxiety         | I worry about the side effects
anxiety         | I'm a bit freaked out about switching
anxiety         | this worries me
anxiety         | I'm worried about being late
agitation       | I wound up cutting my arm
dizziness       | I have a chemical imbalance
irritability    | I snapped out of it
irritability    | a raging thirst
fog             | I can't think of a side effect
fog             | I never thought I'd see the ocean again
mood_swings     | an emotional day ringing the bell
vivid_dreams    | it worked like a dream
vivid_dreams    | parking there is a total nightmare
libido_low      | no effect on my sex drive
withdrawn       | I'm self-isolating before surgery
depression      | that film was so sad
depression      | I wasn't happy or sad
depression      | I feel down the left side for my lump
tingling        | they numb the skin first
psychosis       | it has not made me tired
"""
STILL_TOLD = """
suicide_attempt | I wound up cutting my wrists
suicidal        | I have the urge to jump
suicidal        | I do not want to live my life like this
suicidal        | I have thoughts of ending it but have not done anything
suicidal        | I can't take any more
apathy          | I don't care about anything any more
night_sweats    | terrible night sweats
cramps          | I have terrible night cramps
insomnia        | I stayed awake all night
insomnia        | the steroids keep me awake at night
insomnia        | I'm losing a lot of sleep over it
sleepiness      | I can't stay awake during the day
fatigue         | I am pooped after the school run
weight_gain     | I've gained a lot since the steroids
weight_gain     | I gained two stone since March
malaise         | I feel not right in myself
confusion       | he is hot, drowsy and rambling
hallucinations  | she sees children in the room
hallucinations  | he keeps seeing rats on the floor
diarrhea        | I get the shits every morning
erection        | down below nothing works any more
anxiety         | I'm so wound up I can't sit down
anxiety         | I'm nervous about next week's dose
restless_body   | jittery legs in bed
headache        | a raging headache
irritability    | he was raging at the nurses
irritability    | I snapped at my wife
constipation    | I finally went to the toilet after 6 days
mood_swings     | I'm so emotional these days
depression      | I feel down all day
depression      | very sad these days
fatigue         | I'm pooped out by noon
anorexia        | the chemo took away my appetite
insomnia        | steroids robbed me of my sleep
fatigue         | it sapped all my energy
vomiting        | my dinner came back up
"""


def rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def told(text: str) -> dict[str, str]:
    return {each.entry.id: each.status for each in effects(text, AT, dangers()).effects}


@pytest.mark.parametrize(("entry", "status", "text"), rows(STATUSES))
def test_what_is_less_and_what_is_not_denied(entry: str, status: str, text: str) -> None:
    assert told(text).get(entry) == status


@pytest.mark.parametrize(("entry", "text"), rows(NOBODYS))
def test_what_whoever_may_have_it_is_told_is_nobodys(entry: str, text: str) -> None:
    assert entry not in told(text)


@pytest.mark.parametrize(("entry", "text"), rows(STILL_SOMEBODYS))
def test_a_danger_or_what_somebody_has_is_told(entry: str, text: str) -> None:
    assert entry in told(text)


@pytest.mark.parametrize(("entry", "text"), rows(OTHER_SENSES))
def test_words_of_mood_in_another_sense(entry: str, text: str) -> None:
    assert told(text).get(entry, "denied") == "denied"


@pytest.mark.parametrize(("entry", "text"), rows(STILL_TOLD))
def test_the_same_words_of_somebody_who_has_it(entry: str, text: str) -> None:
    assert told(text).get(entry, "denied") != "denied"
