"""How many processors share one product of arrays: one, unless whoever runs the program says otherwise."""

from __future__ import annotations

import os

VARIABLE = "OPENBLAS_NUM_THREADS"


def on_one_thread() -> None:
    """Tell NumPy so, before it is loaded: the arrays of a question are so small that to share the work is more work."""
    os.environ.setdefault(VARIABLE, "1")
