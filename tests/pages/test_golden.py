"""Every page as people see it, compared with the file that somebody has looked at."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

import bedside

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_golden", ROOT / "tools" / "make_golden.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHOWN = dict(maker().shown())


def test_every_file_is_shown_and_every_medicine_has_one() -> None:
    assert SHOWN.keys() == {path.name for path in GOLDEN.iterdir()}
    assert {f"{page.id}.txt" for page in bedside.library()} <= SHOWN.keys()


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_as_it_was_looked_at(name: str) -> None:
    assert SHOWN[name] == (GOLDEN / name).read_text("utf-8"), f"{name} has changed; look at it, then run make golden"


@pytest.mark.parametrize("name", [name for name in SHOWN if name.endswith(".txt")])
def test_every_page_carries_the_notice_first_and_last(name: str) -> None:
    notice = bedside.load_medicine("aldesleukin").notice
    lines = SHOWN[name].strip().splitlines()
    assert lines[1] == notice and lines[-1] == notice


FORMS = ("txt", "md", "html", "json")


@pytest.mark.parametrize(
    "name", [*(f"{page.id}.{form}" for page in bedside.library() for form in FORMS), "aldesleukin-focused.txt"]
)
def test_every_form_holds_every_statement(name: str) -> None:
    told = SHOWN[name]
    if name.endswith(".json"):
        shown = {row["text"] for section in json.loads(told)["sections"] for row in section["statements"]}
        assert shown == {row.text for row in bedside.page(name.removesuffix(".json")).statements}
        return
    unmarked = re.sub(r"<[^<>]*>|\\", "", told).replace("&quot;", '"').replace("&#x27;", "'")
    flat = re.sub(r"\s+", " ", unmarked)
    for row in bedside.page(name.rpartition(".")[0].removesuffix("-focused")).statements:
        assert row.text in flat, row.id


@pytest.mark.parametrize("name", [name for name in SHOWN if name.endswith(".html")])
def test_html_has_no_script_loads_nothing_and_closes_what_it_opens(name: str) -> None:
    text = SHOWN[name]
    assert "<script" not in text and "http-equiv" not in text and not re.search(r"\b(src|href|on\w+)=", text)
    for tag in ("ul", "li", "details", "table", "tr", "td", "p", "dfn", "h2"):
        assert len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag
    assert "@media print" in text and 'lang="en"' in text


def test_nothing_unresolved_is_shown() -> None:
    for name, text in SHOWN.items():
        if name.endswith(".json"):
            json.loads(text)
            text = text.replace(": null", "")
        assert not re.search(r"\{\w+\}|None|null|TODO|footer\.", re.sub(r"<style>.*?</style>", "", text, flags=re.S))
