"""Every page that there is, as each who may see it, on a phone and on a desk, by day and by night."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from looking import LOOKS, faults
from serving import Server, Watch, context
from walk import ALICE, WALK, InStory, NoPage, Page, address, routes, visits, who_may

VISITS = list(visits())
FIRST = {(name, person): visit for visit in reversed(VISITS) for name, _, person in [visit]}
"""Of each page about each person, the visit on which axe looks at it in every way; on the others it looks once."""


def test_every_route_is_in_the_walk() -> None:
    new = routes().keys() - WALK.keys()
    assert not new, f"say in tests/browser/walk.py how one gets to {', '.join(sorted(new))}, or what it is if it is no page"
    assert not WALK.keys() - routes().keys(), "the walk knows a route that is gone"
    pages = {name for name, told in WALK.items() if isinstance(told, Page)}
    assert {name for name, _, _ in VISITS} == pages, "nobody of the cast may see it"


def test_every_page_of_a_story_is_looked_at_there() -> None:
    told = {node.name: ast.unparse(node) for path in Path(__file__).parent.glob("test_*.py") for node in _tests(path)}
    for name, page in WALK.items():
        if isinstance(page, InStory):
            assert f"'{name}'" in told[page.story] and "look_at(" in told[page.story], f"{page.story} does not look at {name}"


def _tests(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef))


@pytest.fixture(scope="module")
def pages_of(browser: Any, server: Server, session_of: Callable[[str], Any]) -> Iterator[Callable[[str], Any]]:
    """One window for each of the cast, in which one page after the other is opened."""
    opened: dict[str, Any] = {}

    def of(username: str) -> Any:
        if username not in opened:
            opened[username] = context(browser, server, storage_state=session_of(username)).new_page()
            opened[username].watch = Watch(opened[username], server.address)
        opened[username].watch.faults.clear()
        return opened[username]

    yield of
    for page in opened.values():
        page.context.close()


@pytest.mark.parametrize("visit", VISITS, ids=["-".join(visit) for visit in VISITS])
def test_a_page(pages_of: Callable[[str], Any], visit: tuple[str, str, str]) -> None:
    name, user, person = visit
    told = WALK[name]
    assert isinstance(told, Page)
    page = pages_of(user)
    path = address(name, person, told.query)
    response = page.goto(path)
    assert response.status == 200, f"{path}: {response.status}"
    assert told.leads or urlsplit(page.url).path == urlsplit(path).path, "it leads elsewhere"
    wrong = faults(page, LOOKS if FIRST[name, person] == visit else LOOKS[:1])
    assert not page.watch.faults + wrong, "\n".join(page.watch.faults + wrong)


@pytest.mark.parametrize(("user", "name", "status"), [("charlie", "person", 404), ("dora", "assess", 403)])
def test_a_page_that_says_no(user: str, name: str, status: int, pages_of: Callable[[str], Any]) -> None:
    page = pages_of(user)
    assert page.goto(address(name)).status == status
    assert not faults(page)


NO_PAGES = [(name, user) for name, told in WALK.items() if isinstance(told, NoPage) for user in ("bob", "alice", "")]


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
