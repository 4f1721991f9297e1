"""Run in a process of its own: every call in the simulator is held to the shapes that it names.

Each function below is called; printed is a JSON object: for each by name, what was refused, or nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
from jaxtyping import TypeCheckError, install_import_hook

CHECKER = "beartype.beartype(conf=beartype.BeartypeConf(is_pep484_tower=True))"
with install_import_hook("bedside.simulator", CHECKER):
    from bedside import load_medicine, load_model, protocol_of
    from bedside.simulator import body, comparing, readings, tally, trace, tumour
    from bedside.simulator.group import Work, group
    from bedside.simulator.people import People, draw
    from bedside.simulator.person import virtual_person
    from bedside.simulator.shapes import States
    from bedside.simulator.ward import Told, Ward

MEDICINE, MODEL = load_medicine("aldesleukin"), load_model("aldesleukin")
FIVE = draw(MODEL, 5, 0)
STATE, ONES = body.start(FIVE), np.ones(5)


def whole_simulation() -> None:
    """Two protocols on a few people, with rows, curves, counts and differences; one person in full; each machinery."""
    protocols = (protocol_of(MEDICINE, "consensus-2014"), protocol_of(MEDICINE, "community-2015"))
    found = group(Work(MODEL, protocols, 0, 11, rows=True, traces=True), 0, 11)
    tally.Summary(protocols[0], found.tallies[0]).to_json()
    comparing.compared(*protocols, 11, found.differences)
    trace.ribbons(protocols[0], found.traces[0])
    virtual_person(protocols[0], MODEL, 7)
    for by in body.SOLVERS:
        body.advance(STATE, FIVE, 0.6 * ONES, ONES, ONES, by=by)


def dose_of_other_people() -> None:
    body.advance(STATE, FIVE, np.full(4, 0.6), ONES, ONES)


def state_without_people() -> None:
    body.signs(STATE[:, 0], FIVE)


def state_on_its_side() -> None:
    body.go_through(STATE.T, FIVE, {"dose": ONES, "on": ONES, "pressor_allowed": ONES}, body.DOSED)


def numbers_of_other_people() -> None:
    People(0, FIVE.ids[:4], FIVE.names, FIVE.values, FIVE.fixed)


def readings_of_other_people() -> None:
    Ward(protocol_of(MEDICINE, "consensus-2014"), 5).write("systolic_bp", 0, np.arange(3), np.full(2, 120.0))


def rules_of_other_people() -> None:
    Told(np.zeros(3, np.int64), np.zeros((7, 2), bool))


def scans_of_truths() -> None:
    tumour.responses(np.ones((3, 5), bool))


def a_sign_that_is_a_table() -> None:
    readings.observed({"systolic_bp": STATE}, FIVE, 0, {"systolic_bp"})


def an_answer_on_its_side() -> None:
    """A function that returns what its shape does not say."""

    def turned(system: object, state: States, *_: object) -> States:
        return state.T

    body.SOLVERS["numpy"] = turned  # type: ignore[index]
    body.advance(STATE, FIVE, 0.6 * ONES, ONES, ONES, by="numpy")


def refused(call: Callable[[], None]) -> str:
    try:
        call()
    except TypeCheckError as trouble:
        return str(trouble)
    return ""


CALLS = (
    *(whole_simulation, dose_of_other_people, state_without_people, state_on_its_side, numbers_of_other_people),
    *(readings_of_other_people, rules_of_other_people, scans_of_truths, a_sign_that_is_a_table, an_answer_on_its_side),
)

if __name__ == "__main__":
    print(json.dumps({call.__name__: refused(call) for call in CALLS}))
