"""A guide without time: what is left for programs that cannot look back, and the facts that they are then given.

Bedside's rules say how old a reading may be, what was there for 8 hours, what lasts until it is released. The peers know
none of that. So all of it is worked out for them beforehand and is not counted in their time: a number becomes two facts,
the lowest and the highest that it can be (the same where it is known); what looks back becomes two facts, surely and
possibly. A rule then is two conditions on facts, one for a known yes and one for what cannot be ruled out.

A condition is ["and", ...], ["or", ...] or [fact, operator, number]: plain JSON, from which each peer makes its own rules.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bedside.cohort import View
from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Extreme,
    Flag,
    Latest,
    Not,
    Number,
    OfBaseline,
    Quantity,
    Total,
)
from bedside.medicine import Guide, Rule
from ward import Ward

Condition = list[Any]
EVERYTHING = 1e9
"""Stands for infinity, which JSON does not have: more than any fact can be."""


class Snapshot:
    """The rules of one guide as conditions on facts, and the facts of each slot of a ward."""

    def __init__(self, guide: Guide, ward: Ward) -> None:
        self.view = View(ward.cohort, ward.at[None, :])
        self.columns: dict[str, np.ndarray] = {}
        self.asking = ""
        self.rules = [self.rule(rule) for rule in guide.rules]
        self.steps = [{"do": str(step.do), **self.step(step.rule)} for step in guide.steps]

    def to_json(self) -> dict[str, Any]:
        """Rules, steps and facts. A fact is a number; what is true is 1."""
        rows = zip(*(column.tolist() for column in self.columns.values()), strict=True)
        return {"rules": self.rules, "steps": self.steps, "facts": [dict(zip(self.columns, row, strict=True)) for row in rows]}

    def rule(self, rule: Rule) -> dict[str, Any]:
        """What it takes for a known yes, and for not to be ruled out."""
        self.asking = "_".join(rule.id.split(".")[1:])
        return {"group": rule.group, "yes": self.condition(rule.when, True), "maybe": self.condition(rule.when, False)}

    def step(self, rule: Rule) -> dict[str, Any]:
        """Either how many rules of which groups it takes, or, where it looks back, the fact that says so."""
        self.asking, tree = "_".join(rule.id.split(".")[1:]), rule.when
        match tree:
            case AtLeast(1, args) if all(hasattr(arg, "group") for arg in args):
                return {"any": [[arg.group, arg.count] for arg in args]}  # type: ignore[union-attr]
            case _ if hasattr(tree, "group"):
                return {"any": [[tree.group, tree.count]]}
            case _:
                return {"yes": self.given(tree, True)[0], "maybe": self.given(tree, False)[0]}

    def condition(self, tree: Criterion, surely: bool) -> Condition:
        match tree:
            case Compare(Latest(concept), op, OfBaseline(percent)):
                return [self.ratio(concept, surely == (op in (">", ">="))), op, percent]
            case Compare(quantity, op, Number(_, _, limit)):
                return [self.number(quantity, surely == (op in (">", ">="))), op, limit]
            case Not(Flag() as flag):
                return [self.given(flag, not surely)[0], "=", 0]
            case AtLeast(count, args) if count in (1, len(args)):
                return ["or" if count == 1 else "and", *(self.condition(arg, surely) for arg in args)]
            case _:
                return self.given(tree, surely)

    def given(self, tree: Criterion, surely: bool) -> Condition:
        """A fact worked out beforehand."""
        name = f"{tree.concept if isinstance(tree, Flag) else self.asking}_{'surely' if surely else 'possibly'}"
        self.columns[name] = (self.view.truth(tree)[0] >= (2 if surely else 1)).astype(int)
        return [name, "=", 1]

    def number(self, quantity: Quantity, lowest: bool) -> str:
        return self.bound(_quantity(quantity), self.view.gauge.measure(quantity), lowest)

    def ratio(self, concept: str, lowest: bool) -> str:
        now, usual = self.view.gauge.measure(Latest(concept)), self.view.gauge.measure(Baseline(concept))
        known = np.isfinite(now.low) & np.isfinite(usual.low)
        percent = np.round(100 * now.low / np.where(known, usual.low, 1), 9)
        both = np.where(known, percent, -np.inf), np.where(known, percent, np.inf)
        return self.bound(f"{concept}_percent_of_baseline", both, lowest)

    def bound(self, name: str, bounds: tuple[Any, Any], lowest: bool) -> str:
        name = f"{name}_{'lowest' if lowest else 'highest'}"
        values = np.broadcast_to(bounds[0 if lowest else 1], self.view.at.shape)[0]
        self.columns[name] = np.clip(values, -EVERYTHING, EVERYTHING)
        return name


def _quantity(quantity: Quantity) -> str:
    match quantity:
        case Latest(concept):
            return concept
        case Total(concept, over, previous):
            return f"{'previous_' if previous else ''}{concept}_{over // 3600}h"
        case Baseline(concept):
            return f"usual_{concept}"
        case Extreme(which, concept, over):
            return f"{which}_{concept}_{'since_dose' if over is None else over // 3600}"
        case Change(which, concept, over):
            return f"{which}_{concept}_{over // 3600}h"
        case Count(what):
            return f"{what}_count"
        case _:
            raise TypeError(quantity)
