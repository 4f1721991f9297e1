"""Equations worked out with NumPy: what machine code and JAX are compared with, and what works where neither is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import numpy as np

from bedside.simulator.shapes import Each, States
from bedside.simulator.stepping import CLASSIC, Method, Step, System, advance_by


def go(
    system: System,
    state: States,
    numbers: Mapping[str, Each | float],
    inputs: Mapping[str, Each],
    steps: Sequence[Step],
    method: Method = CLASSIC,
) -> States:
    """The state [states, people] after these steps."""
    p, values = SimpleNamespace(**numbers), list(state)
    for step in steps:
        u = SimpleNamespace(**inputs, infusing=step.infusing)
        values = advance_by(system, values, p, u, step.hours, np, method)
    return np.stack(values)
