"""How fast are virtual people? The reference problem beside C and general solvers, then the whole model, in one run.

python bench/simulate.py           everything, some minutes
python bench/simulate.py --quick   without the peers

Times are seconds of CPU over all cores, so that what else runs on the machine matters less; every solver gets the same people
and makes the same decisions, and its error is measured against SciPy's DOP853 at 1e-11.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import limit
import running_peers
import whole_model
from bedside.simulator import body, machine, on_jax
from bedside.simulator.model import load_model
from bedside.simulator.people import draw
from bedside.simulator.stepping import CLASSIC, FIFTH, Step
from peer_problem import DOSED, FLOORS, HOURS, INFUSION, NAMES, SLOTS, STATES, Numbers, exact, people
from reference_problem import PROBLEM, closed_loop, room

HERE = Path(__file__).resolve().parent
SOLVERS = {
    "simulate_peers.py": ("heyoka", "numbalsoda", "deSolve", "diffrax", "scipy"),
    "sbml_peers.py": ("libroadrunner", "COPASI", "AMICI"),
}
MANY, CHECKED, REPEATS = 10_000, 24, 5
STRESS = 100_000


def grown(first: float, ratio: float, most: float, hours: float) -> list[float]:
    """Steps that grow from `first` by `ratio` up to `most`, filling so many hours."""
    found = [first]
    while sum(found) < hours:
        found.append(min(found[-1] * ratio, most))
    return [step * hours / sum(found) for step in found]


def tables() -> tuple[list[Step], list[Step]]:
    """The steps of a slot with doses, short where the effect saturates, and of one without."""
    infused = [Step(hours, 1.0) for hours in grown(0.0005, 2.5, 0.1, INFUSION)]
    after = [Step(hours, 0.0) for hours in grown(0.35, 1.03, 0.5, HOURS - INFUSION)]
    return infused + after, [Step(HOURS / 14, 0.0)] * 14


def error(found: Numbers, right: Numbers) -> float:
    """The largest relative error of any state at any slot of the people that were worked out exactly."""
    some = found[:, :, : right.shape[2]]
    return float((np.abs(some - right) / (np.abs(right) + 0.01 * FLOORS[:, None])).max())


def ours(p: dict[str, Numbers]) -> tuple[float, Numbers]:
    """Bedside's own machinery."""
    closed_loop({name: row[:8] for name, row in p.items()}, machine, tables(), FIFTH, room(8))
    ready = room(len(p["k10"]))
    begin = time.process_time()
    found = closed_loop(p, machine, tables(), FIFTH, ready)
    return time.process_time() - begin, found


