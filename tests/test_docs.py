"""The pages are true: what they show was run, what they link to is there, and nothing of the program goes unmentioned."""

from __future__ import annotations

import ast
import contextlib
import doctest
import importlib.util
import io
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

import bedside
from bedside import grammar, records, schema
from bedside.pages.page import SECTIONS
from bedside.pages.read_page import PAGE_TABLES
from bedside.proof.proved import Kind

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "bedside"
REFERENCE = ROOT / "docs" / "reference"
VERBS = ("check", "course", "follow_up", "plan", "respond", "screen", "simulate", "understand")
"""The verbs that have a chapter of their own."""


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "tools" / "make_reference.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_reference"] = module
    spec.loader.exec_module(module)
    return module


PAGES = maker().pages()


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8"))


def plain(text: str) -> str:
    """A text without the marks of Markdown, on one line."""
    return re.sub(r"\s+", " ", text.replace("`", "").replace("\\", ""))


# ------------------------------------------------------------------------------------------------- what is shown runs


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_prints_what_the_page_shows(page: Path) -> None:
    with maker().workplace(page):
        for block, command, told, found in maker().play(page.read_text("utf-8")):
            shown = f"{name_of(page)}:{block.line}: $ {command}\n"
            assert maker().agree(told, found), shown + "\n".join(found)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_python_block_runs(page: Path) -> None:
    text = page.read_text("utf-8")
    names: dict[str, object] = {}
    with maker().workplace(page):
        for block in maker().blocks(text):
            maker().place(block)
            if block.kind == "python" and ">>>" in block.text:
                example = doctest.DocTestParser().get_doctest(block.text, names, page.name, str(page), block.line - 1)
                runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
                said = io.StringIO()
                runner.run(example, out=said.write, clear_globs=False)
                names |= example.globs
                assert not runner.failures, said.getvalue()
            elif block.kind == "python":
                with contextlib.redirect_stdout(io.StringIO()):
                    exec(compile("\n" * (block.line - 1) + block.text, str(page), "exec"), names)


def test_readme_shows_what_the_installed_command_prints() -> None:
    bedside_command = Path(sys.executable).parent / "bedside"
    block, command, told, _ = next(iter(maker().play((ROOT / "README.md").read_text("utf-8"))))
    done = subprocess.run([bedside_command, *command.split()[1:]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert maker().agree(told, [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")]), block.line


def test_generated_pages_are_fresh() -> None:
    for path, text in maker().generated().items():
        assert path.read_text("utf-8") == text, f"{name_of(path)} is stale; run make docs"


# ------------------------------------------------------------------------------------------------------ links, targets


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_resolves(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), f"{name_of(page)}: {target}"
        assert not anchor or anchor in anchors(linked), f"{name_of(page)}: {target}"


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"(?m)^#+ (.+)$", prose(page))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached:
            continue
        reached.add(page)
        links = (target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)))
        todo += [path for link in links if link.endswith(".md") and (path := (page.parent / link).resolve()).exists()]
    assert not [name_of(page) for page in PAGES if page not in reached]


def test_make_lines_are_targets() -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text("utf-8")))
    assert {"run", "test"} <= set(re.findall(r"`make ([a-z]+)`", (ROOT / "README.md").read_text("utf-8")))
    for page in PAGES:
        named = re.findall(r"(?m)(?:`|^\$ )make ([a-z]+)", page.read_text("utf-8"))
        assert set(named) <= targets, name_of(page)


def test_the_readme_says_what_is_not_verified() -> None:
    medicine = bedside.load_medicine("aldesleukin")
    told = plain((ROOT / "README.md").read_text("utf-8"))
    sets = {g.id: [*g.rules, *(step.rule for step in g.steps)] for g in medicine.guides.values()}
    sets["screen"] = list(medicine.screen)
    every = [rule for rules in sets.values() for rule in rules]
    assert f"{sum(rule.read == 'recalled' for rule in every)} of {len(every)} rules" in told
    after = [("follow-up", medicine.follow_up), ("recovery", [row.rule for row in medicine.recovery])]
    counted = [f"{sum(row.read == 'recalled' for row in rows)} of {len(rows)} rows of {name}" for name, rows in after]
    assert " and ".join(counted) + " are recalled" in told
    for name, rules in sets.items():
        groups: dict[str, list[str]] = {}
        for rule in rules:
            if rule.read == "recalled":
                groups.setdefault(rule.group, []).append(rule.id.rpartition(".")[2])
        for group, found in groups.items():
            assert f"| {name} | {group} | {len(found)} | {', '.join(found)} |" in told
        assert groups or f"| {name} |" not in told


