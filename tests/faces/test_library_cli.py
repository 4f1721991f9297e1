"""The library on the command line: words, Markdown, HTML and JSON, exit codes, and what is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import bedside
from bedside.faces.cli import main
from bedside.pages.page import SECTIONS
from labels.samples import SPL, openfda

NOTICE = "For information and decision support by trained staff. Not a medical device."
RECORD = str(bedside.demo_record())
AT = "2026-05-05T16:00:00Z"


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["bedside", *words])
    with pytest.raises(SystemExit) as end:
        main()
        sys.exit(0)
    told = capsys.readouterr()
    return int(end.value.code or 0), told.out, told.err


class Terminal:
    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *words: str) -> tuple[int, str, str]:
        return run(self._capsys, self._monkeypatch, *words)

    def json(self, *words: str) -> Any:
        code, out, _ = self(*words, "--json")
        assert code == 0
        return json.loads(out)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(capsys, monkeypatch)


def test_library_lists_all_eight(terminal: Terminal) -> None:
    told = terminal.json("library")
    assert told.keys() == {"medicines"}
    assert [row["id"] for row in told["medicines"]] == sorted(bedside.shipped_medicines()) and len(told["medicines"]) == 8
    for row in told["medicines"]:
        assert row.keys() == {"id", "name", "also", "sections"}
        assert [section["id"] for section in row["sections"]] == list(SECTIONS)
    code, out, _ = terminal("library")
    assert code == 0 and "pembrolizumab: Pembrolizumab (Keytruda" in out and out.strip().endswith(NOTICE)


@pytest.mark.parametrize("medicine", bedside.shipped_medicines())
def test_every_page_is_there_in_every_form(terminal: Terminal, medicine: str) -> None:
    told = terminal.json("page", medicine)
    assert told["id"] == medicine and told["match"]["confidence"] == 1.0 and told["notice"] == NOTICE
    statements = [row for section in told["sections"] for row in section["statements"]]
    assert all(row["text"] and row["source"] and row["read"] for row in statements)
    assert all(term in told["glossary"] for row in statements for term in row["terms"])
    for form in ("--markdown", "--html"):
        code, out, _ = terminal("page", medicine, form)
        assert code == 0 and NOTICE in out and statements[0]["source"] in out


def test_a_near_miss_says_what_it_was_taken_for(terminal: Terminal) -> None:
    code, out, _ = terminal("page", "Prolukin")
    assert code == 0 and "You asked for 'Prolukin'. This is Aldesleukin: nearest name Proleukin, confidence 0.89." in out


@pytest.mark.parametrize("command", ["page", "compare"])
def test_a_doubtful_name_is_asked_about_with_exit_code_two(terminal: Terminal, command: str) -> None:
    code, out, said = terminal(command, "Opdiva", *(["Sutent"] if command == "compare" else []))
    assert (code, out) == (2, "") and "nivolumab             Opdivo (confidence 0.83)" in said
    code, out, said = terminal(command, "IL-12", *(["Sutent"] if command == "compare" else []))
    assert (code, out) == (2, "") and "IL-12 is another medicine" in said


def test_a_page_for_one_person_tells_what_concerns_them_first(terminal: Terminal) -> None:
    told = terminal.json("page", "aldesleukin", "--for", RECORD, "--at", AT)
    assert [row["id"] for row in told["focus"]["concerns"]] == ["next-dose", "kidneys", "liver"]
    whole = terminal.json("page", "aldesleukin")
    assert told["sections"] == whole["sections"]
    _, out, _ = terminal("page", "aldesleukin", "--for", RECORD, "--at", AT)
    assert out.index("WHAT CONCERNS THIS PERSON FIRST") < out.index("WHAT IT IS\n")
    assert "Creatinine in serum: 2.602 mg/dL" in out


def test_a_page_of_a_folder_of_your_own(terminal: Terminal, tmp_path: Path) -> None:
    from pages.exemplin_page import EXEMPLIN, PAGE

    (tmp_path / "medicine.toml").write_text(EXEMPLIN, "utf-8")
    (tmp_path / "page.toml").write_text(PAGE, "utf-8")
    told = terminal.json("page", str(tmp_path), "--for", RECORD, "--at", AT)
    assert told["name"] == "Exemplin" and "match" not in told
    assert [row["id"] for row in told["focus"]["concerns"]] == ["weak-kidneys"]


def test_compare_puts_medicines_side_by_side(terminal: Terminal) -> None:
    told = terminal.json("compare", "Proleukin", "interferon alfa-2b")
    assert [row["id"] for row in told["medicines"]] == ["aldesleukin", "interferon-alfa-2b"]
    assert told["head_to_head"] == [] and len(told["warnings"]) == 1  # mcdermott-2005 gave interleukin-2 to both groups
    assert [row["asked"] for row in told["matches"]] == ["Proleukin", "interferon alfa-2b"]
    for form in ("", "--markdown", "--html"):
        code, out, _ = terminal("compare", "Sutent", "Votrient", *filter(None, [form]))
        assert code == 0 and "COMPARZ" in out and "1110 people" in out


def test_a_label_is_imported_printed_put_on_a_shelf_and_found(terminal: Terminal, tmp_path: Path) -> None:
    file, shelf = tmp_path / "exemplin.xml", str(tmp_path / "labels.db")
    file.write_text(SPL, "utf-8")
    told = terminal.json("medicine", "import", str(file))
    assert told["name"] == "Exemplin Night" and told["sections"][1]["code"] == "34067-9"
    for form, sign in (("", "* Effect | Percent"), ("--markdown", "| Effect | Percent |"), ("--html", "<td>Effect</td>")):
        code, out, _ = terminal("medicine", "import", str(file), *filter(None, [form]))
        assert code == 0 and sign in out and "It was not reviewed by Bedside." in out and NOTICE in out
    code, out, _ = terminal("medicine", "import", str(file), "--shelf", shelf)
    assert code == 0 and "5 sections, 1 table, " in out and told["id"] in out
    assert "takes the place" not in out
    again = terminal.json("medicine", "import", str(file), "--shelf", shelf)
    assert (again["sections"], again["replaced"]) == (5, "Exemplin Night")
    _, out, _ = terminal("medicine", "import", str(file), "--shelf", shelf)
    assert "It takes the place of what stood there under this id: Exemplin Night." in out
    assert terminal.json("library", "--shelf", shelf)["labels"] == [{"id": told["id"], "name": "Exemplin Night"}]
    assert "(an imported label)" in terminal("library", "--shelf", shelf)[1]
    found = terminal.json("library", "--shelf", shelf, "--search", "yawning")
    assert found["passages"][0]["code"] == "34084-4"
    assert found["statements"] == []
    assert "0 statements, 1 passage." in terminal("library", "--shelf", shelf, "--search", "yawning")[1]
    assert terminal.json("page", told["id"], "--shelf", shelf) == told


def test_a_search_without_a_shelf_finds_statements_of_the_pages_with_their_source(terminal: Terminal) -> None:
    told = terminal.json("library", "--search", "grapefruit")
    assert told["search"] == "grapefruit" and told["passages"] == []
    assert {row["medicine"] for row in told["statements"]} == {"pazopanib", "sunitinib"}
    for row in told["statements"]:
        assert row["section"] == "food-and-drink" and "grapefruit" in row["text"] and row["source"] and row["read"]
        code, out, _ = terminal("library", "--search", "grapefruit")
        assert code == 0 and f"{row['name']}: Food and drink [{row['medicine']}]" in out and f"[{row['source']}]" in out
    assert "2 statements. " in out and out.strip().endswith(NOTICE)


def test_nothing_is_written_where_only_something_is_looked_for(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("library", "--shelf", "none.db"), ("page", "x", "--shelf", "none.db")):
        assert terminal(*words)[0] == 2
    assert not list(tmp_path.iterdir())


def test_an_openfda_label_says_where_a_nested_text_stands(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "label.json").write_bytes(openfda())
    _, out, _ = terminal("medicine", "import", str(tmp_path / "label.json"))
    assert "The same text stands in the section 34090-1." in out


REFUSED = {
    "a shelf that is not there": (
        ("library", "--shelf", "none.db"),
        "none.db: there is no such shelf; put a label on it first",
    ),
    "a search on a shelf that is not there": (("library", "--search", "x", "--shelf", "none.db"), "there is no such shelf"),
    "a label of a shelf that is not there": (("page", "x", "--shelf", "none.db"), "none.db: there is no such shelf"),
    "a name without end": (("page", "a" * 100_000), "the name is 100000 characters long; a name has at most 200"),
    "a path without end": (
        ("check", RECORD, "--medicine", "a" * 100_000),
        f"there is no such medicine or file as '{'a' * 60}...'",
    ),
    "a name where an id is due": (
        ("check", RECORD, "--medicine", "Prolukin"),
        "aldesleukin           Proleukin (confidence 0.89)",
    ),
    "a name that is another medicine's": (
        ("medicine", "show", "IL-12"),
        "there is no such medicine or file as 'IL-12'; shipped",
    ),
    "two forms": (("page", "Sutent", "--json", "--html"), "--json and --html are two forms of the same thing"),
    "one medicine to compare": (("compare", "Sutent"), "a comparison needs two medicines or more"),
    "the same twice": (("compare", "Sutent", "sunitinib"), "the same medicine stands twice"),
    "no such label": (("medicine", "import", "none.xml"), "none.xml: there is no such file"),
    "no such record": (("page", "Sutent", "--for", "none.csv"), "none.csv: there is no such file"),
    "a time without an offset": (("page", "Sutent", "--for", RECORD, "--at", "2026-05-05T16:00"), "time zone"),
    "a plan of tablets": (("plan", "--medicine", "sunitinib", "--weight", "80kg", "--start", AT), "Nothing is planned"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_refused_with_exit_code_two(terminal: Terminal, name: str) -> None:
    words, said = REFUSED[name]
    code, out, told = terminal(*words)
    assert (code, out) == (2, "") and said in told and "Traceback" not in told


def test_a_page_is_the_same_every_time(terminal: Terminal) -> None:
    assert terminal("page", "nivolumab") == terminal("page", "nivolumab")


HIDDEN = "\x1b\x07\x9b\u202e\u2066\u200f"


@pytest.mark.parametrize("form", [(), ("--json",), ("--markdown",), ("--html",)])
def test_characters_that_act_on_a_terminal_are_shown_as_numbers(
    terminal: Terminal, tmp_path: Path, form: tuple[str, ...]
) -> None:
    label, shelf = tmp_path / "label.json", tmp_path / "labels.db"
    told = {"description": [f"Red{HIDDEN}der of texts."], "set_id": "one", "openfda": {"brand_name": [f"Ex{HIDDEN}emplin"]}}
    label.write_text(json.dumps(told), "utf-8")
    shown = [terminal("medicine", "import", str(label), *form)]
    if form in ((), ("--json",)):
        shown += [
            terminal("medicine", "import", str(label), "--shelf", str(shelf), *form),
            terminal("library", "--shelf", str(shelf), *form),
            terminal("library", "--shelf", str(shelf), "--search", "texts", *form),
        ]
    for code, out, _ in shown:
        assert code == 0 and not set(HIDDEN).intersection(out) and "u202e" in out


def test_a_refusal_shows_no_such_character_either(terminal: Terminal) -> None:
    code, _, told = terminal("medicine", "import", f"no{HIDDEN}file.xml")
    assert code == 2 and "no\\u001b" in told and not set(HIDDEN).intersection(told)
