"""What a medicine file says: its names, sources, rival guides, regimens and tests, all of it data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from bedside.chart import Rhythm
from bedside.criterion import Criterion, counts_holds, shared

Read = Literal["primary", "secondary", "recalled"]
READS: tuple[Read, ...] = ("primary", "secondary", "recalled")
ABOUT = ("how often", "high or low", "whom to tell", "medicines")
CAUTION = "caution"
SERVE_NOTHING = ("premedication", "setting")
"""Kinds that say what is there before or around the doses: they are no measure for a rule that fires."""
KINDS = (
    *("fluids", "vasopressor", "oxygen", "fever", "rigors", "antiemetic", "antidiarrhoeal", "stomach", "antibiotic"),
    *("transfusion", "buffer", "skin", "mind", "monitoring", "correct first", "medicine to stop"),
    *(*SERVE_NOTHING, CAUTION),
)


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
CRITERIA = ("RECIST 1.1",)
NEEDS = {
    "shrinkage": "",
    "evaluation": "evaluate_after",
    "rest": "next_course_after",
    "course not ended": "next_course_after",
    "nothing permanent": "",
}
"""What another course may need, and the time of the regimen that it rests on, where it rests on one."""
END_COURSE = "end_course"
"""The group of the rules that end a course, and hold off the next until they have been over for the rest between two."""
"""What another course can ask for."""


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
    """One line of a guide's decision: when it holds, `do` this; the strongest that holds decides.

    `ends_course` says that with the cycle the whole course is over.
    """

    rule: Rule
    do: Decision
    ends_course: bool = False


@dataclass(frozen=True)
class Guide:
    """One published rule set. Guides are never merged.

    `part` says what of its document the guide holds when that is not all of it: such a guide never says give.
    """

    id: str
    title: str
    source: str
    regimen: str
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]
    part: str = ""

    @cached_property
    def counts_slots(self) -> bool:
        """Whether a rule or a step asks how many slots were held."""
        return any(counts_holds(rule.when) for rule in (*self.rules, *(step.rule for step in self.steps)))


@dataclass(frozen=True)
class Follows:
    """What the first dose of a regimen comes after, and how long after at the soonest and at the latest."""

    concept: str
    soonest: timedelta
    latest: timedelta
    source: str
    read: Read


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
    follows: Follows | None = None


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
class Responding:
    """How a response is judged: after how many seconds a response is confirmed, from when on stable disease counts."""

    criteria: str
    confirm_after: int
    stable_after: int
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Retreat:
    """What a guide asks for before another course; `early` seconds sooner than the evaluation still count as on time."""

    id: str
    guide: str
    needs: str
    say: str
    source: str
    read: Read
    early: int = 0


@dataclass(frozen=True)
class FollowUpRow:
    """Something that is due after the doses, or to be watched for. Times are seconds after what it is counted from.

    `dates` are those of a visit, a test or a scan, in order and never closer together. A watch has a window: open from
    the first dose where `begins` is None, without a known end where `ends` is None. A row with `instead_of` is a rival
    to the row of that id: its dates are told, and are not due as well. Nothing that is recorded before `soonest` counts.
    """

    id: str
    kind: str
    since: str
    concepts: tuple[str, ...]
    dates: tuple[int, ...]
    begins: int | None
    ends: int | None
    instead_of: str
    say: str
    source: str
    read: Read
    soonest: int | None = None


@dataclass(frozen=True)
class RecoveryRow:
    """How long a toxicity lasts: its rule is yes while it is there. Times are seconds after the last dose.

    `figures` are the published percentages of people who had recovered by then; `within` is a time by which recovery is
    published, without a percentage; `unclear_from` is when people began to be looked at for that: between the two nobody
    knows. `lasts` is a time at which it was still there. None of them: not known.
    """

    rule: Rule
    figures: tuple[tuple[int, float], ...]
    within: int | None
    lasts: int | None
    unclear_from: int | None = None


@dataclass(frozen=True)
class Usual:
    """From which percentage of recovered people on it is no longer usual that a toxicity is still there."""

    share: float
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Inform:
    """A sentence to know beside a decision, which it never changes; shown when `when` is a known yes, or always.

    `asks` are the concepts of `when` whose absence is told where they leave it unknown, and `points` those whose reading
    is named right below a decision when the row holds.
    """

    id: str
    topic: str
    about: str
    when: Criterion | None
    text: str
    asks: tuple[str, ...]
    points: tuple[str, ...]
    say: str
    source: str
    read: Read


@dataclass(frozen=True)
class Care:
    """What a source does about something: shown when a rule fires on one of `on`, or when `when` is a known yes.

    It is not shown when `unless` is a known yes, and only beside one of `decisions` where there are any. A caution with
    neither `on` nor `when` stands below whatever else is shown.
    """

    id: str
    kind: str
    on: tuple[str, ...]
    when: Criterion | None
    text: str
    unless: Criterion | None
    guard: str
    decisions: tuple[Decision, ...]
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
    informs: tuple[Inform, ...]
    cares: tuple[Care, ...]
    digest: str
    respond: Responding | None = None
    retreat: tuple[Retreat, ...] = ()
    follow_up: tuple[FollowUpRow, ...] = ()
    recovery: tuple[RecoveryRow, ...] = ()
    usual: Usual | None = None

    def source_of(self, citation: str) -> Source:
        """The document that "key, section" cites."""
        return self.sources[citation.split(",")[0]]


def of_shared_parts(medicine: Medicine) -> Medicine:
    """The same medicine, in which criteria that are equal are one: whatever asks, each is worked out once."""
    known: dict[Criterion, Criterion] = {}

    def of(row: Any, *criteria: str) -> Any:
        return replace(row, **{name: shared(tree, known) for name in criteria if (tree := getattr(row, name)) is not None})

    def guide(told: Guide) -> Guide:
        steps = tuple(replace(step, rule=of(step.rule, "when")) for step in told.steps)
        return replace(told, rules=tuple(of(rule, "when") for rule in told.rules), steps=steps)

    return replace(
        medicine,
        guides={key: guide(told) for key, told in medicine.guides.items()},
        informs=tuple(of(row, "when") for row in medicine.informs),
        cares=tuple(of(row, "when", "unless") for row in medicine.cares),
    )
