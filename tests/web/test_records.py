"""Rows that only grow: stored once, refused with the field named, never changed, and replayed as they were known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from today import NOW

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.appendonly import AppendOnlyError
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.records.decisions import decide, replay
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.erasing import GOES, erase
from bedside.faces.web.records.models import Decision, Entry, Erasure, Observation, Person, SignOff
from bedside.faces.web.records.reading import known_of, patient_of
from bedside.faces.web.records.signing import Action, Refused, Signature, Slot, is_override, newest_sign_off, sign

GUIDE = "consensus-2014"


def sender(name: str = "bob", **more: Any) -> Sender:
    return Sender(User.objects.get(username=name), NOW, "predose", **more)


# --- entering


def test_it_stores_what_was_observed(alice: Person) -> None:
    before = known_of(alice)
    stored = enter(alice, [Fact("heart_rate", NOW, 104, "/min", "regular\n pulse")], sender())
    told = patient_of(alice).observations[-1]
    assert (stored.first, stored.last, stored.again) == (before + 1, before + 1, False)
    assert (told.concept, told.value, told.unit, told.note) == ("heart_rate", 104.0, "/min", "regular pulse")
    assert (told.at, told.entered, told.by) == (NOW, NOW, "bob")


def test_it_stores_a_form_that_was_sent_twice_once(alice: Person) -> None:
    key = uuid4()
    facts = [Fact("heart_rate", NOW, 104, "/min"), Fact("neuro_review", NOW, "done")]
    first = enter(alice, facts, sender(key=key))
    again = enter(alice, facts, sender(key=key))
    assert (again.first, again.last, again.again) == (first.first, first.last, True)
    assert known_of(alice) == first.last


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (Fact("systolic_bp", NOW, 1200, "mm[Hg]"), "value"),
        (Fact("systolic_bp", NOW, 120, "bpm"), "unit"),
        (Fact("systolic_bp", NOW, 120), "unit"),
        (Fact("systolc_bp", NOW, 120, "mm[Hg]"), "concept"),
        (Fact("intubated", NOW, "yes"), "value"),
        (Fact("heart_rate", NOW + timedelta(minutes=2), 90, "/min"), "time"),
        (Fact("heart_rate", NOW, 90, "/min", note="a\0b"), "note"),
        (Fact("heart_rate", NOW, 90, "/min", note="\ud800"), "note"),
        (Fact("heart_rate", NOW, 90, "/min", corrects="not there"), "corrects"),
    ],
)
def test_it_refuses_what_cannot_be_and_stores_nothing_of_the_form(alice: Person, fact: Fact, field: str) -> None:
    before = known_of(alice)
    with pytest.raises(bedside.RecordError) as refused:
        enter(alice, [Fact("heart_rate", NOW, 88, "/min"), fact], sender())
    assert refused.value.field == field
    assert known_of(alice) == before
    assert not Entry.objects.filter(person=alice).exists()


def test_a_correction_replaces_and_deletes_nothing(alice: Person) -> None:
    enter(alice, [Fact("heart_rate", NOW, 140, "/min")], sender())
    wrong = patient_of(alice).observations[-1]
    enter(alice, [Fact("heart_rate", NOW, 104, "/min", corrects=wrong.id)], sender())
    told = [o.value for o in patient_of(alice).as_of(NOW).observations if o.concept == "heart_rate" and o.at == NOW]
    assert told == [104.0]
    assert [o.value for o in patient_of(alice).observations[-2:]] == [140.0, 104.0]


def test_what_was_entered_is_written_down_without_its_value(alice: Person) -> None:
    stored = enter(alice, [Fact("heart_rate", NOW, 104, "/min")], sender())
    deed = Audit.objects.order_by("-id").first()
    bob = User.objects.get(username="bob")
    assert (deed.deed, deed.actor, deed.person, deed.rows) == ("entered", bob.id, alice.id, [stored.first, stored.last])
    assert "104" not in str([getattr(deed, field.name) for field in Audit._meta.fields if field.name != "id"])


# --- nothing is changed or deleted


@pytest.mark.parametrize("table", [Observation, Audit])
def test_the_program_refuses_to_change_and_delete(alice: Person, table: Any) -> None:
    enter(alice, [Fact("heart_rate", NOW, 104, "/min")], sender())
    row = table.objects.first()
    for deed in (row.save, row.delete, table.objects.all().delete, lambda: table.objects.update(at=NOW)):
        with pytest.raises(AppendOnlyError):
            deed()


@pytest.mark.parametrize("table", ["records_observation", "records_entry", "records_decision", "audit_audit"])
@pytest.mark.parametrize("deed", ["UPDATE {0} SET id = id + 1", "DELETE FROM {0}"])
def test_the_database_refuses_to_change_and_delete(alice: Person, table: str, deed: str) -> None:
    enter(alice, [Fact("heart_rate", NOW, 104, "/min")], sender())
    decide(alice, NOW, GUIDE)
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table))


# --- decisions


def test_a_decision_that_was_shown_is_stored_and_replayed(alice: Person) -> None:
    answer, row = decide(alice, NOW, GUIDE)
    assert (row.decision, row.guide, row.as_of, row.known) == (str(answer.decision), GUIDE, NOW, known_of(alice))
    assert row.digest == answer.digest
    assert replay(row).same


def test_the_same_answer_to_the_same_record_is_stored_once(alice: Person) -> None:
    _, first = decide(alice, NOW, GUIDE)
    _, later = decide(alice, NOW + timedelta(minutes=1), GUIDE)
    assert later == first
    assert replay(first, NOW + timedelta(minutes=1)).same


def test_it_replays_from_what_was_known_then(alice: Person) -> None:
    _, before = decide(alice, NOW, GUIDE)
    enter(alice, [Fact("creatinine", NOW - timedelta(hours=1), 3.6, "mg/dL")], sender())
    answer, after = decide(alice, NOW, GUIDE)
    assert (before.decision, str(answer.decision)) == ("correct", "hold")
    assert replay(before).same and replay(after).same


def test_a_decision_that_was_tampered_with_is_told(alice: Person) -> None:
    _, row = decide(alice, NOW, GUIDE)
    row.answer = row.answer | {"decision": "give"}
    assert replay(row).why_not == "the same record and rules say something else now"
    row.digest = "0" * 64
    assert "the medicine file is another one now" in replay(row).why_not


# --- signing off

SLOT = Slot(NOW + timedelta(minutes=25), 1, 5)


@pytest.mark.parametrize(
    ("decision", "action", "override"),
    [
        ("give", Action.GIVEN, False),
        ("give", Action.HELD, True),
        ("correct", Action.GIVEN, True),
        ("correct", Action.CORRECTED, False),
        ("hold", Action.HELD, False),
        ("hold", Action.GIVEN, True),
        ("stop cycle", Action.HELD, True),
        ("stop for good", Action.STOPPED, False),
        ("not ready", Action.GIVEN, True),
        ("not ready", Action.HELD, False),
    ],
)
def test_what_is_an_override(decision: str, action: Action, override: bool) -> None:
    assert is_override(decision, action) is override


def test_a_dose_that_was_given_is_an_observation(alice: Person) -> None:
    _, row = decide(alice, NOW, GUIDE)
    signed = Signature(SLOT, Action.GIVEN, newest_sign_off(alice), "seen by the physician", units=47_100_000)
    done = sign(alice, row, signed, sender())
    told = patient_of(alice).observations[-1]
    assert (done.override, done.reason, done.observation) == (True, "seen by the physician", known_of(alice))
    assert (told.concept, told.value, told.unit, told.at) == ("il2_dose", 47_100_000, "[IU]", NOW)


def test_a_sign_off_that_was_sent_twice_is_stored_once(alice: Person) -> None:
    _, row = decide(alice, NOW, GUIDE)
    who = sender()
    signed = Signature(SLOT, Action.CORRECTED, newest_sign_off(alice))
    assert sign(alice, row, signed, who) == sign(alice, row, signed, who)
    assert SignOff.objects.filter(person=alice).count() == 1


@pytest.mark.parametrize(
    ("signed", "field"),
    [
        (Signature(SLOT, Action.GIVEN, 0, units=47_100_000), "reason"),
        (Signature(SLOT, Action.GIVEN, 0, "  ", units=47_100_000), "reason"),
        (Signature(SLOT, Action.GIVEN, 0, "because"), "units"),
        (Signature(SLOT, Action.GIVEN, 0, "because", NOW + timedelta(hours=1), 47_100_000), "given"),
        (Signature(SLOT, Action.GIVEN, 0, "because", units=1), "value"),
        (Signature(SLOT, Action.CORRECTED, 99), "page"),
    ],
)
def test_a_sign_off_is_refused_with_its_field(alice: Person, signed: Signature, field: str) -> None:
    _, row = decide(alice, NOW, GUIDE)
    with pytest.raises(bedside.RecordError) as refused:
        sign(alice, row, signed, sender())
    assert refused.value.field == field
    assert not SignOff.objects.exists()


def test_a_page_that_is_stale_overwrites_nothing(alice: Person) -> None:
    _, row = decide(alice, NOW, GUIDE)
    seen = newest_sign_off(alice)
    sign(alice, row, Signature(SLOT, Action.CORRECTED, seen), sender("erin"))
    with pytest.raises(Refused, match="somebody else has signed off meanwhile"):
        sign(alice, row, Signature(SLOT, Action.HELD, seen, "too late"), sender("bob"))
    assert [done.action for done in SignOff.objects.filter(person=alice)] == ["corrected"]


def test_nobody_signs_in_sight_of_somebody_elses_decision(alice: Person) -> None:
    other = Person.objects.get(name="Goran Gedacht")
    _, row = decide(other, NOW, GUIDE)
    with pytest.raises(Refused, match="somebody else"):
        sign(alice, row, Signature(SLOT, Action.HELD, 0, "why"), sender())


# --- delete my data


def test_erasing_leaves_only_that_it_happened(alice: Person) -> None:
    who, bob = User.objects.get(username="alice"), User.objects.get(username="bob")
    enter(alice, [Fact("heart_rate", NOW, 104, "/min")], sender())
    _, row = decide(alice, NOW, GUIDE)
    sign(alice, row, Signature(SLOT, Action.CORRECTED, 0), sender())
    gone = alice.id
    erase(alice, who, NOW, "erase")
    assert not any(table.objects.filter(person=gone).exists() for table in GOES)
    assert not Person.objects.filter(pk=gone).exists() and not User.objects.filter(pk=who.id).exists()
    assert Erasure.objects.get().person == gone
    assert [(deed.deed, deed.actor) for deed in Audit.objects.filter(person=gone).order_by("-id")[:2]] == [
        ("erased", who.id),
        ("signed off", bob.id),
    ]


def test_erasing_one_person_leaves_the_others(alice: Person) -> None:
    others = Observation.objects.exclude(person=alice).count()
    erase(alice, User.objects.get(username="alice"), NOW, "erase")
    assert Observation.objects.count() == others > 0


def test_an_erasure_cannot_be_taken_back(alice: Person) -> None:
    erase(alice, User.objects.get(username="alice"), NOW, "erase")
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_erasure")


def test_every_table_that_names_a_person_is_erased() -> None:
    from django.apps import apps

    named = {
        model
        for model in apps.get_app_config("records").get_models()
        if any(field.name == "person" and field.is_relation for field in model._meta.fields)
    }
    goes_with_the_person = {"Care", "Invitation", "Kept", "Printed", "Report"}
    assert {model.__name__ for model in named} == {table.__name__ for table in GOES} | goes_with_the_person
    assert Decision in named
