"""Which medicine does a name mean? A near miss finds it and says so; a doubtful one is asked about, never guessed.

    >>> find_medicine("Prolukin").medicine
    'aldesleukin'

Names that look alike kill. So a name counts only when its figures agree (IL-2 is not IL-12, alfa-2a not alfa-2b), when every
word of it is accounted for (nivolumab with relatlimab is not nivolumab), when it is far enough from every name of another
medicine, and when its confidence reaches SURE.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations

from rapidfuzz.distance import OSA

from bedside.load import load_medicine, shipped_medicines
from bedside.refusal import Refusal

SURE = 0.85
"""From this confidence on a name is taken for the medicine; below, Bedside asks."""
APART = 0.12
"""The best name must be so much nearer than the nearest name of any other medicine."""
SHORTEST = 5
"""A word of fewer letters is taken only as it is written: one slip in "nivo" or "IL-2" is another word."""
LONGEST = 200
"""Characters of a name: to compare more would take long, and no medicine is called so."""
FEWEST = 0.5
MOST = 5
LINKS = frozenset(("and", "with", "plus", "und", "et", "inj", "injection", "tablets", "capsules", "tablet", "capsule", "mg"))


@dataclass(frozen=True)
class Match:
    """What a name was taken for: the medicine, which of its names was met, and how sure that is, from 0 to 1."""

    asked: str
    medicine: str
    name: str
    confidence: float

    @property
    def exact(self) -> bool:
        """Whether the name is written just so in the library."""
        return self.confidence == 1.0

    def to_json(self) -> dict[str, object]:
        return {"asked": self.asked, "medicine": self.medicine, "name": self.name, "confidence": round(self.confidence, 2)}


class NameUnsure(Refusal):
    """A name that does not clearly mean one medicine of the library; `candidates` are what it may mean, the nearest first.

    `other` is what the name means where it is that of another medicine, which the library does not have.
    """

    def __init__(self, message: str, candidates: tuple[Match, ...], other: str = "") -> None:
        self.candidates, self.other = candidates, other
        super().__init__(message)


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    shown: str
    medicine: str
    what: str = ""

    @property
    def ours(self) -> bool:
        return not self.what


def find_medicine(name: str) -> Match:
    """The medicine of the library that a brand, generic or short name means. Raises NameUnsure."""
    if len(name) > LONGEST:
        raise NameUnsure(f"the name is {len(name)} characters long; a name has at most {LONGEST}", ())
    words = _words(name)
    if not words:
        raise NameUnsure(f"found no name in {name!r}; write one such as Proleukin, or list them with: bedside library", ())
    near = sorted(_near(words), key=lambda pair: (-pair[0], pair[1].shown))
    best = next(((score, each) for score, each in near), None)
    ours = _candidates(name, near)
    if best is None or not best[1].ours:
        other = best[1] if best and best[0] >= SURE else None
        raise NameUnsure(_asked(name, ours, other), ours, f"{other.shown}: {other.what}" if other else "")
    rival = max((score for score, each in near if each.medicine != best[1].medicine), default=0.0)
    if best[0] < SURE or (best[0] < 1 and best[0] - rival < APART):
        raise NameUnsure(_asked(name, ours, None), ours)
    return Match(name, best[1].medicine, best[1].shown, best[0])


def _candidates(asked: str, near: list[tuple[float, _Name]]) -> tuple[Match, ...]:
    found: dict[str, Match] = {}
    for score, each in near:
        if each.ours and score >= FEWEST:
            found.setdefault(each.medicine, Match(asked, each.medicine, each.shown, score))
    return tuple(found.values())[:MOST]


def _asked(name: str, ours: tuple[Match, ...], other: _Name | None) -> str:
    told = f"{other.shown} is another medicine: {other.what}. It is not in this library" if other else ""
    told = told or f"I am not sure which medicine {name!r} is"
    if not ours:
        return f"{told}. No name here is near; list them with: bedside library"
    listed = "".join(f"\n  {each.medicine:<22}{each.name} (confidence {each.confidence:.2f})" for each in ours)
    return f"{told}. Name one of these, if you mean it; {SURE} is needed to be taken for one:{listed}"


def _near(words: tuple[str, ...]) -> Iterator[tuple[float, _Name]]:
    for name in _names():
        score = _confidence(words, name.words)
        if score > 0:
            yield score, name


def _confidence(asked: tuple[str, ...], known: tuple[str, ...]) -> float:
    """How sure `asked` means `known`, in whatever order its words stand; 0 where a word or a figure is not accounted for."""
    if sorted(asked) == sorted(known):
        return 1.0
    if len(asked) != len(known) or _figures(asked) != _figures(known):
        joined, whole = "".join(asked), "".join(known)
        return _alike(joined, whole) if _figures((joined,)) == _figures((whole,)) else 0.0
    if len(asked) > 4:
        return min(map(_alike, asked, known))
    return max(min(map(_alike, order, known)) for order in permutations(asked))


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORTEST or any(map(str.isdigit, one)) != any(map(str.isdigit, other)):
        return 0.0
    return min(float(OSA.normalized_similarity(one, other)), 0.99)


def _figures(words: tuple[str, ...]) -> list[str]:
    """The parts with figures, such as 2, 12, 2a: they are never a slip."""
    return sorted(found for word in words for found in re.findall(r"\d+[a-z]?(?![a-z])", word))


def _words(text: str) -> tuple[str, ...]:
    """The words of a name, without accents, marks of ownership, links between names, and parts of speech."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("α", "alfa").replace("alpha", "alfa"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    parted = re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z]{2})", " ", plain)
    return tuple(word for word in re.findall(r"[a-z0-9]+", parted) if word not in LINKS)


@cache
def _names() -> tuple[_Name, ...]:
    found = []
    for key in shipped_medicines():
        medicine = load_medicine(key)
        found += [_Name(_words(name), name, key) for name in dict.fromkeys((key, medicine.name, *medicine.also))]
    table = tomllib.loads(files("bedside").joinpath("pages", "lookalikes.toml").read_text("utf-8"))
    for row in table["other"]:
        found += [_Name(_words(name), name, f"other: {row['names'][0]}", row["what"]) for name in row["names"]]
    return tuple(found)
