"""A shelf of imported labels: one SQLite file, searched word by word. Each passage is a piece of the label as it stands."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from bedside.labels.label import Block, Label, LabelError, LabelSection

FULL = 1200
MOST = 10
LONGEST = 1000
"""Characters of a search."""
COMMON = 0.2
"""A word that stands in more of the passages than this tells little."""
FEW = 1000
"""On a shelf with so few passages every word counts."""
WEIGHTS = "bm25(passages, 0, 0, 0, 4.0, 3.0, 1.0)"
TABLES = """
create table if not exists labels (id text primary key, name text not null, body text not null);
create virtual table if not exists passages using fts5
    (label unindexed, code unindexed, place unindexed, name, title, text, tokenize = 'porter unicode61');
"""


@dataclass(frozen=True)
class Passage:
    """A piece of one label that answers a search: word for word, with the section that it stands in."""

    label: str
    name: str
    code: str
    place: str
    title: str
    text: str

    def to_json(self) -> dict[str, object]:
        return dict(self.__dict__)


class Shelf:
    """The labels in one file. Use it with `with`, or close it."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._db, self._path = connection, path

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def add(self, *labels: Label) -> None:
        """Put labels on the shelf; one that is there already is replaced, its passages too."""
        self.add_all(labels)

    def add_all(self, labels: Iterable[Label]) -> None:
        """The same for many, read one after the other: all of them are put there, or none."""
        with self._db:
            for label in labels:
                if self._db.execute("select 1 from labels where id = ?", (label.id,)).fetchone():
                    self._db.execute("delete from passages where label = ?", (label.id,))
                body = json.dumps(label.to_json(), ensure_ascii=False)
                self._db.execute("insert or replace into labels values (?, ?, ?)", (label.id, label.name, body))
                self._keep(passages_of(label))

    def _keep(self, passages: Iterable[Passage]) -> None:
        rows = ((p.label, p.code, p.place, p.name, p.title, p.text) for p in passages)
        self._db.executemany("insert into passages values (?, ?, ?, ?, ?, ?)", rows)

    def labels(self) -> tuple[tuple[str, str], ...]:
        """Id and name of every label, in the order of their names."""
        return tuple(self._db.execute("select id, name from labels order by name, id"))

    def label(self, id: str) -> Label:
        """A label as it was imported. Raises LabelError."""
        row = self._db.execute("select body from labels where id = ?", (id,)).fetchone()
        if row is None:
            raise LabelError(f"{self._path}: there is no label {id!r} on this shelf; it has {len(self.labels())}")
        return _label(json.loads(row[0]))

    def search(self, words: str, most: int = MOST, few: int = FEW) -> tuple[Passage, ...]:
        """The passages that have most of these words, the best first; a name or a title counts more than the text.

        On a shelf of more than `few` passages a word that stands nearly everywhere is passed over. Raises LabelError.
        """
        if len(words) > LONGEST:
            raise LabelError(f"the search is {len(words)} characters long; write at most {LONGEST}")
        told = [f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", words.casefold()))]
        asked = " OR ".join(self._telling(told, few))
        if not asked:
            return ()
        query = f"select label, name, code, place, title, text from passages where passages match ? order by {WEIGHTS} limit ?"
        return tuple(Passage(*row) for row in self._db.execute(query, (asked, most)))

    def _telling(self, words: list[str], few: int) -> list[str]:
        """Those of the words that tell passages apart: one that stands nearly everywhere only costs time."""
        (every,) = self._db.execute("select count(*) from passages").fetchone()
        count = "select count(*) from passages where passages match ?"
        met = {word: self._db.execute(count, (word,)).fetchone()[0] for word in words}
        return [word for word in words if 0 < met[word] <= max(every * COMMON, few)] or [w for w in words if met[w]]


def open_shelf(path: str | Path, make: bool = True) -> Shelf:
    """The shelf in this file; where there is none it is made, or with `make` false refused. Raises LabelError."""
    try:
        if make:
            connection = _made(path)
        else:
            if not Path(path).exists():
                told = f"put a label on it first: bedside medicine import FILE --shelf {path}"
                raise LabelError(f"{path}: there is no such shelf; {told}")
            connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
            connection.execute("select 1 from labels, passages limit 1")
    except (sqlite3.Error, OSError) as trouble:
        raise LabelError(f"{path}: cannot be used as a shelf of labels: {trouble}") from None
    return Shelf(connection, str(path))


def ranked(passages: Iterable[Passage], words: str, most: int = MOST, few: int = FEW) -> tuple[Passage, ...]:
    """Those of the passages that have most of these words, the best first: a search without a file. Raises LabelError."""
    with Shelf(_made(":memory:"), "") as shelf:
        shelf._keep(passages)
        return shelf.search(words, most, few)


def _made(path: str | Path) -> sqlite3.Connection:
    """A database with the tables of a shelf; one that holds something else is left as it is."""
    connection = sqlite3.connect(path)
    try:
        tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
        if tables and "passages" not in tables:
            raise LabelError(f"{path}: is a database of something else; name another file for the shelf")
        connection.executescript(TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def passages_of(label: Label) -> Iterator[Passage]:
    """The label in pieces that can be found: neighbouring blocks of a section together, as long as they are short.

    A label that has nothing but a title is found by that.
    """
    if not any(section.blocks for section in label.sections):
        yield _passage(label, LabelSection("", "", 1, ()), [label.title])
    for section in label.sections:
        held: list[str] = []
        for block in section.blocks:
            if held and sum(map(len, held)) + len(block.words) > FULL:
                yield _passage(label, section, held)
                held = []
            held.append(block.words)
        if held:
            yield _passage(label, section, held)


def _passage(label: Label, section: LabelSection, held: list[str]) -> Passage:
    names = " ".join((label.name, *label.also))
    return Passage(label.id, names, section.code, section.place, section.title, "\n".join(held))


def _label(body: dict[str, Any]) -> Label:
    sections = []
    for row in body.pop("sections"):
        blocks = [Block(b["kind"], b["text"], tuple(map(tuple, b.get("rows", ())))) for b in row.pop("blocks")]
        sections.append(LabelSection(blocks=tuple(blocks), **row))
    for counted in ("characters", "tables"):
        body.pop(counted)
    return Label(sections=tuple(sections), also=tuple(body.pop("also")), **body)
