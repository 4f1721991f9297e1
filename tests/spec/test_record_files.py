"""Files that are no record, or none that can be read: each is refused as a whole, in one sentence."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bedside import files, records
from bedside.files import load_record
from bedside.records import BadRecord, read_record

HEADER = "time,concept,value,unit,note\n"
GOOD = "2026-03-03T16:00:00Z,creatinine,1.3,mg/dL,\n"
LINE = '{"time": "2026-03-03T16:00:00Z", "concept": "creatinine", "value": 1.3, "unit": "mg/dL"}'
NOT_TEXT = "holds a zero byte: this is not a text file; a record is CSV or JSON Lines"
FHIR = "record: is a FHIR file, which is not read yet; export it as CSV or JSON Lines"
LIST = "record: is one JSON list; write JSON Lines instead: one observation in braces on each line"
EMPTY = "record: is empty; a record begins with the header time,concept,value,unit,note"
NO_ROWS = "record: has no observations; each row is one, after the header time,concept,value,unit,note"


def faults(content: str | bytes) -> list[str]:
    with pytest.raises(BadRecord) as caught:
        read_record(content.encode() if isinstance(content, str) else content, "record")
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", EMPTY),
        (b" \n\n", EMPTY),
        (HEADER.encode(), NO_ROWS),
        (HEADER.encode() + b"\n\n", NO_ROWS),
        ((HEADER + GOOD).encode("utf-16"), "record: is UTF-16 text; save it as UTF-8"),
        ((HEADER + GOOD).encode("utf-16-be"), "record:1: [encoding] " + NOT_TEXT),
        ((HEADER + GOOD).encode() + b"\xe9,\n", "record:3: [encoding] byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ((HEADER + GOOD).encode() + b"\0\n", "record:3: [encoding] " + NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "record: is a picture, not text; a record is CSV or JSON Lines"),
        (b"PK\x03\x04\x14\0", "record: is a ZIP archive, an Excel or a Word file, not text; a record is CSV or JSON Lines"),
        (b"%PDF-1.7\n", "record: is a PDF file, not text; a record is CSV or JSON Lines"),
        (b"\x80\x81\x82", "record:1: [encoding] byte 0x80 is not UTF-8; save the file as UTF-8"),
        (b"[" + LINE.encode() + b"]", LIST),
        (b'{"resourceType": "Bundle", "entry": []}', FHIR),
        (b'[{"resourceType": "Bundle"}]', FHIR),
    ],
)  # fmt: skip
def test_a_file_that_is_no_record_is_told_as_a_whole(content: bytes, sentence: str) -> None:
    assert faults(content) == [sentence]


def test_a_note_that_mentions_fhir_is_only_a_note() -> None:
    row = json.loads(LINE) | {"note": 'imported from "resourceType"'}
    assert len(read_record(json.dumps(row).encode(), "record").observations) == 1


RIGHT = "the header is time,concept,value,unit,note, and may add entered, by, corrects, id"


@pytest.mark.parametrize(
    ("header", "sentences"),
    [
        ("time;concept;value;unit;note", ["the columns are separated by ';'; separate them by commas"]),
        ("time\tconcept\tvalue\tunit", ["the columns are separated by '\\t'; separate them by commas"]),
        ("time,concept,value,unit,time", [f"the column 'time' stands twice; {RIGHT}"]),
        ("time,concept,value,unit,notes", ["I do not know the column 'notes'; did you mean 'note'?"]),
        ("time,concept,value,unit,ward", [f"I do not know the column 'ward'; {RIGHT}"]),
        ("time,concept,value", [f"the column 'unit' is missing; {RIGHT}"]),
        ("Time,concept,value,unit",
         ["I do not know the column 'Time'; did you mean 'time'?", f"the column 'time' is missing; {RIGHT}"]),
        ("time,concept,value,unit,", [f"I do not know the column ''; {RIGHT}"]),
    ],
)  # fmt: skip
def test_a_header_that_is_wrong_is_told_once_and_no_row_is_read(header: str, sentences: list[str]) -> None:
    assert faults(f"{header}\nx,y,z\n") == [f"record:1: [header] {sentence}" for sentence in sentences]


def test_a_row_without_a_header_is_not_taken_for_one() -> None:
    assert all(fault.startswith("record:1: [header] ") for fault in faults(GOOD))


# --- files


def refused(path: Path | str) -> str:
    with pytest.raises(BadRecord) as caught:
        load_record(path)
    return str(caught.value)


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "record.txt"
    file.write_text(HEADER + GOOD, "utf-8")
    assert load_record(file) == load_record(str(file))
    file.write_text(LINE, "utf-8")
    assert len(load_record(file).observations) == 1


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    assert refused(tmp_path) == f"{tmp_path}: is a folder; name one record, a CSV or JSON Lines file"
    assert refused(tmp_path / "no.csv") == f"{tmp_path / 'no.csv'}: there is no such file"
    assert "is not the name of a file" in refused("a\0b")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "record.csv"
    file.write_text(HEADER + GOOD, "utf-8")

    def denied(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refused(file) == f"{file}: cannot be read: Permission denied"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    with file.open("wb") as stream:
        stream.truncate(records.LARGEST + 1024**2)
    assert refused(file) == f"{file}: is 33 MB; a record has at most 32 MB"


def test_content_that_is_too_large_is_refused_whatever_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST", 10)
    assert faults(HEADER + GOOD)[0].startswith("record: is ")


def test_standard_input_is_a_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, (HEADER + GOOD.replace("1.3", "high")).encode())
    os.close(write_end)
    with os.fdopen(read_end) as stream:
        monkeypatch.setattr(files.sys, "stdin", stream)
        assert refused("-").startswith("standard input:2: [value] ")
