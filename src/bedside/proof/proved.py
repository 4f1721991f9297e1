"""One thing that was proved about a medicine's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bedside.answer import Json
from bedside.medicine import Decision
from bedside.proof.logic import Node

Kind = Literal[
    "never fires",
    "never differ",
    "never released",
    "never decides",
    "gap",
    "overlap",
    "disagree",
    "unused",
]
Severity = Literal["fault", "to read"]


@dataclass(frozen=True)
class Proved:
    """What is so, in one sentence, with the rules concerned and a patient to see it in.

    `witness` has the facts of that patient which matter; it is empty where something was proved impossible. `facts` is
    the whole patient, `decisions` what each guide says of them. Where two guides disagree `guide` names both.
    """

    kind: Kind
    severity: Severity
    guide: str
    rules: tuple[str, ...]
    say: str
    witness: tuple[str, ...] = ()
    facts: tuple[tuple[Node, float | bool], ...] = field(default=(), repr=False)
    decisions: tuple[tuple[str, Decision], ...] = ()

    def to_json(self) -> Json:
        told: Json = {
            "kind": self.kind,
            "severity": self.severity,
            "guide": self.guide,
            "rules": list(self.rules),
            "say": self.say,
            "witness": list(self.witness),
        }
        return told | {"decisions": {g: str(d) for g, d in self.decisions}} if self.decisions else told
