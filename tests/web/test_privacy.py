"""Nothing leaves the server: no page and no form opens a connection, looks a name up, or starts a program."""

from __future__ import annotations

import os
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from test_access import TABLE, address
from test_feel import CHEST, hidden, say

from bedside.faces.web.access import RIGHTS, Role
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.records.models import Person
from silence import silence

pytestmark = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="a database of its own is reached by a connection: on SQLite there is none"
)
WHO = ("alice", "bob", "erin", "frank", "")


@pytest.mark.parametrize("name", sorted(TABLE))
def test_an_address_opens_no_connection_whoever_asks_and_whatever_is_sent(
    name: str, alice: Any, ward: Any, browser: Any
) -> None:
    there = address(name, alice, ward)
    for who in WHO:
        client, other = browser(who), browser(who)
        with silence():
            statuses = client.get(there).status_code, other.post(there, {}).status_code
        assert all(status < 500 for status in statuses), (who, statuses)


@pytest.mark.parametrize("person", ["Ben Beispiel", "Jana Jemand", "Mila Model", "Omar Ohneland"])
def test_the_pages_of_people_at_other_stages_open_none(person: str, browser: Any, db: None) -> None:
    bob = browser("bob")
    for name in ("person", "course", "after", "predose", "charts", "candidate", "calendar", "preparation", "sheet"):
        with silence():
            assert bob.get(reverse(name, args=[id_of(person)])).status_code == 200


def test_what_somebody_feels_and_asks_stays_here(alice: Any, browser: Any) -> None:
    client = browser("alice")
    with silence():
        answer = say(client, alice, CHEST)
        kept = client.post(
            reverse("feel_keep", args=[alice.id]), {"text": CHEST, **hidden(answer), "confirm": ["chest_pain", "fever"]}
        )
        asked = [
            client.post(reverse("ask", args=[alice.id]), {"question": question})
            for question in ("when is my next dose?", "can I drink alcohol?", "who will win the world cup?", "my chest hurts")
        ]
        library = client.post(reverse("library_ask"), {"question": "how often does fever happen?"})
    assert kept.status_code == 302 and all(each.status_code == 200 for each in (answer, library, *asked))


def test_forms_that_store_open_none(browser: Any, db: None) -> None:
    hana, bob = Person.objects.get(pk=id_of("Hana Hypothesis")), browser("bob")
    with silence():
        drawn = bob.get(reverse("assess", args=[hana.id]))
        form = drawn.context["form"]
        sent = {"at": "2026-05-05T15:35", "key": str(uuid4()), "known": form["known"].value(), "systolic_bp": "118"}
        assert bob.post(reverse("assess", args=[hana.id]), sent).status_code == 302
    assert Role.NURSE in RIGHTS["enter"]
