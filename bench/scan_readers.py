"""One reader of laboratory reports, in a process of its own; run by scan.py, some in an environment of their own.

Reads {"reader", "files"} from standard input and writes {"found", "seconds", "megabytes"}: for each file what was read, as
scan.py scores it, the seconds of processor time, and the most memory, of this process and of those that it started. The
first file is read once before the clock starts.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

Reads = list[dict[str, Any]]
Reader = Callable[[Path], tuple[Reads, list[str]]]
NUMBER = r"\d+(?:[.,]\d+)*"
VALUE = re.compile(rf"^(?P<flag>[HL*!+-]{{1,2}})?\s*(?P<sign>[<>]=?)?\s*(?P<value>{NUMBER})\s*(?P<rest>.*)$")
RANGE = re.compile(rf"(?P<low>{NUMBER})\s*(?:-|–|to|a|bis|à)\s*(?P<high>{NUMBER})")
BELOW, ABOVE = re.compile(rf"[<≤]=?\s*({NUMBER})"), re.compile(rf"[>≥]=?\s*({NUMBER})")
ROW = re.compile(
    rf"^(?P<name>[^\W\d_][^\n<>:]*?)[:\s]\s*(?P<sign>[<>]=?)?\s?(?P<value>{NUMBER})\s*(?:[HL*]{{1,2}}\s)?\s*(?P<unit>[^\s\d()\[\]<>-][^\s()\[\]<>]*)?\s*"
    rf"(?:[HL*]{{1,2}}\s)?[(\[]?(?P<range>{NUMBER}\s*[-–]\s*{NUMBER}|[<>]\s*{NUMBER})?",
    re.MULTILINE,
)  # fmt: skip


def number(text: str) -> float:
    """A number as most programs read one: a comma is a point."""
    plain = text.replace(",", ".") if text.count(",") + text.count(".") == 1 else text.replace(",", "")
    return float(plain) if plain.count(".") < 2 else float(plain.replace(".", ""))


def reach(text: str) -> tuple[float | None, float | None]:
    """The limits that a text names."""
    if found := RANGE.search(text):
        return number(found["low"]), number(found["high"])
    below, above = BELOW.search(text), ABOVE.search(text)
    return (number(above[1]) if above else None), (number(below[1]) if below else None)


def result(name: str, sign: str | None, value: str, unit: str, told: str, page: int) -> dict[str, Any]:
    """One result as it is scored."""
    low, high = reach(told)
    found: dict[str, Any] = {"name": name.strip(), "value": number(value), "comparator": sign or "", "unit": unit.strip()}
    return found | {"low": low, "high": high, "page": page}


def naive_row(cells: Sequence[str], page: int) -> Iterator[dict[str, Any]]:
    """The first cell is the name, the first that begins with a number the value, then unit and range."""
    told = [" ".join((cell or "").split()) for cell in cells]
    if not told or not re.search(r"[^\W\d_]{2}", told[0]):
        return
    for place, cell in enumerate(told[1:], 1):
        found = VALUE.match(cell)
        if found and not RANGE.match(cell):
            rest = [found["rest"], *told[place + 1 :]]
            unit = next((each for each in rest if each and not re.search(r"\d\s*[-–]\s*\d|^[<>\d]|^[HL*]{1,2}$", each)), "")
            limits = next(
                (each for each in told[1:] if each != cell and (RANGE.search(each) or re.match(r"[\[(]?[<>]", each))), ""
            )
            yield result(told[0], found["sign"], found["value"], unit, limits, page)
            return


def with_bedside() -> Reader:
    """The reader that is measured."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from dataclasses import asdict

    import bedside
    from reports.scoring import from_scan

    def read(path: Path) -> tuple[Reads, list[str]]:
        reads, shown = from_scan(bedside.scan(path.read_bytes(), seconds=600))
        return [asdict(each) for each in reads], list(shown)

    return read


def with_tesseract() -> Reader:
    """Tesseract's words, at 200 dots an inch and as one block, through Bedside's table reader.

    Tesseract tells every word apart; those that no wide gap parts are put together again, as Bedside's eyes see them.
    """
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
    from dataclasses import asdict

    import cv2

    from bedside.scanning.layout import GAP, Page
    from bedside.scanning.levelling import Word
    from bedside.verbs.scan import made
    from reports.scoring import from_scan

    def read(path: Path) -> tuple[Reads, list[str]]:
        asked = ["tesseract", str(path), "-", "--psm", "6", "--dpi", "200", "tsv"]
        rows = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
        scale, words, before = 72 / 200, list[Word](), list[str]()
        for cells in (row.split("\t") for row in rows[1:]):
            if len(cells) != 12 or not cells[11].strip():
                continue
            x, y, width, height = (int(cell) * scale for cell in cells[6:10])
            word = Word(cells[11], x, y, x + width, y + height, y + height / 2, height, float(cells[10]) / 100)
            if before == cells[1:5] and word.x0 - words[-1].x1 < GAP * max(word.size, words[-1].size):
                words[-1] = together(words[-1], word)
            else:
                words.append(word)
            before = cells[1:5]
        seen = cv2.imread(str(path))
        page = Page(1, seen.shape[1] * scale, seen.shape[0] * scale, "ocr", tuple(words))
        reads, shown = from_scan(made([page]))
        return [asdict(each) for each in reads], list(shown)

    return read


