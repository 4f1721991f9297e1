"""What a language model made of an answer, held against the answer: nothing may be in it that its findings do not say.

A model may only say in other words what was found. Each of its sentences names its findings; a sentence with a figure, a
medicine, an order or a certainty that they do not have, or that says yes where they say no, is refused, and with it all that
the model said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedside.questions.figures import figures, is_number, uncompared
from bedside.questions.named import named
from bedside.questions.reply import Line
from bedside.questions.wording import wording, words_of
from bedside.words.stems import stem

NO = (
    "no not never none neither nor without cannot cant dont doesnt isnt arent wasnt werent wont shouldnt mustnt couldnt "
    "wouldnt didnt hasnt havent hadnt unable unlikely nobody nothing nowhere except unless avoid instead rather hardly"
)
NEGATIONS = frozenset(NO.split())
ORDERS = (
    "give hold stop skip double halve increase reduce raise lower start restart continue resume wait take eat drink call ring "
    "emergency safe unsafe harmless dangerous fine ok okay allowed forbidden yes ignore disregard"
)
CERTAINTY = "always must will certainly definitely surely guaranteed proven cure cured all every only everyone entirely"
DIRECTIONS = (
    "more less higher lower above below over under before after rise rises rising fall falls falling better worse improve "
    "worsen grow grows shrink shrinks often rarely usual unusual common rare first last most least early late high low"
)
LOADED = frozenset(map(stem, f"{ORDERS} {CERTAINTY} {DIRECTIONS}".split()))
"""Words that tell somebody to do something, how sure a thing is, or which way it goes: they are the findings' or nobody's."""
CLAUSES = re.compile(r"[.,;:!?()]+\s|\s[-–]\s|\b(?:but|however|though|although|yet|because|if|when|while|so)\b")
FOREIGN = re.compile(r"https?:|www\.|[<>{}|`]|@\w|[\x00-\x08\x0b-\x1f\x7f‪-‮⁦-⁩]")
SHARE = 0.6
"""So much of what a sentence says must be words of its findings; the rest may be its own."""
LONGEST = 2000


@dataclass(frozen=True)
class Sentence:
    """One sentence of a model, with the positions of the findings that it names."""

    text: str
    findings: tuple[int, ...]


def fault(sentences: Sequence[Sentence], lines: Sequence[Line]) -> str | None:
    """Why these sentences may not be shown; None where nothing speaks against it. `findings` are positions in `lines`."""
    if not sentences:
        return "it said nothing"
    if sum(len(each.text) for each in sentences) > LONGEST:
        return "it was too long"
    return next(filter(None, (_fault(each, lines) for each in sentences)), None)


def _fault(sentence: Sentence, lines: Sequence[Line]) -> str | None:
    if not sentence.findings or not all(0 <= at < len(lines) for at in sentence.findings):
        return "a sentence named no finding"
    if FOREIGN.search(sentence.text):
        return "a sentence had an address or marks that do not belong in it"
    return next(_differs(sentence.text, " ".join(lines[at].text for at in sentence.findings)), None)


def _differs(text: str, told: str) -> Iterator[str]:
    if figures(text) - figures(told):
        yield "a sentence had a figure that its findings do not have"
    if _medicines(text) - _medicines(told):
        yield "a sentence had a medicine that its findings do not name"
    if _loaded(text) - _loaded(told):
        yield "a sentence had an order, a direction or a certainty that its findings do not have"
    if _turned(text, told):
        yield "a sentence turned a no into a yes, or a yes into a no"
    words = _content(text)
    if len(words & _content(told)) < SHARE * len(words) or not (words or figures(text)):
        yield "most of a sentence was not in its findings"


def _content(text: str) -> frozenset[str]:
    """What a text speaks of, but for its figures, which are held against each other as figures."""
    return frozenset(wording().tokens_of(tuple(word for word in words_of(text) if not is_number(word))))


def _medicines(text: str) -> frozenset[str]:
    found = named(text)
    return frozenset((*found.medicines, *found.strangers))


def _loaded(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(uncompared(text))) & LOADED


def _turned(text: str, told: str) -> bool:
    """Whether a word is denied in the one and only asserted in the other."""
    (denied, asserted), (told_denied, told_asserted) = _said(text), _said(told)
    if denied and not told_denied:
        return True
    return bool((denied & told_asserted) - told_denied or (asserted & told_denied) - told_asserted)


def _said(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of words in clauses with a negation, and of those in clauses without one."""
    denied: set[str] = set()
    asserted: set[str] = set()
    chat = wording().chat
    for clause in CLAUSES.split(f"{text} "):
        words = words_of(clause)
        said = denied if NEGATIONS.intersection(words) else asserted
        said.update(stem(word) for word in words if word not in chat and word not in NEGATIONS)
    return frozenset(denied), frozenset(asserted)
