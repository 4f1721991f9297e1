"""What is the answer? What is urgent, passages of the library, facts of the record, each with its source, or "not known"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from bedside.answer import json_time
from bedside.load import load_medicine
from bedside.medicine import Medicine, Read
from bedside.pages.glossary import Term
from bedside.pages.page import NOT_KNOWN
from bedside.patient import Patient
from bedside.questions.guard import Sentence
from bedside.questions.meaning import term_asked
from bedside.questions.named import Name
from bedside.questions.reading import Read as Asked
from bedside.questions.reading import read_question
from bedside.questions.refusing import fits_names, refusal
from bedside.questions.reply import COMPUTED, PASSAGE, Json, Line
from bedside.questions.routing import Routed, lines, route
from bedside.questions.searching import Passage, passages
from bedside.questions.wording import wording, words_of
from bedside.verbs.understand import Understanding, understand

if TYPE_CHECKING:
    from bedside.labels.shelf import Passage as LabelPassage
    from bedside.labels.shelf import Shelf

DEFAULT = "aldesleukin"
"""The medicine that a question is about when it, and the caller, name none."""
MOST, NEAR = 3, 0.5
"""Passages that an answer tells, and how near to the first the others must be."""
GLOSSARY = "bedside, glossary"
SURE = 0.8
"""How near a question must be to a way to ask for a statement, if that is to stand before what the glossary says."""
COMPARES = re.compile(
    r"\b(better|worse|compared?|comparison|versus|vs|than|differences?|stronger|weaker|safer|easier|harder|like"
    r"|against|next to|instead|or|for this|still (used|give|given))\b"
)
WIDE, LOOKED = 60, 500
"""Passages of a shelf that are looked through for those of a label that was named, and characters that are searched for."""
NO_LABEL = "The label has no such words."
WHOM = "Ask your nurse, your doctor or a pharmacist."
GENERAL = re.compile(
    r"\b(risks?|causes?|how (likely|common|many|often)|percent\w*|share|does that happen|side effects?|is it true)\b"
)
IF_NOW = "If somebody has this now:"
"""What is said first where a question is a general one; it takes no urgency away."""
AT_ONCE = ("emergency", "tell now")
FELT = 20_000
NO_RECORD = "That stands in a person's record, and none was named."


@dataclass(frozen=True)
class Reply:
    """What `ask` says. `taken` are names of the question that were taken for a medicine although they are written
    otherwise; `not_known` says what is not known and whom to ask; `urgency` is that of `understand`, None without symptoms.
    `retold` are a language model's sentences with the positions of the lines they rest on, `not_retold` why there are none.
    """

    verb: str
    question: str
    at: datetime
    refused: bool
    urgency: str | None
    answer: tuple[Line, ...]
    not_known: str | None
    taken: tuple[Name, ...]
    digest: str
    retold: tuple[Sentence, ...] = ()
    not_retold: str | None = None

    def to_json(self) -> Json:
        told: Json = {
            "verb": self.verb,
            "question": self.question,
            "at": json_time(self.at),
            "refused": self.refused,
            "urgency": self.urgency,
            "answer": [line.to_json() for line in self.answer],
            "not_known": self.not_known,
            "taken": [{"asked": " ".join(name.words), "medicine": name.medicine, "name": name.name} for name in self.taken],
            "digest": self.digest,
        }
        if self.retold:
            told["retold"] = [{"text": each.text, "findings": list(each.findings)} for each in self.retold]
        return told | ({"not_retold": self.not_retold} if self.not_retold else {})


def ask(
    question: str,
    at: datetime,
    *,
    medicine: str | None = None,
    patient: Patient | None = None,
    guide: str | None = None,
    shelf: Shelf | None = None,
) -> Reply:
    """The answer to a question in a person's own words, from the library and, with a patient, from the record.

    `medicine` is an id of the library, for questions that name none; `guide` the rule set that verbs follow; `shelf` has
    imported labels that are searched too. Raises GuideNeeded and PlanError for a guide that there is not, and MedicineError.
    """
    chosen = medicine or DEFAULT
    told = read_question(question, chosen)
    rules = _rules(chosen)
    best = passages(told, told.named.pages(chosen), _beside(told, chosen))
    routed = None if _about_others(told, chosen) else _routed(told, best)
    own, lacking = _from_record(routed, rules, patient, at, guide, told.plain)
    term = term_asked(told.plain)
    own_labels = _labels_named(shelf, question) if shelf else frozenset()
    only_labels = bool(own_labels) and not told.named.medicines
    found, why = ((), NO_LABEL) if only_labels else _from_library(told, best, chosen, term)
    labels = tuple(_from_labels(shelf, question, own_labels)) if shelf else ()
    felt = _felt(question, at, rules, patient)
    urgent = _urgent(felt, question, chosen) if felt else ()
    answer = (*urgent, *own, *found, *labels)
    return Reply(
        verb="ask",
        question=question,
        at=at,
        refused=not (own or found or labels),
        urgency=felt.urgency if felt else None,
        answer=answer,
        not_known=lacking or _not_known((*own, *found, *labels), why),
        taken=tuple(name for name in told.named.found if not name.exact),
        digest=rules.digest,
    )


@cache
def _rules(medicine: str) -> Medicine:
    """A shipped medicine; its file does not change while a program runs."""
    return load_medicine(medicine)


def _felt(question: str, at: datetime, medicine: Medicine, patient: Patient | None) -> Understanding | None:
    """What `understand` finds in the question; None where nobody feels anything in it."""
    if not question.strip() or len(question) > FELT:
        return None
    found = understand(question, at, medicine, patient)
    return found if any(effect.status != "denied" for effect in found.told.counts) else None


def _urgent(felt: Understanding, question: str, medicine: str) -> tuple[Line, ...]:
    """What to do at once, before anything else, with the rule that says so."""
    if felt.urgency not in AT_ONCE or not felt.why:
        return ()
    first = felt.why[0]
    lead = f"{IF_NOW} " if GENERAL.search(question.casefold()) else ""
    text = f"{lead}{felt.tell} {first.say}"
    return (Line(text, COMPUTED, first.rule.source, medicine, "understand", _read_of(first.rule.read)),)


def _read_of(word: str) -> Read:
    return "primary" if word == "primary" else "secondary" if word == "secondary" else "recalled"


def _about_others(told: Asked, medicine: str) -> bool:
    """Whether a question is about other medicines than the person's own, of the library or not."""
    return medicine not in told.named.pages(medicine) or bool(told.named.strangers and not told.named.medicines)


