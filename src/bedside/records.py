"""Records as text: CSV and JSON Lines in, observations out, or every fault at once with its line and field."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TypeVar

from bedside.concepts import Vocabulary, vocabulary
from bedside.patient import Observation, Patient, RecordError, Value, observe
from bedside.refusal import Refusal

COLUMNS = ("time", "concept", "value", "unit", "note")
MORE = ("entered", "by", "corrects", "id")
NEEDED = COLUMNS[:4]
LARGEST = 32 * 1024 * 1024
"""The most bytes of one record: two hundred thousand observations, many times the longest course."""
MOST_FAULTS = 50
BINARY = {
    b"PK\x03\x04": "a ZIP archive, an Excel or a Word file",
    b"%PDF": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"SQLite format 3": "a database",
}
"""How files begin that people take for records."""
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 12, 31, tzinfo=UTC)
LESION_WORDS = ("present", "absent", "progression", "not evaluable")
"""What may be said of a lesion that is not measured; which of them, its family says."""
SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in for a time that could not be read, so that the other faults of its row are found too."""


@dataclass(frozen=True)
class RecordFault:
    """What is wrong with one line of a record, in which field, and what would be right. Line 0 is the whole file."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: [{self.field}] {self.message}" if self.field else f"{place}: {self.message}"


class BadRecord(Refusal):
    """A record that cannot be read, with all its faults; nothing of it was taken over."""

    def __init__(self, faults: list[RecordFault]) -> None:
        self.faults = tuple(faults)
        told = [str(fault) for fault in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            told.append(f"and {len(faults) - MOST_FAULTS} more faults")
        super().__init__("\n".join(told))


Row = dict[str, object]
T = TypeVar("T")


def read_record(content: bytes, file: str, words: Vocabulary | None = None) -> Patient:
    """The patient of a record's bytes. Raises BadRecord with every fault of it."""
    if len(content) > LARGEST:
        raise _whole(file, f"is larger than {LARGEST // 1024**2} MB, the most that a record may have")
    text = _decode(content, file)
    faults: list[RecordFault] = []
    if text.lstrip()[:1] == "<" and _is_fhir(text):
        raise _whole(file, "is a FHIR file, which is not read yet; export it as CSV or JSON Lines")
    rows = _json_rows(text, file, faults) if text.lstrip()[:1] in ("{", "[") else _csv_rows(text, file, faults)
    observations, lines = [], []
    for line, row in rows:
        found = _observation(row, words or vocabulary(), file, line, faults)
        if found is not None:
            observations.append(found)
            lines.append(line)
    _corrections(observations, lines, file, faults)
    if faults:
        raise BadRecord(sorted(faults, key=lambda fault: fault.line))
    if not observations:
        raise _whole(file, "has no observations; each row is one, after the header time,concept,value,unit,note")
    return Patient.of(observations)


