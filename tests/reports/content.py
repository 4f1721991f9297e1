"""What a report says before it is drawn: a person, dates, sections, tests, and a value for each date."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedside.scanning.analytes import analytes, named, printed_unit, same_specimen
from reports import printing
from reports.layout import Layout
from reports.specimens import INTERNATIONAL, OF_SEXES, PANELS, USUAL, Habit, drawn, habit
from reports.trimmings import MISSING
from reports.truth import Person
from reports.words import PENDING, QUALITATIVE, SECTIONS, UNKNOWN

GIVEN = (
    "Alba",
    "Bruno",
    "Clara",
    "Dario",
    "Elke",
    "Fabio",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Lea",
    "Mateo",
    "Nora",
    "Otto",
    "Pia",
)
FAMILY = (
    "Testmann",
    "Probst-Invent",
    "Esempio",
    "Ejemplar",
    "Samplewood",
    "Exemplaire",
    "Modelo",
    "Fictional",
    "Musterfrau",
    "Inventado",
)
LABORATORIES = {
    "en": ("Northgate Invented Laboratory", "Example County Pathology"),
    "es": ("Laboratorio Inventado del Sur", "Análisis Ejemplo"),
    "de": ("Labor Musterstadt (erfunden)", "MVZ Beispiel Labor"),
    "it": ("Laboratorio Analisi Esempio", "Centro Diagnostico Inventato"),
    "fr": ("Laboratoire Exemple", "Biologie Inventée"),
    "pt": ("Laboratório Exemplo", "Análises Inventadas"),
}


@dataclass(frozen=True)
class Result:
    """A value at a date: the number or the word, what stands before it, and how both are printed."""

    value: float | str
    comparator: str
    text: str
    flag: str
    side: str


@dataclass(frozen=True)
class Entry:
    """A test as it is printed, with a result for each date, the current one first; None where it was not done.

    `ucum` is what the printed `unit` means, which may be IU where the laboratory means U. `pending` is what stands where the
    result will be. `again` is the same test with the same result in another unit.
    """

    analyte: str
    name: str
    told: Habit
    unit: str
    ucum: str
    range: printing.Printed
    results: tuple[Result | None, ...]
    doubtful: bool = False
    pending: str = ""
    mark: str = ""
    again: Entry | None = None
    is_again: bool = False


@dataclass(frozen=True)
class Section:
    """A heading and its tests."""

    title: str
    panel: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Content:
    """All that a report says of one person. `dates` begins with the current one."""

    person: Person
    laboratory: str
    collected: datetime
    reported: datetime
    dates: tuple[datetime, ...]
    sections: tuple[Section, ...]


def content(layout: Layout, lots: random.Random) -> Content:
    """An invented person's results."""
    collected = datetime(2026, 1, 1, 7, 0) + timedelta(days=lots.randrange(300), minutes=lots.randrange(300))
    earlier = (
        max(layout.trend, layout.rounds) - 1
        if layout.trend or layout.rounds > 1
        else sum(role == "previous" for role, _, _ in layout.columns)
    )
    dates = [collected]
    for _ in range(earlier):
        apart = timedelta(hours=layout.hours) or timedelta(days=lots.randrange(3, 90), minutes=lots.randrange(120))
        dates.append(dates[-1] - apart)
    birth = datetime(1940, 1, 1) + timedelta(days=lots.randrange(22000))
    person = Person(f"{lots.choice(FAMILY)}, {lots.choice(GIVEN)}", f"{birth:%Y-%m-%d}", f"{lots.randrange(10**6, 10**7)}")
    sections = tuple(_section(layout, panel, lots, len(dates)) for panel in layout.panels)
    reported = collected + timedelta(hours=lots.randrange(4, 50))
    return Content(person, lots.choice(LABORATORIES[layout.language]), collected, reported, tuple(dates), sections)


def _section(layout: Layout, panel: str, lots: random.Random, dates: int) -> Section:
    kept = [key for key in PANELS[panel] if lots.random() < 0.85] or list(PANELS[panel][:3])
    entries = [entry for key in kept for entry in [_entry(layout, panel, key, lots, dates)] if entry is not None]
    if layout.unknown and lots.random() < 0.6:
        entries.append(_unknown(layout, lots, dates))
    return Section(lots.choice(SECTIONS[layout.language][panel]), panel, tuple(entries))


def _entry(layout: Layout, panel: str, key: str, lots: random.Random, dates: int) -> Entry | None:
    told = habit(layout.country, key)
    unit = printing.unit(layout, told.unit)
    codes = [code for code in printed_unit(unit) if analytes()[key].takes(code)]
    assert codes or not unit, (key, unit)
    ucum = told.unit if told.unit in codes or not codes else codes[0]
    printed = printing.limits(layout, told)
    if layout.sexes and key in OF_SEXES and told.low is not None and told.high is not None:
        printed = printing.of_sexes(layout, told)
    if layout.groups and key in OF_SEXES and told.low is not None and told.high is not None:
        printed = printing.of_groups(layout, told)
    if analytes()[key].kind != "quantity":
        printed = printing.Printed(QUALITATIVE[layout.language]["negative"][0], None, None)
    results = [_result(layout, key, told, printed, lots) if at == 0 or lots.random() < 0.85 else None for at in range(dates)]
    name = _name(layout, panel, key, told, lots)
    entry = Entry(key, name, told, unit, ucum, printed, tuple(results))
    if layout.marks and lots.random() < 0.25:
        entry = replace(entry, mark=f"{lots.randrange(1, 4)})")
    if layout.missing and lots.random() < 0.08:
        entry = replace(entry, pending=lots.choice(MISSING[layout.language]), results=(None, *entry.results[1:]))
    if layout.also:
        entry = replace(entry, again=_again(layout, entry))
    return _doubtful(layout, entry, lots) if layout.doubts else entry


