"""Small medicines for proofs: Exemplin is imaginary, and so is every number."""

from __future__ import annotations

import re

from bedside.concepts import vocabulary
from bedside.load import read_medicine
from bedside.medicine import Medicine

HEAD = """
[medicine]
name = "Exemplin"
dose = "il2_dose"
cycle_gap = "96 h"
baseline_age = "14 d"
notice = "Imaginary."

[sources.label]
title = "Exemplin prescribing information"
year = 2024

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

[observe]
{observe}
"""
GUIDE = """
[guides.{id}]
title = "{id}"
source = "label"
regimen = "usual"
"""
ROW = """
[[{table}]]
id = "{id}"
guide = "{guide}"
when = "{when}"
source = "label, 5"
read = "primary"
say = "{id}."
{more}
"""

Rules = dict[str, str]
"""The criterion of each rule by its id, which is written `group.name`."""


def exemplin(**guides: tuple[Rules, Rules]) -> Medicine:
    """A medicine of some guides: of each its rules, and what is decided, by action (`hold`, `stop_cycle`)."""
    rows = [GUIDE.format(id=guide) for guide in guides]
    for guide, (rules, decides) in guides.items():
        for key, when in rules.items():
            more = f'group = "{key.split(".")[0]}"'
            rows.append(ROW.format(table="check", id=f"{guide}.{key}", guide=guide, when=when, more=more))
        for do, when in decides.items():
            more = f'do = "{do.replace("_", " ")}"'
            rows.append(ROW.format(table="decide", id=f"{guide}.decide.{do}", guide=guide, when=when, more=more))
    text = "".join(rows)
    observe = "\n".join(f'{concept} = {{ fresh = "24 h" }}' for concept in observed(text))
    return read_medicine(HEAD.format(observe=observe) + text, "exemplin.toml", "exemplin")


def one(*whens: str) -> Medicine:
    """A medicine of one guide that holds the dose when any of `whens` does."""
    rules = {f"rule.{number}": when for number, when in enumerate(whens, 1)}
    return exemplin(only=(rules, {"hold": "any rule"}))


def observed(text: str) -> list[str]:
    """What a file has to observe for the criteria in `text`."""
    words = vocabulary()
    named = [words[word] for word in dict.fromkeys(re.findall(r"[a-z_]+", text)) if word in words]
    found = {concept.id for concept in named if (concept.numeric and concept.id != "il2_dose") or concept.kind == "review"}
    return sorted(found | {concept.review for concept in named if concept.review} | ({"weight"} if "mL/kg" in text else set()))