def test_the_readme_counts_what_is_recalled_of_the_other_medicines() -> None:
    every = []
    for key in bedside.shipped_medicines():
        medicine = bedside.load_medicine(key)
        rules = [rule for g in medicine.guides.values() for rule in (*g.rules, *(step.rule for step in g.steps))]
        every += [] if key == "aldesleukin" else [*rules, *medicine.screen]
    recalled = sum(rule.read == "recalled" for rule in every)
    assert f"{recalled} of {len(every)} rules are recalled" in plain((ROOT / "README.md").read_text("utf-8"))


# -------------------------------------------------------------------------------------------- nothing goes unmentioned


def reference(name: str) -> str:
    return plain((REFERENCE / name).read_text("utf-8"))


def test_every_verb_has_its_page() -> None:
    for verb in (path.stem for path in (SRC / "verbs").glob("*.py")):
        if verb in VERBS:
            command = verb.replace("_", "-")
            assert f"bedside {command}" in reference(f"{verb}.md") and f"bedside.{verb}(" in reference(f"{verb}.md")
        elif verb != "__init__":
            assert verb in reference("check.md"), verb


def test_every_option_is_explained_where_its_command_is() -> None:
    helps = (REFERENCE / "cli.md").read_text("utf-8")
    for command in (verb.replace("_", "-") for verb in VERBS):
        section = helps.split(f"## bedside {command}\n")[1].split("\n## ")[0]
        for option in set(re.findall(r"--[a-z-]+", section)) - {"--help"}:
            assert option in reference(f"{command.replace('-', '_')}.md"), (command, option)
    elsewhere = {"medicine verify": "verify.md"}
    elsewhere |= dict.fromkeys(("library", "page", "compare", "medicine import"), "library.md")
    for command, page in elsewhere.items():
        section = helps.split(f"## bedside {command}\n")[1].split("\n## ")[0]
        for option in set(re.findall(r"--[a-z-]+", section)) - {"--help"}:
            assert option in reference(page), (command, option)


def test_every_route_right_and_variable_of_the_web_app_is_explained() -> None:
    from django.urls import get_resolver

    from bedside.faces.web.access import RIGHTS, Role

    page = (REFERENCE / "web.md").read_text("utf-8")
    for name in (name for name in get_resolver().reverse_dict if isinstance(name, str)):
        assert f"| {name} |" in page or name.startswith(("account_", "mfa_")), name
    for right, roles in RIGHTS.items():
        cells = " | ".join("yes" if role in roles else "" for role in Role).replace("|  |", "| |").replace("|  |", "| |")
        assert f"| {right} | {cells} |".replace("  ", " ") in page, (right, cells)
    for path in (SRC / "faces" / "web").glob("*.py"):
        told = re.findall(r"told\(\"([A-Z_]+)\"|environ\.get\(\"(\w+)\"", path.read_text("utf-8"))
        for setting, variable in told:
            assert f"| {variable or 'BEDSIDE_' + setting} |" in page, (path.name, setting, variable)


def test_every_word_of_the_language_is_explained() -> None:
    page = (REFERENCE / "language.md").read_text("utf-8")
    for word in (*grammar.WORDS, *grammar.SECONDS, *grammar.OPS):
        assert re.search(rf"(?<![\w<>=]){re.escape(word)}(?![\w<>=])", page), word
    rules = re.findall(r"(?m)^(\w+)\s+= .*$", grammar.__doc__ or "")
    assert rules and all(re.search(rf"(?m)^{rule}\s+= ", page) for rule in rules)


def test_the_grammar_of_the_page_is_that_of_the_program() -> None:
    page = (REFERENCE / "language.md").read_text("utf-8")
    lines = [line for line in (grammar.__doc__ or "").splitlines() if re.match(r"\w+ *= | {8,}[|=]|\s+\|", line)]
    assert all(line in page for line in lines)


