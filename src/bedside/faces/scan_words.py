"""A report as people read it: what is ready, what has to be looked at and why, what was not understood, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import bedside
from bedside.faces.words import number, so_many, source_line, wrap

METHOD = {"text": "its own text", "ocr": "read from the picture"}


def scan_lines(found: bedside.Scan, explained: Sequence[bedside.Explained], notice: str) -> Iterator[str]:
    """The whole answer; what a person has to look at comes before what it means."""
    yield from _head(found)
    ready = [each for each in found.results if each.standing == "ready"]
    doubtful = [each for each in found.results if each.standing == "check"]
    if ready:
        yield from ("", "Ready: everything agrees; confirm against the paper")
        for each in ready:
            yield from wrap(_row(each), 2, "- ")
    if doubtful:
        yield from ("", "Check: look at the paper before anybody uses these")
        for each in doubtful:
            yield from wrap(_row(each), 2, "- ")
            for why in each.why:
                yield from wrap(why, 6)
    if found.not_understood:
        yield from ("", "Not understood, shown as printed")
        for unread in found.not_understood:
            yield from wrap(f"{unread.text} (page {unread.page}): {unread.why}", 2, "- ")
    yield from _meaning(explained)
    yield from ("", f"Nothing is on record until a person has confirmed it. {notice}")


def _head(found: bedside.Scan) -> Iterator[str]:
    report = found.report
    told = [f"collected {_when(report.collected)}", f"reported {_when(report.reported)}"]
    pages = ", ".join(f"page {at} {METHOD[method]}" for at, method in enumerate(report.method, 1))
    yield from wrap(f"Report{' of ' + report.laboratory if report.laboratory else ''}: {', '.join(told)}; {pages}.", 0)
    if found.people > 1:
        yield from wrap("It names more than one person: nothing of it can be confirmed. Split it first.", 0)
    if found.identity.differs:
        yield from wrap(f"Differs from the person it is read for: {' and '.join(found.identity.differs)}. Is it theirs?", 0)
    counted = so_many(len(found.results), "result")
    yield f"{counted}, {len(found.ready)} ready, {so_many(len(found.not_understood), 'row')} not understood."


def _when(at: str | None) -> str:
    return "at a time that is not certain" if at is None else at.replace("T", " ")


def _row(each: bedside.Result) -> str:
    """One result on one line."""
    value = "no value" if each.value is None else f"{each.comparator}{number(each.value)}"
    parts = [f"{each.name}: {value} {each.printed_unit}".rstrip()]
    if each.low is not None or each.high is not None:
        low, high = (number(end) if end is not None else "" for end in (each.low, each.high))
        parts.append(f"range {low}-{high}" if low and high else f"range up to {high}" if high else f"range from {low}")
    if each.flag:
        parts.append(f"marked {each.flag}")
    parts.append(each.at.replace("T", " ") if each.at else "time not certain")
    code = f" [{each.concept}, LOINC {each.loinc}]" if each.concept and each.loinc else f" [{each.concept or 'not coded'}]"
    return ", ".join(parts) + code


def _meaning(explained: Sequence[bedside.Explained]) -> Iterator[str]:
    shown = [each for each in explained if any(told.about != "range" or "within" not in told.say for told in each.told)]
    if not shown:
        return
    yield from ("", "What the ready ones mean")
    for each in shown:
        yield from wrap(f"{each.result.name}{', ' + each.result.at.replace('T', ' ') if each.result.at else ''}", 2, "- ")
        for told in each.told:
            yield from wrap(f"{told.say} {source_line(told.source, told.read)}", 6)
