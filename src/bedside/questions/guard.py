"""What a language model made of an answer, held against the answer: nothing may be in it that its finding does not say.

A model may shorten and smooth a finding. Each of its sentences names the one finding that it says again; its words must be that
finding's, in their order, but for small and neutral ones, and all that the sentences of the finding hang on (figures, names,
orders, negations, conditions, hedges) must still be there. If one sentence does not keep to that, all that the model said is
refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedside.questions.named import named
from bedside.questions.reply import Line
from bedside.words.stems import stem

SMALL = (
    "a an the this that these those it its they them their he she his her him we us our you your i my me is are was were be "
    "been being am do does did of in on at for with to as and also then there here which who whom whose what how where"
)
NEUTRAL = (
    "people person body treatment medicine team happen happens happened seen called means thing things part way shown found"
)
"""Words that a sentence may have although its finding has not: they change nothing that is told."""
NO = (
    "no not never none neither nor without cannot cant dont doesnt isnt arent wasnt werent wont shouldnt mustnt couldnt "
    "wouldnt didnt hasnt havent hadnt unable unlikely nobody nothing nowhere except unless avoid instead rather hardly fail "
    "fails refrain postpone hesitate against"
)
DOUBT = (
    "may might can could would should must will about around nearly almost roughly most many some few several often usually "
    "sometimes rarely seldom perhaps probably possibly likely assumed suspected known estimated up only if until when while "
    "before after during once as long because but except till within since from by between or per each every either both all"
)
ORDERS = (
    "give given hold held stop skip skipped double halve increase reduce raise raised lower lowered start restart continue "
    "resume wait take taken eat drink ring call tell ask leave left out emergency safe unsafe harmless dangerous allowed "
    "forbidden always never more less higher lower above below over under better worse rise fall grow shrink first last least "
    "early late high low new old severe mild"
)
UNITS = "mg ug mcg g kg kilogram gram milligram ml l iu unit mmol umol day week month year hour minute second dose cycle course"
KEPT = frozenset(map(stem, f"{NO} {DOUBT} {ORDERS} {UNITS}".split()))
"""Words that a statement hangs on: where the finding's sentence has one, so has the model's, as often."""
FREE = frozenset(map(stem, f"{SMALL} {NEUTRAL}".split())) - KEPT
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBER = {word: str(value) for value, word in enumerate(NUMBERS.split())}
ENDS = re.compile(r"(?<=[.!?;:])\s+")
WORD = re.compile(r"\d+(?:[.,:/-]\d+)*|[a-z]+|%")
FOREIGN = re.compile(r"https?:|www\.|[<>{}|`\[\]]|@\w")
MUCH = 0.7
"""So much of what the finding's sentences speak of must still be there: who leaves out more may have left out whose it was."""
LONGEST = 2000
"""Characters of all sentences together."""


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
    if len(sentence.findings) != 1 or not 0 <= sentence.findings[0] < len(lines):
        return "a sentence did not name the one finding that it says"
    told = lines[sentence.findings[0]].text
    if FOREIGN.search(sentence.text) or _strange(sentence.text) - _strange(told):
        return "a sentence had an address or marks that do not belong in it"
    if _medicines(sentence.text) - _medicines(told):
        return "a sentence had a medicine that its finding does not name"
    return _unlike(_words(sentence.text), [_words(each) for each in ENDS.split(told) if not each.endswith("?")])


def _unlike(words: Sequence[str], told: Sequence[Sequence[str]]) -> str | None:
    """What keeps these words from being those of a few sentences of the finding that stand together; None where nothing.

    A question that the finding begins with says nothing, so no words can be taken from it.
    """
    own = [word for word in words if word not in FREE]
    foreign = set(own) - {word for each in told for word in each}
    if any(not word.isalpha() for word in foreign):
        return "a sentence had a figure that its finding does not have"
    if foreign or not own:
        return "a sentence had words that its finding does not have"
    why = "a sentence had the words of its finding in another order"
    for run in _runs(told):
        if _in_order(own, run):
            if _kept(Counter(own), run):
                return None
            why = "a sentence left out what its finding hangs on"
    return why


def _runs(told: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """Sentences of a finding that stand together, the shortest first."""
    for size in range(1, len(told) + 1):
        for first in range(len(told) - size + 1):
            yield [word for each in told[first : first + size] for word in each]


def _in_order(words: Sequence[str], run: Sequence[str]) -> bool:
    """Whether the words stand in the run in this order, with others between them."""
    rest = iter(run)
    return all(word in rest for word in words)


def _kept(own: Counter[str], run: Sequence[str]) -> bool:
    """Whether figures, negations, conditions, doubts and orders of the run are all there, and most of the rest."""
    weighty = Counter(word for word in run if word in KEPT or not word.isalpha())
    spoken = Counter(word for word in run if word not in FREE)
    return not weighty - own and (spoken & own).total() >= MUCH * spoken.total()


def _words(text: str) -> list[str]:
    """The stems of a text in its order; numbers in figures, without the marks of thousands."""
    folded = re.sub(r"(?<=[a-z])['’](?=[a-z])", "", text.casefold())
    found = (NUMBER.get(word, word) for word in WORD.findall(folded))
    return [stem(word) if word.isalpha() else re.sub(r",(?=\d{3}\b)", "", word) for word in found]


def _strange(text: str) -> frozenset[str]:
    """Letters and signs beyond plain ones, which may look like others."""
    return frozenset(sign for sign in text if not (sign.isascii() and sign.isprintable()) and sign not in "’‘“”–")


def _medicines(text: str) -> frozenset[str]:
    found = named(text)
    return frozenset((*found.medicines, *found.strangers))
