"""Words with their places, and the lines that they stand on, also where the page was bent before a camera.

The slope of a photographed page differs from place to place. It is first taken from the words themselves: a plane
`a + b x + c y` fitted to the slopes of the wide ones, integrated along x. What is left is taken from the rows: words of one row
must stand level, so the bend that levels all rows best is fitted and taken out, three times over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

STEPS = 16
REACH = 0.38
"""A word joins a row whose line is nearer than this share of the height of its letters."""


@dataclass(frozen=True)
class Word:
    """Some letters that stand together.

    `base` is the line they stand on, `again` what a second look at them read, `slope` that of their own box.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    confidence: float = 1.0
    again: str | None = None
    slope: float = 0.0


def in_rows(words: Sequence[Word], reach: float = REACH) -> list[list[Word]]:
    """The words by the line that they stand on: a word joins the nearest of the last rows, within less than half a height."""
    rows: list[list[Word]] = []
    places: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda each: (each.base, each.x0)):
        last = range(max(0, len(rows) - 4), len(rows))
        near = [at for at in last if abs(places[at][0] - word.base) <= reach * max(word.size, places[at][1])]
        if not near:
            rows.append([word])
            places.append((word.base, word.size))
            continue
        at = min(near, key=lambda each: abs(places[each][0] - word.base))
        rows[at].append(word)
        base, size = places[at]
        count = len(rows[at])
        places[at] = (base + (word.base - base) / count, size + (word.size - size) / count)
    return rows


def levelled(words: Sequence[Word]) -> list[list[Word]]:
    """The rows of a picture's words, with the bend of the page taken out of their lines. The words keep their boxes."""
    level = _by_slopes(words)
    for _ in range(3):
        level = _by_rows(level, in_rows(level, 0.5))
    return in_rows(level)


def bend(words: Sequence[Word]) -> float:
    """How far, in points, the lines of a picture rise and fall, its mere tilt left out: by the levelled rows, and by slopes."""
    level = [word for row in levelled(words) for word in row]
    if len(level) < 6:
        return 0.0
    places = np.array([[1.0, word.x0 + word.x1, word.y0 + word.y1] for word in level])
    moved = np.array([(word.y0 + word.y1) / 2 - word.base for word in level])
    tilt, *_ = np.linalg.lstsq(places, moved, rcond=None)
    left = moved - places @ tilt
    slopes = [word.slope for word in words if word.x1 - word.x0 > 2.5 * word.size]
    spread = float(np.quantile(slopes, 0.95) - np.quantile(slopes, 0.05)) if slopes else 0.0
    across = max(word.x1 for word in words) / np.pi
    return max(float(left.max() - left.min()), spread * across)


def _by_slopes(words: Sequence[Word]) -> list[Word]:
    tilted = [word for word in words if word.x1 - word.x0 > 2.5 * word.size]
    if len(tilted) < 6:
        return list(words)
    a, b, c = _slope_field([((w.x0 + w.x1) / 2, (w.y0 + w.y1) / 2, w.slope, w.x1 - w.x0) for w in tilted])
    return [replace(word, base=_at_left(word, a, b, c)) for word in words]


def _at_left(word: Word, a: float, b: float, c: float) -> float:
    """Where the line that passes through the word's middle meets the left edge, by the slope field."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    for step in range(STEPS, 0, -1):
        at = x * (step - 0.5) / STEPS
        y -= (a + b * at + c * y) * x / STEPS
    return y


def _slope_field(seen: list[tuple[float, float, float, float]]) -> tuple[float, float, float]:
    """The plane `a + b x + c y` that fits the slopes best, wide words counting more; far outliers are left out."""
    rows = np.array(seen)
    keep = np.ones(len(rows), dtype=bool)
    found = np.zeros(3)
    everywhere = np.column_stack([np.ones(len(rows)), rows[:, 0], rows[:, 1]])
    for _ in range(3):
        weight = np.sqrt(rows[keep, 3])
        ridge = np.diag([0.0, 30.0, 30.0])
        matrix = np.vstack([everywhere[keep] * weight[:, None], ridge])
        found, *_ = np.linalg.lstsq(matrix, np.concatenate([rows[keep, 2] * weight, np.zeros(3)]), rcond=None)
        left = np.abs(rows[:, 2] - everywhere @ found)
        keep = left <= max(0.01, 2.5 * float(np.median(left)))
        if keep.sum() < 5:
            break
    return float(found[0]), float(found[1]), float(found[2])


def _by_rows(words: Sequence[Word], rows: Sequence[Sequence[Word]]) -> list[Word]:
    """The words with the smooth bend taken out that the rows still show: what levels them best, as a polynomial of place."""
    several = [row for row in rows if len(row) > 1]
    if len(several) < 5:
        return list(words)
    width = max(word.x1 for word in words)
    height = max(word.y1 for word in words)
    lines = [np.array([_features(word, width, height) for word in row]) for row in several]
    left = [np.array([word.base for word in row]) for row in several]
    matrix = np.vstack([line - line.mean(axis=0) for line in lines])
    away = np.concatenate([each - each.mean() for each in left])
    found = np.zeros(matrix.shape[1])
    keep = np.ones(len(away), dtype=bool)
    for _ in range(3):
        ridge = 0.3 * np.eye(matrix.shape[1])
        found, *_ = np.linalg.lstsq(
            np.vstack([matrix[keep], ridge]), np.concatenate([away[keep], np.zeros(len(ridge))]), rcond=None
        )
        rest = np.abs(away - matrix @ found)
        keep = rest <= max(1.0, 3 * float(np.median(rest)))
    return [replace(word, base=word.base - float(_features(word, width, height) @ found)) for word in words]


def _features(word: Word, width: float, height: float) -> np.ndarray:
    x, y = (word.x0 + word.x1) / (2 * width), (word.y0 + word.y1) / (2 * height)
    return np.array([x, x * x, x**3, x * y, x * x * y, x * y * y])
