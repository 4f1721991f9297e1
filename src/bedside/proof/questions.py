"""The questions that are put to the solver about every medicine, one method each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from bedside.concepts import Vocabulary
from bedside.criterion import AtLeast, Latched, concepts_of, walk
from bedside.medicine import STRENGTH, Decision, Guide, Medicine, Rule
from bedside.proof.logic import Formula, Logic
from bedside.proof.proved import Proved
from bedside.proof.thresholds import gaps, overlaps
from bedside.proof.witness import Witness, Witnesses
from bedside.render import render

SCREEN = "screen"
"""What stands for a guide where the rules of `screen` are meant."""


class Questions:
    """One medicine as logic, and what there is to ask about it."""

    def __init__(self, medicine: Medicine, words: Vocabulary) -> None:
        self.medicine = medicine
        self.logic = Logic(words, medicine.rhythm.cycle_gap)
        self.sets: dict[str, tuple[Rule, ...]] = {key: guide.rules for key, guide in medicine.guides.items()}
        self.sets |= {SCREEN: medicine.screen} if medicine.screen else {}
        for name, rules in self.sets.items():
            for rule in rules:
                self.logic.of(rule.when, name)
        for guide in medicine.guides.values():
            for step in guide.steps:
                self.logic.of(step.rule.when, guide.id)
        self.logic.close()

    def all(self) -> Iterator[Proved]:
        for name, rules in self.sets.items():
            yield from self.never_fire(name, rules)
            yield from self.never_differ(name, rules)
            yield from self.never_released(name, rules)
        for guide in self.medicine.guides.values():
            yield from self.never_decide(guide)
            yield from gaps(self.logic, self.witnesses, guide)
            yield from overlaps(self.logic, self.witnesses, guide)
        for one, other in combinations(self.medicine.guides.values(), 2):
            yield from self.disagree(one, other)
        yield from self.unused()

    @cached_property
    def witnesses(self) -> Witnesses:
        """Asked for only once it is known what can never be: settling on a calm patient narrows nothing."""
        guides = self.medicine.guides.values()
        rules = [self.logic.of(rule.when, guide.id) for guide in guides for rule in guide.rules]
        return Witnesses(self.logic, rules, min(self.medicine.regimens[guide.regimen].interval for guide in guides))

    def never_fire(self, name: str, rules: tuple[Rule, ...]) -> Iterator[Proved]:
        for rule in rules:
            if not self.logic.possible(self.logic.of(rule.when, name)):
                say = f"{rule.id} can never fire: nothing that is possible makes {rule.text!r} true."
                yield Proved("never fires", "fault", name, (rule.id,), say)

    def never_differ(self, name: str, rules: tuple[Rule, ...]) -> Iterator[Proved]:
        """Rules that are equal in each of some patients, one for each rule, are asked about in pairs."""
        z3 = self.logic.z3
        formulas = {rule.id: self.logic.of(rule.when, name) for rule in rules}
        met: dict[str, list[bool]] = {key: [] for key in formulas}
        for formula in formulas.values():
            if self.logic.possible(formula):
                model = self.logic.solver.model()
                for key, other in formulas.items():
                    met[key].append(z3.is_true(model.eval(other, model_completion=True)))
        for one, other in combinations(formulas, 2):
            alike = met[one] == met[other] and any(met[one])
            if alike and not self.logic.possible(z3.Xor(formulas[one], formulas[other])):
                say = f"{one} and {other} can never differ: whenever one of them fires, so does the other."
                yield Proved("never differ", "fault", name, (one, other), say)

    def never_released(self, name: str, rules: tuple[Rule, ...]) -> Iterator[Proved]:
        """`ever` is meant never to be released, and is not looked at."""
        z3 = self.logic.z3
        guide = self.medicine.guides.get(name)
        steps = guide.steps if guide else ()
        seen: set[Latched] = set()
        for rule in (*rules, *(step.rule for step in steps)):
            for node in walk(rule.when):
                if not isinstance(node, Latched) or node in seen:
                    continue
                seen.add(node)
                when, release = self.logic.of(node.when, name), self.logic.of(node.release, name)
                if not self.logic.possible(release, z3.Not(when)):
                    say = f"{rule.id}, once in force, is never released: {render(node.release)!r} cannot hold unless "
                    yield Proved("never released", "fault", name, (rule.id,), f"{say}{render(node.when)!r} does.")

    def never_decide(self, guide: Guide) -> Iterator[Proved]:
        for step in guide.steps:
            if not self.logic.possible(self.logic.of(step.rule.when, guide.id), *self._below(guide, step.do)):
                say = f"{step.rule.id} can never decide: where it holds, if it can at all, a stronger step holds too."
                yield Proved("never decides", "fault", guide.id, (step.rule.id,), say)

    def disagree(self, one: Guide, other: Guide) -> Iterator[Proved]:
        for first in STRENGTH:
            for second in STRENGTH:
                if first != second:
                    wanted = (*self._decides(one, first), *self._decides(other, second))
                    if found := self.witnesses.find(*wanted):
                        yield self._disagreement(found, (one, first), (other, second))

    def _disagreement(self, found: Witness, one: tuple[Guide, Decision], other: tuple[Guide, Decision]) -> Proved:
        said = ((one[0].id, one[1]), (other[0].id, other[1]))
        deciding, firing = [], []
        for guide, decision in (one, other):
            steps = [step.rule for step in guide.steps if step.do is decision]
            for rule in (*guide.rules, *steps):
                if found.holds(self.logic.of(rule.when, guide.id)):
                    firing.append(rule.id)
                    deciding.append((rule.when, guide.id))
        others = [(rule.when, guide.id) for guide, _ in (one, other) for rule in guide.rules]
        return Proved(
            kind="disagree",
            severity="to read",
            guide=f"{said[0][0]}, {said[1][0]}",
            rules=tuple(firing),
            say=f"{said[0][0]} says {said[0][1]} where {said[1][0]} says {said[1][1]}.",
            witness=found.lines(deciding, others),
            facts=found.facts(one[0].id, other[0].id),
            decisions=said,
        )

    def unused(self) -> Iterator[Proved]:
        steps = [step.rule for guide in self.medicine.guides.values() for step in guide.steps]
        rules = [*steps, *(rule for rules in self.sets.values() for rule in rules)]
        asked = {concept for rule in rules for concept in concepts_of(rule.when)} | {self.medicine.rhythm.dose}
        asked |= {concept for monitor in self.medicine.monitors for concept in monitor.concepts}
        told = [*(row.when for row in self.medicine.informs), *(row.when for row in self.medicine.cares)]
        asked |= {concept for when in told if when for concept in concepts_of(when)}
        for concept in {**self.medicine.rhythm.fresh, **self.medicine.screen_rhythm.fresh}:
            if concept not in asked:
                yield Proved("unused", "to read", "", (), f"{concept} is observed, but no rule and no monitor asks about it.")

    def _decides(self, guide: Guide, decision: Decision) -> tuple[Formula, ...]:
        """That `guide` says `decision`: a step of it holds, and none that is stronger."""
        steps = tuple(step.rule.when for step in guide.steps if step.do is decision)
        below = self._below(guide, decision)
        return below if decision is Decision.GIVE else (self.logic.of(AtLeast(1, steps), guide.id), *below)

    def _below(self, guide: Guide, decision: Decision) -> tuple[Formula, ...]:
        stronger = (step for step in guide.steps if step.do.strength > decision.strength)
        return tuple(self.logic.z3.Not(self.logic.of(step.rule.when, guide.id)) for step in stronger)
