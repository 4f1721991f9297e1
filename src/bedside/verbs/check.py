"""May the next dose be given? For one published guide, or for all of them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from bedside.answer import Answer, Information, Json, Reason, in_order, json_time, missing_from
from bedside.care import measures_for
from bedside.chart import SECOND, Chart, clock, moment
from bedside.criterion import Flag, Truth
from bedside.explain import explain
from bedside.information import informed
from bedside.medicine import Decision, Guide, Medicine, Regimen, Schedule
from bedside.patient import Patient
from bedside.planning.slots import MISSED, Course, lay_out
from bedside.refusal import Refusal

DAY = 24 * 3600 * SECOND
MARKS = 4


class GuideNeeded(Refusal):
    """Which guide? Rival guides are never merged, and Bedside does not choose among them."""


@dataclass(frozen=True)
class Comparison:
    """Every guide's answer to the same question, and where they part."""

    verb: str
    medicine: str
    at: datetime
    answers: tuple[Answer, ...]

    @property
    def disagreement(self) -> tuple[tuple[Decision, tuple[Answer, ...]], ...]:
        """The answers by decision, the strongest first; empty where all guides say the same."""
        found: dict[Decision, list[Answer]] = {}
        for answer in self.answers:
            found.setdefault(answer.decision, []).append(answer)
        if len(found) == 1:
            return ()
        order = sorted(found, key=lambda d: -1 if d is Decision.NOT_READY else d.strength, reverse=True)
        return tuple((decision, tuple(found[decision])) for decision in order)

    def to_json(self) -> Json:
        return {
            "verb": self.verb,
            "medicine": self.medicine,
            "at": json_time(self.at),
            "answers": [answer.to_json() for answer in self.answers],
            "disagreement": [
                {
                    "decision": str(decision),
                    "guides": [answer.guide for answer in answers],
                    "because": sorted({reason.rule.id for answer in answers for reason in answer.firing}),
                }
                for decision, answers in self.disagreement
            ],
        }


def check(medicine: Medicine, patient: Patient, at: datetime, guide: str | None = None) -> Answer:
    """What `guide` says of a dose at `at`, from what was known then.

    Raises GuideNeeded when the medicine has several guides and none, or an unknown one, is named.
    """
    chosen = choose_guide(medicine, guide)
    chart = Chart.known(patient, at, medicine.rhythm)
    return _answer(medicine, chosen, chart, at, informed(medicine, chart, moment(at)))


def check_all(medicine: Medicine, patient: Patient, at: datetime) -> Comparison:
    """What each guide of the medicine says of a dose at `at`, side by side."""
    chart = Chart.known(patient, at, medicine.rhythm)
    information = informed(medicine, chart, moment(at))
    answers = tuple(_answer(medicine, guide, chart, at, information) for guide in medicine.guides.values())
    return Comparison("check", medicine.id, at, answers)


def choose_guide(medicine: Medicine, guide: str | None) -> Guide:
    """The guide that was named, or the only one. Raises GuideNeeded."""
    known = ", ".join(medicine.guides)
    if guide is None and len(medicine.guides) == 1:
        return next(iter(medicine.guides.values()))
    if guide is None:
        raise GuideNeeded(f"{medicine.id} has {len(medicine.guides)} guides that differ; name one: {known}")
    if guide not in medicine.guides:
        raise GuideNeeded(f"{medicine.id} has no guide {guide!r}; it has: {known}")
    return medicine.guides[guide]


def _answer(medicine: Medicine, guide: Guide, chart: Chart, at: datetime, information: tuple[Information, ...]) -> Answer:
    now = moment(at)
    chart = chart.with_held(held_slots(guide, medicine.regimens[guide.regimen], chart, now))
    rules = [Reason(rule, explain(rule.when, chart, now)) for rule in guide.rules]
    steps = [Reason(step.rule, explain(step.rule.when, chart, now)) for step in guide.steps]
    decision = decide_for(guide, (step.truth for step in steps))
    missing = missing_from((reason.finding for reason in rules), now, (step.finding for step in steps))
    reasons = in_order((*steps, *rules))
    silent = _silent_about(chart, rules, now) + _just_given(chart, medicine.regimens[guide.regimen], now)
    cleared = _cleared(chart, now)
    return Answer(
        verb="check",
        medicine=medicine.id,
        guide=guide.id,
        at=at,
        decision=decision,
        reasons=reasons,
        missing=missing,
        digest=medicine.digest,
        silent_about=silent,
        cleared=cleared,
        information=information,
        measures=measures_for(medicine, guide, rules, steps, decision, chart, now),
        deciding=_deciding(guide, steps, decision),
        part=guide.part,
    )


