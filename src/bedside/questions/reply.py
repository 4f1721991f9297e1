"""What an answer is made of: lines of text, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bedside.medicine import Read

Json = dict[str, object]
PASSAGE, COMPUTED, ADVICE = "passage", "computed", "advice"
"""Word for word from the library; worked out from the record by a verb; what to do about urgent words."""
RECORD = "record"
"""The source of what only repeats the person's own record."""


@dataclass(frozen=True)
class Line:
    """One statement of an answer: `section` is where on the page it stands, or the verb that worked it out."""

    text: str
    kind: str
    source: str
    medicine: str
    section: str
    read: Read | None = None
    id: str = ""

    def to_json(self) -> Json:
        told: Json = {"text": self.text, "kind": self.kind, "source": self.source, "read": self.read}
        return told | {"medicine": self.medicine, "section": self.section} | ({"id": self.id} if self.id else {})


class Cited(Protocol):
    """A row of a medicine file that says where it comes from, or a note, which may only repeat the record."""

    @property
    def source(self) -> str | None: ...

    @property
    def read(self) -> Read | None: ...


def computed(medicine: str, verb: str, say: str, row: Cited | None = None) -> Line:
    """A line that a verb worked out; without a row, or with one that cites nothing, it only repeats the record."""
    if row is None or row.source is None:
        return Line(say, COMPUTED, RECORD, medicine, verb)
    return Line(say, COMPUTED, row.source, medicine, verb, row.read)


def said_at(time: datetime) -> str:
    """A time as answers write it: to the minute, in UTC."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