def by_hand(p: dict[str, Numbers], folder: Path) -> tuple[float, Numbers] | None:
    """The C version, compiled for this processor; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    program, given, out = folder / "course", folder / "in", folder / "out"
    flags = ["-O3", "-march=native", "-ffp-contract=fast", "-mprefer-vector-width=512", "-fopenmp", f"-DW={8 if wide() else 4}"]
    subprocess.run([compiler, *flags, str(HERE / "course.c"), "-o", str(program), "-lm"], check=True)
    with given.open("wb") as file:
        file.write(np.stack([p[name] for name in NAMES]).tobytes())
        for table in tables():
            file.write(np.array([len(table), *(s.hours for s in table), *(s.infusing for s in table)], float).tobytes())
        file.write(DOSED.astype(np.int8).tobytes())
    count = len(p["k10"])
    done = subprocess.run([str(program), str(count), str(given), str(out)], capture_output=True, text=True, check=True)
    return float(done.stdout), np.fromfile(out).reshape(SLOTS, len(STATES), count)


def reference(p: dict[str, Numbers], right: Numbers, quick: bool) -> None:
    """The table of the reference problem."""
    print(f"\nReference problem, {MANY:,} people, {SLOTS} slots, seconds of CPU for 10,000 people\n")
    print(f"{'solver':<44}{'seconds':>10}{'x Bedside':>11}{'error':>11}")
    seconds, found = min((ours(p) for _ in range(REPEATS)), key=lambda told: told[0])
    row("Bedside, machine code", seconds, seconds, error(found[1:], right))
    dosed, resting = (len(table) for table in tables())
    steps = int(DOSED.sum()) * dosed + int((~DOSED).sum()) * resting
    with tempfile.TemporaryDirectory() as folder:
        told = [by_hand(p, Path(folder)) for _ in range(REPEATS)]
    if told[0] is None:
        print("C by hand: no compiler here")
    else:
        fastest = min((each for each in told if each), key=lambda each: each[0])
        row(f"C by hand, {'AVX-512' if wide() else 'AVX2'}", fastest[0], seconds, error(fastest[1], right))
    if not quick:
        for line in peers(right):
            row(line["solver"], line["seconds"], seconds, line["error"])
    print("How near Bedside is to what the processor can do, what decides and copies in between counted in:")
    limit.told(PROBLEM, (*p, "given"), (), FIFTH, seconds / MANY / steps)


def wide() -> bool:
    """Whether the processor has vectors of eight doubles."""
    return "avx512f" in Path("/proc/cpuinfo").read_text("utf-8")


def row(solver: str, seconds: float, own: float, wrong: float) -> None:
    """One line of the table."""
    print(f"{solver:<44}{seconds:>10.3f}{seconds / own:>11.1f}{wrong:>11.1e}", flush=True)


def peers(right: Numbers) -> Iterator[dict[str, Any]]:
    """What the peers took."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "right.npy", right)
        for script, solvers in SOLVERS.items():
            for solver in solvers:
                line = running_peers.run(script, solver, Path(folder))
                if line is not None:
                    yield line


def machineries() -> None:
    """The same slot by every machinery, and how near the machine code is to what the processor can do."""
    model = load_model("aldesleukin")
    print("\nOne slot with a dose, microseconds of CPU a person\n")
    for by, size in (("machine code", 20_000), ("jax", 8192), ("jax single", 8192), ("numpy", 1000)):
        crowd = draw(model, size, 1)
        state, ones = body.start(crowd), np.ones(size)
        body.advance(state, crowd, 0.6 * ones, ones, ones, by=by)  # type: ignore[arg-type]
        begin = time.process_time()
        for _ in range(3):
            body.advance(state, crowd, 0.6 * ones, ones, ones, by=by)  # type: ignore[arg-type]
        taken = (time.process_time() - begin) / 3 / size
        print(f"{by:<14}{taken * 1e6:>8.2f}", flush=True)
        if by == "machine code":
            rows = (*crowd.names, "dose", "on", "pressor_allowed")
            limit.told(body.BODY, rows, tuple(crowd.fixed.items()), CLASSIC, taken / len(body.DOSED))
    print(f"JAX finds a graphics processor: {'yes' if on_jax.finds_gpu() else 'no; nothing was measured on one'}")


def stress() -> None:
    """100,000 people far off in everything: none may become not a number."""
    model = load_model("aldesleukin")
    chance, bad = np.random.default_rng(0), 0
    for _ in range(STRESS // 10_000):
        given = {}
        for key in model.varying():
            told = model.quantities[key]
            given[key] = np.clip(told.median * np.exp(told.spread * chance.uniform(-3, 3, 10_000)), told.low, told.high)
        crowd = draw(model, 10_000, 0, given)
        state, ones = body.start(crowd), np.ones(10_000)
        finite = np.ones(10_000, bool)
        for slot in range(48):
            state = body.advance(state, crowd, 0.6 * ones * (slot < 28), ones, ones)
            finite &= np.isfinite(state).all(axis=0)
        bad += int((~finite).sum())
    print(f"\n{STRESS:,} people anywhere within three deviations in everything, 28 doses: {bad} became not a number")


def main() -> int:
    """Everything."""
    quick = "--quick" in sys.argv
    p = people(MANY)
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}")
    right = np.stack([exact(p, which) for which in range(CHECKED)], axis=-1)[1:]
    reference(p, right, quick)
    model = load_model("aldesleukin")
    whole_model.by_size(model)
    if not quick:
        whole_model.beside(model)
    machineries()
    stress()
    return 0


if __name__ == "__main__":
    sys.exit(main())
