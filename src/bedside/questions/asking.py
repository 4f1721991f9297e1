"""What a question asks for: the sections of a page that answer such questions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Asking:
    """Ways to ask for some sections."""

    sections: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]


def sections_asked(plain: str) -> dict[str, int]:
    """How many ways to ask for a section a question shows; `plain` is its words in small letters."""
    told: dict[str, int] = {}
    for asking in askings():
        hits = sum(pattern.search(plain) is not None for pattern in asking.patterns)
        for section in asking.sections if hits else ():
            told[section] = told.get(section, 0) + hits
    return told


@cache
def askings() -> tuple[Asking, ...]:
    """The ways to ask that ship with Bedside."""
    table = tomllib.loads(files("bedside").joinpath("questions", "askings.toml").read_text("utf-8"))
    return tuple(Asking(tuple(row["sections"]), tuple(map(re.compile, row["any"]))) for row in table["asking"])
