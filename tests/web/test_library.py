"""The library in the web app: search, pages for all and for one person, words explained, medicines side by side, labels."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override
from test_languages import KEYS, MARKERS, Page, written
from test_person_pages import text_of
from today import NOW

import bedside
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.library import telling
from bedside.faces.web.library.finding import LONGEST
from bedside.faces.web.medicines import pages
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.terms import LIBRARY
from bedside.pages.comparison import LABELS, WARNING
from bedside.pages.page import MEASURES, NOT_KNOWN, SECTIONS

LABEL = b"""<document xmlns="urn:hl7-org:v3"><title>EXEMPLIN tablets</title><setId root="urn:made/up"/>
<component><structuredBody><component><section><code code="34084-4" codeSystem="2.16.840.1.113883.6.1"/><title>6 ADVERSE</title>
<text><paragraph>Ileal yawning.</paragraph><table><tbody><tr><td>Yawning</td><td>12 %</td></tr></tbody></table></text>
</section></component></structuredBody></component></document>"""


def show(client: Client, name: str, *args: Any, **query: Any) -> Any:
    return client.get(reverse(name, args=args), query)


def search(client: Client, words: str) -> str:
    return text_of(show(client, "library", q=words))


# --- the index and its search


def test_the_index_names_every_medicine(browser: Any, db: None) -> None:
    told = show(browser("bob"), "library").content.decode()
    for page in bedside.library():
        assert f'href="{reverse("page", args=[page.id])}"' in told and page.name in told


@pytest.mark.parametrize("words", ["Proleukin", "IL-2"])
def test_a_name_finds_its_medicine_and_leads_there_by_a_click_only(words: str, browser: Any, db: None) -> None:
    response = show(browser("bob"), "library", q=words)
    assert response.status_code == 200 and f"A name of this medicine: {words}. Aldesleukin" in text_of(response)


def test_a_slip_of_the_pen_says_what_it_was_taken_for_and_how_sure_that_is(browser: Any, db: None) -> None:
    told = search(browser("bob"), "Prolukin")
    assert "The nearest name is Proleukin, confidence 0.89 of 1. Aldesleukin" in told


def test_a_doubtful_name_is_asked_about(browser: Any, db: None) -> None:
    told = search(browser("bob"), "Opdiva")
    assert "I am not sure which medicine is meant. Choose one, if it is the right one: Nivolumab Opdivo, 0.83" in told
    told = search(browser("bob"), "IL-12")
    assert "This is the name of another medicine, which the library does not have: IL-12: interleukin-12." in told


def test_a_question_finds_statements_with_their_medicine_section_and_source(browser: Any, db: None) -> None:
    response = show(browser("bob"), "library", q="what about grapefruit?")
    told = text_of(response)
    for row in bedside.search_pages("what about grapefruit?"):
        assert f"{row.page.name} : {row.section.title}" in told and row.statement.source in told
        assert f"{reverse('page', args=[row.page.id])}#s-{row.statement.id}" in response.content.decode()


def test_words_that_stand_nowhere_say_so_and_too_many_are_refused(browser: Any, db: None) -> None:
    assert "No page and no label has these words." in search(browser("bob"), "zebra")
    response = show(browser("bob"), "library", q="a" * (LONGEST + 1))
    assert response.status_code == 422 and f"Write at most {LONGEST} characters." in text_of(response)


def test_nothing_that_is_searched_for_is_taken_for_a_mark_of_the_page(browser: Any, db: None) -> None:
    told = show(browser("bob"), "library", q='"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in told and "&lt;script&gt;alert" in told


# --- a page


@pytest.mark.parametrize("medicine", bedside.shipped_medicines())
def test_every_page_holds_every_statement_with_source_and_how_it_was_read(medicine: str, browser: Any, db: None) -> None:
    response = show(browser("bob"), "page", medicine)
    told, page = text_of(response), bedside.page(medicine)
    assert response.status_code == 200
    html = re.sub(r"</?button[^>]*>", "", response.content.decode()).replace("&#x27;", "'").replace("&quot;", '"')
    for row in page.statements:
        assert row.text in html and f'id="s-{row.id}"' in html, row.id
        assert "; ".join(row.citations) in html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), row.id
    for each in telling.documents(page):
        assert each.source.title in told.replace("&amp;", "&") and sum(times for _, times in each.reads) > 0
    assert page.notice in told


def test_who_is_one_person_is_led_to_the_page_for_that_person_and_can_turn_focus_off(alice: Any, browser: Any) -> None:
    client = browser("alice")
    mine = reverse("person_page", args=[alice.id, "sunitinib"])
    assert show(client, "page", "sunitinib").headers["Location"] == mine
    focused = client.get(mine)
    off = f"{reverse('page', args=['sunitinib'])}?for=everybody"
    assert off in focused.content.decode() and "Ordered for Alice Example" in text_of(focused)
    plain = client.get(off)
    assert plain.status_code == 200 and "As it is for everybody." in text_of(plain)
    assert mine in plain.content.decode() and "What concerns you first" not in text_of(plain)


def test_a_carer_is_led_there_too_and_a_nurse_sees_the_page_for_everybody(alice: Any, browser: Any) -> None:
    mine = reverse("person_page", args=[alice.id, "aldesleukin"])
    assert show(browser("grace"), "page", "aldesleukin").headers["Location"] == mine
    assert show(browser("bob"), "page", "aldesleukin").status_code == 200
    assert mine in show(browser("bob"), "person", alice.id).content.decode()


def test_a_focused_page_says_what_the_verb_says_and_leaves_nothing_out(alice: Any, browser: Any) -> None:
    from bedside.faces.web.records.reading import patient_of

    page = bedside.page("aldesleukin")
    focused = bedside.focus(page, bedside.load_medicine("aldesleukin"), patient_of(alice), NOW)
    response = show(browser("alice"), "person_page", alice.id, "aldesleukin")
    html = response.content.decode()
    assert sorted(re.findall(r'id="s-([^"]+)"', html)) == sorted(row.id for row in page.statements)
    shown = [
        re.sub(r"\s*<span.*", "", title, flags=re.S) for title in re.findall(r'<div class="concern"><h3>(.*?)</h3>', html, re.S)
    ]
    assert shown == [concern.focus.say for concern in focused.concerns] and len(shown) > 1
    assert html.count('<details class="folded">') == len(focused.folded) > 0
    assert "Creatinine 2.6 mg/dL" in text_of(response)


def test_a_scan_with_contrast_that_lies_ahead_comes_first(alice: Any, browser: Any) -> None:
    scan = Fact("contrast_scan", NOW + timedelta(days=2), "done", "")
    enter(alice, [scan], Sender(alice.account, NOW, "assess", uuid4()))
    told = text_of(show(browser("alice"), "person_page", alice.id, "aldesleukin"))
    assert "scan" in told[told.index("What concerns you first") : told.index("What it is ", 2000)]


def test_what_the_record_does_not_tell_is_said_to_be_not_known(browser: Any, db: None) -> None:
    response = show(browser("bob"), "person_page", id_of("Ben Beispiel"), "aldesleukin")
    told = text_of(response)
    assert "Nothing in the record brings a topic of this page to the front." in told
    assert re.search(r"\d+ topics: the record does not tell whether they concern you", told) and "never recorded" in told
    assert '<details class="folded">' not in response.content.decode()


def test_the_page_for_a_person_is_in_the_audit(alice: Any, browser: Any) -> None:
    show(browser("bob"), "person_page", alice.id, "aldesleukin")
    seen = Audit.objects.order_by("-id").first()
    assert seen is not None and (seen.deed, seen.route, seen.person) == ("saw", "person_page", alice.id)


def test_a_medicine_that_is_not_there_is_not_found(alice: Any, browser: Any) -> None:
    assert show(browser("bob"), "page", "nothing").status_code == 404
    assert show(browser("bob"), "person_page", alice.id, "nothing").status_code == 404


def test_in_single_mode_the_page_is_that_of_the_one_person(settings: Any, db: None) -> None:
    from bedside.faces.web.serve import _one_person

    settings.BEDSIDE_MODE = "single"
    _one_person()
    response = show(Client(), "page", "aldesleukin")
    assert response.status_code == 302 and Client().get(response.headers["Location"]).status_code == 200
    assert show(Client(), "library").status_code == 200


# --- words explained


def test_a_term_is_explained_where_it_stands_without_a_script(browser: Any, db: None) -> None:
    html = show(browser("bob"), "page", "aldesleukin").content.decode()
    asked, told = set(re.findall(r'popovertarget="(w-[^"]+)">', html)), re.findall(r'popover id="(w-[^"]+)"', html)
    assert asked and asked <= set(told) and len(told) == len(set(told))
    assert {
        f"w-{slugify(term.id)}" for row in bedside.page("aldesleukin").statements for term in bedside.terms_in(row.words)
    } == set(told)


def test_the_glossary_has_every_term_under_a_name_of_its_own(browser: Any, db: None) -> None:
    html = show(browser("bob"), "glossary").content.decode()
    anchors = [slugify(key) for key in bedside.glossary()]
    assert len(set(anchors)) == len(anchors) >= 150
    for anchor in anchors:
        assert f'<div id="{anchor}" lang="en">' in html


# --- side by side


def test_two_medicines_stand_side_by_side_with_the_trial_that_compared_them(browser: Any, db: None) -> None:
    told = text_of(show(browser("bob"), "compare", m=["sunitinib", "pazopanib"]))
    for title in (*LABELS.values(), "Sunitinib", "Pazopanib", WARNING):
        assert title in told
    assert "One trial put some of them side by side" in told and "2013, 1110 people" in told
    side = bedside.compare(bedside.page("sunitinib"), bedside.page("pazopanib"))
    for page in side.pages:
        for figure, trial in side.figures(page):
            assert figure.value in told and trial.title in told.replace("&amp;", "&")


def test_all_eight_can_stand_side_by_side(browser: Any, db: None) -> None:
    response = show(browser("bob"), "compare", m=bedside.shipped_medicines())
    assert response.status_code == 200 and response.content.decode().count('<th scope="col" lang="en">') == 8


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["sunitinib"], "Choose two medicines or more."),
        (["sunitinib", "sunitinib"], "Choose two medicines or more."),
        (["sunitinib", "nothing"], "The library has no such medicine."),
    ],
)
def test_fewer_than_two_are_asked_about(ids: list[str], said: str, browser: Any, db: None) -> None:
    response = show(browser("bob"), "compare", m=ids)
    assert response.status_code == 422 and said in text_of(response)


# --- imported labels


@pytest.fixture
def shelf(tmp_path: Path, settings: Any) -> str:
    """A shelf with one label, which the app finds; the id of the label."""
    settings.BEDSIDE_SHELF = tmp_path / "labels.db"
    label = bedside.import_label(LABEL, "exemplin.xml")
    with bedside.open_shelf(settings.BEDSIDE_SHELF) as opened:
        opened.add(label)
    return label.id


def test_a_search_finds_passages_of_imported_labels_and_leads_to_the_whole(shelf: str, browser: Any, db: None) -> None:
    response = show(browser("bob"), "library", q="yawning ileal")
    address = reverse("label", args=[shelf])
    assert "Ileal yawning." in text_of(response) and f'href="{address}"' in response.content.decode()
    label = browser("bob").get(address)
    told = text_of(label)
    assert label.status_code == 200 and "EXEMPLIN tablets" in told and "6 ADVERSE LOINC 34084-4" in told
    assert "Yawning 12 %" in told and "It was not reviewed by Bedside." in told


def test_a_label_that_is_not_there_is_not_found(shelf: str, browser: Any, db: None) -> None:
    assert show(browser("bob"), "label", "another").status_code == 404


# --- languages


def test_the_titles_of_the_library_are_those_that_are_translated() -> None:
    assert set(LIBRARY) == {*SECTIONS.values(), *LABELS.values(), *MEASURES.values(), NOT_KNOWN, WARNING}


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_frame_texts_are_in_the_language_and_statements_say_that_they_are_english(
    language: str, alice: Any, browser: Any
) -> None:
    bob = browser("bob")
    bob.cookies["django_language"] = language
    english = (
        {key for key, text in written(language).items() if isinstance(key, str) and text != key and len(key) > 12}
        if language != "en"
        else set()
    )
    shown = {
        "library": show(bob, "library", q="kidney"),
        "glossary": show(bob, "glossary"),
        "compare": show(bob, "compare", m=["aldesleukin", "sunitinib"]),
        "page": show(bob, "page", "aldesleukin"),
        "person_page": show(bob, "person_page", id_of("Alice Example"), "aldesleukin"),
    }
    for name, response in shown.items():
        page = Page(response.content.decode())
        assert response.status_code == 200, name
        for told, said_in in page.told:
            assert not MARKERS.search(told) and (told.startswith("http") or not KEYS.search(told)), (name, told)
            assert language == "en" or said_in != language or told not in english, (name, told)
    for row in pages()["aldesleukin"].statements:
        assert row.section in SECTIONS
    whole = Page(shown["page"].content.decode()).told
    assert any(
        told == "A dose is due every 8 hours. There are at most 14 doses in five days." and lang == "en" for told, lang in whole
    )
    with override(language):
        from django.utils.translation import gettext

        assert any(told == gettext("Serious side effects") and lang == language for told, lang in whole)
