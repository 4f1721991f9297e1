"""Every text of the web app in Spanish and German; what stays English says that it is; no key or marker reaches a page."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

import bedside
import bedside.faces.web
from bedside.faces.calendar import TEXTS as TEXTS_OF_CALENDAR
from bedside.faces.web import words
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.medicines import medicine
from bedside.faces.web.terms import CALENDAR, TERMS

WEB = Path(bedside.faces.web.__file__).parent
LANGUAGES = ("es", "de")
PAGES = ("person", "feel", "ask", "course", "after", "candidate", "calendar", "sheet", "charts", "works")
PEOPLE = ("Alice Example", "Ben Beispiel", "Jana Jemand", "Mila Model", "Noor Nobody", "Omar Ohneland")
MARKERS = re.compile(r"%\(\w+\)|\{%|\{\{|\{#|msgid|\bNone(?! (?:is|of|was))|__proxy__")
KEYS = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
TEXTS = re.compile(r'\{% (?:translate "([^"]+)"|translate \'([^\']+)\'|blocktranslate[^%]*%\}(.*?)\{% endblocktranslate)', re.S)
PLACE = re.compile(r"%\(\w+\)\d*[sd]")


def catalogue(language: str) -> dict[Any, str]:
    """What is compiled: message, or message and number, to translation."""
    with (WEB / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return GNUTranslations(file)._catalog  # type: ignore[attr-defined]


def written(language: str) -> dict[Any, str]:
    """What the .po file says, in the same shape."""
    told: dict[Any, str] = {}
    for block in (WEB / "locale" / language / "LC_MESSAGES" / "django.po").read_text("utf-8").split("\n\n")[1:]:
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if not line.startswith("#"):
                head, _, rest = line.partition('"')
                name = head.strip() or name
                parts[name] = parts.get(name, "") + rest.removesuffix('"')
        unescaped = {name: text.replace('\\"', '"').replace("\\n", "\n") for name, text in parts.items()}
        if "msgstr" in parts:
            told[unescaped["msgid"]] = unescaped["msgstr"]
        else:
            told |= {(unescaped["msgid"], n): unescaped[f"msgstr[{n}]"] for n in (0, 1)}
    return told


class Page(HTMLParser):
    """The words of a page, each with the language that it is said to be in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.told: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in ("meta", "link", "img", "input", "br", "path", "line", "circle", "polyline"):
            inherited = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attrs).get("lang") or inherited))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and not any(tag in ("script", "style") for tag, _ in self.open):
            self.told.append((" ".join(data.split()), self.open[-1][1]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_with_the_same_places(language: str) -> None:
    told = written(language)
    assert len(told) > 450
    for message, translation in told.items():
        source = message if isinstance(message, str) else message[0]
        assert translation, f"{language}: {source!r} is not translated"
        assert sorted(PLACE.findall(translation)) == sorted(PLACE.findall(source)), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    assert {key: text for key, text in catalogue(language).items() if key} == written(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_template_is_in_the_catalogue(language: str) -> None:
    told = {key if isinstance(key, str) else key[0] for key in written(language)}
    found = 0
    for path in (WEB / "templates").rglob("*.html"):
        for match in TEXTS.finditer(path.read_text("utf-8")):
            text = re.split(r"\{% plural %\}", next(part for part in match.groups() if part))[0]
            text = re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", text if match[3] is None else text.replace("%", "%%"))
            found += 1
            assert text in told or text.replace("%%", "%") in told, f"{path.name}: {text!r}"
    assert found > 150


def test_the_words_of_the_vocabulary_are_those_that_are_translated() -> None:
    vocabulary = bedside.vocabulary()
    with override("en"):
        assert set(TERMS) == {words.label(concept) for concept in vocabulary} | {medicine("aldesleukin").notice}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("language", ("en", *LANGUAGES))
def test_no_key_and_no_marker_reaches_a_page(language: str, person: str, name: str, browser: Any, db: None) -> None:
    bob = browser("bob")
    bob.cookies["django_language"] = language
    response = bob.get(reverse(name, args=[id_of(person)]))
    page = Page(response.content.decode())
    assert response.status_code == 200 and f'<html lang="{language}">' in response.content.decode()
    for told, _ in page.told:
        assert not MARKERS.search(told), told
        assert not KEYS.search(told), told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_in_its_language_that_the_medical_review_is_missing(
    language: str, name: str, alice: Any, browser: Any
) -> None:
    client = browser("alice")
    client.cookies["django_language"] = language
    told = Page(client.get(reverse(name, args=[alice.id])).content.decode()).told
    sentence = written(language)["These texts are translated; a medical review of the translation is missing."]
    assert any(sentence in text and said_in == language for text, said_in in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_marked_as_the_language_has_no_english_text(language: str, browser: Any, db: None) -> None:
    english = {key for key, text in written(language).items() if isinstance(key, str) and text != key and len(key) > 12}
    bob = browser("bob")
    bob.cookies["django_language"] = language
    for name in PAGES:
        for person in PEOPLE:
            page = Page(bob.get(reverse(name, args=[id_of(person)])).content.decode())
            assert not [told for told, said_in in page.told if said_in == language and told in english], (name, person)


def test_sentences_of_the_medicine_are_marked_as_english(browser: Any, db: None) -> None:
    client = browser("bob")
    client.cookies["django_language"] = "de"
    page = Page(client.get(reverse("course", args=[id_of("Jana Jemand")])).content.decode())
    assert ("Creatinine is 3 mg/dL or more.", "en") in page.told
    assert any(told == "Was als Nächstes kommt" and said_in == "de" for told, said_in in page.told)


MARKED = re.compile(r'\blazy\(\s*"([^"]+)"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_a_form_is_translated(language: str) -> None:
    known = catalogue(language)
    texts = {text for path in WEB.rglob("*.py") for text in MARKED.findall(path.read_text("utf-8"))}
    assert texts and sorted(text for text in texts if text not in known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_calendar_is_translated(language: str) -> None:
    known = catalogue(language)
    assert set(TEXTS_OF_CALENDAR) <= set(CALENDAR)
    for text in CALENDAR:
        assert sorted(re.findall(r"\{\w+\}", known[text])) == sorted(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize(("language", "told"), [("de", "Termin 1"), ("es", "turno 1"), ("en", "slot 1"), ("xx", "slot 1")])
def test_a_calendar_link_speaks_the_language_of_whoever_made_it(language: str, told: str, alice: Any, browser: Any) -> None:
    made = browser("alice").post(reverse("calendar_subscribe", args=[alice.id]), headers={"Accept-Language": language})
    link = made.context["link"]
    assert link.endswith(f"?language={language if language != 'xx' else 'en'}")
    content = browser("").get(link, headers={"Accept-Language": "fr"}).content.replace(b"\r\n ", b"").decode()
    assert told in content and "{" not in content
    assert browser("").get(link.partition("?")[0] + "?language=../x").status_code == 200
