"""A simulation as people read it: what was done, doses, response, events, reasons, and what was not simulated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import bedside
from bedside.faces.words import label, number, source_line, when, wrap

NOBODY = "Nobody here is real, and nothing here is a prediction for a person."
EVENTS = {
    "hypotension": "Hypotension (below 90 mm Hg, or a vasopressor)",
    "creatinine_increased": "Creatinine increased",
    "bilirubin_increased": "Bilirubin increased",
    "platelets_decreased": "Platelets decreased",
    "albumin_decreased": "Albumin decreased",
    "lymphocytes_decreased": "Lymphocytes decreased",
    "hypoxia": "Hypoxia (below 88 %)",
    "fever": "Fever",
    "weight_gain": "Weight gain",
    "confusion": "Confusion",
    "oliguria": "Urine below 0.5 mL/kg/h in a slot (no grade)",
}
MEASURES = {
    "doses": "doses in all",
    "responded": "responded (CR or PR)",
    "complete_response": "complete response",
    "free_of_progression": "without progression at the last scan",
}
CURVES = {
    "systolic_bp": "systolic pressure, mm Hg",
    "heart_rate": "heart rate, /min",
    "temperature": "temperature, °C",
    "oxygen_saturation": "oxygen saturation, %",
    "creatinine": "creatinine, mg/dL",
    "bilirubin": "bilirubin, mg/dL",
    "platelets": "platelets, 10⁹/L",
    "weight": "weight, kg",
    "sum_of_diameters": "tumour, share of its first diameter",
}
BLOCKS = "▁▂▃▄▅▆▇█"
COLUMNS = 60
MOST_REASONS = 12
Row = dict[str, Any]


def simulation_lines(found: bedside.Simulation) -> Iterator[str]:
    """The whole simulation."""
    told: Row = found.to_json()
    yield from wrap(f"{found.people:,} virtual people, seed {found.seed}: {treatment(found.protocol)}", 0)
    for change in found.protocol.changed:
        yield from wrap(f"Changed: {change.rule} is {change.now}, in place of {change.before}.", 0)
    yield NOBODY
    yield from _doses(found, told)
    yield from _response(told)
    yield from _events(told["summary"]["events"])
    yield from _reasons(found, told["summary"]["reasons"])
    if "comparison" in told:
        yield from _comparison(told["comparison"])
    yield from _not_simulated(told["summary"]["not_simulated"])
    yield from ("", f"Medicine file {found.protocol.medicine.digest[:12]}, model {found.model.digest[:12]}.")
    yield found.protocol.medicine.notice


def treatment(protocol: bedside.Protocol) -> str:
    """What is done, in one line."""
    regimen = protocol.regimen
    each = f"{protocol.dose * 1e6:,.0f} IU/kg every {regimen.interval / 3600:g} h, at most {regimen.doses} doses a cycle"
    drip = "" if protocol.pressors else ", no vasopressors"
    return f"{protocol.medicine.id} by {protocol.guide.id}, {regimen.id}: {each}{drip}."


def _doses(found: bedside.Simulation, told: Row) -> Iterator[str]:
    yield from ("", "Doses      mean  median  middle half   begun by")
    for row, begun in zip(told["summary"]["doses_per_cycle"], found.summary.begun, strict=True):
        middle = f"{row['q25']:g} to {row['q75']:g}"
        yield f"  cycle {row['cycle']}  {row['mean']:>5.1f}  {row['median']:>6g}  {middle:<12}  {share(begun)}"


def _response(told: Row) -> Iterator[str]:
    words = ", ".join(f"{word} {share(value)}" for word, value in told["summary"]["response"].items())
    events = told["summary"]["events"]
    free = [(key.rpartition("_")[2], value) for key, value in events.items() if key.startswith("free_of_progression")]
    yield from ("", f"Best response at the scans: {words}")
    yield "Without progression: " + ", ".join(f"day {day} {share(value)}" for day, value in free)


def _events(events: dict[str, float]) -> Iterator[str]:
    yield from ("", f"{'Events by CTCAE 5':<50}{'any':>6}  grade 3 or more")
    for name, said in EVENTS.items():
        severe = "" if name == "oliguria" else share(events[f"{name}_severe"])
        yield f"  {said:<48}{share(events[name]):>6}  {severe:>15}".rstrip()
    yield f"Mean hours on a vasopressor: {events['mean_hours_on_vasopressor']:.1f}"


def _reasons(found: bedside.Simulation, reasons: dict[str, int]) -> Iterator[str]:
    said = {rule.id: rule.say for rule in found.protocol.guide.rules}
    yield from ("", "Slots without a dose, and what held then")
    for name, count in list(reasons.items())[:MOST_REASONS]:
        yield from wrap(f"{name}: {said[name]}" if name in said else _other(name), 0, f"{count:>8,}  ")
    if len(reasons) > MOST_REASONS:
        yield f"          and {len(reasons) - MOST_REASONS} more; --json has all"


def _other(name: str) -> str:
    return f"{name}: something that is not in the model, by lot" if name.startswith("other") else name


def _comparison(told: Row) -> Iterator[str]:
    first, second = told["guides"]
    second = f"{second} (as it is)" if first == second else second
    yield from ("", f"The same people by {second}, and the difference with its 95 % interval")
    for row in told["differences"]:
        name = row["measure"]
        if not is_told(name):
            continue
        values = [measure_value(name, row[key]) for key in ("first", "second")]
        apart = [measure_value(name, row[key], signed=True) for key in ("difference", "low", "high")]
        yield f"  {measure_words(name):<52}{values[0]:>8} {values[1]:>8}  {apart[0]:>8}  ({apart[1]} to {apart[2]})"


def is_told(name: str) -> bool:
    """Whether a measure of a comparison is told in words: any grade of an event is not, and oliguria has none."""
    return (name in MEASURES or name.startswith("doses_") or name.endswith("_severe")) and name != "oliguria_severe"


def measure_words(name: str) -> str:
    """What a measure of a comparison is called."""
    if name in MEASURES:
        return MEASURES[name]
    if name.startswith("doses_"):
        return f"doses in cycle {name.removeprefix('doses_')}"
    return f"{EVENTS[name.removesuffix('_severe')].partition(' (')[0]}, grade 3 or more"


def measure_value(name: str, value: float, signed: bool = False) -> str:
    """A measure's value: doses as a number, shares in percent."""
    if name.startswith("doses"):
        return f"{value:{'+' if signed else ''}.2f}"
    return f"{100 * value:{'+' if signed else ''}.1f} %"


