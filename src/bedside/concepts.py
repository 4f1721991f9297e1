"""The vocabulary: what may be said about a patient, in which unit, and what is impossible."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Literal

from bedside.quantity import convert

Kind = Literal["quantity", "grade", "flag", "review", "condition", "event", "lesion"]
NUMERIC = ("quantity", "grade")
LESION = re.compile(r"(\w+):([A-Za-z0-9_-]+)")
"""How one lesion is named: its family, a colon, and letters, digits, - and _."""


@dataclass(frozen=True)
class Concept:
    """One thing that can be observed.

    `unit` is UCUM; `possible` is a closed range in it; `interval` marks a volume gathered since the reading before;
    `review` is the check-list item that makes the absence of a flag known; `implies` are the flags that this one is a
    case of, by the meaning of the words: coma is a change of mental status. A lesion is a family: `target` stands for
    every `target:ID`; `values` are the words that may be recorded of it beside a diameter.
    """

    id: str
    label: str
    kind: Kind
    system: str
    unit: str = ""
    loinc: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    possible: tuple[float, float] | None = None
    molar_mass: float | None = None
    valence: int | None = None
    review: str | None = None
    implies: tuple[str, ...] = ()
    interval: bool = False
    values: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether a value of it is a number with a unit."""
        return bool(self.unit)

    def canonical(self, value: float, unit: str) -> float:
        """`value` of `unit` in the concept's own unit. Raises UnitError.

        Laboratories print enzyme activity in IU/L and mean U/L: one unit turns over one umol/min in both.
        """
        if self.unit == "U/L":
            unit = unit.replace("[IU]", "U")
        return convert(value, unit, self.unit, self.molar_mass, self.valence)


class Vocabulary(Mapping[str, Concept]):
    """The concepts by id, and the ways to find one by another name."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self._by_id = {concept.id: concept for concept in concepts}
        self._cases: dict[str, tuple[Concept, ...]] = {}
        for concept in concepts:
            for implied in concept.implies:
                self._cases[implied] = (*self._cases.get(implied, ()), concept)
        self.flags = tuple(concept for concept in concepts if concept.kind == "flag")
        self._by_loinc = {code: concept for concept in concepts for code in concept.loinc}

    def __getitem__(self, key: str) -> Concept:
        known = self._by_id.get(key)
        if known is None:
            known = self._lesion(key)
        return known

    def _lesion(self, key: str) -> Concept:
        """The concept of one lesion, such as `target:lung-1`, made from its family's. Raises KeyError."""
        named = LESION.fullmatch(key)
        family = self.family(key)
        if named is None or family is None:
            raise KeyError(key)
        return replace(family, id=key, label=f"{family.label} {named[2]}", synonyms=())

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def find(self, name: str) -> Concept | None:
        """The concept of an id, of `loinc:CODE`, or of one lesion such as `target:lung-1`."""
        if name.startswith("loinc:"):
            return self._by_loinc.get(name.removeprefix("loinc:"))
        return self.get(name)

    def family(self, name: str) -> Concept | None:
        """The family of lesions that a name begins with; None for everything else."""
        found = self._by_id.get(name.partition(":")[0])
        return found if found is not None and found.kind == "lesion" else None

    def cases_of(self, concept: str) -> tuple[Concept, ...]:
        """The findings that imply this one."""
        return self._cases.get(concept, ())

    def nearest(self, name: str) -> str | None:
        """The id that somebody who wrote `name` most likely meant."""
        wanted = name.strip().lower()
        names = {word.lower(): c.id for c in self.values() for word in (*c.synonyms, c.label)}
        names |= {key.lower(): key for key in self}
        near = [wanted] if wanted in names else get_close_matches(wanted.replace(" ", "_"), names, 1, 0.6)
        return names[near[0]] if near else None


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with Bedside."""
    table = tomllib.loads(files("bedside").joinpath("concepts.toml").read_text("utf-8"))
    return Vocabulary(tuple(_concept(key, row) for key, row in table.items()))


def _concept(key: str, row: dict[str, object]) -> Concept:
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Concept(id=key, **plain)  # type: ignore[arg-type]
