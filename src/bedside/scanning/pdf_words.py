"""The words of a PDF page that has a text layer, with their places; and whether that layer can be believed.

A layer is not believed where it is nearly empty, hidden (another program's reading of a scan), or made of letters that the
file itself cannot name. Such a page is read as a picture.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bedside.scanning.layout import Page
from bedside.scanning.levelling import Word

FEW = 25
"""A page with fewer letters than this has no text layer to speak of."""
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
LETTERS = {"\u00ad": "-", "‐": "-", "‑": "-", "ﬁ": "fi", "ﬂ": "fl", "\x02": "-"} | dict.fromkeys("\u00a0\u2009\u202f", " ")


class Letter(NamedTuple):
    """One letter of the layer: where it stands, how large, how wide with its own space."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    begins: bool = False
    """A digit that the file sets apart from the letters it touches: a long name that runs into its value."""


def pdf_words(page: Any, number: int) -> Page | None:
    """The page by its text layer; None where the layer is not to be believed."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    layer = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(layer)
        if count < FEW or _hidden(raw, layer, count) or _mostly_picture(raw, page, count):
            return None
        letters, unreadable = _letters(raw, page, layer, count)
    finally:
        layer.close()
    if len(letters) < FEW or unreadable > 0.1 * len(letters):
        return None
    return Page(number, width, height, "text", tuple(_words(letters)))


def _hidden(raw: Any, layer: Any, count: int) -> bool:
    """Whether most of the layer is drawn invisibly: what another program read of a picture."""
    step = max(1, count // 40)
    modes = []
    for index in range(0, count, step):
        drawn = raw.FPDFText_GetTextObject(layer, index)
        if drawn:
            modes.append(raw.FPDFTextObj_GetTextRenderMode(drawn))
    return bool(modes) and sum(mode in (3, 7) for mode in modes) > len(modes) / 2


def _mostly_picture(raw: Any, page: Any, count: int) -> bool:
    """Whether the page is a picture with a few words over it, such as a scan with a stamp."""
    if count > 250:
        return False
    width, height = page.get_size()
    for each in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=2):
        left, foot, right, top = each.get_bounds()
        if (right - left) * (top - foot) > 0.5 * width * height:
            return True
    return False


def _letters(raw: Any, page: Any, layer: Any, count: int) -> tuple[list[Letter], int]:
    """The letters in the order of the file, upright, and how many the file cannot name."""
    turn = _turn(raw, page, layer, count)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    there, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    own = layer.raw
    found, unreadable = list[Letter](), 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(own, index)
        if code in (0, 10, 13) or raw.FPDFText_IsGenerated(own, index) == 1:
            continue
        if code == 0xFFFD or 0xE000 <= code <= 0xF8FF or raw.FPDFText_HasUnicodeMapError(own, index) == 1:
            unreadable += 1
        raw.FPDFText_GetLooseCharBox(own, index, there)
        raw.FPDFText_GetCharOrigin(own, index, at_x, at_y)
        (one_x, one_y), (other_x, other_y) = turn(box.left, box.top), turn(box.right, box.bottom)
        left, right = (one_x, other_x) if one_x < other_x else (other_x, one_x)
        top, foot = (one_y, other_y) if one_y < other_y else (other_y, one_y)
        size = max(1.0, raw.FPDFText_GetFontSize(own, index) if foot - top < 0.5 else foot - top)
        text = LETTERS.get(chr(code), chr(code))
        begins = text.isdigit() and bool(found) and found[-1].text.isalpha() and _begins(raw, own, index)
        found.append(Letter(text, left, top, right, foot, turn(x.value, y.value)[1], size, begins))
    return found, unreadable


def _begins(raw: Any, layer: Any, index: int) -> bool:
    """Whether a letter begins another piece of text than the two before it, which are of one piece."""
    own, last, before = (raw.FPDFText_GetTextObject(layer, index - back) for back in (0, 1, 2))
    addresses = [ctypes.cast(each, ctypes.c_void_p).value for each in (own, last, before)]
    return addresses[1] == addresses[2] != addresses[0]


def _turn(raw: Any, page: Any, layer: Any, count: int) -> Any:
    """From the file's places to places on the upright page, by the turn of the page and of most of its letters."""
    angles = [raw.FPDFText_GetCharAngle(layer, index) for index in range(0, count, max(1, count // 60))]
    quarters = [round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
    lettered = max(set(quarters), key=quarters.count) if quarters else 0
    left, foot, right, top = page.get_mediabox()
    turned = page.get_rotation() // 90 % 4
    quarter = turned if (lettered + turned) % 4 == 0 or turned else lettered
    match quarter % 4:
        case 1:
            return lambda x, y: (y - foot, x - left)
        case 2:
            return lambda x, y: (right - x, y - foot)
        case 3:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


def _words(letters: Sequence[Letter]) -> Iterator[Word]:
    """Letters that stand together; a raised digit becomes a raised digit of the word before it."""
    held: list[Letter] = []
    for letter in letters:
        if letter.text.isspace():
            yield from _word(held)
            held = []
            continue
        if held and (letter.begins or not _goes_on(held, letter)):
            yield from _word(held)
            held = []
        held.append(letter)
    yield from _word(held)


def _goes_on(held: Sequence[Letter], letter: Letter) -> bool:
    last, size = held[-1], max([each.size for each in held])
    near = -0.4 * size < letter.x0 - last.x1 < 0.18 * size
    return near and abs(letter.base - held[0].base) < 0.62 * size and letter.y0 < held[0].y1 and letter.y1 > held[0].y0


def _word(held: Sequence[Letter]) -> Iterator[Word]:
    if not held:
        return
    sizes = [each.size for each in held]
    size = max(sizes)
    ground = held[sizes.index(size)]
    text = "".join(
        [
            each.text.translate(RAISED) if each.size < 0.85 * size and ground.base - each.base > 0.15 * size else each.text
            for each in held
        ]
    )
    yield Word(
        text=text,
        x0=min([each.x0 for each in held]),
        y0=min([each.y0 for each in held]),
        x1=max([each.x1 for each in held]),
        y1=max([each.y1 for each in held]),
        base=ground.base,
        size=size,
    )
