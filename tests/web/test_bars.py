"""The change at each scan, as bars: the figures are those of `respond`, and each bar ends where its figure lies."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from test_pages import named, text_of
from today import NOW

import bedside
from bedside.faces.web.charts.drawing import BOTTOM, LEFT, RIGHT, TOP, in_pairs
from bedside.faces.web.person.pictures import waterfall
from bedside.faces.web.records.reading import patient_of
from bedside.faces.words import number


@pytest.mark.parametrize("who", ["Noor Nobody", "Omar Ohneland"])
def test_there_are_two_bars_for_each_scan_after_the_first(who: str, db: None) -> None:
    found = bedside.respond(bedside.load_medicine("aldesleukin"), patient_of(named(who)), NOW)
    bars = waterfall(found)
    assert bars is not None
    later = found.assessments[1:]
    assert [bar.told for bar in bars.first] == told([each.change_from_baseline for each in later])
    assert [bar.told for bar in bars.second] == told([each.change_from_nadir for each in later])


def told(values: list[float | None]) -> list[str]:
    return [f"{number(round(value, 1))} %" for value in values if value is not None]


def test_a_bar_hangs_from_zero_or_stands_on_it_and_what_is_unknown_has_none() -> None:
    bars = in_pairs("Change", ("first", "smallest"), [("Jan", -50.0, -50.0), ("Feb", 25.0, None), ("Mar", 0.0, 50.0)])
    shrunk, grown, same = bars.first
    assert (shrunk.y, round(grown.y + grown.height, 1)) == (bars.zero, bars.zero)
    assert shrunk.height == pytest.approx(2 * grown.height, abs=0.2) and same.height == 1.0
    assert len(bars.second) == 2
    for bar in (*bars.first, *bars.second):
        assert bar.x >= LEFT and bar.x + bar.width <= RIGHT and bar.y >= TOP and bar.y + bar.height <= BOTTOM


def test_the_page_shows_them_beside_the_curve_and_not_without_scans(alice: Any, browser: Any) -> None:
    noor = named("Noor Nobody")
    page = browser("bob").get(reverse("after", args=[noor.id]))
    assert page.content.count(b'class="chart__bar"') == len(page.context["response"].assessments) - 1
    assert "Change at each scan" in text_of(page)
    assert b"chart__bar" not in browser("bob").get(reverse("after", args=[alice.id])).content
