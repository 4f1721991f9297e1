"""Write docs/screens/*.png: the main pages of the demonstration on a phone and on a desk, each under 150 kB.

python tools/make_screens.py          writes all of them
python tools/make_screens.py board    writes those whose name begins so

Needs Chromium (`apt-get install chromium`). The clock of the demonstration stands still: the pages are the same each time.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from PIL import Image  # noqa: E402
from serving import CHROMIUM, DESK, PHONE, Server, chromium, context, sign_in  # noqa: E402

SCREENS = ROOT / "docs" / "screens"
HEAVIEST = 150_000
TALLEST = 2200
"""Pixels: a longer page is cut below."""
PAGES = {
    "sign-in": ("", "/account/sign-in/"),
    "board": ("bob", "/ward/1/"),
    "pre-dose": ("bob", "Alice Example/pre-dose/"),
    "pre-dose-not-ready": ("bob", "Hana Hypothesis/pre-dose/"),
    "assess": ("bob", "Hana Hypothesis/pre-dose/enter/"),
    "preparation": ("dora", "Alice Example/preparation/"),
    "handover": ("bob", "/ward/1/handover/"),
    "overrides": ("erin", "/ward/1/overrides/"),
    "audit": ("frank", "/ward/1/audit/"),
    "staff": ("frank", "/ward/1/staff/"),
    "person": ("alice", "Alice Example/"),
    "feel-empty": ("alice", "Alice Example/feel/"),
    "feel": ("alice", "Alice Example/feel/"),
    "ask": ("alice", "Alice Example/ask/"),
    "reports": ("alice", "Alice Example/reports/"),
    "report": ("alice", "Alice Example/reports/report of Alice Example/"),
    "report-meaning": ("alice", "Alice Example/reports/report of Alice Example/meaning/"),
    "course": ("alice", "Alice Example/course/"),
    "after": ("erin", "Mila Model/after/"),
    "candidate": ("bob", "Carla Muster/candidate/"),
    "works": ("alice", "Alice Example/works/"),
    "studies": ("dora", "/ward/1/studies/"),
    "charts": ("alice", "Alice Example/charts/"),
    "library": ("alice", "/library/"),
    "library-page": ("alice", "Alice Example/medicine/aldesleukin/"),
    "library-compare": ("alice", "/library/compare/?m=aldesleukin&m=interferon-alfa-2b"),
    "calendar": ("alice", "Alice Example/calendar/"),
    "print": ("erin", "Mila Model/print/"),
    "who-saw": ("alice", "Alice Example/audit/"),
    "carers": ("alice", "Alice Example/carers/"),
    "data": ("alice", "Alice Example/data/"),
    "delete": ("alice", "Alice Example/data/delete/"),
    "second-factor": ("alice", "/account/second-factor/"),
}
"""Name of the picture: who looks, and at which address; one that begins with a name is that person's."""
TYPED = {
    "feel": ("my chest hurts since noon and my hands tingle. temp 38.4, no cough", "What does it mean?"),
    "ask": ("can i have a glass of wine with proleukn?", "Ask"),
}
"""What is typed into the first text of a page, and the button that is pressed then."""
SHAPES = {"phone": (PHONE, "light"), "desk": (DESK, "light"), "dark": (DESK, "dark")}
DARK = {"board", "pre-dose", "assess", "person", "course", "candidate", "preparation", "feel", "report"}


def main(begins: str = "") -> int:
    """Draw the pages whose name begins so."""
    if CHROMIUM is None:
        print("there is no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 2
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bedside-screens-") as folder, chromium() as browser:
        server = Server(Path(folder))
        try:
            for shape, (size, scheme) in SHAPES.items():
                names = [name for name in PAGES if name.startswith(begins) and (shape != "dark" or name in DARK)]
                _draw(browser, server, names, shape, size, scheme)
        finally:
            server.stop()
    return 0


def _draw(browser: Any, server: Server, names: list[str], shape: str, size: tuple[int, int], scheme: str) -> None:
    for user in dict.fromkeys(PAGES[name][0] for name in names):
        with context(browser, server, size, color_scheme=scheme) as window:
            page = window.new_page()
            if user:
                sign_in(page, user)
            for name in (name for name in names if PAGES[name][0] == user):
                page.goto(_address(PAGES[name][1]))
                _type(page, name)
                _keep(page.screenshot(full_page=True), SCREENS / f"{name}-{shape}.png")


def _type(page: Any, name: str) -> None:
    if name in TYPED:
        text, button = TYPED[name]
        page.locator("textarea").first.fill(text)
        page.get_by_role("button", name=button, exact=True).locator("visible=true").first.click()
        page.locator(".urgent, .statement").first.wait_for()


def _address(told: str) -> str:
    from uuid import NAMESPACE_URL, uuid5

    def id_of(name: str) -> str:
        return str(uuid5(NAMESPACE_URL, f"bedside:demo:{name}"))

    name, _, rest = re.sub(r"report of [^/]+", lambda found: id_of(found[0]), told).partition("/")
    return f"/person/{id_of(name)}/{rest}" if name else told


def _keep(picture: bytes, to: Path) -> None:
    """With as many colours as fit."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    drawn = drawn.crop((0, 0, drawn.width, min(drawn.height, TALLEST)))
    for colours in (128, 64, 32, 16):
        kept = io.BytesIO()
        drawn.quantize(colours, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
        if len(kept.getvalue()) < HEAVIEST:
            break
    to.write_bytes(kept.getvalue())
    print(f"{to.relative_to(ROOT)}: {len(kept.getvalue()) // 1000} kB")


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
