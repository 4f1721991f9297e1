"""Numbers as people write them: 39.2, "thirty nine point two", "80 over 50", and what they measure.

A number counts only beside the word or the unit that says what it is, and only where such a value is possible.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bedside.words.cues import at, phrases, single
from bedside.words.tokens import Token, text_at

UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FIGURE = re.compile(r"\d{1,6}(\.\d{1,3})?")
NEAR = 6
WORN = frozenset(("watch", "smartwatch", "fitbit", "garmin", "phone", "app", "monitor", "machine", "oximeter", "strap", "cuff"))
"""What shows a pulse or a pressure."""
MOST_HOURS = 72


@dataclass(frozen=True)
class Number:
    """A number of a text and the places of its words."""

    value: float
    first: int
    last: int


@dataclass(frozen=True)
class Reading:
    """One thing that was measured, in the unit of the vocabulary, and the places of the words that told it.

    `over_time` says that it was told over hours or a day: "200 ml since morning".
    """

    concept: str
    value: float
    unit: str
    first: int
    last: int
    over_time: bool = False


def numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """Every number, in figures or in words."""
    found, place = [], 0
    while place < len(tokens):
        number = _figure(tokens, place) or _spelt(tokens, place)
        if number:
            found.append(number)
        place = number.last + 1 if number else place + 1
    return tuple(found)


def _figure(tokens: Sequence[Token], place: int) -> Number | None:
    text = tokens[place].text.replace(",", ".")
    return Number(float(text), place, place) if FIGURE.fullmatch(text) else None


def _spelt(tokens: Sequence[Token], place: int) -> Number | None:
    """Thirty nine point two; a hundred and two."""
    total, last = 0.0, place - 1
    if tokens[place].text == "hundred" or (tokens[place].text in ("a", "one") and text_at(tokens, place + 1) == "hundred"):
        total, last = 100, place + (tokens[place].text != "hundred")
        if text_at(tokens, last + 1) == "and" and text_at(tokens, last + 2) in (*UNITS, *TENS):
            last += 1
    if text_at(tokens, last + 1) in TENS:
        last += 1
        total += 20 + 10 * TENS.index(tokens[last].text)
    if text_at(tokens, last + 1) in UNITS:
        last += 1
        total += UNITS.index(tokens[last].text)
    if last < place:
        return None
    if text_at(tokens, last + 1) == "point" and text_at(tokens, last + 2) in UNITS:
        last += 2
        total += UNITS.index(tokens[last].text) / 10
    return Number(total, place, last)


def readings(tokens: Sequence[Token]) -> tuple[Reading, ...]:
    """Everything that was measured."""
    known = numbers(tokens)
    used: set[int] = set()
    found: list[Reading] = []
    for reader in (_pressure, _temperature, _oxygen, _pulse, _sugar, _breaths, _urine):
        for reading in reader(tokens, [number for number in known if number.first not in used]):
            found.append(reading)
            used |= set(range(reading.first, reading.last + 1))
    return tuple(sorted(found, key=lambda reading: reading.first))


Read = Callable[[Sequence[Token], Sequence[Number]], Iterator[Reading]]


def named(tokens: Sequence[Token], number: Number, names: frozenset[str]) -> int | None:
    """The place of one of the names before the number, with nothing between that does not link them."""
    for place in range(number.first - 1, max(-1, number.first - NEAR - 1), -1):
        if tokens[place].text in names:
            return place
        before = FIGURE.fullmatch(tokens[place].text) and text_at(tokens, place - 1) == "from"
        before = before or _shown_on(tokens, place)
        if tokens[place].text not in (*single("numbers", "links"), "'s") and not before:
            return None
    return None


def _shown_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word only says what showed the number: "pulse on my watch is 134"."""
    if tokens[place].text == "on":
        return bool(WORN & {text_at(tokens, place + 1), text_at(tokens, place + 2), text_at(tokens, place + 3)})
    return tokens[place].text in WORN


def _unit(tokens: Sequence[Token], number: Number, units: frozenset[str]) -> int | None:
    """The place of a unit right behind the number."""
    for place in range(number.last + 1, min(number.last + 4, len(tokens))):
        if tokens[place].text in units:
            return place
        if tokens[place].text not in ("°", "º", "degree", "degrees", "deg", "a", "per", "/", "beats", "point"):
            return None
    return None


