"""Two numbers closer than a billionth are equal, so that a change of units decides nothing; see decision 0008."""

from __future__ import annotations

import pytest

from bedside.criterion import TOLERANCE, Op, Truth
from bedside.explain import compare
from bedside.measure import Interval

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize("limit", [0.0, 0.25, 1.0, 3.0, 1e6, 4.8e7])
@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (-2, {"<": YES, "<=": YES, "=": NO, ">=": NO, ">": NO}),
        (-0.5, {"<": NO, "<=": YES, "=": YES, ">=": YES, ">": NO}),
        (0, {"<": NO, "<=": YES, "=": YES, ">=": YES, ">": NO}),
        (0.5, {"<": NO, "<=": YES, "=": YES, ">=": YES, ">": NO}),
        (2, {"<": NO, "<=": NO, "=": NO, ">=": YES, ">": YES}),
    ],
)
def test_a_value_within_a_billionth_of_the_threshold_is_at_it(limit: float, shift: float, expected: dict[Op, Truth]) -> None:
    value = limit + shift * TOLERANCE * max(1.0, limit)
    assert {op: compare(Interval(value, value), op, Interval(limit, limit)) for op in expected} == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1, 2, {"<": YES, "<=": YES, "=": NO, ">=": NO, ">": NO}),
        (1, 4, {"<": UNKNOWN, "<=": UNKNOWN, "=": UNKNOWN, ">=": UNKNOWN, ">": UNKNOWN}),
        (3, 5, {"<": UNKNOWN, "<=": UNKNOWN, "=": UNKNOWN, ">=": UNKNOWN, ">": UNKNOWN}),
        (4, 5, {"<": UNKNOWN, "<=": UNKNOWN, "=": UNKNOWN, ">=": UNKNOWN, ">": UNKNOWN}),
        (5, 6, {"<": NO, "<=": UNKNOWN, "=": UNKNOWN, ">=": YES, ">": UNKNOWN}),
        (6, 9, {"<": NO, "<=": NO, "=": NO, ">=": YES, ">": YES}),
    ],
)
def test_what_is_not_known_exactly_is_compared_as_far_as_it_is(low: float, high: float, expected: dict[Op, Truth]) -> None:
    assert {op: compare(Interval(low, high), op, Interval(3, 5)) for op in expected} == expected
