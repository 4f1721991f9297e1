"""How often the laws are tried: 300 examples in everyday runs, 20,000 with `--hypothesis-profile=prove`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("everyday", max_examples=300, deadline=None, suppress_health_check=QUIET, derandomize=True)
settings.register_profile("prove", max_examples=20_000, deadline=None, suppress_health_check=QUIET)
settings.register_profile("mutate", max_examples=15, deadline=None, suppress_health_check=QUIET, derandomize=True)
settings.load_profile("everyday")
