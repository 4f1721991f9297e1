"""How well are laboratory reports read, and at what cost, beside other programs on the same pages?

    python bench/scan.py                 about 60 pages of each kind: digital, scan, phone; half an hour on two cores
    python bench/scan.py --pages 200     so many of each kind
    python bench/scan.py --part held     only the layouts and seeds that nobody looked at when the reader was written
    python bench/scan.py --part abroad   laboratories abroad alone, those for development and those held out
    python bench/scan.py --alone         without the other programs
    python bench/scan.py --misses FILE   writes down what went wrong on the layouts for development, never on the others

The reports are invented by tests/reports, with the truth about each row. A row is found where name or code, value and date
are right; `full` is the share of those with unit and range right too; `wrong` are values that the report does not have for that
name and date; `ready wrong` are those among them, and wrong units, limits and codes, that the reader called ready. Times are of
the processor, for one page, with everything warm; memory is the most that the reader and its helpers held.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from reports.layouts import HELD_OUT_SEEDS, layouts  # noqa: E402
from reports.making import report  # noqa: E402
from reports.pictures import picture  # noqa: E402
from reports.scoring import Read, Score, score  # noqa: E402
from reports.truth import Row  # noqa: E402

PEERS = HERE.parent / ".bench-venv-scan"
CONDITIONS = ("digital", "scan", "phone")
PARTS = {
    "development": (False, False, 0),
    "held": (True, False, HELD_OUT_SEEDS),
    "abroad-development": (False, True, 0),
    "abroad-held": (True, True, HELD_OUT_SEEDS),
}
"""Whether held out, whether of laboratories abroad, and the first seed."""
GROUPS = {"both": ("development", "held"), "abroad": ("abroad-development", "abroad-held")}
READERS = {
    "bedside": CONDITIONS,
    "tesseract": ("scan", "phone"),
    "pdfplumber": ("digital",),
    "img2table": CONDITIONS,
    "one regex": ("digital",),
}
"""Who reads what. Tesseract's words go through the same table reader; the regular expression gets the PDF's text."""
MOST = {"tesseract": 24, "pdfplumber": 60, "img2table": 12, "one regex": 60}
"""The other programs get so many of the pages."""
GOALS = {"digital": (0.99, 0.05), "scan": (0.97, 6.0), "phone": (0.96, 6.0)}
"""Recall, and seconds a page."""


@dataclass(frozen=True)
class Sample:
    """A file for the readers, and what they should find in it."""

    layout: str
    path: Path
    pages: int
    rows: tuple[Row, ...]


@dataclass
class Line:
    """What one reader did with one kind of pages."""

    score: Score = field(default_factory=Score)
    pages: int = 0
    seconds: float = 0
    megabytes: float = 0
    failed: int = 0
    first: str = ""
    """Why the first file was refused."""
    trouble: str = ""


def samples(condition: str, part: str, pages: int, folder: Path) -> list[Sample]:
    """Reports of every layout in turn, seed after seed, until there are enough pages."""
    held, abroad, first = PARTS[part]
    made: list[Sample] = []
    for seed in count(first):
        for layout in layouts(held_out=held, abroad=abroad):
            if sum(sample.pages for sample in made) >= pages:
                return made
            made += _printed(layout.id, seed, condition, folder)
    raise AssertionError


def _printed(layout: str, seed: int, condition: str, folder: Path) -> Iterator[Sample]:
    told = report(layout, seed)
    name = f"{condition}-{layout}-{seed}"
    if condition == "digital":
        path = folder / f"{name}.pdf"
        path.write_bytes(told.pdf)
        yield Sample(layout, path, told.truth.pages, told.truth.rows)
        return
    for page in range(1, told.truth.pages + 1):
        rows = tuple(row for row in told.truth.rows if row.page == page)
        if rows:
            path = folder / f"{name}-{page}.jpg"
            path.write_bytes(picture(told, page, condition, seed))
            yield Sample(layout, path, 1, rows)


def read(reader: str, made: list[Sample], misses: list[str] | None) -> Line:
    """Let a reader read in a process of its own, and score it."""
    line = Line()
    python = PEERS / "bin" / "python" if reader in ("pdfplumber", "img2table") else Path(sys.executable)
    task = json.dumps({"reader": reader, "files": [str(sample.path) for sample in made]})
    done = subprocess.run([python, HERE / "scan_readers.py"], input=task, capture_output=True, text=True, check=False)
    if done.returncode:
        line.trouble = (done.stderr.strip().splitlines() or ["ended"])[-1]
        return line
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    line.seconds, line.megabytes = told["seconds"], told["megabytes"]
    for sample, found in zip(made, told["found"], strict=True):
        reads = [Read(**{**each, "why": tuple(each.get("why", ()))}) for each in found["reads"]]
        counted, wrong = score(sample.rows, reads, found["shown"])
        line.score += counted
        line.pages += sample.pages
        line.failed += bool(found["failed"])
        line.first = line.first or found["failed"]
        if misses is not None:
            misses += [f"{sample.path.name} | {miss.what} | {miss.row} | {miss.read}" for miss in wrong]
    return line


def table_line(reader: str, line: Line, own: Line) -> str:
    """A line of the table, with how many times Bedside's seconds and memory it took."""
    if line.trouble or not line.pages:
        return f"| {reader} | not run: {line.trouble} |"
    told, found = line.score, max(line.score.found, 1)
    each, reference = line.seconds / line.pages, own.seconds / max(own.pages, 1)
    cells = [
        reader,
        f"{line.pages}",
        f"{told.rows}",
        f"{told.recall:.3f}",
        f"{told.precision:.3f}",
        f"{told.full / found:.3f}",
        f"{told.wrong}",
        f"{told.ready_right / found:.2f}" if told.ready else "",
        f"{told.ready_wrong}" if told.ready else "",
        f"{each:.3f}",
        f"{each / reference:.1f}" if reference else "",
        f"{line.megabytes:.0f}",
        f"{line.megabytes / own.megabytes:.1f}" if own.megabytes else "",
        f"{line.failed}",
    ]
    row = f"| {' | '.join(cells)} |"
    return f"{row} first: {line.first} |" if line.first else row


