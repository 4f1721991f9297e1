"""What is usual: what a medicine's page says of an effect, and how long it was published to last, held against the course."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bedside.answer import Json, json_time
from bedside.grammar import duration
from bedside.pages.page import Statement
from bedside.words.effects import Effect

if TYPE_CHECKING:
    from bedside.after.recovery import Standing

NOT_USUAL = "It is still there, and that is no longer usual."
USUAL = "That it is still there is usual."


@dataclass(frozen=True)
class Expected:
    """What is usual of one effect.

    `often`, `starts` and `ends` are of the page; `last` is the last dose, `ended` when it should have gone, and `standing`
    whether it is still usual.
    """

    concept: str
    say: str
    source: str
    read: str
    standing: str
    often: str = ""
    starts: str = ""
    ends: str = ""
    last: datetime | None = None
    ended: datetime | None = None

    def to_json(self) -> Json:
        told: Json = {"concept": self.concept, "say": self.say, "standing": self.standing, "last_dose": json_time(self.last)}
        told |= {"should_have_ended": json_time(self.ended)}
        told |= {key: getattr(self, key) for key in ("often", "starts", "ends") if getattr(self, key)}
        return told | {"source": self.source, "read": self.read}


@dataclass(frozen=True)
class Row:
    """Which statement of which page speaks of which effects, and how long after the last dose they should have gone."""

    medicine: str
    statement: str
    effects: frozenset[str]
    ended: str = ""


@cache
def rows() -> tuple[Row, ...]:
    """Every row of the file."""
    table = tomllib.loads(files("bedside").joinpath("words", "outlook.toml").read_text("utf-8"))["row"]
    return tuple(Row(row["medicine"], row["statement"], frozenset(row["effects"]), row.get("ended", "")) for row in table)


def expected(
    found: Iterable[Effect], medicine: str, page: Sequence[Statement], last: datetime | None, at: datetime
) -> Iterator[Expected]:
    """What the page says of each effect that is there."""
    statements = {statement.id: statement for statement in page}
    for effect in found:
        for row in rows() if effect.there else ():
            if row.medicine == medicine and effect.entry.id in row.effects and row.statement in statements:
                yield _of_page(effect, row, statements[row.statement], last, at)


def _of_page(effect: Effect, row: Row, statement: Statement, last: datetime | None, at: datetime) -> Expected:
    ended = last + timedelta(seconds=duration(row.ended)) if last is not None and row.ended else None
    standing, more = "not known", ""
    if ended is not None:
        standing, more = ("not usual", f" {NOT_USUAL}") if at > ended else ("usual", f" {USUAL}")
    return Expected(
        concept=effect.entry.id,
        say=f"{statement.text}{more}",
        source=f"{row.medicine} page, {statement.id}: {statement.source}",
        read=statement.read,
        standing=standing,
        often=statement.often,
        starts=statement.starts,
        ends=statement.ends,
        last=last,
        ended=ended,
    )


def recovery(found: Iterable[Effect], standings: Iterable[Standing]) -> tuple[Expected, ...]:
    """What `follow_up` says of the findings and numbers that the text told."""
    by_concept = {standing.told.concept: standing for standing in standings if standing.evidence}
    told = []
    for effect in found:
        concepts = (effect.entry.flag, effect.reading.concept if effect.reading else "")
        for standing in (by_concept[concept] for concept in concepts if effect.status == "present" and concept in by_concept):
            rule = standing.row.rule
            told.append(Expected(effect.entry.id, standing.say, rule.source, rule.read, standing.standing))
    return tuple(told)