def _not_simulated(rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield from ("", "Not simulated: what rules ask for and nobody can have here, and what was written down instead")
    for taken in dict.fromkeys(row["taken_as"] for row in rows):
        names = "; ".join(label(row["concept"]) for row in rows if row["taken_as"] == taken)
        yield from wrap(f"{taken}: {names}.", 2, "- ")


def share(value: float) -> str:
    """A share as a percentage."""
    return f"{100 * value:.1f} %"


def person_lines(course: bedside.VirtualCourse) -> Iterator[str]:
    """One course: its slots, its curves, its scans."""
    row = course.row
    yield from wrap(f"Virtual person {course.person}, seed {course.seed}: {treatment(course.protocol)}", 0)
    yield from wrap(f"{row['weight']:.1f} kg, usual systolic pressure {row['systolic_bp_usual']:.0f} mm Hg. {NOBODY}", 0)
    cycle = 0
    for slot in course.slots:
        if slot.cycle != cycle:
            cycle = slot.cycle
            yield from ("", f"Cycle {cycle}")
        given = "dose given" if slot.given else "no dose"
        yield f"  {slot.slot:>2}  {when(slot.at)}  {slot.said}, {given}"
        for rule in () if slot.said == "give" else slot.because:
            yield from wrap(f"{rule.say} {source_line(rule.source, rule.read)}", 6, "- ")
    yield from ("", f"From day {course.days[0] + 1:g} to day {course.days[-1] + 1:.0f}")
    for name, said in CURVES.items():
        values = course.signs[name]
        low, high = (number(round(edge, 2)) for edge in (min(values), max(values)))
        yield f"  {said:<36}{sparkline(course.days, values)}  {low} to {high}"
    yield from ("", "Scans: " + ", ".join(f"day {day} {mm:g} mm, {word}" for day, mm, word in course.scans))
    yield from (f"Best response: {row['best_response']}", "", course.protocol.medicine.notice)


def sparkline(days: Sequence[float], values: Sequence[float]) -> str:
    """A curve of one line, from its lowest to its highest value."""
    low, high, end = min(values), max(values), max(days)
    cells: list[list[float]] = [[] for _ in range(COLUMNS)]
    for day, value in zip(days, values, strict=True):
        cells[min(int(day / end * COLUMNS), COLUMNS - 1)].append(value)
    found, last = "", values[0]
    for cell in cells:
        last = sum(cell) / len(cell) if cell else last
        found += BLOCKS[min(int((last - low) / (high - low) * len(BLOCKS)), len(BLOCKS) - 1) if high > low else 0]
    return found
