"""What decides for virtual people is what decides for real ones: the same answer at every slot, from the exported record."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bedside import Decision, check, check_many, clock, read_record, respond
from bedside.concepts import vocabulary
from bedside.grammar import parse
from bedside.medicine import Guide
from bedside.simulator.came import treated
from bedside.simulator.people import draw
from bedside.simulator.person import virtual_person
from bedside.simulator.protocol import Chances, Protocol, protocol_of
from bedside.simulator.readings import FLAGS, SEEN, USUAL, not_simulated
from bedside.simulator.record import record_text
from bedside.simulator.thresholds import _with_rule
from bedside.simulator.ward import Ward
from bedside.verbs.check_many import CODES
from closed_loop import MEDICINE, MODEL, written

GUIDES = tuple(MEDICINE.guides)
CERTAIN = Chances(0, 0, 0)


def differing(protocol: Protocol, people: int, seed: int) -> list[tuple[int, str, str, str]]:
    """Where a check of the exported record says something else: (person, time, check, simulation); no lot, no answer."""
    told, found = written(protocol, people, seed), []
    for time, who, codes in told.said:
        records = [told.records[place] for place in who]
        asked = check_many(protocol.medicine, records, [clock(time)] * len(who), protocol.guide.id)
        for place, answer, code in zip(who, asked, codes, strict=True):
            if code < len(CODES) and answer is not CODES[code]:
                found.append((int(place), str(clock(time)), str(answer), str(CODES[code])))
    return found


@pytest.mark.parametrize("guide", GUIDES)
def test_every_slot_is_decided_as_check_many_decides_it(guide: str) -> None:
    assert not differing(protocol_of(MEDICINE, guide), 40, seed=5)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_slot_of_some_people_is_decided_as_check_decides_it(guide: str) -> None:
    protocol = protocol_of(MEDICINE, guide, chances=CERTAIN)
    told, count = written(protocol, 2, seed=8), 0
    for time, who, codes in told.said:
        for place, code in zip(who, codes, strict=True):
            answer = check(protocol.medicine, told.records[place], clock(time), guide)
            assert answer.decision is CODES[code], (place, clock(time))
            count += 1
    assert count >= 2 * 6


def test_a_lot_that_leaves_doses_out_does_not_move_what_the_guide_counts() -> None:
    """The guide of 2015 counts held slots: those that a lot left out are asked about again while they are open."""
    protocol = protocol_of(MEDICINE, "community-2015", chances=Chances(hold=0.3, stop=0.0, no_next_cycle=0.0))
    assert not differing(protocol, 12, seed=2)


@pytest.mark.parametrize(
    "options",
    [
        {"interval": 12 * 3600},
        {"doses": 5},
        {"dose": "72000 IU/kg"},
        {"regimen": "after-til"},
        {"pressors": False},
        {"changes": ("relative.creatinine.threshold.1=1.2",)},
    ],
)
def test_another_treatment_is_decided_as_check_decides_it(options: dict[str, object]) -> None:
    protocol = protocol_of(MEDICINE, "consensus-2014", **options)  # type: ignore[arg-type]
    assert not differing(protocol, 6, seed=1)


MEMORIES = (
    ("uspi-2024.withhold.creatinine", "creatinine > 1.5 mg/dL until fall in creatinine over 120 h > 0.2 mg/dL"),
    ("uspi-2024.withhold.oxygen_saturation", "oxygen_saturation < 97 % for 8 h until oxygen_saturation >= 98 %"),
    ("uspi-2024.withhold.systolic_bp", "systolic_bp < 90 % of baseline until systolic_bp >= 95 % of baseline and doses >= 2"),
    ("uspi-2024.withhold.lethargy", "(mental_status_change until not mental_status_change) for 6 h"),
    ("uspi-2024.permanent.coma", "ever (platelets < 60 10*3/uL for 12 h)"),
    ("uspi-2024.withhold.urine_output", "previous total urine_output over 8 h < 400 mL until holds >= 2"),
    ("uspi-2024.withhold.coma", "highest phenylephrine_rate since last dose > 0.3 ug/kg/min until time since last dose > 20 h"),
    (
        "uspi-2024.withhold.intubated",
        "lowest systolic_bp over 16 h < 95 mm[Hg] until baseline weight > 10 kg and heart_rate < 100 /min",
    ),
)


@pytest.mark.parametrize(("rule", "text"), MEMORIES)
def test_whatever_a_rule_remembers_it_remembers_as_check_does(rule: str, text: str) -> None:
    """Windows, memories within windows, baselines and counts that no shipped guide combines like this."""
    plain = protocol_of(MEDICINE, "uspi-2024")
    guide = _with(plain.guide, rule, text)
    medicine = replace(plain.medicine, guides={**plain.medicine.guides, guide.id: guide})
    assert not differing(replace(plain, medicine=medicine, guide=guide), 5, seed=3)


def _with(guide: Guide, rule: str, text: str) -> Guide:
    (old,) = [each for each in guide.rules if each.id == rule]
    return _with_rule(guide, replace(old, when=parse(text, vocabulary()), text=text))


def test_the_whole_record_is_read_where_something_remembers_within_a_window() -> None:
    plain = protocol_of(MEDICINE, "uspi-2024")
    assert not Ward(plain, 1).reach.whole
    assert Ward(replace(plain, guide=_with(plain.guide, *MEMORIES[3])), 1).reach.whole


# ------------------------------------------------------------------------------------------------ the record


def test_a_written_record_reads_as_itself_and_says_that_nobody_is_real() -> None:
    course = virtual_person(protocol_of(MEDICINE, "consensus-2014"), MODEL, 7)
    text = record_text(course.patient)
    assert "nobody real" in text.splitlines()[1]
    read = read_record(text.encode(), "person.csv")
    assert [(o.concept, o.at, o.amount) for o in read.observations] == [
        (o.concept, o.at, o.amount) for o in course.patient.observations
    ]


def test_check_on_the_written_record_says_what_the_course_says() -> None:
    course = virtual_person(protocol_of(MEDICINE, "consensus-2014", chances=CERTAIN), MODEL, 7)
    read = read_record(record_text(course.patient).encode(), "person.csv")
    for slot in course.slots:
        answer = check(MEDICINE, read, slot.at, "consensus-2014")
        assert str(answer.decision) == slot.said
        assert slot.given == (answer.decision in (Decision.GIVE, Decision.CORRECT))
        rules = {rule.id for rule in MEDICINE.guides["consensus-2014"].rules}
        assert {rule.id for rule in slot.because} == {r.rule.id for r in answer.firing} & rules


@pytest.mark.parametrize("number", range(6))
def test_respond_says_of_the_written_scans_what_the_course_says(number: int) -> None:
    course = virtual_person(protocol_of(MEDICINE, "til-2024"), MODEL, number, seed=4)
    last = max(o.at for o in course.patient.observations)
    response = respond(MEDICINE, course.patient, last)
    assert [a.response for a in response.assessments[1:]] == [word for _, _, word in course.scans]
    assert response.best == course.row["best_response"]


# ------------------------------------------------------------------------------------------------ people and lots


def test_nobody_depends_on_who_else_is_there() -> None:
    protocol = protocol_of(MEDICINE, "consensus-2014")
    many, few = (treated(protocol, draw(MODEL, ids, 1)) for ids in (np.arange(40), np.array([17, 3])))
    for name in ("doses", "slots", "begun", "ended", "state"):
        assert np.array_equal(getattr(many.courses, name)[:, [17, 3]], getattr(few.courses, name)), name
    assert np.array_equal(many.sums[:, [17, 3]], few.sums)


def test_a_seed_gives_the_same_bytes_again() -> None:
    protocol = protocol_of(MEDICINE, "til-2024")
    first, again, other = (treated(protocol, draw(MODEL, 30, seed)).courses.state.tobytes() for seed in (1, 1, 2))
    assert first == again != other


def test_lots_fall_as_often_as_they_should_and_from_their_slot_on() -> None:
    told = written(protocol_of(MEDICINE, "til-2024", chances=Chances(hold=0.25, stop=0.0, hold_from=3)), 400)
    held = [(codes == len(CODES)).mean() for _, _, codes in told.said]
    assert held[:2] == [0.0, 0.0] and all(0.15 < share < 0.35 for share in held[2:5])
    stopped = written(protocol_of(MEDICINE, "til-2024", chances=Chances(hold=0.0, stop=1.0, stop_from=3)), 20)
    assert (stopped.came.courses.doses <= 2).all() and (stopped.came.courses.slots <= 3).all()


def test_without_a_next_cycle_nobody_begins_one() -> None:
    protocol = protocol_of(MEDICINE, "consensus-2014", chances=Chances(0, 0, no_next_cycle=1.0))
    assert not treated(protocol, draw(MODEL, 20, 0)).courses.doses[1].any()


def test_the_most_doses_are_those_of_the_regimen_and_no_vasopressor_means_none() -> None:
    protocol = protocol_of(MEDICINE, "uspi-2012", chances=CERTAIN, pressors=False, doses=6)
    came = treated(protocol, draw(MODEL, 60, 0))
    assert came.courses.doses.max() == 6 and came.outcomes.highest["pressor_rate"].max() == 0


def test_more_of_the_medicine_means_more_of_its_effects() -> None:
    """720,000 against 72,000 IU/kg: the direction of Yang 1994, model document, check 2."""
    high, low = (
        treated(protocol_of(MEDICINE, "uspi-2012", dose=dose), draw(MODEL, 80, 0)) for dose in ("0.72 MIU/kg", "72000 IU/kg")
    )
    shares = [(each.outcomes.highest["pressor_rate"] > 0.5).mean() for each in (high, low)]
    assert shares[0] > 0.3 and shares[1] < 0.2


# ------------------------------------------------------------------------------------------------ what is not there


@pytest.mark.parametrize("guide", GUIDES)
def test_whatever_a_guide_asks_for_is_seen_or_told_as_not_simulated(guide: str) -> None:
    chosen, words = MEDICINE.guides[guide], vocabulary()
    missing = {row.concept for row in not_simulated(chosen, words)}
    from bedside.criterion import concepts_of

    for rule in chosen.rules:
        for concept in concepts_of(rule.when):
            seen = concept in SEEN or concept in FLAGS or words[concept].kind == "review"
            assert seen != (concept in missing), (rule.id, concept)
            assert words[concept].kind == "flag" or seen or concept in USUAL, "a number must be written down"


def test_what_is_not_simulated_is_named_with_its_rules_and_never_fires() -> None:
    protocol = protocol_of(MEDICINE, "consensus-2014")
    rows = {row.concept: row for row in not_simulated(protocol.guide, vocabulary())}
    assert rows["atrial_fibrillation"].taken_as == "absent at every circulation_review"
    assert rows["bicarbonate"].taken_as == "24 mmol/L"
    unseen = {rule for row in rows.values() for rule in row.rules} - {
        "consensus-2014.absolute.mental_status_change",
        "consensus-2014.target.mental_status_change",
    }
    places = [place for place, rule in enumerate(protocol.guide.rules) if rule.id in unseen]
    courses = treated(protocol, draw(MODEL, 100, 0)).courses
    assert courses.left_out and not any(left.firing[places].any() for left in courses.left_out)
