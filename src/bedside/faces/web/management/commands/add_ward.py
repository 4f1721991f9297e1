"""`python -m bedside.faces.web add_ward "Ward 4" --guide consensus-2014`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import bedside
from bedside.faces.web.accounts.making import make_ward


class Command(BaseCommand):
    """Make a ward that follows one published guide."""

    help = "Make a ward that follows one published guide."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--guide", required=True)
        parser.add_argument("--medicine", default="aldesleukin")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        try:
            ward = make_ward(options["name"], options["medicine"], options["guide"])
        except bedside.Refusal as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(f"{ward.name} follows {ward.guide}")
