"""A plan as an iCalendar file: a re-plan keeps each slot's UID, so that a calendar moves or cancels what it already has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from bedside import Plan

STATUS = {"given": "CONFIRMED", "due": "TENTATIVE", "held": "CANCELLED", "missed": "CANCELLED", "dropped": "CANCELLED"}
SEQUENCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)
"""iCalendar numbers have 32 bits: seconds from here last until 2088."""
ASK = "A slot is not leave to give the dose: check first."


def calendar(plan: Plan, stamp: datetime, person: str = "") -> bytes:
    """The slots and dates of `plan` as an iCalendar file that was made at `stamp`; a later stamp updates an earlier one.

    Two plans with the same medicine, regimen and start share their UIDs. A calendar that holds several people's plans
    needs a `person` to tell them apart: any stable text, of which only a hash is written. Raises ValueError for a stamp
    without an offset.
    """
    if stamp.utcoffset() is None:
        raise ValueError(f"the stamp {stamp.isoformat()} has no offset; write {stamp.isoformat()}Z or …+01:00")
    made = stamp.astimezone(UTC).replace(microsecond=0)
    book = _book()
    book.add("x-wr-calname", f"{plan.name}: {plan.regimen.title}")
    for place, entry in _entries(plan):
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


def _entries(plan: Plan) -> Iterator[tuple[str, Entry]]:
    """What each event says, with the place in the course that its UID is made of."""
    length = timedelta(seconds=plan.regimen.infusion)
    for slot in sorted((*plan.slots, *plan.dropped), key=lambda slot: (slot.cycle, slot.number)):
        yield (
            f"{slot.cycle}/{slot.number}",
            {
                "summary": f"{plan.name}, cycle {slot.cycle}, slot {slot.number}: {slot.status}",
                "dtstart": slot.at,
                "dtend": slot.at + length,
                "status": STATUS[slot.status],
                "description": _about_slot(plan, slot.status, slot.tests),
            },
        )
    if plan.evaluation:
        done = plan.evaluation
        yield "evaluation", _day(plan, "evaluation", done.at.date(), done.say, done.source)
    if plan.next_course:
        soonest = plan.next_course
        said = f"{soonest.say} This is the earliest day, not leave to start."
        yield "next course", _day(plan, "earliest next course", _whole_day(soonest.at), said, soonest.source)


def _day(plan: Plan, what: str, day: date, say: str, source: str) -> Entry:
    return {
        "summary": f"{plan.name}: {what}",
        "dtstart": day,
        "dtend": day + timedelta(days=1),
        "status": "TENTATIVE",
        "description": "\n".join((say, f"Source: {source}.", plan.notice)),
    }


def _whole_day(time: datetime) -> date:
    """The first day that lies wholly at or after `time`: an all-day entry must not name a day that is too early."""
    return (time + timedelta(days=1) - timedelta(microseconds=1)).date()


def _about_slot(plan: Plan, status: str, tests: tuple[str, ...]) -> str:
    dose = plan.dose
    told = f"Dose: {dose.million_iu:.4g} million IU ({dose.mg:.3g} mg) for {plan.weight.kg:.4g} kg"
    if dose.volume_ml is not None:
        told += f"; {dose.vials} vials, draw up {dose.volume_ml:.2f} mL into {dose.bag_ml:g} mL"
        told += f" ({dose.concentration_ug_ml:.1f} ug/mL)"
    sources = {dose.source: dose.read} | {note.source: note.read for note in plan.notes if note.source}
    cited = [source if read == "primary" else f"{source} (read: {read})" for source, read in sources.items()]
    lines = [f"{told}." if status in ("due", "given") else f"No dose: this slot is {status} and is not made up."]
    lines += dose.warnings if status == "due" else ()
    lines += [f"Before it: {', '.join(tests)}.", ASK] if status == "due" else []
    return "\n".join((*lines, f"Sources: {'; '.join(cited)}.", plan.notice))


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
