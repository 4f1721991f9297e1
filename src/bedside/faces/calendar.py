"""A plan as an iCalendar file: a re-plan keeps each slot's UID, so that a calendar moves or cancels what it already has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from bedside import Plan

STATUS = {"given": "CONFIRMED", "due": "TENTATIVE", "held": "CANCELLED", "missed": "CANCELLED", "dropped": "CANCELLED"}
SEQUENCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)
"""iCalendar numbers have 32 bits: seconds from here last until 2088."""
ASK = "A slot is not leave to give the dose: check first."
SLOT = "{name}, cycle {cycle}, slot {number}: {state}"
DOSE = "Dose: {million} million IU ({mg} mg) for {kg} kg"
DRAWN = "{vials} vials, draw up {volume} mL into {bag} mL ({strength} ug/mL)"
NO_DOSE = "No dose: this slot is {state} and is not made up."
BEFORE = "Before it: {tests}."
SOURCE, SOURCES = "Source: {source}.", "Sources: {sources}."
EVALUATION, NEXT_COURSE = "evaluation", "earliest next course"
EARLIEST = "This is the earliest day, not leave to start."
TEXTS = (*(ASK, SLOT, DOSE, DRAWN, NO_DOSE, BEFORE, SOURCE, SOURCES, EVALUATION, NEXT_COURSE, EARLIEST, "read"), *STATUS)
"""Everything that is said in words of our own; the rest are sentences of the medicine's file, and its sources."""


Say = Callable[[str], str]
"""How a text, a state or the id of a concept is said; what is in braces stays as it is."""


def calendar(plan: Plan, stamp: datetime, person: str = "", say: Say = str) -> bytes:
    """The slots and dates of `plan` as an iCalendar file that was made at `stamp`; a later stamp updates an earlier one.

    Two plans with the same medicine, regimen and start share their UIDs. A calendar that holds several people's plans
    needs a `person` to tell them apart: any stable text, of which only a hash is written. `say` puts it into another
    language. Raises ValueError for a stamp without an offset.
    """
    if stamp.utcoffset() is None:
        raise ValueError(f"the stamp {stamp.isoformat()} has no offset; write {stamp.isoformat()}Z or …+01:00")
    made = stamp.astimezone(UTC).replace(microsecond=0)
    book = _book()
    book.add("x-wr-calname", f"{plan.name}: {plan.regimen.title}")
    for place, entry in _entries(plan, say):
        book.add_component(_event(entry, made, _uid(plan, place, person)))
    return bytes(book.to_ical())


def nothing_planned() -> bytes:
    """An iCalendar file without events: what a calendar reads where there is no plan yet."""
    return bytes(_book().to_ical())


def _book() -> Any:
    from icalendar import Calendar

    book = Calendar()
    book.add("prodid", "-//Bedside//plan//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    return book


Entry = dict[str, Any]


def _entries(plan: Plan, say: Say) -> Iterator[tuple[str, Entry]]:
    """What each event says, with the place in the course that its UID is made of."""
    length = timedelta(seconds=plan.regimen.infusion)
    for slot in sorted((*plan.slots, *plan.dropped), key=lambda slot: (slot.cycle, slot.number)):
        yield (
            f"{slot.cycle}/{slot.number}",
            {
                "summary": say(SLOT).format(name=plan.name, cycle=slot.cycle, number=slot.number, state=say(slot.status)),
                "dtstart": slot.at,
                "dtend": slot.at + length,
                "status": STATUS[slot.status],
                "description": _about_slot(plan, slot.status, slot.tests, say),
            },
        )
    if plan.evaluation:
        done = plan.evaluation
        yield "evaluation", _day(plan, say(EVALUATION), done.at.date(), say(done.say), done.source, say)
    if plan.next_course:
        soonest = plan.next_course
        said = f"{say(soonest.say)} {say(EARLIEST)}"
        yield "next course", _day(plan, say(NEXT_COURSE), _whole_day(soonest.at), said, soonest.source, say)


def _day(plan: Plan, what: str, day: date, told: str, source: str, say: Say) -> Entry:
    return {
        "summary": f"{plan.name}: {what}",
        "dtstart": day,
        "dtend": day + timedelta(days=1),
        "status": "TENTATIVE",
        "description": "\n".join((told, say(SOURCE).format(source=source), say(plan.notice))),
    }


def _whole_day(time: datetime) -> date:
    """The first day that lies wholly at or after `time`: an all-day entry must not name a day that is too early."""
    return (time + timedelta(days=1) - timedelta(microseconds=1)).date()


def _about_slot(plan: Plan, status: str, tests: tuple[str, ...], say: Say) -> str:
    dose = plan.dose
    figures = {"million": f"{dose.million_iu:.4g}", "mg": f"{dose.mg:.3g}", "kg": f"{plan.weight.kg:.4g}"}
    told = say(DOSE).format(**figures)
    if dose.volume_ml is not None:
        drawn = {"vials": dose.vials, "volume": f"{dose.volume_ml:.2f}", "bag": f"{dose.bag_ml:g}"}
        told += "; " + say(DRAWN).format(**drawn, strength=f"{dose.concentration_ug_ml:.1f}")
    sources = {dose.source: dose.read} | {note.source: note.read for note in plan.notes if note.source}
    cited = [source if read == "primary" else f"{source} ({say('read')}: {say(str(read))})" for source, read in sources.items()]
    lines = [f"{told}." if status in ("due", "given") else say(NO_DOSE).format(state=say(status))]
    lines += dose.warnings if status == "due" else ()
    lines += [say(BEFORE).format(tests=", ".join(map(say, tests))), say(ASK)] if status == "due" else []
    return "\n".join((*lines, say(SOURCES).format(sources="; ".join(cited)), say(plan.notice)))


def _event(entry: Entry, made: datetime, uid: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", made)
    event.add("sequence", max(int((made - SEQUENCE_FROM).total_seconds()), 0))
    for name, value in entry.items():
        event.add(name, value)
    return event


def _uid(plan: Plan, place: str, person: str) -> str:
    """The same for the same slot of the same course, whatever has moved it since."""
    named = (plan.medicine, plan.regimen.id, plan.start.astimezone(UTC).isoformat(), place, *((person,) if person else ()))
    return f"{uuid5(NAMESPACE_URL, 'bedside:plan:' + '|'.join(named))}@bedside"
