"""May another course be considered? What each guide asks for, held against one record; rival guides are never merged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedside.answer import Json, Missing, evidence_json, json_time, missing_from
from bedside.chart import Chart, clock, moment
from bedside.criterion import Criterion, Latched, OfGroup, Truth, walk
from bedside.explain import Finding, explain
from bedside.measure import Evidence
from bedside.medicine import END_COURSE, Decision, Guide, Medicine, Regimen, Retreat, Rule
from bedside.moments import changes
from bedside.planning.remarks import span
from bedside.planning.slots import courses
from bedside.quantity import show
from bedside.response.assessments import Assessment
from bedside.response.recist import CR, NE, PD, TOLERANCE
from bedside.verbs.check import held_slots

CONSIDER, NO, NOT_YET, NOT_KNOWN = "may be considered", "no", "not yet", "not known"
DIFFER = "the guides differ"
IN_TIME = ("rest", "evaluation", "course not ended")
NO_RULE = "This guide has no rule about another course."
LESIONS = "target"
SCAN = "tumor_burden"
"""How long a scan stays true is written at the sum of all tumours, for it and for lesions alike."""


@dataclass(frozen=True)
class Needed:
    """One thing that a guide asks for, whether it is so, and why; `rules` are those of the guide that stand against it."""

    rule: Retreat
    truth: Truth
    why: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    not_before: datetime | None = None
    rules: tuple[Rule, ...] = ()

    def to_json(self) -> Json:
        return {
            "rule": self.rule.id,
            "needs": self.rule.needs,
            "truth": self.truth.word,
            "say": self.rule.say,
            "source": self.rule.source,
            "read": self.rule.read,
            "why": self.why,
            "rules": [{"rule": r.id, "say": r.say, "source": r.source, "read": r.read} for r in self.rules],
            "evidence": [evidence_json(evidence) for evidence in self.evidence],
        }


@dataclass(frozen=True)
class GuideAnswer:
    """What one guide says of another course; `not_before` is the earliest time that what is known allows."""

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
    """What the answers of one guide rest on; `before` is the last dose of the course before the last one."""

    guide: Guide
    regimen: Regimen
    chart: Chart
    course: tuple[datetime, ...]
    before: datetime | None
    assessments: tuple[Assessment, ...]
    fresh: timedelta | None
    at: datetime

    @property
    def last(self) -> datetime:
        return self.course[-1]

    @property
    def after(self) -> tuple[Assessment, ...]:
        """The assessments after the last dose that have a baseline before them."""
        return tuple(a for a in self.assessments[1:] if a.at > self.last)

    @property
    def reference(self) -> Assessment | None:
        """The last assessment before the last course, if it is no older than the end of the course before that."""
        found = [a for a in self.assessments if a.at <= self.course[0] and (self.before is None or a.at > self.before)]
        return found[-1] if found else None

    @property
    def left(self) -> datetime | None:
        """The latest discharge after the last dose."""
        times = map(clock, self.chart.of_concept("discharge").times)
        return max((time for time in times if self.last < time <= self.at), default=None)

    @property
    def wait(self) -> timedelta:
        """The rest between two courses."""
        return timedelta(seconds=self.regimen.next_course_after or 0)

    def stale(self, assessment: Assessment) -> bool:
        """Whether an assessment is older than a scan may be when the question is whether to start."""
        return self.fresh is not None and self.at - assessment.at > self.fresh


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
    course, before = doses[-1] if doses else (), doses[-2][-1] if len(doses) > 1 else None
    fresh = medicine.screen_rhythm.fresh.get(SCAN)
    old = None if fresh is None else timedelta(seconds=fresh)
    case = _Case(guide, regimen, chart, course, before, assessments, old, at)
    needed = tuple(_answer(row, case) for row in rows)
    not_before = max((each.not_before for each in needed if each.not_before), default=None)
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
    """Progression since the course is a known no; a yes needs a scan that is not old and nothing left open on the way."""
    if not case.after:
        told = f"No assessment after the last dose, at {json_time(case.last)}, can be compared with one before it."
        return Needed(row, Truth.UNKNOWN, told, (), (_lesions(case),))
    latest, reference = case.after[-1], case.reference
    grown = [a for a in case.after if a.response == PD]
    if grown:
        return Needed(row, Truth.NO, _progressed(grown[0], latest))
    if case.stale(latest):
        return Needed(row, Truth.UNKNOWN, f"{_old(latest, case)}.", (), (_newer(latest, case),))
    if latest.response == NE:
        return Needed(row, Truth.UNKNOWN, f"The assessment of {latest.date} is not evaluable (NE).", (), (_lesions(case),))
    if reference is None:
        return _nothing_before(row, case)
    told = f"{_seen(reference)} on {reference.date}, before the last course; {_seen(latest)} on {latest.date}"
    truth, why = _compared(told, reference, latest)
    gaps = [a for a in case.assessments[1:] if NE in (a.target, a.nontarget) or (a.target and a.sum is None)]
    if truth is Truth.YES and gaps:
        return Needed(row, Truth.UNKNOWN, f"{told}; but {_gap(gaps)}", (), (_unjudged(gaps),))
    return Needed(row, truth, why)


def _progressed(grown: Assessment, latest: Assessment) -> str:
    told = f"The assessment of {grown.date} is progression (PD)"
    if grown is latest or latest.response == PD:
        return f"{told}."
    return f"{told}, after the last course; {_seen(latest)} on {latest.date} does not undo it."


def _old(seen: Assessment, case: _Case) -> str:
    counts = span(case.fresh or timedelta())
    return f"The assessment of {seen.date} is {(case.at - seen.at).days} days old, and a scan counts for {counts}"


def _newer(seen: Assessment, case: _Case) -> Missing:
    return Missing(LESIONS, f"no assessment within {span(case.fresh or timedelta())}: the response is looked at again", seen.at)


def _nothing_before(row: Retreat, case: _Case) -> Needed:
    since = f", after the course before it, which ended at {json_time(case.before)}" if case.before else ""
    told = f"No assessment is recorded before the first dose of the last course, at {json_time(case.course[0])}{since}"
    missing = Missing(LESIONS, "no assessment just before the last course, from which shrinkage counts", None)
    return Needed(row, Truth.UNKNOWN, f"{told}: nobody can say whether it shrank since.", (), (missing,))


def _gap(gaps: list[Assessment]) -> str:
    days = ", ".join(f"{gap.date}" for gap in gaps)
    return f"not every lesion was judged on {days}, so growth from a smaller size cannot be ruled out."


def _unjudged(gaps: list[Assessment]) -> Missing:
    days = ", ".join(f"{gap.date}" for gap in gaps)
    return Missing(LESIONS, f"not every lesion of the baseline was judged on {days}", gaps[-1].at)


def _compared(told: str, reference: Assessment, latest: Assessment) -> tuple[Truth, str]:
    if latest.response == CR and reference.response == CR:
        return Truth.UNKNOWN, f"{told}: a complete response, in which nothing was left to shrink. The guide does not say."
    if latest.sum is None or reference.sum is None:
        if latest.response == CR:
            return Truth.YES, f"{told}: what was there is gone."
        return Truth.UNKNOWN, f"{told}: without a sum of diameters nobody can say whether it shrank."
    if latest.sum < reference.sum * (1 - TOLERANCE):
        less = round(100 * (1 - latest.sum / reference.sum), 1)
        return Truth.YES, f"{told}: {f'{show(less)} %' if less else 'less than 0.1 %'} smaller."
    return Truth.NO, f"{told}: it did not shrink."


def _seen(assessment: Assessment) -> str:
    if assessment.sum is None:
        return assessment.response or "the baseline"
    return f"{show(round(assessment.sum, 3))} mm" + (f" ({assessment.response})" if assessment.response else "")


def _lesions(case: _Case) -> Missing:
    latest = case.assessments[-1].at if case.assessments else None
    return Missing(LESIONS, "no assessment after the last dose that can be judged: record every lesion of the baseline", latest)


def _evaluation(row: Retreat, case: _Case) -> Needed:
    """Looked at about as late as the regimen says, and not long ago; an assessment that is not evaluable was no look."""
    due = case.last + timedelta(seconds=case.regimen.evaluate_after or 0)
    opens = due - timedelta(seconds=row.early)
    seen = [a for a in case.after if a.at >= opens and a.response != NE]
    told = f"The last dose was at {json_time(case.last)}"
    if seen and case.stale(seen[-1]):
        return Needed(row, Truth.UNKNOWN, f"{told}. {_old(seen[-1], case)}.", (), (_newer(seen[-1], case),))
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
    since, what = (case.left, "discharge") if case.left else (case.last, "last dose")
    end = since + case.wait
    told = f"{span(case.wait)} after the {what}, at {json_time(since)}, end at {json_time(end)}"
    if case.at < end:
        return Needed(row, Truth.NO, f"{told}.", not_before=end)
    if case.left:
        return Needed(row, Truth.YES, f"{told}.", not_before=end)
    told = f"{told}; but no discharge after it is recorded, from which it counts."
    return Needed(row, Truth.UNKNOWN, told, (), (_discharge(),))


def _discharge() -> Missing:
    return Missing("discharge", "never after the last dose: the rest counts from it", None)


@dataclass(frozen=True)
class _Sign:
    """What a rule that ends a course rests on: how it stands now, when it was last known there, and known gone since."""

    rule: Rule
    now: Finding
    began: Finding | None
    gone: datetime | None


def _sign(rule: Rule, chart: Chart, now: int) -> _Sign:
    """The rule itself lets go some time after the last dose; another course is counted from the record instead."""
    tree: Criterion = rule.when.when if isinstance(rule.when, Latched) else rule.when
    began, gone = None, None
    for time in (*(t for t in changes(tree, chart) if t < now), now):
        found = explain(tree, chart, time)
        if found.truth is Truth.YES:
            began, gone = found, None
        elif found.truth is Truth.NO and began and gone is None:
            gone = time
    return _Sign(rule, explain(tree, chart, now), began, None if gone is None else clock(gone))


def _not_ended(row: Retreat, case: _Case) -> Needed:
    """Nothing that ends a course is there, and the rest has passed since it was gone and since discharge."""
    now = moment(case.at)
    chart = case.chart.with_held(held_slots(case.guide, case.regimen, case.chart, now))
    told = [_of_sign(row, _sign(rule, chart, now), case) for rule in case.guide.rules if rule.group == END_COURSE]
    truth = min(each.truth for each in told)
    chosen = [each for each in told if each.truth is truth]
    if truth is Truth.UNKNOWN:
        lacks = {lack.concept: lack for each in chosen for lack in each.missing}
        return replace(chosen[0], why=" ".join(each.why for each in chosen), missing=tuple(lacks.values()))
    return replace(
        chosen[0],
        why=" ".join(dict.fromkeys(each.why for each in chosen)),
        evidence=tuple(dict.fromkeys(e for each in chosen for e in each.evidence)),
        not_before=max((each.not_before for each in told if each.not_before), default=None),
        rules=tuple(rule for each in chosen for rule in each.rules),
    )


def _of_sign(row: Retreat, sign: _Sign, case: _Case) -> Needed:
    if sign.now.truth is Truth.YES:
        why, soonest = f"{sign.rule.say} It is so now.", case.at + case.wait
        return Needed(row, Truth.NO, why, sign.now.evidence, not_before=soonest, rules=(sign.rule,))
    if sign.gone is not None and sign.began:
        end = max(sign.gone, case.left or sign.gone) + case.wait
        since = f"It was known to be over at {json_time(sign.gone)}; {span(case.wait)} after that and the discharge"
        if case.at < end:
            why = f"{sign.rule.say} {since} end at {json_time(end)}, or later."
            return Needed(row, Truth.NO, why, sign.began.evidence, not_before=end, rules=(sign.rule,))
        if case.left is None:
            why = f"{since} have passed if it was in time, but no discharge after the last dose is recorded."
            return Needed(row, Truth.UNKNOWN, why, sign.began.evidence, (_discharge(),))
    if sign.now.truth is Truth.UNKNOWN:
        missing = missing_from([sign.now], moment(case.at))
        named = ", ".join(lack.concept for lack in missing)
        return Needed(row, Truth.UNKNOWN, f"Whether something is there that ends a course is not known: {named}.", (), missing)
    if sign.gone is None:
        return Needed(row, Truth.YES, "Nothing that ends a course is on record.")
    over = f"What ended a course was over at {json_time(sign.gone)}, long enough ago."
    return Needed(row, Truth.YES, over, not_before=max(sign.gone, case.left or sign.gone) + case.wait)


def _permanent(row: Retreat, case: _Case) -> Needed:
    """The guide's steps that stop for good, as they stand now."""
    now, guide = moment(case.at), case.guide
    chart = case.chart.with_held(held_slots(guide, case.regimen, case.chart, now))
    steps = [step.rule for step in guide.steps if step.do is Decision.STOP_FOR_GOOD]
    asked = {node.group for rule in steps for node in walk(rule.when) if isinstance(node, OfGroup)}
    rules = [(rule, explain(rule.when, chart, now)) for rule in guide.rules if rule.group in asked]
    truth = max(explain(rule.when, chart, now).truth for rule in steps)
    if truth is Truth.YES:
        fired = [(rule, found) for rule, found in rules if found.truth is Truth.YES]
        fired = fired or [(rule, found) for rule in steps if (found := explain(rule.when, chart, now)).truth is Truth.YES]
        evidence = tuple(dict.fromkeys(e for _, found in fired for e in found.evidence))
        against = tuple(rule for rule, _ in fired)
        return Needed(row, Truth.NO, " ".join(rule.say for rule in against), evidence, rules=against)
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
    "course not ended": _not_ended,
    "nothing permanent": _permanent,
}
