"""What the text of a cell is: names, numbers, units, ranges, flags, findings in words, one after the other.

>>> [(piece.kind, piece.text) for piece in pieces(cell("13.5 L g/dL"))]
[('number', '13.5'), ('flag', 'L'), ('unit', 'g/dL')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from bedside.scanning.dates import CLOCK, dates
from bedside.scanning.layout import Cell
from bedside.scanning.letters import unaccented
from bedside.scanning.numerals import BOUND, NUMBER, RANGE
from bedside.scanning.report_words import report_words

Kind = Literal["name", "number", "bound", "range", "unit", "flag", "word", "date", "none", "sexes"]
FLAGS = {
    "h": "H", "hh": "HH", "l": "L", "ll": "LL", "hi": "H", "lo": "L", "high": "H", "low": "L", "*": "*", "**": "**", "!": "!",
    "!!": "!!", "¬": "*", "↑": "H", "↓": "L", "↑↑": "HH", "↓↓": "LL", "▲": "H", "▼": "L", "+": "H", "++": "HH", "-": "L",
    "--": "LL", "n": "N", "a": "A", "abn": "A", "crit": "!", "h*": "H", "l*": "L", "*h": "H", "*l": "L", "(h)": "H", "(l)": "L",
    "alto": "H", "bajo": "L", "hoch": "H", "tief": "L", "niedrig": "L", "basso": "L", "eleve": "H", "bas": "L", "baixo": "L",
    "h!": "HH", "l!": "LL", "[h]": "H", "[l]": "L", "⬆": "H", "⬇": "L", "▲▲": "HH", "▼▼": "LL",
    "above": "H", "below": "L", "critical": "!", "elevated": "H", "erhoht": "H", "erniedrigt": "L", "zu hoch": "H",
    "zu tief": "L",
    "elevato": "H", "elevado": "H", "elevee": "H", "alta": "H", "baja": "L", "bassa": "L", "baixa": "L", "aumentado": "H",
    "(*)": "*", "(**)": "**", "(+)": "H", "(-)": "L", "#": "*", "©": "*", "high!": "HH", "low!": "LL", "hoog": "H",
}  # fmt: skip
"""How flags are printed, and what they mean; `*` and `!` say only that a value is not usual."""
SAID = "|".join(
    f"[{word[0].upper()}{word[0]}]{word[1:]}"
    for word in (
        *("high", "low", "above", "below", "critical", "elevated", "alto", "alta", "bajo", "baja", "hoch", "tief", "niedrig"),
        *("zu hoch", "zu tief", "erhöht", "erniedrigt", "basso", "bassa", "élevée", "élevé", "bas", "baixo", "baixa"),
        *("elevato", "elevado", "aumentado"),
    )
)
"""Flags that are words."""
LETTERED = rf"(?:HH|LL|H|L|HI|LO|HIGH|LOW|ABN|CRIT|N|A|{SAID})"
ARROW = r"(?:<{2,3}|<?[-=–—]{1,3}>|<[-=–—.·~]{1,3}|[←→])"
POINTED = rf"{ARROW}\s?{LETTERED}\b!{{0,2}}|{LETTERED}!{{0,2}}\s?{ARROW}|\*{{1,3}}{LETTERED}\*{{1,3}}"
"""A flag that an arrow points at, or between stars: `<-- HIGH`, `*H*`."""
FLAG = re.compile(
    rf"(?:{POINTED}|!{{1,2}}\s?(?:HH|LL|H|L)(?![A-Za-z])|\*\*?|!!?|¬|↑↑?|↓↓?|▲▲?|▼▼?|⬆|⬇|\((?:\*\*?|[+-])\)|\+\+?|--?|#"
    rf"|[\[(]?(?<![A-Za-z]){LETTERED}\b[\])]?[*!]?)"
    r"(?=$|[\s(\[;,)]|(?<=[*!¬↑↓▲▼])[\d<>])"
)
WORD = re.compile(
    rf"(?:[1-4]\s?\+|\+{{1,4}}|\(\+\)|(?:{'|'.join(re.escape(each) for each in report_words().findings)}))"
    r"\.?(?=$|[\s(),;/\[])"
)
LABEL = re.compile(
    r"[\[(]?\s*(?:ref(?:erence)?\.?(?: ?(?:range|interval|values?))?|normal(?: range)?|norm(?:bereich|wert|al)?"
    r"|referenz(?:bereich|wert)?|v\.? ?[nr]\.?|n|rif\.?|val\.? ?rif\.?|réf\.?|intervalo|rango)\s*[:=.]\s*"
    r"|[\[(]?\s*(?:ref|r[ée]f|rif|normal|norm)\s+(?=[\d<>≤≥])",
    re.I,
)
"""What may stand before a range and says that it is one."""
WORDED = re.compile(r"(?P<label>[^\W\d_][^\d:\[\]<>]{2,40}):\s*")
"""Words with a colon: a label too, where they are the head of a column of ranges."""
SPANS = re.compile(rf"[\[(]?\s*(?:(?:[<>≤≥]=?)\s*{NUMBER}|{NUMBER}\s*(?:-|–|a|à|to|bis|÷)\s*{NUMBER})(?:\s*[\])])?")
"""Ranges and limits that stand among words."""
DENIED = re.compile(r"(?:nicht|kein\w*|not|non|no|n[aã]o|sin|sans|senza)\s*$", re.I)
"""What stands before a finding and takes it back: the finding alone is never the result."""
IN_BRACKETS = re.compile(r"[\[(]([^()\[\]]+)[\])]")
CROSSES = re.compile(r"[1-4]\+(?=$|[\s(),;])")
"""2+ is a finding; a lone + behind a number, with a space between, is a flag."""
NOTHING = re.compile(r"(?:-{1,3}|–|—|\.{2,}|n\.?d\.?|n/a|pending|folgt|in arbeit|pendiente|in corso|en cours|pendente)$", re.I)
GLUED = re.compile(rf"({NUMBER})(HH|LL|H|L|\*\*?|↑↑?|↓↓?|\+|!!?|¬)(?=$|\s)")
LED = re.compile(r"(?:HH|LL|H|L)(?=[<>]?\s?\d+[.,]?\d*$)")
"""A flag that was set, or read, hard before its number."""
NUMBERED = re.compile(NUMBER)
MARK = re.compile(r"[*!¬↑↓▲▼]{1,2}(?=[^\s*!¬↑↓▲▼])")
"""A mark that was set, or read, hard before a unit."""
MARKED = re.compile(r"(!{1,2}\s?(?:HH|LL|H|L)?|\*{1,2}|[↑↓▲▼]{1,2}|(?:HH|LL|H|L)(?=\s{1,2}[A-ZÀ-Þ]))\s+(?=\w)")
"""A flag that stands before its name in one cell."""
LEADERS = re.compile(
    r"(?:\s*\.){3,}\s*|^\.{1,2}\s+(?=[\d<>≤≥])|(?<=[^\W\d_]{2})\s?\.{2}(?=\s|$)|\s*_{3,}\s*|\s*…+\s*|^\.(?=\d+[.,]\d|[^\W\d_][\w/]|[<>≤≥(\[])"
)
"""Dots that lead from a name to its value; one that is left of them stands before a decimal number, a sign, or a word."""


Codes = tuple[str, ...]
Units = Callable[[str], Codes]
Known = Callable[[str], bool]
Part = tuple[Kind, int, int, Codes]


@dataclass(frozen=True)
class Piece:
    """One part of a cell: what it is, and about where it stands (letters are taken to be equally wide)."""

    kind: Kind
    text: str
    x0: float
    x1: float
    cell: Cell
    units: Codes = ()
    """The UCUM units that a unit may mean."""
    alone: bool = False
    """Whether it is the only number of its cell, and nothing but its unit and flag stand there too."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def pieces(cell: Cell, unit_of: Units, known: Known, leading: bool = False) -> tuple[Piece, ...]:
    """The parts of a cell. What begins with letters and is no finding, unit or flag is a name, as long as can be.

    In the `leading` cell of a line a known name is a name, though it could be a unit: pH, INR.
    """
    text = LEADERS.sub(lambda found: " " * len(found[0]), cell.text)
    whole = None if leading and known(text.strip()) else _parts(text, unit_of)
    if whole is None and not leading and report_words().without_result(text):
        whole = [("none", 0, len(text), ())]
    if whole is None:
        whole = _named(text, unit_of, known)
    alone = sorted(kind for kind, *_ in whole if kind not in ("unit", "flag")) == ["number"]
    return tuple(_piece(cell, text, part, alone and part[0] == "number") for part in whole)


