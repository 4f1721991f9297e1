"""The rows about the response and another course: what is wrong with them, as the loader tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bedside.medicine import CRITERIA, END_COURSE, NEEDS, Decision
from bedside.response.recist import CITED

Row = dict[str, Any]
Fault = Callable[[str, int, str, str, str], None]


def faults_of_response(data: Row, fault: Fault) -> None:
    """How a response is judged is known, and what another course asks for can be answered; else `fault` is told."""
    judged = data.get("respond")
    if judged is not None and judged["criteria"] not in CRITERIA:
        found = f"found criteria {judged['criteria']!r}, expected {', '.join(CRITERIA)}"
        fault("respond", 0, "criteria", "respond", found)
    for key in CITED if judged is not None else ():
        if key not in data["sources"]:
            fault("respond", 0, "", "respond", f"the rules of RECIST cite {key!r}, which is not in [sources]")
    for which, row in enumerate(data.get("retreat", ())):
        for key, problem in _of_row(row, data):
            fault("retreat", which, key, row["id"], problem)


def _of_row(row: Row, data: Row) -> Iterator[tuple[str, str]]:
    guide = data["guides"].get(row["guide"], {})
    regimen = data.get("regimens", {}).get(guide.get("regimen"), {})
    lasting = NEEDS.get(row["needs"])
    steps = (step for step in data.get("decide", ()) if step["guide"] == row["guide"])
    twice = [r for r in data["retreat"] if (r["guide"], r["needs"]) == (row["guide"], row["needs"])]
    if "respond" not in data:
        yield "", "[[retreat]] rests on a response: the table [respond] is missing"
    if row["needs"] not in NEEDS:
        yield "needs", f"found needs {row['needs']!r}, expected one of {', '.join(NEEDS)}"
    if regimen and lasting and lasting not in regimen:
        yield "needs", f"the regimen {guide['regimen']} has no {lasting}, which this asks for"
    if row["needs"] == "nothing permanent" and not any(step["do"] == Decision.STOP_FOR_GOOD for step in steps):
        yield "needs", f"no [[decide]] of {row['guide']} says {Decision.STOP_FOR_GOOD}"
    ends = (rule for rule in data["check"] if (rule["guide"], rule.get("group")) == (row["guide"], END_COURSE))
    if row["needs"] == "course not ended" and not any(ends):
        yield "needs", f"{row['guide']} has no [[check]] in the group {END_COURSE}"
    if "early" in row and row["needs"] != "evaluation":
        yield "early", "early belongs to an evaluation alone"
    if len(twice) > 1:
        yield "needs", f"{row['guide']} asks for {row['needs']!r} {len(twice)} times"
