"""Parts of a page about a person, drawn once for a record, a guide, a minute, a language and what the reader may do.

They are kept beside what they show, in the database, and rest on what it rests on. What differs from reader to reader is
not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bedside.faces.web import clock
from bedside.faces.web.records.keeping import INSTANT, Question, Told, once
from bedside.faces.web.records.models import Person
from bedside.faces.web.records.reading import asked_after, last_of


@dataclass(frozen=True)
class Drawn:
    """Parts by their names, as HTML; `stored` is the decision that they show, as it is stored, `slot` the one that is due."""

    parts: dict[str, str]
    stored: int | None = None
    slot: datetime | None = None

    @property
    def safe(self) -> dict[str, SafeString]:
        """The parts for a template. Our own templates drew them, and escaped what stands in them."""
        return {name: mark_safe(part) for name, part in self.parts.items()}


@dataclass(frozen=True)
class View:
    """From where a page is drawn: of whom `known` observations are stored, asked about `at`, read in the minute `now`."""

    person: Person
    known: int
    at: datetime
    now: datetime

    @property
    def asks(self) -> Question:
        """What is asked of the rules."""
        return Question(self.person, self.known, self.at)


def view_of(person: Person) -> View:
    """A page that is drawn in the minute under way."""
    now, (known, stored) = clock.this_minute(), last_of(person)
    return View(person, known, asked_after(stored, now), now)


def drawn(page: str, view: View, draw: Callable[[], Drawn]) -> Drawn:
    """What is kept of a page, or what `draw` makes of it, which is kept for this minute and this language.

    `page` names with the page whatever it depends on of those who read it, such as their rights.
    """
    question = Question(view.person, view.known, view.now)
    return once(f"{page} {get_language()}", question, Drawn, lambda: Told(question, draw(), view.now + INSTANT))


def parts(folder: str, names: Iterable[str], ctx: Mapping[str, Any]) -> dict[str, str]:
    """The templates of these names in a folder, drawn. They see the context that is given here, and nothing of a request."""
    return {name: get_template(f"{folder}/{name}.html").render(dict(ctx)) for name in names}
