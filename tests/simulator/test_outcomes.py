"""What is counted: grades at their marks, responses as RECIST has them, quantiles, differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.response.best import Intervals, best
from bedside.response.recist import of_targets
from bedside.simulator.body import advance, signs, start
from bedside.simulator.came import treated
from bedside.simulator.comparing import compared, differences, measures, names_of
from bedside.simulator.group import Work, group
from bedside.simulator.outcomes import Outcomes, above, below
from bedside.simulator.paired import score_interval
from bedside.simulator.people import draw
from bedside.simulator.protocol import HOUR, protocol_of
from bedside.simulator.tally import EVENTS, Summary, quantiles
from bedside.simulator.trace import BANDS, RANGES, ribbons
from bedside.simulator.tumour import USUAL_MM, WORDS, best_response, progression, responses
from bedside.verbs.simulate import simulate
from closed_loop import MEDICINE, MODEL

CONSENSUS, COMMUNITY, TIL = (protocol_of(MEDICINE, key) for key in ("consensus-2014", "community-2015", "til-2024"))
MILD = protocol_of(MEDICINE, "til-2024", changes=["hold.phenylephrine_rate.threshold=1.5"])
SIGNS = (
    ("creatinine", "creatinine_increased", [(1.2, 0), (1.21, 1), (1.81, 2), (3.61, 3), (7.21, 4)]),
    ("bilirubin", "bilirubin_increased", [(1.2, 0), (1.21, 1), (1.81, 2), (3.61, 3), (12.1, 4)]),
    ("platelets", "platelets_decreased", [(150, 0), (149, 1), (74, 2), (49, 3), (24, 4)]),
    ("albumin", "albumin_decreased", [(35, 0), (34.9, 1), (29.9, 2), (19.9, 3)]),
    ("lymphocytes", "lymphocytes_decreased", [(1000, 0), (999, 1), (799, 2), (499, 3), (199, 4)]),
    ("oxygen_saturation", "hypoxia", [(88, 0), (87.9, 3)]),
    ("temperature", "fever", [(37.9, 0), (38.0, 1), (39.0, 1), (39.1, 2), (40.1, 3)]),
    ("confusion_score", "confusion", [(0.99, 0), (1.0, 1), (2.0, 2), (3.0, 3)]),
    ("systolic_bp", "hypotension", [(90, 0), (89.9, 2)]),
    ("pressor_rate", "hypotension", [(0.2, 0), (0.21, 3)]),
)


@pytest.mark.parametrize(("sign", "event", "marks"), SIGNS)
def test_a_sign_has_its_grade_of_ctcae(sign: str, event: str, marks: list[tuple[float, int]]) -> None:
    """CTCAE 5: creatinine and bilirubin increased, platelets, lymphocytes and albumin decreased, hypoxia, fever, confusion."""
    people = draw(MODEL, 1, 0, {"CR0": np.array([1.2]), "PLT0": np.array([300.0]), "ALB0": np.array([40.0])})
    for value, grade in marks:
        outcomes, seen = Outcomes(people), signs(start(people), people)
        outcomes.see(0, 8 * HOUR, slice(None), seen | {sign: np.array([float(value)])})
        assert outcomes.grades()[event][0] == grade, value


def test_weight_gain_has_its_grade_and_creatinine_counts_from_the_usual_as_well() -> None:
    people = draw(MODEL, 1, 0, {"CR0": np.array([0.6])})
    usual = signs(start(people), people)
    for gained, grade in ((1.049, 0), (1.05, 1), (1.1, 2), (1.2, 3)):
        outcomes = Outcomes(people)
        outcomes.see(0, HOUR, slice(None), usual | {"weight": usual["weight"] * gained + 1e-9})
        assert outcomes.grades()["weight_gain"][0] == grade
    outcomes = Outcomes(people)
    outcomes.see(0, HOUR, slice(None), usual | {"creatinine": np.array([0.95])})
    assert outcomes.grades()["creatinine_increased"][0] == 2, "more than 1.5 times the usual"


def test_hours_below_a_mark_and_urine_of_a_slot_are_counted() -> None:
    people = draw(MODEL, 1, 0, {"WT": np.array([80.0])})
    outcomes, usual = Outcomes(people), signs(start(people), people)
    for k, (pressure, urine) in enumerate(((80.0, 0.0), (95.0, 800.0), (89.0, 1000.0))):
        outcomes.see(k, 8 * HOUR, slice(None), usual | {"systolic_bp": np.array([pressure]), "urine": np.array([urine])})
    outcomes.see(9, 0, np.array([0]), usual | {"systolic_bp": np.array([70.0])})
    assert outcomes.seconds["low_pressure"][0] == 16 * HOUR and outcomes.lowest["systolic_bp"][0] == 70
    assert outcomes.least_urine[0] == pytest.approx(200 / 8 / 80)
    assert outcomes.grades()["oliguria"][0] == 1


@given(st.lists(st.integers(0, 300), min_size=3, max_size=3))
@settings(max_examples=200)
def test_responses_are_those_of_recist(sums: list[int]) -> None:
    """The same numbers through the scalar rules that `respond` uses."""
    words = responses(np.array(sums, float)[:, None])[:, 0]
    smallest, complete, told = USUAL_MM, False, []
    for mm in sums:
        word = of_targets({"t": float(mm)}, frozenset(), USUAL_MM, smallest, complete).word
        told.append(word)
        smallest, complete = min(smallest, mm), complete or word == "CR"
    assert [WORDS[w] for w in words] == told
    found = best_response(words[:, None])[0]
    assert WORDS[found] == best(list(zip((84, 126, 182), told, strict=True)), Intervals(28, 42))
    day = progression(words[:, None], (84, 126, 182))[0]
    assert day == next((d for d, w in zip((84, 126, 182), told, strict=True) if w == "PD"), 0)


@given(st.lists(st.integers(0, 14), min_size=1, max_size=60))
def test_quantiles_of_counts_are_those_of_numpy(doses: list[int]) -> None:
    shares = (0.0, 0.25, 0.5, 0.75, 1.0)
    assert quantiles(np.bincount(doses, minlength=15), shares) == pytest.approx(np.quantile(doses, shares))
    assert quantiles(np.zeros(15, int), (0.5,)) == [0.0]


def test_marks_above_and_below_are_strict_unless_said() -> None:
    assert above(np.array([1.0, 1.5, 2.0]), (1.0, 2.0)).tolist() == [0, 1, 1]
    assert above(np.array([1.0, 1.5, 2.0]), (1.0, 2.0), equal=2).tolist() == [1, 1, 2]
    assert below(np.array([2.0, 1.5, 0.5]), (2.0, 1.0)).tolist() == [0, 1, 2]


# ------------------------------------------------------------------------------------------------ many people


def test_a_summary_says_what_its_people_came_to() -> None:
    found = group(Work(MODEL, (CONSENSUS,), 3, 50, rows=True), 0, 50)
    assert found.rows is not None
    summary, rows = Summary(CONSENSUS, found.tallies[0]).to_json(), found.rows
    first, second = summary["doses_per_cycle"]
    assert first["mean"] == pytest.approx(rows["doses_1"].mean(), abs=1e-4)
    assert [first[key] for key in ("q25", "median", "q75")] == np.quantile(rows["doses_1"], (0.25, 0.5, 0.75)).tolist()
    begun = rows["begun_day_2"] > 0
    assert second["median"] == np.median(rows["doses_2"][begun]) and summary["events"]["cycle_2_begun"] == begun.mean()
    assert summary["response"] == {w: pytest.approx(rows["best_response"].count(w) / 50) for w in ("CR", "PR", "SD", "PD")}
    for name in EVENTS:
        assert summary["events"][name] == pytest.approx((rows[f"grade_{name}"] > 0).mean())
        assert summary["events"][f"{name}_severe"] == pytest.approx((rows[f"grade_{name}"] >= 3).mean())
    free = np.mean([day == 0 for day in rows["progression_day"]])
    assert summary["events"]["free_of_progression_day_182"] == pytest.approx(free)
    assert summary["events"]["mean_hours_on_vasopressor"] == pytest.approx(rows["hours_on_vasopressor"].mean(), abs=0.01)
    left = [row for person in rows["left_out"] for row in person]
    counted: dict[str, int] = {}
    for row in left:
        for reason in row["because"] or [row["said"]]:
            counted[reason] = counted.get(reason, 0) + 1
    assert summary["reasons"] == counted
    slots = rows["slots_1"] + rows["slots_2"]
    assert (slots - rows["doses_1"] - rows["doses_2"]).sum() == len(left)
    assert list(summary) == ["doses_per_cycle", "response", "events", "reasons", "not_simulated"]


def test_groups_of_any_size_say_the_same() -> None:
    whole, parts = (simulate(TIL, MODEL, 50, seed=1, against=MILD, traces=True, at_once=size) for size in (50, 17))
    assert whole.to_json() == parts.to_json()
    assert all(np.array_equal(a.values, b.values) for a, b in zip(whole.ribbons, parts.ribbons, strict=True))


def test_a_comparison_is_that_of_each_person_with_himself() -> None:
    people = draw(MODEL, 60, 2)
    both = [treated(protocol, people) for protocol in (CONSENSUS, COMMUNITY)]
    found = compared(CONSENSUS, COMMUNITY, 60, differences(both))
    assert [name for name, _ in measures(both[0])] == names_of(CONSENSUS) == [row.measure for row in found.differences]
    for (name, first), (_, second), row in zip(*(measures(each) for each in both), found.differences, strict=True):
        apart = second.astype(float) - first
        half = 1.959964 * apart.std(ddof=1) / np.sqrt(60)
        low, high = apart.mean() - half, apart.mean() + half
        if not name.startswith("doses"):
            low, high = score_interval(int((apart > 0).sum()), int((apart < 0).sum()), 60)
        assert (row.first, row.second) == pytest.approx((first.mean(), second.mean())), name
        assert (row.difference, row.low, row.high) == pytest.approx((apart.mean(), low, high)), name


def test_the_same_protocol_twice_differs_in_nothing_as_far_as_so_few_people_can_tell() -> None:
    found = simulate(TIL, MODEL, 20, against=protocol_of(MEDICINE, "til-2024")).compared
    assert found and all(row.difference == 0 for row in found.differences)
    for row in found.differences:
        widest = 0 if row.measure.startswith("doses") else 1.959964**2 / (20 + 1.959964**2)
        assert (row.low, row.high) == pytest.approx((-widest, widest)), row.measure


def test_a_milder_threshold_lets_more_doses_through() -> None:
    """What if a vasopressor counted from 1.5 ug/kg/min on instead of 0.5."""
    found = simulate(MILD, MODEL, 100, against=TIL).compared
    assert found and found.differences[0].first > found.differences[0].second


def test_ribbons_are_quantiles_of_the_people() -> None:
    people = draw(MODEL, 80, 0)
    came = treated(CONSENSUS, people, traced=True)
    assert came.trace is not None
    found = {ribbon.sign: ribbon for ribbon in ribbons(CONSENSUS, came.trace.counts)}
    nothing = np.zeros(80)
    usual = signs(advance(start(people), people, nothing, nothing, nothing + 1), people)
    for name in ("systolic_bp", "creatinine", "platelets"):
        band = (RANGES[name][1] - RANGES[name][0]) / BANDS
        expected = np.quantile(usual[name], found[name].shares, method="inverted_cdf")
        assert np.abs(found[name].values[:, 0] - expected).max() <= band, name
