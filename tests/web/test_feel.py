"""How I feel: what is urgent first, whatever fails; what was understood; questions that only raise; what is put on record."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override
from test_languages import KEYS, MARKERS, Page
from test_person_pages import text_of
from today import NOW

import bedside
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.logs import Quiet
from bedside.faces.web.person import feel, feeling
from bedside.faces.web.person.phrases import FEELING
from bedside.faces.web.records.models import Entry, Observation, Person
from bedside.faces.web.records.reading import patient_of
from bedside.faces.web.templatetags.words import WITHOUT_WORDS, as_told, dialled
from bedside.verbs.understand import ANOTHER, MEANT, NOT_READ, ONLY_TREATED, TELL
from bedside.words.asking import bank

CHEST = "my chest hurts since noon and I am seeing things. temp 39.2. no cough"
MEANT_TEXT = "my sternum feels like it is being drilled"
GUESSED_TEXT = "she went rigid, rattled like a machine gun and dribbled"
SECRET = "zebra-striped chest pain"
NUMBER = "112"


def say(client: Client, person: Any, text: str = "", **more: Any) -> Any:
    return client.post(reverse("feel", args=[person.id]), {"text": text, **more})


def hidden(response: Any) -> dict[str, Any]:
    """What the page of an answer sends again when something is kept."""
    html = response.content.decode()
    told = {name: re.search(rf'name="{name}" value="([^"]*)"', html) for name in ("at", "read", "key")}
    return {name: found[1] for name, found in told.items() if found} | {
        "answered": re.findall(r'name="answered" value="([^"]*)">', html)
    }


def keep(client: Client, person: Any, text: str, confirm: list[str], **more: Any) -> Any:
    """Say something, tick, and keep it."""
    answer = say(client, person, text, **more)
    return client.post(reverse("feel_keep", args=[person.id]), {"text": text, **more, **hidden(answer), "confirm": confirm})


# --- what is urgent comes first


def test_an_emergency_stands_before_everything_else(alice: Any, browser: Any) -> None:
    response = say(browser("alice"), alice, CHEST, place="home")
    told = text_of(response)
    assert response.status_code == 200
    order = [
        "EMERGENCY",
        "Call your local emergency number now.",
        "Why",
        "What was understood",
        "What is usual",
        "In your own words",
    ]
    places = [told.index(each) for each in order]
    assert places == sorted(places)


def test_on_the_ward_it_is_the_bell_and_the_number_for_whoever_is_not_there(alice: Any, browser: Any) -> None:
    told = text_of(say(browser("alice"), alice, CHEST))
    assert "EMERGENCY Press the bell now." in told and "Not on the ward? Call your local emergency number now." in told


@pytest.mark.parametrize(("number", "dial"), [("112", "112"), ("+49 112", "+49112"), ("112 or 999", ""), ("ask me", "")])
def test_the_number_of_this_installation_can_be_dialled_where_it_is_one(
    number: str, dial: str, alice: Any, browser: Any
) -> None:
    assert dialled(number) == dial
    with override_settings(BEDSIDE_EMERGENCY_NUMBER=number):
        html = say(browser("alice"), alice, CHEST, place="home").content.decode()
        empty = browser("alice").get(reverse("feel", args=[alice.id])).content.decode()
    link = f'<a href="tel:{dial}">{number}</a>' if dial else number
    assert f"Call now: {link}" in " ".join(html.split()) and link in empty
    assert ("tel:" in html) == bool(dial) and "local emergency number" not in empty


@pytest.mark.parametrize(
    ("language", "told"),
    [("de", "Rufen Sie jetzt Ihre örtliche Notrufnummer an."), ("es", "Llame ahora a su número local de emergencias.")],
)
def test_what_to_do_in_an_emergency_is_in_the_readers_language(language: str, told: str, alice: Any, browser: Any) -> None:
    client = browser("alice")
    client.cookies["django_language"] = language
    page = Page(say(client, alice, CHEST, place="home").content.decode())
    assert (told, language) in page.told
    assert not [text for text, said_in in page.told if said_in == language and MARKERS.search(text)]


@pytest.mark.parametrize("person", ["Ben Beispiel", "Mila Model", "Omar Ohneland"])
def test_an_emergency_is_told_whatever_the_record_says(person: str, browser: Any, db: None) -> None:
    found = Person.objects.get(pk=id_of(person))
    assert "EMERGENCY" in text_of(say(browser("bob"), found, "she has chest pain"))


def test_an_emergency_is_told_without_any_record(browser: Any, db: None) -> None:
    nobody = Person.objects.create(name="Nobody Yet", account=None, ward=Person.objects.get(pk=id_of("Ben Beispiel")).ward)
    assert "EMERGENCY Call your local emergency number now." in text_of(say(browser("bob"), nobody, "he can't breathe"))


def broken(*_args: Any, **_more: Any) -> Any:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize("where", ["patient_of", "medicine", "pages"])
def test_an_emergency_is_told_when_the_record_or_the_medicine_fails(
    where: str, alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeling, where, broken)
    response = say(browser("alice"), alice, SECRET, felt=["fever"], answered=["breath:yes"])
    told = text_of(response)
    assert response.status_code == 200 and "EMERGENCY Call your local emergency number now." in told
    assert "The record could not be used" in told and SECRET in told


def test_an_emergency_is_told_when_what_was_chosen_is_not_known_any_more(alice: Any, browser: Any) -> None:
    told = text_of(say(browser("alice"), alice, "chest pain", felt=["gone"], answered=["gone:yes", "nonsense"]))
    assert "EMERGENCY" in told and "The record could not be used" in told


def test_where_even_the_words_cannot_be_read_it_is_said_whom_to_call_and_what_was_typed_stays(
    alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bedside, "understand", broken, raising=False)
    response = say(browser("alice"), alice, SECRET)
    told = text_of(response)
    assert response.status_code == 500
    assert "If you feel ill, do not wait for this page" in told and "In an emergency call your local" in told
    assert SECRET in told


def test_the_time_of_the_answer_waits_for_no_database(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feel, "asked_at", broken)
    assert "EMERGENCY" in text_of(say(browser("alice"), alice, "chest pain"))


@pytest.mark.parametrize("name", ["failures/failed.html", "failures/no_token.html", "failures/forbidden.html"])
def test_a_page_that_failed_says_whom_to_call(name: str, rf: Any) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string

    request = rf.get("/")
    request.user = AnonymousUser()
    with override("en"):
        told = " ".join(render_to_string(name, request=request).split())
    assert "In an emergency call your local emergency number" in told


def test_whoever_was_signed_out_meanwhile_reads_whom_to_call_before_signing_in(alice: Any, browser: Any) -> None:
    response = browser("").post(reverse("feel", args=[alice.id]), {"text": "chest pain"}, follow=True)
    assert "In an emergency call your local emergency number" in text_of(response)


# --- words, the list, questions


def test_the_page_has_every_place_of_the_body_and_every_complaint(alice: Any, browser: Any) -> None:
    html = browser("alice").get(reverse("feel", args=[alice.id])).content.decode()
    for place in bedside.body():
        assert f"<summary>{place.title}</summary>" in html
        for entry in place.felt:
            assert f'name="felt" value="{entry.id}"' in html


def test_what_is_chosen_is_read_like_what_is_written(alice: Any, browser: Any) -> None:
    response = say(browser("alice"), alice, felt=["chest_pain", "nausea"])
    told = text_of(response)
    assert "EMERGENCY" in told and "Pain in the chest there now" in told and "Feeling sick there now" in told
    assert 'value="chest_pain" checked' in response.content.decode()


def test_what_was_understood_has_status_severity_onset_and_the_words(alice: Any, browser: Any) -> None:
    told = text_of(say(browser("alice"), alice, CHEST))
    assert "Fever there now grade 2 temp 39.2" in told and "Cough not there no cough CTCAE: Cough" in told
    assert "chest hurts since noon" in told


def test_what_is_usual_is_told_with_its_figures_and_when_it_should_have_ended(browser: Any, db: None) -> None:
    mila = Person.objects.get(pk=id_of("Mila Model"))
    told = text_of(say(browser("bob"), mila, "he has a fever"))
    assert "How often 29 in 100 people" in told and "usually gone by" in told and "Not usual" in told


def questions_of(response: Any) -> list[str]:
    return re.findall(r'name="answered" value="([\w-]+):yes" aria', response.content.decode())


def test_what_was_read_by_meaning_says_so_and_asks_whether_it_is_meant(alice: Any, browser: Any) -> None:
    client = browser("alice")
    text = text_of(say(client, alice, MEANT_TEXT))
    assert "This may be meant: no phrase that Bedside knows was found in these words." in text
    assert "Do you mean this:" in text and MEANT in text
    key = bedside.understand(MEANT_TEXT, NOW).questions[0][0].id
    yes = text_of(say(client, alice, MEANT_TEXT, answered=[f"{key}:yes"]))
    assert "This may be meant" not in yes and "This is right" in yes


def test_what_is_treated_is_shown_apart(alice: Any, browser: Any) -> None:
    text = text_of(say(browser("alice"), alice, "Sertraline works well for my depression, but I sweat at night"))
    assert "What is treated" in text and "This counts as no effect. If you have it now, say so in other words." in text
    assert "Low mood" in text and "depression" in text


def test_a_danger_that_is_only_guessed_at_is_shown_apart_and_asked(alice: Any, browser: Any) -> None:
    client = browser("alice")
    text = text_of(say(client, alice, GUESSED_TEXT))
    assert "EMERGENCY" in text and "These words may tell of something dangerous; which, is not clear." in text
    assert "Perhaps: a fit" in text and "Do you mean this: a fit?" in text
    key = bedside.understand(GUESSED_TEXT, NOW).questions[0][0].id
    yes = text_of(say(client, alice, GUESSED_TEXT, answered=[f"{key}:yes"]))
    assert "Perhaps:" not in yes and "This is right" in yes


def test_a_yes_raises_the_urgency_and_a_no_leaves_it_and_neither_is_asked_again(alice: Any, browser: Any) -> None:
    client, text = browser("alice"), "I feel dizzy"
    first = say(client, alice, text, place="home")
    asked = questions_of(first)
    assert 1 <= len(asked) <= 3 and "Tell somebody today" in text_of(first)
    no = say(client, alice, text, place="home", answered=[f"{asked[0]}:no"])
    assert "Tell somebody today" in text_of(no) and asked[0] not in questions_of(no)
    assert f'name="answered" value="{asked[0]}:no">' in no.content.decode(), "the page keeps what was answered"
    yes = say(client, alice, text, place="home", answered=[f"{asked[0]}:no", f"{asked[0]}:yes"])
    assert "EMERGENCY" in text_of(yes) and not questions_of(yes)


@pytest.mark.parametrize("more", ["", " my wife says it is nothing", " it is probably nothing, no big deal"])
def test_nobody_talks_an_emergency_down(more: str, alice: Any, browser: Any) -> None:
    assert "EMERGENCY" in text_of(say(browser("alice"), alice, f"I have chest pain.{more}", answered=["chest:no"]))


def test_a_carer_writes_about_the_person_cared_for(alice: Any, browser: Any) -> None:
    grace = browser("grace")
    assert "How Alice Example feels" in text_of(grace.get(reverse("feel", args=[alice.id])))
    told = text_of(say(grace, alice, "my sister is confused and I am worried"))
    assert "EMERGENCY" in told or "Tell somebody now" in told
    assert "Confusion there now" in told and "told of somebody else" in told


def test_htmx_gets_the_answer_alone_and_never_an_error_that_it_would_not_show(alice: Any, browser: Any) -> None:
    alices = browser("alice")
    response = alices.post(reverse("feel", args=[alice.id]), {"text": " "}, headers={"HX-Request": "true"})
    assert response.status_code == 200 and "there are no words" in text_of(response)
    part = alices.post(reverse("feel", args=[alice.id]), {"text": CHEST}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode() and "EMERGENCY" in text_of(part)


def test_no_words_are_refused_and_of_too_many_the_beginning_is_read(alice: Any, browser: Any) -> None:
    empty = say(browser("alice"), alice)
    assert empty.status_code == 422 and "there are no words" in text_of(empty)
    long = say(browser("alice"), alice, "chest pain. " + "well " * 5000)
    assert "EMERGENCY" in text_of(long) and "only its beginning was read" in text_of(long)
    assert long.content.decode().count("well ") >= 5000, "what was typed is all still there"
    assert bedside.understand("a" * feeling.LONGEST, NOW).urgency == "note"


@pytest.mark.parametrize("language", ["de", "es"])
def test_a_page_in_another_language_says_that_words_are_read_in_english(language: str, alice: Any, browser: Any) -> None:
    client = browser("alice")
    client.cookies["django_language"] = language
    page = Page(client.get(reverse("feel", args=[alice.id])).content.decode())
    english = {"The whole body", "Pain in the chest", "Words are read in English only"}
    assert not [text for text, _ in page.told if any(text.startswith(each) for each in english)]
    assert not [text for text, said_in in page.told if said_in == "en" and text not in ("English",)], "the list is translated"
    assert any({"de": "Englisch", "es": "inglés"}[language] in text for text, _ in page.told)
    answer = Page(say(client, alice, "I feel dizzy").content.decode())
    assert not [text for text, _ in answer.told if KEYS.search(text) or MARKERS.search(text)]


def test_the_texts_of_the_core_that_are_translated_are_those_that_there_are() -> None:
    told = {*TELL.values(), ANOTHER, MEANT, ONLY_TREATED, NOT_READ, *(question.ask for question in bank())}
    told |= {place.title for place in bedside.body()} | {entry.label for place in bedside.body() for entry in place.felt}
    with pytest.raises(bedside.CannotUnderstand) as refused:
        bedside.understand("", NOW)
    assert set(FEELING) == told | {str(refused.value)}


def test_what_was_chosen_and_answered_is_told_in_the_readers_language_and_what_was_written_is_quoted() -> None:
    found = bedside.understand("a <b> cough", NOW, felt=["fever"], answers={"chest": True, "breath": False})
    assert {effect.words.partition(": ")[0] for effect in found.effects if ": " in effect.words} == set(WITHOUT_WORDS)
    with override("de"):
        assert as_told("chosen from the list: fever") == "aus der Liste gewählt: Fieber"
        assert as_told("yes to: Is your heart racing or skipping beats?") == "ja zu: Rast Ihr Herz, oder setzt es aus?"
        assert as_told("bp: <80>") == '<q lang="en">bp: &lt;80&gt;</q>'


# --- into the record


def test_what_is_ticked_becomes_observations_with_who_confirmed_it(alice: Any, browser: Any) -> None:
    before = Observation.objects.filter(person=alice).count()
    response = keep(browser("grace"), alice, CHEST, ["chest_pain", "fever"])
    assert response.status_code == 302 and response.headers["Location"] == reverse("person", args=[alice.id])
    rows = {row.concept: row for row in Observation.objects.filter(person=alice).order_by("number")[before:]}
    assert rows.keys() == {"chest_pain", "temperature"}
    assert rows["chest_pain"].word == "true" and rows["temperature"].amount == 39.2
    assert rows["chest_pain"].by == "grace" and "told in words: chest hurts" in rows["chest_pain"].note
    entered = Audit.objects.filter(deed="entered", route="feel_keep").latest("id")
    assert entered.actor == Entry.objects.latest("id").by and entered.person == alice.id


@pytest.mark.parametrize(("guide", "concept"), [("consensus-2014", "hallucinations"), ("uspi-2024", "chest_pain")])
def test_check_sees_what_was_kept(guide: str, concept: str, alice: Any, browser: Any) -> None:
    medicine = bedside.load_medicine("aldesleukin")

    def seen() -> set[str]:
        answer = bedside.check(medicine, patient_of(alice), NOW, guide=guide)
        return {row.concept for reason in answer.firing for row in reason.finding.evidence}

    assert concept not in seen()
    keep(browser("alice"), alice, CHEST, [concept])
    assert concept in seen()
    decision = bedside.check(medicine, patient_of(alice), NOW, guide=guide).decision
    assert decision in (bedside.Decision.HOLD, bedside.Decision.STOP_CYCLE, bedside.Decision.STOP_FOR_GOOD)


def test_what_is_urgent_is_told_again_where_it_was_kept(alice: Any, browser: Any) -> None:
    client = browser("bob")
    response = keep(client, alice, "she has chest pain", ["chest_pain"])
    assert response.headers["Location"] == reverse("predose", args=[alice.id])
    told = text_of(client.get(response.headers["Location"]))
    assert "Kept in the record: 1 entry." in told and "Press the bell now, and say that it is an emergency." in told


def test_the_same_form_sent_twice_is_stored_once(alice: Any, browser: Any) -> None:
    client = browser("alice")
    sent = {"text": CHEST, **hidden(say(client, alice, CHEST)), "confirm": ["chest_pain"]}
    before = Observation.objects.filter(person=alice).count()
    for _ in range(2):
        assert client.post(reverse("feel_keep", args=[alice.id]), sent).status_code == 302
    assert Observation.objects.filter(person=alice).count() == before + 1


@pytest.mark.parametrize(
    ("differs", "told"),
    [
        ({"text": "my chest hurts and I have blisters"}, "You changed something meanwhile"),
        ({"felt": ["fever"]}, "You changed something meanwhile"),
        ({"read": "0" * 64}, "You changed something meanwhile"),
        ({"at": (NOW - timedelta(days=2)).isoformat()}, "This page was open too long"),
        ({"at": (NOW + timedelta(hours=2)).isoformat()}, "This page was open too long"),
        ({"key": "no key"}, "This page was open too long"),
        ({"confirm": []}, "Nothing was ticked"),
        ({"confirm": ["cough"]}, "Nothing was ticked"),
        ({"confirm": ["nothing"]}, "Nothing was ticked"),
    ],
)
def test_nothing_is_kept_of_a_page_that_is_not_the_one_looked_at_and_what_was_typed_stays(
    differs: dict[str, Any], told: str, alice: Any, browser: Any
) -> None:
    client = browser("alice")
    sent = {"text": CHEST, **hidden(say(client, alice, CHEST)), "confirm": ["chest_pain"]} | differs
    before = Observation.objects.filter(person=alice).count()
    response = client.post(reverse("feel_keep", args=[alice.id]), sent)
    assert response.status_code == 422 and told in text_of(response)
    assert sent["text"] in text_of(response) and "EMERGENCY" in text_of(response)
    assert Observation.objects.filter(person=alice).count() == before


def test_what_the_record_refuses_is_said_and_what_was_typed_stays(
    alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_args: Any, **_more: Any) -> Any:
        raise bedside.RecordError("note", "holds a character that is no text; leave it out")

    monkeypatch.setattr(feel, "enter", refuses)
    response = keep(browser("alice"), alice, "my chest hurts", ["chest_pain"])
    assert response.status_code == 422 and "holds a character that is no text" in text_of(response)
    assert "EMERGENCY" in text_of(response) and "my chest hurts" in text_of(response)
    assert 'value="chest_pain" checked' in response.content.decode(), "what was ticked stays, too"


def test_what_is_denied_over_or_of_somebody_else_cannot_be_ticked(alice: Any, browser: Any) -> None:
    text = "no chest pain, my husband has blisters, and I am seeing things"
    html = say(browser("alice"), alice, text).content.decode()
    assert re.findall(r'name="confirm" value="(\w+)"', html) == ["hallucinations"]


def test_a_yes_to_a_question_cannot_be_ticked_and_what_has_no_place_is_named(alice: Any, browser: Any) -> None:
    response = say(browser("alice"), alice, "I feel dizzy", answered=["chest:yes"])
    assert "confirm" not in re.findall(r'name="(\w+)"', response.content.decode())
    assert "The record has no place for these; tell them yourself: dizziness" in text_of(response)


def test_the_pharmacist_reads_it_and_keeps_nothing(alice: Any, browser: Any) -> None:
    dora = browser("dora")
    response = say(dora, alice, CHEST)
    assert "EMERGENCY" in text_of(response) and 'name="confirm"' not in response.content.decode()
    assert dora.post(reverse("feel_keep", args=[alice.id]), {"text": CHEST, "key": str(uuid4())}).status_code == 403


# --- nothing about the text goes anywhere


def test_that_somebody_asked_is_in_the_audit_and_no_word_of_it(alice: Any, browser: Any) -> None:
    before = Audit.objects.count()
    say(browser("bob"), alice, SECRET)
    row = Audit.objects.latest("id")
    assert Audit.objects.count() == before + 1
    assert (row.deed, row.route, row.person, row.rows) == ("saw", "feel", alice.id, [])
    assert "zebra" not in repr(list(Audit.objects.values()))


@pytest.fixture
def log() -> Any:
    """What the log would say, as the web app writes it."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Quiet())
    handler.setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    yield told
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("fails", [None, (feeling, "patient_of"), (bedside, "understand")])
def test_no_word_of_it_reaches_a_log_or_an_address(
    fails: Any, log: io.StringIO, alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fails:
        monkeypatch.setattr(*fails, broken, raising=False)
    response = say(browser("alice"), alice, SECRET)
    assert "zebra" not in log.getvalue() and (not fails or "was read without the record" in log.getvalue())
    assert "zebra" not in response.request["PATH_INFO"] + response.request.get("QUERY_STRING", "")
    assert not re.search(r'(href|action|hx-\w+)="[^"]*zebra', response.content.decode())


@pytest.mark.parametrize("name", ["feel", "ask", "library_ask"])
def test_words_in_an_address_are_not_looked_at(name: str, alice: Any, browser: Any) -> None:
    address: Callable[..., str] = reverse
    args = [] if name == "library_ask" else [alice.id]
    told = text_of(browser("alice").get(address(name, args=args), {"text": SECRET, "question": SECRET}))
    assert "EMERGENCY" not in told and "zebra" not in told
