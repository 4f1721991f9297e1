"""The layouts of invented reports, as data: two thirds for developing a reader, the others held out to examine it."""

from __future__ import annotations

from collections.abc import Mapping
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
FLAG_BESIDE: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("result", 0.45, "left"),
    ("flag", 0.57, "left"),
    ("unit", 0.64, "left"),
    ("range", 0.80, "left"),
)
RANGE_FIRST: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("range", 0.38, "left"),
    ("unit", 0.58, "left"),
    ("result", 0.84, "right"),
    ("flag", 0.88, "left"),
)
FLAG_FIRST: tuple[Column, ...] = (
    ("flag", 0, "left"),
    ("name", 0.05, "left"),
    ("result", 0.55, "right"),
    ("unit", 0.60, "left"),
    ("range", 0.78, "left"),
)
RESULT_LAST: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("unit", 0.42, "left"),
    ("range", 0.60, "left"),
    ("result", 0.97, "right"),
)
NO_FLAG: tuple[Column, ...] = (("name", 0, "left"), ("result", 0.50, "right"), ("unit", 0.55, "left"), ("range", 0.75, "left"))
UNIT_IN: tuple[Column, ...] = (("name", 0, "left"), ("result", 0.45, "left"), ("flag", 0.68, "left"), ("range", 0.78, "left"))
RANGE_AND_UNIT: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("result", 0.52, "right"),
    ("flag", 0.55, "left"),
    ("range", 0.66, "left"),
)
WITH_PREVIOUS: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("result", 0.40, "right"),
    ("flag", 0.42, "left"),
    ("unit", 0.48, "left"),
    ("range", 0.63, "left"),
    ("previous", 0.99, "right"),
)
PREVIOUS_FIRST: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("previous", 0.42, "right"),
    ("result", 0.56, "right"),
    ("flag", 0.58, "left"),
    ("unit", 0.66, "left"),
    ("range", 0.82, "left"),
)
TWO_PREVIOUS: tuple[Column, ...] = (
    ("name", 0, "left"),
    ("result", 0.38, "right"),
    ("unit", 0.41, "left"),
    ("range", 0.55, "left"),
    ("previous", 0.84, "right"),
    ("previous", 0.99, "right"),
)
LETTERS = ("H", "L", "HH", "LL")
STARS = ("*", "*", "**", "**")
ARROWS = ("↑", "↓", "↑↑", "↓↓")
SIGNS = ("+", "-", "++", "--")
WORDS = ("High", "Low", "HIGH", "LOW")


