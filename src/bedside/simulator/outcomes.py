"""What is kept of every virtual course: the highest and lowest of each sign, hours below a mark, and grades by CTCAE 5.

Grades rest on what can be measured here. CTCAE has no numbers for a low pressure: grade 2 is below 90 mm Hg without a
vasopressor, 3 is a vasopressor, our reading. Limits of normal differ between laboratories; those used here are assumed.
"""

from __future__ import annotations

import numpy as np

from bedside.simulator.body import signs, start
from bedside.simulator.people import People
from bedside.simulator.protocol import HOUR
from bedside.simulator.shapes import Each, Grades, Percent, Places, Signs

HIGHEST = ("heart_rate", "temperature", "creatinine", "bilirubin", "weight", "pressor_rate", "confusion_score", "eosinophils")
LOWEST = ("systolic_bp", "oxygen_saturation", "platelets", "albumin", "lymphocytes")
LOW_PRESSURE, VASOPRESSOR, LITTLE_URINE = 90.0, 0.2, 0.5
"""mm Hg; ug/kg/min from which on a vasopressor counts; mL/kg/h over a slot."""
CREATININE_LIMIT, BILIRUBIN_LIMIT = 1.2, 1.2
"""mg/dL: upper limits of normal. Assumed."""
PLATELETS_LIMIT, ALBUMIN_LIMIT, LYMPHOCYTES_LIMIT = 150.0, 35.0, 1000.0
"""10*9/L, g/L and cells/uL: lower limits of normal. Assumed."""
SEVERE = 3
"""The grade from which on an event is severe."""


class Outcomes:
    """Extremes of everybody's signs as time goes on: an Observer."""

    def __init__(self, people: People) -> None:
        size = len(people)
        self.usual = signs(start(people), people)
        self.highest = {name: self.usual[name].copy() for name in HIGHEST}
        self.lowest = {name: self.usual[name].copy() for name in LOWEST}
        self.seconds = {"low_pressure": np.zeros(size, np.int64), "vasopressor": np.zeros(size, np.int64)}
        self.least_urine = np.full(size, np.inf)
        self._urine: Each | None = None
        self._lasted = 0
        self._weight = people["WT"]

    def see(self, _time: int, seconds: int, who: Places | slice, seen: Signs) -> None:
        """The signs of everybody when a piece of so many seconds begins, or of some in between, for 0 seconds."""
        for name, so_far in self.highest.items():
            so_far[who] = np.maximum(so_far[who], seen[name])
        for name, so_far in self.lowest.items():
            so_far[who] = np.minimum(so_far[who], seen[name])
        if seconds:
            self.seconds["low_pressure"] += seconds * (seen["systolic_bp"] < LOW_PRESSURE)
            self.seconds["vasopressor"] += seconds * (seen["pressor_rate"] > VASOPRESSOR)
            self._note_urine(seen["urine"], seconds)

    def _note_urine(self, urine: Each, seconds: int) -> None:
        if self._urine is not None:
            rate = (urine - self._urine) / (self._lasted / HOUR) / self._weight
            self.least_urine = np.minimum(self.least_urine, rate)
        self._urine, self._lasted = urine.copy(), seconds

    @property
    def weight_gain(self) -> Percent:
        """The most that body weight rose, in percent."""
        return 100 * (self.highest["weight"] / self.usual["weight"] - 1)

    def grades(self) -> dict[str, Grades]:
        """The worst grade of each event, 0 where there was none."""
        high, low, usual = self.highest, self.lowest, self.usual
        times_usual = high["creatinine"] / usual["creatinine"]
        times_limit = high["creatinine"] / CREATININE_LIMIT
        pressed, fell = high["pressor_rate"] > VASOPRESSOR, low["systolic_bp"] < LOW_PRESSURE
        return {
            "hypotension": np.where(pressed, 3, np.where(fell, 2, 0)),
            "creatinine_increased": np.maximum(
                above(times_usual, (np.inf, 1.5, 3.0, np.inf)), above(times_limit, (1.0, 1.5, 3.0, 6.0))
            ),
            "bilirubin_increased": above(high["bilirubin"] / BILIRUBIN_LIMIT, (1.0, 1.5, 3.0, 10.0)),
            "platelets_decreased": below(low["platelets"], (PLATELETS_LIMIT, 75.0, 50.0, 25.0)),
            "albumin_decreased": below(low["albumin"], (ALBUMIN_LIMIT, 30.0, 20.0)),
            "lymphocytes_decreased": below(low["lymphocytes"], (LYMPHOCYTES_LIMIT, 800.0, 500.0, 200.0)),
            "hypoxia": np.where(low["oxygen_saturation"] < 88.0, 3, 0),
            "fever": above(high["temperature"], (38.0, 39.0, 40.0), equal=1),
            "weight_gain": above(self.weight_gain, (5.0, 10.0, 20.0), equal=3),
            "confusion": above(high["confusion_score"], (1.0, 2.0, 3.0), equal=3),
            "oliguria": np.where(self.least_urine < LITTLE_URINE, 1, 0),
        }


def above(value: Each, marks: tuple[float, ...], equal: int = 0) -> Grades:
    """The highest grade whose mark the value is above; of the first `equal` marks the mark itself counts."""
    grade = np.zeros(len(value), np.int64)
    for number, mark in enumerate(marks, 1):
        grade = np.where(value >= mark if number <= equal else value > mark, np.maximum(grade, number), grade)
    return grade


def below(value: Each, marks: tuple[float, ...]) -> Grades:
    """The highest grade whose mark the value is below."""
    return above(-value, tuple(-mark for mark in marks))
