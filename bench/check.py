"""How fast is `check`, and how fast is everything else on the same rules?

    python bench/check.py            everything, about five minutes
    python bench/check.py --quick    smaller, well under a minute

Run it with the Python in whose environment Bedside is installed. The peers go into `.bench-venv`, which this makes. Every line
is measured in a process of its own, on one core, in seconds of CPU: the median of several repeats. The run
fails when two of them decide differently.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rule_engines import peak

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".bench-venv"
GUIDES = ("consensus-2014", "uspi-2024")
AT = "2026-05-05T16:00:00Z"
ENGINES = {
    "rule-engine": "rule-engine",
    "business-rules": "business-rules",
    "durable_rules": "durable_rules",
    "cel-python": "cel-python",
    "common-expression-language": "common-expression-language, in Rust,",
    "common-expression-language, facts converted before": "the same engine, its facts made before:",
}
MIB = 1 << 20


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    cohorts: tuple[int, ...]
    sample: int
    repeats: int
    seconds: float


FULL = Size((1_000, 100_000, 1_000_000), 500, 5, 8.0)
QUICK = Size((1_000, 100_000), 100, 3, 1.0)


@dataclass(frozen=True)
class Line:
    """One measurement: seconds of CPU for each repeat, of `count` decisions; `same` stands for what was decided."""

    what: str
    guide: str
    count: int
    seconds: tuple[float, ...] = ()
    memory: int = 0
    data: int = 0
    same: str = ""
    trouble: str = ""

    @property
    def each(self) -> float:
        """Microseconds for one decision."""
        return 1e6 * statistics.median(self.seconds) / self.count


def digest(decisions: list[str]) -> str:
    return hashlib.sha256("\n".join(decisions).encode()).hexdigest()


def timed(work: Callable[[], Any], repeats: int) -> tuple[list[float], Any]:
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # begin the peak of memory anew: drawing the ward is not measured
    spent = []
    for _ in range(repeats):
        begin = time.process_time()
        found = work()
        spent.append(time.process_time() - begin)
    return spent, found


# ------------------------------------------------------------------------------------------- what each child measures


def measure(what: str, guide: str, count: int, repeats: int) -> dict[str, Any]:
    """Run one measurement in this process."""
    from bedside import load_medicine

    seconds, decisions, data = MEASURED[what](load_medicine("aldesleukin"), guide, count, repeats)
    return {"seconds": seconds, "same": digest(decisions), "data": data, "memory": peak()}


def explained(medicine: Any, guide: str, count: int, repeats: int) -> tuple[list[float], list[str], int]:
    """One person at a time, each with every reason; nothing that a round worked out is there in the next."""
    from bedside import Patient, check
    from ward import patients, ward

    people = patients(ward(medicine, count))
    rounds = []
    for _ in range(repeats):
        anew = [(Patient.of(p.observations), t) for p, t in people]
        single = [timed(lambda p=p, t=t: check(medicine, p, t, guide), 1) for p, t in anew]
        rounds.append(sum(spent[0] for spent, _ in single))
    return rounds, [str(answer.decision) for _, answer in single], 0


def demonstrated(medicine: Any, guide: str, count: int, repeats: int) -> tuple[list[float], list[str], int]:
    from bedside import Patient, check, demo_record, load_record, parse_time

    known, at = load_record(demo_record()).observations, parse_time(AT)
    seconds, answers = timed(lambda: [check(medicine, Patient.of(known), at, guide) for _ in range(count)], repeats)
    return seconds, [str(answers[0].decision)], 0


def in_cohort(medicine: Any, guide: str, count: int, repeats: int) -> tuple[list[float], list[str], int]:
    from bedside.verbs.check_many import CODES, decide_cohort
    from ward import ward

    made = ward(medicine, count)
    seconds, codes = timed(lambda: decide_cohort(medicine, medicine.guides[guide], made.cohort, made.at), repeats)
    return seconds, [str(CODES[code]) for code in codes], made.data_bytes


def in_cohort_now(medicine: Any, guide: str, count: int, repeats: int) -> tuple[list[float], list[str], int]:
    """The same without what has to have lasted: only that is asked which the engines are asked."""
    from bedside.verbs.check_many import decide_cohort
    from ward import ward

    made, chosen = ward(medicine, count), medicine.guides[guide]
    steps = tuple(replace(s, rule=replace(s.rule, when=without_held(s.rule.when))) for s in chosen.steps)
    now = replace(chosen, steps=tuple(s for s in steps if not s.rule.id.endswith("decide.stop")))
    seconds, _ = timed(lambda: decide_cohort(medicine, now, made.cohort, made.at), repeats)
    return seconds, [], made.data_bytes


def without_held(tree: Any) -> Any:
    from bedside.criterion import Held

    if isinstance(tree, Held):
        return without_held(tree.arg)
    return replace(tree, args=tuple(map(without_held, tree.args))) if hasattr(tree, "args") else tree


def by_numpy(medicine: Any, _: str, count: int, repeats: int) -> tuple[list[float], list[str], int]:
    from bedside.verbs.check_many import CODES
    from by_hand_numpy import decide
    from ward import ward

    made = ward(medicine, count)
    seconds, codes = timed(lambda: decide(made.cohort.columns, made.at), repeats)
    return seconds, [str(CODES[code]) for code in codes], made.data_bytes


def by_ifs(medicine: Any, guide: str, count: int, repeats: int) -> tuple[list[float], list[str], int]:
    from by_hand_python import CHAINS

    facts, chain = snapshot(medicine, guide, count)["facts"], CHAINS[guide]
    seconds, decisions = timed(lambda: [chain(slot) for slot in facts], repeats)
    return seconds, decisions, 0


MEASURED = {
    "explain": explained,
    "explain, the demonstration record": demonstrated,
    "cohort": in_cohort,
    "cohort, without looking back": in_cohort_now,
    "NumPy by hand": by_numpy,
    "if-chain by hand": by_ifs,
}


def snapshot(medicine: Any, guide: str, count: int) -> dict[str, Any]:
    """What the peers are given of the first slots of the ward."""
    from snapshot import Snapshot
    from ward import ward

    return Snapshot(medicine.guides[guide], ward(medicine, count)).to_json()


# -------------------------------------------------------------------------------------------------------- the parent


def child(what: str, guide: str, count: int, repeats: int) -> Line:
    told = run([sys.executable, str(HERE / "check.py"), "--child", what, guide, str(count), str(repeats)], 600)
    return Line(what, guide, count, **{**told, "seconds": tuple(told["seconds"])})


def engine(name: str, guide: str, file: Path, count: int, seconds: float) -> Line:
    if name.split(",")[0] not in installed():
        return Line(ENGINES[name], guide, count, trouble="did not install")
    command = [str(PEERS / "bin/python"), str(HERE / "rule_engines.py"), name, str(file), str(seconds)]
    try:
        told = run(command, 120)
    except (RuntimeError, subprocess.TimeoutExpired) as trouble:
        return Line(ENGINES[name], guide, count, trouble=str(trouble).splitlines()[-1][:60])
    same = digest(told["decisions"])
    return Line(f"{ENGINES[name]} {told['version']}", guide, count, tuple(told["seconds"]), told["memory"], same=same)


def run(command: list[str], limit: float) -> dict[str, Any]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def install_peers() -> None:
    """An environment of the peers' own; whatever does not install is left out."""
    if not (PEERS / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    for peer in (HERE / "peers-requirements.txt").read_text("utf-8").split():
        if peer.split("==")[0] not in installed():
            print(f"installing {peer} ...", flush=True)
            subprocess.run([str(PEERS / "bin/python"), "-m", "pip", "install", "-q", peer], capture_output=True)


def installed() -> set[str]:
    ask = "import importlib.metadata as m, json; print(json.dumps([d.metadata['Name'] for d in m.distributions()]))"
    done = subprocess.run([str(PEERS / "bin/python"), "-c", ask], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def start_up(repeats: int) -> Line:
    """CPU of the whole command, from nothing to the answer."""
    from bedside import demo_record

    command = [Path(sys.executable).parent / "bedside", "check", demo_record(), "--guide", GUIDES[0], "--at", AT]
    seconds, memory = [], 0
    for _ in range(repeats):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(used.ru_utime + used.ru_stime)
        memory = max(memory, used.ru_maxrss * 1024)
    return Line("bedside check, start-up", GUIDES[0], 1, tuple(seconds), memory)


def lines_of(guide: str, size: Size) -> list[Line]:
    """All measurements of one guide."""
    from bedside import load_medicine

    found = [child("explain, the demonstration record", guide, 20, size.repeats)]
    found.append(child("explain", guide, size.sample, 1 if size is QUICK else 3))
    found += [child("cohort", guide, count, size.repeats) for count in (size.sample, *size.cohorts)]
    if guide == "consensus-2014":
        found.append(child("cohort, without looking back", guide, 100_000, size.repeats))
        found += [child("NumPy by hand", guide, count, size.repeats) for count in (size.sample, *size.cohorts)]
    found.append(child("if-chain by hand", guide, size.sample, size.repeats))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "snapshot.json"
        file.write_text(json.dumps(snapshot(load_medicine("aldesleukin"), guide, size.sample)), "utf-8")
        found += [engine(name, guide, file, size.sample, size.seconds) for name in ENGINES]
    return found


def differing(lines: list[Line]) -> list[str]:
    """Measurements of the same slots that decided differently."""
    told: dict[tuple[str, int], Line] = {}
    wrong = []
    for line in lines:
        if line.same and "demonstration" not in line.what and "without" not in line.what:
            first = told.setdefault((line.guide, line.count), line)
            if first.same != line.same:
                wrong.append(f"{line.guide}, {line.count} slots: {line.what} does not decide as {first.what} does")
    return wrong


def reader(lines: list[Line], guide: str) -> Line:
    return next(line for line in lines if line.what == "cohort" and line.guide == guide and line.count == 100_000)


def show(lines: list[Line]) -> None:
    heads = ("what", "N", "seconds", "decisions/s", "us each", "x cohort", "peak MiB", "data MiB")
    form = "{:<46}{:>10}{:>10}{:>13}{:>11}{:>10}{:>10}{:>10}"
    for guide in GUIDES:
        print(f"\n{guide}\n{form.format(*heads)}")
        base = reader(lines, guide).each
        for line in lines:
            if line.guide == guide and line.trouble:
                print(f"{line.what:<46}{line.trouble}")
            elif line.guide == guide and "start-up" not in line.what:
                print(form.format(*cells(line, base)))


def cells(line: Line, base: float) -> tuple[str, ...]:
    """A line of the table; `base` is what the cohort reader takes for one decision."""
    seconds = f"{statistics.median(line.seconds):.3f}"
    each = f"{1e6 / line.each:,.0f}", f"{line.each:,.2f}", f"{line.each / base:,.1f}"
    memory = f"{line.memory / MIB:,.0f}", f"{line.data / MIB:,.0f}" if line.data else ""
    return line.what, f"{line.count:,}", seconds, *each, *memory


def show_goals(lines: list[Line]) -> None:
    """What was wanted, and what was found."""
    print("\nGoals")
    for guide in GUIDES:
        some = [line for line in lines if line.guide == guide and line.seconds]
        base = reader(some, guide).each
        now = next((line.each for line in some if "without" in line.what), None)
        for line in some:
            if line.what.startswith("explain"):
                goal(f"{guide}: {line.what}: {line.each / 1e3:.2f} ms; wanted: under 5", line.each < 5_000)
            if line.what.startswith(tuple(ENGINES.values())):
                told = f"{guide}: cohort is {line.each / base:.0f} times as fast as {line.what}"
                told += f" ({line.each / now:.0f} times without looking back)" if now else ""
                goal(f"{told}; wanted: 100", line.each >= 100 * base)
            if line.what == "NumPy by hand" and line.count >= 100_000:
                ours = next(k.each for k in some if k.what == "cohort" and k.count == line.count)
                told = f"{guide}, {line.count:,}: cohort takes {ours / line.each:.2f} times as long as NumPy by hand"
                goal(f"{told}; wanted: at most 3", ours <= 3 * line.each)
    start = next(line for line in lines if "start-up" in line.what)
    told = f"bedside check from start to answer: {start.each / 1e6:.2f} s of CPU, {start.memory / MIB:.0f} MiB"
    goal(f"{told}; wanted: under 0.4 s", start.each < 400_000)


def goal(told: str, met: bool) -> None:
    print(f"  {'met   ' if met else 'MISSED'}  {told}")


def main() -> None:
    """Measure, print, and fail where decisions differ."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="smaller cohorts, fewer repeats")
    arguments.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.child:
        what, guide, count, repeats = given.child
        print(json.dumps(measure(what, guide, int(count), int(repeats))))
        return
    import numpy

    size = QUICK if given.quick else FULL
    versions = f"Python {platform.python_version()}, NumPy {numpy.__version__}"
    print(f"{versions}, {platform.machine()}, {os.cpu_count()} cores, of which each line uses one")
    install_peers()
    lines = [start_up(7), *(line for guide in GUIDES for line in lines_of(guide, size))]
    show(lines)
    show_goals(lines)
    wrong = differing(lines)
    print("\n" + ("\n".join(wrong) or "All that decided the same slots decided the same."))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
