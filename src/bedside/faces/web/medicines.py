"""The medicines that the web app knows and their pages, each read once by each process."""

from __future__ import annotations

import gc
import hashlib
from functools import cache
from pathlib import Path

import django
from django.conf import settings

import bedside

SOURCE = (".py", ".toml", ".json", ".html", ".mo")
"""What is told, and what it is drawn by: templates and translations, too."""


@cache
def medicine(name: str) -> bedside.Medicine:
    """The shipped medicine of this id. It stays for as long as the process does: the collector need not look at it."""
    found = bedside.load_medicine(name)
    gc.collect()
    gc.freeze()
    return found


@cache
def pages() -> dict[str, bedside.Page]:
    """The pages of the library by the ids of their medicines."""
    return {page.id: page for page in bedside.library()}


@cache
def edition(name: str) -> str:
    """A digest of a medicine's file and of the program with its templates; what another one worked out is not told again."""
    return hashlib.sha256(f"{medicine(name).digest} {_program()}".encode()).hexdigest()


@cache
def _program() -> str:
    """A digest of every file of Bedside's own that an answer or its drawing can rest on, and of what draws it."""
    drawn = f"{bedside.__version__} {django.__version__} {settings.TIME_ZONE}"
    told, here = hashlib.sha256(drawn.encode()), Path(__file__).parents[2]
    for file in sorted(path for path in here.rglob("*") if path.suffix in SOURCE):
        told.update(f"{file.relative_to(here)} ".encode() + file.read_bytes())
    return told.hexdigest()
