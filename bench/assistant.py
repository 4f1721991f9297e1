"""How much of what patients write is understood, and how fast, beside other programs with the same lexicon?

Then the same of what they ask: see asked_questions.py.

    python bench/assistant.py            the sentences of the tests, and PsyTAR where it lies beside the repository; minutes
    python bench/assistant.py --quick    without the other programs

PsyTAR (CC BY 4.0) is not part of this repository: it is looked for in ../shared/data. Its posts are parted once, with a fixed
seed; the lexicon was looked over with seven tenths of them, and the last numbers are of the other three tenths. What its names
mean here stands in psytar.toml. Times are seconds of CPU on one core.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import asked_questions
import bedside

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared" / "data" / "PsyTAR_dataset.xlsx"
TERMS = HERE.parent.parent / "shared" / "data" / "CTCAE_v5.0.xlsx"
PEERS = HERE.parent / ".bench-venv-words"
AT = bedside.parse_time("2026-03-04T18:00:00Z")
SEED, HELD_OUT = 7, 0.3
MOST = {"medspacy": 400, "rapidfuzz": 60}
"""So many phrasings of each concept are given to the other programs, none with a gap."""
BASELINES = (
    "before: hand-written lexicon  P .838 R .851",
    "before: terms only  P .920 R .394",
    "before: negation, on another set  F .965",
)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OWN = {"+": "present", "-": "denied", "~": "past", "?": "uncertain", "o": "other person"}
FRESH = """
import time
began = time.process_time()
import bedside
bedside.understand("my chest hurts", bedside.parse_time("2026-03-04T18:00:00Z"))
print(time.process_time() - began)
"""
Row = tuple[str, ...]
Found = list[tuple[str, bool]]


@dataclass(frozen=True)
class Gold:
    """Texts, the names that a reader found in each, and for some whether each was denied."""

    texts: list[str]
    names: list[set[str]]
    denied: list[dict[str, bool]]


def sheets(path: Path, wanted: tuple[str, ...]) -> dict[str, list[Row]]:
    """The rows of some sheets of a workbook."""
    with zipfile.ZipFile(path) as book:
        strings = ["".join(item.itertext()) for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [sheet.get("name", "") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            if name.strip() in wanted:
                tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
                found[name.strip()] = [cells(row, strings) for row in tree.iter(f"{SHEET}row")]
    return found


def cells(row: ElementTree.Element, strings: list[str]) -> Row:
    """The cells of one row as text, empty ones too."""
    told: dict[int, str] = {}
    for cell in row.iter(f"{SHEET}c"):
        letters = re.match(r"[A-Z]+", cell.get("r", "A"))
        place = 0
        for letter in letters[0] if letters else "A":
            place = 26 * place + ord(letter) - 64
        value = cell.find(f"{SHEET}v")
        text = "" if value is None or value.text is None else value.text
        told[place - 1] = strings[int(text)] if cell.get("t") == "s" and text else text
    return tuple(told.get(place, "") for place in range(max(told, default=-1) + 1))


def psytar(groups: dict[str, re.Pattern[str]], held: bool) -> Gold:
    """The sentences of the held-out posts, or of the others, with the groups that their mapped mentions fall into."""
    told = sheets(DATA, ("Sentence_Labeling", "ADR_Mapped", "WD-Mapped", "SSI_Mapped", "DI_Mapped"))
    sentences = [row for row in told.pop("Sentence_Labeling")[1:] if len(row) > 4 and row[2]]
    posts = sorted({row[2].strip() for row in sentences})
    random.Random(SEED).shuffle(posts)
    chosen = set(posts[: int(HELD_OUT * len(posts))])
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in (row for rows in told.values() for row in rows[1:] if len(row) > 4):
        for name in (row[place] for place in (4, 6) if place < len(row) and row[place]):
            known = (name.split("/")[1] if "/" in name else name).strip().lower()
            names[row[1].strip(), row[2].strip()] |= {group for group, pattern in groups.items() if pattern.search(known)}
    kept = [row for row in sentences if (row[2].strip() in chosen) == held]
    found = [names[row[2].strip(), row[3].strip()] for row in kept]
    return Gold([row[4] for row in kept], found, [{} for _ in kept])


def own() -> Gold:
    """The sentences of the tests, by CTCAE term."""
    words, texts, names, denied = bedside.lexicon(), [], [], []
    for line in (HERE.parent / "tests" / "words" / "sentences.tsv").read_text("utf-8").splitlines():
        if line.startswith(("#", "part", "f\t")):
            continue
        _, _, effects, text = line.split("\t")
        texts.append(text)
        names.append({words[each[1:]].ctcae for each in effects.split()})
        denied.append({words[each[1:]].ctcae: each[0] == "-" for each in effects.split()})
    return Gold(texts, names, denied)


def with_bedside(texts: list[str], denied: bool, treated: bool = False) -> tuple[list[Found], float]:
    """What `understand` finds, and whether it is denied; with `denied` what is denied counts as found too, with `treated` what
    a medicine is taken for or holds down, a denied *no longer depressed* too: PsyTAR's readers named both."""
    bedside.understand("warm up", AT)
    began, found = time.process_time(), []
    for text in texts:
        told = bedside.understand(text if text.strip() else "-", AT).told
        kept = [(each.entry.id, each.status == "denied") for each in told.effects if denied or each.status != "denied"]
        found.append([*kept, *((each.entry.id, False) for each in told.treated if treated)])
    return found, 1000 * (time.process_time() - began) / len(texts)


