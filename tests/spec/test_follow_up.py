"""What is due after treatment: dates, what became of them, what to watch for, and from when it all counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from people import ALDESLEUKIN

from bedside import FollowUp, Observation, Patient, PlanError, follow_up, observe, vocabulary
from bedside.medicine import FollowUpRow

LAST = datetime(2026, 5, 21, 8, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def doses(*times: datetime) -> list[Observation]:
    return [observe("il2_dose", at, 48e6, "[IU]") for at in times]


COURSE = doses(LAST - 19 * DAY, LAST - 19 * DAY + 8 * HOUR, LAST - 5 * DAY + HOUR, LAST)


def fact(concept: str, days: float, value: float | bool | str = "done") -> Observation:
    """An observation so many days after the last dose."""
    return observe(concept, LAST + days * DAY, value, vocabulary()[concept].unit)


def lesion(concept: str, days: float, value: float | str) -> Observation:
    """A measured lesion as a record holds it."""
    unit = "mm" if isinstance(value, float) else ""
    return Observation(concept, LAST + days * DAY, value, unit, amount=value if isinstance(value, float) else 1.0)


def asked(days: float, *more: Observation, course: list[Observation] | None = None) -> FollowUp:
    return follow_up(ALDESLEUKIN, Patient.of([*(COURSE if course is None else course), *more]), LAST + days * DAY)


def dates(answer: FollowUp, row: str) -> list[tuple[int, str]]:
    """The dates of a row, in whole days after the last dose, with their status."""
    return [((due.at - LAST) // DAY, due.status) for due in (*answer.due, *answer.rivals) if due.row.id == row]


def says(answer: FollowUp, row: str) -> list[str]:
    return [status for _, status in dates(answer, row)]


# --- dates


@pytest.mark.parametrize(
    ("row", "first"),
    [
        ("visit.response", [28]), ("visit.before_next_course", [49]), ("visit.thinking", [21]),
        ("visit.regular", [42, 70, 98, 182, 273]), ("blood.kidney", [7, 14, 30]), ("blood.general", [28, 91, 182]),
        ("blood.thyroid", [28, 49, 98, 147, 196, 245, 294, 343]), ("imaging.series", [30, 91, 182, 273]),
        ("imaging.by_year", [91, 182, 273, 364, 455, 546, 637, 728, 910, 1092]),
    ],
)  # fmt: skip
def test_every_row_has_its_dates(row: str, first: list[int]) -> None:
    assert [day for day, _ in dates(asked(1), row)][: len(first)] == first


def test_everything_ends_after_five_years() -> None:
    assert max(due.at for due in asked(1).due) <= LAST + 1826 * DAY


def test_what_is_due_is_in_order_of_time_and_rivals_are_not_among_it() -> None:
    answer = asked(100)
    assert [due.at for due in answer.due] == sorted(due.at for due in answer.due)
    assert {due.row.id for due in answer.rivals} == {"imaging.by_year"}
    assert not {due.row.id for due in answer.due} & {due.row.id for due in answer.rivals}
    (note,) = [note for note in answer.notes if "instead of imaging.series" in note.say]
    assert (note.source, note.read) == ("bedside, common imaging plans", "recalled")
    assert "Its next date is 2026-11-19T08:00:00Z." in note.say


@pytest.mark.parametrize(
    ("days", "more", "expected"),
    [
        (1, [], ["due", "later", "later"]),
        (7.9, [], ["due", "later", "later"]),
        (8, [], ["overdue", "due", "later"]),
        (16, [], ["missed", "overdue", "due"]),
        (40, [], ["missed", "missed", "overdue"]),
        (5, [fact("creatinine", 5, 2)], ["due", "later", "later"]),
        (6, [fact("creatinine", 5.3, 2)], ["done", "due", "later"]),
        (11, [fact("creatinine", 10.5, 2)], ["done", "due", "later"]),
        (11, [fact("creatinine", 10.6, 2)], ["missed", "done", "due"]),
        (16, [fact("creatinine", 7, 2)], ["done", "overdue", "due"]),
        (50, [fact("creatinine", 46, 1)], ["missed", "missed", "done"]),
        (50, [fact("creatinine", 46.1, 1)], ["missed", "missed", "overdue"]),
        (400, [fact("creatinine", 380, 1)], ["missed", "missed", "overdue"]),
        (90, [fact("creatinine", day, 1) for day in (7, 15, 29)], ["done", "done", "done"]),
    ],
)
def test_a_record_makes_the_nearest_date_done(days: float, more: list[Observation], expected: list[str]) -> None:
    assert says(asked(days, *more), "blood.kidney") == expected


def test_a_row_with_several_tests_is_done_when_all_of_them_are() -> None:
    row = next(row for row in ALDESLEUKIN.follow_up if row.id == "blood.general")
    tests = [fact(concept, 27, 1) for concept in row.concepts]
    assert says(asked(30, *tests), row.id)[0] == "done"
    for left_out in range(len(tests)):
        assert says(asked(30, *tests[:left_out], *tests[left_out + 1 :]), row.id)[0] == "overdue"


@pytest.mark.parametrize("concept", ["target:a", "nontarget:b", "new:c"])
def test_measured_lesions_are_a_scan(concept: str) -> None:
    assert says(asked(31), "imaging.series")[0] == "overdue"
    assert says(asked(31, fact("tumor_burden", 30, 60)), "imaging.series")[0] == "done"
    assert says(asked(31, lesion(concept, 30, "present")), "imaging.series")[0] == "done"


@pytest.mark.parametrize(
    ("day", "status"), [(20.9, "overdue"), (21, "done"), (28, "done"), (56, "done"), (56.1, "overdue"), (365, "overdue")]
)
def test_a_visit_a_year_late_was_not_the_look_at_the_response(day: float, status: str) -> None:
    """The last date of a row waits as long again as the time before it."""
    assert says(asked(400, fact("visit", day)), "visit.response") == [status]


@pytest.mark.parametrize(
    ("day", "status"), [(40, "overdue"), (51.9, "overdue"), (52, "done"), (80, "done"), (101.1, "overdue")]
)
def test_a_visit_before_the_rest_is_over_is_not_the_one_before_a_next_course(day: float, status: str) -> None:
    """Not sooner than 7 weeks after discharge (label-old, dosage and administration, retreatment); discharged on day 3."""
    assert says(asked(130, fact("discharge", 3), fact("visit", day)), "visit.before_next_course") == [status]


# --- from when it counts


def test_the_discharge_counts_for_what_counts_from_it() -> None:
    answer = asked(5, fact("discharge", 3))
    assert dates(answer, "visit.before_next_course") == [(52, "due")]
    assert dates(answer, "visit.response") == [(28, "due")]
    assert not [note for note in answer.notes if "discharge" in note.say]


def test_without_a_discharge_the_last_dose_counts_and_that_is_said() -> None:
    for more in ([], [fact("discharge", -5)]):
        answer = asked(5, *more)
        assert dates(answer, "visit.before_next_course") == [(49, "due")]
        assert [note for note in answer.notes if note.say.startswith("No discharge after the last dose is recorded")]


def test_the_first_discharge_after_the_last_dose_counts() -> None:
    assert dates(asked(60, fact("discharge", 3), fact("discharge", 50)), "visit.thinking") == [(24, "overdue")]


def test_without_a_dose_there_is_nothing_to_follow() -> None:
    answer = asked(5, fact("creatinine", 1, 2), course=[])
    told = answer.to_json()
    assert (told["since"], told["due"], told["watch"], told["recovery"], told["missing"]) == (None, [], [], [], [])
    assert answer.notes[0].say == "No dose is recorded up to 2026-05-26T08:00:00Z: there is nothing to follow yet."


def test_while_the_course_is_under_way_the_planned_end_counts_and_is_called_planned() -> None:
    """Cycle 1 is over; cycle 2 begins on day 15, its last slot is 104 hours later."""
    answer = asked(3, course=doses(LAST - 8 * HOUR, LAST))
    end = LAST - 8 * HOUR + 14 * DAY + 104 * HOUR
    assert answer.to_json()["since"] == {
        "what": "last planned slot",
        "at": "2026-06-08T08:00:00Z",
        "course": 1,
        "planned": True,
        "stopped_by": [],
    }
    assert answer.since is not None and answer.since.at == end
    (response,) = [due for due in answer.due if due.row.id == "visit.response"]
    assert (response.at, response.status) == (end + 28 * DAY, "due")
    assert answer.notes[0].say.startswith("The course is under way: the dates count from its last planned slot")
    assert answer.to_json()["guide"] is None


def test_who_went_home_and_had_no_dose_since_is_counted_from_the_last_dose() -> None:
    """Nobody can say without a guide whether a cycle that has not begun will come; if it does, the dates begin again."""
    begun = doses(LAST - 8 * HOUR, LAST)
    first = asked(2, fact("discharge", 1), course=begun)
    assert first.since is not None
    assert (first.since.planned, first.since.at, first.since.discharge) == (False, LAST, LAST + DAY)
    assert first.notes[0].say == (
        "The dates count from the last dose, at 2026-05-21T08:00:00Z: a discharge is recorded at 2026-05-22T08:00:00Z, "
        "and no dose since. A cycle that is still to come starts them again."
    )
    second = asked(2, fact("discharge", 1), course=[*doses(LAST - 16 * DAY), *begun])
    assert second.since is not None
    assert (second.since.planned, second.since.at, second.since.discharge) == (False, LAST, LAST + DAY)
    staying = asked(2, course=[*doses(LAST - 16 * DAY), *begun])
    assert staying.since is not None and staying.since.planned


def test_under_a_guide_who_went_home_gets_no_more_doses_of_that_cycle() -> None:
    """The rest between the cycles may be spent at home: this guide has not ended anything, the second cycle is to come."""
    patient = Patient.of([*doses(LAST - 8 * HOUR, LAST), fact("discharge", 1)])
    answer = follow_up(ALDESLEUKIN, patient, LAST + 2 * DAY, guide="uspi-2024")
    assert answer.since is not None and answer.since.planned
    assert answer.to_json()["guide"] == "uspi-2024"


HEART = (fact("ischemic_ecg", 0.1, True), fact("chest_pain", 0.1, True))
"""After this the label of 2024 gives no more (label-2024, table 2, cardiovascular), nor does the older one (label-old)."""


def test_once_a_guide_has_stopped_it_for_good_the_last_dose_counts_and_the_guides_are_told_apart() -> None:
    answer = asked(6, *HEART, course=doses(LAST - 8 * HOUR, LAST))
    assert answer.to_json()["since"] == {
        "what": "last dose",
        "at": "2026-05-21T08:00:00Z",
        "course": 1,
        "planned": False,
        "stopped_by": ["uspi-2024", "uspi-2012"],
    }
    assert says(answer, "blood.kidney") == ["due", "later", "later"]
    assert dates(answer, "blood.kidney")[0] == (7, "due")
    why = {(note.source, note.read) for note in answer.notes if "said stop for good, by" in note.say}
    assert why == {
        ("label-2024, table 2, cardiovascular", "primary"), ("label-old, contraindications, retreatment", "primary")
    }  # fmt: skip
    (told,) = [note.say for note in answer.notes if "guides are not merged" in note.say]
    assert told.startswith("The dates count from the last dose, at 2026-05-21T08:00:00Z: stopped for good by uspi-2024")
    assert told.endswith("consensus-2014, community-2015 did not, and guides are not merged.")


@pytest.mark.parametrize("days", [1, 6, 13, 20, 40])
def test_what_is_over_never_moves_its_dates_back_and_forth(days: float) -> None:
    """Neither while slots were still planned, nor after."""
    answer = asked(days, *HEART, course=doses(LAST - 8 * HOUR, LAST))
    assert answer.since is not None and answer.since.at == LAST
    assert answer.stopped_by == ("uspi-2024", "uspi-2012")


@pytest.mark.parametrize(
    ("guide", "facts", "planned"),
    [
        ("uspi-2024", HEART, False), ("uspi-2012", HEART, False), ("consensus-2014", HEART, True),
        ("uspi-2024", HEART[:1], False), ("uspi-2012", HEART[:1], True), ("uspi-2024", (), True),
    ],
)  # fmt: skip
def test_a_named_guide_alone_ends_the_course(guide: str, facts: tuple[Observation, ...], planned: bool) -> None:
    patient = Patient.of([*doses(LAST - 8 * HOUR, LAST), *facts])
    answer = follow_up(ALDESLEUKIN, patient, LAST + 6 * DAY, guide=guide)
    assert answer.since is not None and answer.since.planned is planned
    assert answer.stopped_by == (() if planned else (guide,))


def test_a_rule_that_is_recalled_stops_as_recalled() -> None:
    """Anaphylaxis is recalled in both labels: that it ended the treatment is no better read than that."""
    answer = asked(6, fact("anaphylaxis", 0.1, True), course=doses(LAST - 8 * HOUR, LAST))
    assert {note.read for note in answer.notes if "said stop for good, by" in note.say} == {"recalled"}


def test_a_guide_that_stopped_the_last_cycle_leaves_nothing_planned() -> None:
    """An absolute criterion without a break for 8 hours stops the cycle (card-2007); it was the second."""
    course = [*doses(LAST - 16 * DAY), *doses(LAST - 8 * HOUR, LAST)]
    patient = Patient.of([*course, fact("ischemic_ecg", 0.1, True)])
    answer = follow_up(ALDESLEUKIN, patient, LAST + 1 * DAY, guide="consensus-2014")
    assert answer.since is not None and (answer.since.at, answer.since.planned) == (LAST, False)
    assert answer.stopped_by == () and "consensus-2014 said stop cycle" in answer.notes[0].say


def test_a_guide_that_is_not_there_is_refused() -> None:
    with pytest.raises(PlanError, match="aldesleukin has no guide 'uspi-2023'"):
        follow_up(ALDESLEUKIN, Patient.of(COURSE), LAST, guide="uspi-2023")
    with pytest.raises(PlanError, match="The guide til-2024 is for the regimen after-til, not for high-dose"):
        follow_up(ALDESLEUKIN, Patient.of(COURSE), LAST, "high-dose", "til-2024")


def test_once_the_planned_slots_have_passed_the_last_dose_given_counts() -> None:
    answer = asked(40, course=doses(LAST - 8 * HOUR, LAST))
    assert answer.since is not None and (answer.since.at, answer.since.planned) == (LAST, False)


def test_a_new_course_starts_the_schedule_again() -> None:
    """The second course begins nine weeks after the first."""
    begin = LAST + 63 * DAY
    again = doses(*(begin + 8 * n * HOUR for n in range(3)), *(begin + 14 * DAY + 8 * n * HOUR for n in range(3)))
    end = begin + 14 * DAY + 16 * HOUR
    answer = follow_up(ALDESLEUKIN, Patient.of([*COURSE, *again, fact("visit", 28)]), end + 10 * DAY)
    assert answer.since is not None
    assert (answer.since.course, answer.since.first, answer.since.at) == (2, begin, end)
    (response,) = [due for due in answer.due if due.row.id == "visit.response"]
    assert (response.at, response.status) == (end + 28 * DAY, "due")


def test_the_regimen_decides_where_a_course_ends() -> None:
    patient = Patient.of(doses(LAST - 8 * HOUR, LAST))
    one, other = (follow_up(ALDESLEUKIN, patient, LAST + 3 * DAY, regimen) for regimen in ("after-til", "high-dose"))
    assert one.since is not None and not one.since.planned
    assert other.since is not None and other.since.planned
    assert [note for note in asked(3).notes if "No regimen was named: this is high-dose" in note.say]
    with pytest.raises(PlanError, match="aldesleukin has no regimen 'low-dose'; it has: high-dose, after-til"):
        follow_up(ALDESLEUKIN, patient, LAST, "low-dose")


# --- what to watch for


@pytest.mark.parametrize(
    ("row", "days", "status"),
    [
        ("watch.contrast_avoid", 13.9, "watch"), ("watch.contrast_avoid", 14.1, "over"),
        ("watch.contrast_observe", 181, "watch"), ("watch.contrast_observe", 183, "over"),
        ("watch.contrast_reacted", 1, "watch"), ("watch.contrast_reacted", 1000, "watch"),
        ("watch.thyroid", 1, "watch"), ("watch.thyroid", 1800, "watch"),
        ("watch.mind", 27, "watch"), ("watch.mind", 29, "over"), ("watch.skin", 2, "watch"), ("watch.skin", 4, "over"),
    ],
)  # fmt: skip
def test_a_window_is_open_or_over(row: str, days: float, status: str) -> None:
    (found,) = [found for found in asked(days).watch if found.row.id == row]
    assert found.status == status


def test_what_has_no_beginning_of_its_own_is_watched_from_the_first_dose_on() -> None:
    answer = asked(1, course=doses(LAST - 8 * HOUR, LAST))
    assert {found.status for found in answer.watch} == {"watch"}
    assert {found.begin for found in answer.watch} == {LAST - 8 * HOUR}


def test_a_window_that_begins_later_is_later() -> None:
    begun = FollowUpRow("late", "watch", "last dose", (), (), 10 * 86400, 20 * 86400, "", "Watch.", "bedside, x", "secondary")
    medicine = replace(ALDESLEUKIN, follow_up=(begun,))
    told = [follow_up(medicine, Patient.of(COURSE), LAST + days * DAY).watch[0].status for days in (9, 10, 20, 21)]
    assert told == ["later", "watch", "watch", "over"]


# --- progression


@pytest.mark.parametrize(("concept", "value"), [("nontarget:liver", "progression"), ("new:bone", "present")])
def test_recorded_progression_is_said_and_nothing_is_worked_out(concept: str, value: str) -> None:
    grown = lesion(concept, 90, value)
    answer = asked(95, grown)
    (note,) = [note for note in answer.notes if "progression" in note.say and concept in note.say]
    assert note.source == "darenca-2023, abstract"
    assert [due.status for due in answer.due if due.row.id == "imaging.series"][2] == "due"
    before = lesion(concept, -60, value)
    for other in (asked(95, before), asked(95, lesion(concept, 90, "absent")), asked(89, grown)):
        assert not [note for note in other.notes if concept in note.say]


# --- every statement has its source


def test_every_statement_has_a_source_that_is_in_the_file_and_says_how_it_was_read() -> None:
    told = asked(40, fact("creatinine", 12, 2.1)).to_json()
    rows = [row for key in ("due", "watch", "recovery") for row in told[key]]  # type: ignore[attr-defined]
    assert rows
    for row in rows:
        assert ALDESLEUKIN.source_of(row["source"]).title
        assert (row["read"] in ("primary", "secondary", "recalled") and row["say"].endswith(".")) or row["say"].endswith("?")
    assert told["digest"] == ALDESLEUKIN.digest


def test_what_has_no_published_date_says_that_it_is_recalled() -> None:
    own = [row for row in ALDESLEUKIN.follow_up if row.source.startswith("bedside")]
    assert own and {row.read for row in own} == {"recalled"}
