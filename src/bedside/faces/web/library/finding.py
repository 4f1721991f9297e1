"""What a search of the library finds: the medicine that a name means, statements of the pages, passages of imported labels."""

from __future__ import annotations

from typing import Any

from django.conf import settings

import bedside
from bedside.faces.web.library import telling
from bedside.faces.web.medicines import pages

MOST = 20
NEAR = 0.6
"""A name less near than this is not offered beside what else was found."""
LONGEST = 200
"""Characters of a search."""


def search(asked: str) -> dict[str, Any]:
    """Everything that these words find. Too many of them find nothing, and that is said."""
    if len(asked) > LONGEST:
        return {"too_long": LONGEST}
    statements = telling.found(bedside.search_pages(asked, pages().values(), MOST))
    return named(asked) | {"statements": statements, "passages": passages(asked)}


def named(asked: str) -> dict[str, Any]:
    """The medicine that the words are a name of; or what they may be a name of, for somebody to choose."""
    try:
        match = bedside.find_medicine(asked)
    except bedside.NameUnsure as unsure:
        near = [(match, pages()[match.medicine]) for match in unsure.candidates if match.confidence >= NEAR]
        return {"near": near, "other": unsure.other}
    return {"match": match, "meant": pages()[match.medicine]}


def passages(asked: str) -> tuple[bedside.Passage, ...]:
    """What the imported labels say, where there are some."""
    if not settings.BEDSIDE_SHELF.exists():
        return ()
    with bedside.open_shelf(settings.BEDSIDE_SHELF, make=False) as shelf:
        return shelf.search(asked)


def labels() -> tuple[tuple[str, str], ...]:
    """Id and name of every imported label."""
    if not settings.BEDSIDE_SHELF.exists():
        return ()
    with bedside.open_shelf(settings.BEDSIDE_SHELF, make=False) as shelf:
        return shelf.labels()


def label_of(id: str) -> bedside.Label | None:
    """An imported label; None where there is none of this id."""
    if not settings.BEDSIDE_SHELF.exists():
        return None
    with bedside.open_shelf(settings.BEDSIDE_SHELF, make=False) as shelf:
        try:
            return shelf.label(id)
        except bedside.LabelError:
            return None
