"""What the page before a dose tells of the rules: asked once for a record, a guide and a moment, then kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import bedside
from bedside.faces.web.medicines import medicine
from bedside.faces.web.person.assessment import newest
from bedside.faces.web.person.story import Ahead, next_of, reviews
from bedside.faces.web.records.decisions import remember
from bedside.faces.web.records.keeping import INSTANT, Question, Told, once
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import patient_of

ABOUT = "before a dose"


@dataclass(frozen=True)
class Review:
    """A review that is asked for before each dose, when it was last done, and whether that still counts."""

    concept: str
    done: datetime | None
    fresh: bool


@dataclass(frozen=True)
class Asked:
    """The answer of the person's guide, those of every guide, and what else the page says of this moment.

    The answers are without the rules that do not fire: `clear` of `rules` are known not to apply. `stored` is the id of the
    decision as it was stored.
    """

    ahead: Ahead
    answer: bedside.Answer
    others: tuple[bedside.Answer, ...]
    reviews: tuple[Review, ...]
    clear: int
    rules: int
    stored: int


def asked_of(question: Question) -> Asked:
    """What is told of a person at a moment; the decision is on record before anybody sees it.

    Evidence names the moment at which it was looked at, so it is told again of that moment alone.
    """
    return once(ABOUT, question, Asked, _work(question))


def _work(question: Question) -> Callable[[], Told]:
    def worked_out() -> Told:
        person, at = question.person, question.at
        patient, chosen = patient_of(person, question.known), medicine(person.medicine)
        following = next_of(person, patient, at)
        every = bedside.check_all(chosen, patient, at).answers
        answer = next(each for each in every if each.guide == person.guide)
        rules = [reason for reason in answer.reasons if reason.rule.group != "decide"]
        told = Asked(
            ahead=following.in_short,
            answer=firing_only(answer),
            others=tuple(replace(firing_only(each), information=(), measures=()) for each in every),
            reviews=_reviewed(person, patient, at),
            clear=sum(reason.truth is bedside.Truth.NO for reason in rules),
            rules=len(rules),
            stored=remember(person, answer, question.known).id,
        )
        return Told(question, told, at + INSTANT)

    return worked_out


def firing_only(answer: bedside.Answer) -> bedside.Answer:
    """An answer without the rules that do not fire."""
    return replace(answer, reasons=answer.firing)


def _reviewed(person: Person, patient: bedside.Patient, at: datetime) -> tuple[Review, ...]:
    last, rhythm = newest(patient.as_of(at)), medicine(person.medicine).rhythm
    told = []
    for concept in (concept for monitor in reviews(person) for concept in monitor.concepts):
        done = last[concept].at if concept in last else None
        fresh = done is not None and (at - done).total_seconds() <= rhythm.fresh[concept]
        told.append(Review(concept, done, fresh))
    return tuple(told)
