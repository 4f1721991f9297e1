"""What a researcher does: a protocol asked wrongly, then rightly, worked out behind the page, looked at and taken along."""

from __future__ import annotations

from pathlib import Path

from looking import look_at
from playwright.sync_api import expect
from serving import Opens, Server
from walk import address

LONG = 180_000
"""Milliseconds that a small study may take on a busy machine; the machine code for it is written first."""


def test_a_pharmacist_studies_a_protocol_and_takes_its_rows_along(window: Opens, own_server: Server) -> None:
    dora = window("dora", address("studies"))
    dora.get_by_label("How many people").fill("50")
    dora.get_by_label("Compare with the guide").select_option("community-2015")
    dora.get_by_label("Other thresholds").fill("absolute.creatinine.threshold=3.5")
    dora.get_by_role("button", name="Begin", exact=True).click()
    expect(dora.locator("#pictures")).to_be_visible(timeout=LONG)
    expect(dora.locator("#state")).to_contain_text("Done")
    expect(dora.locator("section[aria-labelledby=compared]")).to_contain_text("doses in all")
    pictures = dora.locator("img.drawn")
    expect(pictures).to_have_count(4)
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("each => each.naturalWidth") > 0
    with dora.expect_download() as downloaded:
        dora.get_by_role("link", name="A row for each person, as CSV").click()
    assert len(Path(downloaded.value.path()).read_text("utf-8").splitlines()) == 51
    look_at(dora, "study")
    assert not dora.watch.faults
