"""`bedside ask` on the command line: an answer does not wait for what it does not need."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bedside.faces.cli import app, called_for

RUN = """
import sys
from bedside.faces.cli import main
sys.argv = ["bedside", "ask", "can I take ibuprofen", "--at", "2026-03-04T18:00:00Z", "--json"]
try:
    main()
except SystemExit as end:
    assert not end.code
import os
print("and", os.environ["OPENBLAS_NUM_THREADS"], *sorted({"bedside.verbs.plan", "numpy.ma", "sqlite3"} & sys.modules.keys()))
"""


def said(**more: str) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"} | more
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=True, env=environment)
    assert '"section": "other-medicines"' in done.stdout
    return done.stdout.splitlines()[-1]


def test_a_question_for_the_library_loads_no_verb_of_the_record() -> None:
    assert said() == "and 1"


def test_how_many_processors_share_a_product_is_for_who_runs_it_to_say() -> None:
    assert said(OPENBLAS_NUM_THREADS="2") == "and 2"


@pytest.mark.parametrize("name", ["ask", "check", "follow-up", "library"])
def test_only_the_command_that_was_called_for_is_made_ready(name: str) -> None:
    (one,) = called_for([name]).registered_commands
    assert one in app.registered_commands


@pytest.mark.parametrize("words", [[], ["--help"], ["nothing"], ["medicine"]])
def test_where_none_was_called_for_there_are_all(words: list[str]) -> None:
    assert called_for(words).registered_commands == app.registered_commands
