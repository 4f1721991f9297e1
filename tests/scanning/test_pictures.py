"""The reader of pictures itself, on pages of invented reports: however the page lies, no value that is ready is wrong."""

from __future__ import annotations

import io

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageDraw

import bedside
from reports.making import report
from reports.pictures import picture
from reports.scoring import from_scan, score

LAYOUT, SEED, PAGE = "us_plain", 8, 2
"""A page with a head and a dozen rows: reading costs by the row."""
PATIENCE = 300.0
"""A busy machine is no reason to fail."""


def scored(data: bytes) -> tuple[float, int, int]:
    """How much of the page was found, how many values were wrong although ready, and how many were ready."""
    found = bedside.scan(data, seconds=PATIENCE)
    told, misses = score([row for row in report(LAYOUT, SEED).truth.rows if row.page == PAGE], *from_scan(found))
    assert not told.ready_wrong, misses
    return told.recall, told.ready, told.rows


@pytest.mark.parametrize(
    ("condition", "least"),
    [("clean", 0.9), ("scan", 0.9), ("phone", 0.8), ("upside_down", 0.9), ("quarter_turn", 0.9)],
)
def test_a_page_is_read_however_it_lies(condition: str, least: float) -> None:
    recall, ready, rows = scored(picture(report(LAYOUT, SEED), PAGE, condition, SEED))
    assert recall >= least
    assert ready >= 0.5 * rows


def test_a_photograph_of_a_telephone_is_read_as_it_says_that_it_was_held() -> None:
    page = Image.open(io.BytesIO(picture(report(LAYOUT, SEED), PAGE, "clean", SEED))).convert("RGB")
    turned, held = page.rotate(90, expand=True), io.BytesIO()
    said = Image.Exif()
    said[0x0112] = 6
    turned.save(held, "JPEG", quality=92, exif=said)
    assert scored(held.getvalue())[0] >= 0.9


def test_a_heic_photograph_is_read() -> None:
    page = Image.open(io.BytesIO(picture(report(LAYOUT, SEED), PAGE, "clean", SEED))).convert("RGB")
    held = io.BytesIO()
    pillow_heif.from_pillow(page).save(held, quality=90)
    assert scored(held.getvalue())[0] >= 0.9


def cat() -> bytes:
    """A drawing of a cat: fur, ears, eyes, and not a word."""
    lots = np.random.default_rng(9)
    fur = Image.fromarray(lots.normal(150, 25, (900, 1200, 3)).clip(0, 255).astype("uint8"))
    draw = ImageDraw.Draw(fur)
    draw.ellipse((350, 250, 850, 750), fill=(90, 70, 60))
    draw.polygon([(380, 330), (420, 120), (540, 270)], fill=(90, 70, 60))
    draw.polygon([(820, 330), (780, 120), (660, 270)], fill=(90, 70, 60))
    draw.ellipse((470, 420, 540, 490), fill=(220, 220, 80))
    draw.ellipse((660, 420, 730, 490), fill=(220, 220, 80))
    held = io.BytesIO()
    fur.save(held, "JPEG")
    return held.getvalue()


def test_a_cat_has_no_results() -> None:
    try:
        found = bedside.scan(cat(), seconds=PATIENCE)
    except bedside.CannotScan as refused:
        assert "no text" in str(refused) or "no words" in str(refused) or "nothing" in str(refused)
    else:
        assert found.results == ()
