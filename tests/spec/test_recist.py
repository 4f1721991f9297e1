"""RECIST 1.1 at one time point: every combination of tables 1 and 2, and published worked examples.

Eisenhauer EA and others, Eur J Cancer 2009;45:228-247 (tables read in a reprint), and the EORTC's questions and
clarifications, https://recist.eortc.org/recist-1-1-2/.
"""

from __future__ import annotations

from itertools import product

import pytest

from bedside.response.recist import CITED, RULES, TABLE_1, TABLE_2, has_grown, has_shrunk, overall
from lesions import MEDICINE, response, responses

TARGETS = ("CR", "PR", "SD", "PD", "NE")
OTHERS = (None, "CR", "non-CR/non-PD", "NE", "PD")
TABLE_1_SAYS = {
    # targets: without others, others CR, others non-CR/non-PD, others not all judged, others PD; all without a new lesion
    "CR": ("CR", "CR", "PR", "PR", "PD"),
    "PR": ("PR", "PR", "PR", "PR", "PD"),
    "SD": ("SD", "SD", "SD", "SD", "PD"),
    "PD": ("PD", "PD", "PD", "PD", "PD"),
    "NE": ("NE", "NE", "NE", "NE", "PD"),
}
TABLE_2_SAYS = {"CR": "CR", "non-CR/non-PD": "SD", "NE": "NE", "PD": "PD"}


@pytest.mark.parametrize(("target", "other", "new"), list(product(TARGETS, OTHERS, (False, True))))
def test_table_1(target: str, other: str | None, new: bool) -> None:
    expected = "PD" if new else TABLE_1_SAYS[target][OTHERS.index(other)]
    assert overall(target, other, new).overall == expected


@pytest.mark.parametrize(("other", "new"), list(product(TABLE_2_SAYS, (False, True))))
def test_table_2(other: str, new: bool) -> None:
    assert overall(None, other, new).overall == ("PD" if new else TABLE_2_SAYS[other])


@pytest.mark.parametrize(("target", "other", "new"), list(product((*TARGETS, None), OTHERS, (False, True))))
def test_rows_that_are_about_the_same_say_the_same(target: str | None, other: str | None, new: bool) -> None:
    rows = TABLE_2 if target is None else TABLE_1
    said = {row.overall for row in rows if target in row.targets and other in row.others and row.new in (new, None)}
    assert len(said) == (0 if target is None and other is None else 1)


def test_no_lesion_of_either_kind_has_no_row() -> None:
    with pytest.raises(ValueError, match="no row of RECIST"):
        overall(None, None, True)


TARGET = {"CR": "0 mm", "PR": "30 mm", "SD": "45 mm", "PD": "80 mm", "NE": "not evaluable"}
OTHER = {"CR": "absent", "non-CR/non-PD": "present", "NE": "not evaluable", "PD": "progression"}


