"""Assessments as text: "0 target:a 42 mm lung, nontarget:b present" is what was seen on that day after the baseline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bedside import Observation, Patient, Response, load_medicine, observe, respond

BASELINE = datetime(2026, 1, 5, 10, tzinfo=UTC)
MEDICINE = load_medicine("aldesleukin")


def on_day(day: float) -> datetime:
    return BASELINE + timedelta(days=day)


def seen(table: str) -> tuple[Observation, ...]:
    """The observations of a table: a line for each day, lesions parted by commas, an organ behind the unit."""
    found = []
    for line in (line for line in table.strip().splitlines() if line.strip()):
        day, _, rest = line.strip().partition(" ")
        for told in rest.split(","):
            concept, *words = told.split()
            if words[0].replace(".", "").replace("-", "").isdigit():
                value, unit, organ = float(words[0]), words[1], words[2:]
                note = f"organ={organ[0]}" if organ else ""
                found.append(observe(concept, on_day(float(day)), value, unit, note=note))
            else:
                organ = words[-1].removeprefix("organ=") if words[-1].startswith("organ=") else ""
                value = " ".join(words[:-1] if organ else words)
                found.append(observe(concept, on_day(float(day)), value, note=f"organ={organ}" if organ else ""))
    return tuple(found)


def response(table: str, day: float = 1000, guide: str | None = None, more: tuple[Observation, ...] = ()) -> Response:
    """What `respond` says of a table on a day after its baseline."""
    return respond(MEDICINE, Patient.of(seen(table) + more), on_day(day), guide)


def responses(table: str) -> list[str | None]:
    """The response at each assessment."""
    return [assessment.response for assessment in response(table).assessments]


def best_of(table: str) -> tuple[str | None, str | None, bool]:
    """Best response, best response when confirmed, and whether the first is confirmed."""
    said = response(table)
    return said.best, said.best_confirmed, said.confirmed
