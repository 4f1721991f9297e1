"""The tops of pages of the held out laboratories abroad. Every laboratory and every address is invented."""

from __future__ import annotations

from collections.abc import Callable

from reports.blocks_abroad import abroad, barcode, facts, frame, person, say, stack
from reports.pen import Pen


def malaysian_hospital(pen: Pen) -> None:
    """Typed: the ministry, the department and the hospital in capitals, labels in two languages."""
    layout, _ = abroad(pen)
    middle = (pen.left + pen.right) / 2
    pen.y = 36
    stack(pen, middle, [(text, 9, "bold") for text in layout.laboratory[:3]], "centre", 1.2)
    say(pen, middle, layout.laboratory[3], "centre", size=7)
    pen.y += 17
    say(pen, pen.left, layout.title, style="bold")
    say(pen, pen.right, f"Muka surat / Page : {facts(pen)['page']}", "right")
    pen.y += 6
    pen.sheet.line(pen.left, pen.y, pen.right)
    pen.y += 12
    person(pen)
    pen.sheet.line(pen.left, pen.y - 10, pen.right)
    pen.y += 4


def indonesian_hospital(pen: Pen) -> None:
    """The county's head of letter between two coats of arms, a thick and a thin line, and the title."""
    layout, _ = abroad(pen)
    middle = (pen.left + pen.right) / 2
    for x, colour in ((pen.left + 4, "green"), (pen.right - 40, "orange")):
        pen.sheet.disc(colour, x, 28, x + 36, 64)
        pen.sheet.disc("white", x + 5, 33, x + 31, 59)
        pen.sheet.fill(colour, x + 14, 38, x + 22, 54)
    pen.y = 36
    sizes = (11, 13, 8, 7)
    lines = [(text, size, "bold" if size > 10 else "") for text, size in zip(layout.laboratory, sizes, strict=True)]
    stack(pen, middle, lines, "centre", 1.15)
    pen.sheet.fill("black", pen.left, 78, pen.right, 80)
    pen.sheet.line(pen.left, 81.5, pen.right)
    pen.y = 97
    say(pen, middle, layout.title, "centre", "bold underlined", 10)
    pen.y = 114
    person(pen)


def turkish_portal(pen: Pen) -> None:
    """A page of the state's portal: a coloured line, the person's name, the hospital and the time of acceptance."""
    layout, _ = abroad(pen)
    pen.sheet.fill("red", pen.left, 28, pen.left + 4, 58)
    pen.y = 40
    stack(pen, pen.left + 12, [(layout.laboratory[1], 13, "bold"), (layout.laboratory[2], 7.5, "")])
    pen.y = 40
    say(pen, pen.right, facts(pen)["printed"], "right", size=7)
    pen.sheet.line(pen.left, 66, pen.right)
    pen.y = 82
    person(pen)
    pen.sheet.fill("sky", pen.left - 3, pen.y - 11, pen.right + 3, pen.y + 5)
    say(pen, pen.left + 2, f"{layout.laboratory[0]}  -  {facts(pen)['collected']}", style="bold blue")
    pen.y += 20


def chilean_clinic(pen: Pen) -> None:
    """The clinic's name in orange at the right, the person in a rounded grey ground at the left."""
    layout, _ = abroad(pen)
    name, unit, *address = layout.laboratory
    pen.y = 42
    say(pen, pen.left, layout.title, style="bold", size=13)
    pen.y = 36
    stack(pen, pen.right, [(name, 13, "bold orange"), (unit, 8, "bold"), *((text, 6.5, "") for text in address)], "right", 1.2)
    pen.sheet.fill("band", pen.left - 3, 76, pen.right + 3, 76 + (len(layout.cells) + 0.7) * pen.step)
    pen.y = 76 + pen.step
    person(pen)
    pen.y += 4


