"""How bad is it: the severity that the words give, and the grade of CTCAE version 5 where the text supports one.

A grade follows from a measured number, from how often something comes in a day, from how long it has lasted, from what the
person can no longer do, or from words such as "mild"; and only where the grades of the term are made of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bedside.words.cues import sentence
from bedside.words.lexicon import Entry, Severity, limit_words, severity_words
from bedside.words.matching import Mention
from bedside.words.numbers import numbers
from bedside.words.tokens import Token
from bedside.words.unbearable import unbearable

NEAR = 4
SWEAT, WET = frozenset(("sweating", "night_sweats", "hot_flashes")), frozenset(("soak", "drench", "pour"))
"""How wet somebody is makes no grade of sweating: CTCAE grade 3 is what it does to the salts or the circulation."""
DREAM, SCREAMING = "vivid_dreams", "scream"
"""That somebody wakes screaming is what a bad dream is."""
GRADES: Mapping[Severity, int] = {"mild": 1, "moderate": 2, "severe": 3}
NAMES: Mapping[int, Severity] = {grade: word for word, grade in GRADES.items()}
COUNTED = {"diarrhea": ((7, 3), (4, 2), (1, 1))}
"""From how many more times a day on which grade; the usual number before is not known and counts as none."""
TIMES = frozenset(
    ("times", "x", "stools", "bowel", "movements", "poos", "motions", "poops", "bm", "bms", "trips", "time", "runs", "goes")
)
BEHIND_WALKING = frozenset(("now", "today", "at", "on", "and", "or", "anymore", "it", "they", "he", "she", "i", "my"))
"""Behind "can't walk" one of these says nothing of how far, or how well."""
DRY = ((24.0, 4), (8.0, 3))
"""Hours without urine, and the grade: under 240 mL in 24 hours is 4, under 80 mL in 8 hours is 3."""


def severity(tokens: Sequence[Token], mention: Mention, covered: frozenset[int]) -> Severity | None:
    """What the words at the mention say of how bad it is; the worst of them counts."""
    score = _score(tokens, mention)
    found = {score} if score else set()
    places = _around(tokens, mention, covered)
    for word, known in severity_words().items():
        for phrase in known:
            if (mention.entry.id in SWEAT and phrase[0] in WET) or (mention.entry.id == DREAM and phrase[0] == SCREAMING):
                continue
            if any(_stands(tokens, places[i : i + len(phrase)], phrase) for i in range(len(places))):
                found.add(word)
    if mention.entry.severity:
        found.add(mention.entry.severity)
    if unbearable(tokens, mention):
        found.add("severe")
    return max(found, key=lambda word: GRADES[word], default=None)


def _stands(tokens: Sequence[Token], places: Sequence[int], phrase: tuple[str, ...]) -> bool:
    """Whether these places hold the phrase, and no "not" stands before it."""
    if tuple(tokens[at].stem for at in places) != phrase:
        return False
    return not (places[0] and tokens[places[0] - 1].text in ("not", "never"))


def _around(tokens: Sequence[Token], mention: Mention, covered: frozenset[int]) -> list[int]:
    """The places near the mention that no other mention took: before it, inside it, behind it."""
    begin, end = sentence(tokens, mention.first)
    taken = set(mention.taken)
    before: list[int] = []
    behind: list[int] = []
    for place in range(mention.first - 1, max(begin, mention.first - NEAR) - 1, -1):
        if place in covered or tokens[place].text in (",", "but", "and"):
            break
        before.insert(0, place)
    for place in range(mention.last + 1, min(end, mention.last + 1 + NEAR)):
        if place in covered or tokens[place].text in ("but", "and", "with", "i", "my"):
            break
        behind.append(place)
    inside = [place for place in range(mention.first, mention.last + 1) if place not in taken or place in covered]
    return [*before, *inside, *behind]


def _score(tokens: Sequence[Token], mention: Mention) -> Severity | None:
    """A score out of ten beside the mention."""
    _, end = sentence(tokens, mention.last)
    for number in numbers(tokens[mention.last + 1 : min(end, mention.last + 10)]):
        behind = [token.text for token in tokens[mention.last + 2 + number.last : mention.last + 5 + number.last]]
        if behind[:2] == ["/", "10"] or behind[:3] == ["out", "of", "10"] or behind[:3] == ["out", "of", "ten"]:
            return "severe" if number.value >= 7 else "moderate" if number.value >= 4 else "mild"
    return None


@cache
def _limits() -> Mapping[int, tuple[tuple[str, ...], ...]]:
    return {3: limit_words()["self_care"], 2: limit_words()["daily"]}


def limit(tokens: Sequence[Token], mention: Mention) -> int | None:
    """The grade that follows from what the person can no longer do, said in the same sentence."""
    begin, end = sentence(tokens, mention.first)
    stems = tuple(token.stem for token in tokens[begin:end])
    for grade, known in _limits().items():
        for phrase in known:
            if any(stems[at : at + len(phrase)] == phrase for at in range(len(stems))):
                return grade
        if grade == 3 and any(_off_the_feet(tokens, place, end) for place in range(begin, end)):
            return grade
    return None


def _off_the_feet(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether somebody there cannot walk at all: "so swollen I can't walk", not "can't walk far" or "to the shop"."""
    for phrase in limit_words()["on_foot"]:
        behind = place + len(phrase)
        if behind <= end and tuple(token.stem for token in tokens[place:behind]) == phrase:
            return behind >= end or not tokens[behind].word or tokens[behind].text in BEHIND_WALKING
    return False


def often(tokens: Sequence[Token], mention: Mention) -> int | None:
    """The grade that follows from how often in a day."""
    steps = COUNTED.get(mention.entry.id)
    if steps is None:
        return None
    begin, end = sentence(tokens, mention.first)
    counted = [
        number.value for number in numbers(tokens[begin:end]) if _counts(tokens, begin + number.last + 1, begin + number.first)
    ]
    counted += [24.0 for place in range(begin, end) if _hourly(tokens, place)]
    most = max(counted, default=None)
    return None if most is None else next((grade for least, grade in steps if most >= least), None)


def _counts(tokens: Sequence[Token], behind: int, first: int) -> bool:
    """Whether a number says how often: 8 times, x8, ten loose stools."""
    if first and tokens[first - 1].text == "x":
        return True
    near = [token.text for token in tokens[behind : behind + 3]]
    return bool(TIMES & set(near)) or bool({"loose", "watery"} & set(near[:1]))


def _hourly(tokens: Sequence[Token], place: int) -> bool:
    """Whether it says "every hour" or more often, "every ten minutes"."""
    near = [token.text for token in tokens[place + 1 : place + 4]]
    return tokens[place].text == "every" and bool({"hour", "minutes", "minute"} & set(near))


def grade(entry: Entry, found: Iterable[int | None], word: Severity | None, hours: float | None) -> int | None:
    """The grade of one effect from everything that supports one."""
    counted, limited = found
    if entry.id == "urine_none":
        return next((dry for least, dry in DRY if hours is not None and hours >= least), None)
    if counted is not None:
        return counted
    told = [entry.grade] if entry.grade else []
    if limited is not None and entry.scale in ("limits", "both"):
        told.append(limited)
    if word is not None and entry.scale in ("severity", "both"):
        told.append(GRADES[word])
    return max(told, default=None)
