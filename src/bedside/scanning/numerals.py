"""Numbers as laboratories print them: decimal comma or point, thousands marks, comparators, ranges.

    >>> sign_of(["13,5", "4,2", "1.250"]).readings("1.250")
    (1250.0,)

A text such as 1.234 means two numbers. Which of them, the other numbers of the document say; where they do not, both are kept
and a person has to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SPACE = "[ \u00a0\u2009\u202f’']"
NUMBER = rf"[+-]?(?:\d{{1,3}}(?:{SPACE}\d{{3}})+(?:[.,]\d+)?(?![\d.,])|\d+(?:[.,]\d+)*|[.,]\d+)"
DASH = r"(?:-|–|—|−|÷|~|\.\.\.?|;|to|and|bis|und|hasta|au|à|al|a|até|ate|et|y|e|do|s/d|s\.d\.|sampai|ile)"
BEFORE = r"(?:(?:de|da|du|von|entre|between|from|desde|tra|zwischen)\s+)?"
UNIT = r"(?:\s*[a-zµμ%][\w/%µμ.*^²³]*)?"
"""A unit that may stand behind each end of a range."""
OR_EQUAL = r"(?: (?:o|ou|oder|or|ó) (?:igual|uguale|égale?|gleich|equal|=)(?: (?:a|à|to))?)?"
LESS = "|".join(
    (
        "<=",
        "=<",
        "≤",
        f"<{OR_EQUAL}",
        "up to",
        "less than",
        "below",
        "under",
        "at most",
        "max\\.?",
        "bis zu",
        "bis",
        "unter",
        "kleiner(?: als)?",
        "weniger als",
        "höchstens",
        "hasta",
        f"menor{OR_EQUAL} (?:de|que|a)",
        f"menor{OR_EQUAL}",
        "menos de",
        f"inferior{OR_EQUAL} a",
        f"inferior{OR_EQUAL}",
        "fino a",
        f"inferiore{OR_EQUAL} a",
        f"inferiore{OR_EQUAL}",
        "minore di",
        "meno di",
        "jusqu[’']à",
        f"inférieure?{OR_EQUAL} à",
        f"inférieure?{OR_EQUAL}",
        "moins de",
        "inf(?:\\.|er\\.)? ?(?:à|a)",
        "até",
        "abaixo de",
        "kurang dari",
        "di bawah",
        "sampai",
        "s/d",
        "maks(?:imal)?\\.?",
        "poniżej",
        "en fazla",
    )
)
MORE = "|".join(
    (
        ">=",
        "=>",
        "≥",
        f">{OR_EQUAL}",
        "more than",
        "greater than",
        "above",
        "over",
        "at least",
        "from",
        "min\\.?",
        "ab",
        "über",
        "mehr als",
        "mindestens",
        "größer(?: als)?",
        f"mayor{OR_EQUAL} (?:de|que|a)",
        f"mayor{OR_EQUAL}",
        "más de",
        "mas de",
        "desde",
        f"superior{OR_EQUAL} a",
        f"superior{OR_EQUAL}",
        f"superiore{OR_EQUAL} a",
        f"superiore{OR_EQUAL}",
        "maggiore di",
        "oltre",
        "più di",
        f"supérieure?{OR_EQUAL} à",
        f"supérieure?{OR_EQUAL}",
        "plus de",
        "sup(?:\\.|er\\.)? ?(?:à|a)",
        f"maior{OR_EQUAL} (?:que|a)",
        "mais de",
        "acima de",
        "lebih dari",
        "di atas",
        "minimal",
        "powyżej",
        "en az",
    )
)
EQUAL = re.compile(
    r"=|≤|≥|up to|at most|at least|max|min|\bbis\b|hasta|fino a|jusqu|até|from|\bab\b|desde"
    r"|igual|uguale|égal|gleich|höchstens|mindestens"
    r"|sampai|s/d|maks|en fazla|en az"
)
HIGH = NUMBER.replace("[+-]?", "[+]?-?", 1)
RANGE = re.compile(rf"[\[(]?\s*{BEFORE}(?P<low>{NUMBER})(?P<unit>{UNIT})\s*{DASH}\s*(?P<high>{HIGH})(?:\s*[\])])?", re.I)
BOUND = re.compile(rf"[\[(]?\s*(?:(?P<less>{LESS})|(?P<more>{MORE}))\s*(?P<number>{NUMBER})(?:\s*[\])])?", re.I)
PLAIN = re.compile(NUMBER)
EITHER = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}")
"""One mark and three digits behind it: a decimal number, or thousands."""
DECIMAL = re.compile(r"(?<![\d.,])(?:\d+([.,])(?:\d{1,2}|\d{4,})|0([.,])\d{3})(?![\d.,]*\d)")
CLEAR = 0.85


@dataclass(frozen=True)
class Sign:
    """The decimal mark of a document: `.`, `,`, or nothing where its numbers do not say."""

    mark: str = ""

    def readings(self, text: str) -> tuple[float, ...]:
        """What a printed number may mean: nothing, one number, or two."""
        plain = text.strip().lstrip("+")
        spaced = re.sub(SPACE, "", plain)
        if spaced != plain and not re.fullmatch(rf"-?\d{{1,3}}(?:{SPACE}\d{{3}})+(?:[.,]\d+)?", plain):
            return ()
        marks = [letter for letter in spaced if letter in ".,"]
        if len(marks) == 1 and EITHER.fullmatch(spaced):
            decimal, thousands = _float(spaced, marks[0]), float(re.sub("[.,]", "", spaced))
            if self.mark:
                return (decimal,) if marks[0] == self.mark else (thousands,)
            return (decimal, thousands)
        return self._sure(spaced, marks)

    def _sure(self, text: str, marks: list[str]) -> tuple[float, ...]:
        if not marks:
            return (float(text),)
        if len(marks) == 1:
            return (_float(text, marks[0]),)
        if len(set(marks)) == 1:
            return (float(re.sub("[.,]", "", text)),) if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", text) else ()
        last = marks[-1]
        whole, _, rest = text.rpartition(last)
        grouped = re.fullmatch(rf"-?\d{{1,3}}(?:[{'.' if last == ',' else ','}]\d{{3}})+", whole)
        return (float(re.sub("[.,]", "", whole) + "." + rest),) if grouped else ()


def _float(text: str, mark: str) -> float:
    return float(text.replace(mark, "."))


def sign_of(texts: Iterable[str]) -> Sign:
    """The decimal mark that the numbers of a document show: nearly all that can only be decimals have the same."""
    seen = {".": 0, ",": 0}
    for text in texts:
        for found in DECIMAL.finditer(text):
            seen[found[1] or found[2]] += 1
    mark = max(seen, key=lambda each: seen[each])
    return Sign(mark) if seen[mark] and seen[mark] >= CLEAR * sum(seen.values()) else Sign()


@dataclass(frozen=True)
class Printed:
    """A number as it is printed, with its comparator."""

    text: str
    comparator: str = ""


@dataclass(frozen=True)
class Span:
    """A printed range; one of its ends may be open."""

    low: str = ""
    high: str = ""
    text: str = ""


def bound(found: re.Match[str]) -> Printed:
    """The number and comparator of something such as `< 0.41` or `up to 40`."""
    word = (found["less"] or found["more"]).lower()
    return Printed(found["number"], ("<" if found["less"] else ">") + ("=" if EQUAL.search(word) else ""))


def span(text: str) -> Span | None:
    """The range that a text is, where it is nothing but one."""
    plain = text.strip()
    found = RANGE.fullmatch(plain)
    if found:
        return Span(found["low"], found["high"], plain)
    one = BOUND.fullmatch(plain)
    if one is None:
        return None
    return Span("", one["number"], plain) if one["less"] else Span(one["number"], "", plain)


def decimals(text: str, sign: Sign) -> int:
    """How many digits stand behind the decimal mark."""
    found = re.search(r"[.,](\d+)$", text)
    if found is None or (EITHER.fullmatch(text) and sign.mark and sign.mark not in text):
        return 0
    return len(found[1])