def _again(layout: Layout, entry: Entry) -> Entry | None:
    """The current result in the unit of another country, where that is another one, and a factor leads to it."""
    analyte, told, result = analytes()[entry.analyte], habit(layout.also, entry.analyte), entry.results[0]
    if told.unit in ("", entry.told.unit) or result is None or not isinstance(result.value, float):
        return None
    if analyte.canonical(0, told.unit) or analyte.canonical(0, entry.told.unit):
        return None
    factor = analyte.canonical(1, entry.told.unit) / analyte.canonical(1, told.unit)
    low, high = (None if each is None else round(each * factor, told.digits) for each in (entry.told.low, entry.told.high))
    told = replace(told, low=low, high=high)
    printed, value = printing.limits(layout, told), round(result.value * factor, told.digits)
    text = f"{result.comparator}{printing.number(layout, value, told.digits)}"
    side = printing.side(value, result.comparator, low, high)
    shown = Result(value, result.comparator, text, "", side)
    unit = printing.unit(layout, told.unit)
    assert told.unit in printed_unit(unit), (entry.analyte, unit)
    return replace(entry, told=told, unit=unit, ucum=told.unit, range=printed, results=(shown,), is_again=True)


def _doubtful(layout: Layout, entry: Entry, lots: random.Random) -> Entry:
    """Now and then a row whose unit is missing, or contradicts its range, or whose result is not there yet."""
    kind = lots.random()
    if kind < 0.08 and entry.unit:
        return replace(entry, unit="", ucum="", doubtful=True)
    if kind < 0.14:
        return replace(entry, pending=PENDING[layout.language], results=(None, *entry.results[1:]))
    other = INTERNATIONAL.get(entry.analyte)
    if kind < 0.5 and other is not None and entry.told == USUAL.get(entry.analyte) and _contradicts(entry, other):
        printed = printing.limits(layout, other)
        result = _result(layout, entry.analyte, other, printed, lots)
        return replace(entry, range=printed, results=(result, *entry.results[1:]), doubtful=True)
    return entry


def _contradicts(entry: Entry, other: Habit) -> bool:
    """Whether another unit's range is one that this unit can never have."""
    analyte = analytes()[entry.analyte]
    least, most = analyte.limits or (0.0, 0.0)
    told = [analyte.canonical(limit, entry.ucum) for limit in (other.low, other.high) if limit]
    return all(limit < 0.7 * least or limit > 1.5 * most for limit in told)


def _result(layout: Layout, key: str, told: Habit, printed: printing.Printed, lots: random.Random) -> Result:
    if analytes()[key].kind != "quantity":
        kind = "negative" if lots.random() < 0.75 else "positive"
        word = lots.choice(QUALITATIVE[layout.language][kind])
        return Result(word, "", word, "", "")
    value, comparator = drawn(lots, key, told)
    text = f"{comparator}{printing.number(layout, value, told.digits)}"
    flag = printing.flag(layout, value, comparator, printed)
    return Result(value, comparator, text, flag, printing.side(value, comparator, printed.low, printed.high))


def _name(layout: Layout, panel: str, key: str, told: Habit, lots: random.Random) -> str:
    """A name of the analyte that its unit and its section tell from every other one."""
    specimen = "urine" if panel == "urine" else "blood"
    every = [name for name in analytes()[key].names[layout.language] if layout.font.startswith("DejaVu") or _western(name)]
    clear = [name for name in every if _clear(name, key, told, specimen)] or every[:1]
    if layout.formula and partner(key) in analytes():
        shared = [name for name in every if name in analytes()[partner(key)].names[layout.language]]
        return max(shared, key=len)
    if layout.names == "shortest":
        return min(clear, key=len)
    if layout.names == "longest":
        return max(clear, key=len)
    chosen = lots.choice(clear[:3]) if layout.names == "any" else clear[0]
    return chosen.upper().replace("Μ", "µ") if layout.names == "upper" else chosen


def partner(key: str) -> str:
    """The count of cells of a share, and the share of a count."""
    return key.removesuffix("_percent") if key.endswith("_percent") else f"{key}_percent"


def _clear(name: str, key: str, told: Habit, specimen: str) -> bool:
    found = {each.id for each in named(name) if each.takes(told.unit) and same_specimen(each.specimen, specimen)}
    return found == {key}


def _western(name: str) -> bool:
    """Whether the built-in fonts have all its letters."""
    return name.encode("cp1252", "replace").decode("cp1252") == name


def _unknown(layout: Layout, lots: random.Random, dates: int) -> Entry:
    name = lots.choice(UNKNOWN[layout.language])
    if lots.random() < 0.5:
        result = Result("1:64", "", "1:64", "", "")
    else:
        value = round(lots.uniform(0.2, 4.0), 1)
        result = Result(value, "", printing.number(layout, value, 1), "", "")
    return Entry("", name, Habit("", None, None, 1), "", "", printing.Printed("", None, None), (result, *[None] * (dates - 1)))
