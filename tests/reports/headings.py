"""What stands above the tests of a section."""

from __future__ import annotations

from reports.content import Section
from reports.pen import Pen
from reports.trimmings import CONTINUED


def heading(pen: Pen, section: Section, again: bool = False) -> None:
    """A section's heading, as the layout has it; again where its rows go on."""
    if not pen.layout.sections:
        return
    pen.y += 0.35 * pen.step
    style, top, bottom = pen.layout.titles, pen.y - pen.step * 0.7, pen.y + pen.step * 0.3
    if pen.layout.rules == "zebra" or style == "banded":
        pen.sheet.band(pen.left, top, pen.right, bottom)
    if style == "inverse":
        pen.sheet.dark(pen.left, top, pen.right, bottom)
    if style == "centred":
        mark = pen.say((pen.left + pen.right) / 2, section.title.upper(), "centre", bold=True, size=pen.layout.size + 1)
        pen.sheet.line(mark.x, pen.y + 2, mark.x + mark.width)
    else:
        text = f"--- {section.title.upper()} ---" if style == "dashed" else section.title
        text = f"{text} {CONTINUED[pen.layout.language]}" if again else text
        pen.say(pen.left + (3 if style == "inverse" else 0), text, bold=True, grey=1 if style == "inverse" else 0)
    pen.y += 1.1 * pen.step
