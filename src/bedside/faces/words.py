"""Answers as people read them: plain lines, each statement with its source. Text only; the faces add colour."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import bedside
from bedside import Decision, Truth

MEANING = {
    Decision.GIVE: "the dose may be given: every rule of this guide is known not to apply.",
    Decision.CORRECT: "not now: start the corrective measure and check again; the dose may still be given in this slot.",
    Decision.HOLD: "leave this slot's dose out; it is not made up. Look again at the next slot.",
    Decision.STOP_CYCLE: "no more doses in this cycle.",
    Decision.STOP_FOR_GOOD: "no more doses of this medicine, ever.",
    Decision.NOT_READY: "something is not known; measure it, then ask again. Never give on missing or stale data.",
}
READ = {
    "primary": "",
    "secondary": "read at second hand",
    "recalled": "recalled, not yet verified against the document",
}
WIDTH = 100
NOTICE = "For information and decision support by trained staff. Not a medical device."
HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Characters that move the cursor, change the terminal, or turn the order of what is read around."""


def visible(text: str) -> str:
    """The text with each hidden character as its number, as JSON writes it, so that nothing acts on who reads it."""
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def show_json(told: dict[str, Any]) -> None:
    """Print an answer as JSON."""
    print(visible(json.dumps(told, indent=2, ensure_ascii=False)))


def wrap(text: str, indent: int, first: str = "", width: int = WIDTH) -> list[str]:
    """Lines of at most `width` characters, the first led by `first`; an id or a source key is never cut in two."""
    lead = " " * indent
    return textwrap.wrap(
        text,
        width,
        initial_indent=lead + first,
        subsequent_indent=lead + " " * len(first),
        break_on_hyphens=False,
        break_long_words=False,
    )


def when(time: datetime | None) -> str:
    """A time for people, in UTC."""
    return "never" if time is None else time.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def label(concept: str) -> str:
    """What a concept is called."""
    found = bedside.vocabulary().find(concept)
    return concept if found is None else found.label


def so_many(count: int, name: str) -> str:
    """So many of something: 1 table, 2 tables."""
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def number(value: object) -> str:
    """A value as written on a chart."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return f"{value:.4g}" if abs(value) < 10000 else f"{value:,.0f}".replace(",", " ")
    return str(value)


def evidence_line(row: dict[str, object]) -> str:
    """One piece of evidence, from its JSON: value, unit, time, standing, and the conversion if there was one."""
    concept, value, at = str(row["concept"]), row["value"], row["at"]
    unit = str(row["unit"]).strip("{}")
    told = f"{label(concept)}: " + ("nothing recorded" if value is None else f"{number(value)} {unit}".rstrip())
    told += f", {when(bedside.parse_time(str(at)))}" if at else ""
    told += f" ({row['standing']})"
    return told + (f"; {row['conversion']}" if row.get("conversion") else "")


def source_line(source: str, read: str) -> str:
    """Where a rule comes from, and how that was read unless it was the document itself."""
    return f"[{source}]" + (f" {READ[read]}" if READ[read] else "")


def reason_lines(reason: bedside.Reason, most: int = 3) -> Iterator[str]:
    """A rule's sentence, its evidence, its source."""
    told = reason.to_json()
    began = reason.finding.began
    since = "" if began is None or reason.truth is not Truth.YES else f" In force since {when(bedside.clock(began))}."
    yield from wrap(f"{reason.rule.say}{since}", 2, "- ")
    rows: list[dict[str, object]] = told["evidence"]  # type: ignore[assignment]
    for row in rows[:most]:
        yield from wrap(evidence_line(row), 6)
    if len(rows) > most:
        yield f"      and {len(rows) - most} more facts (--json shows all)"
    yield from wrap(source_line(reason.rule.source, reason.rule.read), 6)


def missing_lines(missing: Iterable[bedside.Missing]) -> Iterator[str]:
    """What to measure, and why."""
    for lack in missing:
        last = f", last {when(lack.last)}" if lack.last else ""
        yield from wrap(f"{label(lack.concept)} ({lack.concept}): {lack.why}{last}", 2, "- ")


def _meaning(answer: bedside.Answer) -> str:
    """What the decision means; a guide that is silent about something grave must not sound as if it knew."""
    if answer.silent_about and answer.decision is Decision.GIVE:
        found = ", ".join(label(concept).lower() for concept in answer.silent_about)
        return f"by this guide alone. On record, and no rule of it fires on: {found}. Judge that first."
    if answer.part and answer.decision is Decision.NOT_READY:
        return f"{MEANING[answer.decision]} {_partial(answer)}" if answer.missing else _partial(answer)
    return MEANING[answer.decision]


def _partial(answer: bedside.Answer) -> str:
    """Why a guide that is a part of its document never says give."""
    return f"This guide holds {answer.part}: that none applies is not leave to give. Read the label."


