"""The top and the foot of a page: the laboratory, the person, the dates, and all the numbers there that are no results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from reports import printing
from reports.layout import Layout
from reports.pen import MARGIN, Pen
from reports.sheet import Sheet, wide
from reports.trimmings import APPROVED, CLOSING, FEET, PATIENT, STREET
from reports.words import BLOCK, FOOT


def top_of_page(pen: Pen) -> None:
    """The laboratory, the person and the dates, as the layout has them."""
    pen.y, pen.printed = 50, 0
    HEADS[pen.layout.head](pen)


def next_page(pen: Pen) -> None:
    """Go on at the top of another page."""
    pen.sheet.page += 1
    top_of_page(pen)


def plain(pen: Pen) -> None:
    """The laboratory and a title, and three lines in two columns."""
    layout, content, block = pen.layout, pen.content, BLOCK[pen.layout.language]
    pen.say(pen.left, content.laboratory, bold=True, size=layout.size + 3)
    pen.say(pen.right, block["title"], "right", size=layout.size + 1)
    pen.y += 1.6 * pen.step
    told = [
        ((block["person"], content.person.name), (block["birth"], _birth(pen))),
        ((block["number"], content.person.number), (block["collected"], printing.moment(layout, content.collected))),
        ((block["doctor"], "Dr. A. Invented"), (block["reported"], printing.moment(layout, content.reported))),
    ]
    middle = pen.left + 0.52 * (pen.right - pen.left)
    for pair in told:
        for (label, value), x in zip(pair, (pen.left, middle), strict=True):
            mark = pen.say(x, f"{label}:", grey=0.25)
            pen.say(mark.x + mark.width + 5, value)
        pen.y += pen.step
    pen.sheet.line(pen.left, pen.y - 0.4 * pen.step, pen.right)
    pen.y += 0.9 * pen.step


def centred(pen: Pen) -> None:
    """Everything of the laboratory in the middle, the person in lines from edge to edge."""
    layout, content, block = pen.layout, pen.content, BLOCK[pen.layout.language]
    middle = (pen.left + pen.right) / 2
    pen.say(middle, content.laboratory.upper(), "centre", bold=True, size=layout.size + 5)
    pen.y += 1.1 * pen.step
    for text in (*STREET[layout.language], APPROVED[layout.language]):
        pen.say(middle, text, "centre", size=layout.size - 1.5, grey=0.3)
        pen.y += 0.85 * pen.step
    pen.sheet.line(pen.left, pen.y - 0.3 * pen.step, pen.right)
    pen.y += 0.8 * pen.step
    for left, right in (
        (f"{block['person']}: {content.person.name}", f"{block['number']}: {content.person.number}"),
        (f"{block['birth']}: {_birth(pen)}", f"{block['collected']}: {printing.moment(layout, content.collected)}"),
        (f"{block['doctor']}: Dr. A. Invented", f"{block['reported']}: {printing.moment(layout, content.reported)}"),
    ):
        pen.say(pen.left, left)
        pen.say(pen.right, right, "right")
        pen.y += pen.step
    pen.y += 0.5 * pen.step
    pen.say(middle, block["title"], "centre", bold=True, size=layout.size + 2)
    pen.y += 1.6 * pen.step


def boxed(pen: Pen) -> None:
    """A box of cells with labels in small print, full of numbers: age, telephone, bed, request."""
    layout, content, block, more = pen.layout, pen.content, BLOCK[pen.layout.language], PATIENT[pen.layout.language]
    small = layout.size - 2
    pen.say(pen.left, content.laboratory, bold=True, size=layout.size + 2)
    pen.say(pen.right, STREET[layout.language][0], "right", size=small)
    pen.y += 0.9 * pen.step
    pen.say(pen.left, block["title"], size=layout.size)
    pen.say(pen.right, STREET[layout.language][1], "right", size=small)
    pen.y += 0.6 * pen.step
    cells = (
        (block["person"], content.person.name),
        (block["birth"], _birth(pen)),
        (more["age"], _years(pen)),
        (block["number"], content.person.number),
        (more["request"], _request(pen)),
        (more["ward"], "7B / 12"),
        (block["collected"], printing.moment(layout, content.collected)),
        (block["reported"], printing.moment(layout, content.reported)),
        (more["phone"], "555 0140"),
    )
    top, high, wide = pen.y, 2.1 * pen.step, (pen.right - pen.left) / 3
    for at, (label, value) in enumerate(cells):
        x = pen.left + wide * (at % 3) + 4
        pen.y = top + high * (at // 3) + 0.75 * pen.step
        pen.say(x, label, size=small, grey=0.3)
        pen.y += 0.95 * pen.step
        pen.say(x, value, bold=at == 0)
    for line in range(4):
        pen.sheet.line(pen.left, top + high * line, pen.right)
        pen.sheet.upright(pen.left + wide * line, top, top + 3 * high)
    pen.y = top + 3 * high + 1.6 * pen.step


def logo(pen: Pen) -> None:
    """A mark and the name at the left, the address at the right, the person as in a letter's window."""
    layout, content, block = pen.layout, pen.content, BLOCK[pen.layout.language]
    for at in range(3):
        pen.sheet.dark(pen.left + 9 * at, 50 - 6 * at, pen.left + 9 * at + 7, 58)
    pen.say(pen.left + 34, content.laboratory, bold=True, size=layout.size + 4)
    for text in (*STREET[layout.language], "lab@example.invalid"):
        pen.y += 0.85 * pen.step
        pen.say(pen.right, text, "right", size=layout.size - 1.5, grey=0.3)
    pen.y += 0.4 * pen.step
    lines = (content.person.name, f"* {_birth(pen)}", f"{block['number']} {content.person.number}")
    dates = (
        (block["collected"], printing.moment(layout, content.collected)),
        (block["reported"], printing.moment(layout, content.reported)),
        (PATIENT[layout.language]["request"], _request(pen)),
    )
    for at, (text, (label, value)) in enumerate(zip(lines, dates, strict=True)):
        pen.y += pen.step
        pen.say(pen.left + 8, text, bold=at == 0)
        pen.say(pen.right - 130, label, "right", grey=0.3)
        pen.say(pen.right - 122, value)
    pen.y += 1.6 * pen.step
    pen.say(pen.left, block["title"], bold=True, size=layout.size + 2)
    pen.y += 1.8 * pen.step


