"""Since when, and for how long: the words of a text about time, counted back from the time of the question.

>>> [(time.said, time.hours) for time in times(read("since yesterday, for 3 days"), "since yesterday, for 3 days")]
[('since yesterday', 24.0), ('for 3 days', 72.0)]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedside.words.numbers import numbers
from bedside.words.tokens import Token

HOURS = {
    "second": 1 / 3600,
    "minute": 1 / 60,
    "hour": 1.0,
    "day": 24.0,
    "night": 24.0,
    "week": 168.0,
    "month": 730.0,
    "year": 8766.0,
    "fortnight": 336.0,
}
VAGUE = {
    "couple": 2.0,
    "few": 3.0,
    "several": 4.0,
    "a": 1.0,
    "an": 1.0,
    "half": 0.5,
    "some": 3.0,
    "one": 1.0,
    "last": 1.0,
    "past": 1.0,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
FEASTS = {"easter": 3, "christmas": 11, "xmas": 11}
"""The month that a feast is in, counted from 0."""
DAYPARTS = {
    "morning": 8,
    "noon": 12,
    "lunchtime": 12,
    "lunch": 12,
    "midday": 12,
    "afternoon": 15,
    "teatime": 17,
    "evening": 19,
    "dinner": 19,
    "breakfast": 8,
    "bedtime": 22,
    "tonight": 20,
    "midnight": 0,
}
DOSES = frozenset(
    (
        "dose",
        "doses",
        "infusion",
        "treatment",
        "injection",
        "drip",
        "chemo",
        "shot",
        "bag",
        "cycle",
        "il",
        "proleukin",
        "scan",
        "jab",
        "medicine",
        "tablet",
        "capsule",
    )
)
LEADING = frozenset(
    (
        "since",
        "from",
        "for",
        "about",
        "over",
        "around",
        "started",
        "starting",
        "began",
        "nearly",
        "almost",
        "the",
        "last",
        "past",
        "within",
        "after",
        "only",
        "roughly",
        "ever",
        "lasted",
        "lasting",
    )
)


@dataclass(frozen=True)
class Time:
    """Words about time: what they say, at which places, how many hours back they reach (None where they do not say), and
    whether they say how long it has lasted. `after_dose` when they count from a dose."""

    said: str
    first: int
    last: int
    hours: float | None
    lasting: bool = False
    after_dose: bool = False
    clock: int | None = None


def times(tokens: Sequence[Token], text: str, at: datetime | None = None) -> tuple[Time, ...]:
    """Every time that a text names."""
    amounts = {number.first: (number.value, number.last) for number in numbers(tokens)}
    found, place = [], 0
    while place < len(tokens):
        time = _amount(tokens, place, amounts) or _named(tokens, place, at) or _after_dose(tokens, place)
        if time is None:
            place += 1
            continue
        time = _led(tokens, time)
        found.append(replace(time, said=text[tokens[time.first].start : tokens[time.last].end]))
        place = time.last + 1
    return tuple(found)


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].text if 0 <= place < len(tokens) else ""


def _amount(tokens: Sequence[Token], place: int, amounts: dict[int, tuple[float, int]]) -> Time | None:
    """Three days, a couple of hours ago, half an hour after the dose."""
    count, last = amounts.get(place, (VAGUE.get(_word(tokens, place)), place))
    if count is None:
        return None
    after = last + 1
    if _word(tokens, place) == "half" and _word(tokens, after) in ("a", "an"):
        after += 1
    elif place not in amounts and _word(tokens, after) in ("couple", "few", "several"):
        count, after = VAGUE[_word(tokens, after)], after + 1
    elif place not in amounts and after in amounts:
        count, after = amounts[after][0], amounts[after][1] + 1
    while _word(tokens, after) in ("of", "or", "more", "full", "whole", "straight", "solid", "good"):
        after += 1
    unit = _word(tokens, after).removesuffix("s")
    if unit in ("d", "h"):
        unit = {"d": "day", "h": "hour"}[unit]
    if unit not in HOURS or (_word(tokens, place) == "last" and unit == "night"):
        return None
    hours = count * HOURS[unit]
    return _counted(tokens, Time("", place, after, hours), after)


def _counted(tokens: Sequence[Token], time: Time, last: int) -> Time | None:
    """What an amount of time is of: ago, after the dose, or how long it has lasted."""
    behind, before = _word(tokens, last + 1), _word(tokens, time.first - 1)
    if behind in ("ago", "back", "now"):
        return replace(time, last=last + 1)
    if behind in ("after", "from", "post", "following", "into", "later"):
        end = last + 1
        for place in range(last + 2, min(last + 6, len(tokens))):
            if _word(tokens, place) in DOSES:
                return replace(time, last=place, after_dose=True)
        return replace(time, last=end) if behind == "later" else None
    if behind in ("a", "per", "each", "every") or before in ("a", "per", "each", "every", "times", "twice", "once"):
        return None
    if _word(tokens, time.first) in ("a", "an", "one") and before not in LEADING:
        return None
    leads = before in LEADING or _word(tokens, time.first) in ("last", "past")
    return replace(time, lasting=True) if leads or behind in ("running", "straight", "long", "solid", "nonstop", "") else None


def _named(tokens: Sequence[Token], place: int, at: datetime | None) -> Time | None:
    """Yesterday, this morning, last night, on Monday, today."""
    word, after = _word(tokens, place), _word(tokens, place + 1)
    if word in ("yesterday", "today", "tonight"):
        back = 24.0 if word == "yesterday" else 0.0
        part = after if after in DAYPARTS else ""
        hour = DAYPARTS.get(part or word)
        return Time(
            "", place, place + bool(part), None if hour is not None else back, clock=None if hour is None else hour - int(back)
        )
    if word == "last" and after in ("night", "evening", "week", "month"):
        if after in ("night", "evening"):
            return Time("", place, place + 1, None, clock=22 - 24)
        return Time("", place, place + 1, HOURS[after])
    if word in ("this", "the") and after in DAYPARTS:
        return Time("", place, place + 1, None, clock=DAYPARTS[after])
    if word in DAYPARTS and _word(tokens, place - 1) in ("since", "at", "until", "from"):
        return Time("", place, place, None, clock=DAYPARTS[word])
    if word == "all" and [_word(tokens, place + each) for each in range(1, 5)] == ["day", "and", "all", "night"]:
        return Time("", place, place + 4, 24.0, lasting=True)
    if word in WEEKDAYS:
        days = 7.0 if at is None else float((at.weekday() - WEEKDAYS.index(word)) % 7 or 7)
        return Time("", place, place, days * 24.0)
    if (word, after) in (
        ("just", "now"),
        ("right", "now"),
        ("all", "day"),
        ("all", "night"),
        ("all", "morning"),
        ("an", "hour"),
    ):
        return Time("", place, place + 1, {"day": 12.0, "night": 10.0, "morning": 5.0}.get(after, 0.0), lasting=word == "all")
    return None


def _after_dose(tokens: Sequence[Token], place: int) -> Time | None:
    """After the dose, since my infusion, during the drip."""
    if _word(tokens, place) not in ("after", "since", "during", "following"):
        return None
    for last in range(place + 1, min(place + 5, len(tokens))):
        if _word(tokens, last) in DOSES:
            return Time("", place, last, None, after_dose=True)
    return None


def _led(tokens: Sequence[Token], time: Time) -> Time:
    """With the words that lead to it: since, for, started."""
    first = time.first
    while _word(tokens, first - 1) in LEADING and time.first - first < 3:
        first -= 1
    return replace(time, first=first, lasting=time.lasting or _word(tokens, first) in ("since", "for"))


def began(time: Time, at: datetime) -> datetime | None:
    """When it began, counted back from `at`; None where the words do not say."""
    if time.after_dose:
        return None
    if time.clock is not None:
        day = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(hours=time.clock)
        return day if day <= at else day - timedelta(days=1)
    return None if time.hours is None else at - timedelta(hours=time.hours)


def months_back(tokens: Sequence[Token], at: datetime) -> int:
    """How many months back the nearest month is that is named, "in June", "last October"; 0 where none is, or it is this one.

    A month that is "back in" or "last" is not the present one.
    """
    found = []
    for place, token in enumerate(tokens):
        before, further = _word(tokens, place - 1), _word(tokens, place - 2)
        named = MONTHS.index(token.text) if token.text in MONTHS else FEASTS.get(token.text)
        if named is not None and before in ("in", "last", "at", "over") and further not in ("since", "from", "until"):
            months = (at.month - 1 - named) % 12
            found.append(months or (12 if before == "last" or further == "back" else 0))
    return min(found, default=0)
