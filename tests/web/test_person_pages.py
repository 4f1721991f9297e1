"""The pages for the person: my course, after treatment, am I a candidate, the calendar, the page for the doctor."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from today import NOW

import bedside
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person import plain
from bedside.faces.web.person.models import Subscription
from bedside.faces.web.person.questions import asked
from bedside.faces.web.records.models import Observation, Person
from bedside.faces.web.records.reading import patient_of
from bedside.response.retreatment import ANSWERS, CONSIDER, DIFFER, NO, NOT_KNOWN, NOT_YET
from bedside.verbs.course import STATES


def text_of(response: Any) -> str:
    """What a page says, on one line."""
    told = re.sub(r"(?s)<(script|style|head).*?</\1>|<[^>]+>", " ", response.content.decode())
    return " ".join(told.replace("&#x27;", "'").replace("&quot;", '"').split())


def page(browser: Any, name: str, who: str) -> str:
    return text_of(browser("bob").get(reverse(name, args=[id_of(who)])))


# --- my course


def test_the_course_gives_each_dose_that_was_left_out_with_its_reason_and_source(browser: Any, db: None) -> None:
    told = page(browser, "course", "Jana Jemand")
    assert "This cycle was stopped" in told and "8 given, 2 held, 0 without a dose, 0 to come" in told
    held = told[told.index("What the guide said, dose by dose") :]
    assert re.search(r"Dose 9 ?, .*? Held .*?Urine was below 80 mL in 8 hours. dutcher-2014, table 3, renal", held)
    assert "The guide ended this cycle" in told and "What is next" in told


def test_the_course_says_the_same_as_the_verb(browser: Any, db: None) -> None:
    person = Person.objects.get(pk=id_of("Fatima Fable"))
    found = bedside.course(medicine("aldesleukin"), patient_of(person), NOW, guide=person.guide)
    told = page(browser, "course", "Fatima Fable")
    cycle = found.courses[-1].cycles[0]
    counts = [cycle.count(status) for status in ("given", "held", "missed", "due")]
    assert "{} given, {} held, {} without a dose, {} to come".format(*counts) in told
    assert found.state.word == "in a cycle" and "In a cycle" in told


def test_the_charts_of_a_course_have_thresholds_and_doses(browser: Any, db: None) -> None:
    html = browser("bob").get(reverse("course", args=[id_of("Jana Jemand")])).content.decode()
    creatinine = html[html.index('aria-label="Creatinine"') :].partition("</section>")[0]
    assert creatinine.count("chart__threshold") == 2 and creatinine.count("chart__dose") == 8
    assert "Creatinine is 3 mg/dL or more." in creatinine


def test_before_a_course_the_page_leads_to_the_questions(browser: Any, db: None) -> None:
    told = page(browser, "course", "Ben Beispiel")
    assert "Treatment has not started" in told and "No dose is recorded yet. Am I a candidate?" in told


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (plain.STATES, STATES),
        (plain.QUESTIONS, ANSWERS),
        (plain.AGAIN, (CONSIDER, NO, NOT_YET, NOT_KNOWN, DIFFER)),
        (plain.RESPONSES, ("CR", "PR", "SD", "PD", "NE", "non-CR/non-PD")),
        (plain.STANDINGS, ("grave", "not usual", "not known", "usual", "recovered")),
        (plain.TRUTHS, [truth.word for truth in bedside.Truth]),
        (plain.KINDS, ("visit", "blood test", "imaging", "watch")),
    ],
)
def test_every_word_of_the_verbs_has_a_plain_one(known: Any, words: Any) -> None:
    assert set(known) == set(words)


# --- after treatment


def test_after_treatment_begins_with_what_is_overdue_and_next(browser: Any, db: None) -> None:
    told = page(browser, "after", "Mila Model")
    order = [told.index(what) for what in ("Overdue", "Creatinine after 7, 14 and 30 days", "Did it work?", "Watch for")]
    assert order == sorted(order)
    assert "belldegrun-1987, abstract read at second hand" in told


def test_what_has_remained_is_told_with_its_figure(browser: Any, db: None) -> None:
    told = page(browser, "after", "Mila Model")
    assert re.search(r"Usual Creatinine: 1 mg/dL", told)
    assert "62 of 100 people by day 7, 84 by day 14, 95 by day 30" in told


def test_a_response_is_a_table_a_picture_and_a_plain_word(browser: Any, db: None) -> None:
    html = browser("bob").get(reverse("after", args=[id_of("Noor Nobody")])).content.decode()
    told = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Partial response: what was measured shrank by 30 % or more." in told
    assert "38 mm -59.6 % -25.5 %" in told and "it is not confirmed" in told
    picture = html[html.index('id="response"') :].partition("</figure>")[0]
    assert picture.count("chart__dot") == 3


def test_what_guides_ask_for_before_another_course_are_questions(browser: Any, db: None) -> None:
    told = page(browser, "after", "Noor Nobody")
    assert "Questions for your doctor" in told and "Has the disease shrunk since the last course? yes" in told
    assert told.index("uspi-2024:") < told.index("uspi-2012:"), "rivals stand side by side"


def test_before_any_dose_there_is_nothing_to_follow(browser: Any, db: None) -> None:
    assert "there is nothing to follow yet" in page(browser, "after", "Ben Beispiel")


# --- am I a candidate


def send(client: Client, name: str, who: str, answers: dict[str, str], **more: Any) -> Any:
    sent = {"day": NOW.date().isoformat(), "said": "said by the person", "key": str(uuid4())} | answers
    return client.post(reverse(name, args=[id_of(who)]), sent, **more)


def test_an_answer_changes_the_result_and_nothing_is_kept(browser: Any, db: None) -> None:
    before = Observation.objects.count()
    told = text_of(send(browser("bob"), "candidate", "Ben Beispiel", {"heart_failure": "true"}, headers={"HX-Request": "true"}))
    assert told.startswith("With your answers Not a candidate") and "There is heart failure." in told
    assert Observation.objects.count() == before


def test_without_a_script_the_whole_page_comes_with_the_answers(browser: Any, db: None) -> None:
    html = send(browser("bob"), "candidate", "Ben Beispiel", {"creatinine": "180 umol/L"}).content.decode()
    assert 'value="180 umol/L"' in html and "Creatinine is above 1.5 mg/dL before the start." in html


def test_what_is_missing_shrinks_with_each_answer(browser: Any, db: None) -> None:
    client = browser("bob")
    first = text_of(client.get(reverse("candidate", args=[id_of("Ben Beispiel")])))
    second = text_of(send(client, "candidate", "Ben Beispiel", {"lvef": "62"}))
    counts = [int(re.search(r"(\d+) things are still missing", told)[1]) for told in (first, second)]
    assert counts[1] == counts[0] - 1


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("creatinine", "abc", "is not a number"),
        ("creatinine", "1,2", "Write the number with a point"),
        ("creatinine", "nan", ""),
        ("lvef", "620", ""),
        ("weight", "80 mg/dL", ""),
        ("day", "2026-05-06", "This day lies in the future."),
        ("heart_failure", "perhaps", ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(field: str, typed: str, says: str, browser: Any, db: None) -> None:
    before = Observation.objects.count()
    response = send(browser("bob"), "candidate_keep", "Ben Beispiel", {"fev1": "3.1", field: typed})
    html = response.content.decode()
    assert response.status_code == 422 and f'id="id_{field}_error"' in html and says in html
    assert 'value="3.1"' in html and Observation.objects.count() == before


def test_answers_are_kept_once_with_who_said_them(browser: Any, db: None) -> None:
    person, client = Person.objects.get(pk=id_of("Ben Beispiel")), browser("bob")
    answers = {"lvef": "62", "diabetes": "false", "day": "2026-05-01", "said": "read from a report", "key": str(uuid4())}
    for _ in range(2):
        assert send(client, "candidate_keep", "Ben Beispiel", answers).status_code == 302
    rows = Observation.objects.filter(person=person, by="bob").order_by("concept")
    assert [(row.concept, row.amount, row.word, row.note) for row in rows] == [
        ("diabetes", None, "false", "read from a report"),
        ("lvef", 62.0, "", "read from a report"),
    ]
    assert {row.at.isoformat() for row in rows} == {"2026-05-01T00:00:00+00:00"}, "no fresher than it may be"


def test_what_is_known_is_not_sent_again(browser: Any, db: None) -> None:
    before = Observation.objects.count()
    assert send(browser("bob"), "candidate_keep", "Ben Beispiel", {"age": "57", "ecog": "1"}).status_code == 302
    assert Observation.objects.count() == before


def test_a_pharmacist_may_look_and_not_keep(browser: Any, db: None) -> None:
    html = browser("dora").get(reverse("candidate", args=[id_of("Ben Beispiel")])).content.decode()
    assert "Keep these answers" not in html
    assert send(browser("dora"), "candidate_keep", "Ben Beispiel", {"lvef": "62"}).status_code == 403


def test_everything_that_the_screening_misses_is_asked(browser: Any, db: None) -> None:
    html = browser("bob").get(reverse("candidate", args=[id_of("Ben Beispiel")])).content.decode()
    assert len(asked("aldesleukin")) > 40
    for concept in asked("aldesleukin"):
        assert html.count(f'name="{concept}"') == 1


def test_during_a_course_the_page_says_that_it_is_not_meant_for_that(browser: Any, db: None) -> None:
    assert "These questions are for the time before a course." in page(browser, "candidate", "Alice Example")


# --- calendar


def test_the_plan_comes_as_a_file(alice: Any, browser: Any) -> None:
    response = browser("alice").get(reverse("calendar_file", args=[alice.id]))
    book = Calendar.from_ical(response.content)
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert len(book.walk("VEVENT")) > 20 and b"Alice" not in response.content


def test_without_a_plan_the_calendar_is_empty_and_whole(browser: Any, db: None) -> None:
    response = browser("bob").get(reverse("calendar_file", args=[id_of("Ben Beispiel")]))
    assert Calendar.from_ical(response.content).walk("VEVENT") == []


def link_of(alice: Any, browser: Any) -> str:
    html = browser("alice").post(reverse("calendar_subscribe", args=[alice.id])).content.decode()
    return re.search(r'value="(http://testserver/calendar/[^"]+)"', html)[1].removeprefix("http://testserver")


def test_a_link_reads_the_plan_without_a_login_and_without_a_name(alice: Any, browser: Any) -> None:
    link, stranger = link_of(alice, browser), Client()
    response = stranger.get(link)
    assert response.status_code == 200 and Calendar.from_ical(response.content).walk("VEVENT")
    assert b"Alice" not in response.content and str(alice.id) not in link and str(alice.id).encode() not in response.content
    assert not Subscription.objects.filter(digest__in=link.split("/")).exists(), "the link itself is not kept"
    seen = Audit.objects.order_by("-id").first()
    assert (seen.deed, seen.person, seen.route, seen.actor) == ("saw", alice.id, "calendar_feed", None)


def test_a_link_that_has_ended_reads_nothing(alice: Any, browser: Any) -> None:
    link = link_of(alice, browser)
    row = Subscription.objects.get(person=alice)
    browser("alice").post(reverse("calendar_end", args=[alice.id, row.id]))
    assert Client().get(link).status_code == 404
    deeds = Audit.objects.filter(person=alice.id, route__startswith="calendar_").order_by("id").values_list("deed", flat=True)
    assert list(deeds) == ["invited", "ended"]


def test_nobody_ends_the_link_of_another(alice: Any, browser: Any) -> None:
    link_of(alice, browser)
    other = Person.objects.get(pk=id_of("Ben Beispiel"))
    Person.objects.filter(pk=alice.id).update(account=None)
    Person.objects.filter(pk=other.id).update(account=browser("alice").get("/").wsgi_request.user)
    row = Subscription.objects.get(person=alice)
    assert browser("alice").post(reverse("calendar_end", args=[other.id, row.id])).status_code == 404
    assert Subscription.objects.get(pk=row.pk).until is None


def test_links_go_with_an_erasure(alice: Any, browser: Any) -> None:
    from bedside.faces.web.accounts.models import User
    from bedside.faces.web.records.erasing import erase

    link = link_of(alice, browser)
    erase(alice, User.objects.get(username="erin"), NOW, "erase")
    assert Client().get(link).status_code == 404 and not Subscription.objects.exists()


# --- the page for the doctor


def test_the_page_for_the_doctor_has_what_a_doctor_asks_first(browser: Any, db: None) -> None:
    client = browser("bob")
    client.get(reverse("predose", args=[id_of("Jana Jemand")]))
    response = client.get(reverse("sheet", args=[id_of("Jana Jemand")]))
    told = text_of(response)
    for what in ("Metastatic renal cell carcinoma", "8 given, 2 held", "Stop cycle", "Creatinine is 3 mg/dL or more."):
        assert what in told
    for what in ("Newest readings", "3.8 mg/dL", "Grave", "Telephone, day and night", "Not a medical device."):
        assert what in told
    assert Audit.objects.order_by("-id").first().decisions, "the decision on it is written down as seen"


def test_the_page_for_the_doctor_asks_for_no_new_decision(browser: Any, db: None) -> None:
    assert "None was asked for." in page(browser, "sheet", "Carla Muster")


# --- home


def test_home_after_a_course_says_what_is_due_and_what_to_watch(browser: Any, db: None) -> None:
    told = page(browser, "person", "Mila Model")
    assert "Overdue" in told and "bowel inflammation" in told and "Before each dose your nurse" not in told


def test_home_links_what_there_is(alice: Any, browser: Any) -> None:
    html = browser("alice").get(reverse("person", args=[alice.id])).content.decode()
    assert reverse("sheet", args=[alice.id]) in html and 'href=""' not in html


def test_a_plan_moves_in_the_calendar_under_the_same_names(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.faces.web import clock

    def uids() -> set[str]:
        content = browser("alice").get(reverse("calendar_file", args=[alice.id])).content
        return {str(event["uid"]) for event in Calendar.from_ical(content).walk("VEVENT")}

    first = uids()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    assert uids() == first
