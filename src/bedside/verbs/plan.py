"""Which doses, when, how much? The slots of a course from its regimen, and from the doses that were really given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bedside.answer import Json, json_time
from bedside.chart import Chart, clock, moment
from bedside.criterion import Truth
from bedside.explain import explain
from bedside.medicine import Decision, Guide, Medicine, Read, Regimen, Rule, Schedule
from bedside.patient import Patient
from bedside.planning.dose import Dose, amount
from bedside.planning.recorded import Weight, course_weight, last_amount, latest_course, too_soon
from bedside.planning.remarks import Note, cited, on_course, span
from bedside.planning.slots import DAY, DUE, GIVEN, MISSED, Course, Cycle, PlanError, Slot, courses, lay_out
from bedside.quantity import show
from bedside.verbs.check import decide

LIGHTEST, HEAVIEST = 20.0, 350.0
LARGEST_BAG = 1000.0
LARGEST_DELAY = 366.0
DIFFERS = 0.05
"""A recorded dose this far from the computed one is pointed out: it is more than rounding a volume to draw up."""
__all__ = ["Plan", "PlanError", "plan", "plan_record"]


@dataclass(frozen=True)
class Rest:
    """The days without a dose before a cycle, from the end of the days of the one before."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Milestone:
    """Something that comes after the last dose: when, and why then."""

    at: datetime
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Plan:
    """The slots of one course. `dropped` are slots that fell away; they are not part of what is due."""

    medicine: str
    name: str
    notice: str
    regimen: Regimen
    start: datetime
    weight: Weight
    dose: Dose
    slots: tuple[Slot, ...]
    dropped: tuple[Slot, ...]
    rest: tuple[Rest, ...]
    evaluation: Milestone | None
    next_course: Milestone | None
    notes: tuple[Note, ...]
    digest: str

    def to_json(self) -> Json:
        evaluation, following = self.evaluation, self.next_course
        return {
            "verb": "plan",
            "medicine": self.medicine,
            "regimen": self.regimen.id,
            "start": json_time(self.start),
            "weight": {"value": self.weight.kg, "unit": "kg", "at": json_time(self.weight.at)},
            "dose": self.dose.to_json(),
            "slots": [_slot_json(slot) for slot in self.slots],
            "rest": [{"from": json_time(rest.start), "to": json_time(rest.end)} for rest in self.rest],
            "evaluation": evaluation and _cite({"at": json_time(evaluation.at)}, evaluation),
            "next_course": following and _cite({"not_before": json_time(following.at), "say": following.say}, following),
            "notes": [note.to_json() for note in self.notes],
            "digest": self.digest,
        }


def plan(
    medicine: Medicine,
    *,
    weight_kg: float,
    start: datetime,
    regimen: str | None = None,
    given: tuple[datetime, ...] = (),
    held: tuple[datetime, ...] = (),
    delay_days: float = 0,
    now: datetime | None = None,
    bag_ml: float | None = None,
) -> Plan:
    """The slots of one course that starts at `start`, for a person of this weight. Raises PlanError.

    `given` are the doses of this course, `held` the slots that were held, and what lies before `now` without either was
    missed. `delay_days` moves the cycles after the first that have no dose yet.
    """
    chosen, notes = _regimen(medicine, regimen, None)
    now = None if now is None else _utc(now, "Now")
    doses = tuple(sorted({_utc(time, "A dose") for time in given}))
    holds = tuple(sorted({_utc(time, "A hold") for time in held}))
    course = Course(chosen, _gap(medicine), _utc(start, "The start"), doses, holds, _delay(delay_days), now)
    _one_course(course)
    return _plan(medicine, course, _possible(Weight(weight_kg)), bag_ml, None, notes)


