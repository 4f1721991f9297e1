"""What is true of every follow-up, whatever course was given and whatever was recorded after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bedside import FollowUp, Observation, Patient, check_all, follow_up, load_medicine, observe, vocabulary
from bedside.chart import clock
from bedside.planning.slots import courses

ALDESLEUKIN = load_medicine("aldesleukin")
START = datetime(2026, 5, 4, 8, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
GAP = timedelta(seconds=ALDESLEUKIN.rhythm.cycle_gap)
HIGH_DOSE = ALDESLEUKIN.regimens["high-dose"]
MEASURED = {"creatinine": (5, 60, 10), "bilirubin": (3, 90, 10), "albumin": (15, 45, 10), "platelets": (10, 400, 1)}
DONE = ("visit", "neuro_review", "skin_review", "discharge")
FLAGS = ("mental_status_change", "vivid_dreams", "bullous_dermatitis", "refractory_vomiting", "coma")


def fact(concept: str, hours: float, value: float | bool | str) -> Observation:
    return observe(concept, START + hours * HOUR, value, vocabulary()[concept].unit)


@st.composite
def facts(draw: st.DrawFn) -> Observation:
    """Anything that may be recorded from a week before the first dose to two years after."""
    hours = draw(st.integers(-7 * 24, 800 * 24))
    kind = draw(st.sampled_from(["measured", "measured", "done", "flag", "scan"]))
    if kind == "measured":
        concept = draw(st.sampled_from(sorted(MEASURED)))
        low, high, scale = MEASURED[concept]
        return fact(concept, hours, draw(st.integers(low, high)) / scale)
    if kind == "scan":
        return fact("tumor_burden", hours, float(draw(st.integers(0, 200))))
    if kind == "flag":
        return fact(draw(st.sampled_from(FLAGS)), hours, draw(st.booleans()))
    return fact(draw(st.sampled_from(DONE)), hours, "done")


@st.composite
def records(draw: st.DrawFn) -> tuple[Observation, ...]:
    """One to three cycles of a few doses, 10 to 80 days apart, and what was recorded around them."""
    given_at, hour = [], 0
    for cycle in range(draw(st.integers(0, 3))):
        hour = draw(st.integers(hour + 10 * 24, hour + 80 * 24)) if cycle else 0
        for _ in range(draw(st.integers(1, 5))):
            given_at.append(hour)
            hour += draw(st.integers(8, 24))
    doses = [fact("il2_dose", at, 48e6) for at in given_at]
    return (*doses, *draw(st.lists(facts(), max_size=15)))


asked_at = st.integers(0, 900 * 24).map(lambda hours: START + hours * HOUR)


def told(record: tuple[Observation, ...], at: datetime) -> FollowUp:
    return follow_up(ALDESLEUKIN, Patient.of(record), at, "high-dose")


@given(records(), asked_at)
def test_the_dates_of_a_row_follow_each_other_and_never_come_closer(record: tuple[Observation, ...], at: datetime) -> None:
    answer = told(record, at)
    for row in ALDESLEUKIN.follow_up:
        dates = [due.at for due in (*answer.due, *answer.rivals) if due.row == row]
        spaces = [later - sooner for sooner, later in pairwise(dates)]
        assert all(space > timedelta() for space in spaces)
        assert all(later >= sooner for sooner, later in pairwise(spaces))


@given(records(), asked_at)
def test_a_row_has_at_most_one_date_that_is_next_and_one_that_is_overdue(record: tuple[Observation, ...], at: datetime) -> None:
    answer = told(record, at)
    for row in ALDESLEUKIN.follow_up:
        due = [due for due in (*answer.due, *answer.rivals) if due.row == row]
        said = [each.status for each in due]
        assert said.count("due") <= 1 and said.count("overdue") <= 1
        for each in due:
            assert (each.status in ("overdue", "missed")) <= (each.at < at)
            assert (each.status in ("due", "later")) <= (each.at > at - DAY)


@given(records(), asked_at, st.integers(-2000, 2000))
def test_a_record_shifted_by_days_has_everything_shifted(record: tuple[Observation, ...], at: datetime, days: int) -> None:
    shift = days * DAY
    here = told(record, at)
    there = told(tuple(replace(o, at=o.at + shift) for o in record), at + shift)
    assert [(due.row.id, due.at + shift, due.status) for due in here.due] == [
        (due.row.id, due.at, due.status) for due in there.due
    ]
    assert [(w.row.id, w.begin + shift, w.status) for w in here.watch] == [(w.row.id, w.begin, w.status) for w in there.watch]
    assert [(r.row, r.days, r.standing) for r in here.recovery] == [(r.row, r.days, r.standing) for r in there.recovery]


@given(records(), asked_at)
def test_what_is_observed_or_learnt_later_changes_nothing(record: tuple[Observation, ...], at: datetime) -> None:
    known = tuple(o for o in record if o.at <= at)
    assert told(record, at).to_json() == told(known, at).to_json()
    late = replace(fact("creatinine", 0, 9.0), at=at - HOUR, entered=at + HOUR)
    assert told((*record, late), at).to_json() == told(known, at).to_json()


@given(records(), asked_at, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_of_a_record_does_not_matter(
    record: tuple[Observation, ...], at: datetime, chance: object
) -> None:
    mixed = list(record)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert told(tuple(mixed), at).to_json() == told(record, at).to_json()


@given(records(), asked_at)
def test_the_schedule_counts_from_the_latest_course_alone(record: tuple[Observation, ...], at: datetime) -> None:
    """What was given in an earlier course changes no date and no window; of standings only what "recovered" is held against."""
    answer = told(record, at)
    given_at = [o.at for o in record if o.concept == "il2_dose" and o.at <= at]
    found = courses(given_at, HIGH_DOSE, GAP)
    assert (answer.since is None) == (not found)
    if answer.since is None:
        return
    assert (answer.since.course, answer.since.first, answer.since.last) == (len(found), found[-1][0], found[-1][-1])
    only = told(tuple(o for o in record if o.concept != "il2_dose" or o.at >= found[-1][0]), at)
    mine, other = answer.to_json(), only.to_json()
    assert [mine[key] for key in ("due", "watch", "missing")] == [other[key] for key in ("due", "watch", "missing")]
    alone = {r.row.rule.id: r for r in only.recovery}
    for found in answer.recovery:
        same = alone[found.row.rule.id]
        if found.standing != same.standing:
            assert (found.standing, same.standing) == ("not known", "recovered") and answer.since.course > 1
        assert (found.told, found.days) == (same.told, same.days)


@given(records(), st.integers(60, 200))
def test_a_new_course_starts_again(record: tuple[Observation, ...], days: int) -> None:
    doses = [o.at for o in record if o.concept == "il2_dose"]
    if doses:
        begin = max(doses) + days * DAY
        answer = told((*record, observe("il2_dose", begin, 48e6, "[IU]")), begin + HOUR)
        assert answer.since is not None and answer.since.first == begin
        assert answer.since.planned is not bool(answer.stopped_by)
        assert {due.status for due in answer.due} <= {"due", "later"}


@given(records(), asked_at)
def test_another_unit_says_the_same(record: tuple[Observation, ...], at: datetime) -> None:
    turned = tuple(
        replace(o, value=float(o.value) * 88.4017, unit="umol/L", amount=o.amount) if o.concept == "creatinine" else o
        for o in record
    )  # fmt: skip
    assert [(r.row, r.standing, r.days) for r in told(record, at).recovery] == [
        (r.row, r.standing, r.days) for r in told(turned, at).recovery
    ]


@given(records(), asked_at, st.integers(0, 30))
def test_the_later_it_is_still_there_the_less_it_is_usual(record: tuple[Observation, ...], at: datetime, days: int) -> None:
    """Once it is no longer usual it does not become usual again."""
    end = told(record, at).since
    if end is None:
        return
    base = [o for o in record if o.concept == "il2_dose"] + [replace(fact("creatinine", 0, 0.9), at=end.first - DAY)]
    words = []
    for after in (days + 1, days + 2, days + 10):
        when = end.last + after * DAY
        answer = told((*(o for o in base if o.at <= end.last), replace(fact("creatinine", 0, 2.1), at=when)), when)
        words.append(next(r.standing for r in answer.recovery if r.row.rule.id == "recovery.creatinine"))
    assert words == sorted(words, reverse=True)


ALONE = ("absolute", "withhold", "hold", "stop", "end_course", "permanent")
"""The groups of the shipped guides of which one rule is enough; limits are about doses, relative rules are counted."""


@settings(max_examples=40)
@given(records(), asked_at)
def test_nothing_is_called_usual_for_which_a_guide_would_hold_or_stop(record: tuple[Observation, ...], at: datetime) -> None:
    """Held against what `check` says at the time of the reading, under every guide."""
    for found in told(record, at).recovery:
        if found.standing == "usual" and found.told.at is not None:
            when = clock(found.told.at)
            for answer in check_all(ALDESLEUKIN, Patient.of(o for o in record if o.at <= when), when).answers:
                fired = [reason for reason in answer.firing if reason.rule.group in ALONE]
                rests = {(e.concept, e.at) for reason in fired for e in reason.finding.evidence}
                assert (found.told.concept, found.told.at) not in rests


@given(records(), asked_at)
def test_the_dates_count_from_the_last_dose_once_a_guide_has_stopped_it_for_good(
    record: tuple[Observation, ...], at: datetime
) -> None:
    answer = told(record, at)
    if answer.stopped_by:
        assert answer.since is not None and not answer.since.planned and answer.since.at == answer.since.last
    for guide in answer.stopped_by:
        alone = follow_up(ALDESLEUKIN, Patient.of(record), at, guide=guide)
        assert alone.stopped_by == (guide,) and [due.at for due in alone.due] == [due.at for due in answer.due]
