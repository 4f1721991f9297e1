"""May another course be considered? What each guide asks for, held against one record; rival guides are never merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.answer import Json, Missing, evidence_json, json_time, missing_from
from bedside.chart import Chart, clock, moment
from bedside.criterion import OfGroup, Truth, walk
from bedside.explain import Finding, explain
from bedside.measure import Evidence
from bedside.medicine import Decision, Guide, Medicine, Regimen, Retreat
from bedside.planning.remarks import span
from bedside.planning.slots import courses
from bedside.quantity import show
from bedside.response.assessments import Assessment
from bedside.response.recist import CR, NE, PD, TOLERANCE
from bedside.verbs.check import held_slots

CONSIDER, NO, NOT_YET, NOT_KNOWN = "may be considered", "no", "not yet", "not known"
DIFFER = "the guides differ"
IN_TIME = ("rest", "evaluation")
NO_RULE = "This guide has no rule about another course."
LESIONS = "target"


@dataclass(frozen=True)
class Needed:
    """One thing that a guide asks for, whether it is so, and why."""

    rule: Retreat
    truth: Truth
    why: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    not_before: datetime | None = None

    def to_json(self) -> Json:
        return {
            "rule": self.rule.id,
            "needs": self.rule.needs,
            "truth": self.truth.word,
            "say": self.rule.say,
            "source": self.rule.source,
            "read": self.rule.read,
            "why": self.why,
            "evidence": [evidence_json(evidence) for evidence in self.evidence],
        }


@dataclass(frozen=True)
class GuideAnswer:
    """What one guide says of another course; `not_before` is the end of the rest, where it is known."""

    guide: str
    decision: str
    why: str | None
    criteria: tuple[Needed, ...]
    not_before: datetime | None

    def to_json(self) -> Json:
        return {
            "guide": self.guide,
            "decision": self.decision,
            "why": self.why,
            "criteria": [needed.to_json() for needed in self.criteria],
            "not_before": json_time(self.not_before),
        }


@dataclass(frozen=True)
class Retreatment:
    """The guides that were asked, side by side."""

    decision: str
    answers: tuple[GuideAnswer, ...]

    @property
    def missing(self) -> tuple[Missing, ...]:
        return tuple(lack for answer in self.answers for needed in answer.criteria for lack in needed.missing)

    def to_json(self) -> Json:
        return {"decision": self.decision, "answers": [answer.to_json() for answer in self.answers]}


@dataclass(frozen=True)
class _Case:
    """What the answers of one guide rest on."""

    guide: Guide
    regimen: Regimen
    chart: Chart
    course: tuple[datetime, ...]
    assessments: tuple[Assessment, ...]
    at: datetime

    @property
    def last(self) -> datetime:
        return self.course[-1]

    @property
    def after(self) -> tuple[Assessment, ...]:
        """The assessments after the last dose that have a baseline before them."""
        return tuple(a for a in self.assessments[1:] if a.at > self.last)


def retreatment(
    medicine: Medicine, guides: tuple[Guide, ...], chart: Chart, assessments: tuple[Assessment, ...], at: datetime
) -> Retreatment:
    """What each of these guides says of another course at `at`; the chart holds what was known then."""
    answers = tuple(_of_guide(medicine, guide, chart, assessments, at) for guide in guides)
    said = {answer.decision for answer in answers}
    return Retreatment(said.pop() if len(said) == 1 else DIFFER, answers)


def _of_guide(medicine: Medicine, guide: Guide, chart: Chart, assessments: tuple[Assessment, ...], at: datetime) -> GuideAnswer:
    rows = [row for row in medicine.retreat if row.guide == guide.id]
    if not rows:
        return GuideAnswer(guide.id, NOT_KNOWN, NO_RULE, (), None)
    regimen, now = medicine.regimens[guide.regimen], moment(at)
    gap = timedelta(seconds=medicine.rhythm.cycle_gap)
    doses = courses((clock(dose) for dose in chart.doses if dose <= now), regimen, gap)
    case = _Case(guide, regimen, chart, doses[-1] if doses else (), assessments, at)
    needed = tuple(_answer(row, case) for row in rows)
    not_before = next((each.not_before for each in needed if each.not_before), None)
    return GuideAnswer(guide.id, _decide(needed), None, needed, not_before)


def _decide(needed: tuple[Needed, ...]) -> str:
    """A known no wins, that of something which cannot pass first; then what is not known; never more than "may be"."""
    missed = {each.rule.needs for each in needed if each.truth is Truth.NO}
    if missed.difference(IN_TIME):
        return NO
    if missed:
        return NOT_YET
    return NOT_KNOWN if any(each.truth is Truth.UNKNOWN for each in needed) else CONSIDER


def _answer(row: Retreat, case: _Case) -> Needed:
    if not case.course and row.needs != "nothing permanent":
        dose = case.chart.rhythm.dose
        missing = (Missing(dose, "never: another course comes after one", None),)
        return Needed(
            row, Truth.UNKNOWN, "No dose is recorded, so there is no course after which another could come.", (), missing
        )
    return ANSWERS[row.needs](row, case)


def _shrinkage(row: Retreat, case: _Case) -> Needed:
    if not case.after:
        told = f"No assessment after the last dose, at {json_time(case.last)}, can be compared with one before it."
        return Needed(row, Truth.UNKNOWN, told, (), (_lesions(case),))
    latest = case.after[-1]
    if latest.response == PD:
        return Needed(row, Truth.NO, f"The assessment of {latest.date} is progression (PD).")
    if latest.response == NE:
        return Needed(row, Truth.UNKNOWN, f"The assessment of {latest.date} is not evaluable (NE).", (), (_lesions(case),))
    before = [a for a in case.assessments if a.at <= case.course[0] and a.response != NE]
    reference = before[-1] if before else case.assessments[0]
    told = f"{_seen(reference)} on {reference.date}, before the last course; {_seen(latest)} on {latest.date}"
    return Needed(row, *_compared(told, reference, latest))


def _compared(told: str, reference: Assessment, latest: Assessment) -> tuple[Truth, str]:
    if latest.response == CR and reference.response == CR:
        return Truth.UNKNOWN, f"{told}: a complete response, in which nothing was left to shrink. The guide does not say."
    if latest.sum is None or reference.sum is None:
        if latest.response == CR:
            return Truth.YES, f"{told}: what was there is gone."
        return Truth.UNKNOWN, f"{told}: without a sum of diameters nobody can say whether it shrank."
    if latest.sum < reference.sum * (1 - TOLERANCE):
        return Truth.YES, f"{told}."
    return Truth.NO, f"{told}: it did not shrink."


def _seen(assessment: Assessment) -> str:
    if assessment.sum is None:
        return assessment.response or "the baseline"
    return f"{show(round(assessment.sum, 3))} mm" + (f" ({assessment.response})" if assessment.response else "")


def _lesions(case: _Case) -> Missing:
    latest = case.assessments[-1].at if case.assessments else None
    return Missing(LESIONS, "no assessment after the last dose that can be judged: record every lesion of the baseline", latest)


def _evaluation(row: Retreat, case: _Case) -> Needed:
    """Looked at about as late as the regimen says; an assessment that is not evaluable was no look."""
    due = case.last + timedelta(seconds=case.regimen.evaluate_after or 0)
    opens = due - timedelta(seconds=row.early)
    seen = [a for a in case.after if a.at >= opens and a.response != NE]
    told = f"The last dose was at {json_time(case.last)}"
    if seen:
        return Needed(row, Truth.YES, f"{told}; the assessment of {seen[-1].date} came {span(_days(seen[-1], case))} later.")
    window = f"the response is due about {due.date()}, and counts from {opens.date()}"
    if case.at < opens:
        return Needed(row, Truth.NO, f"{told}: {window}.")
    return Needed(row, Truth.UNKNOWN, f"{told}: {window}. None is recorded that can be judged.", (), (_lesions(case),))


def _days(assessment: Assessment, case: _Case) -> timedelta:
    return timedelta(days=max((assessment.at - case.last).days, 1))


def _rest(row: Retreat, case: _Case) -> Needed:
    """Counted from discharge; before the same time has passed since the last dose it cannot be over."""
    wait = timedelta(seconds=case.regimen.next_course_after or 0)
    series = case.chart.of_concept("discharge")
    left = [clock(time) for time in series.times if case.last < clock(time) <= case.at]
    since, what = (left[-1], "discharge") if left else (case.last, "last dose")
    told = f"{span(wait)} after the {what}, at {json_time(since)}, end at {json_time(since + wait)}"
    if case.at < since + wait:
        return Needed(row, Truth.NO, f"{told}.", not_before=since + wait)
    if left:
        return Needed(row, Truth.YES, f"{told}.", not_before=since + wait)
    missing = Missing("discharge", "never after the last dose: the rest counts from it", None)
    return Needed(row, Truth.UNKNOWN, f"{told}; but no discharge after it is recorded, from which it counts.", (), (missing,))


def _permanent(row: Retreat, case: _Case) -> Needed:
    """The guide's steps that stop for good, as they stand now."""
    now, guide = moment(case.at), case.guide
    chart = case.chart.with_held(held_slots(guide, case.regimen, case.chart, now))
    steps = [step.rule for step in guide.steps if step.do is Decision.STOP_FOR_GOOD]
    asked = {node.group for rule in steps for node in walk(rule.when) if isinstance(node, OfGroup)}
    rules = [(rule, explain(rule.when, chart, now)) for rule in guide.rules if rule.group in asked]
    truth = max(explain(rule.when, chart, now).truth for rule in steps)
    if truth is Truth.YES:
        fired = [(rule.say, found) for rule, found in rules if found.truth is Truth.YES]
        evidence = tuple(e for _, found in fired for e in found.evidence)
        return Needed(row, Truth.NO, " ".join(say for say, _ in fired) or steps[0].say, evidence)
    if truth is Truth.NO:
        return Needed(row, Truth.YES, f"None of the {len(rules)} rules of {guide.id} that end it for good applies.")
    return _permanent_open(row, [found for _, found in rules], now)


def _permanent_open(row: Retreat, found: list[Finding], now: int) -> Needed:
    missing = missing_from(found, now)
    told = f"{sum(each.truth is Truth.UNKNOWN for each in found)} of {len(found)} rules that end it for good are not known"
    return Needed(row, Truth.UNKNOWN, f"{told}: {', '.join(lack.concept for lack in missing)}.", (), missing)


ANSWERS: Mapping[str, Callable[[Retreat, _Case], Needed]] = {
    "shrinkage": _shrinkage,
    "evaluation": _evaluation,
    "rest": _rest,
    "nothing permanent": _permanent,
}
