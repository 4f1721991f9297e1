"""Files that are no report, or are made to do harm: a clear message, bounded time and memory, nothing stored."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import bedside
from bedside.scanning import opening, worker
from bedside.scanning.guarded import Warden
from reports.making import report


def pdf(draw: Callable[[Canvas], None], **more: object) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, **more)
    draw(canvas)
    canvas.save()
    return held.getvalue()


def printed(canvas: Canvas) -> None:
    canvas.drawString(50, 700, "Sodium 138 mmol/L (135-145), and some more words that make a text layer")


def blank(pages: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for _ in range(pages):
            canvas.showPage()

    return draw


def picture(image: Image.Image, form: str = "PNG") -> bytes:
    held = io.BytesIO()
    image.save(held, form)
    return held.getvalue()


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("report.txt", "Sodium 138")
    return held.getvalue()


def bomb() -> bytes:
    """A PDF of some kilobytes whose page unpacks to two gigabytes."""
    inner = zlib.compressobj(1)
    chunk = b" " * (16 * 1024 * 1024)
    packed = b"".join([*(inner.compress(chunk) for _ in range(128)), inner.flush()])
    stream = zlib.compress(packed, 6)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.4\n"
    for number, body in enumerate(objects, 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return out + b"trailer << /Root 1 0 R /Size 5 >>\n%%EOF"


GOOD = report("us_plain", 1).pdf
REFUSED = {
    "nothing": (lambda: b"", "the file is empty"),
    "text": (lambda: b"Sodium 138 mmol/L", "begins like no PDF and no picture"),
    "zip": (zipped, "is a ZIP archive"),
    "gif": (lambda: picture(Image.new("RGB", (300, 300)), "GIF"), "is a GIF picture"),
    "tiff": (lambda: picture(Image.new("RGB", (300, 300)), "TIFF"), "is a TIFF picture"),
    "film": (lambda: b"\0\0\0\x18ftypisom" + bytes(100), "is a film"),
    "polyglot: a ZIP archive with a PDF in it": (lambda: zipped() + GOOD, "is a ZIP archive"),
    "polyglot: a program that is a PDF too": (lambda: b"MZ" + GOOD, "is a program"),
    "too large": (lambda: b"%PDF-" + bytes(41 * 1024 * 1024), "at most 40 MB are read"),
    "encrypted": (lambda: pdf(printed, encrypt=StandardEncryption("secret")), "locked with a password"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "damaged"),
    "noise behind a PDF's first bytes": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    "5,000 pages": (lambda: pdf(blank(5000)), "has 5000 pages; at most 60 are read"),
    "an enormous page": (lambda: pdf(printed, pagesize=(20_000, 20_000)), "no report has such pages"),
    "200 million pixels": (lambda: picture(Image.new("1", (20_000, 10_000))), "million pixels"),
    "a picture cut off": (lambda: picture(Image.effect_noise((900, 900), 60), "JPEG")[:3000], "damaged"),
    "a small picture": (lambda: picture(Image.new("RGB", (40, 40))), "too small"),
    "an empty page": (lambda: pdf(blank(1)), "there are no words on it"),
    "a white picture": (lambda: picture(Image.new("RGB", (900, 1200), "white")), "there are no words on it"),
    "a letter": (
        lambda: pdf(lambda canvas: canvas.drawString(50, 700, "Dear colleague, thank you for seeing this patient of mine.")),
        "nothing that looks like a result was found",
    ),
}


@pytest.mark.parametrize(("make", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_report_is_refused_with_what_would_be_right(make: Callable[[], bytes], told: str) -> None:
    with pytest.raises(bedside.CannotScan, match=told):
        bedside.scan(make())


def test_a_bomb_is_given_up() -> None:
    with pytest.raises(bedside.CannotScan):
        bedside.scan(bomb())
    assert bedside.scan(GOOD).results, "the next file is read as if nothing had been"


def test_what_takes_too_long_is_given_up() -> None:
    warden = Warden()
    with pytest.raises(bedside.CannotScan, match=r"longer than 0\.001 seconds"):
        warden.pages(GOOD, False, 0.001)
    assert warden._process is None


def test_a_process_that_dies_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    warden = Warden()
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda _, **more: real([sys.executable, "-c", "raise SystemExit(9)"], **more))
    with pytest.raises(bedside.CannotScan, match="broke the program that reads it"):
        warden.pages(GOOD, False)


def test_the_process_can_write_no_file_and_take_no_more_memory(tmp_path: Path) -> None:
    tried = (
        "import sys; from bedside.scanning import worker; worker.limit()\n"
        "try: open(sys.argv[1], 'w').write('x' * 10000); print('wrote')\n"
        "except OSError: print('not written')\n"
        "try: bytes(1600 * 1024**2); print('taken')\n"
        "except MemoryError: print('not taken')\n"
    )
    done = subprocess.run([sys.executable, "-c", tried, str(tmp_path / "x")], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["not written", "not taken"]
    assert worker.MEMORY == 1536 * 1024**2 and resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0


def test_a_picture_with_more_pixels_than_it_says_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PIXELS", 250_000)
    with pytest.raises(bedside.CannotScan, match="million pixels"):
        list(opening.pages(picture(Image.fromarray(np.zeros((600, 600), np.uint8))), False, lambda _: None))


def test_two_people_in_one_report_are_told_and_cannot_be_confirmed() -> None:
    made = report("en_two_people", 2)
    found = bedside.scan(made.pdf)
    assert found.people == 2 and not found.ready
    confirmation = bedside.Confirmation("Nurse N", bedside.parse_time("2026-11-25T12:00:00Z"), None)
    with pytest.raises(bedside.CannotConfirm, match="more than one person"):
        bedside.confirm_results(found, found.results, confirmation)
