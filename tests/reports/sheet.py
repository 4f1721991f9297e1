"""Paper to print on: texts and lines are gathered by page, so that each text has its place, and are then written as a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from reports.truth import Box

SIZES = {"a4": (595.28, 841.89), "letter": (612.0, 792.0), "landscape": (841.89, 595.28), "a5": (419.53, 595.28)}
ASCENT, DESCENT = 0.74, 0.22
"""How far letters reach above and below the line they stand on, in font sizes."""
BOLD = {
    "Helvetica": "Helvetica-Bold",
    "Times-Roman": "Times-Bold",
    "Courier": "Courier-Bold",
    "DejaVuSans": "DejaVuSans-Bold",
    "DejaVuSansMono": "DejaVuSansMono-Bold",
    "DejaVuSerif": "DejaVuSerif-Bold",
}

COLOURS: dict[str, tuple[float, float, float]] = {
    "band": (0.92, 0.92, 0.92),
    "pale": (0.955, 0.955, 0.955),
    "dark": (0.25, 0.25, 0.25),
    "black": (0.0, 0.0, 0.0),
    "white": (1.0, 1.0, 1.0),
    "red": (0.80, 0.06, 0.10),
    "blue": (0.05, 0.22, 0.53),
    "sky": (0.84, 0.91, 0.97),
    "teal": (0.0, 0.45, 0.47),
    "mint": (0.87, 0.95, 0.91),
    "green": (0.05, 0.42, 0.20),
    "wine": (0.48, 0.08, 0.22),
    "orange": (0.88, 0.44, 0.05),
    "sand": (0.98, 0.94, 0.86),
    "violet": (0.33, 0.20, 0.52),
}
"""Red, green and blue, each from 0 to 1."""


@dataclass(frozen=True)
class Mark:
    """A text on a page; `x` and `y` are where it begins, in points from the upper left corner."""

    page: int
    x: float
    y: float
    text: str
    font: str
    size: float
    grey: float
    ink: str = ""
    """A colour of COLOURS; a grey where there is none."""

    @property
    def width(self) -> float:
        return wide(self.text, self.font, self.size)


@dataclass
class Sheet:
    """What was drawn so far, and the page that is being drawn on."""

    paper: str
    page: int = 1
    marks: list[Mark] = field(default_factory=list)
    shapes: list[tuple[int, str, float, float, float, float]] = field(default_factory=list)
    stamps: list[tuple[int, str]] = field(default_factory=list)
    """Words across a page, drawn as shapes: they are seen, and are no text of the file."""

    @property
    def size(self) -> tuple[float, float]:
        return SIZES[self.paper]

    def text(
        self, x: float, y: float, text: str, font: str, size: float, align: str = "left", grey: float = 0, ink: str = ""
    ) -> Mark:
        """Draw a text whose left or right end, or whose middle, is at x, on the line y from above."""
        known(font)
        if not font.startswith("DejaVu"):
            text.encode("cp1252")
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        mark = Mark(self.page, x - share * wide(text, font, size), y, text, font, size, grey, ink)
        self.marks.append(mark)
        return mark

    def line(self, x0: float, y: float, x1: float) -> None:
        self.shapes.append((self.page, "line", x0, y, x1, y))

    def upright(self, x: float, y0: float, y1: float) -> None:
        self.shapes.append((self.page, "line", x, y0, x, y1))

    def band(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.shapes.append((self.page, "band", x0, y0, x1, y1))

    def dark(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A dark ground, for letters of white."""
        self.shapes.append((self.page, "dark", x0, y0, x1, y1))

    def fill(self, colour: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """A ground of one of COLOURS."""
        self.shapes.append((self.page, colour, x0, y0, x1, y1))

    def disc(self, colour: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """A round ground of one of COLOURS."""
        self.shapes.append((self.page, f"disc {colour}", x0, y0, x1, y1))

    def stamp(self, word: str) -> None:
        """A pale word across the page, behind all that is printed."""
        self.stamps.append((self.page, word))

    def box(self, marks: Iterable[Mark]) -> Box:
        """The box around texts, as fractions of the page."""
        told = [mark for mark in marks if mark.text.strip()]
        width, height = self.size
        left, right = min(mark.x for mark in told), max(mark.x + mark.width for mark in told)
        top = min(mark.y - ASCENT * mark.size for mark in told)
        bottom = max(mark.y + DESCENT * mark.size for mark in told)
        return (round(left / width, 5), round(top / height, 5), round(right / width, 5), round(bottom / height, 5))

    def pdf(self) -> bytes:
        """The sheets as a PDF; the same sheets give the same bytes."""
        from reportlab.pdfgen.canvas import Canvas

        told = io.BytesIO()
        width, height = self.size
        canvas = Canvas(told, pagesize=(width, height), invariant=1)
        for page in range(1, self.page + 1):
            for _, word in (stamp for stamp in self.stamps if stamp[0] == page):
                _stamped(canvas, word, width, height)
            for _, kind, x0, y0, x1, y1 in (shape for shape in self.shapes if shape[0] == page):
                if kind == "line":
                    canvas.setLineWidth(0.4)
                    canvas.line(x0, height - y0, x1, height - y1)
                elif kind.startswith("disc "):
                    canvas.setFillColorRGB(*COLOURS[kind.removeprefix("disc ")])
                    canvas.ellipse(x0, height - y1, x1, height - y0, stroke=0, fill=1)
                else:
                    canvas.setFillColorRGB(*COLOURS[kind])
                    canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
            for mark in (mark for mark in self.marks if mark.page == page):
                canvas.setFillColorRGB(*(COLOURS[mark.ink] if mark.ink else (mark.grey,) * 3))
                canvas.setFont(mark.font, mark.size)
                canvas.drawString(mark.x, height - mark.y, mark.text)
            canvas.showPage()
        canvas.save()
        return told.getvalue()


def _stamped(canvas: Any, word: str, width: float, height: float) -> None:
    """The outlines of a word's letters, upwards across the page."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    outline = TextPath((0, 0), word, size=100, prop=FontProperties(family="DejaVu Sans", weight="bold"))
    extent = outline.get_extents()
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    scale = 0.75 * width / extent.width
    canvas.scale(scale, scale)
    canvas.translate(-extent.x0 - extent.width / 2, -extent.height / 2)
    path = canvas.beginPath()
    for polygon in outline.to_polygons():
        path.moveTo(*map(float, polygon[0]))
        for point in polygon[1:]:
            path.lineTo(*map(float, point))
        path.close()
    canvas.setFillColorRGB(*COLOURS["pale"])
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    canvas.restoreState()


def wide(text: str, font: str, size: float) -> float:
    """How wide a text is, in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    known(font)
    return float(stringWidth(text, font, size))


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """A text in lines that are no wider than the room; a word that is wider stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def known(font: str) -> None:
    """Make DejaVu known, which lies beside Matplotlib; the others are built in."""
    if not font.startswith("DejaVu"):
        return
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.__file__).parent / "mpl-data" / "fonts" / "ttf"
    made: Any = TTFont(font, str(folder / f"{font}.ttf"))
    pdfmetrics.registerFont(made)