@pytest.mark.parametrize(("target", "other", "new"), list(product((*TARGETS, None), OTHERS, (False, True))))
def test_every_combination_from_a_record(target: str | None, other: str | None, new: bool) -> None:
    if target is None and other is None:
        return
    first = [*(["target:a 50 mm lung"] if target else []), *(["nontarget:b present"] if other else [])]
    then = [*([f"target:a {TARGET[target]}"] if target else []), *([f"nontarget:b {OTHER[other]}"] if other else [])]
    table = f"0 {', '.join(first)}\n60 {', '.join([*then, *(['new:c present'] if new else [])])}"
    said = response(table).assessments[-1]
    assert (said.target, said.nontarget, said.new) == (target, other, new)
    assert said.response == overall(target, other, new).overall
    assert said.why[0].id == overall(target, other, new).rule


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("0 target:a 50 mm lung, target:b 50 mm liver\n60 target:a 35 mm, target:b 35 mm", "PR"),
        ("0 target:a 50 mm lung, target:b 50 mm liver\n60 target:a 35 mm, target:b 35.1 mm", "SD"),
        ("0 target:a 5.0 cm lung, target:b 50 mm liver\n60 target:a 3.5 cm, target:b 35 mm", "PR"),
        ("0 target:a 50 mm lung\n60 target:a 60 mm", "PD"),
        ("0 target:a 50 mm lung\n60 target:a 59.9 mm", "SD"),
        ("0 target:a 20 mm lung\n60 target:a 24.9 mm", "SD"),
        ("0 target:a 20 mm lung\n60 target:a 25 mm", "PD"),
        ("0 target:a 100 mm lung\n60 target:a 110 mm", "SD"),
    ],
)
def test_thirty_percent_and_twenty_percent_with_five_millimetres(table: str, expected: str) -> None:
    assert responses(table)[-1] == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # the smallest sum on study is the reference for growth: 50, 30, then 36 is 20 % and 6 mm above 30
        ("0 target:a 50 mm lung\n60 target:a 30 mm\n120 target:a 36 mm", [None, "PR", "PD"]),
        ("0 target:a 50 mm lung\n60 target:a 30 mm\n120 target:a 35.9 mm", [None, "PR", "SD"]),
        # the example of the EORTC on stable disease: 165, 63, 65 mm
        ("0 target:a 165 mm lung\n56 target:a 63 mm\n112 target:a 65 mm", [None, "PR", "PR"]),
        # the baseline is the smallest sum where nothing was smaller
        ("0 target:a 50 mm lung\n60 target:a 58 mm\n120 target:a 60 mm", [None, "SD", "PD"]),
        # a sum that is not known is no smallest sum
        ("0 target:a 50 mm lung\n60 target:a not evaluable\n120 target:a 59 mm", [None, "NE", "SD"]),
        # an assessment after progression can be the smallest again
        ("0 target:a 50 mm lung\n60 target:a 60 mm\n120 target:a 20 mm\n180 target:a 25 mm", [None, "PD", "PR", "PD"]),
    ],
)
def test_the_smallest_sum_is_the_reference(table: str, expected: list[str | None]) -> None:
    assert responses(table) == expected


@pytest.mark.parametrize(
    ("table", "target", "sum_mm"),
    [
        ("0 target:a 20 mm node\n60 target:a 9.9 mm", "CR", 9.9),
        ("0 target:a 20 mm node\n60 target:a 10 mm", "PR", 10.0),
        ("0 target:a 20 mm node\n60 target:a 1.0 cm", "PR", 10.0),
        ("0 target:a 20 mm node, target:b 30 mm lung\n60 target:a 9 mm, target:b 0 mm", "CR", 9.0),
        ("0 target:a 20 mm node, target:b 30 mm lung\n60 target:a 9 mm, target:b 1 mm", "PR", 10.0),
        ("0 target:a 20 mm\n60 target:a 9 mm", "PR", 9.0),
        # every node is normal, so growth among them is no progression
        (
            "0 target:a 16 mm node, target:b 16 mm node\n60 target:a 3 mm, target:b 3 mm\n99 target:a 8 mm, target:b 8 mm",
            "CR",
            16.0,
        ),
    ],
)
def test_nodes_are_gone_below_ten_millimetres(table: str, target: str, sum_mm: float) -> None:
    said = response(table).assessments[-1]
    assert (said.target, said.sum) == (target, pytest.approx(sum_mm))


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("0 target:a 50 mm lung, target:b 20 mm liver\n60 target:a 30 mm", "NE"),
        ("0 target:a 50 mm lung, target:b 20 mm liver\n60 target:a 84 mm", "PD"),
        ("0 target:a 50 mm lung, target:b 20 mm liver\n60 target:a 83 mm", "NE"),
        ("0 target:a 50 mm lung, target:b 20 mm liver\n60 target:a 0 mm, target:b not evaluable", "NE"),
        ("0 target:a 50 mm lung, target:b 20 mm liver\n60 target:a 30 mm, new:c present", "PD"),
        ("0 target:a 50 mm lung, nontarget:b present\n60 nontarget:b absent", "NE"),
        ("0 target:a 50 mm lung, nontarget:b present\n60 target:a 30 mm", "PR"),
        ("0 nontarget:a present, nontarget:b present\n60 nontarget:a present", "NE"),
    ],
)
def test_a_lesion_that_was_not_looked_at(table: str, expected: str) -> None:
    assert responses(table)[-1] == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("0 target:a 50 mm lung\n60 target:a 0 mm\n120 target:a 3 mm", [None, "CR", "PD"]),
        ("0 target:a 50 mm lung\n60 target:a 0 mm\n120 target:a not evaluable\n180 target:a 3 mm", [None, "CR", "NE", "PD"]),
        ("0 target:a 20 mm node\n60 target:a 8 mm\n120 target:a 9.5 mm", [None, "CR", "CR"]),
        ("0 target:a 20 mm node\n60 target:a 8 mm\n120 target:a 10 mm", [None, "CR", "PD"]),
        # not after a complete response: the sum decides alone
        (
            "0 target:a 50 mm lung, nontarget:b present\n"
            "60 target:a 0 mm, nontarget:b present\n90 target:a 3 mm, nontarget:b present",
            [None, "PR", "PR"],
        ),
        (
            "0 target:a 50 mm lung, nontarget:b present\n"
            "60 target:a 0 mm, nontarget:b present\n90 target:a 5 mm, nontarget:b present",
            [None, "PR", "PD"],
        ),
        (
            "0 target:a 50 mm lung, nontarget:b present\n"
            "60 target:a 0 mm, nontarget:b absent\n90 target:a 0 mm, nontarget:b present",
            [None, "CR", "PD"],
        ),
        # an other node counts as back only when it has clearly progressed
        ("0 nontarget:b present organ=node\n60 nontarget:b absent\n90 nontarget:b present", [None, "CR", "SD"]),
        ("0 nontarget:b present organ=node\n60 nontarget:b absent\n90 nontarget:b progression", [None, "CR", "PD"]),
    ],
)
def test_what_comes_back(table: str, expected: list[str | None]) -> None:
    assert responses(table) == expected


