"""How far back a guide looks: which readings can still matter for a decision, so that the rest need not be looked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bedside.chart import Rhythm
from bedside.criterion import (
    Baseline,
    Change,
    Compare,
    Criterion,
    Ever,
    Extreme,
    Flag,
    Held,
    Latched,
    Latest,
    OfBaseline,
    PerWeight,
    Quantity,
    Reviewed,
    Threshold,
    Total,
    children,
    counts_holds,
    walk,
)

ALWAYS = 1 << 40
"""Seconds: longer than any record."""
MARGIN = 60
"""Seconds that are looked back more than is needed: moments just after a reading grew stale count."""


@dataclass
class Reach:
    """Seconds before a decision from which on readings of a concept matter, and which matter in other ways.

    `since_dose` also matter back to the last dose, `baselines` also before the first dose of a cycle; `back` is the longest
    that anything has to have lasted. `whole` says that something remembers within a window or within what remembers, or
    remembers holds, which are those of the cycle under way even for the past: then nothing may be left out.
    """

    rhythm: Rhythm
    seconds: dict[str, int] = field(default_factory=dict)
    since_dose: set[str] = field(default_factory=set)
    baselines: set[str] = field(default_factory=set)
    back: int = 0
    whole: bool = False

    def fresh(self, concept: str) -> int:
        return self.rhythm.fresh.get(concept, ALWAYS)

    def need(self, concept: str, seconds: int) -> None:
        self.seconds[concept] = max(self.seconds.get(concept, 0), seconds + MARGIN)


def reach_of(trees: Iterable[Criterion], rhythm: Rhythm) -> Reach:
    """What the criteria look back to from the moment of a decision; what remembers is taken to be kept up to date."""
    found = Reach(rhythm)
    for tree in trees:
        _look(tree, 0, found)
    return found


def remembering(trees: Iterable[Criterion]) -> tuple[Latched | Ever, ...]:
    """Every part that remembers, each once: in the order in which a reader comes to it."""
    found = dict.fromkeys(node for tree in trees for node in walk(tree) if isinstance(node, Latched | Ever))
    return tuple(found)


def _look(tree: Criterion, back: int, found: Reach) -> None:
    found.back = max(found.back, back)
    match tree:
        case Compare(quantity, _, threshold):
            _look_at(quantity, threshold, back, found)
        case Flag(_, _, cases):
            for flag in (tree, *cases):
                seconds = ALWAYS if flag.review is None else found.fresh(flag.review)
                found.need(flag.concept, back + seconds)
                if flag.review:
                    found.need(flag.review, back + seconds)
        case Reviewed(concept):
            found.need(concept, back + found.fresh(concept))
        case Held(arg, duration):
            found.whole |= any(_remembers(arg))
            _look(arg, back + duration, found)
        case Latched() | Ever():
            found.whole |= counts_holds(tree) or any(node for child in children(tree) for node in _remembers(child))
            for child in children(tree):
                _look(child, back, found)
        case _:
            for child in getattr(tree, "members", None) or children(tree):
                _look(child, back, found)


def _remembers(tree: Criterion) -> Iterator[bool]:
    return (isinstance(node, Latched | Ever) for node in walk(tree))


def _look_at(quantity: Quantity, threshold: Threshold, back: int, found: Reach) -> None:
    match quantity:
        case Latest(concept):
            found.need(concept, back + found.fresh(concept))
        case Extreme(_, concept, None):
            found.need(concept, back + found.fresh(concept))
            found.since_dose.add(concept)
        case Extreme(_, concept, int(over)) | Change(_, concept, over):
            found.need(concept, back + over + found.fresh(concept))
        case Total(concept, over, previous):
            found.need(concept, back + found.fresh(concept) + over * (2 if previous else 1))
        case Baseline(concept):
            found.need(concept, back + found.fresh(concept))
            found.baselines.add(concept)
        case _:
            pass
    if isinstance(threshold, PerWeight):
        found.need("weight", back + found.fresh("weight"))
    if isinstance(threshold, OfBaseline) and isinstance(quantity, Latest):
        found.baselines.add(quantity.concept)
