"""Steps in time against what is known exactly: closed forms, conservation, the order with which errors vanish."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.linalg import expm

from bedside.simulator import machine, plain
from bedside.simulator.stepping import CLASSIC, FIFTH, Method, Rates, Step, System, advance_by, exchange

OUT, ACROSS, BACK = 1.3, 0.42, 0.58


def two_volumes(y, p, u, m) -> Rates:
    return Rates(p.out, ACROSS, BACK, u.dose * u.infusing)


def followed(y, p, u, m) -> dict:
    """What has left is counted, and something slow follows the level."""
    return {"LEFT": p.out * y.A, "SLOW": 0.3 * (y.A - y.SLOW)}


def of_itself(y, p, u, m) -> Rates:
    """A clearance that falls with what has left: nothing about it is constant."""
    return Rates(p.out / (1 + y.LEFT), ACROSS, BACK, u.dose * u.infusing)


def followed_by_itself(y, p, u, m) -> dict:
    return {"LEFT": p.out / (1 + y.LEFT) * y.A, "SLOW": 0.3 * (y.A - y.SLOW)}


CONSTANT = System(("A", "B", "LEFT", "SLOW"), two_volumes, followed, constant_rates=True)
CHANGING = System(("A", "B", "LEFT", "SLOW"), of_itself, followed_by_itself)
NOW = np.array([[2.0], [0.5], [0.0], [1.0]])


def after(amounts, rates: Rates, hours: float) -> list[float]:
    exact = exchange(amounts, rates, np)
    return exact.amounts(exact.decays(hours, np))


def go(system: System, hours: float, count: int, dose: float = 0.0, solver=plain, method: Method = CLASSIC) -> np.ndarray:
    steps = [Step(hours / count, 1.0)] * count
    return solver.go(system, NOW, {"out": np.array([OUT])}, {"dose": np.array([dose])}, steps, method)[:, 0]


def test_one_compartment_is_its_closed_form() -> None:
    """Inflow R, rate k: A(t) = R/k + (A0 - R/k) exp(-k t)."""
    k, inflow = 0.7, 3.0
    for hours in (0.01, 0.5, 8.0, 400.0):
        first, second = after([2.0, 0.0], Rates(k, 0.0, 0.2, inflow), hours)
        assert first == pytest.approx(inflow / k + (2.0 - inflow / k) * np.exp(-k * hours), rel=1e-13)
        assert second == 0


def test_two_volumes_are_the_exponential_of_their_matrix() -> None:
    matrix = np.array([[-OUT - ACROSS, BACK, 3.0], [ACROSS, -BACK, 0.0], [0.0, 0.0, 0.0]])
    for hours in (0.01, 1.0, 24.0):
        exact = (expm(matrix * hours) @ np.array([2.0, 0.5, 1.0]))[:2]
        assert np.allclose(after([2.0, 0.5], Rates(OUT, ACROSS, BACK, 3.0), hours), exact, rtol=1e-12)


def test_rates_that_no_explicit_step_could_follow_do_no_harm() -> None:
    quick = Rates(1e5, 3.0, 2.0, 0.0)
    first, second = after([5.0, 1.0], quick, 8.0)
    assert 0 <= first < 1e-6 and 0 <= second < 1e-6


@pytest.mark.parametrize("solver", [plain, machine])
@pytest.mark.parametrize(("system", "most"), [(CONSTANT, 3e-7), (CHANGING, 3e-4)])
def test_what_goes_in_is_still_there_or_has_left(solver, system: System, most: float) -> None:
    after = go(system, 8.0, 80, dose=3.0, solver=solver)
    given = 3.0 * 8.0 + NOW[:3].sum()
    assert abs(after[:3].sum() - given) / given < most


@pytest.mark.parametrize(("system", "method", "order"), [(CONSTANT, CLASSIC, 4), (CONSTANT, FIFTH, 5), (CHANGING, CLASSIC, 2)])
def test_errors_vanish_with_the_order_of_the_method(system: System, method: Method, order: int) -> None:
    """At least: a linear problem is kinder. A clearance frozen at the middle of a step brings any method to order 2."""
    fine = go(system, 8.0, 2048, 3.0, machine, FIFTH if system is CONSTANT else method)
    errors = np.array([np.abs(go(system, 8.0, count, 3.0, machine, method) - fine).max() for count in (16, 32, 64)])
    rates = np.log2(errors[:-1] / errors[1:])
    assert np.all(rates > order - 0.4) and np.all(rates < order + 1.1), rates


def test_a_tableau_keeps_its_own_laws() -> None:
    from dataclasses import replace
    from fractions import Fraction

    with pytest.raises(AssertionError):
        replace(CLASSIC, weights=(Fraction(1, 2), Fraction(1, 3), Fraction(1, 3), Fraction(1, 6)))
    with pytest.raises(AssertionError):
        replace(CLASSIC, nodes=(Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)))


@pytest.mark.parametrize("people", [1, 3, 4, 5, 1000])
def test_machine_code_says_what_numpy_says_of_any_number_of_people(people: int) -> None:
    out = np.linspace(0.1, 9, people)
    state = np.linspace(0.1, 2, 4 * people).reshape(4, people)
    steps = [Step(0.25, 1.0), Step(0.75, 0.0), Step(2.0, 0.0)]
    told = [solver.go(CHANGING, state, {"out": out}, {"dose": out}, steps) for solver in (plain, machine)]
    assert told[1].shape == (4, people) and np.allclose(*told, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("width", [4, 8])
def test_no_vector_waits_across_two_lines_of_the_cache(width: int) -> None:
    ir, _ = machine.library()
    assert f"alignstack({8 * width})" in machine.write(ir, CHANGING, ("out", "dose"), (), CLASSIC, width)


def test_functions_of_machine_code_are_right_over_their_whole_range() -> None:
    def none(y, p, u, m) -> Rates:
        return Rates(1.0, 1.0, 1.0, 0.0)

    def functions(y, p, u, m) -> dict:
        return {"E": m.exp(p.x), "L": m.log(p.z), "R": m.sqrt(p.z), "H": m.maximum(p.x, 1.0), "U": m.minimum(p.x, -p.x)}

    system = System(("A", "B", "E", "L", "R", "H", "U"), none, functions, constant_rates=True)
    x, z = np.linspace(-600, 600, 4001), np.exp(np.linspace(-600, 600, 4001))
    nothing = np.zeros((7, len(x)))
    step = [Step(1.0, 0.0)]
    found = machine.go(system, nothing, {"x": x, "z": z}, {}, step)
    for row, right in zip(found[2:], (np.exp(x), np.log(z), np.sqrt(z), np.maximum(x, 1), np.minimum(x, -x)), strict=True):
        assert np.allclose(row, right, rtol=2e-15, atol=2e-15)


def test_one_step_of_plain_numbers_is_that_of_arrays() -> None:
    p = SimpleNamespace(out=OUT, dose=0.0, infusing=0.0)
    alone = advance_by(CHANGING, [2.0, 0.5, 0.0, 1.0], p, p, 0.5, np)
    assert np.allclose(alone, go(CHANGING, 0.5, 1), rtol=1e-14)
