"""A laboratory's list of tests, as it is written down for a layout abroad, and the results that are drawn for it.

    # Hematology | EDTA blood            a section, and what stands below its heading
    #? Urine                             a section that is not in every report
    ## Differential count                a heading within a section
    hemoglobin | Haemoglobin | g/dL | 1 | m13.0..17.0 f12.0..15.0 | sub=(SLS)
    cholesterol | Cholesterol | mmol/L | 2 | [Desirable ..5.2* / Borderline 5.2..6.2 / High 6.2..]
    urine_nitrite | Nitrite | | | =Negative | words=Negative;Negative;Positive
    > a remark that stands below the test before it

The fields are the id of the analyte (empty for a test that no table has), the name, the unit, the digits, the range, and more:
`sub` stands below the name, `method` in its column, `least` and `most` are the ends of what can be measured, `words` what a
result may say, `share` the share of cells beside a count, `also` the other unit. After a unit `=` gives what it means. After a
range `~` says where results are drawn from when that is not the range. Of ranges by sex the truth has the one of the person's
sex. Of named classes the truth has the one with a star: the one that the laboratory calls usual, or that of adults, as all of
these people are; without a star it has none.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from functools import cache

SPELLINGS: dict[str, str] = {
    "10^3/uL": "10*3/uL", "10^3/µL": "10*3/uL", "x10^3/uL": "10*3/uL", "x10³/µL": "10*3/uL", "10³/µL": "10*3/uL",
    "10^3/µl": "10*3/uL", "10^3/mm3": "10*3/uL", "10^3/mm³": "10*3/uL", "ribu/uL": "10*3/uL", "ribu/µL": "10*3/uL",
    "K/µL": "10*3/uL", "K/uL": "10*3/uL", "tys/µl": "10*3/uL", "bin/µL": "10*3/uL", "x10^3/µL": "10*3/uL",
    "10^6/uL": "10*6/uL", "10^6/µL": "10*6/uL", "x10^6/uL": "10*6/uL", "x10⁶/µL": "10*6/uL", "10⁶/µL": "10*6/uL",
    "10^6/µl": "10*6/uL", "10^6/mm3": "10*6/uL", "10^6/mm³": "10*6/uL", "juta/uL": "10*6/uL", "juta/µL": "10*6/uL",
    "M/µL": "10*6/uL", "M/uL": "10*6/uL", "mln/µl": "10*6/uL", "mill/mm3": "10*6/mm3", "mill/cumm": "10*6/mm3",
    "milhões/mm³": "10*6/mm3", "x10^6/µL": "10*6/uL", "mill./mm³": "10*6/mm3",
    "x10E9/L": "10*9/L", "x10^9/L": "10*9/L", "10^9/L": "10*9/L", "G/l": "10*9/L", "10⁹/L": "10*9/L", "x 10^9/L": "10*9/L",
    "x10E12/L": "10*12/L", "x10^12/L": "10*12/L", "10^12/L": "10*12/L", "T/l": "10*12/L", "x 10^12/L": "10*12/L",
    "/mm³": "/mm3", "/mm3": "/mm3", "/cumm": "/mm3", "/µL": "/uL", "/uL": "/uL", "x mm3": "/mm3", "cells/cumm": "/mm3",
    "g/dl": "g/dL", "g%": "g/dL", "gm/dl": "g/dL", "gr/dL": "g/dL", "g/l": "g/L", "gms%": "g/dL", "g/100 ml": "g/dL",
    "mg/dl": "mg/dL", "mg%": "mg/dL", "mg/l": "mg/L", "µg/dL": "ug/dL", "ug/dL": "ug/dL", "µg/dl": "ug/dL", "mcg/dL": "ug/dL",
    "fl": "fL", "U/l": "U/L", "UI/L": "U/L", "IU/L": "U/L", "U/I": "U/L", "µkat/l": "ukat/L",
    "mmol/l": "mmol/L", "umol/L": "umol/L", "µmol/L": "umol/L", "µmol/l": "umol/L", "mEq/L": "meq/L", "nmol/l": "nmol/L",
    "pmol/l": "pmol/L", "ng/ml": "ng/mL", "pg/ml": "pg/mL", "µg/l": "ug/L", "µg/L": "ug/L", "ug/L": "ug/L", "ng/dl": "ng/dL",
    "mIU/L": "m[IU]/L", "uIU/mL": "u[IU]/mL", "µIU/mL": "u[IU]/mL", "mU/l": "m[IU]/L", "mUI/L": "m[IU]/L", "µUI/ml": "u[IU]/mL",
    "µUI/mL": "u[IU]/mL", "µIU/ml": "u[IU]/mL", "IU/mL": "[IU]/mL", "UI/mL": "[IU]/mL", "UI/ml": "[IU]/mL", "U/ml": "U/mL",
    "mm/jam": "mm/h", "mm/hr": "mm/h", "mm/1 h": "mm/h", "mm/saat": "mm/h", "mm/1st hr": "mm/h", "mm/1h": "mm/h",
    "mm/hora": "mm/h", "mm/1ª hora": "mm/h", "mm/godz": "mm/h", "mm/hour": "mm/h",
    "mL/min/1.73m2": "mL/min/{1.73_m2}", "mL/min/1.73m²": "mL/min/{1.73_m2}", "mL/min/1,73m²": "mL/min/{1.73_m2}",
    "ml/min/1,73m²": "mL/min/{1.73_m2}", "ml/min/1.73m2": "mL/min/{1.73_m2}", "ml/min/1,73m2": "mL/min/{1.73_m2}",
    "mL/dk/1,73m²": "mL/min/{1.73_m2}", "mL/menit/1.73m2": "mL/min/{1.73_m2}", "mL/min/1,73 m²": "mL/min/{1.73_m2}",
    "detik": "s", "seg": "s", "sec": "s", "Sek": "s", "sn": "s", "sek": "s", "seg.": "s", "segundos": "s", "saniye": "s",
    "/hpf": "/[HPF]", "/LPB": "/[HPF]", "/HPF": "/[HPF]", "por campo": "/[HPF]", "wpw": "/[HPF]", "HPF": "/[HPF]",
    "mg/g kreat.": "mg/g", "mg/g crea": "mg/g", "L/L": "L/L", "l/l": "L/L", "mmol/mol": "mmol/mol", "mEq/l": "meq/L",
    "mm Hg": "mm[Hg]", "pg/mL": "pg/mL", "ng/L": "ng/L", "ng/l": "ng/L", "ng/mL FEU": "ng/mL{FEU}", "mg/L FEU": "mg/L{FEU}",
}  # fmt: skip
"""What the units that are not spelled as in UCUM mean."""


@dataclass(frozen=True)
class Bounds:
    """An end of a range as typed, with its number; either may be open."""

    low: str = ""
    high: str = ""

    @property
    def ends(self) -> tuple[float | None, float | None]:
        low, high = (float(each) if each else None for each in (self.low, self.high))
        return low, high


@dataclass(frozen=True)
class Range:
    """A reference range: of all, of men and women, of named classes, or a word."""

    whole: Bounds | None = None
    men: Bounds | None = None
    women: Bounds | None = None
    classes: tuple[tuple[str, Bounds, bool], ...] = ()
    word: str = ""
    drawn: Bounds | None = None


@dataclass(frozen=True)
class Listed:
    """A test of the list."""

    analyte: str
    name: str
    unit: str
    ucum: str
    digits: int
    range: Range
    more: dict[str, str] = field(default_factory=dict, hash=False)
    heading: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A section of the list."""

    title: str
    below: str
    tests: tuple[Listed, ...]
    always: bool


