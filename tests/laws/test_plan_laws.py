"""What is true of every plan, whatever doses were given, late or early, and whatever slots were held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.faces.calendar import calendar
from bedside.load import load_medicine
from bedside.patient import Patient, observe
from bedside.verbs.plan import Plan, plan, plan_record

ALDESLEUKIN = load_medicine("aldesleukin")
START = datetime(2026, 5, 4, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
INTERVAL = 8 * HOUR
FEWER = settings(max_examples=max(settings.default.max_examples // 10, 20))
"""For a law that writes two calendars in each example."""


@dataclass(frozen=True)
class Story:
    """What happened in a course, in minutes after its start; `now` is after everything that happened."""

    regimen: str
    weight: float
    given: tuple[int, ...]
    held: tuple[int, ...]
    now: int | None
    delay: int

    def told(self, shift: timedelta = timedelta(0), **other: object) -> Plan:
        """The plan of this story, begun `shift` later."""
        begin = START + shift
        asked = {
            "weight_kg": self.weight,
            "start": begin,
            "regimen": self.regimen,
            "given": tuple(begin + timedelta(minutes=at) for at in self.given),
            "held": tuple(begin + timedelta(minutes=at) for at in self.held),
            "delay_days": self.delay,
            "now": None if self.now is None else begin + timedelta(minutes=self.now),
        }
        return plan(ALDESLEUKIN, **(asked | other))


@st.composite
def stories(draw: st.DrawFn, earliest: int = 0) -> Story:
    """Doses follow each other by `earliest` to 24 h; a second cycle, where there is one, begins 5 to 20 days after."""
    regimen = draw(st.sampled_from(["high-dose", "after-til"]))
    most = ALDESLEUKIN.regimens[regimen].doses
    steps = st.lists(st.integers(earliest, 24 * 60), max_size=most - 1)
    given, at = [], 0
    for cycle in range(draw(st.integers(0, 2 if regimen == "high-dose" else 1))):
        at = draw(st.integers(at + 5 * 1440, at + 20 * 1440)) if cycle else draw(st.integers(0, 239))
        given.append(at)
        for step in draw(steps):
            at += step
            given.append(at)
    held = draw(st.lists(st.integers(0, 500).map(lambda slot: slot * 60), max_size=5))
    now = draw(st.none() | st.integers(at, at + 20 * 1440))
    return Story(regimen, draw(st.floats(20, 350)), tuple(given), tuple(held), now, draw(st.integers(0, 30)))


@given(stories())
def test_no_plan_has_more_doses_than_the_regimen(story: Story) -> None:
    told = story.told()
    for cycle in range(1, len(told.regimen.starts) + 1):
        numbers = [slot.number for slot in told.slots if slot.cycle == cycle]
        assert numbers == sorted(set(numbers))
        assert len(numbers) <= told.regimen.doses
    shown = {slot.at for slot in told.slots if slot.status == "given"}
    text = "".join(note.say for note in told.notes if "no slot left" in note.say)
    for time in {START + timedelta(minutes=at) for at in story.given} - shown:
        assert f"{time:%Y-%m-%dT%H:%M:%SZ}" in text


@given(stories())
def test_slots_follow_each_other_and_none_is_due_sooner_than_an_interval_after_any_other(story: Story) -> None:
    for before, slot in pairwise(story.told().slots):
        assert before.at < slot.at
        if slot.status == "due":
            assert slot.at - before.at >= INTERVAL


@given(stories(earliest=480))
def test_with_doses_an_interval_apart_so_are_all_slots_without_a_hole(story: Story) -> None:
    slots = story.told().slots
    for before, slot in pairwise(slots):
        if before.status == "given" or slot.status != "given":
            assert slot.at - before.at >= INTERVAL


@given(stories())
def test_nothing_is_due_outside_the_days_of_its_cycle(story: Story) -> None:
    told = story.told()
    for cycle in range(1, len(told.regimen.starts) + 1):
        slots = [slot for slot in told.slots if slot.cycle == cycle]
        first = min((slot.planned for slot in slots), default=None)
        assert all(slot.at < first + timedelta(days=told.regimen.days) for slot in slots if slot.status == "due")


@given(stories(), st.integers(0, 500))
def test_holding_a_slot_never_adds_a_dose(story: Story, hour: int) -> None:
    more = Story(**(vars(story) | {"held": (*story.held, hour * 60)}))
    for state in (("due",), ("given",), ("given", "due")):
        before, after = ([slot.status in state for slot in course.told().slots] for course in (story, more))
        assert sum(after) <= sum(before)


@given(stories(earliest=480))
def test_one_more_dose_given_never_leaves_more_due(story: Story) -> None:
    due = [slot for slot in story.told().slots if slot.status == "due" and slot.cycle == 1]
    if due and not any(START + timedelta(minutes=at) > due[0].at for at in story.given):
        done = (*story.given, round((due[0].at - START) / timedelta(minutes=1)))
        after = Story(**(vars(story) | {"given": done, "now": None})).told()
        assert sum(slot.status == "due" for slot in after.slots if slot.cycle == 1) == len(due) - 1


@given(stories(), st.integers(-400, 400))
def test_a_course_that_starts_a_day_later_is_a_day_later_in_everything(story: Story, days: int) -> None:
    shift = timedelta(days=days)
    here, there = story.told(), story.told(shift)
    assert [(slot.at + shift, slot.status, slot.tests) for slot in here.slots] == [
        (slot.at, slot.status, slot.tests) for slot in there.slots
    ]
    for one, other in [(here.evaluation, there.evaluation), (here.next_course, there.next_course)]:
        assert (one is None) == (other is None)
        assert one is None or other is None or one.at + shift == other.at


@given(stories())
def test_the_order_in_which_doses_are_named_does_not_matter(story: Story) -> None:
    backwards = Story(**(vars(story) | {"given": story.given[::-1] + story.given[:1], "held": story.held[::-1]}))
    assert backwards.told().to_json() == story.told().to_json()


@given(st.floats(20, 350), st.floats(1, 1000))
def test_a_bag_is_warned_of_exactly_when_its_strength_is_outside(weight: float, bag: float) -> None:
    dose = plan(ALDESLEUKIN, weight_kg=weight, start=START, bag_ml=bag).dose
    assert dose.concentration_ug_ml is not None
    assert dose.vials is not None
    assert bool(dose.warnings) is not (30 <= dose.concentration_ug_ml <= 70)
    assert 0 <= dose.vials * 22e6 - dose.units + 1 < 22e6 + 1


@FEWER
@given(stories())
def test_every_slot_keeps_its_uid_when_the_plan_is_made_again(story: Story) -> None:
    fresh = Story(story.regimen, story.weight, (), (), None, 0).told()
    uids = [_uids(told) for told in (fresh, story.told())]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(uids[0])


def _uids(told: Plan) -> list[bytes]:
    """The identifiers of the file's events in order; two lines of it are joined where it was folded."""
    lines = calendar(told, START).replace(b"\r\n ", b"").split(b"\r\n")
    return [line for line in lines if line.startswith(b"UID:")]


@given(stories())
def test_a_record_gives_the_same_plan_as_the_doses_it_holds(story: Story) -> None:
    if not story.given or story.now is None:
        return
    first = START + timedelta(minutes=story.given[0])
    weight = observe("weight", first - HOUR, round(story.weight, 1), "kg")
    doses = [observe("il2_dose", START + timedelta(minutes=at), 48e6, "[IU]") for at in sorted(set(story.given))]
    now = START + timedelta(minutes=story.now)
    recorded = plan_record(ALDESLEUKIN, Patient.of([*doses[::-1], weight]), now, story.regimen, delay_days=story.delay)
    named = story.told(start=first, weight_kg=round(story.weight, 1), held=())
    assert (recorded.slots, recorded.dropped, recorded.dose) == (named.slots, named.dropped, named.dose)