def test_every_key_of_a_medicine_file_is_explained() -> None:
    page = (REFERENCE / "medicine-file.md").read_text("utf-8")
    for name, table in schema.TABLES.items():
        assert f"## {name}\n" in page, name
        section = page.split(f"## {name}\n")[1].split("\n## ")[0]
        for key in (*table.must, *table.may):
            assert f"`{key}`" in section, (name, key)


def test_every_key_of_a_told_regimen_and_of_a_page_file_is_explained() -> None:
    told = (REFERENCE / "medicine-file.md").read_text("utf-8").split("## regimens\n")[1].split("\n## ")[0]
    assert all(f"`{key}`" in told for key in (*schema.SCHEDULE.must, *schema.SCHEDULE.may))
    page = (REFERENCE / "library.md").read_text("utf-8").split("## The page file\n")[1]
    for table in PAGE_TABLES.values():
        assert all(f"`{key}`" in page for key in (*table.must, *table.may)), table
    sections = (REFERENCE / "library.md").read_text("utf-8")
    assert all(f"| {key} | {title} |" in sections for key, title in SECTIONS.items())


def test_every_column_of_a_record_is_explained() -> None:
    for column in (*records.COLUMNS, *records.MORE):
        assert f"| {column} |" in reference("records.md"), column


def test_every_key_of_an_answer_is_explained() -> None:
    medicine = bedside.load_medicine("aldesleukin")
    patient, at = bedside.load_record(bedside.demo_record()), bedside.parse_time("2026-05-05T16:00:00Z")
    later = bedside.parse_time("2026-05-06T16:00:00Z")
    after = bedside.parse_time("2026-03-30T18:00:00Z")
    sweet = patient.add(bedside.observe("glucose", at, 190, "mg/dL"))
    answers = {
        "check.md": bedside.check_all(medicine, sweet, at).to_json(),
        "screen.md": bedside.screen(medicine, patient, at).to_json(),
        "follow_up.md": bedside.follow_up(medicine, bedside.load_record(ROOT / "docs/examples/after.csv"), after).to_json(),
        "plan.md": bedside.plan_record(medicine, patient, at).to_json(),
        "course.md": bedside.course(medicine, patient, later, guide="consensus-2014").to_json(),
        "understand.md": understood(medicine, after),
        "respond.md": bedside.respond(medicine, patient.add(*_lesions(at)), at).to_json(),
        "library.md": library_json(medicine, patient, at),
        "simulate.md": simulated(medicine),
        "verify.md": bedside.Proved("disagree", "to read", "", (), "", (), (), (("g", bedside.Decision.GIVE),)).to_json(),
    }
    for page, answer in answers.items():
        told = (REFERENCE / page).read_text("utf-8")
        for key in keys(answer):
            assert f"`{key}`" in told, (page, key)


def understood(medicine: bedside.Medicine, at: datetime) -> list[object]:
    patient, page = bedside.load_record(ROOT / "docs/examples/after.csv"), bedside.page("aldesleukin").statements
    text = "fever 39.2 since yesterday, tired, and my wife has a cough"
    return [bedside.understand(text, at, medicine, patient, page=page).to_json(), {"concepts": [], "phrasings": 0, "flag": ""}]


def simulated(medicine: bedside.Medicine) -> list[object]:
    model, guides = bedside.load_model("aldesleukin"), ("consensus-2014", "community-2015")
    first, second = (bedside.protocol_of(medicine, guide) for guide in guides)
    found = bedside.simulate(first, model, 5, against=second).to_json()
    return [found, {"seconds": 0.0}, bedside.virtual_person(first, model, 7).to_json()]


def _lesions(at: datetime) -> tuple[bedside.Observation, ...]:
    earlier = at - timedelta(days=60)
    return (
        bedside.observe("target:a", earlier, 40, "mm"),
        bedside.observe("target:a", at, 20, "mm"),
        bedside.observe("cardiac_tamponade", at, True),
    )


def test_every_rule_of_recist_is_explained() -> None:
    assert maker().recist_table() in (REFERENCE / "respond.md").read_text("utf-8")


def library_json(medicine: bedside.Medicine, patient: bedside.Patient, at: datetime) -> list[object]:
    page = bedside.page("aldesleukin")
    table = "<table><tr><td>a</td></tr></table>"
    field = "clinical_pharmacology"
    row = {field: ["a b"], f"{field}_table": [table], "mechanism_of_action": ["b"]}
    label = bedside.import_label(json.dumps(row).encode(), "x.json")
    compared = bedside.compare(page, bedside.page("sunitinib")).to_json()
    whole = page.to_json() | {"match": bedside.find_medicine("Proleukin").to_json(), "glossary": {}}
    return [whole, {"focus": bedside.focus(page, medicine, patient, at).to_json()}, compared, label.to_json()]


