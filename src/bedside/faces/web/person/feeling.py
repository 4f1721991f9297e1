"""What somebody feels, as it was sent: read by `understand`, with the record where it can be used, and ready to be shown.

What to do in an emergency is told whatever else fails: without the record, without what was chosen, from the words alone.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

import bedside
from bedside.faces.web import words
from bedside.faces.web.medicines import medicine, pages
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import patient_of

LOG = logging.getLogger(__name__)
LONGEST = 20_000
"""Characters that are read at once; of a longer text the beginning."""
WARD: Mapping[str, bool] = {"home": False, "ward": True}
FIRST = 4
"""Reasons that are shown before the others are folded away."""


@dataclass(frozen=True)
class Said:
    """What was typed, chosen and answered. `answers` are by the ids of the questions; `place` is home, ward or empty."""

    text: str
    felt: tuple[str, ...]
    answers: Mapping[str, bool]
    place: str

    @classmethod
    def of(cls, sent: QueryDict) -> Said:
        """What a form sent. A question that was answered twice has the graver answer."""
        answers: dict[str, bool] = {}
        for told in sent.getlist("answered"):
            key, _, answer = told.rpartition(":")
            answers[key] = answers.get(key, False) or answer == "yes"
        return cls(sent.get("text", ""), tuple(sent.getlist("felt")), answers, sent.get("place", ""))

    @property
    def answered(self) -> list[str]:
        """The answers as the page keeps them."""
        return [f"{key}:{'yes' if yes else 'no'}" for key, yes in self.answers.items()]

    @property
    def cut(self) -> bool:
        """Whether the text is longer than what is read of it."""
        return len(self.text) > LONGEST

    @property
    def digest(self) -> str:
        """Of everything that was sent: by it a page is known again whose answer was looked at."""
        told = "\0".join((self.place, *self.felt, *self.answered, self.text.replace("\r\n", "\n")))
        return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Read:
    """What was understood; `whole` where the record and everything that was sent counted."""

    found: bedside.Understanding
    whole: bool


def read(person: Person, said: Said, at: datetime) -> Read | None:
    """What was said, understood as well as it can be; None where even the words alone fail. Raises CannotUnderstand."""
    text, ward = said.text[:LONGEST], WARD.get(said.place)
    more: dict[str, Any] = {"felt": said.felt, "answers": said.answers}

    def with_record() -> bedside.Understanding:
        chosen, page = medicine(person.medicine), pages().get(person.medicine)
        statements = page.statements if page else ()
        return bedside.understand(text, at, chosen, patient_of(person), ward=ward, page=statements, **more)

    ways: tuple[Callable[[], bedside.Understanding], ...] = (
        with_record,
        lambda: bedside.understand(text, at, ward=ward, **more),
        lambda: bedside.understand(text, at, ward=ward),
    )
    refused: bedside.CannotUnderstand | None = None
    for number, way in enumerate(ways):
        try:
            return Read(way(), number == 0)
        except bedside.CannotUnderstand as trouble:
            refused = refused or trouble
        except Exception:
            LOG.exception("what somebody feels was read without the record")
    if refused:
        raise refused
    return None


def shown(read: Read, may_keep: bool) -> dict[str, Any]:
    """What was understood, ready for a template; each effect with what the record would then say."""
    found = read.found
    told: dict[str, Any] = found.to_json()
    effects = [row | {"keeps": _keeps(found, row) if may_keep else []} for row in told["effects"]]
    return {
        "found": found,
        "whole": read.whole,
        "why": told["why"][:FIRST],
        "why_more": told["why"][FIRST:],
        "effects": effects,
        "perhaps": told["perhaps"],
        "treated": told["treated"],
        "keeps": any(row["keeps"] for row in effects),
        "no_place": [row for row in effects if row["status"] == "present" and not row["keeps"]] if may_keep else [],
        "expected": told["expected"],
        "questions": _questions(found, told["questions"]),
    }


def _questions(found: bedside.Understanding, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The next questions, each with the label of what words were taken for where it asks for that."""
    words = bedside.lexicon()
    return [
        row | {"meant": words[question.adds[0]].label if question.meant else ""}
        for row, (question, _) in zip(rows, found.questions, strict=True)
    ]


def _keeps(found: bedside.Understanding, row: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the record would say of an effect that is present."""
    kept = found.confirm([row["concept"]]) if row["status"] == "present" else ()
    return [{"label": words.label(each.concept), "value": words.value(each.value, each.unit)} for each in kept]
