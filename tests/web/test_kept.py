"""What is kept is what would be said again: never of another record, guide, program or moment; and it goes at once."""

from __future__ import annotations

import gc
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from test_pages import named, text_of
from today import NOW

import bedside
from bedside.faces.web import clock
from bedside.faces.web.accounts.models import User
from bedside.faces.web.demo.people import PEOPLE
from bedside.faces.web.medicines import edition
from bedside.faces.web.person import asking
from bedside.faces.web.records import keeping
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.erasing import erase
from bedside.faces.web.records.keeping import Question, Told, keep
from bedside.faces.web.records.models import Decision, Kept, Person
from bedside.faces.web.records.reading import newest_of, patient_of

LATER = (0, 1, 7, 24, 25, 100, 121, 300, 900, 1439, 1441)
"""Minutes after NOW: before, at and after slots, and while readings age."""


def asks(person: Person) -> Question:
    return Question(person, *newest_of(person))


@pytest.mark.parametrize("minutes", LATER)
def test_a_board_from_what_is_kept_is_the_board_asked_anew(
    ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    address = reverse("board", args=[ward.id])
    browser("bob").get(address)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=minutes))
    told = text_of(browser("bob").get(address))
    Kept.objects.all().delete()
    assert text_of(browser("bob").get(address)) == told


@pytest.mark.parametrize("who", [person.name for person in PEOPLE])
def test_a_page_before_a_dose_from_what_is_kept_is_the_page_asked_anew(
    ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    bob, address = browser("bob"), reverse("predose", args=[named(who).id])
    for minutes in (0, 0, 1, 100):
        monkeypatch.setattr(clock, "now", lambda after=minutes: NOW + timedelta(minutes=after))
        told = text_of(bob.get(address))
        Kept.objects.all().delete()
        assert text_of(bob.get(address)) == told


def test_an_answer_that_was_kept_is_the_answer_that_a_fresh_check_gives(alice: Any, browser: Any) -> None:
    first, again = (asking.asked_of(asks(alice)) for _ in range(2))
    assert first == again
    for told in (again.answer, *again.others):
        fresh = bedside.check(bedside.load_medicine("aldesleukin"), patient_of(alice), NOW, told.guide)
        assert told.firing == fresh.firing
        assert (told.decision, told.missing, told.digest) == (fresh.decision, fresh.missing, fresh.digest)
    row = Decision.objects.get(pk=again.stored)
    assert (row.person_id, row.as_of, row.guide, row.digest) == (alice.id, NOW, alice.guide, again.answer.digest)


def test_a_page_before_a_dose_is_asked_once_a_minute(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bob, address = browser("bob"), reverse("predose", args=[alice.id])
    bob.get(address)
    with monkeypatch.context() as patched:
        patched.setattr(bedside, "check_all", lambda *_: pytest.fail("it was kept"))
        bob.get(address)
        browser("dora").get(address)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    bob.get(address)
    assert Kept.objects.get(person=alice, about=asking.ABOUT).at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize("page", ["predose", "board"])
def test_an_entry_is_seen_in_the_minute_in_which_it_is_made(
    alice: Any, ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    address = reverse(page, args=[alice.id if page == "predose" else ward.id])
    browser("bob").get(address)
    now = NOW + timedelta(seconds=30)
    monkeypatch.setattr(clock, "now", lambda: now)
    enter(alice, [Fact("creatinine", NOW, 3.4, "mg/dL")], Sender(User.objects.get(username="erin"), now, "assess"))
    assert "Creatinine is 3 mg/dL or more." in text_of(browser("bob").get(address)).split("Alice Example")[1].split("Goran")[0]


@pytest.mark.parametrize("change", [{"edition": "another"}, {"guide": "uspi-2012"}, {"known": 1}, {"until": NOW}])
def test_what_rests_on_something_else_is_not_even_read(alice: Any, change: dict[str, Any]) -> None:
    asking.asked_of(asks(alice))
    Kept.objects.filter(person=alice).update(told="nothing that can be read", **change)
    assert asking.asked_of(asks(alice)).answer.guide == alice.guide


def test_another_guide_of_the_ward_is_followed_at_once(alice: Any, ward: Any, browser: Any) -> None:
    address = reverse("board", args=[ward.id])
    browser("bob").get(address)
    ward.guide = "uspi-2024"
    ward.save()
    browser("bob").get(address)
    assert {row.guide for row in Kept.objects.filter(person__ward=ward)} == {"uspi-2024"}


def test_another_program_tells_nothing_of_what_was_kept(alice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.asked_of(asks(alice))
    assert Kept.objects.get(person=alice).edition == edition("aldesleukin")
    monkeypatch.setattr(keeping, "edition", lambda _: "a later program")
    asking.asked_of(asks(alice))
    assert Kept.objects.get(person=alice).edition == "a later program"


def test_what_is_kept_of_somebody_goes_with_the_erasure_and_does_not_come_back(alice: Any, ward: Any, browser: Any) -> None:
    browser("bob").get(reverse("board", args=[ward.id]))
    browser("bob").get(reverse("predose", args=[alice.id]))
    browser("bob").get(reverse("person", args=[alice.id]))
    known, at = newest_of(alice)
    late = Told(Question(Person.objects.select_related("ward").get(pk=alice.pk), known, at), asking.asked_of(asks(alice)), at)
    about = Kept.objects.filter(person=alice).values_list("about", flat=True)
    assert sorted(about) == ["before a dose", "board", "home en", "predose eps en"]
    gone = alice.id
    erase(alice, User.objects.get(username="alice"), NOW, "delete")
    keep(asking.ABOUT, [late])
    assert not Kept.objects.filter(person=gone).exists()
    assert "Alice Example" not in text_of(browser("bob").get(reverse("board", args=[ward.id])))


def test_nothing_about_anybody_stays_in_the_memory_of_a_process(alice: Any, ward: Any, browser: Any) -> None:
    def there() -> set[int]:
        gc.collect()
        return {id(each) for each in gc.get_objects() if type(each) in (bedside.Answer, bedside.Patient, bedside.Plan, Person)}

    before = there()
    for address in (reverse("board", args=[ward.id]), *(reverse(page, args=[alice.id]) for page in ("predose", "person"))):
        browser("bob").get(address)
    assert there() <= before
