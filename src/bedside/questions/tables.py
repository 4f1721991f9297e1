"""The tables of this package: how people word things, ask for things, and what words are near in meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

WORDING, ASKINGS, ROUTES, ELSEWHERE, ASKS = "wording", "askings", "routes", "elsewhere", "asks"


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table by its name."""
    return tomllib.loads(files("bedside").joinpath("questions", f"{name}.toml").read_text("utf-8"))


def vector_bytes() -> bytes:
    """The file of word vectors."""
    return files("bedside").joinpath("questions", "vectors.npz").read_bytes()


def lookalikes() -> list[dict[str, Any]]:
    """The other medicines whose names stand near to one of the library's."""
    rows: list[dict[str, Any]] = tomllib.loads(files("bedside").joinpath("pages", "lookalikes.toml").read_text("utf-8"))[
        "other"
    ]
    return rows
