"""What is asked of every page, whoever comes to it and however: width, weight, words, and what axe finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from serving import DESK, PHONE

HEAVIEST = 400_000
"""Bytes of a page with all that it loads, but for its charts."""
WIDTHS = (320, PHONE[0], 768, DESK[0], 2560)
LOOKS = ((PHONE, "dark"), (DESK, "light"))
"""The sizes and schemes in which axe looks at a page."""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
RUN = "(rules) => axe.run(document, rules).then((found) => found.violations)"
"""Only what is wrong crosses to the test: the list of all that is right takes axe longer than to find it."""
WEIGHT = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const parts = performance.getEntriesByType("resource")
    .filter((part) => !part.name.startsWith("data:") && !/[/]studies[/].*[.]svg$/.test(part.name));
  const charts = [...document.querySelectorAll(".chart")].reduce((sum, chart) => sum + chart.outerHTML.length, 0);
  return page.decodedBodySize - charts + parts.reduce((sum, part) => sum + part.decodedBodySize, 0);
}"""
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map((part) => part.outerHTML.slice(0, 90))"""
OVERLAPS = """() => [...document.querySelectorAll("main label, main dd, main dt, main .quiet, main .decision, main button")]
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline")
  .filter((part) => part.clientWidth > 1).slice(0, 3).map((part) => part.outerHTML.slice(0, 90))"""
MISSPELT = re.compile(r"mm Hg|\bu(?:g|mol)\b")
"""Units in the spelling of the medicine's file instead of that of people."""


def look_at(page: Any, name: str) -> None:
    """The page that a story comes to is the one of this route, and nothing is wrong with it."""
    page.wait_for_url(lambda url: resolve(urlsplit(url).path).view_name == name)
    assert resolve(urlsplit(page.url).path).view_name == name, page.url
    before = page.viewport_size
    wrong = [*page.watch.faults, *faults(page)]
    page.set_viewport_size(before)
    assert not wrong, "\n".join(wrong)


def faults(page: Any, looks: Sequence[tuple[tuple[int, int], str]] = LOOKS) -> list[str]:
    """Everything that is wrong with the page that is open."""
    return [*_frame(page), *_widths(page), *_axe(page, looks)]


def _frame(page: Any) -> Iterator[str]:
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} headings of the first level"
    if not page.locator(".foot__notice").inner_text().endswith("Not a medical device."):
        yield "the notice is missing"
    if (heavy := page.evaluate(WEIGHT)) >= HEAVIEST:
        yield f"{heavy} bytes without the charts"
    if found := MISSPELT.search(page.locator("main").inner_text()):
        yield f"a unit is spelt {found[0]}"


def _widths(page: Any) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": PHONE[1] if width < DESK[0] else DESK[1]})
        if (over := page.evaluate(OVER)) > 0:
            yield f"{over} pixels too wide at {width}: {page.evaluate(WIDEST)}"
        if beyond := page.evaluate(OVERLAPS):
            yield f"runs over its place at {width}: {beyond}"


def _axe(page: Any, looks: Sequence[tuple[tuple[int, int], str]]) -> Iterator[str]:
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)
    for (width, height), scheme in looks:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for found in page.evaluate(RUN, RULES):
            where = [(node["target"], node.get("failureSummary", "")[:200]) for node in found["nodes"][:3]]
            yield f"axe, {scheme}, {width}: {found['id']} ({found['impact']}): {json.dumps(where)}"
