"""What a verb answers: reasons with their evidence and source, and what is missing. Same input, same answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bedside.chart import clock, moment
from bedside.criterion import Truth
from bedside.explain import Finding
from bedside.measure import Evidence, stamp
from bedside.medicine import Decision, Rule

Json = dict[str, object]


def json_time(time: datetime | None) -> str | None:
    """A time as every answer writes it: UTC, to the second."""
    return None if time is None else stamp(moment(time))


@dataclass(frozen=True)
class Reason:
    """One rule of a guide, what is known of it, and why; `began` is since when it has been so."""

    rule: Rule
    finding: Finding

    @property
    def truth(self) -> Truth:
        return self.finding.truth

    def to_json(self) -> Json:
        return {
            "rule": self.rule.id,
            "group": self.rule.group,
            "truth": self.truth.word,
            "say": self.rule.say,
            "source": self.rule.source,
            "read": self.rule.read,
            "evidence": [evidence_json(evidence) for evidence in self.finding.evidence],
        }


@dataclass(frozen=True)
class Missing:
    """Something to measure: never done, or stale since when; `last` is the time of its newest reading."""

    concept: str
    why: str
    last: datetime | None

    def to_json(self) -> Json:
        return {"concept": self.concept, "why": self.why, "last": json_time(self.last)}


@dataclass(frozen=True)
class Information:
    """Something to know beside a decision, which it never changes.

    Where something that rows ask about is not known, one entry says so: its truth is unknown, and it cites no source,
    as it speaks of the record alone. `points` are the concepts whose readings are named right below a decision, in words.
    """

    id: str
    topic: str
    about: str
    say: str
    source: str
    read: str
    finding: Finding
    points: tuple[str, ...] = ()

    @property
    def truth(self) -> Truth:
        return self.finding.truth

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "about": self.about,
            "truth": self.truth.word,
            "say": self.say,
            "source": self.source,
            "read": self.read,
            "evidence": [evidence_json(evidence) for evidence in self.finding.evidence],
        }


@dataclass(frozen=True)
class Measure:
    """What a source does about the rules `rules` that fire; `same_source` when one of them cites that document too.

    Where no source that was read names anything for a rule, one entry says so, and where something speaks against what
    they name, another; these cite none.
    """

    id: str
    kind: str
    rules: tuple[str, ...]
    say: str
    source: str
    read: str
    same_source: bool

    def to_json(self) -> Json:
        told: Json = {"id": self.id, "kind": self.kind, "for": list(self.rules), "say": self.say}
        return told | {"source": self.source, "read": self.read, "same_source": self.same_source}


@dataclass(frozen=True)
class Answer:
    """What `check` says for one guide. `reasons` hold every rule of the guide, those that fire first.

    `silent_about` are findings on record that no firing rule of this guide rests on, and the dose when this slot has
    had one already: for a person to judge. `cleared`
    are findings of the last 24 hours that a later review did not repeat. `information` and `measures` are for people to
    know; they change nothing of the rest. `deciding` are the ids of the steps that made the decision.
    """

    verb: str
    medicine: str
    guide: str
    at: datetime
    decision: Decision
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    digest: str
    silent_about: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    information: tuple[Information, ...] = ()
    measures: tuple[Measure, ...] = ()
    deciding: tuple[str, ...] = ()

    @property
    def firing(self) -> tuple[Reason, ...]:
        """The rules that are known to hold."""
        return tuple(reason for reason in self.reasons if reason.truth is Truth.YES)

    @property
    def open(self) -> tuple[Reason, ...]:
        """The rules of which it is not known whether they hold."""
        return tuple(reason for reason in self.reasons if reason.truth is Truth.UNKNOWN)

    def to_json(self) -> Json:
        told: Json = {
            "verb": self.verb,
            "medicine": self.medicine,
            "guide": self.guide,
            "at": json_time(self.at),
            "decision": str(self.decision),
            "reasons": [reason.to_json() for reason in self.reasons],
            "missing": [missing.to_json() for missing in self.missing],
            "digest": self.digest,
        }
        told |= {key: list(found) for key, found in (("silent_about", self.silent_about), ("cleared", self.cleared)) if found}
        beside = (("information", self.information), ("measures", self.measures))
        return told | {key: [each.to_json() for each in found] for key, found in beside if found}


def evidence_json(evidence: Evidence) -> Json:
    """One piece of evidence; the key `conversion` is there when a unit was converted."""
    told: Json = {
        "concept": evidence.concept,
        "value": evidence.value,
        "unit": evidence.unit,
        "at": None if evidence.at is None else stamp(evidence.at),
        "standing": evidence.standing,
    }
    return told | {"conversion": evidence.conversion} if evidence.conversion else told


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Those that fire first, then those that are open, each in the order of the file."""
    return tuple(sorted(reasons, key=lambda reason: -reason.truth))


def missing_from(rules: Iterable[Finding], at: int, steps: Iterable[Finding] = ()) -> tuple[Missing, ...]:
    """What would have to be measured to close what is open.

    What is lacking now comes first; where a rule is open only because of an earlier moment, that moment is named. Of
    steps only what is lacking now counts: what they remember is what their rules were.
    """
    told: dict[str, Missing] = {}
    for finding, whole in [*((rule, True) for rule in rules), *((step, False) for step in steps)]:
        if finding.truth is Truth.NO:
            continue
        lacking = [evidence for evidence in finding.evidence if evidence.lacking]
        now = [evidence for evidence in lacking if evidence.seen == at]
        past = lacking if whole and finding.truth is Truth.UNKNOWN else []
        for evidence in now or past:
            why = evidence.standing if evidence.seen == at else f"not known at {stamp(evidence.seen)}"
            last = None if evidence.at is None else clock(evidence.at)
            told.setdefault(evidence.concept, Missing(evidence.concept, why, last))
    return tuple(sorted(told.values(), key=lambda missing: missing.concept))
