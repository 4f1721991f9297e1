"""A plan as people read it: the dose, the slots, what comes after, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import bedside
from bedside.faces.words import label, number, source_line, when, wrap

Tests = tuple[str, ...]
LETTERS = "ABCDEFGHIJ"


def plan_lines(plan: bedside.Plan, notice: str) -> Iterator[str]:
    """The whole plan."""
    told: dict[str, Any] = plan.to_json()
    sets = dict.fromkeys(tuple(slot["tests"]) for slot in told["slots"] if slot["tests"])
    letters = dict(zip(sorted(sets, key=len), LETTERS, strict=False))
    yield f"{plan.medicine}, {told['regimen']}: {plan.regimen.title}"
    if told["course"] > 1:
        yield f"Course {told['course']} of this record"
    yield from _dose(told)
    for cycle, slots in groupby(told["slots"], key=lambda slot: slot["cycle"]):
        yield from ("", f"Cycle {cycle}")
        for slot in slots:
            tests = letters.get(tuple(slot["tests"]))
            yield f"  {slot['dose']:>2}  {_time(slot['at'])}  {slot['status']}" + (f"  tests {tests}" if tests else "")
        for rest in told["rest"][cycle - 1 : cycle]:
            yield f"  rest from {_time(rest['from'])} to {_time(rest['to'])}"
    yield from _tests(letters)
    if told["evaluation"] or told["next_course"]:
        yield from ("", "Afterwards")
    if told["evaluation"]:
        yield from _cited(f"Look at the response about {_time(told['evaluation']['at'])[:10]}.", told["evaluation"])
    if told["next_course"]:
        yield from _cited(told["next_course"]["say"], told["next_course"])
    if told["notes"]:
        yield from ("", "Notes")
        for note in told["notes"]:
            yield from _cited(note["say"], note)
    yield from ("", f"Medicine file {plan.digest[:12]}.", notice)


def _dose(told: dict[str, Any]) -> Iterator[str]:
    dose, weight = told["dose"], told["weight"]
    known = f", measured {_time(weight['at'])}" if weight["at"] else ""
    yield f"Weight {number(weight['value'])} kg{known}"
    amount = f"Each dose: {dose['million_iu']:.4g} million IU ({dose['mg']:.3g} mg)"
    vials = f"{dose['vials']} vial{'s' if dose['vials'] > 1 else ''}"
    bag = f"{dose['volume_ml']:.2f} mL drawn from {vials} into {number(dose['bag_ml'])} mL"
    yield from wrap(f"{amount}; {bag}: {dose['concentration_ug_ml']:.1f} ug/mL {source_line(dose['source'], dose['read'])}", 0)
    for warning in dose["warnings"]:
        yield from wrap(f"Warning: {warning}", 0)


def _tests(letters: dict[Tests, str]) -> Iterator[str]:
    """Each set of tests once; a set that holds all of a smaller one is written as that one and more."""
    if not letters:
        return
    yield from ("", "Tests due before a slot")
    for tests, letter in letters.items():
        inside = [other for other in letters if len(other) < len(tests) and set(other) <= set(tests)]
        largest = max(inside, key=len, default=())
        lead = f"{letters[largest]}, and " if largest else ""
        told = ", ".join(label(test).split(" (")[0].lower() for test in tests if test not in largest)
        yield from wrap(f"{lead}{told}", 2, f"{letter}: ")


def _cited(say: str, row: dict[str, Any]) -> Iterator[str]:
    source = f" {source_line(row['source'], row['read'])}" if row.get("source") else ""
    yield from wrap(f"{say}{source}", 2, "- ")


def _time(text: str) -> str:
    return when(bedside.parse_time(text))
