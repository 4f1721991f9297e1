"""The tables of this package: how people word things and ask for things, and the numbers that were fitted to them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDING, ASKINGS, ROUTES, ELSEWHERE, ASKS, WEIGHTS = "wording", "askings", "routes", "elsewhere", "asks", "weights"
MODEL, INDEX = "model", "index"
"""The files of numbers."""


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table by its name."""
    return tomllib.loads(files("bedside").joinpath("questions", f"{name}.toml").read_text("utf-8"))


def numbers(name: str, lead: str = "") -> dict[str, NDArray[Any]]:
    """The arrays of a file of numbers whose names begin with `lead`, without it."""
    with files("bedside").joinpath("questions", f"{name}.npz").open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return {key.removeprefix(lead): stored[key] for key in stored.files if key.startswith(lead)}


@cache
def names() -> tuple[tuple[str, str], ...]:
    """Each medicine of the library by its id, with each of its names: made by tools/make_index.py."""
    told = files("bedside").joinpath("questions", "names.tsv").read_text("utf-8")
    return tuple((line.split("\t")[0], line.split("\t")[1]) for line in told.splitlines() if not line.startswith("#"))


def lookalikes() -> list[dict[str, Any]]:
    """The other medicines whose names stand near to one of the library's."""
    rows: list[dict[str, Any]] = tomllib.loads(files("bedside").joinpath("pages", "lookalikes.toml").read_text("utf-8"))[
        "other"
    ]
    return rows
