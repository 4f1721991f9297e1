"""The shape of a medicine file: which tables, which keys, of which kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from math import inf
from typing import Any

TEXT, NUMBER, LIST, WHOLE = (str,), (int, float), (list,), (int,)
KIND_IN_LIST: dict[str, type] = {"starts": int, "again": dict, "figures": dict}
IN_WORDS: dict[type, str] = {int: "whole numbers", dict: "tables in braces", str: "texts in quotes"}
CITED: dict[str, tuple[type, ...]] = {"source": TEXT, "read": TEXT, "say": TEXT}


@dataclass(frozen=True)
class Table:
    """One kind of table: keys that it must have, keys that it may have; `shape` is one, named or many."""

    shape: str
    must: dict[str, tuple[type, ...]]
    may: dict[str, tuple[type, ...]]


TABLES = {
    "medicine": Table(
        "one",
        {"name": TEXT, "dose": TEXT, "cycle_gap": TEXT, "baseline_age": TEXT, "notice": TEXT},
        {"also": LIST},
    ),
    "sources": Table("named", {"title": TEXT, "year": WHOLE}, {"link": TEXT, "note": TEXT}),
    "observe": Table("named", {"fresh": TEXT}, {"screen": TEXT}),
    "guides": Table("named", {"title": TEXT, "source": TEXT, "regimen": TEXT}, {}),
    "check": Table("many", {"id": TEXT, "guide": TEXT, "group": TEXT, "when": TEXT} | CITED, {}),
    "decide": Table("many", {"id": TEXT, "guide": TEXT, "when": TEXT, "do": TEXT} | CITED, {"ends": TEXT}),
    "screen": Table("many", {"id": TEXT, "group": TEXT, "when": TEXT} | CITED, {}),
    "monitor": Table("many", {"id": TEXT, "due": TEXT, "concepts": LIST} | CITED, {}),
    "inform": Table("many", {"id": TEXT, "topic": TEXT, "about": TEXT} | CITED, {"when": TEXT, "asks": LIST, "points": LIST}),
    "care": Table("many", {"id": TEXT, "kind": TEXT} | CITED, {"on": LIST, "when": TEXT, "unless": TEXT, "decisions": LIST}),
    "regimens": Table(
        "named",
        {
            "title": TEXT,
            "units_per_kg": NUMBER,
            "mg_per_kg": NUMBER,
            "infusion": TEXT,
            "interval": TEXT,
            "longest_interval": TEXT,
            "doses": WHOLE,
            "days": WHOLE,
            "starts": LIST,
        }
        | CITED,
        {
            "evaluate_after": TEXT,
            "next_course_after": TEXT,
            "next_course_source": TEXT,
            "follows": TEXT,
            "soonest": TEXT,
            "latest": TEXT,
            "follows_source": TEXT,
            "follows_read": TEXT,
        },
    ),
    "preparation": Table(
        "one",
        {
            "vial_units": NUMBER,
            "vial_mg": NUMBER,
            "units_per_ml": NUMBER,
            "bag_ml": NUMBER,
            "strength_low": NUMBER,
            "strength_high": NUMBER,
            "use_within": TEXT,
        }
        | CITED,
        {},
    ),
    "respond": Table("one", {"criteria": TEXT, "confirm_after": TEXT, "stable_after": TEXT} | CITED, {}),
    "retreat": Table("many", {"id": TEXT, "guide": TEXT, "needs": TEXT} | CITED, {"early": TEXT}),
    "follow_up": Table(
        "many",
        {"id": TEXT, "kind": TEXT, "from": TEXT} | CITED,
        {"concepts": LIST, "at": LIST, "again": LIST, "begins": TEXT, "ends": TEXT, "instead_of": TEXT, "soonest": TEXT},
    ),
    "recovery": Table(
        "many",
        {"id": TEXT, "when": TEXT} | CITED,
        {"figures": LIST, "within": TEXT, "unclear_from": TEXT, "lasts": TEXT},
    ),
    "usual": Table("one", {"share": NUMBER} | CITED, {}),
}
NEEDED = ("medicine", "sources", "observe", "guides")

Found = tuple[str, int, str, str]


def faults_of_shape(data: dict[str, Any]) -> Iterator[Found]:
    """(table, which one, key, problem) of everything that is missing, unknown or of the wrong kind."""
    for name in NEEDED:
        if name not in data:
            yield name, 0, "", f"the table [{name}] is missing"
    for name, content in data.items():
        table = TABLES.get(name)
        if table is None:
            yield name, 0, "", f"found the table {name!r}, expected one of {', '.join(TABLES)}{_near(name, TABLES)}"
        elif table.shape == "one" and isinstance(content, dict):
            yield from _row(name, 0, table, content, "")
        elif table.shape == "named" and isinstance(content, dict):
            for key, row in content.items():
                place, own = (name, key) if name == "observe" else (f"{name}.{key}", "")
                yield from _row(place, 0, table, row, own)
        elif table.shape == "many" and isinstance(content, list):
            for which, row in enumerate(content):
                yield from _row(name, which, table, row, "")
        else:
            wanted = {"one": f"[{name}]", "named": f"[{name}.ID]", "many": f"[[{name}]]"}[table.shape]
            yield name, 0, "", f"this table is written {wanted}"


def _row(place: str, which: int, table: Table, row: object, own: str) -> Iterator[Found]:
    if not isinstance(row, dict):
        yield place, which, own, "found a plain value, expected a table"
        return
    for key in sorted(table.must.keys() - row.keys()):
        why = "every rule has a source" if key == "source" else f"it needs {', '.join(table.must)}"
        yield place, which, own, f"the key {key!r} is missing; {why}"
    known = table.must | table.may
    for key, value in row.items():
        if key not in known:
            yield place, which, own or key, f"found the key {key!r}, expected one of {', '.join(known)}{_near(key, known)}"
        elif not isinstance(value, known[key]) or isinstance(value, bool):
            kinds: dict[tuple[type, ...], str] = {TEXT: "text in quotes", LIST: "a list", WHOLE: "a whole number"}
            yield place, which, own or key, f"{key} is {kinds.get(known[key], 'a number')}, found {value!r}"
        elif value in ("", []):
            yield place, which, own or key, f"{key} is empty"
        elif isinstance(value, int | float) and not 0 < value < inf:
            yield place, which, own or key, f"{key} is a number above zero, found {value}"
        elif key == "starts" and isinstance(value, list) and not _ascending(value):
            yield place, which, own or key, f"starts are days from 1 on, in order, found {value}"
        elif isinstance(value, list) and (odd := [each for each in value if type(each) is not KIND_IN_LIST.get(key, str)]):
            wanted = IN_WORDS[KIND_IN_LIST.get(key, str)]
            yield place, which, own or key, f"{key} is a list of {wanted}, found {odd[0]!r} in it"


def _ascending(days: list[object]) -> bool:
    whole = [day for day in days if type(day) is int]
    return len(whole) < len(days) or (whole[0] >= 1 and all(day < after for day, after in pairwise(whole)))


def _near(name: str, names: dict[str, Any]) -> str:
    close = get_close_matches(name, names, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
