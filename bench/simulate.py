"""How fast are virtual people? The reference problem beside C and general solvers, then the whole model, in one run.

python bench/simulate.py           everything, some minutes
python bench/simulate.py --quick   without the peers

Times are seconds of CPU over all cores, so that what else runs on the machine matters less; every solver gets the same people
and makes the same decisions, and its error is measured against SciPy's DOP853 at 1e-11.
"""

from __future__ import annotations

import json
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bedside.simulator import body, machine, on_jax
from bedside.simulator.model import load_model
from bedside.simulator.people import draw, noise
from bedside.simulator.stepping import CLASSIC, FIFTH, Step
from peer_problem import DOSED, FLOORS, HOURS, INFUSION, NAMES, SLOTS, STATES, Numbers, exact, people
from reference_problem import closed_loop

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".bench-venv-simulate"
PACKAGES = ("heyoka==7.13.2", "diffrax==0.7.2", "scipy==1.17.1")
MANY, CHECKED = 10_000, 24
SIZES = (1_000, 10_000, 100_000)
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
    closed_loop({name: row[:8] for name, row in p.items()}, machine, tables(), FIFTH)
    begin = time.process_time()
    found = closed_loop(p, machine, tables(), FIFTH)
    return time.process_time() - begin, found


def by_hand(p: dict[str, Numbers], folder: Path) -> tuple[float, Numbers] | None:
    """The C version, compiled for this processor; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    wide = "avx512f" in Path("/proc/cpuinfo").read_text("utf-8")
    program, given, out = folder / "course", folder / "in", folder / "out"
    flags = ["-O3", "-march=native", "-ffp-contract=fast", "-fopenmp", f"-DW={8 if wide else 4}"]
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
    seconds, found = min((ours(p) for _ in range(3)), key=lambda told: told[0])
    row("Bedside, machine code", seconds, seconds, error(found[1:], right))
    with tempfile.TemporaryDirectory() as folder:
        told = [by_hand(p, Path(folder)) for _ in range(3)]
    if told[0] is None:
        print("C by hand: no compiler here")
    else:
        fastest = min((each for each in told if each), key=lambda each: each[0])
        row(f"C by hand, {'AVX-512' if has('avx512f') else 'AVX2'}", fastest[0], seconds, error(fastest[1], right))
    if not quick:
        for line in peers(right):
            row(line["solver"], line["seconds"], seconds, line["error"])


def has(flag: str) -> bool:
    """Whether the processor says that it has something."""
    return flag in Path("/proc/cpuinfo").read_text("utf-8")


def row(solver: str, seconds: float, own: float, wrong: float) -> None:
    """One line of the table."""
    print(f"{solver:<44}{seconds:>10.3f}{seconds / own:>11.1f}{wrong:>11.1e}", flush=True)


def peers(right: Numbers) -> list[dict[str, float]]:
    """What the peers took, each in a process of their own environment; those that fail say why."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        print(f"peers: installing {', '.join(PACKAGES)} into {PEERS.name} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:", *PACKAGES]
        subprocess.run(install, check=False)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "right.npy", right)
        for peer in ("heyoka", "diffrax", "scipy"):
            call = [str(python), str(HERE / "simulate_peers.py"), peer, folder]
            done = subprocess.run(call, capture_output=True, text=True, timeout=900, check=False)
            lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
            found += lines
            if not lines:
                print(f"{peer}: did not run: {(done.stderr.strip().splitlines() or ['no word'])[-1][:80]}")
    return found


def whole_model() -> None:
    """People per second of the whole model in a closed loop, compile time apart, memory, and whether it grows in proportion."""
    model = load_model("aldesleukin")
    begin = time.perf_counter()
    course(model, 8)
    print(
        f"\nThe whole model, {len(body.STATES)} states, 28 days; compiling and starting: {time.perf_counter() - begin:.1f} s\n"
    )
    print(f"{'people':>9}{'CPU s':>9}{'people/CPU s':>14}{'wall s':>9}{'people/s':>11}{'peak MB':>9}")
    for size in SIZES:
        cpu, wall = time.process_time(), time.perf_counter()
        course(model, size)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>9,}{cpu:>9.2f}{size / cpu:>14,.0f}{wall:>9.2f}{size / wall:>11,.0f}{peak:>9,.0f}", flush=True)


def course(model: object, size: int) -> Numbers:
    """Doses of each of so many people: 28 days, two cycles, held by three marks, decided before every slot."""
    crowd = draw(model, size, 1)  # type: ignore[arg-type]
    state, doses, ones = body.start(crowd), np.zeros(size), np.ones(size)
    for slot in range(84):
        give = np.zeros(size)
        if slot % 42 < 14:
            seen = body.signs(state, crowd)
            low = seen["systolic_bp"] + 5 * noise(1, crowd.ids, slot, "systolic_bp") < 85
            give = np.where(low | (seen["pressor_rate"] > 0.8) | (seen["creatinine"] >= 3), 0.0, 0.6)
        doses += give > 0
        on = ones if slot % 42 < 17 else np.zeros(size)
        state = body.advance(state, crowd, give, on, ones)
    return doses


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
            limit(crowd, taken)
    print(f"JAX finds a graphics processor: {'yes' if on_jax.finds_gpu() else 'no; nothing was measured on one'}")


def limit(crowd: object, taken: float) -> None:
    """Operations of one step, counted in the code before it is compiled, against two multiply-adds a cycle."""
    ir, _ = machine.library()
    rows = (*crowd.names, "dose", "on", "pressor_allowed")  # type: ignore[attr-defined]
    fixed = tuple(crowd.fixed.items())  # type: ignore[attr-defined]
    text = machine.write(ir, body.BODY, rows, fixed, CLASSIC, 4)
    counts = {word: len(re.findall(rf"= {word} ", text)) for word in ("fadd", "fsub", "fmul", "fdiv", "fcmp")}
    counts["sqrt"] = text.count("call contract") + len(re.findall(r"call <4 x double> @\"llvm.sqrt", text))
    plain = counts["fadd"] + counts["fsub"] + counts["fmul"]
    rate = plain * len(body.DOSED) / taken
    clock = float(re.search(r"cpu MHz\s*: ([\d.]+)", Path("/proc/cpuinfo").read_text("utf-8"))[1]) * 1e6  # type: ignore[index]
    lanes = 8 if has("avx512f") else 4
    print(f"  one step as it is written: {counts}; {rate / 1e9:.1f} G additions and multiplications a second a core,")
    share = 100 * rate / (2 * 2 * lanes * clock)
    print(
        f"  {share:.0f} % of two multiply-adds of {lanes} lanes a cycle at {clock / 1e9:.2f} GHz, what is shared counted twice"
    )


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
    machineries()
    whole_model()
    stress()
    return 0


if __name__ == "__main__":
    sys.exit(main())
