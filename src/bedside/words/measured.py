"""What a measured number means: the effect that it shows, with its grade by CTCAE version 5, and what may be recorded of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bedside.concepts import vocabulary
from bedside.words.counts import counts
from bedside.words.cues import sentence
from bedside.words.numbers import Reading
from bedside.words.tokens import Token, text_at

LITTLE_URINE = 240.0
"""mL in a day; CTCAE 5, Urine output decreased, grade 4: under 240 mL in 24 hours. Over less than a day it counts too."""
NORMAL = (110.0, 135.0)
"""mm[Hg], systolic: from the second on it is high at home (NICE NG136). The first is assumed: a lower one is told as low."""
LIMIT = 38.0
"""Whoever was never over more than this may have had a fever."""
OVER = frozenset(("over", "above", "past", "than", "beyond", "exceeded", "reached", "hit"))
DENYING = frozenset(("not", "never", "no", "nothing", "none"))
TURNED = frozenset(("but", "and", ",", "down", "below", "get", "wonder", "sure", "only", "just"))
WITHIN = 9
Shows = tuple[str, int | None] | None


@dataclass(frozen=True)
class Shown:
    """The effect that a reading shows or excludes, and its grade."""

    entry: str
    grade: int | None
    there: bool


def shown(reading: Reading) -> tuple[Shown, ...]:
    """What a reading shows; a reading in the normal range denies the effect that it measures."""
    value = vocabulary()[reading.concept].canonical(reading.value, reading.unit)
    if reading.concept in counts():
        effect = counts()[reading.concept].shows(value)
        return (Shown(effect, None, True),) if effect else ()
    if reading.concept == "urine_output":
        return (Shown("urine_low", None, True),) if reading.over_time and value < LITTLE_URINE else ()
    return tuple(Shown(*each) for each in MEANS.get(reading.concept, _nothing)(value))


Means = Callable[[float], list[tuple[str, int | None, bool]]]


def _nothing(value: float) -> list[tuple[str, int | None, bool]]:
    del value
    return []


def _temperature(value: float) -> list[tuple[str, int | None, bool]]:
    """CTCAE 5, Fever: 38.0 to 39.0, above 39.0 to 40.0, above 40.0 degrees C; a hotline wants to hear of 37.5 (christie)."""
    if value >= 38.0:
        return [("fever", 1 if value <= 39.0 else 2 if value <= 40.0 else 3, True)]
    if value < 36.0:
        return [("hypothermia", None, True)]
    return [("fever", None, value >= 37.5)]


def _systolic(value: float) -> list[tuple[str, int | None, bool]]:
    """CTCAE 5, Hypertension: 140 to 159 is grade 2, 160 and more grade 3. Hypotension has no numbers; below 90 is how the
    sources of aldesleukin speak of it."""
    if value < 90:
        return [("hypotension", None, True)]
    if value >= 140:
        return [("hypertension", 3 if value >= 160 else 2, True)]
    return [("hypertension", None, False)] if NORMAL[0] <= value < NORMAL[1] else []


def _diastolic(value: float) -> list[tuple[str, int | None, bool]]:
    """CTCAE 5, Hypertension: 90 to 99 is grade 2, 100 and more grade 3."""
    return [("hypertension", 3 if value >= 100 else 2, True)] if value >= 90 else []


def _pulse(value: float) -> list[tuple[str, int | None, bool]]:
    return [("tachycardia", None, True)] if value >= 100 else [("bradycardia", None, True)] if value < 50 else []


def _oxygen(value: float) -> list[tuple[str, int | None, bool]]:
    """CTCAE 5, Hypoxia: below 88 % at rest is grade 3."""
    if value < 92:
        return [("hypoxia", 3 if value < 88 else None, True)]
    return [("hypoxia", None, False)] if value >= 95 else []


def _glucose(value: float) -> list[tuple[str, int | None, bool]]:
    """CTCAE 5, Hypoglycemia, in mg/dL: down to 55 is grade 1, 40 grade 2, 30 grade 3, below 30 grade 4."""
    if value < 70:
        return [("low_sugar", 1 if value >= 55 else 2 if value >= 40 else 3 if value >= 30 else 4, True)]
    return [("high_sugar", None, True)] if value > 180 else []


def _breaths(value: float) -> list[tuple[str, int | None, bool]]:
    return [("dyspnea", None, True)] if value >= 25 else []


MEANS: Mapping[str, Means] = {
    "temperature": _temperature,
    "systolic_bp": _systolic,
    "diastolic_bp": _diastolic,
    "heart_rate": _pulse,
    "oxygen_saturation": _oxygen,
    "glucose": _glucose,
    "respiratory_rate": _breaths,
}


def never_over(tokens: Sequence[Token], reading: Reading) -> bool:
    """Whether a temperature is only a limit that was never reached: "I haven't had a temperature over 37.5 all week"."""
    if reading.concept != "temperature" or vocabulary()[reading.concept].canonical(reading.value, reading.unit) > LIMIT:
        return False
    numbered = next((place for place in range(reading.first, reading.last + 1) if text_at(tokens, place)[:1].isdigit()), -1)
    place = numbered - 1
    place -= text_at(tokens, place) in ("than", "the")
    if numbered < 0 or text_at(tokens, place) not in OVER:
        return False
    begin, _ = sentence(tokens, place)
    before = [token.text for token in tokens[max(begin, place - WITHIN) : place]]
    denied = max((at for at, word in enumerate(before) if word in DENYING), default=-1)
    return denied >= 0 and not TURNED & set(before[denied:])
