"""Which observations a question speaks of: by the vocabulary's names and those that people use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bedside.concepts import vocabulary
from bedside.questions.wording import words_of
from bedside.words.stems import stem

LAY: Mapping[str, tuple[str, ...]] = {
    "blood pressure": ("systolic_bp", "diastolic_bp"),
    "bp": ("systolic_bp", "diastolic_bp"),
    "kidney function": ("creatinine",),
    "kidney numbers": ("creatinine",),
    "kidney": ("creatinine",),
    "liver": ("bilirubin", "alt", "ast"),
    "white cells": ("leukocytes",),
    "white blood cells": ("leukocytes",),
    "white blood": ("leukocytes",),
    "red cells": ("hemoglobin",),
    "blood count": ("hemoglobin", "leukocytes", "platelets"),
    "blood counts": ("hemoglobin", "leukocytes", "platelets"),
    "heart function": ("lvef",),
    "oxygen": ("oxygen_saturation",),
    "saturation": ("oxygen_saturation",),
    "fever": ("temperature",),
    "pee": ("urine_output",),
    "urine": ("urine_output",),
    "thyroid": ("tsh", "free_t4"),
    "sugar": ("glucose",),
    "sugars": ("glucose",),
    "kilos": ("weight",),
    "weigh": ("weight",),
    "salts": ("sodium", "potassium"),
    "breathing test": ("fev1", "fev1_percent_predicted"),
    "lung test": ("fev1", "fev1_percent_predicted"),
    "breathing rate": ("respiratory_rate",),
    "heartbeat": ("heart_rate",),
    "swelling": ("severe_volume_overload",),
    "confusion": ("mental_status_change",),
}
"""What people call observations that the vocabulary calls otherwise."""
SHORTEST = 2
MANY = frozenset(
    ("t", "k", "free", "intake", "new", "target", "heart", "ma", "ht", "dm", "al", "lac", "as", "fit", "mi", "ms", "sys", "lab")
)
"""Short names that are other words in a question."""


def concepts_asked(words: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of the concepts whose names stand in a question, the longest names first taken, in the question's order."""
    stems, names = tuple(map(stem, words)), _names()
    longest = max(map(len, names))
    found: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(min(longest, len(words) - at), 0, -1) if stems[at : at + n] in names), 0)
        found += names[stems[at : at + size]] if size else ()
        at += size or 1
    return tuple(dict.fromkeys(found))


@cache
def _names() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    told: dict[tuple[str, ...], tuple[str, ...]] = {}
    for concept in vocabulary().values():
        if concept.kind in ("quantity", "grade", "flag", "event"):
            for name in (
                concept.label.split("(")[0].removesuffix(" in serum"),
                concept.id.replace("_", " "),
                *concept.synonyms,
            ):
                words = words_of(name)
                if words and " ".join(words) not in MANY and len("".join(words)) >= SHORTEST:
                    told.setdefault(tuple(map(stem, words)), (concept.id,))
    return told | {tuple(map(stem, words_of(name))): ids for name, ids in LAY.items()}
