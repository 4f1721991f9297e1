"""All guides side by side, in the terminal."""

from __future__ import annotations

import bedside
from bedside import Decision
from bedside.faces.words import WIDTH, pointer_lines, short_reasons, when

COLOURS = {
    Decision.GIVE: "green",
    Decision.CORRECT: "yellow",
    Decision.HOLD: "bold yellow",
    Decision.STOP_CYCLE: "bold red",
    Decision.STOP_FOR_GOOD: "bold red",
    Decision.NOT_READY: "bold magenta",
}


def comparison_table(comparison: bedside.Comparison, medicine: bedside.Medicine) -> None:
    """Print one row a guide: its decision and why; then where the guides part, and what is missing."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(markup=False, highlight=False)
    console.width = min(console.width, WIDTH) if console.is_terminal else WIDTH
    table = Table(title=f"{comparison.medicine}, {when(comparison.at)}", title_justify="left", show_lines=True)
    table.add_column("guide", no_wrap=True)
    table.add_column("decision", no_wrap=True)
    table.add_column("why")
    for answer in comparison.answers:
        decision = Text(str(answer.decision), style=COLOURS[answer.decision])
        table.add_row(answer.guide, decision, Text("\n".join(short_reasons(answer))))
    console.print(table)
    beside = comparison.answers[0].information if comparison.answers else ()
    for line in pointer_lines(beside, comparison.at, "--guide shows more"):
        console.print(line, soft_wrap=False)
    for line in _parting(comparison):
        console.print(line, soft_wrap=False)
    console.print(medicine.notice)


def _parting(comparison: bedside.Comparison) -> list[str]:
    lines = []
    if comparison.disagreement:
        told = "; ".join(
            f"{decision}: {', '.join(answer.guide for answer in answers)}" for decision, answers in comparison.disagreement
        )
        lines.append(f"The guides disagree. {told}.")
    else:
        lines.append("All guides say the same.")
    missing = {lack.concept: lack for answer in comparison.answers for lack in answer.missing}
    if missing:
        lines.append("Not known: " + "; ".join(f"{lack.concept} ({lack.why})" for lack in missing.values()) + ".")
    return lines + [_beside(comparison)] * bool(comparison.answers and comparison.answers[0].information)


def _beside(comparison: bedside.Comparison) -> str:
    """One line for what is the same beside every guide's answer."""
    information = comparison.answers[0].information
    known = [told for told in information if told.truth is bedside.Truth.YES]
    open_ = " ".join(told.say for told in information if told.truth is bedside.Truth.UNKNOWN)
    topics = ", ".join(dict.fromkeys(told.topic for told in information))
    count = f"{len(known)} sentence{'' if len(known) == 1 else 's'}; --guide shows them." if known else ""
    return f"For information: {topics}. {count} {open_}".replace("  ", " ").rstrip()
