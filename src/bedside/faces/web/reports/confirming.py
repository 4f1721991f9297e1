"""What a person has looked at and found right goes into the record, in that person's name; what was read stays beside it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _

import bedside
from bedside.faces.web.records.entering import Fact, Sender, enter, lock
from bedside.faces.web.records.models import Confirmed, Report
from bedside.faces.web.records.reading import patient_of

NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


class NotConfirmed(bedside.Refusal):
    """A result that cannot go into the record as it is; `row` is its place, where it is one of them."""

    def __init__(self, message: str, row: int | None = None) -> None:
        self.row = row
        super().__init__(message)


@dataclass(frozen=True)
class Chosen:
    """A result that somebody found right, by its place; put right where `right` says so."""

    row: int
    right: bedside.Correction | None = None


@dataclass(frozen=True)
class Done:
    """How many results were put into the record, and how many stood there already with the same value."""

    kept: int
    there: int


def confirm(report: Report, found: bedside.Scan, chosen: Iterable[Chosen], clocks: Mapping[str, str], sender: Sender) -> Done:
    """Put results into the record: all of them, or none. Raises NotConfirmed, bedside.RecordError.

    `clocks` has for each day of which the report prints no clock when on it the blood was taken.
    """
    with transaction.atomic():
        lock(report.person)
        before = set(Confirmed.objects.filter(report=report.id).values_list("row", flat=True))
        every = [(each, *_observed(found, each, clocks, sender)) for each in chosen if each.row not in before]
        here = _standing(report, sender)
        new = [told for told in every if _same(here, told[2]) is None]
        stored = enter(report.person, [_fact(report, *told) for told in new], sender) if new else None
        places = {told[0].row: stored.first + n for n, told in enumerate(new)} if stored else {}
        places |= {told[0].row: _same(here, told[2]) or 0 for told in every if told not in new}
        about = {"person": report.person, "report": report.id, "at": sender.at, "by": sender.user.id}
        Confirmed.objects.bulk_create(
            Confirmed(
                **about, row=each.row, observation=places[each.row], read=_told(found.results[each.row]), kept=_told(right)
            )
            for each, right, _observation in every
        )
    return Done(len(new), len(every) - len(new))


def correction_of(result: bedside.Result, sent: Mapping[str, str]) -> bedside.Correction | None:
    """What a form puts right; None where it says what was read. Raises NotConfirmed, which says what would be right."""
    text, unit, analyte = (sent.get(name, "").strip() for name in ("value", "unit", "analyte"))
    if not NUMBER.fullmatch(text):
        raise NotConfirmed(_("Write the value as one number, such as 2.46."))
    value = float(text.replace(",", "."))
    read = result.analyte.id if result.analyte else ""
    same = value == result.value and (analyte or read) == read and unit in (result.unit, result.printed_unit)
    if same and bedside.recordable(result):
        return None
    return bedside.Correction(value, unit, analyte or read)


def _observed(
    found: bedside.Scan, each: Chosen, clocks: Mapping[str, str], sender: Sender
) -> tuple[bedside.Result, bedside.Observation]:
    """One result as it is right, and what it becomes in the record."""
    if not 0 <= each.row < len(found.results):
        raise NotConfirmed(_("This page is not the one that was read. Open the report again."))
    read = found.results[each.row]
    try:
        right = read if each.right is None else bedside.corrected(read, each.right)
        held = replace(found, results=tuple(right if at == each.row else old for at, old in enumerate(found.results)))
        corrections = {} if each.right is None else {each.row: each.right.value}
        confirmation = bedside.Confirmation(sender.user.username, sender.at, get_current_timezone())
        told = bedside.confirm_results(
            held, [right], confirmation, corrections=corrections, collected=_clock(read, clocks, each.row)
        )
    except bedside.CannotConfirm as trouble:
        raise NotConfirmed(str(trouble), each.row) from None
    if not told:
        raise NotConfirmed(_("The record has no place for %(name)s as it was read.") % {"name": read.name}, each.row)
    return right, told[0]


def _clock(result: bedside.Result, clocks: Mapping[str, str], row: int) -> tuple[str, ...]:
    """When a result was collected, where the report does not print it."""
    at = result.at or ""
    if "T" in at:
        return ()
    told = clocks.get(at, "")
    if not told:
        raise NotConfirmed(
            _("When was the blood for %(name)s taken? The report does not print it.") % {"name": result.name}, row
        )
    return (f"{at}T{told}" if at else told,)


def _standing(report: Report, sender: Sender) -> list[tuple[int, bedside.Observation]]:
    """What the record says now, each with its number: what was corrected is left out."""
    patient = patient_of(report.person)
    valid = set(patient.as_of(sender.at).observations)
    return [(at, each) for at, each in enumerate(patient.observations, 1) if each in valid]


def _same(here: list[tuple[int, bedside.Observation]], told: bedside.Observation) -> int | None:
    """The number of the same fact in the record."""
    facts = (at for at, each in here if (each.concept, each.at) == (told.concept, told.at))
    amounts = dict(here)
    return next((at for at in facts if math.isclose(amounts[at].amount, told.amount, rel_tol=1e-9)), None)


def _fact(report: Report, chosen: Chosen, right: bedside.Result, told: bedside.Observation) -> Fact:
    more = f" {right.unit} of {right.analyte.label}" if chosen.right and right.analyte else ""
    return Fact(told.concept, told.at, told.value, told.unit, note=f"{told.note}{more}; report {report.id}")


def _told(result: bedside.Result) -> dict[str, Any]:
    """What is kept of a result: as it is printed, and as it was read or put right."""
    coded = {"analyte": result.analyte.id if result.analyte else None, "value": result.value, "unit": result.unit}
    return {"name": result.name, "printed": f"{result.printed} {result.printed_unit}".strip(), "at": result.at} | coded
