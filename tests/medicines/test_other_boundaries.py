"""Just below, at and just above every number of the other medicines' rules, judged again by Python itself.

Each rule's text, as it stands in the file, is turned into an expression of Python over the newest readings of an invented
person; what the reader of rules says of the same person must be the same. So a threshold, a `<` for a `<=`, an `or` for an
`and` that is lost on its way is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bedside.cases import Case, read_cases
from bedside.chart import Chart, Rhythm, moment
from bedside.concepts import vocabulary
from bedside.criterion import Truth
from bedside.explain import explain
from bedside.load import SHIPPED, load_medicine, shipped_medicines
from bedside.medicine import Medicine, Rule
from bedside.patient import Observation, Patient, observe

WORDS = vocabulary()
MEDICINES = {key: load_medicine(key) for key in shipped_medicines() if key != "aldesleukin"}
NUMBER = re.compile(r"(baseline )?\b([a-z]\w*) (<=|>=|<|>) ([\d.]+)( % of baseline| [^\s()]+)?")
FLAGS = ("liver_metastases", "dose_reduced", "heart_failure")
"""What rules with numbers ask about beside them; each number is tried with and without."""
OTHERS = "every other number past its limit"
MINUTE = timedelta(minutes=1)


def ready(medicine: str) -> Case:
    """The invented person of the cases, of whom every reading is fresh and as it should be."""
    people = SHIPPED.joinpath(medicine, "cases.toml").read_text("utf-8").partition("[[case]]")[0]
    row = 'name = "x"\ntests = "x"\ntruth = "no"\nguide = "x"\nexpect = "x"\ncites = "x"\nfrom = "ready"\n'
    return read_cases(f"{people}[[case]]\n{row}")[0]


PEOPLE = {key: ready(key) for key in MEDICINES}


def rules(medicine: Medicine) -> Iterator[tuple[Rule, Rhythm]]:
    for guide in medicine.guides.values():
        yield from ((rule, medicine.rhythm) for rule in guide.rules)
    yield from ((rule, medicine.screen_rhythm) for rule in medicine.screen)


def criterion(rule: Rule) -> str:
    """What has to hold now; what would release it, and that it once held, is the same for a first reading."""
    return rule.text.partition(" until ")[0].replace("ever ", "")


def numbers(rule: Rule) -> list[tuple[str, float]]:
    """(concept, limit) of every comparison of a newest reading; a share of the baseline as what it comes to."""
    return [
        (found[2], float(found[4]) / 100 * BASELINE.get(found[2], 0) if found[5] == " % of baseline" else float(found[4]))
        for found in NUMBER.finditer(criterion(rule))
        if not found[1] and found[2] != "doses"
    ]


BASELINE = {"lvef": 62.0}
"""What the person had before the first dose, where a rule asks for a share of it."""


def around(concept: str, limit: float) -> tuple[float, ...]:
    step = 1.0 if WORDS[concept].kind == "grade" or WORDS[concept].unit == "{score}" else 1e-6 * max(1.0, limit)
    low, high = WORDS[concept].possible or (0.0, float("inf"))
    return tuple(value for value in (limit - step, limit, limit + step) if low <= value <= high)


def told(case: Case, concept: str, value: float | bool) -> Observation:
    return observe(concept, case.at - MINUTE, value, "" if isinstance(value, bool) else WORDS[concept].unit)


def python_says(rule: Rule, patient: Patient, case: Case, dose: str) -> bool:
    """The rule's own text, as an expression of Python."""
    newest: dict[str, object] = {}
    first: dict[str, object] = {}
    began = min(o.at for o in patient.observations if o.concept == dose)
    for row in sorted(patient.observations, key=lambda o: o.at):
        newest[row.concept] = row.value
        if row.at <= began:
            first[row.concept] = row.value

    def number(found: re.Match[str]) -> str:
        held = (first if found[1] else newest)[found[2]]
        limit = f"{found[4]} / 100 * {first[found[2]]}" if found[5] == " % of baseline" else found[4]
        return f"({held} {found[3]} {limit})"

    text = NUMBER.sub(number, criterion(rule))
    text = re.sub(r"\b(?!and\b|or\b|not\b)[a-z]\w+", lambda found: str(bool(newest.get(found[0]))), text)
    assert re.fullmatch(r"(?:True|False|and|or|not|<=|>=|[\d.e<>()/*\s-])+", text), text
    return bool(eval(text))


