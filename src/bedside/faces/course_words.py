"""A timeline as people read it: where things stand and what is next, then every slot, with what the guide said of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import bedside
from bedside.faces.words import label, source_line, when, wrap

AGREED = ("give", None)


def course_lines(timeline: bedside.Timeline, notice: str) -> Iterator[str]:
    """The whole timeline."""
    told: dict[str, Any] = timeline.to_json()
    guide = f", {told['guide']}" if told["guide"] else ""
    yield f"{timeline.medicine}, {told['regimen']}{guide}, {_time(told['at'])}"
    yield from wrap(f"Now: {told['state']['is']}. {_cited(told['state'])}", 0)
    if told["next"]:
        yield from ("", "Next")
        for each in told["next"]:
            yield from wrap(f"{_time(each['at'])}, {each['what']}. {_cited(each)}", 2, "- ")
    for course in told["courses"]:
        yield from _course(course)
    if told["notes"]:
        yield from ("", "Notes")
        for note in told["notes"]:
            yield from wrap(_cited(note), 2, "- ")
    yield from ("", f"Medicine file {timeline.digest[:12]}.", notice)


def _course(course: dict[str, Any]) -> Iterator[str]:
    yield from (
        "",
        f"Course {course['number']}, from {_time(course['start'])}: {course['given']} of at most {course['planned']} doses",
    )
    told = None
    for cycle in course["cycles"]:
        late = cycle["state"] not in ("to come", "not given") and cycle["begin"] > cycle["planned"]
        planned = f" (planned {_time(cycle['planned'])})" if late else ""
        yield f"  Cycle {cycle['number']}, {cycle['state']}, from {_time(cycle['begin'])}{planned}"
        if cycle["ended"] and cycle["ended"] != told:
            told = cycle["ended"]
            yield f"    ended at {_time(cycle['ended']['at'])}, {cycle['ended']['said']}:"
            for rule in cycle["ended"]["why"]:
                yield from wrap(_cited(rule), 11, "- ")
        if cycle["state"] in ("to come", "not given"):
            continue
        shown = [slot for slot in cycle["slots"] if cycle["state"] != "not begun" or slot["status"] != "due"]
        for lead, rows in (("put off", cycle["put_off"]), ("", shown), ("no slot", cycle["surplus"])):
            for _, slots in groupby(rows, key=_alike):
                yield from _slots(list(slots), lead)
    for time in course["discharges"]:
        yield f"  Discharged {_time(time)}"


def _alike(slot: dict[str, Any]) -> object:
    """Slots that say the same are shown as one line: those that are due, and those missed for the same reason."""
    if slot["status"] == "given":
        return (slot["at"],)
    return (slot["status"], slot["said"], [rule["rule"] for rule in slot["why"]])


def _slots(slots: list[dict[str, Any]], lead: str = "") -> Iterator[str]:
    first, last = slots[0], slots[-1]
    number = lead or (f"{first['dose']}" if first is last else f"{first['dose']}-{last['dose']}")
    until = "" if first is last else f" to {_time(last['at'])}"
    said = "" if first["said"] in AGREED else f"; the guide said {first['said']}"
    if first["status"] == "given" and first["missing"]:
        said += f" ({len(first['missing'])} facts were not known)"
    yield f"    {number:>5}  {_time(first['at'])}{until}  {first['status']}{said}"
    for rule in first["why"]:
        yield from wrap(_cited(rule), 11, "- ")
    if first["missing"] and first["status"] != "given":
        named = ", ".join(label(concept).split(" (")[0].lower() for concept in first["missing"][:4])
        more = f" and {len(first['missing']) - 4} more" if len(first["missing"]) > 4 else ""
        yield from wrap(f"not known: {named}{more}", 11, "- ")


def _cited(row: dict[str, Any]) -> str:
    return str(row["say"]) + (f" {source_line(row['source'], row['read'])}" if row.get("source") else "")


def _time(text: str) -> str:
    return when(bedside.parse_time(text))
