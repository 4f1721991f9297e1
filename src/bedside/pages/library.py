"""The shelf of pages: every shipped medicine with its page, found by id or path."""

from __future__ import annotations

from pathlib import Path

from bedside.load import SHIPPED, Fault, MedicineError, load_medicine, shipped_medicines
from bedside.pages.page import Page
from bedside.pages.read_page import read_page

FILE = "page.toml"


def library() -> tuple[Page, ...]:
    """The pages of all medicines that come with Bedside, in the order of their ids. Raises MedicineError."""
    return tuple(page(key) for key in shipped_medicines())


def page(medicine: str | Path) -> Page:
    """The page of a shipped id, or of a medicine's folder at a path. Raises MedicineError with every fault."""
    chosen = load_medicine(medicine)
    if str(medicine) in shipped_medicines():
        entry = SHIPPED.joinpath(str(medicine), FILE)
        return read_page(entry.read_text("utf-8"), f"{medicine}/{FILE}", chosen)
    folder = Path(medicine) if Path(medicine).is_dir() else Path(medicine).parent
    path = folder / FILE
    try:
        text = path.read_text("utf-8")
    except OSError as trouble:
        raise MedicineError([Fault(str(path), 0, "file", f"cannot be read: {trouble.strerror}")]) from None
    except UnicodeDecodeError as trouble:
        raise MedicineError([Fault(str(path), 0, "file", f"is not UTF-8 text: {trouble.reason}")]) from None
    return read_page(text, str(path), chosen)
