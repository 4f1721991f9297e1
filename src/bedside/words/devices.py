"""Numbers that are told of the thing that measured them: "the clip on his finger says 84", "finger prick 2.3".

The number nearest to the device counts, and only it, where it can be what the device measures and nothing else is counted
with it. The devices are data, in `cues.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bedside.words.cues import Phrases, at, grouped, sentence, single, table
from bedside.words.numbers import Number, Reading, celsius
from bedside.words.tokens import Token

DEVICES = "devices"
FARTHEST = 8
"""A number more words away is told of something else."""
CLOCKS = frozenset(("at", "since", "until", "till", "by", "aged", "age", "room", "bed", "no", "number"))
"""A number behind one of these is an hour, an age or a place."""
OTHERWISE = frozenset(
    (
        "times",
        "hours",
        "hour",
        "minutes",
        "days",
        "years",
        "weeks",
        "mph",
        "kmh",
        "people",
        "/",
        "over",
        "out",
        "steps",
        "floors",
        "calories",
    )
)
"""A number before one of these counts something else."""


PAIR, HOURS, MINUTES = 2, 24, 60


@dataclass(frozen=True)
class Device:
    """One kind: its names, and for each thing that it may measure the concept, the unit, and the lowest and highest value.

    Where `beside` holds words, one of them has to stand in the text: a machine that "says 1.9" tells of sugar beside insulin.
    """

    names: Phrases
    measures: tuple[tuple[str, str, float, float], ...]
    beside: frozenset[str]

    def measure(self, value: float) -> tuple[str, float, str] | None:
        """What a value on it is: concept, value and unit; None where it cannot be."""
        for concept, unit, low, high in self.measures:
            if low <= value <= high:
                return concept, *_metric(value, unit)
        return None


def _metric(value: float, unit: str) -> tuple[float, str]:
    return (celsius(value), "Cel") if unit == "[degF]" else (value, unit)


@cache
def words() -> frozenset[str]:
    """Every word of a device's name."""
    return frozenset(word for device in devices() for each in device.names.values() for told in each for word in told)


@cache
def devices() -> tuple[Device, ...]:
    """Every kind of device that people name."""
    return tuple(
        Device(
            grouped(row["names"]),
            tuple((concept, unit, low, high) for concept, unit, low, high in row["measures"]),
            frozenset(row.get("beside", ())),
        )
        for row in table(DEVICES).values()
    )


def told_by_devices(tokens: Sequence[Token], known: Sequence[Number], taken: frozenset[int]) -> Iterator[Reading]:
    """Every number that a device showed; those whose words are `taken` are already read."""
    done: set[int] = set()
    said = {token.text for token in tokens}
    usable = [device for device in devices() if not device.beside or device.beside & said]
    for place in range(len(tokens)):
        for device in usable:
            length = at(tokens, place, device.names)
            for number, alone in _shown(tokens, known, place, place + length - 1) if length else ():
                found = device.measure(number.value)
                if found and not taken & set(range(number.first, number.last + 1)) and number.first not in done:
                    done.add(number.first)
                    concept, value, unit = found
                    first, last = (number.first, number.last) if alone else (place, place + length - 1)
                    yield Reading(concept, value, unit, min(first, number.first), max(last, number.last))


def _shown(tokens: Sequence[Token], known: Sequence[Number], first: int, last: int) -> Iterator[tuple[Number, bool]]:
    """The number nearest to the device, and those that follow it at once, which stand alone: "79 80 79"."""
    begin, end = sentence(tokens, first)
    near = [each for each in known if begin <= each.first and each.last < end and 0 < _far(each, first, last) <= FARTHEST]
    if not near:
        return
    nearest = min(near, key=lambda each: (_far(each, first, last), -each.first))
    if _counts_other_things(tokens, nearest):
        return
    yield nearest, False
    for other in near:
        if other.first == nearest.last + 1 and not _counts_other_things(tokens, other):
            yield other, True
            nearest = other


def _far(number: Number, first: int, last: int) -> int:
    return number.first - last if number.first > last else first - number.last


def _counts_other_things(tokens: Sequence[Token], number: Number) -> bool:
    before = tokens[number.first - 1].text if number.first else ""
    behind = tokens[number.last + 1].text if number.last + 1 < len(tokens) else ""
    other = single("numbers", "other_units") | OTHERWISE
    if behind == "over" and number.last + 2 < len(tokens) and not tokens[number.last + 2].text[0].isdigit():
        return before in CLOCKS
    return before in CLOCKS or before == "/" or behind in other or _of_a_clock(tokens, number)


def _of_a_clock(tokens: Sequence[Token], number: Number) -> bool:
    """Whether two numbers are the hour and the minutes: "my watch says 8 30"."""
    pair = [token.text for token in tokens[max(0, number.first - 1) : number.last + 1]]
    hour = len(pair) == PAIR and all(each.isdigit() for each in pair) and int(pair[0]) < HOURS
    return hour and len(pair[1]) == PAIR and int(pair[1]) < MINUTES
