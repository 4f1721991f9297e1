"""Best overall response: table 3 of RECIST 1.1 row by row (read in a reprint), confirmation, and how long it lasted."""

from __future__ import annotations

import pytest

from bedside.response.best import Intervals, best, best_confirmed, duration
from lesions import best_of, response

WAIT = Intervals(confirm=28, stable=42)
LATE, EARLY = (56, 84), (14, 28)
"""Two assessments four weeks or more apart: with the first late enough for stable disease, and too early."""


@pytest.mark.parametrize(
    ("first", "then", "late", "early"),
    [
        ("CR", "CR", "CR", "NE"),
        ("CR", "PR", "SD", "PD"),
        ("CR", "SD", "SD", "PD"),
        ("CR", "PD", "SD", "PD"),
        ("CR", "NE", "SD", "NE"),
        ("PR", "CR", "PR", "NE"),
        ("PR", "PR", "PR", "NE"),
        ("PR", "SD", "SD", "NE"),
        ("PR", "PD", "SD", "PD"),
        ("PR", "NE", "SD", "NE"),
        ("NE", "NE", "NE", "NE"),
        ("SD", "PD", "SD", "PD"),
        ("SD", "SD", "SD", "NE"),
        ("NE", "PD", "PD", "PD"),
    ],
)
def test_table_3(first: str, then: str, late: str, early: str) -> None:
    assert best_confirmed(list(zip(LATE, (first, then), strict=True)), WAIT) == late
    assert best_confirmed(list(zip(EARLY, (first, then), strict=True)), WAIT) == early


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(56, "PR"), (84, "PR")], "PR"),
        ([(56, "PR"), (83, "PR")], "SD"),
        ([(56, "PR"), (70, "SD"), (84, "PR")], "PR"),
        ([(56, "PR"), (70, "NE"), (84, "PR")], "PR"),
        ([(56, "PR"), (70, "SD"), (84, "SD"), (98, "PR")], "SD"),
        ([(56, "PR"), (70, "NE"), (84, "SD"), (98, "PR")], "SD"),
        ([(56, "PR"), (70, "PD"), (98, "PR")], "SD"),
        ([(56, "PR"), (70, "PR"), (77, "PR"), (84, "PR")], "PR"),
        ([(56, "PR"), (70, "CR"), (98, "CR")], "CR"),
        ([(56, "PR"), (84, "CR")], "PR"),
        ([(56, "CR"), (70, "NE"), (84, "CR")], "CR"),
        ([(56, "CR"), (70, "PR"), (84, "CR")], "SD"),
        ([(28, "SD"), (41, "SD")], "NE"),
        ([(28, "SD"), (42, "SD")], "SD"),
        ([(28, "SD"), (41, "PD")], "PD"),
        ([], None),
    ],
)
def test_what_may_lie_between_a_response_and_the_one_that_confirms_it(
    points: list[tuple[int, str]], expected: str | None
) -> None:
    assert best_confirmed(points, WAIT) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(56, "SD"), (84, "PR"), (112, "CR")], "CR"),
        ([(20, "PR")], "PR"),
        ([(56, "SD"), (84, "PD"), (112, "CR")], "SD"),
        ([(28, "SD"), (56, "PD")], "PD"),
        ([(28, "SD")], "NE"),
        ([(28, "NE"), (56, "NE")], "NE"),
        ([(28, "NE"), (56, "SD")], "SD"),
        ([], None),
    ],
)
def test_best_without_confirmation(points: list[tuple[int, str]], expected: str | None) -> None:
    assert best(points, WAIT) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(56, "PR"), (84, "PR"), (140, "PD")], (84, False)),
        ([(56, "PR"), (84, "SD"), (140, "NE")], (28, True)),
        ([(56, "PR"), (84, "NE")], (0, True)),
        ([(56, "SD"), (84, "PD"), (112, "PR")], None),
        ([(56, "SD")], None),
        ([], None),
    ],
)
def test_how_long_a_response_lasted(points: list[tuple[int, str]], expected: tuple[int, bool] | None) -> None:
    found = duration(points)
    assert (found and (found.days, found.ongoing)) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # the EORTC's table of a partial response that moves: 100, 70, 70, 80, 80, 80 mm; the best response stays PR
        (
            "0 target:a 100 mm lung\n56 target:a 70 mm\n84 target:a 70 mm\n112 target:a 80 mm\n140 target:a 80 mm",
            ("PR", "PR", True),
        ),
        # 32 %, 28 % and 33 % below the baseline: one assessment between is no obstacle (appendix III of RECIST 1.1)
        ("0 target:a 100 mm lung\n56 target:a 68 mm\n84 target:a 72 mm\n112 target:a 67 mm", ("PR", "PR", True)),
        ("0 target:a 100 mm lung\n56 target:a 68 mm\n84 target:a 90 mm", ("PR", "SD", False)),
        ("0 target:a 100 mm lung\n56 target:a 68 mm\n84 target:a 0 mm", ("CR", "PR", False)),
        ("0 target:a 100 mm lung\n28 target:a 90 mm", ("NE", "NE", False)),
        ("0 target:a 100 mm lung", (None, None, False)),
    ],
)
def test_from_a_record(table: str, expected: tuple[str | None, str | None, bool]) -> None:
    assert best_of(table) == expected


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("target:a 0 mm, nontarget:x not evaluable", ("CR", "CR", True)),
        ("target:a 0 mm", ("CR", "CR", True)),
        ("target:a 0 mm, nontarget:x present", ("CR", "SD", False)),
        ("target:a 5 mm, nontarget:x absent", ("CR", "SD", False)),
    ],
)
def test_what_was_not_judged_after_a_complete_response_is_no_disease(between: str, expected: tuple[str, str, bool]) -> None:
    """Table 3, its footnote, turns disease that is seen after a complete response to progression, and nothing else."""
    gone = "target:a 0 mm, nontarget:x absent"
    table = f"0 target:a 20 mm lung, nontarget:x present organ=bone\n56 {gone}\n84 {between}\n112 {gone}"
    assert best_of(table) == expected
    assert (response(table).progression is None) == (expected[1] == "CR")


def test_a_node_that_is_seen_again_after_a_complete_response_ends_nothing() -> None:
    """recist-faq, abnormal lymph nodes: one that is visible again is not by itself progression."""
    gone = "target:a 0 mm, nontarget:x absent"
    table = (
        f"0 target:a 20 mm lung, nontarget:x present organ=node\n56 {gone}\n84 target:a 0 mm, nontarget:x present\n112 {gone}"
    )
    assert best_of(table) == ("CR", "CR", True) and response(table).progression is None


def test_the_deepest_change_and_the_course_of_it() -> None:
    said = response("0 target:a 80 mm lung\n30 target:a 54 mm\n60 target:a not evaluable\n90 target:a 60 mm").to_json()
    assert said["waterfall"] == {"change": -32.5, "at": "2026-02-04T10:00:00Z"}
    assert said["spider"] == [{"days": 0, "change": 0.0}, {"days": 30, "change": -32.5}, {"days": 90, "change": -25.0}]
    assert response("0 target:a 80 mm lung").waterfall is None
