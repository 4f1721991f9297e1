"""Statements of the library found by their words, each with its medicine, its section and its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bedside.labels.shelf import MOST, Passage, ranked
from bedside.pages.library import library
from bedside.pages.page import Json, Page, Section, Statement

FEW = 50
"""With more statements than these, words that stand nearly everywhere are passed over."""
ASKING = frozenset({
    "a", "about", "an", "and", "are", "at", "be", "can", "could", "do", "does", "for", "from", "have", "how", "i", "if", "in",
    "is", "it", "may", "me", "my", "of", "on", "or", "should", "tell", "that", "the", "there", "this", "to", "was", "what",
    "when", "where", "which", "who", "why", "will", "with", "you", "your",
})  # fmt: skip
"""Words of a question that say nothing of what it is about."""


@dataclass(frozen=True)
class Found:
    """A statement that a search found, and where it stands."""

    page: Page
    section: Section
    statement: Statement

    def to_json(self) -> Json:
        """The statement with its medicine and section; `medicine` and `section` are ids."""
        place: Json = {"medicine": self.page.id, "name": self.page.name}
        return place | {"section": self.section.id, "title": self.section.title} | self.statement.to_json()


def search_pages(words: str, pages: Iterable[Page] | None = None, most: int = MOST) -> tuple[Found, ...]:
    """The statements that have most of these words, the best first, of these pages or of all. Raises LabelError.

    >>> search_pages("grapefruit")[0].statement.source
    """
    every = {
        (page.id, row.id): Found(page, section, row)
        for page in (library() if pages is None else pages)
        for section in page.sections
        for row in section.statements
    }
    passages = (_passage(found) for found in every.values())
    told = " ".join(word for word in words.split() if word.casefold().strip("?!.,;:") not in ASKING)
    return tuple(every[passage.label, passage.code] for passage in ranked(passages, told or words, most, FEW))


def _passage(found: Found) -> Passage:
    names = " ".join((found.page.name, *found.page.also))
    row = found.statement
    return Passage(found.page.id, names, row.id, found.section.id, found.section.title, row.words)
