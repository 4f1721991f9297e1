"""What a result means: against its printed range, as a grade, beside the person's own values, and for the next dose.

Only results that are ready are explained: a value that may be wrong must not be made plausible. Every statement has its source;
what the report prints has the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bedside.chart import Chart, clock, moment
from bedside.criterion import Baseline
from bedside.measure import measure
from bedside.medicine import Guide, Medicine
from bedside.pages.page import Statement
from bedside.patient import Patient
from bedside.quantity import UnitError, show
from bedside.scanning.grading import courses, grade_of
from bedside.scanning.results import Result
from bedside.scanning.thresholds import thresholds, told

Json = dict[str, object]
ON_REPORT = "the report"
ON_RECORD = "the record"


@dataclass(frozen=True)
class Told:
    """One statement about a result; `about` is range, grade, course, baseline, trend or guide."""

    about: str
    say: str
    source: str
    read: str = "primary"

    def to_json(self) -> Json:
        return {"about": self.about, "say": self.say, "source": self.source, "read": self.read}


@dataclass(frozen=True)
class Explained:
    """A result, and what there is to say about it."""

    result: Result
    told: tuple[Told, ...]

    def to_json(self) -> Json:
        return {"concept": self.result.concept, "at": self.result.at, "told": [each.to_json() for each in self.told]}


@dataclass(frozen=True)
class Beside:
    """What results are held against: a medicine, its guides, its page, and a record as it was known at a time."""

    at: datetime
    medicine: Medicine | None = None
    guides: tuple[Guide, ...] = ()
    page: tuple[Statement, ...] = ()
    patient: Patient | None = None


def explain_results(results: Sequence[Result], beside: Beside) -> tuple[Explained, ...]:
    """What each ready result means, those outside their range first."""
    ready = [each for each in results if each.standing == "ready"]
    ordered = sorted(ready, key=lambda each: not _outside(each))
    return tuple(Explained(each, tuple(_told(each, beside))) for each in ordered)


def _outside(result: Result) -> bool:
    value = result.value
    if not isinstance(value, float):
        return False
    return (result.high is not None and value > result.high) or (result.low is not None and value < result.low)


def _told(result: Result, beside: Beside) -> Iterator[Told]:
    value, analyte = result.value, result.analyte
    if not isinstance(value, float) or analyte is None:
        return
    yield from _range(result, value)
    if result.comparator:
        return
    grade = grade_of(analyte, value, result.unit, result.low, result.high)
    if grade is not None:
        more = f" By the number alone: {grade.more}." if grade.more else ""
        yield Told("grade", f"CTCAE grade {grade.grade}, {grade.term}.{more}", grade.source, grade.read)
    try:
        amount, unit = analyte.recorded(value, result.unit) if analyte.concept else (value, "")
    except UnitError:
        return
    if analyte.concept and beside.patient is not None:
        yield from _own(analyte.concept, amount, unit, beside)
    if analyte.concept:
        yield from _guides(analyte.concept, amount, unit, beside)
    yield from _course(result, beside)


def _range(result: Result, value: float) -> Iterator[Told]:
    low, high = result.low, result.high
    if low is None and high is None:
        return
    limits = f"{show(low)} to {show(high)}" if low is not None and high is not None else _one_sided(low, high)
    where = "within"
    if high is not None and value > high:
        where = f"above (it is {value / high:.1f} times the upper limit)" if high > 0 and value / high >= 1.1 else "above"
    elif low is not None and value < low:
        where = "below"
    named = f"{result.comparator}{show(value)} {result.printed_unit}".strip()
    yield Told("range", f"{named}: {where} the printed range, {limits}.", ON_REPORT)


def _one_sided(low: float | None, high: float | None) -> str:
    return f"up to {show(high)}" if high is not None else f"from {show(low or 0.0)}"


def _own(concept: str, amount: float, unit: str, beside: Beside) -> Iterator[Told]:
    """The person's own baseline, and the values before this one."""
    if beside.medicine is None or beside.patient is None:
        return
    chart = Chart.known(beside.patient, beside.at, beside.medicine.rhythm)
    series = chart.of_concept(concept)
    found = measure(Baseline(concept), chart, moment(beside.at))
    if found.low == found.high and found.evidence and found.evidence[0].at is not None:
        usual, when = found.low, clock(found.evidence[0].at)
        ratio = f", {amount / usual:.1f} times that" if usual > 0 else ""
        yield Told(
            "baseline", f"The own baseline is {show(usual)} {unit} of {when:%Y-%m-%d}; now {show(amount)}{ratio}.", ON_RECORD
        )
    last = [(clock(at), value) for at, value in zip(series.times, series.low, strict=True)][-3:]
    if last:
        way = "higher than" if amount > last[-1][1] else "lower than" if amount < last[-1][1] else "the same as"
        values = ", ".join(f"{show(value)} on {when:%Y-%m-%d}" for when, value in last)
        yield Told("trend", f"Before: {values} ({unit}). This one is {way} the last.", ON_RECORD)


def _guides(concept: str, amount: float, unit: str, beside: Beside) -> Iterator[Told]:
    for guide in beside.guides:
        found = thresholds(guide, concept, amount)
        if found:
            sources = "; ".join(dict.fromkeys(each.rule.source for each in found))
            read = "recalled" if any(each.rule.read == "recalled" for each in found) else found[0].rule.read
            yield Told("guide", f"{show(amount)} {unit}: {told(guide, unit, found)}", sources, read)


def _course(result: Result, beside: Beside) -> Iterator[Told]:
    """What the medicine's page says of the course of such a value, where it is outside its range."""
    if beside.medicine is None or not _outside(result):
        return
    statements = {each.id: each for each in beside.page}
    for row in courses():
        if row.medicine == beside.medicine.id and result.concept in row.analytes and row.statement in statements:
            found = statements[row.statement]
            parts = (("How often", found.often), ("Starts", found.starts), ("Ends", found.ends))
            more = " ".join(f"{name}: {text}." for name, text in parts if text)
            yield Told("course", f"{found.text} {more}".strip(), f"{row.medicine} page, {found.id}: {found.source}", found.read)
