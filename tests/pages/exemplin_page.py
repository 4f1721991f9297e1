"""An imaginary medicine with a small but whole page, for tests that break one thing of it at a time."""

from __future__ import annotations

from bedside.load import read_medicine
from bedside.pages.page import SECTIONS

EXEMPLIN = """\
# Exemplin is imaginary; every number here is an example, none is advice.
[medicine]
name = "Exemplin"
dose = "il2_dose"
cycle_gap = "96 h"
baseline_age = "14 d"
notice = "Imaginary."

[sources]
label = { title = "Exemplin label", year = 2024 }

[observe]
creatinine = { fresh = "14 h", screen = "14 d" }

[regimens.told]
title = "Once a day"
source = "label, section 2"
read = "primary"
amount = "50 mg"
route = "by mouth"
interval = "1 d"
lower = ["25 mg"]
say = "50 mg by mouth once a day."

[guides.ward]
title = "Ward rules"
source = "label, section 5"
regimen = "told"

[[check]]
id = "kidney"
guide = "ward"
group = "grave"
when = "creatinine > 3 mg/dL"
say = "Creatinine is high."
source = "label, section 5.2"
read = "primary"

[[decide]]
id = "hold"
guide = "ward"
when = "any grave"
do = "hold"
say = "Hold."
source = "label, section 5"
read = "primary"
"""
MEDICINE = read_medicine(EXEMPLIN, "exemplin/medicine.toml", "exemplin")
EXTRA = {
    "questions": 'question = "Is this real?"\n',
    "common-effects": 'often = "1 in 10 people"\nstarts = "day 1"\nends = "not known"\n',
    "serious-effects": 'often = "not known"\nstarts = "not known"\nends = "not known"\n',
    "other-medicines": 'topics = ["kidneys", "scans"]\n',
}
HEAD = """\
[page]
reviewed = 2026-01-02

[sources.trial]
title = "Exemplin trial"
year = 2022
"""
END = """\
[trials.one]
title = "The trial"
year = 2022
people = 40
design = "by lot: exemplin, or nothing"
source = "trial, abstract"
read = "secondary"

[[figure]]
trial = "one"
cancer = "an imaginary cancer"
measure = "response"
value = "10 %"
against = "nothing: 5 %"
source = "trial, abstract"
read = "secondary"

[[focus]]
id = "weak-kidneys"
topic = "kidneys"
when = "creatinine > 1.5 mg/dL or kidney_disease"
say = "Your kidneys are weak."
source = "label, section 8"
read = "primary"

[[focus]]
id = "scan"
topic = "scans"
scheduled = "contrast_scan"
say = "A scan is planned."
source = "label, section 7"
read = "primary"
"""


def statement(section: str) -> str:
    """The one statement of a section."""
    cited = 'source = "label, section 1"\nread = "primary"\n'
    head = f'[[statement]]\nid = "{section}.1"\nsection = "{section}"\n'
    return f'{head}text = "Exemplin: {section}."\n{cited}{EXTRA.get(section, "")}'


PAGE = "\n".join((HEAD, *map(statement, SECTIONS), END))