def strip(pen: Pen) -> None:
    """A dark strip with the person in it, as print-outs of records have it, and the dates below."""
    layout, content, block = pen.layout, pen.content, BLOCK[pen.layout.language]
    pen.sheet.dark(pen.left - 4, pen.y - 1.1 * pen.step, pen.right + 4, pen.y + 0.5 * pen.step)
    mark = pen.say(pen.left, content.person.name, bold=True, size=layout.size + 1, grey=1)
    pen.say(mark.x + mark.width + 14, f"{_birth(pen)}   {_years(pen)}   #{content.person.number}", grey=1)
    pen.y += 1.6 * pen.step
    pen.say(pen.left, f"{block['collected']} {printing.moment(layout, content.collected)}")
    pen.say(pen.right, f"{block['reported']} {printing.moment(layout, content.reported)}", "right")
    pen.y += pen.step
    pen.say(pen.left, content.laboratory, size=layout.size - 1, grey=0.3)
    pen.say(pen.right, STREET[layout.language][1], "right", size=layout.size - 1, grey=0.3)
    pen.y += 1.8 * pen.step


def fax(pen: Pen) -> None:
    """The line that a telefax puts above each page, and lines of capitals with a colon below each other."""
    layout, content, block, more = pen.layout, pen.content, BLOCK[pen.layout.language], PATIENT[pen.layout.language]
    sent = content.reported + timedelta(minutes=11)
    pen.y = 30
    pen.say(pen.left, f"{sent:{layout.dates} %H:%M}   01632960146   P.{pen.sheet.page:02d}", size=layout.size - 1)
    pen.y = 54
    pen.say(pen.left, content.laboratory.upper(), bold=True)
    pen.say(pen.right, block["title"], "right")
    pen.y += pen.step
    _ruled(pen, "=")
    for label, value in (
        (block["person"], content.person.name),
        (block["birth"], f"{_birth(pen)}   {more['age'].split(' / ')[0]} {_age(pen)}"),
        (block["number"], content.person.number),
        (block["collected"], printing.moment(layout, content.collected)),
        (block["reported"], printing.moment(layout, content.reported)),
    ):
        pen.say(pen.left, f"{label.upper():.<22}: {value}")
        pen.y += pen.step
    _ruled(pen, "=")
    pen.y += 0.5 * pen.step


