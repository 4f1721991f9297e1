"""Families of reports: results with their dates or ranges below them, in boxes, under heads of several lines, in fields.

Each page says what is read of it, and each with a trap says that nothing of it is taken for sure. All of them are invented.
"""

from __future__ import annotations

import pytest

from bedside.scanning.labels import role_of_label
from bedside.scanning.report_words import report_words
from bedside.scanning.rows import meaning_of_flag
from bedside.scanning.stroked import drawn, parts_of
from scanning.test_scan import HEAD, Lines, read, row

Told = tuple[str, str, str, str, str]
"""The id of the analyte, the value with its comparator, its range, the day and hour, and its standing."""
NOW = "2026-04-03T08:15"
ALT, SODIUM = row("ALT", "24", "U/L"), row("Sodium", "150", "mmol/L")


def told(body: Lines) -> list[Told]:
    return [
        (
            each.concept or each.name,
            f"{each.comparator}{each.value:g}" if isinstance(each.value, float) else str(each.value),
            "-".join("" if end is None else f"{end:g}" for end in (each.low, each.high)),
            each.at or "",
            each.standing,
        )
        for each in read(body).results
    ]


def text(*lines: str) -> list[tuple[tuple[float, str], ...]]:
    """One cell a line; a line that begins with a blank is set in."""
    return [((60.0 if line.startswith(" ") else 50.0, line.strip()),) for line in lines]


def cells(*lines: str) -> list[tuple[tuple[float, str], ...]]:
    """Cells parted by a stroke, each with its place before a colon: `50:ALT|220:24`."""
    return [tuple((float(each.partition(":")[0]), each.partition(":")[2]) for each in line.split("|")) for line in lines]


