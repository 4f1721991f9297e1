"""The record of one invented treatment, written slot by slot: what a ward charts, and what goes wrong in this one.

Times are counted from the first dose of a cycle. Nobody's data: the figures follow what such a course looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import bedside

SLOT = timedelta(hours=8)
MINUTE = timedelta(minutes=1)
DOSE = "il2_dose"
REVIEWS = ("circulation", "lungs", "neuro", "gut", "skin", "bleeding", "infection", "fluids")
INVENTED = "invented person; this record is a demonstration"
Told = tuple[float, str]
Row = tuple[datetime, str, float | bool | str, str, str]

WORK_UP: dict[str, Told] = {
    "albumin": (4.1, "g/dL"),
    "alkaline_phosphatase": (71, "U/L"),
    "alt": (22, "U/L"),
    "ast": (24, "U/L"),
    "bicarbonate": (26, "mmol/L"),
    "bilirubin": (0.6, "mg/dL"),
    "calcium": (9.3, "mg/dL"),
    "creatinine": (0.9, "mg/dL"),
    "diastolic_bp": (76, "mm[Hg]"),
    "ecog": (0, "{score}"),
    "fev1": (3.1, "L"),
    "fev1_percent_predicted": (96, "%"),
    "glucose": (94, "mg/dL"),
    "heart_rate": (72, "/min"),
    "height": (171, "cm"),
    "hemoglobin": (13.9, "g/dL"),
    "leukocytes": (6.3, "10*3/uL"),
    "lvef": (62, "%"),
    "lymphocytes": (1.6, "10*3/uL"),
    "magnesium": (2.0, "mg/dL"),
    "neutrophils": (4.1, "10*3/uL"),
    "oxygen_saturation": (98, "%"),
    "phosphate": (3.5, "mg/dL"),
    "platelets": (242, "10*3/uL"),
    "potassium": (4.2, "mmol/L"),
    "respiratory_rate": (14, "/min"),
    "sodium": (140, "mmol/L"),
    "systolic_bp": (126, "mm[Hg]"),
    "temperature": (36.6, "Cel"),
    "tumor_burden": (94, "mm"),
    "urea_nitrogen": (15, "mg/dL"),
}
"""What is measured before the start."""
ASKED = (
    *("aldesleukin_hypersensitivity", "organ_allograft", "wall_motion_abnormality", "coronary_disease"),
    *("abnormal_stress_test", "heart_failure", "liver_disease", "brain_metastases", "seizure_disorder", "active_infection"),
    *("lung_disease", "kidney_disease", "autoimmune_disease", "systemic_corticosteroid", "immunodeficiency", "diabetes"),
    *("antihypertensive", "pregnancy", "breastfeeding"),
)
"""What is asked before the start, and denied in these records unless said otherwise."""

DRIFT: dict[str, tuple[float, float, str]] = {
    "systolic_bp": (118, -1.8, "mm[Hg]"),
    "diastolic_bp": (70, -1.3, "mm[Hg]"),
    "heart_rate": (80, 1.2, "/min"),
    "respiratory_rate": (15, 0.4, "/min"),
    "temperature": (37.1, 0.08, "Cel"),
    "oxygen_saturation": (98, -0.2, "%"),
}
"""Vital signs before a slot: at the first, and how they drift from one to the next."""
BLOOD: dict[str, tuple[float, float, str]] = {
    "creatinine": (0.9, 0.09, "mg/dL"),
    "potassium": (4.1, -0.02, "mmol/L"),
    "bicarbonate": (25, -0.35, "mmol/L"),
    "bilirubin": (0.7, 0.22, "mg/dL"),
    "platelets": (235, -11, "10*3/uL"),
    "hemoglobin": (13.6, -0.2, "g/dL"),
    "sodium": (139, -0.2, "mmol/L"),
    "glucose": (101, 2, "mg/dL"),
    "alt": (23, 3, "U/L"),
    "ast": (25, 3, "U/L"),
    "alkaline_phosphatase": (72, 5, "U/L"),
    "leukocytes": (5.9, -0.1, "10*3/uL"),
    "lymphocytes": (0.6, -0.03, "10*3/uL"),
    "neutrophils": (4.5, -0.05, "10*3/uL"),
    "albumin": (3.9, -0.1, "g/dL"),
    "calcium": (9.2, -0.08, "mg/dL"),
    "magnesium": (2.0, -0.02, "mg/dL"),
    "phosphate": (3.3, -0.1, "mg/dL"),
    "urea_nitrogen": (16, 1.2, "mg/dL"),
}
RATES = {"phenylephrine_rate": "ug/kg/min", "dopamine_rate": "ug/kg/min", "oxygen_flow": "L/min", "inspired_oxygen": "%"}
STILL = {"phenylephrine_rate": 0.0, "dopamine_rate": 0.0, "oxygen_flow": 0.0, "inspired_oxygen": 21.0}


@dataclass(frozen=True)
class Cycle:
    """One cycle: when it begins, how many slots have been charted, which of them had no dose, what differs in which slot.

    `different` maps a slot's number to readings that replace the usual ones (None: not charted), or flags that are there.
    `last_without` says what the last slot lacks, for somebody who is not ready.
    """

    start: datetime
    slots: int
    weight: float = 80.0
    held: frozenset[int] = frozenset()
    dose_in_last: bool = False
    different: Mapping[int, Mapping[str, float | bool | None]] = field(default_factory=dict)
    last_without: frozenset[str] = frozenset()

    def at(self, slot: int) -> datetime:
        """When a slot is due."""
        return self.start + (slot - 1) * SLOT


def work_up(at: datetime, age: float, weight: float, melanoma: bool = False, **differ: float | bool | None) -> Iterator[Row]:
    """Everything that is measured and asked before the start; what differs replaces it, None leaves it out."""
    disease = "metastatic_melanoma" if melanoma else "metastatic_renal_cell_carcinoma"
    yield at, "age", age, "a", INVENTED
    yield at, disease, True, "", ""
    values = WORK_UP | {"weight": (weight, "kg")}
    for concept, (usual, unit) in values.items():
        told = differ.get(concept, usual)
        if told is not None:
            yield at, concept, told, unit, ""
    for concept in ASKED:
        told = differ.get(concept, False)
        if told is not None:
            yield at, concept, bool(told), "", ""


def charted(cycle: Cycle) -> Iterator[Row]:
    """What the ward wrote down in a cycle: before every slot its vital signs, reviews, volumes, bloods, then the dose."""
    for slot in range(1, cycle.slots + 1):
        last = slot == cycle.slots
        rows = [*_before_slot(cycle, slot), *(_after_reviews(cycle, slot))]
        yield from (row for row in rows if not (last and row[1] in cycle.last_without))
        if slot not in cycle.held and (not last or cycle.dose_in_last):
            yield cycle.at(slot), DOSE, round(cycle.weight * 600_000), "[IU]", f"dose {slot}"


def _before_slot(cycle: Cycle, slot: int) -> Iterator[Row]:
    due, differ = cycle.at(slot), cycle.different.get(slot, {})
    for concept, (first, step, unit) in BLOOD.items() if slot % 2 or slot == cycle.slots else ():
        told = differ.get(concept, round(first + step * (slot - 1), 2))
        if told is not None:
            yield due - 110 * MINUTE, concept, told, unit, ""
    for concept, (first, step, unit) in DRIFT.items():
        usual = round(first + step * (slot - 1), 1 if concept == "temperature" else None)
        told = differ.get(concept, usual)
        if told is not None:
            yield due - 65 * MINUTE, concept, told, unit, ""
    for concept, unit in RATES.items():
        yield due - 65 * MINUTE, concept, differ.get(concept) or STILL[concept], unit, ""
    urine, stool = differ.get("urine_output", 420 - 14 * slot), differ.get("diarrhea_volume", 40 * slot)
    yield due - 70 * MINUTE, "urine_output", urine or 0.0, "mL", "shift"
    yield due - 70 * MINUTE, "diarrhea_volume", stool or 0.0, "mL", "shift"
    if slot % 3 == 1:
        yield due - 72 * MINUTE, "weight", round(cycle.weight + 0.45 * (slot - 1), 1), "kg", ""


def _after_reviews(cycle: Cycle, slot: int) -> Iterator[Row]:
    due, differ = cycle.at(slot), cycle.different.get(slot, {})
    for review in REVIEWS:
        yield due - 60 * MINUTE, f"{review}_review", "done", "", ""
    for concept, told in differ.items():
        if isinstance(told, bool):
            yield due - 60 * MINUTE, concept, told, "", ""


def observed(rows: Iterator[Row], by: str, now: datetime) -> list[bedside.Observation]:
    """The rows as checked observations in the order of time, each learnt when it was true; what lies ahead is left out."""
    told = sorted((row for row in rows if row[0] <= now), key=lambda row: row[0])
    return [
        bedside.observe(concept, at, value, unit, note=note, entered=at, by=by, id=f"demo-{number}")
        for number, (at, concept, value, unit, note) in enumerate(told, 1)
    ]