def brazilian_laboratory(pen: Pen) -> None:
    """A cross of blue squares, the council's registration, the attendance's number in a frame with its barcode."""
    layout, _ = abroad(pen)
    name, *address = layout.laboratory
    for x, y in ((10, 26), (0, 36), (10, 36), (20, 36), (10, 46)):
        pen.sheet.fill("blue", pen.left + x, y, pen.left + x + 9, y + 9)
    pen.y = 38
    stack(pen, pen.left + 38, [(name, 12, "bold blue"), *((text, 6, "") for text in address)])
    frame(pen, pen.right - 118, 26, pen.right, 62)
    barcode(pen, pen.right - 110, 30, facts(pen)["request"], 102, 18)
    pen.y = 58
    say(pen, pen.right - 59, f"Atend.: {facts(pen)['request']}", "centre", size=6.5)
    pen.y = 82
    person(pen)
    pen.sheet.line(pen.left, pen.y - 9, pen.right)
    pen.y += 3


def austrian_laboratory(pen: Pen) -> None:
    """Two doctors and their hours, the health insurance's contracts, and the person in bold above a line."""
    layout, _ = abroad(pen)
    name, unit, *address = layout.laboratory
    pen.sheet.fill("wine", pen.left, 28, pen.right, 31)
    pen.y = 46
    stack(pen, pen.left, [(name, 12, "bold wine"), (unit, 8, "")])
    pen.y = 42
    stack(pen, pen.right, [(text, 6.5, "") for text in address], "right")
    pen.y = 92
    person(pen)
    pen.y += 2
    say(pen, pen.left, layout.title, style="bold", size=12)
    say(pen, pen.right, f"Befund-Nr. {facts(pen)['request']}", "right", size=8)
    pen.y += 18


def philippine_hospital(pen: Pen) -> None:
    """The hospital in the middle in a typeface with serifs, its department, and the person in a grid of cells."""
    layout, _ = abroad(pen)
    middle = (pen.left + pen.right) / 2
    pen.sheet.disc("green", pen.left + 60, 28, pen.left + 98, 66)
    pen.sheet.disc("white", pen.left + 65, 33, pen.left + 93, 61)
    pen.sheet.fill("red", pen.left + 76, 39, pen.left + 82, 55)
    pen.sheet.fill("red", pen.left + 71, 44, pen.left + 87, 50)
    pen.y = 40
    name, *below = layout.laboratory
    stack(pen, middle, [(name, 14, "bold green"), *((text, 7.5, "") for text in below)], "centre")
    pen.y += 8
    say(pen, middle, layout.title, "centre", "bold", 11)
    pen.y += 14
    person(pen)


def thai_hospital(pen: Pen) -> None:
    """The hospital's sign and address in one line, the title, the person in three columns, a barcode at the right."""
    layout, _ = abroad(pen)
    name, *address = layout.laboratory
    pen.sheet.fill("teal", pen.left, 26, pen.left + 28, 54)
    pen.sheet.disc("white", pen.left + 5, 31, pen.left + 23, 49)
    pen.y = 37
    stack(pen, pen.left + 36, [(name, 12, "bold"), *((text, 7, "") for text in address)])
    barcode(pen, pen.right - 90, 26, facts(pen)["request"], 90, 16)
    pen.y = 50
    say(pen, pen.right - 45, facts(pen)["request"], "centre", size=6.5)
    pen.y = 79
    say(pen, (pen.left + pen.right) / 2, layout.title, "centre", "bold", 11)
    pen.sheet.line(pen.left, 85, pen.right)
    pen.y = 99
    person(pen)


LETTERHEADS_HELD_OUT: dict[str, Callable[[Pen], None]] = {
    "malaysian_hospital": malaysian_hospital,
    "indonesian_hospital": indonesian_hospital,
    "turkish_portal": turkish_portal,
    "chilean_clinic": chilean_clinic,
    "brazilian_laboratory": brazilian_laboratory,
    "austrian_laboratory": austrian_laboratory,
    "philippine_hospital": philippine_hospital,
    "thai_hospital": thai_hospital,
}
