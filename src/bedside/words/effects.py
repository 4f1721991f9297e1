"""A text in a patient's own words, read: every effect with its status, severity, grade and time, and everything measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bedside.words.aching import ached
from bedside.words.alike import decided
from bedside.words.beside import made
from bedside.words.blood import placed
from bedside.words.company import in_company
from bedside.words.counts import counted
from bedside.words.cues import at, phrases, sentence, spoken
from bedside.words.denial import Scene
from bedside.words.devices import told_by_devices
from bedside.words.ended import ended
from bedside.words.general import asked_for_then, asked_of_a_limit
from bedside.words.gone_by import gone_by
from bedside.words.grading import NAMES, grade, limit, often, severity
from bedside.words.infected import infected
from bedside.words.lexicon import Entry, Lexicon, Severity, lexicon
from bedside.words.limited import unlimited
from bedside.words.listed import with_temperature
from bedside.words.matching import Mention, mentions
from bedside.words.measured import Shown, never_over, shown
from bedside.words.named import measured_normal
from bedside.words.numbers import Reading, numbers, readings
from bedside.words.person import measured_of_another
from bedside.words.pressures import FAINT, said_low, said_not_low
from bedside.words.signs import parted
from bedside.words.spelling import corrected
from bedside.words.standing import Standing, Status, standings
from bedside.words.swollen import swollen
from bedside.words.times import Time, began, months_back, times
from bedside.words.tokens import Token, read
from bedside.words.whereabouts import located

ORDER: tuple[Status, ...] = ("present", "uncertain", "past", "denied", "other person")
"""What counts where a text says several things of one effect: the graver first."""
HEAVY = "heavy_bleeding"
PASSING = "mini_stroke"
STROKE_SIGNS = frozenset(("face_droop", "speech", "speech_lost", "weak_left", "weak_right"))
"""Signs of a stroke; those that come and go are a passing stroke."""
FROM = frozenset(
    (
        "nosebleed",
        "gum_bleeding",
        "blood_vomit",
        "blood_stool",
        "rectal_bleeding",
        "hemorrhoid_bleeding",
        "blood_urine",
        "vaginal_bleeding",
        "heavy_period",
        "mouth_oozing",
        "tumor_bleed",
        "stoma_bleeding",
        "liver_bleed",
        "wound_bleeding",
    )
)
"""Blood that is told of a place."""
BESIDE = frozenset(("too", "also", "like", "same", "did", "than", "again"))
"""With one of these what was long ago may only be held beside what was not."""
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
    lexicon was found, and the words may mean something else. `signs` are what the words are a sign of, and do not name.
    `long_ago` that a month is named that is not this one or the last.
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
    signs: frozenset[str] = frozenset()
    long_ago: bool = False

    @property
    def there(self) -> bool:
        """Whether the person has it or may have it."""
        return self.status in ("present", "uncertain") and not self.general


@dataclass(frozen=True)
class Treated:
    """A condition that is only named as what a medicine is taken for, or that is held down, with the words: it is no effect."""

    entry: Entry
    words: str
    first: int


@dataclass(frozen=True)
class Told:
    """Everything that a text tells: effects in its order, what was measured, and whether a carer wrote it.

    `perhaps` are dangers that words may tell of, while it is not clear which: they count for the urgency, and are no effects.
    `treated` are the conditions that medicines are taken for: they count for nothing, and are told so that nobody misses them.
    """

    effects: tuple[Effect, ...]
    readings: tuple[Reading, ...]
    carer: bool
    perhaps: tuple[Effect, ...] = ()
    treated: tuple[Treated, ...] = ()

    @property
    def counts(self) -> tuple[Effect, ...]:
        """Everything that counts for the urgency."""
        return (*self.effects, *self.perhaps)


def effects(text: str, at: datetime, dangers: Collection[str]) -> Told:
    """Read a text; times count back from `at`. Of `dangers` a denial that is in doubt is none."""
    words = lexicon()
    tokens = corrected(read(text))
    measured = _measured(tokens)
    numbered = {each.entry for reading in measured for each in shown(reading)}
    told = infected(in_company(_mentioned(tokens, words), numbered, tokens, words), tokens, words)
    heard = standings(tokens, told, words, dangers)
    found = tuple(
        each
        for each in heard.standings
        if not (
            measured_normal(each.mention, each.status == "present", measured, tokens)
            or _denied_beside(each, heard.standings, dangers)
        )
    )
    known = times(tokens, text, at)
    covered = frozenset(place for each in found for place in each.mention.taken)
    faint = any(each.mention.entry.id in FAINT and each.status == "present" for each in found)
    reader = _Reader(text, tokens, known, at, covered, faint)
    read_as = [reader.effect(each) for each in found]
    read_as += [each for one in measured for each in reader.measured(one, words, heard.carer)]
    merged = tuple(_merged(read_as))
    return Told(merged, measured, heard.carer, treated=_treated(heard.treated, merged, tokens, text))


def _treated(mentions: Sequence[Mention], read: Sequence[Effect], tokens: Sequence[Token], text: str) -> tuple[Treated, ...]:
    """What medicines are taken for, each once; not what is told as an effect besides."""
    told = {effect.entry.id for effect in read if effect.there}
    once = {mention.entry.id: mention for mention in reversed(mentions) if mention.entry.id not in told}
    found = (Treated(each.entry, spoken(tokens, each.taken, text), tokens[each.first].start) for each in once.values())
    return tuple(sorted(found, key=lambda each: each.first))


def _denied_beside(standing: Standing, found: Sequence[Standing], dangers: Collection[str]) -> bool:
    """Whether words of two meanings have the other one, as this was just denied: "not dizzy but unsteady"."""
    mine = standing.mention
    if standing.status != "present" or mine.entry.id in dangers:
        return False
    twins = any(each.mention.taken == mine.taken and each.mention.entry != mine.entry for each in found)
    denied = any(
        each.mention.entry == mine.entry and each.status == "denied" and each.mention.last < mine.first for each in found
    )
    return twins and denied


def _mentioned(tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """Every mention: blood and pain with the place that they are told of, and a sign as what it is, not as what it may mean."""
    found = with_temperature(mentions(tokens, words), tokens, words)
    found = placed(decided(found, tokens), tokens, words)
    found = swollen(located(ached(found, tokens, words), tokens, words), tokens, words)
    return unlimited(made(parted(found, tokens, words), tokens, words), tokens)


def _measured(tokens: Sequence[Token]) -> tuple[Reading, ...]:
    known = numbers(tokens)
    named = (*readings(tokens), *counted(tokens, known))
    taken = frozenset(place for each in named for place in range(each.first, each.last + 1))
    return (*named, *told_by_devices(tokens, known, taken))


THIS_TIME = frozenset(("time", "cycle", "course", "round", "infusion", "dose"))
"""Behind "this" one of these begins what is told of now: "last cycle I vomited for two days, this time I am queasy"."""


@dataclass(frozen=True)
class _Reader:
    text: str
    tokens: Sequence[Token]
    times: Sequence[Time]
    at: datetime
    covered: frozenset[int]
    faint: bool = False

    def effect(self, standing: Standing) -> Effect:
        """One mention as an effect."""
        mention = standing.mention
        said = spoken(self.tokens, standing.places, self.text)
        if standing.status == "denied":
            return Effect(
                mention.entry, standing.status, None, None, None, said, self.tokens[mention.first].start, signs=mention.signs
            )
        word = severity(self.tokens, mention, self.covered)
        onset = self.onset(mention.first, mention.last)
        if standing.general:
            start = self.tokens[mention.first].start
            return Effect(mention.entry, standing.status, None, None, None, said, start, general=True, signs=mention.signs)
        found = (often(self.tokens, mention), limit(self.tokens, mention))
        graded = grade(mention.entry, found, word, None if onset is None else onset.hours)
        word = word or (NAMES.get(min(graded, 3)) if graded and mention.entry.scale else None)
        start = self.tokens[mention.first].start
        over = standing.status == "past" and (self.months_ago(mention) or self.years_ago(mention))
        signs = mention.signs | {PASSING} if standing.status == "past" and self.passed_lately(mention, over) else mention.signs
        return Effect(mention.entry, standing.status, word, graded, onset, said, start, signs=signs, long_ago=over)

    def passed_lately(self, mention: Mention, long_ago: bool) -> bool:
        """Whether a sign of a stroke came and went these days, a passing stroke: "my face drooped today, it passed"."""
        if mention.entry.id not in STROKE_SIGNS or long_ago:
            return False
        begin, end = sentence(self.tokens, mention.first)
        after = sentence(self.tokens, min(end + 1, len(self.tokens) - 1))[1]
        lately = (at(self.tokens, place, phrases("past", "these_days")) for place in range(begin, max(end, after)))
        return any(lately)

    def measured(self, reading: Reading, words: Lexicon, carer: bool) -> list[Effect]:
        """What one number shows; somebody else's only where no carer writes."""
        said = spoken(self.tokens, range(reading.first, reading.last + 1), self.text)
        start, onset = self.tokens[reading.first].start, self.onset(reading.first, reading.last)
        places = tuple(range(reading.first, reading.last + 1))
        found = []
        seen = (Shown("hypotension", None, True),) if said_low(self.tokens, reading, self.faint) else shown(reading)
        for each in () if asked_of_a_limit(self.tokens, reading.first) else seen:
            mention = Mention(words[each.entry], places)
            another = each.there and not carer and measured_of_another(self.tokens, mention)
            scene = Scene(self.tokens, mention, self.covered, words.filler)
            over = each.there and (ended(scene) or gone_by(scene, danger=True))
            under = each.there and never_over(self.tokens, reading)
            there: Status = "present" if each.there and not under else "denied"
            status: Status = "other person" if another else "past" if over and not under else there
            since = onset if each.there and not under else None
            general = status == "present" and asked_for_then(self.tokens, mention)
            entry = (
                words["hypotension"]
                if status == "denied" and said_not_low(self.tokens, reading, each.entry)
                else words[each.entry]
            )
            told = Effect(entry, status, None, None if under else each.grade, since, said, start, None if under else reading)
            found.append(replace(told, status="uncertain", grade=None, reading=None, general=True) if general else told)
        return found

    def another_time(self, first: int, last: int) -> bool:
        """Whether "this time" stands between two places."""
        return any(
            self.tokens[place].text == "this" and self.tokens[place + 1].text in THIS_TIME for place in range(first, last - 1)
        )

    def months_ago(self, mention: Mention) -> bool:
        """Whether the sentence of a mention names a month that is more than one back."""
        begin, end = sentence(self.tokens, mention.first)
        return months_back(self.tokens[begin:end], self.at) > 1

    def years_ago(self, mention: Mention) -> bool:
        """Whether the sentence of a mention sets it years back, and nothing in the text is told of these days."""
        begin, end = sentence(self.tokens, mention.first)
        near = range(max(begin, mention.first - FARTHEST), min(end, mention.last + FARTHEST))
        far = any(at(self.tokens, place, phrases("past", "years_ago")) for place in near)
        beside = {token.text for token in self.tokens[begin:end]} & BESIDE
        these_days = any(at(self.tokens, place, phrases("past", "these_days")) for place in range(len(self.tokens)))
        return far and not (beside or these_days)

    def onset(self, first: int, last: int) -> Onset | None:
        """The time that is told nearest to a mention, in its own sentence."""
        begin, end = sentence(self.tokens, first)
        near = [time for time in self.times if begin <= time.first and time.last < end]
        near = [time for time in near if time.first - last <= FARTHEST and first - time.last <= 2 * FARTHEST]
        near = [time for time in near if not (time.last < first and self.another_time(time.last, first))]
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
    wider = {(wide, *_whose(effect)) for effect in kept.values() if not _weaker(effect, kept) for wide in _wider(effect.entry)}
    told = [effect for effect in kept.values() if effect.signs or (effect.entry.id, *_whose(effect)) not in wider]
    return sorted(_heavy(told), key=lambda each: (each.first, each.entry.id))


