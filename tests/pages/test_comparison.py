"""Medicines side by side: figures with trial, year and people, and the warning that trials were not head to head."""

from __future__ import annotations

from itertools import combinations

import pytest

from bedside.pages.comparison import LABELS, WARNING, CannotCompare, compare
from bedside.pages.library import library
from bedside.pages.page import GLANCES
from bedside.pages.read_page import read_page
from pages.exemplin_page import MEDICINE, PAGE

PAGES = {each.id: each for each in library()}
HEAD_TO_HEAD = {
    ("pazopanib", "sunitinib"): ["comparz-2013"],
    ("nivolumab-ipilimumab", "sunitinib"): ["checkmate-214"],
    ("ipilimumab", "pembrolizumab"): ["keynote-006"],
    ("pembrolizumab", "sunitinib"): ["keynote-426"],
    ("ipilimumab", "nivolumab"): ["checkmate-067"],
    ("ipilimumab", "nivolumab-ipilimumab"): ["checkmate-067"],
    ("nivolumab", "nivolumab-ipilimumab"): ["checkmate-067"],
}


@pytest.mark.parametrize("pair", list(combinations(sorted(PAGES), 2)), ids="-".join)
def test_two_medicines_say_whether_one_trial_compared_them(pair: tuple[str, str]) -> None:
    told = compare(*(PAGES[key] for key in pair))
    assert [trial.id for trial in told.shared] == HEAD_TO_HEAD.get(pair, [])
    assert told.warnings
    assert (WARNING in told.warnings) == any(
        row.trial not in HEAD_TO_HEAD.get(pair, []) for each in told.pages for row in each.figures
    )


def test_a_trial_in_common_is_named_with_its_year_its_people_and_what_was_drawn() -> None:
    told = compare(PAGES["sunitinib"], PAGES["pazopanib"])
    assert told.warnings[0] == (
        "One trial put some of them side by side, by lot: pazopanib, or sunitinib: COMPARZ (2013, 1110 people)."
    )


def test_a_trial_with_one_medicine_in_both_groups_compared_no_two_medicines() -> None:
    told = compare(PAGES["aldesleukin"], PAGES["interferon-alfa-2b"]).to_json()
    assert told["head_to_head"] == [] and WARNING in told["warnings"]  # type: ignore[operator]
    designs = {row["design"] for each in told["medicines"] for row in each["figures"] if row["trial"] == "mcdermott-2005"}  # type: ignore[attr-defined]
    assert len(designs) == 1 and designs.pop().endswith("so interleukin-2 in both groups")


def test_every_figure_has_trial_year_people_and_what_the_others_had() -> None:
    for medicine in compare(*PAGES.values()).to_json()["medicines"]:  # type: ignore[attr-defined]
        assert medicine["figures"]
        for row in medicine["figures"]:
            assert {"trial", "title", "year", "people", "value", "against", "source", "read", "design"} <= row.keys()


def test_figures_of_a_shared_trial_come_first() -> None:
    told = compare(PAGES["sunitinib"], PAGES["pazopanib"])
    for each in told.pages:
        order = [trial.id == "comparz-2013" for _, trial in told.figures(each)]
        assert order == sorted(order, reverse=True) and any(order)


def test_what_a_page_does_not_tell_is_not_known() -> None:
    exemplin = read_page(PAGE, "page.toml", MEDICINE)
    told = compare(exemplin, PAGES["sunitinib"]).to_json()["medicines"]
    assert told[0]["indication"] == "not known"  # type: ignore[index]


def test_each_medicine_stands_in_the_order_in_which_it_was_named() -> None:
    told = compare(PAGES["sunitinib"], PAGES["aldesleukin"], PAGES["nivolumab"])
    assert [row["id"] for row in told.to_json()["medicines"]] == ["sunitinib", "aldesleukin", "nivolumab"]  # type: ignore[attr-defined]
    assert [label for label, _ in told.glances] == [LABELS[key] for key in GLANCES]
    assert all(len(columns) == 3 for _, columns in told.glances)


@pytest.mark.parametrize(("keys", "said"), [
    ((), "needs two medicines"), (("sunitinib",), "needs two medicines"),
    (("sunitinib", "sunitinib"), "the same medicine stands twice: sunitinib, sunitinib"),
])  # fmt: skip
def test_what_cannot_be_compared_is_refused(keys: tuple[str, ...], said: str) -> None:
    with pytest.raises(CannotCompare, match=said):
        compare(*(PAGES[key] for key in keys))
