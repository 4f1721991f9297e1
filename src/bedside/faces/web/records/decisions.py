"""What was decided is stored when it is shown, and can be worked out again from what was known then."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import bedside
from bedside.faces.web.medicines import medicine
from bedside.faces.web.records.models import Decision, Person
from bedside.faces.web.records.reading import known_of, patient_of


@dataclass(frozen=True)
class Replay:
    """A stored decision beside what the same record and rules say now; `why_not` tells what makes them differ."""

    stored: dict[str, Any]
    again: dict[str, Any]
    why_not: str = ""

    @property
    def same(self) -> bool:
        return not self.why_not

    @property
    def differs(self) -> list[Difference]:
        """What is told otherwise now: the decision, each rule by itself, what is missing, and what stands beside."""
        before, now = self.stored, self.again
        if not now:
            return []
        told = [Difference(key, "", before.get(key), now.get(key)) for key in ("decision", "digest", *BESIDE)]
        rules = ({reason["rule"]: reason for reason in each["reasons"]} for each in (before, now))
        mine, others = rules
        told += [_of_rule(rule, mine.get(rule), others.get(rule)) for rule in dict.fromkeys((*mine, *others))]
        return [each for each in told if each.before != each.now]


@dataclass(frozen=True)
class Difference:
    """One thing that was told `before` and is told otherwise `now`; of a rule, `rule` is its id and what it says."""

    what: str
    rule: str
    before: Any
    now: Any


BESIDE = ("missing", "silent_about", "cleared")


def _of_rule(rule: str, before: dict[str, Any] | None, now: dict[str, Any] | None) -> Difference:
    """The truth of a rule where that differs, else its evidence and its source."""
    truths = [each["truth"] if each else "" for each in (before, now)]
    if truths[0] != truths[1]:
        return Difference("rule", f"{rule}: {(before or now or {})['say']}", *truths)
    return Difference("evidence", f"{rule}: {(before or now or {})['say']}", before, now)


def decide(person: Person, at: datetime, guide: str, patient: bedside.Patient | None = None) -> tuple[bedside.Answer, Decision]:
    """The answer of `check` for a person at `at`, and the row that remembers it."""
    known = known_of(person)
    answer = bedside.check(medicine(person.medicine), patient or patient_of(person, known), at, guide)
    return answer, remember(person, answer, known)


def remember(person: Person, answer: bedside.Answer, known: int) -> Decision:
    """The row of an answer that is shown; the newest one where it says the same of the same record by the same rules."""
    told = json.loads(json.dumps(answer.to_json()))
    outcome = _outcome(told)
    newest: Decision | None = Decision.objects.filter(person=person, guide=answer.guide).order_by("-id").first()
    if newest and (newest.outcome, newest.known, newest.digest) == (outcome, known, answer.digest):
        return newest
    new: Decision = Decision.objects.create(
        person=person,
        as_of=answer.at,
        known=known,
        medicine=answer.medicine,
        guide=answer.guide,
        digest=answer.digest,
        decision=str(answer.decision),
        outcome=outcome,
        answer=told,
    )
    return new


def history(person: Person, most: int) -> list[Decision]:
    """The newest stored decisions of a person, without their answers."""
    return list(Decision.objects.filter(person=person).defer("answer").order_by("-id")[:most])


def replay(decision: Decision, at: datetime | None = None) -> Replay:
    """Work a decision out again, from the observations that it was made from; `at` a later time at which it was shown."""
    chosen = medicine(decision.medicine)
    if decision.guide not in chosen.guides:
        return Replay(decision.answer, {}, f"the medicine file has no guide {decision.guide} any more")
    patient = patient_of(decision.person, decision.known)
    again = json.loads(json.dumps(bedside.check(chosen, patient, at or decision.as_of, decision.guide).to_json()))
    if chosen.digest != decision.digest:
        why_not = f"the medicine file is another one now: {chosen.digest[:12]}, not {decision.digest[:12]}"
    elif (at is None and again != decision.answer) or _outcome(again) != decision.outcome:
        why_not = "the same record and rules say something else now"
    else:
        why_not = ""
    return Replay(decision.answer, again, why_not)


def _outcome(told: dict[str, Any]) -> str:
    """A digest of what an answer comes to: the decision, the rules that fire or are open, what is missing and why."""
    reasons = [(reason["rule"], reason["truth"]) for reason in told["reasons"] if reason["truth"] != "no"]
    rest = [told["decision"], told["missing"], told.get("silent_about", []), told.get("cleared", [])]
    return hashlib.sha256(json.dumps([reasons, *rest]).encode()).hexdigest()
