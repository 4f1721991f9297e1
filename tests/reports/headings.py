"""What stands above the tests of a section."""

from __future__ import annotations

from datetime import timedelta

from reports import printing
from reports.content import Section
from reports.pen import Pen
from reports.trimmings import CONTINUED, SPECIMENS, TUBES
from reports.words import BLOCK


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
    if pen.layout.tubes and not again:
        came = pen.content.dates[pen.round] + timedelta(minutes=25)
        number = f"{int(pen.content.person.number) % 99991:05d}-{len(section.entries)}"
        text = TUBES[pen.layout.language].format(specimen(pen, section), f"{came:{pen.layout.dates} %H:%M}", number)
        pen.say(pen.left + 6, text, size=pen.layout.size - 1.5, grey=0.3)
        pen.y += pen.step


def specimen(pen: Pen, section: Section) -> str:
    """What a section's tests are done in, as the tube's label says."""
    return SPECIMENS[pen.layout.language][{"blood": 0, "clotting": 1}.get(section.panel, 2)]


def round_heading(pen: Pen) -> None:
    """The date and the time of a round of results, where there are several."""
    if pen.layout.rounds == 1:
        return
    pen.y += 0.6 * pen.step * bool(pen.round)
    told = printing.moment(pen.layout, pen.content.dates[pen.round])
    pen.say(pen.left, f"{BLOCK[pen.layout.language]['collected']}: {told}", bold=True, size=pen.layout.size + 1)
    pen.y += 1.3 * pen.step
