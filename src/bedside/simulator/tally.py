"""Counts of what came of many virtual people, and what they say: whole numbers alone, so that the order does not matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bedside.answer import Json
from bedside.columns import FAR
from bedside.concepts import vocabulary
from bedside.simulator.course import OTHER, Courses
from bedside.simulator.outcomes import SEVERE, Outcomes
from bedside.simulator.protocol import HOUR, Protocol
from bedside.simulator.readings import not_simulated
from bedside.simulator.shapes import BestWords, Counts, Words
from bedside.simulator.tumour import PROGRESSED, WORDS
from bedside.verbs.check_many import CODES, NOT_READY

EVENTS = (
    *("hypotension", "creatinine_increased", "bilirubin_increased", "platelets_decreased", "albumin_decreased"),
    *("lymphocytes_decreased", "hypoxia", "fever", "weight_gain", "confusion", "oliguria"),
)
SAID = (*map(str, CODES), *OTHER.values())
"""What can have been said of a slot, by place."""
APART = (NOT_READY, *OTHER)
"""Reasons to leave a dose out that are no rule of the guide."""
QUARTERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Tally:
    """Counts by name, each an array of whole numbers; two tallies of the same protocol can be added."""

    counts: Mapping[str, Counts]

    def __add__(self, other: Tally) -> Tally:
        return Tally({name: count + other.counts[name] for name, count in self.counts.items()})

    def __getitem__(self, name: str) -> Counts:
        return self.counts[name]

    @property
    def people(self) -> int:
        return int(self.counts["people"][0])


def tally(courses: Courses, outcomes: Outcomes, words: Words, best: BestWords) -> Tally:
    """The counts of one group of people; `words` is what each scan says, `best` the best response."""
    grades = outcomes.grades()
    most = courses.protocol.regimen.doses
    begun = courses.begun < FAR
    doses = [np.bincount(n[b], minlength=most + 1) for n, b in zip(courses.doses, begun, strict=True)]
    ended = [np.bincount(e[b], minlength=len(SAID)) for e, b in zip(courses.ended, begun, strict=True)]
    return Tally(
        {
            "people": np.array([len(best)]),
            "doses": np.stack(doses),
            "begun": begun.sum(axis=1),
            "ended": np.stack(ended),
            "response": np.bincount(best, minlength=len(WORDS)),
            "free": np.logical_and.accumulate(words != PROGRESSED, axis=0).sum(axis=1),
            "any": np.array([(grades[name] > 0).sum() for name in EVENTS]),
            "severe": np.array([(grades[name] >= SEVERE).sum() for name in EVENTS]),
            "seconds": np.array([total.sum() for total in outcomes.seconds.values()]),
            **_left_out(courses),
        }
    )


def _left_out(courses: Courses) -> dict[str, Counts]:
    """Slots without a dose, by what was said and by the rules that held then."""
    said, rules = np.zeros(len(SAID), np.int64), np.zeros(len(courses.protocol.guide.rules), np.int64)
    for left in courses.left_out:
        said += np.bincount(left.codes, minlength=len(SAID))
        rules += left.firing[:, ~np.isin(left.codes, APART)].sum(axis=1)
    return {"said": said, "rules": rules}


@dataclass(frozen=True)
class Summary:
    """What many virtual people on one protocol came to."""

    protocol: Protocol
    tally: Tally

    @property
    def doses_per_cycle(self) -> list[Json]:
        """Of those who began each cycle: mean, median and quartiles of the doses they had."""
        found: list[Json] = []
        for number, count in enumerate(self.tally["doses"], 1):
            low, middle, high = quantiles(count, QUARTERS)
            mean = float(count @ np.arange(len(count)) / count.sum()) if count.sum() else 0.0
            row = {"mean": mean, "median": middle, "q25": low, "q75": high}
            found.append({"cycle": number} | {key: round(value, 4) for key, value in row.items()})
        return found

    @property
    def response(self) -> dict[str, float]:
        """The best response at weeks 12 to 26, as shares of the people."""
        shares = dict(zip(WORDS, self.tally["response"], strict=True))
        return {word: self.share(shares[word]) for word in reversed(WORDS)}

    @property
    def begun(self) -> list[float]:
        """The share of the people who began each cycle."""
        return [self.share(count) for count in self.tally["begun"]]

    @property
    def free_of_progression(self) -> dict[int, float]:
        """The share of the people without progression at each scan, by day."""
        return {day: self.share(count) for day, count in zip(self.protocol.scans, self.tally["free"], strict=True)}

    @property
    def events(self) -> dict[str, float]:
        """Shares of the people with each event, of any grade and of grade 3 or more; and mean hours."""
        found = {f"cycle_{number}_begun": share for number, share in enumerate(self.begun[1:], 2)}
        for name, some, severe in zip(EVENTS, self.tally["any"], self.tally["severe"], strict=True):
            found |= {name: self.share(some), f"{name}_severe": self.share(severe)}
        found |= {f"free_of_progression_day_{day}": share for day, share in self.free_of_progression.items()}
        for name, total in zip(("systolic_bp_below_90", "on_vasopressor"), self.tally["seconds"], strict=True):
            found[f"mean_hours_{name}"] = round(float(total) / HOUR / self.tally.people, 2)
        return found

    @property
    def reasons(self) -> dict[str, int]:
        """Slots without a dose at which each rule held, the most frequent first; and those with another reason."""
        rules = self.protocol.guide.rules
        found = {rule.id: int(count) for rule, count in zip(rules, self.tally["rules"], strict=True)}
        found |= {SAID[place]: int(self.tally["said"][place]) for place in APART}
        return dict(sorted(((k, n) for k, n in found.items() if n), key=lambda pair: (-pair[1], pair[0])))

    def share(self, count: Any) -> float:
        """A count as a share of the people."""
        return round(int(count) / self.tally.people, 6)

    def to_json(self) -> Json:
        return {
            "doses_per_cycle": self.doses_per_cycle,
            "response": self.response,
            "events": self.events,
            "reasons": self.reasons,
            "not_simulated": [
                {"concept": row.concept, "taken_as": row.taken_as, "rules": list(row.rules)}
                for row in not_simulated(self.protocol.guide, vocabulary())
            ],
        }


def quantiles(count: Counts, shares: Sequence[float]) -> list[float]:
    """Quantiles of whole numbers from how often each occurs, between neighbours as NumPy does it; 0 of nothing."""
    total = int(count.sum())
    if not total:
        return [0.0 for _ in shares]
    upto = np.cumsum(count)
    found = []
    for share in shares:
        place = share * (total - 1)
        low = int(np.searchsorted(upto, int(place), side="right"))
        high = int(np.searchsorted(upto, min(int(place) + 1, total - 1), side="right"))
        found.append(low + (high - low) * (place - int(place)))
    return found
