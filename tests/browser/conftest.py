"""One demonstration ward for whatever only looks, one of its own for whatever changes something, and a browser for both.

Each worker starts one server and one browser and signs everybody in once. A story that writes gets a copy of the ward as
it was then, so that nobody sees what another has written.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from serving import CHROMIUM, DESK, PHONE, Opens, Server, Watch, chromium, context, signed_in

from bedside.faces.web.demo.cast import CAST

expect.set_options(timeout=20_000)
NO_BROWSER = "there is no Chromium on this machine: apt-get install chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The Chromium of the system, without a window."""
    assert CHROMIUM is not None, NO_BROWSER
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def ward(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path, dict[str, Any]]]:
    """The server that is looked at, a copy of its folder as it was when everybody had signed in, and their cookies."""
    started = Server(tmp_path_factory.mktemp("ward"))
    try:
        cookies = {player.username: signed_in(browser, started, player.username) for player in CAST}
        untouched = started.folder.parent / f"{started.folder.name}-untouched"
        shutil.copytree(started.folder, untouched)
        yield started, untouched, cookies
    finally:
        started.stop()


@pytest.fixture(scope="session")
def server(ward: tuple[Server, Path, dict[str, Any]]) -> Server:
    """The ward that is looked at; no test changes anything in it."""
    return ward[0]


@pytest.fixture(scope="session")
def session_of(ward: tuple[Server, Path, dict[str, Any]]) -> Callable[[str], Any]:
    """The cookies of one of the cast, on this ward and on every copy of it; nothing for nobody."""
    return ward[2].get


@pytest.fixture
def own_server(ward: tuple[Server, Path, dict[str, Any]], tmp_path: Path) -> Iterator[Server]:
    """A ward of one's own: to write in, to stop, to lock out."""
    shutil.copytree(ward[1], tmp_path / "ward")
    started = Server(tmp_path / "ward")
    yield started
    if started.process.poll() is None:
        started.stop()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A story is told at both widths."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def window(
    browser: Any, size: tuple[int, int], session_of: Callable[[str], Any], request: pytest.FixtureRequest
) -> Iterator[Opens]:
    """`window("bob", path)`: a page of a browser of his own, signed in, opened there; `window()`: nobody is signed in.

    It looks at the test's own server, if the test asks for one.
    """
    opened: list[Any] = []
    asked: Server = request.getfixturevalue("own_server" if "own_server" in request.fixturenames else "server")

    def of(username: str = "", path: str = "") -> Any:
        page = context(browser, asked, size, storage_state=session_of(username)).new_page()
        page.watch = Watch(page, asked.address)
        opened.append(page)
        if path or username:
            page.goto(path or "/")
        return page

    yield of
    for page in opened:
        page.context.close()
