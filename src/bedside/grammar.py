"""Text to criterion and back, pointing at the word that cannot be read.

criterion  = choice ["until" choice]
choice     = series {"or" series}
series     = lasting {"and" lasting}
lasting    = "ever" lasting | single ["for" duration]
single     = "not" single | "(" criterion ")" | several | FLAG | REVIEW | comparison
several    = ("any" | "all") GROUP | NUMBER "of" GROUP     ["for" duration: each rule by itself]
comparison = quantity ("<" | "<=" | ">" | ">=" | "=") threshold
quantity   = NAME | "baseline" NAME | ["previous"] "total" NAME "over" duration
           | ("highest" | "lowest") NAME ("over" duration | "since last dose")
           | ("rise" | "fall") "in" NAME "over" duration | "doses" | "holds" | "time since last dose"
threshold  = NUMBER UNIT | NUMBER "% of baseline"
duration   = NUMBER ("s" | "min" | "h" | "d" | "wk")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NoReturn

from bedside.concepts import NUMERIC, Concept, Vocabulary
from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Ever,
    Extreme,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfBaseline,
    OfGroup,
    PerWeight,
    Quantity,
    Reviewed,
    SinceDose,
    Threshold,
    Total,
)
from bedside.quantity import UnitError, convert, per_body_weight
from bedside.refusal import Refusal

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "wk": 604800}
WHOLE = re.compile(r"[0-9]+")
DEEPEST = 40
LONG = {"sec": "s", "second": "s", "min": "min", "minute": "min", "hr": "h", "hour": "h", "day": "d", "week": "wk"}
OPS = ("<", "<=", ">", ">=", "=")
TOKEN = re.compile(r"<=|>=|[<>=()]|[^\s()<>=]+")
WORDS = frozenset(
    [
        "and",
        "or",
        "not",
        "for",
        "until",
        "ever",
        "any",
        "all",
        "of",
        "over",
        "in",
        "since",
        "last",
        "dose",
        "baseline",
        "previous",
        "total",
        "highest",
        "lowest",
        "rise",
        "fall",
        "doses",
        "holds",
        "time",
    ]
)

Groups = Mapping[str, tuple[tuple[str, Criterion], ...]]


class GrammarError(Refusal):
    """A criterion that cannot be read: what stands `at` a place of `text`, what was expected, the nearest repair."""

    def __init__(self, text: str, at: int, found: str, expected: str, repair: str = "") -> None:
        self.text, self.at, self.found, self.expected, self.repair = text, at, found, expected, repair
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """The fault in one line."""
        return f"found {self.found}, expected {self.expected}" + (f"; {self.repair}" if self.repair else "")

    def caret(self) -> str:
        """The text, and under it a caret at the word."""
        return f"    {self.text}\n    {' ' * self.at}^"


def parse(text: str, words: Vocabulary, groups: Groups | None = None) -> Criterion:
    """The tree of `text`; names are looked up in the vocabulary and in `groups` (name to rules). Raises GrammarError."""
    return _Reader(text, words, groups or {}).whole()


def duration(text: str) -> int:
    """The seconds of "8 h". Raises GrammarError."""
    reader = _Reader(text, Vocabulary(()), {})
    seconds = reader.duration()
    if reader.word:
        reader.fail("nothing more")
    return seconds


@dataclass
class _Reader:
    text: str
    words: Vocabulary
    groups: Groups
    place: int = 0
    depth: int = 0

    def __post_init__(self) -> None:
        self.tokens = [(found.group(), found.start()) for found in TOKEN.finditer(self.text)]
        self.tokens.append(("", len(self.text.rstrip())))

    @property
    def word(self) -> str:
        return self.tokens[self.place][0]

    def take(self, *wanted: str) -> bool:
        ahead = tuple(word for word, _ in self.tokens[self.place : self.place + len(wanted)])
        if ahead == wanted:
            self.place += len(wanted)
            return True
        return False

    def next(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1][0]

    def fail(self, expected: str, repair: str = "", back: int = 0) -> NoReturn:
        word, at = self.tokens[self.place - back]
        raise GrammarError(self.text, at, repr(word) if word else "the end", expected, repair)

    def whole(self) -> Criterion:
        if not self.word:
            self.fail("a criterion", "write one, such as 'systolic_bp < 90 mm[Hg]'")
        tree = self.criterion()
        if self.word:
            again = self.word in ("for", "until")
            repair = "bracket what comes before it" if again else self.near(("and", "or", "for", "until"))
            self.fail("'and', 'or' or the end" if again else "'and', 'or', 'for', 'until' or the end", repair)
        return tree

    def criterion(self) -> Criterion:
        tree = self.choice()
        return Latched(tree, self.choice()) if self.take("until") else tree

    def choice(self) -> Criterion:
        args = [self.series()]
        while self.take("or"):
            args.append(self.series())
        return args[0] if len(args) == 1 else AtLeast(1, tuple(args))

    def series(self) -> Criterion:
        args = [self.lasting()]
        while self.take("and"):
            args.append(self.lasting())
        return args[0] if len(args) == 1 else AtLeast(len(args), tuple(args))

    def lasting(self) -> Criterion:
        if self.take("ever"):
            return Ever(self.deeper(self.lasting))
        tree = self.single()
        return Held(tree, self.duration()) if self.take("for") else tree

    def single(self) -> Criterion:
        return self.deeper(self._single)

    def deeper(self, read: Callable[[], Criterion]) -> Criterion:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail("a criterion that a person can read", "too many brackets or 'not's stand inside each other")
        tree = read()
        self.depth -= 1
        return tree

    def _single(self) -> Criterion:
        if self.take("not"):
            return Not(self.single())
        if self.take("("):
            tree = self.criterion()
            if not self.take(")"):
                self.fail("')'", "close the bracket that was opened")
            return tree
        if self.word in ("any", "all") or (WHOLE.fullmatch(self.word) and self.tokens[self.place + 1][0] == "of"):
            return self.several()
        concept = self.words.find(self.word)
        if concept and not concept.numeric and concept.kind != "lesion":
            self.next()
            return _leaf(concept, self.words)
        quantity, concept = self.quantity()
        op = self.next()
        if op not in OPS:
            self.fail("<, <=, >, >= or =", back=1)
        return Compare(quantity, op, self.threshold(quantity, concept))  # type: ignore[arg-type]

    def several(self) -> Criterion:
        many = self.next()
        back = 2 + self.take("of")
        group, rules = self.word, self.groups.get(self.word)
        if rules is None:
            self.fail("the name of a group", self.near(self.groups) or f"groups here: {', '.join(self.groups) or 'none'}")
        self.next()
        count = {"any": 1, "all": max(1, len(rules))}.get(many) or int(many)
        if not 1 <= count <= max(1, len(rules)):
            self.fail(f"1 to {len(rules)}, the number of rules in {group!r}", back=back)
        lasting = self.duration() if self.take("for") else None
        return OfGroup(count, group, tuple(r for r, _ in rules), tuple(t for _, t in rules), lasting)

    def quantity(self) -> tuple[Quantity, Concept | None]:
        if self.take("time", "since", "last", "dose"):
            return SinceDose(), None
        if self.word in ("doses", "holds"):
            return Count(self.next()), None  # type: ignore[arg-type]
        if self.word in ("rise", "fall"):
            which = self.next()
            self.expect("in", f"write '{which} in NAME over 24 h'")
            concept = self.name()
            return Change(which, concept.id, self.window()), concept  # type: ignore[arg-type]
        if self.word in ("highest", "lowest"):
            which, concept = self.next(), self.name()
            over = None if self.take("since", "last", "dose") else self.window()
            return Extreme(which, concept.id, over), concept  # type: ignore[arg-type]
        if self.word in ("previous", "total"):
            return self.total()
        if self.take("baseline"):
            concept = self.name()
            return Baseline(concept.id), concept
        concept = self.name()
        return Latest(concept.id), concept

    def total(self) -> tuple[Quantity, Concept]:
        previous = self.take("previous")
        self.expect("total", "write 'previous total NAME over 8 h'")
        concept = self.name()
        if not concept.interval:
            self.fail("a volume gathered over time, such as urine_output", back=1)
        return Total(concept.id, self.window(), previous), concept

    def window(self) -> int:
        self.expect("over", "say over what time: 'over 8 h'")
        return self.duration()

    def name(self) -> Concept:
        concept = self.words.find(self.word)
        if self.words.family(self.word):
            self.fail("something that a rule can ask about", "lesions are judged by RECIST alone: ask 'respond'")
        if concept is None:
            near = self.words.nearest(self.word) if self.word and self.word not in WORDS else None
            self.fail("an observation, a flag, a review or a group", f"did you mean {near!r}?" if near else "")
        if concept.kind not in NUMERIC:
            self.fail("something that is measured", f"{concept.id} is {_a(concept.kind)}: it stands alone")
        self.next()
        return concept

    def threshold(self, quantity: Quantity, concept: Concept | None) -> Threshold:
        value = self.number()
        if concept is None:
            return self.plain(value, quantity)
        if self.take("%", "of", "baseline"):
            if not isinstance(quantity, Latest):
                self.fail("the newest value alone before '% of baseline'", back=3)
            return OfBaseline(self.above_zero(value, back=4))
        unit = self.next()
        if not unit:
            self.fail(f"a unit of {concept.id}: {concept.unit}", f"write {concept.unit} after the number", back=1)
        try:
            if per_body_weight(unit, concept.unit):
                return PerWeight(self.above_zero(value, back=2), unit, convert(value, unit, f"{concept.unit}/kg"))
            return Number(value, unit, _canonical(value, unit, quantity, concept))
        except UnitError as trouble:
            self.fail(f"a unit of {concept.id}: {concept.unit}", str(trouble), back=1)

    def above_zero(self, value: float, back: int) -> float:
        if value <= 0:
            self.fail("a number above zero", back=back)
        return value

    def plain(self, value: float, quantity: Quantity) -> Threshold:
        if isinstance(quantity, SinceDose):
            unit = self.next()
            if unit not in SECONDS:
                self.fail("s, min, h, d or wk", _meant(unit), back=1)
            return Number(value, unit, value * SECONDS[unit])
        if not value.is_integer():
            self.fail("a whole number", back=1)
        return Number(value, "", value)

    def number(self) -> float:
        word = self.next()
        if not re.fullmatch(r"[+-]?\d+(\.\d+)?", word):
            glued = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)([a-zA-Z%/\[{][^,]*)", word)
            power = glued and re.fullmatch(r"[eE]\d+", glued[2])
            self.fail("a number", f"write '{glued[1]} {glued[2]}'" if glued and not power else "", back=1)
        return float(word)

    def duration(self) -> int:
        value = self.number()
        unit = self.next()
        if unit not in SECONDS:
            self.fail("s, min, h, d or wk", _meant(unit), back=1)
        seconds = value * SECONDS[unit]
        if seconds <= 0 or not seconds.is_integer():
            self.fail("a duration of whole seconds above zero", back=2)
        return int(seconds)

    def expect(self, word: str, repair: str) -> None:
        if not self.take(word):
            self.fail(repr(word), repair)

    def near(self, names: Mapping[str, object] | tuple[str, ...], back: int = 0) -> str:
        word = self.tokens[self.place - back][0]
        close = [] if word in names else get_close_matches(word, list(names), 1, 0.6)
        return f"did you mean {close[0]!r}?" if close else ""


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _meant(unit: str) -> str:
    """The unit of time that somebody who wrote "hours" meant."""
    known = LONG.get(unit.lower().rstrip("s"))
    return f"did you mean {known!r}?" if known else ""


def _leaf(concept: Concept, words: Vocabulary) -> Criterion:
    if concept.kind == "review":
        return Reviewed(concept.id)
    return Flag(concept.id, concept.review, tuple(Flag(c.id, c.review) for c in words.cases_of(concept.id)))


def _canonical(value: float, unit: str, quantity: Quantity, concept: Concept) -> float:
    amount = concept.canonical(value, unit)
    return amount - concept.canonical(0.0, unit) if isinstance(quantity, Change) else amount
