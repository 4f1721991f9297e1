"""The figures of a text as they are meant: a number with its unit, its comparison, the two numbers of a share, dates whole.

>>> sorted(figures("at least 90 mmHg within 2 to 3 days, in 12 of 100"))
[('', '12/100', ''), ('', '2', 'day'), ('', '3', 'day'), ('>=', '90', 'mmhg')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

Figure = tuple[str, str, str]
"""A comparison (empty, <, <=, >, >=), a number, a unit (empty where none is said)."""

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: dict[str, float] = {word: value for value, word in enumerate(ONES.split())}
_WORDS |= dict(zip(TENS.split(), range(20, 100, 10), strict=True))
_WORDS |= {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "half": 0.5,
    "dozen": 12,
    "couple": 2,
}
UNITS = {
    "%": "%",
    "percent": "%",
    "milligram": "mg",
    "microgram": "ug",
    "mcg": "ug",
    "gram": "g",
    "kilogram": "kg",
    "kilo": "kg",
    "millilitre": "ml",
    "milliliter": "ml",
    "litre": "l",
    "liter": "l",
    "mm[hg]": "mmhg",
    "hr": "hour",
    "h": "hour",
    "d": "day",
    "min": "minute",
    "wk": "week",
    "unit": "iu",
    "°c": "c",
    "cel": "c",
    "degree": "c",
    "°f": "f",
}
KNOWN = frozenset(
    (*UNITS.values(), "ug", "cm", "mm", "mmol", "umol", "second", "month", "year", "night", "dose", "cycle", "course", "time")
)
BEFORE = {
    ">=": r"at least|no less than|not less than|a minimum of|minimum",
    "<=": r"at most|up to|no more than|not more than|a maximum of|maximum",
    ">": r"more than|over|above|greater than|higher than|longer than|exceeds|exceeding|after",
    "<": r"less than|fewer than|under|below|lower than|shorter than|before",
}
AFTER = {
    ">=": r"or (?:more|higher|above|over|longer|greater|later)\b",
    "<=": r"or (?:less|fewer|lower|below|under|shorter|earlier)\b",
}
WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}")
NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SHARE = re.compile(rf"({NUMBER})\s+(?:in|of|out of)\s+(?:every\s+|each\s+)?({NUMBER})")
RANGE = re.compile(rf"({NUMBER})\s*(?:to|or|and|-|–)\s*(?={NUMBER})")
ONE = re.compile(rf"([<>]=?|[≤≥])?\s*({NUMBER})\s*(%|[a-zµ°\[\]]+(?:/[a-z0-9]+)?)?(.{{0,12}})")
COMPARED = re.compile(rf"(?:{'|'.join(BEFORE.values())})\s+(?=\d)|(?<=\d)\s*\S*\s*(?:{'|'.join(AFTER.values())})")
SIGNS = {"≤": "<=", "≥": ">="}


def figures(text: str) -> frozenset[Figure]:
    """Every figure of a text, numbers in words too."""
    return frozenset(_figures(_plain(text)))


def uncompared(text: str) -> str:
    """The text without what compares a number with something: that is a part of the figure."""
    return COMPARED.sub(" ", _plain(text))


def is_number(word: str) -> bool:
    """Whether a word is a number, in figures or written out."""
    return word[0].isdigit() or word in _WORDS


def _figures(plain: str) -> Iterator[Figure]:
    for whole in WHOLE.findall(plain):
        yield "", whole, ""
    plain = WHOLE.sub(" ", plain)
    for of, all_ in SHARE.findall(plain):
        yield "", f"{_number(of)}/{_number(all_)}", ""
    plain = SHARE.sub(" ", plain)
    place = 0
    while found := ONE.search(plain, place):
        sign, number, unit, rest = found.groups()
        if ranged := RANGE.match(plain, found.start(2)):
            unit, rest = _unit_of_range(plain, ranged.end()), ""
            place = ranged.end()
        else:
            place = found.end(3) if unit else found.end(2)
        yield (
            _compared(sign, plain[: found.start()], rest if _unit(unit) else f"{unit or ''}{rest}"),
            _number(number),
            _unit(unit),
        )


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("μ", "µ").replace("µg", "ug").replace("µmol", "umol")
    return re.sub(r"[a-z]+", lambda found: f"{_WORDS[found[0]]:g}" if found[0] in _WORDS else found[0], folded)


def _unit_of_range(plain: str, place: int) -> str | None:
    """The unit that stands behind the second number of a range."""
    second = ONE.match(plain, place)
    return second[3] if second else None


def _unit(word: str | None) -> str:
    if not word:
        return ""
    single = word if word in UNITS or word in KNOWN else word.rstrip("s")
    unit = UNITS.get(single, single)
    return unit if unit in KNOWN or "/" in word else ""


def _compared(sign: str | None, before: str, rest: str) -> str:
    if sign:
        return SIGNS.get(sign, sign)
    near = before.rstrip()
    found = next((mark for mark, words in BEFORE.items() if re.search(rf"\b(?:{words})$", near)), "")
    return found or next((mark for mark, words in AFTER.items() if re.match(words, rest.lstrip())), "")


def _number(text: str) -> str:
    return f"{float(text.replace(',', '')):g}"
