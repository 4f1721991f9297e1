"""What comes of people on one protocol: their courses, what was seen of them, and what scans show afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from bedside.simulator.course import Courses, Observer, Scribe, run
from bedside.simulator.outcomes import Outcomes
from bedside.simulator.people import People
from bedside.simulator.protocol import Protocol
from bedside.simulator.shapes import BestWords, Millimetres, Places, Signs, Words
from bedside.simulator.trace import Trace
from bedside.simulator.tumour import best_response, responses, sums_of_diameters


@dataclass(frozen=True)
class Came:
    """What came of people on one protocol; `sums` are mm at each scan, `words` and `best` the responses.

    `seen` is every sign whenever somebody was looked at, in seconds since the first dose, where it was to be kept.
    """

    courses: Courses
    outcomes: Outcomes
    trace: Trace | None
    sums: Millimetres
    words: Words
    best: BestWords
    seen: tuple[tuple[int, Signs], ...] = ()


class _All:
    """Several observers as one."""

    def __init__(self, *observers: Observer) -> None:
        self.observers = observers

    def see(self, time: int, seconds: int, who: Places | slice, signs: Signs) -> None:
        for each in self.observers:
            each.see(time, seconds, who, signs)


class _Kept:
    """Everything that was seen: an Observer, for a few people."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, Signs]] = []

    def see(self, time: int, _seconds: int, _who: Places | slice, signs: Signs) -> None:
        self.seen.append((time, signs))


def treated(protocol: Protocol, people: People, traced: bool = False, scribe: Scribe | None = None) -> Came:
    """What comes of these people on one protocol; what was seen is kept where somebody writes everything down."""
    outcomes, trace, kept = Outcomes(people), Trace(protocol) if traced else None, _Kept()
    further = [each for each, wanted in ((trace, traced), (kept, scribe)) if each is not None and wanted]
    courses = run(protocol, people, _All(outcomes, *further), scribe)
    sums = sums_of_diameters(courses.state, people, protocol.days, protocol.scans)
    words = responses(sums)
    return Came(courses, outcomes, trace, sums, words, best_response(words), tuple(kept.seen))
