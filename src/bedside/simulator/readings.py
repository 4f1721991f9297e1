"""What a ward would write down of virtual people before a dose: signs with the errors of measuring, in whole steps of devices.

What the model has no state for is written down as usual, and is listed: a rule about it can never fire here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from bedside.concepts import Vocabulary, vocabulary
from bedside.criterion import concepts_of
from bedside.medicine import Guide
from bedside.simulator.people import People, noise
from bedside.simulator.shapes import Each, Signs


@dataclass(frozen=True)
class Device:
    """How one sign becomes a reading: the error of measuring (a standard deviation, or a share of the value), the step.

    All errors but that of the pressure, 5 mm Hg, are assumed.
    """

    sign: str
    step: float
    error: float = 0.0
    share: float = 0.0
    scale: float = 1.0


SEEN: Mapping[str, Device] = {
    "systolic_bp": Device("systolic_bp", 1, error=5.0),
    "heart_rate": Device("heart_rate", 1, error=3.0),
    "oxygen_saturation": Device("oxygen_saturation", 1, error=0.7),
    "temperature": Device("temperature", 0.1, error=0.15),
    "creatinine": Device("creatinine", 0.01, share=0.04),
    "bilirubin": Device("bilirubin", 0.1, share=0.05),
    "platelets": Device("platelets", 1, share=0.05),
    "albumin": Device("albumin", 0.1, share=0.03, scale=0.1),
    "lymphocytes": Device("lymphocytes", 0.01, share=0.05, scale=0.001),
    "weight": Device("weight", 0.1, error=0.2),
    "phenylephrine_rate": Device("phenylephrine_rate", 0.05),
    "oxygen_flow": Device("oxygen_flow", 0.5),
    "urine_output": Device("urine_output", 5, share=0.05),
}
"""The concepts that are measured, by id, with the sign of the body that each shows; urine is that of the hours before."""
USUAL: Mapping[str, float] = {
    "bicarbonate": 24.0,
    "diarrhea_volume": 0.0,
    "dopamine_rate": 0.0,
    "inspired_oxygen": 21.0,
}
"""What has no state and is written down with this value whenever it is due."""
INTERVALS = ("urine_output", "diarrhea_volume")
CONFUSED = "mental_status_change"
FLAGS = (CONFUSED,)
"""Findings that the model can show; every other one is absent whenever its system is reviewed."""
CONFUSED_FROM = 1.0
"""From this confusion score on, one grade of CTCAE, the mental status is changed."""
PUMP_FROM = 0.1
"""ug/kg/min: a vasopressor is not run slower than this; below it the pump stands still. Assumed."""
OXYGEN_BELOW, OXYGEN_FOR_A_POINT = 94.0, 0.75
"""Oxygen is given below this saturation on room air, so many L/min for each point that is missing. Assumed."""


def observed(signs: Signs, people: People, slot: int, wanted: Collection[str]) -> dict[str, Each]:
    """The readings of these concepts before a slot; a flag is 1 where it was found, and not a number where it was not."""
    found: dict[str, Each] = {}
    for concept in wanted:
        if concept in SEEN:
            found[concept] = _measured(concept, signs, people, slot)
        elif concept in USUAL:
            found[concept] = np.full(len(people), USUAL[concept])
        elif concept == CONFUSED:
            found[concept] = np.where(signs["confusion_score"] >= CONFUSED_FROM, 1.0, np.nan)
    return found


def _measured(concept: str, signs: Signs, people: People, slot: int) -> Each:
    device = SEEN[concept]
    value = _shown(device.sign, signs) * device.scale
    if device.error or device.share:
        value = value + (device.error + device.share * value) * noise(people.seed, people.ids, slot, concept)
    return np.clip(_in_steps(value, device.step), *(vocabulary()[concept].possible or (0.0, np.inf)))


def _shown(sign: str, signs: Signs) -> Each:
    match sign:
        case "phenylephrine_rate":
            rate = signs["pressor_rate"]
            return np.where(rate >= PUMP_FROM, rate, 0.0)
        case "oxygen_flow":
            return np.maximum(OXYGEN_BELOW - signs["oxygen_saturation"], 0.0) * OXYGEN_FOR_A_POINT
        case _:
            return signs[sign]


def _in_steps(value: Each, step: float) -> Each:
    """The value in whole steps, as the nearest number that is written with so few digits."""
    whole = np.rint(value / step) * step
    return np.round(whole, 2)


@dataclass(frozen=True)
class NotSimulated:
    """Something that rules of the guide ask for and the model has no state for: what was written down in its place."""

    concept: str
    taken_as: str
    rules: tuple[str, ...]


def not_simulated(guide: Guide, words: Vocabulary) -> tuple[NotSimulated, ...]:
    """Everything that the guide asks for and nobody can have here, in the order of the guide's rules."""
    asked: dict[str, list[str]] = {}
    for rule in guide.rules:
        for concept in concepts_of(rule.when):
            if concept not in SEEN and concept not in FLAGS and words[concept].kind != "review":
                asked.setdefault(concept, []).append(rule.id)
    return tuple(NotSimulated(concept, _taken_as(concept, words), tuple(rules)) for concept, rules in asked.items())


def _taken_as(concept: str, words: Vocabulary) -> str:
    if concept in USUAL:
        return f"{USUAL[concept]:g} {words[concept].unit}"
    return f"absent at every {words[concept].review}" if words[concept].review else "absent"
