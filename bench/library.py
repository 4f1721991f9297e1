"""Official labels: is every character kept, how long does a label take, how much memory; 10,000 labels imported and found.

Seconds of a label are those of the processor, in a process of its own; those of the 10,000 are by the clock.

The real labels lie in ../shared/data/labels beside this repository and are not part of it; where they are absent, that is
said and only the made-up labels are measured. Characters are counted a second time by code of its own: a SAX handler for
XML, a tag remover for JSON.

    .venv/bin/python bench/library.py [NUMBER OF MADE-UP LABELS]
"""

from __future__ import annotations

import html
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import xml.sax
from collections.abc import Iterator
from pathlib import Path
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT.parent / "shared" / "data" / "labels"
GOAL_SECONDS, GOAL_MB, GOAL_MINUTES, MADE_UP = 0.3, 150, 10, 10_000
ONE = """
import json, resource, sys, time
from bedside.labels.import_label import load_label
began = time.process_time()
label = load_label(sys.argv[1])
seconds = time.process_time() - began
print(json.dumps({
    "seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "form": label.form, "name": label.name,
    "characters": label.characters, "sections": len(label.sections), "tables": label.tables,
}))
"""
CODES = ("34067-9", "34068-7", "34070-3", "43685-7", "34084-4", "34073-7", "43684-0", "34090-1", "34076-0", "34066-1")
TEXT = (
    "the dose is given once a day by mouth with water and watch for liver kidney heart rash fever nausea headache severe mild "
    "patients trial placebo percent increase level blood pressure creatinine withhold resume contraindicated pregnancy"
)
WORDS = tuple(TEXT.split())


class Counter(ContentHandler):
    """Characters of titles and narrative in an SPL document, spaces aside."""

    def __init__(self) -> None:
        self.within: list[str] = []
        self.seen = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802, ARG002
        self.within.append(name)

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002
        self.within.pop()

    def characters(self, content: str) -> None:
        if "text" in self.within or "title" in self.within:
            self.seen += len("".join(content.split()))


def counted(path: Path) -> int:
    """How many characters a label's titles and texts have, counted without the importer."""
    if path.suffix == ".xml":
        counter = Counter()
        xml.sax.parse(str(path), counter)
        return counter.seen
    entries = json.loads(path.read_text("utf-8"))["entry"]
    (composition,) = [e["resource"] for e in entries if e["resource"]["resourceType"] == "Composition"]
    return sum(len("".join(text.split())) for text in told(composition))


def told(section: dict) -> Iterator[str]:  # type: ignore[type-arg]
    """Title and text of a Composition's sections without their markup; the narrative of the whole is generated, not written."""
    if section.get("title"):
        yield plain(section["title"])
    if section.get("resourceType") != "Composition":
        yield plain(section.get("text", {}).get("div", ""))
    for inner in section.get("section", ()):
        yield from told(inner)


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


def real() -> bool:
    """Every real label, each in a process of its own. Whether nothing was lost and the goals were met."""
    if not LABELS.is_dir():
        print("The real labels (../shared/data/labels) are not here; only made-up ones are measured.")
        return True
    fine = True
    print(f"{'file':<52}{'form':<8}{'kB':>6}{'sections':>9}{'tables':>7}{'in':>8}{'out':>8}{'seconds':>9}{'MB':>6}")
    for path in sorted(LABELS.iterdir()):
        done = subprocess.run([sys.executable, "-c", ONE, str(path)], capture_output=True, text=True, check=True)
        row, before = json.loads(done.stdout), counted(path)
        fine &= before == row["characters"] and row["seconds"] < GOAL_SECONDS and row["mb"] < GOAL_MB
        print(
            f"{path.name:<52}{row['form']:<8}{path.stat().st_size / 1024:>6.0f}{row['sections']:>9}{row['tables']:>7}"
            f"{before:>8}{row['characters']:>8}{row['seconds']:>9.3f}{row['mb']:>6.0f}"
        )
    print(f"Goals: out equals in, under {GOAL_SECONDS} s of CPU, under {GOAL_MB} MB: {'met' if fine else 'NOT MET'}.\n")
    return fine


def made_up(number: int) -> bytes:
    """A label that nobody wrote, of about 20 kB."""
    chance = random.Random(number)
    sections = []
    for place, code in enumerate(CODES):
        paragraphs = "".join(f"<paragraph>{escape(sentence(chance))}</paragraph>" for _ in range(6))
        rows = "".join(f"<tr><td>{chance.choice(WORDS)}</td><td>{chance.randrange(100)}</td></tr>" for _ in range(4))
        table = f"<table><tbody>{rows}</tbody></table>" if place % 3 == 0 else ""
        sections.append(
            f'<component><section><code code="{code}" codeSystem="2.16.840.1.113883.6.1"/><title>{place + 1} Part</title>'
            f"<text>{paragraphs}{table}</text></section></component>"
        )
    return (
        f'<document xmlns="urn:hl7-org:v3"><title>Madeupin {number}</title><setId root="made-up-{number}"/>'
        f"<component><structuredBody>{''.join(sections)}</structuredBody></component></document>"
    ).encode()


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=45)).capitalize() + "."


def many(count: int) -> bool:
    """Made-up labels imported and put on a shelf, then found. Whether the goal was met."""
    from bedside.labels.import_label import import_label
    from bedside.labels.shelf import open_shelf

    with tempfile.TemporaryDirectory() as folder:
        written = [made_up(number) for number in range(min(count, 500))]
        size = sum(map(len, written)) / len(written) / 1024
        began = time.perf_counter()
        with open_shelf(Path(folder) / "labels.db") as shelf:
            shelf.add_all(import_label(made_up(number), f"{number}.xml") for number in range(count))
            spent = time.perf_counter() - began
            disk = (Path(folder) / "labels.db").stat().st_size / 1024**2
            asked = [f"Madeupin {number} withhold creatinine" for number in range(0, count, max(count // 50, 1))]
            began = time.perf_counter()
            found = [shelf.search(words) for words in asked]
            each = (time.perf_counter() - began) / len(asked)
    right = sum(bool(row) and row[0].name == words.rsplit(" ", 2)[0] for words, row in zip(asked, found, strict=True))
    fine = spent < GOAL_MINUTES * 60 * count / MADE_UP
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} made-up labels of {size:.0f} kB: made, imported and indexed in {spent:.1f} s, {disk:.0f} MB on disk,")
    print(f"{memory:.0f} MB of memory.")
    print(f"A search: {each * 1000:.1f} ms; the medicine that was named came first in {right} of {len(asked)}.")
    print(f"Goal: 10,000 in under {GOAL_MINUTES} minutes: {'met' if fine else 'NOT MET'}.")
    return fine


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MADE_UP
    both = [real(), many(count)]
    return 0 if all(both) else 1


if __name__ == "__main__":
    sys.exit(main())