def keys(answer: object) -> Iterator[str]:
    if isinstance(answer, dict):
        for key, value in answer.items():
            yield key
            yield from () if key in ("decisions", "reasons") else keys(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from keys(value)


def test_concepts_that_a_page_shows_are_those_of_the_vocabulary() -> None:
    real = tomllib.loads((SRC / "concepts.toml").read_text("utf-8"))
    page = (ROOT / "docs" / "how-to" / "add-an-observation.md").read_text("utf-8")
    shown = [tomllib.loads(block.text) for block in maker().blocks(page) if block.kind == "toml"]
    assert shown and all(real[key] == row for block in shown for key, row in block.items())


def test_every_implication_is_shown_where_it_is_decided() -> None:
    (page,) = (ROOT / "docs" / "decisions").glob("0013-*.md")
    rows = re.findall(r"(?m)^\| (?!recorded|---)(.+?) \| (.+?) \|$", page.read_text("utf-8"))
    assert len(rows) == sum(len(concept.implies) for concept in bedside.vocabulary().values())


def test_every_decision_and_every_kind_of_proof_is_explained() -> None:
    assert all(f"**{decision}**" in (REFERENCE / "check.md").read_text("utf-8") for decision in bedside.Decision)
    for kind in get_args(Kind):
        assert f"## {kind}" in (REFERENCE / "verify.md").read_text("utf-8"), kind


def test_every_public_name_is_explained() -> None:
    page = (REFERENCE / "python.md").read_text("utf-8")
    for name in bedside.__all__:
        assert f"`{name}`" in page or f"`{name}(" in page, name


REFUSING = {
    *(
        "BadEndpoint",
        "BadRecord",
        "CannotServe",
        "NoRetelling",
        "CaseError",
        "ExtraMissing",
        "Fault",
        "GrammarError",
        "GuideNeeded",
        "MedicineError",
        "PlanError",
    ),
    "ResponseError",
    *("RecordError", "RecordFault", "Refused", "UnitError", "_refusal", "_whole", "expect", "fail", "fault"),
    *(
        "BadThreshold",
        "CannotCompare",
        "CannotSimulate",
        "CannotUnderstand",
        "Confused",
        "LabelError",
        "NameUnsure",
        "Unclear",
        "_asked",
    ),
}
APART = {"criterion.py", "columns.py", "gauge.py", "cohort.py"}
"""Refusals here are for programmers: they cannot be reached through a verb."""


def heads() -> Iterator[tuple[str, str]]:
    """What each message of the program is recognised by: the longest text in it that is always the same."""
    for path in sorted(path for path in SRC.rglob("*.py") if path.name not in APART):
        file = path.relative_to(SRC).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            parts: list[ast.expr] = []
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                parts = list(node.args) if called in REFUSING else []
            elif isinstance(node, ast.Yield) and node.value and file in ("schema.py", "records.py", "response/scans.py"):
                parts = [node.value]
            elif isinstance(node, ast.Assign) and file == "records.py":
                parts = [node.value] if getattr(node.targets[0], "id", "") in ("message", "right") else []
            for part in parts:
                found = [c.value for c in ast.walk(part) if isinstance(c, ast.Constant) and isinstance(c.value, str)]
                longest = max(found, key=len, default="").strip()
                if len(longest) >= 8 and " " in longest:
                    yield f"{file}:{node.lineno}", plain(longest).strip()


def test_every_message_is_explained() -> None:
    page = reference("errors.md")
    missing = [f"{place}: {head}" for place, head in heads() if head not in page]
    assert not missing, "\n".join(missing)


# -------------------------------------------------------------------------------------------------------- plain pages


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_pages_are_whole_and_name_no_machine(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith("# ") and text.endswith("\n") and text.count("\n```") % 2 == 0
    assert not re.search(r"/work/|/home/|/tmp/|/root/|\bTODO\b|\bFIXME\b|\bTBD\b", text)
    assert bedside.load_medicine("aldesleukin").notice in (ROOT / "README.md").read_text("utf-8")
