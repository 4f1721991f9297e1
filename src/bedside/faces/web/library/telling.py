"""Pages of the library ready to be shown: statements with their terms marked where they first stand, sources with their use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import bedside
from bedside.faces.web import words

Pieces = tuple[tuple[str, bedside.Term | None], ...]


@dataclass(frozen=True)
class Told:
    """A statement with its question and its text in pieces, of which some are terms; `page` and `title` say where it stands."""

    row: bedside.Statement
    question: Pieces
    text: Pieces
    page: bedside.Page | None = None
    title: str = ""


@dataclass(frozen=True)
class Cited:
    """A document, and how often it was read in which way for the statements that cite it."""

    source: Any
    reads: tuple[tuple[str, int], ...]


def told(rows: Iterable[bedside.Statement]) -> list[Told]:
    """Statements that stand together: each term is marked once, where it first stands."""
    seen: set[str] = set()
    return [Told(row, _pieces(row.question, seen), _pieces(row.text, seen)) for row in rows]


def found(rows: Iterable[bedside.Found]) -> list[Told]:
    """Statements that a search found, each with its own terms and its place."""
    return [
        Told(
            row.statement,
            _pieces(row.statement.question, set()),
            _pieces(row.statement.text, set()),
            row.page,
            row.section.title,
        )
        for row in rows
    ]


def sections(page: bedside.Page, focused: bedside.FocusedPage | None) -> list[dict[str, Any]]:
    """The sections in their order; `folded` where one may be closed for this person."""
    shown = focused.sections if focused else page.sections
    folded = focused.folded if focused else frozenset()
    return [{"section": row, "told": told(row.statements), "folded": row.id in folded} for row in shown]


def concerns(focused: bedside.FocusedPage) -> list[dict[str, Any]]:
    """What concerns this person: why, from which readings, and the statements."""
    shown = []
    for concern in focused.concerns:
        rows: Any = concern.to_json()["evidence"]
        evidence = words.evidence(row for row in rows if row["value"] not in (None, False) and row["at"])
        shown.append({"focus": concern.focus, "due": concern.at, "evidence": evidence, "told": told(concern.statements)})
    return shown


def terms(rows: Iterable[bedside.Statement]) -> list[bedside.Term]:
    """Every term that these statements use, in the order of the alphabet."""
    used = {term.id: term for row in rows for term in bedside.terms_in(row.words)}
    return [used[key] for key in sorted(used, key=str.casefold)]


def figures(page: bedside.Page) -> list[tuple[Any, Any]]:
    """The figures of a page, each with its trial."""
    return [(figure, page.trials[figure.trial]) for figure in page.figures]


def documents(page: bedside.Page) -> list[Cited]:
    """The documents that a page cites, in the order of its file, each with how it was read."""
    reads: dict[str, Counter[str]] = {}
    more: list[Any] = [*page.figures, *page.focuses, *page.trials.values()]
    for row in page.statements:
        for citation in row.citations:
            reads.setdefault(citation.split(",")[0], Counter())[row.read] += 1
    for row in more:
        reads.setdefault(row.source.split(",")[0], Counter())[row.read] += 1
    order = list(words.READ)
    return [
        Cited(source, tuple(sorted(reads[key].items(), key=lambda read: order.index(read[0]))))
        for key, source in page.sources.items()
        if key in reads
    ]


def _pieces(text: str, seen: set[str]) -> Pieces:
    """The text in pieces; a term that was seen before is text like any other."""
    shown: list[tuple[str, bedside.Term | None]] = []
    for piece, term in bedside.in_pieces(text):
        shown.append((piece, None if term is None or term.id in seen else term))
        seen |= {term.id} if term else set()
    return tuple(shown)
