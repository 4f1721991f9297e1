"""Laws of the timeline: what it said then it says again, no dose is lost or counted twice, and plans agree with it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.patient import Observation, Patient, observe
from bedside.verbs.course import STATES, Timeline, course
from bedside.verbs.plan import plan_record
from ward import ALDESLEUKIN, START, guided, hours

WARD = guided(
    ("hold", "systolic_bp < 90 mm[Hg]"),
    ("stop cycle", "systolic_bp < 60 mm[Hg]"),
    ("stop cycle", "holds >= 3"),
    ("stop for good", "ever coma"),
)
FEWER = settings(max_examples=max(settings.default.max_examples // 3, 20))
"""For laws that tell several timelines in each example."""


@st.composite
def records(draw: st.DrawFn) -> list[Observation]:
    """Doses in one to four runs with rests between, pressures before many slots, and now and then something grave."""
    found: list[Observation] = [observe("weight", START - timedelta(hours=12), 80, "kg")]
    begin = 0
    for _ in range(draw(st.integers(1, 4))):
        hour = begin
        for step in draw(st.lists(st.sampled_from([8, 8, 8, 8, 9, 16, 24, 32]), max_size=15)):
            found.append(observe("il2_dose", hours(hour), 48e6, "[IU]"))
            hour += step
        begin = hour + 24 * draw(st.sampled_from([5, 9, 10, 14, 30, 50, 70]))
    for hour in draw(st.lists(st.integers(0, begin), max_size=12)):
        found.append(observe("systolic_bp", hours(hour - 0.5), draw(st.sampled_from([50, 80, 120])), "mm[Hg]"))
    for hour in draw(st.lists(st.integers(0, begin), max_size=2)):
        grave = draw(st.integers(0, 9)) == 0
        found.append(observe("coma", hours(hour), True) if grave else observe("discharge", hours(hour), "done"))
    return found


moments = st.integers(-10, 200 * 24).map(hours)


def told(record: list[Observation], at: object) -> Timeline:
    return course(WARD, Patient.of(record), at, guide="ward")  # type: ignore[arg-type]


@given(records(), moments)
def test_replaying_a_prefix_of_the_record_gives_the_state_that_was_true_then(record: list[Observation], at: object) -> None:
    prefix = [o for o in record if o.known <= at]  # type: ignore[operator]
    assert told(record, at).to_json() == told(prefix, at).to_json()


@FEWER
@given(records(), moments, moments)
def test_what_had_happened_in_a_cycle_under_way_is_told_the_same_later(
    record: list[Observation], one: object, other: object
) -> None:
    then, later = sorted((one, other))  # type: ignore[type-var]
    before, after = told(record, then), told(record, later)
    for old, new in zip(before.courses, after.courses, strict=False):
        assert old.course.start == new.course.start
        for was, now in zip(old.cycles, new.cycles, strict=True):
            if not was.count("given"):
                continue
            assert [_what(each) for each in was.slots if each.slot.status != "due"] == [
                _what(each) for each, old_slot in zip(now.slots, was.slots, strict=False) if old_slot.slot.status != "due"
            ]


def _what(each: object) -> tuple[object, ...]:
    slot, said = each.slot, each.said  # type: ignore[attr-defined]
    return (slot.number, slot.planned, slot.at, slot.status, said and said.decision, said and said.rules)


@given(records(), moments)
def test_every_dose_is_of_one_cycle_and_counted_once(record: list[Observation], at: object) -> None:
    timeline = told(record, at)
    doses = sorted({o.at for o in record if o.concept == "il2_dose" and o.at <= at})  # type: ignore[operator]
    assert [dose for each in timeline.courses for dose in each.course.given] == doses
    laid = [dose for each in timeline.courses for one in each.laid for dose in one.doses]
    assert sorted(laid) == doses


@FEWER
@given(records(), moments)
def test_the_plan_of_the_latest_course_has_the_slots_of_the_timeline(record: list[Observation], at: object) -> None:
    timeline = told(record, at)
    if timeline.courses:
        made = plan_record(WARD, Patient.of(record), at, guide="ward")  # type: ignore[arg-type]
        latest = timeline.courses[-1]
        assert made.number == latest.number
        shown = [(each.slot.planned, each.slot.at, each.slot.status) for one in latest.cycles for each in one.slots]
        assert shown == [(slot.planned, slot.at, slot.status) for slot in made.slots]


@FEWER
@given(records(), moments, st.integers(-300, 300))
def test_a_story_that_happens_days_later_is_days_later_in_everything(record: list[Observation], at: object, days: int) -> None:
    shift = timedelta(days=days)
    moved = [observe(o.concept, o.at + shift, o.value, o.unit) for o in record]
    here, there = told(record, at), told(moved, at + shift)  # type: ignore[operator]
    assert here.state.word == there.state.word
    assert [(each.what, each.at + shift) for each in here.next] == [(each.what, each.at) for each in there.next]
    slots = [[(s.slot.at, s.slot.status) for c in t.courses for one in c.cycles for s in one.slots] for t in (here, there)]
    assert [(time + shift, status) for time, status in slots[0]] == slots[1]


@FEWER
@given(records(), moments, st.randoms(use_true_random=False))
def test_the_order_of_the_record_does_not_matter(record: list[Observation], at: object, lots: object) -> None:
    shuffled = list(record)
    lots.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(record, at).to_json() == told(shuffled, at).to_json()


@given(records(), moments)
def test_the_state_is_one_of_its_words_and_fits_the_slots(record: list[Observation], at: object) -> None:
    timeline = told(record, at)
    assert timeline.state.word in STATES
    assert (timeline.state.word == "not started") is (not timeline.courses)
    cycles = timeline.courses[-1].cycles if timeline.courses else ()
    recent = timeline.courses and at - timeline.courses[-1].last_dose < timedelta(days=1)  # type: ignore[operator]
    under_way = any(one.state == "under way" or (recent and one.surplus) for one in cycles)
    if timeline.state.word != "stopped for good":
        assert (timeline.state.word == "in a cycle") is under_way
    else:
        assert not any(each.what in ("dose", "cycle", "next course") for each in timeline.next)


def test_the_shipped_guides_tell_a_timeline_of_any_record() -> None:
    """A record of doses alone: every guide says that it is not ready, and no slot is called held."""
    doses = [observe("il2_dose", hours(8 * number), 48e6, "[IU]") for number in range(5)]
    for guide in ALDESLEUKIN.guides:
        timeline = course(ALDESLEUKIN, Patient.of(doses), hours(80), guide=guide)
        assert timeline.courses[0].cycles[0].count("held") == 0
