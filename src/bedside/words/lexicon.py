"""The lexicon: what people feel, by CTCAE term, and how they say it. It is data, reviewed by people, in `lexicon/`.

>>> lexicon()["chest_pain"].ctcae
'Chest pain - cardiac'
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal, get_args

from bedside.words.net import Knot, add, net_of, told_of
from bedside.words.patterns import TAIL, Row, Sets, count, lines_of, phrasings, words_of
from bedside.words.stems import stem
from bedside.words.tokens import read

FOLDER = ("words", "lexicon")
Severity = Literal["mild", "moderate", "severe"]
PARTS = (
    "heart", "lungs", "general", "gut", "kidneys", "skin", "nerves", "mind", "muscles", "blood",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One thing that people feel.

    `ctcae` is the term of CTCAE version 5; `flag` the finding of the vocabulary that a confirmed entry records; `severity`
    what the words alone say of it; `scale` how its grades follow from words ("severity", "limits" of daily life, "both"),
    `grade` what the phrases themselves amount to; `graded` the concept of the vocabulary that its grade is recorded
    as; `of` the wider entry that this is a case of. `say` are the phrases, `fine`
    those that say it is not there, such as "breathing is fine"; `written` and `clear` are both as the file has them.
    """

    id: str
    ctcae: str
    label: str
    written: str
    clear: str = ""
    flag: str = ""
    severity: Severity | None = None
    scale: str = ""
    of: str = ""
    grade: int | None = None
    graded: str = ""

    @cached_property
    def say(self) -> tuple[Row, ...]:
        """The phrases."""
        return tuple(lines_of(self.written, _sets()))

    @cached_property
    def fine(self) -> tuple[Row, ...]:
        """The phrases that say it is not there."""
        return tuple(lines_of(self.clear, _sets()))

    @property
    def count(self) -> int:
        """How many phrasings it has, written out."""
        return sum(map(count, self.say))

    def phrasings(self) -> Iterator[str]:
        """Every phrasing, written out."""
        for row in self.say:
            yield from phrasings(row)


@dataclass(frozen=True)
class Net:
    """The phrases tied together, the words that they use, and the stems of these."""

    start: Knot
    vocabulary: frozenset[str]
    stems: frozenset[str]


class Lexicon(Mapping[str, Entry]):
    """All entries by id, the net of their phrases, and the words that they use."""

    def __init__(self, entries: tuple[Entry, ...], words: Mapping[str, frozenset[str]], net: Net) -> None:
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self.body, self.filler, self.gapstop = words["body"], words["filler"], words["gapstop"]
        self.listed = words["body"] | words["values"]
        self.start, self.vocabulary, self.stems = net.start, net.vocabulary, net.stems

    def __getitem__(self, key: str) -> Entry:
        return self._by_id[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def count(self) -> int:
        """How many phrasings there are in all, written out."""
        return sum(entry.count for entry in self.entries)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with Bedside; English."""
    entries = tuple(_entry(key, row, _table("well")) for part in PARTS for key, row in _table(part).items())
    told = _table("sets")["words"]
    words = {name: frozenset(stem for row in rows for stem in _stems(row)) for name, rows in told.items()}
    stored = _stored()
    if stored is None:
        return Lexicon(entries, words, tied(entries))
    net = Net(net_of(stored["net"]), frozenset(stored["vocabulary"]), frozenset(stored["stems"]))
    return Lexicon(entries, words, net)


def _stems(row: str) -> tuple[str, ...]:
    """The stems of a row of words; the tail of "it's" stands for itself."""
    return (row,) if row == TAIL else tuple(token.stem for token in read(row))


def tied(entries: tuple[Entry, ...]) -> Net:
    """The net of these entries' phrases, and of idioms."""
    start = Knot()
    vocabulary: set[str] = set()
    rows = [(2 * at, row) for at, entry in enumerate(entries) for row in entry.say]
    rows += [(2 * at + 1, row) for at, entry in enumerate(entries) for row in entry.fine]
    rows += [(-1, row) for row in lines_of(_table("idioms")["idioms"]["say"], _sets())]
    for place, row in rows:
        add(start, row, place)
        vocabulary.update(words_of(row))
    return Net(start, frozenset(vocabulary), frozenset(map(stem, vocabulary)))


def prepared() -> dict[str, object]:
    """What tools/make_lexicon.py writes down, so that nobody waits for the net to be tied."""
    told = {name: _read(name) for name in (*PARTS, "sets", "idioms", "well")}
    net = tied(tuple(_entry(key, row, told["well"]) for part in PARTS for key, row in told[part].items()))
    words: dict[str, object] = {"vocabulary": sorted(net.vocabulary), "stems": sorted(net.stems)}
    return words | {"digest": _digest(), "tables": told, "net": told_of(net.start)}


@cache
def severity_words() -> Mapping[Severity, tuple[tuple[str, ...], ...]]:
    """The words that say how bad it is, as stems."""
    table = _table("sets")["severity"]
    return {key: tuple(tuple(token.stem for token in read(word)) for word in table[key]) for key in get_args(Severity)}


@cache
def limit_words() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What somebody can no longer do, as stems: care for the body, and the tasks of a day."""
    return {
        key: tuple(tuple(t.stem for t in read(phrase)) for phrase in told) for key, told in _table("sets")["limits"].items()
    }


def _table(name: str) -> dict[str, dict[str, Any]]:
    stored = _stored()
    found: dict[str, dict[str, Any]] = _read(name) if stored is None else stored["tables"][name]
    return found


@cache
def _stored() -> dict[str, Any] | None:
    """What was written down; None where the lexicon, or how it is read, has changed since: then it is read anew."""
    if not files("bedside").joinpath(*FOLDER, "prepared.json").is_file():
        return None
    told: dict[str, Any] = json.loads(files("bedside").joinpath(*FOLDER, "prepared.json").read_text("utf-8"))
    return told if told["digest"] == _digest() else None


@cache
def _digest() -> str:
    """The digest of the lexicon's files, and of the programs that read them."""
    found = hashlib.sha256()
    for name in (*PARTS, "sets", "idioms", "well"):
        found.update(files("bedside").joinpath(*FOLDER, f"{name}.toml").read_bytes())
    for name in ("lexicon", "net", "patterns", "stems", "tokens"):
        found.update(files("bedside").joinpath("words", f"{name}.py").read_bytes())
    return found.hexdigest()


def _read(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("bedside").joinpath(*FOLDER, f"{name}.toml").read_text("utf-8"))


@cache
def _sets() -> Sets:
    """What phrases share."""
    shared = _table("sets")
    named, templates = ({name: tuple(rows) for name, rows in shared[part].items()} for part in ("sets", "templates"))
    return Sets(named, templates)


def _entry(key: str, row: dict[str, Any], well: Mapping[str, Mapping[str, Any]]) -> Entry:
    """An entry of the file, and what says in words of well-being that it is not there."""
    fine = (row.get("fine", ""), *(each["say"] for each in well.values() if key in each["denies"]))
    told = {name: row[name] for name in ("flag", "severity", "scale", "of", "grade", "graded") if row.get(name)}
    return Entry(key, row["ctcae"], row["label"], row.get("say", ""), "\n".join(fine), **told)
