"""Names that run over two lines, headings of sections, and remarks between the rows.

A line of words alone is part of a name, a heading, or a remark. Where it stands close below a row and is none of the known,
the row says that its name may go on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from bedside.scanning.layout import Line
from bedside.scanning.letters import words_of
from bedside.scanning.report_words import ReportWords, report_words
from bedside.scanning.rows import Row

Known = Callable[[str], bool]
LONG = 5
"""A line with more words than this is a remark."""


def named(rows: Sequence[Row], known: Known, section: str = "") -> tuple[list[Row], str]:
    """The rows with values, their names made whole and their section's heading set; and the last heading."""
    words = report_words()
    pitch = _pitch(rows)
    unclear = any(_between_two(row, above, below, pitch) for above, row, below in zip(rows, rows[1:], rows[2:], strict=False))
    found: list[Row] = []
    waiting: list[Row] = []
    for at, row in enumerate(rows):
        if row.value is not None:
            above = next((each for each in reversed(found) if each.y != row.y), None)
            if not waiting and above and _again(row, above, pitch, words):
                found.append(replace(row, name=above.name, heading=section).doubted(*(() if row.name else ("carried",))))
                continue
            own = replace(_whole(row, waiting, known), heading=section)
            found.append(
                own.doubted(
                    *(["below"] if unclear and not row.name else []), *(["past"] if words.earlier_heading(section) else [])
                )
            )
            waiting = []
            continue
        if row.range is not None and not row.name:
            if found and row.y - found[-1].y < 1.2 * pitch:
                found[-1] = found[-1].doubted("ranges")
            continue
        if not row.name:
            continue
        below = next((each for each in rows[at + 1 :] if each.value is not None), None)
        joined = _joins(row, found, below, known, pitch, words)
        if joined == "above":
            found = [each.doubted("below") if unclear and each.y == found[-1].y else each for each in _extended(found, row)]
        elif joined == "doubt":
            found = [*found[:-1], found[-1].doubted("below")] if found else found
        elif joined == "heading":
            section, waiting = row.name, []
        elif joined == "below":
            waiting.append(row)
    return found, section


def sectioned(rows: Sequence[Row], held: Iterable[Line], section: str) -> tuple[list[Row], str]:
    """Rows whose names are whole, each with the heading of its section; and the last heading."""
    words = report_words()
    heads = [line for line in held if len(line.cells) == 1 and words.section(line.text) and not re.search(r"\d", line.text)]
    found = []
    for row in rows:
        above = [line.text for line in heads if (line.page, line.y) < (row.page, row.y)]
        found.append(replace(row, heading=above[-1] if above else section))
    return found, heads[-1].text if heads else section


def _again(row: Row, above: Row, pitch: float, words: ReportWords) -> bool:
    """Whether a row says the result above it again, in another unit: it has no name, or a word such as `soit`."""
    said = words_of(row.name) in words.again
    if (row.name and not said) or row.unit is None or above.unit is None or not above.name:
        return False
    return row.y - above.y < (2.5 if said else 1.3) * pitch and not set(row.unit.units) & set(above.unit.units)


def _between_two(row: Row, above: Row, below: Row, pitch: float) -> bool:
    """Whether words stand half way between two values without names: nothing tells which of them they name."""
    nameless = all(each.value is not None and not each.name for each in (above, below))
    up, down = row.y - above.y, below.y - row.y
    return row.value is None and bool(row.name) and nameless and max(up, down) < 1.3 * pitch and 0.6 * up < down < up / 0.6


def _pitch(rows: Sequence[Row]) -> float:
    """How far one row stands below another, mostly."""
    places = sorted({row.y for row in rows if row.value is not None})
    steps = [b - a for a, b in pairwise(places)]
    return median(steps) if steps else 14.0


def _whole(row: Row, waiting: Sequence[Row], known: Known) -> Row:
    if not waiting:
        return row
    above = " ".join(each.name for each in waiting)
    whole = f"{above} {row.name}".strip()
    if row.name and known(row.name) and not known(whole):
        return row
    return replace(row, name=whole, cells=(*(cell for each in waiting for cell in each.cells), *row.cells))


def _extended(found: list[Row], row: Row) -> list[Row]:
    """Every result of the last line, its name with the words below it."""
    last = found[-1].y
    return [
        replace(each, name=f"{each.name} {row.name}".strip(), cells=(*each.cells, *row.cells)) if each.y == last else each
        for each in found
    ]


def _joins(row: Row, found: Sequence[Row], below: Row | None, known: Known, pitch: float, words: ReportWords) -> str:
    """What a line of words is: of the name above, of the name below, a heading, a remark, or a doubt."""
    text = row.name
    above = found[-1] if found else None
    up = row.y - above.y if above else 1e9
    down = below.y - row.y if below else 1e9
    nameless_above = above is not None and not above.name and up < 1.3 * pitch
    nameless_below = below is not None and not below.name and down < 1.3 * pitch
    if nameless_above and nameless_below:
        return "above" if up < 0.6 * down else "below" if down < 0.6 * up else "remark"
    if nameless_above or nameless_below:
        return "above" if nameless_above else "below"
    if words.section(text) and not (up < 0.8 * pitch and above and known(f"{above.name} {text}")):
        return "heading"
    if len(text.split()) > LONG or words.remarks(text) or re.match(r"[(*¹²³†]", text) or words.interprets(text):
        return "remark"
    upward = above is not None and up < 1.3 * pitch and known(f"{above.name} {text}") and _beneath(row, above)
    downward = below is not None and down < 1.3 * pitch and known(f"{text} {below.name}")
    if upward and downward:
        return "above" if up < 0.8 * down else "below" if down < 0.8 * up else "doubt"
    if upward or downward:
        return "above" if upward else "below"
    if above is not None and up < 0.8 * pitch and up < down and row.height > 0.9 * above.height and _beneath(row, above):
        return "above" if not known(above.name) else "doubt"
    return "heading" if below is not None and not known(text) else "remark"


def _beneath(row: Row, above: Row) -> bool:
    """Whether the words start where the name above them starts, or a little further in."""
    if not row.cells or above.name_cell is None:
        return False
    return -3 < row.cells[0].x0 - above.name_cell.x0 < 25
