"""The demonstration ward: invented people at every stage of the story, whenever it is built."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from today import NOW

import bedside
from bedside.faces.web.demo.cast import CAST, PASSWORD
from bedside.faces.web.demo.course import observed
from bedside.faces.web.demo.people import PEOPLE
from bedside.faces.web.person.story import next_of
from bedside.faces.web.records.models import Person

GUIDE = "consensus-2014"
STORY = {
    # name               next          check            screen
    "Alice Example": ("slot", "correct", ""),
    "Ben Beispiel": ("start", "", "not known"),
    "Carla Muster": ("start", "", "candidate"),
    "Dev Demo": ("start", "", "not a candidate"),
    "Emil Entwurf": ("slot", "give", ""),
    "Fatima Fable": ("slot", "hold", ""),
    "Goran Gedacht": ("slot", "correct", ""),
    "Hana Hypothesis": ("slot", "not ready", ""),
    "Ivo Imaginary": ("slot", "hold", ""),
    "Jana Jemand": ("slot", "stop cycle", ""),
    "Kim Kunstname": ("slot", "not ready", ""),
    "Lena Lehrbuch": ("slot", "give", ""),
    "Mila Model": ("evaluation", "", ""),
    "Noor Nobody": ("next course", "", ""),
    "Omar Ohneland": ("next course", "", ""),
    "Pia Placeholder": ("slot", "not ready", ""),
}
"""Where each of them stands: what is next, and what the guide, or the questions before the start, say of it."""


def test_the_story_is_whole() -> None:
    assert {told.name for told in PEOPLE} == STORY.keys()
    assert PEOPLE[0].name == next(player.name for player in CAST if player.username == "alice")


@pytest.mark.parametrize("now", [NOW, datetime(2027, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 2, 28, 0, 1, tzinfo=UTC)])
@pytest.mark.parametrize("told", PEOPLE, ids=lambda told: told.name)
def test_everybody_is_where_the_story_has_them_whenever_it_is_built(told: Any, now: datetime, db: None) -> None:
    medicine = bedside.load_medicine("aldesleukin")
    patient = bedside.Patient.of(observed(told.rows(now), "demo", now))
    kind, decision, screening = STORY[told.name]
    person = Person.objects.get(name=told.name)
    assert next_of(person, patient, now).kind == kind
    if decision:
        assert str(bedside.check(medicine, patient, now, GUIDE).decision) == decision
    if screening:
        assert bedside.screen(medicine, patient, now).decision == screening
    assert all(o.at <= now and o.known <= now for o in patient.observations)


def test_everybody_is_marked_as_invented(ward: Any, alice: Person, browser: Any) -> None:
    assert not Person.objects.filter(invented=False).exists()
    for route, about in (("person", alice.id), ("board", ward.id)):
        text = browser("bob").get(reverse(route, args=[about])).content.decode()
        assert '<span class="tag">invented</span>' in text
    notes = [o.note for o in bedside.Patient.of(observed(PEOPLE[0].rows(NOW), "demo", NOW)).observations]
    assert any("invented person" in note for note in notes)


def test_the_password_is_long_enough_for_the_rules_of_real_ones() -> None:
    from django.contrib.auth.password_validation import validate_password

    validate_password(PASSWORD)


def test_a_next_dose_is_soon_enough_to_be_looked_at(ward: Any) -> None:
    soon = [told for told in PEOPLE if STORY[told.name][1] in ("give", "correct", "hold")]
    for told in soon:
        patient = bedside.Patient.of(observed(told.rows(NOW), "demo", NOW))
        slot = next_of(Person.objects.get(name=told.name), patient, NOW).slot
        assert timedelta(0) < slot.at - NOW < timedelta(hours=1), told.name
