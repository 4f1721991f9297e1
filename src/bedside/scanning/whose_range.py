"""Which of several printed ranges is the person's: that of men or of women, of adults or of children, or the usual class.

    Haemoglobin    131 g/L    M: 130 - 180
                              F: 120 - 160

Such a list is taken for the range of its row only where all of it is understood and the report itself says of whom it is.
Else the row has no range and is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bedside.scanning.coding import unit_codes
from bedside.scanning.facts import facts
from bedside.scanning.layout import Cell, Line
from bedside.scanning.letters import words_of
from bedside.scanning.numerals import BOUND, RANGE, Sign
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import Row
from bedside.scanning.speech import writes_the_day_first

Sex = Literal["men", "women"]
LETTERS: tuple[tuple[str, str], ...] = (
    ("m", "f"), ("m", "k"), ("m", "w"), ("h", "m"), ("h", "f"), ("l", "p"), ("e", "k"), ("u", "d"),
)  # fmt: skip
"""Pairs of letters for men and women; what a letter says, only the other one of its pair tells: M is *male*, or *mujer*."""
GROWN = 18
"""Who was born more years before the report than this has the ranges of adults."""
MEN: Sex = "men"
WOMEN: Sex = "women"
STATED = dict.fromkeys("mhle", MEN) | dict.fromkeys("fkwp", WOMEN)
"""What a letter says where the person's sex stands."""
LETTER = re.compile(r"(?:^|[/,|(-])\s*([a-z])\s*(?=$|[/,|)-])", re.I)
LIMIT = re.compile(rf"(?<![^\W\d_])(?:{RANGE.pattern}|{BOUND.pattern})(?![.,]?\d)", re.I)
LABEL = re.compile(r"[^\W\d_][^\d<>≤≥:=]{0,40}")
BESIDE = 4.0
"""Points by which the lines of one list may begin beside each other."""
STEP = 2.0
"""So many heights of letters one line of a list stands below the other."""
MOST = 9
"""More lines than this are no list of ranges."""


@dataclass(frozen=True)
class Whose:
    """Of whom a report is: what it states of the sex, and whether the person is grown up; unknown is None and False."""

    sex: Sex | None = None
    letter: str = ""
    adult: bool = False


@dataclass(frozen=True)
class Fitted:
    """The lines with the range of the person alone; `doubtful` are the page and place of rows whose range nobody tells."""

    lines: tuple[tuple[Line, ...], ...]
    doubtful: frozenset[tuple[int, float]]

    def looked_at(self, row: Row) -> Row:
        """The row, with a doubt where nobody tells its range."""
        return row.doubted("sexes") if (row.page, row.y) in self.doubtful else row


Part = tuple[str, str]
"""The words before a range, and the range."""


@dataclass(frozen=True)
class Listed:
    """Ranges of one row: the number of its line, the cell that they begin in, and the cells below that they go on in."""

    at: int
    cell: Cell
    parts: tuple[Part, ...]
    more: tuple[tuple[int, Cell], ...] = ()

    @property
    def known(self) -> bool:
        """Whether it is understood of whom, or of which class, each of the ranges is."""
        return _pair(self.parts) is not None or all(_class(label) for label, _ in self.parts)

    @property
    def lone_letter(self) -> bool:
        """Whether it is one range behind one letter, which may be a flag."""
        return len(self.parts) == 1 and _lettered(self.parts[0][0])


def person_of(held: Sequence[Line], sign: Sign) -> Whose:
    """Of whom a report is, as far as it is of one person and says so."""
    told = facts(held, sign.mark == "," or writes_the_day_first(held))
    if told.people > 1:
        return Whose()
    born, day = told.person.born, told.at(told.collected or told.reported)
    return stated(held, born is not None and day is not None and int(day[:4]) - born.year > GROWN)


def stated(held: Sequence[Line], adult: bool) -> Whose:
    """What a report states of the person; nothing of the sex where it says two things."""
    told = {found for at, line in enumerate(held) for found in _stated(line, held[at + 1] if at + 1 < len(held) else None)}
    letters = {each for each in told if len(each) == 1}
    sexes = {("men" if each == "men" else "women") if len(each) > 1 else STATED[each] for each in told}
    sex: Sex | None = ("men" if "men" in sexes else "women") if len(sexes) == 1 else None
    return Whose(sex, next(iter(letters), "") if letters == told else "", adult)


