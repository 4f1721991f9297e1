"""Where an administrator begins: figures and what is missing, and nobody's record."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from test_pages import text_of
from today import NOW

from bedside.faces.web.accounts.models import Membership, Role, User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.people import PEOPLE
from bedside.faces.web.person.story import next_of
from bedside.faces.web.records.caring import invite
from bedside.faces.web.records.decisions import decide
from bedside.faces.web.records.entering import Sender
from bedside.faces.web.records.models import Action, Person
from bedside.faces.web.records.reading import patient_of
from bedside.faces.web.records.signing import Signature, Slot, sign


def told(ward: Any, browser: Any) -> Any:
    return browser("frank").get(reverse("administration", args=[ward.id]))


def test_it_counts_and_names_nobody_who_is_treated(alice: Any, ward: Any, browser: Any) -> None:
    Person.objects.create(name="Nobody New")
    invite(alice, User.objects.get(username="alice"), NOW)
    bob = User.objects.get(username="bob")
    following = next_of(alice, patient_of(alice), NOW).slot
    slot = Slot(following.at, following.cycle, following.number)
    _, row = decide(alice, NOW, alice.guide)
    sign(alice, row, Signature(slot, Action.HELD, 0, "the physician asked for it"), Sender(bob, NOW, "sign_off"))
    ctx = told(ward, browser).context
    assert (ctx["treated"], ctx["without_account"], ctx["without_guide"]) == (len(PEOPLE), len(PEOPLE) - 1, 1)
    assert (ctx["signed"], ctx["overridden"], ctx["lately"], len(ctx["invitations"])) == (1, 1, 1, 1)
    text = text_of(told(ward, browser))
    assert not any(person.name in text for person in PEOPLE)
    assert "works until" in text and "Aldesleukin" in text
    assert ctx["stored"] > 100 * ctx["observations"] > 100_000


def test_a_role_that_nobody_has_is_pointed_out(ward: Any, browser: Any) -> None:
    assert told(ward, browser).context["lacking"] == []
    Membership.objects.filter(ward=ward, role=Role.PHYSICIAN).update(until=NOW)
    assert "Nobody works here as: physician" in text_of(told(ward, browser))


# --- the guide of somebody without a ward


@pytest.fixture
def alone(db: None) -> Person:
    user = User.objects.create(username="sole", name="Sole Person")
    return Person.objects.create(name="Sole Person", account=user)


def test_somebody_without_a_ward_chooses_the_guide(alone: Person, browser: Any) -> None:
    address = reverse("guide", args=[alone.id])
    assert address in browser("sole").get(reverse("person", args=[alone.id])).content.decode()
    refused = browser("sole").post(address, {"guide": "none-such"})
    assert refused.status_code == 422 and Person.objects.get(pk=alone.pk).guide == ""
    assert browser("sole").post(address, {"guide": "uspi-2024"}).status_code == 302
    assert Person.objects.get(pk=alone.pk).guide == "uspi-2024"
    assert Audit.objects.filter(person=alone.id, deed="chose a guide", actor=alone.account_id).count() == 1
    assert "followed now" in text_of(browser("sole").get(address))


def test_on_a_ward_nothing_is_chosen(alice: Any, browser: Any) -> None:
    address = reverse("guide", args=[alice.id])
    assert "It is the ward's to choose." in text_of(browser("alice").get(address))
    assert browser("alice").post(address, {"guide": "uspi-2024"}).status_code == 403
    assert Person.objects.get(pk=alice.pk).own_guide == ""
