"""One demonstration ward for whatever only looks, one of its own for whatever changes something, and a browser for both."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import CHROMIUM, DESK, PHONE, Opens, Server, Watch, chromium, context, sign_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium. Only where it is not installed, and never in CI, these tests are left out."""
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "CI has no Chromium: .ci/run installs it"
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The ward that is looked at; no test changes anything in it."""
    started = Server(tmp_path_factory.mktemp("ward"))
    shutil.copytree(started.folder, started.folder.parent / f"{started.folder.name}-untouched")
    yield started
    started.stop()


@pytest.fixture
def own_server(server: Server, tmp_path: Path) -> Iterator[Server]:
    """A ward of one's own, as it was when it was built: to write in, to stop, to lock out."""
    shutil.copytree(server.folder.parent / f"{server.folder.name}-untouched", tmp_path / "ward")
    started = Server(tmp_path / "ward")
    yield started
    if started.process.poll() is None:
        started.stop()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A story is told at both widths."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def window(browser: Any, size: tuple[int, int], request: pytest.FixtureRequest) -> Iterator[Opens]:
    """`window("bob")`: a page of a browser of his own in which Bob has just signed in; `window()`: nobody has.

    It looks at the test's own server, if the test asks for one.
    """
    opened: list[Any] = []
    asked: Server = request.getfixturevalue("own_server" if "own_server" in request.fixturenames else "server")

    def of(username: str = "") -> Any:
        page = context(browser, asked, size).new_page()
        page.watch = Watch(page, asked.address)
        opened.append(page)
        if username:
            sign_in(page, username)
        return page

    yield of
    for page in opened:
        page.context.close()


@pytest.fixture(scope="session")
def session_of(browser: Any, server: Server) -> Callable[[str], Any]:
    """The cookies of somebody who has signed in once on the ward that is looked at."""
    known: dict[str, Any] = {}

    def of(username: str) -> Any:
        if username and username not in known:
            with context(browser, server) as opened:
                sign_in(opened.new_page(), username)
                known[username] = opened.storage_state()
        return known.get(username)

    return of
