"""Two or more medicines side by side: what their pages say, the figures of their trials, and what must not be concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedside.pages.page import GLANCES, NOT_KNOWN, Figure, Page, Statement, Trial
from bedside.refusal import Refusal

Json = dict[str, object]
LABELS: Mapping[str, str] = {
    "indication": "What it is for",
    "route": "How it goes in",
    "schedule": "How often",
    "setting": "Where",
    "serious": "The gravest side effects",
}
WARNING = (
    "These figures come from different trials, with different people, years and treatments before. A higher figure in one "
    "trial does not show that its medicine is better."
)
SAME_TRIAL = "One trial put some of them side by side, {design}: {trial} ({year}, {people} people)."
NO_FIGURE = "No figure for this medicine is known to us."


class CannotCompare(Refusal):
    """Fewer than two medicines, or the same one twice."""


@dataclass(frozen=True)
class SideBySide:
    """Medicines side by side. `shared` are trials that compared at least two of them with each other by lot."""

    pages: tuple[Page, ...]
    shared: tuple[Trial, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What must be read with the figures: which were compared in one trial, and that the rest were not."""
        told = [
            SAME_TRIAL.format(design=trial.design, trial=trial.title, year=trial.year, people=trial.people)
            for trial in self.shared
        ]
        return (*told, *filter(None, [self.apart]))

    @property
    def apart(self) -> str:
        """The warning where figures of different trials stand beside each other, or none is there; else nothing."""
        shared = {trial.id for trial in self.shared}
        return WARNING if not shared or any(row.trial not in shared for page in self.pages for row in page.figures) else ""

    @property
    def glances(self) -> Iterator[tuple[str, tuple[tuple[Statement, ...], ...]]]:
        """What is shown beside the figures: its label, and what each page says of it."""
        yield from ((LABELS[key], self.glance(key)) for key in GLANCES)

    def glance(self, key: str) -> tuple[tuple[Statement, ...], ...]:
        """What each page says of one thing: the indication, the route, the schedule, the setting, or what is gravest."""
        return tuple(tuple(row for row in page.statements if row.glance == key) for page in self.pages)

    def figures(self, page: Page) -> Iterator[tuple[Figure, Trial]]:
        """The figures of one medicine with their trials; those from trials that the medicines share come first."""
        shared = [trial.id for trial in self.shared]
        rows = sorted(page.figures, key=lambda row: row.trial not in shared)
        yield from ((row, page.trials[row.trial]) for row in rows)

    def to_json(self) -> Json:
        return {
            "verb": "compare",
            "medicines": [_medicine_json(self, place, page) for place, page in enumerate(self.pages)],
            "head_to_head": [trial.id for trial in self.shared],
            "warnings": list(self.warnings),
            "notice": self.pages[0].notice,
        }


def compare(*pages: Page) -> SideBySide:
    """Pages side by side. Raises CannotCompare."""
    ids = [page.id for page in pages]
    if len(ids) < 2:
        raise CannotCompare("a comparison needs two medicines or more")
    if len(set(ids)) < len(ids):
        raise CannotCompare(f"the same medicine stands twice: {', '.join(ids)}; name two different ones")
    trials: dict[str, Trial] = {key: trial for page in pages for key, trial in page.trials.items()}
    shared = tuple(trial for trial in trials.values() if len(set(trial.compared).intersection(ids)) > 1)
    return SideBySide(pages, shared)


def _medicine_json(told: SideBySide, place: int, page: Page) -> Json:
    glances: Json = {key: [row.to_json() for row in told.glance(key)[place]] or NOT_KNOWN for key in GLANCES}
    return {"id": page.id, "name": page.name} | glances | {"figures": [row.to_json(trial) for row, trial in told.figures(page)]}
