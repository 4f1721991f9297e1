"""`python -m bedside.faces.web read_reports`: read the reports that wait, and end."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from bedside.faces.web.reports.reading import read_waiting

NICE = 5
"""Pages come first: reading takes the time that is left."""


class Command(BaseCommand):
    """Read the reports that wait, one after the other, and end."""

    help = "Read the reports that wait, one after the other, and end."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        os.nice(NICE)
        self.stdout.write(f"{read_waiting()} read")
