"""The names of the medicines of the library, written down so that no page need be read for them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def names() -> tuple[tuple[str, str], ...]:
    """Each medicine of the library by its id, with each of its names: made by tools/make_index.py."""
    told = files("bedside").joinpath("questions", "names.tsv").read_text("utf-8")
    return tuple((line.split("\t")[0], line.split("\t")[1]) for line in told.splitlines() if not line.startswith("#"))