GOOD: dict[str, tuple[Lines, list[Told]]] = {
    "boxes side by side": (
        cells(
            "50:ALT|220:AST|390:Sodium",
            "50:24 U/L|220:36 U/L|390:150 mmol/L|480:Above",
            "390:135|430:145",
            "50:Optimal range: < 45|220:Optimal range: 8 - 40|390:Optimal range: 135 - 145",
        ),
        [
            ("alt", "24", "-45", NOW, "ready"),
            ("ast", "36", "8-40", NOW, "ready"),
            ("sodium", "150", "135-145", NOW, "ready"),
        ],
    ),
    "dates below the name": (
        cells("50:ALT|400:Ref. interval: 8-45 U/L", "60:03/04/2026|160:24", "60:01/02/2026|160:77|240:H"),
        [("alt", "24", "8-45", "2026-04-03", "ready"), ("alt", "77", "8-45", "2026-02-01", "ready")],
    ),
    "the date behind the value": (
        cells("50:ALT|400:8-45 U/L", "60:24 U/L|160:03/04/2026", "60:<5 U/L|160:01/02/2026"),
        [("alt", "24", "8-45", "2026-04-03", "ready"), ("alt", "<5", "8-45", "2026-02-01", "ready")],
    ),
    "dates side by side, and values set to the right below them": (
        cells("50:ALT|400:Ref. interval: 8-45 U/L", "60:03/04/2026|160:01/02/2026", "78:24 U/L|172:177 U/L"),
        [("alt", "24", "8-45", "2026-04-03", "ready"), ("alt", "177", "8-45", "2026-02-01", "ready")],
    ),
    "ranges in the lines below": (
        [ALT, *text(" Ref.: 8 - 45 U/L"), SODIUM, *text(" V.N.: 135 a 145 mmol/L")],
        [("alt", "24", "8-45", NOW, "ready"), ("sodium", "150", "135-145", NOW, "ready")],
    ),
    "an earlier result in brackets": (
        cells("50:Determinación|220:Resultado|300:Unidades|430:Previo", "50:ALT|220:24|300:U/L|420:[ 77 - 01/02/2026 ]"),
        [("alt", "24", "-", NOW, "ready"), ("alt", "77", "-", "2026-02-01", "ready")],
    ),
    "two earlier results below": (
        [row("ALT", "24", "U/L", "8 - 45"), *text(" Previous: 77 (01/02/2026), 66 (03/01/2026)")],
        [
            ("alt", "24", "8-45", NOW, "ready"),
            ("alt", "77", "8-45", "2026-02-01", "ready"),
            ("alt", "66", "8-45", "2026-01-03", "ready"),
        ],
    ),
    "a mail": (
        text("Sodium: 139 mmol/L, ref 135-145, prev: 141 on 01/02/2026", "Potassium: 4.1 mmol/L, ref 3.5-5.1"),
        [
            ("sodium", "139", "135-145", NOW, "ready"),
            ("sodium", "141", "135-145", "2026-02-01", "ready"),
            ("potassium", "4.1", "3.5-5.1", NOW, "ready"),
        ],
    ),
    "a mail whose flags are pointed at": (
        [
            *cells("50:ALT ..........|220:50 U/L <-- HIGH", "60:ref: 8 to 45 U/L|200:prev: 77 on 01/02/2026"),
            *cells("50:Sodium .......|220:130 mmol/L *LL*", "60:ref: 135 to 145 mmol/L"),
        ],
        [
            ("alt", "50", "8-45", NOW, "ready"),
            ("alt", "77", "8-45", "2026-02-01", "ready"),
            ("sodium", "130", "135-145", NOW, "ready"),
        ],
    ),
    "a range and two earlier results in one entry": (
        [
            *cells("50:ALT|220:50 U/L", "60:ref: 8 to 45 U/L prev: 77 on 01/02/2026 prev: 66 on 03/01/2026"),
            *cells("50:Sodium|220:150 mmol/L", "60:ref: 135 to 145 mmol/L prev: 141 on 01/02/2026"),
        ],
        [
            ("alt", "50", "8-45", NOW, "ready"),
            ("alt", "77", "8-45", "2026-02-01", "ready"),
            ("alt", "66", "8-45", "2026-01-03", "ready"),
            ("sodium", "150", "135-145", NOW, "ready"),
            ("sodium", "141", "135-145", "2026-02-01", "ready"),
        ],
    ),
    "a day a little right of the last hour of the day before": (
        cells(
            "50:Test|150:Unit|260:01/04/2026|415:02/04/2026",
            "260:06:00|340:18:00|398:23:00|440:06:00|500:18:00",
            "50:ALT|150:U/L|262:21|342:22|400:23|442:24|502:25",
        ),
        [
            ("alt", "21", "-", "2026-04-01T06:00", "ready"),
            ("alt", "22", "-", "2026-04-01T18:00", "ready"),
            ("alt", "23", "-", "2026-04-01T23:00", "ready"),
            ("alt", "24", "-", "2026-04-02T06:00", "ready"),
            ("alt", "25", "-", "2026-04-02T18:00", "ready"),
        ],
    ),
    "tests with numbers of their own, one of them not measured today": (
        [
            *cells("30:Code|70:Test|220:Result|300:Unit|400:Prior", "30:4711|70:ALT|220:24|300:U/L|400:77 on 01/02/2026"),
            *cells("70:Sodium|220:Test not performed|400:141 on 01/02/2026", "80:Normal 135-145 mmol/L"),
            *cells("30:4713|70:AST|220:36|300:U/L", "80:Normal 8-40 U/L"),
        ],
        [
            ("alt", "24", "-", NOW, "ready"),
            ("alt", "77", "-", "2026-02-01", "ready"),
            ("sodium", "141", "135-145", "2026-02-01", "ready"),
            ("ast", "36", "8-40", NOW, "ready"),
        ],
    ),
    "an earlier result without its day is none": (
        [HEAD, row("ALT", "24", "U/L", "8 - 45"), *text(" Previous: 77 U/L"), row("AST", "36", "U/L", "8 - 40")],
        [("alt", "24", "8-45", NOW, "ready"), ("ast", "36", "8-40", NOW, "ready")],
    ),
    "cycles above dates": (
        cells("50:Test|150:Unit|260:C1 D1|340:C1 D8", "260:01/02/2026|340:01/03/2026", "50:ALT|150:U/L|262:21|342:22"),
        [("alt", "21", "-", "2026-02-01", "ready"), ("alt", "22", "-", "2026-03-01", "ready")],
    ),
    "hours below days, whose order leaves one way": (
        cells(
            "50:Test|150:Unit|300:01/04/2026|450:02/04/2026",
            "260:06:00|340:18:00|420:06:00|500:18:00",
            "50:ALT|150:U/L|262:21|342:22|422:23|502:24",
        ),
        [
            ("alt", "21", "-", "2026-04-01T06:00", "ready"),
            ("alt", "22", "-", "2026-04-01T18:00", "ready"),
            ("alt", "23", "-", "2026-04-02T06:00", "ready"),
            ("alt", "24", "-", "2026-04-02T18:00", "ready"),
        ],
    ),
    "a result beside two earlier ones, whose days stand below": (
        cells(
            "50:Test|200:Result|260:Unit|320:Range|400:Previous|480:Previous",
            "400:01/02/2026|480:03/01/2026",
            "50:ALT|200:24|260:U/L|320:8 - 45|400:77|480:66",
        ),
        [
            ("alt", "24", "8-45", NOW, "ready"),
            ("alt", "77", "8-45", "2026-02-01", "ready"),
            ("alt", "66", "8-45", "2026-01-03", "ready"),
        ],
    ),
    "fields with semicolons": (
        text("Date;Time;Test;Result;Unit;Low;High", "03/04/2026;07:00;ALT;24;U/L;8;45", "01/02/2026;19:30;ALT;77;U/L;8;45")
        + text("01/02/2026;19:30;AST;36;U/L;;40"),
        [
            ("alt", "24", "8-45", "2026-04-03T07:00", "ready"),
            ("alt", "77", "8-45", "2026-02-01T19:30", "ready"),
            ("ast", "36", "-40", "2026-02-01T19:30", "ready"),
        ],
    ),
    "fields of which most are of no use": (
        text("Auftrag;Datum;Uhrzeit;Quelle;Test;Wert;Einheit;Untergrenze;Obergrenze;Kennung;Leser;Raum;Platz;Lauf")
        + text("77123;03.04.2026;07:00;9;ALT;24;U/l;8;45;;71;12;4;5", "77123;03.04.2026;07:00;9;AST;41;U/l;8;40;hoch;71;12;4;6")
        + text("77123;03.04.2026;07:00;9;Natrium;139;mmol/l;135;145;;72;12;4;7"),
        [
            ("alt", "24", "8-45", "2026-04-03T07:00", "ready"),
            ("ast", "41", "8-40", "2026-04-03T07:00", "ready"),
            ("sodium", "139", "135-145", "2026-04-03T07:00", "ready"),
        ],
    ),
    "fields with strokes that stand over nothing": (
        text("Test | Result | Unit | From | To", "ALT | 24 | U/L | 8 | 45", "Sodium | 139 | mmol/L | 135 | 145")
        + text("Alkaline phosphatase | 71 | U/L | | 130"),
        [
            ("alt", "24", "8-45", NOW, "ready"),
            ("sodium", "139", "135-145", NOW, "ready"),
            ("alkaline_phosphatase", "71", "-130", NOW, "ready"),
        ],
    ),
    "strokes, and scales drawn with letters": (
        [
            ((50, "Test"), (150, "|Unit"), (220, "|Norm"), (300, "|Result"), (360, "|low normal high")),
            ((50, "ALT"), (150, "|U/L"), (220, "|8 - 45"), (300, "|24"), (360, "|....[..*...]....")),
            ((50, "AST"), (150, "|U/L"), (220, "|8 - 40"), (300, "|36"), (360, "|....[.....*]....")),
        ],
        [("alt", "24", "8-45", NOW, "ready"), ("ast", "36", "8-40", NOW, "ready")],
    ),
}


