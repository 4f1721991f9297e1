"""May this person start? Every criterion, met or not or unknown, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bedside.answer import Json, Missing, Reason, in_order, json_time, missing_from
from bedside.chart import Chart, clock, moment
from bedside.criterion import Truth
from bedside.explain import explain
from bedside.measure import standing_of
from bedside.medicine import Medicine
from bedside.patient import Patient

CANDIDATE = "candidate"
JUDGEMENT = "needs judgement"
NOT_CANDIDATE = "not a candidate"
NOT_KNOWN = "not known"
EXCLUDING = ("indication", "excluded")


@dataclass(frozen=True)
class Screening:
    """What `screen` says: a rule that holds is an obstacle, or in the group "judgement" a question for the team."""

    verb: str
    medicine: str
    at: datetime
    decision: str
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    digest: str

    def to_json(self) -> Json:
        return {
            "verb": self.verb,
            "medicine": self.medicine,
            "at": json_time(self.at),
            "decision": self.decision,
            "reasons": [reason.to_json() for reason in self.reasons],
            "missing": [missing.to_json() for missing in self.missing],
            "digest": self.digest,
        }


def screen(medicine: Medicine, patient: Patient, at: datetime) -> Screening:
    """Whether this person may be treated at all, from what was known at `at`."""
    now = moment(at)
    chart = Chart.known(patient, at, medicine.screen_rhythm)
    reasons = in_order(Reason(rule, explain(rule.when, chart, now)) for rule in medicine.screen)
    missing = {m.concept: m for m in missing_from((reason.finding for reason in reasons), now)}
    for test in _tests_first(medicine, chart, now):
        missing.setdefault(test.concept, test)
    told = tuple(missing[concept] for concept in sorted(missing))
    return Screening("screen", medicine.id, at, _decide(reasons, told), reasons, told, medicine.digest)


def _decide(reasons: tuple[Reason, ...], missing: tuple[Missing, ...]) -> str:
    firing = {reason.rule.group for reason in reasons if reason.truth is Truth.YES}
    if firing.intersection(EXCLUDING):
        return NOT_CANDIDATE
    if missing or any(reason.truth is Truth.UNKNOWN for reason in reasons):
        return NOT_KNOWN
    return JUDGEMENT if firing else CANDIDATE


def _tests_first(medicine: Medicine, chart: Chart, now: int) -> list[Missing]:
    """The tests that the sources ask for before the start and that are not there, or are too old."""
    wanted = dict.fromkeys(c for m in medicine.monitors if m.due == "before start" for c in m.concepts)
    found = []
    for concept in wanted:
        told, fresh = standing_of(concept, chart, now)
        if not fresh:
            found.append(Missing(concept, told.standing, None if told.at is None else clock(told.at)))
    return found
