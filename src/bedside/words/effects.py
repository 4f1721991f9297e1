"""A text in a patient's own words, read: every effect with its status, severity, grade and time, and everything measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bedside.words.blood import placed
from bedside.words.counts import counted
from bedside.words.cues import sentence, spoken
from bedside.words.devices import told_by_devices
from bedside.words.grading import NAMES, grade, limit, often, severity
from bedside.words.lexicon import Entry, Lexicon, Severity, lexicon
from bedside.words.matching import mentions
from bedside.words.measured import shown
from bedside.words.numbers import Reading, numbers, readings
from bedside.words.spelling import corrected
from bedside.words.standing import Standing, Status, standings
from bedside.words.times import Time, began, times
from bedside.words.tokens import Token, read

ORDER: tuple[Status, ...] = ("present", "uncertain", "past", "denied", "other person")
"""What counts where a text says several things of one effect: the graver first."""
FARTHEST = 8
"""A time further behind than so many words is told of something else."""


@dataclass(frozen=True)
class Onset:
    """Since when: the words, the moment where they give one, how many hours that is, and whether they count from a dose."""

    said: str
    at: datetime | None
    hours: float | None
    after_dose: bool = False


@dataclass(frozen=True)
class Effect:
    """One thing that a text speaks of, with the words that said so. `reading` is the number that showed it, if one did.

    `general` says that it is only asked of in general, and nobody has it; `meant` that it was read by meaning: no phrase of the
    lexicon was found, and the words may mean something else.
    """

    entry: Entry
    status: Status
    severity: Severity | None
    grade: int | None
    onset: Onset | None
    words: str
    first: int
    reading: Reading | None = None
    general: bool = False
    meant: bool = False

    @property
    def there(self) -> bool:
        """Whether the person has it or may have it."""
        return self.status in ("present", "uncertain") and not self.general


@dataclass(frozen=True)
class Told:
    """Everything that a text tells: effects in its order, what was measured, and whether a carer wrote it."""

    effects: tuple[Effect, ...]
    readings: tuple[Reading, ...]
    carer: bool


def effects(text: str, at: datetime, dangers: Collection[str]) -> Told:
    """Read a text; times count back from `at`. Of `dangers` a denial that is in doubt is none."""
    words = lexicon()
    tokens = corrected(read(text))
    found, carer = standings(tokens, placed(mentions(tokens, words), tokens, words), words, dangers)
    measured = _measured(tokens)
    known = times(tokens, text, at)
    reader = _Reader(text, tokens, known, at, frozenset(place for each in found for place in each.mention.taken))
    told = [reader.effect(each) for each in found] + [each for one in measured for each in reader.measured(one, words)]
    return Told(tuple(_merged(told)), measured, carer)


def _measured(tokens: Sequence[Token]) -> tuple[Reading, ...]:
    known = numbers(tokens)
    named = (*readings(tokens), *counted(tokens, known))
    taken = frozenset(place for each in named for place in range(each.first, each.last + 1))
    return (*named, *told_by_devices(tokens, known, taken))


@dataclass(frozen=True)
class _Reader:
    text: str
    tokens: Sequence[Token]
    times: Sequence[Time]
    at: datetime
    covered: frozenset[int]

    def effect(self, standing: Standing) -> Effect:
        """One mention as an effect."""
        mention = standing.mention
        said = spoken(self.tokens, standing.places, self.text)
        if standing.status == "denied":
            return Effect(mention.entry, standing.status, None, None, None, said, self.tokens[mention.first].start)
        word = severity(self.tokens, mention, self.covered)
        onset = self.onset(mention.first, mention.last)
        if standing.general:
            start = self.tokens[mention.first].start
            return Effect(mention.entry, standing.status, None, None, None, said, start, general=True)
        found = (often(self.tokens, mention), limit(self.tokens, mention))
        graded = grade(mention.entry, found, word, None if onset is None else onset.hours)
        word = word or (NAMES.get(min(graded, 3)) if graded and mention.entry.scale else None)
        return Effect(mention.entry, standing.status, word, graded, onset, said, self.tokens[mention.first].start)

    def measured(self, reading: Reading, words: Lexicon) -> list[Effect]:
        """What one number shows."""
        said = spoken(self.tokens, range(reading.first, reading.last + 1), self.text)
        start, onset = self.tokens[reading.first].start, self.onset(reading.first, reading.last)
        return [
            Effect(
                words[each.entry],
                "present" if each.there else "denied",
                None,
                each.grade,
                onset if each.there else None,
                said,
                start,
                reading,
            )
            for each in shown(reading)
        ]

    def onset(self, first: int, last: int) -> Onset | None:
        """The time that is told nearest to a mention, in its own sentence."""
        begin, end = sentence(self.tokens, first)
        near = [time for time in self.times if begin <= time.first and time.last < end]
        near = [time for time in near if time.first - last <= FARTHEST and first - time.last <= 2 * FARTHEST]
        if not near:
            return None
        time = min(near, key=lambda each: each.first - last if each.first > last else first - each.last + 1)
        start = began(time, self.at)
        hours = None if start is None else round((self.at - start).total_seconds() / 3600, 1)
        return Onset(time.said, start, hours, time.after_dose)


def _merged(found: Iterable[Effect]) -> list[Effect]:
    """Each effect once for the patient, and once for anybody else; the narrower stands for the wider."""
    kept: dict[tuple[str, bool], Effect] = {}
    for effect in sorted(found, key=lambda each: each.first):
        key = (effect.entry.id, effect.status == "other person")
        kept[key] = joined(kept[key], effect) if key in kept else effect
    wider = {(wide, effect.there) for effect in kept.values() for wide in _wider(effect.entry)}
    told = [effect for effect in kept.values() if (effect.entry.id, effect.there) not in wider]
    return sorted(told, key=lambda each: (each.first, each.entry.id))


def _wider(entry: Entry) -> Iterable[str]:
    """The entries that an entry is a case of."""
    while entry.of:
        yield entry.of
        entry = lexicon()[entry.of]


def joined(one: Effect, other: Effect) -> Effect:
    """Two mentions of the same thing as one: the graver status, the worst severity and grade, all the words."""
    main, rest = sorted((one, other), key=lambda each: ORDER.index(each.status))
    if main.status != rest.status:
        return replace(main, first=min(one.first, other.first))
    said = main.words if rest.words in main.words else f"{one.words} … {other.words}"
    worst = max(
        (each.severity for each in (one, other) if each.severity), key=("mild", "moderate", "severe").index, default=None
    )
    graded = max((each.grade for each in (one, other) if each.grade), default=None)
    onset = one.onset or other.onset
    return replace(one, severity=worst, grade=graded, onset=onset, words=said, reading=one.reading or other.reading)
