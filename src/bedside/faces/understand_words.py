"""What was understood as people read it: what to do first, then why, what was read, what is usual, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bedside
from bedside.faces.words import source_line, when, wrap

Row = dict[str, Any]
HEADS = {
    "emergency": "EMERGENCY",
    "tell now": "TELL SOMEBODY NOW",
    "today": "TELL SOMEBODY TODAY",
    "note": "WRITE IT DOWN",
}
SAID = {
    "present": "",
    "denied": "not there: ",
    "past": "over: ",
    "other person": "told of somebody else: ",
    "uncertain": "may be there: ",
}
MEANT = "may mean: "
"""What stands before an effect that was read by meaning and may be there."""
REPORTED = 8


def understanding_lines(found: bedside.Understanding, notice: str) -> Iterator[str]:
    """The whole answer; what to do comes first."""
    told: Row = found.to_json()
    yield from wrap(f"{HEADS[found.urgency]}. {told['tell']}", 0)
    if told["why"]:
        yield from ("", "Why")
        for why in told["why"][:REPORTED]:
            words = f' ("{why["words"]}")' if why["words"] else ""
            yield from wrap(f"{why['say']}{words} {source_line(why['source'], why['read'])}", 2, "- ")
    if told["effects"]:
        yield from ("", "What was read; say so if it is wrong")
        for effect in told["effects"]:
            yield from wrap(_effect(effect), 2, "- ")
    if told["perhaps"]:
        yield from ("", "What this may mean is not clear; until you say it in other words it counts")
        for effect in told["perhaps"]:
            yield from wrap(f'{effect["label"]}, or another danger: "{effect["words"]}"', 2, "- ")
    if told["treated"]:
        yield from ("", "What is treated; it counts as no effect, so say it if you have it now")
        for row in told["treated"]:
            yield from wrap(f'{row["label"]}: "{row["words"]}"', 2, "- ")
    if told["expected"]:
        yield from ("", f"What is usual with {found.medicine}")
        for row in told["expected"]:
            yield from wrap(_expected(row), 2, "- ")
    yield from _questions(found)
    place = "on the ward" if found.ward else "at home"
    yield from ("", f"Read as of {when(found.at)}, {place}. {notice}")


def _questions(found: bedside.Understanding) -> Iterator[str]:
    """What to ask next: first whether it is meant what was read by meaning."""
    meant = [question.ask for question, _ in found.questions if question.meant]
    others = [f"{question.ask} (yes: {level})" for question, level in found.questions if not question.meant]
    for head, rows in (
        ("Is this meant? A no makes nothing less urgent", meant),
        ("Next questions; a yes makes it more urgent", others),
    ):
        if rows:
            yield from ("", head)
        for row in rows:
            yield from wrap(row, 2, "- ")


def _effect(effect: Row) -> str:
    """One effect on one line."""
    said = MEANT if effect["by_meaning"] and effect["status"] == "uncertain" else SAID[effect["status"]]
    parts = [f"{said}{effect['label']} (CTCAE: {effect['ctcae']})"]
    if effect["severity"]:
        parts.append(effect["severity"])
    if effect["grade"]:
        parts.append(f"grade {effect['grade']}")
    if effect["onset"]:
        parts.append(effect["onset"]["said"])
    if effect["by_meaning"]:
        parts.append("read by meaning, no phrase that Bedside knows")
    return f'{", ".join(parts)}: "{effect["words"]}"'


def _expected(row: Row) -> str:
    """What the page or the follow-up says of one effect, with its figures."""
    parts = [row["say"]]
    parts += [
        f"{name}: {row[key]}." for key, name in (("often", "How often"), ("starts", "Starts"), ("ends", "Ends")) if key in row
    ]
    if row["should_have_ended"]:
        last, ended = (when(bedside.parse_time(row[key])) for key in ("last_dose", "should_have_ended"))
        parts.append(f"Last dose {last}; it should have ended by {ended}.")
    return f"{' '.join(parts)} {source_line(row['source'], row['read'])}"