def _routed(told: Asked, best: list[Passage]) -> Routed | None:
    """The verb that a question is for."""
    return route(told.plain, told.directions, float(best[0].likeness.nearest.max()))


def _from_library(told: Asked, best: list[Passage], medicine: str, term: Term | None) -> tuple[tuple[Line, ...], str | None]:
    """The passages that answer, and why there is none. A word that is explained comes after a passage that surely does so."""
    why = refusal(told, best[0], best[1].score)
    found = tuple(map(_line, filter(partial(fits_names, told), _near(best)))) if why is None else ()
    if term is None:
        return found, why
    line = Line(f"{term.id.capitalize()}: {term.meaning}.", PASSAGE, GLOSSARY, medicine, "glossary")
    sure = bool(found) and best[0].likeness.nearest[best[0].at] >= SURE
    return ((*found, line) if sure else (line,)), None


def _beside(told: Asked, medicine: str) -> str | None:
    """The person's own medicine, where another one is named and they are compared."""
    named = told.named.medicines
    return medicine if named and medicine not in named and COMPARES.search(told.plain) else None


def _near(found: list[Passage]) -> Iterator[Passage]:
    """The best passages, as long as they are not much worse than the first."""
    yield from (each for each in found[:MOST] if each.score >= NEAR * found[0].score)


def _line(passage: Passage) -> Line:
    statement, page = passage.found.statement, passage.found.page
    figures = (("How often", statement.often), ("Begins", statement.starts), ("Ends", statement.ends))
    more = "".join(f" {name}: {told}." for name, told in figures if told and told != NOT_KNOWN)
    text = f"{statement.question} {statement.text}".strip() + more
    return Line(text, PASSAGE, statement.source, page.id, statement.section, statement.read, statement.id)


def _labels_named(shelf: Shelf, question: str) -> frozenset[str]:
    """The ids of the labels whose name stands in the question: what is asked of one medicine is not answered of another."""
    words = frozenset(words_of(question))
    return frozenset(key for key, name in shelf.labels() if words_of(name) and words.issuperset(words_of(name)))


def _from_labels(shelf: Shelf, question: str, named: frozenset[str]) -> Iterator[Line]:
    """The passages of imported labels that have most of the question's words, word for word; of those named, if any is."""
    asked = wording().tokens(question)
    for each in _telling(shelf.search(question[:LOOKED], WIDE if named else 1), asked, named):
        yield Line(each.text, PASSAGE, f"{each.label}, {each.code}", each.label, each.title)


def _telling(found: tuple[LabelPassage, ...], asked: tuple[str, ...], named: frozenset[str]) -> list[LabelPassage]:
    """The passages of the labels named, of any where none is, that have more of the question than the medicine's name."""
    told = []
    for each in found:
        rest = frozenset(asked) - frozenset(wording().tokens(each.name))
        if (not named or each.label in named) and rest & frozenset(wording().tokens(f"{each.title} {each.text}")):
            told.append(each)
    return told[: MOST if named else 1]


def _from_record(
    routed: Routed | None, medicine: Medicine, patient: Patient | None, at: datetime, guide: str | None, text: str
) -> tuple[tuple[Line, ...], str | None]:
    """What the verb says that the question is for, and what is not known because the record does not tell enough."""
    if routed is None:
        return (), None
    if patient is None:
        return (), f"{NO_RECORD} {WHOM}"
    from bedside.verbs.check import choose_guide
    from bedside.verbs.plan import PlanError
    from bedside.verbs.respond import ResponseError

    if guide is not None:
        choose_guide(medicine, guide)
    try:
        return lines(routed, medicine, patient, at, guide, text), None
    except (PlanError, ResponseError) as trouble:
        return (), f"I do not know. {trouble} {WHOM}"


def _not_known(answer: tuple[Line, ...], why: str | None) -> str | None:
    return f"I do not know. {why} {WHOM}" if why is not None and not answer else None