TEMPERATURE = frozenset(["temp", "temperature", "fever", "t", "thermometer", "temps", "tmp"])
CELSIUS = frozenset(("c", "celsius", "centigrade", "degrees", "degree", "deg", "°", "temp", "temperature", "fever"))
FAHRENHEIT = frozenset(("f", "fahrenheit", "farenheit", "fahrenhiet"))


def _temperature(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    for number in known:
        name, cold, hot = named(tokens, number, TEMPERATURE), _unit(tokens, number, CELSIUS), _unit(tokens, number, FAHRENHEIT)
        first = number.first if name is None else name
        last = max(number.last, cold or 0, hot or 0)
        if name is None and _of_a_place(tokens, first, last):
            continue
        if name is None and cold is None and hot is None:
            if _bare_fever(tokens, number):
                value = number.value if number.value < 50 else celsius(number.value)
                yield Reading("temperature", value, "Cel", first, last)
            continue
        if hot is not None or (93 <= number.value <= 110):
            if 93 <= number.value <= 110:
                yield Reading("temperature", celsius(number.value), "Cel", first, last)
        elif 34 <= number.value <= 43:
            yield Reading("temperature", number.value, "Cel", first, last)


def celsius(fahrenheit: float) -> float:
    """Degrees Fahrenheit in degrees Celsius, to a tenth."""
    return round((fahrenheit - 32) / 1.8, 1)


def _of_a_place(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a number that nothing names is the warmth of a place: "the room was 38.5 degrees", "39 degrees in Seville"."""
    told = text_at(tokens, first - 1) in ("is", "was", "'s", "at") and text_at(tokens, first - 2) in single("numbers", "places")
    behind = [token.text for token in tokens[last + 1 : last + 4]]
    while behind and behind[0] in ("in", "at", "the", "that", "this", "our"):
        behind.pop(0)
    return told or (bool(behind) and behind[0] in single("numbers", "places"))


def _bare_fever(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number that nothing names can only be a temperature: 38.4 or 102.8, with its decimal, and no unit or other name
    beside it; 35.1 of the cold; 37.8 that climbs; 36.9 that stands alone; and "39 and he sees soldiers", which tells no age."""
    figure = tokens[number.first].text
    before, behind = text_at(tokens, number.first - 1), text_at(tokens, number.last + 1)
    if {before, behind} & single("numbers", "other_units") or behind in ("/", "%"):
        return False
    if re.fullmatch(r"((38|39|40|41|10[1-5])[.,]\d|100[.,][4-9])", figure):
        return True
    if re.fullmatch(r"3[345][.,]\d", figure):
        around = tokens[max(0, number.first - CHILLED) : number.last + CHILLED]
        return bool({token.text for token in around} & single("numbers", "cold"))
    if re.fullmatch(r"3[67][.,]\d", figure):
        near = {token.text for token in tokens[number.last + 1 : number.last + 4]}
        alone = before in ("", ",", ".", ";", "\n") and behind in ("", ",", ".", ";", "\n", *TOLD_AT)
        told = before in SHOWING or behind in EACH_TIME
        felt = before == "" and behind in ("and", "with") and bool(near & HOW)
        return alone or told or felt or bool(near & single("numbers", "climbing"))
    if figure in WHOLE_FEVER and before == "," and behind in ("", ",", ".", ";", "\n", "and"):
        return text_at(tokens, number.first - 2) in SHIVERING
    if figure not in WHOLE_FEVER or before not in ("", ".", ";", "\n", ","):
        return False
    if at(tokens, number.last + 1, phrases("numbers", "of_a_fever")):
        return True
    return _since_a_time_of_day(tokens, number.last + 1) or (before != "," and _tells_no_age(tokens, number.last + 1))


def _since_a_time_of_day(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number has been so since an hour of today: "39 since morning" tells no age."""
    if text_at(tokens, place) not in ("since", "from", "all"):
        return False
    place += 1 + (text_at(tokens, place + 1) in ("this", "last", "yesterday", "early", "the"))
    return text_at(tokens, place) in TIMES_OF_DAY


TIMES_OF_DAY = frozenset(
    ("morning", "noon", "lunch", "lunchtime", "midday", "night", "evening", "afternoon", "midnight", "breakfast", "dinner")
)


TOLD_AT = frozenset(("last", "this", "tonight", "today", "yesterday", "now", "again"))
"""Behind a number that begins a sentence, one of these tells when it was measured: "37.9 last night"."""
SHOWING = frozenset(("but", "only", "still", "always", "reads"))
EACH_TIME = frozenset(("each", "every", "now", "tonight", "again", "both"))
"""36.8 before or behind one of these is a temperature: "but 36.8 each time", "37.8 now"."""
CHILLED = 4
"""So near to a word of cold 35.1 is a temperature."""
WHOLE_FEVER = frozenset(("38", "39", "40", "41"))
HOW = frozenset(("feeling", "feel", "fine", "well", "nothing"))
"""How somebody feels, behind a number that begins a text: "36.7 and feeling grand"."""
SHIVERING = frozenset(("shaking", "shivering", "shivery", "shivers", "shakes", "rigors", "sweating", "flushed", "boiling"))
"""A whole number behind one of these and a comma is a temperature: "shaking, 39, and yellow"."""


def _tells_no_age(tokens: Sequence[Token], place: int) -> bool:
    """Whether what somebody does or feels right behind "39 and" is no tale of a life: "39 and I have never smoked"."""
    if text_at(tokens, place) not in ("and", "with"):
        return False
    if text_at(tokens, place + 1) in single("numbers", "with_fever"):
        return True
    verb = text_at(tokens, place + 2 + (text_at(tokens, place + 2) in ("is", "am", "'s")))
    return text_at(tokens, place + 1) in ("i", "he", "she") and verb != "" and verb not in single("numbers", "of_a_life")


PRESSURE = frozenset(["bp", "pressure", "b.p"])
UPPER = frozenset(["systolic", "top", "upper"])


def _pressure(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    for number, other in itertools.pairwise(known):
        joined = [token.text for token in tokens[number.last + 1 : other.first]]
        name = named(tokens, number, PRESSURE)
        if joined not in (["/"], ["over"], ["on"], ["-"]) or (joined in (["on"], ["-"]) and name is None):
            continue
        if 50 <= number.value <= 280 and 20 <= other.value <= 160 and number.value > other.value:
            first = number.first if name is None else name
            yield Reading("systolic_bp", number.value, "mm[Hg]", first, other.last)
            yield Reading("diastolic_bp", other.value, "mm[Hg]", first, other.last)
    for number in known:
        name = named(tokens, number, PRESSURE | UPPER)
        behind = _upper_behind(tokens, number)
        paired = text_at(tokens, number.last + 1) in ("/", "over", "on") and text_at(tokens, number.last + 2)[:1].isdigit()
        if 50 <= number.value <= 280 and not paired and (name is not None or behind is not None):
            first = number.first if name is None else name
            yield Reading("systolic_bp", number.value, "mm[Hg]", first, number.last if behind is None else behind)


def _upper_behind(tokens: Sequence[Token], number: Number) -> int | None:
    """The place of what says behind a number that it is the upper one: "68 systolic", "82 on the top"."""
    if text_at(tokens, number.last + 1) == "systolic":
        return number.last + 1
    behind = [text_at(tokens, place) for place in range(number.last + 1, number.last + 5)]
    if behind[:3] == ["on", "the", "top"] and behind[3] in ("", ",", ".", "and", "but", "line", "number", "with", "\n"):
        return number.last + 3
    return None


def _oxygen(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    names = frozenset(
        [
            "oxygen",
            "o",
            "sats",
            "sat",
            "saturation",
            "saturations",
            "spo2",
            "2",
            "o2",
            "spo",
            "sp",
            "sao",
            "ox",
            "stats",
            "oximeter",
            "oximetry",
            "saturating",
            "satting",
        ]
    )
    for number in known:
        name, unit = named(tokens, number, names), _unit(tokens, number, frozenset(("%", "percent")))
        if name is not None and tokens[name].text == "2":
            name = name - 1 if text_at(tokens, name - 1) in names else None
        if name is None and unit is not None and text_at(tokens, unit + 1) in names | {"on"}:
            name = number.first
        if name is not None and 50 <= number.value <= 100:
            yield Reading("oxygen_saturation", number.value, "%", name, max(number.last, unit or 0))


def _pulse(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    for number in known:
        name = named(tokens, number, frozenset(["pulse", "hr", "heartbeat", "heartrate", "heart"]))
        name = _heart_rate(tokens, number) if name is None else name
        unit = _unit(tokens, number, frozenset(("bpm", "beats", "minute")))
        if (
            (name is not None or (unit is not None and tokens[unit].text != "minute"))
            and 20 <= number.value <= 250
            and not _counts_time(tokens, number)
        ):
            yield Reading(
                "heart_rate", number.value, "/min", number.first if name is None else name, max(number.last, unit or 0)
            )


def _heart_rate(tokens: Sequence[Token], number: Number) -> int | None:
    """The place of "HR" before the number: it is read as "hour", which it is where an article or a number comes first."""
    place = named(tokens, number, frozenset(("hour",)))
    if place is None or number.value < 30 or (place and _counts_hours(tokens, place - 1)):
        return None
    return None if text_at(tokens, place - 1) in single("numbers", "before_hour") else place


def _counts_hours(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number there may count hours; 39.1 and 128 do not: "T 39.1 HR 128"."""
    before = _figure(tokens, place) or _spelt(tokens, place)
    return before is not None and not (before.value > MOST_HOURS or "." in tokens[place].text)


def _counts_time(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the number counts something else: times, hours, days."""
    return text_at(tokens, number.last + 1) in ("times", "hours", "minutes", "days", "years", "weeks")


def _sugar(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    for number in known:
        name = named(tokens, number, frozenset(["sugar", "sugars", "glucose", "bg", "bm", "gluc", "cbg", "bgl", "bms"]))
        if name is None or not 1 <= number.value <= 1500:
            continue
        unit, value = ("mmol/L", number.value) if number.value <= 33 else ("mg/dL", number.value)
        yield Reading("glucose", value, unit, name, number.last)


def _breaths(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    for number in known:
        name = named(tokens, number, frozenset(("breathing", "respiratory", "respirations", "rr", "resps")))
        unit = _unit(tokens, number, frozenset(("breaths", "breath")))
        timed = _counts_time(tokens, number) and "minute" not in [
            token.text for token in tokens[number.last + 2 : number.last + 4]
        ]
        if (name is not None or unit is not None) and 5 <= number.value <= 80 and not timed:
            yield Reading(
                "respiratory_rate",
                number.value,
                "/min",
                number.first if name is None else name,
                max(number.last, unit or 0),
            )


MANY_HOURS = 8


def _over_many_hours(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a volume is told of so many hours, "100 ml in 24 hours", or of a day or a night told before it."""
    for place in range(max(0, first - 8), min(len(tokens), last + 9)):
        hours = tokens[place].text in ("hours", "hour", "hrs", "h") and text_at(tokens, place + 1) not in (
            "ago",
            "later",
            "after",
        )
        if hours and any(number.last == place - 1 and number.value >= MANY_HOURS for number in numbers(tokens[:place])):
            return True
        whole = place < first and tokens[place].text in ("all", "whole") and text_at(tokens, place + 1) in ("day", "night")
        if whole or (place < first and tokens[place].text in ("overnight", "since")):
            return True
    return False


def _urine(tokens: Sequence[Token], known: Sequence[Number]) -> Iterator[Reading]:
    about = single("numbers", "urine")
    for number in known:
        unit = _unit(tokens, number, frozenset(("ml", "mls", "cc", "millilitres", "milliliters")))
        around = {token.text for token in tokens[max(0, number.first - 6) : number.last + 6]}
        if unit is None or number.value > 10_000:
            continue
        ahead = {token.text for token in tokens[unit + 1 : unit + 9]}
        lasting = bool(single("numbers", "while") & ahead) or _over_many_hours(tokens, number.first, unit)
        if about & around or (lasting and not single("numbers", "other_fluids") & {token.text for token in tokens}):
            yield Reading("urine_output", number.value, "mL", number.first, unit, lasting)
