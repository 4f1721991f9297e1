"""Other solvers, each in a process of its own in an environment of its own, which is made when it is first needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / ".bench-venv-simulate"
WHEELS, NUMBALSODA, AMICI = HERE / "simulate_peers.txt", "numbalsoda==0.3.4", "amici==1.0.1"
"""The first are installed as they come. The others are compiled: C, C++ and Fortran; AMICI takes long."""
LONGEST = 900


@cache
def python() -> str:
    """The Python of the peers."""
    program = PEERS / "bin" / "python"
    if not program.exists():
        print(f"peers: installing {WHEELS.name} into {PEERS.name} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        install = [str(program), "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, "--only-binary=:all:", "--requirement", str(WHEELS)], check=False)
        subprocess.run([*install, "--no-build-isolation", "--no-deps", NUMBALSODA], check=False)
        subprocess.run([*install, AMICI], check=False)
    return str(program)


def around() -> dict[str, str]:
    """The environment of the peers: their programs come first, as models of AMICI have to be compiled by its own SWIG."""
    return os.environ | {"PATH": f"{PEERS / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def run(script: str, solver: str, folder: Path) -> dict[str, Any] | None:
    """What a solver says of itself; None, and a line that tells why, when it did not run."""
    call = [python(), str(HERE / script), solver, str(folder)]
    try:
        done = subprocess.run(call, capture_output=True, text=True, timeout=LONGEST, check=False, env=around())
    except subprocess.TimeoutExpired:
        print(f"{solver}: was not ready after {LONGEST} s")
        return None
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        print(f"{solver}: did not run: {(done.stderr.strip().splitlines() or ['no word'])[-1][:80]}")
        return None
    told: dict[str, Any] = lines[-1]
    return told
