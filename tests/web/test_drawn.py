"""Parts of a page that were kept are what would be drawn again: for the same record, rules, minute, language and reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from test_pages import named, text_of
from today import NOW

from bedside.faces.web import clock, medicines
from bedside.faces.web.accounts.models import User
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.people import PEOPLE
from bedside.faces.web.person import drawing
from bedside.faces.web.place import STAYS_OPEN
from bedside.faces.web.records import keeping
from bedside.faces.web.records.decisions import decide
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.keeping import Question, once
from bedside.faces.web.records.models import Action, Decision, Kept, Person
from bedside.faces.web.records.reading import known_of
from bedside.faces.web.records.signing import Signature, Slot, sign
from bedside.faces.web.templatetags import words as tags

LANGUAGES = ("en", "de", "es")
DRAWN = ("predose", "person")
SLOT = Slot(NOW + timedelta(minutes=25), 1, 5)


def page_of(client: Any, page: str, person: Person, language: str = "en") -> str:
    """A page, but for what is drawn by lot each time: the token against forgery and the key of the form."""
    client.cookies["django_language"] = language
    told = client.get(reverse(page, args=[person.id])).content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", told)


def from_what_is_kept(monkeypatch: pytest.MonkeyPatch, look: Callable[[], str]) -> str:
    """What a page says while no part of it can be drawn."""
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "get_template", lambda _: pytest.fail("it was kept"))
        return look()


@pytest.mark.parametrize("who", [person.name for person in PEOPLE])
@pytest.mark.parametrize("page", DRAWN)
def test_parts_that_were_kept_are_the_parts_drawn_anew(
    browser: Any, db: None, monkeypatch: pytest.MonkeyPatch, page: str, who: str
) -> None:
    person, bob, dora = named(who), browser("bob"), browser("dora")
    for client in (bob, dora):
        page_of(client, page, person)
    for client, language in ((bob, "en"), (bob, "de"), (bob, "es"), (dora, "en"), (dora, "de")):
        fresh = page_of(client, page, person, language)
        assert from_what_is_kept(monkeypatch, partial(page_of, client, page, person, language)) == fresh
        Kept.objects.all().delete()
        assert page_of(client, page, person, language) == fresh


def entered(*facts: Fact) -> Callable[[Person, Sender], Any]:
    return lambda person, sender: enter(person, facts, sender)


def signed(action: Action, units: float | None = None) -> Callable[[Person, Sender], Any]:
    def put(person: Person, sender: Sender) -> None:
        _, row = decide(person, NOW, person.guide)
        sign(person, row, Signature(SLOT, action, 0, "seen by the physician", units=units), sender)

    return put


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(entered(Fact("creatinine", NOW, 3.4, "mg/dL")), id="a reading"),
        pytest.param(entered(Fact("neuro_review", NOW, "done")), id="a review"),
        pytest.param(entered(Fact("mental_status_change", NOW, True)), id="a finding"),
        pytest.param(entered(Fact("heart_rate", NOW, 150, "/min", note="felt it")), id="a reading with a note"),
        pytest.param(signed(Action.CORRECTED), id="a sign-off"),
        pytest.param(signed(Action.HELD), id="an override"),
        pytest.param(signed(Action.GIVEN, 47_100_000), id="a dose"),
    ],
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_entered_is_on_the_page_at_once_and_as_drawn_anew(
    alice: Person, browser: Any, deed: Callable[[Person, Sender], Any], language: str
) -> None:
    bob = browser("bob")
    page_of(bob, "person", alice, language)
    before = [page_of(bob, page, alice, language) for page in DRAWN]
    deed(alice, Sender(User.objects.get(username="erin"), NOW, "assess"))
    after = [page_of(bob, page, alice, language) for page in DRAWN]
    Kept.objects.all().delete()
    assert [page_of(bob, page, alice, language) for page in DRAWN] == after
    assert after[0] != before[0]


def test_a_correction_takes_the_place_of_what_was_drawn(alice: Person, browser: Any) -> None:
    bob, erin = browser("bob"), User.objects.get(username="erin")
    enter(alice, [Fact("creatinine", NOW, 3.4, "mg/dL")], Sender(erin, NOW, "assess"))
    assert "Creatinine is 3 mg/dL or more." in text_of(bob.get(reverse("predose", args=[alice.id])))
    corrects = f"creatinine@{NOW:%Y-%m-%dT%H:%M:%SZ}"
    enter(alice, [Fact("creatinine", NOW, 1.1, "mg/dL", corrects=corrects)], Sender(erin, NOW, "assess"))
    assert "Creatinine is 3 mg/dL or more." not in text_of(bob.get(reverse("predose", args=[alice.id])))


def test_what_is_far_away_is_told_by_the_minute(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = browser("bob")
    assert "in 25 min" in page_of(bob, "predose", alice) and "in 25 min" in page_of(bob, "person", alice)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert "in 24 min" in page_of(bob, "predose", alice) and "in 24 min" in page_of(bob, "person", alice)


def test_the_minute_of_the_reader_counts_after_an_entry_that_is_later(
    alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry of the second before: the rules are asked about that second, and what is left is still told by the minute."""
    later = NOW + timedelta(seconds=150)
    enter(alice, [Fact("heart_rate", NOW, 92, "/min")], Sender(User.objects.get(username="erin"), later, "assess"))
    bob = browser("bob")
    assert "in 25 min" in page_of(bob, "predose", alice)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    assert "in 24 min" in page_of(bob, "predose", alice)


