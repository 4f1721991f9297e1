"""What the first pages say, and that they say it thinly: the words are those of the verbs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from today import NOW

import bedside
import bedside.faces.web
from bedside.faces.web import words
from bedside.faces.web.audit.models import Audit
from bedside.faces.web.records.entering import Fact, Sender, enter
from bedside.faces.web.records.models import Decision, Person
from bedside.faces.web.records.reading import patient_of

TEMPLATES = Path(bedside.faces.web.__file__).parent / "templates"


def text_of(response: Any) -> str:
    """What a page says, on one line."""
    told = re.sub(r"(?s)<(script|style|head).*?</\1>|<[^>]+>", " ", response.content.decode())
    return " ".join(told.replace("&#x27;", "'").split())


def named(name: str) -> Person:
    return Person.objects.get(name=name)


# --- the board


def test_the_board_is_in_the_order_of_the_next_dose(ward: Any, browser: Any) -> None:
    told = text_of(browser("bob").get(reverse("board", args=[ward.id])))
    order = ["Ivo Imaginary", "Alice Example", "Goran Gedacht", "Fatima Fable", "Emil Entwurf", "Hana Hypothesis"]
    places = [told.index(name) for name in order]
    assert places == sorted(places)
    assert "Creatinine is 2.5 mg/dL or more, but below 3." in told


def test_the_board_says_what_was_entered_since_the_last_look(alice: Person, ward: Any, browser: Any) -> None:
    from bedside.faces.web.accounts.models import User

    bob = browser("bob")
    bob.get(reverse("predose", args=[alice.id]))
    later = Sender(User.objects.get(username="erin"), NOW.replace(minute=40), "predose")
    enter(alice, [Fact("heart_rate", NOW, 104, "/min"), Fact("neuro_review", NOW, "done")], later)
    told = text_of(bob.get(reverse("board", args=[ward.id])))
    assert "2 entries" in told and "Heart rate" in told


def test_the_board_asks_again_for_its_rows_only(ward: Any, browser: Any) -> None:
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    whole = bob.get(address).content.decode()
    assert f'hx-get="{address}"' in whole and 'hx-trigger="every 30s"' in whole
    rows = bob.get(address, headers={"HX-Request": "true", "Bedside-Poll": "1"}).content.decode()
    assert "<table" in rows and "<html" not in rows


def test_asking_again_without_news_is_not_written_down_again(ward: Any, browser: Any, alice: Person) -> None:
    from bedside.faces.web.accounts.models import User

    bob, address = browser("bob"), reverse("board", args=[ward.id])
    poll = {"HX-Request": "true", "Bedside-Poll": "1"}
    bob.get(address)
    before = Audit.objects.count()
    bob.get(address, headers=poll)
    assert Audit.objects.count() == before
    enter(alice, [Fact("creatinine", NOW, 3.6, "mg/dL")], Sender(User.objects.get(username="erin"), NOW, "predose"))
    bob.get(address, headers=poll)
    assert Audit.objects.filter(deed="saw", route="board").count() == 2


def test_every_decision_on_the_board_is_stored(ward: Any, browser: Any) -> None:
    browser("bob").get(reverse("board", args=[ward.id]))
    seen = Audit.objects.get(route="board", deed="saw")
    stored = Decision.objects.in_bulk(seen.decisions)
    assert len(stored) == len(seen.decisions) == 9
    assert {row.guide for row in stored.values()} == {ward.guide}


def test_the_board_reads_the_records_in_one_query(ward: Any, browser: Any) -> None:
    bob, address = browser("bob"), reverse("board", args=[ward.id])
    bob.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        bob.get(address)
    assert sum('FROM "records_observation"' in query["sql"] for query in asked.captured_queries) == 1


# --- before the dose


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "Alice Example",
            ["Correct", "Creatinine is 2.5 mg/dL or more, but below 3.", "2.6 mg/dL", "dutcher-2014, table 3, renal"],
        ),
        ("Emil Entwurf", ["Give", "Every rule of this guide is known not to apply.", "48 of 48 rules"]),
        ("Hana Hypothesis", ["Not ready", "Systolic blood pressure", "Mental status", "What is not known"]),
        ("Fatima Fable", ["Hold", "Urine was below 80 mL in 8 hours."]),
    ],
)
def test_it_says_the_decision_with_its_reasons_and_evidence(name: str, says: list[str], browser: Any, db: None) -> None:
    told = text_of(browser("bob").get(reverse("predose", args=[named(name).id])))
    for part in (*says, "consensus-2014", "community-2015", "uspi-2024", "uspi-2012", "til-2024", "Medicine file"):
        assert part in told, part


def test_the_decision_that_is_shown_is_stored_with_who_saw_it(alice: Person, browser: Any) -> None:
    browser("bob").get(reverse("predose", args=[alice.id]))
    row, seen = Decision.objects.get(person=alice), Audit.objects.get(route="predose")
    assert (row.as_of, row.decision, seen.decisions) == (NOW, "correct", [row.id])
    answer = bedside.check(bedside.load_medicine("aldesleukin"), patient_of(alice), NOW, row.guide)
    assert row.answer["reasons"][0]["rule"] == answer.reasons[0].rule.id


# --- the person's home


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "Alice Example",
            ["Dose 5 of cycle 1", "today 16:00 , in 25 min", "Creatinine 2.6 mg/dL", "higher", "Heart: chest pain"],
        ),
        ("Ben Beispiel", ["Before treatment", "Not known yet", "have still to be measured or asked"]),
        ("Carla Muster", ["Before treatment", "Candidate"]),
        ("Mila Model", ["Looking at the response", "label-2024"]),
        ("Noor Nobody", ["Earliest day of a next course", "label-old, dosage and administration, retreatment"]),
    ],
)
def test_home_says_what_is_next(name: str, says: list[str], browser: Any, db: None) -> None:
    told = text_of(browser("bob").get(reverse("person", args=[named(name).id])))
    over = name in ("Mila Model", "Noor Nobody")
    told_last = "Tell your team when one of these" if over else "bedside, freshness read at second hand"
    for part in (*says, "What changed", "What to tell the nurse", told_last):
        assert part in told, part


# --- charts


def test_a_chart_is_a_picture_and_a_table(alice: Person, browser: Any) -> None:
    response = browser("alice").get(reverse("charts", args=[alice.id]))
    page, told = response.content.decode(), text_of(response)
    creatinine = page.split('id="chart-creatinine"')[1].split("</figure>")[0]
    assert creatinine.count('class="chart__dot"') == 4 and creatinine.count("<tr>") == 5
    assert creatinine.count('class="chart__dose"') == 4
    assert creatinine.count('class="chart__threshold"') == 2, "2.5 and 3 mg/dL"
    assert "Creatinine is 2.5 mg/dL or more, but below 3. dutcher-2014, table 3, renal" in told


# --- every template


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_sentence_that_cannot_be_translated(path: Path) -> None:
    bare = re.sub(
        r"(?s)\{%\s*comment.*?endcomment\s*%\}|\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>",
        "·",
        path.read_text("utf-8"),
    )
    words = [
        word for word in re.findall(r"[A-Za-z]{3,}", bare) if word not in ("Bedside", "LOINC", "library", "person", "ward")
    ]
    assert not words


def test_sqlite_keeps_what_was_acknowledged() -> None:
    from bedside.faces.web.place import DURABLE, database

    told = database(Path("somewhere"))
    if "sqlite" in told["ENGINE"]:
        assert "journal_mode=WAL" in DURABLE and "synchronous=FULL" in DURABLE
        assert told["OPTIONS"] == {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": DURABLE}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Systolic pressure is 80 mm Hg or less.", "Systolic pressure is 80 mmHg or less."),
        ("Phenylephrine above 0.5 ug/kg/min.", "Phenylephrine above 0.5 µg/kg/min."),
        ("Creatinine is 88 umol/L, platelets 90 x 10*3/uL.", "Creatinine is 88 µmol/L, platelets 90 x 10*3/µL."),
        ("A drug/day, a plug, a sum.", "A drug/day, a plug, a sum."),
    ],
)
def test_a_unit_is_spelt_in_one_way_however_the_file_spells_it(written: str, shown: str) -> None:
    assert words.readable(written) == shown


COUNTED = ("a", "{score}", "{doses}", "{holds}")
"""Units that are shown as a word of the reader's language, or not at all."""


@pytest.mark.parametrize("code", sorted({each.unit for each in bedside.vocabulary().values() if each.unit} - {*COUNTED}))
def test_a_unit_as_it_is_shown_can_be_typed(code: str) -> None:
    assert words.coded(f"1 {words.unit(code)}") == f"1 {code.strip('{}')}"