HEAD = (
    "| reader | pages | rows | recall | precision | full | wrong | ready | ready wrong | s/page | x | MB | x | refused |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


def peers_are_there() -> str:
    """Set up the other programs; says why where they are not there."""
    if not PEERS.is_dir():
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
    asked = [PEERS / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", HERE / "scan_peers.txt"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else "could not be installed"


def absent(reader: str, without: str) -> str:
    """Why a reader cannot run here; "" where it can."""
    if reader == "tesseract":
        return "" if shutil.which("tesseract") else "the program tesseract is not installed"
    return without if reader in ("pdfplumber", "img2table") else ""


def first_pages(made: list[Sample], most: int) -> list[Sample]:
    """The samples that a program gets which is not to read all of them."""
    kept: list[Sample] = []
    for sample in made:
        if sum(each.pages for each in kept) + sample.pages <= most:
            kept.append(sample)
    return kept


def run(asked: argparse.Namespace, folder: Path) -> bool:
    """Every kind of pages, every part, every reader; gives whether all goals were met."""
    without = "left out" if asked.alone else peers_are_there()
    misses: list[str] = []
    wanted: list[str] = []
    met = True
    for condition in asked.conditions.split(","):
        for part in GROUPS.get(asked.part, (asked.part,)):
            made = samples(condition, part, asked.pages, folder)
            print(f"\n{condition}, {part}\n\n{HEAD}", flush=True)
            own = read("bedside", made, misses if part.endswith("development") else None)
            print(table_line("bedside", own, own), flush=True)
            for reader in (
                name for name, kinds in READERS.items() if name != "bedside" and condition in kinds and not asked.alone
            ):
                why = absent(reader, without)
                told = Line(trouble=why) if why else read(reader, first_pages(made, MOST[reader]), None)
                print(table_line(reader, told, own), flush=True)
            for line, good in goals(condition, part, own):
                wanted.append(line)
                met = met and good
    print("\n| goal | wanted | found | met |\n| --- | --- | --- | --- |")
    print("\n".join(wanted))
    if asked.misses:
        Path(asked.misses).write_text("\n".join(misses) + "\n", "utf-8")
    return met


def goals(condition: str, part: str, own: Line) -> Iterator[tuple[str, bool]]:
    """What was wanted beside what was found."""
    told, found = own.score, max(own.score.found, 1)
    recall, seconds = GOALS[condition]
    share = 0.85 if condition == "digital" else 0.0
    told_goals = [
        ("recall", f">= {recall}", told.recall, told.recall >= recall),
        ("unit and range right", ">= 0.98", told.full / found, told.full / found >= 0.98),
        ("wrong and ready", "0", float(told.ready_wrong), told.ready_wrong == 0),
        ("ready", f">= {share}", told.ready_right / found, told.ready_right / found >= share),
        ("seconds a page", f"< {seconds}", own.seconds / max(own.pages, 1), own.seconds < seconds * own.pages),
        ("MB", "< 1200", own.megabytes, own.megabytes < 1200),
    ]
    for name, want, value, good in told_goals:
        yield f"| {condition}, {part}: {name} | {want} | {value:.4g} | {'yes' if good else 'no'} |", good


def main() -> int:
    """Ask, read, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--part", choices=(*PARTS, *GROUPS), default="both")
    parser.add_argument("--conditions", default=",".join(CONDITIONS))
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--misses", default="")
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    with tempfile.TemporaryDirectory() as folder:
        return 0 if run(asked, Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