@dataclass(frozen=True)
class Layout:
    """One laboratory's way to print.

    `kind` is "table", "pair" (two tables side by side), "trend" (dates as headers), "inline" (running text), "lines" (one
    sentence a result) or "cards" (result below the name). `flags` are those of a high, a low, a very high and a very low
    value; they stand in their column, or "after" or "before" the value. `unit_at` says where the unit is: in its column,
    after the "result", in the "name" or after the "range". With `doubts` some rows lack their unit, have one that contradicts
    their range, or no result yet; with `sexes` some have a range for men and one for women; with `marks` some names carry the
    number of a footnote.
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


ALL: tuple[Layout, ...] = (
    Layout("us_plain", "en", page="letter", dates="%m/%d/%Y"),
    Layout(
        "us_flag_beside",
        "en",
        columns=FLAG_BESIDE,
        page="letter",
        dates="%m/%d/%Y",
        rules="zebra",
        spelling="us_powers",
        font="Times-Roman",
        size=10,
        names="any",
        interpretation=True,
        panels=("chemistry", "liver", "lipids", "thyroid"),
    ),
    Layout(
        "us_capitals",
        "en",
        font="Courier",
        size=8.5,
        names="upper",
        spelling="capitals",
        columns=FLAG_BESIDE,
        page="letter",
        dates="%m/%d/%Y",
        range_form="{}-{}",
        one_sided="tight",
        panels=("blood", "chemistry", "clotting"),
    ),
    Layout(
        "us_glued",
        "en",
        flag_at="after",
        columns=NO_FLAG,
        page="letter",
        dates="%m/%d/%Y",
        rules="lines",
        range_form="{} - {}",
        thousands=",",
        panels=("blood", "chemistry", "heart", "tumour"),
        comments=True,
    ),
    Layout(
        "uk_plain",
        "en",
        country="international",
        spelling="uk",
        columns=FLAG_BESIDE,
        flags=STARS,
        range_form="[{} - {}]",
        size=9.5,
        dates="%d-%b-%Y",
        comments=True,
        panels=("blood", "chemistry", "liver", "inflammation"),
    ),
    Layout(
        "uk_flag_first",
        "en",
        country="international",
        spelling="raised",
        font="DejaVuSans",
        size=8.5,
        columns=FLAG_FIRST,
        flags=("! H", "! L", "!! H", "!! L"),
        range_form="({}-{})",
        one_sided="tight",
        names="any",
        rules="grid",
    ),
    Layout(
        "en_previous",
        "en",
        columns=WITH_PREVIOUS,
        page="letter",
        dates="%m/%d/%Y",
        rules="lines",
        panels=("blood", "chemistry", "thyroid"),
    ),
    Layout(
        "en_trend_newest",
        "en",
        kind="trend",
        trend=4,
        newest_first=True,
        page="landscape",
        dates="%Y-%m-%d",
        times=False,
        rules="grid",
    ),
    Layout(
        "en_trend_oldest",
        "en",
        kind="trend",
        trend=3,
        newest_first=False,
        country="international",
        spelling="uk",
        dates="%d/%m/%Y",
        times=False,
        flags=STARS,
        flag_at="after",
    ),
    Layout(
        "en_inline",
        "en",
        kind="inline",
        font="Times-Roman",
        size=11,
        range_form="({}-{})",
        one_sided="tight",
        panels=("chemistry", "liver"),
        flags=None,
    ),
    Layout(
        "en_lines",
        "en",
        kind="lines",
        font="Times-Roman",
        size=10.5,
        range_form="[{}-{}]",
        panels=("blood", "chemistry"),
        names="any",
    ),
    Layout(
        "en_pair",
        "en",
        kind="pair",
        size=7,
        columns=(
            ("name", 0, "left"),
            ("result", 0.46, "right"),
            ("flag", 0.48, "left"),
            ("unit", 0.55, "left"),
            ("range", 0.79, "left"),
        ),
        range_form="{}-{}",
        one_sided="tight",
        page="letter",
        dates="%m/%d/%Y",
        panels=("blood", "chemistry", "liver", "lipids"),
    ),
    Layout(
        "en_methods",
        "en",
        methods=True,
        interpretation=True,
        rules="lines",
        columns=NO_FLAG,
        flag_at="before",
        unknown=True,
        one_sided="words",
        panels=("chemistry", "iron", "lipids", "urine"),
        names="any",
        range_form="{} - {}",
    ),
    Layout(
        "en_two_people", "en", people=2, panels=("chemistry", "liver"), country="international", spelling="uk", dates="%d %b %Y"
    ),
    Layout(
        "es_plain",
        "es",
        spelling="es",
        font="DejaVuSans",
        size=8.5,
        decimal=",",
        thousands=".",
        columns=FLAG_BESIDE,
        flags=STARS,
        range_form="[{} - {}]",
        one_sided="words",
        panels=("blood", "chemistry", "liver", "urine"),
    ),
    Layout(
        "es_cubic",
        "es",
        country="cubic",
        spelling="es",
        decimal=",",
        thousands=".",
        columns=PLAIN,
        flags=("H", "L", "H", "L"),
        range_form="{} - {}",
        names="any",
        rules="lines",
        panels=("blood", "chemistry", "lipids"),
    ),
    Layout(
        "de_plain",
        "de",
        spelling="de",
        decimal=",",
        columns=FLAG_BESIDE,
        flags=SIGNS,
        range_form="{} - {}",
        dates="%d.%m.%Y",
        one_sided="words",
        panels=("blood", "chemistry", "liver", "thyroid"),
    ),
    Layout(
        "de_range_first",
        "de",
        spelling="de_g",
        country="per_litre",
        decimal=",",
        columns=RANGE_FIRST,
        flags=("+", "-", "++", "--"),
        range_form="{}-{}",
        dates="%d.%m.%y",
        font="Courier",
        size=8.5,
        names="any",
        one_sided="sign",
    ),
    Layout(
        "de_trend",
        "de",
        kind="trend",
        trend=4,
        newest_first=False,
        spelling="de",
        decimal=",",
        dates="%d.%m.%y",
        times=False,
        range_form="{} - {}",
        flags=SIGNS,
        flag_at="after",
        size=8,
        panels=("blood", "chemistry", "liver"),
    ),
    Layout(
        "it_plain",
        "it",
        spelling="it",
        decimal=",",
        columns=UNIT_IN,
        unit_at="result",
        flags=STARS,
        flag_at="before",
        range_form="[{} - {}]",
        size=9,
        panels=("blood", "chemistry", "liver", "iron"),
        comments=True,
    ),
    Layout(
        "it_result_last",
        "it",
        spelling="it_l",
        country="international",
        decimal=",",
        columns=RESULT_LAST,
        flags=STARS,
        flag_at="after",
        rules="zebra",
        one_sided="words",
        range_form="{} - {}",
    ),
    Layout(
        "fr_plain",
        "fr",
        spelling="fr",
        country="international",
        decimal=",",
        columns=UNIT_IN,
        unit_at="result",
        flags=STARS,
        flag_at="after",
        range_form="({} - {})",
        leaders=True,
        panels=("blood", "chemistry", "liver", "inflammation"),
    ),
    Layout(
        "fr_grams",
        "fr",
        spelling="fr",
        country="grams",
        decimal=",",
        columns=WITH_PREVIOUS,
        flags=("*", "*", "*", "*"),
        range_form="words",
        rules="lines",
        panels=("blood", "chemistry", "liver", "lipids"),
        interpretation=True,
    ),
    Layout(
        "pt_plain",
        "pt",
        spelling="pt",
        font="DejaVuSans",
        size=8.5,
        decimal=",",
        thousands=".",
        columns=PLAIN,
        flags=ARROWS,
        range_form="{} - {}",
        one_sided="words",
        panels=("blood", "chemistry", "liver", "urine"),
    ),
    Layout(
        "en_doubts",
        "en",
        doubts=True,
        columns=FLAG_BESIDE,
        page="letter",
        dates="%m/%d/%Y",
        rules="zebra",
        panels=("blood", "chemistry", "liver", "iron"),
    ),
    Layout(
        "fr_spaces",
        "fr",
        country="cubic",
        spelling="es",
        decimal=",",
        thousands=" ",
        columns=NO_FLAG,
        flags=STARS,
        flag_at="after",
        range_form="{} - {}",
        sexes=True,
        panels=("blood", "chemistry", "liver"),
    ),
    # --- held out
    Layout(
        "held_us_previous",
        "en",
        held_out=True,
        columns=TWO_PREVIOUS,
        page="letter",
        dates="%m/%d/%Y",
        flag_at="after",
        flags=("H", "L", "H", "L"),
        thousands=",",
        panels=("blood", "chemistry", "liver", "heart"),
        rules="zebra",
        font="Times-Roman",
        size=9.5,
    ),
    Layout(
        "held_uk_unit_in_name",
        "en",
        held_out=True,
        country="international",
        spelling="uk",
        columns=(("name", 0, "left"), ("flag", 0.52, "left"), ("result", 0.66, "right"), ("range", 0.74, "left")),
        unit_at="name",
        range_form="{}-{}",
        one_sided="zero",
        dates="%d %B %Y",
        headers=False,
        panels=("blood", "chemistry", "clotting", "tumour"),
    ),
    Layout(
        "held_en_cards",
        "en",
        held_out=True,
        kind="cards",
        page="letter",
        dates="%b %d, %Y",
        unit_at="result",
        flags=WORDS,
        panels=("chemistry", "lipids", "thyroid"),
    ),
    Layout(
        "held_en_wrapped",
        "en",
        held_out=True,
        narrow=True,
        names="longest",
        columns=(
            ("name", 0, "left"),
            ("result", 0.30, "left"),
            ("flag", 0.42, "left"),
            ("unit", 0.52, "left"),
            ("range", 0.74, "left"),
        ),
        rules="grid",
        page="letter",
        dates="%m/%d/%Y",
        one_sided="equal",
        panels=("blood", "chemistry", "liver"),
        methods=True,
    ),
    Layout(
        "held_es_range_first",
        "es",
        held_out=True,
        spelling="es",
        country="cubic",
        decimal=",",
        thousands=".",
        columns=RANGE_FIRST,
        flags=("A", "B", "A", "B"),
        range_form="words",
        one_sided="words",
        names="any",
        panels=("blood", "chemistry", "clotting"),
        comments=True,
    ),
    Layout(
        "held_de_katal",
        "de",
        held_out=True,
        country="katal",
        spelling="de",
        decimal=",",
        columns=PREVIOUS_FIRST,
        flags=("H", "L", "H", "L"),
        range_form="{} - {}",
        dates="%d.%m.%Y",
        one_sided="sign",
        panels=("blood", "chemistry", "liver", "clotting"),
        names="any",
    ),
    Layout(
        "held_de_pair",
        "de",
        held_out=True,
        kind="pair",
        spelling="de_g",
        decimal=",",
        size=7,
        columns=(
            ("name", 0, "left"),
            ("result", 0.50, "right"),
            ("unit", 0.53, "left"),
            ("range", 0.77, "left"),
            ("flag", 0.96, "left"),
        ),
        flags=SIGNS,
        range_form="{}-{}",
        one_sided="tight",
        dates="%d.%m.%Y",
        panels=("blood", "chemistry", "liver", "inflammation"),
    ),
    Layout(
        "held_it_trend",
        "it",
        held_out=True,
        kind="trend",
        trend=3,
        newest_first=True,
        spelling="it",
        decimal=",",
        flags=("*", "*", "*", "*"),
        flag_at="after",
        dates="%d/%m/%y",
        times=False,
        range_form="[{}-{}]",
        panels=("blood", "chemistry", "liver"),
        rules="lines",
        size=8,
    ),
    Layout(
        "held_fr_lines",
        "fr",
        held_out=True,
        kind="lines",
        spelling="fr",
        country="international",
        decimal=",",
        range_form="({} à {})",
        names="any",
        flags=STARS,
        flag_at="after",
        panels=("blood", "chemistry", "liver"),
        size=10,
    ),
    Layout(
        "held_pt_grid",
        "pt",
        held_out=True,
        spelling="pt",
        country="cubic",
        decimal=",",
        thousands=".",
        columns=RANGE_AND_UNIT,
        unit_at="range",
        rules="grid",
        one_sided="words",
        range_form="{} a {}",
        flags=("*", "*", "*", "*"),
        panels=("blood", "chemistry", "lipids", "urine"),
        names="any",
        font="Times-Roman",
        size=10,
    ),
    Layout(
        "held_en_pages",
        "en",
        held_out=True,
        spelling="us_powers",
        columns=FLAG_FIRST,
        flags=("¬", "¬", "¬¬", "¬¬"),
        page="letter",
        dates="%m/%d/%Y",
        most=14,
        comments=True,
        unknown=True,
        panels=("blood", "chemistry", "liver", "iron", "urine"),
        font="Courier",
        size=8,
        range_form="{} - {}",
        names="any",
    ),
    Layout(
        "held_pt_inline",
        "pt",
        held_out=True,
        kind="inline",
        spelling="pt",
        decimal=",",
        font="DejaVuSans",
        size=9.5,
        range_form="({}-{})",
        one_sided="words",
        flags=None,
        panels=("chemistry", "liver", "inflammation"),
    ),
    Layout(
        "held_es_doubts",
        "es",
        held_out=True,
        doubts=True,
        spelling="es",
        font="DejaVuSans",
        size=8.5,
        decimal=",",
        columns=(
            ("name", 0, "left"),
            ("range", 0.31, "left"),
            ("unit", 0.65, "left"),
            ("result", 0.90, "right"),
            ("flag", 0.92, "left"),
        ),
        flags=ARROWS,
        range_form="{} - {}",
        sexes=True,
        panels=("blood", "chemistry", "liver", "lipids"),
    ),
    Layout(
        "held_de_marks",
        "de",
        held_out=True,
        marks=True,
        sexes=True,
        spelling="de",
        country="international",
        decimal=",",
        columns=NO_FLAG,
        flags=SIGNS,
        flag_at="after",
        range_form="{} - {}",
        dates="%d.%m.%Y",
        font="Times-Roman",
        size=10,
        rules="lines",
        panels=("blood", "chemistry", "liver"),
    ),
)


def layouts(held_out: bool | None = None) -> tuple[Layout, ...]:
    """All layouts, or those held out, or the others."""
    return tuple(each for each in ALL if held_out is None or each.held_out is held_out)


def layout(name: str) -> Layout:
    """The layout of an id. Raises KeyError."""
    return BY_ID[name]


BY_ID: Mapping[str, Layout] = {each.id: each for each in ALL}
HELD_OUT_SEEDS = 1000
"""Seeds from here on are held out too."""
