"""Where a text says something of the lexicon: the longest phrases, each with the words that it took.

A phrase is found through words that do not change it ("my chest really hurts"), and through a list of parts of the body
("pain in my chest and arms" is pain in both).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bedside.words.cues import at, phrases, single
from bedside.words.lexicon import Entry, Lexicon
from bedside.words.net import Knot
from bedside.words.patterns import TAIL
from bedside.words.tokens import ANY_NUMBER, Token
from bedside.words.undenied import other_side

MOST_FILLERS = 4
GAP = 3
FARTHEST = 30
"""No phrase reaches over more words than these."""
HEADING = 3
"""So many words at most head an entry of a diary."""
JOINING = frozenset(("and", "or", ",", "/", "&", "nor", "plus"))
SUBJECTS = frozenset(("hair", "nail", "heart", "voice", "lip", "pee", "wee", "urin", "poo", "stool"))
"""What is no part of a list, and may be told several things of: "hair grey and thinner"."""
PASSED = frozenset(("motion", "stool", "poo", "bowel"))
"""What one phrase may end with, and another say more of: "loose motions with blood in them"."""
NEGATORS = frozenset(("not", "never"))
IS = "be"
"""The one form of what a "'s" may be short for, where it does not say whose something is."""
WHOSE = frozenset(("my", "his", "her", "the", "both", "left", "right"))
WHERE = frozenset(("in", "on", "inside", "under", "across", "around"))
"""Behind one of these a part of the body is where something is: behind a comma the next part begins a clause of its own."""
Trail = tuple[int, ...]


@dataclass(frozen=True)
class Mention:
    """One phrase that was found: the entry, the places of the words that it took, and whether it says that all is fine.

    `signs` are the entries that the words are a sign of, where they name none of them.
    """

    entry: Entry
    taken: Trail
    fine: bool = False
    signs: frozenset[str] = frozenset()

    @property
    def first(self) -> int:
        return self.taken[0]

    @property
    def last(self) -> int:
        return self.taken[-1]


def mentions(tokens: Sequence[Token], words: Lexicon) -> tuple[Mention, ...]:
    """Every mention, in order of the text; of phrases that overlap the longer one, and each thing once a place."""
    told = [Mention(words.entries[end // 2], trail, bool(end % 2)) for trail, end in _told(tokens, words) if end >= 0]
    return tuple(sorted(told, key=lambda each: (each.taken, each.entry.id)))


def _told(tokens: Sequence[Token], words: Lexicon) -> list[tuple[Trail, int]]:
    """Every phrase that is told, idioms too: which words it took, and what it means."""
    found: list[tuple[Trail, int]] = []
    steps = tuple(_Step.of(tokens, place, words) for place in range(len(tokens)))
    for place, step in enumerate(steps):
        if any(word in words.start.next for word in step.read_as):
            found += _Walk(tokens, words, steps).begun(place)
    there = frozenset(trail for trail, end in found if end >= 0 and not end % 2)
    found = [each for each in found if not (_says_fine(each[1]) and _over_something(each[0], tokens, there))]
    said = {(trail, end) for trail, end in found if trail in there}
    found = [each for each in found if not (_says_fine(each[1]) and _of_something_else(each, tokens, said))]
    found.sort(
        key=lambda each: (
            -len(each[0]), each[1] >= 0, _says_fine(each[1]), tokens[each[0][0]].text == "no", each[0][-1] - each[0][0], each[0]
        )
    )  # fmt: skip
    sayings = [frozenset(trail) for trail, end in found if end < 0]
    kept: list[tuple[Trail, int]] = []
    around: dict[int, list[Trail]] = {}
    for trail, end in found:
        if end >= 0 and any(len(trail) < len(each) and each.issuperset(trail) for each in sayings):
            continue
        span = range(trail[0], trail[-1] + 1)
        if all(_apart(trail, other, tokens, words) for place in span for other in around.get(place, ())):
            kept.append((trail, end))
            for place in span:
                around.setdefault(place, []).append(trail)
    return kept + _same_words(found, kept)


def idiomatic(tokens: Sequence[Token], words: Lexicon) -> frozenset[int]:
    """The places of the words of idioms, which the lexicon knows to tell of nothing."""
    return frozenset(place for trail, end in _told(tokens, words) if end < 0 for place in trail)


def _of_something_else(told: tuple[Trail, int], tokens: Sequence[Token], said: Collection[tuple[Trail, int]]) -> bool:
    """Whether a "no" and the very phrase of another entry is denied: then it is that, and read as any other denial."""
    trail, end = told
    begin = 0
    while begin < len(trail) and tokens[trail[begin]].text in NEGATORS | {"no", "without"} | single("denied", "within"):
        begin += 1
    rest = trail[begin:]
    return begin > 0 and (rest, end - 1) not in said and any(each == rest and not _says_fine(other) for each, other in said)


def _says_fine(end: int) -> bool:
    """Whether a phrase says that something is not there."""
    return end > 0 and end % 2 == 1


def _over_something(trail: Trail, tokens: Sequence[Token], there: Collection[Trail]) -> bool:
    """Whether a phrase that all is well reaches over somebody, over an exception, or over something that is there.

    What a relative calls normal is no word of the patient, "my bowels bleed and are back to normal" still tells of blood, and
    "does not know where she is and shouts" is no knowing of where she is.
    """
    between = frozenset(place for place in range(trail[0], trail[-1]) if place not in trail)
    if any(tokens[place].text in single("person", "relatives") for place in between):
        return True
    if any(at(tokens, place, phrases("denied", "excepting")) for place in range(trail[0] + 1, trail[-1])):
        return True
    if any(set(trail) & set(other) and trail[0] < other[0] and trail[-1] < other[-1] for other in there):
        return True
    before = trail[0] - 1
    if before >= 0 and tokens[before].text in NEGATORS and any({before, trail[0]} <= set(other) for other in there):
        return True
    return bool(between) and any(between & set(other) for other in there)


def _same_words(found: Iterable[tuple[Trail, int]], kept: Sequence[tuple[Trail, int]]) -> list[tuple[Trail, int]]:
    """Other meanings of exactly the words of a kept phrase: both are told."""
    trails, known = {trail for trail, _ in kept}, set(kept)
    idiom = {trail for trail, end in found if end < 0}
    return [each for each in dict.fromkeys(found) if each not in known and each[0] in trails and each[0] not in idiom]


def _apart(trail: Trail, other: Trail, tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether two phrases stand beside each other: they share no word, or only the head of a list of parts of the body."""
    shared = set(trail) & set(other)
    if not shared:
        inside = other[0] < trail[0] and trail[-1] < other[-1]
        return not inside or _joined_to(trail, other, tokens) or _own_part(trail, other, tokens, words)
    if _of_one_noun(trail, other, tokens):
        return True
    return _own_part(trail, other, tokens, words) or _second_of_part(trail, other, tokens, words)


