"""What the words of a report give away: its language, how it writes a day, and lines about another specimen than blood."""

from __future__ import annotations

from collections.abc import Iterable

from bedside.scanning.layout import Line
from bedside.scanning.letters import words_of
from bedside.scanning.report_words import report_words


def english(every: Iterable[Line]) -> bool:
    """Whether the report speaks English, and no more of another language: a foot in English makes none of it English."""
    known = report_words()
    words = [word for line in every for cell in line.cells for word in words_of(cell.text)]
    return 0 < sum(word in known.english for word in words) >= sum(word in known.day_first for word in words)


def writes_the_day_first(every: Iterable[Line]) -> bool:
    """Whether the report is in a language that writes the day before the month, and not from the United States."""
    known = report_words()
    told = [words_of(cell.text) for line in every for cell in line.cells]
    american = any(words[a : a + n] in known.american for words in told for n in (1, 2) for a in range(len(words) - n + 1))
    return not american and any(word in known.day_first for words in told for word in words)


def other_specimen(text: str) -> bool:
    """Whether a line speaks of urine or another specimen than blood."""
    words = words_of(text)
    spoken = report_words().sections
    return any(spoken.get(words[a : a + n], "blood") != "blood" for n in (1, 2, 3) for a in range(len(words) - n + 1))
