"""A photographed page laid flat: its outline found, its perspective taken out, its shadows evened.

A page whose outline cannot be found with certainty stays as it is; the slope of its lines is then taken out of its words.
"""

from __future__ import annotations

from typing import Any

import numpy as np

SMALL = 700
BESIDE = 9.0
"""So far from an outline, in points of the small picture, its two sides are compared."""
PAPER = 12.0
"""So much brighter than what it lies on paper is at least, of 255."""
LEAST = 0.35
"""An outline that takes up less of the picture than this is not that of the page."""


def laid_flat(image: np.ndarray) -> np.ndarray:
    """The page of a photograph, as seen from straight above, where its four corners are seen; else the picture itself."""
    corners = outline(image)
    if corners is None:
        return image
    import cv2

    left, right, top, foot = (float(np.linalg.norm(a - b)) for a, b in _sides(corners))
    width, height = round(max(top, foot)), round(max(left, right))
    to = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), to)
    return np.asarray(
        cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    )


def _sides(corners: np.ndarray) -> Any:
    a, b, c, d = corners
    return (a, d), (b, c), (a, b), (d, c)


def outline(image: np.ndarray) -> np.ndarray | None:
    """The corners of the page from the upper left clockwise; None where no clear page stands out from what is behind it."""
    import cv2

    scale = SMALL / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (7, 7), 0)
    found = []
    for mask in _masks(grey):
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:2]:
            corners = _quad(contour, grey.shape)
            if corners is not None and _stands_out(grey, corners):
                found.append((cv2.contourArea(corners.astype(np.float32)), corners))
    if not found:
        return None
    return np.asarray(max(found, key=lambda each: each[0])[1] / scale)


def _stands_out(grey: np.ndarray, corners: np.ndarray) -> bool:
    """Whether the paper ends at an outline: along three of its sides what lies outside is of another brightness.

    A frame that is printed on the page, or the edge of a table, has paper on both sides.
    """
    middle = corners.mean(axis=0)
    seen = 0
    for at in range(4):
        points = np.linspace(corners[at], corners[(at + 1) % 4], 22)[1:-1]
        inward = middle - points
        inward /= np.linalg.norm(inward, axis=1, keepdims=True)
        inside, outside = (_brightness(grey, points + step * inward) for step in (BESIDE, -BESIDE))
        seen += inside - outside > PAPER
    return seen >= 3


def _brightness(grey: np.ndarray, points: np.ndarray) -> float:
    """The middle brightness of some points of a picture; those that lie beyond its edge are left out."""
    height, width = grey.shape
    x, y = np.round(points).astype(int).T
    there = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    return float(np.median(grey[y[there], x[there]])) if there.any() else 0.0


def _masks(grey: np.ndarray) -> Any:
    """Where the page may be: what is bright by the whole picture, and what edges enclose."""
    import cv2

    kernel = np.ones((9, 9), np.uint8)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield cv2.morphologyEx(bright, cv2.MORPH_CLOSE, kernel, iterations=3)
    edges = cv2.dilate(cv2.Canny(grey, 30, 90), np.ones((5, 5), np.uint8))
    yield cv2.morphologyEx(edges, cv2.MORPH_CLOSE, kernel, iterations=2)


def _quad(contour: Any, shape: tuple[int, ...]) -> np.ndarray | None:
    import cv2

    hull = cv2.convexHull(contour)
    area, whole = cv2.contourArea(hull), shape[0] * shape[1]
    if area < LEAST * whole:
        return None
    for share in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, True), True)
        if len(corners) == 4:
            break
    else:
        return None
    points = corners.reshape(4, 2).astype(float)
    if cv2.contourArea(corners) < 0.93 * area or _fills(points, shape) or not _like_a_page(points):
        return None
    return _clockwise(points)


def _fills(points: np.ndarray, shape: tuple[int, ...]) -> bool:
    """Whether the outline is but that of the picture."""
    height, width = shape[:2]
    edge = 0.012 * max(height, width)
    at_edge = [(x < edge or x > width - edge) and (y < edge or y > height - edge) for x, y in points]
    return int(np.sum(at_edge)) >= 3


def _like_a_page(points: np.ndarray) -> bool:
    """Whether every corner is nearly a right angle, and opposite sides are of nearly one length."""
    ordered = _clockwise(points)
    for at in range(4):
        one, other = ordered[at - 1] - ordered[at], ordered[(at + 1) % 4] - ordered[at]
        cosine = float(one @ other) / (float(np.linalg.norm(one) * np.linalg.norm(other)) + 1e-9)
        if abs(cosine) > 0.45:
            return False
    left, right, top, foot = (float(np.linalg.norm(a - b)) for a, b in _sides(ordered))
    return bool(0.6 < left / right < 1.67 and 0.6 < top / foot < 1.67)


def _clockwise(points: np.ndarray) -> np.ndarray:
    """The corners from the upper left clockwise."""
    middle = points.mean(axis=0)
    around = points[np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.roll(around, -first, axis=0)


def turned(image: np.ndarray, quarters: int) -> np.ndarray:
    """The picture turned against the clock by quarters."""
    return np.ascontiguousarray(np.rot90(image, quarters))
