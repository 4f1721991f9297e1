"""Pages as pictures: clean, as a scanner makes them, or as a phone does, with what goes wrong there."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pypdfium2

from reports.truth import Report

Picture = Any
"""An array of grey or of blue, green and red, as OpenCV has them."""


def picture(report: Report, page: int, condition: str, seed: int) -> bytes:
    """A page (the first is 1) as a JPEG in one of CONDITIONS. The same arguments give the same bytes."""
    lots = np.random.default_rng([seed, page, sorted(CONDITIONS).index(condition)])
    made, quality = CONDITIONS[condition](rendered(report.pdf, page, _dots(condition, lots)), lots)
    done, told = cv2.imencode(".jpg", made, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return bytes(told.tobytes())


@lru_cache(maxsize=4)
def rendered(pdf: bytes, page: int, dots: int) -> Picture:
    """A page of a PDF at so many dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page - 1].render(scale=dots / 72).to_numpy()[:, :, :3].copy()
    finally:
        document.close()


def _dots(condition: str, lots: np.random.Generator) -> int:
    return int(lots.integers(150, 201)) if condition == "scan" else 200


def clean(page: Picture, lots: np.random.Generator) -> tuple[Picture, int]:
    """As it was printed."""
    return page, 92


def scan(page: Picture, lots: np.random.Generator) -> tuple[Picture, int]:
    """Grey, turned by up to a degree and a half, with noise and uneven light, in a coarse JPEG."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(lots.uniform(-1.5, 1.5)), 1.0)
    grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    grey = cv2.GaussianBlur(grey, (0, 0), 0.5)
    light = np.linspace(1.0, float(lots.uniform(0.9, 1.0)), width)[None, :]
    noisy = 18 + grey.astype(np.float32) * 0.9 * light.astype(np.float32) + 5 * _noise(grey.shape, lots)
    return np.clip(noisy, 0, 255).astype(np.uint8), 60


def phone(page: Picture, lots: np.random.Generator) -> tuple[Picture, int]:
    """On a desk, seen from aside, curled, shaded, with glare and blur."""
    made = _on_desk(_curled(page, lots), lots)
    shaded = _shaded(made.astype(np.float32), lots)
    soft = cv2.GaussianBlur(shaded, (0, 0), float(lots.uniform(0.6, 1.0)))
    noisy = soft + 4 * _noise((*soft.shape[:2], 1), lots)
    return np.clip(noisy, 0, 255).astype(np.uint8), 70


def upside_down(page: Picture, lots: np.random.Generator) -> tuple[Picture, int]:
    """A scan that was fed the wrong way round."""
    made, quality = scan(page, lots)
    return np.ascontiguousarray(np.rot90(made, 2)), quality


def quarter_turn(page: Picture, lots: np.random.Generator) -> tuple[Picture, int]:
    """A scan that lies on its side."""
    made, quality = scan(page, lots)
    return np.ascontiguousarray(np.rot90(made, int(lots.choice((1, 3))))), quality


CONDITIONS: dict[str, Callable[[Picture, np.random.Generator], tuple[Picture, int]]] = {
    "clean": clean,
    "scan": scan,
    "phone": phone,
    "upside_down": upside_down,
    "quarter_turn": quarter_turn,
}


def _curled(page: Picture, lots: np.random.Generator) -> Picture:
    """Lines rise and fall as on a page that does not lie flat."""
    height, width = page.shape[:2]
    high = float(lots.uniform(6, 16)) * float(lots.choice((-1, 1)))
    x = np.arange(width, dtype=np.float32)
    bend = high * np.sin(np.pi * (x / width + float(lots.uniform(-0.2, 0.2))))
    down = np.arange(height, dtype=np.float32)[:, None] + bend[None, :].astype(np.float32)
    across = np.repeat(x[None, :], height, axis=0)
    return cv2.remap(page, across, down.astype(np.float32), cv2.INTER_CUBIC, borderValue=(255, 255, 255))


def _on_desk(page: Picture, lots: np.random.Generator) -> Picture:
    """The page on a grained background, in perspective."""
    height, width = page.shape[:2]
    room = 0.07
    whole = (round(width * (1 + 2 * room)), round(height * (1 + 2 * room)))
    wood = np.array([70, 95, 120], np.float32) + 9 * _noise((whole[1], 1, 1), lots)
    desk = np.clip(np.broadcast_to(wood, (whole[1], whole[0], 3)), 0, 255).astype(np.uint8)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shift = lots.uniform(-0.028, 0.028, (4, 2)) * (width, height)
    placed = (corners + np.array([room * width, room * height]) + shift).astype(np.float32)
    turn = cv2.getPerspectiveTransform(corners, placed)
    seen = cv2.warpPerspective(page, turn, whole, flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), turn, whole)
    return np.where(mask[:, :, None] > 127, seen, desk)


def _shaded(made: Picture, lots: np.random.Generator) -> Picture:
    """A shadow over a side, and a lamp's reflection that takes contrast from a spot."""
    # Both are smooth: drawn small, then stretched.
    height, width = made.shape[:2]
    y, x = np.mgrid[0:1:200j, 0:1:200j].astype(np.float32)
    slope = float(lots.uniform(-0.6, 0.6))
    edge = (x + slope * (y - 0.5) - float(lots.uniform(0.2, 0.8))) * float(lots.choice((-1, 1)))
    shadow = 0.96 * (1 - float(lots.uniform(0.2, 0.4)) / (1 + np.exp(-edge * 14)))
    across, down = lots.uniform(0.15, 0.85, 2)
    glare = float(lots.uniform(15, 45)) * np.exp(-((x - across) ** 2 + (y - down) ** 2 * 2) / 0.16**2)
    dark, bright = (cv2.resize(each.astype(np.float32), (width, height))[:, :, None] for each in (shadow, glare))
    lit = made * dark
    return lit + bright * (1 - lit / 300)


def _noise(shape: tuple[int, ...], lots: np.random.Generator) -> Picture:
    return lots.standard_normal(shape, dtype=np.float32)
