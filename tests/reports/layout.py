"""What a layout declares: how one laboratory prints its reports."""

from __future__ import annotations

from dataclasses import dataclass

Column = tuple[str, float, str]
"""What a column holds, where it begins or ends as a fraction of the table's width, and how it is aligned."""
PLAIN: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("result", 0.46, "right"),
    ("unit", 0.52, "left"),
    ("range", 0.70, "left"),
    ("flag", 0.95, "left"),
)
LETTERS = ("H", "L", "HH", "LL")
STARS = ("*", "*", "**", "**")
SIGNS = ("+", "-", "++", "--")
TREND: tuple[Column, ...] = (
    ("name", 0.0, "left"),
    ("unit", 0.25, "left"),
    ("range", 0.385, "left"),
    ("first", 0.54, "left"),
    ("last", 1.0, "right"),
)
"""The columns of a table whose headers are dates; the dates stand from `first` to `last`."""


@dataclass(frozen=True)
class Layout:
    """One laboratory's way to print.

    `kind` is "table", "pair" (two tables side by side), "trend" (dates as headers), "sideways" (tests as headers), "inline"
    (running text), "letter" (running text within a letter), "lines" (one sentence a result), "cards" (result below the name),
    "scales" (result on a scale), "blocks" (a paragraph for each test), "tiles" (a small box for each test, three beside each
    other), "log" (a line for each test and date, with its date), "separated" (the same with `separator` between the fields),
    "histories" (dates below each test), "strips" (dates beside each other below each test) or "typed" (plain text). `flags`
    are those of a high, a low, a very high and a very low value; they stand in their column, or "after" or "before" the
    value. `unit_at` says where the unit is: in its column, after the "result", in the "name" or after the "range". With
    `doubts` some rows lack their unit, have one that contradicts their range, or no result yet; with `sexes` some have a range
    for men and one for women; with `marks` some names carry the number of a footnote; with `missing` words stand where some
    results should be; with `groups` ranges by sex and age stand below each other.

    `head`, `foot` and `titles` are the styles of the page's top, its foot and the headings; `bold` makes "values", or those
    that are "abnormal", bold. `heads` gives columns their headers. `formula` says where the counts of white cells stand: in
    "columns" beside their shares, or "below" them. `rounds` blocks of results, or the dates of a trend, are `hours` apart.
    `requests` prints numbers below the dates, `samples` a line of small print below each name, `decoys` remarks with numbers,
    `closing` sentences at the end, `continued` a heading's name again where its rows go on, `tubes` the specimen and when it
    came below each heading. `trim` takes the last zeros from limits.

    `also` names the country whose units stand beside the others, in the columns "also", "also_unit" and "also_range".
    `labels` stand above the dates of a trend, the oldest first; with `day_once` hours stand below the one day they are of.
    `range_below` is how the range is printed in a line below its row, `past_form` how a previous result is with its own date;
    with `past_below` previous results stand in a line below their row.
    """

    id: str
    language: str
    held_out: bool = False
    country: str = "conventional"
    spelling: str = "us"
    kind: str = "table"
    columns: tuple[Column, ...] = PLAIN
    panels: tuple[str, ...] = ("blood", "chemistry", "liver")
    font: str = "Helvetica"
    size: float = 9
    leading: float = 1.55
    rules: str = "none"
    decimal: str = "."
    thousands: str = ""
    flags: tuple[str, str, str, str] | None = LETTERS
    flag_at: str = "column"
    range_form: str = "{} - {}"
    one_sided: str = "sign"
    unit_at: str = "column"
    names: str = "first"
    dates: str = "%d/%m/%Y"
    times: bool = True
    trend: int = 0
    newest_first: bool = True
    sections: bool = True
    headers: bool = True
    comments: bool = False
    methods: bool = False
    interpretation: bool = False
    unknown: bool = False
    leaders: bool = False
    narrow: bool = False
    people: int = 1
    page: str = "a4"
    most: int = 0
    doubts: bool = False
    sexes: bool = False
    marks: bool = False
    missing: bool = False
    groups: bool = False
    head: str = "plain"
    foot: str = "plain"
    titles: str = "plain"
    bold: str = ""
    heads: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    rounds: int = 1
    hours: int = 0
    requests: bool = False
    samples: bool = False
    decoys: bool = False
    closing: bool = False
    continued: bool = False
    trim: bool = False
    tubes: bool = False
    also: str = ""
    labels: tuple[str, ...] = ()
    day_once: bool = False
    range_below: str = ""
    past_form: str = ""
    past_below: bool = False
    separator: str = ""
    unit_form: str = "{}"
    trend_columns: tuple[Column, ...] = TREND
