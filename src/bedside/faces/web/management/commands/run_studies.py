"""`python -m bedside.faces.web run_studies`: work out the studies that wait, and end."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from bedside.faces.web.studies.running import run_waiting

NICE = 10
"""Pages come first, and reports next: a study takes the time that is left."""


class Command(BaseCommand):
    """Work out the studies that wait, one after the other, and end."""

    help = "Work out the studies that wait, one after the other, and end."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        os.nice(NICE)
        self.stdout.write(f"{run_waiting()} worked out")
