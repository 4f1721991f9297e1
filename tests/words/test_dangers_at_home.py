"""Dangers as people tell them at home, played down by a relative or not, and beside them what only sounds alike."""

from __future__ import annotations

import pytest

import bedside
from bedside.words.effects import effects
from bedside.words.urgency import LEVELS, dangers, most_urgent, reasons

AT = bedside.parse_time("2026-03-04T18:00:00Z")
PLAYED_DOWN = "my wife says it is nothing, {}"

EMERGENCIES = """
suicide_attempt | he slit both his wrists, it has stopped now
suicide_attempt | she cut her wrists but it's settled
suicidal        | all the oramorph is lined up in a row on the table, I'm calm for the first time in weeks
suicidal        | there's a noose ready in the loft
suicidal        | he's got the shotgun out on his lap
violent         | he came at me with a bread knife
violent         | she has barricaded herself in, frightened he will stab us
dose_grave      | methotrexate, it was meant to be weekly, the methotrexate
dose_grave      | the chemo bottle was empty in three hours
dose_grave      | her blister pack is empty and it's only Tuesday
dose_grave      | drew up 40 units instead of 4
dose_grave      | my lad, 3, has eaten a few of my tamoxifen
fumes           | the carbon monoxide alarm went off and we feel rough
fumes           | all of us have headaches since we lit the log burner
swallowed_thing | took a sip of white spirit by mistake
swallowed_thing | she swallowed a button battery
testicle_twisted | feels like a mule kicked me in the goolies but nobody has
testicle_twisted | one ball is riding higher than the other and he's been sick
wound_deep      | my scar unzipped and something pink like sausages is poking out
wound_deep      | a loop of bowel is hanging out of the cut
heavy_bleeding  | a mouthful of bright blood came out of nowhere
heavy_bleeding  | the bathroom looks like a murder scene
fecal_vomit     | what he is bringing up stinks of sewage
urine_none_day  | not had a wee all day
burn_grave      | scalded my whole chest
burn_grave      | got an electric shock off the toaster
chest_pain      | a python is tightening round my ribs
chest_pain      | it's like heartburn but I'm soaked in sweat
severe_dyspnea  | she drowns when she lies flat
severe_dyspnea  | can only get two words out between gasps
stridor         | she crows like a cockerel with every breath
stroke          | one half of his smile has gone on strike
stroke          | my cup keeps slipping out of my left hand
stroke          | she poured the tea next to the cup
speech_lost     | the words are in my head but they won't come out
vision_lost     | half of everything I look at has vanished
unresponsive    | he opens his eyes if I shout then drops off straight away
unresponsive    | pinprick pupils
syncope         | went down like a sack of spuds
confusion       | she thinks I'm the lodger
confusion       | he's putting his slippers in the oven
confusion       | she keeps asking where her husband is, who died in 2004
cyanosis        | his legs look like purple marble
deformity       | her wrist is bent where it shouldn't be
worst_headache  | nought to ten in a second, my head
"""
NOW = """
stoma_dark     | my stoma has gone the colour of a plum
stoma_dark     | the spout was cherry red and now it's black
stoma_blocked  | the ileo has been dry since yesterday
baby_still     | the baby has hardly kicked today
baby_still     | the bump was wild at bedtime and there's not a kick since
thrombosis     | just the one leg has blown up like a balloon
line_infection | the skin over my port is scarlet
wound_open     | my caesarean scar has come undone
petechiae      | freckles that stay when I press the glass on
"""
CALM = """
the stoma bag is black, is there a beige one
my ileostomy bag is empty because I just changed it
we laughed till we couldn't breathe
I'm dying in this heat
said goodbye to everyone on the ward
popped round to see my sister
put the insulin in the fridge
he's cold and distant with me
there's a cold going round
in the film the old boy clutches his chest and drops dead
saw a drama where a woman has a stroke
as a bairn I took fits with fevers
licking a battery is how it tastes
my heart aches for her
a weight has been lifted off my chest
saving up my empty packets to return to the pharmacy
"""
STAYS = """
watching a film my chest went tight
watching a film and a crushing pain came across the chest
reading a book and the worst headache ever hit like a hammer
we sat in the film and he couldn't breathe
she won't come round and her lips are blue
as a bairn I took fits, and I had one this morning
he is babbling to folk who died years ago and his temp is 39
I took an overdose and it has settled
"""


def rows(table: str) -> list[tuple[str, str]]:
    return [(entry.strip(), text.strip()) for entry, _, text in (line.partition("|") for line in table.strip().splitlines())]


def told(text: str) -> tuple[set[str], int]:
    found = effects(text, AT, dangers()).effects
    there = {each.entry.id for each in found if each.there} | {sign for each in found if each.there for sign in each.signs}
    return there, LEVELS.index(most_urgent(why.level for why in reasons(found, ward=False, medicine="")))


@pytest.mark.parametrize(("entry", "text"), rows(EMERGENCIES))
def test_an_emergency_is_one_in_any_words_and_played_down(entry: str, text: str) -> None:
    for said in (text, PLAYED_DOWN.format(text)):
        there, level = told(said)
        assert entry in there, said
        assert level == 0, said


@pytest.mark.parametrize(("entry", "text"), rows(NOW))
def test_what_is_told_now_is_told_in_any_words_and_played_down(entry: str, text: str) -> None:
    for said in (text, PLAYED_DOWN.format(text)):
        there, level = told(said)
        assert entry in there, said
        assert level <= 1, said


@pytest.mark.parametrize("text", CALM.strip().splitlines())
def test_what_only_sounds_alike_is_no_alarm(text: str) -> None:
    assert told(text)[1] >= 2


@pytest.mark.parametrize("text", STAYS.strip().splitlines())
def test_a_danger_stays_one_beside_a_film_a_childhood_or_a_joke(text: str) -> None:
    assert told(text)[1] <= 1


def test_what_blood_looks_like_is_not_denied_by_food_that_was_not_eaten() -> None:
    assert "blood_urine" in told("my wee is the colour of beetroot, and I have not had any")[0]
    assert told("no cough, and I have not had any")[0] == set()


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("the machine says 1.9, he is on gliclazide", "low_sugar"),
        ("my watch says 34", "bradycardia"),
        ("the oxygen machine says 82", "hypoxia"),
    ],
)
def test_a_number_is_of_what_the_device_measures(text: str, entry: str) -> None:
    assert entry in told(text)[0]
    assert told("the machine says 1.9")[0] == set()


@pytest.mark.parametrize(
    "text",
    [
        "bursting and can't go, and my lower belly is up like a football",
        "my eye is agony and I keep vomiting",
        "stopped my dexamethasone suddenly and I'm throwing up",
    ],
)
def test_what_is_graver_together_is_an_emergency(text: str) -> None:
    assert told(text)[1] == 0
