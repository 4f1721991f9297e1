"""A file of somebody's: what it is by its first bytes, and its pages one by one, as words with their places.

This runs in a process of its own with limits (`worker`), as files are made by strangers. Nothing is written anywhere.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bedside.refusal import Refusal
from bedside.scanning.layout import Page
from bedside.scanning.pdf_words import pdf_words

if TYPE_CHECKING:
    import numpy as np

LARGEST = 40 * 1024 * 1024
MOST_PAGES = 60
MOST_PICTURES = 10
"""Pages that have to be read as pictures, some seconds each."""
MOST_PIXELS = 60_000_000
DPI = 200
SHOWN_DPI = 110
KINDS = {
    b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "picture", b"\xff\xd8\xff": "picture", b"II*\x00": "tiff", b"MM\x00*": "tiff",
    b"PK\x03\x04": "a ZIP archive, a Word or an Excel file", b"\x1f\x8b": "a compressed file", b"GIF8": "a GIF picture",
    b"BM": "a BMP picture", b"\xd0\xcf\x11\xe0": "an old Word or Excel file", b"MZ": "a program", b"\x7fELF": "a program",
    b"Rar!": "a compressed file", b"7z\xbc\xaf": "a compressed file", b"<": "a web page or XML", b"{": "JSON",
}  # fmt: skip
HEIC = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc")
CAN = "a report is a PDF, or a picture as PNG, JPEG or HEIC"


class CannotScan(Refusal):
    """A file that cannot be read as a report, and what would be right."""


@dataclass(frozen=True)
class Opened:
    """One page as it was read, and its picture as PNG where one was asked for."""

    page: Page
    picture: bytes


def kind_of(data: bytes) -> str:
    """`pdf` or `picture`, by the first bytes alone. Raises CannotScan, which says what the file is."""
    if not data.strip():
        raise CannotScan(f"the file is empty; {CAN}")
    if len(data) > LARGEST:
        raise CannotScan(f"the file has {len(data) // 1024**2} MB; at most {LARGEST // 1024**2} MB are read")
    if data[4:8] == b"ftyp":
        if data[8:12] in HEIC:
            return "picture"
        raise CannotScan(f"the file is a film or a picture of another kind; {CAN}")
    found = next((kind for mark, kind in KINDS.items() if data.startswith(mark)), None)
    if found in ("pdf", "picture"):
        return found
    told = f"is {found}" if found and found != "tiff" else "is a TIFF picture" if found else "begins like no PDF and no picture"
    raise CannotScan(f"the file {told}; {CAN}")


Begin = Callable[[int], None]


def pages(data: bytes, pictures: bool, begin: Begin) -> Iterator[Opened]:
    """The pages of a file, each as soon as it was read. Raises CannotScan.

    `begin` is called before a page is read as a picture: from there on the work is bounded by the size of the picture.
    """
    if kind_of(data) == "pdf":
        yield from _pdf(data, pictures, begin)
    else:
        image = _decoded(data)
        begin(1)
        yield _pictured(1, image, None, pictures)


def _pdf(data: bytes, pictures: bool, begin: Begin) -> Iterator[Opened]:
    document = _document(data)
    count = len(document)
    if not count:
        raise CannotScan("the PDF has no pages")
    if count > MOST_PAGES:
        raise CannotScan(f"the PDF has {count} pages; at most {MOST_PAGES} are read: choose those with results")
    read_as_pictures = 0
    for number in range(1, count + 1):
        page = _page(document, number)
        found = pdf_words(page, number)
        if found is not None:
            yield Opened(found, _png(_rendered(page, SHOWN_DPI)) if pictures else b"")
            continue
        read_as_pictures += 1
        if read_as_pictures > MOST_PICTURES:
            raise CannotScan(
                f"more than {MOST_PICTURES} pages are pictures; that many are read at once: choose those with results"
            )
        image = _rendered(page, DPI)
        begin(number)
        yield _pictured(number, image, page.get_size(), pictures)
        page.close()


def _document(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as trouble:
        if "password" in str(trouble).lower():
            raise CannotScan("the PDF is locked with a password; save it without one, or print it to a new PDF") from None
        raise CannotScan("the PDF is damaged and cannot be opened; ask for it again, or take a picture of the paper") from None


def _page(document: Any, number: int) -> Any:
    import pypdfium2

    try:
        page = document[number - 1]
        width, height = page.get_size()
    except (pypdfium2.PdfiumError, ValueError):
        raise CannotScan(f"page {number} of the PDF is damaged and cannot be opened") from None
    if not (36 <= width <= 3000 and 36 <= height <= 3000):
        raise CannotScan(f"page {number} is {width / 72:.0f} by {height / 72:.0f} inches: no report has such pages")
    return page


def _rendered(page: Any, dpi: float) -> np.ndarray:
    width, height = page.get_size()
    scale = min(dpi / 72, 3200 / max(width, height))
    return page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_numpy()[:, :, :3].copy()  # type: ignore[no-any-return]


def _decoded(data: bytes) -> np.ndarray:
    """The pixels of a picture, upright by what the camera noted, no larger than a scan of a page."""
    import numpy as np
    from PIL import Image, ImageOps, UnidentifiedImageError
    from pillow_heif import register_heif_opener

    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # what is too large is refused below, with what would be right
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "HEIF")) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise CannotScan(
                    f"the picture has {width * height // 10**6} million pixels; at most {MOST_PIXELS // 10**6} are read"
                )
            if min(width, height) < 200:
                raise CannotScan(f"the picture is {width} by {height} pixels, too small to read a report in")
            image.draft("RGB", (3400, 3400))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((3400, 3400))
            return np.asarray(upright)
    except CannotScan:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise CannotScan("the picture is damaged and cannot be opened; take it again") from None


def _pictured(number: int, image: np.ndarray, size: tuple[float, float] | None, pictures: bool) -> Opened:
    from bedside.scanning.recognise import recognised

    page, upright = recognised(image, number, size)
    return Opened(page, _png(upright) if pictures else b"")


def _png(image: np.ndarray) -> bytes:
    from PIL import Image

    held = io.BytesIO()
    Image.fromarray(image).save(held, "PNG", compress_level=1)
    return held.getvalue()
