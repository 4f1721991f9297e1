"""Best overall response, with and without confirmation, and how long a response lasted: RECIST 1.1, table 3.

>>> best_confirmed([(56, "PR"), (84, "PR")], Intervals(28, 42))
'PR'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedside.response.recist import CR, NE, PD, PR, SD

Points = Sequence[tuple[int, str]]
"""Responses after the baseline in order: days since the baseline, and the word."""
RESPONSES = (CR, PR)
MOST_BETWEEN = 1
"""At most one assessment that is no response may lie between a response and the one that confirms it."""
BETWEEN_SOURCE, BETWEEN_READ = "recist-2009, appendix III, a sum that moves about the 30 % mark", "recalled"


@dataclass(frozen=True)
class Intervals:
    """Days: a response is confirmed that much later at the earliest; stable disease counts from so long after baseline."""

    confirm: int
    stable: int


def until_progression(points: Points) -> Points:
    """Everything up to the first progression, that included: nothing after it counts."""
    ends = [index for index, (_, word) in enumerate(points) if word == PD]
    return points[: ends[0] + 1] if ends else points


def best(points: Points, wait: Intervals) -> str | None:
    """The best response at any one assessment up to the first progression; None where only the baseline is known."""
    counted = until_progression(points)
    found = [word for _, word in counted]
    if CR in found or PR in found:
        return CR if CR in found else PR
    return _without_response(counted, wait)


def best_confirmed(points: Points, wait: Intervals) -> str | None:
    """The best response when a complete or partial one has to be seen again: table 3."""
    counted = until_progression(_disease_after_complete(points))
    if _seen_again(counted, (CR,), wait):
        return CR
    if _seen_again(counted, RESPONSES, wait):
        return PR
    return _without_response(counted, wait)


def _disease_after_complete(points: Points) -> Points:
    """Table 3, its footnote: whatever is seen after a complete response makes that assessment progression."""
    met, told = False, []
    for day, word in points:
        told.append((day, PD if met and word in (PR, SD) else word))
        met = met or word == CR
    return told


def _without_response(counted: Points, wait: Intervals) -> str | None:
    """Stable where it was stable or better once late enough; else progression if there was any; else not evaluable."""
    if any(word in (CR, PR, SD) and day >= wait.stable for day, word in counted):
        return SD
    if any(word == PD for _, word in counted):
        return PD
    return NE if counted else None


def _seen_again(counted: Points, words: tuple[str, ...], wait: Intervals) -> bool:
    for first, (day, word) in enumerate(counted):
        between = 0
        for later, again in counted[first + 1 :] if word in words else ():
            if again in words and later - day >= wait.confirm:
                return True
            between += again not in RESPONSES
            if between > MOST_BETWEEN:
                break
    return False


@dataclass(frozen=True)
class Duration:
    """Days from the first response to the first progression, or to the last assessment that could be judged."""

    days: int
    ongoing: bool


def duration(points: Points) -> Duration | None:
    """How long the response lasted; None where there was none before progression."""
    counted = until_progression(points)
    first = next((day for day, word in counted if word in RESPONSES), None)
    if first is None:
        return None
    last, word = next((day, word) for day, word in reversed(counted) if word != NE)
    return Duration(last - first, word != PD)