def mail(pen: Pen) -> None:
    """The head of a letter that came by mail; on later pages its subject alone."""
    layout, content, block = pen.layout, pen.content, BLOCK[pen.layout.language]
    subject = f"{block['title'].capitalize()} {_request(pen)}, {content.person.name}"
    if pen.sheet.page > 1:
        pen.say(pen.left, f"> {subject}", grey=0.3)
        pen.y += 2 * pen.step
        return
    for text in (
        f"From: {content.laboratory} <results@example.invalid>",
        "To: Dr. A. Invented <surgery@example.invalid>",
        f"Date: {printing.moment(layout, content.reported)}",
        f"Subject: {subject}",
        "",
        f"{block['person']}: {content.person.name}, {block['birth']} {_birth(pen)}, {block['number']} {content.person.number}",
        f"{block['collected']}: {printing.moment(layout, content.collected)}",
        f"{block['reported']}: {printing.moment(layout, content.reported)}",
    ):
        pen.say(pen.left, text)
        pen.y += pen.step
    pen.y += pen.step


def _ruled(pen: Pen, stroke: str) -> None:
    """A line of strokes from edge to edge."""
    pen.say(pen.left, stroke * int((pen.right - pen.left) / wide(stroke, pen.layout.font, pen.layout.size)))
    pen.y += pen.step


HEADS: dict[str, Callable[[Pen], None]] = {
    "plain": plain,
    "centred": centred,
    "boxed": boxed,
    "logo": logo,
    "strip": strip,
    "fax": fax,
    "mail": mail,
}


def closing(pen: Pen) -> None:
    """What a laboratory says below its last row."""
    if not pen.layout.closing:
        return
    pen.y = min(pen.y + 0.8 * pen.step, pen.sheet.size[1] - 52)
    for text in CLOSING[pen.layout.language]:
        pen.say(pen.left, text, size=min(pen.layout.size - 1.5, 7), grey=0.2)
        pen.y += 9


def foot(sheet: Sheet, layout: Layout, reported: datetime) -> None:
    """On every page what it is, and its number; where the layout has it so, a date and a registration too."""
    block, width, height = BLOCK[layout.language], *sheet.size
    for page in range(1, sheet.page + 1):
        here = replace(sheet, page=page)
        if layout.foot == "busy":
            told = FEET[layout.language].format(printing.date(layout, reported))
            here.text(MARGIN, height - 18, told, "Helvetica", 6, grey=0.3)
            here.text(width - MARGIN, height - 18, f"{page}/{sheet.page}", "Helvetica", 7, "right", 0.3)
            here.text(MARGIN, height - 26, FOOT, "Helvetica", 7, grey=0.3)
            continue
        here.text(MARGIN, height - 26, FOOT, "Helvetica", 7, grey=0.3)
        here.text(
            width - MARGIN, height - 26, f"{block['page']} {page} {block['of']} {sheet.page}", "Helvetica", 7, "right", 0.3
        )


def _birth(pen: Pen) -> str:
    return printing.date(pen.layout, datetime.fromisoformat(pen.content.person.birth))


def _years(pen: Pen) -> str:
    """The age, and the sex where no range depends on it."""
    told = PATIENT[pen.layout.language]["years"]
    return (told.split(" / ")[0] if pen.layout.groups or pen.layout.sexes else told).format(_age(pen))


def _age(pen: Pen) -> int:
    return (pen.content.collected - datetime.fromisoformat(pen.content.person.birth)).days * 100 // 36525


def _request(pen: Pen) -> str:
    """A number that follows from the person's, so that every page prints the same."""
    return f"{pen.content.collected:%y}-{int(pen.content.person.number) % 99991:05d}"
