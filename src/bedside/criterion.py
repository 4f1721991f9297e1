"""What a criterion is: a small frozen tree about one patient at one moment.

    creatinine >= 2.5 mg/dL and creatinine < 3 mg/dL
    systolic_bp < 90 mm[Hg] until systolic_bp >= 90 mm[Hg]
    ever intubated for 72 h

A tree computes nothing. `grammar` writes and reads it as text, `explain` reads it for one patient with reasons,
`cohort` reads it for thousands as arrays, `proof` reads it as logic. Durations are whole seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Literal

Op = Literal["<", "<=", ">", ">=", "="]

TOLERANCE = 1e-9
"""Two numbers closer than this share of the threshold are equal: changing units must not change a decision."""


class Truth(IntEnum):
    """Kleene's three values, ordered so that and, or, not are min, max, 2 - x."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Latest:
    """The newest reading, while it is fresh."""

    concept: str


@dataclass(frozen=True)
class Extreme:
    """The highest or lowest value in force during the last `over` seconds, or since the last dose (`over` None)."""

    which: Literal["highest", "lowest"]
    concept: str
    over: int | None


@dataclass(frozen=True)
class Change:
    """How far the newest reading has risen above the lowest, or fallen below the highest, of the last `over` seconds.

    It is known from two readings on: it compares what was measured, and claims nothing of the time between.
    """

    which: Literal["rise", "fall"]
    concept: str
    over: int


@dataclass(frozen=True)
class Total:
    """The sum of an interval quantity (urine) over the `over` seconds to its newest reading; `previous`: those before."""

    concept: str
    over: int
    previous: bool = False


@dataclass(frozen=True)
class Baseline:
    """The last value before the first dose of the latest cycle.

    It is the newest value before the first dose ever, and between cycles where nothing older is known.
    """

    concept: str


@dataclass(frozen=True)
class Count:
    """Doses given, or slots held, in the cycle that is under way."""

    what: Literal["doses", "holds"]


@dataclass(frozen=True)
class SinceDose:
    """Time since the last dose; without end when there was none."""


Quantity = Latest | Extreme | Change | Total | Baseline | Count | SinceDose


@dataclass(frozen=True)
class Number:
    """A threshold as written, and the same in the concept's own unit."""

    value: float
    unit: str
    canonical: float


@dataclass(frozen=True)
class PerWeight:
    """A threshold for each kilogram of the latest weight; `canonical` is in the concept's own unit per kg."""

    value: float
    unit: str
    canonical: float


@dataclass(frozen=True)
class OfBaseline:
    """A threshold as a percentage of the same concept's baseline."""

    percent: float


Threshold = Number | PerWeight | OfBaseline


@dataclass(frozen=True)
class Compare:
    """A quantity held against a threshold."""

    quantity: Quantity
    op: Op
    threshold: Threshold


@dataclass(frozen=True)
class Flag:
    """A finding that is either there or not; `review` is the check-list item whose freshness makes its absence known."""

    concept: str
    review: str | None
    cases: tuple[Flag, ...] = ()
    """Findings that are cases of this one: while one of them is there, so is this, whatever was said of this alone."""


@dataclass(frozen=True)
class Reviewed:
    """A review that was done and is fresh; never known to be untrue, only unknown."""

    concept: str


@dataclass(frozen=True)
class Not:
    """The opposite; what is unknown stays unknown."""

    arg: Criterion


@dataclass(frozen=True)
class AtLeast:
    """`count` or more of `args` hold: `or` is 1 of them, `and` is all."""

    count: int
    args: tuple[Criterion, ...]


@dataclass(frozen=True)
class OfGroup:
    """`count` or more rules of a named group hold; with `lasting`, each rule counted must itself have lasted so long."""

    count: int
    group: str
    rules: tuple[str, ...]
    args: tuple[Criterion, ...]
    lasting: int | None = None

    @cached_property
    def members(self) -> tuple[Criterion, ...]:
        return tuple(Held(arg, self.lasting) for arg in self.args) if self.lasting else self.args


@dataclass(frozen=True)
class Held:
    """True at every moment of the last `duration` seconds."""

    arg: Criterion
    duration: int


@dataclass(frozen=True)
class Latched:
    """In force from the moment `when` is known to hold until `release` is known to hold while `when` is not."""

    when: Criterion
    release: Criterion


@dataclass(frozen=True)
class Ever:
    """Known to have held at some moment up to now."""

    arg: Criterion


Criterion = Compare | Flag | Reviewed | Not | AtLeast | OfGroup | Held | Latched | Ever


def children(tree: Criterion) -> tuple[Criterion, ...]:
    """The criteria directly below."""
    match tree:
        case Not(arg) | Held(arg, _) | Ever(arg):
            return (arg,)
        case AtLeast(_, args) | OfGroup(_, _, _, args, _):
            return args
        case Latched(when, release):
            return (when, release)
        case _:
            return ()


def walk(tree: Criterion) -> Iterator[Criterion]:
    """The tree and everything below it."""
    yield tree
    for child in children(tree):
        yield from walk(child)


def rebuilt(tree: Criterion, change: Callable[[Criterion], Criterion]) -> Criterion:
    """The tree made again from below, with `change` made to every node."""
    match tree:
        case Not(arg) | Held(arg) | Ever(arg):
            return change(replace(tree, arg=rebuilt(arg, change)))
        case AtLeast(_, args) | OfGroup(_, _, _, args):
            return change(replace(tree, args=tuple(rebuilt(arg, change) for arg in args)))
        case Latched(when, release):
            return change(Latched(rebuilt(when, change), rebuilt(release, change)))
        case _:
            return change(tree)


def shared(tree: Criterion, known: dict[Criterion, Criterion]) -> Criterion:
    """The tree made of the parts in `known`, to which its own new ones are added: what is equal is worked out once."""
    return rebuilt(tree, lambda part: known.setdefault(part, part))


def concepts_of(tree: Criterion) -> tuple[str, ...]:
    """Every concept that `tree` names, in order of first mention; doses are not named, they are the medicine's own."""
    found: dict[str, None] = {}
    for node in walk(tree):
        match node:
            case Compare(Latest() | Extreme() | Change() | Total() | Baseline() as quantity, _, threshold):
                found[quantity.concept] = None
                if isinstance(threshold, PerWeight):
                    found["weight"] = None
            case Flag(concept, review, cases):
                for flag in (Flag(concept, review), *cases):
                    found |= dict.fromkeys(name for name in (flag.concept, flag.review) if name)
            case Reviewed(concept):
                found[concept] = None
    return tuple(found)


def counts_holds(tree: Criterion) -> bool:
    """Whether `tree` asks how many slots were held."""
    return any(isinstance(node, Compare) and node.quantity == Count("holds") for node in walk(tree))
