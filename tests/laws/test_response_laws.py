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
        least = 10 if ORGANS[number] == "node" else 5
        rows.append(observe(f"target:t{number}", on_day(0), float(draw(st.integers(least, 60))), "mm", note=note))
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


SYSTEMS = ("circulation", "lungs", "neuro", "gut", "skin", "bleeding", "infection", "fluids")
ASKED = 130


SHARES = st.sampled_from([0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 1.0, 1.4])
FINE = st.sampled_from(["present", "present", "present", "absent", "progression", "not evaluable"])


@st.composite
def treated(draw: st.DrawFn) -> Rows:
    """Somebody who mostly did well with one course, or two: lesions, discharges, reviews; at times the liver failed."""
    sizes, others = draw(st.lists(st.integers(20, 60), min_size=1, max_size=3)), draw(st.integers(0, 1))
    rows = [observe(f"target:t{n}", on_day(0), float(mm), "mm", note=f"organ={ORGANS[n]}") for n, mm in enumerate(sizes)]
    rows += [observe("nontarget:n", on_day(0), "present")] * others
    for day in draw(st.sampled_from([(75,), (40, 75), (75, 110), (40, 110), DAYS[1:]])):
        rows += [_target(f"target:t{n}", day, mm * draw(SHARES)) for n, mm in enumerate(sizes)]
        rows += [observe("nontarget:n", on_day(day), draw(FINE)) for _ in range(others)]
    for first in draw(st.sampled_from([(1,), (1,), (1, 50)])):
        rows += [observe("il2_dose", on_day(day), 42e6, "[IU]") for day in (first, first + 14)]
        rows.append(observe("discharge", on_day(first + 15), "done"))
    rows += [observe(f"{system}_review", on_day(ASKED), "done") for system in SYSTEMS]
    if draw(st.integers(0, 3)) == 0:
        rows.append(observe("hepatic_failure_signs", on_day(12), True))
        rows += [observe("hepatic_failure_signs", on_day(draw(st.sampled_from([14, 100]))), False)]
    return tuple(rows)


def again(rows: Rows) -> str:
    return respond(MEDICINE, Patient.of(rows), on_day(ASKED), "uspi-2012").retreatment.decision


def can_be_missed(row: Observation, rows: Rows) -> bool:
    """Not the lesion's own baseline, a new lesion, or the only row of a date, without which nobody knows of it at all.

    Of the rest not a dose and not a sign: without them there was less treatment, or less harm.
    """
    if row.concept.startswith(("target:", "nontarget:")):
        same = [other for other in rows if other.at == row.at and other.concept.startswith(("target:", "nontarget:"))]
        return row.at > on_day(0) and len(same) > 1
    return row.concept == "discharge" or row.concept.endswith("_review") or row.value is False


@given(treated())
def test_a_row_that_is_missing_never_makes_another_course_one_to_consider(rows: Rows) -> None:
    """From no, not yet or not known to "may be considered" there is no way but by knowing more."""
    before = again(rows)
    for row in rows:
        if can_be_missed(row, rows):
            after = again(tuple(other for other in rows if other is not row))
            lesion = ":" in row.concept
            if before == "no" and lesion:
                assert after in ("no", "not known", "not yet")
            if before != "may be considered" and (lesion or before == "not known"):
                assert after != "may be considered"


@given(treated())
def test_without_any_scan_before_the_course_it_is_never_one_to_consider(rows: Rows) -> None:
    """The first scan after it is then the baseline: nobody knows from what it shrank, or grew."""
    after = tuple(row for row in rows if ":" not in row.concept or row.at > on_day(0))
    baseline = min(row.at for row in after if ":" in row.concept)
    kept = tuple(row for row in after if row.at != baseline or row.value not in ("absent", "progression"))
    known = {row.concept for row in kept if row.at == baseline}
    kept = tuple(row for row in kept if ":" not in row.concept or row.concept in known)
    if sum(row.concept == "il2_dose" for row in rows) == 2:
        assert again(kept) != "may be considered"


@given(people())
def test_best_and_duration_rest_on_what_was_seen(rows: Rows) -> None:
    said = respond(MEDICINE, Patient.of(rows), on_day(500))
    found = {a.response for a in said.assessments}
    assert said.best is None or said.best in found | {"NE", "PD"}
    assert (said.duration is not None) == (said.best in ("CR", "PR"))
    assert not said.confirmed or said.best in ("CR", "PR")
    assert ORDER.get(str(said.best_confirmed), 4) <= ORDER.get(str(said.best), 4)
