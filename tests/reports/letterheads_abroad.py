"""The tops of pages of laboratories abroad. Every laboratory and every address is invented."""

from __future__ import annotations

from collections.abc import Callable

from reports.blocks_abroad import abroad, barcode, facts, person, say, stack
from reports.pen import Pen


def malaysian_chain(pen: Pen) -> None:
    """A round mark and the chain's name in colour at the left, its branch at the right, the title on a coloured bar."""
    layout, _ = abroad(pen)
    name, branch, *address = layout.laboratory
    pen.sheet.disc("teal", pen.left, 26, pen.left + 34, 60)
    pen.sheet.disc("white", pen.left + 8, 34, pen.left + 26, 52)
    pen.sheet.disc("orange", pen.left + 13, 39, pen.left + 21, 47)
    pen.y = 40
    stack(pen, pen.left + 42, [(name, 14, "bold teal"), (branch, 7.5, "italic")])
    pen.y = 34
    stack(pen, pen.right, [(text, 6.5, "") for text in address], "right")
    pen.sheet.fill("teal", pen.left, 70, pen.right, 84)
    pen.y = 80
    say(pen, pen.left + 5, layout.title, style="bold white", size=9)
    say(pen, pen.right - 5, f"Lab No : {facts(pen)['request']}", "right", "bold white", 9)
    pen.y = 100
    person(pen)
    barcode(pen, pen.right - 92, 100, facts(pen)["request"], high=16)


def indonesian_clinic(pen: Pen) -> None:
    """The clinic's name at the right, the title in the middle between two lines, and a barcode."""
    layout, _ = abroad(pen)
    name, branch, *address = layout.laboratory
    for at, colour in enumerate(("blue", "sky", "blue")):
        pen.sheet.fill(colour, pen.left + 9 * at, 28 + 5 * at, pen.left + 9 * at + 7, 58)
    pen.y = 42
    stack(pen, pen.left + 36, [(name, 15, "bold blue"), (branch, 7, "blue")])
    pen.y = 32
    stack(pen, pen.right, [(text, 6.5, "") for text in address], "right")
    pen.sheet.line(pen.left, 68, pen.right)
    pen.y = 82
    say(pen, (pen.left + pen.right) / 2, layout.title, "centre", "bold", 11)
    pen.sheet.line(pen.left, 89, pen.right)
    pen.y = 104
    person(pen)


def turkish_hospital(pen: Pen) -> None:
    """A red mark, the hospital in capitals in the middle, the person in a frame, the protocol's barcode above it."""
    layout, _ = abroad(pen)
    name, unit, address = layout.laboratory
    pen.sheet.fill("red", pen.left, 30, pen.left + 34, 64)
    pen.sheet.fill("white", pen.left + 14, 35, pen.left + 20, 59)
    pen.sheet.fill("white", pen.left + 5, 44, pen.left + 29, 50)
    pen.y = 40
    stack(pen, (pen.left + pen.right) / 2, [(name, 11.5, "bold"), (unit, 8.5, "bold"), (address, 6.5, "")], "centre", 1.4)
    barcode(pen, pen.right - 80, 34, facts(pen)["request"], 80, 18)
    pen.y = 60
    say(pen, pen.right - 40, facts(pen)["request"], "centre", size=6.5)
    pen.y = 92
    person(pen)


def paraguayan_laboratory(pen: Pen) -> None:
    """All in the middle, in a typeface with serifs: the laboratory, its chemists and their registrations."""
    layout, _ = abroad(pen)
    name, *below = layout.laboratory
    middle = (pen.left + pen.right) / 2
    pen.sheet.disc("green", pen.left, 28, pen.left + 40, 68)
    pen.sheet.disc("mint", pen.left + 5, 33, pen.left + 35, 63)
    pen.sheet.fill("green", pen.left + 17, 39, pen.left + 23, 57)
    pen.y = 40
    lines = [(name, 15, "bold italic green"), *((text, 7.5, "") for text in below)]
    stack(pen, middle, [(text, size, style.replace("italic ", "")) for text, size, style in lines], "centre")
    pen.y += 6
    pen.sheet.line(pen.left, pen.y - 8, pen.right)
    pen.sheet.line(pen.left, pen.y - 6.5, pen.right)
    pen.y += 6
    person(pen)
    pen.sheet.line(pen.left, pen.y - 0.9 * pen.step, pen.right)
    pen.y += 2


