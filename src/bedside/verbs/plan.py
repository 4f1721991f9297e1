"""Which doses, when, how much? The slots of a course from its regimen, and from the doses that were really given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bedside.answer import Json, json_time
from bedside.chart import Chart, clock, moment
from bedside.medicine import Medicine, Regimen
from bedside.patient import Patient
from bedside.planning.chosen import cycle_gap, guide_named, in_utc, regimen_for
from bedside.planning.dose import Dose, amount
from bedside.planning.guided import under
from bedside.planning.milestones import Milestone, milestones
from bedside.planning.recorded import Weight, after_cells, course_weight, last_amount, latest_course, too_soon
from bedside.planning.remarks import Note, cited, on_course
from bedside.planning.slots import DAY, Course, Cycle, PlanError, Slot, courses, lay_out
from bedside.quantity import show

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
class Plan:
    """The slots of one course, the `number`th of the record. `dropped` are slots that fell away: they are not due."""

    medicine: str
    name: str
    notice: str
    regimen: Regimen
    number: int
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
            "course": self.number,
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
    chosen, notes = regimen_for(medicine, regimen, None)
    now = None if now is None else in_utc(now, "Now")
    doses = tuple(sorted({in_utc(time, "A dose") for time in given}))
    holds = tuple(sorted({in_utc(time, "A hold") for time in held}))
    course = Course(chosen, cycle_gap(medicine), in_utc(start, "The start"), doses, holds, _delay(delay_days), now)
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
    rules = guide_named(medicine, guide)
    chosen, notes = regimen_for(medicine, regimen, rules)
    now = in_utc(at, "The time")
    chart = Chart.known(patient, at, medicine.rhythm)
    known = tuple(clock(time) for time in chart.doses if time <= moment(now))
    first, doses = latest_course(chosen, known, None if start is None else in_utc(start, "The start"), cycle_gap(medicine))
    course = Course(chosen, cycle_gap(medicine), first, doses, (), _delay(delay_days), now)
    _one_course(course)
    weight, told = course_weight(chart, doses[0] if doses else first, now)
    notes += told + too_soon(chart, course, known) + after_cells(chart, course)
    if rules is None:
        notes += (Note("No guide was named: a slot that passed without a dose is called missed, even if it was held."),)
    else:
        course, ended = under(rules, course, chart, now)
        notes += tuple(each.note for each in ended)
    left = [clock(time) for time in chart.of_concept("discharge").times if time <= moment(now)]
    before = [time for time in known if time < min([course.start, *doses])]
    number = len(courses(before, chosen, course.cycle_gap)) + 1
    recorded = last_amount(chart, doses)
    return _plan(medicine, course, _possible(weight), bag_ml, max(left, default=None), notes, recorded, number)


def _plan(
    medicine: Medicine,
    course: Course,
    weight: Weight,
    bag_ml: float | None,
    discharge: datetime | None,
    notes: tuple[Note, ...],
    recorded: float | None = None,
    number: int = 1,
) -> Plan:
    if bag_ml is not None and not 0 < bag_ml <= LARGEST_BAG:
        raise PlanError(f"A bag of {show(bag_ml)} mL is not possible; name a volume up to {show(LARGEST_BAG)} mL.")
    regimen, cycles = course.regimen, lay_out(course, medicine.monitors)
    dose = amount(regimen, medicine.preparation, weight.kg, bag_ml)
    if recorded is not None and abs(recorded - dose.units) > DIFFERS * dose.units:
        told = f"The last dose in the record is {show(recorded / 1e6)} million IU"
        right = f"for {show(weight.kg)} kg the regimen has {show(dose.million_iu)} million IU"
        notes += (cited(regimen, f"{told}; {right}."),)
    evaluation, following = milestones(course, cycles, discharge)
    return Plan(
        medicine=medicine.id,
        name=medicine.name,
        notice=medicine.notice,
        regimen=regimen,
        number=number,
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


def _rests(course: Course, cycles: tuple[Cycle, ...]) -> tuple[Rest, ...]:
    days = course.regimen.days
    ends = [c.begin + max([days, *((dose - c.begin) // DAY + 1 for dose in c.doses)]) * DAY for c in cycles]
    return tuple(Rest(min(end, then.begin), then.begin) for end, then in zip(ends, cycles[1:], strict=False))


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
