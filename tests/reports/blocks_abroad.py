"""What the letterheads of laboratories abroad are made of: lines, bars, barcodes, and the block that says who the person is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from reports.abroad import Abroad
from reports.content_abroad import Told
from reports.pen import MARGIN, Pen
from reports.sheet import BOLD, Mark, Sheet, wide
from reports.words import FOOT

Line = tuple[str, float, str]
"""A text, its size, and its style: words of "bold", "italic" and a colour."""
ITALIC = {"Helvetica": "Helvetica-Oblique", "Times-Roman": "Times-Italic", "Courier": "Courier-Oblique"}
"""The slanted letters of fonts that are built in; others have none here."""


def abroad(pen: Pen) -> tuple[Abroad, Told]:
    """The layout and the content, which here are always those of a laboratory abroad."""
    assert isinstance(pen.layout, Abroad) and isinstance(pen.content, Told)
    return pen.layout, pen.content


def say(pen: Pen, x: float, text: str, align: str = "left", style: str = "", size: float = 0, grey: float = 0) -> Mark:
    """A text on the pen's line, in a style: words of "bold", "italic" and a colour."""
    words, font = style.split(), pen.layout.font
    font = BOLD[font] if "bold" in words else ITALIC.get(font, font) if "italic" in words else font
    ink = next((word for word in words if word not in ("bold", "italic", "underlined")), "")
    mark = pen.sheet.text(x, pen.y, text, font, size or pen.layout.size, align, grey, ink)
    if "underlined" in words:
        pen.sheet.line(mark.x, pen.y + 1.6, mark.x + mark.width)
    return mark


def stack(pen: Pen, x: float, lines: Sequence[Line], align: str = "left", gap: float = 1.25) -> None:
    """Lines below each other; the pen goes down with them."""
    for text, size, style in lines:
        say(pen, x, text, align, style, size)
        pen.y += gap * size


def barcode(pen: Pen, x: float, y: float, number: str, long: float = 92, high: float = 20) -> None:
    """Strokes whose widths follow from a number."""
    widths = [1 + (ord(each) * (at + 3) + at) % 3 for at, each in enumerate(number * 4)][:46]
    unit, here = long / sum(widths), x
    for at, each in enumerate(widths):
        if at % 2 == 0:
            pen.sheet.fill("black", here, y, here + unit * each, y + high)
        here += unit * each


def frame(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """Four lines."""
    for y in (y0, y1):
        pen.sheet.line(x0, y, x1)
    for x in (x0, x1):
        pen.sheet.upright(x, y0, y1)


def facts(pen: Pen) -> dict[str, str]:
    """All that a report may say of a person and a request."""
    layout, content = abroad(pen)
    birth = datetime.fromisoformat(content.person.birth)
    age = (content.collected - birth).days * 100 // 36525
    number = int("".join(each for each in content.request if each.isdigit()) or 7)

    def at(moment: datetime) -> str:
        return moment.strftime(f"{layout.dates} {layout.clock}" if layout.times else layout.dates)

    return {
        "name": content.person.name,
        "sex": content.person.sex,
        "age": layout.people_named.age.format(age),
        "birth": birth.strftime(layout.dates),
        "number": content.person.number,
        "paper": content.paper,
        "request": content.request,
        "doctor": content.doctor,
        "collected": at(content.collected),
        "received": at(content.collected + timedelta(minutes=25 + number % 40)),
        "registered": at(content.collected - timedelta(minutes=6 + number % 9)),
        "reported": at(content.reported),
        "printed": at(content.reported + timedelta(minutes=3)),
        "day": content.collected.strftime(layout.dates),
        "ward": ("3B / 07", "OPD", "Onco 2", "ICU-4")[number % 4],
        "laboratory": content.laboratory,
        "page": str(pen.sheet.page),
    }


def person(pen: Pen) -> None:
    """The person's block, as the layout has it."""
    layout, _ = abroad(pen)
    told, width, top = facts(pen), pen.right - pen.left, pen.y
    if layout.block == "grid":
        _grid(pen, told)
        return
    for cells in layout.cells:
        for (label, fact), place in zip(cells, layout.places, strict=False):
            if not label and not fact:
                continue
            x = pen.left + place * width + (5 if layout.block == "boxed" else 0)
            style = "bold" if fact == "name" else ""
            shown = " / ".join(told.get(each, each) for each in fact.split("+"))
            if layout.block == "inline":
                mark = say(pen, x, f"{label}:", grey=0.25)
                say(pen, mark.x + mark.width + 4, shown, style=style)
                continue
            say(pen, x, label, grey=0.15)
            say(pen, x + layout.label_room, ":")
            say(pen, x + layout.label_room + wide(":", layout.font, layout.size) + 4, shown, style=style)
        pen.y += pen.step
    if layout.block == "boxed":
        frame(pen, pen.left, top - pen.step, pen.right, pen.y - 0.4 * pen.step)
    pen.y += 0.5 * pen.step


def _grid(pen: Pen, told: dict[str, str]) -> None:
    """Cells with their labels in small print above the facts."""
    layout, _ = abroad(pen)
    small, top, high = layout.size - 2, pen.y - 0.6 * pen.step, 1.9 * pen.step
    for down, cells in enumerate(layout.cells):
        edges = [pen.left + place * (pen.right - pen.left) for place in layout.places[: len(cells)]] + [pen.right]
        for at, (label, fact) in enumerate(cells):
            pen.y = top + down * high + 0.65 * pen.step
            say(pen, edges[at] + 3, label, size=small, grey=0.35)
            pen.y += 0.9 * pen.step
            text = " / ".join(told.get(each, each) for each in fact.split("+"))
            say(pen, edges[at] + 3, text, style="bold" if fact == "name" else "")
            frame(pen, edges[at], top + down * high, edges[at + 1], top + (down + 1) * high)
    pen.y = top + len(layout.cells) * high + 1.3 * pen.step


def foot_abroad(sheet: Sheet, layout: Abroad) -> None:
    """On every page what it is, its number, and what the laboratory says of itself."""
    width, height = sheet.size
    font = layout.font
    for page in range(1, sheet.page + 1):
        here = replace(sheet, page=page)
        if layout.foot_text:
            here.text(MARGIN, height - 36, layout.foot_text, font, 6, grey=0.3)
        here.text(MARGIN, height - 26, FOOT, "Helvetica", 7, grey=0.3)
        here.text(width - MARGIN, height - 26, layout.page_form.format(page, sheet.page), font, 7, "right", 0.2)
