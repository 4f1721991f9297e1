"""What a medicine is taken for is no effect; it is told apart, so that nobody misses it, and nothing dangerous hides there."""

from __future__ import annotations

import pytest

import bedside
from bedside.faces.understand_words import understanding_lines
from bedside.verbs import understand as verb

AT = bedside.parse_time("2026-03-04T18:00:00Z")
TREATED = (
    ("Sertraline works well for my depression, but I sweat at night", {"depression"}, {"night_sweats"}),
    ("I take it for depression and anxiety, and I feel sick", {"depression", "anxiety"}, {"nausea"}),
    ("It helped with my anxiety and panic, only my mouth is dry", {"anxiety", "panic"}, {"dry_mouth"}),
    ("amitriptyline for nerve pain and my mouth is dry", {"nerve_pain"}, {"dry_mouth"}),
    ("on cipro for a UTI and now my heel hurts", {"uti"}, {"limb_pain"}),
    ("I am no longer depressed but I sweat", {"depression"}, {"sweating"}),
    ("I am less anxious but my hands shake", {"anxiety"}, {"tremor"}),
)
NOT_TREATED = (
    ("the nerve pain is still bad on amitriptyline and my mouth is dry", {"nerve_pain", "dry_mouth"}),
    ("I take it for depression, and anxiety started with it. I feel sick", {"anxiety", "nausea"}),
    ("on cipro for a UTI, peeing is worse and now I shiver", {"uti", "chills"}),
    ("took codeine for back pain and wet myself", {"back_pain", "urine_leak"}),
    ("sertraline for my depression", {"depression"}),
    ("no anxiety, but I feel sick", {"nausea"}),
)
GONE_UP = (
    ("my pain has gone up", "present"),
    ("my anxiety has gone through the roof", "present"),
    ("the rash has gone away", "past"),
    ("my pain is gone", "past"),
)


def there(text: str) -> set[str]:
    return {each.entry.id for each in bedside.understand(text, AT).effects if each.there}


@pytest.mark.parametrize(("text", "treated", "effects"), TREATED)
def test_what_a_medicine_is_taken_for_stands_apart(text: str, treated: set[str], effects: set[str]) -> None:
    found = bedside.understand(text, AT)
    assert {each.entry.id for each in found.told.treated} == treated
    assert there(text) == effects
    assert not treated & {each.entry.id for each in found.told.counts if each.there}
    assert not found.confirm(treated)


@pytest.mark.parametrize(("text", "effects"), NOT_TREATED)
def test_what_is_not_held_down_or_told_alone_is_an_effect(text: str, effects: set[str]) -> None:
    found = bedside.understand(text, AT)
    assert effects <= there(text)
    assert not effects & {each.entry.id for each in found.told.treated}


@pytest.mark.parametrize(("text", "status"), GONE_UP)
def test_what_has_gone_up_is_not_over(text: str, status: str) -> None:
    assert [each.status for each in bedside.understand(text, AT).effects] == [status]


def test_each_face_tells_what_is_treated() -> None:
    found = bedside.understand(TREATED[0][0], AT)
    assert found.to_json()["treated"] == [
        {"concept": "depression", "ctcae": "Depression", "label": "low mood", "words": "depression"}
    ]
    assert '  - low mood: "depression"' in list(understanding_lines(found, ""))


def test_where_only_a_treated_condition_is_told_nothing_is_said_to_be_well() -> None:
    found = bedside.understand("Works well for depression and anxiety", AT)
    assert not found.effects and found.tells[-1] == verb.ONLY_TREATED
