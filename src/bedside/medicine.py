"""What a medicine file says: its names, sources, rival guides, regimens and tests, all of it data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bedside.chart import Rhythm
from bedside.criterion import Criterion

Read = Literal["primary", "secondary", "recalled"]
READS: tuple[Read, ...] = ("primary", "secondary", "recalled")


class Decision(StrEnum):
    """What may be done with the next dose; `NOT_READY` stands outside the order."""

    GIVE = "give"
    CORRECT = "correct"
    HOLD = "hold"
    STOP_CYCLE = "stop cycle"
    STOP_FOR_GOOD = "stop for good"
    NOT_READY = "not ready"

    @property
    def strength(self) -> int:
        """Its place in give < correct < hold < stop cycle < stop for good. Raises ValueError for not ready."""
        return STRENGTH.index(self)


STRENGTH = (Decision.GIVE, Decision.CORRECT, Decision.HOLD, Decision.STOP_CYCLE, Decision.STOP_FOR_GOOD)
ACTIONS = STRENGTH[1:]


@dataclass(frozen=True)
class Source:
    """A document that a rule can cite."""

    key: str
    title: str
    year: int
    link: str = ""
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """One criterion with the sentence that people see, and where it comes from.

    `source` begins with a key of the medicine's sources; `read` says how that document was read.
    """

    id: str
    group: str
    when: Criterion
    text: str
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Step:
    """One line of a guide's decision: when it holds, `do` this; the strongest that holds decides."""

    rule: Rule
    do: Decision


@dataclass(frozen=True)
class Guide:
    """One published rule set. Guides are never merged."""

    id: str
    title: str
    source: str
    regimen: str
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Regimen:
    """Which doses, when. Durations are seconds, amounts for each kilogram of body weight.

    `starts` are the days, counted from 1, on which the cycles of a course begin; a cycle has at most `doses` slots, all
    within `days` days.
    """

    id: str
    title: str
    source: str
    read: Read
    units_per_kg: float
    mg_per_kg: float
    infusion: int
    interval: int
    longest_interval: int
    doses: int
    days: int
    starts: tuple[int, ...]
    evaluate_after: int | None
    next_course_after: int | None
    say: str
    next_course_source: str = ""


@dataclass(frozen=True)
class Schedule:
    """A way of dosing that is told and not planned: so many mg a day or a visit, for as long as it helps.

    `amount` is one full dose as people write it, `lower` the smaller doses that may follow, `interval` seconds.
    """

    id: str
    title: str
    source: str
    read: Read
    amount: str
    route: str
    interval: int
    say: str
    lower: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preparation:
    """How a dose is made ready: IU and mg in a vial, IU in each mL once dissolved, mL of the bag, ug/mL that it may have."""

    vial_units: float
    vial_mg: float
    units_per_ml: float
    bag_ml: float
    strength_low: float
    strength_high: float
    use_within: int
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Monitor:
    """What has to be looked at, and when: before the start, before each dose, daily, after."""

    id: str
    due: str
    concepts: tuple[str, ...]
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Medicine:
    """One reviewed file of cited data; `digest` is the SHA-256 of all it was read from."""

    id: str
    name: str
    also: tuple[str, ...]
    notice: str
    sources: Mapping[str, Source]
    rhythm: Rhythm
    screen_rhythm: Rhythm
    guides: Mapping[str, Guide]
    screen: tuple[Rule, ...]
    regimens: Mapping[str, Regimen | Schedule]
    preparation: Preparation | None
    monitors: tuple[Monitor, ...]
    digest: str

    def source_of(self, citation: str) -> Source:
        """The document that "key, section" cites."""
        return self.sources[citation.split(",")[0]]
