"""`bedside understand` and `bedside lexicon` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bedside.faces.cli import app
from bedside.refusal import Refusal

RUN = CliRunner()
AT = ["--at", "2026-03-30T18:00:00Z"]
RECORD = str(Path(__file__).parents[2] / "docs" / "examples" / "after.csv")


def said(*words: str) -> str:
    done = RUN.invoke(app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_what_to_do_comes_first() -> None:
    assert said("understand", "my wife says it is nothing but my chest hurts", *AT).startswith(
        "EMERGENCY. Call your local emergency"
    )
    assert said("understand", "my chest hurts", "--ward", *AT).startswith("EMERGENCY. Press the bell")
    assert "Not a medical device" in said("understand", "tired", *AT)


def test_json_is_the_answer() -> None:
    told = json.loads(said("understand", "no fever or chills but dizzy", "--json", *AT))
    assert [(each["concept"], each["status"]) for each in told["effects"]] == [
        ("dizziness", "present"),
        ("fever", "denied"),
        ("chills", "denied"),
    ]


def test_the_record_names_the_medicine() -> None:
    told = json.loads(said("understand", "still a fever", "--for", RECORD, "--json", *AT))
    assert told["medicine"] == "aldesleukin" and told["expected"][0]["standing"] == "not usual"


def test_the_lexicon_is_listed_and_one_concept_written_out() -> None:
    assert "concepts" in said("lexicon").splitlines()[-1]
    told = json.loads(said("lexicon", "hiccups", "--json"))
    said_so = told["concepts"][0]["say"]
    assert said_so[:3] == ["hiccup", "hiccough", "hiccups"] and told["phrasings"] == len(said_so)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["understand", "tired", "--home", "--ward"], "two places"),
        (["lexicon", "nonsense"], "no concept 'nonsense'"),
        (["understand", ""], "there are no words"),
    ],
)
def test_what_has_no_meaning_is_refused(words: list[str], message: str) -> None:
    done = RUN.invoke(app, words)
    assert isinstance(done.exception, Refusal) and message in str(done.exception)
