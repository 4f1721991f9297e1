"""Dates and times as reports print them, in a dozen languages.

03/04/2026 is two dates; with points, 03.04.2026, it is one, as nobody writes the month first then. Another date of the same
report decides, such as a birth date of 25/12/1950, or that nothing is reported before it is collected; where none does, the
date is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Literal

from bedside.scanning.letters import unaccented

Order = Literal["dmy", "mdy"]
MONTHS = (
    (
        "jan",
        "january",
        "enero",
        "ene",
        "januar",
        "janner",
        "gennaio",
        "gen",
        "janvier",
        "janv",
        "janeiro",
        "januari",
        "ocak",
        "stycznia",
        "ianuarie",
    ),
    (
        "feb",
        "february",
        "febrero",
        "februar",
        "febbraio",
        "fevrier",
        "fevr",
        "fev",
        "fevereiro",
        "februari",
        "subat",
        "lutego",
        "februarie",
    ),
    ("mar", "march", "marzo", "marz", "mrz", "mars", "marco", "maerz", "maart", "maret", "mart", "marca", "martie"),
    ("apr", "april", "abril", "abr", "aprile", "avril", "avr", "nisan", "kwietnia", "aprilie"),
    ("may", "mayo", "mai", "maggio", "mag", "maio", "mei", "maj", "mayis", "maja"),
    ("jun", "june", "junio", "juni", "giugno", "giu", "juin", "junho", "haziran", "czerwca", "iunie"),
    ("jul", "july", "julio", "juli", "luglio", "lug", "juillet", "juil", "julho", "temmuz", "lipca", "iulie"),
    ("aug", "august", "agosto", "ago", "aout", "augustus", "augusti", "agustus", "agustos", "sierpnia"),
    ("sep", "sept", "september", "septiembre", "settembre", "set", "septembre", "setembro", "eylul", "wrzesnia", "septembrie"),
    (
        "oct",
        "october",
        "octubre",
        "oktober",
        "okt",
        "ottobre",
        "ott",
        "octobre",
        "outubro",
        "out",
        "ekim",
        "pazdziernika",
        "octombrie",
    ),
    ("nov", "november", "noviembre", "novembre", "novembro", "kasim", "listopada", "noiembrie"),
    (
        "dec",
        "december",
        "diciembre",
        "dic",
        "dezember",
        "dez",
        "dicembre",
        "decembre",
        "dezembro",
        "desember",
        "aralik",
        "grudnia",
        "decembrie",
    ),
)
BY_NAME = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
NAMES = "|".join(sorted(BY_NAME, key=len, reverse=True))
YMD = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.] ?(?P<a>\d{1,2})[-/.] ?(?P<b>\d{1,2})(?!\d)")
NUMERIC = re.compile(
    r"(?<![\d.,/])(?P<a>\d{1,2})(?P<s>[-/.])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/]|[.,]\d)"
)
NAMED = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ \-./]*(?:de |di )?(?P<m>{NAMES})\.?[ \-./,]*(?:de |del |di )?"
    r"(?P<y>(?:19|20)\d\d|\d\d)(?!\d)"
    rf"|(?<![a-z])(?P<m2>{NAMES})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d\d)(?!\d)",
    re.I,
)
MAY_HOLD_ONE = re.compile(r"\d[-/.]\s?\d{1,2}[-/.]\s?\d|\d\D{0,6}[^\W\d_]{3}|[^\W\d_]{3}\D{0,2}\d")
"""Numbers in a row with marks between them, or a number near letters enough for a month: all else cannot hold a date."""
CLOCK = re.compile(r"(?<![\d:])(?P<h>[01]?\d|2[0-3])[:h](?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<half>[ap])\.?m\.?)?(?!\d)", re.I)


@dataclass(frozen=True)
class Printed:
    """A date as printed: what it is by each order of day and month, the clock beside it, and where in the text it stands.

    `digits` where its order of day and month is a habit of the country.
    """

    dmy: date | None
    mdy: date | None
    clock: time | None
    first: int
    last: int
    digits: bool = False

    def by(self, order: Order | None) -> date | None:
        """The date; None where two are possible and no order is known."""
        if self.dmy is None or self.mdy is None or self.dmy == self.mdy:
            return self.dmy or self.mdy
        return None if order is None else self.dmy if order == "dmy" else self.mdy


def dates(text: str) -> list[Printed]:
    """The dates of a text, from left to right."""
    return list(_dates(text)) if MAY_HOLD_ONE.search(text) else []


@lru_cache(maxsize=2048)
def _dates(text: str) -> tuple[Printed, ...]:
    plain = unaccented(text)
    found = [_printed(plain, m, _date(m["y"], m["a"], m["b"]), None) for m in YMD.finditer(plain)]
    taken = [(each.first, each.last) for each in found]
    for m in NAMED.finditer(plain):
        day = _date(m["y"] or m["y2"], str(BY_NAME[m["m"] or m["m2"]]), m["d"] or m["d2"])
        found.append(_printed(plain, m, day, None))
    taken = [(each.first, each.last) for each in found]
    for m in NUMERIC.finditer(plain):
        if not any(first < m.end() and m.start() < last for first, last in taken):
            american = None if m["s"] == "." else _date(m["y"], m["a"], m["b"])
            found.append(_printed(plain, m, _date(m["y"], m["b"], m["a"]), american, m["s"] != "."))
    return tuple(sorted((each for each in found if each.dmy or each.mdy), key=lambda each: each.first))


def _printed(text: str, found: re.Match[str], dmy: date | None, mdy: date | None, digits: bool = False) -> Printed:
    between = re.match(r"[ ,\-t/|]*(?:um|at|alle ore|ore|a las|a|as|kl)? *", text[found.end() :])
    gap = found.end() + (between.end() if between else 0)
    behind = CLOCK.match(text, gap)
    if behind is None:
        return Printed(dmy, mdy, None, found.start(), found.end(), digits)
    return Printed(dmy, mdy, _time(behind), found.start(), behind.end(), digits)


def clock(text: str) -> time | None:
    """The time that a text is, where it is nothing else."""
    found = CLOCK.fullmatch(text.strip())
    return _time(found) if found else None


def _time(found: re.Match[str]) -> time:
    hour, half = int(found["h"]), (found["half"] or "").lower()
    return time(hour % 12 + (12 if half == "p" else 0) if half else hour, int(found["m"]))


def _date(year: str, month: str, day: str) -> date | None:
    whole = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None


def order_of(
    found: Iterable[Printed],
    in_sequence: Iterable[tuple[Printed, Printed]] = (),
    before: Iterable[tuple[Printed, Printed]] = (),
) -> Order | None:
    """How a report writes its dates: by those that can be read in one way only, then by pairs of which one comes first.

    The pairs `in_sequence` lie within two months; those of `before` may lie years apart.
    """
    seen = list(found)
    only = {"dmy" if each.mdy is None else "mdy" for each in seen if each.digits and (each.dmy is None or each.mdy is None)}
    if len(only) == 1:
        return "dmy" if "dmy" in only else "mdy"
    if only:
        return None
    fits: dict[Order, bool] = {"dmy": True, "mdy": True}
    told = False
    pairs = [(*pair, 60) for pair in in_sequence] + [(*pair, 36500) for pair in before]
    for earlier, later, most in pairs:
        for order in fits:
            first, second = earlier.by(order), later.by(order)
            if first and second:
                told = True
                fits[order] = fits[order] and first <= second and (second - first).days < most
    left: list[Order] = [order for order, fit in fits.items() if fit]
    return left[0] if told and len(left) == 1 else None
