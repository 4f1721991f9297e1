"""What has happened so far, why, and what is next? Whole stories as short tables, by the hour after the first dose."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bedside.files import load_record
from bedside.medicine import Decision
from bedside.patient import Observation, Patient, observe
from bedside.planning.slots import PlanError
from bedside.records import parse_time
from bedside.verbs.check import check
from bedside.verbs.course import STATES, Timeline, course
from bedside.verbs.plan import plan_record
from ward import ALDESLEUKIN, START, guided, hours

STORY = load_record(str(Path(__file__).parents[2] / "docs" / "examples" / "course.csv"))
DAYS_14 = 14 * 24
WEEKS_10 = 70 * 24


def person(*doses: float, also: tuple[tuple[str, float, object], ...] = ()) -> Patient:
    given = [observe("il2_dose", hours(hour), 48e6, "[IU]") for hour in doses]
    return Patient.of([*given, *(_fact(*row) for row in also)])


def _fact(concept: str, hour: float, value: object) -> Observation:
    units = {"systolic_bp": "mm[Hg]", "creatinine": "mg/dL"}
    return observe(concept, hours(hour), value, units.get(concept, ""))  # type: ignore[arg-type]


def cycle(start: float, doses: int = 14) -> tuple[float, ...]:
    return tuple(start + 8 * number for number in range(doses))


def letters(timeline: Timeline) -> list[str]:
    """One word a cycle: a letter for each slot, given, held, missed or due."""
    return ["".join(each.slot.status[0] for each in state.slots) for whole in timeline.courses for state in whole.cycles]


WARD = guided(("hold", "systolic_bp < 90 mm[Hg]"), ("stop cycle", "systolic_bp < 60 mm[Hg]"), ("stop for good", "ever coma"))


# --- where things stand


@pytest.mark.parametrize(
    ("doses", "also", "now", "word", "sentence"),
    [
        ((), (), 0, "not started", "No dose is known by"),
        ((4,), (), 0, "not started", "No dose is known by"),
        (cycle(0, 3), (), 17, "in a cycle", "Cycle 1 of course 1: 3 given, 0 held, 0 missed, 11 due"),
        (cycle(0, 3), (("systolic_bp", 23, 80),), 29, "in a cycle", "3 given, 1 held, 0 missed, 10 due"),
        (cycle(0, 3), (("systolic_bp", 23, 50),), 29, "cycle stopped", "said stop cycle: systolic_bp < 60 mm[Hg]."),
        (cycle(0, 3), (("systolic_bp", 23, 50),), 200, "resting", "Cycle 2 of course 1 is planned from 2026-05-18T08"),
        (cycle(0), (), 130, "resting", "Cycle 2 of course 1 is planned from 2026-05-18T08"),
        (cycle(0), (), DAYS_14 + 3, "resting", "Cycle 2 of course 1 is planned from"),
        (cycle(0), (), DAYS_14 + 48, "next cycle not begun", "was planned from 2026-05-18T08:00:00Z, 2 days ago"),
        (cycle(0) + cycle(DAYS_14), (), DAYS_14 + 130, "after the course", "Course 1 is over: 28 doses, the last at"),
        (cycle(0), (), 60 * 24, "after the course", "Course 1 is over: 14 doses"),
        (cycle(0) + cycle(DAYS_14, 2), (), DAYS_14 + 9, "in a cycle", "Cycle 2 of course 1: 2 given"),
        (cycle(0) + cycle(WEEKS_10, 2), (), WEEKS_10 + 9, "in a cycle", "Cycle 1 of course 2: 2 given"),
        (cycle(0, 3), (("coma", 20, True),), 200, "stopped for good", "said stop for good: ever coma."),
        (cycle(0) + cycle(DAYS_14), (("coma", 900, True),), 901, "stopped for good", "said stop for good"),
    ],
)
def test_the_state_is_one_word_with_its_reason(
    doses: tuple[float, ...], also: tuple[tuple[str, float, object], ...], now: float, word: str, sentence: str
) -> None:
    told = course(WARD, person(*doses, also=also), hours(now), guide="ward")
    assert told.state.word == word
    assert word in STATES
    assert sentence in told.state.note.say


@pytest.mark.parametrize(
    ("doses", "also", "now", "expected"),
    [
        (cycle(0, 2), (), 9, ["gg" + "d" * 12, "d" * 14]),
        # A hold, then doses again: the slot is not made up.
        ((0, 8, 24), (("systolic_bp", 15, 80), ("systolic_bp", 23, 120)), 25, ["gghg" + "d" * 10, "d" * 14]),
        # What ended the cycle is the last that is told of it.
        (cycle(0, 3), (("systolic_bp", 23, 50),), 300, ["gggh", "d" * 14]),
        # A stop that was not followed is a hold among doses, and the cycle goes on.
        ((0, 8, 24), (("systolic_bp", 15, 50), ("systolic_bp", 23, 120)), 25, ["gghg" + "d" * 10, "d" * 14]),
        # Before its first dose a cycle cannot be ended: it is put off.
        (cycle(0), (("systolic_bp", DAYS_14 - 1, 50),), DAYS_14 + 5, ["g" * 14, "h" + "d" * 13]),
        # One cycle only, and then another course after ten weeks, and a third one.
        (cycle(0, 2) + cycle(WEEKS_10, 1), (), WEEKS_10, ["gg" + "m" * 12, "m" * 14, "g" + "d" * 13, "d" * 14]),
    ],
)
def test_each_slot_came_to_something(
    doses: tuple[float, ...], also: tuple[tuple[str, float, object], ...], now: float, expected: list[str]
) -> None:
    assert letters(course(WARD, person(*doses, also=also), hours(now), guide="ward")) == expected


def test_a_delayed_cycle_names_the_day_it_was_planned_for_and_the_day_it_began() -> None:
    told = course(ALDESLEUKIN, person(*cycle(0), *cycle(DAYS_14 + 72, 3)), hours(DAYS_14 + 90), "high-dose")
    second = told.courses[0].cycles[1]
    assert (second.planned, second.begin) == (START + timedelta(days=14), START + timedelta(days=17))
    assert second.state == "under way"


def test_courses_are_counted_and_each_has_its_discharge() -> None:
    also = tuple(("discharge", hour, "done") for hour in (130, DAYS_14 + 140, WEEKS_10 + 150))
    doses = cycle(0) + cycle(DAYS_14) + cycle(WEEKS_10, 9) + cycle(2 * WEEKS_10, 1)
    told = course(ALDESLEUKIN, person(*doses, also=also), hours(2 * WEEKS_10 + 1), "high-dose")
    assert [each.number for each in told.courses] == [1, 2, 3]
    assert [each.discharge for each in told.courses] == [hours(DAYS_14 + 140), hours(WEEKS_10 + 150), None]
    assert plan_record(ALDESLEUKIN, person(*doses, also=also).add(_weight()), told.at, "high-dose").number == 3


def _weight() -> Observation:
    return observe("weight", hours(-10), 80, "kg")


def test_a_course_too_soon_is_told_with_its_number() -> None:
    told = course(ALDESLEUKIN, person(*cycle(0), *cycle(DAYS_14), *cycle(28 * 24, 2)), hours(28 * 24 + 9), "high-dose")
    assert [each.number for each in told.courses] == [1, 2]
    note = next(note for note in told.notes if "less than 7 weeks after" in note.say)
    assert note.say.startswith("Course 2. ")
    assert note.source == "label-2024, section 2.2, table 1"


# --- why


def test_a_held_slot_says_what_the_guide_said_and_each_rule_with_its_source() -> None:
    told = course(ALDESLEUKIN, STORY, parse_time("2026-01-10T08:00:00Z"), guide="consensus-2014")
    slots = {slot["dose"]: slot for slot in told.to_json()["courses"][0]["cycles"][0]["slots"]}  # type: ignore[index]
    assert [slots[number]["status"] for number in (9, 10, 11, 12, 13)] == ["given", "held", "given", "held", "held"]
    assert [slots[number]["said"] for number in (9, 10, 11, 12, 13)] == ["give", "hold", "give", "hold", "stop cycle"]
    assert [rule["rule"] for rule in slots[10]["why"]] == ["consensus-2014.decide.hold", "consensus-2014.absolute.creatinine"]
    assert slots[10]["why"][1]["source"] == "dutcher-2014, table 3, renal"
    assert 14 not in slots


def test_a_dose_given_against_the_guide_is_shown_as_such() -> None:
    told = course(WARD, person(0, 8, also=(("systolic_bp", 7, 80),)), hours(9), guide="ward")
    second = told.courses[0].cycles[0].slots[1]
    assert (second.slot.status, second.said and second.said.decision) == ("given", Decision.HOLD)


def test_what_was_not_known_at_a_slot_is_named() -> None:
    told = course(WARD, person(0, 8), hours(22), guide="ward")
    third = told.courses[0].cycles[0].slots[2]
    assert third.slot.status == "missed"
    assert third.said is not None
    assert third.said.decision is Decision.NOT_READY


def test_doses_that_have_no_slot_are_told_and_while_they_go_on_nobody_rests() -> None:
    """A second cycle begun after less than the rest: the guide counts its doses to the first."""
    early = person(*cycle(0), *cycle(13 * 24, 5))
    told = course(ALDESLEUKIN, early, hours(13 * 24 + 40), "high-dose", "uspi-2024")
    assert (told.state.word, len(told.courses[0].course.given)) == ("in a cycle", 19)
    assert [each.slot.at for each in told.courses[0].cycles[0].surplus] == [hours(h) for h in cycle(13 * 24, 5)]
    assert "5 more have no slot" in told.state.note.say
    assert told.to_json()["courses"][0]["given"] == 19  # type: ignore[index]


def test_a_stop_for_good_names_the_event_and_its_time_and_not_the_question() -> None:
    patient = person(*cycle(0), also=(("sustained_ventricular_tachycardia", 107, True),))
    for asked in (120, 200, 2000):
        told = course(ALDESLEUKIN, patient, hours(asked), guide="uspi-2024")
        assert told.state.word == "stopped for good"
        assert "At 2026-05-08T19:00:00Z uspi-2024 said stop for good" in told.state.note.say
        assert "There was sustained ventricular tachycardia" in told.state.note.say


def test_what_ends_the_course_leaves_no_cycle_to_come() -> None:
    """label-2024, table 2, hepatic: the course is over."""
    patient = person(*cycle(0, 6), also=(("hepatic_failure_signs", 46, True),))
    told = course(ALDESLEUKIN, patient, hours(240), guide="uspi-2024")
    assert (told.state.word, [each.state for each in told.courses[0].cycles]) == ("after the course", ["stopped", "not given"])
    made = plan_record(ALDESLEUKIN, patient.add(_weight()), hours(240), guide="uspi-2024")
    assert not [slot for slot in made.slots if slot.status == "due"]
    assert made.next_course is not None


def test_why_a_cycle_was_put_off_is_told_after_it_began() -> None:
    also = (("systolic_bp", DAYS_14 - 1, 80), ("systolic_bp", DAYS_14 + 7, 80))
    told = course(WARD, person(*cycle(0), *cycle(DAYS_14 + 24, 2), also=also), hours(DAYS_14 + 33), guide="ward")
    off = told.courses[0].cycles[1].put_off
    assert [(each.slot.planned, each.slot.status) for each in off] == [
        (hours(DAYS_14), "held"), (hours(DAYS_14 + 8), "held"), (hours(DAYS_14 + 16), "missed"),
    ]  # fmt: skip


def test_a_check_that_comes_while_the_slot_is_open_holds_it_and_check_counts_it() -> None:
    """Three slots held end the cycle at the community hospital, though each was looked at an hour late."""
    also = tuple(("occult_blood", 8 * slot + 0.8, True) for slot in (1, 2, 3))
    facts = person(0, also=also)
    told = course(ALDESLEUKIN, facts, hours(32), guide="community-2015")
    assert letters(told)[0].startswith("ghhh")
    assert check(ALDESLEUKIN, facts, hours(32), "community-2015").decision is Decision.STOP_CYCLE


def test_check_and_timeline_count_the_same_slots_after_a_late_dose() -> None:
    """A dose 3.5 hours late moves the slots after it, in the plan and where held slots are counted."""
    also = tuple(("occult_blood", 11.5 + 8 * slot - 0.2, True) for slot in (1, 2, 3))
    facts = person(0, 11.5, also=also)
    at = hours(11.5 + 32)
    assert letters(course(ALDESLEUKIN, facts, at, guide="community-2015"))[0].startswith("gghhh")
    assert check(ALDESLEUKIN, facts, at, "community-2015").decision is Decision.STOP_CYCLE


def test_without_a_guide_nothing_is_called_held_and_that_is_said() -> None:
    told = course(ALDESLEUKIN, person(0, 8, also=(("systolic_bp", 15, 40),)), hours(22), "high-dose")
    assert letters(told)[0][:3] == "ggm"
    assert told.to_json()["guide"] is None
    assert any("No guide was named" in note.say for note in told.notes)
    assert all(each.said is None for each in told.courses[0].cycles[0].slots)


# --- what is next


@pytest.mark.parametrize(
    ("doses", "now", "expected"),
    [
        ((), 0, []),
        (cycle(0, 2), 9, ["dose", "cycle", "evaluation", "next course"]),
        (cycle(0), 200, ["cycle", "evaluation", "next course"]),
        (cycle(0), DAYS_14 + 30, ["cycle", "evaluation", "next course"]),
        (cycle(0) + cycle(DAYS_14), 500, ["evaluation", "next course"]),
    ],
)
def test_what_comes_next_is_in_the_order_of_time_and_cited(doses: tuple[float, ...], now: float, expected: list[str]) -> None:
    told = course(ALDESLEUKIN, person(*doses), hours(now), "high-dose")
    assert [each.what for each in told.next] == expected
    assert [each.at for each in told.next] == sorted(each.at for each in told.next)
    assert all(each.source.split(",")[0] in ALDESLEUKIN.sources for each in told.next)


@pytest.mark.parametrize(
    ("concept", "days", "waiting"),
    [
        ("target:a", 20, True),
        ("target:a", 21, False),
        ("tumor_burden", 28, False),
        ("new:b", 40, False),
        ("target:a", -3, True),
    ],
)
def test_the_response_is_no_longer_due_once_it_was_looked_at(concept: str, days: float, waiting: bool) -> None:
    """Seven days before the evaluation still count (retreat row of the label, needs "evaluation", early)."""
    last = hours(DAYS_14 + 13 * 8)
    value, unit = ("present", "") if concept.startswith("new") else (20, "mm")
    looked = observe(concept, last + timedelta(days=days), value, unit)
    told = course(ALDESLEUKIN, person(*cycle(0), *cycle(DAYS_14)).add(looked), last + timedelta(days=45), "high-dose")
    assert ("evaluation" in [each.what for each in told.next]) is waiting
    assert any("The response was looked at" in note.say for note in told.notes) is not waiting


def test_after_a_stop_for_good_only_the_response_is_looked_at() -> None:
    told = course(WARD, person(0, 8, also=(("coma", 10, True),)), hours(40), guide="ward")
    assert [each.what for each in told.next] == ["evaluation"]


# --- interleukin-2 after tumour-infiltrating lymphocytes, from the cells to the end


def after_cells(wait: float | None, *doses: float, stop: float | None = None) -> Patient:
    """A person who had the cells `wait` hours before the first dose, with what til-2024 asks about before each slot."""
    facts = [] if wait is None else [("til_infusion", doses[0] - wait, "done")]
    looks = [observe("creatinine", hours(hour - 1), 1.2, "mg/dL") for hour in range(0, 72, 8)]
    looks += [observe("urine_output", hours(hour - 0.3), 500, "mL") for hour in range(-8, 72, 8)]
    looks += [observe("phenylephrine_rate", hours(hour - 0.5), 0, "ug/kg/min") for hour in range(0, 72, 8)]
    looks += [observe("weight", hours(hour - 1), 80, "kg") for hour in range(0, 72, 24)]
    looks += [observe("circulation_review", hours(hour - 0.5), "done") for hour in range(0, 72, 8)]
    flags = [] if stop is None else [observe("fluid_refractory_hypotension", hours(stop - 0.5), True)]
    return person(*doses, also=tuple(facts)).add(*looks, *flags)


def test_six_doses_after_the_cells_planned_checked_and_told_to_the_end() -> None:
    patient = after_cells(12, *cycle(0, 6))
    for slot in cycle(0, 6):
        assert check(ALDESLEUKIN, patient, hours(slot), "til-2024").decision is Decision.GIVE
    assert check(ALDESLEUKIN, patient, hours(48), "til-2024").decision is Decision.STOP_CYCLE
    made = plan_record(ALDESLEUKIN, patient, hours(41), guide="til-2024")
    assert [slot.status for slot in made.slots] == ["given"] * 6
    assert (made.evaluation, made.next_course) == (None, None)
    told = course(ALDESLEUKIN, patient, hours(50), guide="til-2024")
    assert (letters(told), told.state.word, told.courses[0].cycles[0].state) == (["g" * 6], "after the course", "complete")


def test_doses_after_the_cells_may_come_twelve_hours_apart() -> None:
    told = course(ALDESLEUKIN, after_cells(12, 0, 12, 24, 36), hours(37), guide="til-2024")
    assert letters(told) == ["ggggdd"]


def test_refractory_hypotension_ends_the_doses_after_the_cells() -> None:
    told = course(ALDESLEUKIN, after_cells(12, *cycle(0, 3), stop=24), hours(30), guide="til-2024")
    assert (letters(told), told.state.word) == (["gggh"], "cycle stopped")
    assert told.state.note.source == "til-consensus-2024, table 2, hypotension"


@pytest.mark.parametrize(
    ("wait", "told"),
    [
        (3, None),
        (24, None),
        (2.9, "given 2 hours 54 minutes after this: Tumour-infiltrating lymphocytes given; it follows by 3 hours to 1 day"),
        (24.1, "given 24 hours 6 minutes after this"),
        (None, "no earlier time is known of this: Tumour-infiltrating lymphocytes given"),
    ],
)
def test_the_first_dose_follows_the_cells_by_3_to_24_hours(wait: float | None, told: str | None) -> None:
    patient = after_cells(wait, *cycle(0, 2))
    for notes in (
        course(ALDESLEUKIN, patient, hours(9), guide="til-2024").notes,
        plan_record(ALDESLEUKIN, patient, hours(9), guide="til-2024").notes,
    ):
        found = [note for note in notes if "Tumour-infiltrating" in note.say]
        assert len(found) == (told is not None)
        assert told is None or (told in found[0].say and found[0].read == "recalled")


# --- as JSON, and what is refused


def test_a_timeline_as_json() -> None:
    told = course(ALDESLEUKIN, person(0), hours(1), "high-dose").to_json()
    assert list(told) == ["verb", "medicine", "regimen", "guide", "at", "state", "courses", "next", "notes", "digest"]
    assert list(told["state"]) == ["is", "say", "source", "read"]  # type: ignore[call-overload]
    (first,) = told["courses"]  # type: ignore[misc]
    assert list(first) == ["number", "start", "last_dose", "discharges", "given", "planned", "cycles"]
    assert list(first["cycles"][0]) == [
        "number", "planned", "begin", "state", "given", "held", "missed", "due", "ended", "slots", "surplus", "put_off",
    ]  # fmt: skip
    assert list(first["cycles"][0]["slots"][0]) == ["dose", "planned", "at", "status", "said", "why", "missing"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"guide": "other"}, "has no guide 'other'"),
        ({"regimen": "weekly"}, "has no regimen 'weekly'"),
        ({"regimen": "high-dose", "guide": "til-2024"}, "is for the regimen after-til"),
        ({"at": datetime(2026, 5, 4)}, "has no offset"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(asked: dict[str, object], sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        course(ALDESLEUKIN, person(0), **({"at": hours(1)} | asked))  # type: ignore[arg-type]
