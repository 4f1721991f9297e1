"""The lexicon: what people feel, by CTCAE term, and how they say it. It is data, reviewed by people, in `lexicon/`.

>>> lexicon()["chest_pain"].ctcae
'Chest pain - cardiac'
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from bedside.words.net import Knot, add
from bedside.words.patterns import Row, Sets, count, lines_of, phrasings, words_of
from bedside.words.stems import stem
from bedside.words.tokens import read

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
    those that say it is not there, such as "breathing is fine".
    """

    id: str
    ctcae: str
    label: str
    say: tuple[Row, ...]
    fine: tuple[Row, ...]
    flag: str = ""
    severity: Severity | None = None
    scale: str = ""
    of: str = ""
    grade: int | None = None
    graded: str = ""

    @property
    def count(self) -> int:
        """How many phrasings it has, written out."""
        return sum(map(count, self.say))

    def phrasings(self) -> Iterator[str]:
        """Every phrasing, written out."""
        for row in self.say:
            yield from phrasings(row)


class Lexicon(Mapping[str, Entry]):
    """All entries by id, the net of their phrases, and the words that they use."""

    def __init__(self, entries: tuple[Entry, ...], words: Mapping[str, frozenset[str]], idioms: tuple[Row, ...]) -> None:
        self.entries = entries
        self._by_id = {entry.id: entry for entry in entries}
        self.body, self.filler, self.gapstop = words["body"], words["filler"], words["gapstop"]
        self.start = Knot()
        self.vocabulary: set[str] = set()
        for number, entry in enumerate(entries):
            for place, rows in ((2 * number, entry.say), (2 * number + 1, entry.fine)):
                for row in rows:
                    add(self.start, row, place)
                    self.vocabulary.update(words_of(row))
        for row in idioms:
            add(self.start, row, -1)
            self.vocabulary.update(words_of(row))
        self.stems = frozenset(map(stem, self.vocabulary))

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
    shared = _table("sets")
    named, templates = ({name: tuple(rows) for name, rows in shared[part].items()} for part in ("sets", "templates"))
    sets = Sets(named, templates)
    entries = tuple(_entry(key, row, sets) for part in PARTS for key, row in _table(part).items())
    words = {name: frozenset(token.stem for word in rows for token in read(word)) for name, rows in shared["words"].items()}
    return Lexicon(entries, words, tuple(lines_of(_table("idioms")["idioms"]["say"], sets)))


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
    return tomllib.loads(files("bedside").joinpath("words", "lexicon", f"{name}.toml").read_text("utf-8"))


def _entry(key: str, row: dict[str, Any], sets: Sets) -> Entry:
    say, fine = (tuple(lines_of(row.get(name, ""), sets)) for name in ("say", "fine"))
    told = {name: row[name] for name in ("flag", "severity", "scale", "of", "grade", "graded") if row.get(name)}
    return Entry(key, row["ctcae"], row["label"], say, fine, **told)
