"""The words of a picture, by an optical character reader that runs on this machine: its models lie in its own package.

The page is turned upright once, by how most of its lines stand and read. Every number is looked at a second time, larger: a
word whose two readings differ says so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from bedside.scanning.layout import Page
from bedside.scanning.levelling import Word
from bedside.scanning.passed_over import passed_over
from bedside.scanning.upright import laid_flat, turned

THREADS = 2
FINDING = 1500
"""The longer side of the picture in which text is looked for."""
LONGEST = 2400
"""The longer side of a picture, in pixels, for the reader: a page at 200 dots to the inch."""
A4 = (595.0, 842.0)
LEAST_SURE = 0.3
SURE = 0.9
"""Words that are read less surely than this are looked at a second time."""
SURELY = 0.85
"""What the finder of text passed over counts where it is read as surely as this."""
ODD = {0x5341: "+", 0x4E00: "-"} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Letters of Chinese, and wide ones, that the reader takes for signs: its models know these too."""
BLANK = 0.8
"""A picture whose pixels differ less than this has nothing on it."""
POOR = 0.75
"""A page whose words are surer than this on average needs no second try upside down."""
LEVEL = 0.0015
"""A page whose lines rise by less than this share of their length is level: a point on the width of a page."""
FEW_WORDS = 6
NUMBER = re.compile(r"[<>≤≥=]{0,2}\s*\d[\d.,\s]*[^\d\s]{0,8}(?:\s[HL*+]{1,2})?")
"""What may be a result: a number, and a flag or a short unit at most."""


@dataclass(frozen=True)
class Seen:
    """One piece of text: its four corners in pixels, what it reads, and how sure that is."""

    corners: np.ndarray
    text: str
    sure: float

    @property
    def width(self) -> float:
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))

    @property
    def height(self) -> float:
        return float(np.linalg.norm(self.corners[3] - self.corners[0]))


@cache
def engine() -> Any:
    """The reader with its models, loaded once in a process. It never asks the network, and writes no log."""
    logging.disable(logging.CRITICAL)
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognised(image: np.ndarray, number: int, size: tuple[float, float] | None) -> tuple[Page, np.ndarray]:
    """The page of a picture, and the picture as it was read, upright. `size` in points where the file says it."""
    if float(image.std()) < BLANK:
        points = size or _points(image.shape[1], image.shape[0])
        return Page(number, points[0], points[1], "ocr", ()), image
    flat = image if size is not None else laid_flat(image)
    flat = _fitting(flat)
    seen, flat = _upright(flat)
    seen += _passed_over(flat, seen)
    again = _second_look(flat, seen)
    seen, flat = _levelled(seen, flat)
    height, width = flat.shape[:2]
    turned_size = size if size is None or (size[0] < size[1]) == (width < height) else (size[1], size[0])
    points = turned_size or _points(width, height)
    scale = points[0] / width
    words = tuple(_word(each, second, scale) for each, second in zip(seen, again, strict=True))
    return Page(number, points[0], points[1], "ocr", words), flat


def _points(width: int, height: int) -> tuple[float, float]:
    """The size in points of a page that says none: as wide as A4, or as high where it lies."""
    wide = A4[0] if height >= width else A4[1]
    return wide, wide * height / width


def _fitting(image: np.ndarray) -> np.ndarray:
    """The picture no larger than the reader takes it, and no smaller than letters need."""
    import cv2

    longer = max(image.shape[:2])
    scale = LONGEST / longer if longer > LONGEST else min(2.0, 1700 / longer) if longer < 1700 else 1.0
    if scale == 1.0:
        return image
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=how))


def _upright(image: np.ndarray) -> tuple[list[Seen], np.ndarray]:
    """What is read of the picture when it stands as most of its lines read, and that picture."""
    seen = _read(image)
    if _lies(seen):
        image = turned(image, 1)
        seen = _read(image)
    if len(seen) >= FEW_WORDS and _how_sure(seen) < POOR:
        other = turned(image, 2)
        upside_down = _read(other)
        if _how_sure(upside_down) > _how_sure(seen):
            return upside_down, other
    return seen, image


def _levelled(seen: list[Seen], image: np.ndarray) -> tuple[list[Seen], np.ndarray]:
    """The picture turned by the little that most of its lines rise or fall, so that columns stand upright, and its words."""
    import cv2

    wide = [each for each in seen if each.width > 3 * each.height]
    if len(wide) < FEW_WORDS:
        return seen, image
    rises = [float(np.arctan2(*(each.corners[1] - each.corners[0])[::-1])) for each in wide]
    tilt = float(np.median(rises))
    if abs(tilt) < LEVEL:
        return seen, image
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(tilt)), 1.0)
    made = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    moved = [replace(each, corners=each.corners @ matrix[:, :2].T + matrix[:, 2]) for each in seen]
    return moved, np.asarray(made)


def _lies(seen: Sequence[Seen]) -> bool:
    """Whether most lines run from top to bottom."""
    tall = sum(_upward(each) for each in seen)
    return len(seen) >= FEW_WORDS and tall > len(seen) / 2