@pytest.mark.parametrize("family", GOOD)
def test_what_a_family_of_reports_gives(family: str) -> None:
    body, results = GOOD[family]
    assert told(body) == results


TRAPS: dict[str, tuple[Lines, list[Told]]] = {
    "boxes whose value stands above the name": (
        cells("50:24 U/L|220:36 U/L", "50:ALT|220:AST", "50:31 U/L|220:90 U/L", "50:GGT|220:ALP"),
        [],
    ),
    "dates above the name": (text("03/04/2026 24 U/L", "ALT", "03/04/2026 36 U/L", "AST"), []),
    "an earlier result of a test that nobody knows": (
        [ALT, row("Frobnicase", "12", "U/L"), *text(" Previous: 11 U/L (01/02/2026)")],
        [("alt", "24", "-", NOW, "ready")],
    ),
    "a dose and a visit, each with its day": (
        [row("INR", "2.4"), *text(" Last dose: 5 mg (01/02/2026)", " Next visit: 01/05/2026 8")],
        [("inr", "2.4", "-", NOW, "ready")],
    ),
    "ranges that stand above their rows": (
        [*text(" Ref.: 8 - 45 U/L"), ALT, *text(" Ref.: 135 - 145 mmol/L"), SODIUM],
        [("alt", "24", "-", NOW, "check"), ("sodium", "150", "-", NOW, "ready")],
    ),
    "a test without its name, with a range and an earlier result": (
        [
            *cells("50:Creatinine|220:0.9 mg/dL", "60:ref: 0.6 to 1.2 mg/dL prev: 0.8 on 01/02/2026"),
            *cells("220:81 mL/min/1.73m2", "60:ref: > 60 mL/min/1.73m2 prev: 64 on 01/02/2026"),
            *cells("50:Sodium|220:150 mmol/L", "60:ref: 135 to 145 mmol/L"),
        ],
        [
            ("creatinine", "0.9", "0.6-1.2", NOW, "ready"),
            ("creatinine", "0.8", "0.6-1.2", "2026-02-01", "ready"),
            ("sodium", "150", "135-145", NOW, "ready"),
        ],
    ),
    "hours below days, in an order that no day explains": (
        cells(
            "50:Test|150:Unit|300:01/04/2026|450:02/04/2026",
            "260:18:00|340:06:00|420:18:00|500:06:00",
            "50:ALT|150:U/L|262:21|342:22|422:23|502:24",
        ),
        [
            ("alt", "21", "-", "2026-04-01T18:00", "check"),
            ("alt", "22", "-", "2026-04-01T06:00", "check"),
            ("alt", "23", "-", "2026-04-02T18:00", "check"),
            ("alt", "24", "-", "2026-04-02T06:00", "check"),
        ],
    ),
    "hours below days, in an order that leaves several ways": (
        cells(
            "50:Test|150:Unit|300:01/04/2026|450:02/04/2026",
            "260:06:00|340:12:00|420:18:00|500:22:00",
            "50:ALT|150:U/L|262:21|342:22|422:23|502:24",
        ),
        [
            ("alt", "21", "-", "2026-04-01T06:00", "check"),
            ("alt", "22", "-", "2026-04-01T12:00", "check"),
            ("alt", "23", "-", "2026-04-02T18:00", "check"),
            ("alt", "24", "-", "2026-04-02T22:00", "check"),
        ],
    ),
    "numbers under heads that are not those of numbers": (
        [
            ((50, "Day"), (150, "Test"), (250, "Result"), (320, "Unit"), (390, "From"), (460, "Flag")),
            ((50, "03/04/2026"), (150, "ALT"), (250, "24"), (320, "U/L"), (390, "8"), (460, "45")),
            ((50, "03/04/2026"), (150, "AST"), (250, "36"), (320, "U/L"), (390, "8"), (460, "40")),
        ],
        [("alt", "24", "8-", "2026-04-03", "check"), ("ast", "36", "8-", "2026-04-03", "check")],
    ),
    "words in fields that nobody knows": (
        text("Datum;Uhrzeit;Zeichen;Test;Wert;Einheit;Untergrenze;Obergrenze", "03.04.2026;07:00;unter;ALT;24;U/l;8;45")
        + text("03.04.2026;07:00;gleich;AST;36;U/l;8;40", "03.04.2026;07:00;gleich;Natrium;139;mmol/l;135;145"),
        [
            ("alt", "24", "8-45", "2026-04-03T07:00", "check"),
            ("ast", "36", "8-40", "2026-04-03T07:00", "check"),
            ("sodium", "139", "135-145", "2026-04-03T07:00", "check"),
        ],
    ),
    "numbers of tests that are none": (
        [
            *cells("30:Code|70:Test|220:Result|300:Unit|400:Comment", "30:4.7|70:ALT|220:24|300:U/L"),
            *cells("30:4712|70:AST|220:36|300:U/L|400:3400", "30:4713|70:Sodium|220:139|300:mmol/L"),
        ],
        [("alt", "24", "-", NOW, "check"), ("ast", "36", "-", NOW, "check"), ("sodium", "139", "-", NOW, "ready")],
    ),
    "cycles without dates": (
        cells("50:Test|150:Unit|260:C1 D1|340:C1 D8|420:C2 D1", "50:ALT|150:U/L|262:21|342:22|422:23"),
        [],
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_in_doubt_is_not_taken_for_sure(trap: str) -> None:
    body, results = TRAPS[trap]
    assert told(body) == results


def test_what_belongs_to_nobody_is_shown() -> None:
    shown = read([ALT, row("Frobnicase", "12", "U/L"), *text(" Previous: 11 U/L (01/02/2026)")]).not_understood
    assert any("Previous: 11" in each.text for each in shown)


def test_fields_are_shown_where_they_are_printed() -> None:
    found = read(text("Test;Result;Unit;Low;High", "ALT;24;U/L;8;45", "AST;36;U/L;8;40", "Sodium;139;mmol/L;135;145")).results
    assert all(0.05 < each.box.x0 < each.box.x1 < 0.4 for each in found)
    assert len(found) == 3


def test_earlier_results_are_in_the_unit_that_most_of_them_show() -> None:
    names = (("Glucose", "90", "5.0", "88"), ("Urea", "30", "5.0", "36"), ("Creatinine", "1.0", "88", "1.1"))
    names += (("Phosphate", "3.1", "1.0", "3.3"), ("Calcium", "9.0", "2.25", "9.6"))
    rows = [
        (
            (50, name),
            (150, f"{one} mg/dL"),
            (250, f"{two} {'umol/L' if name == 'Creatinine' else 'mmol/L'}"),
            (400, f"{was} (01/02/2026)"),
        )
        for name, one, two, was in names
    ]
    found = read([((50, "Test"), (150, "Result"), (250, "SI"), (400, "Previous")), *rows]).results
    earlier = [each for each in found if each.at == "2026-02-01"]
    assert [each.unit for each in earlier] == ["mg/dL"] * 5


FLAGS = [
    ("<-- HIGH", "H"),
    ("<-- LOW!", "LL"),
    ("H <<", "H"),
    ("*HH*", "HH"),
    ("→ L", "L"),
    ("**", "**"),
    ("zu hoch", "H"),
    ("?", "*"),
]


@pytest.mark.parametrize(("text", "meaning"), FLAGS)
def test_what_a_flag_means(text: str, meaning: str) -> None:
    assert meaning_of_flag(text) == meaning


HEADS = [
    ("Untergrenze", "low"),
    ("Obere Normgrenze", "high"),
    ("Lím. sup.", "high"),
    ("Ref. min", "low"),
    ("Borne inférieure", "low"),
    ("Norm bis", "high"),
    ("Limite", None),
    ("de referencia", None),
]


@pytest.mark.parametrize(("text", "role"), HEADS)
def test_what_the_head_of_one_end_of_a_range_is(text: str, role: str | None) -> None:
    assert report_words().column(text) == role


LABELS = [
    ("Optimal range", "range"),
    ("Ref. interval", "range"),
    ("Zielbereich", "range"),
    ("Resultado anterior", "previous"),
    ("Vorwert vom", "previous"),
    ("was", "previous"),
    ("Normal dose", None),
    ("Last dose", None),
    ("Men", None),
    ("Comment", "method"),
]


@pytest.mark.parametrize(("label", "role"), LABELS)
def test_what_a_label_announces(label: str, role: str | None) -> None:
    assert role_of_label(label) == role


DRAWN = [
    (["....[..*...]...."], 1),
    (["[", "*", "]"], 3),
    (["======"], 1),
    (["[3.5-5.1]"], 0),
    (["---"], 0),
    (["10^9/L"], 0),
    (["(+)"], 0),
]


@pytest.mark.parametrize(("words", "size"), DRAWN)
def test_what_is_drawn_with_letters(words: list[str], size: int) -> None:
    assert drawn(words) == size


def test_strokes_part_words() -> None:
    assert [("|U/L|x")[a:b] for a, b in parts_of("|U/L|x")] == ["|", "U/L", "|", "x"]
