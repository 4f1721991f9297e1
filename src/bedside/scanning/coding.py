"""Which analyte a printed row is about: by name, then by unit, specimen, and the range that stands beside it.

What is ambiguous stays ambiguous. Nothing is chosen because it is likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bedside.quantity import UnitError
from bedside.scanning.analytes import (
    Analyte,
    analytes,
    named,
    printed_unit,
    same_specimen,
    specimen,
    spelled,
    without_method,
)
from bedside.scanning.report_words import report_words

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOST_POWER = re.compile(r"^([x×]?\s?10)\s?([1-9]\d?)\s?(?=/)", re.I)
"""10⁹/L whose raised digits were set flat."""
POWER_GONE = re.compile(r"^[xX×·*]?\s?10[^\da-zA-Z/]{0,2}/\s?(?P<of>[lL]|[uµμ][lL]|mm[3³]|mmc)$")
"""10⁹/L of which the raised digits were not read: what it may be, the analyte and its range decide."""
SLASH_GONE = re.compile(r"^((?:m|k|µ|u)?(?:IU|UI|U|IE)(?=[AL1l|]$)|m?g(?!A)|[mµunp]?mol(?!A)|[nµup]g(?!A)|L(?!A))[AL1l|]$")
LITRE_GONE = re.compile(r"^((?:m|k|µ|u)?(?:IU|UI|U|IE)|[mµun]mol)/[A-Z1l|!]?$")
OF_GONE = {"G/": ("G/L", "G/dL"), "T/": ("T/L",), "f1": ("fL",), "£1": ("fL",), "£l": ("fL",)}
"""Units of which the last letters were not read, or read as others, and what they may have been."""
FLAGS = frozenset(("L", "LL", "H", "HH", "A", "AA"))
"""Flags that would pass for units of which a stroke was lost."""
MISREAD = (
    (re.compile(r"(?<=[a-zµ])/[1I|](?![a-z\d])", re.I), "/L"),
    (re.compile(r"(?<=/d)[1I|]"), "L"), (re.compile("mo[1I|]", re.I), "mol"),
    (re.compile("^[nm]mo[!il]/", re.I), "mmol/"), (re.compile(r"\^?\*?[~˄]"), "^"), (re.compile(r"(?<=/)[uµμ]?[1I|]$"), "uL"),
    (re.compile("^[xX×]?1[0oO][^0-9/]?(?=[0-9])"), "10^"),
    (re.compile("/m[1I|](?![a-z])"), "/mL"), (re.compile("U[1l|](?=/)"), "UI"), (re.compile(r"^0/0$|^9/0$"), "%"),
)  # fmt: skip
"""What picture readers make of units."""
UNIT_IN_NAME = tuple(
    re.compile(rf"^(?P<name>.*\S)\s*{form}\s*$")
    for form in (
        r"\(\s*(?P<unit>[^()]+?)\s*\)",
        r"\[\s*(?P<unit>[^\[\]]+?)\s*\]",
        r",\s*(?P<unit>[^\s,]+)",
        r"\s+in\s+(?P<unit>\S+)",
    )
)
DRESS = re.compile(
    rf"^\d{{1,2}}[.)]\s+(?=[^\W\d_]{{2}})|^!{{1,2}}\s?(?:HH|LL|H|L)\s+|^[\s*!•·#\-–>+¬↑↓]+|[\s*:.…{RAISED}†‡#]+$|\s*\((?:\d{{1,2}}|[a-e*])\)\s*$"
)
FOOTNOTE = re.compile(rf"(?:\s*[{RAISED}]+|\s\d{{1,2}})\)$")
"""The number of a footnote with a bracket behind it, that nothing opens."""
PREFIX = re.compile(r"^(?:f?[SPBU]|fP|fS|Pt|aB|vB|dU)\s?[-.]\s?(?=[A-Za-zÀ-ÿ])")
CATALOGUED = re.compile(r"\s*\((?:ICD|LOINC|CPT|NFZ)[^()]*\)\s*$", re.I)
"""The number of a test in a public catalogue, behind its name."""
SHARE = re.compile(
    r"^(?P<name>.*[^\W\d_])[\s,]*(?:(?P<share>%|\(%\)|\brel(?:ativ\w*)?\.?)|#|\(#\)|\babs(?:olut\w*)?\.?|\bmutlak)\s*$", re.I
)
"""A name with a sign or a word that says whether it is a share or a count."""
SHORT = re.compile(r"[^\W\d_]{4,}.*\((?P<short>MCV|MCH|MCHC|RDW(?:-CV|-SD)?|MPV|PDW|PLT|ALT|AST|GGT|BUN)\)\s*$")
"""A name in words that nobody knows before a short one in brackets that means one thing in every language."""
ALIKE = str.maketrans("1i0", "llo")
SUFFIX = re.compile(r"\s+i\.\s?([SPBU])\.?$")
SPECIMENS = {"S": "serum", "P": "plasma", "B": "blood", "U": "urine"}


@lru_cache(maxsize=4096)
def unit_codes(text: str) -> tuple[str, ...]:
    """The UCUM codes that a printed unit may mean; raised digits that were set flat are set right."""
    plain = text.strip().strip("[]") if not text.strip().startswith("[IU") else text.strip()
    return printed_unit(plain) or printed_unit(LOST_POWER.sub(r"\1^\2", plain))


@lru_cache(maxsize=4096)
def unit_codes_of_picture(text: str) -> tuple[str, ...]:
    """The same for what was read from a picture, with the usual misreadings set right."""
    found = unit_codes(text)
    if found:
        return found
    if text.strip() in FLAGS:
        return ()
    if gone := OF_GONE.get(text.strip().rstrip("[]() ").lstrip("[( ")):
        return tuple(code for each in gone for code in unit_codes(each))
    if lost := POWER_GONE.match(text.strip()):
        return ("10*9/L", "10*12/L") if lost["of"] in "lL" else ("10*3/uL", "10*6/uL")
    text = LITRE_GONE.sub(r"\1/L", SLASH_GONE.sub(r"\1/L", text))
    if not re.search(r"[/%^]|mo", text):
        return found
    for pattern, right in MISREAD:
        text = pattern.sub(right, text)
        if found := unit_codes(text):
            return found
    return ()


@dataclass(frozen=True)
class Name:
    """A printed name: the analytes that go by it, and the unit that it holds, such as `Glucose (mmol/L)`."""

    analytes: tuple[Analyte, ...]
    unit: str = ""
    specimen: str = ""


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """What a printed name says, without the marks that stand around it."""
    for name, unit, _ in _ways(text):
        if unit and any(analyte.takes(code) for analyte in named(name) for code in unit_codes(unit)):
            return Name(named(name), unit)
    if (marked := SHARE.match(text)) and not named(text):
        share = marked["share"] is not None
        told = [a for a in named(_undressed(marked["name"])) if a.kind == "quantity" and ("%" in a.units) == share]
        if told:
            return Name(tuple(told))
    for name, unit, where in _ways(text):
        found = named(name)
        if found:
            return Name(tuple(a for a in found if not where or same_specimen(a.specimen, where)) or found, unit, where)
    for name, unit, where in _ways(text):
        closed = _closed_up(_undressed(name))
        if found := named(_without_spaces().get(closed, "") or _by_shape().get(closed.translate(ALIKE), "")):
            return Name(tuple(a for a in found if not where or same_specimen(a.specimen, where)) or found, unit, where)
    short = SHORT.search(text)
    return Name(named(short["short"]) if short else ())


def known(text: str) -> bool:
    """Whether a printed name is that of an analyte."""
    return bool(name_of(text).analytes)


def of_urine(text: str) -> bool:
    """Whether a printed name is that of a test of urine alone."""
    found = name_of(text).analytes
    return bool(found) and all(each.specimen == "urine" for each in found)


def _ways(text: str) -> Iterator[tuple[str, str, str]]:
    """The ways to read a name: as it is, without marks, without its unit, without the letter of its specimen."""
    yield text, "", ""
    bare = _undressed(text)
    yield bare, "", ""
    for form in UNIT_IN_NAME:
        if (found := form.match(bare)) and unit_codes(found["unit"]):
            yield found["name"], found["unit"], ""
            bare = found["name"]
            break
    if found := CATALOGUED.search(bare):
        bare = bare[: found.start()]
        yield bare, "", ""
    short = without_method(bare)
    while short != bare:
        yield short, "", ""
        bare, short = short, without_method(short)
    if found := SUFFIX.search(bare):
        yield bare[: found.start()], "", SPECIMENS[found[1].upper()]
    if found := PREFIX.match(bare):
        letter = found[0].lstrip("fadv")[:1].upper()
        yield bare[found.end() :], "", SPECIMENS.get(letter, "blood")
    if "/" not in bare and " - " in bare:
        yield bare.replace(" - ", " "), "", ""
        yield bare.partition(" - ")[0] if specimen(bare.partition(" - ")[2]) else "", "", ""


@cache
def _without_spaces() -> Mapping[str, str]:
    """Known names by their letters alone: picture readers lose spaces. Short ones are left out, as they may be anything."""
    every = (name for analyte in analytes().values() for names in analyte.names.values() for name in names)
    return {key: name for name in every if len(key := _closed_up(name)) > 7}


@cache
def _by_shape() -> Mapping[str, str]:
    """Names with 1, l and I, and with 0 and o, taken for the same, as picture readers do: HbAlc, lgG."""
    every = (name for analyte in analytes().values() for names in analyte.names.values() for name in names)
    found: dict[str, set[str]] = {}
    for name in every:
        key = _closed_up(name)
        if len(key) > 2:
            found.setdefault(key.translate(ALIKE), set()).add(name)
    several = {key for key, names in found.items() if len({tuple(each.id for each in named(name)) for name in names}) > 1}
    return {key: sorted(names)[0] for key, names in found.items() if key not in several}


def _closed_up(text: str) -> str:
    return spelled(text).replace(" ", "")


def _undressed(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, DRESS.sub("", text)
        if text.count(")") > text.count("("):
            text = FOOTNOTE.sub("", text)
    return text


@dataclass(frozen=True)
class Coding:
    """What a row is about. `analyte` is None where nothing or more than one thing fits; `unit` is the UCUM code that fits."""

    analyte: Analyte | None
    unit: str
    candidates: tuple[Analyte, ...]
    why: str = ""


def coded(
    name: Name, units: Iterable[str], heading: str, words: bool, limits: tuple[float | None, float | None], urine: bool
) -> Coding:
    """The analyte of a row: its name's, narrowed by the kind of value, by unit, by specimen and by the printed range.

    `urine` is whether the report speaks of another specimen than blood up to this row; where it does not, a name without a
    specimen is one of blood.
    """
    if not name.analytes:
        return Coding(None, "", (), "no analyte of this name is known")
    codes = tuple(units)
    left = [a for a in name.analytes if (a.kind != "quantity") == words or (words and a.unitless) or len(name.analytes) == 1]
    left = left or list(name.analytes)
    fitting = [a for a in left if any(a.takes(code) for code in codes)] if codes else [a for a in left if a.unitless] or left
    if not fitting:
        return Coding(_only(left), "", tuple(left), f"the unit does not fit {_labels(left or name.analytes)}")
    where = report_words().section(heading) or specimen(heading) or ""
    fitting = _by_specimen(fitting, name.specimen or where, urine)
    fitting = _by_limits(fitting, codes, limits) if len(fitting) > 1 else fitting
    analyte = _only(fitting)
    if analyte is None:
        return Coding(None, "", tuple(fitting), f"the name means more than one thing: {_labels(fitting)}")
    code = [code for code in codes if analyte.takes(code)]
    same = code[:1] if code and all(_equal(analyte, code[0], each) for each in code) else []
    return Coding(analyte, same[0] if same else "", (analyte,), "" if same or not codes else "the unit can be read in two ways")


def _only(found: list[Analyte]) -> Analyte | None:
    return found[0] if len(found) == 1 else None


def _labels(found: Iterable[Analyte]) -> str:
    return " or ".join(analyte.label for analyte in found)


def _by_specimen(found: list[Analyte], where: str, urine: bool) -> list[Analyte]:
    """Those of the section's specimen; without one those of blood, where the report speaks of nothing else."""
    if where and not (where == "blood" and not urine):
        return [each for each in found if same_specimen(each.specimen, where)] or found
    blood = [each for each in found if same_specimen(each.specimen, "blood")]
    return blood if blood and not urine else found


def _by_limits(found: list[Analyte], codes: tuple[str, ...], limits: tuple[float | None, float | None]) -> list[Analyte]:
    """Those whose laboratories could print this range."""
    if limits == (None, None):
        return found
    return [each for each in found if any(range_fits(each, code, limits) for code in codes if each.takes(code))] or found


def range_fits(analyte: Analyte, unit: str, limits: tuple[float | None, float | None]) -> bool:
    """Whether a laboratory could print this range for the analyte in this unit; from 0 on is from nowhere."""
    if analyte.limits is None:
        return True
    low, high = analyte.limits
    try:
        ends = [analyte.canonical(each, unit) for each in limits if each is not None]
    except UnitError:
        return False
    slack = 0.02 * max(abs(low), abs(high))
    return all(low - slack <= each <= high + slack for each in ends if each != 0)


def _equal(analyte: Analyte, one: str, other: str) -> bool:
    try:
        return analyte.same(one, other)
    except UnitError:
        return False
