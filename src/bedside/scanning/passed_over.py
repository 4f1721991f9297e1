"""Text that the finder of text passed over: ink of the size of letters that is in nothing found, in the line of something.

Short words before a line of dots are passed over most, as `CK` is in `CK .......... 94 IU/L`. Frames, strokes and dots are no
letters by their size, and what is as narrow as one letter is no word: it may be the end of a stroke.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

TALL, WIDE, WORD = (0.24, 1.1), (0.08, 8.0), 0.45
"""How tall and wide letters are, also where they run into each other, and how wide a word is at least: in heights of the boxes
of text, which are about twice as high as capitals."""
DARKER = 12
"""So much darker than what is around it ink is at least, of 255."""
DENSE = 0.35
"""The share of the place of a word that its letters cover at least; edges of shades and strokes cover less."""
BESIDE, WITHIN, BETWEEN, ROOM = 0.4, 0.12, 0.9, 0.25
"""What belongs to a box found at its sides, what of it is above and below its letters, how far letters of a word are apart, and
the room left around one: in heights."""
LEVEL = 0.5
"""How far from the line of something found the middle of a word may be."""


def passed_over(image: np.ndarray, found: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The corners, clockwise from the upper left, of each place with such ink; `found` are the corners of what was found."""
    if not found:
        return []
    height = float(np.median([np.linalg.norm(each[3] - each[0]) for each in found]))
    places = _words(_letters(_ink(image, found, height), height), height)
    lines = [(each.mean(axis=0), each[1] - each[0]) for each in found]
    return [_box(*place, height) for place in places if any(_level(place, at, along, height) for at, along in lines)]


def _ink(image: np.ndarray, found: Sequence[np.ndarray], height: float) -> np.ndarray:
    """What is dark on the picture, without what was found."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    around = 2 * max(2, int(height)) + 1
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, DARKER)
    for corners in found:
        along = (corners[1] - corners[0]) / (np.linalg.norm(corners[1] - corners[0]) + 1e-9)
        down = np.array([-along[1], along[0]])
        more = [x * BESIDE * height * along - y * WITHIN * height * down for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        cv2.fillPoly(dark, [np.round(corners + np.array(more)).astype(np.int32)], 0)
    return np.asarray(dark)


def _letters(dark: np.ndarray, height: float) -> np.ndarray:
    """The picture with those pieces of ink alone that are as large as letters."""
    import cv2

    _, numbered, told, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    wide, tall = told[:, 2] / height, told[:, 3] / height
    able = (tall >= TALL[0]) & (tall <= TALL[1]) & (wide >= WIDE[0]) & (wide <= WIDE[1])
    able[0] = False
    return np.asarray(able[numbered].astype(np.uint8))


def _words(letters: np.ndarray, height: float) -> list[tuple[int, int, int, int]]:
    """Where letters stand beside each other: left, top, right, bottom in pixels."""
    import cv2

    reach = max(1, int(BETWEEN * height)) | 1
    joined = cv2.dilate(letters, np.ones((1, reach), np.uint8))
    _, _, told, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for x, y, width, tall in (map(int, each[:4]) for each in told[1:]):
        left, right = x + reach // 2, x + width - reach // 2
        if right - left >= WORD * height and tall <= 1.4 * height and letters[y : y + tall, left:right].mean() >= DENSE:
            found.append((left, y, right, y + tall))
    return found


def _level(place: tuple[int, int, int, int], at: np.ndarray, along: np.ndarray, height: float) -> bool:
    """Whether a word stands in the line of something that was found."""
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    rise = float(along[1] / along[0]) if abs(along[0]) > abs(along[1]) else 0.0
    return abs(float(at[1]) + rise * (x - float(at[0])) - y) < LEVEL * height


def _box(left: int, top: int, right: int, bottom: int, height: float) -> np.ndarray:
    room = ROOM * height
    x0, y0, x1, y1 = left - room, top - room, right + room, bottom + room
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
