"""Records on disk: the only place outside `load` that opens a file."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path

from bedside.patient import Patient
from bedside.records import LARGEST, BadRecord, RecordFault, read_record

DEMO = "demonstration.csv"


def load_record(path: str | Path) -> Patient:
    """The patient of a CSV or JSON Lines file; "-" is standard input. Raises BadRecord with every fault."""
    return read_record(_content(str(path)), "standard input" if str(path) == "-" else str(path))


def demo_record() -> Path:
    """Where the bundled record of an invented person lies."""
    return Path(str(files("bedside").joinpath("demo", DEMO)))


def _content(path: str) -> bytes:
    if path == "-" and sys.stdin is None:
        raise _refusal("standard input", "is closed")
    if path == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        if Path(path).is_dir():
            raise _refusal(path, "is a folder; name one record, a CSV or JSON Lines file")
        size = Path(path).stat().st_size
        if size > LARGEST:
            raise _refusal(path, f"is {size // 1024**2} MB; a record has at most {LARGEST // 1024**2} MB")
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refusal(path, "there is no such file") from None
    except OSError as trouble:
        raise _refusal(path, f"cannot be read: {trouble.strerror}") from None
    except ValueError as trouble:
        if isinstance(trouble, BadRecord):
            raise
        raise _refusal(path, f"is not the name of a file: {trouble}") from None


def _refusal(path: str, message: str) -> BadRecord:
    return BadRecord([RecordFault(path, 0, "", message)])
