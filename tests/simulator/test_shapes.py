"""The shapes and units that functions of the simulator name are those of the arrays they are given and give."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("held_to_shapes.py")


@pytest.fixture(scope="module")
def refused() -> dict[str, str]:
    """Of each call, what was refused."""
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_a_whole_simulation_keeps_every_shape_that_it_names(refused: dict[str, str]) -> None:
    assert refused["whole_simulation"] == ""


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("dose_of_other_people", "parameter 'dose'"),
        ("state_without_people", "parameter 'state'"),
        ("numbers_of_other_people", "parameter 'values'"),
        ("readings_of_other_people", "parameter 'values'"),
        ("rules_of_other_people", "parameter 'firing'"),
        ("scans_of_truths", "parameter 'sums'"),
        ("a_sign_that_is_a_table", "parameter 'signs'"),
        ("state_on_its_side", "parameter 'inputs'"),
        ("an_answer_on_its_side", "the return value of bedside.simulator.body.go_through"),
    ],
)
def test_a_wrong_shape_is_refused(refused: dict[str, str], what: str, told: str) -> None:
    assert told in refused[what]


def test_shapes_cost_nothing_where_nobody_checks_them() -> None:
    code = "import sys; import bedside.verbs.simulate; print({'jaxtyping', 'beartype'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