def _stated(line: Line, below: Line | None) -> Iterator[str]:
    for at, cell in enumerate(line.cells):
        label, colon, rest = cell.text.partition(":")
        words = words_of(label)
        if not 0 < len(words) < 5 or not any(word in report_words().sex_labels for word in words):
            continue
        beside = line.cells[at + 1].text.lstrip(" :") if at + 1 < len(line.cells) else ""
        under = [each.text for each in below.cells if min(each.x1, cell.x1) > max(each.x0, cell.x0)] if below else []
        for text in (rest,) if rest.strip() else (beside, *([] if colon else under)):
            if told := _sex_in(text):
                yield told
                break


def _sex_in(text: str) -> str:
    """The sex that a text states: its word, or its letter where no word does; nothing where it states two."""
    words = set(words_of(text))
    found = [sex for sex in ("men", "women") if words & report_words().classes[sex]]
    letters = {each.lower() for each in LETTER.findall(text)} & set(STATED)
    if found:
        return found[0] if len(found) == 1 else ""
    return next(iter(letters)) if len(letters) == 1 else ""


def fitted(pages: Iterable[Sequence[Line]], whose: Whose) -> Fitted:
    """The pages with each list of ranges put in the place of its row's range, as far as it is the person's."""
    held = [tuple(page) for page in pages]
    lists = [list(_lists(page)) for page in held]
    pairs = {pair for own in lists for each in own if (pair := _pair(each.parts))}
    of = replace(whose, sex=None) if whose.letter == "m" and ("h", "m") in pairs else whose
    told = [_page(page, own, of, bool(pairs)) for page, own in zip(held, lists, strict=True)]
    return Fitted(tuple(lines for lines, _ in told), frozenset(each for _, doubtful in told for each in doubtful))


def _page(
    page: tuple[Line, ...], lists: Sequence[Listed], whose: Whose, lettered: bool
) -> tuple[tuple[Line, ...], set[tuple[int, float]]]:
    """The lines of a page with the ranges of the person, and the rows whose range nobody tells.

    `lettered`: whether ranges of the report stand behind letters, so that one letter alone is no flag for sure.
    """
    new: dict[int, Cell | None] = {}
    doubtful: set[tuple[int, float]] = set()
    for each in lists:
        chosen = None if each.lone_letter else _chosen(each.parts, whose)
        if chosen is None and (lettered or not each.lone_letter):
            doubtful.add((page[each.at].page, page[each.at].y))
        if each.known and not each.lone_letter:
            foot = max([each.cell.y1, *(cell.y1 for _, cell in each.more)])
            new |= {id(cell): None for _, cell in each.more}
            new[id(each.cell)] = replace(each.cell, text=chosen, y1=foot) if chosen else None
    left = []
    for line in page:
        cells = tuple(kept for cell in line.cells if (kept := new.get(id(cell), cell)) is not None)
        if cells:
            left.append(line if cells == line.cells else replace(line, cells=cells))
    return tuple(left), doubtful


def _lists(page: Sequence[Line]) -> Iterator[Listed]:
    """Every range of a page that has words before it, or other ranges in the lines below."""
    at = 0
    while at < len(page):
        found = [told for cell in page[at].cells[1:] if _begins(cell.text) and (told := _list_from(page, at, cell))]
        yield from found
        at = max([at, *(number for each in found for number, _ in each.more)]) + 1


def _list_from(page: Sequence[Line], at: int, cell: Cell) -> Listed | None:
    """The longest list of ranges that begins in a cell."""
    more = _below(page, at, cell)
    for size in range(len(more), -1, -1):
        parts = _parts("\n".join([cell.text, *(each.text for _, each in more[:size])]))
        if any(label for label, _ in parts):
            good = len(parts) > 1 or bool(_class(parts[0][0])) or _lettered(parts[0][0])
        else:
            good = len(parts) > 1 and all(_bare(page[number], each) for number, each in more[:size])
        if good:
            return Listed(at, cell, tuple(parts), tuple(more[:size]))
    return None


def _begins(text: str) -> bool:
    """Whether a text may be the first line of a list: a range, or words with the sign of a limit at their end."""
    return (
        LIMIT.search(text) is not None
        or text.rstrip()[-1:] in ("<", ">", "≤", "≥")
        or re.search(r"\d\s*[-–]$", text) is not None
    )


