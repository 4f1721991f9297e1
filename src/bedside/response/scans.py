"""What a record says of lesions, date by date, and the refusal of what RECIST cannot use. Nothing is judged here.

All rows of one date, as written in the observation's own offset, are one scan; the first is the baseline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bedside.answer import json_time
from bedside.concepts import vocabulary
from bedside.patient import Observation, Patient
from bedside.quantity import show
from bedside.refusal import Refusal
from bedside.response.recist import (
    ABSENT,
    MOST_IN_AN_ORGAN,
    MOST_TARGETS,
    NODE,
    NORMAL_NODE,
    NOT_EVALUABLE,
    PROGRESSION,
    gone,
)

ORGAN = re.compile(r"\borgan\s*=\s*((?:(?:left|right)\s+)?[\w-]+)([^;,]*)")
PART = re.compile(r"[\s_-]+")
SHORT_FOR_NODE = ("ln", "lns")
SIDES = {"left": "left", "l": "left", "right": "right", "r": "right"}


class ResponseError(Refusal):
    """Lesions that RECIST cannot judge as they are recorded: which, when, and what would be right."""


@dataclass(frozen=True)
class Scan:
    """The lesions of one date by id; `at` is when the last of them was recorded as seen."""

    date: date
    at: datetime
    seen: Mapping[str, Observation]

    def of(self, family: str) -> dict[str, Observation]:
        """The lesions of one family: target, nontarget or new."""
        return {key: found for key, found in self.seen.items() if key.startswith(f"{family}:")}

    @property
    def measured(self) -> dict[str, float | None]:
        """Diameters in mm of the targets; None where one could not be judged."""
        return {key: None if o.value == NOT_EVALUABLE else o.amount for key, o in self.of("target").items()}

    def judged(self, family: str) -> dict[str, str]:
        """The words for the lesions of a family that are not measured."""
        return {key: str(found.value) for key, found in self.of(family).items()}


@dataclass(frozen=True)
class Baseline:
    """The first scan: which lesions are followed from then on, and which of them are nodes."""

    scan: Scan
    organs: Mapping[str, str]

    @property
    def nodes(self) -> frozenset[str]:
        return frozenset(lesion for lesion, organ in self.organs.items() if organ == NODE)


def organ_of(observation: Observation) -> str:
    """The organ that a note names as `organ=lung`; empty where it names none.

    Every word for a node is `node`, wherever it lies, and both sides of a paired organ are one: so RECIST counts.
    """
    found = ORGAN.search(observation.note.lower())
    if found is None:
        return ""
    parts = [part for part in PART.split(found[1]) if part not in SIDES]
    return NODE if _means_node(found[1]) else "-".join(filter(None, parts)) or found[1]


def _means_node(words: str) -> bool:
    return "node" in words or "lymph" in words or any(part in SHORT_FOR_NODE for part in PART.split(words))


def _side(observation: Observation) -> str:
    found = ORGAN.search(observation.note.lower())
    return next((SIDES[part] for part in PART.split(found[1]) if part in SIDES), "") if found else ""


def read_scans(patient: Patient, at: datetime) -> tuple[Scan, ...]:
    """The scans that were known at `at`, in order of their dates. Raises ResponseError."""
    words, by_date = vocabulary(), dict[date, dict[str, list[Observation]]]()
    for observation in patient.as_of(at).observations:
        if observation.at <= at and words.family(observation.concept):
            by_date.setdefault(observation.at.date(), {}).setdefault(observation.concept, []).append(observation)
    for day in sorted(by_date):
        for lesion, told in sorted(by_date[day].items()):
            if len(told) > 1:
                raise ResponseError(_twice(lesion, day, told))
    return tuple(_scan(day, {lesion: told[0] for lesion, told in by_date[day].items()}) for day in sorted(by_date))


def read_baseline(scans: tuple[Scan, ...]) -> Baseline:
    """The baseline, once every later scan is known to fit it. Raises ResponseError with the first that does not."""
    first = scans[0]
    organs = {lesion: organ_of(found) for lesion, found in first.seen.items()}
    for problem in _faults(first, organs, scans[1:]):
        raise ResponseError(problem)
    return Baseline(first, organs)


def value_of(observation: Observation) -> str:
    """What was recorded, as a person wrote it."""
    value = observation.value
    return f"{show(value)} {observation.unit}" if isinstance(value, float | int) else str(value)


def _scan(day: date, seen: dict[str, Observation]) -> Scan:
    return Scan(day, max(found.at for found in seen.values()), dict(sorted(seen.items())))


def _twice(lesion: str, day: date, told: list[Observation]) -> str:
    found = " and ".join(f"{value_of(o)} at {json_time(o.at)}" for o in sorted(told, key=lambda o: (o.at, o.amount)))
    return f"{lesion} is recorded {len(told)} times on {day}: {found}. Keep one; a second that is right corrects the first."


def _faults(first: Scan, organs: Mapping[str, str], later: tuple[Scan, ...]) -> Iterator[str]:
    yield from _unclear_organs((first, *later))
    yield from _at_baseline(first)
    targets = sorted(first.of("target"))
    if len(targets) > MOST_TARGETS:
        told = f"{first.date} has {len(targets)} target lesions: {', '.join(targets)}"
        yield f"{told}. RECIST follows at most {MOST_TARGETS}; record the others as nontarget:ID."
    for organ, many in Counter(organs[target] for target in targets if organs[target]).items():
        if many > MOST_IN_AN_ORGAN:
            names = ", ".join(target for target in targets if organs[target] == organ)
            told = f"{first.date} has {many} target lesions in one organ, {organ}: {names}"
            yield f"{told}. RECIST follows at most {MOST_IN_AN_ORGAN} in an organ; record the others as nontarget:ID."
    for scan in later:
        yield from _against_baseline(scan, first, organs)


def _unclear_organs(scans: tuple[Scan, ...]) -> Iterator[str]:
    """A node behind another word: taken for no node it would be judged by the wrong axis."""
    for scan in scans:
        for lesion, found in scan.seen.items():
            named = ORGAN.search(found.note.lower())
            if named and _means_node(named[2]) and not _means_node(named[1]):
                told = f"{lesion} has {named[0].strip()!r} in its note at {json_time(found.at)}"
                yield f"{told}: is it a node? Write organ={NODE}, or else organ={named[1]} and a semicolon."


def _at_baseline(first: Scan) -> Iterator[str]:
    """A response before any baseline."""
    for lesion, found in first.seen.items():
        told = f"{lesion} is {value_of(found)} at {json_time(found.at)}, the first assessment"
        if lesion.startswith("new:"):
            yield f"{told}: nothing is new before a baseline. Record it as target:ID or nontarget:ID."
        elif lesion.startswith("nontarget:") and found.value in (ABSENT, PROGRESSION):
            yield f"{told}: a response needs a baseline before it. Record the assessment before the treatment first."
        elif lesion.startswith("target:") and (found.value == NOT_EVALUABLE or found.amount <= 0):
            yield f"{told}: a target has a diameter at the baseline. Measure it, or record it as nontarget:ID."
        elif lesion.startswith("target:") and organ_of(found) == NODE and gone(found.amount, node=True):
            yield f"{told}: a node shorter than {show(NORMAL_NODE)} mm is normal, and no lesion. Leave it out."


def _against_baseline(scan: Scan, first: Scan, organs: Mapping[str, str]) -> Iterator[str]:
    for lesion, found in scan.seen.items():
        family, _, name = lesion.partition(":")
        if family != "new" and lesion not in first.seen:
            told = (
                f"{lesion} is {value_of(found)} at {json_time(found.at)}, but it is no lesion of the baseline of {first.date}"
            )
            yield f"{told}. Record it as new:{name}, or, if it was there at the baseline, date it to that day."
        organ, before = organ_of(found), organs.get(lesion, "")
        side, side_before = _side(found), _side(first.seen[lesion]) if lesion in first.seen else ""
        if organ and before and (organ != before or (side and side_before and side != side_before)):
            where, then = f"{side} {organ}".strip(), f"{side_before} {before}".strip()
            told = f"{lesion} is in {where} at {json_time(found.at)}, but was in {then} on {first.date}"
            yield f"{told}. A lesion stays in its organ: correct one of the two."