def _upward(each: Seen) -> bool:
    spread = each.corners.max(axis=0) - each.corners.min(axis=0)
    return bool(spread[1] > 1.3 * spread[0])


def _how_sure(seen: Sequence[Seen]) -> float:
    wide = sorted(seen, key=lambda each: -each.width)[:25]
    return float(np.mean([each.sure for each in wide])) if wide else 0.0


def _read(image: np.ndarray) -> list[Seen]:
    """Where text is, found in a smaller picture, and what it reads, in the large one: finding costs by the size."""
    import cv2

    scale = min(1.0, FINDING / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = engine()._load_det_model()(np.ascontiguousarray(small[:, :, ::-1]))
    if found.boxes is None:
        return []
    places = [np.asarray(box, float) / scale for box in found.boxes]
    read = _lines_of([_straight(image, corners) for corners in places])
    rows = zip(places, read, strict=True)
    return [Seen(corners, text, sure) for corners, (text, sure) in rows if text.strip() and sure >= LEAST_SURE]


def _passed_over(image: np.ndarray, seen: Sequence[Seen]) -> list[Seen]:
    """What the finder of text passed over, where it reads surely as more than one letter or digit."""
    places = passed_over(image, [each.corners for each in seen])
    read = zip(places, _lines_of([_straight(image, corners) for corners in places]), strict=True)
    return [Seen(corners, text, sure) for corners, (text, sure) in read if sure >= SURELY and sum(map(str.isalnum, text)) > 1]


def _straight(image: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """A piece of text cut out and set straight; one that runs from top to bottom is laid down."""
    import cv2

    a, b, c, d = corners
    width = max(4, round(float(max(np.linalg.norm(b - a), np.linalg.norm(c - d)))))
    height = max(4, round(float(max(np.linalg.norm(d - a), np.linalg.norm(c - b)))))
    to = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), to)
    cut = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray((np.rot90(cut) if height >= 1.5 * width else cut)[:, :, ::-1])


def _second_look(image: np.ndarray, seen: Sequence[Seen]) -> list[tuple[str, float] | None]:
    """What each number, and each word that was not read surely, reads when it is cut out with more room and enlarged.

    Each comes with how sure that is; None for the other words.
    """
    which = [at for at, each in enumerate(seen) if each.sure < SURE or NUMBER.fullmatch(each.text.strip())]
    found: list[tuple[str, float] | None] = [None] * len(seen)
    for at, told in zip(which, _lines_of([_cut(image, seen[at]) for at in which]), strict=True):
        found[at] = told
    return found


def _lines_of(cuts: list[np.ndarray]) -> list[tuple[str, float]]:
    """What each of these lines reads, and how sure that is."""
    from rapidocr.ch_ppocr_rec import TextRecInput

    if not cuts:
        return []
    found = engine()._load_rec_model()(TextRecInput(img=cuts))
    return [(text.translate(ODD), float(sure)) for text, sure in zip(found.txts, found.scores, strict=True)]


def _cut(image: np.ndarray, each: Seen) -> np.ndarray:
    """The word cut out along its own slope, with a little more room, and twice as large."""
    import cv2

    a, b, _, d = each.corners
    along, down = (b - a) / (each.width + 1e-9), (d - a) / (each.height + 1e-9)
    more = 0.12 * each.height
    first = a - along * more * 1.5 - down * more
    width, height = each.width + 3 * more, each.height + 2 * more
    scale = max(1.0, 64 / height)
    source = np.array([first, first + along * width, first + down * height], np.float32)
    to = np.array([[0, 0], [width * scale, 0], [0, height * scale]], np.float32)
    matrix = cv2.getAffineTransform(source, to)
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    cut = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut[:, :, ::-1])


def _word(each: Seen, again: tuple[str, float] | None, scale: float) -> Word:
    a, b, c, d = each.corners * scale
    low, high = each.corners.min(axis=0) * scale, each.corners.max(axis=0) * scale
    along = ((b - a) + (c - d)) / 2
    slope = float(along[1] / along[0]) if abs(along[0]) > 1e-6 else 0.0
    middle = float((a[1] + b[1] + c[1] + d[1]) / 4)
    text = each.text.strip()
    word = Word(text, float(low[0]), float(low[1]), float(high[0]), float(high[1]), middle, each.height * scale, each.sure)
    word = replace(word, slope=slope)
    if again is None:
        return word
    second, sure = again
    if _alike(text, second) == text:
        return replace(word, again=text, confidence=max(each.sure, sure))
    if NUMBER.fullmatch(text):
        return replace(word, again=second)
    plain = not any(letter.isdigit() for letter in text + second)
    return replace(word, text=second.strip(), confidence=sure) if plain and second.strip() and sure > each.sure else word


def _alike(text: str, again: str) -> str:
    """The second reading, or the first where they differ in spaces alone."""
    return text if re.sub(r"\s", "", text) == re.sub(r"\s", "", again) else again
