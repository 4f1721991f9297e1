"""Equations worked out by JAX: on a graphics processor where JAX finds one, and wherever a derivative is wanted.

The same equations as on the processor, scanned over the table of steps. The state is kept in double precision; the slopes
within a step may be worked out in single precision, which a graphics processor does much faster.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from types import SimpleNamespace
from typing import Any

import numpy as np

from bedside.proof.logic import ExtraMissing
from bedside.simulator.shapes import Each, Padded, Quantities, States
from bedside.simulator.stepping import CLASSIC, Maths, Method, Named, Rates, Step, System, Value, advance_by

LEAST_ROOM = 1024
"""People are filled up to a power of two of at least so many: each new size has to be compiled."""
Frozen = tuple[tuple[str, float], ...]


def library() -> Any:
    """The module jax. Raises ExtraMissing when it is not installed."""
    try:
        import jax
    except ImportError:
        raise ExtraMissing("pip install 'bedside[simulate]'") from None
    return jax


def finds_gpu() -> bool:
    """Whether JAX is there and finds a graphics processor."""
    try:
        return bool(library().devices()[0].platform == "gpu")
    except (ExtraMissing, RuntimeError):
        return False


def go(
    system: System,
    state: States,
    numbers: Mapping[str, Each | float],
    inputs: Mapping[str, Each],
    steps: Sequence[Step],
    method: Method = CLASSIC,
    single: bool = False,
) -> States:
    """The state [states, people] after these steps; with `single`, slopes are of single precision."""
    fixed = tuple((name, float(value)) for name, value in numbers.items() if np.ndim(value) == 0)
    rows = {name: value for name, value in numbers.items() if np.ndim(value)} | dict(inputs)
    people = state.shape[1]
    room = max(LEAST_ROOM, 1 << (people - 1).bit_length())
    table = np.array(steps, np.float64).reshape(-1, 2)
    with library().enable_x64(True):
        chosen = in_single(system) if single else system
        run = _jitted(chosen, tuple(rows), fixed, method)
        found = run(_padded(state, room), _padded(np.stack(list(rows.values())), room), table)
        return np.asarray(found)[:, :people]


def path(
    system: System, names: tuple[str, ...], fixed: Frozen, method: Method = CLASSIC
) -> Callable[[Value, Value, Value], Value]:
    """The state after a table of steps as a function of the state, the numbers [names, people] and the table, to be traced."""
    jax = library()

    def run(state: Value, rows: Value, table: Value) -> Value:
        p = SimpleNamespace(**dict(fixed), **dict(zip(names, rows, strict=True)))

        def one(y: Value, step: Value) -> tuple[Value, None]:
            u = SimpleNamespace(**vars(p), infusing=step[1])
            after = advance_by(system, list(y), u, u, step[0], jax.numpy, method)
            return jax.numpy.stack(after), None

        return jax.lax.scan(one, state, table)[0]

    return run


@cache
def _jitted(system: System, names: tuple[str, ...], fixed: Frozen, method: Method) -> Callable[..., Any]:
    jitted: Callable[..., Any] = library().jit(path(system, names, fixed, method))
    return jitted


@cache
def in_single(system: System) -> System:
    """The same equations with their slopes and rates in single precision; states stay as they are."""
    wide, narrow = np.float64, np.float32

    def each(values: Named, kind: Any) -> Named:
        told = {name: value.astype(kind) if hasattr(value, "astype") else value for name, value in vars(values).items()}
        return SimpleNamespace(**told)

    def rates(y: Named, p: Named, u: Named, m: Maths) -> Rates:
        found = system.rates(each(y, narrow), each(p, narrow), each(u, narrow), m)
        return Rates(*(rate.astype(wide) for rate in found))

    def changes(y: Named, p: Named, u: Named, m: Maths) -> dict[str, Value]:
        found = system.changes(each(y, narrow), each(p, narrow), each(u, narrow), m)
        return {name: slope.astype(wide) for name, slope in found.items()}

    return System(system.states, rates, changes, system.constant_rates)


def _padded(rows: Quantities, room: int) -> Padded:
    return np.pad(rows, ((0, 0), (0, room - rows.shape[1])), mode="edge")


in_single_precision = partial(go, single=True)
"""`go` with slopes of single precision."""
