"""Everything a person has goes out as a file and comes back as the same Patient."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from today import NOW

import bedside
from bedside.faces.web.accounts.models import User
from bedside.faces.web.records.entering import Sender, store
from bedside.faces.web.records.exchange import LINE_BREAKS, as_csv, as_json_lines, take
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import known_of, patient_of

WORDS = bedside.vocabulary()
LESIONS = ["target:lung-1", "nontarget:bone-1", "new:liver-2"]
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
ONE_LINE = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
TIMES = st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1)).map(
    lambda time: time.replace(tzinfo=timezone(timedelta(hours=time.day % 24 - 11)))
)


@st.composite
def observations(draw: Any, name: str) -> bedside.Observation:
    concept = WORDS[draw(st.sampled_from(sorted(key for key, word in WORDS.items() if word.kind != "lesion") + LESIONS))]
    value: Any
    if concept.kind == "lesion":
        value = (
            draw(st.sampled_from(concept.values)) if draw(st.booleans()) or not concept.numeric else draw(st.integers(1, 90))
        )
        unit = concept.unit if isinstance(value, int) else ""
        return bedside.observe(concept.id, draw(TIMES), value, unit, note="organ=lung", id=draw(st.sampled_from(["", name])))
    if concept.numeric:
        low, high = concept.possible or (0.0, 1e9)
        value = draw(st.floats(low, high))
    else:
        value = draw(st.booleans()) if concept.kind in ("flag", "condition") else "done"
    return bedside.observe(
        concept.id,
        draw(TIMES),
        value,
        concept.unit,
        note=draw(st.text(LETTERS, max_size=20)).strip(),
        entered=draw(st.none() | TIMES),
        by=draw(st.text(ONE_LINE, max_size=8)).strip(),
        id=draw(st.sampled_from(["", name])),
    )


@st.composite
def patients(draw: Any) -> bedside.Patient:
    told = [draw(observations(f"o{number}")) for number in range(draw(st.integers(1, 6)))]
    for number, each in enumerate(told[:2]):
        value = None if draw(st.booleans()) else each.value
        name = each.id or f"{each.concept}@{each.at.astimezone(UTC).isoformat()}"
        more = {"entered": draw(TIMES), "corrects": name, "id": f"c{number}"}
        told.append(bedside.observe(each.concept, each.at, value, each.unit, **more))
    return bedside.Patient.of(told)


def comparable(patient: bedside.Patient) -> list[tuple[object, ...]]:
    return [(o.concept, o.at, o.value, o.unit, o.note, o.entered, o.by, o.corrects, o.id) for o in patient.observations]


def person() -> Person:
    return Person.objects.create(name="somebody invented", invented=True)


def sender() -> Sender:
    return Sender(User.objects.get(username="erin"), NOW, "bring in")


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patients())
def test_json_lines_bring_back_the_same_patient(patient: bedside.Patient) -> None:
    first, second = person(), person()
    store(first, patient.observations, NOW)
    assert comparable(patient_of(first)) == comparable(patient)
    take(second, as_json_lines(patient_of(first)).encode(), "export.jsonl", sender())
    assert comparable(patient_of(second)) == comparable(patient)


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(patients())
def test_csv_brings_back_the_same_patient_but_for_line_breaks_in_notes(patient: bedside.Patient) -> None:
    second = person()
    take(second, as_csv(patient).encode(), "export.csv", sender())
    flat = str.maketrans(dict.fromkeys(LINE_BREAKS, " "))
    told = [(*row[:4], str(row[4]).translate(flat), *row[5:]) for row in comparable(patient)]
    assert comparable(patient_of(second)) == told


def test_it_takes_a_file_that_was_sent_twice_once(alice: Person) -> None:
    who, content = sender(), b"time,concept,value,unit\n2026-05-05T10:00:00Z,heart_rate,101,/min\n"
    first = take(alice, content, "new.csv", who)
    again = take(alice, content, "new.csv", who)
    assert (again.first, again.last, again.again) == (first.first, first.last, True)


def test_it_takes_nothing_that_is_here_already(alice: Person) -> None:
    before = known_of(alice)
    with pytest.raises(bedside.RecordError, match="is here already"):
        take(alice, as_json_lines(patient_of(alice)).encode(), "export.jsonl", sender())
    content = b"time,concept,value,unit\n2026-05-05T10:00:00Z,heart_rate,101,/min\n"
    take(alice, content, "new.csv", sender())
    with pytest.raises(bedside.RecordError, match="with the same value; nothing was stored"):
        take(alice, content, "new.csv", sender())
    assert known_of(alice) == before + 1


def test_a_faulty_file_is_refused_whole_with_every_fault(alice: Person) -> None:
    before = known_of(alice)
    content = b"time,concept,value,unit\n2026-05-05T10:00:00Z,heart_rate,101,/min\nnoon,heart_rat,1200,/min\n"
    with pytest.raises(bedside.BadRecord) as refused:
        take(alice, content, "new.csv", sender())
    assert {fault.field for fault in refused.value.faults} == {"time", "concept"}
    assert known_of(alice) == before


@pytest.mark.parametrize(
    "row",
    [
        '{"time": "2026-05-05T10:00:00Z", "concept": "heart_rate", "value": 90, "unit": "/min", "note": "a\\u0000b"}',
        '{"time": "2026-05-05T10:00:00Z", "concept": "heart_rate", "value": 90, "unit": "/min", "note": "\\ud800"}',
        '{"time": "2026-05-05T10:00:00Z", "concept": "heart_rate", "value": 90, "unit": "/min", "id": "' + "x" * 201 + '"}',
    ],
)
def test_text_that_a_database_cannot_keep_is_refused(alice: Person, row: str) -> None:
    with pytest.raises(bedside.RecordError):
        take(alice, row.encode(), "new.jsonl", sender())
