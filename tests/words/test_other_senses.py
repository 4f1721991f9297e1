"""Ordinary words in another sense tell of no effect, and beside them stand the same words of somebody who has it."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import dangers

AT = bedside.parse_time("2026-03-04T18:00:00Z")

OTHER_SENSES = """
fall              | she fell in love with the wee dog in bed four
fall              | he fell out with his brother over the car
fall              | the price of flour has had a fall
fall              | we are planning a school trip in May
fall              | he fell for that old trick again
seizure           | at last a dress that still fits me
seizure           | none of my shoes fits my feet over these socks
flatulence        | we have a gas stove and a gas fire
flatulence        | the gas engineer comes on Friday
flatulence        | she left the gas on again
swelling          | the front door is swollen with the damp
swelling          | the river was swollen after the storm
stiffness         | the handle of the drawer is a bit stiff
stiffness         | beat the cream until stiff
weakness          | the wifi signal is very weak in this ward
weakness          | I have a weakness for toffee
tremor            | the washing machine shakes when it spins
tremor            | he drinks a protein shake at eleven
chills            | the tea was cold again
chills            | a chilly morning for the walk
fatigue           | the phone battery is flat
fatigue           | I'm shattered that they cancelled the show
fatigue           | she moved to Canada in May
rash_pustular     | that parking fine makes my blood boil
rash_pustular     | boil the potatoes with salt
crying            | my aunt is a shoulder to cry on
crying            | I cried at the film
crying            | chopping onions made my eyes water
depression        | turn left at the blue door
depression        | out of nowhere, a bolt from the blue
headache          | the raffle was a headache to organise
pain              | the match was painful to watch
neck_pain         | the landlord is a pain in the neck
bruising          | the bruised apples went into the crumble
itching           | these itchy jumpers go to the charity shop
itching           | a scratch from the rose bush
hemorrhoids       | there is a pile of ironing to do
shingles          | I had my shingles vaccine on Monday
panic             | panic buying has emptied the shelves
vivid_dreams      | her dream is to open a bakery
irritability      | he bit off more than he could chew
malaise           | he bit off more than he could chew
leg_weakness      | I can't stand the new doctor
suicidal          | I want to end my subscription to the paper
suicidal          | I don't want to be here on my birthday
hearing           | the council turned a deaf ear
black_stool       | the screen went black in the middle of the film
jaundice          | I bought a yellow coat
cyanosis          | she wore a blue hat to the wedding
vision_lost       | I can't see the point of that form
vision_lost       | a blinding headache since noon
insomnia          | woke at 3 with a terrible pain in my side
anorexia          | the cream is not touching it
missed_dose       | the price has doubled
confusion         | the instructions make no sense
weight_loss       | I take blood thinners
head_injury       | you hit the nail on the head
urine_none        | my kidneys have packed up, they say
"""
"""An effect, and words that are not of it."""

STILL_TOLD = """
fall              | I fell in the bath last night
fall              | she fell off the commode
fall              | he slipped on the stairs
seizure           | he had two fits this morning
seizure           | her fits last a minute
flatulence        | I have awful gas and my belly gurgles
swelling          | everything is swollen this morning
stiffness         | I'm so stiff when I get up
weakness          | I feel weak all day
tremor            | my hands shake when I hold the cup
chills            | I'm freezing and shivering
fatigue           | I'm absolutely shattered
fatigue           | my energy is flat, nothing left
rash_pustular     | a painful boil under my arm
rash_pustular     | I've got boils again
crying            | she keeps weeping in her room
crying            | I cry for no reason
depression        | I've had the blues for weeks
pain              | it is painful and I can't bear it
neck_pain         | pain in the neck since I woke
neck_pain         | he's got a pain in the neck
bruising          | I bruise easily now
itching           | I scratch all night
panic             | I wake in a panic
vivid_dreams      | I have vivid dreams every night
leg_weakness      | I can't stand or walk
suicidal          | I want to end it all
suicidal          | I don't want to be here any more
black_stool       | my poo is black and sticky like tar
jaundice          | he has gone yellow
jaundice          | she's yellow
cyanosis          | she's blue
cyanosis          | he went blue round the mouth
vision_lost       | I suddenly can't see
vision_lost       | he is blind in one eye since this morning
insomnia          | I'm awake all night, I can't sleep
anorexia          | I haven't eaten anything for two days
missed_dose       | I took double the dose
confusion         | he talks and makes no sense
weight_loss       | my clothes hang off me, I'm getting thinner
kidney_failure    | my kidneys have packed up, they say
urine_none_day    | no pee at all since yesterday
incontinence_stool | I can't control my bowels
arm_weakness      | I can't hold a cup
refractory_vomiting | everything comes up again, even water
unresponsive      | he is limp and I can't wake him
unresponsive      | I can't get her to respond
dizziness         | I feel wobbly all day
dyspnea           | I get puffed on the stairs
"""
"""An effect, and words of somebody who has it."""


def rows(table: str) -> list[tuple[str, str]]:
    return [(entry.strip(), text.strip()) for entry, text in (line.split("|") for line in table.strip().splitlines())]


def told(text: str) -> set[str]:
    return {each.entry.id for each in effects(text, AT, dangers()).effects if each.there}


@pytest.mark.parametrize(("entry", "text"), rows(OTHER_SENSES))
def test_words_in_another_sense_tell_of_no_such_effect(entry: str, text: str) -> None:
    assert entry not in told(text)


@pytest.mark.parametrize(("entry", "text"), rows(STILL_TOLD))
def test_the_same_words_are_told_of_somebody_who_has_it(entry: str, text: str) -> None:
    assert entry in told(text)