def parse_time(text: str) -> datetime:
    """A time with its offset. Raises RecordError that says what would be right."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        right = "write a time such as 2026-03-03T16:00:00Z or 2026-03-03T17:00:00+01:00"
        raise RecordError("time", f"found {text!r}; {right}") from None
    if time.utcoffset() is None:
        right = f"{time.isoformat()}Z, or with an offset such as +01:00"
        raise RecordError("time", f"{text!r} does not say in which time zone; write {right}")
    if not EARLIEST <= time <= LATEST:
        raise RecordError("time", f"{text!r} is not in the years 1900 to 2200")
    return time


def _whole(file: str, message: str) -> BadRecord:
    return BadRecord([RecordFault(file, 0, "", message)])


def _decode(content: bytes, file: str) -> str:
    if not content.strip():
        raise _whole(file, "is empty; a record begins with the header time,concept,value,unit,note")
    kind = next((name for mark, name in BINARY.items() if content.startswith(mark)), None)
    if kind:
        raise _whole(file, f"is {kind}, not text; a record is CSV or JSON Lines")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _whole(file, "is UTF-16 text; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = content[: trouble.start].count(b"\n") + 1
        right = "save the file as UTF-8"
        message = f"byte 0x{content[trouble.start]:02x} is not UTF-8; {right}"
        raise BadRecord([RecordFault(file, line, "encoding", message)]) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        message = "holds a zero byte: this is not a text file; a record is CSV or JSON Lines"
        raise BadRecord([RecordFault(file, line, "encoding", message)])
    return text


def _csv_rows(text: str, file: str, faults: list[RecordFault]) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        wrong = list(_header_faults(header))
        faults.extend(RecordFault(file, 1, field, message) for field, message in wrong)
        if wrong:
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if any("\n" in cell or "\r" in cell for cell in cells):
                message = "a quoted cell runs over several lines: a quote was opened and not closed on its line"
                faults.append(RecordFault(file, reader.line_num, "row", message))
                continue
            if len(cells) != len(header):
                message = f"has {len(cells)} fields, the header has {len(header)}"
                faults.append(RecordFault(file, reader.line_num, "row", message))
                continue
            yield reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error as trouble:
        faults.append(RecordFault(file, reader.line_num, "row", f"is not CSV: {trouble}"))


def _header_faults(header: list[str]) -> Iterator[tuple[str, str]]:
    right = f"the header is {','.join(COLUMNS)}, and may add {', '.join(MORE)}"
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        mark = next(m for m in ";\t|" if m in header[0])
        yield "header", f"the columns are separated by {mark!r}; separate them by commas"
        return
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield "header", f"the column {name!r} stands twice; {right}"
    for name in header:
        if name not in COLUMNS + MORE:
            near = get_close_matches(name.lower(), COLUMNS + MORE, 1)
            yield (
                "header",
                f"I do not know the column {name!r}" + (f"; did you mean {near[0]!r}?" if near else f"; {right}"),
            )
    for name in NEEDED:
        if name not in header:
            yield "header", f"the column {name!r} is missing; {right}"


def _json_rows(text: str, file: str, faults: list[RecordFault]) -> Iterator[tuple[int, Row]]:
    if _is_fhir(text):
        raise _whole(file, "is a FHIR file, which is not read yet; export it as CSV or JSON Lines")
    if text.lstrip()[:1] == "[":
        raise _whole(file, "is one JSON list; write JSON Lines instead: one observation in braces on each line")
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            row = json.loads(content, object_pairs_hook=_once)
        except RecordError as trouble:
            faults.append(RecordFault(file, line, trouble.field, str(trouble)))
            continue
        except (ValueError, RecursionError) as trouble:
            faults.append(RecordFault(file, line, "json", f"is not one JSON object: {trouble}"))
            continue
        if not isinstance(row, dict):
            faults.append(RecordFault(file, line, "json", "is not an object with time, concept, value and unit"))
            continue
        unknown = [key for key in row if key not in COLUMNS + MORE]
        for key in unknown:
            faults.append(RecordFault(file, line, key, f"I do not know this key; known: {', '.join(COLUMNS + MORE)}"))
        if not unknown:
            yield line, row


def _once(pairs: list[tuple[str, object]]) -> Row:
    """The object of key and value pairs. Raises RecordError when a key stands twice: either value could be meant."""
    row = dict(pairs)
    if len(row) < len(pairs):
        twice = next(key for key in row if sum(key == other for other, _ in pairs) > 1)
        raise RecordError(twice, f"the key {twice!r} stands twice; keep one")
    return row


def _is_fhir(text: str) -> bool:
    return '"resourceType"' in text or "http://hl7.org/fhir" in text


def _observation(row: Row, words: Vocabulary, file: str, line: int, faults: list[RecordFault]) -> Observation | None:
    before = len(faults)

    def part(read: Callable[[], T], instead: T) -> T:
        try:
            return read()
        except RecordError as trouble:
            faults.append(RecordFault(file, line, trouble.field, str(trouble)))
            return instead

    def text(key: str) -> str:
        return part(lambda: _text(row, key), "")

    at = part(lambda: parse_time(_text(row, "time")), SOME_TIME)
    told = text("entered")
    entered = part(lambda: parse_entered(told), SOME_TIME) if told else None
    concept, unit, note, by, corrects, name = map(text, ("concept", "unit", "note", "by", "corrects", "id"))
    nothing: Value = ""
    value = part(lambda: _value(row.get("value"), corrects), nothing)
    if value == "" and words.find(concept):
        return None

    if not concept and any(fault.field == "concept" for fault in faults[before:]):
        return None

    def whole() -> Observation | None:
        more = {"note": note, "by": by, "corrects": corrects, "id": name}
        return observe(concept, at, value, unit, entered=entered, words=words, **more)

    found = part(whole, None)
    return found if len(faults) == before else None


def parse_entered(text: str) -> datetime:
    """When something was learnt. Raises RecordError."""
    try:
        return parse_time(text)
    except RecordError as trouble:
        raise RecordError("entered", str(trouble)) from None


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RecordError(key, f"found {value!r}; write it as text in quotes")
    return value.strip()


def _value(value: object, corrects: str) -> Value:
    """The value that a cell or a JSON value stands for; a correction may leave it empty to withdraw."""
    if value is None or value == "":
        if corrects:
            return None
        raise RecordError("value", "is empty; leave the row out when nothing was measured")
    if isinstance(value, (bool, int, float)):
        return value
    if not isinstance(value, str):
        raise RecordError("value", f"found {value!r}; expected a number, true, false or done")
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    if value == "done":
        return value
    if value.lower() in LESION_WORDS:
        return value.lower()
    return _number(value)


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        if "," in text:
            raise RecordError("value", f"found {text!r}; write a decimal point and no thousands separator") from None
        if text[:1] in "<>":
            raise RecordError("value", f"found {text!r}; a limit is not a measured value") from None
        raise RecordError("value", f"found {text!r}; expected a number, true, false or done") from None
    if "_" in text:
        raise RecordError("value", f"found {text!r}; write the number without '_'")
    return number


def _corrections(found: list[Observation], lines: list[int], file: str, faults: list[RecordFault]) -> None:
    first: dict[str, int] = {}
    for observation, line in zip(found, lines, strict=True):
        if observation.id and first.setdefault(observation.id, line) != line:
            message = f"the id {observation.id!r} is that of line {first[observation.id]} too; every id is given once"
            faults.append(RecordFault(file, line, "id", message))
    if not any(observation.corrects for observation in found):
        return
    names: set[str] = set().union(*(observation.names for observation in found if not observation.corrects))
    names |= {observation.id for observation in found if observation.id}
    for observation, line in zip(found, lines, strict=True):
        if observation.corrects and observation.corrects not in names:
            message = f"there is no observation {observation.corrects!r} to correct; name its id, or concept@time"
            faults.append(RecordFault(file, line, "corrects", message))
