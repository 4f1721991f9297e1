"""The body: against a second opinion, conserved where it must be, alike on every machinery, and never not a number."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from plain_course import ORDER, course

from bedside.simulator import body, on_jax
from bedside.simulator.chance import uniform
from bedside.simulator.model import load_model
from bedside.simulator.people import People, draw, typical
from bedside.simulator.stepping import System

MODEL = load_model("aldesleukin")
DOSES, SLOTS = 12, 30


def slots(people: People, by: body.By = "machine code", finer: int = 1, doses: int = DOSES, count: int = SLOTS) -> np.ndarray:
    """The state after every slot; the first `doses` begin with 0.6 MIU/kg."""
    state, found, n = body.start(people), [], len(people)
    for slot in range(count):
        dosed, on = slot < doses, np.full(n, float(slot < doses + 3))
        steps = [body.Step(s.hours / finer, s.infusing) for s in body.steps_of(8.0, dosed) for _ in range(finer)]
        inputs = {"dose": np.full(n, 0.6 * dosed), "on": on, "pressor_allowed": np.ones(n)}
        state = body.go_through(state, people, inputs, steps, by)
        found.append(state)
    return np.array(found)


def bytes_of(state: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(state).tobytes()).hexdigest()


# --- a second opinion


@pytest.fixture(scope="module")
def reference() -> tuple[People, np.ndarray]:
    """Six people, twelve doses and six days, by LSODA at 1e-9: [slots, states, people]."""
    people = draw(MODEL, 6, seed=3)
    each = [{name: float(people[name][i]) for name in MODEL.quantities} for i in range(6)]
    starts = body.start(people)
    return people, np.stack([course(starts[:, i], p, DOSES, SLOTS) for i, p in enumerate(each)], axis=-1)


@pytest.mark.parametrize(("finer", "most", "middle"), [(1, 0.045, 0.004), (2, 0.013, 0.001), (8, 0.001, 0.0001)])
def test_the_course_is_that_of_the_reference(reference, finer: int, most: float, middle: float) -> None:
    """Of each state's largest value; the worst is what is left of the medicine after eight hours."""
    people, exact = reference
    assert tuple(ORDER) == body.STATES
    error = (np.abs(slots(people, finer=finer) - exact) / np.abs(exact).max(axis=0)).max(axis=(0, 2))
    assert error.max() < most, dict(zip(body.STATES, error.round(5), strict=True))
    assert np.median(error) < middle


def test_decisions_are_those_of_steps_eight_times_finer() -> None:
    people = draw(MODEL, 300, seed=11)
    told = [_beyond(slots(people, finer=finer), people) for finer in (1, 8)]
    assert np.mean(told[0] == told[1]) > 0.998


def _beyond(states: np.ndarray, people: People) -> np.ndarray:
    """At every slot, which of the marks at which wards hold a dose are passed: [slots, marks, people]."""
    marks = (("systolic_bp", 90), ("heart_rate", 115), ("heart_rate", 130), ("oxygen_saturation", 93), ("creatinine", 2.5),
             ("creatinine", 3), ("platelets", 50), ("pressor_rate", 0.5), ("pressor_rate", 0.8), ("confusion_score", 1),
             ("confusion_score", 2), ("bilirubin", 7))  # fmt: skip
    seen = [body.signs(state, people) for state in states]
    return np.array([[each[name] > mark for name, mark in marks] for each in seen])


# --- what must be conserved


def test_fluid_that_comes_in_is_in_the_body_or_has_left_as_urine_and_breath() -> None:
    """Nobody is given less or more here for swelling, pressure or fever, so what is taken in is known exactly."""
    model = MODEL.with_medians(TISSUE=1e9, BOLUS=1e-12, LOSS=1e-12)
    people = draw(model, 20, seed=1)
    first, last = body.start(people), slots(people, doses=6, count=12)[-1]
    rows = {name: i for i, name in enumerate(body.STATES)}
    held = (last - first)[rows["PV"]] + (last - first)[rows["IF"]]
    hours_on, size = 9 * 8, people["WT"] / 70
    taken = (people["FLUID"] * 96 + people["FLUID_ON"] * hours_on - people["INSENSIBLE"] * 96) * size
    assert np.allclose(held + last[rows["URINE"]] / 1000, taken, rtol=1e-9, atol=1e-9)


def test_nothing_moves_without_a_dose_but_what_is_not_at_rest() -> None:
    """Bodies are at rest within a few percent; a tumour grows by its own law."""
    people = typical(MODEL)
    after = body.signs(slots(people, doses=0, count=42)[-1], people)
    before = body.signs(body.start(people), people)
    for name in ("systolic_bp", "creatinine", "platelets", "lymphocytes", "albumin", "weight", "temperature"):
        assert after[name][0] == pytest.approx(before[name][0], rel=0.02), name
    grown = np.exp(people["GROW"] * 14 * 24 / 3)
    assert after["sum_of_diameters"][0] == pytest.approx(grown[0], rel=0.02)


# --- alike everywhere


