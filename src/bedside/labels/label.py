"""An official label as it was written: sections by LOINC code, every word kept, tables kept as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedside.refusal import Refusal

Json = dict[str, object]
PLACES: Mapping[str, str] = {
    "34066-1": "serious-effects",
    "34067-9": "used-for",
    "34068-7": "how-given",
    "34070-3": "who-should-not",
    "43685-7": "serious-effects",
    "34071-1": "serious-effects",
    "34084-4": "common-effects",
    "34073-7": "other-medicines",
    "43684-0": "who-should-not",
    "34090-1": "how-it-works",
    "34076-0": "questions",
    "51945-4": "names",
}
"""Which section of a library page answers to which LOINC section of a label; a section within one belongs to the same."""


class LabelError(Refusal):
    """A file that is no label, or one that cannot be read safely; the message says what would be right."""


@dataclass(frozen=True)
class Block:
    """One piece of text in its order: a paragraph, an item of a list, a picture's description, or a table with its rows."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """All its text; the caption of a table first, then its rows."""
        return "\n".join(part for part in (self.text, *(" | ".join(row) for row in self.rows)) if part)

    @property
    def characters(self) -> int:
        """How many characters it has, spaces and breaks aside."""
        return visible(self.text) + sum(visible(cell) for row in self.rows for cell in row)


@dataclass(frozen=True)
class LabelSection:
    """One section: its LOINC code where it has one, its depth, its own text without that of the sections in it.

    `within` names the section that holds its text where the file tells the same text twice; its blocks are then empty.
    """

    code: str
    title: str
    level: int
    blocks: tuple[Block, ...]
    place: str = ""
    within: str = ""

    @property
    def text(self) -> str:
        """Its own text, one block a line."""
        return "\n".join(block.words for block in self.blocks)

    def to_json(self) -> Json:
        told: Json = {"code": self.code, "title": self.title, "level": self.level, "place": self.place}
        told |= {"within": self.within} if self.within else {}
        blocks: list[Json] = []
        for block in self.blocks:
            row: Json = {"kind": block.kind, "text": block.text}
            blocks.append(row | ({"rows": [list(cells) for cells in block.rows]} if block.rows else {}))
        return told | {"blocks": blocks}


@dataclass(frozen=True)
class Label:
    """A whole label. `id` is the one that its authority gave it, `form` the kind of file, `digest` that of its bytes."""

    id: str
    name: str
    also: tuple[str, ...]
    title: str
    form: str
    file: str
    version: str
    effective: str
    sections: tuple[LabelSection, ...]
    digest: str

    @property
    def characters(self) -> int:
        """How many characters of title and sections were kept, spaces and breaks aside."""
        return visible(self.title) + sum(
            visible(section.title) + sum(block.characters for block in section.blocks) for section in self.sections
        )

    @property
    def tables(self) -> int:
        """How many tables it has."""
        return sum(block.kind == "table" for section in self.sections for block in section.blocks)

    def by_code(self, code: str) -> Iterator[LabelSection]:
        """The sections with this LOINC code."""
        return (section for section in self.sections if section.code == code)

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "also": list(self.also),
            "title": self.title,
            "form": self.form,
            "file": self.file,
            "version": self.version,
            "effective": self.effective,
            "characters": self.characters,
            "tables": self.tables,
            "sections": [section.to_json() for section in self.sections],
            "digest": self.digest,
        }


def visible(text: str) -> int:
    """How many characters of a text are not spaces or breaks."""
    return len("".join(text.split()))


def tidy(text: str) -> str:
    """The text with each run of spaces and breaks as one space."""
    return " ".join(text.split())
