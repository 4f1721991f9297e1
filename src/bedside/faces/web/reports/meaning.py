"""What the results of a report mean: each explained beside the record as it was before it, and drawn over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import get_current_timezone

import bedside
from bedside.faces.web import words
from bedside.faces.web.charts.drawing import Drawing
from bedside.faces.web.medicines import medicine, pages
from bedside.faces.web.person.pictures import pictures
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import patient_of
from bedside.faces.web.reports.answer import Row

ORDER = ("guide", "grade", "range", "baseline", "trend", "course")
"""What matters most for the next dose comes first."""


@dataclass(frozen=True)
class Meant:
    """A result with what there is to say about it; `unusual` where the report's own range or a guide marks it."""

    row: Row
    result: bedside.Result
    told: tuple[Any, ...]

    @property
    def value(self) -> str:
        """The value as it is told: as printed, or as it was put right."""
        return self.row.put_right or self.row.printed

    @property
    def guided(self) -> bool:
        """Whether a guide has numbers for it."""
        return any(each.about == "guide" for each in self.told)

    @property
    def unusual(self) -> bool:
        """Whether it lies outside its printed range."""
        value, low, high = self.result.value, self.result.low, self.result.high
        if not isinstance(value, float):
            return False
        return (high is not None and value > high) or (low is not None and value < low)


def meanings(person: Person, rows: list[Row], at: datetime) -> list[Meant]:
    """What each result means that is ready or confirmed: the unusual ones first, of them those that the guide asks for."""
    patient = patient_of(person).as_of(at)
    own = {row.confirmed.observation for row in rows if row.confirmed}
    every = patient_of(person).observations
    taken = {every[n - 1] for n in own if 0 < n <= len(every)}
    told = [_meant(person, row, patient, taken, at) for row in rows if row.stands in ("kept", "ready", "aside")]
    return sorted((each for each in told if each.told), key=lambda each: (not each.unusual, not each.guided))


def drawn(person: Person, rows: list[Row], at: datetime) -> list[Drawing]:
    """A chart of each concept of which the report has put a value into the record."""
    patient = patient_of(person).as_of(at)
    ids = (row.confirmed.kept["analyte"] for row in rows if row.confirmed)
    concepts = tuple(dict.fromkeys(bedside.analytes()[each].concept for each in ids))
    times = [each.at for each in patient.observations if each.concept in concepts]
    return pictures(person, patient, min(times), at, concepts) if times else []


def _meant(person: Person, row: Row, patient: bedside.Patient, taken: set[bedside.Observation], at: datetime) -> Meant:
    result = _right(row)
    when = _moment(result) or at
    before = bedside.Patient.of(each for each in patient.observations if each.at < when and each not in taken)
    chosen, page = medicine(person.medicine), pages().get(person.medicine)
    guides = (chosen.guides[person.guide],) if person.guide in chosen.guides else tuple(chosen.guides.values())
    beside = bedside.Beside(at, chosen, guides, tuple(page.statements) if page else (), before)
    told = [_written(each) for explained in bedside.explain_results([result], beside) for each in explained.told]
    return Meant(row, result, tuple(sorted(told, key=lambda each: ORDER.index(each.about))))


def _written(told: Any) -> Any:
    """A statement with its units as people write them."""
    say = told.say
    for ucum, written in words.WRITTEN:
        say = say.replace(ucum, written)
    return replace(told, say=say)


def _right(row: Row) -> bedside.Result:
    """The result as it was confirmed, where it was: a person has vouched for it, so it counts as ready.

    The printed range stays where it is one of this analyte in this unit, or was printed without a unit.
    """
    if row.confirmed is None:
        return row.result
    kept = row.confirmed.kept
    analyte = bedside.analytes()[kept["analyte"]]
    right = {"value": kept["value"], "unit": kept["unit"], "analyte": analyte, "concept": analyte.id, "comparator": ""}
    right |= {"printed_unit": row.result.printed_unit if kept["unit"] == row.result.unit else words.unit(kept["unit"])}
    if kept["analyte"] != row.confirmed.read["analyte"] or kept["unit"] != (row.result.unit or kept["unit"]):
        right |= {"low": None, "high": None}
    return replace(row.result, standing="ready", why=(), **right)


def _moment(result: bedside.Result) -> datetime | None:
    """When it was collected, where the report prints it with a clock."""
    if result.at is None or "T" not in result.at:
        return None
    return datetime.fromisoformat(result.at).replace(tzinfo=get_current_timezone())
