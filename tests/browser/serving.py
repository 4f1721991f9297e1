"""The web app in a process of its own, and Chromium to look at it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PASSWORD = "invented-people-only"
STILL_SERVER = Path(__file__).parent / "still_server.py"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
"""The browser as the system has it; Playwright downloads none."""
LOUD = ("error", "warning")
PHONE, DESK = (390, 844), (1440, 900)
Opens = Callable[..., Any]
"""`window`: opens a page, for a user name signed in."""


class Server:
    """A demonstration ward that serves until it is stopped or killed, and can be started again on the same folder.

    `program` is called with the folder and a port, 0 for any, and prints the address to open.
    """

    program = STILL_SERVER

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.start()

    def start(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BEDSIDE_", "DATABASE_", "DJANGO_"))}
        words = [sys.executable, str(self.program), str(self.folder), str(self.port)]
        self.process = subprocess.Popen(words, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout and self.process.stderr
        for line in self.process.stdout:
            if found := re.search(r"Open (http://localhost:(\d+))/", line):
                self.address, self.port = found[1], int(found[2])
                return
        raise AssertionError(self.process.stderr.read())

    def kill(self) -> None:
        """End it as a power cut would: nothing is tidied up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def later(self, minutes: int) -> None:
        """Move the clock on."""
        (self.folder / "minutes").write_text(str(minutes))

    def _end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        with self.process:
            self.process.wait(timeout=30)


class Watch:
    """What a page does that it should not: errors in the console, requests to another host, answers of 400 and more."""

    def __init__(self, page: Any, address: str) -> None:
        self.faults: list[str] = []
        page.on(
            "console", lambda said: self.faults.append(f"console: {said.text}") if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", lambda asked: self._asked(asked.url, urlsplit(address).netloc))
        page.on("response", lambda told: self.faults.append(f"{told.status} {told.url}") if told.status >= 400 else None)

    def _asked(self, url: str, own: str) -> None:
        split = urlsplit(url)
        if split.scheme not in ("data", "blob") and split.netloc != own:
            self.faults.append(f"another host was asked: {url}")


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def context(browser: Any, server: Server, size: tuple[int, int] = PHONE, **more: Any) -> Any:
    """A window of its own, which knows nobody; addresses in it begin at the server's."""
    width, height = size
    language = {"locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce"}
    opened = browser.new_context(base_url=server.address, viewport={"width": width, "height": height}, **(language | more))
    opened.set_default_timeout(20_000)
    return opened


def signed_in(browser: Any, server: Server, username: str) -> Any:
    """The cookies of somebody who has signed in, without drawing the page to which that leads."""
    with context(browser, server) as opened:
        drawn = opened.request.get("/account/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', drawn.text())
        assert token, "the sign-in page has no token"
        told = {"csrfmiddlewaretoken": token[1], "login": username, "password": PASSWORD}
        answer = opened.request.post(drawn.url, form=told, headers={"Referer": drawn.url}, max_redirects=0)
        assert answer.status == 302, f"{username} cannot sign in: {answer.status}"
        return opened.storage_state()


def sign_in(page: Any, username: str, password: str = PASSWORD) -> None:
    """Through the sign-in page, as people do."""
    if "/account/sign-in/" not in page.url:
        page.goto("/account/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()
