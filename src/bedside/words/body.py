"""The body as a list to choose from: places, and what is often felt there. It is data, in `lexicon/body.toml`.

>>> [place.id for place in body()][:3]
['whole', 'mind', 'eyes']
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bedside.words.lexicon import Entry, lexicon


@dataclass(frozen=True)
class Place:
    """One place of the body: its `title` in plain words, and entries of the lexicon."""

    id: str
    title: str
    felt: tuple[Entry, ...]


@cache
def body() -> tuple[Place, ...]:
    """Every place, in the order of the file."""
    table = tomllib.loads(files("bedside").joinpath("words", "lexicon", "body.toml").read_text("utf-8"))
    return tuple(Place(row["id"], row["title"], tuple(lexicon()[each] for each in row["felt"])) for row in table["place"])
