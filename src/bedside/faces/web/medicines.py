"""The medicines that the web app knows and their pages, each read once by each process."""

from __future__ import annotations

from functools import cache

import bedside


@cache
def medicine(name: str) -> bedside.Medicine:
    """The shipped medicine of this id."""
    return bedside.load_medicine(name)


@cache
def pages() -> dict[str, bedside.Page]:
    """The pages of the library by the ids of their medicines."""
    return {page.id: page for page in bedside.library()}