def plan_record(
    medicine: Medicine,
    patient: Patient,
    at: datetime,
    regimen: str | None = None,
    start: datetime | None = None,
    guide: str | None = None,
    *,
    delay_days: float = 0,
    bag_ml: float | None = None,
) -> Plan:
    """The plan of the latest course in the record, from what was known at `at`. Raises PlanError.

    Slots that passed without a dose are missed; those at which `guide` said hold, or more, are held, and slots that are
    still due fall away in a cycle that the guide has ended.
    """
    rules = _guide(medicine, guide)
    chosen, notes = _regimen(medicine, regimen, rules)
    now = _utc(at, "The time")
    chart = Chart.of(patient.as_of(at), medicine.rhythm)
    known = tuple(clock(time) for time in chart.doses if time <= moment(now))
    first, doses = latest_course(chosen, known, None if start is None else _utc(start, "The start"), _gap(medicine))
    course = Course(chosen, _gap(medicine), first, doses, (), _delay(delay_days), now)
    _one_course(course)
    weight, told = course_weight(chart, doses[0] if doses else first, now)
    notes += told + too_soon(chart, course, known)
    if rules is None:
        notes += (Note("No guide was named: a slot that passed without a dose is called missed, even if it was held."),)
    else:
        course, told = _under(rules, course, chart, now)
        notes += told
    left = [clock(time) for time in chart.of_concept("discharge").times if time <= moment(now)]
    return _plan(medicine, course, _possible(weight), bag_ml, max(left, default=None), notes, last_amount(chart, doses))


def _plan(
    medicine: Medicine,
    course: Course,
    weight: Weight,
    bag_ml: float | None,
    discharge: datetime | None,
    notes: tuple[Note, ...],
    recorded: float | None = None,
) -> Plan:
    if bag_ml is not None and not 0 < bag_ml <= LARGEST_BAG:
        raise PlanError(f"A bag of {show(bag_ml)} mL is not possible; name a volume up to {show(LARGEST_BAG)} mL.")
    regimen, cycles = course.regimen, lay_out(course, medicine.monitors)
    dose = amount(regimen, medicine.preparation, weight.kg, bag_ml)
    if recorded is not None and abs(recorded - dose.units) > DIFFERS * dose.units:
        told = f"The last dose in the record is {show(recorded / 1e6)} million IU"
        right = f"for {show(weight.kg)} kg the regimen has {show(dose.million_iu)} million IU"
        notes += (cited(regimen, f"{told}; {right}."),)
    evaluation, following = _after(course, cycles, discharge)
    return Plan(
        medicine=medicine.id,
        name=medicine.name,
        notice=medicine.notice,
        regimen=regimen,
        start=course.start,
        weight=weight,
        dose=dose,
        slots=tuple(slot for cycle in cycles for slot in cycle.slots),
        dropped=tuple(slot for cycle in cycles for slot in cycle.dropped),
        rest=_rests(course, cycles),
        evaluation=evaluation,
        next_course=following,
        notes=(*notes, *on_course(course, cycles), *_standing(medicine, regimen)),
        digest=medicine.digest,
    )


def _standing(medicine: Medicine, regimen: Regimen) -> tuple[Note, ...]:
    """What holds for every plan of this regimen."""
    preparation = medicine.preparation
    made = (Note(preparation.say, preparation.source, preparation.read),) if preparation else ()
    return (
        cited(regimen, regimen.say),
        cited(regimen, "Doses are never reduced: a dose is given in full, or held, or the medicine is stopped."),
        cited(regimen, "A slot that is held or missed is never made up."),
        *made,
        Note("A slot is a time to ask whether the dose may be given, not leave to give it: check before every dose."),
    )


