"""The files that people bring, in the data folder: for the server's own account alone, encrypted where a key is set.

Each report has a folder of its own in its person's. A file that was encrypted has the ending `.sealed`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

import bedside
from bedside.faces.web.records.models import Report

SEALED = ".sealed"
ORIGINAL, READING = "original", "reading"


class NoFile(bedside.Refusal):
    """A file that is not there, or that the key does not open."""


def sealing() -> MultiFernet | None:
    """What encrypts and decrypts, where a key is set. Raises NoFile where the key is none."""
    if not settings.BEDSIDE_FILES_KEY:
        return None
    try:
        return MultiFernet([Fernet(key) for key in settings.BEDSIDE_FILES_KEY])
    except ValueError:
        raise NoFile("BEDSIDE_FILES_KEY is no key: make one with `python -m bedside.faces.web files_key`") from None


def put(report: Report, name: str, content: bytes) -> None:
    """Keep a file of a report: the whole of it, or nothing."""
    seal = sealing()
    folder = _folder(report)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / (name + SEALED if seal else name)
    scrap = folder / f".{file.name}"
    with os.fdopen(os.open(scrap, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(seal.encrypt(content) if seal else content)
        out.flush()
        os.fsync(out.fileno())
    scrap.replace(file)


def get(report: Report, name: str) -> bytes:
    """A file of a report, decrypted. Raises NoFile."""
    plain, sealed = _folder(report) / name, _folder(report) / (name + SEALED)
    try:
        if plain.exists():
            return plain.read_bytes()
        content = sealed.read_bytes()
    except OSError:
        raise NoFile("the file is not in the data folder") from None
    seal = sealing()
    if seal is None:
        raise NoFile("the file is encrypted, and BEDSIDE_FILES_KEY is not set")
    try:
        return seal.decrypt(content)
    except InvalidToken:
        raise NoFile("the file was encrypted with another key than BEDSIDE_FILES_KEY") from None


def names(report: Report) -> Iterator[str]:
    """The names of a report's files."""
    folder = _folder(report)
    found = (each.name.removesuffix(SEALED) for each in folder.iterdir()) if folder.is_dir() else ()
    yield from sorted(name for name in found if not name.startswith("."))


def remove(person: UUID, report: UUID | None = None) -> None:
    """Delete the files of a report, or of everything that a person has brought."""
    folder = everything() / str(person)
    shutil.rmtree(folder if report is None else folder / str(report), ignore_errors=True)


def everything() -> Path:
    """The folder of all of them."""
    return Path(settings.BEDSIDE_FOLDER) / "reports"


def _folder(report: Report) -> Path:
    return everything() / str(report.person_id) / str(report.id)
