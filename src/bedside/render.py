"""Criterion to text: what `grammar` reads back to the same tree."""

from __future__ import annotations

from bedside.criterion import (
    AtLeast,
    Baseline,
    Change,
    Compare,
    Count,
    Criterion,
    Ever,
    Extreme,
    Flag,
    Held,
    Latched,
    Latest,
    Not,
    Number,
    OfBaseline,
    OfGroup,
    PerWeight,
    Quantity,
    Reviewed,
    SinceDose,
    Threshold,
    Total,
)


def render(tree: Criterion) -> str:
    """The text of a tree; `parse` reads it back to the same tree."""
    return _render(tree, 0)


LOOSEST, CHOICE, SERIES, LASTING, SINGLE = range(5)


def _render(tree: Criterion, tightness: int) -> str:
    text, own = _write(tree)
    return f"({text})" if own < tightness else text


def _write(tree: Criterion) -> tuple[str, int]:
    match tree:
        case Latched(when, release):
            return f"{_render(when, CHOICE)} until {_render(release, CHOICE)}", LOOSEST
        case AtLeast(1, args) if len(args) > 1:
            return " or ".join(_render(arg, SERIES) for arg in args), CHOICE
        case AtLeast(count, args) if count == len(args):
            return " and ".join(_render(arg, LASTING) for arg in args), SERIES
        case AtLeast():
            raise ValueError("only any and all of unnamed criteria can be written; name a group for the rest")
        case Ever(arg):
            return f"ever {_render(arg, LASTING)}", LASTING
        case Held(arg, seconds):
            loose = isinstance(arg, OfGroup)
            return f"{_render(arg, SINGLE + loose)} for {show_duration(seconds)}", LASTING
        case Not(arg):
            return f"not {_render(arg, SINGLE)}", SINGLE
        case OfGroup(count, group, _, _, lasting):
            many = "any" if count == 1 else f"{count} of"
            return f"{many} {group}" + (f" for {show_duration(lasting)}" if lasting else ""), SINGLE
        case Flag(concept) | Reviewed(concept):
            return concept, SINGLE
        case Compare(quantity, op, threshold):
            return f"{show_quantity(quantity)} {op} {show_threshold(threshold)}", SINGLE


def show_quantity(quantity: Quantity) -> str:
    """A quantity as the language writes it."""
    match quantity:
        case Latest(concept):
            return concept
        case Baseline(concept):
            return f"baseline {concept}"
        case Extreme(which, concept, over):
            return f"{which} {concept} " + (f"over {show_duration(over)}" if over else "since last dose")
        case Change(which, concept, over):
            return f"{which} in {concept} over {show_duration(over)}"
        case Total(concept, over, previous):
            return f"{'previous ' if previous else ''}total {concept} over {show_duration(over)}"
        case Count(what):
            return what
        case SinceDose():
            return "time since last dose"


def show_threshold(threshold: Threshold) -> str:
    """A threshold as the language writes it."""
    match threshold:
        case OfBaseline(percent):
            return f"{_digits(percent)} % of baseline"
        case Number(value, unit, _) | PerWeight(value, unit, _):
            return f"{_digits(value)} {unit}".rstrip()


def show_duration(seconds: int) -> str:
    """Seconds as the language writes them: minutes, hours, or days from four days on."""
    if seconds >= 4 * 86400 and seconds % 86400 == 0:
        return f"{seconds // 86400} d"
    if seconds % 3600 == 0:
        return f"{seconds // 3600} h"
    return f"{seconds // 60} min" if seconds % 60 == 0 else f"{seconds} s"


def _digits(value: float) -> str:
    return str(int(value)) if value.is_integer() else format(value, "f").rstrip("0")
