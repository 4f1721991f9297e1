"""A page focused on one person: what concerns them comes first and says why. Nothing is removed, whatever the record says.

The same reader that decides about doses explains here which topics concern this person; what is not known stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bedside.answer import Json, Missing, evidence_json, json_time, missing_from
from bedside.chart import Chart, clock, moment
from bedside.criterion import Truth
from bedside.explain import explain
from bedside.measure import Evidence
from bedside.medicine import Medicine
from bedside.pages.page import NEVER_FOLDED, Focus, Page, Section, Statement
from bedside.patient import Observation, Patient
from bedside.planning.slots import DUE, PlanError
from bedside.verbs.plan import plan_record

NEXT_DOSE = "next dose"


@dataclass(frozen=True)
class Concern:
    """One thing about this person that brings statements to the front: what, from which readings, or for when."""

    focus: Focus
    evidence: tuple[Evidence, ...]
    at: datetime | None
    statements: tuple[Statement, ...]

    def to_json(self) -> Json:
        told: Json = {
            "id": self.focus.id,
            "say": self.focus.say,
            "source": self.focus.source,
            "read": self.focus.read,
            "evidence": [evidence_json(each) for each in self.evidence],
            "statements": [row.id for row in self.statements],
        }
        return told | ({"due": json_time(self.at)} if self.at else {})


@dataclass(frozen=True)
class FocusedPage:
    """A page for one person at one time.

    `concerns` come first, each with its statements; `sections` hold all others in the order of the page; `folded` are the
    sections that may be closed because nothing in them was brought forward, never a warning. `unknown` are the topics of
    which the record does not tell whether they concern this person, with what is missing.
    """

    page: Page
    at: datetime
    concerns: tuple[Concern, ...]
    sections: tuple[Section, ...]
    folded: frozenset[str]
    unknown: tuple[tuple[Focus, tuple[Missing, ...]], ...]

    @property
    def moved(self) -> frozenset[str]:
        """The ids of the statements that stand in front."""
        return frozenset(row.id for concern in self.concerns for row in concern.statements)

    def to_json(self) -> Json:
        return {
            "at": json_time(self.at),
            "concerns": [concern.to_json() for concern in self.concerns],
            "not_known": [
                {"id": focus.id, "say": focus.say, "missing": [lack.to_json() for lack in lacking]}
                for focus, lacking in self.unknown
            ],
            "folded": sorted(self.folded),
        }


def focus(page: Page, medicine: Medicine, patient: Patient, at: datetime) -> FocusedPage:
    """The page ordered for this person, from what was known at `at`."""
    now = moment(at)
    known = patient.as_of(at)
    chart = Chart.of(known, medicine.screen_rhythm)
    concerns: list[Concern] = []
    unknown: list[tuple[Focus, tuple[Missing, ...]]] = []
    taken: set[str] = set()
    for row in page.focuses:
        if row.when is None:
            due = _due(row, medicine, patient, at)
            evidence: tuple[Evidence, ...] = ()
            concerned = due is not None
        else:
            due, finding = None, explain(row.when, chart, now)
            evidence, concerned = finding.evidence, finding.truth is Truth.YES
            if finding.truth is Truth.UNKNOWN:
                unknown.append((row, missing_from([finding], now)))
        if concerned:
            mine = tuple(s for s in page.statements if row.topic in s.topics and s.id not in taken)
            taken |= {statement.id for statement in mine}
            concerns.append(Concern(row, evidence, due, mine))
    return _laid_out(page, at, tuple(concerns), taken, tuple(unknown))


def _laid_out(
    page: Page,
    at: datetime,
    concerns: tuple[Concern, ...],
    taken: set[str],
    unknown: tuple[tuple[Focus, tuple[Missing, ...]], ...],
) -> FocusedPage:
    sections = tuple(Section(s.id, s.title, tuple(r for r in s.statements if r.id not in taken)) for s in page.sections)
    touched = {row.section for row in page.statements if row.id in taken}
    folded = frozenset(s.id for s in sections if taken and s.id not in touched and s.id not in NEVER_FOLDED)
    return FocusedPage(page, at, concerns, sections, folded, unknown)


def _due(row: Focus, medicine: Medicine, patient: Patient, at: datetime) -> datetime | None:
    """When what this focus waits for comes next; None where nothing is planned, or nothing can be."""
    if row.scheduled == NEXT_DOSE:
        return _next_dose(medicine, patient.as_of(at), at)
    known = Patient(tuple(_planned(o, at) for o in patient.observations if o.concept == row.scheduled)).as_of(at)
    return min((o.at for o in known.observations if o.at > at), default=None)


def _planned(observation: Observation, at: datetime) -> Observation:
    """What lies ahead can only be a plan: where nobody says when it was written down, it is known already."""
    ahead = observation.at > at and observation.entered is None
    return replace(observation, entered=at) if ahead else observation


def _next_dose(medicine: Medicine, known: Patient, at: datetime) -> datetime | None:
    if not any(o.concept == medicine.rhythm.dose and o.at <= at for o in known.observations):
        return None
    try:
        slots = plan_record(medicine, known, at).slots
    except PlanError:
        return None
    due = [slot.at for slot in slots if slot.status == DUE and moment(slot.at) >= moment(at)]
    return clock(moment(min(due))) if due else None
