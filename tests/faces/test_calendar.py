"""The calendar file, read back by the library that calendars are read with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from bedside.faces.calendar import calendar
from bedside.load import load_medicine
from bedside.verbs.plan import Plan, plan

ALDESLEUKIN = load_medicine("aldesleukin")
START = datetime(2026, 5, 4, 8, tzinfo=UTC)
STAMP = datetime(2026, 5, 1, 12, 30, 15, 999, tzinfo=UTC)


def hours(number: float) -> datetime:
    return START + timedelta(hours=number)


def made(**asked: object) -> Plan:
    return plan(ALDESLEUKIN, **({"weight_kg": 80.0, "start": START, "regimen": "high-dose"} | asked))


def events(told: Plan, stamp: datetime = STAMP, person: str = "") -> dict[str, Event]:
    """The events by UID."""
    read = Calendar.from_ical(calendar(told, stamp, person)).walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in read}
    assert len(by_uid) == len(read)
    return by_uid


def slots(told: Plan, stamp: datetime = STAMP) -> list[Event]:
    return [event for event in events(told, stamp).values() if isinstance(event.decoded("dtstart"), datetime)]


def test_the_file_says_what_it_is() -> None:
    content = calendar(made(), STAMP)
    book = Calendar.from_ical(content)
    assert (book["version"], book["method"]) == ("2.0", "PUBLISH")
    assert "Bedside" in book["prodid"]
    assert "Aldesleukin" in book["x-wr-calname"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_each_slot_is_15_minutes_in_utc() -> None:
    found = slots(made())
    assert [event.decoded("dtstart") for event in found] == [slot.at for slot in made().slots]
    assert {event.decoded("dtend") - event.decoded("dtstart") for event in found} == {timedelta(minutes=15)}
    assert {event.decoded("dtstamp") for event in found} == {datetime(2026, 5, 1, 12, 30, 15, tzinfo=UTC)}
    assert b"DTSTART:20260504T080000Z" in calendar(made(), STAMP)


def test_evaluation_and_next_course_are_whole_days_and_none_too_early() -> None:
    days = {str(e["summary"]): e for e in events(made()).values() if not isinstance(e.decoded("dtstart"), datetime)}
    assert {name: event.decoded("dtstart") for name, event in days.items()} == {
        "Aldesleukin: evaluation": date(2026, 6, 19),
        "Aldesleukin: earliest next course": date(2026, 7, 11),
    }
    assert all(event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1) for event in days.values())
    assert "no discharge" in days["Aldesleukin: earliest next course"]["description"]


def test_the_description_tells_dose_tests_notice_and_sources() -> None:
    told = str(slots(made())[0]["description"])
    for part in ("48 million IU", "2.96 mg", "3 vials", "2.67 mL", "50 mL", "systolic_bp", "weight", "check first"):
        assert part in told, part
    assert ALDESLEUKIN.notice in told
    assert ALDESLEUKIN.regimens["high-dose"].source in told
    assert f"{ALDESLEUKIN.preparation.source} (read: secondary)" in told


def test_a_bag_of_the_wrong_strength_is_warned_of() -> None:
    assert "outside 30-70 ug/mL" in slots(made(weight_kg=110))[0]["description"]


def test_held_missed_and_dropped_slots_are_cancelled() -> None:
    late = (*(hours(11 * n) for n in range(7)), hours(85))
    told = made(given=late, held=(hours(74),))
    assert {slot.status for slot in (*told.slots, *told.dropped)} == {"given", "held", "due", "dropped"}
    found = {(slot.cycle, slot.number): slot.status for slot in (*told.slots, *told.dropped)}
    for event in slots(told):
        place = str(event["summary"]).split(",")
        key = (int(place[1].split()[-1]), int(place[2].split(":")[0].split()[-1]))
        status = {"given": "CONFIRMED", "due": "TENTATIVE"}.get(found[key], "CANCELLED")
        assert event["status"] == status
        assert ("No dose" in event["description"]) is (status == "CANCELLED")
    missed = slots(made(given=(START,), now=hours(13)))[1]
    assert missed["status"] == "CANCELLED"
    assert "is missed and is not made up" in missed["description"]


def test_a_new_plan_keeps_the_uids_and_raises_the_sequence() -> None:
    before = events(made())
    after = events(made(given=(START, hours(11)), held=(hours(19),), delay_days=2), STAMP + timedelta(seconds=1))
    assert before.keys() == after.keys()
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    assert max(event["sequence"] for event in after.values()) < 2**31
    moved = [uid for uid in before if before[uid].decoded("dtstart") != after[uid].decoded("dtstart")]
    assert len(moved) > 20


def test_another_course_regimen_or_person_has_other_uids() -> None:
    others = [events(made(start=hours(24))), events(made(regimen="after-til")), events(made(), person="bed 4")]
    assert all(not events(made()).keys() & other.keys() for other in others)
    assert "bed 4" not in calendar(made(), STAMP, "bed 4").decode()


def test_the_weight_and_the_time_zone_do_not_change_the_uids() -> None:
    abroad = datetime.fromisoformat("2026-05-04T10:00:00+02:00")
    assert events(made(start=abroad, weight_kg=70.0)).keys() == events(made()).keys()


def test_the_same_plan_and_stamp_give_the_same_bytes() -> None:
    assert calendar(made(), STAMP) == calendar(made(), STAMP)


def test_a_stamp_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="has no offset"):
        calendar(made(), datetime(2026, 5, 1))
