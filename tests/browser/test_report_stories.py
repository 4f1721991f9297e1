"""A person brings a report, sees each result beside its place on the page, puts one right, and the check sees it."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from looking import look_at
from playwright.sync_api import expect
from serving import Opens, Server
from test_reports import CREATININE, NO_UNIT, SODIUM, TAKEN, UNKNOWN, WHO, paper
from walk import address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An invented report, as somebody has it."""
    found = tmp_path / "report.pdf"
    found.write_bytes(paper((CREATININE, SODIUM, NO_UNIT, UNKNOWN), (*WHO, TAKEN.replace("12:35", "15:20"))))
    return found


def bring(page: Any, file: Path) -> None:
    page.goto(address("reports"))
    page.get_by_label("A PDF, or a picture of the paper").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="2 results are ready")).to_be_visible(timeout=60_000)


def test_a_report_is_read_looked_at_put_right_confirmed_and_seen_by_the_check(
    window: Opens, own_server: Server, file: Path
) -> None:
    alice = window("alice")
    bring(alice, file)
    look_at(alice, "report")
    row = alice.locator("#row-0")
    alice.locator("#box-0").focus()
    expect(row).to_have_class(re.compile("is-pair"))
    alice.locator("#box-0").press("Enter")
    expect(alice).to_have_url(re.compile("#row-0$"))
    row.get_by_role("link", name="Show").click()
    expect(alice).to_have_url(re.compile("#box-0$"))
    expect(alice.locator("#box-0")).to_be_in_viewport()
    row.get_by_text("Put it right").click()
    row.get_by_label("Value").fill("3.26")
    row.get_by_role("button", name="Put it in the record like this").click()
    expect(alice.get_by_role("status")).to_contain_text("Put into the record: 1 result.")
    expect(alice.locator("section", has_text="1 result is in the record")).to_contain_text("put right to 3.26 mg/dL")
    alice.get_by_role("button", name="These are right: put them in the record").click()
    expect(alice.get_by_role("heading", name="2 results are in the record")).to_be_visible()
    expect(alice.get_by_text("1 row was not understood")).to_be_visible()
    alice.get_by_role("link", name="What do the results mean?").click()
    look_at(alice, "report_meaning")
    expect(alice.locator("main")).to_contain_text("a dose is held from 3 mg/dL (reached)")
    expect(alice.locator("figure.chart").first).to_be_visible()
    bob = window("bob", address("predose"))
    expect(bob.locator("main")).to_contain_text("3.26 mg/dL")
    assert not alice.watch.faults and not bob.watch.faults


def test_what_cannot_be_put_right_is_told_and_what_was_typed_stays(window: Opens, own_server: Server, file: Path) -> None:
    alice = window("alice")
    bring(alice, file)
    row = alice.locator("#row-2")
    row.get_by_label("Unit").fill("bananas")
    row.get_by_role("button", name="Put it in the record like this").click()
    expect(alice.get_by_role("alert")).to_contain_text("bananas is no unit of")
    expect(row.get_by_label("Unit")).to_have_value("bananas")
    row.get_by_label("Unit").fill("mg/dL")
    row.get_by_role("button", name="Put it in the record like this").click()
    expect(alice.get_by_role("status")).to_contain_text("Put into the record: 1 result.")


def test_a_file_is_dropped_on_the_form_and_deleted_again(window: Opens, own_server: Server, file: Path) -> None:
    alice = window("alice", address("reports"))
    dropped = alice.evaluate_handle(
        """(text) => { const held = new DataTransfer();
        held.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], "r.pdf")); return held; }""",
        b64encode(file.read_bytes()).decode(),
    )
    alice.locator("form[data-drop]").dispatch_event("drop", {"dataTransfer": dropped})
    alice.get_by_role("button", name="Read it").click()
    expect(alice.get_by_role("heading", name="2 results are ready")).to_be_visible(timeout=60_000)
    alice.get_by_text("Delete this report").click()
    alice.get_by_role("button", name="Delete it").click()
    expect(alice.get_by_role("status")).to_contain_text("The report is deleted.")
    expect(alice.locator("tbody tr"), "the one of the demonstration stays").to_have_count(1)


def test_what_is_no_report_is_told_and_a_lost_file_does_no_harm(window: Opens, own_server: Server, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Alice")
    alice = window("alice", address("reports"))
    alice.get_by_label("A PDF, or a picture of the paper").set_input_files(letter)
    alice.get_by_role("button", name="Read it").click()
    expect(alice.locator("main")).to_contain_text("begins like no PDF and no picture")
    shutil.rmtree(own_server.folder / "reports")
    alice.goto(address("report"))
    expect(alice.get_by_role("alert")).to_contain_text("The file is not in the data folder")