def _piece(cell: Cell, text: str, part: Part, alone: bool) -> Piece:
    kind, first, last, units = part
    step = (cell.x1 - cell.x0) / max(1, len(cell.text))
    return Piece(kind, text[first:last].strip(" |"), cell.x0 + first * step, cell.x0 + last * step, cell, units, alone)


def _named(text: str, unit_of: Units, known: Known) -> list[Part]:
    """A name, and what stands behind it in the same cell."""
    bare = text.rstrip(" :")
    if (mark := MARKED.match(text)) and known(bare[mark.end() :]):
        return [("flag", 0, mark.end(1), ()), ("name", mark.end(), len(bare), ())]
    if known(bare) or dates(text):
        return [("name", 0, len(bare), ())]
    splits = [found.end() for found in re.finditer(r"\S+?(?:\s+|:\s*|=\s*|(?=\())", text)]
    good = [(at, rest) for at in splits if (rest := _parts(text[at:], unit_of)) and _tells(rest)]
    good = [(at, rest) for at, rest in good if rest[0][0] != "word" or not DENIED.search(text[:at])]
    best = [(at, rest) for at, rest in good if known(text[:at].rstrip(" :=")) and not text[:at].rstrip().endswith(" +")]
    chosen = max(best, key=lambda each: each[0]) if best else good[0] if good else None
    if chosen is None:
        return [("name", 0, len(bare), ())]
    at, rest = chosen
    return [("name", 0, len(text[:at].rstrip(" :=")), ()), *((kind, at + a, at + b, unit) for kind, a, b, unit in rest)]


