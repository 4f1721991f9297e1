"""Bytes of a label, in whichever of the three forms, into a Label; or a refusal that says why not."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from bedside.labels.fhir_label import read_fhir_label
from bedside.labels.label import Label, LabelError
from bedside.labels.narrative import not_only_tags
from bedside.labels.openfda import is_openfda, read_openfda
from bedside.labels.spl import read_spl

LARGEST = 32 * 1024**2
HALF = re.compile("[\ud800-\udfff]")
"""What JSON can name and no text can hold."""
FORMS = "an FDA SPL document (XML), an openFDA label (JSON), or a FHIR R4 document bundle (JSON)"


def load_label(path: str | Path) -> Label:
    """The label of a file. Raises LabelError."""
    file = Path(path)
    try:
        if file.is_dir():
            raise LabelError(f"{path}: is a folder; name one file, {FORMS}")
        if file.exists() and not file.is_file():
            raise LabelError(f"{path}: is a device or a pipe, not a file; name one file, {FORMS}")
        if file.stat().st_size > LARGEST:
            told = f"is {file.stat().st_size // 1024**2} MB; a label has at most {LARGEST // 1024**2} MB"
            raise LabelError(f"{path}: {told}")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except LabelError:
        raise
    except FileNotFoundError:
        raise LabelError(f"{path}: there is no such file") from None
    except OSError as trouble:
        raise LabelError(f"{path}: cannot be read: {trouble.strerror}") from None
    except ValueError as trouble:
        raise LabelError(f"{path}: is not the name of a file: {trouble}") from None
    return import_label(content, file.name)


def import_label(content: bytes, file: str) -> Label:
    """The label that these bytes are; `file` is the name that refusals show. Raises LabelError."""
    if len(content) > LARGEST:
        raise LabelError(f"{file}: is {len(content) // 1024**2} MB; a label has at most {LARGEST // 1024**2} MB")
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1]
    if not start:
        raise LabelError(f"{file}: is empty; a label is {FORMS}")
    if start not in (b"<", b"{", b"["):
        raise LabelError(f"{file}: is neither XML nor JSON; a label is {FORMS}")
    if start == b"<":
        not_only_tags(content, file)
    label = read_spl(content, file) if start == b"<" else _json_label(content, file)
    if not label.characters:
        raise LabelError(f"{file}: has no title and no text, so there is nothing of a label to keep")
    return label


def _json_label(content: bytes, file: str) -> Label:
    try:
        data = json.loads(content, object_pairs_hook=lambda pairs: _no_key_twice(pairs, file))
        text = json.dumps(data, ensure_ascii=False)
    except LabelError:
        raise
    except UnicodeDecodeError as trouble:
        raise LabelError(f"{file}: is not UTF-8 text: {trouble.reason}") from None
    except RecursionError:
        raise LabelError(f"{file}: nests too deep for any label; it is refused unread") from None
    except ValueError as trouble:
        raise LabelError(f"{file}: is not whole JSON: {trouble}") from None
    if HALF.search(text):
        raise LabelError(f"{file}: has half of a character (a lone surrogate), which no text can hold")
    not_only_tags(text, file)
    if isinstance(data, dict) and data.get("resourceType") == "Bundle":
        return read_fhir_label(data, content, file)
    if isinstance(data, dict) and is_openfda(data):
        return read_openfda(data, content, file)
    raise LabelError(f"{file}: is JSON, but no label; a label is {FORMS}")


def _no_key_twice(pairs: list[tuple[str, Any]], file: str) -> dict[str, Any]:
    """The pairs as a dict. JSON may name a key twice, and all texts but the last would be lost: that is refused."""
    told = dict(pairs)
    if len(told) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise LabelError(f"{file}: names {twice[:50]!r} twice in one object, so that one of the two texts would be lost")
    return told
