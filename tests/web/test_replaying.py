"""A stored decision is worked out again, from the same observations: the same, or what differs is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from test_pages import named, text_of
from today import NOW

import bedside
from bedside.faces.web import clock
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.records import decisions
from bedside.faces.web.records.decisions import decide, replay
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.models import Decision


def page(who: str, browser: Any, row: Decision) -> Any:
    return browser(who).get(reverse("stored_decision", args=[row.person_id, row.id]))


def test_it_is_the_same_also_after_more_was_entered(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, row = decide(alice, NOW, alice.guide)
    sender = Sender(User.objects.get(username="erin"), NOW, "assess")
    enter(alice, [Fact("creatinine", NOW - timedelta(hours=1), 3.4, "mg/dL")], sender)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=5))
    told = page("bob", browser, row)
    assert told.context["replay"].same and told.context["differs"] == []
    assert "The same, word for word" in text_of(told) and f"from the first {row.known} observations" in text_of(told)


def test_under_another_medicine_file_it_says_what_differs(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, row = decide(alice, NOW, alice.guide)
    chosen = bedside.load_medicine("aldesleukin")
    firing = {reason["rule"] for reason in row.answer["reasons"] if reason["truth"] == "yes"}
    guide = chosen.guides[alice.guide]
    kept = replace(
        guide,
        rules=tuple(rule for rule in guide.rules if rule.id not in firing),
        steps=tuple(step for step in guide.steps if step.rule.id not in firing),
    )
    other = replace(chosen, guides={**chosen.guides, guide.id: kept}, digest="0" * 64)
    monkeypatch.setattr(decisions, "medicine", lambda _: other)
    monkeypatch.setattr("bedside.faces.web.person.replaying.medicine", lambda _: other)
    told = page("erin", browser, row)
    text = text_of(told)
    assert "The medicine file is another one now: 000000000000" in text and "What differs" in text
    found = {each["what"] for each in told.context["differs"]}
    assert {"decision", "digest", "rule"} <= found
    assert all(f"{rule}:" in text for rule in firing) and "not a rule" in text


def test_a_guide_that_is_gone_is_told(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, row = decide(alice, NOW, alice.guide)
    chosen = bedside.load_medicine("aldesleukin")
    other = replace(chosen, guides={key: guide for key, guide in chosen.guides.items() if key != alice.guide})
    monkeypatch.setattr(decisions, "medicine", lambda _: other)
    assert replay(row).again == {} and replay(row).differs == []
    assert "cannot be worked out again" in text_of(page("bob", browser, row))


def test_a_rule_that_rests_on_other_evidence_differs() -> None:
    fires = {"rule": "a.b", "say": "It fires.", "truth": "yes", "evidence": []}
    moved = fires | {"evidence": [{"concept": "creatinine", "value": 3, "unit": "mg/dL", "at": None, "standing": "fresh"}]}
    found = decisions.Replay({"decision": "hold", "reasons": [fires]}, {"decision": "hold", "reasons": [moved]}, "changed")
    assert [(each.what, each.rule) for each in found.differs] == [("evidence", "a.b: It fires.")]


def test_a_decision_about_somebody_else_is_not_there(alice: Any, browser: Any) -> None:
    _, row = decide(named("Emil Entwurf"), NOW, alice.guide)
    assert browser("bob").get(reverse("stored_decision", args=[alice.id, row.id])).status_code == 404


def test_the_page_before_a_dose_and_the_audit_lead_to_it(alice: Any, browser: Any) -> None:
    before = browser("erin").get(reverse("predose", args=[alice.id]))
    row = Decision.objects.get(person=alice)
    address = reverse("stored_decision", args=[alice.id, row.id])
    assert address in before.content.decode()
    assert address in browser("alice").get(reverse("person_audit", args=[alice.id])).content.decode()
    page("erin", browser, row)
    assert Audit.objects.filter(person=alice.id, route="stored_decision").latest("id").decisions == [row.id]
