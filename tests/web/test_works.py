"""How it works: what the page says of the invented person is what the simulator says, and it says that nobody is meant."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from test_person_pages import text_of
from today import NOW

import bedside
from bedside.faces.web.demo.build import id_of
from bedside.faces.web.medicines import medicine, pages
from bedside.faces.web.records.models import Person
from bedside.faces.web.works import views
from bedside.faces.web.works.drawing import LEVEL, by_day, by_hour, span
from bedside.faces.web.works.invented import FILE, invented

TOOLS = Path(__file__).parents[2] / "tools"


def page(browser: Any, who: str, name: str = "Alice Example", language: str = "en") -> str:
    response = browser(who).get(reverse("works", args=[id_of(name)]), headers={"Accept-Language": language})
    assert response.status_code == 200
    return text_of(response)


# --- the file


def test_the_file_is_what_the_simulator_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Source: tools/make_works.py. Decisions are the same; curves may differ in their last decimal."""
    monkeypatch.syspath_prepend(str(TOOLS))
    import make_works

    found = json.loads(json.dumps(make_works.course()))
    kept = json.loads(FILE.read_text("utf-8"))
    assert not make_works.differs(kept, found), "run python tools/make_works.py"
    assert FILE.read_text("utf-8") == make_works.told(kept), "the file was changed by hand"
    changed = json.loads(json.dumps(kept))
    changed["slots"][0]["given"] = False
    assert make_works.differs(kept, changed)
    changed = json.loads(json.dumps(kept))
    changed["first_cycle"]["creatinine"][3] += 0.1
    assert make_works.differs(kept, changed)


def test_the_page_needs_no_simulator(browser: Any, db: None) -> None:
    before = set(sys.modules)
    page(browser, "alice")
    came = {name.partition(".")[0] for name in set(sys.modules) - before}
    assert not came & {"jax", "pyarrow", "matplotlib", "llvmlite"}


def test_every_rule_of_the_file_is_one_of_the_guide_today() -> None:
    told = invented()
    rules = {rule.id for rule in medicine(told.medicine).guides[told.guide].rules}
    assert {each for slot in told.slots for each in slot.because} <= rules
    assert all(slot.given == (slot.said in ("give", "correct")) for slot in told.slots)
    assert any(slot.said == "hold" for slot in told.slots)


def test_every_statement_that_is_told_again_is_on_the_medicine_page() -> None:
    rows = {row.id for row in pages()["aldesleukin"].statements}
    assert {*views.MECHANISM, *views.OFTEN, *views.LEFT_OUT} <= rows


# --- what it says


@pytest.mark.parametrize(
    ("language", "said"),
    (
        ("en", "The person on this page is invented. A computer has worked the course out."),
        ("es", "La persona de esta página es inventada."),
        ("de", "Die Person auf dieser Seite ist erfunden."),
    ),
)
def test_it_says_first_that_the_person_is_invented(language: str, said: str, browser: Any, db: None) -> None:
    assert said in page(browser, "alice", language=language)


def test_it_says_that_it_is_no_prediction_and_what_it_rests_on(browser: Any, db: None) -> None:
    told, model = page(browser, "alice"), bedside.load_model("aldesleukin")
    sources = [row.source for row in model.quantities.values()]
    assert "It is no prediction for you or for anybody." in told
    assert f"The body is a model with {len(sources)} numbers." in told
    assert f"and {sources.count('assumed')} are assumed." in told
    assert "It cannot say how you will feel" in told


def test_each_dose_that_was_left_out_has_its_rules_with_their_sources(browser: Any, db: None) -> None:
    told = page(browser, "alice")
    rules = {rule.id: rule for rule in medicine("aldesleukin").guides[invented().guide].rules}
    without = [slot for slot in invented().slots if not slot.given]
    assert len(without) >= 2
    for slot in without:
        assert slot.because
        for each in slot.because:
            assert rules[each].source in told


def test_the_words_are_those_of_the_curves(browser: Any, db: None) -> None:
    told, level = invented(), invented().first_dose[LEVEL]
    share = round(100 * level.values[level.hours.index(1.0)] / max(level.values))
    creatinine = told.first_cycle["creatinine"].values
    text = page(browser, "alice")
    assert f"One hour after its start {share} % of the highest level is left" in text
    assert f"Creatinine rises from {creatinine[0]} to {max(creatinine)} mg/dL" in text


def test_the_pictures_have_every_value_and_a_dose_for_each_that_was_given(db: None) -> None:
    told = invented()
    assert [len(drawing.dots) for drawing in by_hour(told)] == [len(curve.values) for curve in told.first_dose.values()]
    given = sum(slot.given for slot in told.cycle(1))
    for drawing, curve in zip(by_day(told), told.first_cycle.values(), strict=True):
        assert [dot.told.split()[0] for dot in drawing.dots] == [f"{value:g}" for value in curve.values]
        assert len(drawing.doses) == given
        assert all(drawing.frame["top"] <= dot.y <= drawing.frame["bottom"] for dot in drawing.dots)


# --- beside the person's own readings


def test_beside_it_stand_the_readings_of_somebody_in_a_course(browser: Any, db: None) -> None:
    told = page(browser, "alice")
    assert told.count("Systolic blood pressure mmHg") == 3, "by the hour, by the day, and Alice's own"
    assert "Beside them stand the readings since" in told and "people differ" in told


def test_own_readings_are_those_of_as_many_days_as_the_invented_ones(db: None) -> None:
    person = Person.objects.get(pk=id_of("Noor Nobody"))
    beside = views._beside(invented(), person)
    start = beside["start"]
    assert start is not None and start < NOW - span(invented()), "a course that is longer ago than it is told"
    drawings = [own for _, own in beside["by_day"] if own]
    assert drawings
    for own in drawings:
        assert all(start <= dot.at <= start + timedelta(days=14) for dot in own.dots)


def test_before_a_first_dose_the_invented_person_stands_alone(browser: Any, db: None) -> None:
    told = page(browser, "bob", "Ben Beispiel")
    assert "As soon as a first dose is recorded" in told
    assert told.count("Systolic blood pressure mmHg") == 2


def test_about_another_medicine_there_is_no_such_page(browser: Any, alice: Any) -> None:
    Person.objects.filter(pk=alice.pk).update(medicine="sunitinib")
    assert browser("alice").get(reverse("works", args=[alice.id])).status_code == 404