def _after(course: Course, cycles: tuple[Cycle, ...], discharge: datetime | None) -> tuple[Milestone | None, Milestone | None]:
    """The evaluation and the earliest next course, counted from the last slot that was or is to be given."""
    regimen, slots = course.regimen, [slot for cycle in cycles for slot in cycle.slots]
    last = max([*course.given, *(slot.at for slot in slots if slot.status in (GIVEN, DUE))], default=None)
    last = last or max((slot.at for slot in slots), default=course.start)
    evaluation = following = None
    if regimen.evaluate_after is not None:
        wait = timedelta(seconds=regimen.evaluate_after)
        say = f"About {span(wait)} after the last slot, at {json_time(last)}."
        evaluation = Milestone(last + wait, say, regimen.source, regimen.read)
    if regimen.next_course_after is not None and not course.over:
        wait = timedelta(seconds=regimen.next_course_after)
        since, why = last, "the last slot, because no discharge after it is recorded (count again from that)"
        if discharge is not None and discharge > last:
            since, why = discharge, "the discharge"
        say = f"Not before {json_time(since + wait)}: {span(wait)} after {why}, at {json_time(since)}."
        following = Milestone(since + wait, say, regimen.next_course_source or regimen.source, regimen.read)
    return evaluation, following


def _rests(course: Course, cycles: tuple[Cycle, ...]) -> tuple[Rest, ...]:
    days = course.regimen.days
    ends = [c.begin + max([days, *((dose - c.begin) // DAY + 1 for dose in c.doses)]) * DAY for c in cycles]
    return tuple(Rest(min(end, then.begin), then.begin) for end, then in zip(ends, cycles[1:], strict=False))


def _regimen(medicine: Medicine, regimen: str | None, guide: Guide | None) -> tuple[Regimen, tuple[Note, ...]]:
    """The regimen that was named, or that the guide is for, or the first of the file, which is the standard one."""
    known = ", ".join(medicine.regimens)
    if not medicine.regimens:
        raise PlanError(f"The file of {medicine.id} has no regimens, so nothing can be planned.")
    if regimen is not None and regimen not in medicine.regimens:
        raise PlanError(f"{medicine.id} has no regimen {regimen!r}; it has: {known}.")
    if guide is not None and regimen not in (None, guide.regimen):
        raise PlanError(f"The guide {guide.id} is for the regimen {guide.regimen}, not for {regimen}.")
    if regimen is not None or guide is not None:
        return _planned(medicine, medicine.regimens[guide.regimen if guide else regimen or ""]), ()
    first = _planned(medicine, next(iter(medicine.regimens.values())))
    said = f"No regimen was named: this is {first.id}, the first of the file. It has: {known}."
    return first, (Note(said),) if len(medicine.regimens) > 1 else ()


def _planned(medicine: Medicine, regimen: Regimen | Schedule) -> Regimen:
    """The regimen, where it can be laid out: a fixed number of doses, in IU for each kilogram of body weight."""
    if isinstance(regimen, Regimen):
        return regimen
    told = f"{medicine.name}, {regimen.id}: {regimen.amount} {regimen.route}, every {span(timedelta(seconds=regimen.interval))}"
    right = "a plan lays out courses with a fixed number of doses for each kilogram of body weight, and this is none"
    raise PlanError(f"{told}. Nothing is planned: {right}.")


def _guide(medicine: Medicine, guide: str | None) -> Guide | None:
    if guide is not None and guide not in medicine.guides:
        raise PlanError(f"{medicine.id} has no guide {guide!r}; it has: {', '.join(medicine.guides)}.")
    return medicine.guides[guide] if guide else None


def _gap(medicine: Medicine) -> timedelta:
    return timedelta(seconds=medicine.rhythm.cycle_gap)


def _utc(time: datetime, what: str) -> datetime:
    if time.utcoffset() is None:
        raise PlanError(f"{what}, {time.isoformat()}, has no offset; write {time.isoformat()}Z or …+01:00.")
    if not 1900 <= time.year <= 2200:
        raise PlanError(f"{what}, {time.isoformat()}, is not in the years 1900 to 2200.")
    return time.astimezone(UTC)


def _delay(days: float) -> timedelta:
    if not 0 <= days <= LARGEST_DELAY:
        right = "the rest is never shortened" if days < 0 else f"name 0 to {show(LARGEST_DELAY)} days"
        raise PlanError(f"A delay of {show(days)} days is not possible; {right}.")
    return timedelta(days=days)


def _possible(weight: Weight) -> Weight:
    if not LIGHTEST <= weight.kg <= HEAVIEST:
        limits = f"{show(LIGHTEST)}-{show(HEAVIEST)} kg"
        raise PlanError(f"{show(weight.kg)} kg: outside {limits}, what is possible. Nothing is planned.")
    return weight


def _one_course(course: Course) -> None:
    """The doses are of one course, which starts where it is said to start, and lie in the past."""
    first, allowed = course.given[:1], len(course.regimen.starts)
    if first and first[0] < course.start - course.interval / 2:
        raise PlanError(f"A dose was given at {json_time(first[0])}, before the start at {json_time(course.start)}.")
    if first and first[0] > course.start + course.cycle_gap:
        told = f"The first dose was given at {json_time(first[0])}, long after the start at {json_time(course.start)}"
        raise PlanError(f"{told}: a course starts with its first dose; name that as the start.")
    if course.now is not None and course.given and course.given[-1] > course.now:
        raise PlanError(f"A dose at {json_time(course.given[-1])} lies after now, {json_time(course.now)}.")
    if len(courses(course.given, course.regimen, course.cycle_gap)) > 1:
        told = f"These doses are of more than one course of {course.regimen.id}, which has at most {allowed} cycles"
        raise PlanError(f"{told}. Name the doses of one course.")


def _under(guide: Guide, course: Course, chart: Chart, now: datetime) -> tuple[Course, tuple[Note, ...]]:
    """The course as the guide read it: which slots without a dose were held, and which cycles it has ended."""
    held: list[int] = []
    ended: dict[int, Note] = {}
    over = False
    cycles = lay_out(course)
    under_way = max((cycle.number for cycle in cycles if cycle.doses), default=0)
    passed = [(slot.planned, slot.cycle) for c in cycles for slot in c.slots if slot.status == MISSED]
    for time, number in [*passed, (now, under_way)]:
        decision, rule = _said(guide, chart.with_held(held), moment(time))
        if rule is None or decision.strength < Decision.HOLD.strength:
            continue
        if time != now:
            held.append(moment(time))
        for_good = decision is Decision.STOP_FOR_GOOD
        told = f"At {json_time(time)} {guide.id} said {decision}: {rule.say}"
        for cycle in cycles if decision is not Decision.HOLD else ():
            stops = cycle.number == number or (for_good and cycle.number > number)
            if stops and not any(dose > time for dose in cycle.doses) and (for_good or _has_due(cycle)):
                say = f"{told} No slot of cycle {cycle.number} is due any more."
                ended.setdefault(cycle.number, Note(say, rule.source, rule.read))
                over |= for_good
    course = replace(course, held=tuple(map(clock, held)), stopped=frozenset(ended), over=over)
    return course, tuple(ended[number] for number in sorted(ended))


def _has_due(cycle: Cycle) -> bool:
    return any(slot.status == DUE for slot in cycle.slots)


def _said(guide: Guide, chart: Chart, at: int) -> tuple[Decision, Rule | None]:
    """What the guide says of a dose at a moment, and the first rule that says it; none does for give and not ready."""
    steps = [(step, explain(step.rule.when, chart, at).truth) for step in guide.steps]
    decision = decide(tuple((step.do, truth) for step, truth in steps))
    return decision, next((step.rule for step, truth in steps if truth is Truth.YES and step.do is decision), None)


def _slot_json(slot: Slot) -> Json:
    return {
        "cycle": slot.cycle,
        "dose": slot.number,
        "at": json_time(slot.at),
        "status": slot.status,
        "tests": list(slot.tests),
    }


def _cite(told: Json, milestone: Milestone) -> Json:
    return told | {"source": milestone.source, "read": milestone.read}
