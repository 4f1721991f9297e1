"""How near compiled equations are to what the processor can do, counted in the code and against a loop of multiply-adds."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from bedside.simulator import machine
from bedside.simulator.machine import Frozen
from bedside.simulator.stepping import Method, System
from written import Page

HERE = Path(__file__).resolve().parent
PLAIN = ("fadd", "fsub", "fmul")


def told(system: System, rows: tuple[str, ...], fixed: Frozen, method: Method, seconds: float) -> None:
    """Print what one right-hand side and one step cost, and how near `seconds` of one step of one person are to the limit."""
    module, _, width = machine.optimised(system, rows, fixed, method)
    step = operations(str(module))
    print(f"  one right-hand side: {right_hand_side(system, rows, fixed)}")
    rate = sum(step[word] for word in PLAIN) / seconds
    sums, divisions = sum(step[word] for word in PLAIN), step["fdiv"]
    print(f"  one step, {len(method.nodes)} of them and the exact part: {sums} sums and products, {divisions} divisions")
    clock = re.search(r"cpu MHz\s*: ([\d.]+)", Path("/proc/cpuinfo").read_text("utf-8"))
    stated = f"{float(clock[1]) / 1000:.2f} GHz stated" if clock else "no clock stated"
    print(f"  {1e9 * seconds:.1f} ns a step and person; {width} people a vector; {stated}; {rate / 1e9:.1f} G/s a core", end="")
    most = peak(width)
    print(f", {100 * rate / most:.0f} % of {most / 1e9:.0f} G/s, multiply-adds alone" if most else "; no compiler for the most")


def right_hand_side(system: System, rows: tuple[str, ...], fixed: Frozen) -> str:
    """What one evaluation of the rates and of all slopes takes, what is shared counted once."""
    page = Page()
    y = SimpleNamespace(**page.words("y", system.states))
    p = SimpleNamespace(**dict(fixed), **page.words("p", (*rows, "infusing")))
    system.rates(y, p, p, page)  # type: ignore[arg-type]
    system.changes(y, p, p, page)  # type: ignore[arg-type]
    kinds = Counter(_kind(line) for line in page.lines)
    return ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())


def _kind(line: str) -> str:
    if name := re.match(r"(exp|log|sqrt|minimum|maximum)\(", line):
        return {"exp": "exponentials", "log": "logarithms", "sqrt": "roots"}.get(name[1], "minima and maxima")
    return "divisions" if " / " in line else "sums and products"


def operations(text: str) -> Counter[str]:
    """Instructions of the loop over steps: that block of the code which has most of them."""
    blocks = re.split(r"\n(?=[\w.\"$-]+:)", text)
    counts = [Counter(re.findall(r"= (fadd|fsub|fmul|fdiv) ", block)) for block in blocks]
    return max(counts, key=lambda count: count.total())


@cache
def peak(width: int) -> float | None:
    """Additions and multiplications a second of one core, in vectors of so many doubles; None without a compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "peak"
        flags = ["-O3", "-march=native", "-ffp-contract=fast", f"-DW={width}"]
        subprocess.run([compiler, *flags, str(HERE / "peak.c"), "-o", str(program)], check=True)
        said = [subprocess.run([str(program)], capture_output=True, text=True, check=True).stdout for _ in range(3)]
    return max(float(each.split()[0]) for each in said)