@pytest.mark.parametrize("by", ["numpy", "jax"])
def test_every_machinery_says_the_same(by: body.By) -> None:
    people = draw(MODEL, 40, seed=2)
    told = [slots(people, each, doses=3, count=3) for each in ("machine code", by)]
    assert np.allclose(*told, rtol=1e-9, atol=1e-12)


def test_decisions_do_not_move_with_slopes_of_single_precision() -> None:
    """1,000 people: whether any mark is passed at any slot is the same for 99.5 % of them."""
    people = draw(MODEL, 1000, seed=4)
    told = [_beyond(slots(people, by, doses=12, count=12), people) for by in ("machine code", "jax single")]
    assert np.mean((told[0] == told[1]).all(axis=(0, 1))) >= 0.995


def test_nobody_depends_on_who_else_is_there() -> None:
    people = draw(MODEL, 777, seed=9)
    dose = np.where(people.ids % 3 == 0, 0.6, 0.0)
    ones = np.ones(777)
    whole = body.advance(body.start(people), people, dose, ones, ones)
    for some in (slice(0, 1), slice(5, 300), slice(300, 777)):
        part = people.take(some)
        alone = body.advance(body.start(part), part, dose[some], ones[some], ones[some])
        assert bytes_of(alone) == bytes_of(whole[:, some])
    again = body.advance(body.start(people), people, dose, ones, ones)
    assert bytes_of(again) == bytes_of(whole)


def test_a_slot_may_be_shorter_or_longer() -> None:
    for hours, dosed in ((0.1, True), (8, True), (12, True), (8, False), (24, False), (0.5, False)):
        steps = body.steps_of(hours, dosed)
        assert sum(step.hours for step in steps) == pytest.approx(hours)
        assert max(step.hours for step in steps) <= 1 + 1e-9
        infused = sum(step.hours for step in steps if step.infusing)
        assert infused == pytest.approx(min(hours, MODEL.quantities["INFUSION"].median) if dosed else 0)


# --- never not a number


@pytest.mark.parametrize("corners", [True, False])
def test_no_person_however_strange_becomes_not_a_number(corners: bool) -> None:
    """Everything three standard deviations off at once, or anywhere within; 28 doses without a rule to stop them."""
    ids = np.arange(2000)
    given = {}
    for key in MODEL.varying():
        row, share = MODEL.quantities[key], uniform(1, ids, f"stress {key}")
        z = np.where(share < 0.5, -3.0, 3.0) if corners else 6 * share - 3
        given[key] = np.clip(row.median * np.exp(row.spread * z), row.low, row.high)
    strange = draw(MODEL, len(ids), 0, given)
    states = slots(strange, doses=28, count=60)
    assert np.isfinite(states).all()
    assert np.isfinite(list(body.signs(states[-1], strange).values())).all()


# --- derivatives


def test_the_derivative_of_the_level_is_that_of_finite_differences() -> None:
    """Of the level forty-five minutes after a dose, by clearance and first volume, in a body that else stays as it is."""
    jax, people = on_jax.library(), typical(MODEL)
    rest = dict(zip(body.STATES, body.start(people), strict=True))

    def alone(y, p, u, m):
        return body.rates(SimpleNamespace(**rest | {"A1": y.A1, "A2": y.A2}), p, u, m)

    names = (*people.names, "dose")
    rows = np.vstack([people.values, [[0.6]]])
    with jax.enable_x64(True), jax.disable_jit():
        run = on_jax.path(System(("A1", "A2"), alone, lambda y, p, u, m: {}), names, tuple(people.fixed.items()))

        def level(clearance, volume):
            told = jax.numpy.asarray(rows).at[names.index("CLNR"), 0].set(clearance).at[names.index("V1"), 0].set(volume)
            return run(jax.numpy.zeros((2, 1)), told, np.array(body.steps_of(0.75, dosed=True)))[0, 0] / volume * 1000

        at = (float(people["CLNR"][0]), float(people["V1"][0]))
        value, slope = jax.vjp(level, *at)
        found = slope(value / value)
        assert 100 < float(value) < 5000
        for i in (0, 1):
            h = 1e-5 * at[i]
            up, down = (level(*(each + sign * h * (k == i) for k, each in enumerate(at))) for sign in (1, -1))
            assert float(found[i]) == pytest.approx(float(up - down) / (2 * h), rel=1e-6)


# --- started late


def test_neither_jax_nor_the_compiler_is_loaded_before_it_is_needed() -> None:
    code = "import sys; import bedside.simulator.body; print({'jax', 'llvmlite', 'jaxtyping'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(("by", "module"), [("machine code", "llvmlite"), ("jax", "jax")])
def test_what_is_missing_is_told_with_the_line_that_installs_it(by: body.By, module: str, monkeypatch) -> None:
    from bedside import ExtraMissing
    from bedside.simulator import machine

    machine.compiled.cache_clear()
    for name in (module, f"{module}.ir", f"{module}.binding"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtraMissing, match=r"pip install 'bedside\[simulate\]'"):
        slots(typical(MODEL), by, count=1)
    assert by != "jax" or not on_jax.finds_gpu()