def together(one: Any, other: Any) -> Any:
    """Two words that stand beside one another as one."""
    y0, y1 = min(one.y0, other.y0), max(one.y1, other.y1)
    sure = min(one.confidence, other.confidence)
    return type(one)(f"{one.text} {other.text}", one.x0, y0, other.x1, y1, (y0 + y1) / 2, max(one.size, other.size), sure)


def with_pdfplumber() -> Reader:
    """Its tables by the places of words, and the naive reading of their rows."""
    import pdfplumber

    def read(path: Path) -> tuple[Reads, list[str]]:
        found: Reads = []
        with pdfplumber.open(path) as document:
            for page in document.pages:
                for table in page.extract_tables({"vertical_strategy": "text", "horizontal_strategy": "text"}):
                    found += [each for row in table for each in naive_row([cell or "" for cell in row], page.page_number)]
        return found, []

    return read


def with_img2table() -> Reader:
    """Its tables without borders, with RapidOCR where there is no text, and the naive reading of their rows."""
    from img2table.document import PDF, Image
    from img2table.ocr import RapidOCR

    eyes = RapidOCR()

    def read(path: Path) -> tuple[Reads, list[str]]:
        pdf = path.suffix == ".pdf"
        document = PDF(str(path), pdf_text_extraction=True) if pdf else Image(str(path))
        tables = document.extract_tables(ocr=eyes, implicit_rows=True, implicit_columns=True, borderless_tables=True)
        pages = tables if isinstance(tables, dict) else {0: tables}
        found: Reads = []
        for page, told in pages.items():
            for table in told:
                for row in table.df.values.tolist():
                    found += naive_row([str(cell) if cell is not None else "" for cell in row], page + 1)
        return found, []

    return read


def with_one_regex() -> Reader:
    """The text of the PDF, line by line, and one regular expression."""
    import pypdfium2

    def read(path: Path) -> tuple[Reads, list[str]]:
        document = pypdfium2.PdfDocument(path)
        found: Reads = []
        for page, each in enumerate(document, 1):
            text = re.sub(r"[ \t]+", " ", each.get_textpage().get_text_range().replace("\r", ""))
            for row in ROW.finditer(text):
                found.append(result(row["name"], row["sign"], row["value"], row["unit"] or "", row["range"] or "", page))
        document.close()
        return found, []

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "bedside": with_bedside,
    "tesseract": with_tesseract,
    "pdfplumber": with_pdfplumber,
    "img2table": with_img2table,
    "one regex": with_one_regex,
}


def family() -> list[int]:
    """This process and all that it started and that still run."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [os.getpid()]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known and child not in found]
    return found


def seconds() -> float:
    """Seconds of processor time of the family, and of its members that ended."""
    ticks = 0
    for member in family():
        try:
            ticks += sum(int(each) for each in Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()[11:15])
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes() -> float:
    """The most memory of each member of the family, added up; of those that ended, the largest."""
    total = 0
    for member in family():
        try:
            found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{member}/status").read_text())
        except OSError:
            continue
        total += int(found[1]) if found else 0
    return (total + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def main() -> None:
    """Read the task, read the files, answer."""
    task = json.load(sys.stdin)
    answer, sys.stdout = sys.stdout, sys.stderr
    read = READERS[task["reader"]]()
    paths = [Path(path) for path in task["files"]]

    def found(path: Path) -> dict[str, Any]:
        try:
            reads, shown = read(path)
        except Exception as trouble:  # a program that fails on a file has read nothing of it, and the next one comes
            return {"reads": [], "shown": [], "failed": f"{type(trouble).__name__}: {trouble}"}
        return {"reads": reads, "shown": shown, "failed": ""}

    found(paths[0])
    begun = seconds()
    told = [found(path) for path in paths]
    json.dump({"found": told, "seconds": seconds() - begun, "megabytes": megabytes()}, answer)


if __name__ == "__main__":
    main()
