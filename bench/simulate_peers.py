"""The reference problem by other solvers, one a call: python simulate_peers.py SOLVER FOLDER, in an environment of its own.

Prints one line of JSON: seconds of CPU for 10,000 people, as measured on fewer, without compiling, and the largest error. The
folder holds what is exact of the first people, [84, 10, people]. Each has the tolerance at which its error is about 1e-6.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from peer_problem import DOSED, FLOORS, HIGH_CREATININE, HOURS, INFUSION, LOW_PRESSURE, NAMES, SLOTS, people, slopes, start

TAYLOR = 3e-7
Found = tuple[float, int, np.ndarray]


def rows(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers [people, 29] and first states [people, 10] of the first so many of the 10,000."""
    p = {name: row[:count] for name, row in people(10_000).items()}
    return np.stack([p[name] for name in NAMES], axis=1), start(p).T.copy()


def given(y: np.ndarray, slot: int) -> np.ndarray:
    """Who gets the dose of a slot, of states [people, 10]."""
    return DOSED[slot] & (y[:, 4] >= LOW_PRESSURE) & (y[:, 5] <= HIGH_CREATININE)


def by_scipy() -> Found:
    """LSODA, one person after the other."""
    from scipy.integrate import solve_ivp

    count = 4
    p, y = rows(count)
    found, begin = np.empty((SLOTS, 10, count)), time.process_time()
    for slot in range(SLOTS):
        give = given(y, slot)
        for i in range(count):
            for hours, inflow in ((INFUSION, p[i, 4] * give[i]), (HOURS - INFUSION, 0.0)):
                done = solve_ivp(slopes, (0, hours), y[i], "LSODA", args=(p[i], inflow), rtol=3e-8, atol=3e-8 * FLOORS)
                y[i] = done.y[:, -1]
        found[slot] = y.T
    return time.process_time() - begin, count, found


def by_heyoka() -> Found:
    """Taylor series, people in batches, compiled for the processor."""
    import heyoka as hy

    names = ["a1", "a2", "m", "v", "s", "cr", "pl", "ly", "e", "tu"]
    y = hy.make_vars(*names)
    found = slopes(0.0, y, [hy.par[k] for k in range(29)], hy.par[29])
    width, count = hy.recommended_simd_size(), 240
    p, states = rows(count)
    solver = hy.taylor_adaptive_batch(
        list(zip(y, found, strict=True)), np.zeros((10, width)), pars=np.ones((30, width)), tol=1e-9
    )
    told, begin = np.empty((SLOTS, 10, count)), time.process_time()
    for slot in range(SLOTS):
        give = given(states, slot)
        for first in range(0, count, width):
            some = slice(first, first + width)
            solver.pars[:29], solver.state[:] = p[some].T, states[some].T
            for hours, on in ((INFUSION, give[some]), (HOURS - INFUSION, np.zeros(width))):
                solver.set_time(0.0)
                solver.pars[29] = p[some, 4] * on
                solver.propagate_for(np.full(width, hours))
            states[some] = solver.state.T
        told[slot] = states.T
    return time.process_time() - begin, count, told


def by_diffrax() -> Found:
    """Tsit5 with its own step for everybody, mapped over people."""
    import diffrax
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    term = diffrax.ODETerm(lambda t, y, args: jnp.stack(slopes(t, y, args[0], args[1])))
    steps = diffrax.PIDController(rtol=1e-7, atol=1e-7 * jnp.asarray(FLOORS))

    def slot(y: Any, p: Any, inflow: Any) -> Any:
        for hours, rate in ((INFUSION, inflow), (HOURS - INFUSION, 0.0)):
            done = diffrax.diffeqsolve(
                term, diffrax.Tsit5(), 0, hours, None, y, (p, rate), stepsize_controller=steps, max_steps=100_000,
                adjoint=diffrax.ForwardMode(), throw=False,
            )  # fmt: skip
            y = done.ys[-1]
        return y

    count = 500
    p, y = rows(count)
    go = jax.jit(jax.vmap(slot))
    go(y, p, p[:, 4]).block_until_ready()
    found, begin = np.empty((SLOTS, 10, count)), time.process_time()
    for which in range(SLOTS):
        y = np.asarray(go(y, p, p[:, 4] * given(y, which)))
        found[which] = y.T
    return time.process_time() - begin, count, found


SOLVERS = {"scipy": by_scipy, "heyoka": by_heyoka, "diffrax": by_diffrax}
TITLES = {"scipy": "SciPy solve_ivp, LSODA", "heyoka": "heyoka, Taylor, in batches", "diffrax": "diffrax, Tsit5, vmap"}


def main() -> int:
    """One solver."""
    solver, folder = sys.argv[1], Path(sys.argv[2])
    right = np.load(folder / "right.npy")
    seconds, count, found = SOLVERS[solver]()
    both = min(count, right.shape[2])
    some, exact = found[:, :, :both], right[:, :, :both]
    wrong = np.abs(some - exact) / (np.abs(exact) + 0.01 * FLOORS[:, None])
    line = {"solver": TITLES[solver], "seconds": seconds * 10_000 / count, "error": float(wrong.max()), "people": count}
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
