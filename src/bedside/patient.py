"""A patient is a bag of observations that only grows, and can be seen as it was known at any time.

>>> patient.as_of(noon)      # what was known at noon, corrections made since then left out
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bedside.concepts import Concept, Vocabulary, vocabulary
from bedside.quantity import UnitError, show
from bedside.refusal import Refusal

Value = float | bool | str | None
LARGEST = 1e15
"""Nothing that is measured at a bedside has a number as large as this; more digits are a broken file."""


class RecordError(Refusal):
    """A fact that is refused, and why. It is never rounded, adjusted or defaulted."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True)
class Observation:
    """One fact: `value` of `concept`, true `at` a time, learnt at `entered` by `by`.

    `amount` is the value in the concept's own unit (1 or 0 for a flag, 1 for a review or an event; no number where a
    lesion was judged in words). `corrects` names the
    observation that this one replaces, by its `id` or as `concept@time`; with `value` None it withdraws it.
    """

    concept: str
    at: datetime
    value: Value
    unit: str = ""
    note: str = ""
    entered: datetime | None = None
    by: str = ""
    corrects: str = ""
    id: str = ""
    amount: float = field(default=math.nan, compare=False)

    @property
    def known(self) -> datetime:
        """When this was learnt: `entered`, or when it was true where nobody said."""
        return self.entered or self.at

    @property
    def names(self) -> frozenset[str]:
        """What a correction may call this observation."""
        return frozenset({self.id, _place(self.concept, self.at)} - {""})


def observe(
    concept: str,
    at: datetime,
    value: Value,
    unit: str = "",
    *,
    note: str = "",
    entered: datetime | None = None,
    by: str = "",
    corrects: str = "",
    id: str = "",
    words: Vocabulary | None = None,
) -> Observation:
    """An observation that has been checked. Raises RecordError with the field at fault and what would be right."""
    words = words or vocabulary()
    found = words.find(concept)
    if found is None or (found.kind == "lesion" and ":" not in found.id):
        raise RecordError("concept", _unknown(concept, words))
    for name, moment in (("time", at), ("entered", entered)):
        if moment is not None and moment.utcoffset() is None:
            raise RecordError(name, f"{moment.isoformat()} has no offset; write {moment.isoformat()}Z or …+01:00")
    if corrects and entered is None:
        raise RecordError("entered", "a correction says when it was made: write its time in 'entered'")
    amount = math.nan if value is None and corrects else _amount(found, value, unit)
    return Observation(found.id, at, value, unit, note, entered, by, _target(corrects, words), id, amount)


def _unknown(concept: str, words: Vocabulary) -> str:
    family = words.family(concept)
    if family is not None:
        right = f"write {family.id}:ID, and for ID a name of letters, digits, - and _, such as {family.id}:lung-1"
        return f"{concept!r} does not name one lesion; {right}"
    near = words.nearest(concept)
    return f"I do not know {concept!r}" + (f"; did you mean {near!r}?" if near else ".")


def _place(concept: str, at: datetime) -> str:
    return f"{concept}@{at.astimezone(UTC).isoformat()}"


def _target(corrects: str, words: Vocabulary) -> str:
    if not corrects:
        return ""
    concept, mark, moment = corrects.rpartition("@")
    found = words.find(concept)
    try:
        return _place(found.id if found else concept, datetime.fromisoformat(moment)) if mark else corrects
    except ValueError:
        return corrects


def _amount(concept: Concept, value: Value, unit: str) -> float:
    worded = isinstance(value, str) and value in concept.values
    if concept.numeric and not worded:
        return _number(concept, value, unit)
    if unit:
        raise RecordError("unit", f"{concept.id} has no unit, but {unit!r} was written; leave it empty")
    if worded:
        return math.nan
    if concept.kind == "lesion":
        raise RecordError("value", f"the value of {concept.id} is one of {', '.join(concept.values)}, not {value!r}")
    if concept.kind in ("flag", "condition"):
        if not isinstance(value, bool):
            raise RecordError("value", f"{concept.id} is true or false, not {value!r}")
        return float(value)
    if value != "done":
        raise RecordError(
            "value",
            f"the value of {concept.id} is 'done', not {value!r}",
        )
    return 1.0


def _number(concept: Concept, value: Value, unit: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < LARGEST:
        more = f", or {' or '.join(concept.values)}" if concept.values else ""
        raise RecordError("value", f"{concept.id} is a number in {concept.unit}{more}, not {value!r}")
    if not unit:
        raise RecordError("unit", f"{concept.id} has no unit; write {concept.unit}, or one that can be turned into it")
    try:
        amount = concept.canonical(value, unit)
    except UnitError as trouble:
        raise RecordError("unit", f"{concept.id}: {trouble}; {concept.unit} would be right") from None
    low, high = concept.possible or (-math.inf, math.inf)
    slack = 1e-9 * max(abs(low), abs(high)) if math.isfinite(high) else 0.0
    if not low - slack <= amount <= high + slack:
        told = f"{show(value)} {unit}" + (f" ({show(amount)} {concept.unit})" if unit != concept.unit else "")
        limits = f"{show(low)}-{show(high)} {concept.unit}"
        raise RecordError("value", f"{concept.id} {told}: outside {limits}, what is possible. Not stored.")
    return amount


@dataclass(frozen=True)
class Patient:
    """Everything that was ever observed of one person; nothing is removed."""

    observations: tuple[Observation, ...] = ()
    found: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out of what was known at one moment: several verbs ask. It lives and ends with this bag."""

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Patient:
        return cls(tuple(observations))

    def add(self, *observations: Observation) -> Patient:
        """The same person with more known. Raises RecordError when a correction names nothing that is here."""
        grown = Patient(self.observations + observations)
        for new in observations:
            if new.corrects and not any(new.corrects in old.names for old in grown.observations if old is not new):
                raise RecordError("corrects", f"there is no observation {new.corrects!r} to correct")
        return grown

    def as_of(self, moment: datetime) -> Patient:
        """What was known at `moment`: later entries are left out, and so is what had been corrected by then."""
        known = [o for o in self.observations if o.known <= moment]
        return Patient(tuple(o for o in _in_force(known) if o.value is not None))


def _in_force(known: list[Observation]) -> list[Observation]:
    """What stands of everything known: of a fact and its corrections the newest, or all that were entered together.

    A correction may name the fact, or another correction of it, by id or by concept and time: they are all of one fact.
    """
    if not any(o.corrects for o in known):
        return known
    named: dict[str, list[int]] = {}
    for place, observation in enumerate(known):
        for name in observation.names:
            named.setdefault(name, []).append(place)
    fact = list(range(len(known)))

    def root(place: int) -> int:
        while fact[place] != place:
            fact[place] = place = fact[fact[place]]
        return place

    for place, observation in enumerate(known):
        for other in named.get(observation.corrects, ()) if observation.corrects else ():
            fact[root(other)] = root(place)
    newest: dict[int, datetime] = {}
    for place, observation in enumerate(known):
        if observation.corrects:
            newest[root(place)] = max(observation.known, newest.get(root(place), observation.known))
    return [o for place, o in enumerate(known) if _stands(o, newest.get(root(place)))]


def _stands(observation: Observation, newest: datetime | None) -> bool:
    return newest is None or (bool(observation.corrects) and observation.known == newest)
