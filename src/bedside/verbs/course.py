"""What has happened so far, why, and what is next? Every course of a record as one timeline, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bedside.answer import Json, json_time
from bedside.chart import Chart, clock, moment
from bedside.concepts import vocabulary
from bedside.medicine import Medicine, Read, Regimen
from bedside.patient import Patient
from bedside.planning.chosen import cycle_gap, guide_named, in_utc, regimen_for
from bedside.planning.milestones import milestones
from bedside.planning.recorded import after_cells, too_soon
from bedside.planning.remarks import Note, cited, on_course, span
from bedside.planning.slots import DAY, DUE, GIVEN, HELD, MISSED, courses
from bedside.planning.states import NOT_BEGUN, STOPPED, TO_COME, UNDER_WAY, CourseState, CycleState, course_states

NOT_STARTED, IN_CYCLE, CYCLE_STOPPED, RESTING = "not started", "in a cycle", "cycle stopped", "resting"
WAITING, AFTER, STOPPED_FOR_GOOD = "next cycle not begun", "after the course", "stopped for good"
STATES = (NOT_STARTED, IN_CYCLE, CYCLE_STOPPED, RESTING, WAITING, AFTER, STOPPED_FOR_GOOD)
SUM = "tumor_burden"
NO_GUIDE = "No guide was named: a slot that passed without a dose is called missed, even if it was held, and no stop is known."


@dataclass(frozen=True)
class State:
    """Where the treatment stands: one of the words of STATES, and the sentence with its source that says so."""

    word: str
    note: Note

    def to_json(self) -> Json:
        return {"is": self.word} | self.note.to_json()


@dataclass(frozen=True)
class Next:
    """Something that comes next: a dose to ask about, a cycle, the look at the response, the earliest next course."""

    what: str
    at: datetime
    say: str
    source: str
    read: Read

    def to_json(self) -> Json:
        return {"what": self.what, "at": json_time(self.at), "say": self.say, "source": self.source, "read": self.read}


@dataclass(frozen=True)
class Timeline:
    """Every course from what was known at `at`; `guide` is empty where none was named."""

    medicine: str
    regimen: Regimen
    guide: str
    at: datetime
    state: State
    courses: tuple[CourseState, ...]
    next: tuple[Next, ...]
    notes: tuple[Note, ...]
    digest: str

    def to_json(self) -> Json:
        return {
            "verb": "course",
            "medicine": self.medicine,
            "regimen": self.regimen.id,
            "guide": self.guide or None,
            "at": json_time(self.at),
            "state": self.state.to_json(),
            "courses": [course.to_json() for course in self.courses],
            "next": [each.to_json() for each in self.next],
            "notes": [note.to_json() for note in self.notes],
            "digest": self.digest,
        }


def course(
    medicine: Medicine, patient: Patient, at: datetime, regimen: str | None = None, guide: str | None = None
) -> Timeline:
    """The timeline of all courses in the record, from what was known at `at`. Raises PlanError.

    Slots that passed without a dose are missed; those at which `guide` said hold, or more, are held, and the cycles that
    it ended are stopped. What it said is worked out from all that is known at `at` of the moment of each slot.
    """
    rules = guide_named(medicine, guide)
    chosen, notes = regimen_for(medicine, regimen, rules)
    now = in_utc(at, "The time")
    then = patient.as_of(at)
    chart = Chart.known(patient, at, medicine.rhythm)
    known = tuple(clock(time) for time in chart.doses if time <= moment(now))
    gap = cycle_gap(medicine)
    found = course_states(courses(known, chosen, gap), chosen, gap, rules, chart, now)
    state, seen = _state(found, now), _looked_at(medicine, then, found, now)
    if seen is not None:
        told = f"The response was looked at on {json_time(seen)}; it is looked at again just before a next course"
        notes += (cited(chosen, f"{told}."),)
    notes += () if rules or not found else (Note(NO_GUIDE),)
    notes += tuple(note for each in found for note in _remarks(each, chart, known))
    return Timeline(
        medicine=medicine.id,
        regimen=chosen,
        guide=rules.id if rules else "",
        at=now,
        state=state,
        courses=found,
        next=tuple(sorted(_next(found, state, seen is not None), key=lambda each: each.at)),
        notes=notes,
        digest=medicine.digest,
    )


def _remarks(state: CourseState, chart: Chart, known: tuple[datetime, ...]) -> Iterator[Note]:
    lead = f"Course {state.number}. " if state.number > 1 else ""
    told = (*after_cells(chart, state.course), *too_soon(chart, state.course, known), *on_course(state.course, state.laid))
    for note in told:
        yield Note(lead + note.say, note.source, note.read)


def _state(found: tuple[CourseState, ...], now: datetime) -> State:
    if not found:
        return State(NOT_STARTED, Note(f"No dose is known by {json_time(now)}."))
    latest = found[-1]
    if latest.over:
        return State(STOPPED_FOR_GOOD, _ended(next(c for c in latest.cycles if c.stopped_for_good)))
    begun, waiting = latest.begun, next((c for c in latest.cycles if c.state in (TO_COME, NOT_BEGUN)), None)
    if begun.state == UNDER_WAY or _running_on(latest, begun, now):
        return State(IN_CYCLE, cited(latest.course.regimen, _counts(latest, begun)))
    if begun.state == STOPPED and now < begun.end:
        return State(CYCLE_STOPPED, _ended(begun))
    if waiting is not None:
        return _before(latest, waiting, now)
    doses = len(latest.course.given)
    told = f"Course {latest.number} is over: {doses} doses, the last at {json_time(latest.last_dose)}."
    return State(AFTER, Note(told))


def _running_on(latest: CourseState, cycle: CycleState, now: datetime) -> bool:
    """Whether doses for which the cycle has no slot are still being given: the last came less than a day ago."""
    return any(each.slot.at == latest.last_dose for each in cycle.surplus) and now - latest.last_dose < DAY


def _ended(cycle: CycleState) -> Note:
    ended = cycle.ended
    assert ended is not None and ended.said.step is not None
    told = f"At {json_time(ended.at)} {ended.guide} said {ended.said.decision}: {ended.said.step.say}"
    because = " ".join(rule.say for rule in ended.said.rules if rule.say not in told)
    return Note(f"{told} {because}".rstrip(), ended.said.step.source, ended.said.step.read)


def _counts(latest: CourseState, cycle: CycleState) -> str:
    counted = ", ".join(f"{cycle.count(status)} {status}" for status in (GIVEN, HELD, MISSED, DUE))
    more = f" {len(cycle.surplus)} more have no slot." if cycle.surplus else ""
    return f"Cycle {cycle.number} of course {latest.number}: {counted}, of at most {latest.course.regimen.doses} doses.{more}"


def _before(latest: CourseState, cycle: CycleState, now: datetime) -> State:
    named = f"Cycle {cycle.number} of course {latest.number}"
    if cycle.state == TO_COME:
        return State(RESTING, cited(latest.course.regimen, f"{named} is planned from {json_time(cycle.begin)}."))
    late = f"{named} was planned from {json_time(cycle.begin)}, {span(now - cycle.begin)} ago, and no dose of it is known."
    return State(WAITING, cited(latest.course.regimen, late))


def _looked_at(medicine: Medicine, known: Patient, found: tuple[CourseState, ...], now: datetime) -> datetime | None:
    """When lesions, or their sum, were last recorded, if that was late enough after the last dose to judge the response."""
    if not found or found[-1].course.regimen.evaluate_after is None:
        return None
    early = max((row.early for row in medicine.retreat if row.needs == "evaluation"), default=0)
    due = found[-1].last_dose + timedelta(seconds=found[-1].course.regimen.evaluate_after - early)
    words = vocabulary()
    seen = [o.at for o in known.observations if o.concept == SUM or words.family(o.concept)]
    return max((time.astimezone(UTC) for time in seen if due <= time <= now), default=None)


def _next(found: tuple[CourseState, ...], state: State, seen: bool) -> Iterator[Next]:
    """What comes next of the latest course; after a stop for good, only the look at the response."""
    if not found:
        return
    latest, regimen = found[-1], found[-1].course.regimen
    for cycle in latest.cycles if state.word != STOPPED_FOR_GOOD else ():
        due = next((each.slot for each in cycle.slots if each.slot.status == DUE), None)
        if due is not None and cycle.state == UNDER_WAY:
            say = f"Slot {due.number} of cycle {cycle.number}: check before it; a slot is a time to ask, not leave to give."
            yield Next("dose", due.planned, say, regimen.source, regimen.read)
        elif cycle.state == TO_COME:
            say = f"Cycle {cycle.number} is planned to begin, if the check before each dose allows it."
            yield Next("cycle", cycle.begin, say, regimen.source, regimen.read)
        elif cycle.state == NOT_BEGUN:
            say = f"Cycle {cycle.number} is put off: it begins with its first dose, if the check before it allows one."
            yield Next("cycle", cycle.begin if due is None else due.planned, say, regimen.source, regimen.read)
    evaluation, following = milestones(latest.course, latest.laid, latest.discharge)
    if evaluation is not None and not seen:
        yield Next("evaluation", evaluation.at, f"Look at the response. {evaluation.say}", evaluation.source, evaluation.read)
    if following is not None:
        say = f"{following.say} This is the earliest day, not leave to start."
        yield Next("next course", following.at, say, following.source, following.read)
