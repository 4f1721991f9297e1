"""A response as people read it: a calm table of assessments, the best of them, another course, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bedside
from bedside.faces.words import evidence_line, missing_lines, source_line, when, wrap

MEANING = {
    "CR": "complete response",
    "PR": "partial response",
    "SD": "stable disease",
    "PD": "progression",
    "NE": "not evaluable",
}
MARK = {"yes": "met", "no": "not met", "unknown": "not known"}
HEAD = ("date", "sum", "of baseline", "of smallest", "targets", "others", "new", "response")
MOST_FACTS = 3


def response_lines(response: bedside.Response, notice: str) -> Iterator[str]:
    """The whole answer."""
    told: dict[str, Any] = response.to_json()
    yield f"{response.medicine}, did it work? {when(response.at)}"
    if told["assessments"]:
        yield from ("", *_table(told["assessments"]))
        yield from _why(told["assessments"][-1])
        yield from ("", *_best(told))
    yield from _again(told["retreatment"])
    if told["remarks"]:
        yield from ("", "Remarks")
        for note in told["remarks"]:
            source = f" {source_line(note['source'], note['read'])}" if note["source"] else ""
            yield from wrap(f"{note['say']}{source}", 2, "- ")
    if told["missing"]:
        yield from ("", "What is not known")
        yield from missing_lines(response.missing)
    yield from ("", f"Medicine file {response.digest[:12]}.", notice)


def _table(assessments: list[dict[str, Any]]) -> Iterator[str]:
    rows = [HEAD, *(_cells(assessment) for assessment in assessments)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    for row in rows:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, wide, strict=True)).rstrip()


def _cells(assessment: dict[str, Any]) -> tuple[str, ...]:
    mm = "-" if assessment["sum"] is None else f"{assessment['sum']:g} mm"
    first = assessment["response"] is None
    return (
        assessment["date"],
        mm,
        "-" if first else _change(assessment["change_from_baseline"]),
        "-" if first else _change(assessment["change_from_nadir"]),
        assessment["target"] or "-",
        assessment["nontarget"] or "-",
        "yes" if assessment["new"] else "-",
        assessment["response"] or "baseline",
    )


def _change(value: float | None) -> str:
    return "-" if value is None else f"{value:+.1f} %"


def _why(latest: dict[str, Any]) -> Iterator[str]:
    """The rules that judged the latest assessment; --json has those of every one."""
    if latest["why"]:
        yield from ("", f"Why {latest['response']} on {latest['date']}")
    for rule in latest["why"]:
        yield from wrap(f"{rule['say']} {source_line(rule['source'], rule['read'])}", 2, "- ")


def _best(told: dict[str, Any]) -> Iterator[str]:
    criteria = told["criteria"]
    if told["best"] is None:
        yield "Best response: none yet, only the baseline is known."
    else:
        again = "confirmed" if told["confirmed"] else "not confirmed"
        word = f"{told['best']}, {MEANING[told['best']]}"
        yield f"Best response: {word}" + (f" ({again})" if told["best"] in ("CR", "PR") else "")
        yield f"Best response when it has to be confirmed: {told['best_confirmed']}, {MEANING[told['best_confirmed']]}"
    if told["duration_days"] is not None:
        until = "and lasts" if told["ongoing"] else "until progression"
        yield f"Duration of response: {told['duration_days']} days, {until}"
    if told["progression"]:
        yield f"Progression: {told['progression']}"
    yield from wrap(f"{criteria['say']} {source_line(criteria['source'], criteria['read'])}", 0)


def _again(told: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"Another course: {told['decision']}")
    for answer in told["answers"]:
        rest = f"; not before {when(bedside.parse_time(answer['not_before']))}" if answer["not_before"] else ""
        yield from wrap(f"{answer['guide']}: {answer['decision']}{rest}", 2)
        if answer["why"]:
            yield from wrap(answer["why"], 6)
        for needed in answer["criteria"]:
            yield from wrap(f"{MARK[needed['truth']]}: {needed['say']} {needed['why']}", 4, "- ")
            for row in needed["evidence"][:MOST_FACTS]:
                yield from wrap(evidence_line(row), 8)
            yield from wrap(source_line(needed["source"], needed["read"]), 8)
            for rule in needed["rules"]:
                yield from wrap(f"{rule['rule']} {source_line(rule['source'], rule['read'])}", 8)
