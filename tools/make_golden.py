"""Write tests/pages/golden/: every page as people see it, so that a change of any of them is looked at."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import bedside
from bedside.faces.page_layout import comparison_parts, page_parts
from bedside.faces.page_print import html_page, markdown, plain_lines

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "pages" / "golden"
TIME = "2026-05-05T16:00:00Z"


def shown() -> Iterator[tuple[str, str]]:
    """The name of each file and what it has to hold."""
    for page in bedside.library():
        yield f"{page.id}.txt", "\n".join(plain_lines(page_parts(page))).strip() + "\n"
        yield f"{page.id}.md", markdown(page_parts(page))
        yield f"{page.id}.html", html_page(page_parts(page), page.name)
        yield f"{page.id}.json", json.dumps(page.to_json(), indent=1, ensure_ascii=False) + "\n"
    page = bedside.page("aldesleukin")
    record = bedside.load_record(bedside.demo_record())
    focused = bedside.focus(page, bedside.load_medicine(page.id), record, bedside.parse_time(TIME))
    yield "aldesleukin-focused.txt", "\n".join(plain_lines(page_parts(page, focused))).strip() + "\n"
    yield "aldesleukin-focused.html", html_page(page_parts(page, focused), page.name)
    yield "aldesleukin-focused.json", json.dumps(focused.to_json(), indent=1, ensure_ascii=False) + "\n"
    pair = bedside.compare(page, bedside.page("interferon-alfa-2b"))
    yield "aldesleukin-interferon-alfa-2b.txt", "\n".join(plain_lines(comparison_parts(pair))).strip() + "\n"
    yield "aldesleukin-interferon-alfa-2b.html", html_page(comparison_parts(pair), "Side by side")
    yield "aldesleukin-interferon-alfa-2b.json", json.dumps(pair.to_json(), indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Write, or check."""
    stale = 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in shown():
        if "--check" not in sys.argv:
            (FOLDER / name).write_text(text, "utf-8")
        elif not (FOLDER / name).is_file() or (FOLDER / name).read_text("utf-8") != text:
            stale = 1
            print(f"tests/pages/golden/{name} is stale; look at the page, then run make golden")
    return stale


if __name__ == "__main__":
    sys.exit(main())
