"""A patient only grows: two times, corrections and withdrawals, and what was known at any moment. Nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from people import ALDESLEUKIN, AT, fact, ready

from bedside import Decision, Observation, Patient, RecordError, check, observe

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def creatinine(value: float | None, hour: float = 0, **more: object) -> Observation:
    return observe("creatinine", at(hour), value, "mg/dL" if value is not None else "", **more)  # type: ignore[arg-type]


def seen(patient: Patient, hour: float) -> list[object]:
    """The values that were known at an hour."""
    return [observation.value for observation in patient.as_of(at(hour)).observations]


def test_a_fact_is_known_when_it_is_true_unless_it_was_entered_later() -> None:
    patient = Patient.of([creatinine(1.0), creatinine(2.0, entered=at(3))])
    assert (seen(patient, -0.1), seen(patient, 0), seen(patient, 2.9), seen(patient, 3)) == ([], [1.0], [1.0], [1.0, 2.0])


def test_what_is_known_may_be_about_a_later_time_and_still_changes_nothing_before_it() -> None:
    planned = creatinine(9.0, hour=5, entered=at(0))
    assert seen(Patient.of([planned]), 1) == [9.0]
    late = observe("creatinine", AT + timedelta(hours=1), 9.0, "mg/dL", entered=AT - timedelta(hours=1))
    assert check(ALDESLEUKIN, Patient.of([*ready(), late]), AT, "uspi-2024").decision is Decision.GIVE


def test_nothing_is_lost() -> None:
    wrong = creatinine(13, id="a1")
    patient = Patient().add(wrong).add(creatinine(1.3, entered=at(2), corrects="a1"))
    patient = patient.add(creatinine(None, entered=at(4), corrects="a1"))
    assert [o.value for o in patient.observations] == [13, 1.3, None]
    assert patient.observations[0] is wrong


def test_adding_leaves_the_patient_before_as_it_was() -> None:
    before = Patient.of([creatinine(1.0)])
    after = before.add(creatinine(2.0, hour=1))
    assert (len(before.observations), len(after.observations)) == (1, 2)


@pytest.mark.parametrize(
    "name",
    [
        "a1",
        "creatinine@2026-03-03T12:00:00+00:00",
        "creatinine@2026-03-03T12:00:00Z",
        "creatinine@2026-03-03T13:00:00+01:00",
        "creatinine@2026-03-03T07:00-05:00",
    ],
)
def test_a_correction_names_what_it_replaces_by_id_or_by_concept_and_time_in_any_offset(name: str) -> None:
    patient = Patient.of([creatinine(13, id="a1"), creatinine(1.0, hour=-9)])
    patient = patient.add(creatinine(1.3, entered=at(2), corrects=name))
    assert (seen(patient, 1), seen(patient, 2)) == ([13, 1.0], [1.0, 1.3])


def test_a_correction_may_move_a_reading_to_its_right_time() -> None:
    patient = Patient.of([creatinine(13, id="a1")]).add(creatinine(13, hour=-3, entered=at(2), corrects="a1"))
    (kept,) = patient.as_of(at(2)).observations
    assert kept.at == at(-3)


def test_a_chain_of_corrections_ends_with_its_last_link() -> None:
    patient = Patient.of(
        [
            creatinine(13, id="a1"),
            creatinine(1.8, entered=at(2), corrects="a1", id="a2"),
            creatinine(1.3, entered=at(4), corrects="a2", id="a3"),
        ]
    )
    assert [seen(patient, hour) for hour in (0, 2, 3.9, 4)] == [[13], [1.8], [1.8], [1.3]]


def test_two_corrections_of_one_reading_leave_the_later() -> None:
    place = "creatinine@2026-03-03T12:00:00Z"
    both = [creatinine(1.8, entered=at(2), corrects=place), creatinine(1.3, entered=at(4), corrects=place)]
    for order in (both, both[::-1]):
        patient = Patient.of([creatinine(13), *order])
        assert [seen(patient, hour) for hour in (1, 2, 4)] == [[13], [1.8], [1.3]]


def test_two_corrections_of_one_id_leave_the_later() -> None:
    both = [creatinine(1.8, entered=at(2), corrects="a1"), creatinine(1.3, entered=at(4), corrects="a1")]
    for order in (both, both[::-1]):
        patient = Patient.of([creatinine(13, id="a1"), *order])
        assert [seen(patient, hour) for hour in (1, 2, 4)] == [[13], [1.8], [1.3]]


def test_a_withdrawal_takes_a_reading_away_from_then_on() -> None:
    patient = Patient.of([creatinine(13, id="a1"), creatinine(1.0, hour=-9)])
    patient = patient.add(creatinine(None, entered=at(2), corrects="a1"))
    assert (seen(patient, 1.9), seen(patient, 2)) == ([13, 1.0], [1.0])


def test_a_correction_of_another_concept_or_moment_touches_nothing() -> None:
    patient = Patient.of([creatinine(13), creatinine(1.0, hour=-9), observe("weight", NOON, 80, "kg")])
    patient = patient.add(creatinine(1.3, hour=-9, entered=at(2), corrects="creatinine@2026-03-03T03:00:00Z"))
    assert sorted(map(str, seen(patient, 2))) == ["1.3", "13", "80"]


def test_a_correction_of_what_is_not_there_is_refused() -> None:
    patient = Patient.of([creatinine(13, id="a1")])
    for name in ("a2", "creatinine@2026-03-03T12:00:01Z", "weight@2026-03-03T12:00:00Z"):
        with pytest.raises(RecordError, match="there is no observation") as caught:
            patient.add(creatinine(1.3, entered=at(2), corrects=name))
        assert caught.value.field == "corrects"


def test_a_reading_and_its_correction_may_be_added_together() -> None:
    both = (creatinine(13, id="a1"), creatinine(1.3, entered=at(2), corrects="a1"))
    assert seen(Patient().add(*both), 2) == [1.3]


def test_a_correction_says_when_it_was_made() -> None:
    with pytest.raises(RecordError, match="a correction says when it was made") as caught:
        creatinine(1.3, corrects="a1")
    assert caught.value.field == "entered"


@pytest.mark.parametrize("field", ["time", "entered"])
def test_a_time_without_an_offset_is_refused(field: str) -> None:
    naive = datetime(2026, 3, 3, 12)
    with pytest.raises(RecordError, match=r"has no offset; write 2026-03-03T12:00:00Z") as caught:
        observe("creatinine", naive if field == "time" else NOON, 1.0, "mg/dL", entered=naive if field == "entered" else None)
    assert caught.value.field == field


def test_a_correction_is_checked_like_any_other_fact() -> None:
    with pytest.raises(RecordError, match="outside"):
        creatinine(1300, entered=at(2), corrects="a1")


# --- a past decision can be replayed


def test_a_past_decision_is_reproduced_after_its_facts_were_corrected() -> None:
    wrong = [o for o in ready() if o.concept != "creatinine"]
    wrong += [observe("creatinine", AT - timedelta(hours=2), 4.6, "mg/dL", id="c1"), fact("creatinine", 52, 0.9)]
    then = check(ALDESLEUKIN, Patient.of(wrong), AT, "uspi-2024")
    corrected = Patient.of(wrong).add(
        observe("creatinine", AT - timedelta(hours=2), 1.6, "mg/dL", entered=AT + timedelta(minutes=30), corrects="c1")
    )
    assert then.decision is Decision.HOLD
    assert check(ALDESLEUKIN, corrected, AT, "uspi-2024").to_json() == then.to_json()
    assert check(ALDESLEUKIN, corrected, AT + timedelta(minutes=29), "uspi-2024").decision is Decision.HOLD
    assert check(ALDESLEUKIN, corrected, AT + timedelta(minutes=30), "uspi-2024").decision is Decision.GIVE


def test_a_result_that_came_late_did_not_count_before_it_came() -> None:
    late = observe("creatinine", AT - timedelta(hours=2), 4.6, "mg/dL", entered=AT + timedelta(minutes=10))
    patient = Patient.of([*ready(), late])
    assert check(ALDESLEUKIN, patient, AT, "uspi-2024").decision is Decision.GIVE
    assert check(ALDESLEUKIN, patient, AT + timedelta(minutes=10), "uspi-2024").decision is Decision.HOLD


def _corrected(*rows: dict[str, object]) -> list[object]:
    """What stands of a creatinine of 1.0, with the id a, after corrections made at these minutes past noon."""
    noon = datetime(2026, 5, 5, 12, tzinfo=UTC)
    place = f"creatinine@{noon.isoformat()}"
    record = [observe("creatinine", noon, 1.0, "mg/dL", id="a")]
    for row in rows:
        entered, at = noon + timedelta(minutes=int(str(row["minute"]))), noon + timedelta(minutes=int(str(row.get("at", 0))))
        of = place if row["of"] == "place" else str(row["of"])
        unit = "" if row["value"] is None else "mg/dL"
        name = str(row.get("id", ""))
        record.append(observe("creatinine", at, row["value"], unit, entered=entered, corrects=of, id=name))  # type: ignore[arg-type]
    return sorted((o.value for o in Patient.of(record).as_of(noon + timedelta(hours=9)).observations), key=str)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], [1.0]),
        ([{"minute": 1, "of": "place", "value": 1.2}], [1.2]),
        ([{"minute": 1, "of": "place", "value": 1.2}, {"minute": 2, "of": "a", "value": None}], []),
        ([{"minute": 1, "of": "a", "value": None}, {"minute": 2, "of": "place", "value": 1.2}], [1.2]),
        ([{"minute": 1, "of": "place", "value": 1.2}, {"minute": 2, "of": "a", "value": 5.0, "at": 30}], [5.0]),
        ([{"minute": 2, "of": "place", "value": 12.0}, {"minute": 2, "of": "place", "value": 2.0}], [12.0, 2.0]),
        ([{"minute": 1, "of": "a", "value": 2.0, "id": "b"}, {"minute": 2, "of": "b", "value": 3.0}], [3.0]),
        ([{"minute": 2, "of": "a", "value": 2.0, "id": "b"}, {"minute": 1, "of": "b", "value": 3.0, "id": "c"}], [2.0]),
    ],
)
def test_of_a_fact_and_its_corrections_the_newest_stands_whatever_name_each_used(
    rows: list[dict[str, object]], expected: list[object]
) -> None:
    """Two that were entered in one moment both stand: readings that disagree are unknown."""
    assert _corrected(*rows) == expected
