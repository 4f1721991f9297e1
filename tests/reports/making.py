"""Invented laboratory reports with the truth about them: `report` prints one, `picture` shows a page as a scan or a photo.

    >>> made = report("us_plain", 7)
    >>> made.pdf == report("us_plain", 7).pdf, made.truth.rows[0].name
    (True, 'White blood cells')

Everything is drawn from the layout's id and the seed, and from nothing else.
"""

from __future__ import annotations

import random

from reports import drawing, layouts
from reports.abroad import Abroad
from reports.blocks_abroad import foot_abroad
from reports.content import content
from reports.content_abroad import content_abroad
from reports.letterhead import foot
from reports.sheet import Sheet
from reports.truth import Report, Row, Truth


def report(layout: str, seed: int) -> Report:
    """The report of a layout and a seed. Raises KeyError for a layout that is not there."""
    sheet, truth = printed(layout, seed)
    return Report(sheet.pdf(), truth)


def printed(layout: str, seed: int) -> tuple[Sheet, Truth]:
    """The sheets of a report before they are a PDF, with the truth about them."""
    told = layouts.layout(layout)
    lots = random.Random(f"{layout}:{seed}")
    sheet = Sheet(told.page)
    people, rows = [], list[Row]()
    for person in range(told.people):
        if person:
            sheet.page += 1
        people.append(content_abroad(told, lots) if isinstance(told, Abroad) else content(told, lots))
        rows += drawing.draw(told, people[-1], lots, sheet, person)
    first = people[0]
    if isinstance(told, Abroad):
        foot_abroad(sheet, told)
    else:
        foot(sheet, told, first.reported)
    form = "%Y-%m-%dT%H:%M" if told.times else "%Y-%m-%d"
    truth = Truth(
        layout,
        seed,
        told.language,
        first.laboratory,
        first.collected.strftime(form),
        first.reported.strftime(form),
        tuple(each.person for each in people),
        sheet.page,
        tuple(rows),
    )
    return sheet, truth
