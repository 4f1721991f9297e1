"""Did it work? The response at each assessment by RECIST 1.1, the best of them, and whether another course may follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.answer import Json, Missing, json_time
from bedside.chart import Chart, clock, moment
from bedside.medicine import Medicine, Responding
from bedside.patient import Patient
from bedside.planning.remarks import Note, span
from bedside.response.assessments import Assessment, judge, lacking, percent, points, remarks
from bedside.response.best import Duration, Intervals, best, best_confirmed, duration
from bedside.response.recist import CR, PD, PR
from bedside.response.retreatment import Retreatment, retreatment
from bedside.response.scans import Baseline, ResponseError, read_baseline, read_scans
from bedside.verbs.check import choose_guide

__all__ = ["Response", "ResponseError", "respond"]
DAY = 24 * 3600
BASELINE_AGE = timedelta(days=28)
NO_LESION = (
    "never: record each lesion as target:ID with its diameter and organ=... in the note, or as nontarget:ID; "
    "tumor_burden alone, a sum, cannot be judged by RECIST"
)


@dataclass(frozen=True)
class Response:
    """What `respond` says. `confirmed` tells whether `best` itself was seen again late enough."""

    verb: str
    medicine: str
    at: datetime
    assessments: tuple[Assessment, ...]
    best: str | None
    best_confirmed: str | None
    duration: Duration | None
    progression: str | None
    retreatment: Retreatment
    remarks: tuple[Note, ...]
    missing: tuple[Missing, ...]
    rule: Responding
    digest: str

    @property
    def confirmed(self) -> bool:
        return self.best in (CR, PR) and self.best == self.best_confirmed

    @property
    def duration_days(self) -> int | None:
        return None if self.duration is None else self.duration.days

    @property
    def waterfall(self) -> Json | None:
        """The deepest change from the baseline, and when; None where no sum after the baseline is known."""
        changes = [(a.change_from_baseline, a) for a in self.assessments[1:] if a.change_from_baseline is not None]
        if not changes:
            return None
        change, deepest = min(changes, key=lambda pair: (round(pair[0], 6), pair[1].date))
        return {"change": percent(change), "at": json_time(deepest.at)}

    @property
    def spider(self) -> list[Json]:
        """The change from the baseline by days since it."""
        known = [a for a in self.assessments if a.change_from_baseline is not None]
        return [{"days": a.days, "change": percent(a.change_from_baseline)} for a in known]

    def to_json(self) -> Json:
        return {
            "verb": self.verb,
            "medicine": self.medicine,
            "at": json_time(self.at),
            "assessments": [assessment.to_json() for assessment in self.assessments],
            "best": self.best,
            "confirmed": self.confirmed,
            "best_confirmed": self.best_confirmed,
            "duration_days": self.duration_days,
            "ongoing": None if self.duration is None else self.duration.ongoing,
            "progression": self.progression,
            "waterfall": self.waterfall,
            "spider": self.spider,
            "retreatment": self.retreatment.to_json(),
            "remarks": [note.to_json() for note in self.remarks],
            "missing": [missing.to_json() for missing in self.missing],
            "criteria": {"name": self.rule.criteria, "say": self.rule.say, "source": self.rule.source, "read": self.rule.read},
            "digest": self.digest,
        }


def respond(medicine: Medicine, patient: Patient, at: datetime, guide: str | None = None) -> Response:
    """Whether the treatment worked, from what was known at `at`. Raises ResponseError, and GuideNeeded for an unknown guide.

    With `guide` only that guide is asked about another course; else all of them, side by side.
    """
    rule = medicine.respond
    if rule is None:
        raise ResponseError(f"The file of {medicine.id} has no table [respond], so no response can be judged.")
    guides = (choose_guide(medicine, guide),) if guide else tuple(medicine.guides.values())
    scans = read_scans(patient, at)
    baseline = read_baseline(scans) if scans else None
    assessments = judge(scans, baseline) if baseline else ()
    chart = Chart.known(patient, at, medicine.rhythm)
    again = retreatment(medicine, guides, chart, assessments, at)
    counted, wait = points(assessments), Intervals(rule.confirm_after // DAY, rule.stable_after // DAY)
    return Response(
        verb="respond",
        medicine=medicine.id,
        at=at,
        assessments=assessments,
        best=best(counted, wait),
        best_confirmed=best_confirmed(counted, wait),
        duration=duration(counted),
        progression=next((a.date.isoformat() for a, (_, w) in zip(assessments[1:], counted, strict=True) if w == PD), None),
        retreatment=again,
        remarks=(*_of_treatment(chart, baseline, at), *(remarks(scans, baseline, assessments) if baseline else ())),
        missing=_missing(lacking(scans, baseline) if baseline else [Missing("target", NO_LESION, None)], again),
        rule=rule,
        digest=medicine.digest,
    )


def _missing(own: Iterable[Missing], again: Retreatment) -> tuple[Missing, ...]:
    """Each thing once, lesions first."""
    told: dict[str, Missing] = {}
    for lack in (*own, *again.missing):
        told.setdefault(lack.concept, lack)
    return tuple(told.values())


def _of_treatment(chart: Chart, baseline: Baseline | None, at: datetime) -> Iterator[Note]:
    """A baseline after the first dose is none; one long before it is old."""
    doses = [clock(dose) for dose in chart.doses if dose <= moment(at)]
    if baseline is None or not doses:
        return
    seen, source = baseline.scan, "recist-2009, section 4.2"
    if doses[0] < seen.at:
        told = f"The first dose, at {json_time(doses[0])}, came before the baseline of {seen.date}"
        yield Note(f"{told}: changes are counted from that, not from before the treatment.", source, "secondary")
    elif doses[0] - seen.at > BASELINE_AGE:
        told = f"The baseline of {seen.date} is more than {span(BASELINE_AGE)} older than the first dose"
        yield Note(f"{told}, at {json_time(doses[0])}; RECIST asks for a newer one.", source, "secondary")
