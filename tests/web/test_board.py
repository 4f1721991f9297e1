"""The board keeps what it has worked out, and never longer than it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from test_pages import text_of
from today import NOW

import bedside
from bedside.faces.web import clock
from bedside.faces.web.accounts.models import User
from bedside.faces.web.demo.course import observed
from bedside.faces.web.demo.people import PEOPLE, Invented
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.models import Kept, Person
from bedside.faces.web.ward import board, views

GUIDE = "consensus-2014"


def told(patient: bedside.Patient, at: datetime, guide: str) -> dict[str, Any]:
    """What people see of an answer and a plan."""
    chosen = bedside.load_medicine("aldesleukin")
    answer = bedside.check(chosen, patient, at, guide)
    try:
        plan = bedside.plan_record(chosen, patient, at, guide=guide)
    except bedside.PlanError as trouble:
        slots: object = str(trouble)
    else:
        stones = [stone and stone.at for stone in (plan.evaluation, plan.next_course)]
        slots = [(slot.cycle, slot.number, slot.at, slot.status) for slot in plan.slots], stones
    return {
        "decision": answer.decision,
        "reasons": [(reason.rule.id, reason.truth) for reason in answer.reasons],
        "missing": [(lack.concept, lack.last) for lack in answer.missing],
        "beside": (answer.silent_about, answer.cleared, [m.id for m in answer.measures], [i.id for i in answer.information]),
        "slots": slots,
    }


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
@pytest.mark.parametrize("guide", [GUIDE, "uspi-2024"])
def test_nothing_changes_before_the_moment_that_is_told(person: Invented, guide: str) -> None:
    chosen, patient = bedside.load_medicine("aldesleukin"), bedside.Patient.of(observed(person.rows(NOW), "demo", NOW))
    at = NOW
    for _ in range(5):
        until = bedside.steady_until(chosen, patient, at, guide)
        assert at < until <= at + timedelta(days=1)
        first, length = told(patient, at, guide), until - at
        for then in (at + length / 3, until - timedelta(seconds=1)):
            if then > at:
                assert told(patient, then.replace(microsecond=0), guide) == first
        at = until if until.microsecond == 0 else until.replace(microsecond=0) + timedelta(seconds=1)


def test_a_board_drawn_again_works_nothing_out(ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    first = text_of(bob.get(address))
    monkeypatch.setattr(board, "_worked_out", lambda *_: pytest.fail("it was kept"))
    assert text_of(bob.get(address)) == first


def test_a_new_entry_is_on_the_board_at_once(alice: Any, ward: Any, browser: Any) -> None:
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    assert "Creatinine is 3 mg/dL or more." not in text_of(bob.get(address)).split("Alice Example")[1].split("Goran")[0]
    enter(alice, [Fact("creatinine", NOW, 3.4, "mg/dL")], Sender(User.objects.get(username="erin"), NOW, "assess"))
    assert "Creatinine is 3 mg/dL or more." in text_of(bob.get(address)).split("Alice Example")[1].split("Goran")[0]


def test_what_has_aged_is_not_ready_on_the_board(ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = reverse("board", args=[ward.id])
    browser("bob").get(address)
    assert decision_of(ward, "Emil Entwurf") is bedside.Decision.GIVE
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=100))
    browser("bob").get(address)
    assert decision_of(ward, "Emil Entwurf") is bedside.Decision.NOT_READY


def test_a_large_ward_is_asked_about_in_parts_and_says_so(ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    monkeypatch.setattr(views, "AT_ONCE", 10)
    monkeypatch.setattr(views, "FIRST", 10)
    first, second, third = (bob.get(address) for _ in range(3))
    assert "6 people are being asked about again." in text_of(first) and "being worked out" in text_of(first)
    assert b"load delay:" in first.content and b"load delay:" not in second.content
    assert "being worked out" not in text_of(second) and text_of(second) == text_of(third)


def test_a_page_of_a_large_ward_does_not_wait_for_many_and_the_rows_that_follow_do(
    ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    monkeypatch.setattr(views, "AT_ONCE", 9)
    monkeypatch.setattr(views, "SOME", 9)
    monkeypatch.setattr(views, "FIRST", 2)
    assert bob.get(address).context["waiting"] == len(PEOPLE) - 2
    rows = {"HTTP_HX_REQUEST": "true", "HTTP_BEDSIDE_POLL": "1"}
    assert bob.get(address, **rows).context["waiting"] == len(PEOPLE) - 2 - 9
    assert bob.get(address).context["waiting"] == len(PEOPLE) - 2 - 9 - 2
    assert bob.get(address, **rows).context["waiting"] == 0


def test_first_are_those_of_whom_nothing_was_said_then_who_is_due(
    ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser("bob").get(reverse("board", args=[ward.id]))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))
    new, due = (Person.objects.get(name=name) for name in ("Omar Ohneland", "Ivo Imaginary"))
    Kept.objects.filter(person=new).delete()
    asked = [{line.person for line in board.lines(ward, User.objects.get(username="bob"), 1) if line.row} for _ in range(2)]
    assert asked == [{new}, {new, due}]


def test_what_holds_no_longer_is_not_shown_while_it_is_asked_again(
    ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("board", args=[ward.id])
    browser("bob").get(address)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=2))
    monkeypatch.setattr(views, "AT_ONCE", 0)
    monkeypatch.setattr(views, "FIRST", 0)
    told = browser("bob").get(address)
    assert told.context["waiting"] == len(PEOPLE) and not told.context["counts"]
    assert b"decision--" not in told.content


def test_the_handover_waits_for_everybody(ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 0)
    told = browser("bob").get(reverse("handover", args=[ward.id]))
    assert all(each["line"].row for each in told.context["rows"])


def test_a_day_that_is_past_is_not_told_as_coming(ward: Any, browser: Any) -> None:
    told = text_of(browser("bob").get(reverse("board", args=[ward.id]))).split("Omar Ohneland")[1]
    assert told.split("nothing to decide")[0].strip().startswith("none; the rest before a next course is over")


def decision_of(ward: Any, name: str) -> bedside.Decision | None:
    told = next(line for line in board.lines(ward, User.objects.get(username="bob")) if line.person.name == name)
    return told.row.answer.decision if told.row and told.row.answer else None