def test_an_unclear_new_lesion_is_said_and_not_counted() -> None:
    said = response("0 target:a 50 mm lung\n60 target:a 30 mm, new:b not evaluable")
    assert said.assessments[-1].response == "PR" and said.assessments[-1].equivocal == ("new:b",)
    assert any("new:b could not be judged" in note.say for note in said.remarks)


def test_a_new_lesion_that_was_unclear_first_progressed_when_it_was_first_seen() -> None:
    table = "0 target:a 50 mm lung\n60 target:a 30 mm, new:b not evaluable\n90 target:a 30 mm, new:b present"
    said = response(table)
    assert [a.response for a in said.assessments] == [None, "PR", "PD"]
    assert said.progression == said.assessments[1].date.isoformat()
    assert (said.best, said.duration_days) == ("PD", None)


def test_a_new_lesion_is_not_forgotten_at_a_later_assessment() -> None:
    said = response("0 target:a 50 mm lung\n60 target:a 30 mm, new:b present\n90 target:a 20 mm").assessments
    assert [(a.response, a.new, a.new_lesions) for a in said[1:]] == [("PD", True, ("new:b",)), ("PD", True, ())]
    assert said[2].why[-1].id == "recist.new.earlier" and "new:b on 2026-03-06" in said[2].why[-1].say


def test_exactly_the_limit_counts_in_any_unit() -> None:
    for mm in (1.1, 3.3, 7.7, 14.1, 99.9):
        assert has_shrunk(mm * 0.7, mm) and has_shrunk(0.7 * (mm / 10) * 10, mm)
    assert has_grown(30 * 1.2, 30) and has_grown(5.1 + 5.0, 5.1) and not has_grown(30 * 1.2 - 1e-6, 30)


def test_every_rule_cites_a_source_of_the_medicine() -> None:
    assert set(CITED) <= set(MEDICINE.sources)
    for rule in RULES.values():
        assert MEDICINE.source_of(rule.source) and rule.say.endswith(".")
    assert {row.rule for row in (*TABLE_1, *TABLE_2)} == {rule for rule in RULES if ".table" in rule}
