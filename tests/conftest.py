"""How often the laws are tried: 300 examples in everyday runs, 20,000 with `--hypothesis-profile=prove`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Before NumPy is imported: two workers on two cores, and small matrices, which more threads only slow down."""
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("everyday", max_examples=300, deadline=None, suppress_health_check=QUIET, derandomize=True)
settings.register_profile("prove", max_examples=20_000, deadline=None, suppress_health_check=QUIET)
settings.register_profile("mutate", max_examples=15, deadline=None, suppress_health_check=QUIET, derandomize=True)
settings.load_profile("everyday")
