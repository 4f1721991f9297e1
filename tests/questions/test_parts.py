"""The parts of `ask`: days, names, what is measured, and words that mean the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedside.questions.concepts_asked import concepts_asked
from bedside.questions.named import named
from bedside.questions.reading import read_question
from bedside.questions.when_asked import span_asked
from bedside.questions.wording import wording, words_of

AT = datetime(2026, 3, 5, 12, tzinfo=UTC)
"""A Thursday."""


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("what was it on 2026-03-01", "2026-03-01T00", "2026-03-02T00"),
        ("on the 3rd of march", "2026-03-03T00", "2026-03-04T00"),
        ("march 4", "2026-03-04T00", "2026-03-05T00"),
        ("the 4th of december", "2025-12-04T00", "2025-12-05T00"),
        ("yesterday", "2026-03-04T00", "2026-03-05T00"),
        ("the day before yesterday", "2026-03-03T00", "2026-03-04T00"),
        ("yesterday evening", "2026-03-04T17", "2026-03-05T00"),
        ("last night", "2026-03-04T20", "2026-03-05T06"),
        ("this morning", "2026-03-05T05", "2026-03-05T12"),
        ("two days ago", "2026-03-03T00", "2026-03-04T00"),
        ("3 weeks ago", "2026-02-12T00", "2026-02-13T00"),
        ("on tuesday", "2026-03-03T00", "2026-03-04T00"),
        ("thursday", "2026-03-05T00", "2026-03-06T00"),
        ("friday", "2026-02-27T00", "2026-02-28T00"),
        ("tuesday morning", "2026-03-03T05", "2026-03-03T12"),
    ],
)
def test_days_are_found(text: str, begin: str, end: str) -> None:
    span = span_asked(text, AT)
    assert span is not None
    assert (span.begin.isoformat()[:13], span.end.isoformat()[:13]) == (begin, end)


def test_since_runs_to_the_asking_time() -> None:
    span = span_asked("lowest since monday", AT)
    assert span is not None
    assert span.begin <= AT < span.end


@pytest.mark.parametrize("text", ["my creatinine", "the 31st of february", "2026-13-45", ""])
def test_no_day_is_made_up(text: str) -> None:
    assert span_asked(text, AT) is None


@given(st.text(max_size=80), st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)))
def test_a_span_never_begins_after_the_asking_day(text: str, at: datetime) -> None:
    span = span_asked(text, at.replace(tzinfo=UTC))
    assert span is None or span.begin < span.end
    assert span is None or span.begin < at.replace(tzinfo=UTC) + timedelta(days=1)


@pytest.mark.parametrize(
    ("question", "medicines"),
    [
        ("is interferon better than il-2", ("interferon-alfa-2b", "aldesleukin")),
        ("opdivo and yervoy combo", ("nivolumab-ipilimumab",)),
        ("opdivo or yervoy", ("nivolumab", "ipilimumab")),
        ("how do ipi and nivo work", ("nivolumab-ipilimumab",)),
        ("opdevo side effects", ("nivolumab",)),
        ("what is il-12", ()),
        ("how does relatlimab work", ()),
        ("can i drink beer", ()),
    ],
)
def test_medicines_are_found(question: str, medicines: tuple[str, ...]) -> None:
    assert named(question).medicines == medicines


def test_a_product_with_a_name_of_the_library_in_it_is_looked_up_there_and_is_not_it() -> None:
    told = named("keytruda qlex")
    assert (told.medicines, told.kin) == ((), ("pembrolizumab",))
    assert told.pages("aldesleukin") == ("pembrolizumab",)
    assert named("can i drink beer").pages("aldesleukin") == ("aldesleukin",)


@pytest.mark.parametrize("question", ["is anything overdue", "which wifi does the ward have"])
def test_words_of_questions_that_were_written_down_are_no_slips(question: str) -> None:
    """An overdue visit must never be read as an overdose."""
    assert read_question(question, "aldesleukin").plain == question


@pytest.mark.parametrize(
    ("question", "concepts"),
    [
        ("my latest platelets?", ("platelets",)),
        ("whats my blood pressure now", ("systolic_bp", "diastolic_bp")),
        ("wbc count from wednesday", ("leukocytes",)),
        ("what was my ejection fraction", ("lvef",)),
        ("how are you", ()),
    ],
)
def test_what_is_measured_is_found(question: str, concepts: tuple[str, ...]) -> None:
    assert concepts_asked(words_of(question)) == concepts


def test_two_ways_to_say_one_thing_are_one_token() -> None:
    assert wording().tokens("a pint of beer") == wording().tokens("a pint of wine")
    assert wording().tokens("throwing up") == wording().tokens("nausea")
