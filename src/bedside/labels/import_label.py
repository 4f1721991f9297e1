"""Bytes of a label, in whichever of the three forms, into a Label; or a refusal that says why not."""

from __future__ import annotations

import json
from pathlib import Path

from bedside.labels.fhir_label import read_fhir_label
from bedside.labels.label import Label, LabelError
from bedside.labels.openfda import is_openfda, read_openfda
from bedside.labels.spl import read_spl

LARGEST = 32 * 1024**2
FORMS = "an FDA SPL document (XML), an openFDA label (JSON), or a FHIR R4 document bundle (JSON)"


def load_label(path: str | Path) -> Label:
    """The label of a file. Raises LabelError."""
    file = Path(path)
    try:
        if file.is_dir():
            raise LabelError(f"{path}: is a folder; name one file, {FORMS}")
        if file.stat().st_size > LARGEST:
            told = f"is {file.stat().st_size // 1024**2} MB; a label has at most {LARGEST // 1024**2} MB"
            raise LabelError(f"{path}: {told}")
        content = file.read_bytes()
    except FileNotFoundError:
        raise LabelError(f"{path}: there is no such file") from None
    except OSError as trouble:
        raise LabelError(f"{path}: cannot be read: {trouble.strerror}") from None
    return import_label(content, file.name)


def import_label(content: bytes, file: str) -> Label:
    """The label that these bytes are; `file` is the name that refusals show. Raises LabelError."""
    if len(content) > LARGEST:
        raise LabelError(f"{file}: is {len(content) // 1024**2} MB; a label has at most {LARGEST // 1024**2} MB")
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1]
    if not start:
        raise LabelError(f"{file}: is empty; a label is {FORMS}")
    if start == b"<":
        return read_spl(content, file)
    if start in (b"{", b"["):
        return _json_label(content, file)
    raise LabelError(f"{file}: is neither XML nor JSON; a label is {FORMS}")


def _json_label(content: bytes, file: str) -> Label:
    try:
        data = json.loads(content)
    except UnicodeDecodeError as trouble:
        raise LabelError(f"{file}: is not UTF-8 text: {trouble.reason}") from None
    except RecursionError:
        raise LabelError(f"{file}: nests too deep for any label; it is refused unread") from None
    except ValueError as trouble:
        raise LabelError(f"{file}: is not whole JSON: {trouble}") from None
    if isinstance(data, dict) and data.get("resourceType") == "Bundle":
        return read_fhir_label(data, content, file)
    if isinstance(data, dict) and is_openfda(data):
        return read_openfda(data, content, file)
    raise LabelError(f"{file}: is JSON, but no label; a label is {FORMS}")
