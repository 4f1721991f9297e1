"""What was read of a report, ready to be looked at: each result beside its place on the page, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

import bedside
from bedside.faces.web import words
from bedside.faces.web.records import files
from bedside.faces.web.records.models import Confirmed, Report
from bedside.faces.web.reports.reading import who
from bedside.faces.words import number

TONES = {"ready": "go", "check": "wait", "not understood": "stop"}


@dataclass(frozen=True)
class Place:
    """Where something stands on its page, in thousandths of its width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Row:
    """One result: `anchor` names it on the page, `value` and `unit` are what a field for it holds at first.

    `day` is the day of which the report prints no clock, empty where it prints no day either; None where it prints both.
    """

    anchor: int
    result: bedside.Result
    place: Place
    label: str
    printed: str
    limits: str
    when: str
    day: str | None
    value: str
    unit: str
    records: bool
    confirmed: Confirmed | None

    @property
    def stands(self) -> str:
        """Where it is shown: kept, ready, check, or aside where it is ready and records have no place for it."""
        if self.confirmed:
            return "kept"
        return "aside" if self.result.standing == "ready" and not self.records else self.result.standing

    @property
    def another_name(self) -> bool:
        """Whether the report calls it something else."""
        return self.label.casefold() != self.result.name.casefold()

    @property
    def put_right(self) -> str:
        """What it was put right to; empty where it was confirmed as it was read."""
        if self.confirmed is None or self.confirmed.kept == self.confirmed.read:
            return ""
        kept = self.confirmed.kept
        what = "" if kept["analyte"] == self.confirmed.read["analyte"] else bedside.analytes()[kept["analyte"]].label
        return f"{what} {number(kept['value'])} {words.unit(kept['unit'])}".strip()


@dataclass(frozen=True)
class Unread:
    """A row that was not understood."""

    anchor: str
    text: str
    why: str
    page: int
    place: Place


@dataclass(frozen=True)
class Mark:
    """A box on a page, and the row that it leads to."""

    anchor: str
    tone: str
    label: str
    place: Place


def read_of(report: Report) -> bedside.Scan:
    """What was read of a report, held against the person as they are known now. Raises files.NoFile."""
    return bedside.scan_from_text(files.get(report, files.READING).decode()).about(who(report.person))


def barred(found: bedside.Scan) -> str:
    """Why nothing of a report can be confirmed; empty where it can. What the report prints of the person is not in it."""
    if found.people > 1:
        return _("This report names more than one person: nothing of it can be put into a record. Bring each person's alone.")
    if found.identity.differs:
        what = _(" and ").join(_(each) for each in found.identity.differs)
        return _(
            "On the report and in the record these differ: %(what)s. Nothing of it can be put into the record. Is it this"
            " person's report?"
        ) % {"what": what}
    return ""


def rows_of(found: bedside.Scan, report: Report) -> list[Row]:
    """Every result of a report in its order."""
    kept = {each.row: each for each in Confirmed.objects.filter(report=report.id)}
    return [_row(at, each, kept.get(at)) for at, each in enumerate(found.results)]


def unread_of(found: bedside.Scan) -> list[Unread]:
    """What was not understood."""
    told = enumerate(found.not_understood)
    return [Unread(f"u{at}", each.text, each.why, each.page, _place(each.box)) for at, each in told]


def pages_of(found: bedside.Scan, rows: Iterable[Row], unread: Iterable[Unread]) -> list[dict[str, Any]]:
    """Each page with its boxes."""
    marks: dict[int, list[Mark]] = {}
    for row in rows:
        tone = "go" if row.confirmed else TONES[row.result.standing]
        marks.setdefault(row.result.page, []).append(
            Mark(str(row.anchor), tone, f"{row.result.name}, {row.printed}", row.place)
        )
    for each in unread:
        marks.setdefault(each.page, []).append(Mark(each.anchor, "stop", _("not understood"), each.place))
    pictured = found.report.method
    return [{"number": n, "method": how, "marks": marks.get(n, [])} for n, how in enumerate(pictured, 1)]


def days_of(rows: Iterable[Row]) -> list[str]:
    """The days of which a clock has to be given, each once."""
    return sorted({row.day for row in rows if row.day is not None})


@cache
def choices() -> Mapping[str, str]:
    """What a result may be put right to: every analyte that records have a place for, by its id."""
    found = {key: each.label for key, each in bedside.analytes().items() if each.concept and each.kind == "quantity"}
    return dict(sorted(found.items(), key=lambda each: each[1].casefold()))


def _row(at: int, result: bedside.Result, confirmed: Confirmed | None) -> Row:
    clocked = result.at is not None and "T" in result.at
    return Row(
        anchor=at,
        result=result,
        place=_place(result.box),
        label=_label(result),
        printed=f"{result.printed} {result.printed_unit}".strip(),
        limits=_limits(result),
        when=(result.at or "").replace("T", " "),
        day=None if clocked else result.at or "",
        value=number(result.value) if isinstance(result.value, float | int) else "",
        unit=result.printed_unit or result.unit,
        records=bedside.recordable(result),
        confirmed=confirmed,
    )


def _label(result: bedside.Result) -> str:
    """What was measured, by the name it has everywhere on these pages."""
    if result.analyte is None:
        return result.name
    return words.label(result.analyte.concept) if result.analyte.concept else result.analyte.label


def _limits(result: bedside.Result) -> str:
    low, high = (None if end is None else number(end) for end in (result.low, result.high))
    if low and high:
        return f"{low}–{high}"
    return _("up to %(high)s") % {"high": high} if high else _("from %(low)s") % {"low": low} if low else ""


def _place(box: Any) -> Place:
    """A box with a little room round it."""
    x0, y0, x1, y1 = max(0.0, box.x0 - 0.006), max(0.0, box.y0 - 0.003), min(1.0, box.x1 + 0.006), min(1.0, box.y1 + 0.003)
    return Place(*(round(1000 * each, 1) for each in (x0, y0, x1 - x0, y1 - y0)))
