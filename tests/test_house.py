"""The house rules: floors without an upward arrow, a core without clock, chance, network and files, and small parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import bedside
from bedside.schema import TABLES

HOUSE = Path(__file__).parents[1]
SRC = HOUSE / "src" / "bedside"
MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__").replace("__init__", "bedside"): path
    for path in sorted(SRC.rglob("*.py"))
    if path.parent.name != "migrations"
}
"""Every module by name; how the web app's tables came to be is written by Django, and is not ours to shape."""
WEB_PARTS = (
    "management",
    "management.commands",
    "accounts",
    "audit",
    "charts",
    "demo",
    "library",
    "person",
    "records",
    "reports",
    "studies",
    "templatetags",
    "ward",
    "works",
)
EMPTY = {
    "after",
    "faces",
    "labels",
    "pages",
    "planning",
    "questions",
    "response",
    "simulator",
    "scanning",
    "verbs",
    "words",
    "faces.web",
    *(f"faces.web.{part}" for part in WEB_PARTS),
}
CORE = sorted(name for name in MODULES if not name.startswith("faces"))

FLOORS = (
    {
        "criterion",
        "pages.glossary",
        "proof.grid",
        "questions.names",
        "questions.tables",
        "refusal",
        "response.recist",
        "scanning.letters",
        "scanning.levelling",
        "scanning.numerals",
        "scanning.passed_over",
        "scanning.stroked",
        "scanning.upright",
        "schema",
        "simulator.lanes",
        "simulator.paired",
        "simulator.shapes",
        "simulator.stepping",
        "toml_lines",
        "words.stems",
    },
    {
        "labels.label",
        "quantity",
        "questions.sentences",
        "response.best",
        "scanning.dates",
        "scanning.layout",
        "scanning.report_words",
        "simulator.chance",
        "simulator.plain",
        "words.tokens",
    },
    {
        "concepts",
        "labels.narrative",
        "labels.shelf",
        "scanning.entries",
        "scanning.facts",
        "scanning.speech",
        "scanning.labels",
        "scanning.leftover",
        "scanning.pdf_words",
        "scanning.recognise",
        "words.clauses",
        "words.cues",
        "words.patterns",
    },
    {
        "labels.fhir_label",
        "labels.openfda",
        "labels.spl",
        "patient",
        "proof.relations",
        "scanning.analytes",
        "scanning.columns",
        "scanning.opening",
        "scanning.pairs",
        "scanning.running_text",
        "scanning.usual",
        "words.net",
        "words.numbers",
    },
    {
        "chart",
        "labels.import_label",
        "proof.logic",
        "records",
        "scanning.coding",
        "scanning.formats",
        "scanning.grading",
        "scanning.heads",
        "scanning.rows",
        "scanning.worker",
        "words.counts",
        "words.devices",
        "words.lexicon",
        "words.times",
        "words.undenied",
    },
    {
        "columns",
        "files",
        "grammar",
        "measure",
        "medicine",
        "moments",
        "render",
        "scanning.guarded",
        "scanning.below",
        "scanning.blocks",
        "scanning.histories",
        "scanning.naming",
        "scanning.separated",
        "scanning.sideways",
        "scanning.standing",
        "scanning.whose_range",
        "scanning.tiles",
        "words.body",
        "words.matching",
        "words.last_time",
        "words.not_said",
        "words.of_these",
        "words.remedies",
        "words.scored",
        "words.searched",
        "words.pressures",
        "words.measured",
        "words.spelling",
    },
    {"words.answered_no"},
    {
        "after.rows",
        "response.rows",
        "scanning.tables",
        "scanning.thresholds",
        "simulator.reach",
        "words.aching",
        "words.roles",
        "words.named",
        "words.alike",
        "words.company",
        "words.infected",
        "words.kept_for",
        "words.limited",
        "words.signs",
        "words.swollen",
        "words.whereabouts",
        "simulator.simpler",
        "simulator.thresholds",
        "words.beside",
        "words.blood",
        "words.denial",
        "words.general",
        "words.listed",
        "words.taken",
        "words.unbearable",
        "words.beside_mine",
        "words.company_kept",
        "words.quoted",
        "words.meant",
    },
    {
        "words.asked_of_it",
        "words.dreamt",
        "words.ended",
        "words.excepted",
        "words.explained",
        "words.not_now",
        "words.person",
        "words.earlier_medicine",
        "words.opinion",
        "words.taken_for",
    },
    {"words.dated", "words.allergic"},
    {"words.gone_by"},
    {"words.over"},
    {
        "advice",
        "explain",
        "gauge",
        "limits",
        "planning.dose",
        "planning.slots",
        "proof.witness",
        "scanning.results",
        "words.doubt",
        "words.grading",
        "words.lessened",
    },
    {"answer", "cohort", "load", "pages.page", "scanning.boxes", "words.standing"},
    {
        "after.grave",
        "after.schedule",
        "care",
        "information",
        "pages.comparison",
        "pages.names",
        "pages.read_page",
        "planning.remarks",
        "planning.slots_many",
        "proof.proved",
        "response.scans",
        "scanning.explaining",
        "simulator.machine",
        "simulator.model",
        "simulator.on_jax",
        "words.effects",
    },
    {
        "after.recovery",
        "pages.library",
        "planning.chosen",
        "planning.milestones",
        "planning.recorded",
        "proof.thresholds",
        "response.assessments",
        "simulator.given",
        "simulator.people",
        "verbs.check",
        "verbs.scan",
        "words.by_meaning",
        "words.urgency",
    },
    {
        "pages.search",
        "planning.guided",
        "proof.questions",
        "response.retreatment",
        "scanning.correcting",
        "scanning.kept",
        "simulator.body",
        "simulator.readings",
        "verbs.check_many",
        "verbs.screen",
        "words.asking",
        "words.outlook",
    },
    {
        "after.stops",
        "planning.states",
        "simulator.protocol",
        "simulator.tumour",
        "verbs.plan",
        "verbs.respond",
        "words.answered",
    },
    {
        "simulator.keeping",
        "simulator.outcomes",
        "simulator.trace",
        "simulator.ward",
        "steady",
        "verbs.course",
        "verbs.follow_up",
    },
    {
        "cases",
        "pages.focus",
        "proof",
        "questions.when_asked",
        "simulator.course",
        "simulator.record",
        "verbs.understand",
    },
    {"questions.asking", "questions.wording", "simulator.came", "simulator.tally"},
    {
        "questions.concepts_asked",
        "questions.meaning",
        "questions.named",
        "questions.reply",
        "questions.similar",
        "questions.spelling",
        "simulator.comparing",
        "simulator.table",
    },
    {
        "questions.guard",
        "questions.on_doses",
        "questions.on_values",
        "questions.on_verbs",
        "questions.page_index",
        "simulator.group",
        "simulator.person",
    },
    {"questions.reading", "questions.routing", "simulator.spreading"},
    {"questions.searching", "verbs.simulate"},
    {"questions.refusing"},
    {"verbs.ask"},
    {"questions.retelling"},
    {"bedside"},
    {"faces.calendar", "faces.one_thread", "faces.words"},
    {
        "faces.course_words",
        "faces.follow_up_words",
        "faces.medicine_words",
        "faces.page_layout",
        "faces.plan_words",
        "faces.respond_words",
        "faces.scan_words",
        "faces.simulate_words",
        "faces.table",
        "faces.understand_words",
    },
    {"faces.page_print", "faces.simulate_plots"},
    {"faces.ask_words", "faces.language_model", "faces.library_cli"},
    {"faces.ask_cli", "faces.simulate_cli", "faces.understand_cli"},
    {"faces.scan_cli"},
    {"faces.cli"},
)
WEB_FLOORS = (
    {
        "audit.appendonly",
        "charts.scale",
        "apart",
        "clock",
        "headers",
        "logs",
        "medicines",
        "person.phrases",
        "place",
        "terms",
        "ward.models",
        "works.invented",
    },
    {"accounts.adapter", "accounts.forms", "accounts.models", "audit.models", "context", "failures", "settings", "words"},
    {
        "__main__",
        "charts.drawing",
        "demo.cast",
        "demo.course",
        "library.telling",
        "person.plain",
        "records.models",
        "reports.phrases",
        "sessions",
        "wsgi",
    },
    {
        "access",
        "accounts.making",
        "demo.people",
        "library.finding",
        "management.commands.files_key",
        "person.models",
        "person.pictures",
        "records.files",
        "records.reading",
        "studies.asking",
        "studies.models",
        "templatetags.words",
        "works.drawing",
    },
    {
        "library.answering",
        "management.commands.add_user",
        "person.feeling",
        "person.story",
        "records.caring",
        "records.decisions",
        "records.entering",
        "records.erasing",
        "records.keeping",
        "reports.reading",
        "studies.running",
    },
    {
        "demo.build",
        "management.commands.read_reports",
        "management.commands.run_studies",
        "person.after",
        "person.assessment",
        "person.course",
        "person.drawing",
        "person.questions",
        "records.exchange",
        "records.signing",
        "reports.answer",
        "reports.archive",
        "reports.confirming",
        "reports.filing",
        "studies.telling",
        "ward.board",
    },
    {"demo.report", "person.asking", "person.feel", "person.signature", "records.preparing", "reports.meaning"},
    {
        "entrance",
        "library.asking",
        "library.views",
        "person.candidate",
        "person.schedule",
        "person.sheet",
        "person.views",
        "reports.views",
        "studies.views",
        "ward.views",
        "works.views",
    },
    {
        "management.commands.add_ward",
        "person.carers",
        "person.choosing",
        "person.data",
        "person.predose",
        "person.preparation",
        "person.replaying",
        "reports.looking",
        "ward.administration",
        "ward.overseeing",
        "ward.staff",
    },
    {"urls"},
    {"serve"},
)
"""The web app's own floors, between the other faces and the command line, which starts it."""
FLOORS = (*FLOORS[:-1], *({f"faces.web.{module}" for module in modules} for modules in WEB_FLOORS), FLOORS[-1])
FLOOR = {module: floor for floor, modules in enumerate(FLOORS) for module in modules}

CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
FORBIDDEN = {
    "time", "random", "secrets", "uuid", "socket", "ssl", "http", "urllib", "requests", "httpx", "aiohttp", "ftplib",
    "smtplib", "asyncio", "subprocess", "os", "shutil", "tempfile", "glob", "threading", "multiprocessing", "locale",
    "django", "jax", "typer", "rich", "icalendar",
}  # fmt: skip
KNOWS_JAX = {"simulator.on_jax": {"jax"}}
"""The one module that knows JAX; it imports it when it is first used."""
STARTS_A_PROCESS = {"scanning.guarded": {"subprocess", "threading"}}
"""What files of strangers are opened in has limits of its own, so it is another process; one at a time asks it."""
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "connect"}
OPENS_FILES = {"load", "files", "pages.library", "labels.import_label", "labels.shelf", "simulator.model"}
READS_PACKAGE_DATA = {
    *("concepts", "quantity", "cases", "pages.glossary", "pages.names", "questions.names", "questions.tables"),
    *(f"words.{part}" for part in ("cues", "lexicon", "spelling", "urgency", "asking", "outlook", "body")),
    *("scanning.analytes", "scanning.report_words", "scanning.grading"),
    *(f"words.{part}" for part in ("cues", "lexicon", "spelling", "urgency", "asking", "outlook", "body")),
}
OPENS_PICTURES = {"scanning.opening", "scanning.boxes"}
"""They open pictures that are in memory already."""
FAR_TOO_GENERAL = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def imported(module: str) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports, those for types alone among them."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are written in full"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def own(name: str) -> str | None:
    """The module of ours that a full name belongs to."""
    if name.split(".")[0] != "bedside":
        return None
    rest = name.removeprefix("bedside").removeprefix(".")
    while rest and rest not in MODULES:
        rest = rest.rpartition(".")[0]
    return rest or "bedside"