def person(key: str, rule: Rule, concept: str, value: float, more: str) -> Patient:
    """The invented person with one number changed, and with more."""
    case = PEOPLE[key]
    rows = [told(case, concept, value)]
    if more == OTHERS:
        rows += [told(case, other, limit + 1) for other, limit in numbers(rule) if other != concept]
    elif more:
        rows.append(told(case, more, True))
    return case.patient.add(*rows)


ASKED = [
    pytest.param(key, rule, rhythm, concept, value, more, id=f"{key}: {rule.id}: {concept} {value}: {more or 'nothing else'}")
    for key, medicine in MEDICINES.items()
    for rule, rhythm in rules(medicine)
    for concept, limit in dict.fromkeys(numbers(rule))
    for value in around(concept, limit)
    for more in ("", *(flag for flag in FLAGS if flag in rule.text), *([OTHERS] if len(numbers(rule)) > 1 else ()))
]


@pytest.mark.parametrize(("key", "rule", "rhythm", "concept", "value", "more"), ASKED)
def test_a_rule_says_what_python_says_of_its_text(
    key: str, rule: Rule, rhythm: Rhythm, concept: str, value: float, more: str
) -> None:
    case, patient = PEOPLE[key], person(key, rule, concept, value, more)
    expected = python_says(rule, patient, case, MEDICINES[key].rhythm.dose)
    found = explain(rule.when, Chart.of(patient, rhythm), moment(case.at))
    assert found.truth is (Truth.YES if expected else Truth.NO)


@pytest.mark.parametrize("key", MEDICINES)
def test_every_rule_with_a_number_is_asked_about_on_both_sides_of_it(key: str) -> None:
    medicine, case = MEDICINES[key], PEOPLE[key]
    seen: dict[str, set[bool]] = {}
    for other, rule, _, concept, value, more in (row.values for row in ASKED):
        if other == key:
            patient = person(key, rule, concept, value, more)
            seen.setdefault(rule.id, set()).add(python_says(rule, patient, case, medicine.rhythm.dose))
    with_numbers = {rule.id for rule, _ in rules(medicine) if numbers(rule)}
    assert seen.keys() == with_numbers and len(with_numbers) >= 4
    twice = {rule.id for rule, _ in rules(medicine) if "dose_reduced and" in rule.text and "ever" in rule.text}
    assert all(sides == {True, False} for name, sides in seen.items() if name not in twice)


@pytest.mark.parametrize(
    "key", [key for key, medicine in MEDICINES.items() if any("doses" in r.text for r, _ in rules(medicine))]
)
def test_a_number_of_doses_is_reached_at_that_dose(key: str) -> None:
    medicine, case = MEDICINES[key], PEOPLE[key]
    ((rule, rhythm),) = ((rule, rhythm) for rule, rhythm in rules(medicine) if rule.text.startswith("doses"))
    _, limit = rule.text.split(" >= ")
    unit = WORDS[medicine.rhythm.dose].unit
    for given in (int(limit) - 1, int(limit), int(limit) + 1):
        days = (21 * number for number in range(given, 0, -1))
        patient = Patient.of(observe(medicine.rhythm.dose, case.at - timedelta(days=ago), 3, unit) for ago in days)
        found = explain(rule.when, Chart.of(patient, rhythm), moment(case.at))
        assert found.truth is (Truth.YES if given >= int(limit) else Truth.NO), given
