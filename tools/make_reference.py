"""Write the generated pages of docs/reference from the program itself, so that they cannot say anything else.

python tools/make_reference.py          writes them, and prints the output below every command in README and docs again
python tools/make_reference.py --check  says which are stale, one line each, and exits with 1 if any is
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import bedside
from bedside.medicine import Care
from bedside.scanning import analytes

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
COMMANDS = ("bedside", ".venv/bin/bedside")
DIGEST = re.compile(r'(Medicine file |medicine file |"digest": ")[0-9a-f]+')
Cases = dict[str, dict[str, list[str]]]
WRITTEN = "\nThis page is written by `make docs`. Do not edit it: change what it is written from.\n"


# ------------------------------------------------------------------------------------------------- running examples


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, the file it stands for if it names one, and its first line's number."""

    kind: str
    file: str
    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def commands(self) -> Iterator[tuple[str, list[str]]]:
        """Each command of a console block with the lines that are printed below it."""
        command, printed = "", []
        for line in self.lines:
            if line.startswith("$ "):
                if command:
                    yield command, printed
                command, printed = line[2:], []
            else:
                printed.append(line)
        if command:
            yield command, printed


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order; a heading such as ```csv first.csv names a file."""
    kind, file, start, inside = "", "", 0, None
    for number, line in enumerate(page.splitlines(), 1):
        if line.startswith("```") and inside is None:
            kind, _, file = line[3:].strip().partition(" ")
            start, inside = number + 1, []
        elif line.startswith("```") and inside is not None:
            yield Block(kind, file, start, tuple(inside))
            inside = None
        elif inside is not None:
            inside.append(line)


def run(command: str) -> tuple[list[str], int]:
    """What a bedside command line prints here, on both streams, and its exit code."""
    from bedside.faces.cli import main

    words = shlex.split(command)
    assert words[0] in COMMANDS, command
    given = Path(words.pop(words.index("<") + 1)).read_bytes() if "<" in words else b""
    words = [word for word in words if word != "<"]
    printed, before = io.StringIO(), (sys.argv, sys.stdin, sys.modules["__main__"])
    sys.argv, sys.stdin = ["bedside", *words[1:]], io.TextIOWrapper(io.BytesIO(given))
    sys.modules["__main__"] = ModuleType("__main__")  # the usage line names the program that is running
    os.environ.update(COLUMNS="80", TERMINAL_WIDTH="80", NO_COLOR="1")
    code = 0
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            main()
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.argv, sys.stdin, sys.modules["__main__"] = before
    return [line.rstrip() for line in printed.getvalue().rstrip("\n").split("\n")], code


def place(block: Block) -> None:
    """Write the file that a block stands for, if it stands for one."""
    if block.file:
        Path(block.file).parent.mkdir(parents=True, exist_ok=True)
        Path(block.file).write_text(block.text, "utf-8")


def play(page: str) -> Iterator[tuple[Block, str, list[str], list[str]]]:
    """Do what a page tells to do, in the current folder: write its files, run its commands; (block, command, told, found).

    Commands of other programs are passed over; `echo $?` prints the exit code of the last command.
    """
    code = 0
    for block in blocks(page):
        place(block)
        if block.kind == "console":
            for command, told in block.commands():
                if command == "echo $?":
                    yield block, command, told, [str(code)]
                elif command.split()[0] in COMMANDS:
                    found, code = run(command)
                    yield block, command, told, found


def agree(told: Iterable[str], found: Iterable[str]) -> bool:
    """Whether the printed lines are the found ones; a line of three dots stands for any lines."""
    pattern = "\n".join(re.escape(line.rstrip()) for line in told)
    pattern = re.sub(r"(?m)^ *\\\.\\\.\\\.$", r"(?s:.*?)", pattern)
    pattern = re.sub(r"\(\?s:\.\*\?\)\n", r"(?:(?s:.*?)\\n)?", pattern)
    return re.fullmatch(pattern, "\n".join(found)) is not None