def _tells(parts: list[Part]) -> bool:
    """Whether the parts behind a name are more than a stray flag or unit: `Neutrophils %` is a name."""
    return any(kind in ("number", "bound", "range", "word") for kind, *_ in parts)


def _parts(text: str, unit_of: Units) -> list[Part] | None:
    """The parts of a text without a name; None where some of it is something else."""
    if found := dates(text):
        return [("date", found[0].first, found[-1].last, ())] if _only_dates(text, found) else None
    if NOTHING.match(text.strip()) and len(text.strip()) > 1:
        return [("none", 0, len(text), ())]
    parts: list[Part] = []
    at = 0
    while at < len(text):
        if text[at] in " ,;|":
            at += 1
            continue
        part = next(_next(text, at, parts, unit_of), None)
        if part is None:
            return None
        parts.append(part)
        at = part[2]
    return parts


def _only_dates(text: str, found: list) -> bool:  # type: ignore[type-arg]
    left = text
    for each in found:
        left = left[: each.first] + " " * (each.last - each.first) + left[each.last :]
    return not re.search(r"[^\W\d_]{2}|\d", CLOCK.sub(" ", left))


def _next(text: str, at: int, before: list[Part], unit_of: Units) -> Iterator[Part]:
    """What the next part may be, the most telling first."""
    held = {kind for kind, *_ in before}
    if text[at:].startswith(("10", "x", "X", "×")) and (codes := unit_of(text[at:])):
        yield "unit", at, len(text), codes
    if held & {"number", "bound"} and text.startswith("10", at):
        yield from _unit(text, at, unit_of)
    if begin := _labelled(text, at):
        yield from (("range", first, end, ()) for _, first, end, _ in _range(text, begin, unit_of))
        if found := WORD.match(unaccented(text), begin):
            yield "range", begin, found.end(), ()
    yield from _range(text, at, unit_of)
    if found := CROSSES.match(text, at):
        yield "word", at, found.end(), ()
    if found := GLUED.match(text, at):
        yield "number", at, found.end(1), ()
    if before and before[-1][0] in ("number", "bound") and (found := FLAG.match(text, at)):
        yield "flag", at, found.end(), ()
    if not before and (found := LED.match(text, at)):
        yield "flag", at, found.end(), ()
    if (not before or held <= {"flag"}) and (found := NUMBERED.match(text, at)):
        end = found.end()
        if end == len(text) or text[end] in " (,;|[" or unit_of(text[end:].strip()) or FLAG.match(text, end):
            yield "number", at, end, ()
    if found := WORD.match(unaccented(text), at):
        yield "word", at, found.end(), ()
    if (found := IN_BRACKETS.match(text, at)) and before and set(found[1]) <= set("+1234 "):
        yield "word", at, found.end(), ()
    if (found := IN_BRACKETS.match(text, at)) and WORD.fullmatch(unaccented(found[1]).strip()):
        yield "range", at, found.end(), ()
    yield from _unit(text, at, unit_of)
    yield from _of_sexes(text, at)
    if found := FLAG.match(text, at):
        yield "flag", at, found.end(), ()
    if before and before[-1][0] in ("number", "bound") and (found := MARK.match(text, at)):
        yield from (("flag", at, found.end(), ()) for _ in _unit(text, found.end(), unit_of))