def mexican_hospital(pen: Pen) -> None:
    """A bar of wine red across the page with the name in white, and the person in two columns."""
    layout, _ = abroad(pen)
    name, *address = layout.laboratory
    pen.sheet.fill("wine", pen.left - 10, 24, pen.right + 10, 52)
    pen.y = 42
    say(pen, pen.left, name, style="bold white", size=13)
    say(pen, pen.right, layout.title, "right", "white", 9)
    pen.y = 62
    stack(pen, pen.left, [(text, 6.5, "") for text in address])
    pen.y += 12
    person(pen)
    pen.sheet.fill("wine", pen.left - 10, pen.y - 8, pen.right + 10, pen.y - 6.5)
    pen.y += 8


def german_laboratory(pen: Pen) -> None:
    """The laboratory at the right, the sender in the window at the left, the person in one line with a frame."""
    layout, _ = abroad(pen)
    told = facts(pen)
    name, *address = layout.laboratory
    pen.y = 40
    say(pen, pen.left, layout.title, style="bold", size=15)
    say(pen, pen.right, name, "right", "bold blue", 11)
    pen.y += 11
    stack(pen, pen.right, [(text, 6.5, "") for text in address], "right")
    pen.y = 60
    sender = ("Praxis", told["doctor"], "Musterweg 3", "99999 Musterstadt")
    stack(pen, pen.left + 4, [(text, 8, "") for text in sender])
    pen.y = 118
    person(pen)


def indian_chain(pen: Pen) -> None:
    """The chain's mark, a line of accreditation, barcodes, and the person's block between two thick lines."""
    layout, _ = abroad(pen)
    name, slogan, *address = layout.laboratory
    pen.sheet.fill("orange", pen.left, 28, pen.left + 14, 60)
    pen.sheet.fill("violet", pen.left + 16, 36, pen.left + 30, 60)
    pen.y = 42
    stack(pen, pen.left + 38, [(name, 16, "bold violet"), (slogan, 7, "italic orange")])
    pen.y = 34
    stack(pen, pen.right, [(text, 6.5, "") for text in address], "right")
    pen.sheet.fill("violet", pen.left, 68, pen.right, 70)
    pen.y = 84
    person(pen)
    barcode(pen, pen.right - 86, 76, facts(pen)["request"], 86, 18)
    pen.sheet.fill("violet", pen.left, pen.y - 10, pen.right, pen.y - 9)
    pen.y += 4
    say(pen, (pen.left + pen.right) / 2, layout.title, "centre", "bold", 10)
    pen.y += 18


def polish_chain(pen: Pen) -> None:
    """The company at the left with its register numbers, the order in a grid of cells, the title in capitals."""
    layout, _ = abroad(pen)
    name, *address = layout.laboratory
    pen.sheet.disc("blue", pen.left, 28, pen.left + 26, 54)
    pen.sheet.fill("white", pen.left + 11, 33, pen.left + 15, 49)
    pen.y = 38
    stack(pen, pen.left + 34, [(name, 11, "bold blue"), *((text, 6.5, "") for text in address)])
    barcode(pen, pen.right - 110, 28, facts(pen)["request"], 110, 22)
    pen.y = 58
    say(pen, pen.right - 55, facts(pen)["request"], "centre", size=7)
    pen.y = 84
    say(pen, (pen.left + pen.right) / 2, layout.title, "centre", "bold", 12)
    pen.y = 100
    person(pen)


LETTERHEADS: dict[str, Callable[[Pen], None]] = {
    "malaysian_chain": malaysian_chain,
    "indonesian_clinic": indonesian_clinic,
    "turkish_hospital": turkish_hospital,
    "paraguayan_laboratory": paraguayan_laboratory,
    "mexican_hospital": mexican_hospital,
    "german_laboratory": german_laboratory,
    "indian_chain": indian_chain,
    "polish_chain": polish_chain,
}