def answer_lines(answer: bedside.Answer, notice: str) -> Iterator[str]:
    """A whole answer of `check` for one guide."""
    yield f"{answer.medicine}, {answer.guide}, {when(answer.at)}"
    yield from wrap(f"{str(answer.decision).upper()}: {_meaning(answer)}", 0)
    yield from pointer_lines(answer.information, answer.at, "see For information")
    rules = [reason for reason in answer.firing if reason.rule.group != "decide"]
    steps = [reason for reason in answer.firing if reason.rule.id in answer.deciding]
    if rules:
        yield from ("", "Why")
        for reason in rules:
            yield from reason_lines(reason)
    yield from measure_lines(answer.measures)
    if steps:
        yield from ("", "What the guide makes of it")
        for step in steps:
            yield from wrap(f"{step.rule.say} {source_line(step.rule.source, step.rule.read)}", 2, "- ")
    if answer.missing:
        yield from ("", "What is not known")
        yield from missing_lines(answer.missing)
    if answer.silent_about:
        yield from ("", "On record, and no rule of this guide fires on it: judge it yourself")
        for concept in answer.silent_about:
            yield from wrap(label(concept), 2, "- ")
    if answer.cleared:
        yield from ("", "Recorded in the last 24 hours, and not repeated by a later review: make sure that it is over")
        for concept in answer.cleared:
            yield from wrap(label(concept), 2, "- ")
    yield from information_lines(answer.information, answer.at)
    counted = [reason for reason in answer.reasons if reason.rule.group != "decide"]
    clear = sum(reason.truth is Truth.NO for reason in counted)
    yield ""
    yield f"{clear} of {len(counted)} rules are known not to apply. Medicine file {answer.digest[:12]}."
    yield notice


def measure_lines(measures: Iterable[bedside.Measure]) -> Iterator[str]:
    """What the sources do about what fires; a document that is not the rule's own says so."""
    for number, measure in enumerate(measures):
        if number == 0:
            yield from ("", "What to do now (information for trained staff)")
        other = "; not this rule's own document" if measure.source and measure.rules and not measure.same_source else ""
        source = f" {source_line(measure.source, measure.read)}{other}" if measure.source else ""
        yield from wrap(f"{measure.kind}: {measure.say}{source}", 2, "- ")
        if not measure.source and measure.rules:
            yield from wrap(f"For: {', '.join(measure.rules)}", 6)


def age(then: datetime, now: datetime) -> str:
    """How old a reading is, in whole minutes below an hour, else in whole hours."""
    minutes = int((now - then).total_seconds() // 60)
    count, unit = (minutes, "minute") if minutes < 60 else (minutes // 60, "hour")
    return f"{count} {unit}{'' if count == 1 else 's'} old"


def pointer_lines(information: Iterable[bedside.Information], now: datetime, where: str) -> Iterator[str]:
    """One line for readings that must not be overlooked, each with its age; they change nothing of the decision."""
    found = (evidence for told in information for evidence in told.finding.evidence if evidence.concept in told.points)
    seen = {e.concept: e for e in found if e.at is not None}
    told = [
        f"{label(concept).lower()} {number(e.value)} {e.unit.strip('{}')}, {age(bedside.clock(e.at), now)}"
        for concept, e in seen.items()
        if e.at is not None
    ]
    yield from wrap(f"Beside this: {'; '.join(told)}: {where}.", 0) if told else ()


def information_lines(information: Iterable[bedside.Information], now: datetime) -> Iterator[str]:
    """What to know, by topic; it decides nothing. Where a reading must not be overlooked, its age stands with it.

    The same readings are not told again below the next sentence.
    """
    topic, before = "", None
    for told in sorted(information, key=lambda each: each.topic):
        if told.topic != topic:
            topic, before = told.topic, None
            yield from ("", f"For information: {topic} (it does not decide)")
        yield from wrap(told.say, 2, "- ")
        rows = [] if told.truth is Truth.UNKNOWN else told.to_json()["evidence"]
        for row in rows if told.points or rows != before else ():  # type: ignore[attr-defined]
            old = f"; {age(bedside.parse_time(row['at']), now)}" if row["concept"] in told.points and row["at"] else ""
            yield from wrap(evidence_line(row) + old, 6)
        before = rows
        if told.source:
            yield from wrap(source_line(told.source, told.read), 6)


def short_reasons(answer: bedside.Answer) -> list[str]:
    """Why, in a few words for a table: the rules that fire, or what is missing."""
    fired = [reason.rule for reason in answer.firing if reason.rule.group != "decide"]
    told = [f"{rule.say}" + (f" ({READ[rule.read]})" if READ[rule.read] else "") for rule in fired]
    if not told and answer.missing:
        told = ["Not known: " + ", ".join(lack.concept for lack in answer.missing)]
    elif answer.missing:
        told.append(f"{len(answer.missing)} facts are not known.")
    told = told or ["Every rule is known not to apply."]
    if answer.part and answer.decision is Decision.NOT_READY:
        told.append(_partial(answer))
    if answer.silent_about:
        told.append("This guide has no rule that fires on: " + ", ".join(answer.silent_about) + ". Judge it yourself.")
    if answer.cleared:
        told.append("Cleared by a later review: " + ", ".join(answer.cleared) + ". Make sure that it is over.")
    return told


def screening_lines(screening: bedside.Screening, notice: str) -> Iterator[str]:
    """A whole answer of `screen`."""
    yield f"{screening.medicine}, may this person start? {when(screening.at)}"
    yield screening.decision.upper()
    firing = [reason for reason in screening.reasons if reason.truth is Truth.YES]
    against = [reason for reason in firing if reason.rule.group != "judgement"]
    judge = [reason for reason in firing if reason.rule.group == "judgement"]
    for title, reasons in (("What speaks against it", against), ("For the team to judge", judge)):
        if reasons:
            yield from ("", title)
            for reason in reasons:
                yield from reason_lines(reason)
    if screening.missing:
        yield from ("", "What is not known yet")
        yield from missing_lines(screening.missing)
    clear = sum(reason.truth is Truth.NO for reason in screening.reasons)
    yield ""
    yield f"{clear} of {len(screening.reasons)} obstacles are known not to apply. Medicine file {screening.digest[:12]}."
    yield notice
