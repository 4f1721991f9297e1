"""Ink that is in nothing found: words are, and frames, strokes, dots, shades and single letters are not."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from bedside.scanning.passed_over import passed_over

HEIGHT = 36
FOUND = ((300, 100, 460), (60, 200, 240))
"""Left, middle and right of the boxes that were found: `94 IU/L` in the line of the ink, and another line."""


def written(text: str, x: int, y: int) -> Callable[[np.ndarray], None]:
    """Letters whose middle stands at a height."""

    def draw(image: np.ndarray) -> None:
        cv2.putText(image, text, (x, y + 9), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)

    return draw


def filled(x0: int, y0: int, x1: int, y1: int, shade: int = 20) -> Callable[[np.ndarray], None]:
    def draw(image: np.ndarray) -> None:
        cv2.rectangle(image, (x0, y0), (x1, y1), (shade, shade, shade), -1)

    return draw


def places(*drawn: Callable[[np.ndarray], None]) -> list[list[int]]:
    """Where such ink is on a page on which `94 IU/L` and another line were found."""
    image = np.full((300, 600, 3), 245, np.uint8)
    for draw in (written("94 IU/L", 310, 100), written("Sodium", 70, 200), *drawn):
        draw(image)
    boxes = [
        np.array([[a, y - HEIGHT / 2], [b, y - HEIGHT / 2], [b, y + HEIGHT / 2], [a, y + HEIGHT / 2]], float)
        for a, y, b in FOUND
    ]
    return [[int(each) for each in (*corners[0], *corners[2])] for corners in passed_over(image, boxes)]


@pytest.mark.parametrize("text", ["CK", "MONO%", "Platelets"])
def test_a_word_in_the_line_of_something_found_is_seen(text: str) -> None:
    ((x0, y0, x1, y1),) = places(written(text, 60, 100), written(". . . . . . .", 190, 100))
    assert x0 < 64 and x1 > 60 + 9 * len(text) and x1 < 240 and 70 < y0 < 92 < 108 < y1 < 130


NOTHING = {
    "nothing": (),
    "a word in no line": (written("Platelets", 60, 40),),
    "one letter": (written("I", 60, 100),),
    "an upright stroke": (filled(100, 90, 103, 112),),
    "a frame": (filled(40, 80, 42, 250), filled(40, 80, 500, 82)),
    "a rule": (filled(40, 100, 260, 101),),
    "dots": (written(". . . . . .", 60, 100),),
    "a shade": (filled(40, 80, 250, 120, 228),),
}


@pytest.mark.parametrize("what", NOTHING)
def test_what_is_no_word_is_not_seen(what: str) -> None:
    assert places(*NOTHING[what]) == []


def test_where_nothing_was_found_nothing_was_passed_over() -> None:
    assert passed_over(np.full((50, 50, 3), 255, np.uint8), []) == []