def _joined_to(trail: Trail, other: Trail, tokens: Sequence[Token]) -> bool:
    """Whether a phrase within another is joined to a word of that: "pink and itchy where the radiotherapy was"."""
    before = trail[0] - 1
    return tokens[before].text in ("and", "&") and before - 1 in other


def _of_one_noun(trail: Trail, other: Trail, tokens: Sequence[Token]) -> bool:
    """Whether one phrase ends with what the other says something more of: "loose motions with blood"."""
    one, two = sorted((trail, other))
    shared = set(trail) & set(other)
    if len(one) < 2 or len(two) < 2 or shared != {two[0]} or one[-1] != two[0]:
        return False
    return tokens[two[0]].stem in PASSED


def _second_of_part(trail: Trail, other: Trail, tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether two phrases share only the part of the body that they begin with, of which one says something and then, right
    behind an "and", the other: "gums swollen and bleeding", "nose is blocked and runs"."""
    if len(trail) < 2 or len(other) < 2 or set(trail) & set(other) != {trail[0]} or trail[0] != other[0]:
        return False
    one, two = sorted((trail, other), key=lambda each: each[1])
    between = tokens[one[-1] + 1 : two[1] + 1]
    if tokens[trail[0]].stem not in words.body | SUBJECTS or not between:
        return False
    return between[0].text in JOINING and all(each.text in JOINING or each.stem in words.filler for each in between[:-1])


def _own_part(trail: Trail, other: Trail, tokens: Sequence[Token], words: Lexicon) -> bool:
    """Whether each has a part of the body, or value of the blood, that the other has not."""
    mine, theirs = ({place for place in each if tokens[place].stem in words.listed} for each in (trail, other))
    return bool(mine - theirs) and bool(theirs - mine)


def _before(trail: Trail, other: Trail) -> bool:
    """Whether a phrase is shorter than another, or as short and told in fewer words: "mouth ulcers", not "mouth ... hurts"."""
    return (len(trail), trail[-1]) < (len(other), other[-1])


def _read_as(token: Token) -> tuple[str, ...]:
    """What a phrase may have for this word: its one form, for a number in figures the sign for any number, and for a "'s" the
    "is" that it may be short for."""
    if token.text == TAIL:
        return (TAIL, IS)
    return (token.stem, ANY_NUMBER) if token.text[0].isdigit() else (token.stem,)


@dataclass(frozen=True, slots=True)
class _Step:
    """What one word of a text is to any phrase that comes by: how it may be read, and whether it may be passed over.

    `filler` changes no phrase; `passed` is any one word of the same sentence that denies nothing; `denies` is a "not"; and
    `beyond` is the place behind a list of parts of the body, None where there is none.
    """

    read_as: tuple[str, ...]
    filler: bool
    passed: bool
    denies: bool
    beyond: int | None

    @classmethod
    def of(cls, tokens: Sequence[Token], place: int, words: Lexicon) -> _Step:
        token = tokens[place]
        passed = (token.word or token.text in "'s-") and token.stem not in words.gapstop
        filler = token.stem in words.filler
        return cls(_read_as(token), filler, passed, _denies(tokens, place, words), _beyond(tokens, place, words))


def _denies(tokens: Sequence[Token], place: int, words: Lexicon) -> bool:
    """Whether a "not" behind a verb, or a "never", denies the rest of a phrase that began before it."""
    word = tokens[place].text
    if not place or word not in NEGATORS | {"neither"} or at(tokens, place + 1, phrases("denied", "not_denied")):
        return False
    before = tokens[place - 1]
    if other_side(tokens, place):
        return False
    told = before.stem in words.body or before.text in single("denied", "told_of")
    return word != "not" or told or before.text in single("denied", "helping")


def _beyond(tokens: Sequence[Token], place: int, words: Lexicon) -> int | None:
    """The place behind a part of the body that is one of a list: behind "chest and" or "and arms"."""
    if tokens[place].stem in words.listed:
        after = _joined(tokens, place + 1, words)
        return after if after is not None and tokens[after].stem in words.listed else None
    if place and tokens[place - 1].stem in words.listed:
        after = _joined(tokens, place, words)
        return after + 1 if after is not None and tokens[after].stem in words.listed else None
    return None


def _joined(tokens: Sequence[Token], place: int, words: Lexicon) -> int | None:
    """The place of the next word of a list, when "and" or a comma stands at `place`."""
    begun = place
    while place < len(tokens) and tokens[place].text in JOINING:
        place += 1
    if place == begun:
        return None
    while place < len(tokens) and tokens[place].stem in words.filler:
        place += 1
    return place if place < len(tokens) else None


class _Walk:
    """All ways through the net from one word of a text on."""

    def __init__(self, tokens: Sequence[Token], words: Lexicon, steps: Sequence[_Step]) -> None:
        self.tokens, self.words, self.steps = tokens, words, steps
        self.found: dict[int, Trail] = {}
        self.shortest: dict[int, Trail] = {}
        self.seen: set[tuple[int, int, int, int, int]] = set()

    def begun(self, place: int) -> list[tuple[Trail, int]]:
        """Each entry with its longest phrase that begins at `place`, and its shortest, which is left where the other is not."""
        for word in self.steps[place].read_as:
            for knot in self.words.start.next.get(word, ()):
                self.step(knot, place + 1, (place,), 0, 0, -1)
        short = [(trail, end) for end, trail in self.shortest.items() if end >= 0 and trail != self.found[end]]
        return [(trail, end) for end, trail in self.found.items()] + short

    def step(self, knot: Knot, place: int, trail: Trail, fillers: int, gap: int, denied: int) -> None:
        """Everything that can follow; `gap` is how many other words may still be passed over.

        `denied` is the place of a "not" within the phrase, -1 where there is none: "my ankles are not swollen" is the phrase of
        swollen ankles, and says that they are not.
        """
        key = (id(knot), place, fillers, gap, denied)
        if key in self.seen:
            return
        self.seen.add(key)
        for whole in knot.ends:
            end = whole if denied < 0 else self.denied(whole, trail, denied)
            if end is None:
                continue
            if len(trail) > len(self.found.get(end, ())):
                self.found[end] = trail
            if end not in self.shortest or _before(trail, self.shortest[end]):
                self.shortest[end] = trail
        if place >= len(self.tokens) or place - trail[0] > FARTHEST:
            return
        here = self.steps[place]
        for word in here.read_as:
            for after in knot.next.get(word, ()):
                self.step(after, place + 1, (*trail, place), 0, 0, denied)
        if denied < 0 and here.denies:
            self.step(knot, place + 1, (*trail, place), 0, 0, place)
            for after in knot.gaps:
                self.step(after, place + 1, (*trail, place), 0, 0, place)
        if denied >= 0 and trail[-1] == denied:
            if self.tokens[place].text in single("denied", "within"):
                self.step(knot, place + 1, trail, 0, 0, denied)
            return
        for after in knot.gaps if here.passed else ():
            self.step(after, place + 1, trail, 0, GAP - 1, denied)
        if gap and here.passed:
            self.step(knot, place + 1, trail, 0, gap - 1, denied)
        if here.filler and fillers < MOST_FILLERS:
            self.step(knot, place + 1, trail, fillers + 1, gap, denied)
        if self.headed(place, trail):
            self.step(knot, place + 1, trail, fillers, gap, denied)
        if here.beyond is not None and not self.told_of_its_own(place, trail):
            self.step(knot, here.beyond, trail, fillers, gap, denied)

    def told_of_its_own(self, place: int, trail: Trail) -> bool:
        """Whether a phrase begins with where something else is, and no first of a list: "sores in my mouth, skin dry"."""
        if len(trail) > 1 or trail[0] != place - 1 or self.tokens[place].text != ",":
            return False
        before = trail[0] - 1
        while before > 0 and self.tokens[before].text in WHOSE:
            before -= 1
        return before >= 0 and self.tokens[before].text in WHERE

    def headed(self, place: int, trail: Trail) -> bool:
        """Whether a colon stands there behind what heads an entry of a diary: "Appetite: poor", "Bowels: loose"."""
        if self.tokens[place].text != ":" or trail[-1] != place - 1 or place - trail[0] > HEADING:
            return False
        return trail[0] == 0 or not self.tokens[trail[0] - 1].word

    def denied(self, end: int, trail: Trail, place: int) -> int | None:
        """What a phrase says with a "not" in it: that it is not there; None where it is complete without what is denied."""
        return None if end < 0 or end % 2 or trail[-1] == place else end + 1
