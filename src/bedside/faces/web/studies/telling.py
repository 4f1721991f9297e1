"""What a finished study says, ready for its page, and its rows as text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bedside.faces.simulate_words import EVENTS, is_told, measure_value, measure_words, share
from bedside.faces.web.medicines import medicine
from bedside.faces.web.studies.models import Study
from bedside.faces.web.studies.running import RESULT, ROWS, folder_of

PICTURES = ("ribbons", "doses", "reasons", "comparison")
AT_ONCE = 4096
"""Rows that are read of a file at a time."""


@dataclass(frozen=True)
class Result:
    """A finished study: rows of its tables, and the names of its pictures."""

    told: dict[str, Any]
    doses: list[dict[str, Any]]
    response: list[tuple[str, str]]
    events: list[tuple[str, str, str]]
    reasons: list[dict[str, Any]]
    differences: list[dict[str, str]]
    pictures: list[str]


def result_of(study: Study) -> Result:
    """What came of a study that is done. Raises OSError where its files are gone."""
    folder = folder_of(study.pk)
    told = json.loads((folder / RESULT).read_text("utf-8"))
    summary, guide = told["summary"], medicine(study.ward.medicine).guides[study.wanted["guide"]]
    said = {rule.id: rule for rule in guide.rules}
    events = summary["events"]
    return Result(
        told=told,
        doses=[row | {"begun": share(begun)} for row, begun in zip(summary["doses_per_cycle"], told["begun"], strict=True)],
        response=[(word, share(value)) for word, value in summary["response"].items()],
        events=[(words, share(events[name]), _severe(name, events)) for name, words in EVENTS.items()],
        reasons=[{"id": name, "rule": said.get(name), "count": count} for name, count in summary["reasons"].items()],
        differences=[_difference(row) for row in told.get("comparison", {}).get("differences", ()) if is_told(row["measure"])],
        pictures=[name for name in PICTURES if (folder / f"{name}.svg").is_file()],
    )


def _severe(name: str, events: dict[str, float]) -> str:
    """The share with grade 3 or more; nothing of what has no grade."""
    return share(events[f"{name}_severe"]) if is_told(f"{name}_severe") else ""


def _difference(row: dict[str, Any]) -> dict[str, str]:
    name = row["measure"]
    values = {key: measure_value(name, row[key]) for key in ("first", "second")}
    apart = {key: measure_value(name, row[key], signed=True) for key in ("difference", "low", "high")}
    return {"measure": measure_words(name)} | values | apart


def rows_as_text(file: Path) -> Iterator[str]:
    """The rows as CSV, some at a time; what was left out, a list, stands as JSON in its cell."""
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(file) as whole:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(whole.schema_arrow.names)
        for batch in whole.iter_batches(AT_ONCE):
            for row in batch.to_pylist():
                writer.writerow(json.dumps(cell) if isinstance(cell, list) else cell for cell in row.values())
            yield text.getvalue()
            text.seek(0)
            text.truncate()


def rows_file(study: Study) -> Path:
    """Where the rows of a study lie."""
    return folder_of(study.pk) / ROWS
