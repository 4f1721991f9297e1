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

    @property
    def size(self) -> tuple[float, float]:
        return SIZES[self.paper]

    def text(self, x: float, y: float, text: str, font: str, size: float, align: str = "left", grey: float = 0) -> Mark:
        """Draw a text whose left or right end, or whose middle, is at x, on the line y from above."""
        known(font)
        if not font.startswith("DejaVu"):
            text.encode("cp1252")
        share = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        mark = Mark(self.page, x - share * wide(text, font, size), y, text, font, size, grey)
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
            for _, kind, x0, y0, x1, y1 in (shape for shape in self.shapes if shape[0] == page):
                if kind == "line":
                    canvas.setLineWidth(0.4)
                    canvas.line(x0, height - y0, x1, height - y1)
                else:
                    canvas.setFillGray(0.92 if kind == "band" else 0.25)
                    canvas.rect(x0, height - y1, x1 - x0, y1 - y0, stroke=0, fill=1)
            for mark in (mark for mark in self.marks if mark.page == page):
                canvas.setFillGray(mark.grey)
                canvas.setFont(mark.font, mark.size)
                canvas.drawString(mark.x, height - mark.y, mark.text)
            canvas.showPage()
        canvas.save()
        return told.getvalue()


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