def called(module: str) -> Iterator[tuple[int, str, str]]:
    """The line of every call, the last word of what is called, and its whole text."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            text = ast.unparse(node.func)
            yield node.lineno, text.rpartition(".")[2], text


# --- floors


def test_every_module_has_one_floor() -> None:
    assert sum(len(modules) for modules in FLOORS) == len(FLOOR), "a module stands on two floors"
    assert MODULES.keys() - FLOOR.keys() == EMPTY, "give a new module its floor; a package's own file is empty"
    assert FLOOR.keys() <= MODULES.keys(), "a floor names a module that is gone"
    for module in EMPTY:
        assert all(isinstance(node, ast.Expr) for node in tree(module).body), f"{module}/__init__.py holds code"


@pytest.mark.parametrize("module", sorted(FLOOR))
def test_no_arrow_points_upward_or_to_the_side(module: str) -> None:
    for line, name in imported(module):
        other = own(name)
        if other is not None and not (module == "proof" and other.startswith("proof.")):
            assert other in FLOOR, f"{module}:{line}: {name} is no module with a floor"
            assert FLOOR[other] < FLOOR[module], f"{module}:{line}: {other} is not on a lower floor"


def test_the_front_door_names_only_modules_below_it() -> None:
    for name, module in bedside.PUBLIC.items():
        assert FLOOR[module] < FLOOR["bedside"], name


# --- what the core does not know


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_no_clock_no_chance_no_network_and_no_framework(module: str) -> None:
    forbidden = FORBIDDEN - STARTS_A_PROCESS.get(module, set())
    found = {f"{line}: {name}" for line, name in imported(module) if name.split(".")[0] in forbidden}
    assert {each.partition(": ")[2] for each in found} <= KNOWS_JAX.get(module, set()), found


@pytest.mark.parametrize("module", CORE)
def test_the_core_reads_no_clock_and_draws_no_lots(module: str) -> None:
    for line, last, text in called(module):
        assert last not in CLOCKS, f"{module}:{line}: {text}() reads the clock"
        assert text != "time.time", f"{module}:{line}: {text}() reads the clock"
        assert ".random." not in f".{text}.", f"{module}:{line}: {text}() is chance"


def test_the_clock_is_read_in_one_place() -> None:
    """The command line reads it in one place, the web app in its module `clock`, which all others ask."""
    reads = [
        module for module in MODULES for _, last, text in called(module) if last in CLOCKS and text not in ("clock.now", "now")
    ]
    assert reads == ["faces.cli", "faces.web.clock"]
    asks = {module for module in MODULES for _, _, text in called(module) if text == "clock.now"}
    assert all(module.startswith("faces.web.") for module in asks - {"faces.web.clock"})


@pytest.mark.parametrize("module", CORE)
def test_the_core_opens_files_only_in_load_and_files(module: str) -> None:
    for line, last, text in called(module):
        if module in OPENS_PICTURES and text == "Image.open":
            continue
        if last in OPENING and module not in OPENS_FILES:
            assert module in READS_PACKAGE_DATA, f"{module}:{line}: {text}() opens a file"
            assert text.startswith("files("), f"{module}:{line}: {text}() opens more than the data of this package"


@pytest.mark.parametrize("module", CORE)
def test_the_core_does_not_print(module: str) -> None:
    assert not [line for line, _, text in called(module) if text in ("print", "input", "breakpoint", "exec", "eval")]


# --- faces


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("faces.")])
def test_faces_import_only_the_front_door_and_each_other(module: str) -> None:
    for line, name in imported(module):
        other = own(name)
        assert other is None or other == "bedside" or other.startswith("faces."), f"{module}:{line}: {name}"
        if other == "bedside" and name != "bedside":
            assert name.removeprefix("bedside.") in bedside.PUBLIC, f"{module}:{line}: {name} is not public"


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("faces.")])
def test_faces_use_only_public_names(module: str) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "bedside":
            assert node.attr in {*bedside.PUBLIC, "faces", "__version__"}, f"{module}:{node.lineno}: bedside.{node.attr}"


# --- the front door


def test_what_is_public_is_what_can_be_imported() -> None:
    assert list(bedside.__all__) == sorted(bedside.PUBLIC)
    for name, module in bedside.PUBLIC.items():
        assert getattr(bedside, name) is getattr(import_module(f"bedside.{module}"), name)
    with pytest.raises(AttributeError, match="bedside has no 'chekc'"):
        _ = bedside.chekc


def test_what_is_public_is_known_to_type_checkers_from_the_same_module() -> None:
    (guarded,) = [node for node in tree("bedside").body if isinstance(node, ast.If)]
    assert ast.unparse(guarded.test) == "TYPE_CHECKING"
    typed = {
        alias.asname: (node.module, alias.name)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == {name: (f"bedside.{module}", name) for name, module in bedside.PUBLIC.items()}


# --- small parts with plain names


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]


@pytest.mark.parametrize("module", MODULES)
def test_functions_have_at_most_40_lines_and_files_at_most_400(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 400
    for node in ast.walk(tree(module)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert _body_lines(node) <= 40, f"{module}:{node.lineno}: {node.name} has {_body_lines(node)} lines"


def test_no_module_has_a_name_that_says_nothing() -> None:
    every = [path for folder in ("src", "tests", "tools", "bench") for path in (HOUSE / folder).rglob("*.py")]
    assert every
    assert not [path for path in every if {path.stem, path.parent.name} & FAR_TOO_GENERAL]


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_their_public_functions_and_classes_say_what_they_are(module: str) -> None:
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    silent = [
        f"{module}:{node.lineno}: {node.name}"
        for node in tree(module).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not silent


# --- a verb is one word in every place


SECTIONS = {
    "screen": "screen", "plan": "regimens", "check": "check", "course": "regimens", "respond": "respond",
    "follow_up": "follow_up", "understand": "recovery", "simulate": "regimens",
}  # fmt: skip


@pytest.mark.parametrize(("verb", "section"), SECTIONS.items())
def test_a_verb_has_its_section_module_function_command_and_chapter(verb: str, section: str) -> None:
    from bedside.faces.cli import app

    assert section in TABLES
    assert f"verbs.{verb}" in MODULES
    assert getattr(bedside, verb) is getattr(import_module(f"bedside.verbs.{verb}"), verb)
    commands = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    assert verb.replace("_", "-") in commands
    chapter = HOUSE / "docs" / "reference" / f"{verb}.md"
    assert chapter.is_file(), f"{verb} has no chapter docs/reference/{verb}.md"
