"""An answer of `ask` ready to be shown: each statement with its kind, its source, and where it stands."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify

import bedside
from bedside.faces.language_model import retold
from bedside.faces.web.medicines import pages
from bedside.faces.web.person.plain import PAGES
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import patient_of

LOG = logging.getLogger(__name__)
LONGEST = 1000
"""Characters of a question."""
URGENT = ("emergency", "tell now")
VERBS = {"plan": "calendar", "course": "course", "check": "predose", "screen": "candidate", "respond": "after"}
VERBS |= {"follow_up": "after", "understand": "feel", "record": "charts"}
"""The page on which a verb tells the same at length."""


@dataclass(frozen=True)
class Told:
    """One statement with the address and the name of the place where it stands, both empty where there is none; `number` is
    its place in the answer."""

    line: bedside.Line
    link: str
    where: str | Promise
    title: str = ""
    number: int = 0


@dataclass(frozen=True)
class Answered:
    """A question, its answer, and what to do at once where it has urgent words; `reply` is None where Bedside itself failed."""

    question: str
    reply: bedside.Reply | None
    told: tuple[Told, ...]
    urgency: str = ""
    at_once: tuple[str, ...] = ()


def answered(question: str, at: datetime, person: Person | None, may_check: bool = False) -> Answered:
    """The answer from the library, the labels, and, with a person, the record. What is urgent is told whatever else fails."""
    try:
        reply = reply_to(question, at, person)
    except Exception:
        LOG.exception("a question could not be answered")
        return _failed(question, at)
    urgent = reply.urgency in URGENT and reply.answer and reply.answer[0].section == "understand"
    told = tuple(replace(_told(line, person, may_check), number=at) for at, line in enumerate(reply.answer))
    if not urgent:
        return Answered(question, reply, told)
    return Answered(question, reply, told[1:], str(reply.urgency), (reply.answer[0].text,))


def reply_to(question: str, at: datetime, person: Person | None) -> bedside.Reply:
    """The one call by which the web app asks."""
    about: dict[str, Any] = {}
    if person is not None:
        about = {"medicine": person.medicine, "patient": patient_of(person), "guide": person.guide or None}
    shelf = settings.BEDSIDE_SHELF
    with bedside.open_shelf(shelf, make=False) if shelf.exists() else nullcontext() as opened:
        reply = bedside.ask(question, at, shelf=opened, **about)
    try:
        return retold(reply)
    except bedside.Refusal as trouble:
        LOG.warning("no language model is used: %s", trouble)
        return reply


def _failed(question: str, at: datetime) -> Answered:
    try:
        found = bedside.understand(question, at)
    except Exception:
        return Answered(question, None, ())
    urgent = found.urgency in URGENT
    return Answered(question, None, (), found.urgency if urgent else "", found.tells if urgent else ())


def _told(line: bedside.Line, person: Person | None, may_check: bool) -> Told:
    if line.section == "glossary":
        return Told(line, f"{reverse('glossary')}#{slugify(line.text.partition(':')[0])}", "", line.section)
    page = pages().get(line.medicine)
    if line.kind == "passage" and page is None:
        return Told(line, reverse("label", args=[line.medicine]), line.section, line.medicine)
    if line.kind == "passage" and page is not None:
        there = reverse("page", args=[page.id]) if person is None else reverse("person_page", args=[person.id, page.id])
        title = next((section.title for section in page.sections if section.id == line.section), line.section)
        return Told(line, f"{there}#s-{line.id}", title, page.name)
    return _computed(line, person.id if person else None, may_check)


def _computed(line: bedside.Line, person: UUID | None, may_check: bool) -> Told:
    route = VERBS.get(line.section, "")
    if person is None or not route or (route == "predose" and not may_check):
        return Told(line, "", "")
    return Told(line, reverse(route, args=[person]), PAGES[route])