def _deciding(guide: Guide, steps: list[Reason], decision: Decision) -> tuple[str, ...]:
    """The steps that made the decision; weaker ones that hold as well are no longer what is to be done."""
    pairs = zip(guide.steps, steps, strict=True)
    return tuple(step.rule.id for step, reason in pairs if reason.truth is Truth.YES and step.do is decision)


def _just_given(chart: Chart, regimen: Regimen | Schedule, now: int) -> tuple[str, ...]:
    """The dose, when this slot has had one: less than half an interval ago, of which no guide says a word."""
    doses = chart.of_concept(chart.rhythm.dose)
    last = doses.last(now)
    given = last >= 0 and now - doses.times[last] < regimen.interval * SECOND // 2
    return (chart.rhythm.dose,) if given else ()


def _cleared(chart: Chart, now: int) -> tuple[str, ...]:
    """Findings recorded in the last day that only a review's silence has ended: a check-list ticked too fast shows."""
    found = []
    for concept, series in chart.series.items():
        last = series.last(now)
        recent = last >= 0 and series.high[last] and now - series.times[last] <= DAY
        if recent and chart.words[concept].kind == "flag":
            own = _itself(concept, chart.words[concept].review)
            found += [concept] if explain(own, chart, now).truth is not Truth.YES else []
    return tuple(sorted(found))


def _silent_about(chart: Chart, rules: list[Reason], now: int) -> tuple[str, ...]:
    """Findings in force that no firing rule rests on: a guide that has no rule for coma must not look as if it had."""
    told = {e.concept for r in rules if r.truth is Truth.YES for e in r.finding.evidence}
    flags = [concept for concept in chart.words.flags if concept.id in chart.series]
    return tuple(
        flag.id
        for flag in flags
        if explain(_itself(flag.id, flag.review), chart, now).truth is Truth.YES
        and not told.intersection({flag.id, *flag.implies})
    )


@cache
def _itself(concept: str, review: str | None) -> Flag:
    """A finding by itself, whatever it is a case of; always the same tree, so that a chart works it out once."""
    return Flag(concept, review)


def decide(steps: tuple[tuple[Decision, Truth], ...]) -> Decision:
    """The strongest step that is known to hold; give only when every step is known not to; else not ready."""
    firing = [do for do, truth in steps if truth is Truth.YES]
    if firing:
        return max(firing, key=lambda do: do.strength)
    return Decision.NOT_READY if any(truth is Truth.UNKNOWN for _, truth in steps) else Decision.GIVE


def decide_for(guide: Guide, truths: Iterable[Truth]) -> Decision:
    """What the guide says when its steps are so true, in their order; one that is a part of its document never says give."""
    decision = decide(tuple((step.do, truth) for step, truth in zip(guide.steps, truths, strict=True)))
    return Decision.NOT_READY if guide.part and decision is Decision.GIVE else decision


def held_slots(guide: Guide, regimen: Regimen | Schedule, chart: Chart, at: int) -> tuple[int, ...]:
    """The slots of the cycle under way that passed without a dose and at which this guide said hold, or more.

    The slots are those of the plan. A slot is asked about when it is due and on each of its marks while it is open, so
    that a check that comes a little late counts.
    """
    start = chart.cycle_start(at)
    if start is None or not guide.counts_slots or isinstance(regimen, Schedule):
        return ()
    one = replace(regimen, starts=regimen.starts[:1])
    gap = timedelta(seconds=chart.rhythm.cycle_gap)
    doses = tuple(clock(dose) for dose in chart.doses if start <= dose <= at)
    (cycle,) = lay_out(Course(one, gap, clock(start), doses, now=clock(at)))
    held: list[int] = []
    for slot in (moment(slot.planned) for slot in cycle.slots if slot.status == MISSED):
        then = chart.with_held(held)
        said = (decide_for(guide, _truths(guide, then, mark)) for mark in open_marks(slot, regimen))
        if any(each is not Decision.NOT_READY and each.strength >= Decision.HOLD.strength for each in said):
            held.append(slot)
    return tuple(held)


def open_marks(slot: int, regimen: Regimen) -> tuple[int, ...]:
    """When a slot that had no dose is asked about: when it is due, and each eighth of the interval while it is open."""
    return tuple(slot + mark * regimen.interval * SECOND // (2 * MARKS) for mark in range(MARKS))


def _truths(guide: Guide, chart: Chart, at: int) -> Iterator[Truth]:
    return (explain(step.rule.when, chart, at).truth for step in guide.steps)
