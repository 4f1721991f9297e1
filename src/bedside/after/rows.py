"""The rows of a medicine file about what comes after treatment, read, or told as faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bedside.concepts import Vocabulary
from bedside.criterion import concepts_of
from bedside.grammar import GrammarError, duration
from bedside.medicine import FollowUpRow, RecoveryRow, Rule
from bedside.render import show_duration

WATCH = "watch"
KINDS = ("visit", "blood test", "imaging", WATCH)
LAST_DOSE, DISCHARGE = "last dose", "discharge"
SINCE = (LAST_DOSE, DISCHARGE)
AGAIN = ("first", "every", "until")
FIGURE = ("after", "recovered")
LENGTHS = ("figures", "within", "lasts")

Row = dict[str, Any]
Report = Callable[[str, int, str, str, str, str], None]


def follow_up_rows(rows: Sequence[Row], report: Report) -> tuple[FollowUpRow, ...]:
    """Every row of `follow_up`; what cannot stand is reported."""
    own = [row["id"] for row in rows if "instead_of" not in row]
    found = []
    for which, row in enumerate(rows):
        reader = _Row("follow_up", which, row, report)
        found.append(reader.follow_up())
        if row.get("instead_of", row["id"]) not in (row["id"], *own):
            told = f"found instead_of {row['instead_of']!r}, expected the id of a row that is no rival itself"
            reader.fault("instead_of", told)
    return tuple(found)


def recovery_rows(
    found: Iterable[tuple[Rule, Row]], data: dict[str, Any], words: Vocabulary, report: Report
) -> tuple[RecoveryRow, ...]:
    """Every row of `recovery` whose criterion could be read; what cannot stand is reported."""
    rows = data.get("recovery", ())
    if rows and "usual" not in data:
        report("recovery", 0, "", "recovery", "needs the table [usual]: from which share on it is no longer usual", "")
    if data.get("usual", {}).get("share", 0) > 100:
        report("usual", 0, "share", "usual", f"share is a percentage, at most 100, found {data['usual']['share']}", "")
    return tuple(_Row("recovery", rows.index(row), row, report).recovery(rule, words) for rule, row in found)


@dataclass(frozen=True)
class _Row:
    table: str
    which: int
    row: Row
    report: Report

    def fault(self, key: str, problem: str, shown: str = "") -> None:
        self.report(self.table, self.which, key, self.row["id"], problem, shown)

    def seconds(self, key: str, text: object) -> int:
        """The seconds of a duration; a fault where there is none."""
        try:
            return duration(str(text))
        except GrammarError as trouble:
            self.fault(key, trouble.sentence(), trouble.caret())
            return 1

    def optional(self, key: str) -> int | None:
        return self.seconds(key, self.row[key]) if key in self.row else None

    def follow_up(self) -> FollowUpRow:
        row = self.row
        for key, known in (("kind", KINDS), ("from", SINCE)):
            if row[key] not in known:
                self.fault(key, f"found {key} {row[key]!r}, expected one of {', '.join(known)}")
        dates = (*(self.seconds("at", text) for text in row.get("at", ())), *self.repeated())
        self.timing(dates)
        return FollowUpRow(
            id=row["id"],
            kind=row["kind"],
            since=row["from"],
            concepts=tuple(row.get("concepts", ())),
            dates=dates,
            begins=self.optional("begins"),
            ends=self.optional("ends"),
            instead_of=row.get("instead_of", ""),
            say=row["say"],
            source=row["source"],
            read=row["read"],
            soonest=self.optional("soonest"),
        )

    def repeated(self) -> Iterator[int]:
        """The dates of `again`: from `first`, `every` so long, up to `until`."""
        for part in self.row.get("again", ()):
            if set(part) != set(AGAIN):
                self.fault("again", f"each table of again has first, every and until, found {', '.join(part) or 'nothing'}")
                continue
            first, every, until = (self.seconds("again", part[key]) for key in AGAIN)
            yield from range(first, until + 1, every)

    def timing(self, dates: tuple[int, ...]) -> None:
        """A watch has a window, everything else has concepts and dates, which follow each other and spread out."""
        row, spaces = self.row, [later - sooner for sooner, later in pairwise(dates)]
        if row["kind"] == WATCH:
            if {"at", "again", "concepts", "instead_of", "soonest"} & row.keys():
                self.fault("kind", "a watch has no dates: at, again, concepts, instead_of and soonest are for what is due")
            if self.row.get("ends") and (self.optional("ends") or 0) <= (self.optional("begins") or 0):
                self.fault("ends", "a window ends after it begins")
        elif {"begins", "ends"} & row.keys():
            self.fault("kind", "begins and ends are for a watch; what is due has at or again")
        elif not row.get("concepts") or not dates:
            self.fault("kind", "what is due needs concepts that show that it was done, and its dates in at or again")
        elif any(space <= 0 for space in spaces) or any(later < sooner for sooner, later in pairwise(spaces)):
            told = ", ".join(show_duration(date) for date in dates[:8])
            self.fault("at", f"the dates of a row come in order and never closer together, found {told}")
        elif "soonest" in row and self.seconds("soonest", row["soonest"]) > dates[0]:
            self.fault("soonest", "what makes a row done counts from soonest on: at or before its first date")

    def recovery(self, rule: Rule, words: Vocabulary) -> RecoveryRow:
        named = [words[concept] for concept in concepts_of(rule.when) if concept in words]
        alone = len(named) == 1 and named[0].kind in ("quantity", "grade")
        if not alone and any(concept.kind not in ("flag", "review") for concept in named):
            told = ", ".join(concept.id for concept in named)
            self.fault("when", f"asks about {told}: a row of recovery asks about one measured concept, or about flags alone")
        if len([key for key in LENGTHS if key in self.row]) > 1:
            self.fault("when", "says how long in more than one way: figures, within or lasts")
        within, unclear = self.optional("within"), self.optional("unclear_from")
        if unclear is not None and (within is None or unclear >= within):
            self.fault("unclear_from", "stands beside within, and is shorter: between the two it is not known")
        return RecoveryRow(rule, self.figures(), within, self.optional("lasts"), unclear)

    def figures(self) -> tuple[tuple[int, float], ...]:
        told: list[tuple[int, float]] = []
        for figure in self.row.get("figures", ()):
            share = figure.get("recovered")
            if set(figure) != set(FIGURE) or not isinstance(share, int | float) or not 0 < share <= 100:
                self.fault("figures", "each table of figures has after, a duration, and recovered, a percentage above 0")
                continue
            told.append((self.seconds("figures", figure["after"]), float(share)))
        if any(later[0] <= sooner[0] or later[1] < sooner[1] for sooner, later in pairwise(told)):
            self.fault("figures", "the figures come in order of time, and who has recovered stays recovered")
        return tuple(told)
