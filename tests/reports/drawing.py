"""Content drawn by a layout: what is printed of each result is remembered, and becomes the truth about the report."""

from __future__ import annotations

import random
from collections.abc import Callable

from reports.blocks import blocks, scales
from reports.charts_abroad import charts
from reports.content import Content
from reports.histories import histories, strips
from reports.layout import Layout
from reports.letterhead import closing, top_of_page
from reports.lists import log, separated
from reports.pen import Pen
from reports.sentences import cards, letter, running, sentences
from reports.sheet import Sheet
from reports.sideways import sideways
from reports.tables import pairs, tables
from reports.tiles import tiles
from reports.trends import trends
from reports.truth import Row
from reports.typed import typed


def draw(layout: Layout, content: Content, lots: random.Random, sheet: Sheet, person: int) -> list[Row]:
    """Draw one person's results from the top of the sheet's page; gives the rows in the order of print."""
    pen = Pen(layout, sheet, lots, content, person)
    if layout.kind == "abroad":
        charts(pen)
        return pen.rows
    top_of_page(pen)
    KINDS[layout.kind](pen)
    closing(pen)
    return pen.rows


KINDS: dict[str, Callable[[Pen], None]] = {
    "table": tables,
    "trend": trends,
    "sideways": sideways,
    "pair": pairs,
    "inline": running,
    "letter": letter,
    "lines": sentences,
    "cards": cards,
    "scales": scales,
    "blocks": blocks,
    "tiles": tiles,
    "log": log,
    "separated": separated,
    "histories": histories,
    "strips": strips,
    "typed": typed,
    "abroad": charts,
}
