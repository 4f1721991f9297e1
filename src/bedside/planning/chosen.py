"""What a question about a course was asked of: the regimen, the guide, and times that can be compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bedside.medicine import Guide, Medicine, Regimen
from bedside.planning.remarks import Note
from bedside.planning.slots import PlanError


def regimen_for(medicine: Medicine, regimen: str | None, guide: Guide | None) -> tuple[Regimen, tuple[Note, ...]]:
    """The regimen that was named, or that the guide is for, or the first of the file, the standard one. Raises PlanError."""
    known = ", ".join(medicine.regimens)
    if not medicine.regimens:
        raise PlanError(f"The file of {medicine.id} has no regimens, so nothing can be planned.")
    if regimen is not None and regimen not in medicine.regimens:
        raise PlanError(f"{medicine.id} has no regimen {regimen!r}; it has: {known}.")
    if guide is not None and regimen not in (None, guide.regimen):
        raise PlanError(f"The guide {guide.id} is for the regimen {guide.regimen}, not for {regimen}.")
    if regimen is not None or guide is not None:
        return medicine.regimens[guide.regimen if guide else regimen or ""], ()
    first = next(iter(medicine.regimens.values()))
    said = f"No regimen was named: this is {first.id}, the first of the file. It has: {known}."
    return first, (Note(said),) if len(medicine.regimens) > 1 else ()


def guide_named(medicine: Medicine, guide: str | None) -> Guide | None:
    """The guide of that id, or None where none was named. Raises PlanError."""
    if guide is not None and guide not in medicine.guides:
        raise PlanError(f"{medicine.id} has no guide {guide!r}; it has: {', '.join(medicine.guides)}.")
    return medicine.guides[guide] if guide else None


def cycle_gap(medicine: Medicine) -> timedelta:
    """How long after its last dose a cycle is over."""
    return timedelta(seconds=medicine.rhythm.cycle_gap)


def in_utc(time: datetime, what: str) -> datetime:
    """The same time in UTC; `what` names it where it is refused. Raises PlanError."""
    if time.utcoffset() is None:
        raise PlanError(f"{what}, {time.isoformat()}, has no offset; write {time.isoformat()}Z or …+01:00.")
    if not 1900 <= time.year <= 2200:
        raise PlanError(f"{what}, {time.isoformat()}, is not in the years 1900 to 2200.")
    return time.astimezone(UTC)
