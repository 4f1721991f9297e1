"""`bedside scan FILE` on the command line: a laboratory report read, shown, explained, and taken over once confirmed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Annotated, Any

import typer

import bedside
from bedside.faces.understand_cli import medicine_of, statements_of
from bedside.faces.words import NOTICE, show_json, so_many, visible, wrap

HEADER = ("time", "concept", "value", "unit", "note", "entered", "by")


File = Annotated[Path, typer.Argument(metavar="FILE", help="A report: PDF, or a picture as PNG, JPEG or HEIC.")]
RecordFor = Annotated[str | None, typer.Option("--for", metavar="RECORD", help="The person's record: baseline and trend.")]
MedicineId = Annotated[str | None, typer.Option("--medicine", metavar="ID", help="Which medicine; with --for the record's.")]
GuideId = Annotated[str | None, typer.Option("--guide", metavar="ID", help="Thresholds of this guide alone.")]
Boxes = Annotated[Path | None, typer.Option("--boxes", metavar="DIR", help="Write the pages with coloured boxes here.")]
Name = Annotated[str, typer.Option("--name", help="The person's name, to compare with the report's.")]
Born = Annotated[str | None, typer.Option("--born", metavar="DATE", help="The birth date, such as 1950-12-25.")]
Number = Annotated[str, typer.Option("--number", help="The person's number at the hospital.")]
ConfirmReady = Annotated[bool, typer.Option("--confirm-ready", help="Take over what is ready: needs --by, --into, --offset.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who confirms.")]
Into = Annotated[Path | None, typer.Option("--into", metavar="RECORD", help="The CSV record that the results are added to.")]
Offset = Annotated[str, typer.Option("--offset", metavar="+HH:MM", help="The offset of the report's clock, such as +01:00.")]
Collected = Annotated[
    list[str] | None, typer.Option("--collected", metavar="TIME", help="When it was collected, where the report does not say.")
]
At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="ISO 8601 with an offset; now when left out.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]


class NotScanned(bedside.Refusal):
    """A file that cannot be opened, or options that have no meaning together."""


def register(app: typer.Typer, moment: Callable[[str | None], datetime]) -> None:
    """Add the command; `moment` reads a time, or the clock where none was given."""
    app.command("scan")(scan_command(moment))


def scan_command(moment: Callable[[str | None], datetime]) -> Callable[..., None]:
    """The command `scan`, with its way to read a time."""

    def scan(
        file: File,
        record: RecordFor = None,
        medicine: MedicineId = None,
        guide: GuideId = None,
        boxes: Boxes = None,
        name: Name = "",
        born: Born = None,
        number: Number = "",
        confirm_ready: ConfirmReady = False,
        by: By = "",
        into: Into = None,
        offset: Offset = "",
        collected: Collected = None,
        at: At = None,
        as_json: AsJson = False,
    ) -> None:
        """What does this laboratory report say? Dated, coded, checked results, each with its place on the page."""
        time, patient = moment(at), None if record is None else bedside.load_record(record)
        found = bedside.scan(_content(file), person=_person(name, born, number), pictures=boxes is not None)
        if boxes is not None:
            _write(bedside.boxed(found), boxes)
        if confirm_ready:
            if into is None:
                raise NotScanned("--confirm-ready needs --into: the record that the results are added to")
            confirmation = bedside.Confirmation(by, time, _zone(offset))
            return _take_over(found, confirmation, into, tuple(collected or ()), as_json)
        chosen = medicine_of(medicine, patient)
        page = () if chosen is None else statements_of(medicine or chosen.id)
        beside = bedside.Beside(time, chosen, _guides(chosen, guide), page, patient)
        return _show(found, beside, as_json)

    return scan


def _show(found: bedside.Scan, beside: bedside.Beside, as_json: bool) -> None:
    explained = bedside.explain_results(found.results, beside)
    if as_json:
        more = {} if beside.medicine is None else {"explained": [each.to_json() for each in explained]}
        return show_json(found.to_json() | more)
    from bedside.faces.scan_words import scan_lines

    for line in scan_lines(found, explained, NOTICE if beside.medicine is None else beside.medicine.notice):
        print(visible(line))
    return None


def _content(file: Path) -> bytes:
    """The bytes of a file. Raises NotScanned."""
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise NotScanned(f"{file}: cannot be read: {trouble.strerror}") from None


def _person(name: str, born: str | None, number: str) -> bedside.Person | None:
    try:
        day = None if born is None else date.fromisoformat(born)
    except ValueError:
        raise NotScanned(f"--born {born}: write a date such as 1950-12-25") from None
    return bedside.Person(name, day, number) if name or day or number else None


def _zone(offset: str) -> tzinfo:
    """The zone of an offset such as +01:00. Raises NotScanned."""
    try:
        found = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
    except ValueError:
        found = None
    if found is None:
        raise NotScanned("no report prints its time zone: give --offset, such as --offset +01:00")
    return found


def _guides(medicine: bedside.Medicine | None, guide: str | None) -> tuple[Any, ...]:
    if medicine is None:
        if guide is not None:
            raise NotScanned("--guide needs a medicine: add --medicine, or --for with a record that has doses")
        return ()
    if guide is None:
        return tuple(medicine.guides.values())
    if guide not in medicine.guides:
        raise NotScanned(f"{medicine.id} has no guide {guide!r}; it has: {', '.join(medicine.guides)}")
    return (medicine.guides[guide],)


def _write(pictures: Sequence[bytes], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, picture in enumerate(pictures, 1):
            (folder / f"page-{number}.png").write_bytes(picture)
    except OSError as trouble:
        raise NotScanned(f"{folder}: the pictures cannot be written: {trouble.strerror}") from None


def _take_over(
    found: bedside.Scan, confirmation: bedside.Confirmation, into: Path, collected: tuple[str, ...], as_json: bool
) -> None:
    """Add the ready results to a record, in the name of who confirmed them."""
    confirmed = bedside.confirm_results(found, found.ready, confirmation, collected=collected)
    if not confirmed:
        raise NotScanned("nothing on the report is both ready and known to the vocabulary: nothing was taken over")
    _append(into, confirmed)
    if as_json:
        return show_json({"confirmed": [_row(each) for each in confirmed]})
    for line in wrap(f"{so_many(len(confirmed), 'result')} confirmed by {confirmation.by}, and added to {into}.", 0):
        print(visible(line))
    left = len(found.results) - len(confirmed)
    return print(f"{so_many(left, 'result')} not taken over.") if left else None


def _append(into: Path, confirmed: Sequence[bedside.Observation]) -> None:
    """Add rows to a CSV record, in the order of its own columns; a new file gets a header. Nothing that is there changes."""
    try:
        before = into.read_bytes() if into.exists() else b""
        if before:
            bedside.read_record(before, str(into))
        header = next(csv.reader(io.StringIO(before.decode("utf-8-sig")))) if before else list(HEADER)
        if not before.lstrip()[:1].isalpha() and before:
            raise NotScanned(f"{into}: results are added to CSV records; name one, or a new file")
        if missing := [name for name in HEADER if name not in header]:
            raise NotScanned(
                f"{into}: the record has no column {missing[0]!r}; add {', '.join(missing)} to its header, or name a new file"
            )
        held = io.StringIO(newline="")
        rows = csv.DictWriter(held, header, restval="", lineterminator="\n")
        if not before:
            rows.writeheader()
        rows.writerows(_row(each) for each in confirmed)
        with into.open("ab") as out:
            out.write((b"\n" if before and not before.endswith(b"\n") else b"") + held.getvalue().encode())
    except OSError as trouble:
        raise NotScanned(f"{into}: the record cannot be written: {trouble.strerror}") from None


def _row(each: bedside.Observation) -> dict[str, str]:
    entered = "" if each.entered is None else each.entered.astimezone(UTC).isoformat()
    told = {"time": each.at.isoformat(), "concept": each.concept, "value": json.dumps(each.value), "unit": each.unit}
    return told | {"note": each.note, "entered": entered, "by": each.by}
