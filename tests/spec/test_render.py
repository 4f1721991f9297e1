"""Trees as text: brackets only where they are needed, durations in the unit that people use."""

from __future__ import annotations

import pytest

from bedside import load_medicine, vocabulary
from bedside.criterion import AtLeast, Criterion, Flag
from bedside.grammar import Groups, parse
from bedside.render import render

AS_WRITTEN = (
    "systolic_bp < 90 mm[Hg]",
    "creatinine >= 2.5 mg/dL and creatinine < 3 mg/dL",
    "coma or intubated or dialysis",
    "coma or intubated and dialysis",
    "(coma or intubated) and dialysis",
    "coma or (intubated or dialysis)",
    "coma and (intubated and dialysis)",
    "not coma and not intubated",
    "not (coma or intubated)",
    "not not coma",
    "not coma for 2 h",
    "not (coma for 2 h)",
    "(coma for 2 h) for 4 h",
    "(coma and intubated) for 8 h",
    "ever coma for 48 h",
    "(ever coma) for 48 h",
    "ever ever coma",
    "ever (coma and intubated)",
    "not (ever coma)",
    "ever coma and intubated",
    "coma until intubated",
    "coma or dialysis until not coma and not dialysis",
    "(coma until intubated) and dialysis",
    "(coma until intubated) until dialysis",
    "coma until (intubated until dialysis)",
    "ever (coma until intubated)",
    "any mild",
    "2 of mild",
    "any mild for 24 h",
    "(any mild) for 24 h",
    "not any mild",
    "(any mild for 24 h) for 48 h",
    "neuro_review",
    "doses >= 14",
    "holds = 3",
    "time since last dose >= 49 d",
    "baseline systolic_bp > 120 mm[Hg]",
    "weight > 115 % of baseline",
    "weight > 112.5 % of baseline",
    "total urine_output over 8 h < 4 mL/kg",
    "previous total diarrhea_volume over 8 h >= 1000 mL",
    "highest phenylephrine_rate since last dose > 1 ug/kg/min",
    "lowest systolic_bp over 90 min < 90 mm[Hg]",
    "rise in creatinine over 24 h > 0.3 mg/dL",
    "fall in creatinine over 4 d > 1.5 mg/dL",
    "coma for 90 s",
    "coma for 59 s",
    "coma for 1 min",
    "coma for 95 h",
    "coma for 72 h",
    "coma for 97 h",
    "temperature > -0.5 Cel",
)
BETTER = {
    "coma for 120 min": "coma for 2 h",
    "coma for 60 s": "coma for 1 min",
    "coma for 4 d": "coma for 4 d",
    "coma for 96 h": "coma for 4 d",
    "coma for 2 d": "coma for 48 h",
    "coma for 1 wk": "coma for 7 d",
    "((coma))": "coma",
    "(coma) and (intubated)": "coma and intubated",
    "all mild": "2 of mild",
    "1 of mild": "any mild",
    "any of mild": "any mild",
    "creatinine >= 3.0 mg/dL": "creatinine >= 3 mg/dL",
    "loinc:2160-0 > 3 mg/dL": "creatinine > 3 mg/dL",
}


def groups() -> Groups:
    return {"mild": (("a", parse("coma", vocabulary())), ("b", parse("intubated", vocabulary())))}


def read(text: str) -> Criterion:
    return parse(text, vocabulary(), groups())


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_is_written_without_needless_brackets_is_written_back(text: str) -> None:
    assert render(read(text)) == text


@pytest.mark.parametrize(("text", "better"), BETTER.items())
def test_what_is_written_otherwise_gets_one_form(text: str, better: str) -> None:
    assert render(read(text)) == better
    assert read(better) == read(text)


def test_a_count_of_unnamed_criteria_cannot_be_written() -> None:
    three = tuple(Flag(name, "neuro_review") for name in ("coma", "seizure", "lethargy"))
    with pytest.raises(ValueError, match="name a group"):
        render(AtLeast(2, three))


def test_every_shipped_criterion_is_read_back_from_what_is_written() -> None:
    for guide in load_medicine("aldesleukin").guides.values():
        named: dict[str, list[tuple[str, Criterion]]] = {}
        for rule in guide.rules:
            named.setdefault(rule.group, []).append((rule.id, rule.when))
        groups = {name: tuple(members) for name, members in named.items()}
        for rule in (*guide.rules, *(step.rule for step in guide.steps)):
            assert parse(render(rule.when), vocabulary(), groups) == rule.when, rule.id