def _whose(effect: Effect) -> tuple[bool, str]:
    """Whether the person has it, and whether it is over or somebody else's: only of the same person and time one stands for
    another, so that a mood that is good now hides no depression of years ago."""
    return effect.there, effect.status if effect.status in ("other person", "past") else ""


def _weaker(effect: Effect, kept: Mapping[tuple[str, bool], Effect]) -> bool:
    """Whether an effect is only supposed, and a wider one is there: "may be uveitis; the eye is red" tells of a red eye."""
    other = effect.status == "other person"
    known = (kept.get((wide, other)) for wide in _wider(effect.entry))
    return effect.status == "uncertain" and any(each is not None and each.status == "present" for each in known)


def _wider(entry: Entry) -> Iterable[str]:
    """The entries that an entry is a case of."""
    while entry.of:
        yield entry.of
        entry = lexicon()[entry.of]


def joined(one: Effect, other: Effect) -> Effect:
    """Two mentions of the same thing as one: the graver status, the worst severity and grade, all the words."""
    main, rest = sorted((one, other), key=lambda each: ORDER.index(each.status))
    if main.status == rest.status and other.signs:
        one = replace(one, entry=one.entry if one.signs else other.entry, signs=one.signs | other.signs)
    if main.status != rest.status:
        return replace(main, first=min(one.first, other.first))
    said = main.words if rest.words in main.words else f"{one.words} … {other.words}"
    worst = max(
        (each.severity for each in (one, other) if each.severity), key=("mild", "moderate", "severe").index, default=None
    )
    graded = max((each.grade for each in (one, other) if each.grade), default=None)
    onset = one.onset or other.onset
    both = {name: getattr(one, name) and getattr(other, name) for name in ("general", "long_ago")}
    return replace(one, severity=worst, grade=graded, onset=onset, words=said, reading=one.reading or other.reading, **both)


def _heavy(effects: Sequence[Effect]) -> list[Effect]:
    """The effects; where blood is told of a place, that it is much or does not stop is told of that place."""
    much = next((each for each in effects if each.entry.id == HEAVY and each.status == "present"), None)
    placed = [each for each in effects if each.entry.id in FROM and each.status == "present"]
    if much is None or not placed:
        return list(effects)
    said = f"{much.words} … {placed[0].words}" if placed[0].words not in much.words else much.words
    severe = replace(
        placed[0], severity="severe", words=said, signs=placed[0].signs | {HEAVY}, onset=placed[0].onset or much.onset
    )
    return [severe if each is placed[0] else each for each in effects if each is not much]
