"""How urgent is it? Rules as data, each with its source; the most urgent that applies counts, and nothing lowers it.

What a relative thinks of it, or that it is "probably nothing", is not looked at: there is no rule that takes urgency away.
What is over is told of too: a danger that has passed is still told now. A sign of a stroke that came and went these days is a
passing stroke, and as urgent as one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from bedside.concepts import vocabulary
from bedside.questions.names import names
from bedside.words.cues import Phrases, at, grouped
from bedside.words.effects import PASSING, Effect
from bedside.words.tokens import read

Level = Literal["emergency", "tell now", "today", "note"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The most urgent first."""
NAMED = (("any", "any"), ("beside", "with"), ("medicines", "medicines"), ("taken", "taken"), ("spared", "spared"))
"""Fields of a rule that are sets, and their names in the file."""
GRADES = {"mild": 1, "moderate": 2, "severe": 3}
ANY = "*"
LONG_AGO = re.compile(
    r"\b(years?|yrs?|child|kid|bairn|wean|toddler|teenager|young|history|months?|decades?|twenties|thirties|youth|teens|lad|lass|student"
    r"|when (?:i|he|she) was|at the age|spring|autumn|19\d\d|20\d\d|summer|winter|as a (?:boy|girl|baby|toddler)"
    r"|aged? (?:1\d|[2-9]\d?|\w+teen|twelve|eleven|ten|twenty)"
    r"|at (?:only |just )?(?:1[3-9]|[2-9]\d|\w+teen|twenty|thirty|forty|fifty)|when i turned \w+"
    r"|long time ago|ages ago|fifties|sixties|seventies|eighties|nineties|noughties|back in the day)\b|'\d\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Rule:
    """One row: for which effects, how urgent at home and on the ward, why, and where that is written."""

    id: str
    any: frozenset[str]
    home: Level
    ward: Level
    say: str
    source: str
    read: str
    beside: frozenset[str] = frozenset()
    severity: str = ""
    grade: int = 0
    hours: float = 0.0
    reading: str = ""
    below: float | None = None
    above: float | None = None
    medicines: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    outlook: str = ""
    asked: bool = False
    spared: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether the effect alone is enough."""
        measured = self.severity or self.grade or self.hours or self.reading
        return not (self.beside or measured or self.medicines or self.taken or self.outlook or self.asked)

    def level(self, ward: bool) -> Level:
        return self.ward if ward else self.home

    def fits(self, effect: Effect, there: frozenset[str], medicine: str, taken: frozenset[str] = frozenset()) -> bool:
        """Whether the rule applies to an effect, beside all others that are there, under a treatment and what else is taken."""
        if self.asked != effect.general or effect.entry.id in self.spared:
            return False
        if not (ANY in self.any or effect.entry.id in self.any or effect.signs & self.any) or (
            self.medicines and medicine not in self.medicines
        ):
            return False
        if self.taken and not self.taken & taken:
            return False
        if self.beside and not (self.beside - {effect.entry.id}) & there:
            return False
        if self.severity and GRADES.get(effect.severity or "", 0) < GRADES[self.severity]:
            return False
        if self.grade and (effect.grade or 0) < self.grade:
            return False
        lasted = effect.onset.hours if effect.onset else None
        return (not self.hours or (lasted is not None and lasted >= self.hours)) and (
            not self.reading or self._measured(effect)
        )

    def _measured(self, effect: Effect) -> bool:
        if effect.reading is None or effect.reading.concept != self.reading:
            return False
        value = vocabulary()[self.reading].canonical(effect.reading.value, effect.reading.unit)
        return (self.below is None or value < self.below) and (self.above is None or value > self.above)


@dataclass(frozen=True)
class Why:
    """One reason for the urgency: the rule, the effect, and the level that it gives."""

    rule: Rule
    effect: Effect
    level: Level
    say: str


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    return tuple(_rule(row) for row in _file()["rule"])


@cache
def urgency_sources() -> Mapping[str, Mapping[str, str]]:
    """The documents that the rules cite, by key."""
    return dict(_file()["sources"])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(files("bedside").joinpath("words", "urgency.toml").read_text("utf-8"))


def _rule(row: dict[str, Any]) -> Rule:
    plain = {key: value for key, value in row.items() if key not in ("ward", *(name for _, name in NAMED))}
    sets = {key: frozenset(row.get(name, ())) for key, name in NAMED}
    return Rule(**plain, **sets, ward=row.get("ward", row["home"]))  # type: ignore[arg-type]


@cache
def dangers() -> frozenset[str]:
    """The effects that are urgent by themselves: of these a doubtful denial is none."""
    return frozenset(entry for rule in rules() if rule.plain and rule.home in LEVELS[:2] for entry in rule.any)


@cache
def emergencies() -> frozenset[str]:
    """The effects that are an emergency by themselves."""
    return frozenset(entry for rule in rules() if rule.plain and rule.home == "emergency" for entry in rule.any)


@cache
def _taken() -> Mapping[str, Phrases]:
    return {medicine: grouped(each) for medicine, each in _file()["taken"].items()}


@cache
def _names() -> Mapping[str, Phrases]:
    """The medicines that a rule is for, with the names of the library for them, and those that people use besides."""
    told: dict[str, list[str]] = {medicine: [] for rule in rules() for medicine in sorted(rule.medicines)}
    for medicine, name in (*names(), *((each, name) for each, others in _file()["names"].items() for name in others)):
        if medicine in told:
            told[medicine].append(name.lower())
    return {medicine: grouped(each) for medicine, each in told.items() if each}


def named_medicine(text: str) -> str:
    """The first medicine that a rule is for and that a text names; empty where it names none."""
    tokens = read(text)
    for place in range(len(tokens)):
        for medicine, known in _names().items():
            if at(tokens, place, known):
                return medicine
    return ""


def taken_besides(text: str) -> frozenset[str]:
    """The medicines besides the treatment that a rule is for and that a text names, whoever takes them."""
    tokens = read(text)
    return frozenset(
        medicine for medicine, known in _taken().items() if any(at(tokens, place, known) for place in range(len(tokens)))
    )


def reasons(effects: Sequence[Effect], ward: bool, medicine: str, taken: frozenset[str] = frozenset()) -> tuple[Why, ...]:
    """For each effect that is there, or was, the most urgent rule that applies; the most urgent first.

    `medicine` is the treatment, `taken` what else is taken.
    """
    there = frozenset(effect.entry.id for effect in effects if effect.there) | frozenset(
        each for effect in effects if effect.there for each in (effect.entry.of, *effect.signs)
    )
    found = [why for effect in effects for why in _of(effect, there - {""}, ward, medicine, taken)]
    return tuple(sorted(found, key=lambda why: LEVELS.index(why.level)))


def _of(effect: Effect, there: frozenset[str], ward: bool, medicine: str, taken: frozenset[str]) -> Iterator[Why]:
    if effect.there or effect.general:
        fitting = [rule for rule in rules() if rule.fits(effect, there, medicine, taken)]
        best = min(fitting, key=lambda rule: LEVELS.index(rule.level(ward)))
        yield Why(best, effect, best.level(ward), best.say)
    elif effect.status == "past" and not (effect.long_ago or LONG_AGO.search(effect.words)):
        fitting = [rule for rule in rules() if rule.fits(effect, there, medicine, taken)]
        best = min(fitting, key=lambda rule: LEVELS.index(rule.level(ward)))
        passing = PASSING in effect.signs
        level = best.level(ward) if passing else LEVELS[min(LEVELS.index(best.level(ward)) + 1, 3)]
        yield Why(best, effect, level, f"It is said to be over; it is still told. {best.say}")


def by_outlook(effects: Iterable[Effect], standings: Iterable[tuple[str, str]], ward: bool) -> Iterator[Why]:
    """The reasons that follow from what is usual: pairs of an effect's id and whether it is still usual."""
    known = set(standings)
    for effect in effects:
        for rule in rules():
            if rule.outlook and effect.there and (effect.entry.id, rule.outlook) in known:
                yield Why(rule, effect, rule.level(ward), rule.say)


def most_urgent(levels: Iterable[Level]) -> Level:
    """The most urgent of them; note where there is none."""
    return min(levels, key=LEVELS.index, default="note")
