"""Virtual people: the same person in every cohort, the spread and the correlations of the model file, limits kept."""

from __future__ import annotations

import numpy as np
import pytest

from bedside.simulator.model import ModelError, load_model
from bedside.simulator.people import FARTHEST, draw, noise, typical

MODEL = load_model("aldesleukin")


def test_a_person_is_the_same_in_every_cohort() -> None:
    many, few = draw(MODEL, 9000, seed=5), draw(MODEL, 10, seed=5)
    some = draw(MODEL, np.array([8999, 3]), seed=5)
    assert many.values[:, :10].tobytes() == few.values.tobytes()
    assert np.array_equal(some.values, many.values[:, [8999, 3]])
    assert not np.array_equal(few.values, draw(MODEL, 10, seed=6).values)
    assert np.array_equal(noise(5, many.ids, 2, "systolic_bp")[:10], noise(5, few.ids, 2, "systolic_bp"))


def test_medians_spreads_and_correlations_are_those_of_the_file() -> None:
    people = draw(MODEL, 20_000, seed=1)
    for key in ("GCYT", "GL", "PHI", "EC50", "HRB"):
        row, logs = MODEL.quantities[key], np.log(people[key])
        assert np.median(people[key]) == pytest.approx(row.median, rel=0.05 if key != "PHI" else 0.1)
        assert logs.std() == pytest.approx(row.spread, rel=0.03)
        assert abs(logs - np.log(row.median)).max() <= FARTHEST * row.spread * (1 + 1e-12)
    together = np.corrcoef(np.log(people["GCYT"]), np.log(people["GL"]))[0, 1]
    assert together == pytest.approx(0.75 * 0.5, abs=0.03)
    assert abs(np.corrcoef(np.log(people["EC50"]), np.log(people["GL"]))[0, 1]) < 0.03


def test_what_has_limits_keeps_them_and_what_scales_follows_body_weight() -> None:
    people = draw(MODEL, 20_000, seed=2)
    for key in ("WT", "SBP0", "CR0", "PLT0", "ALB0"):
        row = MODEL.quantities[key]
        assert people[key].min() >= row.low and people[key].max() <= row.high
    light, heavy = (draw(MODEL, 1, 0, {"WT": np.array([weight])}) for weight in (50.0, 100.0))
    assert heavy["V1"][0] / light["V1"][0] == pytest.approx(2)
    assert heavy["CLR"][0] / light["CLR"][0] == pytest.approx(2**0.75)
    assert heavy["EC50"][0] == light["EC50"][0]


def test_the_typical_person_has_the_median_of_everything() -> None:
    someone = typical(MODEL)
    assert someone["WT"][0] == 82 and someone["GCYT"][0] == 1.1
    assert someone["V1"][0] == pytest.approx(5.94 * 82 / 70)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"WT": np.array([80.0, 300.0])}, "person 1: body weight 300 is outside 45 to 150 kg"),
        ({"CR0": np.array([np.nan, 1.0])}, "person 0: usual creatinine nan is outside 0.5 to 1.6 mg/dL"),
        ({"AGE": np.array([60.0, 61.0])}, "'AGE' is nothing in which people differ"),
        ({"KT": np.array([0.1, 0.1])}, "'KT' is nothing in which people differ"),
    ],
)
def test_what_cannot_be_is_refused(given, told) -> None:
    with pytest.raises(ModelError, match=told):
        draw(MODEL, 2, 0, given)


def test_a_change_of_the_model_names_a_number_that_there_is() -> None:
    assert MODEL.with_medians(EC50=100).quantities["EC50"].median == 100
    with pytest.raises(ModelError, match="the model has no number 'EC51'"):
        MODEL.with_medians(EC51=100)
    with pytest.raises(ModelError, match="EC50 is a number above zero, found -1"):
        MODEL.with_medians(EC50=-1)
