"""Which verb answers a question about a person's own record, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from bedside.medicine import Medicine
from bedside.patient import Patient
from bedside.questions.concepts_asked import concepts_asked
from bedside.questions.page_index import directions_of, lines_of
from bedside.questions.reply import Line
from bedside.questions.sentences import Floats
from bedside.questions.tables import INDEX, ROUTES, numbers, table

ALIKE, SURE, VALUES = 0.6, 0.8, "record"
"""How near a question has to be to one of those that are for a verb, if no pattern fits, and if that is to count more than a
pattern; and the verb that needs something that is measured."""


@dataclass(frozen=True)
class Route:
    """Ways to ask for what one verb knows; with `value` only where the question names something that is measured.

    Where a pattern of `never` is found the question is another one.
    """

    verb: str
    patterns: tuple[re.Pattern[str], ...]
    never: tuple[re.Pattern[str], ...] = ()
    value: bool = False

    def fits(self, plain: str, concepts: tuple[str, ...]) -> bool:
        """Whether a question is asked in one of these ways."""
        if (self.value and not concepts) or any(pattern.search(plain) for pattern in self.never):
            return False
        return any(pattern.search(plain) for pattern in self.patterns)


@dataclass(frozen=True)
class Routed:
    """The verb that a question goes to, and the observations that it names."""

    verb: str
    concepts: tuple[str, ...]


def route(plain: str, directions: Floats, library: float) -> Routed | None:
    """Where a question goes; `plain` is its words in small letters, `directions` what it means, and `library` how near the
    nearest way to ask for a statement is to it. None where it is for the library.
    """
    concepts = concepts_asked(tuple(plain.split()))
    verb, near = _asked_alike(directions)
    alike = near >= library and (concepts or verb != VALUES)
    if alike and near >= SURE:
        return Routed(verb, concepts)
    for each in routes():
        if each.fits(plain, concepts):
            return Routed(each.verb, concepts)
    return Routed(verb, concepts) if alike and near >= ALIKE else None


def _asked_alike(directions: Floats) -> tuple[str, float]:
    """The verb that the nearest of the questions of routes.toml is for, and how near that is."""
    verbs, known = _asks()
    near = (known @ directions.T).max(1)
    at = int(near.argmax())
    return verbs[at], float(near[at])


@cache
def _asks() -> tuple[tuple[str, ...], Floats]:
    stored = numbers(INDEX, "routes/")
    return tuple(lines_of(stored["kinds"])), directions_of(stored)


@cache
def routes() -> tuple[Route, ...]:
    """The routes that ship with Bedside, the first that fits being taken."""
    told = table(ROUTES)
    rows = told["route"]
    return tuple(Route(row["verb"], _all(row["any"]), _all(row.get("never", ())), row.get("value", False)) for row in rows)


def _all(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, patterns))


def lines(routed: Routed, medicine: Medicine, patient: Patient, at: datetime, guide: str | None, text: str) -> tuple[Line, ...]:
    """What the verb says to the question. Raises PlanError, ResponseError, GuideNeeded as the verb does."""
    # Loaded when a record is asked about: a question for the library need not wait for every verb.
    from bedside.questions.on_doses import on_doses
    from bedside.questions.on_values import values
    from bedside.questions.on_verbs import on_after, on_check, on_plan, on_response, on_screen

    made: dict[str, Iterable[Line]] = {
        "plan": on_plan(medicine, patient, at, guide, text),
        "course": on_doses(medicine, patient, at, guide, text),
        "check": on_check(medicine, patient, at, guide),
        "screen": on_screen(medicine, patient, at),
        "respond": on_response(medicine, patient, at, guide, text),
        "follow_up": on_after(medicine, patient, at, guide, routed.concepts),
        "record": values(routed.concepts, patient, medicine.id, text, at),
    }
    return tuple(made[routed.verb])
