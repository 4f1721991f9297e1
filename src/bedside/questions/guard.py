"""What a language model made of an answer, held against the answer: nothing may be in it that its findings do not say.

A model may only say in other words what was found. Each of its sentences names its findings; a sentence with a number, a unit,
a medicine or an order that they do not have, or that turns a negation around, is refused; then the findings are shown as they
are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedside.questions.named import named
from bedside.questions.reply import Line
from bedside.questions.wording import stem, wording, words_of

NEGATIONS = frozenset(
    [
        "no",
        "not",
        "never",
        "none",
        "neither",
        "nor",
        "without",
        "cannot",
        "cant",
        "dont",
        "doesnt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "wont",
        "shouldnt",
        "mustnt",
        "couldnt",
        "wouldnt",
        "didnt",
        "hasnt",
        "havent",
        "hadnt",
        "unable",
        "unlikely",
        "nobody",
        "nothing",
        "nowhere",
        "except",
        "unless",
        "stop",
        "avoid",
        "refuse",
        "forbid",
        "unsafe",
    ]
)
DECISIONS = frozenset(
    map(
        stem,
        [
            "give",
            "hold",
            "stop",
            "skip",
            "double",
            "increase",
            "reduce",
            "raise",
            "safe",
            "unsafe",
            "harmless",
            "start",
            "restart",
            "emergency",
            "wait",
        ],
    )
)
"""Words that tell somebody to do something: they are the findings' or nobody's."""
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "fifteen twenty thirty forty fifty hundred thousand million"
)
_FIGURES = (*range(13), 15, 20, 30, 40, 50, 100, 1000, 10**6)
_NUMBER_WORDS = dict(zip(NUMBERS.split(), _FIGURES, strict=True))
UNITS = re.compile(
    r"(?<![a-z])(?:mg|ug|mcg|g|kg|ml|l|dl|iu|mmhg|mm|cm|mmol|umol|percent|%|hours?|days?|weeks?|months?|years?|minutes?|"
    r"degrees?|units?|litres?|liters?|grams?|milligrams?|micrograms?|kilograms?|doses?|cycles?|courses?)(?![a-z])"
)
SHARE = 0.5
"""So much of what a sentence says must be words of its findings; the rest may be its own."""
LONGEST = 2000


@dataclass(frozen=True)
class Sentence:
    """One sentence of a model, with the positions of the findings that it names."""

    text: str
    findings: tuple[int, ...]


def fault(sentences: Sequence[Sentence], lines: Sequence[Line]) -> str | None:
    """Why these sentences may not be shown in place of the lines; None where nothing speaks against it."""
    if not sentences:
        return "it says nothing"
    if sum(len(each.text) for each in sentences) > LONGEST:
        return "it is too long"
    for each in sentences:
        if not each.findings or not all(0 <= at < len(lines) for at in each.findings):
            return f"a sentence names no finding: {each.text!r}"
        told = " ".join(lines[at].text for at in each.findings)
        trouble = next(_differs(each.text, told), None)
        if trouble is not None:
            return f"{trouble}: {each.text!r}"
    return None


def _differs(text: str, told: str) -> Iterator[str]:
    for what, ours, theirs in (
        ("a number that its findings do not have", _numbers(text), _numbers(told)),
        ("a unit that its findings do not have", _units(text), _units(told)),
        ("a medicine that its findings do not name", _medicines(text), _medicines(told)),
        ("an order that its findings do not give", _orders(text), _orders(told)),
    ):
        if ours - theirs:
            yield what
    if bool(_negations(text)) != bool(_negations(told)):
        yield "it turns a negation around"
    words = set(wording().tokens(text))
    if words and len(words & set(wording().tokens(told))) < SHARE * len(words):
        yield "most of it is not in its findings"


def _numbers(text: str) -> frozenset[float]:
    plain = text.casefold()
    figures = {float(found.replace(",", "")) for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", plain)}
    return frozenset(figures | {float(_NUMBER_WORDS[word]) for word in words_of(plain) if word in _NUMBER_WORDS})


def _units(text: str) -> frozenset[str]:
    return frozenset(found.rstrip("s") for found in UNITS.findall(text.casefold()))


def _medicines(text: str) -> frozenset[str]:
    found = named(text)
    return frozenset((*found.medicines, *found.strangers))


def _orders(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(text) if stem(word) in DECISIONS)


def _negations(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if word in NEGATIONS)
