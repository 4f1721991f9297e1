"""The reference problem by solvers in Python, one a call: python simulate_peers.py SOLVER FOLDER, in an environment of its own.

Prints one line of JSON: seconds of CPU for 10,000 people, as measured on fewer, without compiling, and the largest error. The
folder holds what is exact of the first people, [84, 10, people]. Each has the tolerance at which its error is about 1e-6.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from peer_problem import (
    DOSED,
    FLOORS,
    HIGH_CREATININE,
    HOURS,
    INFUSION,
    LOW_PRESSURE,
    NAMES,
    SLOTS,
    STATES,
    people,
    slopes,
    start,
)
from written import Page, Word, read

HERE = Path(__file__).resolve().parent
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
        list(zip(y, found, strict=True)), np.zeros((10, width)), pars=np.ones((30, width)), tol=3e-8
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


def by_numbalsoda() -> Found:
    """DOP853 in compiled code, everything around it compiled as well."""
    import numba
    from numbalsoda import dop853, lsoda_sig

    page = Page()
    y, p = (list(page.words(letter, names).values()) for letter, names in (("y", STATES), ("p", NAMES)))
    written = page.function("slopes", slopes(0.0, y, p, Word("p[29]", page)))  # type: ignore[arg-type]
    compiled = numba.njit(read(written, "slopes", {}))

    @numba.cfunc(lsoda_sig)
    def rhs(t: Any, y: Any, dy: Any, p: Any) -> None:
        for place, each in enumerate(compiled(numba.carray(y, (10,)), numba.carray(p, (30,)))):
            dy[place] = each

    address, dosed, tolerance = rhs.address, DOSED, 3e-8

    @numba.njit
    def go(numbers: Any, first: Any, found: Any) -> None:
        p, times = np.empty(30), np.zeros(2)
        for i in range(len(first)):
            p[:29] = numbers[i]
            y = first[i].copy()
            for slot in range(SLOTS):
                left = HOURS
                if dosed[slot] and y[4] >= LOW_PRESSURE and y[5] <= HIGH_CREATININE:
                    p[29], times[1], left = p[4], INFUSION, HOURS - INFUSION
                    y = dop853(address, y, times, p, tolerance, 0.1 * tolerance)[0][1].copy()
                p[29], times[1] = 0.0, left
                y = dop853(address, y, times, p, tolerance, 0.1 * tolerance)[0][1].copy()
                found[slot, :, i] = y

    count = 240
    p, y = (np.ascontiguousarray(each) for each in rows(count))
    found = np.empty((SLOTS, 10, count))
    go(p[:2].copy(), y[:2].copy(), found)
    begin = time.process_time()
    go(p, y, found)
    return time.process_time() - begin, count, found


def by_desolve(folder: Path) -> Found:
    """LSODA of deSolve in R, equations compiled from C."""
    count, program = 120, shutil.which("Rscript")
    if program is None:
        raise SystemExit("R is not installed")
    page = Page()
    y, p = (list(page.words(letter, names).values()) for letter, names in (("y", (*STATES, "inflow")), ("p", NAMES)))
    lines = page.in_c([*slopes(0.0, y[:10], p, y[10]), 0.0])  # type: ignore[arg-type]
    head = "static double p[29];\nvoid begin(void (*fill)(int *, double *)) { int n = 29; fill(&n, p); }\n"
    of = "void slopes(int *n, double *t, double *y, double *dy, double *out, int *ip)"
    (folder / "slopes.c").write_text(f"{head}{of} {{\n{lines}\n}}\n", "utf-8")
    compile_it = ["cc", "-O3", "-march=native", "-shared", "-fPIC", "slopes.c", "-o", "slopes.so"]
    subprocess.run(compile_it, cwd=folder, check=True)
    numbers, first = rows(count)
    for name, table in (("numbers", numbers), ("start", first), ("dosed", DOSED.astype(int))):
        np.savetxt(folder / f"{name}.csv", table, delimiter=",")
    done = subprocess.run([program, str(HERE / "desolve.R"), str(folder)], capture_output=True, text=True, check=True)
    found = np.loadtxt(folder / "found.csv", delimiter=",").reshape(count, SLOTS, 10).transpose(1, 2, 0)
    return float(done.stdout), count, found


SOLVERS: Mapping[str, tuple[str, Callable[[], Found]]] = {
    "heyoka": ("heyoka, Taylor, in batches", by_heyoka),
    "numbalsoda": ("numbalsoda, DOP853", by_numbalsoda),
    "deSolve": ("deSolve in R, LSODA of compiled C", lambda: by_desolve(Path(sys.argv[2]))),
    "diffrax": ("diffrax, Tsit5, vmap", by_diffrax),
    "scipy": ("SciPy solve_ivp, LSODA", by_scipy),
}


def tell(solvers: Mapping[str, tuple[str, Callable[[], Found]]]) -> int:
    """One solver, as the command line says."""
    title, work = solvers[sys.argv[1]]
    right = np.load(Path(sys.argv[2]) / "right.npy")
    seconds, count, found = work()
    both = min(count, right.shape[2])
    some, exact = found[:, :, :both], right[:, :, :both]
    wrong = np.abs(some - exact) / (np.abs(exact) + 0.01 * FLOORS[:, None])
    print(json.dumps({"solver": title, "seconds": seconds * 10_000 / count, "error": float(wrong.max()), "people": count}))
    return 0


if __name__ == "__main__":
    sys.exit(tell(SOLVERS))