def _of_sexes(text: str, at: int) -> Iterator[Part]:
    """Ranges for men, women or children, each behind its word: which of them is meant, a row does not say.

    An H before a single range is the flag of a high value, and no man's letter.
    """
    found = list(SPANS.finditer(text, at))
    labels = [text[a:b] for a, b in zip([at, *(each.end() for each in found)], [each.start() for each in found], strict=False)]
    flagged = len(found) == 1 and FLAG.fullmatch(labels[0].strip(" ([").rpartition(" ")[2]) is not None
    if found and not flagged and all(report_words().of_sex(label.strip(" ([;,/")) for label in labels):
        end = found[-1].end()
        yield "sexes", at, end + (text[at] == "(" and text[end : end + 1] == ")"), ()


def _labelled(text: str, at: int) -> int:
    """Where a range begins behind a label that says that it is one; 0 where there is no label."""
    if label := LABEL.match(text, at):
        return label.end()
    told = WORDED.match(text, at)
    return told.end() if told and report_words().column(told["label"]) == "range" else 0


def _range(text: str, at: int, unit_of: Units) -> Iterator[Part]:
    """A range or a limit from here."""
    found = RANGE.match(text, at)
    ends = found is not None and not re.match(r"[\w.,]", text[found.end("high") : found.end("high") + 1] or " ")
    if found and ends and (not found["unit"].strip() or unit_of(found["unit"].strip())):
        yield "range", at, found.end(), ()
    if found := BOUND.match(text, at):
        yield "bound", at, found.end(), ()


def _unit(text: str, at: int, unit_of: Units) -> Iterator[Part]:
    """The longest run of words from here that is a unit."""
    ends = [at + found.end() for found in re.finditer(r"[(\[]?[^\s(\[]+", text[at:])]
    for end in reversed(ends[:6]):
        printed = text[at:end].strip("[]() ") if text[at] in "[(" else text[at:end].rstrip(",;)]")
        bare = printed.rstrip("*!↑↓▲▼")
        codes = unit_of(printed) or unit_of(bare)
        if codes:
            yield "unit", at, end if unit_of(printed) else at + text[at:end].rindex(bare) + len(bare), codes
            return