@cache
def parsed(text: str) -> tuple[Part, ...]:
    """The sections of a list. Raises ValueError where a line is not as it should be."""
    parts: list[Part] = []
    heading = ""
    for line in (line.strip() for line in text.strip().splitlines()):
        if not line:
            continue
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("#"):
            title, _, below = line.lstrip("#? ").partition("|")
            parts.append(Part(title.strip(), below.strip(), (), not line.startswith("#?")))
            heading = ""
        elif line.startswith("> "):
            last = parts[-1].tests[-1]
            told = replace(last, remarks=(*last.remarks, line[2:]))
            parts[-1] = replace(parts[-1], tests=(*parts[-1].tests[:-1], told))
        else:
            parts[-1] = replace(parts[-1], tests=(*parts[-1].tests, _listed(line, heading)))
            heading = ""
    return tuple(parts)


def _listed(line: str, heading: str) -> Listed:
    fields = [each.strip() for each in line.split("|")]
    if len(fields) < 5:
        raise ValueError(line)
    unit, _, ucum = fields[2].partition("=")
    more = dict(each.split("=", 1) for each in fields[5:])
    meant = ucum or SPELLINGS.get(unit, unit)
    return Listed(fields[0], fields[1], unit, meant, int(fields[3] or 0), _range(fields[4]), more, heading)


def bounds(text: str) -> Bounds:
    """`3.5..5.1`, `..40` or `60..`. Raises ValueError for anything else."""
    low, dots, high = text.strip().partition("..")
    if not dots:
        raise ValueError(text)
    return Bounds(low, high)


def _range(text: str) -> Range:
    text, _, drawn = text.partition("~")
    text, told = text.strip(), Range(drawn=bounds(drawn) if drawn else None)
    if text.startswith("="):
        return replace(told, word=text[1:])
    if text.startswith("["):
        classes = []
        for each in text.strip("[]").split(" / "):
            label, _, ends = each.strip().rpartition(" ")
            classes.append((label, bounds(ends.removesuffix("*")), ends.endswith("*")))
        return replace(told, classes=tuple(classes))
    if text.startswith("m"):
        men, women = text.split()
        return replace(told, men=bounds(men.removeprefix("m")), women=bounds(women.removeprefix("f")))
    return replace(told, whole=bounds(text)) if text else told


def for_sex(told: Range, is_man: bool) -> Bounds:
    """The range that holds for a person of that sex."""
    if told.men is not None and told.women is not None:
        return told.men if is_man else told.women
    if told.classes:
        return next((each for _, each, usual in told.classes if usual), Bounds())
    return told.whole or Bounds()


def chosen(parts: tuple[Part, ...], lots: random.Random) -> list[Part]:
    """The sections of one report, each with most of its tests."""
    kept = []
    for part in parts:
        if not part.always and lots.random() < 0.4:
            continue
        tests = tuple(test for test in part.tests if lots.random() < 0.9) or part.tests[:2]
        kept.append(replace(part, tests=tests))
    return kept
