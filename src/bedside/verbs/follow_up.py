"""What is due after treatment, what to watch for, and is what has remained still usual?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bedside.after.recovery import Standing, standings
from bedside.after.rows import DISCHARGE
from bedside.after.schedule import NEXT, OVERDUE, Due, End, Window, dated, is_watch, latest_course, window
from bedside.after.stops import Stopped, end_of_record, end_under
from bedside.answer import Json, Missing, evidence_json, json_time
from bedside.chart import Chart, clock
from bedside.medicine import FollowUpRow, Medicine
from bedside.patient import Observation, Patient
from bedside.planning.chosen import cycle_gap, guide_named, regimen_for
from bedside.planning.remarks import Note

DAY = 86400
GROWN = (("nontarget", "progression"), ("new", "present"))
"""What kind of lesion, and what is recorded of it, when the disease has grown."""


@dataclass(frozen=True)
class FollowUp:
    """What `follow_up` says. `due` is in order of time; `rivals` are the dates of rows that another row stands for.

    `guide` is empty where none was named; `stopped_by` are the guides that stopped the medicine for good.
    """

    verb: str
    medicine: str
    guide: str
    at: datetime
    stopped_by: tuple[str, ...]
    since: End | None
    due: tuple[Due, ...]
    rivals: tuple[Due, ...]
    watch: tuple[Window, ...]
    recovery: tuple[Standing, ...]
    missing: tuple[Missing, ...]
    notes: tuple[Note, ...]
    digest: str

    def to_json(self) -> Json:
        return {
            "verb": self.verb,
            "medicine": self.medicine,
            "guide": self.guide or None,
            "at": json_time(self.at),
            "since": self.since and _end_json(self.since) | {"stopped_by": list(self.stopped_by)},
            "due": [_due_json(due) for due in self.due],
            "watch": [_window_json(found) for found in self.watch],
            "recovery": [_standing_json(found) for found in self.recovery],
            "missing": [missing.to_json() for missing in self.missing],
            "notes": [note.to_json() for note in self.notes],
            "digest": self.digest,
        }


def follow_up(
    medicine: Medicine, patient: Patient, at: datetime, regimen: str | None = None, guide: str | None = None
) -> FollowUp:
    """What is due after the latest course, from what was known at `at`. Raises PlanError for what is not in the file.

    With a guide, the course is over once that guide has ended it; without, once any guide of the regimen has stopped it
    for good, or the person was discharged and had no dose since.
    """
    rules = guide_named(medicine, guide)
    chosen, notes = regimen_for(medicine, regimen, rules)
    known = Patient.of(o for o in patient.as_of(at).observations if o.at <= at)
    chart, records, now = Chart.of(known, medicine.rhythm), _records(known.observations), at.astimezone(UTC)
    latest = latest_course(chosen, cycle_gap(medicine), records.get(medicine.rhythm.dose, ()), now)
    if latest is None:
        nothing = Note(f"No dose is recorded up to {json_time(at)}: there is nothing to follow yet.")
        empty = FollowUp("follow_up", medicine.id, guide or "", at, (), None, (), (), (), (), (), (), medicine.digest)
        return replace(empty, notes=(nothing, *notes))
    left = records.get("discharge", ())
    if rules is None:
        stopped = end_of_record(medicine, *latest, left, chart, now)
    else:
        stopped = end_under(rules, *latest, left, chart, now)
    found = _followed(medicine, known, chart, stopped, at)
    return replace(found, guide=guide or "", notes=(*found.notes, *notes))


def _followed(medicine: Medicine, known: Patient, chart: Chart, stopped: Stopped, at: datetime) -> FollowUp:
    """What comes after a course that ended as `stopped` says."""
    end = stopped.end
    own, rivals, windows = _schedule(medicine, end, _records(known.observations), at)
    found = standings(medicine, known, chart, end, at)
    missing: dict[str, Missing] = {}
    for lack in (lack for each in found for lack in each.missing):
        missing.setdefault(lack.concept, lack)
    told = (*_on_end(medicine, end), *_on_progression(medicine, known.observations, end), *_on_rivals(medicine, rivals))
    share = (Note(medicine.usual.say, medicine.usual.source, medicine.usual.read),) if medicine.usual and found else ()
    return FollowUp(
        verb="follow_up",
        medicine=medicine.id,
        guide="",
        at=at,
        stopped_by=stopped.guides,
        since=end,
        due=own,
        rivals=rivals,
        watch=windows,
        recovery=found,
        missing=tuple(missing[concept] for concept in sorted(missing)),
        notes=(*stopped.notes, *told, *share),
        digest=medicine.digest,
    )


def _records(known: Iterable[Observation]) -> dict[str, tuple[datetime, ...]]:
    found: dict[str, set[datetime]] = {}
    for observation in known:
        found.setdefault(observation.concept, set()).add(observation.at.astimezone(UTC))
    return {concept: tuple(sorted(times)) for concept, times in found.items()}


def _schedule(
    medicine: Medicine, end: End, records: dict[str, tuple[datetime, ...]], now: datetime
) -> tuple[tuple[Due, ...], tuple[Due, ...], tuple[Window, ...]]:
    """What is due, what a rival schedule has in its place, and what to watch for; each in order of time."""
    dates = [due for row in medicine.follow_up if not is_watch(row) for due in dated(row, end, records, now)]
    dates.sort(key=lambda due: (due.at, due.row.id))
    windows = [window(row, end, now) for row in medicine.follow_up if is_watch(row)]
    own = tuple(due for due in dates if not due.row.instead_of)
    rivals = tuple(due for due in dates if due.row.instead_of)
    return own, rivals, tuple(sorted(windows, key=lambda found: (found.begin, found.row.id)))


def _on_end(medicine: Medicine, end: End) -> Iterable[Note]:
    """What the schedule counts from, where that is not what it seems."""
    if end.planned:
        told = f"The course is under way: the dates count from its last planned slot, at {json_time(end.at)}"
        yield Note(f"{told}, and move when it does; recovery counts from the last dose given, at {json_time(end.last)}.")
    elif end.discharge is None and any(row.since == DISCHARGE for row in medicine.follow_up):
        told = "No discharge after the last dose is recorded: what counts from the discharge counts from the last dose"
        yield Note(f"{told}, at {json_time(end.at)}.")


def _on_progression(medicine: Medicine, known: Iterable[Observation], end: End) -> Iterable[Note]:
    """Whether the record says that the disease has grown; that is for the team, and is not worked out here."""
    grown = [o for o in known if o.at >= end.first and (o.concept.partition(":")[0], o.value) in GROWN]
    rows = [row for row in medicine.follow_up if row.kind == "imaging" and not row.instead_of]
    for o in sorted(grown, key=lambda o: (o.at, o.concept))[:1] if rows else []:
        told = f"The record says progression: {o.concept} {o.value}, at {json_time(o.at)}"
        say = f"{told}. The imaging series runs until progression; what comes now is for the team."
        yield Note(say, rows[0].source, rows[0].read)


def _on_rivals(medicine: Medicine, rivals: tuple[Due, ...]) -> Iterable[Note]:
    """Each rival schedule with the date that it has next; it is told, and not due as well."""
    for row in (row for row in medicine.follow_up if row.instead_of):
        ahead = [due for due in rivals if due.row == row and due.status in (OVERDUE, NEXT)]
        when = f" Its next date is {json_time(ahead[-1].at)}." if ahead else ""
        yield Note(f"{_rival(row)} {row.say}{when}", row.source, row.read)


def _rival(row: FollowUpRow) -> str:
    return f"Another schedule, instead of {row.instead_of}:"


def _end_json(end: End) -> Json:
    what = "last planned slot" if end.planned else "last dose"
    return {"what": what, "at": json_time(end.at), "course": end.course, "planned": end.planned}


def _due_json(due: Due) -> Json:
    row = due.row
    return {
        "id": row.id,
        "kind": row.kind,
        "at": json_time(due.at),
        "status": due.status,
        "say": row.say,
        "concepts": list(row.concepts),
        "source": row.source,
        "read": row.read,
    }


def _window_json(found: Window) -> Json:
    return {
        "id": found.row.id,
        "from": json_time(found.begin),
        "to": json_time(found.end),
        "status": found.status,
        "say": found.row.say,
        "source": found.row.source,
        "read": found.row.read,
    }


def _standing_json(found: Standing) -> Json:
    row, told = found.row, found.told
    return {
        "id": row.rule.id,
        "concept": told.concept,
        "value": told.value,
        "unit": told.unit,
        "at": None if told.at is None else json_time(clock(told.at)),
        "days": found.days,
        "standing": found.standing,
        "say": found.say,
        "grave": [alarm.to_json() for alarm in found.grave],
        "figures": _figures_json(found),
        "source": row.rule.source,
        "read": row.rule.read,
        "evidence": [evidence_json(evidence) for evidence in found.evidence],
    }


def _figures_json(found: Standing) -> list[Json]:
    """The published figures, times in days."""
    row = found.row
    told: list[Json] = [{"after": after / DAY, "recovered": share} for after, share in row.figures]
    unclear: Json = {"unclear_from": row.unclear_from / DAY} if row.unclear_from else {}
    told += [{"within": row.within / DAY, **unclear}] if row.within else []
    return told + ([{"lasts": row.lasts / DAY}] if row.lasts else [])
