"""The two sets of questions: what people ask of the library and of a record, and what neither can answer."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of in_scope or out_of_scope."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def part(name: str, of: str) -> list[Row]:
    """The rows that answers were developed on (`develop`), held back (`hold`), or held back of a later writer (`apart`)."""
    return [row for row in rows(name) if row["part"] == of]
