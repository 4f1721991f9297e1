"""The medicines that the web app knows, each read once by each process."""

from __future__ import annotations

from functools import cache

import bedside


@cache
def medicine(name: str) -> bedside.Medicine:
    """The shipped medicine of this id."""
    return bedside.load_medicine(name)
