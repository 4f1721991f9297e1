"""The interval of a difference of two shares of the same people: as published, and as a search by brute force finds it."""

from __future__ import annotations

from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from bedside.simulator.paired import NORMAL_95, score_interval

PAIRS = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 200)).map(lambda n: (n[0], n[1], n[0] + n[1] + n[2]))


def test_it_is_that_of_a_published_example() -> None:
    """21 children, 1 gains and 7 lose: -0.517 to -0.026 (Fagerland and others, Stat Med 2014;33:2850, data of Bentur 2009)."""
    assert score_interval(1, 7, 21) == pytest.approx((-0.517, -0.026), abs=5e-4)


@pytest.mark.parametrize("people", [1, 20, 500, 100_000])
def test_where_nobody_differs_it_is_not_empty(people: int) -> None:
    widest = NORMAL_95**2 / (people + NORMAL_95**2)
    assert score_interval(0, 0, people) == pytest.approx((-widest, widest), abs=1e-9)


@pytest.mark.parametrize(("gained", "lost"), [(10, 0), (0, 10)])
def test_where_everybody_differs_one_way_it_ends_there(gained: int, lost: int) -> None:
    low, high = score_interval(gained, lost, 10)
    assert (gained - lost) / 10 == pytest.approx(high if gained else low)
    assert -1 <= low < high <= 1


def score(gained: int, lost: int, people: int, apart: float) -> float:
    """The score at a difference, the share of those who are lost found by searching for the greatest likelihood."""

    def unlikely(share: float) -> float:
        told = ((gained, share + apart), (lost, share), (people - gained - lost, 1 - 2 * share - apart))
        return -sum(count * log(max(chance, 1e-300)) for count, chance in told if count)

    best = minimize_scalar(unlikely, bounds=(max(0.0, -apart), (1 - apart) / 2), method="bounded", options={"xatol": 1e-12}).x
    return (gained - lost - people * apart) / sqrt(people * (2 * best + apart * (1 - apart)))


@given(PAIRS)
def test_its_ends_are_where_the_score_of_the_likeliest_shares_says_so(pairs: tuple[int, int, int]) -> None:
    low, high = score_interval(*pairs)
    assert low < (pairs[0] - pairs[1]) / pairs[2] < high
    assert score(*pairs, low) == pytest.approx(NORMAL_95, rel=1e-3)
    assert score(*pairs, high) == pytest.approx(-NORMAL_95, rel=1e-3)


@given(PAIRS)
def test_to_swap_the_two_turns_it_round(pairs: tuple[int, int, int]) -> None:
    gained, lost, people = pairs
    low, high = score_interval(gained, lost, people)
    assert score_interval(lost, gained, people) == pytest.approx((-high, -low), abs=1e-9)


@given(PAIRS)
def test_ten_times_the_people_narrow_it(pairs: tuple[int, int, int]) -> None:
    few, many = score_interval(*pairs), score_interval(*(10 * n for n in pairs))
    assert many[1] - many[0] < few[1] - few[0]
