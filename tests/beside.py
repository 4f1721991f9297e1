"""A small medicine for rows that decide nothing: Exemplin is imaginary, and so is every number."""

from __future__ import annotations

from bedside.load import read_medicine
from bedside.medicine import Medicine

WARD = """
[medicine]
name = "Exemplin"
dose = "il2_dose"
cycle_gap = "96 h"
baseline_age = "14 d"
notice = "Imaginary."

[sources]
label = { title = "Exemplin label", year = 2024 }
trial = { title = "Exemplin trial", year = 2022 }

[observe]
systolic_bp = { fresh = "2 h" }
heart_rate = { fresh = "2 h" }
weight = { fresh = "26 h" }
urine_output = { fresh = "9 h" }
creatinine = { fresh = "14 h" }
neuro_review = { fresh = "2 h" }
fluids_review = { fresh = "2 h" }

[regimens.usual]
title = "Every eight hours"
source = "label, 2"
read = "primary"
say = "Every eight hours."
units_per_kg = 1000
mg_per_kg = 1
infusion = "15 min"
interval = "8 h"
longest_interval = "8 h"
doses = 14
days = 5
starts = [1]

[guides.ward]
title = "Ward"
source = "label, 5"
regimen = "usual"
"""
RULE = """
[[check]]
id = "{id}"
guide = "ward"
group = "{group}"
when = "{when}"
source = "{source}"
read = "primary"
say = "{id}."
"""
STEP = """
[[decide]]
id = "{do}"
guide = "ward"
when = "{when}"
do = "{do}"
source = "label, 5"
read = "primary"
say = "{do}."
"""
RULES = (
    ("pressure", "mild", "systolic_bp < 90 mm[Hg] until systolic_bp >= 100 mm[Hg] and not acidosis", "label, 5"),
    ("pulse", "mild", "heart_rate > 130 /min", "trial, 4"),
    ("urine", "mild", "total urine_output over 8 h < 4 mL/kg", "label, 5"),
    ("kidney", "grave", "creatinine >= 3 mg/dL or acidosis", "trial, 4"),
    ("mind", "grave", "mental_status_change", "label, 5"),
    ("doses", "limit", "doses >= 4", "label, 5"),
)


def ward(rows: str) -> Medicine:
    """Exemplin with these rows of information and care."""
    rules = "".join(RULE.format(id=key, group=group, when=when, source=source) for key, group, when, source in RULES)
    steps = STEP.format(do="correct", when="any mild") + STEP.format(do="hold", when="2 of mild")
    steps += STEP.format(do="stop cycle", when="any grave or any limit")
    return read_medicine(WARD + rules + steps + rows, "exemplin.toml", "exemplin")
