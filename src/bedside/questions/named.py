"""Which medicines a question names: exact names wherever they stand, near misses of long words, and those of no page.

>>> [each.medicine for each in named("is proleukn better than sutent").found]
['aldesleukin', 'sunitinib']
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz.distance import OSA

from bedside.pages.names import NameUnsure, find_medicine
from bedside.questions.names import names
from bedside.questions.tables import MED, WORDING, lookalikes, table
from bedside.questions.wording import words_of

LONG = 6
"""Letters from which a word that nobody knows may be a medicine's name, badly written."""
SLIPS = 2
"""So many slips of the pen a name may have before it is no longer looked at."""
ENDINGS = re.compile(r".{3,}(mab|nib|cillin|mycin|statin|prazole|sartan|olol|pril|azole|zumab|leucel|platin|taxel|rubicin|vir)")
"""What the names of medicines end in (stems of the WHO's nonproprietary names)."""


@dataclass(frozen=True)
class Name:
    """A medicine of the library that a question names: with which words, and as which of its names they were taken."""

    medicine: str
    words: tuple[str, ...]
    name: str

    @property
    def exact(self) -> bool:
        return words_of(self.name) == self.words


@dataclass(frozen=True)
class Named:
    """What a question names. `words` are its words, a library medicine's name being the one word MED; `strangers` are
    medicines of no page, `alike` those of them whose names stand near to one of the library's, with what each is."""

    found: tuple[Name, ...]
    strangers: tuple[str, ...]
    words: tuple[str, ...]
    alike: tuple[tuple[str, str], ...] = ()

    @property
    def medicines(self) -> tuple[str, ...]:
        """The ids, each once, in the order of the question."""
        return tuple(dict.fromkeys(name.medicine for name in self.found))

    def pages(self, own: str) -> tuple[str, ...]:
        """The medicines whose pages may answer: those named, or else those of kin, or else the person's own."""
        return self.medicines or self.kin or (own,)

    @property
    def kin(self) -> tuple[str, ...]:
        """The ids of medicines whose own name stands in that of another product: Keytruda in Keytruda Qlex."""
        ours, _ = _names()
        told = ((ours.get((word,)) for word in name.split()) for name, _ in self.alike)
        return tuple(dict.fromkeys(name.medicine for names in told for name in names if name))


def named(question: str, known: Collection[str] = (), *, near: bool = True) -> Named:
    """The medicines that a question names; a word of `known` is never taken for a name that it only resembles.

    Without `near` only names that are written as the library has them count.
    """
    words = words_of(question)
    ours, others = _names()
    longest = max(map(len, (*ours, *others)))
    found: list[Name] = []
    strangers: list[str] = []
    told: list[str] = []
    at = 0
    while at < len(words):
        if words[at] not in _starts() and not near:
            told.append(words[at])
            at += 1
            continue
        spans = (words[at : at + size] for size in range(min(longest, len(words) - at), 0, -1))
        span = next((span for span in spans if span in ours or span in others), words[at : at + 1])
        name = ours.get(span) or (None if span in others or not near else _near(span, known))
        if name is not None:
            found.append(name)
            told.append(MED)
            at += _rest(words[at + 1 :], name)
        else:
            strangers += [" ".join(span)] if span in others or _stranger(span, known) else []
            told += span
        at += len(span)
    alike = tuple((name, others[tuple(name.split())]) for name in strangers if tuple(name.split()) in others)
    return Named(tuple(found), tuple(strangers), tuple(told), alike)


def _rest(following: tuple[str, ...], name: Name) -> int:
    """How many of the following words belong to a name of which only the first was badly written."""
    rest = words_of(name.name)[len(name.words) :]
    return len(rest) if rest and following[: len(rest)] == rest else 0


def _near(span: tuple[str, ...], known: Collection[str]) -> Name | None:
    """The medicine that one long unknown word must mean, for all that a letter of it is wrong."""
    if len(span) != 1 or len(span[0]) < LONG or span[0] in known or not _resembles(span[0]):
        return None
    try:
        match = find_medicine(span[0])
    except NameUnsure:
        return _one_slip(span)
    return Name(match.medicine, span, match.name)


def _resembles(word: str) -> bool:
    """Whether any name is near enough to look at more closely."""
    return any(
        abs(len(name) - len(word)) <= SLIPS and OSA.distance(name, word, score_cutoff=SLIPS) <= SLIPS for name in _single()
    )


@cache
def _starts() -> frozenset[str]:
    ours, others = _names()
    return frozenset(words[0] for words in (*ours, *others))


@cache
def _single() -> tuple[str, ...]:
    ours, others = _names()
    return tuple(words[0] for words in (*ours, *others) if len(words) == 1)


def _one_slip(span: tuple[str, ...]) -> Name | None:
    """The medicine of the only names that one slip of the pen turns into this word; the answer says what it was taken for."""
    ours, others = _names()
    near = [name for words, name in ours.items() if len(words) == 1 and OSA.distance(words[0], span[0], score_cutoff=1) <= 1]
    rival = any(len(words) == 1 and OSA.distance(words[0], span[0], score_cutoff=1) <= 1 for words in others)
    return replace(near[0], words=span) if len({name.medicine for name in near}) == 1 and not rival else None


def _stranger(span: tuple[str, ...], known: Collection[str]) -> bool:
    return span[0] not in known and ENDINGS.fullmatch(span[0]) is not None


def _family() -> Mapping[str, list[str]]:
    return dict(table(WORDING)["family"])


@cache
def _names() -> tuple[Mapping[tuple[str, ...], Name], Mapping[tuple[str, ...], str]]:
    """The library's names, and those of other medicines."""
    ours: dict[tuple[str, ...], Name] = {}
    first: dict[str, str] = {}
    for key, name in names():
        ours.setdefault(words_of(name), Name(key, words_of(name), name))
        if name != key:
            first.setdefault(key, name)
    for key, told in _family().items():
        ours |= {words_of(name): Name(key, words_of(name), first[key]) for name in told}
    rows = lookalikes()
    others = {words_of(name): row["what"] for row in rows for name in row["names"]}
    return ours, {words: what for words, what in others.items() if words not in ours}
