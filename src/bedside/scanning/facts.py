"""What a report says of itself: when it was collected and reported, which laboratory wrote it, and about whom.

Who the person is serves for one thing alone, to compare it with the record: it is in no answer, no message and no log.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from bedside.scanning.dates import Order, Printed, dates, order_of
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.report_words import report_words

Agreement = Literal["agrees", "differs", "not compared"]
DATED = ("collected", "reported", "received", "born")
AT_TOP = 12
"""So many lines from the top the laboratory names itself."""


@dataclass(frozen=True)
class Person:
    """Somebody a report or a record is about; what is not known is empty. It is never shown."""

    name: str = field(default="", repr=False)
    born: date | None = field(default=None, repr=False)
    number: str = field(default="", repr=False)


@dataclass(frozen=True)
class Facts:
    """What a report says of itself. `order` is how it writes dates; `people` how many persons it names."""

    collected: Printed | None
    reported: Printed | None
    laboratory: str
    order: Order | None
    person: Person
    people: int
    places: tuple[tuple[int, float, Printed], ...] = ()
    """Where on which page each date of collection stands."""

    @property
    def several(self) -> bool:
        """Whether results were collected at more than one time, each told above them."""
        return len({(each.dmy, each.mdy, each.clock) for _, _, each in self.places}) > 1

    def collected_at(self, page: int, y: float) -> Printed | None:
        """The date of collection for what stands here: the last one that was printed above it, on this page or before."""
        above = [each for number, top, each in self.places if (number, top) <= (page, y)]
        return above[-1] if above else self.collected

    def at(self, printed: Printed | None) -> str | None:
        """A date of the report as ISO 8601 without an offset, which no report prints; None where it is not certain."""
        day = None if printed is None else printed.by(self.order)
        if printed is None or day is None:
            return None
        return day.isoformat() if printed.clock is None else f"{day.isoformat()}T{printed.clock:%H:%M}"


def facts(held: Sequence[Line], day_first: bool = False, columns: Sequence[Printed] = ()) -> Facts:
    """The facts of a report from all its lines; `day_first` where its language never writes the month before the day.

    `columns` are the dates of its results, none of which is later than the report.
    """
    told = [found for at, line in enumerate(held) for found in _dated(line, held[at - 1] if at else None)]
    every = [each for line in held for cell in line.cells for each in dates(cell.text)]
    first = {name: next((each for kind, each in told if kind == name), None) for name in DATED}
    places = [
        (line.page, line.y, each) for at, line in enumerate(held) for each in _collected(line, held[at - 1] if at else None)
    ]
    last = first["reported"] or first["collected"]
    before = [(each, last) for each in columns if last and (each.dmy, each.mdy) != (last.dmy, last.mdy)]
    order = order_of(every, _in_sequence(first), before) or ("dmy" if day_first else None)
    own = [each.by(order) for kind, each in told if kind != "born"]
    written = max((day for day in own if day), default=date.max)
    born = {_born(each.by(order), written) for kind, each in told if kind == "born"}
    names = {_plain_name(text): text for line in held for text in _valued(line, "name") if _may_be_name(text)}
    numbers = {
        re.sub(r"\W", "", text).upper(): text for line in held for text in _valued(line, "number") if re.search(r"\d", text)
    }
    person = Person(
        next(iter(names.values()), ""), next(iter(born), None) if len(born) == 1 else None, next(iter(numbers.values()), "")
    )
    people = max(len(_apart(names)), len(born - {None}), 1 if names or numbers else 0)
    return Facts(first["collected"], first["reported"], _laboratory(held), order, person, people, tuple(places))


def _collected(line: Line, above: Line | None) -> list[Printed]:
    return [each for kind, each in _dated(line, above) if kind == "collected"]


def _apart(names: Iterable[str]) -> list[str]:
    """The names that are those of different persons: one that is part of another is not."""
    found: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        if not any(set(name.split()) <= set(other.split()) for other in found):
            found.append(name)
    return found


def _born(day: date | None, written: date) -> date | None:
    """A birth date; one after the day of the report was printed with two digits, and is a century earlier."""
    return date(day.year - 100, day.month, min(day.day, 28)) if day is not None and day > written else day


def _in_sequence(first: dict[str, Printed | None]) -> Iterator[tuple[Printed, Printed]]:
    names = ("collected", "received", "reported")
    for at, one in enumerate(names):
        for other in names[at + 1 :]:
            earlier, later = first[one], first[other]
            if earlier and later:
                yield earlier, later


def _dated(line: Line, above: Line | None) -> Iterator[tuple[str, Printed]]:
    """Each date of a line that a known word stands before, or above."""
    for at, cell in enumerate(line.cells):
        begin = 0
        for found in dates(cell.text):
            before = cell.text[begin : found.first]
            label = _label(before) or (_label(line.cells[at - 1].text) if at and not words_of(before) else "")
            if not label and above is not None and not words_of(before):
                over = [each for each in above.cells if min(each.x1, cell.x1) - max(each.x0, cell.x0) > 0]
                label = _label(over[0].text) if len(over) == 1 else ""
            if label:
                yield label, found
            begin = found.last


def _label(text: str) -> str:
    """Which field the end of a text names."""
    words = words_of(text)
    known, earlier = report_words().fields, report_words().earlier
    for size in range(min(5, len(words)), 0, -1):
        for name in DATED:
            if words[-size:] in known[name] or (
                words[-1:] in {("on",), ("am",), ("le",), ("il",), ("em",)} and words[-size:-1] in known[name]
            ):
                return "" if earlier.intersection(words[-size - 3 : -size]) else name
    return ""


def _valued(line: Line, kind: str) -> Iterator[str]:
    """What stands behind a known word: `Name: ...` in one cell, or in the cell to the right."""
    known = report_words().fields[kind]
    for at, cell in enumerate(line.cells):
        label, colon, rest = cell.text.partition(":")
        if words_of(label) not in known:
            continue
        if rest.strip():
            yield _until_next(rest)
        elif at + 1 < len(line.cells) and (colon or kind == "number"):
            yield _until_next(line.cells[at + 1].text)


def _until_next(text: str) -> str:
    """A value up to the next label in the same cell."""
    known = report_words()
    labels = {phrase for phrases in known.fields.values() for phrase in phrases} | known.remark
    words = list(re.finditer(r"\S+", text))
    for at, word in enumerate(words):
        if word[0].endswith(":"):
            first = next(
                (at - size for size in (3, 2, 1, 0) if size <= at and _phrase(text, words[at - size : at + 1]) in labels), at
            )
            return text[: words[first].start()].strip(" ,;")
    return text.strip(" ,;")


def _phrase(text: str, words: Sequence[re.Match[str]]) -> tuple[str, ...]:
    return words_of(text[words[0].start() : words[-1].end()])


def _may_be_name(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text)) and not re.search(r"\d{3}", text)


def _plain_name(text: str) -> str:
    """A name for comparing: bare words in order of the alphabet, titles and single letters left out."""
    return " ".join(
        sorted(
            word
            for word in words_of(text)
            if len(word) > 1 and word not in {"mr", "mrs", "ms", "dr", "herr", "frau", "sr", "sra", "sig", "mme"}
        )
    )


def _laboratory(held: Sequence[Line]) -> str:
    """The first of the uppermost lines that speaks of a laboratory; else what stands uppermost to the left."""
    words = {phrase[0] for phrase in report_words().fields["laboratory"]}
    for line in held[:AT_TOP]:
        for cell in line.cells:
            if ":" not in cell.text and any(_stem(word) in words for word in words_of(cell.text)):
                return cell.text
    first = held[0].cells[0].text if held else ""
    return first if re.fullmatch(r"[^\d:]{4,60}", first) and report_words().column(first) is None else ""


def _stem(word: str) -> str:
    return next(
        (
            each
            for each in ("labor", "laboratory", "laboratorio", "laboratoire")
            if word.startswith(each) or word.endswith("labor")
        ),
        word,
    )


@dataclass(frozen=True)
class Identity:
    """Whether the report is about the person of the record: for each of name, birth date and number."""

    name: Agreement = "not compared"
    born: Agreement = "not compared"
    number: Agreement = "not compared"

    @property
    def differs(self) -> tuple[str, ...]:
        """What stands on both and is not the same."""
        words = {"name": "the name", "born": "the birth date", "number": "the number"}
        return tuple(word for key, word in words.items() if getattr(self, key) == "differs")


def compared(report: Person, record: Person) -> Identity:
    """The person of a report beside that of a record."""
    found = Identity()
    if report.name and record.name:
        one, other = set(_plain_name(report.name).split()), set(_plain_name(record.name).split())
        found = replace(found, name="agrees" if one <= other or other <= one else "differs")
    if report.born and record.born:
        found = replace(found, born="agrees" if report.born == record.born else "differs")
    if report.number and record.number:
        one_number, other_number = (re.sub(r"\W", "", each).upper().lstrip("0") for each in (report.number, record.number))
        found = replace(found, number="agrees" if one_number == other_number else "differs")
    return found


def row_date(cells: Iterable[Cell]) -> Printed | None:
    """The date that stands in a row itself; None where there are several."""
    found = [each for cell in cells for each in dates(cell.text)]
    return found[0] if len(found) == 1 else None