@contextlib.contextmanager
def workplace(page: Path) -> Iterator[None]:
    """The folder in which a page's commands run: the repository for README, a fresh one with its files for the rest."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for entry in ("src", "docs", "LICENSE"):
            (Path(folder) / entry).symlink_to(ROOT / entry)
        os.chdir(ROOT if page.parent == ROOT else folder)
        try:
            yield
        finally:
            os.chdir(here)


def pages() -> tuple[Path, ...]:
    """Every page that people read."""
    top = (ROOT / name for name in ("README.md", "CHANGELOG.md", "GLOSSARY.md"))
    return (*top, *sorted((ROOT / "docs").rglob("*.md")))


def reprinted(page: Path) -> str:
    """The page with what its commands print now."""
    lines = page.read_text("utf-8").split("\n")
    with workplace(page):
        played = list(play("\n".join(lines)))
    for block in reversed(list(dict.fromkeys(block for block, *_ in played))):
        new: list[str] = []
        found = {command: (told, now) for b, command, told, now in played if b is block}
        for command, told in block.commands():
            now = found.get(command, (told, told))[1]
            short = any(line.strip() == "..." for line in told)
            digests = {match[1]: match[0] for match in DIGEST.finditer("\n".join(now))}
            kept = [DIGEST.sub(lambda m, d=digests: d.get(m[1], m[0]), line) for line in told]
            new += [f"$ {command}", *(kept if short else now)]
        lines[block.line - 1 : block.line - 1 + len(block.lines)] = new
    return "\n".join(lines)


# ---------------------------------------------------------------------------------------------------------- the pages


def cli_page() -> str:
    """Every help text."""
    import typer.main

    from bedside.faces.cli import app

    def paths(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, inner in getattr(command, "commands", {}).items():
            yield from paths(inner, (*path, name))

    told = [
        "# The command line",
        WRITTEN,
        "Exit code 0: there is an answer, whatever it says. 2: the input cannot be used, and the message says why. 1: Bedside",
        "itself failed and gives no answer (or `medicine verify --quiet` found faults). No command asks a question back.",
        "Times are read with their offset and printed in UTC. "
        "Nothing is written but what `--ics`, `--shelf`, `--out`, `--plot` or `--record` names.",
    ]
    for path in paths(typer.main.get_command(app), ("bedside",)):
        printed, _ = run(f"{' '.join(path)} --help")
        told += ["", f"## {' '.join(path)}", "", "```text", *printed, "```"]
    return "\n".join(told) + "\n"


def vocabulary_page() -> str:
    """Every concept, by system of the body."""
    words = bedside.vocabulary()
    told = [
        "# The vocabulary",
        WRITTEN,
        f"What can be recorded of a person: {len(words)} concepts, from `src/bedside/concepts.toml`. The unit is the",
        "concept's own; any other unit that can be turned into it is taken too. A number outside the possible range is",
        "refused. A flag that nobody recorded is a known no only while its review is fresh. LOINC codes are accepted as",
        "`loinc:CODE`; [where each was checked](loinc.md). A volume, such as urine, belongs to the time since the reading",
        "before it. A flag that implies another is a case of it, by the meaning of the words: where the one is recorded as",
        "there, so is the other. A lesion is a family: `target` stands for every `target:ID`, where ID is made of letters,",
        "digits, - and _; beside a diameter, the words in its last cell may be recorded. [respond](respond.md).",
    ]
    for system in dict.fromkeys(concept.system for concept in words.values()):
        told += [
            "",
            f"## {system}",
            "",
            "| concept | label | kind | unit | possible | LOINC | review | implies, or words |",
            "|" + " --- |" * 8,
        ]
        for concept in words.values():
            if concept.system == system:
                low, high = concept.possible or ("", "")
                possible = f"{low} to {high}" if concept.possible else ""
                kind = f"{concept.kind}, volume" if concept.interval else concept.kind
                unit = f"`{concept.unit}`" if concept.unit else ""
                name = f"`{concept.id}:ID`" if concept.kind == "lesion" else f"`{concept.id}`"
                cells = (name, concept.label, kind, unit, possible, ", ".join(concept.loinc))
                last = ", ".join(concept.values or concept.implies)
                told.append(f"| {' | '.join(cells)} | {concept.review or ''} | {last} |")
    return "\n".join(told) + "\n"


MIMIC = (
    "https://github.com/MIT-LCP/mimic-code/blob/027155c8da38fb7d67040e7346597c40a1324801"
    "/mimic-iv/concepts/concept_map/lab_itemid_to_loinc.csv"
)
MIRACUM = "https://github.com/miracum/loinc-conversion/blob/048031a3508827f953df4256f6c54241890e7cd4/data/conversion.tsv"
AGENCY = "http://hcup-us.ahrq.gov/datainnovations/clinicaldata/AppendixK_2LOINCCodesMap.jsp"
ANALYTES = """
What laboratory reports print, and what `src/bedside/scanning/analytes.toml` knows of it: {count} analytes, with the names
that reports give them in {languages} languages ({names} names, of which {ambiguous} belong to several analytes and are told
apart by unit or section, or not at all), and {units} spellings of units. A name or a spelling that is not in the tables is
unknown; none is guessed. [The vocabulary](vocabulary.md) is what can be recorded; an analyte with a concept becomes an
observation once a person has confirmed it.

