"""Which doses, when, how much? Tables that can be held against the label and checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bedside.medicine import Monitor
from bedside.patient import Patient, observe
from bedside.verbs.plan import Plan, PlanError, plan, plan_record
from ward import ALDESLEUKIN, START, guided, hours


def made(**asked: object) -> Plan:
    return plan(ALDESLEUKIN, **({"weight_kg": 80.0, "start": START, "regimen": "high-dose"} | asked))


def place(course: Plan, cycle: int = 1, status: str | None = None) -> list[float]:
    """The hours after the start at which the slots of a cycle lie."""
    chosen = [slot for slot in course.slots if slot.cycle == cycle and status in (None, slot.status)]
    return [(slot.at - START) / timedelta(hours=1) for slot in chosen]


def states(course: Plan, cycle: int = 1) -> str:
    """One letter a slot: given, held, missed, due."""
    return "".join(slot.status[0] for slot in course.slots if slot.cycle == cycle)


def said(course: Plan) -> str:
    return "\n".join(note.say for note in course.notes)


# --- how much


@pytest.mark.parametrize(
    ("kg", "million", "mg", "vials", "ml", "strength"),
    [
        (40, 24.0, 1.48, 2, 1.33, 28.8),
        (70, 42.0, 2.59, 2, 2.33, 49.5),
        (80, 48.0, 2.96, 3, 2.67, 56.2),
        (110, 66.0, 4.07, 3, 3.67, 75.8),
    ],
)
def test_the_dose_goes_by_the_weight(kg: float, million: float, mg: float, vials: int, ml: float, strength: float) -> None:
    dose = made(weight_kg=kg).dose.to_json()
    told = [dose[key] for key in ("units", "million_iu", "mg", "vials", "volume_ml", "concentration_ug_ml", "bag_ml")]
    assert told == [round(million * 1e6), million, mg, vials, ml, strength, 50]
    assert dose["source"] == ALDESLEUKIN.regimens["high-dose"].source


@pytest.mark.parametrize(("kg", "inside"), [(41, False), (42, True), (100, True), (102, False)])
def test_the_strength_in_the_bag_is_right_from_42_to_100_kg(kg: float, inside: bool) -> None:
    assert bool(made(weight_kg=kg).dose.warnings) is not inside


@pytest.mark.parametrize(("kg", "smallest", "largest"), [(40, 19.9, 48), (110, 54.5, 132)])
def test_a_warning_names_the_bags_that_are_inside(kg: float, smallest: float, largest: float) -> None:
    (warning,) = made(weight_kg=kg).dose.warnings
    assert f"a bag of {smallest} to {largest} mL brings it inside" in warning
    assert "outside 30-70 ug/mL" in warning
    for bag, warned in [(smallest, 0), (largest, 0), (smallest - 0.2, 1), (largest + 0.2, 1)]:
        assert len(made(weight_kg=kg, bag_ml=bag).dose.warnings) == warned, bag


def test_a_dose_is_never_reduced_and_the_plan_says_so_with_its_source() -> None:
    note = next(note for note in made().notes if "never reduced" in note.say)
    assert (note.source, note.read) == (ALDESLEUKIN.regimens["high-dose"].source, "primary")


def test_without_a_preparation_there_are_no_vials() -> None:
    dose = plan(replace(ALDESLEUKIN, preparation=None), weight_kg=80, start=START).dose
    assert (dose.million_iu, dose.vials, dose.volume_ml) == (48, None, None)
    assert dose.warnings


# --- when


def test_a_course_is_twice_14_doses_every_8_hours_from_day_1_and_day_15() -> None:
    course = made()
    assert place(course, 1) == [8 * n for n in range(14)]
    assert place(course, 2) == [336 + 8 * n for n in range(14)]
    assert [slot.number for slot in course.slots] == [*range(1, 15)] * 2
    assert (course.rest[0].start, course.rest[0].end) == (hours(120), hours(336))


def test_after_the_last_slot_come_the_evaluation_and_the_next_course() -> None:
    course = made()
    assert course.evaluation is not None
    assert course.next_course is not None
    assert course.evaluation.at == hours(336 + 104 + 28 * 24)
    assert course.next_course.at == hours(336 + 104 + 49 * 24)
    assert "no discharge" in course.next_course.say


def test_after_til_at_most_six_doses_and_nothing_after() -> None:
    course = made(regimen="after-til")
    assert place(course) == [0, 8, 16, 24, 32, 40]
    assert (course.evaluation, course.next_course, course.rest) == (None, None, ())


def test_after_til_a_dose_may_come_12_hours_after_the_one_before() -> None:
    given = tuple(hours(12 * n) for n in range(4))
    course = made(regimen="after-til", given=given)
    assert states(course) == "ggggdd"
    assert place(course) == [0, 12, 24, 36, 44, 52]
    assert "late" not in said(course)


def test_in_high_dose_a_dose_after_12_hours_leaves_a_slot_behind() -> None:
    course = made(given=(hours(0), hours(12)))
    assert states(course)[:4] == "gmgd"
    assert place(course)[:4] == [0, 8, 12, 24]


def test_a_held_slot_is_not_made_up() -> None:
    course = made(held=(hours(16),), given=(hours(0), hours(8), hours(24)))
    assert states(course) == "gghg" + "d" * 10
    assert place(course) == [8 * n for n in range(14)]


def test_a_passed_slot_without_a_dose_is_missed_once_half_an_interval_is_over() -> None:
    assert states(made(given=(hours(0),), now=hours(11.9)))[:3] == "gdd"
    assert states(made(given=(hours(0),), now=hours(12)))[:3] == "gmd"
    assert "still open" in said(made(given=(hours(0),), now=hours(9)))


@pytest.mark.parametrize(("late", "following"), [(11, 19), (8.5, 16.5), (7, 16)])
def test_a_late_dose_moves_the_slots_after_it_and_an_early_one_does_not(late: float, following: float) -> None:
    course = made(given=(hours(0), hours(late)))
    assert states(course)[:3] == "ggd"
    assert place(course)[1:4] == [late, following, following + 8]


def test_a_late_dose_is_told_and_so_is_a_dose_too_soon() -> None:
    assert "Slot 2 of cycle 1 was given 3 hours late" in said(made(given=(hours(0), hours(11))))
    assert "6 hours 30 minutes after the one before" in said(made(given=(hours(0), hours(6.5))))


def test_slots_that_move_beyond_day_5_are_dropped_and_told() -> None:
    given = tuple(hours(11 * n) for n in range(8))
    course = made(given=given)
    assert place(course, 1) == [0, 11, 22, 33, 44, 55, 66, 77, 85, 93, 101, 109, 117]
    assert [slot.number for slot in course.dropped] == [14]
    assert "Dropped from cycle 1, because the cycle's days are over by then: slot 14." in said(course)


def test_a_double_dose_uses_up_a_slot_and_the_next_is_a_full_interval_after() -> None:
    course = made(given=(hours(0), hours(1)))
    assert place(course)[:4] == [0, 9, 17, 25]
    assert states(course) == "g" + "d" * 12
    assert [slot.number for slot in course.dropped] == [14]
    assert "Cycle 1 has no slot left for 1 recorded dose: 2026-05-04T09:00:00Z" in said(course)


def test_a_dose_charted_twice_does_not_move_the_doses_after_it() -> None:
    course = made(given=(hours(0), hours(0.1), hours(8), hours(16)), now=hours(17))
    assert place(course, status="given") == [0, 8, 16]
    assert place(course, status="due")[0] == pytest.approx(24.1)


def test_doses_beyond_the_slots_are_told_and_no_slot_is_added() -> None:
    course = made(given=tuple(hours(8 * n) for n in range(15)))
    assert states(course) == "g" * 14
    assert "Cycle 1 has no slot left for 1 recorded dose: 2026-05-09T00:00:00Z. It has at most 14 slots." in said(course)


# --- the second cycle


def test_a_delay_moves_the_second_cycle_only() -> None:
    course = made(delay_days=3)
    assert (place(course, 1)[0], place(course, 2)[0]) == (0, 336 + 72)
    assert "Cycle 2 is planned 3 days later" in said(course)


def test_a_prolonged_first_cycle_keeps_the_rest_whole() -> None:
    given = tuple(hours(11.5 * n) for n in range(12))
    course = made(given=given)
    assert given[-1] > hours(120)
    assert place(course, 2)[0] == 336 + 24
    assert "the rest is kept" in said(course)


@pytest.mark.parametrize("begin", [336, 408, 300])
def test_the_doses_decide_when_the_second_cycle_began(begin: float) -> None:
    first = tuple(hours(8 * n) for n in range(9))
    course = made(given=(*first, hours(begin), hours(begin + 8)), now=hours(begin + 9))
    assert states(course, 1) == "g" * 9 + "m" * 5
    assert states(course, 2) == "gg" + "d" * 12
    assert place(course, 2) == [begin + 8 * n for n in range(14)]
    assert ("shorter than the regimen's" in said(course)) is (begin == 300)


def test_a_hold_before_the_first_dose_of_the_second_cycle_uses_up_its_slot() -> None:
    course = made(given=(hours(0), hours(344)), held=(hours(336),))
    assert states(course, 2) == "hg" + "d" * 12


# --- tests due

LOOKED_AT = tuple(
    Monitor(due, due, (concept,), "", "label", "primary")
    for due, concept in [
        ("before start", "ecog"),
        ("each dose", "heart_rate"),
        ("twice daily", "creatinine"),
        ("daily", "weight"),
        ("after course", "tumor_burden"),
    ]
)


def test_tests_are_due_before_each_dose_twice_and_once_in_a_treatment_day() -> None:
    slots = plan(replace(ALDESLEUKIN, monitors=LOOKED_AT), weight_kg=80, start=START).slots
    day = [("heart_rate", "creatinine", "weight"), ("heart_rate", "creatinine"), ("heart_rate",)]
    assert [slot.tests for slot in slots[:7]] == [*day, *day, day[0]]
    assert slots[14].tests == day[0]


# --- what is refused


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"regimen": "low-dose"}, "it has: high-dose, after-til"),
        ({"weight_kg": 19.9}, "outside 20-350 kg"),
        ({"weight_kg": 351}, "outside 20-350 kg"),
        ({"weight_kg": float("nan")}, "outside 20-350 kg"),
        ({"start": datetime(2026, 5, 4, 8)}, "has no offset"),
        ({"given": (datetime(2026, 5, 4, 8),)}, "has no offset"),
        ({"given": (hours(-5),)}, "before the start"),
        ({"given": (hours(300),)}, "long after the start"),
        ({"given": (hours(8),), "now": hours(7)}, "lies after now"),
        ({"given": (hours(0), hours(336), hours(700))}, "more than one course"),
        ({"delay_days": -1}, "never shortened"),
        ({"delay_days": float("inf")}, "not possible"),
        ({"bag_ml": 0}, "not possible"),
        ({"bag_ml": float("nan")}, "not possible"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_a_sentence(asked: dict[str, object], sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        made(**asked)


def test_a_medicine_without_regimens_cannot_be_planned() -> None:
    with pytest.raises(PlanError, match="has no regimens"):
        plan(replace(ALDESLEUKIN, regimens={}), weight_kg=80, start=START)


def test_with_no_regimen_named_the_first_is_taken_and_told() -> None:
    course = plan(ALDESLEUKIN, weight_kg=80, start=START)
    assert course.regimen.id == "high-dose"
    assert "No regimen was named: this is high-dose" in said(course)


# --- from a record


def record(*doses: float, weights: tuple[tuple[float, float], ...] = ((-20, 80.0),), units: float = 48e6) -> Patient:
    weighed = [observe("weight", hours(at), kg, "kg") for at, kg in weights]
    return Patient.of([*weighed, *(observe("il2_dose", hours(at), units, "[IU]") for at in doses)])


def test_a_record_gives_the_weight_the_start_and_the_doses() -> None:
    course = plan_record(ALDESLEUKIN, record(0, 8, 24), hours(25))
    assert (course.start, course.weight.kg, course.weight.at) == (START, 80, hours(-20))
    assert states(course)[:5] == "ggmgd"
    assert "No guide was named" in said(course)


@pytest.mark.parametrize(
    ("weights", "kg", "told"),
    [
        (((-20, 80.0), (30, 88.0)), 80, "the last weight before the first dose"),
        (((-50, 70.0), (0, 80.0)), 80, "the last weight before the first dose"),
        (((-240, 80.0),), 80, "10 days before the first dose: weigh again"),
        (((6, 84.0), (30, 88.0)), 88, "after the first dose"),
    ],
)
def test_the_weight_at_the_start_of_the_course_decides(weights: tuple[tuple[float, float], ...], kg: float, told: str) -> None:
    course = plan_record(ALDESLEUKIN, record(0, 8, weights=weights), hours(40))
    assert course.weight.kg == kg
    assert told in said(course)


def test_what_was_not_known_yet_changes_nothing() -> None:
    later = record(0, 8, 16, 24)
    assert states(plan_record(ALDESLEUKIN, later, hours(9)))[:4] == "ggdd"
    later = later.add(observe("weight", hours(-2), 60, "kg", entered=hours(10)))
    assert plan_record(ALDESLEUKIN, later, hours(9)).weight.kg == 80
    assert plan_record(ALDESLEUKIN, later, hours(10)).weight.kg == 60


def test_a_dose_that_is_entered_ahead_of_its_time_is_not_given_yet() -> None:
    ahead = record(0, 8).add(observe("il2_dose", hours(16), 48e6, "[IU]", entered=hours(1)))
    assert states(plan_record(ALDESLEUKIN, ahead, hours(9)))[:4] == "ggdd"


def test_after_a_course_that_ended_early_the_dates_count_from_its_last_dose() -> None:
    course = plan_record(ALDESLEUKIN, record(0, 8, 16), hours(1000))
    assert states(course, 2) == "m" * 14
    assert course.evaluation is not None
    assert course.evaluation.at == hours(16 + 28 * 24)
    assert "no dose of it is recorded" in said(course)


def test_a_recorded_dose_that_differs_from_the_weight_is_pointed_out() -> None:
    wrong = said(plan_record(ALDESLEUKIN, record(0, units=60e6), hours(1)))
    assert "The last dose in the record is 60 million IU; for 80 kg the regimen has 48 million IU." in wrong
    assert "The last dose in the record" not in said(plan_record(ALDESLEUKIN, record(0, units=47e6), hours(1)))


def test_the_latest_course_is_planned_and_a_course_too_soon_is_told() -> None:
    first = [*range(0, 72, 8), *range(336, 400, 8)]
    soon, right = 392 + 40 * 24, 392 + 49 * 24
    assert plan_record(ALDESLEUKIN, record(*first, right), hours(right + 1)).start == hours(right)
    told = said(plan_record(ALDESLEUKIN, record(*first, soon), hours(soon + 1)))
    assert "less than 7 weeks after the last dose of the one before" in told
    left = record(*first, right).add(observe("discharge", hours(420), "done"))
    told = said(plan_record(ALDESLEUKIN, left, hours(right + 1)))
    assert "less than 7 weeks after the discharge of the one before" in told


def test_the_next_course_counts_from_the_discharge_once_no_slot_is_due() -> None:
    everything = [*range(0, 112, 8), *range(336, 448, 8)]
    left = record(*everything).add(observe("discharge", hours(130), "done"), observe("discharge", hours(470), "done"))
    course = plan_record(ALDESLEUKIN, left, hours(500)).next_course
    assert course is not None
    assert course.at == hours(470 + 49 * 24)
    half = plan_record(ALDESLEUKIN, left, hours(140)).next_course
    assert half is not None
    assert half.at == hours(440 + 49 * 24)


@pytest.mark.parametrize(
    ("patient", "start", "sentence"),
    [
        (record(), None, "no dose and no start"),
        (record(weights=()), START, "no weight"),
        (record(0, 8), hours(20), "a cycle was under way"),
        (record(0, weights=((-20, 80.0), (-20, 90.0))), None, "80 and 90 kg are both recorded"),
    ],
)
def test_a_record_that_does_not_say_enough_is_refused(patient: Patient, start: datetime | None, sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        plan_record(ALDESLEUKIN, patient, hours(24), start=start)


# --- under a guide


def with_pressure(patient: Patient, at: float, value: float) -> Patient:
    return patient.add(observe("systolic_bp", hours(at), value, "mm[Hg]"))


def test_a_slot_at_which_the_guide_said_hold_is_held_and_the_rest_missed() -> None:
    medicine = guided(("hold", "systolic_bp < 90 mm[Hg]"))
    patient = with_pressure(with_pressure(record(0, 8, 32), 15, 80), 23, 120)
    course = plan_record(medicine, patient, hours(33), guide="ward")
    assert states(course) == "gghmg" + "d" * 9


def test_a_slot_at_which_the_guide_said_less_than_hold_is_missed() -> None:
    medicine = guided(("correct", "systolic_bp < 90 mm[Hg]"))
    course = plan_record(medicine, with_pressure(record(0, 8), 15, 80), hours(21), guide="ward")
    assert states(course)[:4] == "ggmd"


def test_a_guide_that_counts_holds_sees_the_ones_before() -> None:
    medicine = guided(("hold", "systolic_bp < 90 mm[Hg]"), ("stop cycle", "holds >= 2"))
    patient = with_pressure(with_pressure(record(0, 8), 15, 80), 23, 80)
    course = plan_record(medicine, patient, hours(37), guide="ward")
    assert states(course) == "gghhh"


def test_a_cycle_that_the_guide_has_ended_has_no_slot_due() -> None:
    medicine = guided(("stop cycle", "systolic_bp < 60 mm[Hg]"))
    patient = with_pressure(record(0, 8), 15, 50)
    for now, first in [(15.5, "gg"), (21, "ggh"), (59, "ggh")]:
        course = plan_record(medicine, patient, hours(now), guide="ward")
        assert (states(course, 1), states(course, 2)) == (first, "d" * 14)
        note = next(note for note in course.notes if "ward said stop cycle" in note.say)
        assert (note.source, note.read) == ("ward, card", "secondary")
    went_on = patient.add(observe("il2_dose", hours(24), 48e6, "[IU]"))
    assert "d" in states(plan_record(medicine, went_on, hours(25), guide="ward"), 1)


def test_stop_for_good_leaves_no_slot_and_no_next_course() -> None:
    medicine = guided(("stop for good", "ever coma"))
    patient = record(0, 8).add(observe("coma", hours(10), True))
    course = plan_record(medicine, patient, hours(40), guide="ward")
    assert "d" not in states(course, 1) + states(course, 2)
    assert course.next_course is None
    assert course.evaluation is not None


def test_a_guide_decides_the_regimen_and_another_is_refused() -> None:
    assert plan_record(ALDESLEUKIN, record(0), hours(1), guide="til-2024").regimen.id == "after-til"
    with pytest.raises(PlanError, match="is for the regimen after-til"):
        plan_record(ALDESLEUKIN, record(0), hours(1), "high-dose", guide="til-2024")
    with pytest.raises(PlanError, match="has no guide 'other'"):
        plan_record(ALDESLEUKIN, record(0), hours(1), guide="other")


# --- as JSON


def test_a_plan_as_json_writes_every_time_in_utc() -> None:
    abroad = START.astimezone(datetime.fromisoformat("2026-05-04T10:00:00+02:00").tzinfo)
    told = made(start=abroad, given=(abroad,)).to_json()
    assert told == made(given=(START,)).to_json()
    assert list(told) == [
        "verb", "medicine", "regimen", "course", "start", "weight", "dose", "slots", "rest", "evaluation", "next_course",
        "notes", "digest",
    ]  # fmt: skip
    assert told["start"] == "2026-05-04T08:00:00Z"
    assert told["weight"] == {"value": 80.0, "unit": "kg", "at": None}
    slot = told["slots"][1] | {"tests": []}
    assert slot == {"cycle": 1, "dose": 2, "at": "2026-05-04T16:00:00Z", "status": "due", "tests": []}
    assert told["rest"] == [{"from": "2026-05-09T08:00:00Z", "to": "2026-05-18T08:00:00Z"}]
    assert told["evaluation"]["at"] == "2026-06-19T16:00:00Z"
    assert told["next_course"]["not_before"] == "2026-07-10T16:00:00Z"
    assert told["digest"] == ALDESLEUKIN.digest
