"""What a report from abroad says before it is drawn: an invented person of that country, and the results of a list of tests."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bedside.scanning.analytes import analytes
from reports import printing
from reports.abroad import Abroad
from reports.catalogue import SPELLINGS, Bounds, Listed, Part, Range, bounds, chosen, for_sex, parsed
from reports.content import Content, Entry, Result, Section
from reports.specimens import Habit, drawn
from reports.truth import Person


@dataclass(frozen=True)
class Tested(Entry):
    """A test with what stands around it: below its name, in a column for methods, above and below its row."""

    sub: str = ""
    method: str = ""
    heading: str = ""
    remarks: tuple[str, ...] = ()
    share: Tested | None = None


@dataclass(frozen=True)
class Chart(Section):
    """A section with what stands below its heading."""

    below: str = ""


@dataclass(frozen=True)
class Told(Content):
    """Content with the further numbers of the report: of the person's papers and of the request."""

    paper: str = ""
    request: str = ""
    doctor: str = ""
    is_man: bool = False


def content_abroad(layout: Abroad, lots: random.Random) -> Told:
    """An invented person's results."""
    collected = datetime(2026, 1, 1, 6, 30) + timedelta(days=lots.randrange(300), minutes=lots.randrange(420))
    dates = [collected]
    for _ in range(sum(role == "previous" for role, _, _ in layout.columns)):
        dates.append(dates[-1] - timedelta(days=lots.randrange(2, 70), minutes=lots.randrange(200)))
    named, is_man = layout.people_named, lots.random() < 0.5
    birth = datetime(1940, 1, 1) + timedelta(days=lots.randrange(22000))
    given = lots.choice(named.men if is_man else named.women)
    name = named.form.format(family=lots.choice(named.families), given=given)
    sex = named.sexes[0 if is_man else 1]
    person = Person(name, f"{birth:%Y-%m-%d}", _digits(named.numbers, lots), sex)
    sections = tuple(_chart(layout, part, lots, len(dates), is_man) for part in chosen(parsed(layout.tests), lots))
    return Told(
        person,
        layout.laboratory[0],
        collected,
        collected + timedelta(minutes=lots.randrange(150, 2600)),
        tuple(dates),
        sections,
        _digits(named.papers.replace("{birth}", f"{birth:%y%m%d}"), lots),
        _digits(named.requests, lots),
        lots.choice(named.doctors),
        is_man,
    )


def _digits(form: str, lots: random.Random) -> str:
    return "".join(str(lots.randrange(10)) if each == "#" else each for each in form)


def _chart(layout: Abroad, part: Part, lots: random.Random, dates: int, is_man: bool) -> Chart:
    entries = tuple(_tested(layout, test, lots, dates, is_man) for test in part.tests)
    # A heading within a section stands above the first of its tests that is there.
    heading, shown = "", list[Tested]()
    every = {test.name: test.heading for whole in parsed(layout.tests) if whole.title == part.title for test in whole.tests}
    current, said = "", set[str]()
    for name, above in every.items():
        current = above or current
        entry = next((each for each in entries if each.name == name), None)
        if entry is not None:
            heading = current if current not in said else ""
            said.add(current)
            shown.append(replace(entry, heading=heading))
    return Chart(part.title, "", tuple(_agreeing(layout, shown)), part.below)


def _agreeing(layout: Abroad, entries: list[Tested]) -> list[Tested]:
    """Counts of cells that are their share of all white cells, where a report has all three."""
    of = {entry.analyte: entry for entry in entries}
    every = of.get("leukocytes")
    told = []
    for entry in entries:
        share = entry.share or of.get(f"{entry.analyte}_percent")
        if every is None or share is None:
            told.append(entry)
            continue
        results = list(entry.results)
        for date, (whole, part) in enumerate(zip(every.results, share.results, strict=False)):
            if whole is not None and part is not None and results[date] is not None:
                results[date] = _counted(layout, entry, whole, part, every)
        told.append(replace(entry, results=tuple(results)))
    return told


def _counted(layout: Abroad, entry: Tested, whole: Result, part: Result, every: Tested) -> Result:
    assert isinstance(whole.value, float) and isinstance(part.value, float)
    factor = analytes()["leukocytes"].canonical(1, every.ucum) / analytes()["leukocytes"].canonical(1, entry.ucum)
    value = round(whole.value * part.value / 100 * factor, entry.told.digits)
    flag = printing.flag(layout, value, "", entry.range)
    side = printing.side(value, "", entry.range.low, entry.range.high)
    return Result(value, "", printing.number(layout, value, entry.told.digits), flag, side)


