"""The pictures of a report's pages with a box around each row: green where it is ready, amber where it is to be checked, red
where it was not understood."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from bedside.scanning.layout import Box
from bedside.scanning.results import NotUnderstood, Result

COLOURS = {"ready": (0, 128, 55), "check": (214, 118, 0), "not understood": (196, 0, 30)}


def drawn(pictures: Sequence[bytes], results: Iterable[Result], not_understood: Iterable[NotUnderstood]) -> tuple[bytes, ...]:
    """Each page's picture as PNG with its boxes; a number at each box is the place of its row in the results."""
    from PIL import Image, ImageDraw

    marks: list[tuple[int, Box, str, str]] = [(r.page, r.box, r.standing, str(at)) for at, r in enumerate(results, 1)]
    marks += [(each.page, each.box, "not understood", "?") for each in not_understood]
    found = []
    for number, picture in enumerate(pictures, 1):
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        pen = ImageDraw.Draw(image)
        for page, box, standing, label in marks:
            if page == number:
                _mark(pen, image.size, box, COLOURS[standing], label)
        held = io.BytesIO()
        image.save(held, "PNG")
        found.append(held.getvalue())
    return tuple(found)


def _mark(pen: object, size: tuple[int, int], box: Box, colour: tuple[int, int, int], label: str) -> None:
    width, height = size
    corners = (box.x0 * width - 3, box.y0 * height - 1, box.x1 * width + 3, box.y1 * height + 1)
    pen.rectangle(corners, outline=colour, width=max(2, width // 600))  # type: ignore[attr-defined]
    pen.text((max(2, corners[0] - 22), corners[1]), label, fill=colour, font_size=max(11, width // 90))  # type: ignore[attr-defined]
