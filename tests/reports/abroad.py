"""How one laboratory abroad prints: its letterhead, its people, its list of tests, and the columns and marks of its tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reports.layout import Layout

CATALOGUES = Path(__file__).parent / "catalogues"
Cells = tuple[tuple[str, str], ...]
"""Labels and the facts beside them: see `letterheads_abroad.facts`."""


@dataclass(frozen=True)
class People:
    """How a country names its people. `numbers` and `papers` are forms of numbers: each `#` is a digit.

    In `papers`, `{birth}` stands for the birth date in six digits. `sexes` are the words for men and women.
    """

    families: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    form: str = "{family}, {given}"
    sexes: tuple[str, str] = ("Male", "Female")
    age: str = "{} Y"
    numbers: str = "#######"
    papers: str = ""
    requests: str = "########"
    doctors: tuple[str, ...] = ("Dr. A. Invented",)


@dataclass(frozen=True)
class Abroad(Layout):
    """One laboratory's way to print, where the list of tests is its own.

    That list stands in the folder `catalogues`, under the layout's id, as `catalogue.parsed` reads it. `letterhead` names the
    top of the page, and `cells` are the lines of the person's block, each a row of labels and facts; `block` is its style,
    `places` where its columns begin. `columns` are those of a Layout, and also "method", "low" and "high", "graph", "share"
    and "share_range" of a count's share of cells, and "also", "also_unit" and "also_range" of the same result in another unit.

    `up_to` and `above` are the forms of ranges that are open on a side; `by_sex` those of men and women, in one line where
    they are not `sexes_apart`; `by_class` that of a named class. `mark` is how a result out of its range looks: words of
    "bold", "underlined" and a colour. `table_head` is the style of the line of headers: "ruled", "filled", "boxed" or
    "plain"; with `head_again` it stands in every section. `section_style` is "bold", "centred", "filled", "underlined" or
    "boxed"; `ground` its colour, and `ink` that of its letters. `small` is the style of what stands below a name: "italic",
    "grey" or "plain". `clock` prints hours and minutes. `ending` are blocks of lines at a place across the page; `remarks`
    stand now and then below a row, and `watermark` behind all. `also_form` stands before and behind a result in another unit.
    Where the column "graph" is not `graph_drawn`, its scale is of letters. With `past_marks` previous results have their
    flags; `past_heads` is what stands above them, a form of their date, and `past_chance` how often there is one.
    """

    laboratory: tuple[str, ...] = ()
    letterhead: str = ""
    people_named: People = People((), (), ())
    cells: tuple[Cells, ...] = ()
    block: str = "plain"
    places: tuple[float, ...] = (0.0, 0.55)
    label_room: float = 78
    title: str = ""
    clock: str = "%H:%M"
    up_to: str = "< {}"
    above: str = "> {}"
    by_sex: tuple[str, str] = ("M: {}", "F: {}")
    sexes_apart: bool = True
    by_class: str = "{}: {}"
    spaced: bool = False
    mark: str = "bold"
    table_head: str = "ruled"
    head_again: bool = False
    section_style: str = "bold"
    ground: str = "band"
    ink: str = ""
    small: str = "grey"
    page_form: str = "Page {} of {}"
    foot_text: str = ""
    ending: tuple[tuple[float, str, tuple[str, ...]], ...] = ()
    end_mark: str = ""
    remarks: tuple[str, ...] = ()
    remark_label: str = ""
    watermark: str = ""
    indent: float = 0
    past_marks: bool = False
    past_heads: str = "{}"
    also_form: tuple[str, str] = ("", "")
    graph_drawn: bool = True
    past_chance: float = 0.8

    @property
    def tests(self) -> str:
        """The laboratory's list of tests, as it is written down."""
        return (CATALOGUES / f"{self.id}.txt").read_text("utf-8")