def with_peer(which: str, texts: list[str]) -> tuple[list[Found], float] | None:
    """What another program finds with the same phrases; None where it does not run."""
    phrases = [
        [entry.id, phrase]
        for entry in bedside.lexicon().entries
        for phrase in islice((p for p in entry.phrasings() if "..." not in p), MOST[which])
    ]
    task = json.dumps({"which": which, "phrases": phrases, "texts": texts})
    done = subprocess.run([PEERS / "bin/python", HERE / "symptom_peers.py"], input=task, capture_output=True, text=True)
    if done.returncode:
        print(f"  {which}: does not run here: {done.stderr.strip().splitlines()[-1:]}")
        return None
    told = json.loads(done.stdout)
    return [[(concept, negated) for concept, negated in each] for each in told["found"]], told["ms"]


def install() -> bool:
    """An environment for the other programs; False where it cannot be made."""
    if not (PEERS / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    done = subprocess.run(
        [PEERS / "bin/python", "-m", "pip", "install", "-q", "-r", HERE / "words_peers.txt"], capture_output=True
    )
    return done.returncode == 0


def scored(gold: Gold, found: list[Found], ms: float, names: dict[str, str], what: str) -> None:
    """One line: precision, recall, their mean, negation where it is known, and milliseconds a text."""
    right = wrong = missed = judged = agreed = 0
    for wanted, denied, each in zip(gold.names, gold.denied, found, strict=True):
        got = {names[concept] for concept, _ in each if concept in names}
        right, wrong, missed = right + len(got & wanted), wrong + len(got - wanted), missed + len(wanted - got)
        for name in got & denied.keys():
            judged += 1
            agreed += denied[name] == any(negated for concept, negated in each if names.get(concept) == name)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    mean = 2 * precision * recall / max(1e-9, precision + recall)
    negation = f"  negation {agreed / judged:.3f} of {judged}" if judged else ""
    print(f"  {what:<34} P {precision:.3f}  R {recall:.3f}  F {mean:.3f}{negation}  {ms:.2f} ms a text")


def compared(gold: Gold, names: dict[str, str], title: str, peers: bool, both: bool = True) -> None:
    """One set of texts, every program; with `both` as the readers of PsyTAR named things, and then narrower."""
    print(f"\n{title}: {len(gold.texts)} texts, {sum(map(len, gold.names))} names")
    scored(gold, *with_bedside(gold.texts, True, treated=both), names, "bedside.understand")
    if both:
        scored(gold, *with_bedside(gold.texts, False, treated=True), names, "  without what is denied")
        scored(gold, *with_bedside(gold.texts, False), names, "  nor what is treated")
    for which in ("medspacy", "rapidfuzz") if peers else ():
        told = with_peer(which, gold.texts)
        if told is not None:
            scored(
                gold, *told, names, f"{which}, the same lexicon" if which == "medspacy" else "rapidfuzz alone, the same lexicon"
            )


def main() -> None:
    """Print everything."""
    words = bedside.lexicon()
    cold = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{len(words)} concepts, {words.count} phrasings written out; first answer after {float(cold):.2f} s of CPU")
    if TERMS.exists():
        known = {row[2].strip() for row in sheets(TERMS, ("CTCAE v5.0 Clean Copy",))["CTCAE v5.0 Clean Copy"] if len(row) > 2}
        strange = sorted({entry.ctcae for entry in words.entries} - known)
        print(f"terms that CTCAE version 5 does not have: {', '.join(strange) or 'none'}")
    peers = "--quick" not in sys.argv and install()
    compared(own(), {entry.id: entry.ctcae for entry in words.entries}, "The sentences of the tests", peers, both=False)
    asked_questions.compared("--quick" not in sys.argv)
    if not DATA.exists():
        print(f"\nPsyTAR is not here ({DATA.name} in ../shared/data): its part of this comparison is left out.")
        return
    table = tomllib.loads((HERE / "psytar.toml").read_text("utf-8"))
    groups = {group: re.compile(row["names"]) for group, row in table.items()}
    names = {concept: group for group, row in table.items() for concept in row["concepts"]}
    compared(psytar(groups, held=False), names, "PsyTAR, the posts that the lexicon was looked over with", False)
    compared(psytar(groups, held=True), names, f"PsyTAR, held out, {len(groups)} groups", peers)
    print("\n".join(f"  {line}" for line in BASELINES))


if __name__ == "__main__":
    main()
