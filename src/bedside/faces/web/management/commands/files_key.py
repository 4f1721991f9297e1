"""`python -m bedside.faces.web files_key`: a new key for BEDSIDE_FILES_KEY."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Print a new key by which the files that people bring are encrypted."""

    help = "Print a new key for BEDSIDE_FILES_KEY. Keep it apart from the data folder: without it no file can be opened."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        self.stdout.write(Fernet.generate_key().decode())
