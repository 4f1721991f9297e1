"""One row for each virtual person: what the course came to, as columns."""

from __future__ import annotations

from typing import Any

import numpy as np

from bedside.columns import FAR
from bedside.simulator.course import Courses
from bedside.simulator.outcomes import Outcomes
from bedside.simulator.protocol import DAY, HOUR
from bedside.simulator.shapes import BestWords, Millimetres, WholeOfSome, Words, YesOfSome
from bedside.simulator.tally import APART, SAID
from bedside.simulator.tumour import WORDS, progression

COLUMNS = (
    ("weight", "WT"), ("systolic_bp_usual", "SBP0"), ("creatinine_usual", "CR0"), ("platelets_usual", "PLT0"),
)  # fmt: skip


def columns(courses: Courses, outcomes: Outcomes, sums: Millimetres, words: Words, best: BestWords) -> dict[str, Any]:
    """Every column by name: NumPy arrays, but for `left_out`, which is a list for each person.

    A day is counted from the first dose, which is day 1; 0 where it never came.
    """
    people = courses.people
    found: dict[str, Any] = {"person": people.ids} | {name: people[number] for name, number in COLUMNS}
    for number in range(len(courses.doses)):
        begun = courses.begun[number]
        found |= {
            f"doses_{number + 1}": courses.doses[number].astype(np.int16),
            f"slots_{number + 1}": courses.slots[number].astype(np.int16),
            f"begun_day_{number + 1}": np.where(begun < FAR, begun // DAY + 1, 0).astype(np.int16),
            f"ended_{number + 1}": _named(courses.ended[number], begun < FAR),
        }
    found |= {f"{name}_highest": value for name, value in outcomes.highest.items() if name != "weight"}
    found |= {f"{name}_lowest": value for name, value in outcomes.lowest.items()}
    found["weight_gain_percent"] = outcomes.weight_gain
    found["urine_lowest"] = outcomes.least_urine
    found["hours_systolic_bp_below_90"] = outcomes.seconds["low_pressure"] / HOUR
    found["hours_on_vasopressor"] = outcomes.seconds["vasopressor"] / HOUR
    found |= {f"grade_{name}": value.astype(np.int8) for name, value in outcomes.grades().items()}
    scans = courses.protocol.scans
    found |= {f"sum_day_{day}": row.astype(np.int16) for day, row in zip(scans, sums, strict=True)}
    found |= {f"response_day_{day}": _words(row) for day, row in zip(scans, words, strict=True)}
    found |= {"best_response": _words(best), "progression_day": progression(words, scans).astype(np.int16)}
    return found | {"left_out": left_out(courses)}


def _words(places: WholeOfSome) -> list[str]:
    return [WORDS[place] for place in places]


def _named(codes: WholeOfSome, begun: YesOfSome) -> list[str]:
    """How a cycle ended: complete, or what was said; nothing where it never began."""
    names = ["complete" if name == "give" else name for name in SAID]
    return [names[code] if there else "" for code, there in zip(codes, begun, strict=True)]


def left_out(courses: Courses) -> list[list[dict[str, Any]]]:
    """For each person the slots without a dose: cycle and slot from 1, what was said, and the rules that held."""
    found: list[list[dict[str, Any]]] = [[] for _ in courses.people.ids]
    rules = [rule.id for rule in courses.protocol.guide.rules]
    for left in courses.left_out:
        for k, place in enumerate(left.who):
            because = [] if left.codes[k] in APART else [rules[n] for n in np.flatnonzero(left.firing[:, k])]
            row = {"cycle": int(left.cycle[k]) + 1, "slot": int(left.slot[k]) + 1, "said": SAID[left.codes[k]]}
            found[place].append(row | {"because": because})
    return found
