"""Everything a person has, as a file, and back: export then import gives the same Patient."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

import bedside
from bedside.faces.web.audit.models import Deed
from bedside.faces.web.records.entering import Sender, Stored, lock, note, store
from bedside.faces.web.records.models import Entry, Person
from bedside.faces.web.records.reading import patient_of

COLUMNS = ("time", "concept", "value", "unit", "note", "entered", "by", "corrects", "id")
LINE_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def as_json_lines(patient: bedside.Patient) -> str:
    """One observation in braces on each line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(patient))


def as_csv(patient: bedside.Patient) -> str:
    """A table with a header. Line breaks in notes become spaces: a record's cell ends on its line."""
    told = io.StringIO(newline="")
    writer = csv.DictWriter(told, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(patient):
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return told.getvalue()


def take(person: Person, content: bytes, file: str, sender: Sender) -> Stored:
    """Add a record's file to a person. Raises bedside.BadRecord or bedside.RecordError; then nothing of it is stored."""
    read = bedside.read_record(content, file)
    with transaction.atomic():
        lock(person)
        done = Entry.objects.filter(person=person, key=sender.key).first()
        if done:
            return Stored(done.first, done.last, again=True)
        here = patient_of(person)
        _new(here, read.observations)
        stored = store(person, read.observations, sender.at)
        note(person, stored, sender, Deed.IMPORTED)
    return stored


def _new(here: bedside.Patient, read: Iterable[bedside.Observation]) -> None:
    """Refuse what is here already: the same fact twice would look like two readings."""
    names = {o.id for o in here.observations if o.id}
    facts = {(o.concept, o.at, o.value, o.unit) for o in here.observations}
    for told in read:
        if told.id and told.id in names:
            raise bedside.RecordError("id", f"the observation {told.id!r} is here already; nothing was stored")
        if (told.concept, told.at, told.value, told.unit) in facts and not told.corrects:
            place = f"{told.concept} at {told.at.isoformat()}"
            raise bedside.RecordError("row", f"{place} is here already, with the same value; nothing was stored")


def _rows(patient: bedside.Patient) -> Iterator[dict[str, Any]]:
    for told in patient.observations:
        row = {
            "time": _time(told.at),
            "concept": told.concept,
            "value": told.value,
            "unit": told.unit,
            "note": told.note,
            "entered": _time(told.entered),
            "by": told.by,
            "corrects": told.corrects,
            "id": told.id,
        }
        yield {key: value for key, value in row.items() if value != "" and value is not None}


def _time(time: datetime | None) -> str:
    return "" if time is None else time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return str(value).translate({ord(mark): " " for mark in LINE_BREAKS})
