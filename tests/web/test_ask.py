"""Ask: what is urgent first, statements that lead to where they stand, what the record says, and "I do not know"."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from test_person_pages import text_of
from today import NOW

import bedside
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.library import answering
from bedside.faces.web.library.answering import LONGEST, answered
from bedside.faces.web.records.models import Person
from loopback_model import behaves, served

SECRET = "zebra-striped chest pain"
LABEL = b"""<document xmlns="urn:hl7-org:v3"><title>EXEMPLIN tablets</title><setId root="urn:made/up"/>
<component><structuredBody><component><section><code code="34084-4" codeSystem="2.16.840.1.113883.6.1"/><title>6 ADVERSE</title>
<text><paragraph>Ileal yawning was seen with exemplin.</paragraph></text>
</section></component></structuredBody></component></document>"""


def ask(client: Client, question: str, person: Any = None) -> Any:
    address = reverse("ask", args=[person.id]) if person else reverse("library_ask")
    return client.post(address, {"question": question})


def links(response: Any) -> list[str]:
    """Where the statements of an answer lead."""
    return re.findall(r'statement__where"><a href="([^"]+)"', response.content.decode())


# --- statements with their sources


def test_a_passage_leads_to_the_statement_on_the_persons_own_page(alice: Any, browser: Any) -> None:
    client = browser("alice")
    response = ask(client, "can i have a glass of wine with proleukn?", alice)
    told = text_of(response)
    assert response.status_code == 200 and "Tell the team if you drink alcohol." in told
    assert "“proleukn” was taken for Proleukin." in told
    assert (
        "patient-questions, what may interact read at second hand" in told
        and "Aldesleukin : Food and drink word for word" in told
    )
    address, _, anchor = links(response)[0].partition("#")
    assert address == reverse("person_page", args=[alice.id, "aldesleukin"])
    assert f'id="{anchor}"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("who", "question", "route", "told"),
    [
        ("alice", "when is my next dose?", "calendar", "2026-05-05 16:00 UTC"),
        ("alice", "what was my creatinine today?", "charts", "2.6 mg/dL"),
        ("alice", "why was my dose held?", "course", "dose"),
        ("bob", "may she have the next dose?", "predose", "correct"),
    ],
)
def test_what_is_worked_out_leads_to_the_page_that_tells_it_at_length(
    who: str, question: str, route: str, told: str, alice: Any, browser: Any
) -> None:
    response = ask(browser(who), question, alice)
    assert "worked out from the record" in text_of(response) and told.casefold() in text_of(response).casefold()
    assert reverse(route, args=[alice.id]) in links(response)
    assert browser(who).get(reverse(route, args=[alice.id])).status_code == 200


def test_whoever_may_not_see_the_page_before_a_dose_is_not_led_there(alice: Any, browser: Any) -> None:
    response = ask(browser("alice"), "may I have the next dose?", alice)
    assert reverse("predose", args=[alice.id]) not in links(response)


def test_every_statement_of_an_answer_is_shown_with_its_source(alice: Any, browser: Any) -> None:
    for question in ("how often does fever happen?", "what should I bring?", "when is my next scan?", "am I a candidate?"):
        reply = answered(question, NOW, alice)
        told = text_of(ask(browser("alice"), question, alice))
        assert reply.reply is not None
        for each in reply.told:
            assert " ".join(each.line.text.split())[:40].split(":")[0] in told
            assert "as recorded" in told if each.line.source == "record" else each.line.source in told
            assert each.link or each.line.kind == "computed"


def test_a_word_is_explained_and_leads_to_its_place(alice: Any, browser: Any) -> None:
    response = ask(browser("alice"), "what does creatinine mean?", alice)
    (link,) = links(response)
    assert link == f"{reverse('glossary')}#creatinine"
    assert 'id="creatinine"' in browser("alice").get(reverse("glossary")).content.decode()


def test_an_imported_label_is_told_word_for_word_and_leads_there(alice: Any, browser: Any, tmp_path: Path) -> None:
    shelf = tmp_path / "labels.db"
    with bedside.open_shelf(shelf) as opened:
        opened.add(bedside.import_label(LABEL, "exemplin.xml"))
    with override_settings(BEDSIDE_SHELF=shelf):
        response = ask(browser("alice"), "does exemplin cause ileal yawning?", alice)
        assert "Ileal yawning was seen with exemplin." in text_of(response)
        (link,) = [link for link in links(response) if "/label/" in link]
        assert browser("alice").get(link).status_code == 200


def test_the_library_answers_without_a_person_and_says_that_it_knows_no_record(browser: Any, db: None) -> None:
    charlie = browser("charlie")
    assert "Ask" in text_of(charlie.get(reverse("library")))
    response = ask(charlie, "can I drive during treatment?")
    assert links(response)[0].startswith(reverse("page", args=["aldesleukin"]))
    told = text_of(ask(charlie, "when is my next dose?"))
    assert "That stands in a person" in told


def test_what_is_not_known_is_said_and_whom_to_ask(alice: Any, browser: Any) -> None:
    told = text_of(ask(browser("alice"), "who will win the world cup?", alice))
    assert "I do not know." in told and "Ask your nurse, your doctor or a pharmacist." in told


# --- what is urgent


def test_urgent_words_come_first(alice: Any, browser: Any) -> None:
    told = text_of(ask(browser("alice"), "when is my next dose, my chest hurts", alice))
    order = [
        "EMERGENCY",
        "Call your local emergency number now.",
        "On the ward press the bell instead.",
        "“when is my",
        "Your question",
    ]
    places = [told.index(each) for each in order if "“" not in each]
    assert places == sorted(places)
    assert "Do you have this now? Say how you feel" in told
    with override_settings(BEDSIDE_EMERGENCY_NUMBER="112"):
        assert 'href="tel:112"' in ask(browser("alice"), "my chest hurts", alice).content.decode()


def broken(*_args: Any, **_more: Any) -> Any:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize("where", ["patient_of", "reply_to"])
def test_an_emergency_is_told_when_the_answer_fails_and_what_was_typed_stays(
    where: str, alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(answering, where, broken)
    response = ask(browser("alice"), SECRET, alice)
    told = text_of(response)
    assert response.status_code == 500 and "EMERGENCY" in told and "Bedside itself failed, and gives no answer." in told
    assert f">\n{SECRET}</textarea>" in response.content.decode()
    assert [record.getMessage() for record in caplog.records if "zebra" in record.getMessage()] == []


def test_it_is_said_whom_to_call_when_everything_fails(alice: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "reply_to", broken)
    monkeypatch.setattr(bedside, "understand", broken, raising=False)
    response = ask(browser("alice"), SECRET, alice)
    assert response.status_code == 500 and "In an emergency call your local emergency number" in text_of(response)


# --- the form, the audit, the roles


def test_no_words_and_too_many_are_refused_and_what_was_typed_stays(alice: Any, browser: Any) -> None:
    empty = ask(browser("alice"), "  ", alice)
    assert empty.status_code == 422 and "There are no words: write a question." in text_of(empty)
    long = ask(browser("alice"), "why " * LONGEST, alice)
    assert long.status_code == 422 and "why why why" in text_of(long)


def test_that_somebody_asked_is_in_the_audit_and_no_word_of_it(alice: Any, browser: Any) -> None:
    ask(browser("bob"), SECRET, alice)
    row = Audit.objects.latest("id")
    assert (row.deed, row.route, row.person) == ("saw", "ask", alice.id)
    assert "zebra" not in repr(list(Audit.objects.values()))


def test_whoever_may_not_see_the_person_may_not_ask(alice: Any, browser: Any) -> None:
    assert ask(browser("charlie"), "when is the next dose?", alice).status_code == 404
    assert ask(browser(""), "when is the next dose?", alice).status_code == 302


def test_the_guide_of_the_ward_is_followed_and_a_person_without_one_is_answered_too(alice: Any, browser: Any) -> None:
    asked: list[Any] = []
    real = bedside.ask

    def listens(question: str, at: Any, **more: Any) -> Any:
        asked.append(more["guide"])
        return real(question, at, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bedside, "ask", listens, raising=False)
        ask(browser("bob"), "may she have the next dose?", alice)
        free = Person.objects.get(pk=id_of("Ben Beispiel"))
        free.ward, free.own_guide = None, ""
        answered("may I have the next dose?", NOW, free)
    assert asked == ["consensus-2014", None]


@pytest.mark.parametrize("language", ["de", "es"])
def test_statements_are_marked_as_english_on_a_page_in_another_language(language: str, alice: Any, browser: Any) -> None:
    client = browser("alice")
    client.cookies["django_language"] = language
    html = ask(client, "can I drink alcohol?", alice).content.decode()
    assert re.search(r'class="statement__text" lang="en">', html)
    assert {"de": "Fragen werden nur auf Englisch gelesen.", "es": "Las preguntas se leen solo en inglés."}[language] in html


# --- a language model, where there is one


def test_a_language_model_stands_above_what_was_found(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(behaves) as (server, settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        before = text_of(browser("alice").get(reverse("library_ask")))
        told = ask(browser("alice"), "can I have a glass of wine with Proleukin?")
    page = text_of(told)
    assert page.index("In a language model's words") < page.index("What was found")
    assert "What was found for it is sent to the language model of this installation" in before
    assert "glass" not in str(server.asked)
    assert re.findall(r'href="#found-(\d)"', told.content.decode()) == re.findall(r'id="found-(\d)"', told.content.decode())


def test_a_language_model_that_invents_is_not_shown(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with served("Wine is fine: 3 glasses a day. [1]") as (_, settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        page = text_of(ask(browser("alice"), "can I have a glass of wine with Proleukin?"))
    assert "The words of the language model are not shown" in page
    assert "3 glasses" not in page
    assert "Tell the team if you drink alcohol." in page


def test_a_language_model_that_cannot_be_used_changes_nothing(browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEDSIDE_LLM_URL", "nowhere")
    assert "Tell the team if you drink alcohol." in text_of(ask(browser("alice"), "can I have a glass of wine with Proleukin?"))
