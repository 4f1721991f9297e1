"""Write the golden reports again: `python -m reports.golden`, in the folder tests. Look at them before they are kept."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from reports.making import report
from reports.truth import Row

NAMES = ("en_inline", "en_trend_oldest", "it_plain", "fr_grams", "en_two_people", "de_letter", "au_sideways")
SEED, MOST = 1, 14


def told(name: str) -> str:
    """A report as a person may check it: the first lines of its text, and the first rows of its truth."""
    made = report(name, SEED)
    document = pypdfium2.PdfDocument(made.pdf)
    text = document[0].get_textpage().get_text_range().replace("\r", "").split("\n")
    document.close()
    head = f"{name}, seed {SEED}: {made.truth.language}, {made.truth.pages} pages, {len(made.truth.rows)} results"
    dates = f"collected {made.truth.collected}, reported {made.truth.reported}, {made.truth.laboratory}"
    people = [f"{person.name}, born {person.birth}, number {person.number}" for person in made.truth.people]
    lines = [
        head,
        dates,
        *people,
        "",
        *(line.strip() for line in text[: MOST + 12]),
        "",
        *map(_line, made.truth.rows[: 2 * MOST]),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    reach = f"{'' if row.low is None else row.low}..{'' if row.high is None else row.high}"
    what = f"{row.analyte}: {row.comparator}{row.value} {row.ucum}".strip()
    return (
        f"p{row.page} {row.at}{'' if row.is_current else ' (earlier)'} | {row.name} = {what} | {reach} | {row.flag} | {row.box}"
    )


if __name__ == "__main__":
    for each in NAMES:
        (Path(__file__).parent / "golden" / f"{each}.txt").write_text(told(each), "utf-8")
