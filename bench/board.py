"""When is the ward's board painted, with 200 people on it?

    python bench/board.py          200 people
    python bench/board.py 50       so many

The invented people of the demonstration, each many times over, are written into a database of their own and served over
loopback; Chromium opens the board as a nurse does. Milliseconds from the click: until the server has answered, until the
first paint, until everything is painted. The first opening after a start has every decision to work out; then the page is
opened again, and once more after a reading of one person has come in. Needs Chromium (`apt-get install chromium`).
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent.parent / "tests" / "browser"))
from serving import CHROMIUM, DESK, PHONE, Server, chromium, context, signed_in  # noqa: E402

GOAL = 1000
AGAIN = 7
PAINTED = """() => new Promise((told) => new PerformanceObserver((seen) => {
  const [page] = performance.getEntriesByType("navigation");
  const [first] = seen.getEntriesByName("first-contentful-paint");
  if (first) { requestAnimationFrame(() => setTimeout(() => told([page.responseEnd, first.startTime, performance.now()]))); }
}).observe({type: "paint", buffered: true}))"""
"""Called when the page has loaded: the frame that follows is the one in which nothing of it is missing."""


class Ward(Server):
    """A ward of so many people, served by this file in a process of its own."""

    program = HERE


def build(folder: Path, size: int) -> None:
    """Write the ward: the people of the demonstration again and again, with a number behind their names."""
    os.environ |= {"BEDSIDE_DATA": str(folder), "BEDSIDE_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bedside.faces.web.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from bedside.faces.web import clock
    from bedside.faces.web.demo import build as demo
    from bedside.faces.web.demo.people import PEOPLE, Invented

    rounds = range(-(-size // len(PEOPLE)))
    people = [Invented(f"{each.name} {n}" if n else each.name, each.stage, each.rows) for n in rounds for each in PEOPLE]
    demo.build(clock.now(), tuple(people[:size]))


def serve(folder: Path, port: int) -> None:
    """As `bedside web --demo` does, on a folder that is there already."""
    os.environ["BEDSIDE_DATA"] = str(folder)
    from bedside.faces.web.serve import LOOPBACK
    from bedside.faces.web.serve import serve as web

    web("demo", LOOPBACK, port)


def opened(page: Any, path: str) -> list[float]:
    """Milliseconds until answered, first painted, all painted."""
    page.goto(path, timeout=600_000)
    told: list[float] = page.evaluate(PAINTED)
    return told


def line(what: str, size: str, told: list[float]) -> None:
    times, met = " | ".join(f"{each:.0f}" for each in told), "yes" if told[2] < GOAL else "no"
    print(f"| {what} | {size} | {times} | {met} |", flush=True)


def measure(people: int, browser: Any, folder: Path) -> None:
    server = Ward(folder)
    cookies = signed_in(browser, server, "bob")
    print(f"\n| the board of {people} | window | answered | first paint | painted | under {GOAL / 1000:g} s |")
    print("| --- | --- | --- | --- | --- | --- |")
    try:
        for size, shape in (("desk", DESK), ("phone", PHONE)):
            with context(browser, server, shape, storage_state=cookies) as window:
                page = window.new_page()
                if size == "desk":
                    line("first after a start", size, opened(page, "/ward/1/"))
                times = [opened(page, "/ward/1/") for _ in range(AGAIN)]
                line(f"again, median of {AGAIN}", size, [statistics.median(column) for column in zip(*times, strict=True)])
        with context(browser, server, DESK, storage_state=cookies) as window:
            page = window.new_page()
            _one_reading(page)
            line("after a reading of one person", "desk", opened(page, "/ward/1/"))
    finally:
        server.stop()


def _one_reading(page: Any) -> None:
    page.goto("/ward/1/")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="Enter readings and reviews").click()
    page.locator("[name=heart_rate]").fill("92")
    page.keyboard.press("Enter")
    page.get_by_text("Saved.").wait_for()


def main(people: int = 200) -> int:
    if CHROMIUM is None:
        print("there is no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 2
    print(f"{len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}, load before {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="bedside-bench-") as folder, chromium() as browser:
        began = time.perf_counter()
        subprocess.run([sys.executable, str(HERE), "--build", folder, str(people)], check=True)
        print(f"written in {time.perf_counter() - began:.0f} s", flush=True)
        measure(people, browser, Path(folder))
    print(f"\nload after {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]), int(sys.argv[3]))
    elif len(sys.argv) == 3:
        serve(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        raise SystemExit(main(*map(int, sys.argv[1:])))
