"""What a report's file is, by its first bytes alone."""

from __future__ import annotations

from bedside.scanning.opening import kind_of

PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}


def report_format(data: bytes) -> str:
    """`pdf`, `png`, `jpeg` or `heic`. Raises CannotScan, which says what the file is and what would be right."""
    if kind_of(data) == "pdf":
        return "pdf"
    return next((name for mark, name in PICTURES.items() if data.startswith(mark)), "heic")
