"""The board keeps what it has worked out, and never longer than it holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from test_pages import named, text_of
from today import NOW

import bedside
from bedside.faces.web import clock
from bedside.faces.web.accounts.models import User
from bedside.faces.web.demo.course import observed
from bedside.faces.web.demo.people import PEOPLE, Invented
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.ward import board

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
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    bob.get(address)
    assert board.KEPT[named("Emil Entwurf").id].answer.decision is bedside.Decision.GIVE  # type: ignore[union-attr]
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=100))
    browser("bob").get(address)
    assert board.KEPT[named("Emil Entwurf").id].answer.decision is bedside.Decision.NOT_READY  # type: ignore[union-attr]
