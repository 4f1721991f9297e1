"""Nothing leaves the machine: no question and no command opens a connection, looks a name up, or starts a program."""

from __future__ import annotations

import inspect
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import bedside
from bedside.faces.cli import app
from bedside.scanning import worker
from reports.making import report
from reports.pictures import picture
from silence import WAYS_OUT, WayOut, silence

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
AT, AFTER = "2026-05-05T16:00:00Z", "2026-03-30T18:00:00Z"
MOMENT, LATER = bedside.parse_time(AT), bedside.parse_time(AFTER)
RECORD, ENDED = str(bedside.demo_record()), str(EXAMPLES / "after.csv")
REPORT = str(EXAMPLES / "report.pdf")
FIELDS = '{"adverse_reactions": ["Yawning."], "openfda": {"brand_name": ["Exemplin"]}, "id": "made-up"}'
SERVES = "web"
"""The command that serves until it is stopped; what it answers is asked in tests/web/test_privacy.py."""


def commands(group: typer.Typer, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that there is, as its words."""
    for each in group.registered_commands:
        assert each.callback
        yield (*before, each.name or each.callback.__name__.replace("_", "-"))
    for each in group.registered_groups:
        assert each.typer_instance
        yield from commands(each.typer_instance, (*before, str(each.name)))


COMMANDS: dict[str, list[list[str]]] = {
    "check": [[RECORD, "--guide", "consensus-2014", "--at", AT], [RECORD, "--all-guides", "--at", AT, "--json"]],
    "screen": [[RECORD, "--at", AT]],
    "plan": [["--weight", "80kg", "--start", "2026-05-04T08:00:00Z"], [RECORD, "--at", AT]],
    "follow-up": [[ENDED, "--at", AFTER]],
    "course": [[RECORD, "--guide", "consensus-2014", "--at", AT]],
    "respond": [[str(EXAMPLES / "response.csv"), "--at", AFTER]],
    "demo": [[]],
    "library": [[], ["--search", "what about alcohol?"]],
    "page": [["Proleukin"], ["aldesleukin", "--for", RECORD, "--at", AT]],
    "compare": [["aldesleukin", "sunitinib"]],
    "understand": [["my chest hurts, says my wife", "--at", AT], ["fever", "--for", ENDED, "--at", AFTER, "--json"]],
    "lexicon": [[], ["fever"]],
    "ask": [
        ["can I drink alcohol?", "--at", AT],
        ["why was it held?", "--for", str(EXAMPLES / "course.csv"), "--guide", "uspi-2024", "--at", "2026-01-19T12:00:00Z"],
        ["who will win the world cup?", "--at", AT, "--json"],
    ],
    "scan": [[REPORT, "--at", AT], [REPORT, "--for", RECORD, "--json", "--at", AT]],
    "simulate": [["--people", "20", "--guide", "uspi-2024"], ["--person", "3", "--guide", "uspi-2024"]],
    "medicine list": [[]],
    "medicine show": [["aldesleukin"]],
    "medicine verify": [["pembrolizumab"]],
    "medicine import": [["LABEL", "--shelf", "SHELF"]],
}

QUESTIONS: dict[str, Callable[[Path], object]] = {
    "check": lambda _: bedside.check(medicine(), record(), MOMENT, guide="consensus-2014"),
    "check_all": lambda _: bedside.check_all(medicine(), record(), MOMENT),
    "check_many": lambda _: bedside.check_many(medicine(), [record()], [MOMENT], guide="consensus-2014"),
    "steady_until": lambda _: bedside.steady_until(medicine(), record(), MOMENT, "consensus-2014"),
    "screen": lambda _: bedside.screen(medicine(), record(), MOMENT),
    "plan": lambda _: bedside.plan(medicine(), weight_kg=80, start=MOMENT),
    "plan_record": lambda _: bedside.plan_record(medicine(), record(), MOMENT),
    "course": lambda _: bedside.course(medicine(), record(), MOMENT, guide="consensus-2014"),
    "respond": lambda _: bedside.respond(medicine(), bedside.load_record(EXAMPLES / "response.csv"), LATER),
    "follow_up": lambda _: bedside.follow_up(medicine(), bedside.load_record(ENDED), LATER),
    "inform": lambda _: bedside.inform(medicine(), record(), MOMENT),
    "marks": lambda _: bedside.marks(medicine().guides["consensus-2014"], "creatinine"),
    "verify": lambda _: bedside.verify(bedside.load_medicine("pembrolizumab")),
    "understand": lambda _: bedside.understand(
        "fever, and muddled", LATER, medicine(), bedside.load_record(ENDED), page=bedside.page("aldesleukin").statements
    ),
    "ask": lambda path: bedside.ask("does exemplin make me yawn?", MOMENT, patient=record(), shelf=shelf(path)),
    "retell": lambda _: bedside.retell(bedside.ask("can I drink alcohol?", MOMENT), lambda told, findings: findings),
    "scan": lambda _: scanned(),
    "boxed": lambda _: bedside.boxed(bedside.scan(Path(REPORT).read_bytes(), pictures=True)),
    "scan_to_text": lambda _: bedside.scan_to_text(scanned()),
    "scan_from_text": lambda _: bedside.scan_from_text(bedside.scan_to_text(scanned())),
    "report_format": lambda _: bedside.report_format(Path(REPORT).read_bytes()),
    "recordable": lambda _: bedside.recordable(scanned().results[0]),
    "corrected": lambda _: bedside.corrected(scanned().results[0], bedside.Correction(1.2, "mg/dL", "creatinine")),
    "confirm_results": lambda _: bedside.confirm_results(scanned(), [], bedside.Confirmation("nurse", MOMENT, UTC)),
    "explain_results": lambda _: bedside.explain_results(
        scanned().results, bedside.Beside(MOMENT, medicine(), patient=record())
    ),
    "analytes": lambda _: bedside.analytes(),
    "load_model": lambda _: bedside.load_model("aldesleukin"),
    "model_of": lambda _: bedside.model_of("aldesleukin"),
    "protocol_of": lambda _: protocol(),
    "read_given": lambda _: bedside.read_given(b"weight\n80\n", "people.csv", bedside.load_model("aldesleukin")),
    "simulate": lambda _: bedside.simulate(protocol(), bedside.load_model("aldesleukin"), people=20),
    "virtual_person": lambda _: bedside.virtual_person(protocol(), bedside.load_model("aldesleukin"), 3),
    "record_text": lambda _: bedside.record_text(record()),
    "body": lambda _: bedside.body(),
    "lexicon": lambda _: bedside.lexicon(),
    "urgency_sources": lambda _: bedside.urgency_sources(),
    "library": lambda _: bedside.library(),
    "page": lambda _: bedside.page("aldesleukin"),
    "find_medicine": lambda _: bedside.find_medicine("Prolukin"),
    "focus": lambda _: bedside.focus(bedside.page("aldesleukin"), medicine(), record(), MOMENT),
    "search_pages": lambda _: bedside.search_pages("what about grapefruit?"),
    "compare": lambda _: bedside.compare(bedside.page("aldesleukin"), bedside.page("sunitinib")),
    "glossary": lambda _: bedside.glossary(),
    "terms_in": lambda _: bedside.terms_in("the creatinine has risen"),
    "new_terms": lambda _: bedside.new_terms(["the creatinine has risen"]),
    "in_pieces": lambda _: bedside.in_pieces("the creatinine has risen"),
    "import_label": lambda _: bedside.import_label(FIELDS.encode(), "x.json"),
    "load_label": lambda path: bedside.load_label(label(path)),
    "open_shelf": lambda path: shelf(path).search("yawning"),
    "load_medicine": lambda _: bedside.load_medicine("aldesleukin"),
    "shipped_medicines": lambda _: bedside.shipped_medicines(),
    "load_record": lambda _: record(),
    "read_record": lambda _: bedside.read_record(Path(RECORD).read_bytes(), "demonstration.csv"),
    "demo_record": lambda _: bedside.demo_record(),
    "observe": lambda _: bedside.observe("creatinine", MOMENT, 1.2, "mg/dL"),
    "parse_time": lambda _: bedside.parse_time(AT),
    "clock": lambda _: bedside.clock(0),
    "convert": lambda _: bedside.convert(88, "umol/L", "mg/dL", 113.12),
    "read_quantity": lambda _: bedside.read_quantity("88 umol/L"),
    "vocabulary": lambda _: bedside.vocabulary(),
}
"""Each function of the front door, called as people call it; the path is a folder to write in."""


@pytest.fixture(autouse=True)
def no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """What leaves the machine where an endpoint is named is told in docs/how-to/use-a-language-model.md; here is none."""
    monkeypatch.delenv("BEDSIDE_LLM_URL", raising=False)


def medicine() -> bedside.Medicine:
    return bedside.load_medicine("aldesleukin")


def record() -> bedside.Patient:
    return bedside.load_record(RECORD)


def scanned() -> bedside.Scan:
    return bedside.scan(Path(REPORT).read_bytes())


def protocol() -> bedside.Protocol:
    return bedside.protocol_of(medicine(), "uspi-2024")


def label(path: Path) -> Path:
    file = path / "label.json"
    file.write_text(FIELDS, "utf-8")
    return file


def shelf(path: Path) -> bedside.Shelf:
    opened = bedside.open_shelf(path / "labels.db")
    opened.add(bedside.load_label(label(path)))
    return opened


# --- the silence itself is one


TRIES: dict[str, Callable[[], object]] = {
    "a connection": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
    "a name": lambda: socket.getaddrinfo("localhost", 80),
    "a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    "a page": lambda: urllib.request.urlopen("http://127.0.0.1:9/"),
    "a program": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
}


@pytest.mark.parametrize("what", TRIES)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_whatever_tries_to_get_out_is_found_even_if_it_hides_that_it_failed(what: str) -> None:
    with pytest.raises(AssertionError, match="something tried to get out"), silence():
        try:
            TRIES[what]()
        except Exception as refused:
            assert isinstance(refused, WayOut)


def test_outside_of_it_everything_is_as_before() -> None:
    with silence():
        pass
    assert socket.getaddrinfo("127.0.0.1", 80)
    assert "socket.connect" in WAYS_OUT


# --- every question, every command


def test_every_question_of_the_front_door_is_asked_here() -> None:
    assert QUESTIONS.keys() == {name for name in bedside.PUBLIC if not inspect.isclass(getattr(bedside, name))}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_opens_no_connection(name: str, tmp_path: Path) -> None:
    with silence():
        told: Any = QUESTIONS[name](tmp_path)
        getattr(told, "to_json", lambda: None)()


def test_every_command_is_run_here() -> None:
    assert COMMANDS.keys() | {SERVES} == {" ".join(words) for words in commands(app)}


@pytest.mark.parametrize(("name", "words"), [(name, words) for name, each in COMMANDS.items() for words in each])
def test_a_command_opens_no_connection(name: str, words: list[str], tmp_path: Path) -> None:
    known = {"LABEL": str(label(tmp_path)), "SHELF": str(tmp_path / "labels.db")}
    with silence():
        done = CliRunner().invoke(app, [*name.split(), *(known.get(word, word) for word in words)])
    assert done.exit_code == 0, done.output


COLD = """
import sys
sys.path.insert(0, {tests!r})
from silence import silence
with silence():
    from bedside.faces.cli import main
    sys.argv = {words!r}
    main()
"""


WORKER = """
import sys
sys.path.insert(0, {tests!r})
from silence import silence
from bedside.scanning import worker
with silence():
    worker.main()
"""


def test_the_process_that_opens_files_and_reads_pictures_opens_none_either() -> None:
    """The picture of a page goes through the models of the reader, loaded in silence."""
    asked = b"".join(
        worker.HEAD.pack(len(b"{}"), len(data)) + b"{}" + data
        for data in (Path(REPORT).read_bytes(), picture(report("us_plain", 1), 1, "clean", 1))
    )
    program = WORKER.format(tests=str(ROOT / "tests"))
    done = subprocess.run([sys.executable, "-c", program], input=asked, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b'"done"') == 2
    assert b'"method": "ocr", "words": [["' in done.stdout, "no words of the picture"


@pytest.mark.parametrize("name", ["check", "ask", "understand"])
def test_a_program_that_has_just_begun_opens_none_either(name: str) -> None:
    """Whatever is loaded when it is first used is loaded in silence here."""
    program = COLD.format(tests=str(ROOT / "tests"), words=["bedside", name, *COMMANDS[name][0]])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Not a medical device" in done.stdout, done.stderr
