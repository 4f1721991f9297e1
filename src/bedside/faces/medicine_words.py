"""A medicine and what was proved of it, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import bedside
from bedside.faces.words import READ, source_line, wrap

if TYPE_CHECKING:
    from bedside import Proved


def medicine_json(medicine: bedside.Medicine) -> dict[str, Any]:
    """Everything of a medicine that a reviewer reads."""
    return {
        "id": medicine.id,
        "name": medicine.name,
        "also": list(medicine.also),
        "sources": [
            {"key": s.key, "title": s.title, "year": s.year, "link": s.link, "note": s.note} for s in medicine.sources.values()
        ],
        "guides": [
            {
                "id": guide.id,
                "title": guide.title,
                "source": guide.source,
                "regimen": guide.regimen,
                "rules": [_rule_json(rule) for rule in guide.rules],
                "steps": [_rule_json(step.rule) | {"do": str(step.do)} for step in guide.steps],
            }
            for guide in medicine.guides.values()
        ],
        "screen": [_rule_json(rule) for rule in medicine.screen],
        "respond": None if medicine.respond is None else {"criteria": medicine.respond.criteria, "say": medicine.respond.say},
        "retreat": [
            {"id": r.id, "guide": r.guide, "needs": r.needs, "say": r.say, "source": r.source, "read": r.read}
            for r in medicine.retreat
        ],
        "inform": [_beside_json(row, "topic", "about", "asks") for row in medicine.informs],
        "care": [_beside_json(row, "kind", "on") for row in medicine.cares],
        "regimens": [{"id": r.id, "title": r.title, "say": r.say} for r in medicine.regimens.values()],
        "follow_up": [_row_json(row) for row in medicine.follow_up],
        "recovery": [_rule_json(row.rule) for row in medicine.recovery],
        "digest": medicine.digest,
    }


def _row_json(row: Any) -> dict[str, Any]:
    return {key: getattr(row, key) for key in ("id", "kind", "say", "source", "read")} | {"from": row.since}


def _rule_json(rule: Any) -> dict[str, Any]:
    keys = ("id", "group", "text", "say", "source", "read")
    return {("when" if key == "text" else key): getattr(rule, key) for key in keys}


def _beside_json(row: Any, *own: str) -> dict[str, Any]:
    told = {key: list(value) if isinstance(value := getattr(row, key), tuple) else value for key in ("id", *own)}
    return told | {"when": row.text, "say": row.say, "source": row.source, "read": row.read}


def medicine_lines(medicine: bedside.Medicine) -> Iterator[str]:
    """Every rule as a sentence, its criterion below it, its source."""
    yield f"{medicine.name} ({medicine.id})" + (f", also {', '.join(medicine.also)}" if medicine.also else "")
    for guide in medicine.guides.values():
        yield from ("", f"{guide.id}: {guide.title}")
        for rule in guide.rules:
            yield from _rule_lines(rule, f"[{rule.group}] ")
        for step in guide.steps:
            yield from _rule_lines(step.rule, f"[{step.do}] ")
    if medicine.screen:
        yield from ("", "Who may start (a rule that applies speaks against it)")
    for rule in medicine.screen:
        yield from _rule_lines(rule, f"[{rule.group}] ")
    if medicine.retreat:
        yield from ("", "What another course needs")
    for row in medicine.retreat:
        yield from wrap(f"[{row.guide}, {row.needs}] {row.say}", 2, "- ")
        yield from wrap(source_line(row.source, row.read), 6)
    yield from _after_lines(medicine)
    yield from _beside_lines(medicine)
    yield from ("", "Sources")
    for source in medicine.sources.values():
        yield from wrap(f"{source.key}: {source.title}, {source.year}. {source.link}", 2, "- ")
        if source.note:
            yield from wrap(source.note, 6)
    recalled = [rule.id for rule in _rules(medicine) if rule.read == "recalled"]
    beside = [row.read for row in medicine.informs] + [row.read for row in medicine.cares]
    yield from (
        "",
        f"Rules {READ['recalled']}: {len(recalled)}."
        + (f" Of what is shown beside a decision: {beside.count('recalled')}." if beside else "")
        + f" Medicine file {medicine.digest[:12]}.",
        medicine.notice,
    )


def _after_lines(medicine: bedside.Medicine) -> Iterator[str]:
    """What is due and what to watch for after treatment, and what is published of recovery."""
    if medicine.follow_up:
        yield from ("", "After treatment")
    for row in medicine.follow_up:
        yield from wrap(f"[{row.kind}, from the {row.since}] {row.say}", 2, "- ")
        yield from wrap(source_line(row.source, row.read), 6)
    if medicine.recovery:
        yield from ("", "How long it lasts (a rule that applies says that it is still there)")
    for each in medicine.recovery:
        yield from _rule_lines(each.rule, "")
    if medicine.usual:
        yield from wrap(f"{medicine.usual.say} {source_line(medicine.usual.source, medicine.usual.read)}", 2, "- ")


def _beside_lines(medicine: bedside.Medicine) -> Iterator[str]:
    """What is shown beside a decision and never decides: information, and what to do now."""
    if medicine.informs:
        yield from ("", "For information (it never decides)")
    for row in medicine.informs:
        yield from _rule_lines(row, f"[{row.topic}, {row.about}] ")
    if medicine.cares:
        yield from ("", "What to do now (information for trained staff; it never decides)")
    for care in medicine.cares:
        limits = (("where a rule fires on", care.on), ("not shown when", (care.guard,)), ("only beside", care.decisions))
        yield from _rule_lines(care, f"[{care.kind}] ", [f"{lead}: {', '.join(told)}" for lead, told in limits if any(told)])


def _rules(medicine: bedside.Medicine) -> Iterator[Any]:
    for guide in medicine.guides.values():
        yield from guide.rules
        yield from (step.rule for step in guide.steps)
    yield from medicine.screen


def _rule_lines(rule: Any, lead: str, more: Sequence[str] = ()) -> Iterator[str]:
    yield from wrap(f"{lead}{rule.say}", 2, "- ")
    for line in more:
        yield from wrap(line, 6)
    yield from wrap(rule.text, 6)
    yield from wrap(source_line(rule.source, rule.read), 6)


def proof_json(medicine: bedside.Medicine, found: Sequence[Proved]) -> dict[str, Any]:
    """What `medicine verify --json` prints."""
    return {
        "medicine": medicine.id,
        "faults": sum(finding.severity == "fault" for finding in found),
        "findings": [finding.to_json() for finding in found],
        "digest": medicine.digest,
    }


def proof_lines(medicine: bedside.Medicine, found: Sequence[Proved]) -> Iterator[str]:
    """Findings with their witness patients: faults first, then what is to be read."""
    faults = [finding for finding in found if finding.severity == "fault"]
    yield f"{medicine.id}: faults {len(faults)}, findings to read {len(found) - len(faults)}"
    for finding in (*faults, *(finding for finding in found if finding.severity != "fault")):
        yield ""
        yield from wrap(f"{finding.kind}: {finding.say}", 0)
        for line in finding.witness:
            yield f"    {line}"
    yield from ("", medicine.notice)
