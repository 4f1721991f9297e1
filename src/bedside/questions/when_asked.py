"""The days and times that a question speaks of: on Tuesday, last night, since Monday, on the 3rd of March.

    >>> span_asked("what was my creatinine yesterday", datetime.fromisoformat("2026-03-05T12:00:00+00:00")).words
    'yesterday'

Days are those of the offset in which the asking time is given. A weekday is the latest one that is not after the asking time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.words.times import MONTHS, WEEKDAYS

DAY = timedelta(days=1)
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
PARTS = {"morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (20, 30)}
"""From which hour to which a part of a day runs; a night goes on into the next morning."""
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_WEEKDAY = "|".join(f"{day}|{day[:4]}|{day[:3]}" for day in WEEKDAYS)


@dataclass(frozen=True)
class Span:
    """From `begin` on, and before `end`; `words` are those of the question that say so."""

    begin: datetime
    end: datetime
    words: str


def span_asked(text: str, at: datetime) -> Span | None:
    """The span of time that a question names, as seen from `at`; None where it names none, or one that there is not."""
    plain = " ".join(text.casefold().split())
    for pattern, made in _READERS:
        found = re.search(pattern, plain)
        span = made(found, at) if found else None
        if found and span:
            since = re.search(rf"(since|from|after)( the| last)? {re.escape(found[0])}", plain)
            return Span(span[0], at + timedelta(microseconds=1) if since else span[1], found[0])
    return None


_Pair = tuple[datetime, datetime]


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _whole(day: datetime) -> _Pair:
    return day, day + DAY


def _iso(found: re.Match[str], at: datetime) -> _Pair | None:
    return _date(at, int(found[1]), int(found[2]), int(found[3]))


def _date(at: datetime, year: int, month: int, day: int) -> _Pair | None:
    try:
        return _whole(_midnight(at).replace(year=year, month=month, day=day))
    except ValueError:
        return None


def _named(day: str, month: str, at: datetime) -> _Pair | None:
    number = next(index for index, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))
    this = _date(at, at.year, number, int(day))
    return this if this is None or this[0] <= at else _date(at, at.year - 1, number, int(day))


def _part(day: datetime, part: str) -> _Pair:
    begin, end = PARTS[part]
    return day + begin * timedelta(hours=1), day + end * timedelta(hours=1)


def _last_night(at: datetime) -> _Pair:
    return _part(_midnight(at) - DAY, "night")


def _weekday(found: re.Match[str], at: datetime) -> _Pair:
    number = next(index for index, name in enumerate(WEEKDAYS) if name.startswith(found[1][:3]))
    day = _midnight(at) - ((at.weekday() - number) % 7) * DAY
    return _part(day, found[2]) if found[2] else _whole(day)


def _ago(found: re.Match[str], at: datetime) -> _Pair:
    count = NUMBERS[found[1]] if found[1] in NUMBERS else min(int(found[1]), 1000)
    return _whole(_midnight(at) - count * (7 if found[2] == "week" else 1) * DAY)


_READERS: tuple[tuple[str, Callable[[re.Match[str], datetime], _Pair | None]], ...] = (
    (r"\b(\d{4})-(\d\d)-(\d\d)\b", _iso),
    (rf"\b(\d\d?)(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b", lambda found, at: _named(found[1], found[2], at)),
    (rf"\b({_MONTH}) (?:the )?(\d\d?)(?:st|nd|rd|th)?\b", lambda found, at: _named(found[2], found[1], at)),
    (r"\b(?:the )?day before yesterday\b", lambda _, at: _whole(_midnight(at) - 2 * DAY)),
    (r"\byesterday (morning|afternoon|evening|night)\b", lambda found, at: _part(_midnight(at) - DAY, found[1])),
    (r"\byesterday\b", lambda _, at: _whole(_midnight(at) - DAY)),
    (r"\b(?:last night|overnight|in the night)\b", lambda _, at: _last_night(at)),
    (r"\bthis (morning|afternoon|evening)\b", lambda found, at: _part(_midnight(at), found[1])),
    (r"\b(?:tonight)\b", lambda _, at: _part(_midnight(at), "night")),
    (r"\b(?:today|so far today)\b", lambda _, at: _whole(_midnight(at))),
    (rf"\b({'|'.join(NUMBERS)}|\d+) (day|week)s? ago\b", _ago),
    (rf"\b({_WEEKDAY})s?(?: (morning|afternoon|evening|night))?\b", _weekday),
    (r"\b(?:last|past|previous) week\b", lambda _, at: (_midnight(at) - 7 * DAY, at + timedelta(microseconds=1))),
    (r"\b(?:last|past) (?:24 hours|day)\b", lambda _, at: (at - DAY, at + timedelta(microseconds=1))),
)
