"""Every report of a person as one archive, made while it is sent: one file is in memory at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from bedside.faces.web.records import files
from bedside.faces.web.records.models import Person

ENDINGS = {"pdf": "pdf", "png": "png", "jpeg": "jpg", "heic": "heic"}
"""The ending of each shape of file."""


class Outbox(io.RawIOBase):
    """Where the archive is written to, and taken from in parts."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, part: Any) -> int:
        """Hold a part."""
        told = bytes(part)
        self._held += told
        return len(told)

    def taken(self) -> bytes:
        """What was written since."""
        told, self._held = bytes(self._held), bytearray()
        return told


def archive(person: Person) -> Iterator[bytes]:
    """The archive in parts: of each report the file and what was read of it; of what cannot be opened why."""
    out = Outbox()
    with zipfile.ZipFile(out, "w") as held:
        for report in person.reports.order_by("added", "id"):
            kept = set(files.names(report))
            for name, ending in ((files.ORIGINAL, ENDINGS[report.shape]), (files.READING, "json")):
                if name in kept:
                    try:
                        held.writestr(f"{report.id}/{name}.{ending}", files.get(report, name))
                    except files.NoFile as trouble:
                        held.writestr(f"{report.id}/{name}.cannot-be-opened.txt", str(trouble))
                    yield out.taken()
    yield out.taken()