def _tested(layout: Abroad, test: Listed, lots: random.Random, dates: int, is_man: bool) -> Tested:
    ends = for_sex(test.range, is_man)
    printed = _printed(layout, test.range, ends)
    words = test.more.get("words", "").split(";") if "words" in test.more else []
    results = tuple(
        _result(layout, test, printed, words, lots) if at == 0 or lots.random() < layout.past_chance else None
        for at in range(dates)
    )
    low, high = printed.low, printed.high
    entry = Tested(
        test.analyte,
        test.name,
        Habit(test.ucum, low, high, test.digits),
        test.unit,
        test.ucum,
        printed,
        results,
        sub=test.more.get("sub", ""),
        method=test.more.get("method", ""),
        remarks=test.remarks,
    )
    if "also" in test.more and test.analyte:
        entry = replace(entry, again=_again(layout, entry, test, is_man))
    if "share" in test.more:
        entry = replace(entry, share=_share(layout, entry, test.more["share"], lots))
    return entry


def _printed(layout: Abroad, told: Range, ends: Bounds) -> printing.Printed:
    if told.word:
        return printing.Printed(told.word, None, None)
    if told.men is not None and told.women is not None:
        lines = [form.format(_shown(layout, each)) for form, each in zip(layout.by_sex, (told.men, told.women), strict=True)]
        lines = lines if layout.sexes_apart else [" ".join(lines)]
    elif told.classes:
        lines = [layout.by_class.format(label, _shown(layout, each)) for label, each, _ in told.classes]
    else:
        lines = [_shown(layout, told.whole) if told.whole is not None else ""]
    return printing.Printed(lines[0], *ends.ends, tuple(lines[1:]))


def _shown(layout: Abroad, ends: Bounds) -> str:
    low, high = (_number(layout, each) if each else "" for each in (ends.low, ends.high))
    if low and high:
        return layout.range_form.format(low, high)
    return layout.up_to.format(high) if high else layout.above.format(low)


def _number(layout: Abroad, text: str) -> str:
    """A limit with the digits that the list has it with."""
    return printing.number(layout, float(text), len(text.partition(".")[2]))


def _result(layout: Abroad, test: Listed, printed: printing.Printed, words: list[str], lots: random.Random) -> Result:
    if words:
        word = lots.choice(words)
        return Result(word, "", word, "", "")
    from_, to = (test.range.drawn or Bounds()).ends if test.range.drawn else (printed.low, printed.high)
    least, most = (float(test.more[each]) if each in test.more else None for each in ("least", "most"))
    habit = Habit(test.ucum, from_, to, test.digits, least, most)
    if test.ucum and test.analyte:
        value, comparator = drawn(lots, test.analyte, habit)
    else:
        floor, ceiling = from_ or 0.3 * (to or 4), to or 2 * (from_ or 2)
        value, comparator = float(round(floor + (ceiling - floor) * lots.uniform(-0.1, 1.15), test.digits)), ""
    gap = " " if layout.spaced and comparator else ""
    text = f"{comparator}{gap}{printing.number(layout, value, test.digits)}"
    flag = printing.flag(layout, value, comparator, printed)
    return Result(value, comparator, text, flag, printing.side(value, comparator, printed.low, printed.high))


def _again(layout: Abroad, entry: Tested, test: Listed, is_man: bool) -> Tested | None:
    """The same result in another unit: `also` is that unit, its digits, and its range where there is a column for it."""
    result = entry.results[0]
    if result is None or not isinstance(result.value, float):
        return None
    unit, digits, *reach = test.more["also"].split(";")
    ucum = SPELLINGS.get(unit, unit)
    analyte = analytes()[entry.analyte]
    shift = (analyte.canonical(0, entry.ucum), analyte.canonical(0, ucum))
    assert shift == (0, 0), test
    value = round(result.value * analyte.canonical(1, entry.ucum) / analyte.canonical(1, ucum), int(digits))
    told = _also_range(reach[0]) if reach else Range()
    printed = _printed(layout, told, for_sex(told, is_man))
    text = f"{result.comparator}{printing.number(layout, value, int(digits))}"
    shown = Result(value, result.comparator, text, "", printing.side(value, result.comparator, printed.low, printed.high))
    habit = Habit(ucum, printed.low, printed.high, int(digits))
    return replace(entry, told=habit, unit=unit, ucum=ucum, range=printed, results=(shown,), is_again=True)


def _also_range(text: str) -> Range:
    if text.startswith("m"):
        men, women = text.split()
        return Range(men=bounds(men.removeprefix("m")), women=bounds(women.removeprefix("f")))
    return Range(whole=bounds(text)) if text else Range()


def _share(layout: Abroad, entry: Tested, text: str, lots: random.Random) -> Tested:
    """The share of cells beside a count: its range and its digits."""
    reach, digits = text.split(";")
    ends = bounds(reach)
    printed = _printed(layout, Range(whole=ends), ends)
    key = f"{entry.analyte}_percent"
    test = Listed(key, entry.name, "%", "%", int(digits), Range(whole=ends))
    result = _result(layout, test, printed, [], lots)
    habit = Habit("%", *ends.ends, int(digits))
    return Tested(key, entry.name, habit, "%", "%", printed, (replace(result, flag=""),))