Two codes stand where reports give a mass or an amount of substance: LOINC tells them apart. *Primary* codes were seen with
their meaning in the [MIMIC-IV laboratory items]({mimic}),
the [MIRACUM table of LOINC pairs and units]({miracum}),
the [worksheet of the US Agency for Healthcare Research]({agency}),
or [where the vocabulary's codes were checked](loinc.md); *secondary* codes in tables of other programs; *recalled* ones are
from knowledge, and pass LOINC's check digit. Conversions are held against the factors that MIRACUM's table prints.

This material contains content from LOINC (<http://loinc.org>). LOINC is copyright Regenstrief Institute, Inc. and the
Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license at
<http://loinc.org/license>.

| analyte | label | specimen | LOINC | of moles | units | possible | read |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""


def analytes_page() -> str:
    """What laboratory reports print."""
    every = analytes.analytes()
    names = {analytes.spelled(name) for each in every.values() for told in each.names.values() for name in told}
    units = tomllib.loads(files("bedside").joinpath("scanning", "units.toml").read_text("utf-8"))
    counts = {
        "count": len(every),
        "languages": len(analytes.LANGUAGES),
        "names": len(names),
        "ambiguous": len(analytes.ambiguous()),
    }
    links = {"mimic": MIMIC, "miracum": MIRACUM, "agency": AGENCY}
    head = ANALYTES.format(**counts, **links, units=sum(map(len, units.values())))
    rows = []
    for each in every.values():
        units_told = ", ".join(f"`{unit}`" for unit in each.units)
        possible = f"{each.possible[0]} to {each.possible[1]}" if each.possible else "" if each.unit else "words"
        cells = (f"`{each.id}`", each.label, each.specimen, each.loinc, each.loinc_moles, units_told, possible, each.read)
        rows.append(f"| {' | '.join(cells)} |")
    return f"# Analytes of laboratory reports\n{WRITTEN}{head}" + "\n".join(rows) + "\n"


def medicine_page(name: str) -> str:
    """Every rule of a medicine: its sentence, its criterion, its source, and the cases that test it."""
    medicine = bedside.load_medicine(name)
    cases = cases_of(name)
    told = [
        f"# {medicine.name}",
        WRITTEN,
        f"> {medicine.notice}",
        "",
        f"Also called: {', '.join(medicine.also)}.",
        f"From `medicines/{name}/medicine.toml`, digest `{medicine.digest[:12]}`.",
        "",
        "Each rule shows the sentence that people see, its [criterion](language.md), where it comes from and how that was",
        "read, its id, and the invented cases that test it, by what the rule must say of them. The guides are rivals and are",
        "never merged. A rule that is recalled says so wherever it decides.",
        "",
        *reading_table(medicine),
        "",
        "## Sources",
        "",
    ]
    for source in medicine.sources.values():
        link = f" <{source.link}>" if source.link else ""
        told.append(f"- **{source.key}**: {source.title}, {source.year}.{link} {source.note}".rstrip())
    for guide in medicine.guides.values():
        told += guide_lines(guide, cases)
    told += ["", "## Who may start"]
    for group in dict.fromkeys(rule.group for rule in medicine.screen):
        told += ["", f"### screen: {group}", ""]
        told += [line for rule in medicine.screen if rule.group == group for line in rule_lines(rule, cases)]
    told += [*another_course(medicine, cases), *beside_lines(medicine, cases)]
    return "\n".join([*told, *rest_of(medicine, cases)]) + "\n"


def guide_lines(guide: Any, cases: Cases) -> Iterator[str]:
    """One guide: its rules by group, and what it makes of them."""
    yield from ("", f"## {guide.id}", "", f"{guide.title}. Source: {guide.source}. Regimen: {guide.regimen}.")
    yield from ("", f"It holds {guide.part}, and so never says *give*.") if guide.part else ()
    for group in dict.fromkeys(rule.group for rule in guide.rules):
        yield from ("", f"### {guide.id}: {group}", "")
        for rule in guide.rules:
            if rule.group == group:
                yield from rule_lines(rule, cases)
    yield from ("", f"### {guide.id}: what it makes of them", "")
    for step in guide.steps:
        yield from rule_lines(step.rule, cases, f"{step.do}: ")


def after_lines(medicine: bedside.Medicine, cases: Cases) -> Iterator[str]:
    """What is due after treatment, what to watch for, and how long toxicities last, each with its cases."""
    yield from ("", "## After treatment", "", "What is due, and what to watch for: [follow_up](follow_up.md).", "")
    for row in medicine.follow_up:
        dates = ", ".join(age(after) for after in row.dates[:4]) + (" ..." if row.dates[4:] else "")
        begins = "the first dose" if row.begins is None else age(row.begins)
        window = dates or f"{begins} to {'no known end' if row.ends is None else age(row.ends)}"
        read = "" if row.read == "primary" else f"; **{row.read}**"
        rival = f", instead of `{row.instead_of}`" if row.instead_of else ""
        yield f"- {row.kind}{rival}: {row.say}"
        yield f"  <br>from the {row.since}: {window}"
        yield f"  <br>{row.source}{read}. `{row.id}`"
        yield from case_lines(row.id, cases)
    yield from ("", "## How long it lasts", "", "Yes means that it is still there.")
    if medicine.usual:
        yield f"{medicine.usual.say} [{medicine.usual.source}; {medicine.usual.read}]"
    yield ""
    for each in medicine.recovery:
        yield from rule_lines(each.rule, cases)


def beside_lines(medicine: bedside.Medicine, cases: Cases) -> Iterator[str]:
    """What is shown beside a decision and never decides: information, and what to do now."""
    for topic in dict.fromkeys(row.topic for row in medicine.informs):
        yield from ("", f"## For information: {topic}", "", "Shown beside a decision where it applies; it never decides.", "")
        for row in medicine.informs:
            if row.topic == topic:
                yield from rule_lines(row, cases, f"{row.about}: ")
    if medicine.cares:
        yield from ("", "## What to do now", "")
        yield "For trained staff: shown where a rule fires on what is named, or where the row's own criterion holds, and"
        yield "not where something speaks against it; it never decides."
    for kind in dict.fromkeys(row.kind for row in medicine.cares):
        yield from ("", f"### What to do now: {kind}", "")
        for care in medicine.cares:
            if care.kind == kind:
                yield from rule_lines(care, cases)


def rest_of(medicine: bedside.Medicine, cases: Cases) -> Iterator[str]:
    """Regimens, preparation, what comes after, the tests that are due, and how long a reading stays true."""
    yield from ("", "## Regimens and preparation", "")
    for row in (*medicine.regimens.values(), *((medicine.preparation,) if medicine.preparation else ())):
        yield f"- {row.say} [{row.source}; {row.read}]"
    yield from after_lines(medicine, cases)
    yield from ("", "## Tests due", "", "| when | what | concepts | source | read |", "|" + " --- |" * 5)
    for test in medicine.monitors:
        yield f"| {test.due} | {test.say} | {', '.join(test.concepts)} | {test.source} | {test.read} |"
    yield from ("", "## How long a reading stays true", "", "Bedside's own defaults: no document gives them.", "")
    yield from ("| concept | before a dose | before the start, and after treatment |", "|" + " --- |" * 3)
    for concept in {**medicine.rhythm.fresh, **medicine.screen_rhythm.fresh}:
        ages = [rhythm.fresh.get(concept) for rhythm in (medicine.rhythm, medicine.screen_rhythm)]
        yield f"| `{concept}` | {' | '.join(map(age, ages))} |"


def another_course(medicine: bedside.Medicine, cases: Cases) -> Iterator[str]:
    """How a response is judged, and what each guide asks for before another course."""
    if medicine.respond is None:
        return
    yield from ("", "## Response and another course", "", f"{medicine.respond.say} [{medicine.respond.source}]")
    yield from (
        "The rules of RECIST, each with its source and its cases, are in [respond](respond.md#the-rules-of-recist).",
        "",
    )
    for row in medicine.retreat:
        read = "" if row.read == "primary" else f"; **{row.read}**"
        yield f"- {row.guide}, {row.needs}: {row.say}"
        yield f"  <br>{row.source}{read}. `{row.id}`"
        for truth, names in cases.get(row.id, {}).items():
            yield f"  <br>{truth}: {'; '.join(names)}"


def recist_table() -> str:
    """Every rule of RECIST that an assessment can name, as the chapter on respond shows it."""
    from bedside.response.recist import RULES

    rows = (f"| `{rule.id}` | {rule.say} | {rule.source} | {rule.read} |" for rule in RULES.values())
    return "\n".join(["| rule | says | source | read |", "|" + " --- |" * 4, *rows])


def reading_table(medicine: bedside.Medicine) -> Iterator[str]:
    """How many rules of each guide were read how."""
    sets: dict[str, Any] = {
        guide.id: [*guide.rules, *(step.rule for step in guide.steps)] for guide in medicine.guides.values()
    }
    sets["screen"] = list(medicine.screen)
    sets |= {"information": medicine.informs, "what to do now": medicine.cares}
    yield "| rules of | primary: the table itself | secondary: a reprint, or our reading | recalled: not yet verified |"
    yield "|" + " --- |" * 4
    for name, rules in sets.items():
        counts = [sum(rule.read == read for rule in rules) for read in ("primary", "secondary", "recalled")]
        yield f"| {name} | {counts[0]} | {counts[1]} | {counts[2]} |"


def rule_lines(rule: Any, cases: Cases, lead: str = "") -> Iterator[str]:
    """One rule as an item of a list."""
    read = "" if rule.read == "primary" else f"; **{rule.read}**"
    yield f"- {lead}{rule.say}"
    on = ", ".join(f"`{concept}`" for concept in getattr(rule, "on", ()))
    yield from [f"  <br>where a rule fires on {on}"] * bool(on)
    yield from [f"  <br>`{rule.text}`"] * bool(rule.text)
    if isinstance(rule, Care):
        yield from [f"  <br>not shown when `{rule.guard}`"] * bool(rule.guard)
        yield from [f"  <br>only beside {', '.join(rule.decisions)}"] * bool(rule.decisions)
    yield f"  <br>{rule.source}{read}. `{rule.id}`"
    yield from case_lines(rule.id, cases)


def case_lines(rule: str, cases: Cases) -> Iterator[str]:
    """The cases that test one row, by what they expect of it."""
    for truth, names in cases.get(rule, {}).items():
        yield f"  <br>{truth}: {'; '.join(names)}"


def cases_of(name: str) -> Cases:
    """The names of the cases that test each rule, by what they expect of it."""
    import tomllib

    file = files("bedside").joinpath("medicines", name, "cases.toml")
    found: Cases = {}
    for case in tomllib.loads(file.read_text("utf-8")).get("case", ()) if file.is_file() else ():
        found.setdefault(case["tests"], {}).setdefault(case["truth"], []).append(case["name"])
    order = [truth.word for truth in sorted(bedside.Truth, reverse=True)]
    return {rule: {truth: sorted(told[truth]) for truth in order if truth in told} for rule, told in found.items()}


def age(seconds: int | None) -> str:
    """A freshness as people read it."""
    from bedside.render import show_duration

    return "always" if seconds is None else show_duration(seconds)


def generated() -> dict[Path, str]:
    """Every generated page with what it has to say."""
    told = {
        REFERENCE / "cli.md": cli_page(),
        REFERENCE / "vocabulary.md": vocabulary_page(),
        REFERENCE / "analytes.md": analytes_page(),
    }
    return told | {REFERENCE / f"{name}.md": medicine_page(name) for name in bedside.shipped_medicines()}


def main() -> int:
    """Write, or check."""
    stale = 0
    for path, text in generated().items():
        if "--check" in sys.argv:
            if not path.is_file() or path.read_text("utf-8") != text:
                stale = 1
                print(f"{path.relative_to(ROOT)} is stale; run make docs")
        else:
            path.write_text(text, "utf-8")
    for page in pages() if "--check" not in sys.argv else ():
        before, text = page.read_text("utf-8"), reprinted(page)
        if text != before:
            page.write_text(text, "utf-8")
            print(f"{page.relative_to(ROOT)}: printed again")
    return stale


if __name__ == "__main__":
    sys.exit(main())
