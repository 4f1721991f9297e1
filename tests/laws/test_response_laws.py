"""Laws of responses, with made-up courses of lesions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bedside import Observation, Patient, observe, respond
from lesions import MEDICINE, on_day

ORDER = {"CR": 3, "PR": 2, "SD": 1, "NE": 1, "PD": 0}
DAYS = (0, 40, 75, 110)
ORGANS = ("lung", "node", "liver")
SIZES = st.one_of(st.none(), st.sampled_from([0.0, 4.0, 9.9, 10.0, 20.0, 24.0, 25.0]), st.integers(0, 60).map(float))
WORDS = st.sampled_from(["present", "absent", "progression", "not evaluable"])
Rows = tuple[Observation, ...]


@st.composite
def people(draw: st.DrawFn) -> Rows:
    """A baseline of up to three targets and two others, and up to three assessments after it."""
    targets = draw(st.integers(0, 3))
    others = draw(st.integers(0 if targets else 1, 2))
    rows = []
    for number in range(targets):
        note = f"organ={ORGANS[number]}"
        rows.append(observe(f"target:t{number}", on_day(0), float(draw(st.integers(5, 60))), "mm", note=note))
    rows += [observe(f"nontarget:n{number}", on_day(0), "present") for number in range(others)]
    for day in DAYS[1 : 1 + draw(st.integers(0, 3))]:
        for number in range(targets):
            size = draw(SIZES)
            rows.append(_target(f"target:t{number}", day, size))
        rows += [observe(f"nontarget:n{number}", on_day(day), draw(WORDS)) for number in range(others)]
        if draw(st.integers(0, 4)) == 0:
            rows.append(observe("new:a", on_day(day), draw(st.sampled_from(["present", "not evaluable"]))))
    return tuple(rows)


def _target(lesion: str, day: int, size: float | None) -> Observation:
    return observe(lesion, on_day(day), "not evaluable") if size is None else observe(lesion, on_day(day), size, "mm")


def told(rows: Rows, day: float = 500) -> dict[str, object]:
    return respond(MEDICINE, Patient.of(rows), on_day(day)).to_json()


def ranks(rows: Rows) -> list[int]:
    """How good each response is; the baseline and what is not evaluable stand apart."""
    return [ORDER[a.response] for a in respond(MEDICINE, Patient.of(rows), on_day(500)).assessments if a.response]


def in_centimetres(row: Observation) -> Observation:
    if not isinstance(row.value, float):
        return row
    return observe(row.concept, row.at, row.value / 10, "cm", note=row.note)


@given(people())
def test_the_unit_changes_nothing(rows: Rows) -> None:
    assert told(tuple(map(in_centimetres, rows))) == told(rows)


@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(rows: Rows, lots: object) -> None:
    mixed = list(rows)
    lots.shuffle(mixed)  # type: ignore[attr-defined]
    assert told(tuple(mixed)) == told(rows)


@given(people(), st.sampled_from(DAYS[1:]))
def test_a_new_lesion_never_improves_a_response(rows: Rows, day: int) -> None:
    if any(row.at == on_day(day) for row in rows):
        more = (*rows, observe("new:b", on_day(day), "present"))
        assert all(with_it <= without for with_it, without in zip(ranks(more), ranks(rows), strict=True))


@given(people(), st.sampled_from(DAYS[1:]), st.integers(1, 40))
def test_growth_of_a_target_never_improves_the_response_that_day(rows: Rows, day: int, growth: int) -> None:
    grown = tuple(
        observe(row.concept, row.at, row.value + growth, "mm", note=row.note)
        if row.concept == "target:t0" and row.at == on_day(day) and isinstance(row.value, float)
        else row
        for row in rows
    )
    that_day = [respond(MEDICINE, Patient.of(these), on_day(day)).assessments[-1] for these in (grown, rows)]
    if that_day[1].response:
        assert ORDER[str(that_day[0].response)] <= ORDER[str(that_day[1].response)]


@given(people(), st.sampled_from(DAYS))
def test_what_comes_later_changes_no_assessment_before_it(rows: Rows, day: int) -> None:
    early = told(rows, day)["assessments"]
    whole = told(rows)["assessments"]
    assert isinstance(early, list) and isinstance(whole, list)
    assert early == whole[: len(early)]
    assert early == told(tuple(row for row in rows if row.at <= on_day(day)))["assessments"]


@given(people(), st.data())
def test_a_correction_equals_having_written_it_right(rows: Rows, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    right = rows[place]
    if not isinstance(right.value, float):
        return
    wrong = observe(right.concept, right.at, 77.0, "mm", note=right.note)
    corrected = replace(right, corrects=f"{right.concept}@{right.at.isoformat()}", entered=right.at + timedelta(days=200))
    made = observe(
        right.concept, right.at, right.value, "mm", note=right.note, corrects=corrected.corrects, entered=corrected.entered
    )
    assert told((*rows[:place], wrong, *rows[place + 1 :], made)) == told(rows)


@given(people())
def test_best_and_duration_rest_on_what_was_seen(rows: Rows) -> None:
    said = respond(MEDICINE, Patient.of(rows), on_day(500))
    found = {a.response for a in said.assessments}
    assert said.best is None or said.best in found | {"NE", "PD"}
    assert (said.duration is not None) == (said.best in ("CR", "PR"))
    assert not said.confirmed or said.best in ("CR", "PR")
    assert ORDER.get(str(said.best_confirmed), 4) <= ORDER.get(str(said.best), 4)