def test_nobody_gets_a_page_that_was_drawn_for_other_rights(alice: Person, browser: Any) -> None:
    nurse, pharmacist = page_of(browser("bob"), "predose", alice), page_of(browser("dora"), "predose", alice)
    links = [reverse("assess", args=[alice.id]), reverse("sign_off", args=[alice.id])]
    assert all(link in nurse and link not in pharmacist for link in links)
    assert reverse("preparation", args=[alice.id]) in pharmacist
    assert page_of(browser("bob"), "predose", alice) == nurse
    own, others = page_of(browser("alice"), "person", alice), page_of(browser("bob"), "person", alice)
    assert reverse("delete", args=[alice.id]) in own and reverse("delete", args=[alice.id]) not in others
    assert reverse("predose", args=[alice.id]) in others and reverse("predose", args=[alice.id]) not in own
    assert browser("alice").get(reverse("predose", args=[alice.id])).status_code == 403
    assert browser("charlie").get(reverse("person", args=[alice.id])).status_code == 404


def test_what_is_on_the_rights_fits_the_name_under_which_it_is_kept() -> None:
    from django.conf import settings

    from bedside.faces.web.person.predose import MAY

    longest = max((code for code, _ in settings.LANGUAGES), key=len)
    assert len({right[0] for right in MAY}) == len(MAY)
    assert len(f"predose {''.join(right[0] for right in MAY)} {longest}") <= Kept._meta.get_field("about").max_length


def test_every_look_is_on_record_with_the_decision_that_was_drawn(alice: Person, browser: Any) -> None:
    for who in ("bob", "bob", "dora", "erin"):
        browser(who).get(reverse("predose", args=[alice.id]))
    told = list(Audit.objects.filter(person=alice.id, deed="saw", route="predose").values_list("decisions", flat=True))
    assert told == [[Decision.objects.get(person=alice, guide=alice.guide).id]] * 4


def test_a_page_that_somebody_opened_long_ago_tells_what_changed_since(
    alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    erin = User.objects.get(username="erin")
    browser("bob").get(reverse("person", args=[alice.id]))
    enter(alice, [Fact("weight", NOW + timedelta(hours=1), 78.4, "kg")], Sender(erin, NOW + timedelta(hours=1), "assess"))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=60))
    assert "78.4" not in page_of(browser("dora"), "person", alice)
    assert "78.4" in page_of(browser("bob"), "person", alice)
    assert "78.4" not in page_of(browser("dora"), "person", alice)


def test_another_template_or_translation_is_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    told, read = medicines._program.__wrapped__(), Path.read_bytes
    for ending in (".html", ".mo", ".toml", ".py"):
        changed = next(path for path in sorted(Path(medicines.__file__).parents[2].rglob(f"*{ending}")) if path.is_file())
        with monkeypatch.context() as patched:
            patched.setattr(Path, "read_bytes", lambda path, c=changed: read(path) + (b" " if path == c else b""))
            assert medicines._program.__wrapped__() != told


def test_another_edition_is_drawn_anew(alice: Person, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bob = browser("bob")
    for page in DRAWN:
        page_of(bob, page, alice)
    Kept.objects.filter(about__in=["home en", "predose eps en"]).update(told="nothing that can be read")
    monkeypatch.setattr(keeping, "edition", lambda _: "a later program")
    assert all("Alice Example" in page_of(bob, page, alice) for page in DRAWN)
    assert set(Kept.objects.filter(person=alice).values_list("edition", flat=True)) == {"a later program"}


def test_of_those_who_ask_at_once_one_works_it_out(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else kept it while this one waited: it is read, not worked out again."""
    answers = iter([({}, {}), ({alice.id: "what the other kept"}, {})])
    monkeypatch.setattr(keeping, "kept", lambda *_: next(answers))
    question = Question(alice, known_of(alice), NOW)
    assert once("a page", question, str, lambda: pytest.fail("it was kept")) == "what the other kept"


def test_what_a_process_has_drawn_for_every_page_is_of_nobody(
    alice: Person, ward: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stays in memory is drawn from its keys alone, and among them is no person."""
    told, draw = [], tags._drawn_once.__wrapped__

    def watched(*keys: Any) -> str:
        drawn: str = draw(*keys)
        told.append(f"{keys} {drawn}")
        return drawn

    monkeypatch.setattr(tags, "_drawn_once", watched)
    Kept.objects.all().delete()
    for who in ("bob", "erin"):
        for address in (reverse("board", args=[ward.id]), *(reverse(page, args=[alice.id]) for page in (*DRAWN, "charts"))):
            assert str(alice.id) in browser(who).get(address).content.decode()
    assert len(told) > 20
    people = [word for person in Person.objects.all() for word in (str(person.id), person.name)]
    assert not [word for word in (*people, "Bob Demo", "Erin Demo") if word in " ".join(told)]


def test_a_connection_stays_open() -> None:
    assert connection.settings_dict["CONN_MAX_AGE"] == STAYS_OPEN
