"""What a picture leaves unclear, and what stands in for it: the range, the flag, the decimals; and which day a date is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from bedside.scanning.coding import unit_codes_of_picture
from bedside.scanning.layout import Page
from bedside.scanning.levelling import Word
from bedside.scanning.recognise import Seen, _levelled, _word
from bedside.scanning.results import UNSEEN_DAY, WHICH_DAY, results_of
from bedside.scanning.upright import outline
from scanning.test_scan import HEAD, Lines, read, row

PLACES = {"name": 50.0, "value": 200.0, "unit": 280.0, "range": 360.0, "flag": 480.0}
ABOVE = (("Test", "Result", "Units", "Reference range", "Flag"),)


def pictured(*rows: tuple[str, ...], unsure: str = "") -> list[tuple[object, str, tuple[str, ...]]]:
    """What a picture of these rows gives; the word `unsure` was not read surely."""
    words = [
        Word(
            text, x, 30.0 * line, x + 5.0 * len(text), 30.0 * line + 10, 30.0 * line + 5, 10.0, 0.6 if text == unsure else 0.99
        )
        for line, cells in enumerate((*ABOVE, *rows), 2)
        for x, text in zip(PLACES.values(), cells, strict=False)
        if text
    ]
    found = results_of([Page(1, 595.0, 842.0, "ocr", tuple(words))]).results
    return [(each.value, each.standing, each.why) for each in found]


OTHERS = (("Sodium", "138", "mmol/L", "135 - 145", ""), ("Chloride", "101", "mmol/L", "98 - 107", ""))


@pytest.mark.parametrize(
    ("told", "unsure", "standing"),
    [
        (("Potassium", "4.2", "mmol/L", "3.5 - 5.1", ""), "", "ready"),
        (("Potassium", "4.2", "mmol/L", "3.5 - 5.1", ""), "4.2", "check"),
        (("Potassium", "4.2", "mmol/L", "3.5 - 5.1", ""), "3.5 - 5.1", "check"),
        (("Potassium", "4.2", "mmol/L", "3.5 - 5.1", ""), "Potassium", "check"),
        (("ALT", "24", "U/I", "3 - 45", ""), "U/I", "ready"),
        (("ALT", "240", "U/L", "3 - 45", "H"), "H", "ready"),
        (("Glucose", "5.1", "mmol/L", "", ""), "mmol/L", "check"),
    ],
)
def test_what_may_be_unclear_in_a_row_of_a_picture(told: tuple[str, ...], unsure: str, standing: str) -> None:
    assert pictured(*OTHERS, told, unsure=unsure)[-1][1] == standing


@pytest.mark.parametrize(
    ("value", "reach", "flag", "standing"),
    [
        ("240", "3 - 45", "", "check"),
        ("240", "3 - 45", "H", "ready"),
        ("940", "3 - 45", "H", "check"),
        ("24", "100 - 400", "L", "ready"),
        ("24.0", "1.0 - 5.0", "", "ready"),
        ("240", "3.0 - 45.0", "H", "check"),
    ],
)
def test_a_value_far_from_its_range_needs_another_witness(value: str, reach: str, flag: str, standing: str) -> None:
    (found,) = pictured(("CRP", value, "mg/L", reach, flag))
    far = any("decimal" in why for why in found[2])
    assert far is (standing == "check")


@pytest.mark.parametrize("flag", ["L", "LL", "H", "HH"])
def test_a_flag_is_no_unit_of_which_a_stroke_was_lost(flag: str) -> None:
    assert unit_codes_of_picture(flag) == ()


def seen(text: str, sure: float, slope: float = 0.0, y: float = 100.0) -> Seen:
    return Seen(np.array([[0, y], [200, y + 200 * slope], [200, y + 20 + 200 * slope], [0, y + 20]], float), text, sure)


@pytest.mark.parametrize(
    ("first", "second", "text", "again", "confidence"),
    [
        (("4.2", 0.85), ("4.2", 0.97), "4.2", "4.2", 0.97),
        (("4.2", 0.85), ("4.7", 0.97), "4.2", "4.7", 0.85),
        (("U/", 0.7), ("U/L", 0.95), "U/L", None, 0.95),
        (("3.5 - 5.1", 0.7), ("3.6 - 5.1", 0.95), "3.5 - 5.1", None, 0.7),
    ],
)
def test_a_second_look(
    first: tuple[str, float], second: tuple[str, float], text: str, again: str | None, confidence: float
) -> None:
    word = _word(seen(*first), second, 1.0)
    assert (word.text, word.again, word.confidence) == (text, again, confidence)


def test_a_page_that_leans_is_turned_level() -> None:
    words = [seen("some words", 0.9, slope=0.02, y=80.0 * at) for at in range(1, 9)]
    level, image = _levelled(words, np.full((900, 700, 3), 255, np.uint8))
    assert all(abs(each.corners[1][1] - each.corners[0][1]) < 0.5 for each in level) and image.shape == (900, 700, 3)
    drift = level[-1].corners[0][0] - level[0].corners[0][0]
    assert drift == pytest.approx(0.02 * 560, abs=0.5), "what stood under one another on the slant stands where it was meant"


def test_a_printed_frame_is_no_edge_of_the_paper_and_a_desk_is() -> None:
    page = np.full((1000, 700, 3), 235, np.uint8)
    framed = page.copy()
    cv2.rectangle(framed, (60, 150), (640, 900), (20, 20, 20), 3)
    assert outline(framed) is None
    desk = np.full((1200, 900, 3), 90, np.uint8)
    desk[100:1100, 100:800] = page
    corners = outline(desk)
    assert corners is not None and np.abs(corners - [[100, 100], [800, 100], [800, 1100], [100, 1100]]).max() < 12


DAY = "03/04/2026"


def dated(language: str, body: Lines) -> tuple[str | None, str, bool]:
    found = read(body, (((50, f"{language}: {DAY} 08:15"),),)).results[0]
    return found.at, found.standing, WHICH_DAY in found.why


ENGLISH = [HEAD, row("Potassium", "4.2", "mmol/L", "3.5 - 5.1")]
SPANISH = [
    ((50, "Prueba"), (220, "Resultado"), (300, "Unidades"), (380, "Valores de referencia")),
    row("Potasio", "4.2", "mmol/L", "3.5 - 5.1"),
]
UNKNOWN = [row("K", "4.2", "mmol/L", "3.5 - 5.1"), row("Na", "138", "mmol/L", "135 - 145")]


@pytest.mark.parametrize(
    ("label", "body", "at", "standing"),
    [
        ("Collected", ENGLISH, None, "ready"),
        ("Fecha de toma", SPANISH, "2026-04-03T08:15", "ready"),
        ("Fecha de toma", [*SPANISH, ((50, "San Juan, Puerto Rico"),)], None, "check"),
        ("Taken", UNKNOWN, None, "check"),
        ("Taken", [*UNKNOWN, ((50, "Valid until 25/12/2027"),)], "2026-04-03T08:15", "ready"),
        (
            "Taken",
            [row("K", "4,2", "mmol/L", "3,5 - 5,1"), row("Hb", "13,5", "g/dL", "12,0 - 16,0")],
            "2026-04-03T08:15",
            "ready",
        ),
    ],
)
def test_which_day_a_date_is_the_report_says_or_nobody(label: str, body: Lines, at: str | None, standing: str) -> None:
    assert dated(label, body) == (at, standing, standing == "check")


def test_a_day_that_stands_above_is_sure_on_a_picture_only_where_there_is_one() -> None:
    """A heading that was not read would give its results the day of the one before."""
    days = ("Collected: 13/03/2026 08:00", "Collected: 14/03/2026 08:00")
    rows = (("Sodium", "138", "mmol/L", "135 - 145", ""), ("Chloride", "101", "mmol/L", "98 - 107", ""))
    one = pictured((days[0],), rows[0], rows[1])
    two = pictured((days[0],), rows[0], (days[1],), rows[1])
    assert [standing for _, standing, _ in one] == ["ready", "ready"]
    assert [UNSEEN_DAY in why for _, _, why in two] == [True, True]


def test_the_end_of_a_word_that_was_read_again_with_the_next_one_is_left_out() -> None:
    """Boxes of a picture overlap: `on 04 May 2026` and `6 prev: 141` share the 6."""

    def placed(text: str, x: float, y: float, end: float) -> Word:
        return Word(text, x, y - 5, end, y + 5, y, 10.0, 0.99)

    told = [placed("Collected: 03.04.2026", 50, 30, 160), placed("Sodium", 50, 60, 80), placed("150 mmol/L", 220, 60, 270)]
    told += [placed("ref: 135 to 145 mmol/L prev: 140 on 01 May 2025", 60, 75, 240)]
    told += [placed("6 prev: 141 on 08 Feb 2025", 233, 75, 359)]
    found = results_of([Page(1, 595.0, 842.0, "ocr", tuple(told))]).results
    assert sorted((each.value, each.at) for each in found) == [
        (140.0, "2025-05-01"),
        (141.0, "2025-02-08"),
        (150.0, "2026-04-03"),
    ]


STROKED = (
    ("Sodium", "|150", "|mmol/L", "|135 - 145"),
    ("ALT", "|24", "|U/L", "|8 - 45"),
    ("Potassium", "14.2", "|mmol/L", "|3.5 - 5.1"),
    ("Calcium", "19.1", "1mg/dl", "|8.5 - 10.4"),
    ("AST", "|36", "|U/L", "|8 - 40"),
)


def test_a_stroke_that_was_read_as_a_number_is_none() -> None:
    """`|4.2` in a typed table is read as 14.2: the strokes above and below it tell, and a person looks at it."""
    found = results_of([page_of(*STROKED)]).results
    assert [(each.value, each.unit, each.standing) for each in found] == [
        (150.0, "mmol/L", "ready"),
        (24.0, "U/L", "ready"),
        (4.2, "mmol/L", "check"),
        (9.1, "mg/dL", "check"),
        (36.0, "U/L", "ready"),
    ]


def test_a_number_near_strokes_that_begins_with_one_is_looked_at() -> None:
    found = results_of([page_of(*STROKED[:2], ("Chloride", " 101", "|mmol/L", "|98 - 107"), STROKED[-1])]).results
    assert [(each.value, each.standing) for each in found if each.name == "Chloride"] == [(101.0, "check")]


def test_scales_of_typed_pages_are_no_words() -> None:
    rows = [(*cells, "|....[..1.....1....") for cells in (*STROKED[:2], STROKED[-1])]
    assert {each.standing for each in results_of([page_of(*rows)]).results} == {"ready"}


def page_of(*rows: tuple[str, ...]) -> Page:
    """A picture of these rows; a blank before a word moves it to the right by the width of a letter."""
    words = [
        Word(
            text.strip(),
            x + 5.0 * text.startswith(" "),
            30.0 * line,
            x + 5.0 * len(text),
            30.0 * line + 10,
            30.0 * line + 5,
            10.0,
        )
        for line, cells in enumerate((("Test", "|Result", "|Unit", "|Range"), *rows), 2)
        for x, text in zip((50.0, 200.0, 280.0, 360.0, 480.0), cells, strict=False)
    ]
    return Page(1, 595.0, 842.0, "ocr", tuple(words))


def test_the_line_above_cycles_and_dates_is_no_part_of_their_head() -> None:
    above = ("06/05/2026", "07/05/2026", "555 0140", "")
    head = (("Test", "", "C1 D1", "C1 D8"), ("", "", "31/03/2026", "13/04/2026"))
    body = (("ALT", "U/L", "21", "22"), ("Sodium", "mmol/L", "140", "141"))
    places = (50.0, 150.0, 260.0, 360.0)
    words = [
        Word(text, x, 25.0 * line, x + 5.0 * len(text), 25.0 * line + 14, 25.0 * line + 7, 14.0)
        for line, cells in enumerate((above, *head, *body), 2)
        for x, text in zip(places, cells, strict=True)
        if text
    ]
    found = results_of([Page(1, 595.0, 842.0, "ocr", tuple(words))]).results
    assert [(each.name, each.value, each.at) for each in found] == [
        ("ALT", 21.0, "2026-03-31"),
        ("ALT", 22.0, "2026-04-13"),
        ("Sodium", 140.0, "2026-03-31"),
        ("Sodium", 141.0, "2026-04-13"),
    ]
