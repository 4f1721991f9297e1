"""Every page that there is, as each who may see it, on a phone and on a desk, by day and by night."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from serving import DESK, PASSWORD, PHONE, Server, Watch, context, sign_in
from walk import ALICE, WALK, NoPage, Page, address, routes, visits, who_may

HEAVIEST = 400_000
"""Bytes of a page with all that it loads, but for its charts."""
WIDTHS = (320, PHONE[0], DESK[0], 2560)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WEIGHT = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const parts = performance.getEntriesByType("resource").filter((part) => !part.name.startsWith("data:"));
  const charts = [...document.querySelectorAll(".chart")].reduce((sum, chart) => sum + chart.outerHTML.length, 0);
  return page.decodedBodySize - charts + parts.reduce((sum, part) => sum + part.decodedBodySize, 0);
}"""
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map((part) => part.outerHTML.slice(0, 90))"""
VISITS = list(visits())


def test_every_route_is_in_the_walk() -> None:
    new = routes().keys() - WALK.keys()
    assert not new, f"say in tests/browser/walk.py how one gets to {', '.join(sorted(new))}, or what it is if it is no page"
    pages = {name for name, told in WALK.items() if isinstance(told, Page)} & routes().keys()
    assert {name for name, _, _ in VISITS} == pages, "nobody of the cast may see it"


@pytest.fixture
def opened(browser: Any, server: Server, session_of: Callable[[str], Any], request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page on which the visitor is signed in; with `Page.fresh` the password was asked for again."""
    name, user, person = request.param
    told = WALK[name]
    fresh = isinstance(told, Page) and told.fresh
    with context(browser, server, storage_state=None if fresh else session_of(user)) as opened:
        page = opened.new_page()
        if fresh:
            sign_in(page, user)
            page.goto(address(name, person))
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Confirm").click()
            page.wait_for_url(f"**{address(name, person)}")
        yield page


@pytest.mark.parametrize(
    ("opened", "visit"), [(visit, visit) for visit in VISITS], indirect=["opened"], ids=["-".join(visit) for visit in VISITS]
)
def test_a_page(opened: Any, visit: tuple[str, str, str], server: Server) -> None:
    page, (name, _, person) = opened, visit
    told = WALK[name]
    assert isinstance(told, Page)
    watch = Watch(page, server.address)
    path = reach(page, name, told, person)
    assert told.leads or urlsplit(page.url).path == urlsplit(path).path, "it leads elsewhere"
    assert page.locator("h1").count() == 1
    assert page.locator(".foot__notice").inner_text().endswith("Not a medical device.")
    assert page.evaluate(WEIGHT) < HEAVIEST
    faults = [*_looked_at(page)]
    assert not watch.faults + faults, "\n".join(watch.faults + faults)


def reach(page: Any, name: str, told: Page, person: str) -> str:
    """Open the page: at its address, or by the link to it."""
    if not told.link:
        path = address(name, person, told.query)
        response = page.goto(path)
        assert response.status == 200, f"{path}: {response.status}"
        return path
    page.goto(address(told.on, person))
    path = page.locator(told.link).first.get_attribute("href")
    response = page.goto(path)
    assert response.status == 200, f"{path}: {response.status}"
    return str(path)


def _looked_at(page: Any) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": PHONE[1] if width < DESK[0] else DESK[1]})
        if (over := page.evaluate(OVER)) > 0:
            yield f"{over} pixels too wide at {width}: {page.evaluate(WIDEST)}"
    for (width, height), scheme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        yield from (f"axe, {scheme}, {width}: {violation}" for violation in violations(page))


def violations(page: Any) -> Iterator[str]:
    """What axe finds on the page as it is."""
    from axe_playwright_python.sync_playwright import Axe

    for found in Axe().run(page, options=RULES).response["violations"]:
        where = [(node["target"], node.get("failureSummary", "")[:200]) for node in found["nodes"][:3]]
        yield f"{found['id']} ({found['impact']}): {json.dumps(where)}"


NO_PAGES = [
    (name, user)
    for name, told in WALK.items()
    if isinstance(told, NoPage) and name in routes()
    for user in ("bob", "alice", "")
]


@pytest.mark.parametrize(("name", "user"), NO_PAGES, ids=lambda part: part or "nobody")
def test_what_is_called_no_page_is_none(
    name: str, user: str, browser: Any, server: Server, session_of: Callable[[str], Any]
) -> None:
    with context(browser, server, storage_state=session_of(user)) as opened:
        told = opened.request.get(server.address + address(name, ALICE), max_redirects=0)
    assert told.status != 200 or not told.headers["content-type"].startswith("text/html"), f"{name} is a page: walk it"


def test_the_walk_goes_as_everybody_who_may() -> None:
    assert who_may("predose") == ("bob", "dora", "erin")
    assert who_may("person") == ("alice", "bob", "dora", "erin", "grace")