def _below(page: Sequence[Line], at: int, cell: Cell) -> list[tuple[int, Cell]]:
    """The cells that stand under one another below a cell, in lines that are no rows of their own."""
    found: list[tuple[int, Cell]] = []
    last = page[at]
    for number in range(at + 1, min(len(page), at + MOST)):
        line = page[number]
        under = [each for each in line.cells if abs(each.x0 - cell.x0) < BESIDE]
        others = [each for each in line.cells if each not in under]
        if len(under) != 1 or len(others) > 2 or line.y - last.y > STEP * last.height:
            break
        if any(not (_speaks_of_method(each.text) or _of_a_list(each.text)) for each in others):
            break
        found.append((number, under[0]))
        last = line
    return found


def _bare(line: Line, cell: Cell) -> bool:
    """Whether beside a cell stands nothing, or something in brackets."""
    return all(each is cell or each.text.startswith("(") for each in line.cells)


def _speaks_of_method(text: str) -> bool:
    """Whether a text below a name is no row of its own: it has no number, stands in brackets, or is a remark."""
    return not re.search(r"\d", text) or text.startswith("(") or _says_method(text)


def _of_a_list(text: str) -> bool:
    """Whether a text is a line of another list of ranges, as of the same result in another unit."""
    told = _parts(text)
    return bool(told) and all(_lettered(label) or _class(label) for label, _ in told)


def _says_method(text: str) -> bool:
    label, colon, _ = text.partition(":")
    return bool(colon) and report_words().column(label) == "method"


def _parts(text: str) -> list[Part]:
    """The ranges of a text, each with the words before it; none where something else stands there too."""
    plain = text.strip().strip("()[]")
    found: list[Part] = []
    at = 0
    while at < len(plain):
        limit = LIMIT.search(plain, at)
        if limit is None:
            return found if found and unit_codes(plain[at:].strip(" \n,;/()[].")) else []
        label = " ".join(plain[at : limit.start()].split()).strip(" ,;/()[].:=-")
        if found and (unit := label.split(" ")[0]) and unit_codes(unit) and not _pair([*found[-1:], (label, "")]):
            label = label[len(unit) :].strip(" ,;/()[].:=-")
        if label and not LABEL.fullmatch(label):
            return []
        found.append((label, " ".join(limit[0].split()).strip(" ([)]")))
        at = limit.end() + len(plain[limit.end() :]) - len(plain[limit.end() :].lstrip(" \n,;/()[]."))
    return found


def _lettered(label: str) -> bool:
    return re.fullmatch(r"[^\W\d_]", label) is not None


def _pair(parts: Sequence[Part]) -> tuple[str, str] | None:
    """The two letters for men and women that stand before two ranges."""
    letters = [words_of(label) for label, _ in parts]
    own = {each[0] for each in letters if len(each) == 1}
    return next((pair for pair in LETTERS if len(parts) == 2 and own == set(pair)), None)


def _chosen(parts: Sequence[Part], whose: Whose) -> str | None:
    """The range of the person among some; None where that is not certain."""
    if pair := _pair(parts):
        letter = None if whose.sex is None else pair[0] if whose.sex == "men" else pair[1]
        return next((limit for label, limit in parts if words_of(label) == (letter,)), None)
    told = [(_class(label), limit) for label, limit in parts]
    kinds = [kind for kind, _ in told]
    if set(kinds) <= {"men", "women"}:
        own = [limit for kind, limit in told if kind == whose.sex]
        return own[0] if len(own) == 1 and kinds.count("men") < 2 and kinds.count("women") < 2 else None
    if set(kinds) <= {"adult", "child"}:
        grown = [limit for kind, limit in told if kind == "adult" and whose.adult]
        return grown[0] if len(grown) == 1 else None
    usual = [limit for kind, limit in told if kind == "usual"]
    return usual[0] if len(usual) == 1 and set(kinds) <= {"usual", "other"} else None


def _class(label: str) -> str:
    """What the words before a range name: `men`, `women`, `adult`, `child`, `usual`, `other`; "" where they are unknown."""
    words = words_of(label)
    known = report_words().classes
    if not words or len(words) > 4:
        return ""
    for kind in ("men", "women", "adult", "child"):
        if all(word in known[kind] for word in words):
            return kind
    if " ".join(words) in known["usual"]:
        return "usual"
    return "other" if any(word in known["other"] for word in words) else ""
