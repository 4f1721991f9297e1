"""What stands on a page and in which order, before it is words, Markdown or HTML: nothing is left out of any of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bedside
from bedside.faces.words import READ, evidence_line, label, so_many, when

if TYPE_CHECKING:
    from bedside import FocusedPage, Label, Match, Page, SideBySide, Statement, Term


@dataclass(frozen=True)
class Heading:
    """A heading; `folded` where its section may be closed for this person."""

    level: int
    text: str
    folded: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `kind` is notice, plain, source or warning."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True)
class Item:
    """A statement: its text, what is told of a side effect, where it comes from."""

    text: str
    source: str
    details: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True)
class Words:
    """Terms with their meaning, where they are first used."""

    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid:
    """A table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Item | Words | Grid
FIGURES = ("cancer", "what was measured", "this medicine", "the others in the trial", "trial", "source")


def page_parts(page: Page, focused: FocusedPage | None = None, match: Match | None = None) -> Iterator[Part]:
    """A whole page, for everybody or with what concerns one person first."""
    yield Heading(1, page.name)
    yield Paragraph(page.notice, "notice")
    if match and not match.exact:
        told = (
            f"You asked for {match.asked!r}. This is {page.name}: nearest name {match.name}, confidence {match.confidence:.2f}."
        )
        yield Paragraph(told, "warning")
    yield Paragraph(f"Also called: {', '.join(page.also)}.")
    sections = focused.sections if focused else page.sections
    groups: list[Any] = [*(focused.concerns if focused else ()), *sections]
    fresh = bedside.new_terms(" ".join(row.words for row in group.statements) for group in groups)
    ahead = len(groups) - len(sections)
    if focused:
        yield from _concerns(focused, fresh[:ahead])
    for section, terms in zip(sections, fresh[ahead:], strict=True):
        folded = bool(focused and section.id in focused.folded)
        yield Heading(2, section.title, folded)
        yield from map(item, section.statements)
        if not section.statements:
            yield Paragraph("What belongs here stands above, under what concerns this person.")
        if section.id == "comparison" and page.figures:
            yield Paragraph("Figures of trials. Figures of different trials must not be compared with each other.", "warning")
            yield Grid(FIGURES, tuple(_figure_row(row.to_json(page.trials[row.trial])) for row in page.figures))
        yield from _words(terms)
    yield from _ending(page)


def _words(terms: tuple[Term, ...]) -> Iterator[Words]:
    if terms:
        yield Words(tuple((term.id, term.meaning) for term in terms))


def item(row: Statement) -> Item:
    """One statement."""
    told = ((name, getattr(row, key)) for name, key in (("How often", "often"), ("Begins", "starts"), ("Ends", "ends")))
    return Item(row.text, cited(row.citations, row.read), tuple(f"{n}: {text}." for n, text in told if text), row.question)


def cited(citations: Iterable[str], read: str) -> str:
    """Where a statement comes from, and how that was read unless it was the document itself."""
    return f"[{'; '.join(citations)}]" + (f" {READ[read]}" if READ[read] else "")


def _concerns(focused: FocusedPage, fresh: tuple[tuple[Term, ...], ...]) -> Iterator[Part]:
    yield Heading(2, "What concerns this person first")
    yield Paragraph(f"Ordered for one person, from what was known at {when(focused.at)}. Nothing is left out of the page.")
    if not focused.concerns:
        yield Paragraph("Nothing in the record brings a topic of this page to the front.")
    for concern, terms in zip(focused.concerns, fresh, strict=True):
        told: Any = concern.to_json()
        due = f" Due {when(concern.at)}." if concern.at else ""
        yield Heading(3, f"{concern.focus.say}{due}")
        shown = [evidence_line(row) for row in told["evidence"] if row["value"] not in (None, False) and row["at"]]
        why = f"Because of: {'; '.join(shown)}." if shown else ""
        yield Paragraph(f"{why} {cited((concern.focus.source,), concern.focus.read)}".strip(), "source")
        yield from map(item, concern.statements)
        yield from _words(terms)
    for focus, lacking in focused.unknown:
        names = ", ".join(f"{label(each.concept)} ({each.why})" for each in lacking)
        yield Paragraph(f"Not known from the record, whether this applies: {focus.say} Missing: {names}.", "warning")


def _figure_row(told: dict[str, Any]) -> tuple[str, ...]:
    trial = f"{told['title']}, {told['year']}, {told['people']} people, {told['design']}"
    value = told["value"] + (f" ({told['note']})" if "note" in told else "")
    return told["cancer"], told["label"], value, told["against"], trial, cited((told["source"],), told["read"])


def _ending(page: Page) -> Iterator[Part]:
    yield Heading(2, "Sources")
    used = {citation.split(",")[0] for row in page.statements for citation in row.citations}
    told: list[Any] = [*page.figures, *page.focuses, *page.trials.values()]
    used |= {row.source.split(",")[0] for row in told}
    for source in page.sources.values():
        if source.key in used:
            yield Item(
                f"{source.title}, {source.year}. {source.link}".strip(), f"[{source.key}]", (source.note,) * bool(source.note)
            )
    yield Paragraph(f"Each statement was last looked at on {page.reviewed:%d %B %Y} or on the date that its data names.")
    yield Paragraph(f"Page file {page.digest[:12]}.")
    yield Paragraph(page.notice, "notice")


def comparison_parts(told: SideBySide) -> Iterator[Part]:
    """Medicines side by side."""
    yield Heading(1, " and ".join(page.name for page in told.pages) + " side by side")
    yield Paragraph(told.pages[0].notice, "notice")
    for title, columns in told.glances:
        yield Heading(2, title)
        for page, rows in zip(told.pages, columns, strict=True):
            yield Heading(3, page.name)
            yield from map(item, rows)
            if not rows:
                yield Paragraph("Not known to us.")
    yield Heading(2, "Figures of trials")
    for warning in told.warnings:
        yield Paragraph(warning, "warning")
    for page in told.pages:
        yield Heading(3, page.name)
        figures = tuple(_figure_row(row.to_json(trial)) for row, trial in told.figures(page))
        yield Grid(FIGURES, figures) if figures else Paragraph("No figure for this medicine is known to us.")
    yield Paragraph(told.pages[0].notice, "notice")


def label_parts(told: Label, notice: str) -> Iterator[Part]:
    """An imported label: every word of it, with the LOINC code of each section."""
    yield Heading(1, told.name)
    yield Paragraph(notice, "notice")
    yield Paragraph(
        f"An official label, word for word, from {told.file} ({told.form}). It was not reviewed by Bedside.", "warning"
    )
    yield from (Paragraph(text) for text in (told.title, f"Also called: {', '.join(told.also)}." if told.also else "") if text)
    for section in told.sections:
        code = f" [LOINC {section.code}]" if section.code else ""
        yield Heading(min(section.level + 1, 6), f"{section.title or 'Without a title'}{code}")
        if section.within:
            yield Paragraph(f"The same text stands in the section {section.within}.")
        for block in section.blocks:
            yield from (Paragraph(block.text),) if block.text else ()
            if block.rows:
                width = max(map(len, block.rows))
                rows = tuple((*row, *("",) * (width - len(row))) for row in block.rows)
                yield Grid(("",) * width, rows)
    size = f"{so_many(told.characters, 'character')}, {so_many(told.tables, 'table')}"
    yield Paragraph(f"{size}. File {told.digest[:12]}.")
    yield Paragraph(notice, "notice")
