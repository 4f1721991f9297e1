"""Numbers told of the thing that measured them."""

from __future__ import annotations

import pytest

import bedside

AT = bedside.parse_time("2026-03-04T18:00:00Z")


def shown(text: str) -> dict[str, float]:
    """Each effect that a number showed, with the number."""
    told = bedside.understand(text, AT).effects
    return {each.entry.id: each.reading.value for each in told if each.reading is not None and each.there}


@pytest.mark.parametrize(
    ("text", "effect", "value", "urgency"),
    [
        ("the clip on his finger says 84", "hypoxia", 84, "emergency"),
        ("oximeter on mum's finger: 81, 82, hands warm", "hypoxia", 81, "emergency"),
        ("pulse ox shows 176 and she is only lying there", "tachycardia", 176, "emergency"),
        ("the finger stick was 2.1", "low_sugar", 2.1, "emergency"),
        ("41 on the Libre and he is sweating", "low_sugar", 41, "emergency"),
        ("glucometer gave 412 before lunch", "high_sugar", 412, "tell now"),
        ("top number 74, tried it twice", "hypotension", 74, "emergency"),
        ("the upper one is 71", "hypotension", 71, "emergency"),
        ("it is beating 34 to the minute", "bradycardia", 34, "emergency"),
        ("thermometer gave us 40.2", "fever", 40.2, "tell now"),
        ("under the tongue it was 103", "fever", 39.4, "tell now"),
    ],
)
def test_the_number_of_a_device_counts(text: str, effect: str, value: float, urgency: str) -> None:
    assert shown(text)[effect] == value
    assert bedside.understand(text, AT).urgency == urgency
    assert bedside.understand(f"my husband says it is nothing, but {text}", AT).urgency == urgency


@pytest.mark.parametrize(
    "text",
    [
        "the Libre sensor comes off after 14 days",
        "she put the cuff on at 70 in the queue, bed 81",
        "the thermometer cost 40 pounds",
        "room 39 has the bp machine",
        "the oximeter is over there, since 90 minutes nobody used it",
        "he was racing 140 mph on the motorway",
        "the bp machine shows heart 64, dad is 81",
        "oximeter says 98",
        "finger prick 5.8",
        "top number 124",
    ],
)
def test_a_number_that_counts_something_else_shows_nothing(text: str) -> None:
    assert shown(text) == {}
