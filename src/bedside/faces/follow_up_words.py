"""What is due after treatment as people read it: what is overdue, what is next, the years, what to watch, what has remained."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import bedside
from bedside.faces.words import evidence_line, label, missing_lines, number, source_line, when, wrap

Row = dict[str, Any]


def follow_up_lines(found: bedside.FollowUp, notice: str) -> Iterator[str]:
    """The whole answer."""
    told: Row = found.to_json()
    yield f"{found.medicine}, after treatment, {when(found.at)}"
    if told["since"]:
        since = told["since"]
        yield from wrap(f"Counted from the {since['what']} of course {since['course']}, {_time(since['at'])}.", 0)
    for title, status in (("Overdue", "overdue"), ("Next", "due")):
        rows = [due for due in told["due"] if due["status"] == status]
        if rows:
            yield from ("", title)
            for due in rows:
                yield from _cited(f"{due['at'][:10]}, {due['kind']}: {due['say']}", due)
    if told["due"]:
        yield from ("", "Every date")
        for year, dates in groupby(told["due"], key=lambda due: due["at"][:4]):
            yield f"  {year}"
            for due in dates:
                read = "" if due["read"] == "primary" else f"; {due['read']}"
                yield f"    {due['at'][:10]}  {due['status']:<7}  {due['id']:<24}  [{due['source']}{read}]"
    yield from _watch(told["watch"])
    yield from _recovery(told["recovery"])
    if found.missing:
        yield from ("", "What is not known")
        yield from missing_lines(found.missing)
    if told["notes"]:
        yield from ("", "Notes")
        for note in told["notes"]:
            yield from _cited(note["say"], note)
    yield from ("", f"Medicine file {found.digest[:12]}.", notice)


def _watch(windows: list[Row]) -> Iterator[str]:
    """What to look out for now and later; a window that is over is not told."""
    for title, status in (("Watch for", "watch"), ("Watch for, later", "later")):
        rows = [row for row in windows if row["status"] == status]
        if rows:
            yield from ("", title)
            for row in rows:
                until = f"Until {row['to'][:10]}: " if row["to"] else ""
                begins = f"From {row['from'][:10]}. " if status == "later" else ""
                yield from _cited(f"{begins}{until}{row['say']}", row)


def _recovery(rows: list[Row]) -> Iterator[str]:
    """What was recorded since the last dose, the graver first; what is not there is told shortly."""
    seen = [row for row in rows if row["evidence"]]
    remained = [row for row in seen if row["standing"] != "recovered"]
    if seen:
        yield from ("", "Still usual?")
    for row in remained:
        yield from wrap(f"{row['standing'].upper()}: {_value(row)}. {row['say']}", 2, "- ")
        for evidence in row["evidence"][:3]:
            yield from wrap(evidence_line(evidence), 6)
        for rule in row["grave"]:
            told = f"{rule['guide']}, {rule['rule']}: {rule['say']} {source_line(rule['source'], rule['read'])}"
            yield from wrap(told, 6, "- ")
        yield from wrap(source_line(row["source"], row["read"]), 6)
    for row in seen:
        if row not in remained:
            yield from _cited(f"Recovered, or never there: {_value(row)}, on {row['at'][:10]}.", row)


def _value(row: Row) -> str:
    value = f"{number(row['value'])} {str(row['unit']).strip('{}')}".rstrip()
    return f"{label(row['concept'])}: {value}"


def _cited(say: str, row: Row) -> Iterator[str]:
    source = f" {source_line(row['source'], row['read'])}" if row.get("source") else ""
    yield from wrap(f"{say}{source}", 2, "- ")


def _time(text: str) -> str:
    return when(bedside.parse_time(text))
